//! Holds a node against a shape of the format and reports every difference, each at its own place.

use std::sync::Arc;

use super::form;
use super::shape::{Field, Form, Object, Shape, Tagged};
use crate::definition::{Key, Node, Value};
use crate::finding::{Finding, Findings, Source, code};

/// Reports everything in `node` that is not as `shape` says.
pub(super) fn conform(
    source: &Arc<Source>,
    node: &Node,
    shape: &Shape,
    what: &str,
    findings: &mut Findings,
) {
    Conform { source, findings }.value(node, shape, what);
}

/// As [`conform`] for a lesson or question in a file of its own, whose body may stand outside of it: `absent` names
/// the fields that must not be in it, with the reason.
pub(super) fn conform_tagged(
    source: &Arc<Source>,
    node: &Node,
    tagged: &'static Tagged,
    absent: Option<(&str, &str)>,
    findings: &mut Findings,
) {
    if let (Some((name, why)), Some(fields)) = (absent, node.as_map()) {
        for (key, _) in fields.iter().filter(|(key, _)| key.name == name) {
            findings.push(
                Finding::new(
                    &code::UNKNOWN_FIELD,
                    format!("field `{name}` has no place here"),
                )
                .at(source.place(key.span.clone()))
                .help(why),
            );
        }
    }
    Conform { source, findings }.tagged(node, tagged);
}

struct Conform<'c> {
    source: &'c Arc<Source>,
    findings: &'c mut Findings,
}

