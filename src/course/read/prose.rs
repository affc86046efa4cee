//! Renders a Markdown text where it stands, so that what is wrong in it is shown at its line of the file.

use std::ops::Range;
use std::sync::Arc;

use super::labels::labels;
use super::question;
use super::values::Reading;
use crate::course::text::{Part, Reference, Target};
use crate::definition::{Node, Value, parse_yaml};
use crate::finding::{Finding, Findings, Rule, Source, code};
use crate::markdown::{self, FaultKind, Options, RefKind};

/// A text and where it stands in its source.
pub(super) struct Prose<'p> {
    source: &'p Arc<Source>,
    text: &'p str,
    /// The value's place as a whole.
    span: Range<usize>,
    /// Where the text stands when it stands there letter for letter.
    offset: Option<usize>,
}

impl<'p> Prose<'p> {
    /// A part of a source, letter for letter.
    pub(super) fn direct(source: &'p Arc<Source>, span: Range<usize>) -> Self {
        let text = &source.text[span.clone()];
        Self {
            source,
            text,
            offset: Some(span.start),
            span,
        }
    }

    /// The text of a value, which may be quoted, folded or indented in its source.
    pub(super) fn of_node(source: &'p Arc<Source>, node: &Node, text: &'p str) -> Self {
        let span = node.span.clone();
        let slice = source.text.get(span.clone()).unwrap_or("");
        let offset = if slice == text {
            Some(span.start)
        } else {
            slice
                .get(1..slice.len().saturating_sub(1))
                .filter(|inner| *inner == text)
                .map(|_| span.start + 1)
        };
        Self {
            source,
            text,
            span,
            offset,
        }
    }

    /// The place in the source of a range of the text; the whole value where they differ too much.
    fn map(&self, range: Range<usize>) -> Range<usize> {
        match self.offset {
            Some(offset) => offset + range.start..offset + range.end,
            // Texts this long are written letter for letter, if at all, and searching them takes too long.
            None if self.text.len() > 256 * 1024 => self.span.clone(),
            None => match (self.map_block(range.start), self.map_block(range.end)) {
                (Some(start), Some(end)) if start <= end => start..end,
                _ => self.search(range).unwrap_or_else(|| self.span.clone()),
            },
        }
    }

    /// A folded or quoted text is broken and escaped in its own way, but most words are as they are: the same words,
    /// as many times, in the same order.
    fn search(&self, range: Range<usize>) -> Option<Range<usize>> {
        let words = self
            .text
            .get(range.clone())
            .filter(|words| !words.is_empty())?;
        let slice = self.source.text.get(self.span.clone())?;
        if self.text.matches(words).count() != slice.matches(words).count() {
            return None;
        }
        let nth = self
            .text
            .match_indices(words)
            .position(|(at, _)| at == range.start)?;
        let (at, _) = slice.match_indices(words).nth(nth)?;
        let start = self.span.start + at;
        Some(start..start + words.len())
    }

    /// A block scalar (`|`) has the lines of the text, each behind the same indentation.
    fn map_block(&self, at: usize) -> Option<usize> {
        let before = self.text.get(..at)?;
        let line = before.bytes().filter(|byte| *byte == b'\n').count();
        let column = at - before.rfind('\n').map_or(0, |newline| newline + 1);
        let start = self.source.text[..self.span.start]
            .rfind('\n')
            .map_or(0, |newline| newline + 1);
        let mut lines = Vec::new();
        let mut at = start;
        for text in self.source.text[start..].split_inclusive('\n') {
            lines.push((at, text.trim_end_matches(['\n', '\r'])));
            at += text.len();
            if lines.len() > line + 3 {
                break;
            }
        }
        // The text begins on the line of the sign or on one of the two after it.
        let wanted: Vec<&str> = self.text.split('\n').take(line + 1).collect();
        (0..lines.len().min(3)).find_map(|first| {
            let fits = wanted.iter().enumerate().all(|(index, text)| {
                lines
                    .get(first + index)
                    .is_some_and(|(_, line)| line.ends_with(text.trim_end_matches('\r')))
            });
            let (at, text) = lines.get(first + line)?;
            fits.then(|| at + (text.len() - wanted[line].trim_end_matches('\r').len()) + column)
        })
    }
}

