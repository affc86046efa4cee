//! Questions: each can be answered, and SCORM 1.2 can record the answer.

use std::collections::BTreeMap;

use crate::course::{Course, LessonKind, Markdown, Question, QuestionKind};
use crate::finding::{Finding, Findings, code};
use crate::standard::scorm12;

pub(super) fn check(course: &Course, findings: &mut Findings) {
    for lesson in course.all_lessons() {
        for question in lesson.questions() {
            one(question, findings);
        }
        if let LessonKind::Test { questions, rules } = &lesson.kind {
            let judged = questions
                .iter()
                .filter(|question| question.kind.is_judged() && question.points != 0.0)
                .count();
            if judged == 0 && !questions.is_empty() {
                findings.push(
                    Finding::new(
                        &code::NOTHING_TO_SCORE,
                        "no question of this test can be scored",
                    )
                    .at(lesson.place.clone())
                    .help("add a question with a right answer and points, or make it a `quiz`"),
                );
            }
            if let Some(draw) = rules
                .draw
                .as_ref()
                .filter(|draw| draw.value as usize > questions.len())
            {
                findings.push(
                    Finding::new(
                        &code::DRAW_TOO_MANY,
                        format!(
                            "{} questions cannot be drawn from {}",
                            draw.value,
                            questions.len()
                        ),
                    )
                    .at(draw.place.clone())
                    .help(format!(
                        "write `draw: {}` or less, or add questions",
                        questions.len()
                    )),
                );
            }
        }
        if let LessonKind::Poll { options, .. } = &lesson.kind {
            let shares: Vec<f64> = options.iter().filter_map(|option| option.share).collect();
            let sum: f64 = shares.iter().sum();
            if !shares.is_empty() && (shares.len() < options.len() || (sum - 1.0).abs() > 0.021) {
                findings.push(
                    Finding::new(
                        &code::POLL_SHARES,
                        if shares.len() < options.len() {
                            format!(
                                "only {} of {} options have a share",
                                shares.len(),
                                options.len()
                            )
                        } else {
                            format!("the shares of the options add up to {:.0}%", sum * 100.0)
                        },
                    )
                    .at(lesson.place.clone())
                    .help("give every option a `share` so that they add up to 100%, or none"),
                );
            }
            too_many(options.len(), "options", &lesson.place, findings);
        }
    }
}

fn too_many(count: usize, what: &str, place: &crate::finding::Place, findings: &mut Findings) {
    let most = scorm12::limit::CHOICES;
    if count > most {
        findings.push(
            Finding::new(
                &code::TOO_MANY_OPTIONS,
                format!("{count} {what} are more than SCORM 1.2 can tell apart"),
            )
            .at(place.clone())
            .help(format!(
                "write at most {most}: each is recorded as one of the characters a-z and 0-9"
            )),
        );
    }
}

fn one(question: &Question, findings: &mut Findings) {
    let place = &question.place;
    let mut fault = |rule, message: String, help: &str| {
        findings.push(Finding::new(rule, message).at(place.clone()).help(help));
    };
    match &question.kind {
        QuestionKind::Choice { options, multiple } => {
            let right = options.iter().filter(|option| option.correct).count();
            if right == 0 && !options.is_empty() {
                fault(
                    &code::NO_RIGHT_ANSWER,
                    format!("no option of the question `{}` is right", question.id.value),
                    "write `correct: true` at the right option",
                );
            }
            if right > 1 && !multiple {
                fault(
                    &code::SEVERAL_RIGHT_ANSWERS,
                    format!("{right} options are right, but only one can be chosen"),
                    "write `multiple: true`, or leave one option right",
                );
            }
            twice(
                options.iter().map(|option| &option.text),
                "options",
                findings,
            );
            too_many(options.len(), "options", place, findings);
        }
        QuestionKind::FillIn { answers, .. } => {
            let most = scorm12::limit::STRING;
            for answer in answers.iter().filter(|answer| {
                answer
                    .parts
                    .iter()
                    .any(|(_, text)| text.chars().count() > most)
            }) {
                findings.push(
                    Finding::new(
                        &code::ANSWER_TOO_LONG,
                        format!("the answer has more than {most} characters"),
                    )
                    .at(answer.place.clone())
                    .help("shorten it, or ask for a free text (`long-fill-in`)"),
                );
            }
        }
        QuestionKind::Numeric { min, max, .. } => {
            if let (Some(min), Some(max)) = (min, max)
                && min > max
            {
                fault(
                    &code::EMPTY_RANGE,
                    format!("no number is from {min} to {max}"),
                    "let `min` be the smaller one",
                );
            }
            if min.is_none() && max.is_none() {
                fault(
                    &code::EMPTY_RANGE,
                    "the range has neither `min` nor `max`".into(),
                    "write at least one of them",
                );
            }
        }
        QuestionKind::Matching { pairs } => {
            twice(pairs.iter().map(|pair| &pair.source), "sources", findings);
            too_many(pairs.len(), "pairs", place, findings);
        }
        QuestionKind::Sequencing { items } => {
            twice(items.iter(), "items", findings);
            too_many(items.len(), "items", place, findings);
        }
        QuestionKind::Likert { scale } => too_many(scale.len(), "steps", place, findings),
        QuestionKind::TrueFalse { .. } | QuestionKind::LongFillIn => {}
    }
}

fn twice<'q>(texts: impl Iterator<Item = &'q Markdown>, what: &str, findings: &mut Findings) {
    let mut seen: BTreeMap<&str, &Markdown> = BTreeMap::new();
    for text in texts {
        let plain = text.first().plain.as_str();
        if plain.is_empty() {
            continue;
        }
        match seen.get(plain) {
            Some(before) => findings.push(
                Finding::new(&code::SAME_TWICE, format!("two {what} read `{plain}`"))
                    .at(text.place.clone())
                    .related(before.place.clone(), "first here")
                    .help("a learner cannot tell them apart; reword one"),
            ),
            None => {
                seen.insert(plain, text);
            }
        }
    }
}
