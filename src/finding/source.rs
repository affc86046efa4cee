//! Text with a name, and places in it.

use std::ops::Range;
use std::sync::{Arc, OnceLock};

/// A text that findings can point into.
#[derive(Debug, PartialEq, Eq)]
pub struct Source {
    /// The path as the user knows it: relative to where the course was named, with `/`.
    pub path: String,
    /// The whole text.
    pub text: String,
    /// Where each line starts, once somebody has asked.
    lines: OnceLock<Vec<usize>>,
}

impl Source {
    /// A text and its name, shared by every place in it.
    pub fn new(path: impl Into<String>, text: impl Into<String>) -> Arc<Self> {
        Arc::new(Self {
            path: path.into(),
            text: text.into(),
            lines: OnceLock::new(),
        })
    }

    /// The line and column of a byte.
    fn position(&self, at: usize) -> Position {
        let lines = self.lines.get_or_init(|| {
            let feeds = self.text.match_indices('\n').map(|(feed, _)| feed + 1);
            std::iter::once(0).chain(feeds).collect()
        });
        let line = lines.partition_point(|start| *start <= at);
        Position {
            line,
            column: self.text[lines[line - 1]..at].chars().count() + 1,
        }
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
        self.source.position(self.span.start)
    }

    /// Where it ends (the position after its last character).
    pub fn end(&self) -> Position {
        self.source.position(self.span.end)
    }

    /// The marked text itself.
    pub fn text(&self) -> &str {
        &self.source.text[self.span.clone()]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_and_characters_are_counted_from_one() {
        let source = Source::new("course.yaml", "a: ü\n\nb: 👷x");
        let at = |span| {
            let place = source.place(span);
            (place.start().line, place.start().column)
        };
        assert_eq!(at(0..0), (1, 1));
        assert_eq!(at(5..5), (1, 5));
        assert_eq!(at(6..6), (2, 1));
        assert_eq!(at(14..15), (3, 5));
        assert_eq!(at(99..99), (3, 6));
    }
}
