//! Text with a name, and places in it.

use std::ops::Range;
use std::sync::Arc;

/// A text that findings can point into.
#[derive(Debug, PartialEq, Eq)]
pub struct Source {
    /// The path as the user knows it: relative to where the course was named, with `/`.
    pub path: String,
    /// The whole text.
    pub text: String,
}

impl Source {
    /// A text and its name, shared by every place in it.
    pub fn new(path: impl Into<String>, text: impl Into<String>) -> Arc<Self> {
        Arc::new(Self {
            path: path.into(),
            text: text.into(),
        })
    }

    /// The place of a byte range, cut to the text and to character boundaries.
    pub fn place(self: &Arc<Self>, span: Range<usize>) -> Place {
        let floor = |mut at: usize| {
            at = at.min(self.text.len());
            while !self.text.is_char_boundary(at) {
                at -= 1;
            }
            at
        };
        let start = floor(span.start);
        let end = floor(span.end).max(start);
        Place {
            source: Arc::clone(self),
            span: start..end,
        }
    }
}

/// A byte range of a source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The text.
    pub source: Arc<Source>,
    /// Bytes, on character boundaries.
    pub span: Range<usize>,
}

/// A line and a column, both counted from 1; the column counts characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// From 1.
    pub line: usize,
    /// From 1, in characters.
    pub column: usize,
}

impl Place {
    /// Where it starts.
    pub fn start(&self) -> Position {
        position(&self.source.text, self.span.start)
    }

    /// Where it ends (the position after its last character).
    pub fn end(&self) -> Position {
        position(&self.source.text, self.span.end)
    }

    /// The marked text itself.
    pub fn text(&self) -> &str {
        &self.source.text[self.span.clone()]
    }
}

fn position(text: &str, at: usize) -> Position {
    let before = &text[..at];
    let line = before.bytes().filter(|byte| *byte == b'\n').count() + 1;
    let start = before.rfind('\n').map_or(0, |newline| newline + 1);
    Position {
        line,
        column: before[start..].chars().count() + 1,
    }
}
