//! Learning object metadata: the vocabularies of the IMS binding 1.2.1 that SCORM 1.2 uses (CAM 2.2).

/// The source of every word below.
pub const SOURCE: &str = "LOMv1.0";
/// The language of words that are of no language.
pub const NO_LANGUAGE: &str = "x-none";
/// The text of `metametadata/metadatascheme` (CAM 2.2.2).
pub const SCHEME: &str = "ADL SCORM 1.2";

/// `lifecycle/contribute/role` (LOM 2.3.1).
pub const ROLES: [&str; 14] = [
    "Author",
    "Publisher",
    "Unknown",
    "Initiator",
    "Terminator",
    "Validator",
    "Editor",
    "Graphical Designer",
    "Technical Implementer",
    "Content Provider",
    "Technical Validator",
    "Educational Validator",
    "Script Writer",
    "Instructional Designer",
];
/// `lifecycle/status` (LOM 2.2).
pub const STATUS: [&str; 4] = ["Draft", "Final", "Revised", "Unavailable"];
/// `educational/intendedenduserrole` (LOM 5.5).
pub const END_USER_ROLES: [&str; 4] = ["Teacher", "Author", "Learner", "Manager"];
/// `rights/cost` and `rights/copyrightandotherrestrictions` (LOM 6.1, 6.2).
pub const YES_NO: [&str; 2] = ["yes", "no"];
/// `classification/purpose` (LOM 9.1).
pub const PURPOSES: [&str; 9] = [
    "Discipline",
    "Idea",
    "Prerequisite",
    "Educational Objective",
    "Accessibility Restrictions",
    "Educational Level",
    "Skill Level",
    "Security Level",
    "Competency",
];
/// The prefix of a `catalog` whose entries are IRIs.
pub const CATALOG_URI: &str = "URI";
