//! A learner goes through a course: `player/web/main.js`, `lesson.js` and `questions.js` as far as something is kept.

use super::draw::{Luck, drawn};
use super::grade::{self, Judged};
use super::learner::{Answers, Learner};
use super::rules::State;
use super::unit::{Asks, Unit};
use crate::course::CompleteBy;

/// The status of a SCO as the player knows it, the worst first: a better one is never replaced by a worse one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Status {
    Incomplete,
    Failed,
    Completed,
    Passed,
}

/// An answer that was submitted.
#[derive(Debug, Clone, Copy)]
pub(super) struct Submitted {
    pub(super) lesson: usize,
    pub(super) question: usize,
    pub(super) judged: Judged,
}

/// What a learner has done in a SCO.
#[derive(Debug, Clone)]
pub(super) struct Visit {
    /// Whether it was ever launched.
    pub(super) launched: bool,
    pub(super) state: State,
    /// The lesson that was opened last.
    pub(super) bookmark: Option<usize>,
    pub(super) submitted: Vec<Submitted>,
}

/// A way through all SCOs.
#[derive(Debug)]
pub(super) struct Way<'a, 'c> {
    pub(super) units: &'a [Unit<'c>],
    /// For each SCO, those that the LMS wants done before it.
    needs: &'a [Vec<usize>],
    learner: Learner,
    pub(super) visits: Vec<Visit>,
    /// How many of the lessons the learner does.
    count: usize,
    /// Every lesson of the course: its SCO, its place there, and whether it was opened.
    lessons: Vec<(usize, usize, bool)>,
}

impl Visit {
    /// The status to report (`rules.status`). Answers only ever add to it, so the last one is the best.
    pub(super) fn status(&self, unit: &Unit<'_>) -> Status {
        let now = unit.conditions(&self.state);
        match now.passed {
            _ if !now.complete => Status::Incomplete,
            None => Status::Completed,
            Some(true) => Status::Passed,
            Some(false) if now.open => Status::Incomplete,
            Some(false) => Status::Failed,
        }
    }
}

impl<'a, 'c> Way<'a, 'c> {
    /// The whole way, or with `half` its first half.
    pub(super) fn new(
        units: &'a [Unit<'c>],
        needs: &'a [Vec<usize>],
        learner: Learner,
        luck: Luck,
        half: bool,
    ) -> Self {
        let lessons: Vec<(usize, usize, bool)> = units
            .iter()
            .enumerate()
            .flat_map(|(sco, unit)| (0..unit.lessons.len()).map(move |at| (sco, at, false)))
            .collect();
        let count = if half {
            lessons.len().div_ceil(2)
        } else {
            lessons.len()
        };
        let visits = units.iter().enumerate().map(|(sco, unit)| {
            let done = lessons[..count].iter();
            let reached = done.filter(|(of, _, _)| *of == sco).count();
            Visit {
                launched: false,
                state: State {
                    completed: vec![false; unit.lessons.len()],
                    viewed: vec![false; unit.lessons.len()],
                    records: unit
                        .lessons
                        .iter()
                        .map(|lesson| vec![None; lesson.questions.len()])
                        .collect(),
                    drawn: drawn(unit, reached, learner.answers(true), luck),
                },
                bookmark: None,
                submitted: Vec::new(),
            }
        });
        Self {
            units,
            needs,
            learner,
            visits: visits.collect(),
            count,
            lessons,
        }
    }

    /// One lesson after the other; those that were locked have another turn as long as others were not.
    pub(super) fn go(&mut self) {
        loop {
            let mut opened = false;
            for at in 0..self.count {
                let (sco, lesson, done) = self.lessons[at];
                if !done && self.lesson(sco, lesson) {
                    self.lessons[at].2 = true;
                    opened = true;
                }
            }
            if !opened {
                return;
            }
        }
    }

    /// Whether the LMS lets the learner into a SCO.
    fn is_open(&self, sco: usize) -> bool {
        self.needs[sco].iter().all(|other| {
            let status = self.visits[*other].status(&self.units[*other]);
            self.visits[*other].launched && matches!(status, Status::Completed | Status::Passed)
        })
    }

    /// Opens a lesson and does what there is to do. `false` when it is locked.
    fn lesson(&mut self, sco: usize, at: usize) -> bool {
        if !self.is_open(sco) {
            return false;
        }
        let (unit, visit) = (&self.units[sco], &mut self.visits[sco]);
        visit.launched = true;
        if unit.is_locked(&visit.state, at) {
            return false;
        }
        let lesson = &unit.lessons[at];
        visit.bookmark = Some(at);
        visit.state.viewed[at] = true;
        if lesson.complete_by == CompleteBy::View {
            visit.state.completed[at] = true;
        }
        let answers = self.learner.answers(lesson.test.is_some());
        visit.answer(unit, at, answers);
        let works = self.learner.works();
        let all_answered = || {
            let records = &visit.state.records[at];
            match &lesson.test {
                Some(_) => visit.state.drawn[at]
                    .iter()
                    .all(|at| records[*at].is_some()),
                None => records.iter().all(Option::is_some),
            }
        };
        let done = match (lesson.complete_by, lesson.asks) {
            (CompleteBy::View, _) => false,
            (CompleteBy::Auto, Asks::Reading) => true,
            (CompleteBy::Auto, Asks::Doing) => works,
            (CompleteBy::Auto, Asks::Words) => all_answered() && (works || !lesson.texts),
            (CompleteBy::Manual, _) => works && lesson.counts,
        };
        if done && !unit.is_complete(&visit.state, at) {
            visit.state.completed[at] = true;
        }
        true
    }
}

impl Visit {
    /// Answers the questions of a lesson, in the author's order.
    fn answer(&mut self, unit: &Unit<'_>, at: usize, answers: Answers) {
        let lesson = &unit.lessons[at];
        let test = lesson.test.as_ref();
        for (place, question) in lesson.questions.iter().enumerate() {
            if answers == Answers::None
                || (test.is_some() && !self.state.drawn[at].contains(&place))
            {
                continue;
            }
            let tries = test.map_or(u32::MAX, |test| test.attempts.max(1));
            let wrong = match answers {
                _ if !question.can_be_wrong => 0,
                Answers::Wrong if test.is_some() => tries,
                Answers::Wrong => 1,
                Answers::WrongThenRight if tries > 1 => 1,
                Answers::Right | Answers::WrongThenRight | Answers::None => 0,
            };
            for _ in 0..wrong {
                self.submit(test, at, place, Judged::Wrong);
            }
            if answers != Answers::Wrong || wrong == 0 {
                let judged = if question.judged {
                    Judged::Right
                } else {
                    Judged::Neutral
                };
                self.submit(test, at, place, judged);
            }
        }
    }

    fn submit(
        &mut self,
        test: Option<&super::unit::Test>,
        lesson: usize,
        question: usize,
        judged: Judged,
    ) {
        let record = &mut self.state.records[lesson][question];
        *record = Some(grade::next(*record, test, judged));
        self.submitted.push(Submitted {
            lesson,
            question,
            judged,
        });
    }
}