impl Reading<'_> {
    pub(super) fn render(
        &mut self,
        prose: &Prose<'_>,
        language: Option<String>,
        inline: bool,
        prefix: &str,
    ) -> Part {
        let options = if inline {
            Options::inline(prefix)
        } else {
            Options::body(prefix)
        };
        let options = options.with_labels(labels(language.as_deref().unwrap_or(self.language)));
        let rendered = markdown::render(prose.text, &options);
        for fault in &rendered.faults {
            let (rule, message, help) = describe(&fault.kind);
            self.findings.push(
                Finding::new(rule, message)
                    .at(prose.source.place(prose.map(fault.span.clone())))
                    .help(help),
            );
        }
        let refs = rendered
            .refs
            .iter()
            .map(|reference| self.reference(prose, reference))
            .collect();
        let alone = rendered.questions.len() == 1;
        let questions = rendered
            .questions
            .iter()
            .filter_map(|block| {
                if inline {
                    self.findings.push(
                        Finding::new(
                            &code::QUESTION_MISPLACED,
                            "a question cannot be asked inside a short text",
                        )
                        .at(prose.source.place(prose.map(block.fence.clone())))
                        .help("put the block into the body of a lesson"),
                    );
                    return None;
                }
                let node = self.question_block(prose, block.content.clone())?;
                let default = alone.then(|| format!("{}question", prefix));
                question::question(self, &node, default)
            })
            .collect();
        let plain = if inline {
            plain(&rendered.html)
        } else {
            String::new()
        };
        Part {
            language,
            refs,
            questions,
            headings: rendered
                .headings
                .into_iter()
                .map(|heading| heading.id)
                .collect(),
            plain,
            html: rendered.html,
        }
    }

    /// The YAML of a fenced block, with places in this file.
    fn question_block(&mut self, prose: &Prose<'_>, content: Range<usize>) -> Option<Node> {
        let text = &prose.text[content.clone()];
        let mut findings = Findings::default();
        let node = if let Some(offset) = prose.offset {
            parse_yaml(prose.source, text, offset + content.start, &mut findings)
        } else {
            // Parsed as a text of its own, then moved to where it stands.
            let own = Source::new(prose.source.path.clone(), text);
            let mut node = parse_yaml(&own, text, 0, &mut findings);
            for finding in &mut findings.0 {
                if let Some(place) = &mut finding.place {
                    let span =
                        prose.map(content.start + place.span.start..content.start + place.span.end);
                    *place = prose.source.place(span);
                }
            }
            if let Some(node) = &mut node {
                shift(node, &|span| {
                    prose.map(content.start + span.start..content.start + span.end)
                });
            }
            node
        };
        self.findings.0.extend(findings.0);
        node
    }

    fn reference(&mut self, prose: &Prose<'_>, reference: &markdown::Ref) -> Reference {
        let place = prose.source.place(prose.map(reference.span.clone()));
        let target = match &reference.kind {
            RefKind::Anchor { found } => {
                let id = reference.fragment.clone().unwrap_or_default();
                if !found {
                    self.findings.push(
                        Finding::new(
                            &code::BROKEN_ANCHOR,
                            format!("there is no heading `#{id}` in this text"),
                        )
                        .at(place.clone())
                        .help("a heading's anchor is its words in lower case, joined by `-`"),
                    );
                }
                Target::Anchor(id)
            }
            kind => self.target(kind, reference, &place),
        };
        Reference {
            kind: reference.kind.clone(),
            attribute: reference.attribute(),
            target,
            place,
        }
    }

    fn target(
        &mut self,
        kind: &RefKind,
        reference: &markdown::Ref,
        place: &crate::finding::Place,
    ) -> Target {
        let fragment = reference.fragment.clone();
        if let Some(id) = reference.target.strip_prefix("lesson:") {
            return Target::Lesson {
                id: id.to_owned(),
                fragment,
            };
        }
        if reference.target.contains("://") || reference.target.starts_with("//") {
            self.findings.push(
                Finding::new(
                    &code::REMOTE_MEDIA,
                    format!("`{}` is not in the course's folder", reference.target),
                )
                .at(place.clone())
                .help("copy the file into the folder: a package must work without the web"),
            );
            return Target::Broken;
        }
        let Some(path) = self.resolve(&reference.target, place.clone()) else {
            return Target::Broken;
        };
        match self.lesson_files.get(&path) {
            Some(id) if matches!(kind, RefKind::Link) => Target::Lesson {
                id: id.clone(),
                fragment,
            },
            _ => Target::File { path, fragment },
        }
    }
}

