//! What a course says about its look, as it stands in the package.

use std::collections::BTreeMap;
use std::fs;
use std::io::Read;
use std::path::Path;
use std::process::Command;

use serde_json::Value;

const COURSE: &str = r#"id: https://courses.example.org/themed
title: A themed course
language: en-GB
version: "1.0.0"
theme:
  accent: '#7a1f5c'
  css: styles/course.css
  fonts:
    body:
      family: Ward "Round" Sans
      license: {name: OFL-1.1, url: https://openfontlicense.org/}
      files:
        - {src: fonts/ward.woff2, weight: 200 900}
        - {src: fonts/ward-italic.woff2, weight: 400, style: italic}
modules:
  - id: start
    title: Start
    lessons:
      - {id: welcome, title: Welcome, body: Welcome.}
"#;

const STYLE: &str = "@charset \"utf-8\";
@namespace svg url(http://www.w3.org/2000/svg);
.cp-top { background: url(../media/Pattern%201.svg#p) !important }
svg|a { fill: none }
";

/// Builds the course: its files, and what was said about it.
fn built(folder: &Path) -> (BTreeMap<String, String>, Value) {
    let course = folder.join("course");
    for (name, text) in [
        ("course.yaml", COURSE),
        ("styles/course.css", STYLE),
        ("fonts/ward.woff2", "wOF2"),
        ("fonts/ward-italic.woff2", "wOF2 italic"),
        (
            "media/Pattern 1.svg",
            "<svg xmlns='http://www.w3.org/2000/svg'/>",
        ),
    ] {
        let path = course.join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, text).expect("it can be written");
    }
    let package = folder.join("course.zip");
    let output = Command::new(env!("CARGO_BIN_EXE_coursepack"))
        .args(["build", "--json", "--out"])
        .arg(&package)
        .arg(course)
        .output()
        .expect("coursepack runs");
    let report = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{report}");
    let file = fs::File::open(package).expect("the package is there");
    let mut zip = zip::ZipArchive::new(file).expect("it is a zip");
    let files = (0..zip.len()).map(|at| {
        let mut text = String::new();
        let mut file = zip.by_index(at).expect("the file is there");
        file.read_to_string(&mut text).expect("it is text");
        (file.name().expect("a name").into_owned(), text)
    });
    let files = files.collect();
    (
        files,
        serde_json::from_str(&report).expect("the report is JSON"),
    )
}

#[test]
fn fonts_and_styles_are_packaged_in_their_layers() {
    let folder = tempfile::tempdir().expect("a folder");
    let (files, _) = built(folder.path());
    let theme = &files["theme.css"];
    let start = r#"/* Ward "Round" Sans: OFL-1.1 https://openfontlicense.org/ */
@font-face {font-family:"Ward \"Round\" Sans";src:url("media/ward.woff2") format("woff2");font-weight:200 900;font-display:swap}
@font-face {font-family:"Ward \"Round\" Sans";src:url("media/ward-italic.woff2") format("woff2");font-weight:400;font-style:italic;font-display:swap}
@layer theme{
:root{color-scheme:light;--c-accent:#7a1f5c;--c-accent-text:#fff;"#;
    assert!(theme.starts_with(start), "{theme}");
    for name in ["--font-body", "--font-head"] {
        assert!(
            theme.contains(&format!(r#"{name}:"Ward \"Round\" Sans",system-ui,"#)),
            "{theme}"
        );
    }
    let (name, style) = files
        .iter()
        .find(|(name, _)| name.starts_with("media/course-"))
        .expect("the style sheet is there");
    assert_eq!(
        style,
        "@namespace svg url(http://www.w3.org/2000/svg);\n@layer course {\n\n\n.cp-top { background: url(\"pattern-1.svg\")  }\nsvg|a { fill: none }\n\n}\n"
    );
    // Every page links the three sheets, and the manifest has every file.
    let page = &files["lessons/welcome.html"];
    let links: Vec<&str> = page
        .lines()
        .filter(|line| line.starts_with("<link rel=\"stylesheet\""))
        .collect();
    assert_eq!(links.len(), 3, "{links:?}");
    let manifest = &files["imsmanifest.xml"];
    for file in [
        "theme.css",
        "media/ward.woff2",
        "media/ward-italic.woff2",
        "media/pattern-1.svg",
        name,
    ] {
        assert!(manifest.contains(&format!("href=\"{file}\"")), "{file}");
    }
}

#[test]
fn nothing_in_a_package_asks_the_web() {
    let folder = tempfile::tempdir().expect("a folder");
    let (files, _) = built(folder.path());
    for (name, text) in files
        .iter()
        .filter(|(name, _)| !name.ends_with(".xsd") && !name.ends_with(".xml"))
    {
        for asks in [
            "src=\"http",
            "src=\"//",
            "src:url(http",
            "url(\"http",
            "url(//",
            "@import",
            "<script src=\"http",
            "fetch(\"http",
            "fetch('http",
            "navigator.sendBeacon",
        ] {
            assert!(!text.contains(asks), "{name}: {asks}");
        }
        let links = text
            .split("<link ")
            .skip(1)
            .filter_map(|link| link.split('>').next());
        for link in links {
            assert!(!link.contains("//"), "{name}: {link}");
        }
    }
}

#[test]
fn contrast_is_reported_as_data() {
    let folder = tempfile::tempdir().expect("a folder");
    let (_, report) = built(folder.path());
    let theme = &report["courses"][0]["theme"];
    assert_eq!(theme["accent"], "#7a1f5c");
    let pairs = theme["contrast"].as_array().expect("a list");
    for mode in ["light", "dark", "light-more", "dark-more"] {
        let own: Vec<&Value> = pairs.iter().filter(|pair| pair["mode"] == mode).collect();
        assert!(own.len() >= 40, "{mode}: {}", own.len());
        for pair in own {
            let number = |name: &str| pair[name].as_f64().expect("a number");
            assert!(number("ratio") >= number("need"), "{pair}");
        }
    }
    // Somebody else's sum: #7a1f5c on #f6f5f1.
    let link = |pair: &&Value| {
        pair["mode"] == "light"
            && pair["foreground"] == "--c-link"
            && pair["background"] == "--c-bg"
    };
    let link = pairs.iter().find(link).expect("links on the page");
    assert_eq!((&link["ratio"], &link["need"]), (&8.83.into(), &4.5.into()));
}
