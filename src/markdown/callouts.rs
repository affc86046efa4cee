//! Lines that start with `:::` in, a text of the same length out in which they are thematic breaks.
//!
//! A thematic break ends paragraphs, lists and quotes exactly as the line of a callout has to, and the Markdown
//! parser says itself which of them stand in code and so are no callouts. All spans stay as they are; what the parser
//! then calls a break becomes an `<aside>` again.

use super::writer::{Writer, put};
use super::{FaultKind, escape};
use std::borrow::Cow;
use std::ops::Range;

/// The names of callouts.
const NAMES: [&str; 6] = ["note", "tip", "warning", "example", "quote", DESCRIPTION];

/// The callout that is folded: what a picture, a chart or a table says, at length.
const DESCRIPTION: &str = "description";

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

pub(super) struct Callout {
    pub(super) span: Range<usize>,
    pub(super) depth: usize,
    end: &'static str,
}

impl Writer<'_> {
    pub(super) fn rule(&mut self, span: Range<usize>) {
        self.start_block();
        let lines = self.lines;
        let next = lines.partition_point(|line| line.span.start < span.start);
        match lines.get(next) {
            Some(line) if line.span.start < span.end => self.callout(line),
            _ => self.html.push_str("<hr>\n"),
        }
    }

    pub(super) fn callout(&mut self, line: &Line) {
        let Some(name) = &line.name else {
            match self.callouts.pop_if(|callout| callout.depth == self.depth) {
                Some(callout) => self.html.push_str(callout.end),
                None => self.fault(FaultKind::UnopenedCallout, line.span.clone()),
            }
            return;
        };
        let text = self.text;
        let word = &text[name.clone()];
        let labels = &self.options.labels;
        let known = NAMES.iter().zip([
            labels.note,
            labels.tip,
            labels.warning,
            labels.example,
            labels.quote,
            labels.description,
        ]);
        let found = known
            .into_iter()
            .find(|(known, _)| known.eq_ignore_ascii_case(word));
        let (class, label) = found.map_or(("note", word), |(known, label)| (*known, label));
        if found.is_none() {
            self.fault(
                FaultKind::UnknownCallout {
                    name: word.to_owned(),
                },
                name.clone(),
            );
        }
        let title = &text[line.title.clone()];
        let folded = class == DESCRIPTION;
        if folded {
            self.html
                .push_str("<details class=\"cp-description\">\n<summary>");
        } else {
            put(
                &mut self.html,
                format_args!(
                    "<aside class=\"cp-callout cp-callout-{class}\" role=\"note\">\n<p class=\"cp-callout-title\">"
                ),
            );
        }
        self.count(title);
        escape::text(&mut self.html, if title.is_empty() { label } else { title });
        let (title_end, end) = if folded {
            ("</summary>\n", "</details>\n")
        } else {
            ("</p>\n", "</aside>\n")
        };
        self.html.push_str(title_end);
        self.callouts.push(Callout {
            span: line.span.clone(),
            depth: self.depth,
            end,
        });
    }

    pub(super) fn end_unclosed_callout(&mut self) {
        if let Some(callout) = self.callouts.pop() {
            self.html.push_str(callout.end);
            self.fault(FaultKind::UnclosedCallout, callout.span);
        }
    }
}
