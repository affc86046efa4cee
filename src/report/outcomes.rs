//! What LMSs will record -> a table for each learner for people, or one JSON document.
//!
//! The document: `version`; `courses`, each with `course`, `title`, `findings` as in the other reports, `error` where
//! nothing could be done, and `formats`: `format`, `granularity`, `records` (whether there is an LMS at all) and
//! `learners`, which are [`Foretold`] with their fields in camel case.

use std::io::{self, Write};

use anstyle::{AnsiColor, Style};
use serde::Serialize;

use super::json::{Found, found};
use super::{clean, count};
use crate::error::Error;
use crate::outcome::{Completion, Foretold, Moment, Record, Success, Sums, When, Whole};
use crate::pipeline::{Forecast, Format, Outcome};

/// What was foretold of one course.
#[derive(Debug)]
pub struct Foreseen {
    /// The course as the user named it.
    pub course: String,
    /// What was found and foretold, or why nothing could be done.
    pub result: Result<(Outcome, Vec<Forecast>), Error>,
}

/// One JSON document about all courses.
pub fn json(courses: &[Foreseen], out: &mut dyn Write) -> io::Result<()> {
    let document = Document {
        version: env!("CARGO_PKG_VERSION"),
        courses: courses.iter().map(course).collect(),
    };
    serde_json::to_writer_pretty(&mut *out, &document)?;
    writeln!(out)
}

#[derive(Serialize)]
struct Document<'a> {
    version: &'static str,
    courses: Vec<Course<'a>>,
}

#[derive(Serialize)]
struct Course<'a> {
    course: &'a str,
    title: Option<&'a str>,
    formats: Vec<Recorded<'a>>,
    findings: Vec<Found<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<String>,
}

#[derive(Serialize)]
struct Recorded<'a> {
    format: &'static str,
    granularity: &'static str,
    records: bool,
    learners: &'a [Foretold],
}

fn course(foreseen: &Foreseen) -> Course<'_> {
    let recorded = |forecast| {
        let Forecast {
            format,
            granularity,
            learners,
        }: &Forecast = forecast;
        Recorded {
            format: format.name(),
            granularity: granularity.name(),
            records: format.has_lms(),
            learners,
        }
    };
    match &foreseen.result {
        Ok((outcome, formats)) => Course {
            course: &foreseen.course,
            title: outcome.title.as_deref(),
            formats: formats.iter().map(recorded).collect(),
            findings: outcome.findings.0.iter().map(found).collect(),
            error: None,
        },
        Err(error) => Course {
            course: &foreseen.course,
            title: None,
            formats: Vec::new(),
            findings: Vec::new(),
            error: Some(error.to_string()),
        },
    }
}

const BOLD: Style = Style::new().bold();

/// A table for each kind of learner and time, with a line for each format and SCO.
pub fn text(courses: &[Foreseen], out: &mut dyn Write) -> io::Result<()> {
    let good = courses
        .iter()
        .filter_map(|course| course.result.as_ref().ok());
    let mut first = true;
    for (outcome, formats) in good.filter(|(_, formats)| !formats.is_empty()) {
        if !std::mem::take(&mut first) {
            writeln!(out)?;
        }
        let title = outcome.title.as_deref().unwrap_or_default();
        writeln!(out, "{BOLD}{}{BOLD:#}", clean(title))?;
        for forecast in formats.iter().filter(|forecast| !forecast.format.has_lms()) {
            writeln!(
                out,
                "{}: nothing is recorded; the learner's own browser keeps the progress.",
                forecast.format.title()
            )?;
        }
        let recording: Vec<&Forecast> = formats
            .iter()
            .filter(|forecast| forecast.format.has_lms())
            .collect();
        let learners = recording.first().map_or(0, |first| first.learners.len());
        for learner in 0..learners {
            let of: Vec<(Format, &Foretold)> = recording
                .iter()
                .filter_map(|forecast| Some((forecast.format, forecast.learners.get(learner)?)))
                .collect();
            one_learner(&of, out)?;
        }
    }
    Ok(())
}

