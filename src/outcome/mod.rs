//! A checked course -> what an LMS will have recorded of learners of several kinds.
//!
//! In: the course, its tree of SCOs, which player plays it. Out: for each kind of learner what stands in the LMS in
//! the end. A pure model of the player (`player/web/rules.js`, `grade.js` and what `main.js` makes of them), which
//! tests hold against the player itself in a browser.

mod draw;
mod grade;
mod learner;
mod play;
mod rules;
mod unit;
mod whole;
mod words;

pub use learner::Learner;
pub use whole::{Counts, Sums, Whole};

use serde::Serialize;
use serde_json::{Map, Value};

use crate::check::Checked;
use crate::package::Content;
use crate::player::Player;
use draw::Luck;
use play::{Status, Visit, Way};
use unit::Unit;
use whole::Summing;
use words::{Module, Standing, Words};

/// What becomes of one kind of learner.
#[derive(Debug, Clone, Serialize)]
pub struct Foretold {
    /// Which.
    pub learner: Learner,
    /// What such a learner does, in words.
    pub does: &'static str,
    /// What is recorded when: at the end, and before that when the learner leaves in between.
    pub moments: Vec<Moment>,
}

/// What is recorded at one time.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Moment {
    /// When.
    pub when: When,
    /// Of the course as a whole.
    pub course: Whole,
    /// Of each SCO, in order.
    pub scos: Vec<Record>,
}

/// A time in a learner's way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum When {
    /// The learner has gone, and will come back.
    Leaving,
    /// All is done that this learner does.
    End,
}

/// What is recorded of a SCO. Where questions are drawn by chance, for the learner whose draw is the worst.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Record {
    /// Its id: `course`, or that of the module or lesson.
    pub sco: String,
    /// Its title.
    pub title: String,
    /// Whether the learner has done what it asks for, whatever the score.
    pub completion: Completion,
    /// Whether the score is reached.
    pub success: Success,
    /// The score, once there is one.
    pub score: Option<Score>,
    /// Its lessons.
    pub lessons: Lessons,
    /// The lesson that opens when the learner comes back.
    pub location: String,
    /// Completion and success in the words of the format.
    pub status: String,
    /// What the LMS has been told, by element; without the lists.
    pub recorded: Map<String, Value>,
    /// The entries of `cmi.objectives`: modules that the learner has been in.
    pub objectives: Vec<Objective>,
    /// The entries of `cmi.interactions`: answers.
    pub interactions: Interactions,
    /// What else to expect.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
    /// Where questions are drawn by chance and it matters: the same for the learner whose draw is the best.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub best: Option<Box<Record>>,
}

/// How far a learner is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum Completion {
    /// Was never there.
    #[serde(rename = "not attempted")]
    NotAttempted,
    /// Has begun.
    #[serde(rename = "incomplete")]
    Incomplete,
    /// Has done all of it.
    #[serde(rename = "completed")]
    Completed,
}

/// How well a learner did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Success {
    /// There is no score to reach, or it is not decided yet.
    Unknown,
    /// The score is reached.
    Passed,
    /// It is not, and no try is left.
    Failed,
}

/// A score in both spellings.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Score {
    /// From 0 to 1, with four decimals.
    pub scaled: f64,
    /// From 0 to 100, with two decimals.
    pub raw: f64,
}

/// How many lessons are complete, of those that count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Lessons {
    /// Complete.
    pub done: usize,
    /// All.
    pub total: usize,
}

/// A module as an LMS has it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Objective {
    /// The module's id.
    pub id: String,
    /// What the LMS has been told of it, by element without `cmi.objectives.n.`.
    pub recorded: Map<String, Value>,
}

/// The recorded answers, counted.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Interactions {
    /// How many entries there are.
    pub count: usize,
    /// Of which right.
    pub correct: usize,
    /// Of which wrong.
    pub wrong: usize,
    /// Of which neither.
    pub neutral: usize,
    /// In the order in which the author wrote the questions.
    pub entries: Vec<Interaction>,
}

