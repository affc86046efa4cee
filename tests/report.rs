//! The same findings in every form of report, and each form against its own rules.

use std::fs;
use std::path::{Path, PathBuf};

use coursepack::error::Error;
use coursepack::finding::{Finding, Findings, RULES, Rule, Severity, Source, code};
use coursepack::pipeline::{Contrast, Format, Outcome, Package, ScoSummary, Theme};
use coursepack::report::{self, Output, Reported, Style};
use serde_json::Value;

use crate::snapshot::assert_matches;

static WARNING: Rule = Rule {
    code: "TEST-warning",
    severity: Severity::Warning,
    title: "A warning.",
    why: "Because.",
    fix: "Mend it.",
    wrong: "",
    right: "",
    source: "",
};

static NOTE: Rule = Rule {
    code: "TEST-note",
    severity: Severity::Note,
    title: "A note.",
    why: "Because.",
    fix: "Nothing to mend.",
    wrong: "",
    right: "",
    source: "",
};

const COURSE: &str = "\
id: https://courses.example.org/x
titel: Höhenarbeit 👷
modules:
  - id: one
    title: \"\u{1b}[31mRed & <b>\u{9b}2J\u{202e}\"
    lessons:
      - one.md
  - id: one
";

const LESSON: &str = "---\r\ntitle: One\r\n---\r\n\tText with a tab, and ![](picture.png).\r\n";

/// A course with every kind of finding, one with none, one that could not be read.
fn courses() -> Vec<Reported> {
    let course = Source::new("a course/course.yaml", COURSE);
    let lesson = Source::new("a course/one.md", LESSON);
    let at = |source: &std::sync::Arc<Source>, text: &str, nth: usize| {
        let (start, _) = source
            .text
            .match_indices(text)
            .nth(nth)
            .expect("it is there");
        source.place(start..start + text.len())
    };
    let findings = vec![
        Finding::new(&code::UNKNOWN_FIELD, "unknown field `titel`")
            .at(at(&course, "titel", 0))
            .label("not a field of a course")
            .help("did you mean `title`?"),
        Finding::new(&code::UNKNOWN_FIELD, "the title holds 100% \u{1b}[31mcontrol, characters: \u{7}")
            .at(at(&course, "\u{1b}[31mRed & <b>\u{9b}2J\u{202e}", 0))
            .label("here"),
        Finding::new(&code::UNKNOWN_FIELD, "the id `one` is used twice")
            .at(at(&course, "one", 2))
            .label("the second use")
            .related(at(&course, "one", 0), "the first use")
            .related(at(&lesson, "One", 0), "and in another file"),
        Finding::new(&WARNING, "a module without a title")
            .at(at(&course, "- id: one\n    title: \"\u{1b}[31mRed & <b>\u{9b}2J\u{202e}\"\n    lessons:\n      - one.md", 0)),
        Finding::new(&WARNING, "an image without a description")
            .at(at(&lesson, "![](picture.png)", 0))
            .help("write what it shows:\n![A ward round](picture.png)"),
        Finding::new(&NOTE, "the course has no licence"),
    ];
    vec![
        Reported {
            course: "a course".to_owned(),
            file: "a course/course.yaml".to_owned(),
            result: Ok(Outcome {
                course: PathBuf::from("a course"),
                findings: Findings(findings),
                ..Outcome::default()
            }),
        },
        Reported {
            course: "good".to_owned(),
            file: "good/course.yaml".to_owned(),
            result: Ok(Outcome {
                course: PathBuf::from("good"),
                title: Some("A good course".to_owned()),
                packages: vec![Package {
                    language: None,
                    format: Format::Scorm12,
                    path: PathBuf::from("dist/good-1.0.0-scorm12.zip"),
                    bytes: 123_456,
                    sha256: Some("ab".repeat(32)),
                    entries: 42,
                    scos: vec![ScoSummary {
                        id: "course".to_owned(),
                        title: "A good course".to_owned(),
                        launch: "index.html".to_owned(),
                    }],
                    state_worst: 612,
                }],
                theme: Some(Theme {
                    accent: "#1d4f7c".to_owned(),
                    contrast: vec![Contrast {
                        mode: "light",
                        usage: "links on the page",
                        foreground: "--c-link",
                        background: "--c-bg",
                        ratio: 7.82,
                        need: 4.5,
                    }],
                }),
                findings: Findings::default(),
            }),
        },
        Reported {
            course: "missing".to_owned(),
            file: "missing".to_owned(),
            result: Err(Error::Usage("there is no course in missing".to_owned())),
        },
    ]
}

fn written(output: Output, courses: &[Reported]) -> String {
    let mut out = Vec::new();
    report::write(output, courses, &mut out).expect("memory takes everything");
    String::from_utf8(out).expect("a report is UTF-8")
}

const TEXT: Output = Output::Text(Style {
    width: 100,
    praise: true,
});

/// The text as a pipe gets it.
fn plain(text: &str) -> String {
    anstream::adapter::strip_str(text).to_string()
}

#[test]
fn text() {
    assert_matches("tests/report/text.txt", &plain(&written(TEXT, &courses())));
}

#[test]
fn text_of_authors_cannot_drive_a_terminal() {
    let text = plain(&written(TEXT, &courses()));
    let harmful = |char: char| char.is_control() && char != '\n';
    assert!(!text.contains(harmful), "{text:?}");
    for output in [Output::Github, Output::Junit] {
        let text = written(output, &courses());
        assert!(
            !text.contains(['\u{1b}', '\u{9b}', '\u{202e}', '\u{7}']),
            "{text:?}"
        );
    }
}

