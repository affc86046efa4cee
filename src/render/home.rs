//! The launch page of a SCO and the page of the glossary.

use super::escape;
use super::page;
use super::site::Site;
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
    let (title, description, _) = site.about(part);
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
            "data" => escape::path(&mut out, &site.data(part)),
            "description" => {
                if let Some(description) = description {
                    out.push_str("<p>");
                    view.push(&mut out, description);
                    out.push_str("</p>");
                }
            }
            "contents" => contents(&view, &mut out, part),
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

fn contents(view: &View<'_>, out: &mut String, part: &ScoPart) {
    let site = view.site;
    if part.kind == Granularity::Course {
        out.push_str("<ol>\n");
        branch(view, out, None);
        out.push_str("</ol>\n");
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

fn branch(view: &View<'_>, out: &mut String, parent: Option<usize>) {
    for (at, section) in view
        .site
        .sections
        .iter()
        .enumerate()
        .filter(|(_, section)| section.parent == parent)
    {
        out.push_str("<li>");
        view.push(out, &section.module.title);
        out.push('\n');
        if !section.lessons.is_empty() {
            lessons(view, out, &section.lessons.clone().collect::<Vec<_>>());
        }
        if !section.module.modules.is_empty() {
            out.push_str("<ol>\n");
            branch(view, out, Some(at));
            out.push_str("</ol>\n");
        }
        out.push_str("</li>\n");
    }
}

fn lessons(view: &View<'_>, out: &mut String, lessons: &[usize]) {
    out.push_str("<ol>\n");
    for at in lessons {
        let lesson = view.site.seats[*at].lesson;
        out.push_str("<li><a href=\"lessons/");
        escape::path(out, &view.site.page(*at, view.language));
        out.push_str("\" data-lesson=\"");
        escape::attribute(out, &lesson.id.value);
        out.push_str("\">");
        view.push(out, &lesson.title);
        out.push_str("</a></li>\n");
    }
    out.push_str("</ol>\n");
}

/// Every term with its definition.
pub(super) fn glossary(site: &Site<'_>, language: &str) -> String {
    let view = View {
        site,
        language,
        spot: Spot::Root,
    };
    let mut out = String::new();
    let launch = site
        .checked
        .scos
        .first()
        .map_or_else(|| "index.html".to_owned(), |part| site.launch(part));
    page::open(
        &view,
        &mut out,
        view.word("glossary"),
        &launch,
        |language| site.glossary(language),
    );
    out.push_str("<article class=\"cp-lesson cp-glossary\"");
    View::push_language(&mut out, language);
    out.push_str(">\n<header class=\"cp-lesson-head\"><h1>");
    view.push_word(&mut out, "glossary");
    out.push_str("</h1></header>\n<dl>\n");
    for term in &site.course.glossary {
        out.push_str("<dt>");
        escape::text(&mut out, &term.term);
        out.push_str("</dt>\n<dd>");
        view.markdown(&mut out, &term.definition);
        out.push_str("</dd>\n");
    }
    out.push_str("</dl>\n</article>\n</main>\n");
    page::close(&view, &mut out);
    out
}
