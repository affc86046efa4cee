//! Links and images as HTML: what leaves the course is written at once, what is in it becomes a marker.

use super::links::{self, Target};
use super::writer::Writer;
use super::{FaultKind, RefKind, escape};
use pulldown_cmark::LinkType;
use std::borrow::Cow;
use std::ops::Range;

pub(super) struct OpenImage {
    pub(super) index: Option<usize>,
    pub(super) title: String,
    pub(super) alt: String,
    pub(super) src: String,
    /// Images within its text alternative.
    pub(super) nested: usize,
    pub(super) span: Range<usize>,
    /// Whether it is the first in its paragraph.
    pub(super) first: bool,
}

/// An image that stays open until it is known whether it stands alone.
pub(super) struct Figure {
    pub(super) caption: String,
    pub(super) first: bool,
}

pub(super) struct OpenLink {
    pub(super) written: bool,
    pub(super) ink: usize,
    /// Where its words begin.
    pub(super) start: usize,
    pub(super) span: Range<usize>,
}

/// Words that lead nowhere when they are heard alone, in the languages of the player.
const VAGUE: &[&str] = &[
    "click",
    "click here",
    "details",
    "find out more",
    "here",
    "learn more",
    "link",
    "more",
    "read more",
    "see here",
    "this",
    "this link",
    "this page",
    "cliciwch yma",
    "mwy",
    "yma",
    "cliquez ici",
    "en savoir plus",
    "ici",
    "lire la suite",
    "plus",
    "aquí",
    "haga clic aquí",
    "haz clic aquí",
    "leer más",
    "más",
    "hier",
    "hier klicken",
    "klicken sie hier",
    "mehr",
    "mehr erfahren",
    "weiterlesen",
    "aqui",
    "clique aqui",
    "leia mais",
    "mais",
    "saiba mais",
    "اضغط هنا",
    "المزيد",
    "انقر هنا",
    "هنا",
    "点击这里",
    "更多",
    "这里",
];

/// A text alternative is heard in one go, without a way back to its middle.
const LONG_ALT: usize = 300;

/// An address longer than this is read out letter by letter for too long.
const LONG_ADDRESS: usize = 40;

/// The words of a piece of our own HTML, without emphasis.
fn bare(html: &str) -> String {
    let mut inside = false;
    html.chars()
        .filter(|c| {
            let hidden = inside || *c == '<';
            inside = hidden && *c != '>';
            !hidden
        })
        .collect()
}

fn is_vague(words: &str) -> bool {
    let words = words.to_lowercase();
    let address = ["http://", "https://", "www."];
    VAGUE.contains(&words.trim_matches(|c: char| !c.is_alphanumeric()))
        || words.chars().count() > LONG_ADDRESS
            && !words.contains(char::is_whitespace)
            && address.iter().any(|start| words.starts_with(start))
}

/// Whether it is the name of a picture's file, such as `IMG_0042.jpg`.
fn is_file_name(alt: &str) -> bool {
    let ending = alt
        .rsplit_once('.')
        .map(|(_, ending)| ending.to_ascii_lowercase());
    !alt.contains(char::is_whitespace)
        && ending.is_some_and(|ending| {
            [
                "avif", "bmp", "gif", "heic", "jpeg", "jpg", "png", "svg", "tif", "tiff", "webp",
            ]
            .contains(&ending.as_str())
        })
}

