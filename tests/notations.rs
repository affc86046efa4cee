//! The same course in YAML, JSON and TOML: the same bytes.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use granit_parser::{Event, Parser, ScalarStyle};
use serde_json::{Map, Value, json};

/// A YAML text as JSON, by a way of its own; `None` when it is not well-formed.
pub(crate) fn from_yaml(text: &str) -> Option<Value> {
    let mut stack: Vec<(Value, Option<String>)> = Vec::new();
    let mut anchors: Vec<Value> = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    let mut root = Value::Null;
    let keep = |anchors: &mut Vec<Value>, anchor: usize, value: &Value| {
        if anchor > 0 {
            anchors.resize(anchors.len().max(anchor + 1), Value::Null);
            anchors[anchor] = value.clone();
        }
    };
    let mut parser = Parser::new_from_str(text);
    while let Some(event) = parser.next_event() {
        let (event, _) = event.ok()?;
        let value = match event {
            Event::SequenceStart(_, anchor, _) => {
                stack.push((json!([]), None));
                open.push(anchor);
                continue;
            }
            Event::MappingStart(_, anchor, _) => {
                stack.push((json!({}), None));
                open.push(anchor);
                continue;
            }
            Event::SequenceEnd | Event::MappingEnd => {
                let (value, _) = stack.pop()?;
                keep(&mut anchors, open.pop()?, &value);
                value
            }
            Event::Scalar(text, style, anchor, _) => {
                let value = if style == ScalarStyle::Plain {
                    plain(&text)
                } else {
                    Value::String(text.into_owned())
                };
                keep(&mut anchors, anchor, &value);
                value
            }
            Event::Alias(anchor) => anchors.get(anchor)?.clone(),
            _ => continue,
        };
        match stack.last_mut() {
            None => root = value,
            Some((Value::Array(items), _)) => items.push(value),
            Some((Value::Object(fields), key)) => match key.take() {
                Some(key) => {
                    fields.insert(key, value);
                }
                None => *key = Some(value.as_str().map_or(value.to_string(), str::to_owned)),
            },
            Some(_) => return None,
        }
    }
    Some(root)
}

fn plain(text: &str) -> Value {
    match text {
        "" | "~" | "null" => Value::Null,
        "true" => json!(true),
        "false" => json!(false),
        _ => match serde_json::from_str::<Value>(text) {
            Ok(number @ Value::Number(_)) => number,
            _ => Value::String(text.to_owned()),
        },
    }
}

/// A value in TOML, all in one line; strings of JSON are strings of TOML.
fn toml(value: &Value) -> String {
    match value {
        Value::Array(items) => {
            let items: Vec<String> = items.iter().map(toml).collect();
            format!("[{}]", items.join(", "))
        }
        Value::Object(fields) => format!("{{{}}}", pairs(fields).join(", ")),
        other => other.to_string(),
    }
}

fn pairs(fields: &Map<String, Value>) -> Vec<String> {
    fields
        .iter()
        .map(|(key, value)| format!("{} = {}", Value::from(key.as_str()), toml(value)))
        .collect()
}

/// Links of a Markdown text to files of the other notation.
fn links(text: &str, ending: &str) -> String {
    text.replace(".yaml)", &format!(".{ending})"))
}

/// Names the files of the other notation.
fn rename(value: &mut Value, ending: &str) {
    match value {
        Value::String(text) => {
            if let Some(stem) = text.strip_suffix(".yaml") {
                *text = format!("{stem}.{ending}");
            } else {
                *text = links(text, ending);
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| rename(item, ending)),
        Value::Object(fields) => fields.values_mut().for_each(|item| rename(item, ending)),
        _ => {}
    }
}

/// Copies a course, with its YAML files in another notation.
fn translate(from: &Path, to: &Path, ending: &str) {
    fs::create_dir_all(to).expect("the folder can be made");
    for entry in fs::read_dir(from).expect("the folder can be listed") {
        let path = entry.expect("it can be listed").path();
        let target = to.join(path.file_name().expect("it has a name"));
        if path.is_dir() {
            translate(&path, &target, ending);
        } else if path.extension() == Some(OsStr::new("yaml")) {
            let text = fs::read_to_string(&path).expect("it is a text");
            let mut value = from_yaml(&text).expect("it is well-formed");
            rename(&mut value, ending);
            let text = match &value {
                Value::Object(fields) if ending == "toml" => pairs(fields).join("\n"),
                other => format!("{other:#}"),
            };
            fs::write(target.with_extension(ending), text).expect("it can be written");
        } else if path.extension() == Some(OsStr::new("md")) {
            let text = fs::read_to_string(&path).expect("it is a text");
            fs::write(target, links(&text, ending)).expect("it can be written");
        } else {
            fs::copy(&path, &target).expect("it can be copied");
        }
    }
}

fn build(course: &Path, out: &Path) -> Vec<u8> {
    let output = Command::new(env!("CARGO_BIN_EXE_coursepack"))
        .arg("build")
        .arg(course)
        .arg("--out")
        .arg(out)
        .output()
        .expect("coursepack runs");
    let text = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{}: {text}", course.display());
    fs::read(out).expect("the package is there")
}

#[test]
fn the_same_course_in_three_notations_is_the_same_package() {
    let courses = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/courses");
    let mut courses: Vec<PathBuf> = fs::read_dir(courses)
        .expect("there are courses")
        .map(|entry| entry.expect("they can be listed").path())
        .collect();
    courses.sort();
    let folder = tempfile::tempdir().expect("a fresh folder");
    for course in courses {
        let expected = build(&course, &folder.path().join("yaml.zip"));
        for ending in ["json", "toml"] {
            let name = course.file_name().expect("it has a name");
            let copy = folder.path().join(ending).join(name);
            translate(&course, &copy, ending);
            let actual = build(&copy, &folder.path().join(format!("{ending}.zip")));
            assert!(actual == expected, "{} in {ending}", course.display());
        }
    }
}
