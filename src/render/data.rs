//! The data script of a SCO: what the player knows before any page is fetched.

use serde::Serialize;
use serde_json::{Map, Value, json};

use super::escape;

use super::search::Index;
use super::site::{Site, minutes};
use crate::check::ScoPart;
use crate::check::{choice_bits, fnv, response_bits};
use crate::course::{
    CompleteBy, Granularity, Lesson, LessonKind, Markdown, Penalty, Picture, Question,
    QuestionKind, TestsRule, Text,
};

/// A question as far as the state is concerned.
#[derive(Debug, Serialize)]
struct Slot<'a> {
    id: &'a str,
    kind: &'static str,
    points: Value,
    bits: u32,
    check: u32,
}

/// The data script of a SCO.
pub(super) fn script(site: &Site<'_>, part: &ScoPart) -> String {
    format!(
        "(window.coursepack = window.coursepack || {{}}).course = {};\n",
        escape::json(&course(site, part))
    )
}

/// A number without `.0`.
pub(super) fn number(value: f64) -> Value {
    if value.fract() == 0.0 && value.abs() < 1e15 {
        #[expect(clippy::cast_possible_truncation, reason = "whole and small")]
        return json!(value as i64);
    }
    json!(value)
}

fn put(map: &mut Map<String, Value>, key: &str, value: impl Into<Value>) {
    map.insert(key.to_owned(), value.into());
}

impl Site<'_> {
    /// A text: a string in a course of one language, else a map.
    fn text(&self, text: &Text) -> Value {
        if !self.is_multilingual() {
            return json!(text.get(&self.course.language));
        }
        let parts = text.parts.iter();
        parts
            .map(|(language, text)| {
                (
                    language
                        .clone()
                        .unwrap_or_else(|| self.course.language.clone()),
                    json!(text),
                )
            })
            .collect::<Map<_, _>>()
            .into()
    }

    /// The same page in every language.
    fn pages(&self, name: impl Fn(&str) -> String) -> Value {
        let url = |language: &str| {
            let mut url = String::new();
            escape::path(&mut url, &name(language));
            Value::from(url)
        };
        if !self.is_multilingual() {
            return url(&self.course.language);
        }
        self.languages()
            .iter()
            .map(|language| (language.clone(), url(language)))
            .collect::<Map<_, _>>()
            .into()
    }

    fn picture(&self, picture: &Picture) -> Option<Value> {
        let asset = self.checked.assets.get(&picture.src.path)?;
        let mut src = String::new();
        escape::path(&mut src, &asset.name);
        Some(json!({"src": src, "alt": self.text(&picture.alt)}))
    }
}

