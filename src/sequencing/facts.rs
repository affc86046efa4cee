//! What a manifest says about sequencing, as typed facts with the standard's defaults (SN 3, CAM 5).

use std::fmt;

use crate::manifest::sequencing as xml;
use crate::manifest::{At, Text};
use crate::standard::scorm2004::sequencing as words;

/// Something in a manifest that the model could not take as it stands, and what it does instead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remark {
    /// The identifier of the activity that it is about.
    pub activity: String,
    /// Where it stands; empty when the manifest was made and not read.
    pub at: At,
    /// What is wrong and what is taken instead.
    pub message: String,
}

/// Reads the facts of one activity and collects what is wrong with them.
pub(super) struct Reader<'r> {
    pub(super) activity: &'r str,
    pub(super) remarks: &'r mut Vec<Remark>,
}

impl Reader<'_> {
    /// Says that something cannot be taken as it stands.
    pub(super) fn remark(&mut self, at: &At, message: String) {
        self.remarks.push(Remark {
            activity: self.activity.to_owned(),
            at: at.clone(),
            message,
        });
    }

    fn boolean(&mut self, name: &str, text: Option<&Text>, default: bool) -> bool {
        let Some(text) = text else { return default };
        let value = text.value.trim();
        if words::BOOLEANS.0.contains(&value) {
            return false;
        }
        if words::BOOLEANS.1.contains(&value) {
            return true;
        }
        self.remark(
            &text.at,
            format!("`{name}` is `{value}`, neither true nor false; {default} is taken"),
        );
        default
    }

    fn number(
        &mut self,
        name: &str,
        text: Option<&Text>,
        (low, high): (f64, f64),
        default: f64,
    ) -> f64 {
        let Some(text) = text else { return default };
        let value = text.value.trim();
        match value.parse::<f64>() {
            Ok(number) if (low..=high).contains(&number) => number,
            _ => {
                self.remark(
                    &text.at,
                    format!("`{name}` is `{value}`, not a number from {low} to {high}; {default} is taken"),
                );
                default
            }
        }
    }

    fn count(&mut self, name: &str, text: Option<&Text>) -> Option<u32> {
        let text = text?;
        let value = text.value.trim();
        value.parse().ok().or_else(|| {
            self.remark(
                &text.at,
                format!("`{name}` is `{value}`, not a whole number; it is passed over"),
            );
            None
        })
    }

    fn word<T: Copy, const N: usize>(
        &mut self,
        name: &str,
        text: &Text,
        vocabulary: [&str; N],
        values: [T; N],
    ) -> Option<T> {
        let value = text.value.trim();
        let found = vocabulary.iter().position(|word| *word == value);
        if found.is_none() {
            self.remark(
                &text.at,
                format!(
                    "`{name}` is `{value}`, none of {}; it is passed over",
                    vocabulary.join(", ")
                ),
            );
        }
        found.map(|at| values[at])
    }
}

/// Control modes of a cluster (SN 3.2) and what constrains choices in it (SN 3.3).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Control {
    /// Learners may choose among the children.
    pub choice: bool,
    /// Learners may choose something outside while they are inside.
    pub choice_exit: bool,
    /// There is a next and a previous among the children.
    pub flow: bool,
    /// There is no way back among the children.
    pub forward_only: bool,
    /// Only what happened in this attempt on the cluster counts for objectives of the children.
    pub current_objectives: bool,
    /// Only what happened in this attempt on the cluster counts for progress of the children.
    pub current_progress: bool,
    /// Children cannot be chosen from outside.
    pub prevent_activation: bool,
    /// From inside, only what is next to the cluster can be chosen.
    pub constrain_choice: bool,
}

