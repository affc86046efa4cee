//! SCORM 2004, 2nd, 3rd and 4th edition (ADL, 2004 to 2009): the Content Aggregation Model (CAM), Sequencing and Navigation
//! (SN) and the Run-Time Environment (RTE).

/// Namespace of IMS Content Packaging 1.1.4 (CAM 3.4.1). Written without a prefix: Moodle knows the elements by their bare names.
pub const IMSCP: &str = "http://www.imsglobal.org/xsd/imscp_v1p1";
/// Namespace of ADL's extensions of content packaging (CAM 3.4.1). Written with the prefix `adlcp`, which Moodle compares as text.
pub const ADLCP: &str = "http://www.adlnet.org/xsd/adlcp_v1p3";
/// Namespace of ADL's extensions of sequencing (CAM 5.1). Written with the prefix `adlseq`.
pub const ADLSEQ: &str = "http://www.adlnet.org/xsd/adlseq_v1p3";
/// Namespace of ADL's navigation (CAM 5.2). Written with the prefix `adlnav`.
pub const ADLNAV: &str = "http://www.adlnet.org/xsd/adlnav_v1p3";
/// Namespace of IMS Simple Sequencing 1.0 (CAM 5.1). Written with the prefix `imsss`.
pub const IMSSS: &str = "http://www.imsglobal.org/xsd/imsss";
/// Namespace of IEEE LOM 1.0 (CAM 4.2).
pub const LOM: &str = "http://ltsc.ieee.org/xsd/LOM";
/// Namespace of XML Schema instances.
pub const XSI: &str = "http://www.w3.org/2001/XMLSchema-instance";

/// `xsi:schemaLocation` of our manifests: every namespace with its control document at the package's root (CAM 3.4.2).
pub const SCHEMA_LOCATION: &str = "http://www.imsglobal.org/xsd/imscp_v1p1 imscp_v1p1.xsd \
     http://www.adlnet.org/xsd/adlcp_v1p3 adlcp_v1p3.xsd \
     http://www.adlnet.org/xsd/adlseq_v1p3 adlseq_v1p3.xsd \
     http://www.adlnet.org/xsd/adlnav_v1p3 adlnav_v1p3.xsd \
     http://www.imsglobal.org/xsd/imsss imsss_v1p0.xsd \
     http://ltsc.ieee.org/xsd/LOM lom.xsd";

/// The name of the manifest, at the root of the package (CAM 3.3.2).
pub const MANIFEST: &str = "imsmanifest.xml";
/// The text of `metadata/schema` (CAM 3.4.1.2).
pub const SCHEMA: &str = "ADL SCORM";
/// The only `type` of a `resource` that SCORM knows (CAM 3.4.1.18).
pub const RESOURCE_TYPE: &str = "webcontent";
/// The only `structure` of an organization that SCORM knows (CAM 3.4.1.5).
pub const STRUCTURE: &str = "hierarchical";

/// An edition of SCORM 2004.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Edition {
    /// 2nd edition, July 2004.
    Second,
    /// 3rd edition, October 2006.
    Third,
    /// 4th edition, March 2009.
    Fourth,
}

impl Edition {
    /// Every edition, oldest first.
    pub const ALL: [Self; 3] = [Self::Second, Self::Third, Self::Fourth];

