//! The article of a lesson: its head, its text, what its type adds, its data.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::Serialize;

use super::answer::{self, Answer};
use super::captions::{self, Cue};
use super::page::external;
use super::question::letter;
use super::site::{Site, minutes};
use super::view::View;
use super::{blocks, escape, glossary};
use crate::course::{Lesson, LessonKind, Question, SeeAlsoTarget};

/// What the player reads from the page beside its HTML.
#[derive(Debug, Default, Serialize)]
struct Data<'a> {
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    questions: BTreeMap<&'a str, Answer>,
    #[serde(skip_serializing_if = "Option::is_none")]
    poll: Option<Poll>,
    /// The cues of each track: browsers load no tracks from the disk.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    captions: Vec<Vec<Cue>>,
}

#[derive(Debug, Serialize)]
struct Poll {
    prompt: String,
    options: BTreeMap<&'static str, Share>,
}

#[derive(Debug, Serialize)]
struct Share {
    text: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    share: Option<f64>,
}

/// The whole article, which the player takes over.
pub(super) fn article(view: &View<'_>, out: &mut String, at: usize) {
    let seat = &view.site.seats[at];
    let lesson = seat.lesson;
    out.push_str("<article class=\"cp-lesson\" data-lesson=\"");
    escape::attribute(out, &lesson.id.value);
    out.push_str("\" data-type=\"");
    out.push_str(lesson.kind.name());
    out.push('"');
    View::push_language(out, spoken(view, lesson));
    out.push_str(">\n");
    head(view, out, at);
    let mut terms = Vec::new();
    let questions = body(view, out, lesson, &mut terms);
    blocks::write(view, out, at);
    see_also(view, out, lesson);
    glossary::definitions(view, out, &terms);
    out.push_str("<script type=\"application/json\" class=\"cp-data\">");
    let data = Data {
        questions: questions
            .iter()
            .chain(lesson.listed_questions())
            .map(|question| (question.id.value.as_str(), answer::data(view, question)))
            .collect(),
        poll: poll(view, lesson),
        captions: captions(view, lesson),
    };
    out.push_str(&escape::json(&data));
    out.push_str("</script>\n</article>\n");
}

/// The language that the lesson is in: the page's, unless nothing of it was translated.
fn spoken<'v>(view: &View<'v>, lesson: &'v Lesson) -> &'v str {
    let own = view.site.course.language.as_str();
    let is = |tag: &Option<String>| {
        tag.as_ref()
            .is_some_and(|tag| tag.eq_ignore_ascii_case(view.language))
    };
    let translated = lesson.title.parts.iter().any(|(tag, _)| is(tag))
        || Site::texts(lesson)
            .iter()
            .any(|text| text.parts.iter().any(|part| is(&part.language)))
        || lesson
            .questions()
            .any(|question| question.prompt.parts.iter().any(|part| is(&part.language)));
    if translated {
        return view.language;
    }
    // In a package in one language, what was never translated is still in its own.
    let marked = lesson
        .title
        .parts
        .first()
        .and_then(|(tag, _)| tag.as_deref());
    marked.unwrap_or(own)
}

fn head(view: &View<'_>, out: &mut String, at: usize) {
    let seat = &view.site.seats[at];
    let lesson = seat.lesson;
    out.push_str("<header class=\"cp-lesson-head\">\n<p class=\"cp-crumb\">");
    view.push(out, &view.site.sections[seat.section].module.title);
    out.push_str("</p>\n<h1>");
    view.push(out, &lesson.title);
    out.push_str("</h1>\n<p class=\"cp-meta\"><span class=\"cp-kind\">");
    let kind = format!("type.{}", lesson.kind.name());
    escape::text(out, view.site.words.get(view.language, &kind));
    out.push_str("</span>");
    if let Some(seconds) = lesson.duration {
        out.push_str(" <span class=\"cp-minutes\">");
        escape::text(
            out,
            &view.site.words.minutes(view.language, minutes(seconds)),
        );
        out.push_str("</span>");
    }
    out.push_str("</p>\n</header>\n");
}

/// The text with its questions, which are returned.
fn body<'l>(
    view: &View<'_>,
    out: &mut String,
    lesson: &'l Lesson,
    terms: &mut Vec<usize>,
) -> &'l [Question] {
    let Some(body) = &lesson.body else {
        return &[];
    };
    let part = body.get(view.language);
    out.push_str("<div class=\"cp-body\">\n");
    let html = if view.site.course.glossary.is_empty() {
        Cow::Borrowed(part.html.as_str())
    } else {
        Cow::Owned(view.site.terms.mark(&part.html, terms))
    };
    view.resolved(out, part, &html, |out, index| {
        if let Some(question) = part.questions.get(index) {
            view.question(out, question, true);
        }
    });
    out.push_str("</div>\n");
    &part.questions
}

fn see_also(view: &View<'_>, out: &mut String, lesson: &Lesson) {
    if lesson.see_also.is_empty() {
        return;
    }
    out.push_str("<aside class=\"cp-see-also\"><h2>");
    view.push_word(out, "seeAlso");
    out.push_str("</h2>\n<ul>\n");
    for link in &lesson.see_also {
        out.push_str("<li>");
        let title = link.title.get(view.language);
        match &link.target {
            SeeAlsoTarget::Url(url) => external(out, url, title, ""),
            SeeAlsoTarget::File(file) => {
                out.push_str("<a download href=\"");
                view.push_file(out, &file.path);
                out.push_str("\">");
                escape::text(out, title);
                out.push_str("</a>");
            }
        }
        out.push_str("</li>\n");
    }
    out.push_str("</ul>\n</aside>\n");
}

fn captions(view: &View<'_>, lesson: &Lesson) -> Vec<Vec<Cue>> {
    let (LessonKind::Video(media) | LessonKind::Audio(media)) = &lesson.kind else {
        return Vec::new();
    };
    let text = |path: &str| view.site.checked.assets.get(path)?.captions.as_deref();
    media
        .captions
        .iter()
        .map(|track| captions::cues(text(&track.src.path).unwrap_or_default()))
        .collect()
}

fn poll(view: &View<'_>, lesson: &Lesson) -> Option<Poll> {
    let LessonKind::Poll {
        prompt, options, ..
    } = &lesson.kind
    else {
        return None;
    };
    let options = options.iter().enumerate().map(|(at, option)| {
        (
            letter(at),
            Share {
                text: option.text.get(view.language).plain.clone(),
                share: option.share,
            },
        )
    });
    Some(Poll {
        prompt: prompt.get(view.language).plain.chars().take(250).collect(),
        options: options.collect(),
    })
}
