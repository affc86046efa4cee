//! The frame of a page that stands alone: head, the way back, previous and next, who made it.

use super::escape;
use super::home;
use super::site::{Section, Site};
use super::theme;
use super::view::{Spot, View};
use super::words;
use crate::course::{Granularity, Lesson, LessonKind};

/// A page of a lesson.
pub(super) fn lesson(site: &Site<'_>, at: usize, language: &str) -> String {
    let seat = &site.seats[at];
    let part = &site.checked.scos[seat.sco];
    let view = View {
        site,
        language,
        spot: Spot::Lesson(seat.sco),
    };
    let mut out = String::with_capacity(estimate(site, at));
    let others = |language: &str| site.page(at, language);
    open(
        &view,
        &mut out,
        seat.lesson.title.get(language),
        &site.home(part, language),
        Some(&site.sections[seat.section]).filter(|_| part.kind == Granularity::Course),
        others,
    );
    super::lesson::article(&view, &mut out, at);
    if at_stake(seat.lesson) {
        unsaved(&view, &mut out);
    }
    out.push_str("</main>\n");
    let here = part
        .lessons
        .iter()
        .position(|lesson| *lesson == at)
        .unwrap_or_default();
    let before = here
        .checked_sub(1)
        .and_then(|before| part.lessons.get(before));
    let after = part.lessons.get(here + 1);
    if before.is_some() || after.is_some() {
        out.push_str("<nav class=\"cp-page-nav\" aria-label=\"");
        escape::attribute(&mut out, view.word("lessonSteps"));
        out.push_str("\">\n");
        for (lesson, rel, key) in [(before, "prev", "previous"), (after, "next", "next")] {
            let Some(lesson) = lesson else {
                continue;
            };
            out.push_str("<a rel=\"");
            out.push_str(rel);
            out.push_str("\" href=\"");
            escape::path(&mut out, &site.page(*lesson, language));
            out.push_str("\">");
            view.push_word(&mut out, key);
            out.push_str(": ");
            view.push(&mut out, &site.seats[*lesson].lesson.title);
            out.push_str("</a>\n");
        }
        out.push_str("</nav>\n");
    }
    close(&view, &mut out);
    out
}

/// About how long a lesson's page will be.
pub(super) fn estimate(site: &Site<'_>, at: usize) -> usize {
    let lesson = site.seats[at].lesson;
    let texts: usize = Site::texts(lesson)
        .iter()
        .map(|text| {
            text.parts
                .iter()
                .map(|part| part.html.len())
                .max()
                .unwrap_or_default()
        })
        .sum();
    2_000 + texts + texts / 8 + 2_000 * lesson.questions().count()
}

/// From the doctype to the start of the main part. `home` is the page of contents, `section` the module to name, `page`
/// the file name of the same page in a language.
pub(super) fn open(
    view: &View<'_>,
    out: &mut String,
    title: &str,
    home: &str,
    section: Option<&Section<'_>>,
    page: impl Fn(&str) -> String,
) {
    let site = view.site;
    let up = view.up();
    out.push_str("<!doctype html>\n<html");
    View::push_language(out, view.language);
    out.push_str(">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"color-scheme\" content=\"light dark\">\n<title>");
    escape::text(out, title);
    out.push_str(" – ");
    view.push(out, &site.course.title);
    out.push_str("</title>\n");
    out.push_str(&theme::links(site, up));
    out.push_str("<script defer src=\"");
    out.push_str(up);
    out.push_str("player/page.js\"></script>\n");
    out.push_str("</head>\n<body class=\"cp-page\">\n<a class=\"cp-skip\" href=\"#cp-main\">");
    view.push_word(out, "skipContent");
    out.push_str("</a>\n<header class=\"cp-page-header\">\n<p><a href=\"");
    out.push_str(up);
    escape::path(out, home);
    out.push_str("\">");
    view.push(out, &site.course.title);
    out.push_str("</a></p>\n");
    if let Spot::Lesson(_) = view.spot {
        places(view, out, home, section);
    }
    languages(view, out, page);
    out.push_str("</header>\n<main id=\"cp-main\" tabindex=\"-1\">\n");
}

