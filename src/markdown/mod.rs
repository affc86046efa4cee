//! One Markdown text in; safe HTML, what it points at, its questions and its faults out.
//!
//! Images, links within the course and questions are markers in the HTML, because only the whole course knows what
//! they stand for; [`resolve`] replaces them.

mod allowed;
mod blocks;
mod callouts;
mod escape;
mod footnotes;
mod headings;
mod links;
mod pointers;
mod raw;
mod sanitise;
mod slug;
mod tag;
#[cfg(test)]
mod tests;
mod writer;

pub(crate) use links::decode;

use std::ops::Range;

/// How a text is rendered.
#[derive(Debug, Clone, Copy)]
pub struct Options<'a> {
    /// How many levels headings move down: `#` becomes the heading of level `1 + shift`, at most 6.
    pub shift: u8,
    /// The highest level that a heading may come out with; a text with a higher one moves down as a whole.
    pub first: u8,
    /// What all ids of the HTML begin with, such as `spectrum-`.
    pub id_prefix: &'a str,
    /// Whether a text of one paragraph comes out without `<p>`, as in the options of a question.
    pub inline: bool,
    /// The words that the rendering adds.
    pub labels: Labels<'a>,
}

impl<'a> Options<'a> {
    /// The body of a lesson: its title is the heading of level 1, so headings start at level 2.
    pub fn body(id_prefix: &'a str) -> Self {
        Self {
            shift: 0,
            first: 2,
            id_prefix,
            inline: false,
            labels: Labels::default(),
        }
    }

    /// A short text within a page: a prompt, an option, a definition.
    pub fn inline(id_prefix: &'a str) -> Self {
        Self {
            inline: true,
            first: 3,
            ..Self::body(id_prefix)
        }
    }

    /// The same with other words.
    #[must_use]
    pub fn with_labels(self, labels: Labels<'a>) -> Self {
        Self { labels, ..self }
    }
}

/// The words that the rendering adds, in the language of the text.
#[derive(Debug, Clone, Copy)]
pub struct Labels<'a> {
    /// The title of a note without a title of its own.
    pub note: &'a str,
    /// The title of a tip.
    pub tip: &'a str,
    /// The title of a warning.
    pub warning: &'a str,
    /// The title of an example.
    pub example: &'a str,
    /// The title of a quotation.
    pub quote: &'a str,
    /// The title of a long description.
    pub description: &'a str,
    /// The name of the section of footnotes.
    pub footnotes: &'a str,
    /// The name of the link to a footnote; `{n}` is its number.
    pub footnote: &'a str,
    /// The name of the link from a footnote back to the text; `{n}` is its number.
    pub back: &'a str,
    /// The name of a table that stands before every heading.
    pub table: &'a str,
}

impl Default for Labels<'_> {
    fn default() -> Self {
        Self {
            note: "Note",
            tip: "Tip",
            warning: "Warning",
            example: "Example",
            quote: "Quote",
            description: "Description",
            footnotes: "Footnotes",
            footnote: "Footnote {n}",
            back: "Back to reference {n}",
            table: "Table",
        }
    }
}

/// What a text became.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Rendered {
    /// The HTML, with markers for [`resolve`].
    pub html: String,
    /// What the HTML points at; [`Marker::Ref`] counts in this list.
    pub refs: Vec<Ref>,
    /// The questions between the paragraphs; [`Marker::Question`] counts in this list.
    pub questions: Vec<QuestionBlock>,
    /// What is wrong, in the order of the text.
    pub faults: Vec<Fault>,
    /// The headings, in the order of the text.
    pub headings: Vec<Heading>,
    /// The number of visible words.
    pub words: usize,
}

/// Something that the HTML points at and that the course has to have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ref {
    /// What it is used for.
    pub kind: RefKind,
    /// A percent-decoded path relative to the text, or `lesson:<id>`; for images and media also a URL of another site.
    /// Empty for a place in the same text.
    pub target: String,
    /// What stands behind `#`, percent-decoded.
    pub fragment: Option<String>,
    /// Where it stands.
    pub span: Range<usize>,
}

impl Ref {
    /// The attribute that takes the URL: `href`, `src` or `poster`.
    pub fn attribute(&self) -> &'static str {
        match self.kind {
            RefKind::Link | RefKind::Anchor { .. } => "href",
            RefKind::Image { .. } | RefKind::Media { poster: false } => "src",
            RefKind::Media { poster: true } => "poster",
        }
    }
}

