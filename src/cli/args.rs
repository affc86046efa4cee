//! Every word of the command line and its help.

use std::ffi::OsString;
use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::{Parser, Subcommand, ValueEnum};

use crate::course;
use crate::lms::{self, Profile};
use crate::outcome::Learner;
use crate::pipeline::{Format, Out};

/// Builds courses into packages that learning management systems import and track.
///
/// A course is a folder with a definition (course.yaml, course.json or course.toml) and the Markdown and media that it
/// names. Every fault of a course is reported in one run, with its file, line and column and the way to mend it.
#[derive(Debug, Parser)]
#[command(
    name = "coursepack",
    version,
    max_term_width = 100,
    arg_required_else_help = true,
    subcommand_required = true,
    disable_help_subcommand = true,
    after_help = "'coursepack COMMAND --help' shows examples of a command.",
    after_long_help = examples::ALL
)]
pub struct Args {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,

    /// Say only what is wrong
    ///
    /// Neither progress nor what was written is shown; with a machine-readable output, only that is.
    #[arg(short, long, global = true, help_heading = "Global options")]
    pub quiet: bool,

    /// When to use colours
    ///
    /// `auto` uses them on a terminal unless the environment variable NO_COLOR is set.
    #[arg(
        long,
        global = true,
        value_name = "WHEN",
        default_value = "auto",
        help_heading = "Global options"
    )]
    pub color: Color,

    /// How many threads to use [default: as many as there are processors]
    ///
    /// The packages are the same for every number.
    #[arg(
        short,
        long,
        global = true,
        value_name = "N",
        help_heading = "Global options"
    )]
    pub jobs: Option<NonZeroUsize>,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Build packages of one or more courses
    ///
    /// Checks each course and writes a package for each format. Nothing is written of a course that has an error; one
    /// course that fails stops only itself. Several courses are built at once.
    ///
    /// If the environment variable SOURCE_DATE_EPOCH is set, it is the time of every file in the package. The same
    /// course gives the same bytes in any case.
    #[command(after_long_help = examples::BUILD)]
    Build(Build),
    /// Report what is wrong with courses and write nothing
    ///
    /// Checks what `build` checks.
    #[command(after_long_help = examples::CHECK)]
    Check(Check),
    /// Foretell what an LMS will have recorded of learners
    ///
    /// Plays the course by its own rules for learners of several kinds, and says for each format what stands in the LMS
    /// afterwards: completion and success, score, bookmark, answers, objectives, how the session ends. Nothing is
    /// written, and no browser is needed.
    ///
    /// Where a test draws its questions by chance, the worst and the best draw are given.
    #[command(after_long_help = examples::OUTCOMES)]
    Outcomes(Outcomes),
    /// Make a small course that builds, to start from
    ///
    /// Its comments teach the format: a Markdown lesson with a question in it, a quiz, a test, an image and a glossary.
    #[command(after_long_help = examples::NEW)]
    New(New),
    /// Print the JSON Schema of a course definition
    ///
    /// Editors complete and check a definition with it.
    #[command(after_long_help = examples::SCHEMA)]
    Schema,
    /// Explain the code of a finding: why it matters, how to mend it
    ///
    /// Without a code, all codes are listed.
    #[command(after_long_help = examples::EXPLAIN)]
    Explain(Explain),
    /// Print a completion script for a shell
    #[command(after_long_help = examples::COMPLETIONS)]
    Completions(Completions),
    /// Print the manual page
    #[command(after_long_help = examples::MAN)]
    Man,
}

/// What `build` takes.
#[derive(Debug, clap::Args)]
pub struct Build {
    /// Folders with a definition, or definitions
    #[arg(value_name = "COURSE", default_value = ".")]
    pub courses: Vec<PathBuf>,

