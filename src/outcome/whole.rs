//! What stands in an LMS for the course as a whole.

use serde::Serialize;

use super::rules::reaches;
use super::{Completion, Record, Score, Success};
use crate::package::Content;
use crate::player::Player;

/// The course as a whole.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Whole {
    /// Who makes one thing of several SCOs.
    pub sums: Sums,
    /// As of a SCO; absent where it is the LMS's own affair.
    pub completion: Option<Completion>,
    /// As of a SCO; absent where it is the LMS's own affair.
    pub success: Option<Success>,
    /// As of a SCO; absent where it is the LMS's own affair, or where there is none.
    pub score: Option<Score>,
    /// How many SCOs are in which state.
    pub scos: Counts,
}

/// Who makes one thing of several SCOs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Sums {
    /// There is only one.
    Nobody,
    /// The LMS in its own way, since the standard says nothing.
    Lms,
    /// The LMS by the rules of the manifest, which the standard has it follow.
    Sequencing,
}

/// How many SCOs are in which state.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Counts {
    /// All.
    pub total: usize,
    /// Complete, whether passed, failed or without a mark.
    pub completed: usize,
    /// With the score reached.
    pub passed: usize,
    /// With the score missed for good.
    pub failed: usize,
    /// Never launched.
    pub not_attempted: usize,
}

/// How SCOs become one thing.
#[derive(Debug)]
pub(super) struct Summing {
    /// Whether the standard has rules for that.
    rules: bool,
    /// The mark of the course.
    mastery: Option<f64>,
    /// For each SCO, how many points count, if any, and whether it counts toward completion.
    weights: Vec<(Option<f64>, bool)>,
}

impl Summing {
    pub(super) fn new(content: &Content<'_>, player: Player) -> Self {
        Self {
            rules: player == Player::Scorm2004,
            mastery: content.course.mastery.map(|percent| percent / 100.0),
            weights: content.weights(),
        }
    }

    /// The whole of some SCOs.
    pub(super) fn sum(&self, scos: &[Record]) -> Whole {
        let count = |is: &dyn Fn(&Record) -> bool| scos.iter().filter(|sco| is(sco)).count();
        let counts = Counts {
            total: scos.len(),
            completed: count(&|sco| sco.completion == Completion::Completed),
            passed: count(&|sco| sco.success == Success::Passed),
            failed: count(&|sco| sco.success == Success::Failed),
            not_attempted: count(&|sco| sco.completion == Completion::NotAttempted),
        };
        let whole = |sums, completion, success, score| Whole {
            sums,
            completion,
            success,
            score,
            scos: counts,
        };
        match scos {
            [only] => whole(
                Sums::Nobody,
                Some(only.completion),
                Some(only.success),
                only.score,
            ),
            _ if !self.rules => whole(Sums::Lms, None, None, None),
            _ => {
                let measure = self.measure(scos);
                let success = match self.mastery.zip(measure) {
                    Some((mark, measure)) if reaches(measure, mark) => Success::Passed,
                    Some(_) => Success::Failed,
                    None => Success::Unknown,
                };
                whole(
                    Sums::Sequencing,
                    Some(self.completion(scos)),
                    Some(success),
                    measure.map(Score::new),
                )
            }
        }
    }

    /// The scores by their points; one that is not there yet counts as none (SN, measure rollup). Unknown as long as
    /// there is no score at all.
    fn measure(&self, scos: &[Record]) -> Option<f64> {
        let mut known = false;
        let (mut earned, mut possible) = (0.0, 0.0);
        for (sco, (weight, _)) in scos.iter().zip(&self.weights) {
            let Some(weight) = weight else { continue };
            possible += weight;
            if let Some(score) = sco.score {
                earned += weight * score.scaled;
                known = true;
            }
        }
        (known && possible > 0.0).then(|| earned / possible)
    }

    /// Complete when all are that count.
    fn completion(&self, scos: &[Record]) -> Completion {
        let counted = scos.iter().zip(&self.weights);
        let mut counted = counted.filter(|(_, (_, counts))| *counts);
        if scos
            .iter()
            .all(|sco| sco.completion == Completion::NotAttempted)
        {
            Completion::NotAttempted
        } else if counted.all(|(sco, _)| sco.completion == Completion::Completed) {
            Completion::Completed
        } else {
            Completion::Incomplete
        }
    }
}
