//! What can be wrong with a course or a package: findings are data, made by readers and checks, shown by `report`.

mod codes;
mod source;

pub use codes::{RULES, Rule, rule};
pub use source::{Place, Position, Source};

use std::fmt;

pub mod code {
    //! Every rule by its name, so that a check writes `code::UNKNOWN_FIELD`.
    pub use super::codes::names::*;
}

/// How bad a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Nothing is built, or an LMS may refuse the package: exit code 1.
    Error,
    /// It is built, but something was changed or will surprise somebody.
    Warning,
    /// Worth knowing.
    Note,
}

impl Severity {
    /// The word that reports use: `error`, `warning` or `note`.
    pub fn word(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Note => "note",
        }
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

/// One thing that is wrong: which rule, where, what in particular, and how to mend it.
#[derive(Debug, Clone)]
pub struct Finding {
    /// The rule that was broken, with its stable code.
    pub rule: &'static Rule,
    /// The particular: a sentence fragment in lower case, such as ``unknown field `titel` ``.
    pub message: String,
    /// Where; absent when the fault is of no place in a file.
    pub place: Option<Place>,
    /// What stands under the marked text, such as `not a field of a lesson`.
    pub label: Option<String>,
    /// The fix for this very case, such as ``did you mean `title`?``.
    pub help: Option<String>,
    /// Another place that explains this one, such as the first use of an id, with its label.
    pub related: Vec<(Place, String)>,
}

impl Finding {
    /// A finding of `rule` that says `message`, with no place yet.
    pub fn new(rule: &'static Rule, message: impl Into<String>) -> Self {
        Self {
            rule,
            message: message.into(),
            place: None,
            label: None,
            help: None,
            related: Vec::new(),
        }
    }

    /// Says where.
    #[must_use]
    pub fn at(mut self, place: Place) -> Self {
        self.place = Some(place);
        self
    }

    /// Says what the marked text is.
    #[must_use]
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = Some(label.into());
        self
    }

    /// Says how to mend it.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Adds another place that explains this one.
    #[must_use]
    pub fn related(mut self, place: Place, label: impl Into<String>) -> Self {
        self.related.push((place, label.into()));
        self
    }

    /// The severity of the rule.
    pub fn severity(&self) -> Severity {
        self.rule.severity
    }
}

/// All findings about one course or package, in the order of their places.
#[derive(Debug, Clone, Default)]
pub struct Findings(pub Vec<Finding>);

impl Findings {
    /// Whether any of them is an error.
    pub fn has_errors(&self) -> bool {
        self.0
            .iter()
            .any(|finding| finding.severity() == Severity::Error)
    }

    /// How many have this severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.0
            .iter()
            .filter(|finding| finding.severity() == severity)
            .count()
    }

    /// Adds one.
    pub fn push(&mut self, finding: Finding) {
        self.0.push(finding);
    }

    /// Adds those that were not said yet: one cause gives one finding, in however many packages it shows.
    pub fn add(&mut self, more: Vec<Finding>) {
        for finding in more {
            let same = |known: &Finding| {
                known.rule.code == finding.rule.code && known.message == finding.message
            };
            if !self.0.iter().any(same) {
                self.0.push(finding);
            }
        }
    }

    /// Sorts by file, position, then code, so that the order never depends on threads.
    pub fn sort(&mut self) {
        self.0.sort_by(|a, b| {
            let key = |finding: &Finding| {
                finding
                    .place
                    .as_ref()
                    .map(|place| (place.source.path.clone(), place.span.start, place.span.end))
            };
            (key(a), a.rule.code, &a.message).cmp(&(key(b), b.rule.code, &b.message))
        });
    }
}
