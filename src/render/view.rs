//! One page's way of writing: its language, where it stands, and what its links may reach.

use super::escape;
use super::site::Site;
use super::words;
use crate::course::{Markdown, Part, Reference, Target, Text};
use crate::markdown::{self, Marker, RefKind};

/// Where HTML ends up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Spot {
    /// A lesson's page in `lessons/`, of this SCO.
    Lesson(usize),
    /// A page at the root that all SCOs share.
    Root,
}

/// A page while it is written.
#[derive(Debug, Clone, Copy)]
pub(super) struct View<'s> {
    pub(super) site: &'s Site<'s>,
    pub(super) language: &'s str,
    pub(super) spot: Spot,
}

impl<'s> View<'s> {
    /// A word of the player's.
    pub(super) fn word(&self, key: &'s str) -> &'s str {
        self.site.words.get(self.language, key)
    }

    /// A word with a number in it, such as `6 modules`.
    pub(super) fn count(&self, key: &str, count: usize) -> String {
        self.site.words.count(self.language, key, count as u64)
    }

    pub(super) fn push_word(&self, out: &mut String, key: &'s str) {
        escape::text(out, self.word(key));
    }

    /// A plain text, escaped.
    pub(super) fn push(&self, out: &mut String, text: &Text) {
        escape::text(out, text.get(self.language));
    }

    /// ` lang="…" dir="…"` of the page's language.
    pub(super) fn push_language(out: &mut String, language: &str) {
        out.push_str(" lang=\"");
        escape::attribute(out, language);
        out.push_str("\" dir=\"");
        out.push_str(words::direction(language));
        out.push('"');
    }

    /// The way from the page to the root of the package.
    pub(super) fn up(&self) -> &'static str {
        if self.spot == Spot::Root { "" } else { "../" }
    }

    /// The URL of a file of the course, from this page.
    pub(super) fn push_file(&self, out: &mut String, path: &str) {
        if let Some(asset) = self.site.checked.assets.get(path) {
            out.push_str(self.up());
            escape::path(out, &asset.name);
        }
    }

    pub(super) fn file(&self, path: &str) -> String {
        let mut out = String::new();
        self.push_file(&mut out, path);
        out
    }

    /// A Markdown text as HTML.
    pub(super) fn markdown(&self, out: &mut String, text: &Markdown) {
        self.asking(out, text, |_, _| {});
    }

    /// The same as a string.
    pub(super) fn html(&self, text: &Markdown) -> String {
        let mut out = String::new();
        self.markdown(&mut out, text);
        out
    }

    /// A Markdown text that may ask questions; `question` writes the one of an index.
    pub(super) fn asking(
        &self,
        out: &mut String,
        text: &Markdown,
        question: impl FnMut(&mut String, usize),
    ) {
        let part = text.get(self.language);
        self.resolved(out, part, &part.html, question);
    }

    /// The HTML of a part, or what was made of it, without markers.
    pub(super) fn resolved(
        &self,
        out: &mut String,
        part: &Part,
        html: &str,
        mut question: impl FnMut(&mut String, usize),
    ) {
        if part.refs.is_empty() && part.questions.is_empty() {
            out.push_str(html);
            return;
        }
        let html = markdown::resolve(html, |marker, out| match marker {
            Marker::Ref(index) => {
                if let Some(reference) = part.refs.get(index) {
                    self.reference(out, reference);
                }
            }
            Marker::Question(index) => question(out, index),
        });
        out.push_str(&html);
    }

    /// The attributes that make a tag point at something.
    fn reference(&self, out: &mut String, reference: &Reference) {
        match &reference.target {
            Target::Anchor(id) => {
                out.push_str("href=\"#");
                escape::path(out, id);
                out.push('"');
            }
            Target::Lesson { id, fragment } => self.lesson_link(out, id, fragment.as_deref()),
            Target::File { path, fragment } => {
                let Some(asset) = self.site.checked.assets.get(path) else {
                    return;
                };
                out.push_str(reference.attribute);
                out.push_str("=\"");
                out.push_str(self.up());
                escape::path(out, &asset.name);
                if let Some(fragment) = fragment {
                    out.push('#');
                    // Such as `page=3` or `t=10,20`; nothing in it may end the attribute.
                    escape::attribute(out, fragment);
                }
                out.push('"');
                match (&reference.kind, asset.size) {
                    (RefKind::Image { sized: false, .. }, Some((width, height))) => {
                        out.push_str(&format!(" width=\"{width}\" height=\"{height}\""));
                    }
                    (RefKind::Link, _) => out.push_str(" download"),
                    _ => {}
                }
            }
            Target::Broken => {}
        }
    }

    fn lesson_link(&self, out: &mut String, id: &str, fragment: Option<&str>) {
        let Some(at) = self.site.lesson(id) else {
            return;
        };
        let seat = &self.site.seats[at];
        let reachable = match self.spot {
            Spot::Lesson(sco) => seat.sco == sco,
            Spot::Root => self.site.checked.scos.len() == 1,
        };
        if !reachable {
            // Only the LMS can launch another SCO.
            out.push_str("class=\"cp-elsewhere\" title=\"");
            escape::attribute(out, &seat.number);
            out.push(' ');
            escape::attribute(out, seat.lesson.title.get(self.language));
            out.push('"');
            return;
        }
        out.push_str("href=\"");
        if self.spot == Spot::Root {
            out.push_str("lessons/");
        }
        escape::path(out, &self.site.page(at, self.language));
        if let Some(fragment) = fragment {
            out.push('#');
            escape::path(out, self.heading(at, fragment).unwrap_or(fragment));
        }
        out.push_str("\" data-lesson=\"");
        escape::attribute(out, id);
        out.push('"');
        if self.spot == Spot::Root {
            out.push_str(" target=\"_blank\"");
        }
    }

    /// The whole id of a heading of another lesson.
    fn heading(&self, lesson: usize, fragment: &str) -> Option<&'s str> {
        let lesson = self.site.seats[lesson].lesson;
        let headings = &lesson.body.as_ref()?.get(self.language).headings;
        let prefixed = format!("{}-{fragment}", lesson.id.value);
        headings
            .iter()
            .find(|id| **id == fragment || **id == prefixed)
            .map(String::as_str)
    }
}