impl Control {
    pub(super) fn read(
        control: Option<&xml::ControlMode>,
        choice: Option<&xml::ConstrainedChoice>,
        reader: &mut Reader<'_>,
    ) -> Self {
        let none = xml::ControlMode::default();
        let control = control.unwrap_or(&none);
        let free = xml::ConstrainedChoice::default();
        let constrained = choice.unwrap_or(&free);
        Self {
            choice: reader.boolean("choice", control.choice.as_ref(), true),
            choice_exit: reader.boolean("choiceExit", control.choice_exit.as_ref(), true),
            flow: reader.boolean("flow", control.flow.as_ref(), false),
            forward_only: reader.boolean("forwardOnly", control.forward_only.as_ref(), false),
            current_objectives: reader.boolean(
                "useCurrentAttemptObjectiveInfo",
                control.current_objectives.as_ref(),
                true,
            ),
            current_progress: reader.boolean(
                "useCurrentAttemptProgressInfo",
                control.current_progress.as_ref(),
                true,
            ),
            prevent_activation: reader.boolean(
                "preventActivation",
                constrained.prevent.as_ref(),
                false,
            ),
            constrain_choice: reader.boolean(
                "constrainChoice",
                constrained.constrain.as_ref(),
                false,
            ),
        }
    }
}

/// Who sets the results of an activity (SN 3.13).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Delivery {
    /// The LMS keeps a status at all.
    pub tracked: bool,
    /// The SCO says when it is completed; else silence is completion.
    pub completion_by_content: bool,
    /// The SCO says when it is passed; else silence is success.
    pub objective_by_content: bool,
}

impl Delivery {
    pub(super) fn read(delivery: Option<&xml::DeliveryControls>, reader: &mut Reader<'_>) -> Self {
        let none = xml::DeliveryControls::default();
        let delivery = delivery.unwrap_or(&none);
        Self {
            tracked: reader.boolean("tracked", delivery.tracked.as_ref(), true),
            completion_by_content: reader.boolean(
                "completionSetByContent",
                delivery.completion.as_ref(),
                false,
            ),
            objective_by_content: reader.boolean(
                "objectiveSetByContent",
                delivery.objective.as_ref(),
                false,
            ),
        }
    }
}

/// Whether all conditions or any of them must hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Combination {
    /// Each of them.
    All,
    /// One is enough.
    Any,
}

/// What a condition asks (SN 3.4.1, 3.7.2).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Question {
    /// The objective is satisfied.
    Satisfied,
    /// It is known whether the objective is satisfied.
    StatusKnown,
    /// The objective has a measure.
    MeasureKnown,
    /// Its measure is above the threshold.
    MeasureAbove,
    /// Its measure is below the threshold.
    MeasureBelow,
    /// The activity is completed.
    Completed,
    /// It is known whether the activity is completed.
    ProgressKnown,
    /// The activity was begun at least once.
    Attempted,
    /// The activity was begun as often as it may be.
    AttemptsUsed,
    /// The time is up: not where there is no limit, else unknown, since the model knows no time.
    TimeUsed,
    /// It is not open at this time: SCORM has no such times.
    OutsideTime,
    /// Always.
    Always,
}

const QUESTIONS: [Question; 12] = [
    Question::Satisfied,
    Question::StatusKnown,
    Question::MeasureKnown,
    Question::MeasureAbove,
    Question::MeasureBelow,
    Question::Completed,
    Question::ProgressKnown,
    Question::Attempted,
    Question::AttemptsUsed,
    Question::TimeUsed,
    Question::OutsideTime,
    Question::Always,
];
const ROLLUP_QUESTIONS: [Question; 9] = [
    Question::Satisfied,
    Question::StatusKnown,
    Question::MeasureKnown,
    Question::Completed,
    Question::ProgressKnown,
    Question::Attempted,
    Question::AttemptsUsed,
    Question::TimeUsed,
    Question::OutsideTime,
];

/// A condition of a rule.
#[derive(Debug, Clone, PartialEq)]
pub struct Condition {
    /// What it asks.
    pub question: Question,
    /// The answer is turned round; an unknown one stays unknown.
    pub negated: bool,
    /// The objective that it looks at; the primary one when absent.
    pub objective: Option<String>,
    /// For measures.
    pub threshold: f64,
}

