//! Raw HTML of an author in, canonical tags of an allow-list out, with a fault for each thing that went.

use super::allowed::{END_OPTIONAL, EVERYWHERE, KEPT, VOID, WITH_CONTENT};
use super::links::{self, Target};
use super::tag::{Tag, decode, end_of, tag};
use super::writer::Writer;
use super::{FaultKind, RefKind, escape};
use std::ops::Range;

/// How deep raw elements may nest: HTML parsers take time that grows with the square of it.
const DEEPEST: usize = 50;

/// The text of a raw fragment, with the places of its parts in the Markdown.
#[derive(Debug, Default)]
pub(super) struct Fragment {
    text: String,
    /// Where a part starts in `text` and in the Markdown.
    parts: Vec<(usize, usize)>,
}

impl Fragment {
    pub(super) fn push(&mut self, text: &str, at: usize) {
        self.parts.push((self.text.len(), at));
        self.text.push_str(text);
    }

    fn place(&self, at: usize) -> usize {
        let part = self
            .parts
            .partition_point(|(start, _)| *start <= at)
            .saturating_sub(1);
        self.parts
            .get(part)
            .map_or(0, |(start, place)| place + (at - start))
    }

    fn span(&self, range: Range<usize>) -> Range<usize> {
        let start = self.place(range.start);
        let end = self.place(range.end.saturating_sub(1).max(range.start)) + 1;
        start..end.max(start)
    }
}

/// A raw element that is open.
#[derive(Debug)]
pub(super) struct Open {
    name: &'static str,
    span: Range<usize>,
    /// For tables: whether a `<th>` was seen.
    header: bool,
}

