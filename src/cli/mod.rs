//! Words in, words out: reads the command line, runs one command, shows what came of it.

mod args;
mod build;
mod check;
mod completions;
mod explain;
mod man;
mod new;
mod outcomes;
mod progress;
mod schema;

use std::env;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::thread::available_parallelism;

pub use args::Args;
use args::{Command, Output};

use clap::{CommandFactory, FromArgMatches};

use crate::error::Error;
use crate::finding::Severity;
use crate::pipeline::{DEFINITIONS, Outcome};
use crate::report::{self, Reported};

/// How a run ended; the worst of several counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Exit {
    /// 0: done; there may be warnings.
    Done,
    /// 1: a course has problems.
    Problems,
    /// 2: could not run: a wrong command line, a missing folder, a full disk.
    CouldNotRun,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        match exit {
            Exit::Done => Self::SUCCESS,
            Exit::Problems => Self::from(1),
            Exit::CouldNotRun => Self::from(2),
        }
    }
}

/// Runs what the command line says.
pub fn run(args: &Args) -> Result<Exit, Error> {
    anstream::ColorChoice::from(args.color).write_global();
    match &args.command {
        Command::Build(build) => build::run(build, args),
        Command::Check(check) => check::run(check, args),
        Command::Outcomes(outcomes) => outcomes::run(outcomes, args),
        Command::New(new) => new::run(new, args),
        Command::Schema => schema::run(),
        Command::Explain(explain) => explain::run(explain),
        Command::Completions(completions) => completions::run(completions),
        Command::Man => man::run(),
    }
}

/// Says on standard error why nothing could be done.
pub fn complain(error: &Error) {
    // Nobody is left to tell when this fails.
    let _ = report::complaint(error, &mut anstream::stderr().lock());
}

impl Args {
    /// Reads the command line; help and mistakes in it end the program, in the colours that it asks for.
    pub fn read() -> Self {
        let command = Self::command().color(args::color_of_help(env::args_os()));
        Self::from_arg_matches(&command.get_matches()).unwrap_or_else(|error| error.exit())
    }

    /// How many threads to use.
    fn threads(&self) -> usize {
        self.jobs
            .or_else(|| available_parallelism().ok())
            .map_or(1, usize::from)
    }

    /// What a report looks like in this form, on a terminal of this width.
    fn report(&self, output: Output, width: usize) -> report::Output {
        match output {
            Output::Text => report::Output::Text(report::Style {
                width,
                praise: !self.quiet,
            }),
            Output::Json => report::Output::Json,
            Output::Sarif => report::Output::Sarif,
            Output::Junit => report::Output::Junit,
            Output::Github => report::Output::Github,
        }
    }
}

/// Writes to standard output all at once, with colours where they are wanted.
fn show(write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<(), Error> {
    let mut out = BufWriter::new(anstream::stdout().lock());
    write(&mut out)?;
    out.flush()?;
    Ok(())
}

/// Writes to standard error in the same way.
fn tell(write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<(), Error> {
    let mut out = BufWriter::new(anstream::stderr().lock());
    write(&mut out)?;
    out.flush()?;
    Ok(())
}

/// The columns to use on a terminal of this size, or where there is none.
fn columns(size: Option<(terminal_size::Width, terminal_size::Height)>) -> usize {
    size.map_or(120, |(width, _)| usize::from(width.0).clamp(60, 160))
}

/// Courses with what became of them.
fn reported(courses: &[PathBuf], outcomes: Vec<Result<Outcome, Error>>) -> Vec<Reported> {
    courses
        .iter()
        .zip(outcomes)
        .map(|(course, result)| Reported {
            course: course.display().to_string(),
            file: file(course),
            result,
        })
        .collect()
}

/// The definition of a course as people would name it: `course.yaml` of the course `.`.
fn file(course: &Path) -> String {
    let definition = DEFINITIONS
        .iter()
        .map(|name| course.join(name))
        .find(|path| path.is_file())
        .unwrap_or_else(|| course.to_path_buf());
    definition
        .strip_prefix(".")
        .unwrap_or(&definition)
        .display()
        .to_string()
}

/// Says why nothing could be done for some courses; in every form, because a report may go to a file.
fn complain_of(courses: &[Reported]) {
    courses
        .iter()
        .filter_map(|reported| reported.result.as_ref().err())
        .for_each(complain);
}

/// The exit code of what was reported.
fn exit(courses: &[Reported], strict: bool) -> Exit {
    courses
        .iter()
        .map(|reported| match &reported.result {
            Err(_) => Exit::CouldNotRun,
            Ok(outcome) if outcome.findings.has_errors() => Exit::Problems,
            Ok(outcome) if strict && outcome.findings.count(Severity::Warning) > 0 => {
                Exit::Problems
            }
            Ok(_) => Exit::Done,
        })
        .max()
        .unwrap_or(Exit::Done)
}
