//! What a course says of its order and marks, in the words of SCORM 2004's sequencing (SN 3, CAM 5.1).
//!
//! An activity tree of one SCO needs no more than its objective. Objectives are global only where one SCO waits for
//! another, or may be skipped for another: not every LMS can import those.

use std::collections::BTreeSet;

use super::{Cluster, Content, Node, Sco, prerequisites};
use crate::manifest::sequencing::{
    Action, ControlMode, DeliveryControls, LimitConditions, Objective, ObjectiveMap, Objectives,
    RollupConsiderations, RollupRules, RuleCondition, RuleConditions, Sequencing, SequencingRule,
    SequencingRules, SharedMap, SharedObjective, SharedObjectives,
};
use crate::standard::scorm2004::{Edition, limit, objective, sequencing as words};

/// The sequencing of a package.
pub(super) struct Plan<'c> {
    content: &'c Content<'c>,
    edition: Edition,
    /// Every SCO, in the order of the tree.
    scos: Vec<&'c Sco>,
    /// What each of them waits for, as positions in that order.
    needs: Vec<Vec<usize>>,
    /// For which tests each of them is skipped when one is passed.
    skips: Vec<Vec<usize>>,
    /// The SCOs that others wait for.
    awaited: BTreeSet<usize>,
    /// The SCOs whose tests let learners skip others.
    pretests: BTreeSet<usize>,
}

impl<'c> Plan<'c> {
    /// Finds out what depends on what; nothing does where the LMS could not keep to it.
    pub(super) fn new(content: &'c Content<'c>, edition: Edition, ordered: bool) -> Self {
        let all = content.scos();
        let scos: Vec<&Sco> = all.iter().map(|(_, sco)| *sco).collect();
        let (needs, skips) = if ordered {
            (prerequisites::direct(content), skips(&all))
        } else {
            (vec![Vec::new(); all.len()], vec![Vec::new(); all.len()])
        };
        Self {
            content,
            edition,
            awaited: needs.iter().flatten().copied().collect(),
            pretests: skips.iter().flatten().copied().collect(),
            scos,
            needs,
            skips,
        }
    }

    /// Whether one SCO's state decides about another: then there are global objectives.
    pub(super) fn is_shared(&self) -> bool {
        !self.awaited.is_empty() || !self.pretests.is_empty()
    }

