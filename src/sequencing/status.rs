//! What is known of a learner (SN 4.2): for each activity and objective, and for the global objectives.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::facts::{Datum, Objective};
use super::tree::Course;
use crate::standard::scorm2004::{Edition, sequencing as words};

/// What is known of an objective, or of a global one. None is unknown.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Progress {
    /// Whether it is satisfied.
    pub satisfied: Option<bool>,
    /// The score from -1 to 1.
    pub measure: Option<f64>,
    /// The raw score.
    pub raw: Option<f64>,
    /// The lowest raw score.
    pub min: Option<f64>,
    /// The highest raw score.
    pub max: Option<f64>,
    /// Whether it is completed; of a primary objective: whether the activity is.
    pub completed: Option<bool>,
    /// The progress from 0 to 1; of a primary objective: that of the activity.
    pub progress: Option<f64>,
}

impl Progress {
    /// Takes from `other` what is shared by `datum`; says whether that was known and new.
    fn take(&mut self, datum: Datum, other: &Self) -> bool {
        fn known<T: Copy + PartialEq>(here: &mut Option<T>, there: Option<T>) -> bool {
            let new = there.is_some() && *here != there;
            *here = there.or(*here);
            new
        }
        match datum {
            Datum::Satisfied => known(&mut self.satisfied, other.satisfied),
            Datum::Measure => known(&mut self.measure, other.measure),
            Datum::Raw => known(&mut self.raw, other.raw),
            Datum::Min => known(&mut self.min, other.min),
            Datum::Max => known(&mut self.max, other.max),
            Datum::Completion => known(&mut self.completed, other.completed),
            Datum::Progress => known(&mut self.progress, other.progress),
        }
    }

    /// Forgets what is not known there; says whether it was known here.
    fn forget(&mut self, datum: Datum, other: &Self) -> bool {
        fn unknown<T: Copy>(here: &mut Option<T>, there: Option<T>) -> bool {
            there.is_none() && here.take().is_some()
        }
        match datum {
            Datum::Satisfied => unknown(&mut self.satisfied, other.satisfied),
            Datum::Measure => unknown(&mut self.measure, other.measure),
            Datum::Raw => unknown(&mut self.raw, other.raw),
            Datum::Min => unknown(&mut self.min, other.min),
            Datum::Max => unknown(&mut self.max, other.max),
            Datum::Completion => unknown(&mut self.completed, other.completed),
            Datum::Progress => unknown(&mut self.progress, other.progress),
        }
    }

    /// Takes what is known there and unknown here.
    fn complete(&mut self, datum: Datum, other: &Self) {
        let mut taken = *other;
        for own in [
            Datum::Satisfied,
            Datum::Measure,
            Datum::Raw,
            Datum::Min,
            Datum::Max,
            Datum::Completion,
            Datum::Progress,
        ] {
            taken.take(own, self);
        }
        self.take(datum, &taken);
    }
}

/// What an LMS keeps about one activity (SN 4.2.1).
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Tracking {
    pub(super) active: bool,
    pub(super) suspended: bool,
    pub(super) attempts: u32,
    /// As in [`super::tree::Activity::objectives`], as this attempt left them.
    pub(super) objectives: Vec<Progress>,
    /// They are of an attempt before the cluster around began anew, and it wants only new ones.
    pub(super) stale_objectives: bool,
    /// The same for completion and progress.
    pub(super) stale_progress: bool,
}

/// A learner in a course: where they are and what they have reached.
///
/// It lives on after a sequencing session has ended; the next request begins a new one with the same status.
#[derive(Debug, Clone, PartialEq)]
pub struct Session {
    pub(super) course: Arc<Course>,
    pub(super) tracking: Vec<Tracking>,
    pub(super) current: Option<usize>,
    pub(super) suspended: Option<usize>,
    pub(super) globals: BTreeMap<String, Progress>,
    /// What the SCO said on leaving that replaces the next request (RTE 4.2.8).
    pub(super) leaves: bool,
}

/// The status of an activity as rules and rollup see it.
#[derive(Debug, Clone, PartialEq)]
pub struct Status {
    /// An attempt goes on.
    pub active: bool,
    /// The attempt was suspended and can be resumed.
    pub suspended: bool,
    /// How often it was begun.
    pub attempts: u32,
    /// Whether it is completed; None is unknown.
    pub completed: Option<bool>,
    /// Whether its primary objective is satisfied; None is unknown.
    pub satisfied: Option<bool>,
    /// The score of its primary objective from -1 to 1.
    pub measure: Option<f64>,
    /// Its progress from 0 to 1.
    pub progress: Option<f64>,
    /// Every objective with its name, the primary one first.
    pub objectives: Vec<(Option<String>, Progress)>,
}

impl Session {
    /// A learner who has not begun.
    pub fn new(course: &Arc<Course>) -> Self {
        Self::with_globals(course, BTreeMap::new())
    }

