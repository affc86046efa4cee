//! XML as this crate needs it: text to a tree of elements with byte spans, and typed values back to text.

use std::collections::BTreeSet;
use std::ops::Range;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use crate::standard::scorm12::{self, XML};
use crate::standard::scorm2004;

/// The deepest nesting that is read; real manifests stay below twenty.
const MAX_DEPTH: usize = 200;

/// Where something stood in the text that was read, in bytes.
///
/// Two of them are always equal, so that values compare by what they say and not by where they said it.
#[derive(Debug, Clone, Default)]
pub struct At(pub Range<usize>);

impl PartialEq for At {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for At {}

/// Why a text is not well-formed XML.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// A sentence fragment.
    pub message: String,
    /// Where.
    pub at: At,
}

/// The qualified name of an element or attribute that we know.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Name {
    /// The namespace; empty for attributes without a prefix.
    pub namespace: &'static str,
    /// The prefix that we write; empty for the default namespace.
    pub prefix: &'static str,
    /// The local part.
    pub local: &'static str,
}

impl Name {
    /// An attribute of no namespace.
    pub const fn plain(local: &'static str) -> Self {
        Self::new("", "", local)
    }

    /// An attribute such as `xml:lang`.
    pub const fn xml(local: &'static str) -> Self {
        Self::new(XML, "xml", local)
    }

    /// A name of IMS content packaging.
    pub const fn imscp(local: &'static str) -> Self {
        Self::new(scorm12::IMSCP, "", local)
    }

    /// A name of ADL's content packaging extensions.
    pub const fn adlcp(local: &'static str) -> Self {
        Self::new(scorm12::ADLCP, "adlcp", local)
    }

    /// A name of IMS metadata.
    pub const fn imsmd(local: &'static str) -> Self {
        Self::new(scorm12::IMSMD, "", local)
    }

    /// A name of IMS content packaging 1.1.4, which SCORM 2004 uses.
    pub const fn imscp114(local: &'static str) -> Self {
        Self::new(scorm2004::IMSCP, "", local)
    }

    /// A name of ADL's content packaging extensions of SCORM 2004.
    pub const fn adlcp13(local: &'static str) -> Self {
        Self::new(scorm2004::ADLCP, "adlcp", local)
    }

    /// A name of ADL's sequencing extensions.
    pub const fn adlseq(local: &'static str) -> Self {
        Self::new(scorm2004::ADLSEQ, "adlseq", local)
    }

    /// A name of ADL's navigation.
    pub const fn adlnav(local: &'static str) -> Self {
        Self::new(scorm2004::ADLNAV, "adlnav", local)
    }

    /// A name of IMS Simple Sequencing.
    pub const fn imsss(local: &'static str) -> Self {
        Self::new(scorm2004::IMSSS, "imsss", local)
    }

    /// A name of IEEE LOM 1.0.
    pub const fn lom(local: &'static str) -> Self {
        Self::new(scorm2004::LOM, "", local)
    }

    const fn new(namespace: &'static str, prefix: &'static str, local: &'static str) -> Self {
        Self {
            namespace,
            prefix,
            local,
        }
    }

    /// Whether something that was read has this name. Manifests without any namespace are common enough to be understood too.
    fn is(self, namespace: &str, local: &str) -> bool {
        self.local == local && (self.namespace == namespace || namespace.is_empty())
    }
}

/// An element as it was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Element {
    /// The namespace; empty for none, and for a prefix that nobody declared.
    pub namespace: String,
    /// The prefix as written.
    pub prefix: String,
    /// The name without its prefix.
    pub local: String,
    /// In the order of the text, without the declarations of namespaces.
    pub attributes: Vec<Attribute>,
    /// In the order of the text.
    pub children: Vec<Element>,
    /// All character data directly inside, joined, as it stands.
    pub text: String,
    /// The whole element.
    pub at: At,
    /// What lies between its tags.
    pub inner: At,
}

/// An attribute as it was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attribute {
    /// The namespace; empty for none.
    pub namespace: String,
    /// The prefix as written.
    pub prefix: String,
    /// The name without its prefix.
    pub local: String,
    /// With references resolved and white space normalised.
    pub value: String,
    /// The value, without its quotes.
    pub at: At,
}

impl Element {
    /// The children of this name, in order.
    pub fn all(&self, name: Name) -> impl Iterator<Item = &Element> {
        self.children
            .iter()
            .filter(move |child| name.is(&child.namespace, &child.local))
    }

    /// The attribute of this name.
    pub fn attribute(&self, name: Name) -> Option<&Attribute> {
        self.attributes
            .iter()
            .find(|attribute| name.is(&attribute.namespace, &attribute.local))
    }
}

/// Reads a whole document; a byte order mark is passed over.
pub fn read(text: &str) -> Result<Element, Fault> {
    let skipped = if text.starts_with('\u{feff}') { 3 } else { 0 };
    Tree {
        text,
        skipped,
        open: Vec::new(),
        namespaces: vec![("xml".into(), XML.into())],
        root: None,
    }
    .read()
}

