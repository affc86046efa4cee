//! Why a request is refused: the code of the standard (SN appendix C) and words for people.

use std::fmt;

/// A refused request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exception {
    /// The code of the pseudo-code, such as `SB.2.9-3`.
    pub code: &'static str,
    /// The identifier of the activity that decided, when one did.
    pub activity: Option<String>,
    /// What stands in the way, in a sentence without its full stop.
    pub words: String,
}

impl fmt::Display for Exception {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{} ({})", self.words, self.code)
    }
}

impl std::error::Error for Exception {}

/// What each code means; `{}` is the activity that decided. A fact that a rule decided is said by the rule.
const MEANINGS: [(&str, &str); 46] = [
    ("NB.2.1-1", "the course is open already"),
    ("NB.2.1-2", "the course is not open"),
    ("NB.2.1-3", "nothing was suspended that could be resumed"),
    (
        "NB.2.1-4",
        "there is no next here: “{}” is not gone through in a row",
    ),
    (
        "NB.2.1-5",
        "there is no way back here: “{}” is gone through forward only, or not in a row",
    ),
    ("NB.2.1-6", "there is nothing before the beginning"),
    ("NB.2.1-8", "“{}” cannot be left by choosing something else"),
    ("NB.2.1-9", "there is no way from here to there"),
    ("NB.2.1-10", "nothing can be chosen in “{}”"),
    ("NB.2.1-11", "there is no such activity"),
    ("NB.2.1-12", "“{}” has ended already"),
    ("NB.2.1-13", "this edition knows no such request"),
    ("TB.2.3-1", "the course is not open"),
    ("TB.2.3-2", "“{}” has ended already"),
    ("TB.2.3-3", "there is nothing to suspend"),
    (
        "TB.2.3-4",
        "“{}” is the whole course; nothing is around it that could end",
    ),
    ("SB.2.1-2", "“{}” has nothing inside"),
    ("SB.2.1-3", "this is the beginning"),
    ("SB.2.1-4", "“{}” is gone through forward only"),
    ("SB.2.2-1", "“{}” is not gone through in a row"),
    ("SB.2.2-2", "“{}” cannot be opened"),
    ("SB.2.4-1", "“{}” lets nobody past it"),
    ("SB.2.4-2", "“{}” is gone through forward only"),
    ("SB.2.4-3", "there is nothing before the beginning"),
    ("SB.2.5-1", "the course is open already"),
    ("SB.2.6-1", "the course is open already"),
    ("SB.2.6-2", "nothing was suspended that could be resumed"),
    ("SB.2.7-1", "the course is not open"),
    ("SB.2.7-2", "“{}” is not gone through in a row"),
    ("SB.2.8-1", "the course is not open"),
    ("SB.2.8-2", "“{}” is not gone through in a row"),
    ("SB.2.9-3", "“{}” cannot be chosen"),
    ("SB.2.9-4", "nothing can be chosen in “{}”"),
    ("SB.2.9-5", "there is no way from here to there"),
    ("SB.2.9-6", "what is in “{}” cannot be chosen from outside"),
    ("SB.2.9-7", "“{}” cannot be left by choosing something else"),
    (
        "SB.2.9-8",
        "from inside “{}” only what is next to it can be chosen",
    ),
    ("SB.2.9-9", "nothing in “{}” can be opened"),
    ("SB.2.10-1", "the course is not open"),
    ("SB.2.10-2", "“{}” has not ended"),
    ("SB.2.10-3", "nothing in “{}” can be opened"),
    ("SB.2.11-1", "the course is not open"),
    ("SB.2.11-2", "“{}” has not ended"),
    ("SB.2.13-1", "the course is not open"),
    (
        "DB.1.1-1",
        "“{}” is a cluster; only what is in it can be opened",
    ),
    ("DB.1.1-3", "“{}” cannot be opened"),
];

impl Exception {
    /// The exception of this code about an activity (its identifier and its name), and the rule that decided.
    pub(super) fn new(
        code: &'static str,
        activity: Option<(&str, &str)>,
        because: Option<&str>,
    ) -> Self {
        let meaning = MEANINGS
            .iter()
            .find(|(known, _)| *known == code)
            .map_or("it is not possible", |(_, meaning)| meaning);
        let mut words = meaning.replace("{}", activity.map_or("", |(_, name)| name));
        if let Some(because) = because {
            words.push_str(": ");
            words.push_str(because);
        }
        Self {
            code,
            activity: activity.map(|(id, _)| id.to_owned()),
            words,
        }
    }
}
