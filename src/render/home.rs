//! The launch page of a SCO and the page of the glossary.

use super::escape;
use super::page;
use super::site::{Section, Site, minutes};
use super::theme;
use super::view::{Spot, View};
use super::words;
use crate::check::ScoPart;
use crate::course::Granularity;
use crate::player;

/// The page that an LMS opens: the contents as links, which the player replaces.
pub(super) fn launch(site: &Site<'_>, part: &ScoPart) -> String {
    let language = site.course.language.as_str();
    let view = View {
        site,
        language,
        spot: Spot::Root,
    };
    let (title, ..) = site.about(part);
    let mut out = String::with_capacity(player::SHELL.len() + 200 * part.lessons.len() + 500);
    let mut rest = player::SHELL;
    while let Some((before, after)) = rest.split_once("{{") {
        let Some((key, after)) = after.split_once("}}") else {
            break;
        };
        out.push_str(before);
        rest = after;
        match key {
            "language" => escape::attribute(&mut out, language),
            "direction" => out.push_str(words::direction(language)),
            "title" => view.push(&mut out, title),
            "words" => escape::path(&mut out, &site.words.file(language)),
            "data" => escape::path(&mut out, &site.data(part)),
            // What SCOs share is asked for when the session opens.
            "more" if site.shares() => {
                out.push_str("<script defer src=\"player/more.js\"></script>\n");
            }
            "more" => {}
            "description" => {
                page::languages(&view, &mut out, |language| site.home(part, language));
                about(&view, &mut out, part);
            }
            "contents" => contents(&view, &mut out, part),
            "footer" => page::footer(&view, &mut out),
            key => escape::attribute(&mut out, site.words.get(language, key)),
        }
    }
    out.push_str(rest);
    // The shell names our two style sheets; an author's own comes behind them.
    out.replacen(&theme_links(), &theme::links(site, ""), 1)
}

/// The style sheets as they stand in the shell.
fn theme_links() -> String {
    ["player/player.css", super::THEME]
        .map(|name| format!("<link rel=\"stylesheet\" href=\"{name}\">\n"))
        .concat()
}

/// What the course is about, before its contents.
fn about(view: &View<'_>, out: &mut String, part: &ScoPart) {
    let site = view.site;
    let (_, description, seconds) = site.about(part);
    if let Some(description) = description {
        out.push_str("<p class=\"cp-lead\">");
        view.push(out, description);
        out.push_str("</p>\n");
    }
    let mut facts = Vec::new();
    if part.kind == Granularity::Course {
        let tops = site
            .sections
            .iter()
            .filter(|section| section.parent.is_none());
        facts.push(view.count("modules", tops.count()));
    }
    facts.push(view.count("lessons", part.lessons.len()));
    facts.extend(seconds.map(|seconds| site.words.minutes(view.language, minutes(seconds))));
    self::facts(out, &facts);
    let cover = site.course.cover.as_ref();
    if let Some(cover) = cover.filter(|_| part.kind == Granularity::Course) {
        out.push_str("<p><img class=\"cp-cover\" src=\"");
        view.push_file(out, &cover.src.path);
        out.push_str("\" alt=\"");
        escape::attribute(out, cover.alt.get(view.language));
        out.push_str("\"></p>\n");
    }
    if part.kind == Granularity::Course && !site.course.outcomes.is_empty() {
        out.push_str("<section class=\"cp-outcomes\">\n<h2>");
        view.push_word(out, "outcomes");
        out.push_str("</h2>\n<ul>\n");
        for outcome in &site.course.outcomes {
            out.push_str("<li>");
            view.push(out, &outcome.text);
            out.push_str("</li>\n");
        }
        out.push_str("</ul>\n</section>\n");
    }
}

fn facts(out: &mut String, facts: &[String]) {
    out.push_str("<p class=\"cp-facts\">");
    escape::text(out, &facts.join(" · "));
    out.push_str("</p>\n");
}

/// The contents under the headings of the modules, and the glossary.
fn contents(view: &View<'_>, out: &mut String, part: &ScoPart) {
    let site = view.site;
    out.push_str("<h2>");
    view.push_word(out, "courseContents");
    out.push_str("</h2>\n");
    if part.kind == Granularity::Course {
        branch(view, out, None, 3);
    } else {
        lessons(view, out, &part.lessons);
    }
    if !site.course.glossary.is_empty() {
        out.push_str("<p><a href=\"");
        escape::path(out, &site.glossary(view.language));
        out.push_str("\">");
        view.push_word(out, "glossary");
        out.push_str("</a></p>\n");
    }
}

