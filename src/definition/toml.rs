//! TOML 1.0; its tables come sorted by name, so they are put back into the order of the file.

use std::sync::Arc;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::{Key, Node, Value, gave_up, too_deep};
use crate::finding::{Finding, Findings, Source, code};

pub(super) fn parse(source: &Arc<Source>, findings: &mut Findings) -> Option<Node> {
    let (table, errors) = DeTable::parse_recoverable(&source.text);
    let broken = !errors.is_empty();
    // A cascade of errors from one mistake helps nobody.
    for error in errors.iter().take(5) {
        let span = error.span().unwrap_or(0..0);
        if gave_up(error.message()) {
            findings.push(too_deep(source, span.start));
            break;
        }
        findings.push(
            Finding::new(
                &code::SYNTAX,
                format!(
                    "not well-formed TOML: {}",
                    error.message().trim().replace('\n', ", ")
                ),
            )
            .at(source.place(span.start..span.end.max(span.start + 1)))
            .help("texts stand in quotes, every name is written once, and `[[modules]]` begins an item of a list"),
        );
    }
    (!broken).then(|| Node {
        span: 0..source.text.len(),
        value: map(table.get_ref()),
    })
}

fn map(table: &DeTable<'_>) -> Value {
    let mut fields: Vec<(Key, Node)> = table
        .iter()
        .map(|(key, value)| {
            (
                Key {
                    span: key.span(),
                    name: key.get_ref().to_string(),
                },
                convert(value),
            )
        })
        .collect();
    fields.sort_by_key(|(key, _)| key.span.start);
    Value::Map(fields)
}

fn convert(value: &Spanned<DeValue<'_>>) -> Node {
    let span = value.span();
    let value = match value.get_ref() {
        DeValue::String(text) => Value::String(text.to_string()),
        DeValue::Integer(number) if number.radix() == 10 => {
            Value::Number(number.as_str().replace('_', ""))
        }
        DeValue::Integer(number) => i64::from_str_radix(number.as_str(), number.radix())
            .map_or_else(
                |_| Value::String(number.as_str().to_owned()),
                |number| Value::Number(number.to_string()),
            ),
        DeValue::Float(number) => Value::Number(number.as_str().replace('_', "")),
        DeValue::Boolean(value) => Value::Bool(*value),
        DeValue::Datetime(time) => Value::String(time.to_string()),
        DeValue::Array(items) => Value::List(items.iter().map(convert).collect()),
        DeValue::Table(table) => map(table),
    };
    Node { span, value }
}
