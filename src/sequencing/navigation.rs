//! What a learner, an LMS or a SCO asks for, and what comes of it (SN 4.3, 4.5, 5.6).

use super::attempt::{Sequence, Termination};
use super::exception::Exception;
use super::request::{Found, Stop};
use super::status::Session;
use crate::standard::scorm2004::Edition;

/// A navigation request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Request {
    /// Begin at the beginning.
    Start,
    /// Go on where everything was suspended.
    ResumeAll,
    /// The next one.
    Continue,
    /// The one before.
    Previous,
    /// The activity with this identifier.
    Choice(String),
    /// The activity with this identifier, whatever stands in the way (4th edition).
    Jump(String),
    /// End the current activity.
    Exit,
    /// End everything.
    ExitAll,
    /// Leave the current activity; nothing of it counts.
    Abandon,
    /// Leave everything; nothing of it counts.
    AbandonAll,
    /// Leave everything, to be resumed.
    SuspendAll,
}

/// What a navigation request comes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// The activity with this identifier is open now.
    Delivered(String),
    /// The activity that was open has ended and none is; the learner may choose.
    Nothing,
    /// The sequencing session has ended. Its status stays; the next request begins a new one.
    Ended,
    /// It was refused. What was open may have ended all the same: [`Session::delivered`] says.
    Refused(Exception),
}

impl Session {
    /// Overall Sequencing Process (OP.1): does what is asked for as far as it is possible.
    pub fn navigate(&mut self, request: &Request) -> Answer {
        let leaves = std::mem::take(&mut self.leaves) && self.delivered().is_some();
        let request = if leaves { &Request::ExitAll } else { request };
        let (termination, mut sequence) = match self.request(request) {
            Ok(parts) => parts,
            Err(exception) => return Answer::Refused(exception),
        };
        if let Some(termination) = termination {
            match self.terminate(termination) {
                Ok(instead) => sequence = instead.unwrap_or(sequence),
                Err(exception) => return Answer::Refused(exception),
            }
        }
        match self.sequence(sequence) {
            Ok(Found::Activity(at)) => match self.may_deliver(at) {
                Ok(()) => {
                    self.deliver(at);
                    Answer::Delivered(self.course.activities()[at].id.clone())
                }
                Err(exception) => Answer::Refused(exception),
            },
            Ok(Found::Nothing) => Answer::Nothing,
            Ok(Found::End) | Err(Stop::End) => {
                self.end_session();
                Answer::Ended
            }
            Err(Stop::Refused(exception)) => Answer::Refused(exception),
            Err(Stop::Empty(exception, common, target)) => {
                if self.current.is_some() {
                    self.terminate_descendents(common);
                    self.end_attempt(common);
                    self.current = Some(target);
                }
                Answer::Refused(exception)
            }
        }
    }

    /// Ends what is still open: who walks off the end of the tree (SB.2.1) leaves the clusters, and the course with them.
    fn end_session(&mut self) {
        self.terminate_descendents(0);
        if self.tracking[0].active {
            self.end_attempt(0);
        }
        self.current = None;
    }

