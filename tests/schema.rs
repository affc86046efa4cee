//! The JSON Schema and the reader say the same about every definition, good and broken.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use jsonschema::Validator;
use serde_json::{Value, json};

use crate::broken;
use crate::notations::from_yaml;
use crate::snapshot::assert_matches;

fn printed() -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_coursepack"))
        .arg("schema")
        .output()
        .expect("coursepack runs");
    assert!(output.status.success());
    String::from_utf8(output.stdout).expect("the schema is UTF-8")
}

fn schema() -> Value {
    serde_json::from_str(&printed()).expect("the schema is JSON")
}

#[test]
fn the_schema_of_the_repository_is_the_one_that_is_printed() {
    assert_matches("schemas/course.schema.json", &printed());
}

#[test]
fn the_schema_is_a_schema() {
    let schema = schema();
    assert_eq!(
        schema["$schema"],
        "https://json-schema.org/draft/2020-12/schema"
    );
    if let Err(error) = jsonschema::meta::validate(&schema) {
        panic!("{error}");
    }
}

/// What the schema alone can know.
const STRUCTURAL: &[&str] = &[
    "COURSE-unknown-field",
    "COURSE-missing-field",
    "COURSE-wrong-type",
    "COURSE-bad-form",
    "COURSE-unknown-word",
    "COURSE-too-few",
];

struct Schemas {
    course: Validator,
    lesson: Validator,
    front_matter: Validator,
    question: Validator,
}

impl Schemas {
    fn new() -> Self {
        let part = |name: &str| {
            let schema = schema();
            let part = json!({"$ref": format!("#/$defs/{name}"), "$defs": schema["$defs"]});
            jsonschema::draft202012::new(&part).expect("it is a schema")
        };
        Self {
            course: jsonschema::draft202012::new(&schema()).expect("it is a schema"),
            lesson: part("lesson"),
            front_matter: part("front-matter"),
            question: part("question"),
        }
    }

    /// Whether the questions in a Markdown text are as they should be.
    fn questions(&self, text: &str) -> bool {
        text.split("```question\n").skip(1).all(|rest| {
            let block = rest.split("```").next().unwrap_or("");
            from_yaml(block).is_none_or(|question| self.question.is_valid(&question))
        })
    }

    /// The same of all bodies in a definition.
    fn bodies(&self, value: &Value) -> bool {
        match value {
            Value::Array(items) => items.iter().all(|item| self.bodies(item)),
            Value::Object(fields) => fields.iter().all(|(name, value)| match value {
                Value::String(text) if name == "body" => self.questions(text),
                value => self.bodies(value),
            }),
            _ => true,
        }
    }

    /// Whether a definition file is as it should be; `None` when it cannot be parsed.
    fn verdict(&self, path: &Path, lesson: bool) -> Option<bool> {
        let text = fs::read_to_string(path).ok()?;
        let ending = path.extension()?.to_str()?;
        let value = match ending {
            "yaml" => from_yaml(&text)?,
            "json" => serde_json::from_str(&text).ok()?,
            "toml" => toml::from_str(&text).ok()?,
            "md" => {
                let (front, body) = match text.strip_prefix("---\n") {
                    Some(rest) => rest.split_once("\n---\n")?,
                    None => ("{}", text.as_str()),
                };
                let front = from_yaml(front)?;
                return Some(self.front_matter.is_valid(&front) && self.questions(body));
            }
            _ => return None,
        };
        let validator = if lesson { &self.lesson } else { &self.course };
        Some(validator.is_valid(&value) && self.bodies(&value))
    }
}

/// The files that lists of lessons name.
fn lessons(value: &Value, found: &mut BTreeSet<PathBuf>) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| lessons(item, found)),
        Value::Object(fields) => {
            for (name, value) in fields {
                if let (true, Some(items)) = (name == "lessons", value.as_array()) {
                    found.extend(
                        items
                            .iter()
                            .filter_map(|item| item.as_str().map(PathBuf::from)),
                    );
                }
                lessons(value, found);
            }
        }
        _ => {}
    }
}

#[test]
fn schema_and_reader_agree() {
    let schemas = Schemas::new();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let good = fs::read_dir(root.join("fixtures/courses")).expect("there are courses");
    let mut courses: Vec<PathBuf> = good
        .map(|entry| Path::new("fixtures/courses").join(entry.expect("listed").file_name()))
        .collect();
    courses.sort();
    courses.extend(broken::courses());
    let (mut valid, mut invalid) = (0, 0);
    for course in courses {
        let findings = broken::findings(&course);
        let definition = ["course.yaml", "course.json", "course.toml"]
            .map(|name| course.join(name))
            .into_iter()
            .find(|path| root.join(path).exists())
            .expect("there is a definition");
        let mut files = BTreeSet::new();
        let text = fs::read_to_string(root.join(&definition)).expect("it is a text");
        lessons(&from_yaml(&text).unwrap_or(Value::Null), &mut files);
        let files = files
            .into_iter()
            .filter(|file| file.is_relative() && !file.starts_with(".."))
            // The name of a file may make no id, but the schema does not know it.
            .filter(|file| file.to_str().is_some_and(|name| name.is_ascii()))
            .map(|file| (course.join(file), true));
        for (file, lesson) in files.chain([(definition.clone(), false)]) {
            let Some(verdict) = schemas.verdict(&root.join(&file), lesson) else {
                continue;
            };
            let own: Vec<&Value> = findings
                .iter()
                .filter(|finding| finding["at"]["path"].as_str().map(Path::new) == Some(&file))
                .filter(|finding| STRUCTURAL.contains(&finding["code"].as_str().unwrap_or("")))
                .collect();
            assert_eq!(verdict, own.is_empty(), "{}: {own:#?}", file.display());
            if verdict { valid += 1 } else { invalid += 1 }
        }
    }
    assert!(
        valid > 60 && invalid > 10,
        "{valid} valid, {invalid} invalid"
    );
}