/// One recorded answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Interaction {
    /// The question's id.
    pub id: String,
    /// The type, in the format's words.
    #[serde(rename = "type")]
    pub kind: &'static str,
    /// The result, in the format's words.
    pub result: &'static str,
    /// Whether chance drew the question, so that other learners have another one here.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub drawn: bool,
}

impl Score {
    /// Of a share of the points.
    fn new(share: f64) -> Self {
        Self {
            scaled: round(share, 10_000.0),
            raw: round(share * 100.0, 100.0),
        }
    }
}

/// As JavaScript rounds.
fn round(number: f64, parts: f64) -> f64 {
    (number * parts + 0.5).floor() / parts
}

/// What becomes of learners in a course; nothing where there is no LMS. `needs` are, for each SCO, those that the LMS
/// wants done before it.
pub(crate) fn foretell(
    checked: &Checked,
    content: &Content<'_>,
    player: Player,
    learners: &[Learner],
) -> Vec<Foretold> {
    let Some(words) = words::of(player) else {
        return Vec::new();
    };
    let units = unit::units(checked, player);
    let needs = content.needs();
    let titles = content.titles();
    let whole = Summing::new(content, player);
    let chance = units.iter().any(|unit| {
        unit.tests()
            .any(|(_, lesson)| lesson.test.as_ref().is_some_and(|test| test.draw.is_some()))
    });
    let lucks = if chance { &Luck::ALL } else { &Luck::ALL[..1] };
    let teller = Teller {
        units: &units,
        titles: &titles,
        words: &words,
        whole: &whole,
    };
    let foretold = learners.iter().map(|learner| {
        let moment = |when| {
            let half = when == When::Leaving;
            let ways: Vec<Way<'_, '_>> = lucks
                .iter()
                .map(|luck| {
                    let mut way = Way::new(&units, &needs, *learner, *luck, half);
                    way.go();
                    way
                })
                .collect();
            teller.moment(when, &ways)
        };
        // Coming back adds to what is there, so the end is that of one way.
        let moments = match learner {
            Learner::Leaves => vec![moment(When::Leaving), moment(When::End)],
            _ => vec![moment(When::End)],
        };
        Foretold {
            learner: *learner,
            does: learner.does(),
            moments,
        }
    });
    foretold.collect()
}

/// Puts into words what learners have done.
struct Teller<'a, 'c> {
    units: &'a [Unit<'c>],
    titles: &'a [String],
    words: &'a Words,
    whole: &'a Summing,
}

impl Teller<'_, '_> {
    fn moment(&self, when: When, ways: &[Way<'_, '_>]) -> Moment {
        let scos: Vec<Record> = (0..self.units.len())
            .map(|sco| {
                let visits = ways.iter().map(|way| &way.visits[sco]);
                self.range(sco, visits)
            })
            .collect();
        Moment {
            when,
            course: self.whole.sum(&scos),
            scos,
        }
    }