    /// Navigation Request Process (NB.2.1): whether a request may be made now, and what it stands for.
    fn request(&self, request: &Request) -> Result<(Option<Termination>, Sequence), Exception> {
        let current = self.current;
        let open = |code| match current {
            Some(_) => Err(self.refused(code, None)),
            None => Ok(()),
        };
        let known = || current.ok_or_else(|| self.refused("NB.2.1-2", None));
        let active = |at: usize| self.tracking[at].active;
        let leaving = |at: usize| active(at).then_some(Termination::Exit);
        let activities = self.course.activities();
        match request {
            Request::Start => open("NB.2.1-1").map(|()| (None, Sequence::Start)),
            Request::ResumeAll => {
                open("NB.2.1-1")?;
                match self.suspended {
                    Some(_) => Ok((None, Sequence::ResumeAll)),
                    None => Err(self.refused("NB.2.1-3", None)),
                }
            }
            Request::Continue => {
                let current = known()?;
                match self.course.parent(current) {
                    Some(parent) if activities[parent].control.flow => {
                        Ok((leaving(current), Sequence::Continue))
                    }
                    parent => Err(self.refused("NB.2.1-4", parent.or(Some(current)))),
                }
            }
            Request::Previous => {
                let current = known()?;
                let Some(parent) = self.course.parent(current) else {
                    return Err(self.refused("NB.2.1-6", None));
                };
                let control = &activities[parent].control;
                if control.flow && !control.forward_only {
                    Ok((leaving(current), Sequence::Previous))
                } else {
                    Err(self.refused("NB.2.1-5", Some(parent)))
                }
            }
            Request::Choice(id) => {
                let target = self.target(id)?;
                self.may_choose(target)?;
                Ok((current.and_then(leaving), Sequence::Choice(target)))
            }
            Request::Jump(id) => {
                if self.course.edition() != Edition::Fourth {
                    return Err(self.refused("NB.2.1-13", None));
                }
                let target = self.target(id)?;
                Ok((current.and_then(leaving), Sequence::Jump(target)))
            }
            Request::Exit | Request::Abandon => {
                let current = known()?;
                if !active(current) {
                    return Err(self.refused("NB.2.1-12", Some(current)));
                }
                let termination = match request {
                    Request::Exit => Termination::Exit,
                    _ => Termination::Abandon,
                };
                Ok((Some(termination), Sequence::Exit))
            }
            Request::ExitAll => known().map(|_| (Some(Termination::ExitAll), Sequence::Exit)),
            Request::AbandonAll => known().map(|_| (Some(Termination::AbandonAll), Sequence::Exit)),
            Request::SuspendAll => known().map(|_| (Some(Termination::SuspendAll), Sequence::Exit)),
        }
    }

    fn target(&self, id: &str) -> Result<usize, Exception> {
        self.course
            .find(id)
            .ok_or_else(|| self.refused("NB.2.1-11", None))
    }

    /// The case of Choice in NB.2.1.
    fn may_choose(&self, target: usize) -> Result<(), Exception> {
        let activities = self.course.activities();
        if let Some(parent) = self.course.parent(target)
            && !activities[parent].control.choice
        {
            return Err(self.refused("NB.2.1-10", Some(parent)));
        }
        let Some(current) = self.current else {
            return Ok(());
        };
        if current == target || self.course.parent(current) == self.course.parent(target) {
            return Ok(());
        }
        let common = self.course.common(current, target);
        let mut left = self.course.up(current).take_while(|at| *at != common);
        match left.find(|at| self.tracking[*at].active && !activities[*at].control.choice_exit) {
            Some(at) => Err(self.refused("NB.2.1-8", Some(at))),
            None => Ok(()),
        }
    }

    /// What a request would come to; nothing changes. A table of contents and the buttons of an LMS are made from this
    /// (SN 5.6.5).
    pub fn look_ahead(&self, request: &Request) -> Answer {
        self.clone().navigate(request)
    }

    /// For every activity in the order of the manifest, what choosing it would come to. Like [`Self::look_ahead`] for each, but what
    /// is open is ended only once.
    pub fn choices(&self) -> Vec<(&str, Answer)> {
        let activities = self.course.activities().iter();
        if self.leaves && self.delivered().is_some() {
            return activities
                .map(|activity| (activity.id.as_str(), Answer::Ended))
                .collect();
        }
        let mut after = self.clone();
        // A rule that asks for something else at the end of what is open answers for all of them.
        let instead = match self.delivered().map(|_| after.terminate(Termination::Exit)) {
            None | Some(Ok(None)) => None,
            Some(Ok(Some(sequence))) => Some(after.tentative(sequence)),
            Some(Err(exception)) => Some(Answer::Refused(exception)),
        };
        activities
            .enumerate()
            .map(|(at, activity)| {
                let answer = match (self.may_choose(at), &instead) {
                    (Err(exception), _) => Answer::Refused(exception),
                    (Ok(()), Some(instead)) => instead.clone(),
                    (Ok(()), None) => after.tentative(Sequence::Choice(at)),
                };
                (activity.id.as_str(), answer)
            })
            .collect()
    }

    /// What a sequencing request would come to.
    fn tentative(&self, sequence: Sequence) -> Answer {
        match self.sequence(sequence) {
            Ok(Found::Activity(at)) => match self.may_deliver(at) {
                Ok(()) => Answer::Delivered(self.course.activities()[at].id.clone()),
                Err(exception) => Answer::Refused(exception),
            },
            Ok(Found::Nothing) => Answer::Nothing,
            Ok(Found::End) | Err(Stop::End) => Answer::Ended,
            Err(Stop::Refused(exception) | Stop::Empty(exception, ..)) => {
                Answer::Refused(exception)
            }
        }
    }
}
