//! What typed values of XML documents share: one declaration gives the type, its reader and its writer.

use super::xml::{At, Element, Name, Writer};

/// A text and where it stood.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Text {
    /// What it says.
    pub value: String,
    /// Where it was read; empty when it was made.
    pub at: At,
}

impl From<&str> for Text {
    fn from(value: &str) -> Self {
        value.to_owned().into()
    }
}

impl From<String> for Text {
    fn from(value: String) -> Self {
        Self {
            value,
            at: At::default(),
        }
    }
}

impl Text {
    /// The text as a slice.
    pub fn as_str(&self) -> &str {
        &self.value
    }
}

/// The content of one element.
pub(crate) trait Node: Sized {
    /// Takes what it knows from an element and passes over the rest.
    fn read(element: &Element) -> Self;
    /// Writes the attributes and content of the element that has just begun.
    fn write(&self, out: &mut Writer);
}

impl Node for Text {
    fn read(element: &Element) -> Self {
        Self {
            value: element.text.clone(),
            at: element.inner.clone(),
        }
    }

    fn write(&self, out: &mut Writer) {
        out.characters(&self.value);
    }
}

impl<T: Node> Node for Box<T> {
    fn read(element: &Element) -> Self {
        Box::new(T::read(element))
    }

    fn write(&self, out: &mut Writer) {
        T::write(self, out);
    }
}

/// An element that may be absent or repeated.
pub(crate) trait Part: Sized {
    /// Takes the children of this name.
    fn read(parent: &Element, name: Name) -> Self;
    /// Writes them.
    fn write(&self, name: Name, out: &mut Writer);
}

impl<T: Node> Part for Option<T> {
    fn read(parent: &Element, name: Name) -> Self {
        parent.all(name).next().map(T::read)
    }

    fn write(&self, name: Name, out: &mut Writer) {
        if let Some(value) = self {
            element(name, value, out);
        }
    }
}

impl<T: Node> Part for Vec<T> {
    fn read(parent: &Element, name: Name) -> Self {
        parent.all(name).map(T::read).collect()
    }

    fn write(&self, name: Name, out: &mut Writer) {
        for value in self {
            element(name, value, out);
        }
    }
}

fn element<T: Node>(name: Name, value: &T, out: &mut Writer) {
    out.start(name);
    value.write(out);
    out.end();
}

/// The attribute of this name.
pub(crate) fn attribute(element: &Element, name: Name) -> Option<Text> {
    element.attribute(name).map(|attribute| Text {
        value: attribute.value.clone(),
        at: attribute.at.clone(),
    })
}

/// Declares an element once: its type, and how it is read and written, in the order of the schema.
macro_rules! node {
    ($(#[$doc:meta])* $node:ident {
        $(attributes { $($(#[$adoc:meta])* $attribute:ident = $aname:expr,)* })?
        $(text { $(#[$tdoc:meta])* $text:ident })?
        $(elements { $($(#[$edoc:meta])* $element:ident: $type:ty = $ename:expr,)* })?
    }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Default, PartialEq, Eq)]
        pub struct $node {
            $($($(#[$adoc])* pub $attribute: Option<$crate::manifest::Text>,)*)?
            $($(#[$tdoc])* pub $text: $crate::manifest::Text,)?
            $($($(#[$edoc])* pub $element: $type,)*)?
            /// Where it was read.
            pub at: $crate::manifest::At,
        }

        impl $crate::manifest::value::Node for $node {
            fn read(element: &$crate::manifest::Element) -> Self {
                Self {
                    $($($attribute: $crate::manifest::value::attribute(element, $aname),)*)?
                    $($text: $crate::manifest::value::Node::read(element),)?
                    $($($element: $crate::manifest::value::Part::read(element, $ename),)*)?
                    at: element.at.clone(),
                }
            }

            fn write(&self, out: &mut $crate::manifest::xml::Writer) {
                $($(if let Some(value) = &self.$attribute {
                    out.attribute($aname, &value.value);
                })*)?
                $($crate::manifest::value::Node::write(&self.$text, out);)?
                $($($crate::manifest::value::Part::write(&self.$element, $ename, out);)*)?
            }
        }
    };
}

pub(crate) use node;
