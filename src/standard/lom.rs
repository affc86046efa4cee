//! Learning object metadata: IEEE LOM 1.0 (IEEE 1484.12.1), which SCORM 2004 uses (CAM 4), and the binding IMS 1.2.1 of its
//! draft, which SCORM 1.2 uses (CAM 2.2).

/// The source of every word below.
pub const SOURCE: &str = "LOMv1.0";
/// IMS 1.2.1: the language of words that are of no language.
pub const NO_LANGUAGE: &str = "x-none";
/// IMS 1.2.1: the text of `metametadata/metadatascheme` (CAM 2.2.2 of SCORM 1.2).
pub const SCHEME: &str = "ADL SCORM 1.2";
/// IEEE: the texts of `metaMetadata/metadataSchema` (CAM 4.2.3.3 of SCORM 2004).
pub const SCHEMAS: [&str; 2] = ["LOMv1.0", "ADLv1.0"];

/// `lifeCycle/contribute/role` (LOM 2.3.1).
pub const ROLES: [&str; 14] = [
    "author",
    "publisher",
    UNKNOWN,
    "initiator",
    "terminator",
    "validator",
    "editor",
    "graphical designer",
    "technical implementer",
    "content provider",
    "technical validator",
    "educational validator",
    "script writer",
    "instructional designer",
];
/// The role of somebody whose role is none of LOM's.
pub const UNKNOWN: &str = "unknown";
/// `metaMetadata/contribute/role` of who wrote the metadata (LOM 3.2.1).
pub const CREATOR: &str = "creator";
/// `lifeCycle/status` (LOM 2.2).
pub const STATUS: [&str; 4] = ["draft", FINAL, "revised", "unavailable"];
/// The status of what is finished.
pub const FINAL: &str = "final";
/// `educational/intendedEndUserRole` (LOM 5.5).
pub const END_USER_ROLES: [&str; 4] = ["teacher", "author", LEARNER, "manager"];
/// The role of those whom a course is for.
pub const LEARNER: &str = "learner";
/// `rights/cost` and `rights/copyrightAndOtherRestrictions` (LOM 6.1, 6.2).
pub const YES_NO: [&str; 2] = ["yes", "no"];
/// `classification/purpose` (LOM 9.1).
pub const PURPOSES: [&str; 9] = [
    "discipline",
    "idea",
    "prerequisite",
    OBJECTIVE,
    "accessibility restrictions",
    "educational level",
    "skill level",
    "security level",
    "competency",
];
/// The purpose of what learners can do afterwards.
pub const OBJECTIVE: &str = "educational objective";
/// The prefix of a `catalog` whose entries are IRIs.
pub const CATALOG_URI: &str = "URI";

/// A word of IEEE LOM as the binding IMS 1.2.1 spells it: `technical implementer` is `Technical Implementer`, `yes` stays.
pub fn in_1_2_1(word: &str) -> String {
    if YES_NO.contains(&word) {
        return word.to_owned();
    }
    let capital = |part: &str| {
        let mut chars = part.chars();
        let first = chars.next().map(|first| first.to_ascii_uppercase());
        first.into_iter().chain(chars).collect::<String>()
    };
    word.split(' ').map(capital).collect::<Vec<_>>().join(" ")
}
