//! Builds a course definition into packages that learning management systems import and track.
//!
//! The way of a course: `definition` (text to a node tree) -> `course` (the model) -> `check` (a checked
//! course) -> `render` (pages, as the content of any package) -> `package` (a plan for one format) ->
//! `archive` (the zip); `pipeline` goes it from end to end.
//! `outcome` foretells what an LMS will have recorded of learners who go through a checked course.
//! Every module depends only on those below it in this list.

pub mod cli;

pub mod report;

pub mod pipeline;

pub mod outcome;

pub mod render;

pub mod package;

pub mod sequencing;

pub mod manifest;

pub mod archive;

pub mod check;

pub mod course;

pub mod markdown;

pub(crate) mod definition;

pub mod player;

pub mod lms;

pub mod standard;

pub mod finding;

pub mod error;