impl Writer<'_> {
    pub(super) fn start_link(
        &mut self,
        kind: LinkType,
        url: &str,
        title: &str,
        span: Range<usize>,
    ) {
        let url = match kind {
            LinkType::Email => Cow::Owned(format!("mailto:{url}")),
            _ => Cow::Borrowed(url),
        };
        let mut link = OpenLink {
            written: false,
            ink: self.ink,
            start: 0,
            span: span.clone(),
        };
        if !self.links.is_empty() {
            self.links.push(link);
            return;
        }
        let before = self.html.len();
        self.html.push_str("<a ");
        match links::classify(&url) {
            Target::Empty => self.fault(FaultKind::EmptyTarget, span),
            Target::Forbidden => self.fault(
                FaultKind::ForbiddenScheme {
                    url: url.into_owned(),
                },
                span,
            ),
            Target::Site(url) => {
                link.written = true;
                self.html.push_str("href=\"");
                escape::url(&mut self.html, &url);
                self.html.push_str(
                    "\" rel=\"noopener noreferrer\" target=\"_blank\" class=\"cp-external\"",
                );
            }
            Target::Contact(url) => {
                link.written = true;
                self.html.push_str("href=\"");
                escape::url(&mut self.html, &url);
                self.html.push('"');
            }
            Target::Anchor(anchor) => {
                link.written = true;
                self.mark(
                    RefKind::Anchor { found: false },
                    String::new(),
                    Some(anchor),
                    span,
                );
            }
            Target::Local(path, fragment) => {
                link.written = true;
                self.mark(RefKind::Link, path, fragment, span);
            }
        }
        if link.written {
            self.title(title);
            self.html.push('>');
            link.start = self.html.len();
        } else {
            self.html.truncate(before);
        }
        self.links.push(link);
    }

    pub(super) fn end_link(&mut self) {
        let Some(link) = self.links.pop() else {
            return;
        };
        if link.written {
            // A picture among the words says something of its own.
            let html = self.html.get(link.start..).unwrap_or_default();
            let words = bare(html).trim().to_owned();
            let vague = !html.contains("<img") && is_vague(&words);
            self.html.push_str("</a>");
            if self.ink == link.ink {
                self.fault(FaultKind::EmptyLink, link.span);
            } else if vague {
                self.fault(FaultKind::VagueLink { words }, link.span);
            }
        }
    }

    pub(super) fn title(&mut self, title: &str) {
        if !title.is_empty() {
            self.html.push_str(" title=\"");
            escape::attribute(&mut self.html, title);
            self.html.push('"');
        }
    }

    pub(super) fn start_image(&mut self, url: &str, title: &str, span: Range<usize>) {
        let first = self.html.len() == self.paragraph && self.html.ends_with("<p>");
        let image = RefKind::Image {
            alt: String::new(),
            decorative: false,
            sized: false,
        };
        let target = match links::classify(url) {
            Target::Empty => {
                self.fault(FaultKind::EmptyTarget, span.clone());
                None
            }
            Target::Forbidden | Target::Contact(_) => {
                self.fault(
                    FaultKind::ForbiddenScheme {
                        url: url.to_owned(),
                    },
                    span.clone(),
                );
                None
            }
            Target::Site(url) => Some((url.into_owned(), None)),
            Target::Anchor(anchor) => Some((String::new(), Some(anchor))),
            Target::Local(path, fragment) => Some((path, fragment)),
        };
        let index = target.map(|(target, fragment)| {
            self.html.push_str("<img ");
            self.mark(image, target, fragment, span.clone())
        });
        self.image = Some(OpenImage {
            index,
            title: title.to_owned(),
            alt: String::new(),
            src: url.to_owned(),
            nested: 0,
            span,
            first,
        });
    }

    pub(super) fn end_image(&mut self) {
        let Some(image) = self.image.take() else {
            return;
        };
        let alt = image.alt.trim();
        let Some(index) = image.index else {
            // What the image would have said stays.
            self.count(alt);
            escape::text(&mut self.html, alt);
            return;
        };
        let decorative = alt.is_empty() && image.title.eq_ignore_ascii_case("decorative");
        if alt.is_empty() && !decorative {
            self.fault(FaultKind::MissingAlt { src: image.src }, image.span);
        } else if is_file_name(alt) {
            let alt = alt.to_owned();
            self.fault(FaultKind::FileNameAsAlt { alt }, image.span);
        } else if let length @ LONG_ALT.. = alt.chars().count() {
            self.fault(FaultKind::LongAlt { length }, image.span);
        }
        self.ink += usize::from(!alt.is_empty());
        self.heading_text(alt);
        self.html.push_str(" alt=\"");
        escape::attribute(&mut self.html, alt);
        self.html.push_str("\" loading=\"lazy\"");
        self.refs[index].kind = RefKind::Image {
            alt: alt.to_owned(),
            decorative,
            sized: false,
        };
        let caption = if decorative {
            String::new()
        } else {
            image.title
        };
        self.figure = Some(Figure {
            caption,
            first: image.first,
        });
    }

    /// Closes the tag of an image, once it is known whether its paragraph ends behind it.
    pub(super) fn image_done(&mut self, last: bool) {
        let Some(figure) = self.figure.take() else {
            return;
        };
        if figure.first && last && !self.task {
            self.html.push('>');
            self.figure = Some(figure);
        } else {
            self.title(&figure.caption);
            self.html.push('>');
        }
    }

    pub(super) fn end_figure(&mut self, caption: &str) {
        let start = self.paragraph - "<p>".len();
        self.html
            .replace_range(start..self.paragraph, "<figure class=\"cp-figure\">");
        if !caption.is_empty() {
            self.html.push_str("<figcaption>");
            self.count(caption);
            escape::text(&mut self.html, caption);
            self.html.push_str("</figcaption>");
        }
        self.html.push_str("</figure>\n");
    }
}