/// The reader's state: the elements that are open, and which namespaces they declare.
struct Tree<'t> {
    text: &'t str,
    skipped: usize,
    open: Vec<(Element, usize)>,
    namespaces: Vec<(String, String)>,
    root: Option<Element>,
}

impl Tree<'_> {
    fn read(mut self) -> Result<Element, Fault> {
        let skipped = self.skipped;
        let mut reader = Reader::from_str(&self.text[skipped..]);
        reader.config_mut().enable_all_checks(true);
        loop {
            let before = position(reader.buffer_position()) + skipped;
            let event = reader.read_event();
            let after = position(reader.buffer_position()) + skipped;
            let event = event.map_err(|error| {
                let at = position(reader.error_position()) + skipped;
                fault(error.to_string(), at..at)
            })?;
            match event {
                Event::Start(tag) => self.start(&tag, before..after)?,
                Event::Empty(tag) => {
                    self.start(&tag, before..after)?;
                    self.end(after..after);
                }
                Event::End(_) => self.end(before..after),
                Event::Text(text) => {
                    self.characters(&text.xml10_content(), before..after)?;
                }
                Event::CData(text) => self.characters(&text.xml10_content(), before..after)?,
                Event::GeneralRef(name) => {
                    let value = match name.resolve_char_ref() {
                        Ok(Some(char)) => char.to_string(),
                        Ok(None) => quick_xml::escape::resolve_predefined_entity(&name)
                            .ok_or_else(|| {
                                fault(format!("unknown entity `&{};`", &*name), before..after)
                            })?
                            .to_owned(),
                        Err(error) => return Err(fault(error.to_string(), before..after)),
                    };
                    self.characters(&value, before..after)?;
                }
                Event::Eof => break,
                Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {}
            }
        }
        let end = self.text.len();
        if let Some((element, _)) = self.open.last() {
            return Err(fault(
                format!("`<{}>` is never closed", element.local),
                element.at.0.clone(),
            ));
        }
        self.root
            .ok_or_else(|| fault("the document holds no element".into(), end..end))
    }

    fn start(&mut self, tag: &BytesStart, span: Range<usize>) -> Result<(), Fault> {
        if self.open.len() >= MAX_DEPTH {
            return Err(fault(
                format!("elements are nested more than {MAX_DEPTH} deep"),
                span,
            ));
        }
        if self.open.is_empty() && self.root.is_some() {
            return Err(fault("the document holds two root elements".into(), span));
        }
        let declared = self.namespaces.len();
        let mut raw = Vec::new();
        let mut names = BTreeSet::new();
        // The check for duplicates is ours: quick-xml compares each name with every other.
        for attribute in tag.attributes().with_checks(false) {
            let attribute = attribute.map_err(|error| fault(error.to_string(), span.clone()))?;
            let value = attribute
                .normalized_value(quick_xml::XmlVersion::Implicit1_0)
                .map_err(|error| fault(error.to_string(), span.clone()))?
                .into_owned();
            let name = attribute.key.into_inner();
            if !names.insert(name) {
                return Err(Fault {
                    message: format!("duplicate attribute `{name}`"),
                    at: self.span_of(name, &span),
                });
            }
            if name == "xmlns" {
                self.namespaces.push((String::new(), value));
            } else if let Some(prefix) = name.strip_prefix("xmlns:") {
                self.namespaces.push((prefix.to_owned(), value));
            } else {
                raw.push((
                    name.to_owned(),
                    value,
                    self.span_of(&attribute.value, &span),
                ));
            }
        }
        let attributes = raw
            .into_iter()
            .map(|(name, value, at)| {
                let (prefix, local) = split(&name);
                // The default namespace is not for attributes.
                let namespace = if prefix.is_empty() {
                    String::new()
                } else {
                    self.namespace(prefix)
                };
                Attribute {
                    namespace,
                    prefix: prefix.to_owned(),
                    local: local.to_owned(),
                    value,
                    at,
                }
            })
            .collect();
        let name = tag.name();
        let (prefix, local) = split(name.as_ref());
        self.open.push((
            Element {
                namespace: self.namespace(prefix),
                prefix: prefix.to_owned(),
                local: local.to_owned(),
                attributes,
                children: Vec::new(),
                text: String::new(),
                inner: At(span.end..span.end),
                at: At(span),
            },
            declared,
        ));
        Ok(())
    }

    /// Where a borrowed piece of the text stands.
    fn span_of(&self, piece: &str, otherwise: &Range<usize>) -> At {
        let start = (piece.as_ptr() as usize).wrapping_sub(self.text.as_ptr() as usize);
        let inside = start <= self.text.len() && start + piece.len() <= self.text.len();
        At(if inside {
            start..start + piece.len()
        } else {
            otherwise.clone()
        })
    }

    fn end(&mut self, span: Range<usize>) {
        if let Some((mut element, declared)) = self.open.pop() {
            element.at.0.end = span.end;
            element.inner.0.end = span.start;
            self.namespaces.truncate(declared);
            match self.open.last_mut() {
                Some((parent, _)) => parent.children.push(element),
                None => self.root = Some(element),
            }
        }
    }

    fn characters(&mut self, text: &str, span: Range<usize>) -> Result<(), Fault> {
        match self.open.last_mut() {
            Some((element, _)) => element.text.push_str(text),
            None if text.trim().is_empty() => {}
            None => return Err(fault("text outside the root element".into(), span)),
        }
        Ok(())
    }

    fn namespace(&self, prefix: &str) -> String {
        self.namespaces
            .iter()
            .rev()
            .find(|(known, _)| known == prefix)
            .map(|(_, namespace)| namespace.clone())
            .unwrap_or_default()
    }
}

