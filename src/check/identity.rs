//! Ids: everything has one, and no two things have the same.

use std::collections::BTreeMap;

use crate::course::{Course, LessonKind, Spanned};
use crate::finding::{Finding, Findings, code};

/// Every id so far, where it was written and of what it is.
type Seen = BTreeMap<String, (Spanned<String>, &'static str)>;

pub(super) fn check(course: &Course, findings: &mut Findings) {
    let add = |id: &Spanned<String>,
               what: &'static str,
               seen: &mut Seen,
               findings: &mut Findings| {
        if id.value.is_empty() {
            let message = match what {
                "question" => "a question needs a field `id` where a lesson has several",
                "lesson" => "a lesson that is written in place needs a field `id`",
                // A field that must always be there: its absence is a finding already.
                _ => return,
            };
            findings.push(
                Finding::new(&code::MISSING_FIELD, message)
                    .at(id.place.clone())
                    .help("add an `id` that is unique in the course; what learners did is kept under it"),
            );
            return;
        }
        if let Some((before, other)) = seen.get(&id.value) {
            // An id that nobody wrote comes from the name of a lesson's file.
            let help = if id.place.text().contains(&id.value) {
                "give one of them another id: ids are unique in the course, and what learners did is kept under them"
            } else {
                "the id comes from the file's name: write an `id` of its own in the file, unique in the course"
            };
            findings.push(
                Finding::new(
                    &code::DUPLICATE_ID,
                    format!("the id `{}` of this {what} is taken by a {other}", id.value),
                )
                .at(id.place.clone())
                .related(before.place.clone(), "first here")
                .help(help),
            );
        } else {
            seen.insert(id.value.clone(), (id.clone(), what));
        }
    };
    let mut seen = Seen::new();
    for module in course.all_modules() {
        add(&module.id, "module", &mut seen, findings);
        for lesson in module.lessons.iter().filter(|lesson| !lesson.unread) {
            add(&lesson.id, "lesson", &mut seen, findings);
        }
    }
    for lesson in course.all_lessons() {
        for question in lesson.questions() {
            add(&question.id, "question", &mut seen, findings);
        }
        if let LessonKind::Reflection { prompts } = &lesson.kind {
            // A single prompt without an id of its own has the lesson's.
            for prompt in prompts
                .iter()
                .filter(|prompt| prompt.id.value != lesson.id.value)
            {
                add(&prompt.id, "prompt", &mut seen, findings);
            }
        }
    }
    let mut outcomes = Seen::new();
    for outcome in &course.outcomes {
        add(&outcome.id, "learning outcome", &mut outcomes, findings);
    }
}
