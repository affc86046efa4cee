//! How attempts begin and end (SN 4.7, 4.9).

use std::sync::Arc;

use super::exception::Exception;
use super::facts::After;
use super::status::{Progress, Session};

/// What ends (SN 4.7).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Termination {
    /// The current activity.
    Exit,
    /// Everything.
    ExitAll,
    /// Everything, to be resumed.
    SuspendAll,
    /// The current activity, and nothing of it counts.
    Abandon,
    /// Everything, and nothing of it counts.
    AbandonAll,
}

/// What is looked for next (SN 4.8).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sequence {
    /// The beginning.
    Start,
    /// What was suspended.
    ResumeAll,
    /// The next one.
    Continue,
    /// The one before.
    Previous,
    /// This one.
    Choice(usize),
    /// This one, whatever stands in the way (4th edition).
    Jump(usize),
    /// The current one once more.
    Retry,
    /// Nothing.
    Exit,
}

impl Session {
    /// Termination Request Process (TB.2.3): ends what was asked for; a rule may ask for what comes next.
    pub(super) fn terminate(
        &mut self,
        request: Termination,
    ) -> Result<Option<Sequence>, Exception> {
        let Some(current) = self.current else {
            return Err(self.refused("TB.2.3-1", None));
        };
        let active = self.tracking[current].active;
        if matches!(request, Termination::Exit | Termination::Abandon) && !active {
            return Err(self.refused("TB.2.3-2", Some(current)));
        }
        match request {
            Termination::Exit => self.exit(current),
            Termination::ExitAll => Ok(Some(self.exit_all(Sequence::Exit))),
            Termination::SuspendAll => {
                if active || self.tracking[current].suspended {
                    self.settle(current, false);
                    self.suspended = Some(current);
                } else {
                    let parent = self.course.parent(current);
                    self.suspended = parent;
                    if parent.is_none() {
                        return Err(self.refused("TB.2.3-3", Some(current)));
                    }
                }
                let course = Arc::clone(&self.course);
                for at in self.suspended.iter().flat_map(|at| course.up(*at)) {
                    self.tracking[at].active = false;
                    self.tracking[at].suspended = true;
                }
                self.current = Some(0);
                Ok(Some(Sequence::Exit))
            }
            Termination::Abandon => {
                self.tracking[current].active = false;
                Ok(None)
            }
            Termination::AbandonAll => {
                let course = Arc::clone(&self.course);
                for at in course.up(current) {
                    self.tracking[at].active = false;
                }
                self.current = Some(0);
                Ok(Some(Sequence::Exit))
            }
        }
    }

    /// The case of Exit in TB.2.3: the activity ends, then whatever its rules say ends with it.
    fn exit(&mut self, mut current: usize) -> Result<Option<Sequence>, Exception> {
        self.end_attempt(current);
        if let Some(around) = self.exit_rule(current) {
            self.terminate_descendents(around);
            self.end_attempt(around);
            self.current = Some(around);
            current = around;
        }
        loop {
            let sequence = match self.post_rule(current) {
                None => None,
                Some(After::ExitAll) => return Ok(Some(self.exit_all(Sequence::Exit))),
                Some(After::RetryAll) => return Ok(Some(self.exit_all(Sequence::Retry))),
                Some(After::ExitParent) => {
                    let Some(parent) = self.course.parent(current) else {
                        return Err(self.refused("TB.2.3-4", Some(current)));
                    };
                    self.current = Some(parent);
                    current = parent;
                    self.end_attempt(parent);
                    continue;
                }
                Some(After::Retry) => Some(Sequence::Retry),
                Some(After::Continue) => Some(Sequence::Continue),
                Some(After::Previous) => Some(Sequence::Previous),
            };
            // Once the root has ended there is nothing to go on with, but to begin anew.
            let over = current == 0 && sequence != Some(Sequence::Retry);
            return Ok(if over { Some(Sequence::Exit) } else { sequence });
        }
    }

    fn exit_all(&mut self, then: Sequence) -> Sequence {
        if let Some(current) = self.current.filter(|at| self.tracking[*at].active) {
            self.end_attempt(current);
        }
        self.terminate_descendents(0);
        self.end_attempt(0);
        self.current = Some(0);
        then
    }

    /// Sequencing Exit Action Rules Subprocess (TB.2.1): the outermost cluster whose rule ends it.
    fn exit_rule(&self, current: usize) -> Option<usize> {
        let around = self.course.parent(current)?;
        self.course.down(around).into_iter().find(|at| {
            let rules = &self.course.activities()[*at].rules.exit;
            rules.iter().any(|rule| self.applies(*at, rule))
        })
    }

