//! Courses that nobody means well with: each ends soon, with a clear finding, and nothing is written.

use std::fs::{self, File};
use std::path::Path;
use std::process::{Command, Output};
use std::time::{Duration, Instant};

use serde_json::Value;

/// How long one command may take, in a build without optimisation on a busy machine.
const SOON: Duration = Duration::from_secs(10);

const HEAD: &str = "\
id: https://courses.example.org/hostile
title: A hostile course
language: en-GB
";

const LESSON: &str = "---\ntitle: Welcome\n---\nWelcome.\n";

/// A definition whose only module has these lessons.
fn course(lessons: &str) -> String {
    format!("{HEAD}modules:\n  - id: week-1\n    title: Week 1\n    lessons: {lessons}\n")
}

fn run(command: &str, course: &Path, arguments: &[&str]) -> Output {
    let start = Instant::now();
    let output = Command::new(env!("CARGO_BIN_EXE_coursepack"))
        .arg(command)
        .arg(course)
        .args(arguments)
        .output()
        .expect("coursepack runs");
    let took = start.elapsed();
    assert!(took < SOON, "{command} took {took:?}");
    output
}

/// Makes a course in a fresh folder; `check` finds exactly these codes and `build` writes nothing.
fn refused(make: impl FnOnce(&Path), codes: &[&str]) {
    let folder = tempfile::tempdir().expect("a fresh folder");
    let course = folder.path().join("course");
    fs::create_dir(&course).expect("the folder is fresh");
    make(&course);
    let checked = run("check", &course, &["--output", "json"]);
    let stderr = String::from_utf8_lossy(&checked.stderr).into_owned();
    assert_eq!(checked.status.code(), Some(1), "{stderr}");
    let report: Value = serde_json::from_slice(&checked.stdout).expect("the report is JSON");
    let findings = report["courses"][0]["findings"].as_array();
    let findings = findings.expect("the course has findings");
    let mut found: Vec<&str> = findings
        .iter()
        .filter_map(|finding| finding["code"].as_str())
        .collect();
    found.dedup();
    assert_eq!(found, codes, "{findings:?}");
    for finding in findings {
        let message = finding["message"].as_str().unwrap_or("");
        assert!(message.len() < 400, "{message}");
        assert!(
            finding["help"]
                .as_str()
                .is_some_and(|help| !help.is_empty())
        );
    }
    let out = folder.path().join("out");
    let built = run("build", &course, &["--out", &out.to_string_lossy()]);
    assert_eq!(built.status.code(), Some(1));
    let nothing = fs::read_dir(&out).map_or(true, |mut entries| entries.next().is_none());
    assert!(nothing, "something was written");
}

/// As [`refused`], for a course of these files.
fn files(files: &[(&str, &[u8])], codes: &[&str]) {
    refused(
        |course| {
            for (name, content) in files {
                fs::write(course.join(name), content).expect("the file can be written");
            }
        },
        codes,
    );
}

#[test]
fn paths_that_leave_the_folder() {
    for lesson in [
        "../welcome.md",
        "week-1/../../welcome.md",
        "/etc/passwd",
        "C:/welcome.md",
    ] {
        let definition = course(&format!("[\"{lesson}\"]"));
        refused(
            |course| {
                fs::write(course.join("course.yaml"), &definition).expect("written");
                // It would be a good lesson, if it were inside.
                fs::write(course.join("../welcome.md"), LESSON).expect("written");
            },
            &["COURSE-outside"],
        );
    }
}

#[cfg(unix)]
#[test]
fn symbolic_links_that_leave_the_folder() {
    refused(
        |course| {
            fs::write(course.join("course.yaml"), self::course("[welcome.md]")).expect("written");
            fs::write(course.join("../secret.md"), LESSON).expect("written");
            std::os::unix::fs::symlink("../secret.md", course.join("welcome.md")).expect("linked");
        },
        &["COURSE-outside"],
    );
    refused(
        |course| {
            fs::write(
                course.join("course.yaml"),
                self::course("[week-1/welcome.md]"),
            )
            .expect("written");
            fs::create_dir(course.join("../elsewhere")).expect("made");
            fs::write(course.join("../elsewhere/welcome.md"), LESSON).expect("written");
            std::os::unix::fs::symlink("../elsewhere", course.join("week-1")).expect("linked");
        },
        &["COURSE-outside"],
    );
}

