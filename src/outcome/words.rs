//! How each standard writes down what a learner has done: one table of words for each, and nothing decided here.

use serde_json::{Map, Value};

use super::grade::Judged;
use super::play::{Status, Submitted, Visit};
use super::rules::reaches;
use super::unit::{Question, Unit};
use super::{Completion, Interaction, Objective, Score, Success, round};
use crate::player::Player;
use crate::standard::scorm2004::objective;

/// What is to be written down of a SCO, before it is in anybody's words.
#[derive(Debug, Clone)]
pub(super) struct Standing {
    pub(super) completion: Completion,
    pub(super) success: Success,
    /// The two in one, as the player tells the learner.
    pub(super) status: Status,
    /// The share of the points.
    pub(super) score: Option<f64>,
    /// The id of the lesson that was opened last.
    pub(super) location: String,
    pub(super) objectives: Vec<Module>,
    /// The share of the lessons that are done.
    pub(super) progress: f64,
    /// And the share that completes the SCO.
    pub(super) mark: f64,
    /// The mark that the LMS has from the manifest.
    pub(super) mastery: Option<f64>,
    /// Whether the LMS counts how often the SCO is done, so that it ends when it is.
    pub(super) ends: bool,
}

/// A module as an objective.
#[derive(Debug, Clone)]
pub(super) struct Module {
    pub(super) id: String,
    /// The share of its lessons that are done.
    pub(super) progress: f64,
    pub(super) score: Option<f64>,
    pub(super) success: Success,
}

/// The words of one standard.
pub(super) struct Words {
    /// Completion and success as a person reads them in a report.
    pub(super) status: fn(&Standing) -> String,
    /// The elements that the LMS has in the end, but for those of lists.
    pub(super) elements: fn(&Standing) -> Map<String, Value>,
    /// The elements of an entry of `cmi.objectives`, without `cmi.objectives.n.`.
    pub(super) objective: fn(&Module) -> Map<String, Value>,
    /// The type and result of a submitted answer; `None` where the standard has no word for it.
    /// `record` is whether the LMS may have what learners write.
    pub(super) interaction:
        fn(&Question<'_>, Judged, record: bool) -> Option<(&'static str, &'static str)>,
    /// An id as the standard has it.
    pub(super) id: fn(&str) -> String,
    /// What else to expect, where the LMS knows a mark.
    pub(super) notes: fn(&Standing) -> Vec<String>,
    /// How many answers and how many objectives are sent at most.
    pub(super) most: [usize; 2],
    /// Whether every submitted answer is an entry of its own, and not each question.
    pub(super) journal: bool,
}

/// The words of a player; `None` where nobody is told anything.
pub(super) fn of(player: Player) -> Option<Words> {
    match player {
        Player::Scorm12 => Some(SCORM12),
        Player::Scorm2004 => Some(SCORM2004),
        Player::Html => None,
    }
}

/// SCORM 1.2: completion and success are one word; `player/web/scorm12.js` and `interactions.js`.
const SCORM12: Words = Words {
    status: |standing| scorm12_status(standing).to_owned(),
    elements: |standing| {
        let score = standing.score.map(Score::new);
        let finished = standing.status != Status::Incomplete;
        elements([
            (
                "cmi.core.lesson_status",
                Some(scorm12_status(standing).to_owned()),
            ),
            (
                "cmi.core.score.raw",
                score.map(|score| score.raw.to_string()),
            ),
            ("cmi.core.score.min", score.map(|_| "0".to_owned())),
            ("cmi.core.score.max", score.map(|_| "100".to_owned())),
            ("cmi.core.lesson_location", Some(standing.location.clone())),
            (
                "cmi.core.exit",
                Some(if finished { "" } else { "suspend" }.to_owned()),
            ),
        ])
    },
    objective: |module| {
        elements([
            ("status", Some(completion(module.progress).to_owned())),
            (
                "score.raw",
                module.score.map(|share| Score::new(share).raw.to_string()),
            ),
        ])
    },
    interaction: |question, judged, _| {
        let written = question.kind == "long-fill-in";
        (!written).then(|| (kind(question), result(judged, "wrong")))
    },
    id: str::to_owned,
    notes: |standing| match measured(standing).and_then(success) {
        Some(shown) if shown != scorm12_status(standing) => vec![format!(
            "an LMS that holds the score against the mastery score itself, which SCORM 1.2 lets it, shows `{shown}`"
        )],
        _ => Vec::new(),
    },
    most: [usize::MAX; 2],
    journal: false,
};

/// SCORM 2004, every edition: two words, and the session is suspended so that all answers are there again; what the LMS
/// counts by attempts ends when it is done.
const SCORM2004: Words = Words {
    status: |standing| match success(scorm2004_success(standing)) {
        Some(success) => format!("{}, {success}", scorm2004_completion(standing)),
        None => scorm2004_completion(standing).to_owned(),
    },
    elements: |standing| {
        let success = success(scorm2004_success(standing)).map(str::to_owned);
        let done = matches!(standing.status, Status::Completed | Status::Passed);
        let exit = if standing.ends && done {
            "normal"
        } else {
            "suspend"
        };
        let mut all = elements([
            (
                "cmi.completion_status",
                Some(scorm2004_completion(standing).to_owned()),
            ),
            ("cmi.success_status", success),
            ("cmi.progress_measure", progress_measure(standing)),
            ("cmi.location", Some(standing.location.clone())),
            ("cmi.exit", Some(exit.to_owned())),
        ]);
        all.extend(scores("cmi.", standing.score));
        all
    },
    objective: |module| {
        let success = success(module.success).map(str::to_owned);
        let progress = round(module.progress, 100.0).to_string();
        let mut all = elements([
            (
                "completion_status",
                Some(completion(module.progress).to_owned()),
            ),
            ("success_status", success),
            ("progress_measure", Some(progress)),
        ]);
        all.extend(scores("", module.score));
        all
    },
    interaction: |question, judged, record| {
        let written = question.kind == "long-fill-in";
        (record || !written).then(|| (kind(question), result(judged, "incorrect")))
    },
    id: |id| {
        let taken = [objective::PRIMARY, objective::DONE, objective::PASSED].contains(&id)
            || [objective::NEEDS, objective::SPARED]
                .iter()
                .any(|start| id.starts_with(start));
        let refused = id.len() == 1 || id.ends_with('-');
        format!("{id}{}", if taken || refused { ".id" } else { "" })
    },
    notes: |standing| {
        let early = scorm2004_success(standing) != standing.success;
        let note = "in SCORM 2004 the LMS itself says `failed` of a score below the mark, though there are tries left";
        early.then(|| note.to_owned()).into_iter().collect()
    },
    most: [250, 100],
    journal: true,
};

fn scorm2004_completion(standing: &Standing) -> &'static str {
    match standing.completion {
        Completion::NotAttempted => "not attempted",
        Completion::Incomplete => "incomplete",
        Completion::Completed => "completed",
    }
}

