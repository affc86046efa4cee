//! Findings -> workflow commands, one a line, that GitHub shows beside the lines of a pull request.

use std::io::{self, Write};

use super::{Reported, clean, words};
use crate::finding::{Finding, Severity};

pub(super) fn write(courses: &[Reported], out: &mut dyn Write) -> io::Result<()> {
    for reported in courses {
        match &reported.result {
            Ok(outcome) => {
                for finding in &outcome.findings.0 {
                    annotation(&reported.file, finding, out)?;
                }
            }
            Err(error) => writeln!(
                out,
                "::error file={},title=coursepack::{}",
                property(&reported.file),
                data(&clean(&error.to_string()))
            )?,
        }
    }
    Ok(())
}

fn annotation(course: &str, finding: &Finding, out: &mut dyn Write) -> io::Result<()> {
    let command = match finding.severity() {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "notice",
    };
    match &finding.place {
        Some(place) => {
            let (start, end) = (place.start(), place.end());
            write!(
                out,
                "::{command} file={},line={}",
                property(&place.source.path),
                start.line
            )?;
            // Columns are refused when an annotation covers more than one line.
            if start.line == end.line {
                write!(
                    out,
                    ",col={},endLine={},endColumn={}",
                    start.column, end.line, end.column
                )?;
            } else {
                write!(out, ",endLine={}", end.line)?;
            }
        }
        None => write!(out, "::{command} file={}", property(course))?,
    }
    writeln!(
        out,
        ",title={}::{}",
        property(finding.rule.code),
        data(&words(finding))
    )
}

/// The escapes of a message.
fn data(text: &str) -> String {
    text.replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

/// The escapes of a property, which also ends at a colon or a comma.
fn property(text: &str) -> String {
    data(&clean(text)).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_ends_a_property_is_escaped() {
        assert_eq!(property("a,b:c\n100%"), "a%2Cb%3Ac%0A100%25");
        assert_eq!(data("a,b:c\n100%"), "a,b:c%0A100%25");
    }
}