#[cfg(unix)]
#[test]
fn symbolic_links_that_run_in_a_circle() {
    refused(
        |course| {
            fs::write(course.join("course.yaml"), self::course("[welcome.md]")).expect("written");
            std::os::unix::fs::symlink("welcome.md", course.join("welcome.md")).expect("linked");
        },
        &["COURSE-unreadable-file"],
    );
}

#[test]
fn a_hundred_megabytes() {
    for name in ["course.yaml", "course.json", "course.toml"] {
        refused(
            |course| {
                let file = File::create(course.join(name)).expect("created");
                file.set_len(100_000_000).expect("sparse");
            },
            &["COURSE-too-large"],
        );
    }
    let line = b"- one more value\n";
    let text = [
        b"modules:\n".as_slice(),
        &line.repeat(100_000_000 / line.len()),
    ]
    .concat();
    files(&[("course.yaml", &text)], &["COURSE-too-large"]);
    files(
        &[
            ("course.yaml", course("[welcome.md]").as_bytes()),
            ("welcome.md", &text),
        ],
        &["COURSE-too-large"],
    );
}

#[test]
fn a_billion_laughs() {
    let mut text = String::from("a0: &a0 [ha, ha, ha, ha, ha, ha, ha, ha, ha, ha]\n");
    for level in 1..12 {
        let alias = format!("*a{}", level - 1);
        let aliases = vec![alias; 10].join(", ");
        text.push_str(&format!("a{level}: &a{level} [{aliases}]\n"));
    }
    files(&[("course.yaml", text.as_bytes())], &["COURSE-too-large"]);
}

#[test]
fn an_alias_of_itself() {
    let text = format!("{HEAD}modules: &all [*all]\n");
    files(&[("course.yaml", text.as_bytes())], &["COURSE-wrong-type"]);
}

#[test]
fn ten_thousand_levels() {
    let deep = 10_000;
    let flow = format!("modules: {}{}\n", "[".repeat(deep), "]".repeat(deep));
    files(&[("course.yaml", flow.as_bytes())], &["COURSE-too-deep"]);
    let maps = format!("modules: {}1{}\n", "{a: ".repeat(deep), "}".repeat(deep));
    files(&[("course.yaml", maps.as_bytes())], &["COURSE-too-deep"]);
    let dashes = format!("modules:\n  {}1\n", "- ".repeat(deep));
    files(&[("course.yaml", dashes.as_bytes())], &["COURSE-too-deep"]);
    let json = format!("{{\"modules\": {}{}}}", "[".repeat(deep), "]".repeat(deep));
    files(&[("course.json", json.as_bytes())], &["COURSE-too-deep"]);
    let json = format!(
        "{{\"a\": {}1{}}}",
        "{\"a\": ".repeat(deep),
        "}".repeat(deep)
    );
    files(&[("course.json", json.as_bytes())], &["COURSE-too-deep"]);
    let toml = format!("modules = {}{}\n", "[".repeat(deep), "]".repeat(deep));
    files(&[("course.toml", toml.as_bytes())], &["COURSE-too-deep"]);
    let toml = format!("modules = {}1{}\n", "{a = ".repeat(deep), "}".repeat(deep));
    files(&[("course.toml", toml.as_bytes())], &["COURSE-too-deep"]);
    let toml = format!("[a{}]\nb = 1\n", ".a".repeat(deep));
    files(&[("course.toml", toml.as_bytes())], &["COURSE-too-deep"]);
}