    /// Format of the package; may be given more than once
    ///
    /// The formats of SCORM are for learning management systems; `scorm2004` is short for the 3rd edition, the one that
    /// most of them take. `html` is the course as a site: unpacked on any web server or disk,
    /// its index.html opens it, and the learner's browser keeps the progress.
    #[arg(short, long = "format", value_name = "FORMAT", default_value = "scorm12", value_parser = format())]
    pub formats: Vec<Format>,

    /// Where to write: a folder, or a file whose name ends in .zip
    ///
    /// A file is possible for one course in one format. In a folder, and in `dist` when this option is absent, a package
    /// is named after its course, version and format: `leadership-1.2.0-scorm12.zip`. A package of that name is replaced.
    #[arg(short, long, value_name = "DIR_or_FILE.zip")]
    pub out: Option<PathBuf>,

    /// What becomes one SCO, instead of what the definition says
    ///
    /// The format `html` is always one whole, whatever is said here or in the definition.
    #[arg(short, long, value_name = "WHAT")]
    pub granularity: Option<Granularity>,

    /// For one LMS: the package is one that it imports
    ///
    /// Each adaptation is listed with what is lost by it. Without this option a package is for any LMS that keeps to the
    /// standard.
    #[arg(long, value_name = "NAME", value_parser = profile())]
    pub lms: Option<&'static Profile>,

    /// A package in this language only; may be given more than once, `all` is one for each
    ///
    /// The tag is one of the course's languages, such as `cy`, and the package is named after it:
    /// `leadership-1.2.0-scorm12-cy.zip`. Without this option one package has all languages and follows the learner's.
    /// The player's own words follow the learner in any case.
    #[arg(long = "language", value_name = "TAG")]
    pub languages: Vec<String>,

    /// Print one JSON document about what was written; short for --output json
    #[arg(long, conflicts_with = "output")]
    pub json: bool,

    /// Form of the report
    ///
    /// `text` says what was written on standard output and what is wrong on standard error. The others print one
    /// document on standard output.
    #[arg(long, value_name = "FORM", default_value = "text")]
    pub output: Output,
}

/// What `check` takes.
#[derive(Debug, clap::Args)]
pub struct Check {
    /// Folders with a definition, or definitions
    #[arg(value_name = "COURSE", default_value = ".")]
    pub courses: Vec<PathBuf>,

    /// Format that it is to be built in; may be given more than once
    ///
    /// What a format cannot hold, such as more state than its LMSs keep, is reported for these.
    #[arg(short, long = "format", value_name = "FORMAT", default_value = "scorm12", value_parser = format())]
    pub formats: Vec<Format>,

    /// Form of the report
    #[arg(long, value_name = "FORM", default_value = "text")]
    pub output: Output,

    /// End with exit code 1 on warnings too
    #[arg(long)]
    pub strict: bool,
}

/// What `outcomes` takes.
#[derive(Debug, clap::Args)]
pub struct Outcomes {
    /// Folders with a definition, or definitions
    #[arg(value_name = "COURSE", default_value = ".")]
    pub courses: Vec<PathBuf>,

    /// Format of the package; may be given more than once [default: all]
    #[arg(short, long = "format", value_name = "FORMAT", value_parser = format())]
    pub formats: Vec<Format>,

    /// What becomes one SCO, instead of what the definition says
    #[arg(short, long, value_name = "WHAT")]
    pub granularity: Option<Granularity>,

    /// Kind of learner; may be given more than once [default: all]
    ///
    /// `passes` answers everything rightly at once, `fails` uses up every try wrongly, `second-try` answers wrongly and
    /// then rightly where there is a second try, `without-test` answers no test; all of them do every lesson. `leaves`
    /// goes half-way and returns. `views` opens every lesson, marks nothing and answers nothing.
    #[arg(long = "learner", value_name = "NAME", value_parser = learner())]
    pub learners: Vec<Learner>,