fn course(site: &Site<'_>, part: &ScoPart) -> Value {
    let course = site.course;
    let (title, description, duration) = site.about(part);
    let mut map = Map::new();
    put(&mut map, "format", site.world.player.name());
    put(&mut map, "generator", super::GENERATOR);
    put(&mut map, "id", course.id.value.as_str());
    put(&mut map, "version", course.version.as_str());
    put(&mut map, "language", course.language.as_str());
    put(&mut map, "languages", json!(course.languages));
    let words = site.words.names();
    put(
        &mut map,
        "words",
        words
            .map(|(tag, name)| (tag.to_owned(), json!(name)))
            .collect::<Map<_, _>>(),
    );
    put(&mut map, "title", site.text(&course.title));
    if let Some(description) = description {
        put(&mut map, "description", site.text(description));
    }
    put(
        &mut map,
        "sco",
        json!({"id": part.id, "kind": part.kind.name(), "title": site.text(title), "count": site.checked.scos.len()}),
    );
    if let Some(cover) = course.cover.as_ref().and_then(|cover| site.picture(cover)) {
        put(&mut map, "cover", cover);
    }
    if let Some(logo) = course
        .theme
        .logo
        .as_ref()
        .and_then(|logo| site.picture(logo))
    {
        put(&mut map, "logo", logo);
    }
    if let Some(license) = &course.license {
        let mut facts = Map::new();
        put(&mut facts, "name", license.name.as_str());
        if let Some(url) = &license.url {
            put(&mut facts, "url", url.as_str());
        }
        put(&mut map, "licence", facts);
    }
    if !course.authors.is_empty() {
        let authors: Vec<Value> = course
            .authors
            .iter()
            .map(|author| json!({"name": author.name, "role": author.role}))
            .collect();
        put(&mut map, "authors", authors);
    }
    if let Some(seconds) = duration {
        put(&mut map, "minutes", minutes(seconds));
    }
    put(
        &mut map,
        "sequence",
        if course.linear { "linear" } else { "free" },
    );
    put(
        &mut map,
        "reflections",
        if course.record_reflections && site.world.player.has_lms() {
            "record"
        } else {
            "private"
        },
    );
    let tests = match course.completion.tests {
        TestsRule::Attempted => "attempted",
        TestsRule::Passed => "passed",
        TestsRule::None => "none",
    };
    put(
        &mut map,
        "completion",
        json!({"lessons": number(course.completion.lessons), "tests": tests}),
    );
    // The LMS counts how often it is done, so it has to come to an end.
    let counted = |at: &usize| {
        let mut chain = site.chain(site.seats[*at].section);
        chain.any(|section| site.sections[section].module.attempts.is_some())
    };
    if part.kind != Granularity::Course && part.lessons.first().is_some_and(counted) {
        put(&mut map, "ends", true);
    }
    if site.shares() {
        put(&mut map, "shares", true);
    }
    // A SCO without a test has no score, and no mark that an LMS could know better.
    let tested = part
        .lessons
        .iter()
        .any(|at| site.seats[*at].lesson.is_test());
    if let Some(success) = course.success.as_ref().filter(|_| tested) {
        put(&mut map, "success", json!({"score": number(success.value)}));
    }
    if !course.glossary.is_empty() {
        put(
            &mut map,
            "glossary",
            site.pages(|language| site.glossary(language)),
        );
    }
    // Where the scripts of the index are cut, and which place in the course the first lesson here has.
    if let (Some(first), true) = (part.lessons.first(), part.lessons.len() > 1) {
        let of = |index: &Index| format!("{} {first} {}", index.tag(), index.starts);
        let all = site
            .search
            .iter()
            .map(|index| (index.language.clone(), of(index).into()));
        let search = match &site.search[..] {
            [only] => of(only).into(),
            _ => Value::Object(all.collect()),
        };
        put(&mut map, "search", search);
    }
    let state = part.state;
    put(
        &mut map,
        "state",
        json!({"width": state.width, "salt": state.salt, "limit": site.world.room, "worst": state.worst}),
    );
    if !course.outcomes.is_empty() {
        let outcomes = course
            .outcomes
            .iter()
            .map(|outcome| json!({"id": outcome.id.value, "text": site.text(&outcome.text)}));
        put(&mut map, "outcomes", outcomes.collect::<Vec<_>>());
    }
    let sections = site.sections_of(part);
    put(
        &mut map,
        "modules",
        sections
            .iter()
            .map(|at| module(site, *at, &sections))
            .collect::<Vec<_>>(),
    );
    put(
        &mut map,
        "lessons",
        part.lessons
            .iter()
            .map(|at| lesson(site, part, *at, &sections))
            .collect::<Vec<_>>(),
    );
    let objectives: Vec<&str> = sections
        .iter()
        .map(|at| &site.sections[*at])
        .filter(|section| !section.lessons.is_empty())
        .map(|section| section.module.id.value.as_str())
        .collect();
    put(&mut map, "objectives", objectives);
    map.into()
}

fn module(site: &Site<'_>, at: usize, inside: &[usize]) -> Value {
    let section = &site.sections[at];
    let module = section.module;
    let mut map = Map::new();
    put(&mut map, "id", module.id.value.as_str());
    put(&mut map, "title", site.text(&module.title));
    put(&mut map, "number", section.number.as_str());
    if let Some(parent) = section.parent.filter(|parent| inside.contains(parent)) {
        put(
            &mut map,
            "parent",
            site.sections[parent].module.id.value.as_str(),
        );
    }
    if let Some(description) = &module.description {
        put(&mut map, "description", site.text(description));
    }
    if let Some(seconds) = module.duration {
        put(&mut map, "minutes", minutes(seconds));
    }
    let requires: Vec<&str> = module
        .requires
        .iter()
        .map(|id| id.value.as_str())
        .filter(|id| {
            site.section(id).is_some_and(|at| inside.contains(&at))
                || site
                    .lesson(id)
                    .is_some_and(|lesson| inside.contains(&site.seats[lesson].section))
        })
        .collect();
    if !requires.is_empty() {
        put(&mut map, "requires", requires);
    }
    if module.skip_if_passed.is_some() {
        put(&mut map, "skipIfPassed", true);
    }
    map.into()
}

