//! `schema`: the JSON Schema of a course definition.

use super::{Exit, show};
use crate::course;
use crate::error::Error;

pub(super) fn run() -> Result<Exit, Error> {
    show(|out| {
        serde_json::to_writer_pretty(&mut *out, &course::schema())?;
        writeln!(out)
    })?;
    Ok(Exit::Done)
}