fn shift(node: &mut Node, map: &dyn Fn(Range<usize>) -> Range<usize>) {
    node.span = map(node.span.clone());
    match &mut node.value {
        Value::List(items) => items.iter_mut().for_each(|item| shift(item, map)),
        Value::Map(fields) => {
            for (key, node) in fields {
                key.span = map(key.span.clone());
                shift(node, map);
            }
        }
        _ => {}
    }
}

/// The visible words of a piece of our own HTML.
pub(super) fn plain(html: &str) -> String {
    let mut text = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(at) = rest.find(['<', '\u{1}']) {
        text.push_str(&rest[..at]);
        let close = if rest[at..].starts_with('<') {
            '>'
        } else {
            '\u{2}'
        };
        rest = rest[at..]
            .find(close)
            .map_or("", |end| &rest[at + end + 1..]);
    }
    text.push_str(rest);
    let text = text
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&nbsp;", "\u{a0}")
        .replace("&amp;", "&");
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn describe(fault: &FaultKind) -> (&'static Rule, String, &'static str) {
    match fault {
        FaultKind::MissingAlt { src } => (
            &code::MISSING_ALT,
            format!("image `{src}` has no text alternative"),
            "say between the brackets what it shows: `![A ward round](…)`; for a picture that says nothing, `![](… \"decorative\")`",
        ),
        FaultKind::FileNameAsAlt { alt } => (
            &code::ALT_FILE_NAME,
            format!("`{alt}` is the name of a file, not what the picture shows"),
            "say what it shows and what it is there for",
        ),
        FaultKind::LongAlt { length } => (
            &code::ALT_TOO_LONG,
            format!("the text alternative has {length} characters"),
            "say in a sentence what the picture shows, and the rest below it between `:::description` and `:::`",
        ),
        FaultKind::RawHtmlRemoved { what } => (
            &code::HTML_REMOVED,
            format!("{what} was removed"),
            "write Markdown instead; pages carry no scripts of authors",
        ),
        FaultKind::UnclosedElement { name } => (
            &code::HTML_UNCLOSED,
            format!("`<{name}>` is never closed"),
            "close it where it ends",
        ),
        FaultKind::UnknownCallout { name } => (
            &code::UNKNOWN_CALLOUT,
            format!("there is no callout `{name}`"),
            "the callouts are `note`, `tip`, `warning`, `example`, `quote` and `description`",
        ),
        FaultKind::UnclosedCallout => (
            &code::UNCLOSED_CALLOUT,
            "the callout is never closed".to_owned(),
            "close it with a line `:::`",
        ),
        FaultKind::UnopenedCallout => (
            &code::UNCLOSED_CALLOUT,
            "`:::` closes no callout".to_owned(),
            "open it with a line such as `:::note`, or remove this line",
        ),
        FaultKind::ForbiddenScheme { url } => (
            &code::HTML_REMOVED,
            format!(
                "the link to `{}` was removed",
                url.chars().take(60).collect::<String>()
            ),
            "links may begin with `https:`, `http:`, `mailto:` or `tel:`, or be paths of the course",
        ),
        FaultKind::HeaderlessTable => (
            &code::TABLE_HEADER,
            "the table has no header".to_owned(),
            "say in its first row what the columns hold",
        ),
        FaultKind::EmptyLink => (
            &code::EMPTY_LINK,
            "the link has no words".to_owned(),
            "write between the brackets where it leads",
        ),
        FaultKind::VagueLink { words } => (
            &code::LINK_TEXT,
            format!(
                "the words `{}` do not say where the link leads",
                words.chars().take(60).collect::<String>()
            ),
            "make a link of the words that name what is there, such as `the [toolkit of the NHS](…)`",
        ),
        FaultKind::EmptyTarget => (
            &code::EMPTY_LINK,
            "the link leads nowhere".to_owned(),
            "write a path or an address between the parentheses",
        ),
        FaultKind::HeadingSkip { from, to } => (
            &code::HEADING_SKIP,
            format!("a heading of level {to} follows one of level {from}"),
            "go down one level at a time, so that everybody can find their way by headings",
        ),
        FaultKind::ControlCharacter => (
            &code::CONTROL_CHARACTER,
            "a control character was left out".to_owned(),
            "remove it; it came from another program",
        ),
        FaultKind::UnusedFootnote { name } => (
            &code::UNUSED_FOOTNOTE,
            format!("nothing refers to the footnote `{name}`"),
            "refer to it, such as `[^name]`, or remove it",
        ),
    }
}
