//! The JSON Schema of the format (draft 2020-12), printed from the tables that the reader conforms files to.

use serde_json::{Map, Value, json};

use super::form;
use super::shape::{COURSE, Field, Form, Object, QUESTION, Shape, Tagged};

/// The JSON Schema of a course definition: the object at the root is a course; `$defs/lesson` and `$defs/question`
/// describe lessons and questions, also those in files of their own, and `$defs/front-matter` the head of a Markdown
/// lesson.
pub fn schema() -> Value {
    let mut definitions = Map::new();
    let course = object(&COURSE, &mut definitions);
    tagged(&QUESTION, &mut definitions);
    // The text of a Markdown lesson is what follows.
    definitions.insert(
        "front-matter".into(),
        json!({"$ref": "#/$defs/lesson", "not": {"required": ["body"]}}),
    );
    let mut root = Map::new();
    root.insert(
        "$schema".into(),
        json!("https://json-schema.org/draft/2020-12/schema"),
    );
    root.insert("title".into(), json!("Course definition"));
    root.insert(
        "description".into(),
        json!("What coursepack builds packages from: course.yaml, course.json or course.toml."),
    );
    if let Value::Object(course) = course {
        root.extend(course);
    }
    definitions.sort_keys();
    root.insert("$defs".into(), Value::Object(definitions));
    Value::Object(root)
}

fn shape(shape: &Shape, definitions: &mut Map<String, Value>) -> Value {
    match shape {
        Shape::Text | Shape::Markdown => by_language(
            "text",
            Form::Any,
            "A text, or a text for each language.",
            definitions,
        ),
        Shape::Paths => by_language(
            "paths",
            Form::Path,
            "A path, or a path for each language.",
            definitions,
        ),
        Shape::Plain(form) => json!({"type": "string", "pattern": form.pattern()}),
        Shape::Bool => json!({"type": "boolean"}),
        Shape::Integer(least) => json!({"type": "integer", "minimum": least, "maximum": 1_000_000}),
        Shape::Between(least, most) => {
            json!({"type": "integer", "minimum": least, "maximum": most})
        }
        Shape::Number => json!({"type": "number", "minimum": 0}),
        Shape::Signed => json!({"type": "number"}),
        Shape::Percent => json!({"anyOf": [
            {"type": "string", "pattern": form::PERCENT},
            {"const": 0},
            {"type": "number", "minimum": 1, "maximum": 100},
        ]}),
        Shape::Penalty => json!({"anyOf": [
            {"type": "string", "pattern": form::PERCENT},
            {"type": "number", "minimum": 0},
        ]}),
        Shape::Word(words) => json!({"type": "string", "enum": words}),
        Shape::List(least, item) => {
            let items = self::shape(item, definitions);
            let mut list = json!({"type": "array", "minItems": least, "items": items});
            if matches!(item, Shape::Tagged(_)) {
                // The only question of a lesson may leave its id out.
                list["anyOf"] = json!([{"maxItems": 1}, {"items": {"required": ["id"]}}]);
            }
            list
        }
        Shape::Object(item) => reference(item.name, definitions, |definitions| {
            object(item, definitions)
        }),
        Shape::Tagged(item) => tagged(item, definitions),
        Shape::Either(shapes) => {
            let shapes: Vec<Value> = shapes
                .iter()
                .map(|item| {
                    let mut shape = self::shape(item, definitions);
                    if matches!(item, Shape::Tagged(_)) {
                        // A lesson in place has no file whose name could be its id.
                        shape["required"] = json!(["id"]);
                    }
                    shape
                })
                .collect();
            json!({"anyOf": shapes})
        }
        Shape::Map(item) => {
            let item = self::shape(item, definitions);
            json!({
                "type": "object",
                "propertyNames": {"pattern": Form::Language.pattern()},
                "additionalProperties": item,
            })
        }
    }
}

fn by_language(name: &str, form: Form, doc: &str, definitions: &mut Map<String, Value>) -> Value {
    reference(name, definitions, |_| {
        let text = json!({"type": "string", "pattern": form.pattern()});
        json!({
            "description": doc,
            "anyOf": [
                text,
                {
                    "type": "object",
                    "minProperties": 1,
                    "propertyNames": {"pattern": Form::Language.pattern()},
                    "additionalProperties": text,
                },
            ],
        })
    })
}

/// A `$ref`; the definition is made once, and may refer to itself.
fn reference(
    name: &str,
    definitions: &mut Map<String, Value>,
    make: impl FnOnce(&mut Map<String, Value>) -> Value,
) -> Value {
    if !definitions.contains_key(name) {
        definitions.insert(name.to_owned(), Value::Null);
        let made = make(definitions);
        definitions.insert(name.to_owned(), made);
    }
    json!({"$ref": format!("#/$defs/{name}")})
}

fn object(item: &Object, definitions: &mut Map<String, Value>) -> Value {
    let (properties, required) = fields(item.fields.iter(), definitions);
    let mut schema = json!({
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": false,
    });
    if item.name == "see-also" {
        schema["oneOf"] = json!([{"required": ["url"]}, {"required": ["src"]}]);
    }
    schema
}

fn fields<'f>(
    fields: impl Iterator<Item = &'f Field>,
    definitions: &mut Map<String, Value>,
) -> (Map<String, Value>, Vec<&'static str>) {
    let mut properties = Map::new();
    let mut required = Vec::new();
    for field in fields {
        let mut property = shape(&field.shape, definitions);
        if let Value::Object(property) = &mut property {
            property.insert("description".into(), json!(field.doc));
        }
        properties.insert(field.name.to_owned(), property);
        if field.required {
            required.push(field.name);
        }
    }
    (properties, required)
}

fn tagged(item: &'static Tagged, definitions: &mut Map<String, Value>) -> Value {
    reference(item.name, definitions, |definitions| {
        let mut branches = Vec::new();
        for variant in item.variants {
            let (mut properties, mut required) =
                fields(item.common.iter().chain(variant.fields), definitions);
            properties.insert("type".into(), json!({"const": variant.tag}));
            let default = item.default == Some(variant.tag);
            if !default {
                required.push("type");
            }
            let test = if default {
                json!({"properties": {"type": {"const": variant.tag}}})
            } else {
                json!({"required": ["type"], "properties": {"type": {"const": variant.tag}}})
            };
            let mut then = json!({
                "properties": properties,
                "required": required,
                "additionalProperties": false,
            });
            if variant.tag == "reflection" {
                then["anyOf"] = json!([{"required": ["prompt"]}, {"required": ["prompts"]}]);
            }
            branches.push(json!({"if": test, "then": then}));
        }
        let mut whole = json!({
            "type": "object",
            "properties": {"type": {"type": "string", "enum": item.tags()}},
            "allOf": branches,
        });
        if item.default.is_none() {
            whole["required"] = json!(["type"]);
        }
        whole
    })
}