    /// The text of `metadata/schemaversion` (CAM 3.4.1.3 of each edition); Moodle compares it without trimming.
    pub const fn schema_version(self) -> &'static str {
        match self {
            Self::Second => "CAM 1.3",
            Self::Third => "2004 3rd Edition",
            Self::Fourth => "2004 4th Edition",
        }
    }

    /// The values of `adlnav:hideLMSUI` (CAM 5.2.3): the last three came with the 3rd edition.
    pub const fn hide_lms_ui(self) -> &'static [&'static str] {
        const ALL: [&str; 7] = [
            "previous",
            "continue",
            "exit",
            "abandon",
            "suspendAll",
            "exitAll",
            "abandonAll",
        ];
        match self {
            Self::Second => ALL.split_at(4).0,
            Self::Third | Self::Fourth => &ALL,
        }
    }

    /// The longest `cmi.suspend_data` that an LMS must keep, in characters (RTE 4.2.23; 4,000 in the 2nd edition).
    pub const fn suspend_data(self) -> usize {
        match self {
            Self::Second => 4_000,
            Self::Third | Self::Fourth => 64_000,
        }
    }

    /// The control documents that a package carries at its root, with their text (CAM 3.4.2). Our own wording of the grammar.
    pub const fn control_documents(self) -> [(&'static str, &'static str); 7] {
        macro_rules! xsd {
            ($folder:literal, $name:literal) => {
                (
                    $name,
                    include_str!(concat!("../../schemas/xsd/", $folder, "/", $name)),
                )
            };
        }
        let (adlcp, adlnav, adlseq) = match self {
            Self::Second => (
                xsd!("scorm2004-2nd", "adlcp_v1p3.xsd"),
                xsd!("scorm2004-2nd", "adlnav_v1p3.xsd"),
                xsd!("scorm2004", "adlseq_v1p3.xsd"),
            ),
            Self::Third => (
                xsd!("scorm2004-3rd", "adlcp_v1p3.xsd"),
                xsd!("scorm2004", "adlnav_v1p3.xsd"),
                xsd!("scorm2004", "adlseq_v1p3.xsd"),
            ),
            Self::Fourth => (
                xsd!("scorm2004-4th", "adlcp_v1p3.xsd"),
                xsd!("scorm2004", "adlnav_v1p3.xsd"),
                xsd!("scorm2004-4th", "adlseq_v1p3.xsd"),
            ),
        };
        [
            adlcp,
            adlnav,
            adlseq,
            xsd!("scorm2004", "imscp_v1p1.xsd"),
            xsd!("scorm2004", "imsss_v1p0.xsd"),
            xsd!("scorm2004", "lom.xsd"),
            xsd!("scorm2004", "xml.xsd"),
        ]
    }

    /// Whether `adlcp:completionThreshold` is an element with attributes, not a number (CAM 3.4.1.13).
    pub const fn threshold_has_attributes(self) -> bool {
        matches!(self, Self::Fourth)
    }
}

/// The values of `adlcp:scormType` (CAM 3.4.1.18).
pub const SCORM_TYPES: [&str; 2] = ["sco", "asset"];
/// The values of `adlcp:timeLimitAction` (CAM 3.4.1.11).
pub const TIME_LIMIT_ACTIONS: [&str; 4] = [
    "exit,message",
    "exit,no message",
    "continue,message",
    "continue,no message",
];

pub mod sequencing {
    //! The vocabularies of IMS Simple Sequencing as SCORM restricts them (CAM 5.1).

    /// The condition that an objective is satisfied.
    pub const SATISFIED: &str = "satisfied";
    /// The condition that it is known whether an objective is satisfied.
    pub const STATUS_KNOWN: &str = "objectiveStatusKnown";
    /// Turns a condition round; what is unknown stays so.
    pub const NOT: &str = "not";
    /// Leaves a condition as it is.
    pub const NO_OP: &str = "noOp";
    /// All conditions must hold.
    pub const ALL: &str = "all";
    /// One condition must hold.
    pub const ANY: &str = "any";
    /// Learners go on past the activity.
    pub const SKIP: &str = "skip";
    /// Learners cannot get to the activity.
    pub const DISABLED: &str = "disabled";
    /// A child counts for its parent unless it was skipped.
    pub const IF_NOT_SKIPPED: &str = "ifNotSkipped";

