//! Rules and limits of one activity: may it be delivered, skipped, chosen (SN 4.8.3, 4.8.4).

use super::exception::Exception;
use super::facts::{Before, Combination, Condition, Question, Rule};
use super::status::Session;

/// Puts answers together; one that is not known counts as neither (UP.2.1, RB.1.4.1). No answers give none.
pub(super) fn combine(
    combination: Combination,
    answers: impl IntoIterator<Item = Option<bool>>,
) -> Option<bool> {
    let decides = combination == Combination::Any;
    let mut combined = None;
    for (at, answer) in answers.into_iter().enumerate() {
        if answer == Some(decides) {
            return answer;
        }
        combined = if at == 0 {
            answer
        } else {
            combined.and(answer)
        };
    }
    combined
}

impl Session {
    /// What a condition says of an activity; what is not known stays so when it is turned round (UP.2.1).
    pub(super) fn answer(&self, at: usize, condition: &Condition) -> Option<bool> {
        let activity = &self.course.activities()[at];
        let objective = || {
            let known = match &condition.objective {
                None => Some(0),
                Some(id) => activity
                    .objectives
                    .iter()
                    .position(|one| one.id.as_ref() == Some(id)),
            };
            self.objective(at, known)
        };
        let answer = match condition.question {
            Question::Satisfied => objective().satisfied,
            Question::StatusKnown => Some(objective().satisfied.is_some()),
            Question::MeasureKnown => Some(objective().measure.is_some()),
            Question::MeasureAbove => objective().measure.map(|it| it > condition.threshold),
            Question::MeasureBelow => objective().measure.map(|it| it < condition.threshold),
            Question::Completed => self.completed(at),
            Question::ProgressKnown => Some(self.completed(at).is_some()),
            Question::Attempted => {
                Some(activity.delivery.tracked && self.tracking[at].attempts > 0)
            }
            Question::AttemptsUsed => Some(
                activity.delivery.tracked
                    && activity
                        .limits
                        .attempts
                        .is_some_and(|limit| self.tracking[at].attempts >= limit),
            ),
            Question::TimeUsed => (!activity.limits.time).then_some(false),
            Question::OutsideTime => Some(false),
            Question::Always => Some(true),
        };
        answer.map(|answer| answer != condition.negated)
    }

    /// Whether a rule applies: only when that is known (UP.2.1).
    pub(super) fn applies<A>(&self, at: usize, rule: &Rule<A>) -> bool {
        let answers = rule
            .conditions
            .iter()
            .map(|condition| self.answer(at, condition));
        combine(rule.combination, answers) == Some(true)
    }

    /// Sequencing Rules Check Process (UP.2): the first rule before delivery that does this and applies.
    pub(super) fn rule(&self, at: usize, action: Before) -> Option<&Rule<Before>> {
        self.course.activities()[at]
            .rules
            .before
            .iter()
            .find(|rule| rule.action == action && self.applies(at, rule))
    }

    /// Limit Conditions Check Process (UP.1): whether the attempts are used up. One that goes on, or was suspended, is none more.
    fn used_up(&self, at: usize) -> bool {
        let activity = &self.course.activities()[at];
        let tracking = &self.tracking[at];
        activity.delivery.tracked
            && !tracking.active
            && !tracking.suspended
            && activity
                .limits
                .attempts
                .is_some_and(|limit| tracking.attempts >= limit)
    }

    /// Check Activity Process (UP.5): what keeps an activity from being delivered.
    pub(super) fn barred(&self, at: usize) -> Option<String> {
        if let Some(rule) = self.rule(at, Before::Disabled) {
            return Some(format!("a rule disables it {rule}"));
        }
        self.used_up(at).then(|| {
            let limit = self.course.activities()[at].limits.attempts.unwrap_or(0);
            format!("its attempts are used up ({limit})")
        })
    }

    /// An exception that an activity decided.
    pub(super) fn refused(&self, code: &'static str, at: Option<usize>) -> Exception {
        self.refused_because(code, at, None)
    }

    /// An exception that a rule of an activity decided.
    pub(super) fn refused_because(
        &self,
        code: &'static str,
        at: Option<usize>,
        because: Option<&str>,
    ) -> Exception {
        let activity = at.map(|at| &self.course.activities()[at]);
        Exception::new(
            code,
            activity.map(|activity| (activity.id.as_str(), activity.name())),
            because,
        )
    }
}