    /// The SCOs with more objectives than an LMS must keep, and how many each has.
    pub(super) fn crowded(&self) -> impl Iterator<Item = (&'c Sco, usize)> + '_ {
        self.scos.iter().enumerate().filter_map(|(at, sco)| {
            let count = self.needs[at].len() + self.skips[at].len() + 3;
            (count > limit::OBJECTIVES && !self.needs[at].is_empty()).then_some((*sco, count))
        })
    }

    /// How the organization is gone through.
    pub(super) fn organization(&self) -> Sequencing {
        let scored = self.content.tree.iter().any(is_scored);
        Sequencing {
            control: Some(control()),
            objectives: self.objectives(scored, Vec::new()),
            ..Sequencing::default()
        }
    }

    /// How a cluster is gone through; `siblings` are all nodes beside it, itself included.
    pub(super) fn cluster(&self, cluster: &'c Cluster, siblings: &[Node]) -> Sequencing {
        let scored = cluster.children.iter().any(is_scored);
        let points = cluster.children.iter().map(points).sum();
        Sequencing {
            control: Some(control()),
            limits: limits(cluster.attempts),
            rollup: rollup(scored, has_lessons(&cluster.children), points, siblings),
            objectives: self.objectives(scored, Vec::new()),
            ..Sequencing::default()
        }
    }

    /// What holds for the SCO at a place in the order of the tree; `siblings` are all nodes beside it, itself included.
    pub(super) fn sco(&self, at: usize, siblings: &[Node]) -> Sequencing {
        let sco = self.scos[at];
        let others = self.shared(at);
        let skipped = !self.skips[at].is_empty();
        Sequencing {
            rules: self.rules(at),
            limits: limits(sco.attempts),
            rollup: rollup(sco.scored, sco.lessons > 0, sco.points, siblings)
                .filter(|_| self.scos.len() > 1),
            objectives: self
                .objectives(sco.scored, others.iter().map(|one| one.0.clone()).collect()),
            delivery: Some(DeliveryControls {
                tracked: Some("true".into()),
                completion: Some("true".into()),
                objective: Some("true".into()),
                ..DeliveryControls::default()
            }),
            considerations: skipped.then(|| {
                let unless = || Some(words::IF_NOT_SKIPPED.into());
                RollupConsiderations {
                    satisfied: unless(),
                    not_satisfied: unless(),
                    completed: unless(),
                    incomplete: unless(),
                    ..RollupConsiderations::default()
                }
            }),
            shared: (self.edition == Edition::Fourth && !others.is_empty()).then(|| {
                SharedObjectives {
                    objectives: others.into_iter().map(|one| one.1).collect(),
                    ..SharedObjectives::default()
                }
            }),
            ..Sequencing::default()
        }
    }

    /// When a SCO is closed, and when it is passed over.
    fn rules(&self, at: usize) -> Option<SequencingRules> {
        let unknown = |name: String| condition(name, words::STATUS_KNOWN, words::NOT);
        let mut before = Vec::new();
        let mut waits = Vec::new();
        for need in &self.needs[at] {
            let name = self.waits_for(*need);
            // What was skipped need not be done: whoever waits for it waits for the test just as well.
            let instead: Vec<String> = self.skips[*need]
                .iter()
                .filter(|test| **test != at)
                .map(|test| self.spared_by(*test))
                .collect();
            if instead.is_empty() {
                // An unknown status is not `not satisfied`, so it is asked for too.
                waits.push(condition(name.clone(), words::SATISFIED, words::NOT));
                waits.push(unknown(name));
            } else {
                // Each of these is either satisfied or unknown: nobody writes anything else.
                let all = std::iter::once(name).chain(instead).map(unknown).collect();
                before.push(rule(words::ALL, all, words::DISABLED));
            }
        }
        if !waits.is_empty() {
            before.insert(0, rule(words::ANY, waits, words::DISABLED));
        }
        if !self.skips[at].is_empty() {
            let passed = self.skips[at]
                .iter()
                .map(|test| condition(self.spared_by(*test), words::SATISFIED, words::NO_OP))
                .collect();
            before.push(rule(words::ANY, passed, words::SKIP));
        }
        (!before.is_empty()).then(|| SequencingRules {
            before,
            ..SequencingRules::default()
        })
    }

    fn objectives(&self, scored: bool, others: Vec<Objective>) -> Option<Objectives> {
        let mark = self.content.course.mastery.filter(|_| scored);
        if mark.is_none() && others.is_empty() {
            return None;
        }
        let primary = Objective {
            id: Some(objective::PRIMARY.into()),
            by_measure: mark.map(|_| "true".into()),
            measure: mark.map(|mark| number(mark / 100.0).into()),
            ..Objective::default()
        };
        Some(Objectives {
            primary: Some(primary),
            others,
            ..Objectives::default()
        })
    }

    /// The objectives that a SCO shares with others, and what else of each is shared in the 4th edition.
    fn shared(&self, at: usize) -> Vec<(Objective, SharedObjective)> {
        let mut all = Vec::new();
        if self.awaited.contains(&at) {
            all.push(self.written(at, objective::DONE));
        }
        if self.pretests.contains(&at) {
            all.push(self.written(at, objective::PASSED));
        }
        let mut needed: BTreeSet<usize> = self.needs[at].iter().copied().collect();
        let spared = self.needs[at].iter().flat_map(|need| &self.skips[*need]);
        let tests: BTreeSet<usize> = spared
            .chain(&self.skips[at])
            .copied()
            .filter(|test| *test != at)
            .collect();
        needed.remove(&at);
        all.extend(
            needed
                .into_iter()
                .map(|need| self.read(self.waits_for(need), need, objective::DONE)),
        );
        all.extend(
            tests
                .into_iter()
                .map(|test| self.read(self.spared_by(test), test, objective::PASSED)),
        );
        all
    }

    fn written(&self, at: usize, name: &str) -> (Objective, SharedObjective) {
        self.tied(name.to_owned(), self.of_sco(at, name), true)
    }

    fn read(&self, id: String, of: usize, name: &str) -> (Objective, SharedObjective) {
        self.tied(id, self.of_sco(of, name), false)
    }

    fn tied(&self, id: String, target: String, writes: bool) -> (Objective, SharedObjective) {
        let yes = |yes: bool| Some(if yes { "true" } else { "false" }.into());
        let map = ObjectiveMap {
            target: Some(target.as_str().into()),
            // Who writes it reads it too: a new attempt that comes to nothing takes nothing back.
            read_satisfied: yes(true),
            read_measure: yes(false),
            write_satisfied: yes(writes),
            write_measure: yes(false),
            ..ObjectiveMap::default()
        };
        let more = SharedMap {
            target: Some(target.into()),
            read_raw: yes(false),
            read_min: yes(false),
            read_max: yes(false),
            read_completion: yes(true),
            read_progress: yes(false),
            write_raw: yes(false),
            write_min: yes(false),
            write_max: yes(false),
            write_completion: yes(writes),
            write_progress: yes(false),
            ..SharedMap::default()
        };
        let objective = Objective {
            id: Some(id.as_str().into()),
            maps: vec![map],
            ..Objective::default()
        };
        let shared = SharedObjective {
            id: Some(id.into()),
            maps: vec![more],
            ..SharedObjective::default()
        };
        (objective, shared)
    }

    /// A SCO's name, in a SCO that waits for it.
    fn waits_for(&self, at: usize) -> String {
        format!("{}{}", objective::NEEDS, self.scos[at].id)
    }

    /// A test's name, in a SCO that need not be done when it is passed.
    fn spared_by(&self, at: usize) -> String {
        format!("{}{}", objective::SPARED, self.scos[at].id)
    }

    fn of_sco(&self, at: usize, name: &str) -> String {
        self.target(&format!("{}/{name}", self.scos[at].id))
    }

    /// What is shared goes by the name of the course, so that no other course meets it.
    pub(super) fn target(&self, name: &str) -> String {
        let id = self.content.course.id.trim_end_matches('/');
        format!("{id}/{name}")
    }
}

/// For each SCO, those whose tests let learners skip it when they are passed.
fn skips(all: &[(Vec<&Cluster>, &Sco)]) -> Vec<Vec<usize>> {
    let of = |(at, (around, _)): (usize, &(Vec<&Cluster>, &Sco))| {
        let others = all.iter().enumerate().filter(|(other, (theirs, sco))| {
            let together = around
                .iter()
                .zip(theirs)
                .any(|(one, two)| one.skip_if_passed && one.id == two.id);
            *other != at && sco.tests && together
        });
        others.map(|(other, _)| other).collect()
    };
    all.iter().enumerate().map(of).collect()
}

/// Learners choose freely and go on and back. What was done in a module stays done when they come back to it.
fn control() -> ControlMode {
    ControlMode {
        choice: Some("true".into()),
        flow: Some("true".into()),
        current_objectives: Some("false".into()),
        current_progress: Some("false".into()),
        ..ControlMode::default()
    }
}

fn limits(attempts: Option<u32>) -> Option<LimitConditions> {
    Some(LimitConditions {
        attempts: Some(attempts?.to_string().into()),
        ..LimitConditions::default()
    })
}

/// What an activity counts for: its score by its points among its siblings, its success only if it has a score. The
/// thank-you page holds nobody up.
fn rollup(scored: bool, counts: bool, own: f64, siblings: &[Node]) -> Option<RollupRules> {
    let weight = weight(own, siblings.iter().map(points));
    Some(RollupRules {
        satisfied: Some(if scored { "true" } else { "false" }.into()),
        completion: Some(if counts { "true" } else { "false" }.into()),
        weight: Some(number(if scored { weight } else { 0.0 }).into()),
        ..RollupRules::default()
    })
}

/// How much one of several counts, from 0 to 1. The weights are the numbers themselves with the point moved, so that
/// rounding changes nothing: with thirds, a learner who has just reached the mark could miss it.
pub(super) fn weight(own: f64, all: impl Iterator<Item = f64>) -> f64 {
    let most = all.fold(0.0, f64::max);
    let mut scale = 1.0;
    while most > scale {
        scale *= 10.0;
    }
    own / scale
}

/// A number from 0 to 1 with as many decimals as the standard keeps.
pub(super) fn number(value: f64) -> String {
    let scale = 10_f64.powi(limit::MEASURE_DIGITS);
    let rounded = (value.clamp(0.0, 1.0) * scale).round() / scale;
    if rounded.fract() == 0.0 {
        format!("{rounded:.1}")
    } else {
        rounded.to_string()
    }
}

fn is_scored(node: &Node) -> bool {
    match node {
        Node::Sco(sco) => sco.scored,
        Node::Cluster(cluster) => cluster.children.iter().any(is_scored),
    }
}

fn points(node: &Node) -> f64 {
    match node {
        Node::Sco(sco) => sco.points,
        Node::Cluster(cluster) => cluster.children.iter().map(points).sum(),
    }
}

/// How many lessons of a node count toward completion.
pub(super) fn lessons(node: &Node) -> usize {
    match node {
        Node::Sco(sco) => sco.lessons,
        Node::Cluster(cluster) => cluster.children.iter().map(lessons).sum(),
    }
}

fn has_lessons(nodes: &[Node]) -> bool {
    nodes.iter().any(|node| lessons(node) > 0)
}

fn condition(objective: String, condition: &str, operator: &str) -> RuleCondition {
    RuleCondition {
        objective: Some(objective.into()),
        operator: Some(operator.into()),
        condition: Some(condition.into()),
        ..RuleCondition::default()
    }
}

fn rule(combination: &str, conditions: Vec<RuleCondition>, action: &str) -> SequencingRule {
    SequencingRule {
        conditions: Some(RuleConditions {
            combination: Some(combination.into()),
            conditions,
            ..RuleConditions::default()
        }),
        action: Some(Action {
            action: Some(action.into()),
            ..Action::default()
        }),
        ..SequencingRule::default()
    }
}