    /// A learner who brings global objectives from other courses ([`Course::globals_outlive`]).
    pub fn with_globals(course: &Arc<Course>, globals: BTreeMap<String, Progress>) -> Self {
        let tracking = course
            .activities()
            .iter()
            .map(|activity| Tracking {
                objectives: vec![Progress::default(); activity.objectives.len()],
                ..Tracking::default()
            })
            .collect();
        Self {
            course: Arc::clone(course),
            tracking,
            current: None,
            suspended: None,
            globals,
            leaves: false,
        }
    }

    /// The course.
    pub fn course(&self) -> &Course {
        &self.course
    }

    /// The activity of the last delivery, or the one that ended instead of it; none between sequencing sessions.
    pub fn current(&self) -> Option<&str> {
        Some(&self.course.activities()[self.current?].id)
    }

    /// The activity that is open: it was delivered and its attempt goes on.
    pub fn delivered(&self) -> Option<&str> {
        let at = self.current.filter(|at| self.tracking[*at].active)?;
        Some(&self.course.activities()[at].id)
    }

    /// The activity that `resumeAll` would deliver.
    pub fn suspended(&self) -> Option<&str> {
        Some(&self.course.activities()[self.suspended?].id)
    }

    /// The global objectives that were written.
    pub fn globals(&self) -> &BTreeMap<String, Progress> {
        &self.globals
    }

    /// The status of the activity with this identifier.
    pub fn status(&self, id: &str) -> Option<Status> {
        let at = self.course.find(id)?;
        let tracking = &self.tracking[at];
        let objectives = &self.course.activities()[at].objectives;
        Some(Status {
            active: tracking.active,
            suspended: tracking.suspended,
            attempts: tracking.attempts,
            completed: self.completed(at),
            satisfied: self.objective(at, Some(0)).satisfied,
            measure: self.objective(at, Some(0)).measure,
            progress: self.objective(at, Some(0)).progress,
            objectives: objectives
                .iter()
                .enumerate()
                .map(|(one, objective)| (objective.id.clone(), self.objective(at, Some(one))))
                .collect(),
        })
    }

    /// An objective as the activity sees it: its own progress, and where it has none what it reads from global ones
    /// (SN 3.10.3). No objective, and none of an activity that is not tracked, knows anything.
    pub(super) fn objective(&self, at: usize, objective: Option<usize>) -> Progress {
        let activity = &self.course.activities()[at];
        let Some((objective, facts)) =
            objective.and_then(|one| Some((one, activity.objectives.get(one)?)))
        else {
            return Progress::default();
        };
        if !activity.delivery.tracked {
            return Progress::default();
        }
        let mut seen = self.own(at, objective);
        for map in &facts.maps {
            if let Some(global) = self.globals.get(&map.target) {
                for datum in &map.reads {
                    seen.complete(*datum, global);
                }
            }
        }
        self.judge(at, facts, &mut seen);
        seen
    }

    /// What an activity itself knows of an objective, without what is of an attempt that counts no more.
    fn own(&self, at: usize, objective: usize) -> Progress {
        let tracking = &self.tracking[at];
        let mut own = tracking.objectives[objective];
        if tracking.stale_objectives {
            own = Progress {
                completed: own.completed,
                progress: own.progress,
                ..Progress::default()
            };
        }
        if tracking.stale_progress {
            own.completed = None;
            own.progress = None;
        }
        own
    }

    /// Where the measure decides, there is no other status (SN 3.10.2, RB.1.2.a; RTE 4.2.22 for what a SCO says itself).
    fn judge(&self, at: usize, facts: &Objective, progress: &mut Progress) {
        if facts.by_measure {
            progress.satisfied = progress
                .measure
                .filter(|_| self.may_judge(at))
                .map(|measure| measure >= facts.minimum);
        }
    }

    /// Whether the measures of a cluster decide now (`measureSatisfactionIfActive`).
    pub(super) fn may_judge(&self, at: usize) -> bool {
        let activity = &self.course.activities()[at];
        activity.is_leaf() || activity.rollup.while_active || !self.tracking[at].active
    }

    /// Whether an activity is completed, by its progress where that decides (RB.1.3.a; RTE 4.2.4.1 for a SCO).
    pub(super) fn completed(&self, at: usize) -> Option<bool> {
        let activity = &self.course.activities()[at];
        let seen = self.objective(at, Some(0));
        if activity.threshold.by_measure {
            let by_progress = seen
                .progress
                .filter(|_| self.may_judge(at))
                .map(|progress| progress >= activity.threshold.minimum);
            // A SCO that tells no progress is taken at its word; a cluster of the 4th edition has no other.
            if activity.is_leaf() {
                return by_progress.or(seen.completed);
            }
            if self.course.edition() == Edition::Fourth {
                return by_progress;
            }
        }
        seen.completed
    }

