//! Findings -> JUnit XML: a suite a course, a case a finding; only errors fail.

use std::io::{self, Write};

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};

use super::{Reported, clean, whereabouts, words};
use crate::finding::{Finding, Severity};

pub(super) fn write(courses: &[Reported], out: &mut dyn Write) -> io::Result<()> {
    let suites: Vec<Suite> = courses.iter().map(suite).collect();
    let mut xml = Writer::new_with_indent(out, b' ', 2);
    xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    let all: Vec<&Case> = suites.iter().flat_map(|suite| &suite.cases).collect();
    xml.create_element("testsuites")
        .with_attribute(("name", "coursepack"))
        .with_attributes(
            counts(&all)
                .iter()
                .map(|(key, value)| (*key, value.as_str())),
        )
        .write_inner_content(|xml| suites.iter().try_for_each(|suite| suite.write(xml)))?;
    writeln!(xml.into_inner())
}

struct Suite {
    name: String,
    cases: Vec<Case>,
}

struct Case {
    name: String,
    class: String,
    verdict: Verdict,
}

enum Verdict {
    Passed,
    /// A warning or note: the case passes and says it.
    Remark(String),
    /// An error: its code, its message in a line, all its words.
    Failed(&'static str, String, String),
    /// Nothing could be done, and why.
    Stopped(String),
}

fn suite(reported: &Reported) -> Suite {
    let name = xml_text(&reported.file);
    let case = |verdict| Case {
        name: "course".to_owned(),
        class: name.clone(),
        verdict,
    };
    let cases = match &reported.result {
        Ok(outcome) if outcome.findings.0.is_empty() => vec![case(Verdict::Passed)],
        Ok(outcome) => outcome
            .findings
            .0
            .iter()
            .map(|finding| found(&name, finding))
            .collect(),
        Err(error) => vec![case(Verdict::Stopped(xml_text(&error.to_string())))],
    };
    Suite { name, cases }
}

fn found(course: &str, finding: &Finding) -> Case {
    let code = finding.rule.code;
    let place = finding.place.as_ref();
    let words = xml_text(&words(finding));
    Case {
        name: place.map_or_else(
            || code.to_owned(),
            |place| format!("{code} {}", xml_text(&whereabouts(place))),
        ),
        class: place.map_or_else(|| course.to_owned(), |place| xml_text(&place.source.path)),
        verdict: match finding.severity() {
            Severity::Error => Verdict::Failed(code, xml_text(&finding.message), words),
            severity => Verdict::Remark(format!("{severity}: {words}")),
        },
    }
}

impl Suite {
    fn write<W: Write>(&self, xml: &mut Writer<W>) -> io::Result<()> {
        let cases: Vec<&Case> = self.cases.iter().collect();
        xml.create_element("testsuite")
            .with_attribute(("name", self.name.as_str()))
            .with_attributes(
                counts(&cases)
                    .iter()
                    .map(|(key, value)| (*key, value.as_str())),
            )
            .write_inner_content(|xml| self.cases.iter().try_for_each(|case| case.write(xml)))?;
        Ok(())
    }
}

impl Case {
    fn write<W: Write>(&self, xml: &mut Writer<W>) -> io::Result<()> {
        let case = xml.create_element("testcase").with_attributes([
            ("name", self.name.as_str()),
            ("classname", self.class.as_str()),
            ("time", "0"),
        ]);
        match &self.verdict {
            Verdict::Passed => case.write_empty()?,
            Verdict::Remark(words) => case.write_inner_content(|xml| {
                xml.create_element("system-out")
                    .write_text_content(BytesText::new(words))?;
                Ok(())
            })?,
            Verdict::Failed(code, message, words) => case.write_inner_content(|xml| {
                xml.create_element("failure")
                    .with_attributes([("message", message.as_str()), ("type", *code)])
                    .write_text_content(BytesText::new(words))?;
                Ok(())
            })?,
            Verdict::Stopped(message) => case.write_inner_content(|xml| {
                xml.create_element("error")
                    .with_attributes([("message", message.as_str()), ("type", "could-not-run")])
                    .write_empty()?;
                Ok(())
            })?,
        };
        Ok(())
    }
}

/// The attributes that count.
fn counts(cases: &[&Case]) -> Vec<(&'static str, String)> {
    let with = |wanted: fn(&Verdict) -> bool| {
        cases
            .iter()
            .filter(|case| wanted(&case.verdict))
            .count()
            .to_string()
    };
    vec![
        ("tests", cases.len().to_string()),
        (
            "failures",
            with(|verdict| matches!(verdict, Verdict::Failed(..))),
        ),
        (
            "errors",
            with(|verdict| matches!(verdict, Verdict::Stopped(_))),
        ),
        ("skipped", "0".to_owned()),
        ("time", "0".to_owned()),
    ]
}

/// Text without the characters that no XML document may hold.
fn xml_text(text: &str) -> String {
    clean(text).replace(['\u{fffe}', '\u{ffff}'], "\u{fffd}")
}
