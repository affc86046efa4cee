//! From a sequencing request to an activity that could be delivered (SN 4.8). Nothing here changes a status.

use super::attempt::Sequence;
use super::exception::Exception;
use super::facts::Before;
use super::status::Session;

/// Which way the tree is walked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Direction {
    Forward,
    Backward,
}

/// What a sequencing request comes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Found {
    /// This activity.
    Activity(usize),
    /// There is nothing more: the session ends.
    End,
    /// Nothing, and the session goes on.
    Nothing,
}

/// Why there is nothing to deliver.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Stop {
    /// The end of the tree.
    End,
    /// This stands in the way.
    Refused(Exception),
    /// The cluster that was chosen has nothing to deliver; what is open up to this activity around ends, and the cluster becomes
    /// the current activity (SB.2.9, last step).
    Empty(Exception, usize, usize),
}

impl From<Exception> for Stop {
    fn from(exception: Exception) -> Self {
        Self::Refused(exception)
    }
}

impl Session {
    /// Sequencing Request Process (SB.2.12).
    pub(super) fn sequence(&self, request: Sequence) -> Result<Found, Stop> {
        let current = self.current;
        let known = |code| current.ok_or_else(|| self.refused(code, None));
        match request {
            Sequence::Start => {
                if current.is_some() {
                    return Err(self.refused("SB.2.5-1", None).into());
                }
                self.flow(0, Direction::Forward, true).map(Found::Activity)
            }
            Sequence::ResumeAll => {
                if current.is_some() {
                    return Err(self.refused("SB.2.6-1", None).into());
                }
                let suspended = self.suspended;
                let suspended = suspended.ok_or_else(|| self.refused("SB.2.6-2", None))?;
                Ok(Found::Activity(suspended))
            }
            Sequence::Continue => self.step(known("SB.2.7-1")?, Direction::Forward, "SB.2.7-2"),
            Sequence::Previous => self.step(known("SB.2.8-1")?, Direction::Backward, "SB.2.8-2"),
            Sequence::Choice(target) => self.choose(target).map(Found::Activity),
            Sequence::Jump(target) => {
                known("SB.2.13-1")?;
                Ok(Found::Activity(target))
            }
            Sequence::Retry => {
                let current = known("SB.2.10-1")?;
                let tracking = &self.tracking[current];
                if tracking.active || tracking.suspended {
                    return Err(self.refused("SB.2.10-2", Some(current)).into());
                }
                if self.course.activities()[current].is_leaf() {
                    return Ok(Found::Activity(current));
                }
                self.flow(current, Direction::Forward, true)
                    .map(Found::Activity)
            }
            Sequence::Exit => {
                let current = known("SB.2.11-1")?;
                if self.tracking[current].active {
                    return Err(self.refused("SB.2.11-2", Some(current)).into());
                }
                Ok(if current == 0 {
                    Found::End
                } else {
                    Found::Nothing
                })
            }
        }
    }

    /// Continue and Previous Sequencing Request Process (SB.2.7, SB.2.8).
    fn step(
        &self,
        current: usize,
        direction: Direction,
        without_flow: &'static str,
    ) -> Result<Found, Stop> {
        if let Some(parent) = self.course.parent(current)
            && !self.course.activities()[parent].control.flow
        {
            return Err(self.refused(without_flow, Some(parent)).into());
        }
        self.flow(current, direction, false).map(Found::Activity)
    }

    /// Flow Subprocess (SB.2.3) and Flow Activity Traversal Subprocess (SB.2.2): the first activity that way that is not
    /// skipped, unless something bars it. A loop where the standard recurses: ten thousand siblings may be skipped.
    fn flow(&self, from: usize, direction: Direction, into: bool) -> Result<usize, Stop> {
        let (mut at, mut direction) = self.walk(from, direction, into, None)?;
        let mut previous = None;
        loop {
            if let Some(parent) = self.course.parent(at)
                && !self.course.activities()[parent].control.flow
            {
                return Err(self.refused("SB.2.2-1", Some(parent)).into());
            }
            if self.rule(at, Before::Skip).is_some() {
                (at, direction) = self.walk(at, direction, false, previous)?;
                if direction == Direction::Backward {
                    previous = None;
                }
                continue;
            }
            if let Some(because) = self.barred(at) {
                return Err(self
                    .refused_because("SB.2.2-2", Some(at), Some(&because))
                    .into());
            }
            if self.course.activities()[at].is_leaf() {
                return Ok(at);
            }
            let (inside, turned) = self.walk(at, direction, true, None)?;
            previous = (turned != direction).then_some(direction);
            (at, direction) = (inside, turned);
        }
    }