#[test]
fn json() {
    assert_matches("tests/report/json.json", &written(Output::Json, &courses()));
}

#[test]
fn github() {
    assert_matches(
        "tests/report/github.txt",
        &written(Output::Github, &courses()),
    );
}

#[test]
fn a_github_annotation_is_one_line_and_comes_back_whole() {
    let text = written(Output::Github, &courses());
    let annotations: Vec<&str> = text.lines().collect();
    assert_eq!(annotations.len(), 7);
    for annotation in &annotations {
        let (head, _) = annotation[2..]
            .split_once("::")
            .expect("a head and a message");
        let (command, properties) = head.split_once(' ').expect("a command with properties");
        assert!(
            ["error", "warning", "notice"].contains(&command),
            "{command}"
        );
        for property in properties.split(',') {
            let (key, _) = property.split_once('=').expect("a key and a value");
            let known = ["file", "line", "endLine", "col", "endColumn", "title"];
            assert!(known.contains(&key), "{annotation}");
        }
    }
    assert!(
        annotations[1].contains("100%25 ␛[31mcontrol, characters: ␇"),
        "{}",
        annotations[1]
    );
    assert!(
        annotations[4].contains("%0A![A ward round](picture.png)"),
        "{}",
        annotations[4]
    );
}

#[test]
fn junit() {
    assert_matches(
        "tests/report/junit.xml",
        &written(Output::Junit, &courses()),
    );
}

#[test]
fn junit_counts_what_it_holds() {
    use quick_xml::events::Event;
    let text = written(Output::Junit, &courses());
    let mut reader = quick_xml::Reader::from_str(&text);
    let (mut cases, mut failures, mut errors) = (0, 0, 0);
    let mut said: Vec<usize> = Vec::new();
    loop {
        match reader.read_event().expect("it is well-formed") {
            Event::Eof => break,
            Event::Start(tag) | Event::Empty(tag) => match tag.name().as_ref() {
                "testcase" => cases += 1,
                "failure" => failures += 1,
                "error" => errors += 1,
                "testsuites" => {
                    for key in ["tests", "failures", "errors"] {
                        let value = tag.try_get_attribute(key).expect("attributes parse");
                        let value = value.expect("it counts").value;
                        said.push(value.parse().expect("a number"));
                    }
                }
                _ => {}
            },
            _ => {}
        }
    }
    assert_eq!(said, [cases, failures, errors]);
    assert_eq!(said, [8, 3, 1]);
}

#[test]
fn sarif() {
    let mut log: Value = serde_json::from_str(&written(Output::Sarif, &courses())).expect("JSON");
    // The table of all rules grows; that it is whole is another test.
    log["runs"][0]["tool"]["driver"]["rules"] = Value::Array(Vec::new());
    let text = serde_json::to_string_pretty(&log).expect("JSON") + "\n";
    assert_matches("tests/report/sarif.json", &text);
}

#[test]
fn sarif_says_what_code_scanning_demands() {
    let log: Value = serde_json::from_str(&written(Output::Sarif, &courses())).expect("JSON");
    assert_eq!(log["version"], "2.1.0");
    let run = &log["runs"][0];
    let rules = run["tool"]["driver"]["rules"].as_array().expect("rules");
    assert_eq!(rules.len(), RULES.len());
    for (descriptor, rule) in rules.iter().zip(RULES) {
        assert_eq!(descriptor["id"], rule.code);
        assert_eq!(
            descriptor["defaultConfiguration"]["level"],
            rule.severity.word()
        );
        for text in ["shortDescription", "fullDescription", "help"] {
            assert!(
                descriptor[text]["text"]
                    .as_str()
                    .is_some_and(|text| !text.is_empty())
            );
        }
    }
    for result in run["results"].as_array().expect("results") {
        if let Some(index) = result["ruleIndex"].as_u64() {
            let index = usize::try_from(index).expect("an index");
            assert_eq!(rules[index]["id"], result["ruleId"]);
        }
        let place = &result["locations"][0]["physicalLocation"];
        let uri = place["artifactLocation"]["uri"]
            .as_str()
            .expect("an address");
        assert!(uri.starts_with("a%20course/"), "{uri}");
    }
    assert_eq!(run["invocations"][0]["executionSuccessful"], false);
}

/// The schema is not ours to keep; `tests/oracles/install.sh` fetches a package that carries it.
#[test]
fn sarif_is_valid_where_the_schema_is_installed() {
    let cache = std::env::var_os("COURSEPACK_CACHE").map_or_else(
        || Path::new(&std::env::var_os("HOME").unwrap_or_default()).join(".cache/coursepack-tests"),
        PathBuf::from,
    );
    let schema = cache
        .join("oracles/npm/node_modules/@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json");
    let Ok(schema) = fs::read(schema) else {
        return;
    };
    let mut schema: Value = serde_json::from_slice(&schema).expect("the schema is JSON");
    // Its patterns of language tags hold a stray bracket, which only JavaScript forgives.
    for of in ["run", "toolComponent"] {
        if let Some(language) = schema["definitions"][of]["properties"]["language"].as_object_mut()
        {
            language.remove("pattern");
        }
    }
    let schema = jsonschema::validator_for(&schema).expect("the schema is one");
    let log: Value = serde_json::from_str(&written(Output::Sarif, &courses())).expect("JSON");
    let faults: Vec<String> = schema
        .iter_errors(&log)
        .map(|fault| format!("{}: {fault}", fault.instance_path()))
        .collect();
    assert!(faults.is_empty(), "{faults:#?}");
}