/// The same page in the other languages of the course; `page` is its file name in each.
pub(super) fn languages(view: &View<'_>, out: &mut String, page: impl Fn(&str) -> String) {
    let site = view.site;
    if site.is_multilingual() {
        out.push_str("<nav class=\"cp-languages\" aria-label=\"");
        escape::attribute(out, view.word("language"));
        out.push_str("\">\n");
        for other in site
            .languages()
            .iter()
            .filter(|other| *other != view.language)
        {
            out.push_str("<a hreflang=\"");
            escape::attribute(out, other);
            out.push('"');
            View::push_language(out, other);
            out.push_str(" href=\"");
            escape::path(out, &page(other));
            out.push_str("\">");
            escape::text(out, &words::name(other));
            out.push_str("</a>\n");
        }
        out.push_str("</nav>\n");
    }
}

/// The module of a lesson in the contents, and the glossary.
fn places(view: &View<'_>, out: &mut String, home: &str, section: Option<&Section<'_>>) {
    let site = view.site;
    let mut links = Vec::new();
    if let Some(section) = section {
        let mut href = String::from("../");
        escape::path(&mut href, home);
        href.push('#');
        escape::path(&mut href, &home::anchor(section));
        links.push((href, section.module.title.get(view.language)));
    }
    if !site.course.glossary.is_empty() {
        let mut href = String::from("../");
        escape::path(&mut href, &site.glossary(view.language));
        links.push((href, view.word("glossary")));
    }
    for (at, (href, text)) in links.iter().enumerate() {
        out.push_str(if at == 0 { "<p>" } else { " · " });
        out.push_str("<a href=\"");
        out.push_str(href);
        out.push_str("\">");
        escape::text(out, text);
        out.push_str("</a>");
    }
    if !links.is_empty() {
        out.push_str("</p>\n");
    }
}

/// Whether something on a lesson's page would be kept if the player showed it.
fn at_stake(lesson: &Lesson) -> bool {
    lesson.questions().next().is_some()
        || matches!(
            lesson.kind,
            LessonKind::Discussion { .. }
                | LessonKind::Poll { .. }
                | LessonKind::Reflection { .. }
                | LessonKind::Exercise { .. }
                | LessonKind::End
        )
}

/// The truth for those without JavaScript. It stands outside of the article, which the player takes over.
pub(super) fn unsaved(view: &View<'_>, out: &mut String) {
    out.push_str("<noscript><p class=\"cp-banner\">");
    view.push_word(out, "noscript");
    out.push_str("</p></noscript>\n");
}

/// The foot of the page, and its end.
pub(super) fn close(view: &View<'_>, out: &mut String) {
    footer(view, out);
    out.push_str("</body>\n</html>\n");
}

/// Who made the course and under which terms.
pub(super) fn footer(view: &View<'_>, out: &mut String) {
    let course = view.site.course;
    if course.license.is_some() || !course.authors.is_empty() {
        out.push_str("<footer class=\"cp-page-footer\">\n");
        if let Some(license) = &course.license {
            out.push_str("<p>");
            view.push_word(out, "licence");
            out.push(' ');
            match &license.url {
                Some(url) => external(out, url, &license.name, " license"),
                None => escape::text(out, &license.name),
            }
            out.push_str("</p>\n");
        }
        if !course.authors.is_empty() {
            // Who has two roles is named once.
            let mut names: Vec<&str> = Vec::new();
            for author in &course.authors {
                if !names.contains(&author.name.as_str()) {
                    names.push(&author.name);
                }
            }
            out.push_str("<p>");
            escape::text(out, &names.join(", "));
            out.push_str("</p>\n");
        }
        out.push_str("</footer>\n");
    }
}

/// A link to another site. Only the web is linked to; the checks refuse anything else.
pub(super) fn external(out: &mut String, url: &str, text: &str, rel: &str) {
    let start = url.get(..8).unwrap_or(url).to_ascii_lowercase();
    if !start.starts_with("https://")
        && !start.starts_with("http://")
        && !start.starts_with("mailto:")
    {
        escape::text(out, text);
        return;
    }
    out.push_str("<a class=\"cp-external\" target=\"_blank\" rel=\"noopener noreferrer");
    out.push_str(rel);
    out.push_str("\" href=\"");
    escape::attribute(out, url);
    out.push_str("\">");
    escape::text(out, text);
    out.push_str("</a>");
}
