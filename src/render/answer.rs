//! What the player needs to judge an answer, and the answer in words for those who read without it.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::{Value, json};

use super::data::number;
use super::escape;
use super::question::letter;
use super::view::View;
use crate::course::{ChoiceOption, Markdown, Pair, Question, QuestionKind, Text};

/// One question in the data of a page.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Answer {
    kind: &'static str,
    multiple: bool,
    /// Plain, for the LMS's reports.
    prompt: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    correct: Option<Value>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    options: BTreeMap<&'static str, String>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    sources: BTreeMap<&'static str, String>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    targets: BTreeMap<&'static str, String>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    items: BTreeMap<&'static str, String>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    scale: BTreeMap<&'static str, String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    case_sensitive: Option<bool>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    outcomes: Vec<String>,
}

/// The longest prompt that LMSs keep.
const PROMPT: usize = 250;

/// The targets of a matching question, each once, in the author's order.
pub(super) fn targets(pairs: &[Pair]) -> Vec<&Text> {
    let mut targets: Vec<&Text> = Vec::new();
    for pair in pairs {
        if !targets.iter().any(|known| same(known, &pair.target)) {
            targets.push(&pair.target);
        }
    }
    targets
}

fn same(one: &Text, other: &Text) -> bool {
    first(one) == first(other)
}

fn first(text: &Text) -> Option<&str> {
    text.parts.first().map(|(_, text)| text.as_str())
}

fn lettered<T>(all: impl IntoIterator<Item = T>) -> BTreeMap<&'static str, T> {
    all.into_iter()
        .enumerate()
        .map(|(at, one)| (letter(at), one))
        .collect()
}

/// The data of a question.
pub(super) fn data(view: &View<'_>, question: &Question) -> Answer {
    let language = view.language;
    let plain = |text: &Markdown| text.get(language).plain.clone();
    let mut answer = Answer {
        kind: question.kind.name(),
        multiple: false,
        prompt: question
            .prompt
            .get(language)
            .plain
            .chars()
            .take(PROMPT)
            .collect(),
        correct: None,
        options: BTreeMap::new(),
        sources: BTreeMap::new(),
        targets: BTreeMap::new(),
        items: BTreeMap::new(),
        scale: BTreeMap::new(),
        case_sensitive: None,
        outcomes: question
            .outcomes
            .iter()
            .map(|outcome| outcome.value.clone())
            .collect(),
    };
    match &question.kind {
        QuestionKind::Choice { options, multiple } => {
            answer.multiple = *multiple;
            answer.options = lettered(options.iter().map(|option| plain(&option.text)));
            let right = options
                .iter()
                .enumerate()
                .filter(|(_, option)| option.correct);
            answer.correct = Some(right.map(|(at, _)| letter(at)).collect());
        }
        QuestionKind::TrueFalse { answer: right } => {
            answer.correct = Some(json!(if *right { "t" } else { "f" }))
        }
        QuestionKind::FillIn {
            answers,
            case_sensitive,
        } => {
            answer.case_sensitive = Some(*case_sensitive);
            answer.correct = Some(answers.iter().map(|text| text.get(language)).collect());
        }
        QuestionKind::Numeric {
            min,
            max,
            answer: exact,
        } => {
            let bounds = [("min", min), ("max", max), ("answer", exact)];
            let known = bounds
                .into_iter()
                .filter_map(|(name, bound)| Some((name.to_owned(), number((*bound)?))));
            answer.correct = Some(Value::Object(known.collect()));
        }
        QuestionKind::Matching { pairs } => {
            let targets = targets(pairs);
            let right = pairs.iter().enumerate().map(|(at, pair)| {
                let target = targets
                    .iter()
                    .position(|target| same(target, &pair.target))
                    .unwrap_or_default();
                (letter(at).to_owned(), json!(letter(target)))
            });
            answer.correct = Some(Value::Object(right.collect()));
            answer.sources = lettered(pairs.iter().map(|pair| plain(&pair.source)));
            answer.targets = lettered(targets.iter().map(|target| target.get(language).to_owned()));
        }
        QuestionKind::Sequencing { items } => {
            answer.correct = Some((0..items.len()).map(letter).collect());
            answer.items = lettered(items.iter().map(plain));
        }
        QuestionKind::Likert { scale } => {
            answer.scale = lettered(scale.iter().map(|text| text.get(language).to_owned()));
        }
        QuestionKind::LongFillIn => {}
    }
    answer
}

/// The right answer, with `reasons` also what is said about it.
pub(super) fn write(view: &View<'_>, out: &mut String, question: &Question, reasons: bool) {
    let list = |out: &mut String, tag: &str, lines: &mut dyn Iterator<Item = String>| {
        out.push_str(&format!("<{tag}>\n"));
        for line in lines {
            out.push_str("<li>");
            out.push_str(&line);
            out.push_str("</li>\n");
        }
        out.push_str(&format!("</{tag}>\n"));
    };
    match &question.kind {
        QuestionKind::Choice { options, .. } => {
            let line = |option: &ChoiceOption| {
                let mut line = view.html(&option.text);
                if let Some(feedback) = option.feedback.as_ref().filter(|_| reasons) {
                    line.push_str("<br>");
                    view.markdown(&mut line, feedback);
                }
                line
            };
            let right = options.iter().filter(|option| option.correct);
            list(out, "ul", &mut right.map(line));
            // Why the others are not right is half of what there is to learn.
            let mut wrong = options
                .iter()
                .filter(|option| reasons && !option.correct && option.feedback.is_some())
                .peekable();
            if wrong.peek().is_some() {
                paragraph(out, view.word("incorrect"));
                list(out, "ul", &mut wrong.map(line));
            }
        }
        QuestionKind::TrueFalse { answer } => {
            paragraph(out, view.word(if *answer { "true" } else { "false" }))
        }
        QuestionKind::FillIn { answers, .. } => {
            let all: Vec<&str> = answers.iter().map(|text| text.get(view.language)).collect();
            paragraph(out, &all.join(" / "));
        }
        QuestionKind::Numeric { min, max, answer } => {
            let bound =
                |bound: &Option<f64>| bound.map(|bound| bound.to_string()).unwrap_or_default();
            paragraph(
                out,
                &answer.map_or_else(
                    || format!("{} – {}", bound(min), bound(max)),
                    |exact| exact.to_string(),
                ),
            );
        }
        QuestionKind::Matching { pairs } => list(
            out,
            "ul",
            &mut pairs.iter().map(|pair| {
                let mut line = view.html(&pair.source);
                line.push_str(" – ");
                view.push(&mut line, &pair.target);
                line
            }),
        ),
        QuestionKind::Sequencing { items } => {
            list(out, "ol", &mut items.iter().map(|item| view.html(item)))
        }
        QuestionKind::Likert { .. } | QuestionKind::LongFillIn => {}
    }
    if let Some(feedback) = question.correct_feedback.as_ref().filter(|_| reasons) {
        out.push_str("<div>");
        view.markdown(out, feedback);
        out.push_str("</div>\n");
    }
}

fn paragraph(out: &mut String, text: &str) {
    out.push_str("<p>");
    escape::text(out, text);
    out.push_str("</p>\n");
}
