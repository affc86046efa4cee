//! Every rule once: its code, severity, what is wrong, why it matters, the fix, a wrong and a right example.
//!
//! The table feeds the reports, SARIF's rules and `coursepack explain CODE`.

use super::Severity;

/// One thing that can be wrong.
#[derive(Debug, PartialEq, Eq)]
pub struct Rule {
    /// The stable code, such as `COURSE-unknown-field`.
    pub code: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// A short sentence for lists.
    pub title: &'static str,
    /// Why it matters, for somebody who does not know the standards.
    pub why: &'static str,
    /// How to mend it.
    pub fix: &'static str,
    /// An example that breaks the rule.
    pub wrong: &'static str,
    /// The example mended.
    pub right: &'static str,
    /// The clause or page that demands it; empty for our own format.
    pub source: &'static str,
}

/// The rule with this code, whatever its case; `None` if there is none.
pub fn rule(code: &str) -> Option<&'static Rule> {
    RULES
        .iter()
        .copied()
        .find(|rule| rule.code.eq_ignore_ascii_case(code))
}

macro_rules! rules {
    ($($name:ident = $code:literal, $severity:ident, $title:literal;
        why $why:literal; fix $fix:literal; wrong $wrong:literal; right $right:literal $(, source $source:literal)?;)*) => {
        pub(super) mod names {
            use super::{Rule, Severity};
            $(
                #[doc = $title]
                pub static $name: Rule = Rule {
                    code: $code,
                    severity: Severity::$severity,
                    title: $title,
                    why: $why,
                    fix: $fix,
                    wrong: $wrong,
                    right: $right,
                    source: concat!($($source)?),
                };
            )*
        }
        /// Every rule, in the order of this file.
        pub static RULES: &[&Rule] = &[$(&names::$name),*];
    };
}

rules! {
    UNKNOWN_FIELD = "COURSE-unknown-field", Error, "A field is not part of the format.";
    why "A misspelt field would be ignored silently, and the course would lack what it says.";
    fix "Use the suggested name, or remove the field.";
    wrong "titel: Leadership";
    right "title: Leadership";

    // The SCORM 1.2 package.

    SCORM12_TITLE_TOO_LONG = "SCORM12-title-too-long", Warning, "A title is too long for SCORM 1.2.";
    why "The schema of SCORM 1.2 allows 200 characters, and Moodle refuses a package with more than 255, so the title was cut in the LMS's list of contents. The pages show it whole.";
    fix "Shorten the title.";
    wrong "title: A title that goes on for more than two hundred characters ...";
    right "title: A short title",
    source "IMS Content Packaging 1.1.2, title; Moodle 4.5 mod_scorm";

    SCORM12_TITLE_WITH_TAG = "SCORM12-title-with-tag", Warning, "A title holds something that looks like an HTML tag.";
    why "Moodle strips tags from titles: `Quiz <1>` would be shown as `Quiz`. The LMS's list of contents has ‹ and › instead; the pages show the title as it is.";
    fix "Write the title without `<`, or with a space after it.";
    wrong "title: Quiz <1>";
    right "title: Quiz 1",
    source "Moodle 4.5, format_string";

    SCORM12_PREREQUISITES_TOO_LONG = "SCORM12-prerequisites-too-long", Warning, "A prerequisite is too long for SCORM 1.2.";
    why "An LMS locks an item by naming every item that must be completed before, in at most 200 characters. This one has more, so the LMS does not lock it.";
    fix "Require fewer lessons, such as the last one or the test of a module, or build with the granularity `module` or `course`.";
    wrong "requires: [lesson-1, lesson-2, lesson-3, ..., lesson-40]";
    right "requires: [test-of-the-module]",
    source "SCORM 1.2 CAM 2.3.5.2";

    SCORM12_LAUNCH_DATA_TOO_LONG = "SCORM12-launch-data-too-long", Error, "The launch data of a SCO are too long.";
    why "SCORM 1.2 allows 255 characters in `adlcp:datafromlms`, and the run-time data model has no place for more.";
    fix "Shorten the data, or put them into a file of the package.";
    wrong "<adlcp:datafromlms>more than 255 characters</adlcp:datafromlms>";
    right "<adlcp:datafromlms>mode=short</adlcp:datafromlms>",
    source "SCORM 1.2 CAM 2.3.5.2";
}
