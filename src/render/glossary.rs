//! The terms of the glossary where a lesson's text first uses them: buttons that show the definition, without a script.

use std::collections::BTreeMap;

use super::escape;
use super::search::is_dense;
use super::view::View;
use crate::course::{Course, ascii};

/// What a term must not stand in: what leads elsewhere, names something, or is no prose.
const CLOSED: [&str; 15] = [
    "a", "button", "code", "h1", "h2", "h3", "h4", "h5", "h6", "kbd", "label", "pre", "samp",
    "summary", "svg",
];

/// The terms of a course, ready to be found.
#[derive(Debug)]
pub(super) struct Glossary {
    /// In the order of the glossary: as it is in HTML, and its id.
    terms: Vec<(String, String)>,
    /// By the first character in lower case, the longest first.
    starts: BTreeMap<char, Vec<usize>>,
}

impl Glossary {
    pub(super) fn new(course: &Course) -> Self {
        let mut terms: Vec<(String, String)> = Vec::new();
        let mut starts: BTreeMap<char, Vec<usize>> = BTreeMap::new();
        for (at, term) in course.glossary.iter().enumerate() {
            let mut id = format!("term-{}", ascii(&term.term));
            if id == "term-" || terms.iter().any(|(_, known)| *known == id) {
                // No word of an author has an underscore in its plain letters.
                id = format!("{id}_{at}");
            }
            let mut html = String::new();
            escape::text(&mut html, term.term.trim());
            if let Some(first) = html.chars().next() {
                starts.entry(small(first)).or_default().push(at);
            }
            terms.push((html, id));
        }
        for at in starts.values_mut() {
            at.sort_by_key(|at| std::cmp::Reverse(terms[*at].0.len()));
        }
        Self { terms, starts }
    }

    /// The id of a term, in a lesson and on the glossary's page.
    pub(super) fn id(&self, at: usize) -> &str {
        &self.terms[at].1
    }

    /// HTML of ours with a button for each term that is not in `used` yet.
    pub(super) fn mark(&self, html: &str, used: &mut Vec<usize>) -> String {
        let mut out = String::with_capacity(html.len() + 500);
        let mut rest = html;
        let mut closed = 0_usize;
        while let Some(at) = rest.find(['<', '\u{1}']) {
            self.text(&mut out, &rest[..at], closed > 0, used);
            let (end, tag) = if rest[at..].starts_with('<') {
                ('>', &rest[at + 1..])
            } else {
                ('\u{2}', "")
            };
            let length = rest[at..].find(end).map_or(rest.len() - at, |end| end + 1);
            let name = |tag: &str| {
                let end = tag.find(|c: char| !c.is_ascii_alphanumeric());
                CLOSED.contains(&&tag[..end.unwrap_or(tag.len())])
            };
            if let Some(tag) = tag.strip_prefix('/') {
                closed = closed.saturating_sub(usize::from(name(tag)));
            } else {
                closed += usize::from(name(tag));
            }
            out.push_str(&rest[at..at + length]);
            rest = &rest[at + length..];
        }
        self.text(&mut out, rest, closed > 0, used);
        out
    }

    fn text(&self, out: &mut String, text: &str, closed: bool, used: &mut Vec<usize>) {
        if closed {
            out.push_str(text);
            return;
        }
        let mut from = 0;
        let mut past = 0;
        let mut before = ' ';
        for (at, c) in text.char_indices() {
            if at >= past
                && !joins(before, c)
                && let Some((term, length)) = self.at(&text[at..])
            {
                // Nor is a shorter term within it what is meant.
                past = at + length;
                if used.contains(&term) {
                    before = c;
                    continue;
                }
                used.push(term);
                out.push_str(&text[from..at]);
                out.push_str("<button type=\"button\" class=\"cp-term\" popovertarget=\"");
                out.push_str(self.id(term));
                out.push_str("\">");
                out.push_str(&text[at..past]);
                out.push_str("</button>");
                from = past;
            }
            before = c;
        }
        out.push_str(&text[from..]);
    }

    /// The longest term that a text begins with, and how much of the text it is.
    fn at(&self, text: &str) -> Option<(usize, usize)> {
        let candidates = self.starts.get(&small(text.chars().next()?))?;
        candidates
            .iter()
            .find_map(|term| Some((*term, length(&self.terms[*term].0, text)?)))
    }
}

