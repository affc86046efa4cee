//! `check`: courses -> a report on standard output.

use std::io;

use super::args::{Args, Check};
use super::build::formats;
use super::progress::Bar;
use super::{Exit, columns, complain_of, exit, reported, show};
use crate::error::Error;
use crate::{pipeline, report};

pub(super) fn run(check: &Check, args: &Args) -> Result<Exit, Error> {
    let formats = formats(&check.formats);
    let bar = Bar::new("checking", check.courses.len(), args.quiet);
    let outcomes = pipeline::check_all(&check.courses, &formats, args.threads(), &bar);
    bar.finish();
    let courses = reported(&check.courses, outcomes);
    let width = columns(terminal_size::terminal_size_of(io::stdout()));
    let output = args.report(check.output, width);
    show(|out| report::write(output, &courses, out))?;
    complain_of(&courses);
    Ok(exit(&courses, check.strict))
}