fn branch(view: &View<'_>, out: &mut String, parent: Option<usize>, level: usize) {
    for (at, section) in view
        .site
        .sections
        .iter()
        .enumerate()
        .filter(|(_, section)| section.parent == parent)
    {
        let heading = level.min(6);
        out.push_str(&format!("<section>\n<h{heading} id=\""));
        escape::attribute(out, &anchor(section));
        out.push_str("\">");
        view.push(out, &section.module.title);
        out.push_str(&format!("</h{heading}>\n"));
        if let Some(description) = &section.module.description {
            out.push_str("<p>");
            view.push(out, description);
            out.push_str("</p>\n");
        }
        if !section.lessons.is_empty() {
            lessons(view, out, &section.lessons.clone().collect::<Vec<_>>());
        }
        branch(view, out, Some(at), level + 1);
        out.push_str("</section>\n");
    }
}

/// Where a module stands on the page of contents; no id of an author has an underscore.
pub(super) fn anchor(section: &Section<'_>) -> String {
    format!("module_{}", section.module.id.value)
}

fn lessons(view: &View<'_>, out: &mut String, lessons: &[usize]) {
    let site = view.site;
    out.push_str("<ol class=\"cp-lines\">\n");
    for at in lessons {
        let seat = &site.seats[*at];
        let lesson = seat.lesson;
        out.push_str("<li><a class=\"cp-line\" href=\"lessons/");
        escape::path(out, &site.page(*at, view.language));
        out.push_str("\" data-lesson=\"");
        escape::attribute(out, &lesson.id.value);
        out.push_str("\"><span><span class=\"cp-number\">");
        out.push_str(&seat.number);
        out.push_str("</span> ");
        view.push(out, &lesson.title);
        out.push_str("</span><span class=\"cp-line-meta\">");
        let kind = format!("type.{}", lesson.kind.name());
        escape::text(out, site.words.get(view.language, &kind));
        if let Some(seconds) = lesson.duration {
            out.push_str(" · ");
            escape::text(out, &site.words.minutes(view.language, minutes(seconds)));
        }
        out.push_str("</span></a></li>\n");
    }
    out.push_str("</ol>\n");
}

/// The same contents in another language of the course, to read; the player has its own way of changing the language.
pub(super) fn translated(site: &Site<'_>, part: &ScoPart, language: &str) -> String {
    let view = View {
        site,
        language,
        spot: Spot::Root,
    };
    let (title, ..) = site.about(part);
    let mut out = String::new();
    page::open(
        &view,
        &mut out,
        title.get(language),
        &site.home(part, language),
        None,
        |language| site.home(part, language),
    );
    out.push_str("<article");
    View::push_language(&mut out, language);
    out.push_str(">\n<h1>");
    view.push(&mut out, title);
    out.push_str("</h1>\n");
    about(&view, &mut out, part);
    page::unsaved(&view, &mut out);
    out.push_str("<nav aria-label=\"");
    escape::attribute(&mut out, view.word("courseContents"));
    out.push_str("\">\n");
    contents(&view, &mut out, part);
    out.push_str("</nav>\n</article>\n</main>\n");
    page::close(&view, &mut out);
    out
}

/// Every term with its definition.
pub(super) fn glossary(site: &Site<'_>, language: &str) -> String {
    let view = View {
        site,
        language,
        spot: Spot::Root,
    };
    let mut out = String::new();
    let home = site
        .checked
        .scos
        .first()
        .map_or_else(|| "index.html".to_owned(), |part| site.home(part, language));
    page::open(
        &view,
        &mut out,
        view.word("glossary"),
        &home,
        None,
        |language| site.glossary(language),
    );
    out.push_str("<article class=\"cp-lesson cp-glossary\"");
    View::push_language(&mut out, language);
    out.push_str(">\n<header class=\"cp-lesson-head\"><h1>");
    view.push_word(&mut out, "glossary");
    out.push_str("</h1></header>\n<dl>\n");
    for (at, term) in site.course.glossary.iter().enumerate() {
        out.push_str("<dt id=\"");
        out.push_str(site.terms.id(at));
        out.push_str("\">");
        escape::text(&mut out, &term.term);
        out.push_str("</dt>\n<dd>");
        view.markdown(&mut out, &term.definition);
        out.push_str("</dd>\n");
    }
    out.push_str("</dl>\n</article>\n</main>\n");
    page::close(&view, &mut out);
    out
}