fn lesson(site: &Site<'_>, part: &ScoPart, at: usize, inside: &[usize]) -> Value {
    let seat = &site.seats[at];
    let lesson = seat.lesson;
    let mut map = Map::new();
    put(&mut map, "id", lesson.id.value.as_str());
    put(
        &mut map,
        "module",
        site.sections[seat.section].module.id.value.as_str(),
    );
    put(&mut map, "type", lesson.kind.name());
    put(&mut map, "title", site.text(&lesson.title));
    put(&mut map, "number", seat.number.as_str());
    if let Some(seconds) = lesson.duration {
        put(&mut map, "minutes", minutes(seconds));
    }
    put(
        &mut map,
        "page",
        site.pages(|language| format!("lessons/{}", site.page(at, language))),
    );
    let completion = match lesson.complete_by {
        CompleteBy::Manual => "manual",
        CompleteBy::View => "view",
        CompleteBy::Auto => "auto",
    };
    put(&mut map, "completion", completion);
    let requires: Vec<&str> = lesson
        .requires
        .iter()
        .map(|id| id.value.as_str())
        .filter(|id| {
            site.lesson(id)
                .is_some_and(|other| part.lessons.contains(&other))
                || site.section(id).is_some_and(|at| inside.contains(&at))
        })
        .collect();
    if !requires.is_empty() {
        put(&mut map, "requires", requires);
    }
    put(&mut map, "counts", !matches!(lesson.kind, LessonKind::End));
    if !lesson.outcomes.is_empty() {
        put(
            &mut map,
            "outcomes",
            lesson
                .outcomes
                .iter()
                .map(|id| id.value.as_str())
                .collect::<Vec<_>>(),
        );
    }
    if let LessonKind::Test { rules, .. } = &lesson.kind {
        let mut test = Map::new();
        put(&mut test, "attempts", rules.attempts);
        match rules.penalty {
            Penalty::Points(points) if points > 0.0 => {
                put(&mut test, "penalty", json!({"points": number(points)}))
            }
            Penalty::Share(share) if share > 0.0 => {
                put(&mut test, "penalty", json!({"share": number(share)}))
            }
            Penalty::Points(_) | Penalty::Share(_) => {}
        }
        if let Some(pass) = rules.pass {
            put(&mut test, "pass", number(pass));
        }
        put(&mut test, "shuffle", rules.shuffle);
        if let Some(draw) = &rules.draw {
            put(&mut test, "draw", draw.value);
        }
        put(&mut map, "test", test);
    }
    let slots = slots(lesson);
    if !slots.is_empty() {
        put(&mut map, "questions", json!(slots));
    }
    let texts = texts(lesson);
    if !texts.is_empty() {
        put(&mut map, "texts", texts);
    }
    map.into()
}

/// What is recorded of a lesson: its questions, its vote, its checklist.
fn slots(lesson: &Lesson) -> Vec<Slot<'_>> {
    let listed = lesson.listed_questions();
    let mut slots: Vec<Slot<'_>> = lesson
        .inline_questions()
        .iter()
        .map(|question| slot(question, 0.0))
        .chain(listed.iter().map(|question| {
            slot(
                question,
                if lesson.is_test() {
                    question.points
                } else {
                    0.0
                },
            )
        }))
        .collect();
    let id = lesson.id.value.as_str();
    match &lesson.kind {
        LessonKind::Poll {
            options, multiple, ..
        } => slots.push(Slot {
            id,
            kind: "poll",
            points: json!(0),
            bits: choice_bits(options.len(), *multiple),
            check: check("poll", options.iter().map(|option| plain(&option.text))),
        }),
        LessonKind::Exercise { checklist, .. } if !checklist.is_empty() => slots.push(Slot {
            id,
            kind: "checklist",
            points: json!(0),
            bits: choice_bits(checklist.len(), true),
            check: check("checklist", checklist.iter().map(plain)),
        }),
        _ => {}
    }
    slots
}

fn slot(question: &Question, points: f64) -> Slot<'_> {
    let kind = question.kind.name();
    let first = |text: &Text| {
        text.parts
            .first()
            .map_or_else(String::new, |(_, text)| text.clone())
    };
    let check = match &question.kind {
        QuestionKind::Choice { options, .. } => {
            check(kind, options.iter().map(|option| plain(&option.text)))
        }
        QuestionKind::Likert { scale } => check(kind, scale.iter().map(first)),
        QuestionKind::Matching { pairs } => {
            let targets = super::answer::targets(pairs);
            let texts = pairs
                .iter()
                .map(|pair| plain(&pair.source).to_owned())
                .chain(targets.iter().map(|target| first(target)));
            check(kind, texts)
        }
        QuestionKind::Sequencing { items } => check(kind, items.iter().map(plain)),
        QuestionKind::TrueFalse { .. }
        | QuestionKind::FillIn { .. }
        | QuestionKind::Numeric { .. }
        | QuestionKind::LongFillIn => check(kind, std::iter::empty::<&str>()),
    };
    Slot {
        id: &question.id.value,
        kind,
        points: number(points),
        bits: response_bits(&question.kind),
        check,
    }
}

fn plain(text: &Markdown) -> &str {
    &text.first().plain
}

/// Tells an edited set of answers from the one that a learner answered.
fn check<T: AsRef<str>>(kind: &str, texts: impl Iterator<Item = T>) -> u32 {
    let mut all = kind.to_owned();
    for text in texts {
        all.push('\n');
        all.push_str(text.as_ref());
    }
    fnv(&all) & 0xff
}

/// The ids of what learners write.
fn texts(lesson: &Lesson) -> Vec<&str> {
    let written = |kind: &QuestionKind| {
        matches!(
            kind,
            QuestionKind::FillIn { .. } | QuestionKind::Numeric { .. } | QuestionKind::LongFillIn
        )
    };
    let mut ids: Vec<&str> = Vec::new();
    match &lesson.kind {
        LessonKind::Discussion { .. } | LessonKind::Exercise { .. } => ids.push(&lesson.id.value),
        LessonKind::Reflection { prompts } => {
            ids.extend(prompts.iter().map(|prompt| prompt.id.value.as_str()))
        }
        _ => {}
    }
    ids.extend(
        lesson
            .questions()
            .filter(|question| written(&question.kind))
            .map(|question| question.id.value.as_str()),
    );
    ids
}
