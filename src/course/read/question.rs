//! One question.

use super::values::{Reading, share};
use crate::course::conform::conform_tagged;
use crate::course::shape::QUESTION;
use crate::course::{ChoiceOption, Pair, Question, QuestionKind, Spanned};
use crate::definition::{Node, Value};

/// Questions of a list that was held against its shape already.
pub(super) fn questions(r: &mut Reading<'_>, node: &Node, lesson: &str) -> Vec<Question> {
    let nodes = r.list(node, "questions");
    let default = (nodes.len() == 1).then(|| format!("{lesson}-question"));
    nodes
        .iter()
        .filter_map(|node| build(r, node, default.clone()))
        .collect()
}

/// A question of a fenced block; `default` is its id if it has none of its own.
pub(super) fn question(
    r: &mut Reading<'_>,
    node: &Node,
    default: Option<String>,
) -> Option<Question> {
    let source = r.source.clone();
    conform_tagged(&source, node, &QUESTION, None, &mut r.findings);
    build(r, node, default)
}

fn build(r: &mut Reading<'_>, node: &Node, default: Option<String>) -> Option<Question> {
    let place = node
        .get("type")
        .map_or_else(|| r.place(node), |node| r.place(node));
    let mut id = r.id(node, "id", place.clone());
    if id.value.is_empty() {
        id = Spanned {
            value: default.unwrap_or_default(),
            place: place.clone(),
        };
    }
    let prefix = format!("{}-", id.value);
    let kind = kind(r, node, &prefix)?;
    let feedback = node.get("feedback");
    let mut part =
        |name: &str| feedback.and_then(|node| r.optional_markdown(node, name, true, &prefix));
    let correct_feedback = part("correct");
    let incorrect_feedback = part("incorrect");
    let prompt = match node.get("prompt") {
        Some(prompt) => r.markdown(prompt, true, &prefix),
        None => r.markdown(node, true, &prefix),
    };
    Some(Question {
        prompt,
        points: node.get("points").and_then(Node::as_number).unwrap_or(1.0),
        hint: r.optional_markdown(node, "hint", true, &prefix),
        correct_feedback,
        incorrect_feedback,
        outcomes: r.ids(node, "outcomes"),
        kind,
        place,
        id,
    })
}

fn flag(node: &Node, name: &str) -> bool {
    node.get(name).and_then(Node::as_bool).unwrap_or(false)
}

fn kind(r: &mut Reading<'_>, node: &Node, prefix: &str) -> Option<QuestionKind> {
    Some(match node.get("type")?.as_str()? {
        "choice" => {
            let mut options = Vec::new();
            for node in r.list(node, "options") {
                let Some(text) = node.get("text") else {
                    continue;
                };
                options.push(ChoiceOption {
                    text: r.markdown(text, true, prefix),
                    correct: flag(node, "correct"),
                    feedback: r.optional_markdown(node, "feedback", true, prefix),
                });
            }
            QuestionKind::Choice {
                options,
                multiple: flag(node, "multiple"),
            }
        }
        "true-false" => QuestionKind::TrueFalse {
            answer: node.get("answer")?.as_bool()?,
        },
        "fill-in" => QuestionKind::FillIn {
            answers: r.texts(node, "answers"),
            case_sensitive: flag(node, "case-sensitive"),
        },
        "numeric" => numeric(node)?,
        "matching" => {
            let mut pairs = Vec::new();
            for node in r.list(node, "pairs") {
                let (Some(source), Some(target)) = (node.get("source"), node.get("target")) else {
                    continue;
                };
                pairs.push(Pair {
                    source: r.markdown(source, true, prefix),
                    target: r.text(target),
                });
            }
            QuestionKind::Matching { pairs }
        }
        "sequencing" => {
            let items = r.list(node, "items");
            QuestionKind::Sequencing {
                items: items
                    .iter()
                    .map(|node| r.markdown(node, true, prefix))
                    .collect(),
            }
        }
        "likert" => QuestionKind::Likert {
            scale: r.texts(node, "scale"),
        },
        "long-fill-in" => QuestionKind::LongFillIn,
        _ => return None,
    })
}

fn numeric(node: &Node) -> Option<QuestionKind> {
    let answer = node.get("answer")?;
    let tolerance = node
        .get("tolerance")
        .and_then(Node::as_number)
        .unwrap_or(0.0);
    // `6 - 0.1` must be 5.9 for everybody, not 5.8999999999999995.
    let tidy = |number: f64| (number * 1e9).round() / 1e9;
    Some(match &answer.value {
        Value::Map(_) => {
            let bound = |name: &str| answer.get(name).and_then(Node::as_number);
            QuestionKind::Numeric {
                min: bound("min").map(|min| tidy(min - tolerance)),
                max: bound("max").map(|max| tidy(max + tolerance)),
                answer: None,
            }
        }
        _ => {
            let number = answer.as_number()?;
            QuestionKind::Numeric {
                min: Some(tidy(number - tolerance)),
                max: Some(tidy(number + tolerance)),
                answer: Some(number),
            }
        }
    })
}

/// What a wrong try costs.
pub(super) fn penalty(node: &Node) -> crate::course::Penalty {
    match node.get("penalty") {
        Some(node) if node.as_str().is_some() => {
            crate::course::Penalty::Share(share(node).unwrap_or(0.0))
        }
        Some(node) => crate::course::Penalty::Points(node.as_number().unwrap_or(0.0)),
        None => crate::course::Penalty::Points(0.0),
    }
}
