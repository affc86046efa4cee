//! SCORM 1.2 (ADL, October 2001): the Content Aggregation Model (CAM) and the Run-Time Environment (RTE).

/// Namespace of IMS Content Packaging 1.1.2 (CAM 2.3.4). Written without a prefix: Moodle knows the elements by their bare names.
pub const IMSCP: &str = "http://www.imsproject.org/xsd/imscp_rootv1p1p2";
/// Namespace of ADL's extensions (CAM 2.3.5). Written with the prefix `adlcp`, which Moodle compares as text.
pub const ADLCP: &str = "http://www.adlnet.org/xsd/adlcp_rootv1p2";
/// Namespace of IMS Learning Resource Metadata 1.2.1 (CAM 2.2).
pub const IMSMD: &str = "http://www.imsglobal.org/xsd/imsmd_rootv1p2p1";
/// Namespace of XML Schema instances.
pub const XSI: &str = "http://www.w3.org/2001/XMLSchema-instance";
/// Namespace that the prefix `xml` is always bound to.
pub const XML: &str = "http://www.w3.org/XML/1998/namespace";

/// `xsi:schemaLocation` of our manifests: every namespace with its control document at the package's root (CAM 2.3.3.3).
pub const SCHEMA_LOCATION: &str = "http://www.imsproject.org/xsd/imscp_rootv1p1p2 imscp_rootv1p1p2.xsd \
     http://www.adlnet.org/xsd/adlcp_rootv1p2 adlcp_rootv1p2.xsd \
     http://www.imsglobal.org/xsd/imsmd_rootv1p2p1 imsmd_rootv1p2p1.xsd";

/// The name of the manifest, at the root of the package (CAM 2.3.3.1).
pub const MANIFEST: &str = "imsmanifest.xml";
/// The text of `metadata/schema` (CAM 2.3.5.1).
pub const SCHEMA: &str = "ADL SCORM";
/// The text of `metadata/schemaversion` (CAM 2.3.5.1).
pub const SCHEMA_VERSION: &str = "1.2";
/// The only `type` of a `resource` (CAM 2.3.5.3).
pub const RESOURCE_TYPE: &str = "webcontent";
/// The only `type` of `adlcp:prerequisites` (CAM 2.3.5.2).
pub const PREREQUISITES_TYPE: &str = "aicc_script";
/// The values of `adlcp:scormtype` (CAM 2.3.5.3).
pub const SCORM_TYPES: [&str; 2] = ["asset", "sco"];
/// The values of `adlcp:timelimitaction` (CAM 2.3.5.2).
pub const TIME_LIMIT_ACTIONS: [&str; 4] = [
    "exit,message",
    "exit,no message",
    "continue,message",
    "continue,no message",
];

pub mod limit {
    //! The longest texts, in characters.

    /// `title` of an organization or item (IMS CP information model 1.1.2).
    pub const TITLE: usize = 200;
    /// `schema` (IMS CP).
    pub const SCHEMA: usize = 100;
    /// `version` of a manifest, and `schemaversion` (IMS CP).
    pub const VERSION: usize = 20;
    /// `href`, `identifierref`, `adlcp:location` (IMS CP, CAM).
    pub const HREF: usize = 2000;
    /// `parameters` of an item, `type` of a resource (IMS CP).
    pub const PARAMETERS: usize = 1000;
    /// `structure` of an organization (IMS CP).
    pub const STRUCTURE: usize = 200;
    /// `adlcp:prerequisites` (CAM 2.3.5.2).
    pub const PREREQUISITES: usize = 200;
    /// `adlcp:masteryscore` (CAM 2.3.5.2).
    pub const MASTERY_SCORE: usize = 200;
    /// `adlcp:maxtimeallowed`, a CMITimespan (CAM 2.3.5.2).
    pub const MAX_TIME_ALLOWED: usize = 13;
    /// `adlcp:datafromlms` (CAM 2.3.5.2).
    pub const DATA_FROM_LMS: usize = 255;
    /// `cmi.suspend_data`, a CMIString4096 (RTE 3.4.4).
    pub const SUSPEND_DATA: usize = 4096;
    /// `cmi.comments`, a CMIString4096 (RTE 3.4.4).
    pub const COMMENTS: usize = 4096;
    /// Every CMIString255, such as `cmi.core.lesson_location`, and every CMIIdentifier (RTE 3.4.3).
    pub const STRING: usize = 255;
    /// `CMIFeedback` of a choice: each option is one of the characters 0-9 and a-z (SCORM 1.2 RTE 3.4.4).
    pub const CHOICES: usize = 36;
    /// The largest score (RTE 3.4.4: a CMIDecimal normalised between 0 and 100).
    pub const SCORE: f64 = 100.0;
}

/// What a SCO may send as `cmi.core.lesson_status` (RTE 3.4.4); `not attempted` is for the LMS only.
pub const LESSON_STATUS: [&str; 5] = ["passed", "completed", "failed", "incomplete", "browsed"];
/// What an LMS sets as `cmi.core.lesson_status` before the first launch.
pub const NOT_ATTEMPTED: &str = "not attempted";
/// What a SCO may send as `cmi.core.exit` (RTE 3.4.4).
pub const EXIT: [&str; 4] = ["time-out", "suspend", "logout", ""];
/// Values of `cmi.interactions.n.type` (RTE 3.4.4).
pub const INTERACTION_TYPES: [&str; 8] = [
    "true-false",
    "choice",
    "fill-in",
    "matching",
    "performance",
    "sequencing",
    "likert",
    "numeric",
];
/// Values of `cmi.interactions.n.result` beside a number (RTE 3.4.4).
pub const INTERACTION_RESULTS: [&str; 4] = ["correct", "wrong", "unanticipated", "neutral"];

/// What `LMSGetLastError` may answer (RTE 3.3.4), with its text.
pub const ERRORS: [(u16, &str); 11] = [
    (0, "No error"),
    (101, "General exception"),
    (201, "Invalid argument error"),
    (202, "Element cannot have children"),
    (203, "Element not an array - cannot have count"),
    (301, "Not initialized"),
    (401, "Not implemented error"),
    (402, "Invalid set value, element is a keyword"),
    (403, "Element is read only"),
    (404, "Element is write only"),
    (405, "Incorrect data type"),
];

/// The control documents that a package carries at its root, with their text (CAM 2.3.3.3). Our own wording of the grammar.
pub const CONTROL_DOCUMENTS: [(&str, &str); 4] = [
    (
        "adlcp_rootv1p2.xsd",
        include_str!("../../schemas/xsd/scorm12/adlcp_rootv1p2.xsd"),
    ),
    (
        "ims_xml.xsd",
        include_str!("../../schemas/xsd/scorm12/ims_xml.xsd"),
    ),
    (
        "imscp_rootv1p1p2.xsd",
        include_str!("../../schemas/xsd/scorm12/imscp_rootv1p1p2.xsd"),
    ),
    (
        "imsmd_rootv1p2p1.xsd",
        include_str!("../../schemas/xsd/scorm12/imsmd_rootv1p2p1.xsd"),
    ),
];