    /// Sequencing Post Condition Rules Subprocess (TB.2.2). One that is suspended has not ended.
    fn post_rule(&self, at: usize) -> Option<After> {
        if self.tracking[at].suspended {
            return None;
        }
        let rules = &self.course.activities()[at].rules.after;
        let rule = rules.iter().find(|rule| self.applies(at, rule))?;
        Some(rule.action)
    }

    /// Terminate Descendent Attempts Process (UP.3): ends the clusters between the current activity and what is around both.
    pub(super) fn terminate_descendents(&mut self, at: usize) {
        let Some(current) = self.current else { return };
        let course = Arc::clone(&self.course);
        let common = course.common(current, at);
        let between = course.up(current).skip(1);
        for around in between.take_while(|around| *around != common && current != common) {
            self.end_attempt(around);
        }
    }

    /// End Attempt Process (UP.4): what a SCO may leave to the LMS is set, a cluster is suspended when a child is, and everything
    /// rolls up.
    pub(super) fn end_attempt(&mut self, at: usize) {
        let course = Arc::clone(&self.course);
        let activity = &course.activities()[at];
        if activity.children.is_empty() {
            if activity.delivery.tracked && !self.tracking[at].suspended {
                let completed = self.completed(at);
                let by_measure = activity.objectives[0].by_measure;
                let primary = &mut self.tracking[at].objectives[0];
                if !activity.delivery.completion_by_content && completed.is_none() {
                    primary.completed = Some(true);
                }
                if !activity.delivery.objective_by_content
                    && primary.satisfied.is_none()
                    && !by_measure
                {
                    primary.satisfied = Some(true);
                }
            }
        } else {
            let mut children = activity.children.iter();
            self.tracking[at].suspended = children.any(|child| self.tracking[*child].suspended);
        }
        self.tracking[at].active = false;
        self.settle(at, true);
    }

    /// Delivery Request Process (DB.1.1): only a leaf, and only when nothing on the way to it is barred.
    pub(super) fn may_deliver(&self, at: usize) -> Result<(), Exception> {
        if !self.course.activities()[at].is_leaf() {
            return Err(self.refused("DB.1.1-1", Some(at)));
        }
        for on in self.course.down(at) {
            if let Some(because) = self.barred(on) {
                return Err(self.refused_because("DB.1.1-3", Some(on), Some(&because)));
            }
        }
        Ok(())
    }

    /// Content Delivery Environment Process (DB.2): attempts begin on the way from the root, or go on where they were suspended.
    pub(super) fn deliver(&mut self, at: usize) {
        if self.suspended != Some(at) {
            self.clear_suspended(at);
        }
        self.terminate_descendents(at);
        let course = Arc::clone(&self.course);
        for on in course.down(at) {
            if self.tracking[on].active {
                continue;
            }
            if course.activities()[on].delivery.tracked {
                if self.tracking[on].suspended {
                    self.tracking[on].suspended = false;
                    self.tracking[on].stale_objectives = false;
                    self.tracking[on].stale_progress = false;
                } else {
                    self.begin_attempt(on);
                }
            }
            self.tracking[on].active = true;
        }
        self.current = Some(at);
        self.suspended = None;
    }

    /// A new attempt knows nothing; of a cluster that counts only what happens in it (`useCurrentAttemptObjectiveInfo`,
    /// `useCurrentAttemptProgressInfo`), what is inside counts no more either.
    fn begin_attempt(&mut self, at: usize) {
        let course = Arc::clone(&self.course);
        let tracking = &mut self.tracking[at];
        tracking.attempts = tracking.attempts.saturating_add(1);
        tracking.objectives.fill(Progress::default());
        tracking.stale_objectives = false;
        tracking.stale_progress = false;
        let mut waiting = vec![(at, true, true)];
        while let Some((around, objectives, progress)) = waiting.pop() {
            let control = &course.activities()[around].control;
            let objectives = objectives && control.current_objectives;
            let progress = progress && control.current_progress;
            if objectives || progress {
                for child in &course.activities()[around].children {
                    self.tracking[*child].stale_objectives |= objectives;
                    self.tracking[*child].stale_progress |= progress;
                    waiting.push((*child, objectives, progress));
                }
            }
        }
    }

    /// Clear Suspended Activity Subprocess (DB.2.1): what was suspended is given up for another activity.
    fn clear_suspended(&mut self, at: usize) {
        let Some(suspended) = self.suspended.take() else {
            return;
        };
        let course = Arc::clone(&self.course);
        let common = course.common(at, suspended);
        for on in course.up(suspended) {
            let mut children = course.activities()[on].children.iter();
            if !children.any(|child| self.tracking[*child].suspended) {
                self.tracking[on].suspended = false;
            }
            if on == common {
                break;
            }
        }
    }
}
