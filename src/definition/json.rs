//! JSON (RFC 8259), with none of the leniencies that editors grant.

use std::sync::Arc;

use jsonc_parser::ast;
use jsonc_parser::common::Ranged;
use jsonc_parser::{CollectOptions, ParseOptions, parse_to_ast};

use super::{DEPTH, Key, Node, Value, gave_up, too_deep};
use crate::finding::{Finding, Findings, Source, code};

pub(super) fn parse(source: &Arc<Source>, findings: &mut Findings) -> Option<Node> {
    let strict = ParseOptions {
        allow_comments: false,
        allow_loose_object_property_names: false,
        allow_trailing_commas: false,
        allow_missing_commas: false,
        allow_single_quoted_strings: false,
        allow_hexadecimal_numbers: false,
        allow_unary_plus_numbers: false,
        allow_bare_decimal_point_numbers: false,
        allow_non_finite_numbers: false,
        allow_extended_string_escapes: false,
    };
    // The parser lets them pass.
    let control = |byte: &u8| *byte < b' ' && !matches!(byte, b'\t' | b'\n' | b'\r');
    if let Some(at) = source.text.as_bytes().iter().position(control) {
        findings.push(
            Finding::new(&code::SYNTAX, "not well-formed JSON: a control character")
                .at(source.place(at..at + 1))
                .help("remove it; it came from another program"),
        );
        return None;
    }
    match parse_to_ast(&source.text, &CollectOptions::default(), &strict) {
        Ok(result) => match result.value {
            Some(value) => convert(source, &value, 0, findings),
            None => Some(Node {
                span: 0..0,
                value: Value::Null,
            }),
        },
        Err(error) => {
            let range = error.range();
            let message = error.kind().to_string();
            if gave_up(&message) {
                findings.push(too_deep(source, range.start));
                return None;
            }
            findings.push(
                Finding::new(
                    &code::SYNTAX,
                    format!("not well-formed JSON: {}", lower(&message)),
                )
                .at(source.place(range.start..range.end.max(range.start + 1)))
                .help("JSON takes no comments and no comma after the last item; names and texts stand in double quotes"),
            );
            None
        }
    }
}

fn convert(
    source: &Arc<Source>,
    value: &ast::Value<'_>,
    depth: usize,
    findings: &mut Findings,
) -> Option<Node> {
    let range = value.range();
    if depth > DEPTH {
        findings.push(too_deep(source, range.start));
        return None;
    }
    let value = match value {
        ast::Value::NullKeyword(_) => Value::Null,
        ast::Value::BooleanLit(literal) => Value::Bool(literal.value),
        ast::Value::NumberLit(literal) => Value::Number(literal.value.to_owned()),
        ast::Value::StringLit(literal) => Value::String(literal.value.to_string()),
        ast::Value::Array(array) => {
            let mut items = Vec::with_capacity(array.elements.len());
            for element in &array.elements {
                items.push(convert(source, element, depth + 1, findings)?);
            }
            Value::List(items)
        }
        ast::Value::Object(object) => {
            let mut fields = Vec::with_capacity(object.properties.len());
            for property in &object.properties {
                let span = property.name.range();
                let key = Key {
                    span: span.start..span.end,
                    name: property.name.as_str().to_owned(),
                };
                fields.push((key, convert(source, &property.value, depth + 1, findings)?));
            }
            Value::Map(fields)
        }
    };
    Some(Node {
        span: range.start..range.end,
        value,
    })
}

fn lower(message: &str) -> String {
    let mut chars = message.chars();
    chars.next().map_or_else(String::new, |first| {
        first.to_lowercase().chain(chars).collect()
    })
}