    /// `ruleCondition/@condition` (CAM 5.1.4).
    pub const RULE_CONDITIONS: [&str; 12] = [
        "satisfied",
        "objectiveStatusKnown",
        "objectiveMeasureKnown",
        "objectiveMeasureGreaterThan",
        "objectiveMeasureLessThan",
        "completed",
        "activityProgressKnown",
        "attempted",
        "attemptLimitExceeded",
        "timeLimitExceeded",
        "outsideAvailableTimeRange",
        "always",
    ];
    /// `ruleCondition/@operator` and `rollupCondition/@operator`.
    pub const OPERATORS: [&str; 2] = ["not", "noOp"];
    /// `@conditionCombination`.
    pub const COMBINATIONS: [&str; 2] = ["all", "any"];
    /// `preConditionRule/ruleAction/@action`.
    pub const PRE_ACTIONS: [&str; 4] = [
        "skip",
        "disabled",
        "hiddenFromChoice",
        "stopForwardTraversal",
    ];
    /// `postConditionRule/ruleAction/@action`.
    pub const POST_ACTIONS: [&str; 6] = [
        "exitParent",
        "exitAll",
        "retry",
        "retryAll",
        "continue",
        "previous",
    ];
    /// `exitConditionRule/ruleAction/@action`.
    pub const EXIT_ACTIONS: [&str; 1] = ["exit"];
    /// `rollupCondition/@condition` (CAM 5.1.7).
    pub const ROLLUP_CONDITIONS: [&str; 9] = [
        "satisfied",
        "objectiveStatusKnown",
        "objectiveMeasureKnown",
        "completed",
        "activityProgressKnown",
        "attempted",
        "attemptLimitExceeded",
        "timeLimitExceeded",
        "outsideAvailableTimeRange",
    ];
    /// `rollupAction/@action`.
    pub const ROLLUP_ACTIONS: [&str; 4] = ["satisfied", "notSatisfied", "completed", "incomplete"];
    /// `rollupRule/@childActivitySet`.
    pub const CHILD_SETS: [&str; 5] = ["all", "any", "none", "atLeastCount", "atLeastPercent"];
    /// `randomizationControls/@randomizationTiming` and `@selectionTiming` (CAM 5.1.9).
    pub const TIMINGS: [&str; 3] = ["never", "once", "onEachNewAttempt"];
    /// The attributes of `adlseq:rollupConsiderations` but the last (CAM 5.1.12).
    pub const CONSIDERATIONS: [&str; 4] =
        ["always", "ifAttempted", "ifNotSkipped", "ifNotSuspended"];

    /// The lowest and the highest normalized measure and threshold of a measure (SN 3.10, 3.4).
    pub const MEASURE: (f64, f64) = (-1.0, 1.0);
    /// The lowest and the highest of what is a share: weights, percentages, progress (SN 3.7, 3.8, 3.14).
    pub const SHARE: (f64, f64) = (0.0, 1.0);
    /// `minNormalizedMeasure` when absent (SN 3.10).
    pub const DEFAULT_MINIMUM_MEASURE: f64 = 1.0;
    /// `objectiveMeasureWeight` when absent (SN 3.8).
    pub const DEFAULT_MEASURE_WEIGHT: f64 = 1.0;
    /// `minProgressMeasure` when absent (SN 3.14, 4th edition).
    pub const DEFAULT_MINIMUM_PROGRESS: f64 = 1.0;
    /// `progressWeight` when absent (SN 3.14, 4th edition).
    pub const DEFAULT_PROGRESS_WEIGHT: f64 = 1.0;
    /// `xs:boolean`, as the attributes of sequencing are written: what stands for no and for yes.
    pub const BOOLEANS: ([&str; 2], [&str; 2]) = (["false", "0"], ["true", "1"]);
}

pub mod objective {
    //! What our packages call the objectives of an activity. The player sets those that it knows by these names.

    /// The one that rolls up: its score and success are those of the SCO.
    pub const PRIMARY: &str = "primary";
    /// Satisfied when a SCO is done, for those that wait for it.
    pub const DONE: &str = "done";
    /// Satisfied when a test of a SCO is passed, for those that need not be done then.
    pub const PASSED: &str = "passed";
    /// Before the id of a SCO: `done` of that SCO, in one that waits for it.
    pub const NEEDS: &str = "needs-";
    /// Before the id of a SCO: `passed` of that SCO, in one that need not be done then.
    pub const SPARED: &str = "spared-";
}