    /// The worst record of several, and the best where it differs.
    fn range<'v>(&self, sco: usize, visits: impl Iterator<Item = &'v Visit>) -> Record {
        let unit = &self.units[sco];
        let mut all: Vec<(Standing, Record)> = visits
            .map(|visit| {
                let standing = standing(unit, visit);
                let record = self.record(sco, visit, &standing);
                (standing, record)
            })
            .collect();
        all.sort_by(|(a, _), (b, _)| {
            let score = |standing: &Standing| standing.score.unwrap_or(0.0);
            let by_score = score(a).total_cmp(&score(b));
            a.status.cmp(&b.status).then(by_score)
        });
        let best = all.pop().map(|(_, record)| record);
        let worst = all.into_iter().next().map(|(_, record)| record);
        match (worst, best) {
            (Some(mut worst), Some(best)) => {
                // That other questions were drawn is said of each question.
                let same = worst.status == best.status
                    && worst.recorded == best.recorded
                    && worst.objectives == best.objectives;
                worst.best = (!same).then(|| Box::new(best));
                worst
            }
            (None, Some(only)) => only,
            // There is a way for each draw.
            (_, None) => Record::default(),
        }
    }

    fn record(&self, sco: usize, visit: &Visit, standing: &Standing) -> Record {
        let unit = &self.units[sco];
        let (done, total) = unit.progress(&visit.state);
        let mut record = Record {
            sco: unit.id.to_owned(),
            title: self.titles.get(sco).cloned().unwrap_or_default(),
            lessons: Lessons { done, total },
            ..Record::default()
        };
        if !visit.launched {
            record.status = "not attempted".to_owned();
            return record;
        }
        let entries = self.words.interactions(unit, visit);
        let of = |results: &[&str]| {
            let all = entries.iter();
            all.filter(|entry| results.contains(&entry.result)).count()
        };
        record.interactions = Interactions {
            count: entries.len(),
            correct: of(&["correct"]),
            wrong: of(&["wrong", "incorrect"]),
            neutral: of(&["neutral"]),
            entries,
        };
        record.completion = standing.completion;
        record.success = standing.success;
        record.score = standing.score.map(Score::new);
        record.location.clone_from(&standing.location);
        record.status = (self.words.status)(standing);
        record.recorded = (self.words.elements)(standing);
        record.objectives = self.words.objectives(standing);
        record.notes = (self.words.notes)(standing);
        record
    }
}

impl Default for Record {
    /// Of a SCO that was never launched.
    fn default() -> Self {
        Self {
            sco: String::new(),
            title: String::new(),
            completion: Completion::NotAttempted,
            success: Success::Unknown,
            score: None,
            lessons: Lessons { done: 0, total: 0 },
            location: String::new(),
            status: String::new(),
            recorded: Map::new(),
            objectives: Vec::new(),
            interactions: Interactions::default(),
            notes: Vec::new(),
            best: None,
        }
    }
}

/// What is to be written down of a SCO: `snapshot` of `player/web/main.js`.
fn standing(unit: &Unit<'_>, visit: &Visit) -> Standing {
    let state = &visit.state;
    let now = unit.conditions(state);
    let objectives = unit.modules.iter().enumerate().filter_map(|(at, module)| {
        let inside: Vec<usize> = unit.lessons_in(at).collect();
        let touched = inside
            .iter()
            .any(|lesson| state.viewed[*lesson] || state.completed[*lesson]);
        if !module.is_objective || !touched {
            return None;
        }
        let tests: Vec<usize> = inside
            .iter()
            .copied()
            .filter(|lesson| unit.lessons[*lesson].test.is_some())
            .collect();
        let (mut earned, mut possible, mut submitted, mut open) = (0.0, 0.0, 0, 0);
        for test in &tests {
            let test = unit.test(state, *test);
            earned += test.earned;
            possible += test.possible;
            submitted += test.submitted;
            open += test.open;
        }
        let scored = possible > 0.0 && submitted > 0;
        Some(Module {
            id: module.id.to_owned(),
            progress: rules::share(unit.tally(state, inside.iter().copied())),
            score: scored.then(|| earned / possible),
            success: match (scored, open) {
                (true, _) if tests.iter().all(|test| unit.is_passed(state, *test)) => {
                    Success::Passed
                }
                (true, 0) => Success::Failed,
                _ => Success::Unknown,
            },
        })
    });
    Standing {
        completion: match (visit.launched, now.complete) {
            (false, _) => Completion::NotAttempted,
            (true, false) => Completion::Incomplete,
            (true, true) => Completion::Completed,
        },
        success: match now.passed {
            Some(true) => Success::Passed,
            Some(false) if !now.open => Success::Failed,
            _ => Success::Unknown,
        },
        status: if visit.launched {
            visit.status(unit)
        } else {
            Status::Incomplete
        },
        ends: unit.ends,
        score: now.score.filter(|_| visit.launched),
        location: visit
            .bookmark
            .map_or_else(String::new, |at| unit.lessons[at].id.to_owned()),
        objectives: objectives.collect(),
        progress: rules::share(unit.progress(state)),
        mark: unit.lesson_mark,
        mastery: unit.mastery,
    }
}