impl Conform<'_> {
    fn value(&mut self, node: &Node, shape: &Shape, what: &str) {
        match shape {
            Shape::Text | Shape::Markdown => self.text(node, what, Form::Any),
            Shape::Paths => self.text(node, what, Form::Path),
            Shape::Plain(form) => self.plain(node, *form, what),
            Shape::Bool if node.as_bool().is_none() => self.wrong(node, what, "`true` or `false`"),
            Shape::Integer(least) => self.integer(node, *least, 1_000_000, what),
            Shape::Between(least, most) => self.integer(node, *least, *most, what),
            Shape::Number => self.number(node, what, 0.0),
            Shape::Signed => self.number(node, what, f64::NEG_INFINITY),
            Shape::Percent => self.percent(node, what),
            Shape::Penalty => match &node.value {
                Value::String(_) => self.percent(node, what),
                _ => self.number(node, what, 0.0),
            },
            Shape::Word(words) => self.word(node, words, what),
            Shape::List(least, item) => self.list(node, *least, item, what),
            Shape::Object(object) => self.object(node, object),
            Shape::Tagged(tagged) => self.tagged(node, tagged),
            Shape::Either(shapes) => {
                let fits = shapes.iter().find(|shape| match shape {
                    Shape::Object(_) | Shape::Tagged(_) => node.as_map().is_some(),
                    Shape::Plain(_) => node.as_str().is_some(),
                    Shape::Bool => node.as_bool().is_some(),
                    _ => matches!(node.value, Value::Number(_)),
                });
                match fits {
                    Some(shape) => self.value(node, shape, what),
                    None => self.wrong(node, what, &names(shapes)),
                }
            }
            Shape::Map(shape) => match node.as_map() {
                Some(fields) => {
                    self.twice(fields, "a map");
                    for (key, node) in fields {
                        self.value(node, shape, &format!("`{}`", key.name));
                    }
                }
                None => self.wrong(node, what, "a map of fields"),
            },
            Shape::Bool => {}
        }
    }

    fn report(&mut self, finding: Finding) {
        self.findings.push(finding);
    }

    fn wrong(&mut self, node: &Node, what: &str, expected: &str) {
        let mut finding = Finding::new(
            &code::WRONG_TYPE,
            format!("{what} is {}, not {expected}", node.kind()),
        )
        .at(self.source.place(node.span.clone()));
        if let (Value::Number(text), true) = (
            &node.value,
            expected.starts_with("a text") || expected.contains("in quotes"),
        ) {
            finding = finding.help(format!("write it in quotes: `\"{text}\"`"));
        } else if let (Value::Bool(value), true) = (&node.value, expected.starts_with("a text")) {
            finding = finding.help(format!("write it in quotes: `\"{value}\"`"));
        } else if expected == "a list" {
            finding = finding.help("write a list: `[…, …]`");
        } else {
            finding = finding.help(format!("write {expected}"));
        }
        self.report(finding);
    }

    /// A value that should be a map with these fields.
    fn no_map<'f>(&mut self, node: &Node, what: &str, fields: impl Iterator<Item = &'f Field>) {
        let mut fields: Vec<&Field> = fields.collect();
        fields.sort_by_key(|field| !field.required);
        let names: Vec<&str> = fields.iter().take(3).map(|field| field.name).collect();
        self.report(
            Finding::new(
                &code::WRONG_TYPE,
                format!("{what} is {}, not a map of fields", node.kind()),
            )
            .at(self.source.place(node.span.clone()))
            .help(format!(
                "write it as a map of fields, such as {}",
                list(&names)
            )),
        );
    }

    fn text(&mut self, node: &Node, what: &str, form: Form) {
        match &node.value {
            Value::String(text) => self.form(node, text, form, what),
            Value::Map(fields) => {
                self.twice(fields, "a text in several languages");
                if fields.is_empty() {
                    self.wrong(node, what, "a text, or a text for each language");
                }
                for (key, node) in fields {
                    if Form::Language.test(&key.name).is_err() {
                        self.report(
                            Finding::new(&code::BAD_FORM, format!("`{}` is not a language tag", key.name))
                                .at(self.source.place(key.span.clone()))
                                .help("a text in several languages is a map from language tag (BCP 47) to text, such as `en: …`"),
                        );
                    }
                    match &node.value {
                        Value::String(text) => self.form(node, text, form, what),
                        _ => self.wrong(node, what, "a text"),
                    }
                }
            }
            _ => self.wrong(node, what, "a text"),
        }
    }

    fn plain(&mut self, node: &Node, form: Form, what: &str) {
        match &node.value {
            Value::String(text) => self.form(node, text, form, what),
            _ => self.wrong(
                node,
                what,
                match form {
                    Form::Version => "a version in quotes",
                    Form::Path => "the path of a file",
                    _ => "a text",
                },
            ),
        }
    }

    fn form(&mut self, node: &Node, text: &str, form: Form, what: &str) {
        if let Err(expected) = form.test(text) {
            let shown: String = text.chars().take(60).collect();
            let mut finding = if text.trim().is_empty() {
                Finding::new(&code::BAD_FORM, format!("{what} is empty"))
            } else {
                Finding::new(&code::BAD_FORM, format!("`{shown}` is not {expected}"))
            }
            .at(self.source.place(node.span.clone()));
            finding = match (form, suggestion(form, text)) {
                (_, Some(better)) => finding.help(format!("write `{better}`")),
                _ => finding.help(format!("write {expected}")),
            };
            self.report(finding);
        }
    }

    fn integer(&mut self, node: &Node, least: u32, most: u32, what: &str) {
        match node.as_number() {
            Some(number)
                if number.fract() == 0.0
                    && number >= f64::from(least)
                    && number <= f64::from(most) => {}
            Some(_) if most < 1_000_000 => {
                self.range(
                    node,
                    what,
                    &format!("a whole number from {least} to {most}"),
                );
            }
            Some(_) => self.range(node, what, &format!("a whole number from {least}")),
            None => self.wrong(node, what, "a whole number"),
        }
    }

    fn number(&mut self, node: &Node, what: &str, least: f64) {
        match node.as_number() {
            Some(number) if number >= least => {}
            Some(_) => self.range(node, what, "a number from 0"),
            None => self.wrong(node, what, "a number"),
        }
    }

    fn percent(&mut self, node: &Node, what: &str) {
        match &node.value {
            Value::String(text) if form::percent(text).is_some() => {}
            Value::Number(_)
                if node
                    .as_number()
                    .is_some_and(|number| number == 0.0 || (1.0..=100.0).contains(&number)) => {}
            Value::Number(text) => {
                let help = match node.as_number() {
                    Some(share) if share > 0.0 && share < 1.0 => {
                        format!("write `{}%`", (share * 10_000.0).round() / 100.0)
                    }
                    _ => "write a percentage from 0% to 100%".to_owned(),
                };
                self.report(
                    Finding::new(
                        &code::BAD_FORM,
                        format!("{what} is {text}, not a percentage"),
                    )
                    .at(self.source.place(node.span.clone()))
                    .help(help),
                );
            }
            Value::String(text) => self.report(
                Finding::new(&code::BAD_FORM, format!("`{text}` is not a percentage"))
                    .at(self.source.place(node.span.clone()))
                    .help("write a percentage such as `70%`, from 0% to 100%"),
            ),
            _ => self.wrong(node, what, "a percentage such as `70%`"),
        }
    }

    fn range(&mut self, node: &Node, what: &str, expected: &str) {
        self.report(
            Finding::new(&code::BAD_FORM, format!("{what} must be {expected}"))
                .at(self.source.place(node.span.clone()))
                .help(format!("write {expected}")),
        );
    }

    fn word(&mut self, node: &Node, words: &[&str], what: &str) {
        let Some(text) = node.as_str() else {
            return self.wrong(node, what, &format!("one of {}", list(words)));
        };
        if !words.contains(&text) {
            let finding = Finding::new(&code::UNKNOWN_WORD, format!("{what} cannot be `{text}`"))
                .at(self.source.place(node.span.clone()));
            let finding = match nearest(text, words.iter().copied()) {
                Some(word) => finding
                    .label(format!("one of {}", list(words)))
                    .help(format!("did you mean `{word}`?")),
                None => finding.help(format!("write one of {}", list(words))),
            };
            self.report(finding);
        }
    }

    fn list(&mut self, node: &Node, least: usize, item: &Shape, what: &str) {
        let Some(items) = node.as_list() else {
            return self.wrong(node, what, "a list");
        };
        if items.len() < least {
            let message = if least == 1 {
                format!("{what} is empty")
            } else {
                format!("{what} has fewer than {least} items")
            };
            let items = if least == 1 { "item" } else { "items" };
            self.report(
                Finding::new(&code::TOO_FEW, message)
                    .at(self.source.place(node.span.clone()))
                    .help(format!("write at least {least} {items}")),
            );
        }
        for node in items {
            self.value(node, item, &format!("an item of {what}"));
        }
    }

    fn object(&mut self, node: &Node, object: &'static Object) {
        let Some(fields) = node.as_map() else {
            return self.no_map(node, object.what, object.fields.iter());
        };
        self.fields(
            node,
            fields,
            object.what,
            &object.fields.iter().collect::<Vec<_>>(),
            None,
        );
    }

    fn tagged(&mut self, node: &Node, tagged: &'static Tagged) {
        let Some(fields) = node.as_map() else {
            return self.no_map(node, tagged.what, tagged.common.iter());
        };
        let tags = tagged.tags();
        let tag = node.get("type");
        let name = match (tag, tagged.default) {
            (Some(node), _) => node.as_str(),
            (None, default) => default,
        };
        let mut known: Vec<&Field> = tagged.common.iter().collect();
        match name.and_then(|name| tagged.variant(name)) {
            Some(variant) => {
                known.extend(variant.fields);
                self.fields(
                    node,
                    fields,
                    &format!("{} of type `{}`", tagged.what, variant.tag),
                    &known,
                    Some(tagged),
                );
            }
            None => {
                match tag {
                    Some(tag) => self.word(tag, &tags, &format!("the type of {}", tagged.what)),
                    None => self.report(
                        Finding::new(
                            &code::MISSING_FIELD,
                            format!("{} needs a field `type`", tagged.what),
                        )
                        .at(self.source.place(first(node, fields)))
                        .help(format!("add `type:` with one of {}", list(&tags))),
                    ),
                }
                // Which fields belong to it cannot be known; those that every type has can still be read.
                for (key, node) in fields {
                    if let Some(field) = tagged.common.iter().find(|field| field.name == key.name) {
                        self.value(node, &field.shape, &format!("`{}`", key.name));
                    }
                }
            }
        }
    }

    fn fields(
        &mut self,
        node: &Node,
        fields: &[(Key, Node)],
        what: &str,
        known: &[&Field],
        tagged: Option<&'static Tagged>,
    ) {
        self.twice(fields, what);
        for (key, node) in fields {
            if tagged.is_some() && key.name == "type" {
                continue;
            }
            match known.iter().find(|field| field.name == key.name) {
                Some(field) => {
                    if matches!(node.value, Value::Null) {
                        self.report(
                            Finding::new(&code::WRONG_TYPE, format!("`{}` has no value", key.name))
                                .at(self.source.place(key.span.clone()))
                                .help("write its value, or remove the field"),
                        );
                    } else {
                        self.value(node, &field.shape, &format!("`{}`", key.name));
                    }
                }
                None => self.unknown(key, what, known, tagged),
            }
        }
        for field in known.iter().filter(|field| field.required) {
            if !fields.iter().any(|(key, _)| key.name == field.name) {
                self.report(
                    Finding::new(
                        &code::MISSING_FIELD,
                        format!("{what} needs a field `{}`", field.name),
                    )
                    .at(self.source.place(first(node, fields)))
                    .help(format!(
                        "add `{}`: {}",
                        field.name,
                        lower(field.doc)
                    )),
                );
            }
        }
    }

    fn unknown(
        &mut self,
        key: &Key,
        what: &str,
        known: &[&Field],
        tagged: Option<&'static Tagged>,
    ) {
        let finding = Finding::new(
            &code::UNKNOWN_FIELD,
            format!("unknown field `{}`", key.name),
        )
        .at(self.source.place(key.span.clone()))
        .label(format!("not a field of {what}"));
        let elsewhere = tagged.and_then(|tagged| {
            let owner = tagged
                .variants
                .iter()
                .find(|variant| variant.fields.iter().any(|field| field.name == key.name))?;
            Some(format!(
                "`{}` is a field of {} of type `{}`",
                key.name, tagged.what, owner.tag
            ))
        });
        let finding = match (
            elsewhere,
            nearest(&key.name, known.iter().map(|field| field.name)),
        ) {
            (Some(help), _) => finding.help(help),
            (None, Some(name)) => finding.help(format!("did you mean `{name}`?")),
            (None, None) => {
                let names: Vec<&str> = known.iter().map(|field| field.name).collect();
                finding.help(format!("its fields are {}", list(&names)))
            }
        };
        self.report(finding);
    }

    fn twice(&mut self, fields: &[(Key, Node)], what: &str) {
        let mut seen = std::collections::BTreeMap::new();
        for (key, _) in fields {
            if let Some(before) = seen.insert(key.name.as_str(), key) {
                self.report(
                    Finding::new(
                        &code::FIELD_TWICE,
                        format!("field `{}` is written twice in {what}", key.name),
                    )
                    .at(self.source.place(key.span.clone()))
                    .related(self.source.place(before.span.clone()), "first here")
                    .help("remove one of them"),
                );
            }
        }
    }
}

