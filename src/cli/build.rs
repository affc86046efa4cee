//! `build`: courses -> packages, what was written on standard output, what is wrong on standard error.

use std::collections::BTreeSet;
use std::env;
use std::io::{self, Write};

use super::args::{Args, Build, Granularity, Output};
use super::progress::Bar;
use super::{Exit, columns, complain_of, exit, reported, show, tell};
use crate::error::Error;
use crate::pipeline::{self, Format, Job, Languages, Out, Package};
use crate::report::{self, Reported, count};

pub(super) fn run(build: &Build, args: &Args) -> Result<Exit, Error> {
    let jobs = jobs(build)?;
    let bar = Bar::new("building", jobs.len(), args.quiet);
    let outcomes = pipeline::build_all(jobs, args.threads(), &bar);
    bar.finish();
    let courses = reported(&build.courses, outcomes);
    match build.output() {
        Output::Text => {
            let width = columns(terminal_size::terminal_size_of(io::stderr()));
            let text = report::Output::Text(report::Style {
                width,
                praise: false,
            });
            tell(|out| report::write(text, &courses, out))?;
            if !args.quiet {
                show(|out| written(&courses, out))?;
            }
        }
        output => show(|out| report::write(args.report(output, 0), &courses, out))?,
    }
    complain_of(&courses);
    Ok(exit(&courses, false))
}

impl Build {
    fn output(&self) -> Output {
        if self.json { Output::Json } else { self.output }
    }
}

/// The formats of a command line, each once, in the order of [`Format::ALL`].
pub(super) fn formats(named: &[Format]) -> Vec<Format> {
    let formats: BTreeSet<Format> = named.iter().copied().collect();
    formats.into_iter().collect()
}

/// What the command line means.
fn jobs(build: &Build) -> Result<Vec<Job>, Error> {
    let formats = formats(&build.formats);
    let out = build.out();
    let languages = if build.languages.is_empty() {
        Languages::Together
    } else if build.languages.iter().any(|tag| tag == "all") {
        Languages::Each
    } else {
        let mut tags: Vec<String> = Vec::new();
        for tag in &build.languages {
            if !tags.iter().any(|other| other.eq_ignore_ascii_case(tag)) {
                tags.push(tag.clone());
            }
        }
        Languages::These(tags)
    };
    let each = match &languages {
        Languages::These(tags) => tags.len(),
        Languages::Together | Languages::Each => 1,
    };
    let packages = build.courses.len() * formats.len() * each;
    if let Out::File(file) = &out
        && packages > 1
    {
        return Err(Error::Usage(format!(
            "{} is one file, but {} would be written; name a folder instead",
            file.display(),
            count(packages, "package")
        )));
    }
    let whole = formats.iter().all(|format| !format.has_lms());
    if whole
        && build
            .granularity
            .is_some_and(|what| what != Granularity::Course)
    {
        return Err(Error::Usage(
            "--granularity is about what an LMS launches, and without one a course is one whole"
                .to_owned(),
        ));
    }
    let epoch = epoch()?;
    Ok(build
        .courses
        .iter()
        .map(|course| Job {
            course: course.clone(),
            formats: formats.clone(),
            granularity: build.granularity.map(Into::into),
            lms: build.lms,
            languages: languages.clone(),
            out: out.clone(),
            digest: build.output() == Output::Json,
            epoch,
        })
        .collect())
}

/// The time that the environment sets for everything that is built.
fn epoch() -> Result<Option<u64>, Error> {
    let Some(value) = env::var_os("SOURCE_DATE_EPOCH") else {
        return Ok(None);
    };
    let value = value.to_string_lossy();
    value.parse().map(Some).map_err(|_| {
        Error::Usage(format!(
            "SOURCE_DATE_EPOCH is `{value}`, which is not a number of seconds since 1970"
        ))
    })
}

/// A line for each package.
fn written(courses: &[Reported], out: &mut dyn Write) -> io::Result<()> {
    for package in courses
        .iter()
        .filter_map(|reported| reported.result.as_ref().ok())
        .flat_map(|outcome| &outcome.packages)
    {
        line(package, out)?;
    }
    Ok(())
}

fn line(package: &Package, out: &mut dyn Write) -> io::Result<()> {
    write!(
        out,
        "{}  {}, {}, {}",
        package.path.display(),
        package.format.title(),
        size(package.bytes),
        count(package.entries, "file"),
    )?;
    if !package.format.has_lms() {
        return writeln!(out);
    }
    writeln!(
        out,
        ", {}, state at most {}",
        count(package.scos.len(), "SCO"),
        count(package.state_worst, "character"),
    )
}

/// Bytes as people read them.
fn size(bytes: u64) -> String {
    const UNITS: [&str; 4] = ["kB", "MB", "GB", "TB"];
    if bytes < 1000 {
        return count(usize::try_from(bytes).unwrap_or(0), "byte");
    }
    let (mut tenths, mut unit) = (bytes / 100, 0);
    while tenths >= 10_000 && unit + 1 < UNITS.len() {
        tenths /= 1000;
        unit += 1;
    }
    if tenths >= 1000 {
        return format!("{} {}", tenths / 10, UNITS[unit]);
    }
    format!("{}.{} {}", tenths / 10, tenths % 10, UNITS[unit])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_short() {
        let sizes = [1, 999, 1000, 12_345, 999_999, 2_900_000, 1_234_567_890];
        let read = sizes.map(size).join(", ");
        assert_eq!(
            read,
            "1 byte, 999 bytes, 1.0 kB, 12.3 kB, 999 kB, 2.9 MB, 1.2 GB"
        );
    }
}