#[test]
fn ten_thousand_quotes() {
    for body in [
        format!("{}deep\n", ">".repeat(10_000)),
        format!("{}deep\n", "- ".repeat(10_000)),
        format!("{}deep{}\n", "[".repeat(10_000), "](x)".repeat(10_000)),
        format!("{}deep\n", "<div>".repeat(10_000)),
        format!("{}deep\n", "**a *".repeat(10_000)),
    ] {
        let folder = tempfile::tempdir().expect("a fresh folder");
        let lesson = format!("---\ntitle: Welcome\n---\n{body}");
        fs::write(folder.path().join("course.yaml"), course("[welcome.md]")).expect("written");
        fs::write(folder.path().join("welcome.md"), lesson).expect("written");
        // Whether it is a good text is for Markdown to say; it must not take down the program.
        let code = run("check", folder.path(), &["--output", "json"])
            .status
            .code();
        assert!(matches!(code, Some(0 | 1)), "{code:?}: {}", &body[..20]);
    }
}

#[cfg(unix)]
#[test]
fn a_pipe_is_no_lesson() {
    for name in ["welcome.md", "course.yaml"] {
        refused(
            |course| {
                let definition = self::course("[welcome.md]");
                fs::write(course.join("course.yaml"), definition).expect("written");
                let path = course.join(name);
                let _ = fs::remove_file(&path);
                let made = Command::new("mkfifo").arg(&path).status();
                assert!(made.expect("mkfifo runs").success());
            },
            &["COURSE-unreadable-file"],
        );
    }
}

#[test]
fn a_folder_is_no_lesson() {
    refused(
        |course| {
            fs::write(course.join("course.yaml"), self::course("[week-1]")).expect("written");
            fs::create_dir(course.join("week-1")).expect("made");
        },
        &["COURSE-missing-file"],
    );
}

#[test]
fn texts_that_are_no_texts() {
    let definition = course("[welcome.md]");
    let good = ("course.yaml", definition.as_bytes());
    let latin = b"---\ntitle: Caf\xe9\n---\nWelcome.\n";
    files(&[good, ("welcome.md", latin)], &["COURSE-not-utf8"]);
    files(
        &[("course.yaml", b"title: Caf\xe9\n")],
        &["COURSE-not-utf8"],
    );
    let sixteen = b"\xff\xfet\0i\0t\0l\0e\0";
    files(&[("course.yaml", sixteen)], &["COURSE-not-utf8"]);
    let nul = b"title: A\0B\n";
    files(&[("course.yaml", nul)], &["COURSE-syntax"]);
    files(
        &[("course.json", b"{\"title\": \"A\0B\"}")],
        &["COURSE-syntax"],
    );
    files(
        &[("course.toml", b"title = \"A\0B\"\n")],
        &["COURSE-syntax"],
    );
    let front = b"---\ntitle: A\0B\n---\nWelcome.\n";
    files(&[good, ("welcome.md", front)], &["COURSE-syntax"]);
    let lesson = course("[\"welcome\\0.md\"]");
    files(&[("course.yaml", lesson.as_bytes())], &["COURSE-outside"]);
}

#[test]
fn a_lesson_that_is_named_twice() {
    let definition = course("[welcome.md, ./welcome.md]");
    files(
        &[
            ("course.yaml", definition.as_bytes()),
            ("welcome.md", LESSON.as_bytes()),
        ],
        &["COURSE-duplicate-id"],
    );
}

#[test]
fn a_definition_with_nothing_in_it() {
    for text in ["", "\n\n", "# only a comment\n", "---\n", "[]\n", "text\n"] {
        files(&[("course.yaml", text.as_bytes())], &["COURSE-wrong-type"]);
    }
    files(&[("course.json", b"")], &["COURSE-wrong-type"]);
    files(&[("course.json", b"[]")], &["COURSE-wrong-type"]);
    files(&[("course.toml", b"")], &["COURSE-missing-field"]);
    files(&[("course.yaml", b"{}")], &["COURSE-missing-field"]);
}

#[test]
fn what_is_no_course_at_all() {
    let folder = tempfile::tempdir().expect("a fresh folder");
    for course in [folder.path().to_path_buf(), folder.path().join("nothing")] {
        let output = run("check", &course, &[]);
        assert_eq!(output.status.code(), Some(2));
        assert!(!output.stderr.is_empty());
    }
}