/// The end of the name of the shared data of our packages (4th edition): which SCOs are done. The player looks for it.
pub const PARTS: &str = "parts";

pub mod limit {
    //! The smallest permitted maxima (SPM), in characters unless said otherwise.

    /// `title` of an organization or item (CAM 3.4.1.6).
    pub const TITLE: usize = 200;
    /// `version` of a manifest (CAM 3.4.1.1).
    pub const VERSION: usize = 20;
    /// `href`, `identifierref` (CAM 3.4.1).
    pub const HREF: usize = 2000;
    /// `parameters` of an item (CAM 3.4.1.9).
    pub const PARAMETERS: usize = 1000;
    /// `adlcp:dataFromLMS` (CAM 3.4.1.12), and `cmi.launch_data` (RTE 4.2.12).
    pub const DATA_FROM_LMS: usize = 4000;
    /// Decimal places of `minNormalizedMeasure` and of weights (CAM 5.1.6).
    pub const MEASURE_DIGITS: i32 = 4;
    /// `cmi.location` (RTE 4.2.13).
    pub const LOCATION: usize = 1000;
    /// `cmi.comments_from_learner.n.comment` (RTE 4.2.2), a localized string.
    pub const COMMENT: usize = 4000;
    /// How many `cmi.comments_from_learner` an LMS must keep.
    pub const COMMENTS: usize = 250;
    /// `cmi.interactions.n.id` and `cmi.objectives.n.id`: a long identifier (RTE 4.1.1.2).
    pub const LONG_IDENTIFIER: usize = 4000;
    /// A short identifier, such as those of choices (RTE 4.1.1.3).
    pub const SHORT_IDENTIFIER: usize = 250;
    /// `cmi.interactions.n.description` and `cmi.objectives.n.description`, a localized string (RTE 4.2.9).
    pub const DESCRIPTION: usize = 250;
    /// How many interactions an LMS must keep (RTE 4.2.9).
    pub const INTERACTIONS: usize = 250;
    /// How many objectives an LMS must keep (RTE 4.2.17).
    pub const OBJECTIVES: usize = 100;
    /// How many patterns of right answers an LMS must keep for `choice` and `sequencing`… (RTE 4.2.9.1).
    pub const PATTERNS: usize = 10;
    /// A fill-in's response (RTE 4.2.9.2).
    pub const FILL_IN: usize = 250;
    /// A long-fill-in's response (RTE 4.2.9.2).
    pub const LONG_FILL_IN: usize = 4000;
    /// How many options a choice's response or pattern may name (RTE 4.2.9.1).
    pub const CHOICES: usize = 36;
}

/// What a SCO may send as `cmi.completion_status` (RTE 4.2.4).
pub const COMPLETION_STATUS: [&str; 4] = ["completed", "incomplete", "not attempted", "unknown"];
/// What a SCO may send as `cmi.success_status` (RTE 4.2.22).
pub const SUCCESS_STATUS: [&str; 3] = ["passed", "failed", "unknown"];
/// What a SCO may send as `cmi.exit` (RTE 4.2.8).
pub const EXIT: [&str; 5] = ["time-out", "suspend", "logout", "normal", ""];
/// Values of `cmi.interactions.n.type` (RTE 4.2.9).
pub const INTERACTION_TYPES: [&str; 10] = [
    "true-false",
    "choice",
    "fill-in",
    "long-fill-in",
    "matching",
    "performance",
    "sequencing",
    "likert",
    "numeric",
    "other",
];
/// Values of `cmi.interactions.n.result` beside a number (RTE 4.2.9).
pub const INTERACTION_RESULTS: [&str; 4] = ["correct", "incorrect", "unanticipated", "neutral"];
/// Values of `adl.nav.request` (SN 5.6.4); `choice` and, in the 4th edition, `jump` take a target.
pub const NAVIGATION_REQUESTS: [&str; 8] = [
    "continue",
    "previous",
    "exit",
    "exitAll",
    "abandon",
    "abandonAll",
    "suspendAll",
    "_none_",
];
