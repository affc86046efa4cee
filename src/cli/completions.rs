//! `completions`: a script for a shell.

use clap::CommandFactory;

use super::args::{Args, Completions};
use super::{Exit, show};
use crate::error::Error;

pub(super) fn run(completions: &Completions) -> Result<Exit, Error> {
    let mut command = Args::command();
    let mut script = Vec::new();
    clap_complete::generate(completions.shell, &mut command, "coursepack", &mut script);
    show(|out| out.write_all(&script))?;
    Ok(Exit::Done)
}
