//! `outcomes`: courses -> what LMSs will record of their learners, on standard output.

use std::collections::BTreeSet;
use std::io;

use super::args::{Args, Granularity, Outcomes, Output};
use super::build::formats;
use super::progress::Bar;
use super::{Exit, columns, complain_of, exit, file, show, tell};
use crate::error::Error;
use crate::outcome::Learner;
use crate::pipeline::{self, Format, Question};
use crate::report::{self, Foreseen, Reported};

pub(super) fn run(outcomes: &Outcomes, args: &Args) -> Result<Exit, Error> {
    let questions = questions(outcomes)?;
    let bar = Bar::new("playing", questions.len(), args.quiet);
    let foretold = pipeline::outcomes_all(&questions, args.threads(), &bar);
    bar.finish();
    let courses: Vec<Foreseen> = outcomes
        .courses
        .iter()
        .zip(foretold)
        .map(|(course, result)| Foreseen {
            course: course.display().to_string(),
            result,
        })
        .collect();
    if outcomes.json {
        show(|out| report::outcomes_json(&courses, out))?;
    } else {
        show(|out| report::outcomes_text(&courses, out))?;
    }
    let reported: Vec<Reported> = outcomes
        .courses
        .iter()
        .zip(courses)
        .map(|(course, foreseen)| Reported {
            course: foreseen.course,
            file: file(course),
            result: foreseen.result.map(|(outcome, _)| outcome),
        })
        .collect();
    // Only what stands in the way: the rest is for `check`.
    if !outcomes.json && exit(&reported, false) == Exit::Problems {
        let width = columns(terminal_size::terminal_size_of(io::stderr()));
        let text = args.report(Output::Text, width);
        tell(|out| report::write(text, &reported, out))?;
    }
    complain_of(&reported);
    Ok(exit(&reported, false))
}

/// What the command line means.
fn questions(outcomes: &Outcomes) -> Result<Vec<Question>, Error> {
    let known = if outcomes.formats.is_empty() {
        Format::ALL.to_vec()
    } else {
        formats(&outcomes.formats)
    };
    let whole = known.iter().all(|format| !format.has_lms());
    if whole && !matches!(outcomes.granularity, None | Some(Granularity::Course)) {
        return Err(Error::Usage(
            "--granularity is about what an LMS launches, and without one a course is one whole"
                .to_owned(),
        ));
    }
    let learners = if outcomes.learners.is_empty() {
        Learner::ALL.to_vec()
    } else {
        Vec::from_iter(BTreeSet::from_iter(outcomes.learners.iter().copied()))
    };
    let question = |course: &std::path::PathBuf| Question {
        course: course.clone(),
        formats: known.clone(),
        granularity: outcomes.granularity.map(Into::into),
        learners: learners.clone(),
    };
    Ok(outcomes.courses.iter().map(question).collect())
}
