//! Lines that start with `:::` in, a text of the same length out in which they are thematic breaks.
//!
//! A thematic break ends paragraphs, lists and quotes exactly as the line of a callout has to, and the Markdown
//! parser says itself which of them stand in code and so are no callouts. All spans stay as they are.

use std::borrow::Cow;
use std::ops::Range;

/// The names of callouts.
pub(super) const NAMES: [&str; 5] = ["note", "tip", "warning", "example", "quote"];

/// A line that opens or closes a callout, should it not stand in code.
#[derive(Debug)]
pub(super) struct Line {
    /// From the first colon to the end of the line.
    pub(super) span: Range<usize>,
    /// The name of the callout that it opens; absent when it closes one.
    pub(super) name: Option<Range<usize>>,
    /// The rest of the line.
    pub(super) title: Range<usize>,
}

/// Finds the lines of callouts and hides them from the Markdown parser.
pub(super) fn hide(text: &str) -> (Cow<'_, str>, Vec<Line>) {
    let mut lines: Vec<Line> = Vec::new();
    let bytes = text.as_bytes();
    let mut past = 0;
    for (at, _) in text.match_indices(":::") {
        if at < past {
            continue;
        }
        // What stands before the colons is looked at once for each line: the rest of a line is behind `past`.
        let blank = bytes[past..at]
            .iter()
            .rev()
            .find(|byte| !matches!(byte, b' ' | b'>'));
        let starts = match blank {
            None => past == 0 || matches!(bytes[past - 1], b'\n' | b'\r'),
            Some(byte) => matches!(byte, b'\n' | b'\r'),
        };
        let end = bytes[at..]
            .iter()
            .position(|byte| matches!(byte, b'\n' | b'\r'))
            .map_or(bytes.len(), |length| at + length);
        past = (end + 1).min(bytes.len());
        if starts && let Some(line) = line(text, at..end) {
            lines.push(line);
        }
    }
    if lines.is_empty() {
        return (Cow::Borrowed(text), lines);
    }
    let mut hidden = String::with_capacity(text.len());
    let mut from = 0;
    for line in &lines {
        hidden.push_str(&text[from..line.span.start]);
        // Spaces at the end would make a line break where the line turns out to be text.
        hidden.extend(std::iter::repeat_n('*', line.span.len()));
        from = line.span.end;
    }
    hidden.push_str(&text[from..]);
    (Cow::Owned(hidden), lines)
}

fn line(text: &str, span: Range<usize>) -> Option<Line> {
    let rest = text[span.clone()]
        .trim_start_matches(':')
        .trim_start_matches([' ', '\t']);
    let start = span.end - rest.len();
    let length = rest
        .find(|c: char| !(c.is_alphanumeric() || matches!(c, '-' | '_')))
        .unwrap_or(rest.len());
    let title = rest[length..].trim();
    if !title.is_empty() && (length == 0 || !rest[length..].starts_with([' ', '\t'])) {
        return None;
    }
    let title_start = start + length + (rest[length..].len() - rest[length..].trim_start().len());
    Some(Line {
        name: (length > 0).then_some(start..start + length),
        title: title_start..title_start + title.len(),
        span,
    })
}