impl fmt::Display for Condition {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let objective = match &self.objective {
            Some(id) => format!("the objective `{id}`"),
            None => "the objective".to_owned(),
        };
        let (is, known) = if self.negated {
            ("is not", "is not known")
        } else {
            ("is", "is known")
        };
        match self.question {
            Question::Satisfied => write!(out, "{objective} {is} satisfied"),
            Question::StatusKnown => write!(out, "the status of {objective} {known}"),
            Question::MeasureKnown => write!(out, "the score of {objective} {known}"),
            Question::MeasureAbove => {
                write!(
                    out,
                    "the score of {objective} {is} above {}",
                    self.threshold
                )
            }
            Question::MeasureBelow => {
                write!(
                    out,
                    "the score of {objective} {is} below {}",
                    self.threshold
                )
            }
            Question::Completed => write!(out, "it {is} completed"),
            Question::ProgressKnown => write!(out, "its completion {known}"),
            Question::Attempted => write!(out, "it {is} begun"),
            Question::AttemptsUsed => write!(
                out,
                "its attempts {} used up",
                if self.negated { "are not" } else { "are" }
            ),
            Question::TimeUsed => write!(out, "its time {is} used up"),
            Question::OutsideTime => write!(out, "it {is} outside its time"),
            Question::Always => out.write_str(if self.negated { "never" } else { "always" }),
        }
    }
}

/// Conditions and what they do.
#[derive(Debug, Clone, PartialEq)]
pub struct Rule<A> {
    /// What it does.
    pub action: A,
    /// How the conditions count together.
    pub combination: Combination,
    /// Without any, it never applies (UP.2.1).
    pub conditions: Vec<Condition>,
}

impl<A> fmt::Display for Rule<A> {
    /// When it applies: `always`, or `while …`.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !matches!(&self.conditions[..], [only] if only.question == Question::Always) {
            out.write_str("while ")?;
        }
        let between = match self.combination {
            Combination::All => " and ",
            Combination::Any => " or ",
        };
        for (at, condition) in self.conditions.iter().enumerate() {
            if at > 0 {
                out.write_str(between)?;
            }
            write!(out, "{condition}")?;
        }
        Ok(())
    }
}

/// What a rule does before an activity is delivered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Before {
    /// Next and previous pass over it.
    Skip,
    /// It cannot be delivered.
    Disabled,
    /// It cannot be chosen.
    HiddenFromChoice,
    /// Nothing after it can be chosen.
    StopForward,
}

/// What a rule does when something ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum After {
    /// Its parent ends too.
    ExitParent,
    /// Everything ends.
    ExitAll,
    /// It begins anew.
    Retry,
    /// Everything begins anew.
    RetryAll,
    /// The next one follows.
    Continue,
    /// The one before follows.
    Previous,
}

/// The rules of an activity (SN 3.4).
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Rules {
    /// Before it is delivered.
    pub before: Vec<Rule<Before>>,
    /// Whether it ends with something inside it.
    pub exit: Vec<Rule<()>>,
    /// After it has ended.
    pub after: Vec<Rule<After>>,
}

impl Rules {
    pub(super) fn read(rules: Option<&xml::SequencingRules>, reader: &mut Reader<'_>) -> Self {
        let Some(rules) = rules else {
            return Self::default();
        };
        let before = [
            Before::Skip,
            Before::Disabled,
            Before::HiddenFromChoice,
            Before::StopForward,
        ];
        let after = [
            After::ExitParent,
            After::ExitAll,
            After::Retry,
            After::RetryAll,
            After::Continue,
            After::Previous,
        ];
        Self {
            before: read_rules(&rules.before, words::PRE_ACTIONS, before, reader),
            exit: read_rules(&rules.exits, words::EXIT_ACTIONS, [()], reader),
            after: read_rules(&rules.after, words::POST_ACTIONS, after, reader),
        }
    }

    /// Every condition, for what refers to objectives.
    pub(super) fn conditions(&self) -> impl Iterator<Item = &Condition> {
        let before = self.before.iter().flat_map(|rule| &rule.conditions);
        let exit = self.exit.iter().flat_map(|rule| &rule.conditions);
        let after = self.after.iter().flat_map(|rule| &rule.conditions);
        before.chain(exit).chain(after)
    }
}

