//! Findings -> text, JSON, SARIF, JUnit or GitHub annotations: one file each, and nothing decided here.

mod github;
mod json;
mod junit;
mod outcomes;
mod sarif;
mod text;

use std::io::{self, Write};

use crate::error::Error;
use crate::finding::{Finding, Place};
use crate::pipeline::Outcome;

pub use outcomes::{Foreseen, json as outcomes_json, text as outcomes_text};
pub use text::Style;

/// What became of one course, as every report takes it.
#[derive(Debug)]
pub struct Reported {
    /// The course as the user named it.
    pub course: String,
    /// Its definition, or the same again where there is none.
    pub file: String,
    /// What was found and written, or why nothing could be done.
    pub result: Result<Outcome, Error>,
}

/// The kinds of report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Output {
    /// Excerpts for people, in the manner of a compiler.
    Text(Style),
    /// One document with all that is known.
    Json,
    /// SARIF 2.1.0, for code scanning.
    Sarif,
    /// JUnit XML, for test reports.
    Junit,
    /// Workflow commands that become annotations of a pull request.
    Github,
}

/// Writes one report about all courses.
pub fn write(output: Output, courses: &[Reported], out: &mut dyn Write) -> io::Result<()> {
    match output {
        Output::Text(style) => text::write(courses, style, out),
        Output::Json => json::write(courses, out),
        Output::Sarif => sarif::write(courses, out),
        Output::Junit => junit::write(courses, out),
        Output::Github => github::write(courses, out),
    }
}

/// Writes why nothing could be done at all.
pub fn complaint(error: &Error, out: &mut dyn Write) -> io::Result<()> {
    text::complaint(error, out)
}

/// A number with its noun: `1 error`, `2 errors`.
pub fn count(number: usize, noun: &str) -> String {
    let ending = if number == 1 { "" } else { "s" };
    format!("{number} {noun}{ending}")
}

/// An example as a Markdown code block, whatever fences are in it.
pub fn fenced(example: &str) -> String {
    let mut fence = "```".to_owned();
    while example.contains(&fence) {
        fence.push('`');
    }
    format!("{fence}yaml\n{}\n{fence}", example.trim_end())
}

/// The fix of a finding: its own, or that of its rule.
fn help(finding: &Finding) -> &str {
    finding.help.as_deref().unwrap_or(finding.rule.fix)
}

/// A finding in words alone, for reports that cannot show an excerpt.
fn words(finding: &Finding) -> String {
    let mut words = clean(&finding.message);
    if let Some(label) = &finding.label {
        words.push_str(": ");
        words.push_str(&clean(label));
    }
    for (place, label) in &finding.related {
        words.push_str(&format!("\n{}: {}", whereabouts(place), clean(label)));
    }
    words.push_str("\nhelp: ");
    words.push_str(&clean(help(finding)));
    words
}

/// `path:line:column`.
fn whereabouts(place: &Place) -> String {
    let start = place.start();
    format!(
        "{}:{}:{}",
        clean(&place.source.path),
        start.line,
        start.column
    )
}

/// Makes text of authors harmless: what would drive a terminal or turn the reading direction becomes a visible sign.
pub fn clean(text: &str) -> String {
    text.chars()
        .map(|char| if char == '\n' { char } else { visible(char) })
        .collect()
}

/// The same character, or the sign that stands for it.
fn visible(char: char) -> char {
    match char {
        '\t' => char,
        // The pictures of the control characters stand in their order.
        '\0'..='\x1f' => char::from_u32(0x2400 + u32::from(char)).unwrap_or('\u{fffd}'),
        '\x7f' => '\u{2421}',
        // C1 controls, marks without width, and overrides of direction.
        '\u{80}'..='\u{9f}'
        | '\u{200b}'..='\u{200f}'
        | '\u{2028}'..='\u{202e}'
        | '\u{2060}'..='\u{2069}'
        | '\u{feff}' => '\u{fffd}',
        _ => char,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fence_is_longer_than_those_in_it() {
        assert_eq!(fenced("a: 1\n"), "```yaml\na: 1\n```");
        assert_eq!(
            fenced("```question\n```"),
            "````yaml\n```question\n```\n````"
        );
    }

    #[test]
    fn terminal_escapes_become_visible() {
        assert_eq!(
            clean("a\x1b[31mb\u{9b}c\u{202e}d\r\n"),
            "a␛[31mb\u{fffd}c\u{fffd}d␍\n"
        );
    }
}
