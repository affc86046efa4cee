//! What becomes one SCO: the whole course, each module with lessons of its own, or each lesson.

use super::State;
use crate::course::{Course, Granularity};

/// A part of a course that an LMS launches on its own.
#[derive(Debug)]
pub(crate) struct ScoPart {
    /// `course`, or the id of the module or lesson.
    pub(crate) id: String,
    pub(crate) kind: Granularity,
    /// Its lessons, as indices into [`Course::all_lessons`], in order.
    pub(crate) lessons: Vec<usize>,
    pub(crate) state: State,
}

/// Splits a course; every lesson is in exactly one part, and a module without lessons of its own is none.
pub(super) fn split(course: &Course, granularity: Granularity) -> Vec<ScoPart> {
    let part = |id: &str, lessons: Vec<usize>| ScoPart {
        id: id.to_owned(),
        kind: granularity,
        lessons,
        state: State::default(),
    };
    match granularity {
        Granularity::Course => vec![part("course", (0..course.all_lessons().count()).collect())],
        Granularity::Module => {
            let mut first = 0;
            let mut parts = Vec::new();
            for module in course.all_modules() {
                let end = first + module.lessons.len();
                if end > first {
                    parts.push(part(&module.id.value, (first..end).collect()));
                }
                first = end;
            }
            parts
        }
        Granularity::Lesson => course
            .all_lessons()
            .enumerate()
            .map(|(index, lesson)| part(&lesson.id.value, vec![index]))
            .collect(),
    }
}
