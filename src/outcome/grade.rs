//! What answers are worth: `player/web/grade.js` as far as it counts, to the digit.

use super::unit::{Question, Test};
use crate::course::Penalty;

/// How an answer was judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Judged {
    Right,
    Wrong,
    /// There is no right and wrong.
    Neutral,
}

/// What the player keeps of a question.
#[derive(Debug, Clone, Copy)]
pub(super) struct Record {
    pub(super) attempts: u32,
    pub(super) judged: Judged,
    /// Right, or out of tries.
    pub(super) done: bool,
}

/// The record after one more answer; outside tests there is no end of tries.
pub(super) fn next(record: Option<Record>, test: Option<&Test>, judged: Judged) -> Record {
    let attempts = record.map_or(0, |record| record.attempts) + 1;
    Record {
        attempts,
        judged,
        done: test.is_some_and(|test| judged != Judged::Wrong || attempts >= test.attempts.max(1)),
    }
}

/// The share of its points that a question has earned.
pub(super) fn share(record: Option<&Record>, question: &Question<'_>, test: &Test) -> f64 {
    match record {
        Some(record) if record.judged == Judged::Right => worth(question, test, record.attempts),
        _ => 0.0,
    }
}

/// What a right answer is worth at a certain try.
pub(super) fn worth(question: &Question<'_>, test: &Test, attempts: u32) -> f64 {
    let each = match test.penalty {
        Penalty::Share(share) => share,
        // What counts nothing loses nothing.
        Penalty::Points(_) if question.points == 0.0 => 0.0,
        Penalty::Points(points) => points / question.points,
    };
    (1.0 - each * f64::from(attempts.saturating_sub(1))).max(0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn further_tries_cost_what_the_author_says() {
        let question = |points| Question {
            id: "q",
            kind: "choice",
            multiple: false,
            judged: true,
            points,
            can_be_wrong: true,
        };
        let test = |penalty| Test {
            attempts: 5,
            penalty,
            pass: None,
            draw: None,
        };
        let worths = |points, penalty| {
            [1, 2, 4].map(|tries| worth(&question(points), &test(penalty), tries))
        };
        assert_eq!(worths(4.0, Penalty::Points(1.0)), [1.0, 0.75, 0.25]);
        assert_eq!(worths(1.0, Penalty::Points(0.5)), [1.0, 0.5, 0.0]);
        assert_eq!(worths(9.0, Penalty::Share(0.25)), [1.0, 0.75, 0.25]);
        // Not a number in the player's arithmetic, unless it is asked for.
        assert_eq!(worths(0.0, Penalty::Points(1.0)), [1.0, 1.0, 1.0]);
    }
}