fn read_rules<A: Copy, const N: usize>(
    rules: &[xml::SequencingRule],
    vocabulary: [&str; N],
    actions: [A; N],
    reader: &mut Reader<'_>,
) -> Vec<Rule<A>> {
    let mut read = Vec::new();
    for rule in rules {
        let Some(action) = action(rule.action.as_ref(), &rule.at, reader)
            .and_then(|text| reader.word("action", &text, vocabulary, actions))
        else {
            continue;
        };
        let none = xml::RuleConditions::default();
        let conditions = rule.conditions.as_ref().unwrap_or(&none);
        if conditions.conditions.is_empty() {
            reader.remark(
                &rule.at,
                "the rule has no conditions; it never applies".to_owned(),
            );
        }
        read.push(Rule {
            action,
            combination: combination(conditions.combination.as_ref(), Combination::All, reader),
            conditions: conditions
                .conditions
                .iter()
                .filter_map(|condition| {
                    condition_of(
                        condition.condition.as_ref(),
                        condition.operator.as_ref(),
                        &condition.at,
                        (words::RULE_CONDITIONS, QUESTIONS),
                        reader,
                    )
                    .map(|read| Condition {
                        objective: condition.objective.as_ref().map(|id| id.value.clone()),
                        threshold: reader.number(
                            "measureThreshold",
                            condition.threshold.as_ref(),
                            words::MEASURE,
                            0.0,
                        ),
                        ..read
                    })
                })
                .collect(),
        });
    }
    read
}

fn action(action: Option<&xml::Action>, at: &At, reader: &mut Reader<'_>) -> Option<Text> {
    let action = action.and_then(|action| action.action.clone());
    if action.is_none() {
        reader.remark(at, "the rule has no action; it is passed over".to_owned());
    }
    action
}

fn combination(text: Option<&Text>, default: Combination, reader: &mut Reader<'_>) -> Combination {
    text.and_then(|text| {
        reader.word(
            "conditionCombination",
            text,
            words::COMBINATIONS,
            [Combination::All, Combination::Any],
        )
    })
    .unwrap_or(default)
}

fn condition_of<const N: usize>(
    condition: Option<&Text>,
    operator: Option<&Text>,
    at: &At,
    (vocabulary, questions): ([&str; N], [Question; N]),
    reader: &mut Reader<'_>,
) -> Option<Condition> {
    let Some(condition) = condition else {
        reader.remark(
            at,
            "the condition asks nothing; it is passed over".to_owned(),
        );
        return None;
    };
    let question = reader.word("condition", condition, vocabulary, questions)?;
    let negated = operator
        .and_then(|text| reader.word("operator", text, words::OPERATORS, [true, false]))
        .unwrap_or(false);
    Some(Condition {
        question,
        negated,
        objective: None,
        threshold: 0.0,
    })
}

/// Which children a rollup rule looks at (SN 3.7.4).
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Children {
    /// All of them.
    All,
    /// One is enough.
    Any,
    /// None of them.
    None,
    /// So many.
    Count(u32),
    /// Such a share, from 0 to 1.
    Share(f64),
}

/// What becomes of the parent (SN 3.7.5).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// Its objective is satisfied.
    Satisfied,
    /// Its objective is not satisfied.
    NotSatisfied,
    /// It is completed.
    Completed,
    /// It is not completed.
    Incomplete,
}

/// A rule from children to parent (SN 3.7).
#[derive(Debug, Clone, PartialEq)]
pub struct RollupRule {
    /// Which children.
    pub children: Children,
    /// What must hold for a child, and what becomes of the parent.
    pub rule: Rule<Outcome>,
}

/// When a child counts for its parent (SN 3.9).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Counts {
    /// Always.
    Always,
    /// Once it was begun.
    IfAttempted,
    /// Unless a rule skips it.
    IfNotSkipped,
    /// Once it was begun and unless it is suspended.
    IfNotSuspended,
}

