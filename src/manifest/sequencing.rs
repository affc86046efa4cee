//! IMS Simple Sequencing 1.0 with ADL's extensions, as SCORM 2004 writes it into items and organizations (CAM 5).

use super::value::{Text, node};
use super::xml::Name;

node! {
    /// How an activity and its children are gone through.
    Sequencing {
        attributes {
            /// Only inside a collection: what an `IDRef` points at.
            id = Name::plain("ID"),
            /// A sequencing of the collection that this one completes.
            idref = Name::plain("IDRef"),
        }
        elements {
            /// Which ways are open among the children.
            control: Option<ControlMode> = Name::imsss("controlMode"),
            /// What happens under which conditions.
            rules: Option<SequencingRules> = Name::imsss("sequencingRules"),
            /// How often and how long.
            limits: Option<LimitConditions> = Name::imsss("limitConditions"),
            /// What the children make of their parent.
            rollup: Option<RollupRules> = Name::imsss("rollupRules"),
            /// What is to be reached, and where it is shared.
            objectives: Option<Objectives> = Name::imsss("objectives"),
            /// Whether children are drawn or shuffled.
            randomization: Option<RandomizationControls> = Name::imsss("randomizationControls"),
            /// Whether the LMS tracks.
            delivery: Option<DeliveryControls> = Name::imsss("deliveryControls"),
            /// How freely learners choose.
            choice: Option<ConstrainedChoice> = Name::adlseq("constrainedChoiceConsiderations"),
            /// Which children count for the parent.
            considerations: Option<RollupConsiderations> = Name::adlseq("rollupConsiderations"),
            /// 4th edition: what else of an objective is shared.
            shared: Option<SharedObjectives> = Name::adlseq("objectives"),
        }
    }
}

node! {
    /// Sequencings that others refer to. Moodle passes over it.
    SequencingCollection {
        elements {
            /// Each with an ID.
            sequencings: Vec<Sequencing> = Name::imsss("sequencing"),
        }
    }
}

node! {
    /// Which ways are open among the children of a cluster.
    ControlMode {
        attributes {
            /// Learners may choose among them; `true` when absent.
            choice = Name::plain("choice"),
            /// Learners may choose something outside; `true` when absent.
            choice_exit = Name::plain("choiceExit"),
            /// There is a next and a previous; `false` when absent.
            flow = Name::plain("flow"),
            /// There is no previous; `false` when absent.
            forward_only = Name::plain("forwardOnly"),
            /// Only what happened in this attempt counts for objectives; `true` when absent.
            current_objectives = Name::plain("useCurrentAttemptObjectiveInfo"),
            /// Only what happened in this attempt counts for progress; `true` when absent.
            current_progress = Name::plain("useCurrentAttemptProgressInfo"),
        }
    }
}

node! {
    /// The rules of an activity.
    SequencingRules {
        elements {
            /// Before it is delivered.
            before: Vec<SequencingRule> = Name::imsss("preConditionRule"),
            /// When something inside ends.
            exits: Vec<SequencingRule> = Name::imsss("exitConditionRule"),
            /// When it ends.
            after: Vec<SequencingRule> = Name::imsss("postConditionRule"),
        }
    }
}

node! {
    /// Conditions and what they do.
    SequencingRule {
        elements {
            /// Moodle needs them even for `always`.
            conditions: Option<RuleConditions> = Name::imsss("ruleConditions"),
            /// What happens.
            action: Option<Action> = Name::imsss("ruleAction"),
        }
    }
}

node! {
    /// Conditions of a rule.
    RuleConditions {
        attributes {
            /// `all` (when absent) or `any`.
            combination = Name::plain("conditionCombination"),
        }
        elements {
            /// Each.
            conditions: Vec<RuleCondition> = Name::imsss("ruleCondition"),
        }
    }
}

node! {
    /// A condition.
    RuleCondition {
        attributes {
            /// The objective that it looks at; the primary one when absent.
            objective = Name::plain("referencedObjective"),
            /// From -1 to 1.
            threshold = Name::plain("measureThreshold"),
            /// `not` or `noOp` (when absent).
            operator = Name::plain("operator"),
            /// What must hold.
            condition = Name::plain("condition"),
        }
    }
}

node! {
    /// What a rule does.
    Action {
        attributes {
            /// A word of the vocabulary of its kind of rule.
            action = Name::plain("action"),
        }
    }
}

node! {
    /// How often and how long.
    LimitConditions {
        attributes {
            /// Attempts.
            attempts = Name::plain("attemptLimit"),
            /// From the start of the attempt, an ISO 8601 duration.
            attempt_duration = Name::plain("attemptAbsoluteDurationLimit"),
        }
    }
}

node! {
    /// What the children make of their parent.
    RollupRules {
        attributes {
            /// Whether it counts for its parent's objective; `true` when absent.
            satisfied = Name::plain("rollupObjectiveSatisfied"),
            /// Whether it counts for its parent's completion; `true` when absent.
            completion = Name::plain("rollupProgressCompletion"),
            /// How much its score weighs in its parent's, from 0 to 1 (when absent).
            weight = Name::plain("objectiveMeasureWeight"),
        }
        elements {
            /// Each.
            rules: Vec<RollupRule> = Name::imsss("rollupRule"),
        }
    }
}

node! {
    /// A rule from children to parent.
    RollupRule {
        attributes {
            /// Which children: `all` (when absent), `any`, `none`, `atLeastCount`, `atLeastPercent`.
            children = Name::plain("childActivitySet"),
            /// For `atLeastCount`.
            count = Name::plain("minimumCount"),
            /// For `atLeastPercent`, from 0 to 1.
            percent = Name::plain("minimumPercent"),
        }
        elements {
            /// What must hold for a child.
            conditions: Option<RollupConditions> = Name::imsss("rollupConditions"),
            /// What becomes of the parent.
            action: Option<Action> = Name::imsss("rollupAction"),
        }
    }
}