fn one_learner(of: &[(Format, &Foretold)], out: &mut dyn Write) -> io::Result<()> {
    let Some((_, first)) = of.first() else {
        return Ok(());
    };
    for (at, moment) in first.moments.iter().enumerate() {
        let when = match (moment.when, first.moments.len()) {
            (_, 1) => String::new(),
            (When::Leaving, _) => ": on leaving".to_owned(),
            (When::End, _) => ": in the end".to_owned(),
        };
        writeln!(
            out,
            "\n{BOLD}{}{BOLD:#} ({}){when}",
            first.learner, first.does
        )?;
        let moments: Vec<(Format, &Moment)> = of
            .iter()
            .filter_map(|(format, foretold)| Some((*format, foretold.moments.get(at)?)))
            .collect();
        table(&moments, out)?;
    }
    Ok(())
}

/// A table: a line of headings, lines of cells, notes.
fn table(moments: &[(Format, &Moment)], out: &mut dyn Write) -> io::Result<()> {
    let several = moments.iter().any(|(_, moment)| moment.scos.len() > 1);
    let mut rows: Vec<(Style, Vec<String>)> = vec![(Style::new().dimmed(), headings(several))];
    let mut notes: Vec<String> = Vec::new();
    // Formats in which the same is recorded share their lines.
    for alike in moments.chunk_by(|(_, one), (_, other)| one == other) {
        let (_, moment) = alike[0];
        let title = titles(alike.iter().map(|(format, _)| format.title()));
        let mut name = title.clone();
        for record in &moment.scos {
            let mut cells = vec![std::mem::take(&mut name)];
            if several {
                cells.push(clean(&record.sco));
            }
            cells.extend(of_record(record));
            rows.push((colour(record), cells));
            for note in record
                .notes
                .iter()
                .chain(record.best.iter().flat_map(|best| &best.notes))
            {
                if !notes.contains(note) {
                    notes.push(note.clone());
                }
            }
            if record.best.is_some() {
                let note =
                    "questions are drawn by chance: from the worst draw to the best".to_owned();
                if !notes.contains(&note) {
                    notes.push(note);
                }
            }
        }
        if several {
            notes.push(format!("{title}: {}", whole(&moment.course)));
        }
    }
    let columns = rows[0].1.len();
    let widths: Vec<usize> = (0..columns)
        .map(|column| {
            let cells = rows.iter().map(|(_, cells)| cells[column].chars().count());
            cells.max().unwrap_or(0)
        })
        .collect();
    // The status is the cell that has a colour.
    let status = if several { 2 } else { 1 };
    for (line, (style, cells)) in rows.iter().enumerate() {
        write!(out, " ")?;
        for (column, (cell, width)) in cells.iter().zip(&widths).enumerate() {
            let style = if line == 0 || column == status {
                *style
            } else {
                Style::new()
            };
            let last = column + 1 == columns;
            let room = if last {
                0
            } else {
                width - cell.chars().count()
            };
            write!(out, " {style}{cell}{style:#}{:room$}", "")?;
            if !last {
                write!(out, " ")?;
            }
        }
        writeln!(out)?;
    }
    for note in notes {
        writeln!(out, "  - {note}")?;
    }
    Ok(())
}

/// `SCORM 2004 2nd, 3rd, 4th Edition`: what titles share is said once.
fn titles<'t>(all: impl Iterator<Item = &'t str>) -> String {
    let all: Vec<Vec<&str>> = all.map(|title| title.split(' ').collect()).collect();
    let Some((first, others)) = all.split_first() else {
        return String::new();
    };
    let shared = |same: &dyn Fn(&[&str], usize) -> bool| {
        let all_same = |at: &usize| others.iter().all(|other| same(other, *at));
        (0..first.len()).take_while(all_same).count()
    };
    if others.is_empty() {
        return first.join(" ");
    }
    let start = shared(&|other, at| other.get(at) == first.get(at));
    let last =
        |words: &[&str], at: usize| words.iter().rev().nth(at).map(|word| (*word).to_owned());
    let end = shared(&|other, at| last(other, at) == last(first, at));
    let middle = all
        .iter()
        .map(|title| title[start..title.len() - end].join(" "));
    let middle = middle.collect::<Vec<_>>().join(", ");
    let parts = [
        &first[..start],
        &[middle.as_str()],
        &first[first.len() - end..],
    ];
    parts.concat().join(" ")
}

fn headings(several: bool) -> Vec<String> {
    let mut all = vec!["format"];
    if several {
        all.push("SCO");
    }
    all.extend([
        "status",
        "score",
        "lessons",
        "bookmark",
        "interactions",
        "objectives",
        "exit",
    ]);
    all.into_iter().map(str::to_owned).collect()
}