/// What an activity gives to and takes from rollup (SN 3.7 to 3.9).
#[derive(Debug, Clone, PartialEq)]
pub struct Rollup {
    /// It counts for its parent's objective.
    pub gives_objective: bool,
    /// It counts for its parent's completion.
    pub gives_completion: bool,
    /// How much its score weighs in its parent's.
    pub weight: f64,
    /// How it is worked out from its children; with none for an objective or for completion, the default rules apply.
    pub rules: Vec<RollupRule>,
    /// When it counts, for each outcome of the parent in the order of [`Outcome`].
    pub counts: [Counts; 4],
    /// Its measure decides even while it goes on.
    pub while_active: bool,
}

impl Rollup {
    pub(super) fn read(
        rollup: Option<&xml::RollupRules>,
        considerations: Option<&xml::RollupConsiderations>,
        reader: &mut Reader<'_>,
    ) -> Self {
        let none = xml::RollupRules::default();
        let rollup = rollup.unwrap_or(&none);
        let always = xml::RollupConsiderations::default();
        let considerations = considerations.unwrap_or(&always);
        let mut counts = |name: &str, text: Option<&Text>| {
            text.and_then(|text| {
                let all = [
                    Counts::Always,
                    Counts::IfAttempted,
                    Counts::IfNotSkipped,
                    Counts::IfNotSuspended,
                ];
                reader.word(name, text, words::CONSIDERATIONS, all)
            })
            .unwrap_or(Counts::Always)
        };
        let counts = [
            counts("requiredForSatisfied", considerations.satisfied.as_ref()),
            counts(
                "requiredForNotSatisfied",
                considerations.not_satisfied.as_ref(),
            ),
            counts("requiredForCompleted", considerations.completed.as_ref()),
            counts("requiredForIncomplete", considerations.incomplete.as_ref()),
        ];
        Self {
            gives_objective: reader.boolean(
                "rollupObjectiveSatisfied",
                rollup.satisfied.as_ref(),
                true,
            ),
            gives_completion: reader.boolean(
                "rollupProgressCompletion",
                rollup.completion.as_ref(),
                true,
            ),
            weight: reader.number(
                "objectiveMeasureWeight",
                rollup.weight.as_ref(),
                words::SHARE,
                words::DEFAULT_MEASURE_WEIGHT,
            ),
            rules: rollup
                .rules
                .iter()
                .filter_map(|rule| rollup_rule(rule, reader))
                .collect(),
            counts,
            while_active: reader.boolean(
                "measureSatisfactionIfActive",
                considerations.while_active.as_ref(),
                true,
            ),
        }
    }
}

fn rollup_rule(rule: &xml::RollupRule, reader: &mut Reader<'_>) -> Option<RollupRule> {
    let actions = [
        Outcome::Satisfied,
        Outcome::NotSatisfied,
        Outcome::Completed,
        Outcome::Incomplete,
    ];
    let action = action(rule.action.as_ref(), &rule.at, reader)
        .and_then(|text| reader.word("action", &text, words::ROLLUP_ACTIONS, actions))?;
    let count = reader
        .count("minimumCount", rule.count.as_ref())
        .unwrap_or(0);
    let share = reader.number("minimumPercent", rule.percent.as_ref(), words::SHARE, 0.0);
    let sets = [
        Children::All,
        Children::Any,
        Children::None,
        Children::Count(count),
        Children::Share(share),
    ];
    let children = match &rule.children {
        Some(text) => reader.word("childActivitySet", text, words::CHILD_SETS, sets)?,
        None => Children::All,
    };
    let none = xml::RollupConditions::default();
    let conditions = rule.conditions.as_ref().unwrap_or(&none);
    if conditions.conditions.is_empty() {
        reader.remark(
            &rule.at,
            "the rollup rule has no conditions; it never applies".to_owned(),
        );
    }
    Some(RollupRule {
        children,
        rule: Rule {
            action,
            combination: combination(conditions.combination.as_ref(), Combination::Any, reader),
            conditions: conditions
                .conditions
                .iter()
                .filter_map(|condition| {
                    condition_of(
                        condition.condition.as_ref(),
                        condition.operator.as_ref(),
                        &condition.at,
                        (words::ROLLUP_CONDITIONS, ROLLUP_QUESTIONS),
                        reader,
                    )
                })
                .collect(),
        },
    })
}

