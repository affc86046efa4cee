//! Findings -> SARIF 2.1.0: the rules are those of [`RULES`], columns count Unicode characters.

use std::fmt::Write as _;
use std::io::{self, Write};

use serde::Serialize;
use sha2::{Digest, Sha256};

use super::{Reported, clean, fenced, help, words};
use crate::finding::{Finding, Place, RULES, Rule, Severity};

const SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

pub(super) fn write(courses: &[Reported], out: &mut dyn Write) -> io::Result<()> {
    let notifications: Vec<Notification> = courses.iter().filter_map(notification).collect();
    let log = Log {
        schema: SCHEMA,
        version: "2.1.0",
        runs: [Run {
            tool: Tool {
                driver: Driver {
                    name: "coursepack",
                    semantic_version: env!("CARGO_PKG_VERSION"),
                    rules: RULES.iter().copied().map(descriptor).collect(),
                },
            },
            invocations: [Invocation {
                execution_successful: notifications.is_empty(),
                tool_execution_notifications: notifications,
            }],
            column_kind: "unicodeCodePoints",
            results: courses.iter().flat_map(results).collect(),
        }],
    };
    serde_json::to_writer_pretty(&mut *out, &log)?;
    writeln!(out)
}

#[derive(Serialize)]
struct Log {
    #[serde(rename = "$schema")]
    schema: &'static str,
    version: &'static str,
    runs: [Run; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Run {
    tool: Tool,
    invocations: [Invocation; 1],
    column_kind: &'static str,
    results: Vec<SarifResult>,
}

#[derive(Serialize)]
struct Tool {
    driver: Driver,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Driver {
    name: &'static str,
    semantic_version: &'static str,
    rules: Vec<Descriptor>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Descriptor {
    id: &'static str,
    name: String,
    short_description: Message,
    full_description: Message,
    help: Message,
    default_configuration: Configuration,
}

#[derive(Serialize)]
struct Configuration {
    level: &'static str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Invocation {
    execution_successful: bool,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    tool_execution_notifications: Vec<Notification>,
}

#[derive(Serialize)]
struct Notification {
    level: &'static str,
    message: Message,
    locations: [Location; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct SarifResult {
    rule_id: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    rule_index: Option<usize>,
    level: &'static str,
    message: Message,
    locations: [Location; 1],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<Location>,
    partial_fingerprints: Fingerprints,
}

#[derive(Serialize)]
struct Fingerprints {
    #[serde(rename = "coursepackFinding/v1")]
    finding: String,
}

#[derive(Serialize)]
struct Message {
    text: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    markdown: Option<String>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Location {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<usize>,
    physical_location: Physical,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<Message>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Physical {
    artifact_location: Artifact,
    #[serde(skip_serializing_if = "Option::is_none")]
    region: Option<Region>,
}

#[derive(Serialize)]
struct Artifact {
    uri: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Region {
    start_line: usize,
    start_column: usize,
    end_line: usize,
    end_column: usize,
}

fn descriptor(rule: &Rule) -> Descriptor {
    let mut markdown = format!("{}\n\n**Fix:** {}", rule.why, rule.fix);
    for (word, example) in [("Wrong", rule.wrong), ("Right", rule.right)] {
        if !example.is_empty() {
            // Writing to a string cannot fail.
            let _ = write!(markdown, "\n\n{word}:\n\n{}", fenced(example));
        }
    }
    if !rule.source.is_empty() {
        let _ = write!(markdown, "\n\nSource: {}", rule.source);
    }
    Descriptor {
        id: rule.code,
        name: pascal(rule.code),
        short_description: message(rule.title),
        full_description: message(rule.why),
        help: Message {
            text: format!("{} {}", rule.why, rule.fix),
            markdown: Some(markdown),
        },
        default_configuration: Configuration {
            level: level(rule.severity),
        },
    }
}

fn results(reported: &Reported) -> Vec<SarifResult> {
    let Ok(outcome) = &reported.result else {
        return Vec::new();
    };
    outcome
        .findings
        .0
        .iter()
        .map(|finding| result(&reported.file, finding))
        .collect()
}

fn result(course: &str, finding: &Finding) -> SarifResult {
    SarifResult {
        rule_id: finding.rule.code,
        rule_index: RULES.iter().position(|rule| rule.code == finding.rule.code),
        level: level(finding.severity()),
        message: message(&words(finding)),
        // Code scanning shows only what has a place: a fault of no file is one of the course.
        locations: [match &finding.place {
            Some(place) => location(place),
            None => whole(course),
        }],
        related_locations: finding
            .related
            .iter()
            .enumerate()
            .map(|(index, (place, label))| Location {
                id: Some(index + 1),
                message: Some(message(label)),
                ..location(place)
            })
            .collect(),
        partial_fingerprints: Fingerprints {
            finding: fingerprint(course, finding),
        },
    }
}

/// A course about which nothing could be said.
fn notification(reported: &Reported) -> Option<Notification> {
    let error = reported.result.as_ref().err()?;
    Some(Notification {
        level: "error",
        message: message(&error.to_string()),
        locations: [whole(&reported.file)],
    })
}

fn location(place: &Place) -> Location {
    let (start, end) = (place.start(), place.end());
    Location {
        id: None,
        physical_location: Physical {
            artifact_location: Artifact {
                uri: uri(&place.source.path),
            },
            region: Some(Region {
                start_line: start.line,
                start_column: start.column,
                end_line: end.line,
                end_column: end.column,
            }),
        },
        message: None,
    }
}

fn whole(path: &str) -> Location {
    Location {
        id: None,
        physical_location: Physical {
            artifact_location: Artifact { uri: uri(path) },
            region: None,
        },
        message: None,
    }
}

fn message(text: &str) -> Message {
    Message {
        text: clean(text),
        markdown: None,
    }
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    }
}

/// The same finding keeps its fingerprint when lines above it come or go.
fn fingerprint(course: &str, finding: &Finding) -> String {
    let path = finding
        .place
        .as_ref()
        .map_or(course, |place| place.source.path.as_str());
    let digest = Sha256::digest(
        [finding.rule.code, path, &finding.message, help(finding)]
            .join("\n")
            .as_bytes(),
    );
    digest.iter().take(16).fold(String::new(), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

/// `COURSE-unknown-field` as `CourseUnknownField`.
fn pascal(code: &str) -> String {
    code.split('-')
        .flat_map(|word| {
            let (first, rest) = word.split_at(word.len().min(1));
            [first.to_ascii_uppercase(), rest.to_ascii_lowercase()]
        })
        .collect()
}

/// A path as a URI reference: relative as it is, absolute with `file:`.
fn uri(path: &str) -> String {
    let path = path.strip_prefix("./").unwrap_or(path);
    let mut uri = String::from(if path.starts_with('/') { "file://" } else { "" });
    for byte in path.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                uri.push(char::from(byte));
            }
            _ => {
                let _ = write!(uri, "%{byte:02X}");
            }
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_becomes_a_uri_reference() {
        assert_eq!(uri("./a b/ü.yaml"), "a%20b/%C3%BC.yaml");
        assert_eq!(uri("/srv/c:1.yaml"), "file:///srv/c%3A1.yaml");
    }

    #[test]
    fn a_code_becomes_a_name() {
        assert_eq!(pascal("COURSE-unknown-field"), "CourseUnknownField");
    }
}