/// What a target is used for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RefKind {
    /// A picture.
    Image {
        /// Its text alternative.
        alt: String,
        /// Whether the author said that it needs none.
        decorative: bool,
        /// Whether the author gave its width or height, so that neither may be added.
        sized: bool,
    },
    /// A link to a lesson or a file.
    Link,
    /// A link to a place in the same text.
    Anchor {
        /// Whether the text has this id; `fragment` then is the whole id with its prefix.
        found: bool,
    },
    /// The source, track or poster of raw `<video>` and `<audio>`.
    Media {
        /// Whether it is the poster.
        poster: bool,
    },
}

/// A fenced block that holds a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuestionBlock {
    /// From the first fence to the last.
    pub fence: Range<usize>,
    /// The lines between, from the start of the first to the end of the last.
    pub content: Range<usize>,
}

/// A heading of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// The level in the HTML.
    pub level: u8,
    /// Its text without markup.
    pub text: String,
    /// Its id in the HTML, with the prefix.
    pub id: String,
    /// Where it stands.
    pub span: Range<usize>,
}

/// Something wrong with a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// What is wrong.
    pub kind: FaultKind,
    /// Where.
    pub span: Range<usize>,
}

/// What can be wrong with a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FaultKind {
    /// An image without a text alternative that is not said to be decorative.
    MissingAlt {
        /// The image as written.
        src: String,
    },
    /// A text alternative that is only the name of the file.
    FileNameAsAlt {
        /// The text alternative.
        alt: String,
    },
    /// A text alternative that is longer than anybody can listen to at once.
    LongAlt {
        /// How many characters it has.
        length: usize,
    },
    /// Raw HTML that no page may have; the rest of the text stays.
    RawHtmlRemoved {
        /// What: `<script>`, `attribute onclick`, `javascript: link`.
        what: String,
    },
    /// A raw element that is never closed, so that it holds the rest of the page.
    UnclosedElement {
        /// Its name.
        name: String,
    },
    /// `:::` with a word that is not the name of a callout.
    UnknownCallout {
        /// The word.
        name: String,
    },
    /// A callout without its closing `:::`.
    UnclosedCallout,
    /// A closing `:::` without a callout.
    UnopenedCallout,
    /// A link or image with a scheme other than http, https, mailto and tel; its text stays.
    ForbiddenScheme {
        /// The URL as written.
        url: String,
    },
    /// A table whose header is empty.
    HeaderlessTable,
    /// A link without a text.
    EmptyLink,
    /// A link whose words do not say where it leads when they are heard alone.
    VagueLink {
        /// The words.
        words: String,
    },
    /// A link or image without a target.
    EmptyTarget,
    /// A heading more than one level below the one before.
    HeadingSkip {
        /// The level before.
        from: u8,
        /// The level of this heading.
        to: u8,
    },
    /// Characters that no page may have; they are left out.
    ControlCharacter,
    /// A footnote that nothing refers to; it is left out.
    UnusedFootnote {
        /// Its name.
        name: String,
    },
}

/// Renders one Markdown text. Never fails: what is wrong comes back as faults with byte spans into `text`.
pub fn render(text: &str, options: &Options<'_>) -> Rendered {
    let (hidden, lines) = callouts::hide(text);
    writer::write(text, &hidden, &lines, options)
}

/// What a marker stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Marker {
    /// Within a tag: the attribute that points at this ref, such as `src="../media/a.jpg" width="40" height="30"`.
    Ref(usize),
    /// Between blocks: the HTML of this question.
    Question(usize),
}

/// What begins and ends a marker; no text of an author gets these characters into the HTML.
const MARKER: [char; 2] = ['\u{1}', '\u{2}'];

/// Replaces each marker by what `write` writes for it.
pub fn resolve(html: &str, mut write: impl FnMut(Marker, &mut String)) -> String {
    let mut out = String::with_capacity(html.len() + html.len() / 8);
    let mut rest = html;
    while let Some((before, marked)) = rest.split_once(MARKER[0]) {
        out.push_str(before);
        let Some((marker, after)) = marked.split_once(MARKER[1]) else {
            rest = marked;
            break;
        };
        match marker.strip_prefix('q') {
            Some(index) => index.parse().ok().map(Marker::Question),
            None => marker.parse().ok().map(Marker::Ref),
        }
        .into_iter()
        .for_each(|marker| write(marker, &mut out));
        rest = after;
    }
    out.push_str(rest);
    out
}
