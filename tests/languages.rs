//! `--language`, and the player's words in every package.

use std::fs;
use std::io::Read;
use std::path::Path;
use std::process::{Command, Output};

const COURSES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/courses");

fn build(course: &Path, options: &[&str], out: &Path) -> Output {
    Command::new(env!("CARGO_BIN_EXE_coursepack"))
        .args(["build", "--quiet", "--out"])
        .arg(out)
        .args(options)
        .arg(course)
        .env_remove("SOURCE_DATE_EPOCH")
        .output()
        .expect("it runs")
}

/// The names of the files in a package, and the text of those that are text.
fn texts(package: &Path) -> Vec<(String, String)> {
    let bytes = fs::read(package).expect("the package");
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).expect("a zip");
    (0..archive.len())
        .map(|index| {
            let mut file = archive.by_index(index).expect("an entry");
            let mut bytes = Vec::new();
            file.read_to_end(&mut bytes).expect("its bytes");
            let name = file.name().expect("a name").into_owned();
            (name, String::from_utf8(bytes).unwrap_or_default())
        })
        .collect()
}

#[test]
fn each_language_becomes_a_package_of_its_own() {
    let work = tempfile::tempdir().expect("a folder");
    let course = Path::new(COURSES).join("multilingual");
    let output = build(&course, &["--language", "all"], work.path());
    assert!(output.status.success(), "{output:?}");
    let titles = [
        ("en", "A good appointment"),
        ("cy", "Apwyntiad da"),
        ("ar", "موعد جيّد"),
    ];
    for (language, title) in titles {
        let name = format!("a-good-appointment-1.0.0-scorm12-{language}.zip");
        let files = texts(&work.path().join(name));
        let text = |name: &str| &files.iter().find(|(other, _)| other == name).expect(name).1;
        let manifest = text("imsmanifest.xml");
        assert!(manifest.contains(&format!("<language>{language}</language>")));
        assert!(manifest.contains(&format!("<title>{title}</title>")));
        assert!(text("course.js").contains(&format!("\"languages\":[\"{language}\"]")));
        assert!(text("index.html").contains(&format!("<html lang=\"{language}\"")));
        for (name, text) in files
            .iter()
            .filter(|(name, _)| !name.starts_with("player/"))
        {
            for (_, other) in titles.iter().filter(|(other, _)| *other != language) {
                assert!(!text.contains(other), "{name} of {language} has {other}");
            }
        }
        // The player follows the learner all the same.
        assert!(
            files
                .iter()
                .any(|(name, _)| name == "player/lang/zh-hans.js")
        );
    }
    assert_eq!(fs::read_dir(work.path()).expect("a folder").count(), 3);
}

#[test]
fn a_language_that_the_course_has_not_is_refused_with_those_that_it_has() {
    let work = tempfile::tempdir().expect("a folder");
    let course = Path::new(COURSES).join("multilingual");
    let output = build(&course, &["--language", "fr"], work.path());
    assert_eq!(output.status.code(), Some(2));
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(
        said.contains("is not in `fr`; its languages are: en, ar, cy"),
        "{said}"
    );
    let file = work.path().join("one.zip");
    let output = build(&course, &["--language", "all"], &file);
    assert_eq!(
        output.status.code(),
        Some(2),
        "several packages in one file"
    );
    let output = build(&course, &["--language", "CY"], &file);
    assert!(output.status.success(), "{output:?}");
}

#[test]
fn an_authors_words_lie_over_those_of_the_player() {
    let work = tempfile::tempdir().expect("a folder");
    let write = |name: &str, text: &str| fs::write(work.path().join(name), text).expect("written");
    write(
        "course.yaml",
        "id: https://example.org/words\ntitle: Focail\nlanguage: ga\nstrings: strings.yaml\nmodules:\n  - id: one\n    title: A haon\n    lessons: [first.md]\n",
    );
    write(
        "first.md",
        "---\ntitle: Tús\nduration: PT2M\n---\nDia duit.\n",
    );
    write(
        "strings.yaml",
        "next: Ar aghaidh\nminutes.two: \"dhá nóiméad\"\nsaveExit: {ga: Sábháil, cy: Cadw popeth}\n",
    );
    let package = work.path().join("package.zip");
    let output = build(&work.path().join("course.yaml"), &[], &package);
    assert!(output.status.success(), "{output:?}");
    let files = texts(&package);
    let text = |name: &str| &files.iter().find(|(other, _)| other == name).expect(name).1;
    // A language of the author's own, completed with English; the course is still in one language.
    let irish = text("player/lang/ga.js");
    assert!(
        irish.contains("\"next\":\"Ar aghaidh\"") && irish.contains("\"previous\":\"Previous\"")
    );
    assert!(text("player/lang/cy.js").contains("\"saveExit\":\"Cadw popeth\""));
    assert!(text("player/lang/en.js").contains("\"next\":\"Next\""));
    assert!(text("index.html").contains("src=\"player/lang/ga.js\""));
    assert!(text("course.js").contains("\"languages\":[\"ga\"]"));
    assert!(text("lessons/first.html").contains("dhá nóiméad"));
}
