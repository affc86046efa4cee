//! What the course makes of a learner's record: `player/web/rules.js`, to the digit.

use super::grade::{self, Record};
use super::unit::{Lesson, Need, Unit};
use crate::course::TestsRule;

/// What the player knows of a learner in one SCO.
#[derive(Debug, Clone)]
pub(super) struct State {
    /// By lesson.
    pub(super) completed: Vec<bool>,
    pub(super) viewed: Vec<bool>,
    /// By lesson and question.
    pub(super) records: Vec<Vec<Option<Record>>>,
    /// The questions of each test that this learner gets.
    pub(super) drawn: Vec<Vec<usize>>,
}

/// The sums of a test or of all.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Sum {
    pub(super) earned: f64,
    pub(super) possible: f64,
    pub(super) total: usize,
    pub(super) submitted: usize,
    pub(super) open: usize,
}

/// What there is of the conditions for completion, and the score.
#[derive(Debug, Clone, Copy)]
pub(super) struct Conditions {
    /// Whether all but the score are met.
    pub(super) complete: bool,
    /// Whether the score is; absent where it is none.
    pub(super) passed: Option<bool>,
    /// Whether some question of a test can still be answered.
    pub(super) open: bool,
    /// The share of the points, once something was answered.
    pub(super) score: Option<f64>,
}

pub(super) fn reaches(value: f64, mark: f64) -> bool {
    value + 1e-9 >= mark
}

/// The share of the lessons that are done; of none, all.
#[expect(clippy::cast_precision_loss, reason = "lessons are few")]
pub(super) fn share((done, total): (usize, usize)) -> f64 {
    if total == 0 {
        1.0
    } else {
        done as f64 / total as f64
    }
}

impl<'c> Unit<'c> {
    /// A module and those around it, innermost first.
    fn chain(&self, module: Option<usize>) -> impl Iterator<Item = usize> + '_ {
        std::iter::successors(module, |at| self.modules[*at].parent)
    }

    fn within(&self, lesson: &Lesson<'_>, module: usize) -> bool {
        self.chain(lesson.module).any(|around| around == module)
    }

    /// The lessons of a module and of those in it.
    pub(super) fn lessons_in(&self, module: usize) -> impl Iterator<Item = usize> + '_ {
        (0..self.lessons.len()).filter(move |at| self.within(&self.lessons[*at], module))
    }

    pub(super) fn tests(&self) -> impl Iterator<Item = (usize, &Lesson<'c>)> {
        let all = self.lessons.iter().enumerate();
        all.filter(|(_, lesson)| lesson.test.is_some())
    }

    /// The sums of a test; of a lesson that is none, nothing.
    pub(super) fn test(&self, state: &State, at: usize) -> Sum {
        let mut sum = Sum::default();
        let lesson = &self.lessons[at];
        let Some(test) = &lesson.test else { return sum };
        for place in &state.drawn[at] {
            let question = &lesson.questions[*place];
            let record = state.records[at][*place].as_ref();
            sum.total += 1;
            sum.submitted += usize::from(record.is_some());
            sum.open += usize::from(record.is_none_or(|record| !record.done));
            if question.judged {
                sum.possible += question.points;
                sum.earned += question.points * grade::share(record, question, test);
            }
        }
        sum
    }

    fn is_attempted(&self, state: &State, at: usize) -> bool {
        let sum = self.test(state, at);
        sum.submitted == sum.total
    }

    /// Whether a test is passed, by its own mark or else the course's.
    pub(super) fn is_passed(&self, state: &State, at: usize) -> bool {
        let sum = self.test(state, at);
        let own = self.lessons[at].test.as_ref().and_then(|test| test.pass);
        match own.or(self.success) {
            None => sum.submitted == sum.total,
            Some(mark) => {
                let share = if sum.possible > 0.0 {
                    sum.earned / sum.possible
                } else {
                    1.0
                };
                sum.submitted > 0 && reaches(share, mark)
            }
        }
    }

    fn is_passed_over(&self, state: &State, at: usize) -> bool {
        self.chain(self.lessons[at].module).any(|module| {
            self.modules[module].skip_if_passed
                && self.tests().any(|(test, lesson)| {
                    test != at && self.within(lesson, module) && self.is_passed(state, test)
                })
        })
    }

    /// Whether a lesson is done, or need not be since a test of its module is passed.
    pub(super) fn is_complete(&self, state: &State, at: usize) -> bool {
        state.completed[at] || self.is_passed_over(state, at)
    }

    /// Of those of some lessons that count: how many are complete, and how many there are.
    pub(super) fn tally(
        &self,
        state: &State,
        lessons: impl Iterator<Item = usize>,
    ) -> (usize, usize) {
        lessons
            .filter(|at| self.lessons[*at].counts)
            .fold((0, 0), |(done, total), at| {
                (done + usize::from(self.is_complete(state, at)), total + 1)
            })
    }

    pub(super) fn progress(&self, state: &State) -> (usize, usize) {
        self.tally(state, 0..self.lessons.len())
    }

    pub(super) fn conditions(&self, state: &State) -> Conditions {
        let mut sum = Sum::default();
        for (at, _) in self.tests() {
            let test = self.test(state, at);
            sum.earned += test.earned;
            sum.possible += test.possible;
            sum.submitted += test.submitted;
            sum.open += test.open;
        }
        let tests = match self.tests {
            TestsRule::None => true,
            TestsRule::Attempted => self.tests().all(|(at, _)| self.is_attempted(state, at)),
            TestsRule::Passed => self.tests().all(|(at, _)| self.is_passed(state, at)),
        };
        let mark = self
            .success
            .filter(|_| sum.possible > 0.0)
            .map(|own| self.mastery.unwrap_or(own));
        let points = (sum.possible > 0.0).then(|| sum.earned / sum.possible);
        Conditions {
            complete: reaches(share(self.progress(state)), self.lesson_mark) && tests,
            passed: mark.map(|mark| sum.submitted > 0 && reaches(points.unwrap_or(0.0), mark)),
            open: sum.open > 0,
            score: points.filter(|_| sum.submitted > 0),
        }
    }

    /// Whether something else must come before a lesson.
    pub(super) fn is_locked(&self, state: &State, at: usize) -> bool {
        let lesson = &self.lessons[at];
        let around: Vec<usize> = self.chain(lesson.module).collect();
        let of_modules = around.iter().flat_map(|at| &self.modules[*at].requires);
        let locked = lesson
            .requires
            .iter()
            .chain(of_modules)
            .any(|need| match need {
                Need::Lesson(other) => !self.is_complete(state, *other),
                Need::Module(module) => {
                    let (done, total) = self.tally(state, self.lessons_in(*module));
                    done < total && !around.contains(module)
                }
            });
        locked
            || (self.linear
                && (0..at)
                    .any(|other| self.lessons[other].counts && !self.is_complete(state, other)))
    }
}