fn colour(record: &Record) -> Style {
    let colour = |name: &str| match name {
        _ if name.contains("failed") => AnsiColor::BrightRed,
        "passed" | "completed" | "completed, passed" => AnsiColor::BrightGreen,
        _ => AnsiColor::Yellow,
    };
    let best = record.best.as_ref().map(|best| colour(&best.status));
    let own = colour(&record.status);
    match best {
        Some(best) if best != own => AnsiColor::Yellow.on_default(),
        _ => own.on_default(),
    }
}

/// The cells of a SCO, from its status on.
fn of_record(record: &Record) -> Vec<String> {
    let best = record.best.as_deref().unwrap_or(record);
    // What the worst draw gives and the best.
    let range = |of: &dyn Fn(&Record) -> String, between: &str| {
        let (worst, best) = (of(record), of(best));
        if worst == best {
            worst
        } else {
            format!("{worst}{between}{best}")
        }
    };
    let none = || "-".to_owned();
    let score = |record: &Record| {
        record
            .score
            .map_or_else(none, |score| score.raw.to_string())
    };
    let lessons = |record: &Record| {
        let measure = record.recorded.get("cmi.progress_measure");
        let measure = measure.and_then(|measure| measure.as_str());
        format!(
            "{}/{}{}",
            record.lessons.done,
            record.lessons.total,
            measure.map_or_else(String::new, |measure| format!(" ({measure})"))
        )
    };
    let exit = |record: &Record| {
        let mut all = record.recorded.iter();
        let exit = all.find(|(element, _)| element.ends_with(".exit"));
        match exit.map(|(_, value)| value.as_str().unwrap_or_default()) {
            None => none(),
            Some("") => "normal".to_owned(),
            Some(exit) => exit.to_owned(),
        }
    };
    let objectives = |record: &Record| {
        let all = record.objectives.len();
        if all == 0 {
            return none();
        }
        let is_done = |status: &serde_json::Value| status == "completed";
        let done = record.objectives.iter();
        let done = done.filter(|objective| objective.recorded.values().any(is_done));
        format!("{}/{all} completed", done.count())
    };
    vec![
        range(&|record| record.status.clone(), " or "),
        range(&score, " to "),
        range(&lessons, " to "),
        Some(&record.location)
            .filter(|id| !id.is_empty())
            .map_or_else(none, |id| clean(id)),
        answers(record),
        range(&objectives, " to "),
        range(&exit, " or "),
    ]
}

/// `9 correct, 2 neutral`.
fn answers(record: &Record) -> String {
    let all = &record.interactions;
    let parts: Vec<String> = [
        (all.correct, "correct"),
        (all.wrong, "wrong"),
        (all.neutral, "neutral"),
    ]
    .into_iter()
    .filter(|(number, _)| *number > 0)
    .map(|(number, word)| format!("{number} {word}"))
    .collect();
    if parts.is_empty() {
        "-".to_owned()
    } else {
        parts.join(", ")
    }
}

/// `incomplete, failed, score 33.33`.
fn summed(whole: &Whole) -> String {
    let completion = whole.completion.map(|completion| match completion {
        Completion::NotAttempted => "not attempted".to_owned(),
        Completion::Incomplete => "incomplete".to_owned(),
        Completion::Completed => "completed".to_owned(),
    });
    let success = whole.success.and_then(|success| match success {
        Success::Unknown => None,
        Success::Passed => Some("passed".to_owned()),
        Success::Failed => Some("failed".to_owned()),
    });
    let score = whole.score.map(|score| format!("score {}", score.raw));
    let parts = [completion, success, score].into_iter().flatten();
    parts.collect::<Vec<_>>().join(", ")
}

/// The course as a whole, in words.
fn whole(whole: &Whole) -> String {
    let counts = &whole.scos;
    let mut parts = vec![format!("{} completed", counts.completed)];
    for (number, word) in [
        (counts.passed, "passed"),
        (counts.failed, "failed"),
        (counts.not_attempted, "not attempted"),
    ] {
        if number > 0 {
            parts.push(format!("{number} {word}"));
        }
    }
    let counted = format!("of {} {}", count(counts.total, "SCO"), parts.join(", "));
    match whole.sums {
        Sums::Nobody => counted,
        Sums::Lms => format!("the course is as the LMS sums it up; {counted}"),
        Sums::Sequencing => format!("the course is {}; {counted}", summed(whole)),
    }
}
