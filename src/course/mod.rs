//! The model of a course.

/// How much of a course becomes one SCO or AU.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Granularity {
    /// The whole course.
    Course,
    /// Each module at the top.
    Module,
    /// Each lesson.
    Lesson,
}

/// The JSON Schema of a course definition.
pub fn schema() -> serde_json::Value {
    serde_json::json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Course definition",
        "type": "object",
    })
}
