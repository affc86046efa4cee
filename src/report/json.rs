//! Outcomes -> one JSON document: what was written, what is wrong, what could not be done.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::value::{RawValue, to_raw_value};

use super::{Reported, help};
use crate::finding::{Finding, Place};
use crate::pipeline::{Package, Theme};

pub(super) fn write(courses: &[Reported], out: &mut dyn Write) -> io::Result<()> {
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
    packages: Vec<Written<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    theme: Option<Colours<'a>>,
    findings: Vec<Found<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<String>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Written<'a> {
    path: String,
    format: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    language: Option<&'a str>,
    bytes: u64,
    sha256: Option<&'a str>,
    entries: usize,
    scos: Vec<Sco<'a>>,
    state_worst: usize,
}

#[derive(Serialize)]
struct Sco<'a> {
    id: &'a str,
    title: &'a str,
    launch: &'a str,
}

#[derive(Serialize)]
struct Colours<'a> {
    accent: &'a str,
    /// A line for each pair: there are many, and people read them one below the other.
    contrast: Vec<Box<RawValue>>,
}

#[derive(Serialize)]
struct Contrast {
    mode: &'static str,
    foreground: &'static str,
    background: &'static str,
    ratio: f64,
    need: f64,
    #[serde(rename = "use")]
    usage: &'static str,
}

#[derive(Serialize)]
pub(super) struct Found<'a> {
    code: &'static str,
    severity: &'static str,
    message: &'a str,
    at: Option<At<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    label: Option<&'a str>,
    help: &'a str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related: Vec<Related<'a>>,
}

#[derive(Serialize)]
struct Related<'a> {
    at: At<'a>,
    label: &'a str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct At<'a> {
    path: &'a str,
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
}

fn course(reported: &Reported) -> Course<'_> {
    match &reported.result {
        Ok(outcome) => Course {
            course: &reported.course,
            title: outcome.title.as_deref(),
            packages: outcome.packages.iter().map(written).collect(),
            theme: outcome.theme.as_ref().map(theme),
            findings: outcome.findings.0.iter().map(found).collect(),
            error: None,
        },
        Err(error) => Course {
            course: &reported.course,
            title: None,
            packages: Vec::new(),
            theme: None,
            findings: Vec::new(),
            error: Some(error.to_string()),
        },
    }
}

fn written(package: &Package) -> Written<'_> {
    Written {
        path: package.path.display().to_string(),
        format: package.format.name(),
        language: package.language.as_deref(),
        bytes: package.bytes,
        sha256: package.sha256.as_deref(),
        entries: package.entries,
        scos: package
            .scos
            .iter()
            .map(|sco| Sco {
                id: &sco.id,
                title: &sco.title,
                launch: &sco.launch,
            })
            .collect(),
        state_worst: package.state_worst,
    }
}

fn theme(theme: &Theme) -> Colours<'_> {
    let pairs = theme.contrast.iter().filter_map(|pair| {
        let pair = Contrast {
            mode: pair.mode,
            foreground: pair.foreground,
            background: pair.background,
            ratio: pair.ratio,
            need: pair.need,
            usage: pair.usage,
        };
        to_raw_value(&pair).ok()
    });
    Colours {
        accent: &theme.accent,
        contrast: pairs.collect(),
    }
}

pub(super) fn found(finding: &Finding) -> Found<'_> {
    Found {
        code: finding.rule.code,
        severity: finding.severity().word(),
        message: &finding.message,
        at: finding.place.as_ref().map(at),
        label: finding.label.as_deref(),
        help: help(finding),
        related: finding
            .related
            .iter()
            .map(|(place, label)| Related {
                at: at(place),
                label,
            })
            .collect(),
    }
}

fn at(place: &Place) -> At<'_> {
    let (start, end) = (place.start(), place.end());
    At {
        path: &place.source.path,
        line: start.line,
        column: start.column,
        end_line: end.line,
        end_column: end.column,
    }
}
