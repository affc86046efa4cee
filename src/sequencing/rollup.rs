//! What the children make of their parent (SN 4.6).

use std::collections::BTreeSet;
use std::sync::Arc;

use super::facts::{Children, Combination, Condition, Counts, Outcome, Question, RollupRule, Rule};
use super::rules::combine;
use super::status::{Progress, Session};
use super::tree::Activity;
use crate::standard::scorm2004::Edition;

/// How often one change may come back to the same activities through global objectives before that is left to rest: clusters
/// that turn each other's status round would never.
const ROUNDS: usize = 8;

impl Session {
    /// Writes an activity's results to the global objectives, then does the Overall Rollup Process (RB.1.5) from it to the root,
    /// and from every activity that reads a global objective which changed by it (SN 4.6.1).
    pub(super) fn settle(&mut self, from: usize, ended: bool) {
        let course = Arc::clone(&self.course);
        let mut left = ROUNDS * course.activities().len();
        // Deepest first, so that children are done before their parents.
        let mut waiting: BTreeSet<(usize, usize)> = BTreeSet::new();
        let depth = |at: usize| (course.activities()[at].depth, at);
        waiting.extend(course.up(from).map(depth));
        while let Some((_, at)) = waiting.pop_last() {
            if left == 0 {
                return;
            }
            left -= 1;
            let activity = &course.activities()[at];
            if !activity.children.is_empty() {
                self.forget_stale(at);
                self.measure_rollup(at, activity);
                self.completion_measure_rollup(at, activity);
                self.objective_rollup(at, activity);
                self.progress_rollup(at, activity);
            }
            // A leaf that only reads has nothing new to write.
            if at == from || !activity.children.is_empty() {
                for target in self.write_globals(at, ended && at == from) {
                    for reader in course.readers(&target) {
                        waiting.extend(course.up(*reader).map(depth));
                    }
                }
            }
        }
    }

    /// What rolls up now is of this attempt; what a cluster knew from one before is gone.
    fn forget_stale(&mut self, at: usize) {
        let tracking = &mut self.tracking[at];
        if std::mem::take(&mut tracking.stale_objectives) {
            for objective in &mut tracking.objectives {
                *objective = Progress {
                    completed: objective.completed,
                    progress: objective.progress,
                    ..Progress::default()
                };
            }
        }
        if std::mem::take(&mut tracking.stale_progress) {
            for objective in &mut tracking.objectives {
                objective.completed = None;
                objective.progress = None;
            }
        }
    }

    /// Measure Rollup Process (RB.1.1 a): the weighted mean; a child without a measure counts as 0 by its weight.
    fn measure_rollup(&mut self, at: usize, activity: &Activity) {
        self.tracking[at].objectives[0].measure = self.mean(activity, |session, child, facts| {
            (
                facts.rollup.weight,
                session.objective(child, Some(0)).measure,
            )
        });
    }

    /// Completion Measure Rollup Process (RB.1.1 b, 4th edition): the weighted mean of progress.
    fn completion_measure_rollup(&mut self, at: usize, activity: &Activity) {
        if self.course.edition() == Edition::Fourth {
            self.tracking[at].objectives[0].progress =
                self.mean(activity, |session, child, facts| {
                    (
                        facts.threshold.weight,
                        session.objective(child, Some(0)).progress,
                    )
                });
        }
    }

    fn mean(
        &self,
        activity: &Activity,
        of: impl Fn(&Self, usize, &Activity) -> (f64, Option<f64>),
    ) -> Option<f64> {
        let (mut total, mut weights, mut known) = (0.0, 0.0, false);
        for child in &activity.children {
            let facts = &self.course.activities()[*child];
            if facts.delivery.tracked {
                let (weight, value) = of(self, *child, facts);
                weights += weight;
                known |= value.is_some();
                total += weight * value.unwrap_or(0.0);
            }
        }
        (known && weights > 0.0).then(|| total / weights)
    }

    /// Objective Rollup Process (RB.1.2): by measure where that decides, which [`Session::objective`] does; else by rules, where
    /// `satisfied` has the last word.
    fn objective_rollup(&mut self, at: usize, activity: &Activity) {
        if activity.objectives[0].by_measure {
            return;
        }
        for outcome in [Outcome::NotSatisfied, Outcome::Satisfied] {
            if self.rolls_up(activity, outcome) {
                self.tracking[at].objectives[0].satisfied = Some(outcome == Outcome::Satisfied);
            }
        }
    }

