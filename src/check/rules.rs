//! Rules of the course and what lessons need: a score needs a test, a video needs captions or a transcript.

use crate::course::{Course, Lesson, LessonKind, Module, TestsRule, nearest};
use crate::finding::{Finding, Findings, code};

pub(super) fn check(course: &Course, findings: &mut Findings) {
    let tests = course
        .all_lessons()
        .filter(|lesson| lesson.is_test() || lesson.unread)
        .count();
    if let (Some(success), 0) = (&course.success, tests) {
        findings.push(
            Finding::new(
                &code::SCORE_WITHOUT_TEST,
                "the course is to be passed by its score, but it has no test",
            )
            .at(success.place.clone())
            .help("add a lesson of type `test`, or remove `success`"),
        );
    }
    if let (TestsRule::Passed, Some(place), 0) = (
        course.completion.tests,
        &course.completion.tests_place,
        tests,
    ) {
        findings.push(
            Finding::new(
                &code::SCORE_WITHOUT_TEST,
                "tests are to be passed, but the course has none",
            )
            .at(place.clone())
            .help("add a lesson of type `test`, or remove `tests`"),
        );
    }
    for module in course.all_modules() {
        one_module(module, findings);
        for lesson in &module.lessons {
            one_lesson(lesson, findings);
        }
    }
    strings(course, findings);
}

fn one_module(module: &Module, findings: &mut Findings) {
    if module.lessons.is_empty() && module.modules.is_empty() {
        findings.push(
            Finding::new(
                &code::EMPTY_MODULE,
                format!("the module `{}` has no lessons", module.id.value),
            )
            .at(module.id.place.clone())
            .help("add `lessons:`, or remove the module"),
        );
    }
    let test = |lesson: &Lesson| lesson.is_test() || lesson.unread;
    if let Some(place) = &module.skip_if_passed
        && !module.lessons.iter().any(test)
    {
        findings.push(
            Finding::new(
                &code::SKIP_WITHOUT_TEST,
                format!("the module `{}` has no test to pass", module.id.value),
            )
            .at(place.clone())
            .help("add a lesson of type `test` to the module, or remove `skip-if-passed`"),
        );
    }
}

fn one_lesson(lesson: &Lesson, findings: &mut Findings) {
    if lesson.unread {
        return;
    }
    let mut fault = |rule, message: &str, help: &str| {
        findings.push(
            Finding::new(rule, message)
                .at(lesson.place.clone())
                .help(help),
        );
    };
    let empty = lesson
        .body
        .as_ref()
        .is_none_or(|body| body.first().html.trim().is_empty());
    match &lesson.kind {
        LessonKind::Article if empty => {
            fault(
                &code::EMPTY_LESSON,
                "the article has no text",
                "write its text, or remove the lesson",
            );
        }
        LessonKind::Video(media) | LessonKind::Audio(media)
            if media.captions.is_empty() && media.transcript.is_none() =>
        {
            let what = lesson.kind.name();
            fault(
                &code::NO_CAPTIONS,
                &format!("the {what} has neither captions nor a transcript"),
                "add `captions:` under `media:`, or `transcript:` with a Markdown file",
            );
        }
        LessonKind::Video(media)
            if media.described.is_none()
                && !media
                    .captions
                    .iter()
                    .any(|track| track.kind == "descriptions") =>
        {
            fault(
                &code::NO_DESCRIPTION,
                "nothing says whether the video can be followed without seeing it",
                "write `described: true` under `media:` if the sound or the transcript tells what the picture shows; else name a version with audio description, or a track of the kind `descriptions`",
            );
        }
        LessonKind::Reflection { prompts } if prompts.is_empty() => {
            fault(
                &code::MISSING_FIELD,
                "a lesson of type `reflection` needs a field `prompt`",
                "add `prompt:` or `prompts:`",
            );
        }
        _ => {}
    }
}

/// The player's own words that the author replaces: they exist, and keep their placeholders.
fn strings(course: &Course, findings: &mut Findings) {
    let Ok(known) =
        serde_json::from_str::<std::collections::BTreeMap<String, String>>(crate::player::ENGLISH)
    else {
        return;
    };
    for (key, text) in &course.strings {
        let (english, plural) = match key.value.rsplit_once('.') {
            // A language may have plural forms that English has not, and a form for one number need not name it.
            Some((name, form @ ("zero" | "one" | "two" | "few" | "many" | "other"))) => {
                let other = || known.get(&format!("{name}.other"));
                (known.get(&key.value).or_else(other), Some(form))
            }
            _ => (known.get(&key.value), None),
        };
        let Some(english) = english else {
            let finding = Finding::new(
                &code::UNKNOWN_STRING,
                format!("the player has no words `{}`", key.value),
            )
            .at(key.place.clone());
            findings.push(
                match nearest(&key.value, known.keys().map(String::as_str)) {
                    Some(name) => finding.help(format!("did you mean `{name}`?")),
                    None => finding.help("remove it"),
                },
            );
            continue;
        };
        let exact = matches!(plural, Some("zero" | "two"));
        for placeholder in placeholders(english) {
            if exact && placeholder == "{n}" {
                continue;
            }
            if text
                .parts
                .iter()
                .any(|(_, text)| !text.contains(placeholder))
            {
                findings.push(
                    Finding::new(
                        &code::LOST_PLACEHOLDER,
                        format!("the words `{}` lack `{placeholder}`", key.value),
                    )
                    .at(text.place.clone())
                    .help(format!("the player's own words are `{english}`")),
                );
            }
        }
    }
}

fn placeholders(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(start) = rest.find('{') {
        let Some(end) = rest[start..].find('}') else {
            break;
        };
        found.push(&rest[start..=start + end]);
        rest = &rest[start + end + 1..];
    }
    found
}