/// What is shared between an objective and a global one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Datum {
    /// Whether it is satisfied.
    Satisfied,
    /// The score from -1 to 1.
    Measure,
    /// 4th edition: the raw score.
    Raw,
    /// 4th edition: the lowest raw score.
    Min,
    /// 4th edition: the highest raw score.
    Max,
    /// 4th edition: whether it is completed.
    Completion,
    /// 4th edition: the progress from 0 to 1.
    Progress,
}

/// A tie between an objective and a global one (SN 3.10.3).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Map {
    /// The global objective.
    pub target: String,
    /// What is read from it when the objective itself has nothing.
    pub reads: Vec<Datum>,
    /// What is written to it when an attempt ends.
    pub writes: Vec<Datum>,
}

/// Something to be reached (SN 3.10).
#[derive(Debug, Clone, PartialEq)]
pub struct Objective {
    /// Its name among those of the activity; the primary one needs none.
    pub id: Option<String>,
    /// The measure decides whether it is satisfied.
    pub by_measure: bool,
    /// The measure from which on it is satisfied.
    pub minimum: f64,
    /// The global objectives that it is tied to.
    pub maps: Vec<Map>,
}

impl Objective {
    /// The objectives of an activity; the first is the primary one, which every activity has.
    pub(super) fn read_all(
        objectives: Option<&xml::Objectives>,
        shared: Option<&xml::SharedObjectives>,
        reader: &mut Reader<'_>,
    ) -> Vec<Self> {
        let none = xml::Objectives::default();
        let objectives = objectives.unwrap_or(&none);
        let implicit = xml::Objective::default();
        let primary = objectives.primary.as_ref().unwrap_or(&implicit);
        let mut all = vec![Self::read(primary, reader)];
        for objective in &objectives.others {
            let read = Self::read(objective, reader);
            if read.id.is_none() {
                reader.remark(
                    &objective.at,
                    "the objective has no `objectiveID`; nothing can refer to it".to_owned(),
                );
            } else if all.iter().any(|other| other.id == read.id) {
                let id = read.id.unwrap_or_default();
                reader.remark(
                    &objective.at,
                    format!("a second objective `{id}`; it is passed over"),
                );
                continue;
            }
            all.push(read);
        }
        for objective in shared.iter().flat_map(|shared| &shared.objectives) {
            let id = objective.id.as_ref().map(|id| id.value.clone());
            let known = all.iter_mut().find(|known| id.is_some() && known.id == id);
            match known {
                Some(known) => known
                    .maps
                    .extend(objective.maps.iter().filter_map(|map| shared_map(map, reader))),
                None => reader.remark(
                    &objective.at,
                    format!(
                        "`adlseq:objective` names `{}`, which is no objective here; it is passed over",
                        id.unwrap_or_default()
                    ),
                ),
            }
        }
        all
    }

    fn read(objective: &xml::Objective, reader: &mut Reader<'_>) -> Self {
        Self {
            id: objective.id.as_ref().map(|id| id.value.clone()),
            by_measure: reader.boolean("satisfiedByMeasure", objective.by_measure.as_ref(), false),
            minimum: reader.number(
                "minNormalizedMeasure",
                objective.measure.as_ref(),
                words::MEASURE,
                words::DEFAULT_MINIMUM_MEASURE,
            ),
            maps: objective
                .maps
                .iter()
                .filter_map(|map| {
                    let reads = [
                        ("readSatisfiedStatus", &map.read_satisfied, Datum::Satisfied),
                        ("readNormalizedMeasure", &map.read_measure, Datum::Measure),
                    ];
                    let writes = [
                        (
                            "writeSatisfiedStatus",
                            &map.write_satisfied,
                            Datum::Satisfied,
                        ),
                        ("writeNormalizedMeasure", &map.write_measure, Datum::Measure),
                    ];
                    map_of(map.target.as_ref(), &map.at, &reads, &writes, reader)
                })
                .collect(),
        }
    }
}

