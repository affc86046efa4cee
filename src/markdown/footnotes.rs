//! Footnotes: their bodies are set aside where they stand, and written at the end in the order of their references.

use super::writer::{Writer, put};
use super::{Fault, FaultKind, escape};
use pulldown_cmark::CowStr;
use std::ops::Range;

pub(super) struct Footnote {
    pub(super) name: String,
    /// Its number, from 1; 0 before the first reference.
    pub(super) number: usize,
    pub(super) references: usize,
    pub(super) body: Option<String>,
    pub(super) span: Range<usize>,
}

impl Writer<'_> {
    pub(super) fn footnote(&mut self, name: &str) -> usize {
        let key = name.to_lowercase();
        let next = self.footnotes.len();
        let index = *self.footnote_names.entry(key).or_insert(next);
        if index == next {
            self.footnotes.push(Footnote {
                name: name.to_owned(),
                number: 0,
                references: 0,
                body: None,
                span: 0..0,
            });
        }
        index
    }

    pub(super) fn footnote_reference(&mut self, name: &CowStr<'_>) {
        let index = self.footnote(name);
        let footnote = &mut self.footnotes[index];
        if footnote.number == 0 {
            self.footnote_order.push(index);
            footnote.number = self.footnote_order.len();
        }
        footnote.references += 1;
        let (number, references) = (footnote.number, footnote.references);
        let label = self
            .options
            .labels
            .footnote
            .replace("{n}", &number.to_string());
        let out = &mut self.html;
        out.push_str("<sup class=\"cp-footnote-ref\"><a href=\"#");
        escape::attribute(out, self.options.id_prefix);
        put(out, format_args!("fn--{number}\" id=\""));
        escape::attribute(out, self.options.id_prefix);
        put(out, format_args!("fnref--{number}"));
        if references > 1 {
            put(out, format_args!("-{references}"));
        }
        out.push_str("\" role=\"doc-noteref\" aria-label=\"");
        escape::attribute(out, &label);
        put(out, format_args!("\">{number}</a></sup>"));
    }

    pub(super) fn start_footnote(&mut self, name: &CowStr<'_>, span: Range<usize>) {
        self.end_task();
        self.blocks += 1;
        self.depth += 1;
        let index = self.footnote(name);
        let footnote = &mut self.footnotes[index];
        if footnote.body.is_none() && footnote.span.is_empty() {
            footnote.span = span;
        }
        self.footnote_stack
            .push((std::mem::take(&mut self.html), index));
        self.in_word = false;
    }

    /// Writes the section of footnotes, in the order of their first references.
    pub(super) fn footnote_section(&mut self) {
        for footnote in &mut self.footnotes {
            if footnote.number == 0 {
                let name = std::mem::take(&mut footnote.name);
                self.faults.push(Fault {
                    kind: FaultKind::UnusedFootnote { name },
                    span: footnote.span.clone(),
                });
            }
        }
        if self.footnote_order.is_empty() {
            return;
        }
        let prefix = self.options.id_prefix;
        let out = &mut self.html;
        out.push_str("<section class=\"cp-footnotes\" role=\"doc-endnotes\" aria-label=\"");
        escape::attribute(out, self.options.labels.footnotes);
        out.push_str("\">\n<ol>\n");
        for &index in &self.footnote_order {
            let footnote = &self.footnotes[index];
            let number = footnote.number;
            out.push_str("<li id=\"");
            escape::attribute(out, prefix);
            put(out, format_args!("fn--{number}\">"));
            let body = footnote.body.as_deref().unwrap_or("").trim_end();
            // The links back stand at the end of the last paragraph.
            let (body, end) = match body.strip_suffix("</p>") {
                Some(body) => (body, "</p>"),
                None => (body, ""),
            };
            out.push_str(body);
            let label = self.options.labels.back.replace("{n}", &number.to_string());
            for reference in 1..=footnote.references {
                out.push_str(" <a href=\"#");
                escape::attribute(out, prefix);
                put(out, format_args!("fnref--{number}"));
                if reference > 1 {
                    put(out, format_args!("-{reference}"));
                }
                out.push_str("\" class=\"cp-footnote-back\" role=\"doc-backlink\" aria-label=\"");
                escape::attribute(out, &label);
                if reference > 1 {
                    put(
                        out,
                        format_args!("-{reference}\">\u{21a9}\u{fe0e}<sup>{reference}</sup></a>"),
                    );
                } else {
                    out.push_str("\">\u{21a9}\u{fe0e}</a>");
                }
            }
            out.push_str(end);
            out.push_str("</li>\n");
        }
        out.push_str("</ol>\n</section>\n");
    }
}
