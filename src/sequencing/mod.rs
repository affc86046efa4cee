//! A model of SCORM 2004 Sequencing and Navigation: the activity tree of any manifest, and a learner who goes through it.
//!
//! It follows the pseudo-code of the SN book (appendix C of the 4th edition), whose names stand in the comments of what does
//! their work (`SB.2.9`, `RB.1.4`, …). It is what an LMS has to do with our manifests, so that tests can replay it; it reads
//! manifests of others too and never fails on one.
//!
//! Left out, because nothing that we write needs it: selection and randomization (the children of a cluster are all there, in the
//! order of the manifest) and time (limits of time are never reached; whether one is, a rule cannot know).
//!
//! ```
//! # use std::sync::Arc;
//! # use coursepack::manifest::scorm2004::Manifest;
//! # use coursepack::sequencing::{Answer, Course, Request, Session};
//! # use coursepack::standard::scorm2004::Edition;
//! # fn main() -> Result<(), coursepack::manifest::Fault> {
//! let manifest = Manifest::read(
//!     r#"<manifest><organizations><organization identifier="course">
//!          <item identifier="one" identifierref="r"/><item identifier="two" identifierref="r"/>
//!        </organization></organizations></manifest>"#,
//! )?;
//! let (course, remarks) = Course::new(&manifest, Edition::Third);
//! assert!(remarks.is_empty());
//! let mut learner = Session::new(&Arc::new(course));
//! // Without flow there is no beginning: the learner has to choose.
//! assert!(matches!(learner.navigate(&Request::Start), Answer::Refused(why) if why.code == "SB.2.2-1"));
//! assert_eq!(learner.navigate(&Request::Choice("two".into())), Answer::Delivered("two".into()));
//! # Ok(())
//! # }
//! ```

mod attempt;
mod exception;
mod facts;
mod navigation;
mod request;
mod rollup;
mod rules;
mod status;
mod tree;

pub use exception::Exception;
pub use facts::{
    After, Before, Children, Combination, Condition, Control, Counts, Datum, Delivery, Limits, Map,
    Objective, Outcome, Question, Remark, Rollup, RollupRule, Rule, Rules, Threshold,
};
pub use navigation::{Answer, Request};
pub use status::{Completion, Exit, Progress, Report, Results, Session, Status, Success};
pub use tree::{Activity, Course};