/// As soon as there is a score, the LMS holds it against the mark, and that counts (RTE 4.2.22).
fn scorm2004_success(standing: &Standing) -> Success {
    measured(standing).unwrap_or(standing.success)
}

/// What the score comes to at the mark of the manifest.
fn measured(standing: &Standing) -> Option<Success> {
    let (mark, score) = standing.mastery.zip(standing.score)?;
    Some(if reaches(score, mark) {
        Success::Passed
    } else {
        Success::Failed
    })
}

fn success(success: Success) -> Option<&'static str> {
    match success {
        Success::Unknown => None,
        Success::Passed => Some("passed"),
        Success::Failed => Some("failed"),
    }
}

/// On the same side of its threshold as the completion, in whole percent.
fn progress_measure(standing: &Standing) -> Option<String> {
    let share = round(standing.progress * 100.0, 1.0);
    let mark = (standing.mark * 100.0 - 1e-9).ceil();
    let progress = if standing.completion == Completion::Completed {
        share.max(mark)
    } else {
        share.min(mark - 1.0)
    };
    (progress >= 0.0).then(|| (progress / 100.0).to_string())
}

fn scores(root: &str, share: Option<f64>) -> Map<String, Value> {
    let Some(score) = share.map(Score::new) else {
        return Map::new();
    };
    [
        ("min", "0".to_owned()),
        ("max", "100".to_owned()),
        ("raw", score.raw.to_string()),
        ("scaled", score.scaled.to_string()),
    ]
    .into_iter()
    .map(|(name, value)| (format!("{root}score.{name}"), value.into()))
    .collect()
}

/// The type of an interaction; a vote has none of its own.
fn kind(question: &Question<'_>) -> &'static str {
    match question.kind {
        "poll" if question.multiple => "choice",
        "poll" => "likert",
        kind => kind,
    }
}

fn scorm12_status(standing: &Standing) -> &'static str {
    match standing.status {
        Status::Incomplete => "incomplete",
        Status::Completed => "completed",
        Status::Passed => "passed",
        Status::Failed => "failed",
    }
}

/// That of a share of lessons.
fn completion(progress: f64) -> &'static str {
    if progress >= 1.0 {
        "completed"
    } else {
        "incomplete"
    }
}

fn result(judged: Judged, wrong: &'static str) -> &'static str {
    match judged {
        Judged::Right => "correct",
        Judged::Wrong => wrong,
        Judged::Neutral => "neutral",
    }
}

fn elements<const N: usize>(all: [(&str, Option<String>); N]) -> Map<String, Value> {
    all.into_iter()
        .filter_map(|(name, value)| Some((name.to_owned(), Value::from(value?))))
        .collect()
}

impl Words {
    /// The entries of `cmi.interactions`.
    pub(super) fn interactions(&self, unit: &Unit<'_>, visit: &Visit) -> Vec<Interaction> {
        let mut entries: Vec<Interaction> = Vec::new();
        for Submitted {
            lesson,
            question,
            judged,
        } in &visit.submitted
        {
            let lesson = &unit.lessons[*lesson];
            let question = &lesson.questions[*question];
            let Some((kind, result)) = (self.interaction)(question, *judged, unit.record) else {
                continue;
            };
            let id = (self.id)(question.id);
            let room = entries.len() < self.most[0];
            let known = entries.iter_mut().find(|entry| entry.id == id);
            match known.filter(|_| !self.journal) {
                Some(entry) => entry.result = result,
                None if !room => {}
                None => entries.push(Interaction {
                    id,
                    kind,
                    result,
                    drawn: lesson.test.as_ref().is_some_and(|test| test.draw.is_some()),
                }),
            }
        }
        entries
    }

    /// The entries of `cmi.objectives`.
    pub(super) fn objectives(&self, standing: &Standing) -> Vec<Objective> {
        let modules = standing.objectives.iter().take(self.most[1]);
        modules
            .map(|module| Objective {
                id: (self.id)(&module.id),
                recorded: (self.objective)(module),
            })
            .collect()
    }
}
