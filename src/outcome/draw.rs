//! Which questions a learner gets of a test that draws them: nobody knows before, but what the best and the worst
//! draw would do can be computed.

use super::grade::worth;
use super::learner::Answers;
use super::unit::{Question, Test, Unit};

/// How the draw falls.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Luck {
    /// For the highest score, or the lowest.
    pub(super) high: bool,
    /// Of all tests of the SCO together, or of each.
    pub(super) together: bool,
}

impl Luck {
    /// What can happen at most.
    pub(super) const ALL: [Self; 4] = [
        Self::new(false, true),
        Self::new(true, true),
        Self::new(false, false),
        Self::new(true, false),
    ];

    const fn new(high: bool, together: bool) -> Self {
        Self { high, together }
    }
}

/// What each question of a test will have earned and what it could earn, and how many are drawn.
struct Pool {
    values: Vec<(f64, f64)>,
    draw: usize,
}

/// The questions of each lesson that a learner gets, in the author's order, where the first `reached` lessons are done.
pub(super) fn drawn(
    unit: &Unit<'_>,
    reached: usize,
    answers: Answers,
    luck: Luck,
) -> Vec<Vec<usize>> {
    let pools: Vec<Pool> = unit
        .lessons
        .iter()
        .enumerate()
        .map(|(at, lesson)| {
            let answers = if at < reached { answers } else { Answers::None };
            let values = lesson.questions.iter().map(|question| match &lesson.test {
                Some(test) if question.judged => {
                    let share = expected(question, test, answers);
                    (question.points * share, question.points)
                }
                _ => (0.0, 0.0),
            });
            let all = lesson.questions.len();
            let draw = lesson.test.as_ref().and_then(|test| test.draw);
            Pool {
                values: values.collect(),
                draw: draw.unwrap_or(all),
            }
        })
        .collect();
    if luck.together {
        return best(&pools, luck.high);
    }
    let each = pools.iter().map(std::slice::from_ref);
    each.flat_map(|pool| best(pool, luck.high)).collect()
}

/// The share of its points that a question will have earned in the end.
fn expected(question: &Question<'_>, test: &Test, answers: Answers) -> f64 {
    match answers {
        Answers::Wrong if question.can_be_wrong => 0.0,
        Answers::None => 0.0,
        Answers::WrongThenRight if question.can_be_wrong && test.attempts > 1 => {
            worth(question, test, 2)
        }
        Answers::Right | Answers::Wrong | Answers::WrongThenRight => worth(question, test, 1),
    }
}

/// The draws with the highest or lowest share of points, by Dinkelbach's method: what is best for a share that is
/// guessed gives a better one, until it gives the same.
fn best(pools: &[Pool], high: bool) -> Vec<Vec<usize>> {
    let mut guess = 0.0;
    loop {
        let chosen: Vec<Vec<usize>> = pools.iter().map(|pool| choose(pool, guess, high)).collect();
        let of = |part: fn(&(f64, f64)) -> f64| -> f64 {
            let all = pools.iter().zip(&chosen);
            all.flat_map(|(pool, chosen)| chosen.iter().map(|at| part(&pool.values[*at])))
                .sum()
        };
        let possible = of(|(_, possible)| *possible);
        let share = if possible > 0.0 {
            of(|(earned, _)| *earned) / possible
        } else {
            guess
        };
        let better = if high { share - guess } else { guess - share };
        // From the first guess of nothing the lowest share may only be reached from above.
        if better.abs() < 1e-12 || (better < 0.0 && guess != 0.0) {
            return chosen;
        }
        guess = share;
    }
}

fn choose(pool: &Pool, guess: f64, high: bool) -> Vec<usize> {
    let gain = |at: usize| {
        let (earned, possible) = pool.values[at];
        let gain = earned - guess * possible;
        if high { -gain } else { gain }
    };
    let mut order: Vec<usize> = (0..pool.values.len()).collect();
    if pool.draw < order.len() {
        order.sort_by(|a, b| gain(*a).total_cmp(&gain(*b)));
        order.truncate(pool.draw);
        order.sort_unstable();
    }
    order
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shares(values: &[(f64, f64)], draw: usize) -> (f64, f64) {
        let pool = || Pool {
            values: values.to_vec(),
            draw,
        };
        let share = |high| {
            let chosen = best(&[pool()], high).remove(0);
            let (earned, possible) = chosen.iter().fold((0.0, 0.0), |(earned, possible), at| {
                (earned + values[*at].0, possible + values[*at].1)
            });
            earned / possible
        };
        (share(false), share(true))
    }

    #[test]
    fn the_best_and_the_worst_draw_are_found() {
        // A point lost at every second try: one of 1, 2 and 10 points is worth 0, 1 and 9.
        let values = [(0.0, 1.0), (1.0, 2.0), (9.0, 10.0), (0.0, 1.0)];
        let mut all = Vec::new();
        for a in 0..4 {
            for b in a + 1..4 {
                all.push((values[a].0 + values[b].0) / (values[a].1 + values[b].1));
            }
        }
        let low = all.iter().copied().fold(1.0, f64::min);
        let high = all.iter().copied().fold(0.0, f64::max);
        assert_eq!(shares(&values, 2), (low, high));
    }
}