/// The first field of a map stands for the whole, which may be long.
fn first(node: &Node, fields: &[(Key, Node)]) -> std::ops::Range<usize> {
    fields
        .first()
        .map_or_else(|| node.span.clone(), |(key, _)| key.span.clone())
}

/// The nearest of some names, if it is near.
pub(crate) fn nearest<'n>(name: &str, names: impl Iterator<Item = &'n str>) -> Option<&'n str> {
    names
        .map(|known| {
            (
                strsim::damerau_levenshtein(&name.to_lowercase(), known),
                known,
            )
        })
        .filter(|(distance, known)| {
            *distance <= 1 + known.chars().count().min(name.chars().count()) / 4
        })
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, known)| known)
}

fn list(names: &[&str]) -> String {
    names
        .iter()
        .map(|name| format!("`{name}`"))
        .collect::<Vec<_>>()
        .join(", ")
}

fn names(shapes: &[Shape]) -> String {
    let name = |shape: &Shape| match shape {
        Shape::Object(object) => object.what.to_owned(),
        Shape::Tagged(tagged) => tagged.what.to_owned(),
        Shape::Plain(Form::Path) => "the path of a file".to_owned(),
        Shape::Plain(_) => "a text".to_owned(),
        Shape::Bool => "`true` or `false`".to_owned(),
        _ => "a number".to_owned(),
    };
    shapes.iter().map(name).collect::<Vec<_>>().join(" or ")
}

fn lower(doc: &str) -> String {
    let mut chars = doc.trim_end_matches('.').chars();
    chars.next().map_or_else(String::new, |first| {
        first.to_lowercase().chain(chars).collect()
    })
}

/// What the author may have meant.
fn suggestion(form: Form, text: &str) -> Option<String> {
    match form {
        Form::Id => {
            let mut id = String::new();
            for c in text.chars() {
                match c.to_ascii_lowercase() {
                    c if c.is_ascii_lowercase() || c.is_ascii_digit() => id.push(c),
                    _ if !id.is_empty() && !id.ends_with('-') => id.push('-'),
                    _ => {}
                }
            }
            let id = id.trim_end_matches('-');
            (!id.is_empty()).then(|| id.to_owned())
        }
        Form::Language if text.contains('_') => {
            Some(text.replace('_', "-")).filter(|tag| Form::Language.test(tag).is_ok())
        }
        _ => None,
    }
}