    /// Flow Tree Traversal Subprocess (SB.2.1): the next activity of the tree that way, and which way it goes on from there.
    fn walk(
        &self,
        mut at: usize,
        mut direction: Direction,
        into: bool,
        previous: Option<Direction>,
    ) -> Result<(usize, Direction), Stop> {
        let activities = self.course.activities();
        let mut reversed = false;
        // Going back into a cluster that knows only forward began at its first child; past its last one it goes back again.
        if previous == Some(Direction::Backward)
            && self.course.sibling(at, true).is_none()
            && let Some(parent) = self.course.parent(at)
        {
            direction = Direction::Backward;
            at = activities[parent].children[0];
            reversed = true;
        }
        let children = &activities[at].children;
        if into && !activities[at].is_leaf() {
            let (Some(first), Some(last)) = (children.first(), children.last()) else {
                return Err(self.refused("SB.2.1-2", Some(at)).into());
            };
            return Ok(match direction {
                Direction::Backward if activities[at].control.forward_only => {
                    (*first, Direction::Forward)
                }
                Direction::Backward => (*last, direction),
                Direction::Forward => (*first, direction),
            });
        }
        loop {
            let Some(parent) = self.course.parent(at) else {
                return Err(match direction {
                    Direction::Forward => Stop::End,
                    Direction::Backward => self.refused("SB.2.1-3", Some(at)).into(),
                });
            };
            let back = direction == Direction::Backward;
            if back && !reversed && activities[parent].control.forward_only {
                return Err(self.refused("SB.2.1-4", Some(parent)).into());
            }
            if let Some(sibling) = self.course.sibling(at, !back) {
                return Ok((sibling, direction));
            }
            at = parent;
            reversed = false;
        }
    }

    /// Choice Sequencing Request Process (SB.2.9).
    pub(super) fn choose(&self, target: usize) -> Result<usize, Stop> {
        let activities = self.course.activities();
        for at in self.course.down(target) {
            if let Some(rule) = self.rule(at, Before::HiddenFromChoice) {
                let because = format!("a rule hides it {rule}");
                return Err(self
                    .refused_because("SB.2.9-3", Some(at), Some(&because))
                    .into());
            }
        }
        if let Some(parent) = self.course.parent(target)
            && !activities[parent].control.choice
        {
            return Err(self.refused("SB.2.9-4", Some(parent)).into());
        }
        let common = self
            .current
            .map_or(0, |current| self.course.common(current, target));
        match self.current {
            Some(current) if current == target => {}
            Some(current) if self.course.parent(current) == self.course.parent(target) => {
                self.past_siblings(current, target)?;
            }
            Some(current) if common != current => self.out_of(current, target, common)?,
            _ => self.way_down(common, target, true)?,
        }
        if activities[target].is_leaf() {
            return Ok(target);
        }
        self.flow(target, Direction::Forward, true)
            .map_err(|_| Stop::Empty(self.refused("SB.2.9-9", Some(target)), common, target))
    }

    /// The case of siblings in SB.2.9: nothing from here to there may stop the way.
    fn past_siblings(&self, current: usize, target: usize) -> Result<(), Exception> {
        let activities = self.course.activities();
        let Some(parent) = self.course.parent(target) else {
            return Ok(());
        };
        let children = &activities[parent].children;
        let (here, there) = (activities[current].place, activities[target].place);
        if here < there {
            children[here..there]
                .iter()
                .try_for_each(|at| self.traverse(*at, Direction::Forward))
        } else {
            // All of them have the same parent, which is all that matters on the way back.
            self.traverse(current, Direction::Backward)
        }
    }

    /// The cases of SB.2.9 in which clusters are left: to one around, or to another branch.
    fn out_of(&self, current: usize, target: usize, common: usize) -> Result<(), Exception> {
        let activities = self.course.activities();
        let mut constrained = None;
        for at in self.course.up(current).take_while(|at| *at != common) {
            let control = &activities[at].control;
            if !control.choice_exit {
                return Err(self.refused("SB.2.9-7", Some(at)));
            }
            if constrained.is_none() && control.constrain_choice {
                constrained = Some(at);
            }
        }
        if common == target {
            return Ok(());
        }
        if let Some(constrained) = constrained {
            let near = self.near(constrained, target > constrained);
            if !self.course.inside(target, near) && !self.course.inside(target, constrained) {
                return Err(self.refused("SB.2.9-8", Some(constrained)));
            }
        }
        self.way_down(common, target, target > current)
    }

    /// The way from an activity around down to the chosen one.
    fn way_down(&self, common: usize, target: usize, forward: bool) -> Result<(), Exception> {
        let activities = self.course.activities();
        let path = self.course.down(target);
        // Without the target itself.
        for at in path[activities[common].depth..].iter().copied() {
            if at == target {
                break;
            }
            if forward {
                self.traverse(at, Direction::Forward)?;
            }
            let inactive = !self.tracking[at].active && at != common;
            if inactive && activities[at].control.prevent_activation {
                return Err(self.refused("SB.2.9-6", Some(at)));
            }
        }
        Ok(())
    }

    /// Choice Flow Subprocess (SB.2.9.1, SB.2.9.2): what lies next to a cluster that constrains choices.
    fn near(&self, constrained: usize, forward: bool) -> usize {
        self.course
            .up(constrained)
            .find_map(|at| self.course.sibling(at, forward))
            .unwrap_or(constrained)
    }

    /// Choice Activity Traversal Subprocess (SB.2.4).
    fn traverse(&self, at: usize, direction: Direction) -> Result<(), Exception> {
        match direction {
            Direction::Forward => match self.rule(at, Before::StopForward) {
                Some(rule) => {
                    let because = format!("a rule stops there {rule}");
                    Err(self.refused_because("SB.2.4-1", Some(at), Some(&because)))
                }
                None => Ok(()),
            },
            Direction::Backward => match self.course.parent(at) {
                None => Err(self.refused("SB.2.4-3", Some(at))),
                Some(parent) if self.course.activities()[parent].control.forward_only => {
                    Err(self.refused("SB.2.4-2", Some(parent)))
                }
                Some(_) => Ok(()),
            },
        }
    }
}