    /// Writes what an activity knows to the global objectives (SN 3.10.3), and gives those that changed.
    ///
    /// When an attempt ends, what it does not know is written too: a second attempt that ends without success takes back what the
    /// first one gave, but where the objective also reads what it writes. On the way, after rollup or on suspension, nothing is
    /// taken back.
    pub(super) fn write_globals(&mut self, at: usize, ended: bool) -> Vec<String> {
        let course = Arc::clone(&self.course);
        let activity = &course.activities()[at];
        let mut changed = Vec::new();
        if !activity.delivery.tracked {
            return changed;
        }
        for (objective, facts) in activity.objectives.iter().enumerate() {
            if facts.maps.iter().all(|map| map.writes.is_empty()) {
                continue;
            }
            // A SCO begins with what its objectives read (RTE 4.2.17), so that this is its own; a cluster has only what rolls up.
            let mut own = if activity.is_leaf() {
                self.objective(at, Some(objective))
            } else {
                self.own(at, objective)
            };
            self.judge(at, facts, &mut own);
            if objective == 0 && activity.threshold.by_measure {
                own.completed = self.completed(at);
            }
            for map in facts.maps.iter().filter(|map| !map.writes.is_empty()) {
                let global = self.globals.entry(map.target.clone()).or_default();
                let mut new = false;
                for datum in &map.writes {
                    new |= global.take(*datum, &own);
                    new |= ended && global.forget(*datum, &own);
                }
                if new {
                    changed.push(map.target.clone());
                }
            }
        }
        changed
    }
}

/// What a SCO says of its completion (`cmi.completion_status`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Completion {
    /// `completed`.
    Completed,
    /// `incomplete`.
    Incomplete,
    /// `not attempted`: counts as incomplete (RTE 4.2.4).
    NotAttempted,
    /// `unknown`.
    Unknown,
}

/// What a SCO says of its success (`cmi.success_status`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Success {
    /// `passed`.
    Passed,
    /// `failed`.
    Failed,
    /// `unknown`.
    Unknown,
}

/// How a SCO is left (`cmi.exit`).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Exit {
    /// `normal` or nothing: the next attempt is a new one.
    #[default]
    Normal,
    /// `suspend`: the next attempt goes on.
    Suspend,
    /// `time-out`: whatever was requested, everything ends.
    TimeOut,
    /// `logout`: whatever was requested, everything ends.
    Logout,
}

/// What a SCO says of itself or of one of its objectives.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Results {
    /// Its completion; None when it was not set.
    pub completion: Option<Completion>,
    /// Its success; None when it was not set.
    pub success: Option<Success>,
    /// `score.scaled`.
    pub scaled: Option<f64>,
    /// `score.raw`, `score.min`, `score.max`.
    pub score: [Option<f64>; 3],
    /// `progress_measure`.
    pub progress: Option<f64>,
}

/// What a SCO has set when it ends.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Report {
    /// Of itself.
    pub result: Results,
    /// Of its objectives, by `cmi.objectives.n.id`; sequencing knows only those of the manifest.
    pub objectives: Vec<(String, Results)>,
    /// How it was left.
    pub exit: Exit,
}

impl Session {
    /// Takes what the open SCO has set; false when none is open. What it did not set stays as it was.
    pub fn report(&mut self, report: &Report) -> bool {
        let Some(at) = self.current.filter(|at| self.tracking[*at].active) else {
            return false;
        };
        let course = Arc::clone(&self.course);
        let activity = &course.activities()[at];
        self.leaves = matches!(report.exit, Exit::TimeOut | Exit::Logout);
        if !activity.delivery.tracked {
            return true;
        }
        let tracking = &mut self.tracking[at];
        tracking.suspended = report.exit == Exit::Suspend;
        for (id, result) in &report.objectives {
            let known = activity
                .objectives
                .iter()
                .position(|one| one.id.as_ref() == Some(id));
            if let Some(known) = known {
                set(&mut tracking.objectives[known], result);
            }
        }
        // What it says of itself comes last: it is the primary objective too (RTE 4.2.17).
        if let Some(primary) = tracking.objectives.first_mut() {
            set(primary, &report.result);
        }
        true
    }
}

fn set(progress: &mut Progress, result: &Results) {
    let inside = |(low, high): (f64, f64), value: &f64| (low..=high).contains(value);
    if let Some(success) = result.success {
        progress.satisfied = match success {
            Success::Passed => Some(true),
            Success::Failed => Some(false),
            Success::Unknown => None,
        };
    }
    if let Some(completion) = result.completion {
        progress.completed = match completion {
            Completion::Completed => Some(true),
            Completion::Incomplete | Completion::NotAttempted => Some(false),
            Completion::Unknown => None,
        };
    }
    progress.measure = result
        .scaled
        .filter(|value| inside(words::MEASURE, value))
        .or(progress.measure);
    progress.progress = result
        .progress
        .filter(|value| inside(words::SHARE, value))
        .or(progress.progress);
    let [raw, min, max] = result
        .score
        .map(|value| value.filter(|value| value.is_finite()));
    progress.raw = raw.or(progress.raw);
    progress.min = min.or(progress.min);
    progress.max = max.or(progress.max);
}