    /// Print one JSON document
    ///
    /// It has, for each course, format, learner and time, every SCO with `completion`, `success`, `score`, `lessons`,
    /// `location`, `status`, `recorded` (the elements of the data model as the LMS has them), `objectives` and
    /// `interactions`, and the `course` as a whole.
    #[arg(long)]
    pub json: bool,
}

/// What `new` takes.
#[derive(Debug, clap::Args)]
pub struct New {
    /// The folder to make; one that exists must be empty
    #[arg(value_name = "DIR")]
    pub dir: PathBuf,
}

/// What `explain` takes.
#[derive(Debug, clap::Args)]
pub struct Explain {
    /// Codes as reports show them, such as COURSE-unknown-field, in any case
    #[arg(value_name = "CODE")]
    pub codes: Vec<String>,

    /// Explain every code
    #[arg(long, conflicts_with = "codes")]
    pub all: bool,

    /// Write Markdown
    #[arg(long)]
    pub markdown: bool,
}

/// What `completions` takes.
#[derive(Debug, clap::Args)]
pub struct Completions {
    /// The shell
    pub shell: clap_complete::Shell,
}

/// When to use colours.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum Color {
    /// On a terminal, unless NO_COLOR is set.
    Auto,
    /// Everywhere.
    Always,
    /// Nowhere.
    Never,
}

impl From<Color> for anstream::ColorChoice {
    fn from(color: Color) -> Self {
        match color {
            Color::Auto => Self::Auto,
            Color::Always => Self::Always,
            Color::Never => Self::Never,
        }
    }
}

/// The colours of help, which is shown before the command line has been read.
pub(super) fn color_of_help(args: impl IntoIterator<Item = OsString>) -> clap::ColorChoice {
    let mut args = args.into_iter();
    while let Some(arg) = args.next() {
        let value = match arg.to_str() {
            Some("--color") => args.next(),
            Some(arg) => arg.strip_prefix("--color=").map(OsString::from),
            None => None,
        };
        match value.as_ref().and_then(|value| value.to_str()) {
            Some("always") => return clap::ColorChoice::Always,
            Some("never") => return clap::ColorChoice::Never,
            _ => {}
        }
    }
    clap::ColorChoice::Auto
}

/// What becomes one SCO.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Granularity {
    /// The course: one SCO with a contents list of its own
    Course,
    /// Each module at the top: the LMS lists the modules
    Module,
    /// Each lesson: the LMS lists the lessons
    Lesson,
}

impl From<Granularity> for course::Granularity {
    fn from(granularity: Granularity) -> Self {
        match granularity {
            Granularity::Course => Self::Course,
            Granularity::Module => Self::Module,
            Granularity::Lesson => Self::Lesson,
        }
    }
}

/// The form of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Output {
    /// Excerpts for people
    Text,
    /// One document with all that is known
    Json,
    /// SARIF 2.1.0, for code scanning
    Sarif,
    /// JUnit XML, for test reports
    Junit,
    /// Workflow commands, for annotations on GitHub
    Github,
}

impl Build {
    /// A path that ends in .zip is a file, unless there is such a folder.
    pub fn out(&self) -> Out {
        match &self.out {
            None => Out::Default,
            Some(path) => {
                let zip = path
                    .extension()
                    .is_some_and(|extension| extension.eq_ignore_ascii_case("zip"));
                if zip && !path.is_dir() {
                    Out::File(path.clone())
                } else {
                    Out::Dir(path.clone())
                }
            }
        }
    }
}

/// Reads a format by its name, so that a new one needs nothing here.
fn format() -> impl TypedValueParser<Value = Format> {
    let names = Format::ALL.iter().map(|format| {
        let aliases = Format::ALIASES.iter().filter(|(_, of)| of == format);
        PossibleValue::new(format.name()).aliases(aliases.map(|(alias, _)| *alias))
    });
    PossibleValuesParser::new(names).try_map(|name| name.parse::<Format>())
}

