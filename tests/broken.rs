//! Broken courses, each with the report that an author reads.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use coursepack::finding::{RULES, Severity};
use serde_json::Value;

use crate::snapshot::assert_matches;

/// Every folder in `fixtures/broken`, relative to the repository.
pub(crate) fn courses() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut courses: Vec<PathBuf> = fs::read_dir(root.join("fixtures/broken"))
        .expect("there are broken courses")
        .map(|entry| {
            let entry = entry.expect("the folder can be listed");
            Path::new("fixtures/broken").join(entry.file_name())
        })
        .collect();
    courses.sort();
    courses
}

fn check(course: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_coursepack"))
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .arg("check")
        .arg(course)
        .args(arguments)
        .output()
        .expect("coursepack runs")
}

/// What `check` says about a course, in JSON.
pub(crate) fn findings(course: &Path) -> Vec<Value> {
    let output = check(course, &["--output", "json"]);
    let report: Value = serde_json::from_slice(&output.stdout).unwrap_or_else(|error| {
        let text = String::from_utf8_lossy(&output.stdout);
        panic!("{}: {error}: {text}", course.display())
    });
    let findings = report["courses"][0]["findings"].as_array();
    findings.cloned().unwrap_or_default()
}

#[test]
fn every_broken_course_has_the_expected_report() {
    for course in courses() {
        let output = check(&course, &[]);
        let text = String::from_utf8(output.stdout).expect("the report is UTF-8");
        let expected = course.join("expected.txt");
        assert_matches(expected.to_str().expect("the path is UTF-8"), &text);
        // Warnings alone stop nothing.
        let code = i32::from(text.contains("error["));
        assert_eq!(output.status.code(), Some(code), "{}", course.display());
        assert!(output.stderr.is_empty(), "{}", course.display());
    }
}

#[test]
fn every_finding_has_a_place_a_code_and_a_help() {
    for course in courses() {
        let findings = findings(&course);
        assert!(!findings.is_empty(), "{}", course.display());
        for finding in findings {
            let name = course.display();
            let there = |field: &str| {
                finding["at"][field]
                    .as_u64()
                    .is_some_and(|number| number > 0)
            };
            assert!(there("line") && there("column"), "{name}: {finding}");
            let help = finding["help"].as_str().unwrap_or("");
            assert!(!help.is_empty(), "{name}: {finding}");
            let code = finding["code"].as_str().unwrap_or("");
            let rule = RULES.iter().find(|rule| rule.code == code);
            let rule = rule.unwrap_or_else(|| panic!("{name}: {finding}"));
            // The fix of the rule in general is not that of this case.
            assert_ne!(help, rule.fix, "{name}: {finding}");
        }
    }
}

/// The codes that no text in a repository can show; `hostile` makes their courses.
const MADE_AT_TEST_TIME: &[&str] = &[
    "COURSE-not-utf8",
    "COURSE-too-deep",
    "COURSE-too-large",
    "COURSE-unreadable-file",
];

#[test]
fn every_code_about_a_course_has_a_broken_course() {
    let mut found: BTreeSet<String> = courses()
        .iter()
        .flat_map(|course| findings(course))
        .map(|finding| finding["code"].as_str().unwrap_or("").to_owned())
        .collect();
    found.extend(MADE_AT_TEST_TIME.iter().map(|code| (*code).to_owned()));
    let missing: Vec<&str> = RULES
        .iter()
        .map(|rule| rule.code)
        .filter(|code| code.starts_with("COURSE-") && !found.contains(*code))
        .collect();
    assert!(missing.is_empty(), "no broken course shows {missing:?}");
}

#[test]
fn every_broken_course_shows_the_code_that_it_is_named_after() {
    for course in courses() {
        let name = course.file_name().and_then(|name| name.to_str());
        let code = format!("COURSE-{}", name.expect("the name is UTF-8"));
        if let Some(rule) = RULES.iter().find(|rule| rule.code == code) {
            let findings = findings(&course);
            let shown = findings.iter().any(|finding| finding["code"] == code);
            assert!(shown, "{code}");
            // One cause is one finding: what follows from it is not reported as well.
            let errors = findings
                .iter()
                .filter(|finding| finding["severity"] == "error" && finding["code"] != code);
            let others: Vec<&Value> = errors.collect();
            let allowed = ["COURSE-missing-alt"];
            assert!(
                others.is_empty() || allowed.contains(&rule.code),
                "{code}: {others:?}"
            );
            assert!(matches!(rule.severity, Severity::Error | Severity::Warning));
        }
    }
}

#[test]
fn all_faults_of_a_course_are_reported_in_one_run() {
    let findings = findings(Path::new("fixtures/broken/many-faults"));
    let codes: BTreeSet<&str> = findings
        .iter()
        .filter_map(|finding| finding["code"].as_str())
        .collect();
    let files: BTreeSet<&str> = findings
        .iter()
        .filter_map(|finding| finding["at"]["path"].as_str())
        .collect();
    assert!(codes.len() >= 10, "{codes:?}");
    assert!(files.len() >= 3, "{files:?}");
}