/// How much of a text is this term, as a whole word. A capital of the term is one in the text; others may be capitals
/// at the start of a sentence.
fn length(term: &str, text: &str) -> Option<usize> {
    let mut chars = text.chars();
    let mut length = 0;
    let mut last = ' ';
    for wanted in term.chars() {
        let c = chars.next()?;
        let same = c == wanted
            || small(c) == wanted
            || (wanted == '\'' && c == '’')
            || (wanted == ' ' && c == '\n');
        if !same {
            return None;
        }
        length += c.len_utf8();
        last = c;
    }
    chars
        .next()
        .is_none_or(|next| !joins(last, next))
        .then_some(length)
}

/// Whether two characters are within one word.
fn joins(one: char, other: char) -> bool {
    let word = |c: char| c.is_alphanumeric() || c == '-';
    word(one) && word(other) && !is_dense(one) && !is_dense(other)
}

/// A character in lower case, where that is one character.
fn small(c: char) -> char {
    let mut lower = c.to_lowercase();
    match (lower.next(), lower.next()) {
        (Some(only), None) => only,
        _ => c,
    }
}

/// The definitions of the terms that a lesson uses, which browsers show when their button is pressed; at the foot of the
/// lesson where a browser knows no popovers, and on paper.
pub(super) fn definitions(view: &View<'_>, out: &mut String, used: &[usize]) {
    for at in used {
        let term = &view.site.course.glossary[*at];
        out.push_str("<div popover id=\"");
        out.push_str(view.site.terms.id(*at));
        out.push_str("\" class=\"cp-definition\"><strong>");
        escape::text(out, &term.term);
        out.push_str("</strong> ");
        view.markdown(out, &term.definition);
        out.push_str("</div>\n");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marked(terms: &[&str], html: &str) -> String {
        let mut glossary = Glossary {
            terms: Vec::new(),
            starts: BTreeMap::new(),
        };
        for (at, term) in terms.iter().enumerate() {
            let start = small(term.chars().next().unwrap_or_default());
            glossary.starts.entry(start).or_default().push(at);
            glossary.terms.push(((*term).to_owned(), format!("t{at}")));
        }
        for at in glossary.starts.values_mut() {
            at.sort_by_key(|at| std::cmp::Reverse(glossary.terms[*at].0.len()));
        }
        glossary
            .mark(html, &mut Vec::new())
            .replace(
                "<button type=\"button\" class=\"cp-term\" popovertarget=",
                "[",
            )
            .replace("</button>", "]")
    }

    #[test]
    fn only_the_first_whole_word_in_prose_is_a_button() {
        for (terms, html, expected) in [
            (
                &["run chart", "chart"][..],
                "<p>A run\nchart, a run chart and a chart.</p>",
                "<p>A [\"t0\">run\nchart], a run chart and a [\"t1\">chart].</p>",
            ),
            (
                &["equity"],
                "<h2 id=\"equity\">Equity</h2><p>inequity, equity-based, <a href=\"#\">equity</a> <code>equity</code> \u{1}q0\u{2}<em>Equity</em></p>",
                "<h2 id=\"equity\">Equity</h2><p>inequity, equity-based, <a href=\"#\">equity</a> <code>equity</code> \u{1}q0\u{2}<em>[\"t0\">Equity]</em></p>",
            ),
            (
                &["Lean", "Goodhart's law"],
                "<p>lean on Lean and Goodhart’s law</p>",
                "<p>lean on [\"t0\">Lean] and [\"t1\">Goodhart’s law]</p>",
            ),
            (
                &["co-design"],
                "<p>Co-design is co-designed.</p>",
                "<p>[\"t0\">Co-design] is co-designed.</p>",
            ),
            (
                &["质量"],
                "<p>医疗质量管理</p>",
                "<p>医疗[\"t0\">质量]管理</p>",
            ),
            (
                &["الجودة"],
                "<p>عن الجودة.</p>",
                "<p>عن [\"t0\">الجودة].</p>",
            ),
        ] {
            assert_eq!(marked(terms, html), expected);
        }
    }
}