    /// Activity Progress Rollup Process (RB.1.3): by progress where that decides, which [`Session::completed`] does; else by rules,
    /// where `completed` has the last word.
    fn progress_rollup(&mut self, at: usize, activity: &Activity) {
        if activity.threshold.by_measure && self.course.edition() == Edition::Fourth {
            return;
        }
        for outcome in [Outcome::Incomplete, Outcome::Completed] {
            if self.rolls_up(activity, outcome) {
                self.tracking[at].objectives[0].completed = Some(outcome == Outcome::Completed);
            }
        }
    }

    /// Whether a rule of the activity, or the default one, gives this outcome. The default rules come in pairs: a rule for either
    /// outcome of a pair replaces both (RB.1.2 b, RB.1.3 b).
    fn rolls_up(&self, activity: &Activity, outcome: Outcome) -> bool {
        let of_objective = |outcome| matches!(outcome, Outcome::Satisfied | Outcome::NotSatisfied);
        let mut pair = activity
            .rollup
            .rules
            .iter()
            .filter(|rule| of_objective(rule.rule.action) == of_objective(outcome))
            .peekable();
        if pair.peek().is_none() {
            return self.rule_check(activity, &default_rule(outcome));
        }
        pair.filter(|rule| rule.rule.action == outcome)
            .any(|rule| self.rule_check(activity, rule))
    }

    /// Rollup Rule Check Subprocess (RB.1.4). Without any child that counts nothing changes.
    fn rule_check(&self, activity: &Activity, rule: &RollupRule) -> bool {
        let (mut all, mut yes, mut no) = (0_u32, 0_u32, 0_u32);
        for child in &activity.children {
            if self.counts(*child, rule.rule.action) {
                // Evaluate Rollup Conditions Subprocess (RB.1.4.1).
                let conditions = rule.rule.conditions.iter();
                let answers = conditions.map(|condition| self.answer(*child, condition));
                all += 1;
                match combine(rule.rule.combination, answers) {
                    Some(true) => yes += 1,
                    Some(false) => no += 1,
                    None => {}
                }
            }
        }
        all > 0
            && match rule.children {
                Children::All => yes == all,
                Children::Any => yes > 0,
                Children::None => no == all,
                Children::Count(count) => yes >= count,
                Children::Share(share) => f64::from(yes) / f64::from(all) >= share,
            }
    }

    /// Check Child for Rollup Subprocess (RB.1.4.2).
    fn counts(&self, child: usize, outcome: Outcome) -> bool {
        let facts = &self.course.activities()[child];
        let (gives, when) = match outcome {
            Outcome::Satisfied => (facts.rollup.gives_objective, 0),
            Outcome::NotSatisfied => (facts.rollup.gives_objective, 1),
            Outcome::Completed => (facts.rollup.gives_completion, 2),
            Outcome::Incomplete => (facts.rollup.gives_completion, 3),
        };
        let tracking = &self.tracking[child];
        facts.delivery.tracked
            && gives
            && match facts.rollup.counts[when] {
                Counts::Always => true,
                Counts::IfAttempted => tracking.attempts > 0,
                Counts::IfNotSuspended => tracking.attempts > 0 && !tracking.suspended,
                Counts::IfNotSkipped => self.rule(child, super::facts::Before::Skip).is_none(),
            }
    }
}

/// The rules of an activity that has none (SN 4.6.5, 4.6.6): all reached, or all begun or known not to be reached.
fn default_rule(outcome: Outcome) -> RollupRule {
    let condition = |question, negated| Condition {
        question,
        negated,
        objective: None,
        threshold: 0.0,
    };
    let (question, reached) = match outcome {
        Outcome::Satisfied => (Question::Satisfied, true),
        Outcome::NotSatisfied => (Question::Satisfied, false),
        Outcome::Completed => (Question::Completed, true),
        Outcome::Incomplete => (Question::Completed, false),
    };
    RollupRule {
        children: Children::All,
        rule: Rule {
            action: outcome,
            combination: Combination::Any,
            conditions: if reached {
                vec![condition(question, false)]
            } else {
                vec![
                    condition(Question::Attempted, false),
                    condition(question, true),
                ]
            },
        },
    }
}