impl Writer<'_> {
    /// Writes what may stay of a raw fragment. An element that goes with its content and does not end in the fragment
    /// is returned by name, so that the text up to its end goes too.
    pub(super) fn raw(&mut self, fragment: &Fragment) -> Option<&'static str> {
        let text = fragment.text.as_str();
        let mut at = 0;
        while let Some(length) = text[at..].find('<') {
            self.raw_text(&text[at..at + length]);
            at += length;
            let behind = &text[at + 1..];
            if let Some(comment) = behind.strip_prefix("!--") {
                // A comment is for other authors; it goes without a word.
                let from = at + 4;
                at = if comment.starts_with('>') || comment.starts_with("->") {
                    from + comment.find('>').unwrap_or(0) + 1
                } else {
                    comment
                        .find("-->")
                        .map_or(text.len(), |length| from + length + 3)
                };
                continue;
            }
            if behind.starts_with(['!', '?']) {
                let end = behind
                    .find('>')
                    .map_or(text.len(), |length| at + length + 2);
                let what = if behind.starts_with("![CDATA[") {
                    "<![CDATA["
                } else {
                    &text[at..at + 2]
                };
                self.removed(what.to_owned(), fragment.span(at..end));
                at = end;
                continue;
            }
            let named = behind.strip_prefix('/').unwrap_or(behind);
            if !named.starts_with(|c: char| c.is_ascii_alphabetic()) {
                self.html.push_str("&lt;");
                at += 1;
                continue;
            }
            let Some(tag) = tag(text, at) else {
                self.removed(
                    "a tag without its `>`".to_owned(),
                    fragment.span(at..text.len()),
                );
                return None;
            };
            let span = at..tag.end;
            at = tag.end;
            if tag.closing {
                self.close_raw(&tag.name);
            } else if let Some((name, own)) = KEPT.iter().find(|(name, _)| *name == tag.name) {
                self.open_raw(name, own, &tag, span, fragment);
            } else {
                self.removed(format!("<{}>", shown(&tag.name)), fragment.span(span));
                let gone = WITH_CONTENT.iter().find(|name| **name == tag.name);
                if let Some(name) = gone
                    && !(tag.self_closing && matches!(*name, "svg" | "math"))
                {
                    match end_of(name, &text[at..]) {
                        Some(length) => at += length,
                        None => return Some(name),
                    }
                }
            }
        }
        self.raw_text(&text[at..]);
        None
    }

    fn raw_text(&mut self, text: &str) {
        self.count(text);
        escape::raw_text(&mut self.html, text);
    }

    fn removed(&mut self, what: String, span: Range<usize>) {
        self.fault(FaultKind::RawHtmlRemoved { what }, span);
    }

    fn close_raw(&mut self, name: &str) {
        // An end tag without its start tag could end an element of ours.
        let Some(at) = self.raw_open.iter().rposition(|open| open.name == name) else {
            return;
        };
        let open = &self.raw_open[at];
        if open.name == "table" && !open.header {
            let span = open.span.clone();
            self.fault(FaultKind::HeaderlessTable, span);
        }
        self.raw_open.truncate(at);
        self.html.push_str("</");
        self.html.push_str(self.lowered(name));
        self.html.push('>');
    }

    /// The title of the page is the only heading of level 1.
    fn lowered<'n>(&self, name: &'n str) -> &'n str {
        if name == "h1" && self.options.first > 1 {
            "h2"
        } else {
            name
        }
    }

    fn open_raw(
        &mut self,
        name: &'static str,
        own: &[&str],
        tag: &Tag<'_>,
        span: Range<usize>,
        fragment: &Fragment,
    ) {
        let place = fragment.span(span);
        if !VOID.contains(&name) {
            if self.raw_open.len() >= DEEPEST {
                self.removed(format!("<{name}>, nested too deep"), place);
                return;
            }
            if name == "th"
                && let Some(table) = self.raw_open.iter_mut().rfind(|open| open.name == "table")
            {
                table.header = true;
            }
            self.raw_open.push(Open {
                name,
                span: place.clone(),
                header: false,
            });
        }
        self.raw_seen = true;
        self.html.push('<');
        self.html.push_str(self.lowered(name));
        let mut external = false;
        let mut classes = String::new();
        for attribute in &tag.attributes {
            let part = fragment.span(attribute.span.clone());
            match attribute.name.as_str() {
                "href" if name == "a" => external = self.raw_link(attribute.value, part),
                "src" if matches!(name, "img" | "video" | "audio" | "source" | "track") => {
                    self.raw_source(name, tag, attribute.value, false, place.clone(), part);
                }
                "poster" if name == "video" => {
                    self.raw_source(name, tag, attribute.value, true, place.clone(), part);
                }
                "class" => {
                    for class in attribute.value.split_ascii_whitespace() {
                        // The classes of the player would make the author's HTML part of it.
                        if !class.to_ascii_lowercase().starts_with("cp-") && !class.contains('&') {
                            if !classes.is_empty() {
                                classes.push(' ');
                            }
                            classes.push_str(class);
                        }
                    }
                }
                "id" => self.raw_ids("id", attribute.value),
                "aria-describedby" | "aria-labelledby" | "headers" => {
                    self.raw_ids(&attribute.name, attribute.value);
                }
                // Our own attributes of links and lazily loaded images say the same.
                "rel" | "target" if name == "a" => {}
                "loading" | "decoding" if name == "img" => {}
                other if own.contains(&other) || EVERYWHERE.contains(&other) || aria(other) => {
                    self.html.push(' ');
                    self.html.push_str(other);
                    self.html.push_str("=\"");
                    escape::raw_text(&mut self.html, attribute.value);
                    self.html.push('"');
                }
                other => self.removed(format!("attribute {}", shown(other)), part),
            }
        }
        if external {
            self.html
                .push_str(" rel=\"noopener noreferrer\" target=\"_blank\"");
            classes.insert_str(
                0,
                if classes.is_empty() {
                    "cp-external"
                } else {
                    "cp-external "
                },
            );
        }
        if !classes.is_empty() {
            self.html.push_str(" class=\"");
            escape::attribute(&mut self.html, &classes);
            self.html.push('"');
        }
        if name == "img" {
            self.html.push_str(" loading=\"lazy\"");
        }
        self.html.push('>');
    }

    /// Ids get the prefix of the text, so that they can be no id of the player.
    fn raw_ids(&mut self, name: &str, value: &str) {
        let mut ids = value.split_ascii_whitespace().peekable();
        if ids.peek().is_none() {
            return;
        }
        self.html.push(' ');
        self.html.push_str(name);
        self.html.push_str("=\"");
        for (at, id) in ids.enumerate() {
            if at > 0 {
                self.html.push(' ');
            }
            if name == "id" {
                self.ids.take(id);
            }
            escape::attribute(&mut self.html, self.options.id_prefix);
            escape::attribute(&mut self.html, id);
        }
        self.html.push('"');
    }

    /// Writes the target of a raw link; true when it leads to another site.
    fn raw_link(&mut self, value: &str, part: Range<usize>) -> bool {
        let url = decode(value);
        let (target, fragment, kind) = match links::classify(&url) {
            Target::Empty => {
                self.fault(FaultKind::EmptyTarget, part);
                return false;
            }
            Target::Site(url) => {
                self.href(&url);
                return true;
            }
            Target::Contact(url) => {
                self.href(&url);
                return false;
            }
            Target::Forbidden => {
                self.removed(forbidden(&url, "link"), part);
                return false;
            }
            Target::Anchor(anchor) => (
                String::new(),
                Some(anchor),
                RefKind::Anchor { found: false },
            ),
            Target::Local(path, fragment) => (path, fragment, RefKind::Link),
        };
        self.html.push(' ');
        self.mark(kind, target, fragment, part);
        false
    }

    fn href(&mut self, url: &str) {
        self.html.push_str(" href=\"");
        escape::url(&mut self.html, url);
        self.html.push('"');
    }

    fn raw_source(
        &mut self,
        name: &str,
        tag: &Tag<'_>,
        value: &str,
        poster: bool,
        place: Range<usize>,
        part: Range<usize>,
    ) {
        let value_of = |name: &str| tag.attributes.iter().find(|other| other.name == name);
        let url = decode(value);
        let alt = value_of("alt").map(|alt| decode(alt.value));
        if name == "img" && alt.is_none() {
            self.fault(FaultKind::MissingAlt { src: url.clone() }, place.clone());
        }
        let (target, fragment) = match links::classify(&url) {
            Target::Empty | Target::Anchor(_) => {
                self.fault(FaultKind::EmptyTarget, part);
                return;
            }
            Target::Contact(_) | Target::Forbidden => {
                self.removed(forbidden(&url, "source"), part);
                return;
            }
            Target::Site(url) => (url.into_owned(), None),
            Target::Local(path, fragment) => (path, fragment),
        };
        let kind = if name == "img" {
            RefKind::Image {
                decorative: alt.as_deref() == Some(""),
                alt: alt.unwrap_or_default(),
                sized: value_of("width").or(value_of("height")).is_some(),
            }
        } else {
            RefKind::Media { poster }
        };
        self.html.push(' ');
        self.mark(kind, target, fragment, part);
    }

    /// Names the raw elements that hold the rest of the page.
    pub(super) fn finish_raw(&mut self) {
        for open in std::mem::take(&mut self.raw_open) {
            if !END_OPTIONAL.contains(&open.name) {
                self.fault(
                    FaultKind::UnclosedElement {
                        name: open.name.to_owned(),
                    },
                    open.span,
                );
            }
        }
    }
}

fn aria(name: &str) -> bool {
    name.strip_prefix("aria-")
        .is_some_and(|rest| !rest.is_empty() && rest.bytes().all(|byte| byte.is_ascii_lowercase()))
}

fn forbidden(url: &str, what: &str) -> String {
    let kept: String = url.chars().filter(|c| !c.is_control()).collect();
    format!("{}: {what}", links::scheme(kept.trim()).unwrap_or_default())
}

/// A name that is short enough for a message.
fn shown(name: &str) -> &str {
    &name[..name.floor_char_boundary(40)]
}
