//! Reads single values of nodes that were held against their shapes before: what does not fit is a finding already,
//! so it is left out here without a word.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::prose::Prose;
use crate::course::form;
use crate::course::{FileRef, Markdown, Spanned, Text};
use crate::definition::{Folder, Node, Value, join, outside};
use crate::finding::{Findings, Place, Source};

/// One file being read.
pub(super) struct Reading<'r> {
    pub(super) folder: &'r Folder,
    pub(super) source: Arc<Source>,
    /// Its path in the course's folder.
    pub(super) file: String,
    /// The language of the course.
    pub(super) language: &'r str,
    pub(super) lesson_files: &'r BTreeMap<String, String>,
    pub(super) findings: Findings,
    /// Every language that was met.
    pub(super) languages: BTreeSet<String>,
    /// Every text in several languages: where it stands, and its tags in lower case.
    pub(super) maps: Vec<(Place, BTreeSet<String>)>,
}

impl Reading<'_> {
    pub(super) fn place(&self, node: &Node) -> Place {
        self.source.place(node.span.clone())
    }

    pub(super) fn spanned<T>(&self, node: &Node, value: T) -> Spanned<T> {
        Spanned {
            value,
            place: self.place(node),
        }
    }

    /// The text of a field; empty, at `place`, where there is none.
    pub(super) fn id(&self, node: &Node, name: &str, place: Place) -> Spanned<String> {
        match node.get(name).and_then(|node| Some((node, node.as_str()?))) {
            Some((node, text)) => self.spanned(node, text.to_owned()),
            None => Spanned {
                value: String::new(),
                place,
            },
        }
    }

    pub(super) fn ids(&self, node: &Node, name: &str) -> Vec<Spanned<String>> {
        self.list(node, name)
            .iter()
            .filter_map(|node| Some(self.spanned(node, node.as_str()?.to_owned())))
            .collect()
    }

    pub(super) fn list<'n>(&self, node: &'n Node, name: &str) -> &'n [Node] {
        node.get(name).and_then(Node::as_list).unwrap_or(&[])
    }

    pub(super) fn no_text(&self, place: Place) -> Text {
        Text {
            parts: vec![(None, String::new())],
            place,
        }
    }

    pub(super) fn text(&mut self, node: &Node) -> Text {
        let parts = self
            .by_language(node)
            .into_iter()
            .map(|(language, node)| (language, node.as_str().unwrap_or("").trim().to_owned()))
            .collect::<Vec<_>>();
        if parts.is_empty() {
            self.no_text(self.place(node))
        } else {
            Text {
                parts,
                place: self.place(node),
            }
        }
    }

    /// The title of a thing; empty, at `place`, where there is none.
    pub(super) fn titled(&mut self, node: &Node, place: Place) -> Text {
        match node.get("title") {
            Some(title) => self.text(title),
            None => self.no_text(place),
        }
    }

    pub(super) fn optional_text(&mut self, node: &Node, name: &str) -> Option<Text> {
        node.get(name).map(|node| self.text(node))
    }

    pub(super) fn texts(&mut self, node: &Node, name: &str) -> Vec<Text> {
        self.list(node, name)
            .iter()
            .map(|node| self.text(node))
            .collect()
    }

    /// A text, rendered; `inline` unwraps a single paragraph, `prefix` goes before the ids of headings.
    pub(super) fn markdown(&mut self, node: &Node, inline: bool, prefix: &str) -> Markdown {
        let source = self.source.clone();
        let mut parts = Vec::new();
        for (language, node) in self.by_language(node) {
            let text = node.as_str().unwrap_or("");
            let prose = Prose::of_node(&source, node, text);
            parts.push(self.render(&prose, language, inline, prefix));
        }
        if parts.is_empty() {
            parts.push(self.render(
                &Prose::direct(&source, node.span.start..node.span.start),
                None,
                inline,
                prefix,
            ));
        }
        Markdown {
            parts,
            place: self.place(node),
        }
    }

    pub(super) fn optional_markdown(
        &mut self,
        node: &Node,
        name: &str,
        inline: bool,
        prefix: &str,
    ) -> Option<Markdown> {
        node.get(name)
            .map(|node| self.markdown(node, inline, prefix))
    }

    /// A value for each language, the course's own first with no name.
    pub(super) fn by_language<'n>(&mut self, node: &'n Node) -> Vec<(Option<String>, &'n Node)> {
        match &node.value {
            Value::String(_) => vec![(None, node)],
            Value::Map(fields) => {
                let own = own(
                    self.language,
                    fields.iter().map(|(key, _)| key.name.as_str()),
                );
                let mut parts: Vec<(Option<String>, &Node)> = Vec::new();
                let mut spoken = BTreeSet::new();
                for (at, (key, node)) in fields.iter().enumerate() {
                    if Some(at) == own {
                        parts.insert(0, (None, node));
                        spoken.insert(self.language.to_ascii_lowercase());
                    } else {
                        self.languages.insert(key.name.clone());
                        parts.push((Some(key.name.clone()), node));
                        spoken.insert(key.name.to_ascii_lowercase());
                    }
                }
                self.maps.push((self.place(node), spoken));
                parts
            }
            _ => Vec::new(),
        }
    }

    /// A path written in this file; what cannot be is a finding.
    pub(super) fn file(&mut self, node: &Node) -> Option<FileRef> {
        let path = node.as_str()?;
        self.resolve(path, self.place(node)).map(|path| FileRef {
            path,
            place: self.place(node),
        })
    }

    pub(super) fn resolve(&mut self, path: &str, place: Place) -> Option<String> {
        match join(&self.file, path) {
            Ok(path) => Some(path),
            Err(why) => {
                self.findings.push(outside(path, why).at(place));
                None
            }
        }
    }
}

/// Which of the tags of a text is the course's own language: the tag itself, else one that says the same with more or
/// fewer subtags, such as `en` in a course in `en-GB`.
fn own<'t>(language: &str, tags: impl Iterator<Item = &'t str> + Clone) -> Option<usize> {
    let within = |tag: &str, other: &str| {
        tag.len() < other.len()
            && other.as_bytes()[tag.len()] == b'-'
            && other.as_bytes()[..tag.len()].eq_ignore_ascii_case(tag.as_bytes())
    };
    tags.clone()
        .position(|tag| tag.eq_ignore_ascii_case(language))
        .or_else(|| {
            tags.clone()
                .position(|tag| within(tag, language) || within(language, tag))
        })
}

pub(super) fn duration(node: &Node) -> Option<u64> {
    node.get("duration")
        .and_then(Node::as_str)
        .and_then(form::seconds)
}

/// A percentage as a share of 1.
pub(super) fn share(node: &Node) -> Option<f64> {
    match &node.value {
        Value::String(text) => form::percent(text),
        _ => node
            .as_number()
            .filter(|number| (0.0..=100.0).contains(number))
            .map(|number| number / 100.0),
    }
}

/// A whole number that was held against its shape.
pub(super) fn whole(node: &Node) -> Option<u32> {
    node.as_number()
        .filter(|number| (0.0..=1e6).contains(number))
        .map(|number| number as u32)
}
