//! YAML 1.2 by its core schema: `yes` and `12:30` are texts, `true` and `12` are not.

use std::ops::Range;
use std::sync::Arc;

use granit_parser::{Event, Parser, ScalarStyle, Span};

use super::{DEPTH, Key, NODES, Node, Value, gave_up, too_deep, too_many};
use crate::finding::{Finding, Findings, Source, code};

/// A collection that is still open.
struct Open {
    node: Node,
    anchor: usize,
    /// The key that waits for its value, in a map.
    key: Option<Key>,
}

pub(super) fn parse(
    source: &Arc<Source>,
    text: &str,
    offset: usize,
    findings: &mut Findings,
) -> Option<Node> {
    let mut root = None;
    let mut stack: Vec<Open> = Vec::new();
    // Anchored values by number, each with the count of values in it.
    let mut anchors: Vec<Option<(Node, usize)>> = Vec::new();
    let mut count = 0;
    let mut documents = 0;
    let range = |span: &Span| -> Range<usize> {
        let range = span.byte_range().unwrap_or(0..0);
        // Block collections end where the next token starts; the last line break is not theirs.
        let end = range.start
            + text
                .get(range.clone())
                .map_or(0, |slice| slice.trim_end().len());
        offset + range.start..offset + end
    };
    let mut parser = Parser::new_from_str(text);
    loop {
        let (event, span) = match parser.next_event() {
            None => break,
            Some(Ok(next)) => next,
            Some(Err(error)) => {
                let at = offset + error.marker().byte_offset().unwrap_or(text.len());
                if gave_up(&error.info()) {
                    findings.push(too_deep(source, at));
                    return None;
                }
                findings.push(
                    Finding::new(&code::SYNTAX, format!("not well-formed YAML: {}", error.info()))
                        .at(source.place(at..at + 1))
                        .help("check the indentation, and put texts that hold `: ` or ` #` or begin with a sign in quotes"),
                );
                return None;
            }
        };
        let (node, anchor) = match event {
            Event::DocumentStart(..) => {
                documents += 1;
                if documents > 1 {
                    findings.push(
                        Finding::new(&code::SYNTAX, "a second YAML document begins here")
                            .at(source.place(range(&span)))
                            .help("a definition is one document; remove the `---`"),
                    );
                    break;
                }
                continue;
            }
            Event::SequenceStart(_, anchor, _) => {
                if stack.len() >= DEPTH {
                    findings.push(too_deep(source, range(&span).start));
                    return None;
                }
                stack.push(Open {
                    node: Node {
                        span: range(&span),
                        value: Value::List(Vec::new()),
                    },
                    anchor,
                    key: None,
                });
                continue;
            }
            Event::MappingStart(_, anchor, _) => {
                if stack.len() >= DEPTH {
                    findings.push(too_deep(source, range(&span).start));
                    return None;
                }
                stack.push(Open {
                    node: Node {
                        span: range(&span),
                        value: Value::Map(Vec::new()),
                    },
                    anchor,
                    key: None,
                });
                continue;
            }
            Event::SequenceEnd | Event::MappingEnd => {
                let Some(mut open) = stack.pop() else { break };
                // A block collection has no closing sign: it ends where its last value ends.
                let end = range(&span).end;
                let last = match &open.node.value {
                    Value::List(items) => items.last().map(|item| item.span.end),
                    Value::Map(fields) => fields
                        .last()
                        .map(|(key, node)| node.span.end.max(key.span.end)),
                    _ => None,
                };
                let closed = matches!(
                    text.as_bytes().get(end.wrapping_sub(offset + 1)),
                    Some(b']' | b'}')
                );
                open.node.span.end =
                    if closed { end } else { last.unwrap_or(end) }.max(open.node.span.start);
                (open.node, open.anchor)
            }
            Event::Scalar(value, style, anchor, tag) => {
                let forced = tag
                    .as_ref()
                    .is_some_and(|tag| tag.is_yaml_core_schema_tag("str"));
                let plain = style == ScalarStyle::Plain && !forced;
                (
                    Node {
                        span: range(&span),
                        value: if plain {
                            scalar(&value)
                        } else {
                            Value::String(value.into_owned())
                        },
                    },
                    anchor,
                )
            }
            Event::Alias(anchor) => match anchors.get(anchor).and_then(Option::as_ref) {
                Some((node, size)) => {
                    count += size;
                    if count > NODES {
                        findings.push(too_many(source, range(&span).start));
                        return None;
                    }
                    (node.clone(), 0)
                }
                None => (
                    Node {
                        span: range(&span),
                        value: Value::Null,
                    },
                    0,
                ),
            },
            _ => continue,
        };
        count += 1;
        if count > NODES {
            findings.push(too_many(source, node.span.start));
            return None;
        }
        if anchor > 0 {
            let size = size(&node);
            if anchors.len() <= anchor {
                anchors.resize_with(anchor + 1, || None);
            }
            anchors[anchor] = Some((node.clone(), size));
        }
        match stack.last_mut() {
            None => root = root.or(Some(node)),
            Some(open) => match &mut open.node.value {
                Value::Map(fields) => match open.key.take() {
                    Some(key) => fields.push((key, node)),
                    None => open.key = Some(key(source, node, findings)),
                },
                Value::List(items) => items.push(node),
                _ => {}
            },
        }
    }
    root.or(Some(Node {
        span: offset..offset,
        value: Value::Null,
    }))
}

fn key(source: &Arc<Source>, node: Node, findings: &mut Findings) -> Key {
    let name = match node.value {
        Value::String(name) | Value::Number(name) => name,
        Value::Bool(value) => value.to_string(),
        _ => {
            findings.push(
                Finding::new(&code::SYNTAX, "a field's name must be a text")
                    .at(source.place(node.span.clone()))
                    .help("write a word before the `:`; values that begin with `{` or `[` may need quotes"),
            );
            String::new()
        }
    };
    Key {
        span: node.span,
        name,
    }
}

fn size(node: &Node) -> usize {
    1 + match &node.value {
        Value::List(items) => items.iter().map(size).sum(),
        Value::Map(fields) => fields.iter().map(|(_, node)| size(node) + 1).sum(),
        _ => 0,
    }
}

/// A plain scalar by the core schema (YAML 1.2.2, 10.3.2).
fn scalar(text: &str) -> Value {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => Value::Null,
        "true" | "True" | "TRUE" => Value::Bool(true),
        "false" | "False" | "FALSE" => Value::Bool(false),
        _ if is_number(text) => Value::Number(text.to_owned()),
        _ => Value::String(text.to_owned()),
    }
}

/// `[-+]? ( \. [0-9]+ | [0-9]+ ( \. [0-9]* )? ) ( [eE] [-+]? [0-9]+ )?`
fn is_number(text: &str) -> bool {
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let mut rest = text.strip_prefix(['-', '+']).unwrap_or(text);
    let whole = digits(rest);
    rest = &rest[whole..];
    let mut fraction = 0;
    if let Some(after) = rest.strip_prefix('.') {
        fraction = digits(after);
        rest = &after[fraction..];
    }
    if whole + fraction == 0 {
        return false;
    }
    if let Some(after) = rest.strip_prefix(['e', 'E']) {
        let after = after.strip_prefix(['-', '+']).unwrap_or(after);
        let exponent = digits(after);
        return exponent > 0 && exponent == after.len();
    }
    rest.is_empty()
}