fn split(name: &str) -> (&str, &str) {
    name.split_once(':').unwrap_or(("", name))
}

fn position(at: u64) -> usize {
    usize::try_from(at).unwrap_or(usize::MAX)
}

fn fault(message: String, at: Range<usize>) -> Fault {
    Fault {
        message,
        at: At(at),
    }
}

/// Writes elements, two spaces a level, text on the line of its element.
///
/// Characters are written as themselves, never as numeric references: Moodle would show those literally.
pub(crate) struct Writer {
    text: String,
    open: Vec<Name>,
    state: State,
}

/// What the writer wrote last.
#[derive(PartialEq)]
enum State {
    /// A start tag without its `>`.
    Tag,
    /// Character data.
    Text,
    /// An end tag, or nothing yet.
    Closed,
}

impl Writer {
    /// An empty document.
    pub(crate) fn new() -> Self {
        Self {
            text: String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>"),
            open: Vec::new(),
            state: State::Closed,
        }
    }

    /// Begins an element; its default namespace is declared where it changes.
    pub(crate) fn start(&mut self, name: Name) {
        if self.state == State::Tag {
            self.text.push('>');
        }
        self.line();
        self.text.push('<');
        self.name(name);
        let inherited = self
            .open
            .iter()
            .rev()
            .find(|name| name.prefix.is_empty())
            .map_or("", |name| name.namespace);
        if name.prefix.is_empty() && name.namespace != inherited {
            self.text.push_str(" xmlns=\"");
            self.text.push_str(name.namespace);
            self.text.push('"');
        }
        self.open.push(name);
        self.state = State::Tag;
    }

    /// Adds an attribute to the element that has just begun.
    pub(crate) fn attribute(&mut self, name: Name, value: &str) {
        debug_assert!(self.state == State::Tag, "an attribute follows its tag");
        self.text.push(' ');
        self.name(name);
        self.text.push_str("=\"");
        self.escaped(value, true);
        self.text.push('"');
    }

    /// Adds character data.
    pub(crate) fn characters(&mut self, text: &str) {
        if self.state == State::Tag {
            self.text.push('>');
        }
        self.escaped(text, false);
        self.state = State::Text;
    }

    /// Ends the innermost element.
    pub(crate) fn end(&mut self) {
        let Some(name) = self.open.pop() else { return };
        match self.state {
            State::Tag => self.text.push_str("/>"),
            State::Text | State::Closed => {
                if self.state == State::Closed {
                    self.line();
                }
                self.text.push_str("</");
                self.name(name);
                self.text.push('>');
            }
        }
        self.state = State::Closed;
    }

    /// The document.
    pub(crate) fn finish(mut self) -> String {
        self.text.push('\n');
        self.text
    }

    fn line(&mut self) {
        self.text.push('\n');
        for _ in 0..self.open.len() {
            self.text.push_str("  ");
        }
    }

    fn name(&mut self, name: Name) {
        if !name.prefix.is_empty() {
            self.text.push_str(name.prefix);
            self.text.push(':');
        }
        self.text.push_str(name.local);
    }

    fn escaped(&mut self, text: &str, attribute: bool) {
        for char in text.chars() {
            match char {
                '&' => self.text.push_str("&amp;"),
                '<' => self.text.push_str("&lt;"),
                '>' => self.text.push_str("&gt;"),
                '"' if attribute => self.text.push_str("&quot;"),
                // A parser would turn these into spaces; only a numeric reference could keep them.
                '\t' | '\n' | '\r' if attribute => self.text.push(' '),
                '\r' => self.text.push('\n'),
                // XML has no way to write these at all.
                '\0'..='\u{8}'
                | '\u{b}'
                | '\u{c}'
                | '\u{e}'..='\u{1f}'
                | '\u{fffe}'
                | '\u{ffff}' => {}
                char => self.text.push(char),
            }
        }
    }
}