node! {
    /// Conditions of a rollup rule.
    RollupConditions {
        attributes {
            /// `all` or `any` (when absent).
            combination = Name::plain("conditionCombination"),
        }
        elements {
            /// Each.
            conditions: Vec<RollupCondition> = Name::imsss("rollupCondition"),
        }
    }
}

node! {
    /// A condition of a rollup rule.
    RollupCondition {
        attributes {
            /// `not` or `noOp` (when absent).
            operator = Name::plain("operator"),
            /// What must hold.
            condition = Name::plain("condition"),
        }
    }
}

node! {
    /// What is to be reached.
    Objectives {
        elements {
            /// The one that rolls up.
            primary: Option<Objective> = Name::imsss("primaryObjective"),
            /// Others.
            others: Vec<Objective> = Name::imsss("objective"),
        }
    }
}

node! {
    /// Something to be reached.
    Objective {
        attributes {
            /// The score decides; `false` when absent.
            by_measure = Name::plain("satisfiedByMeasure"),
            /// Its name among those of the activity.
            id = Name::plain("objectiveID"),
        }
        elements {
            /// The score from which on it is reached, from -1 to 1.
            measure: Option<Text> = Name::imsss("minNormalizedMeasure"),
            /// The global objectives that it reads and writes.
            maps: Vec<ObjectiveMap> = Name::imsss("mapInfo"),
        }
    }
}

node! {
    /// A tie between an objective and a global one. Moodle 4.5 on PHP 8 cannot import it.
    ObjectiveMap {
        attributes {
            /// The global objective.
            target = Name::plain("targetObjectiveID"),
            /// `true` when absent.
            read_satisfied = Name::plain("readSatisfiedStatus"),
            /// `true` when absent.
            read_measure = Name::plain("readNormalizedMeasure"),
            /// `false` when absent.
            write_satisfied = Name::plain("writeSatisfiedStatus"),
            /// `false` when absent.
            write_measure = Name::plain("writeNormalizedMeasure"),
        }
    }
}

node! {
    /// Whether children are drawn or shuffled.
    RandomizationControls {
        attributes {
            /// When they are shuffled.
            timing = Name::plain("randomizationTiming"),
            /// How many are drawn.
            count = Name::plain("selectCount"),
            /// Whether their order may change.
            reorder = Name::plain("reorderChildren"),
            /// When they are drawn.
            selection = Name::plain("selectionTiming"),
        }
    }
}

node! {
    /// Whether the LMS tracks an activity, and who sets its results.
    DeliveryControls {
        attributes {
            /// `true` when absent.
            tracked = Name::plain("tracked"),
            /// The SCO says when it is completed; `false` when absent: then the LMS takes silence for completion.
            completion = Name::plain("completionSetByContent"),
            /// The SCO says when it is passed; `false` when absent: then the LMS takes silence for success.
            objective = Name::plain("objectiveSetByContent"),
        }
    }
}

node! {
    /// How freely learners choose.
    ConstrainedChoice {
        attributes {
            /// Children cannot be chosen from outside; `false` when absent.
            prevent = Name::plain("preventActivation"),
            /// Only neighbours can be chosen; `false` when absent.
            constrain = Name::plain("constrainChoice"),
        }
    }
}

node! {
    /// When a child counts for its parent.
    RollupConsiderations {
        attributes {
            /// `always` when absent.
            satisfied = Name::plain("requiredForSatisfied"),
            /// `always` when absent.
            not_satisfied = Name::plain("requiredForNotSatisfied"),
            /// `always` when absent.
            completed = Name::plain("requiredForCompleted"),
            /// `always` when absent.
            incomplete = Name::plain("requiredForIncomplete"),
            /// `true` when absent.
            while_active = Name::plain("measureSatisfactionIfActive"),
        }
    }
}

node! {
    /// 4th edition: what else of objectives is shared.
    SharedObjectives {
        elements {
            /// Each is also among the objectives of the sequencing.
            objectives: Vec<SharedObjective> = Name::adlseq("objective"),
        }
    }
}

node! {
    /// 4th edition: what else of one objective is shared.
    SharedObjective {
        attributes {
            /// Its name among those of the activity.
            id = Name::plain("objectiveID"),
        }
        elements {
            /// The global objectives.
            maps: Vec<SharedMap> = Name::adlseq("mapInfo"),
        }
    }
}

node! {
    /// 4th edition: a tie for score, completion and progress.
    SharedMap {
        attributes {
            /// The global objective.
            target = Name::plain("targetObjectiveID"),
            /// `true` when absent.
            read_raw = Name::plain("readRawScore"),
            /// `true` when absent.
            read_min = Name::plain("readMinScore"),
            /// `true` when absent.
            read_max = Name::plain("readMaxScore"),
            /// `true` when absent.
            read_completion = Name::plain("readCompletionStatus"),
            /// `true` when absent.
            read_progress = Name::plain("readProgressMeasure"),
            /// `false` when absent.
            write_raw = Name::plain("writeRawScore"),
            /// `false` when absent.
            write_min = Name::plain("writeMinScore"),
            /// `false` when absent.
            write_max = Name::plain("writeMaxScore"),
            /// `false` when absent.
            write_completion = Name::plain("writeCompletionStatus"),
            /// `false` when absent.
            write_progress = Name::plain("writeProgressMeasure"),
        }
    }
}
