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
        why $why:literal; fix $fix:literal; wrong $wrong:literal; right $right:literal; $(source $source:literal;)?)*) => {
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
}