fn shared_map(map: &xml::SharedMap, reader: &mut Reader<'_>) -> Option<Map> {
    let reads = [
        ("readRawScore", &map.read_raw, Datum::Raw),
        ("readMinScore", &map.read_min, Datum::Min),
        ("readMaxScore", &map.read_max, Datum::Max),
        (
            "readCompletionStatus",
            &map.read_completion,
            Datum::Completion,
        ),
        ("readProgressMeasure", &map.read_progress, Datum::Progress),
    ];
    let writes = [
        ("writeRawScore", &map.write_raw, Datum::Raw),
        ("writeMinScore", &map.write_min, Datum::Min),
        ("writeMaxScore", &map.write_max, Datum::Max),
        (
            "writeCompletionStatus",
            &map.write_completion,
            Datum::Completion,
        ),
        ("writeProgressMeasure", &map.write_progress, Datum::Progress),
    ];
    map_of(map.target.as_ref(), &map.at, &reads, &writes, reader)
}

/// An attribute's name, its text, and what it shares.
type Shares<'a> = (&'static str, &'a Option<Text>, Datum);

fn map_of(
    target: Option<&Text>,
    at: &At,
    reads: &[Shares<'_>],
    writes: &[Shares<'_>],
    reader: &mut Reader<'_>,
) -> Option<Map> {
    let Some(target) = target.filter(|target| !target.value.trim().is_empty()) else {
        reader.remark(
            at,
            "`mapInfo` has no `targetObjectiveID`; it is passed over".to_owned(),
        );
        return None;
    };
    let mut shared = |all: &[Shares<'_>], default| -> Vec<Datum> {
        all.iter()
            .filter(|(name, text, _)| reader.boolean(name, text.as_ref(), default))
            .map(|(_, _, datum)| *datum)
            .collect()
    };
    Some(Map {
        target: target.value.clone(),
        reads: shared(reads, true),
        writes: shared(writes, false),
    })
}

/// From which progress on an activity counts as completed (SN 3.14; RTE 4.2.5 in the 2nd and 3rd edition).
#[derive(Debug, Clone, PartialEq)]
pub struct Threshold {
    /// The progress decides.
    pub by_measure: bool,
    /// The progress from which on.
    pub minimum: f64,
    /// How much its progress weighs in its parent's.
    pub weight: f64,
}

impl Threshold {
    pub(super) fn read(
        threshold: Option<&crate::manifest::scorm2004::CompletionThreshold>,
        attributes: bool,
        reader: &mut Reader<'_>,
    ) -> Self {
        let mut read = Self {
            by_measure: false,
            minimum: words::DEFAULT_MINIMUM_PROGRESS,
            weight: words::DEFAULT_PROGRESS_WEIGHT,
        };
        let Some(threshold) = threshold else {
            return read;
        };
        if attributes {
            read.by_measure =
                reader.boolean("completedByMeasure", threshold.by_measure.as_ref(), false);
            read.minimum = reader.number(
                "minProgressMeasure",
                threshold.minimum.as_ref(),
                words::SHARE,
                read.minimum,
            );
            read.weight = reader.number(
                "progressWeight",
                threshold.weight.as_ref(),
                words::SHARE,
                read.weight,
            );
        } else if !threshold.number.value.trim().is_empty() {
            let before = reader.remarks.len();
            read.minimum = reader.number(
                "completionThreshold",
                Some(&threshold.number),
                words::SHARE,
                read.minimum,
            );
            read.by_measure = reader.remarks.len() == before;
        }
        read
    }
}

/// How often and how long an activity may be begun (SN 3.5).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Limits {
    /// How often.
    pub attempts: Option<u32>,
    /// Whether there is a limit of time, which the model cannot hold.
    pub time: bool,
}

impl Limits {
    pub(super) fn read(limits: Option<&xml::LimitConditions>, reader: &mut Reader<'_>) -> Self {
        let Some(limits) = limits else {
            return Self::default();
        };
        Self {
            attempts: reader.count("attemptLimit", limits.attempts.as_ref()),
            time: limits.attempt_duration.is_some(),
        }
    }
}
