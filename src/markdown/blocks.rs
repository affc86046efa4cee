//! Blocks that need more than a tag: code, questions, tables, tasks.

use super::writer::{DEEPEST, Writer, put};
use super::{QuestionBlock, escape};
use pulldown_cmark::{Alignment, CodeBlockKind};
use std::ops::Range;

/// The code block that is open.
pub(super) enum Code {
    None,
    Plain,
    Question { content: Option<Range<usize>> },
}

#[derive(Default)]
pub(super) struct Table {
    pub(super) alignments: Vec<Alignment>,
    pub(super) cell: usize,
    pub(super) in_head: bool,
    pub(super) body: bool,
    pub(super) head_start: usize,
    pub(super) head_ink: usize,
    /// The corner is empty: the first column then names the rows.
    pub(super) row_headers: bool,
    /// Tables since the last heading.
    pub(super) since_heading: usize,
}

impl Writer<'_> {
    pub(super) fn start_task(&mut self, done: bool) {
        if self.lists > DEEPEST {
            return;
        }
        self.html
            .push_str("<label><input type=\"checkbox\" disabled");
        self.html.push_str(if done { " checked> " } else { "> " });
        const CLASS: &str = " class=\"cp-task\"";
        self.html.insert_str(self.item, CLASS);
        self.paragraph += CLASS.len();
        self.task = true;
    }

    pub(super) fn end_task(&mut self) {
        if self.task {
            self.task = false;
            self.html.push_str("</label>");
        }
    }

    pub(super) fn start_code(&mut self, kind: &CodeBlockKind<'_>) {
        self.start_block();
        let language = match kind {
            CodeBlockKind::Indented => "",
            CodeBlockKind::Fenced(info) => info
                .split([' ', '\t', ',', '{'])
                .find(|word| !word.is_empty())
                .unwrap_or(""),
        };
        if language == "question" {
            self.code = Code::Question { content: None };
            return;
        }
        self.code = Code::Plain;
        self.html.push_str("<pre tabindex=\"0\"><code");
        if !language.is_empty() {
            self.html.push_str(" class=\"language-");
            escape::attribute(&mut self.html, language);
            self.html.push('"');
        }
        self.html.push('>');
    }

    pub(super) fn end_code(&mut self, span: Range<usize>) {
        match std::mem::replace(&mut self.code, Code::None) {
            Code::None => {}
            Code::Plain => self.html.push_str("</code></pre>\n"),
            Code::Question { content } => {
                let start = content.as_ref().map_or(span.start, |content| content.start);
                let content = match content {
                    // From the start of the line, so that all lines are indented alike.
                    Some(content) => {
                        let line = self.text[..start]
                            .rfind(['\n', '\r'])
                            .map_or(0, |at| at + 1);
                        line.max(span.start)..content.end
                    }
                    None => {
                        let behind = self.text[span.clone()]
                            .find('\n')
                            .map_or(span.end, |at| span.start + at + 1);
                        behind..behind
                    }
                };
                put(
                    &mut self.html,
                    format_args!("\u{1}q{}\u{2}\n", self.questions.len()),
                );
                self.questions.push(QuestionBlock {
                    fence: span,
                    content,
                });
            }
        }
    }

    pub(super) fn start_table(&mut self, alignments: Vec<Alignment>) {
        self.start_block();
        self.table.alignments = alignments;
        self.table.body = false;
        self.table.row_headers = false;
        self.table.since_heading += 1;
        self.html
            .push_str("<div class=\"cp-table\" role=\"region\" tabindex=\"0\" aria-label=\"");
        let label = match self.headings.last() {
            Some(heading) if !heading.text.is_empty() => heading.text.as_str(),
            _ => self.options.labels.table,
        };
        escape::attribute(&mut self.html, label);
        if self.table.since_heading > 1 {
            put(
                &mut self.html,
                format_args!(" ({})", self.table.since_heading),
            );
        }
        self.html.push_str("\">\n<table>\n");
    }

    /// An empty cell is a header of nothing, so the corner becomes an ordinary cell.
    pub(super) fn empty_corner(&mut self) {
        const HEADER: &str = "<th scope=\"col\"";
        let at = self.table.head_start + "<thead>\n<tr>".len();
        self.html.replace_range(at..at + HEADER.len(), "<td");
        if let Some(end) = self.html[at..].find("</th>") {
            self.html
                .replace_range(at + end..at + end + "</th>".len(), "</td>");
        }
    }
}