/// An LMS by the name of its profile.
fn profile() -> impl TypedValueParser<Value = &'static Profile> {
    PossibleValuesParser::new(lms::all().iter().map(|profile| profile.name))
        .try_map(|name| lms::named(&name).ok_or("there is no such profile"))
}

/// Reads a kind of learner by its name.
fn learner() -> impl TypedValueParser<Value = Learner> {
    PossibleValuesParser::new(Learner::ALL.iter().map(|learner| learner.name()))
        .try_map(|name| name.parse::<Learner>())
}

/// The examples of the help and the manual page.
pub(super) mod examples {
    /// Of the whole program.
    pub(in crate::cli) const ALL: &str = "\
Examples:
  coursepack new ward-safety             Make a small course to start from
  coursepack check ward-safety           Say what is wrong with it
  coursepack build ward-safety           Write dist/ward-safety-0.1.0-scorm12.zip
  coursepack explain COURSE-missing-alt  Why a finding matters and how to mend it

Exit codes:
  0  done; there may be warnings
  1  a course has problems
  2  could not run: a wrong command line, a missing folder, a full disk
  The worst of several courses counts.";

    /// Of `build`.
    pub(in crate::cli) const BUILD: &str = "\
Examples:
  coursepack build
      The course in this folder, to dist/
  coursepack build leadership --out leadership.zip
      To a file of this name
  coursepack build courses/* --out packages --jobs 4
      Every course of a folder, on four threads
  coursepack build leadership --granularity module
      One SCO a module, so that the LMS lists the modules
  coursepack build leadership --format scorm12 --format html
      For the LMS, and as a site for any web server or disk
  coursepack build leadership --format scorm2004 --lms moodle
      As SCORM 2004, adapted to what Moodle can import
  coursepack build leadership --language all
      A package for each language of the course
  coursepack build leadership --json | jq -r '.courses[].packages[].sha256'
      The checksum of what was written";

    /// Of `check`.
    pub(in crate::cli) const CHECK: &str = "\
Examples:
  coursepack check
      The course in this folder
  coursepack check courses/*
      Every course of a folder
  coursepack check --strict leadership
      With warnings as errors, before a release
  coursepack check --output sarif leadership > findings.sarif
      For code scanning
  coursepack check --output github leadership
      Annotations in a workflow on GitHub";

    /// Of `outcomes`.
    pub(in crate::cli) const OUTCOMES: &str = "\
Examples:
  coursepack outcomes
      All formats and learners, for the course in this folder
  coursepack outcomes leadership --learner second-try
      What a penalty costs
  coursepack outcomes leadership --format scorm12 --granularity module
      One SCO a module
  coursepack outcomes leadership --json | jq '.courses[].formats[].learners[].moments[-1].course'
      What the LMS shows for the whole course";

    /// Of `new`.
    pub(in crate::cli) const NEW: &str = "\
Examples:
  coursepack new ward-safety
  coursepack build ward-safety";

    /// Of `schema`.
    pub(in crate::cli) const SCHEMA: &str = "\
Examples:
  coursepack schema > course.schema.json
      Then begin course.yaml with this line, for editors that know it:
      # yaml-language-server: $schema=course.schema.json";

    /// Of `explain`.
    pub(in crate::cli) const EXPLAIN: &str = "\
Examples:
  coursepack explain COURSE-unknown-field
  coursepack explain
      All codes, one a line
  coursepack explain --all --markdown > rules.md
      All explanations, as a page";

    /// Of `completions`.
    pub(in crate::cli) const COMPLETIONS: &str = "\
Examples:
  coursepack completions bash > ~/.local/share/bash-completion/completions/coursepack
  coursepack completions zsh > ~/.zfunc/_coursepack
  coursepack completions fish > ~/.config/fish/completions/coursepack.fish";

    /// Of `man`.
    pub(in crate::cli) const MAN: &str = "\
Examples:
  coursepack man | man -l -
  coursepack man > ~/.local/share/man/man1/coursepack.1";
}
