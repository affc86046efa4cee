//! The kinds of learners whose way through a course is foretold.

use std::fmt;
use std::str::FromStr;

use serde::{Serialize, Serializer};

/// A kind of learner.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Learner {
    /// Does every lesson and answers everything rightly at once.
    Passes,
    /// Does every lesson and uses up every try wrongly.
    Fails,
    /// Does the first half of the lessons, leaves, and comes back for the rest.
    Leaves,
    /// Opens every lesson, marks nothing and answers nothing.
    Views,
    /// Does every lesson; where there is a second try, the first one is wrong.
    SecondTry,
    /// Does every lesson and answers no test.
    WithoutTest,
}

/// How somebody answers a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Answers {
    /// Rightly at once.
    Right,
    /// Wrongly, as often as there are tries; once where there is no end of them.
    Wrong,
    /// Wrongly and then rightly.
    WrongThenRight,
    /// Not at all.
    None,
}

impl Learner {
    /// Every kind, in the order of the help.
    pub const ALL: &[Self] = &[
        Self::Passes,
        Self::Fails,
        Self::Leaves,
        Self::Views,
        Self::SecondTry,
        Self::WithoutTest,
    ];

    /// The name on the command line and in reports.
    pub fn name(self) -> &'static str {
        match self {
            Self::Passes => "passes",
            Self::Fails => "fails",
            Self::Leaves => "leaves",
            Self::Views => "views",
            Self::SecondTry => "second-try",
            Self::WithoutTest => "without-test",
        }
    }

    /// What such a learner does, after the name.
    pub fn does(self) -> &'static str {
        match self {
            Self::Passes => "does every lesson and answers everything rightly at once",
            Self::Fails => "does every lesson and uses up every try wrongly",
            Self::Leaves => "does the first half of the lessons, leaves, and returns for the rest",
            Self::Views => {
                "opens every lesson and reads to its end, marks nothing, answers nothing"
            }
            Self::SecondTry => {
                "does every lesson; where there is a second try, the first one is wrong"
            }
            Self::WithoutTest => "does every lesson and answers no test",
        }
    }

    /// How the questions of a test, and those of other lessons, are answered.
    pub(super) fn answers(self, test: bool) -> Answers {
        match self {
            Self::Passes | Self::Leaves => Answers::Right,
            Self::Fails => Answers::Wrong,
            Self::Views => Answers::None,
            Self::SecondTry => Answers::WrongThenRight,
            Self::WithoutTest if test => Answers::None,
            Self::WithoutTest => Answers::Right,
        }
    }

    /// Whether texts are written, media played, files fetched and lessons marked.
    pub(super) fn works(self) -> bool {
        self != Self::Views
    }
}

impl fmt::Display for Learner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Learner {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        let mut all = Self::ALL.iter().copied();
        all.find(|learner| learner.name() == name)
            .ok_or_else(|| format!("there is no learner `{name}`"))
    }
}

impl Serialize for Learner {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}
