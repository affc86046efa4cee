//! Scripts: a manifest in short, what a learner does, and what must come of it; one line each.

use std::fmt::Write as _;
use std::sync::Arc;

use coursepack::manifest::scorm2004::Manifest;
use coursepack::sequencing::{
    Answer, Completion, Course, Exit, Remark, Report, Request, Results, Session, Success,
};
use coursepack::standard::scorm2004::Edition;
use serde_json::{Value, json};

/// A scripted path.
pub(super) struct Script {
    pub(super) name: &'static str,
    pub(super) edition: Edition,
    /// What is inside `organization`.
    pub(super) inside: &'static str,
    pub(super) steps: &'static str,
}

/// A whole manifest around the inside of an organization called `course`.
pub(super) fn manifest(inside: &str) -> String {
    format!(
        r#"<manifest identifier="m" xmlns="http://www.imsglobal.org/xsd/imscp_v1p1" xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_v1p3" xmlns:adlseq="http://www.adlnet.org/xsd/adlseq_v1p3" xmlns:adlnav="http://www.adlnet.org/xsd/adlnav_v1p3" xmlns:imsss="http://www.imsglobal.org/xsd/imsss"><metadata><schema>ADL SCORM</schema></metadata><organizations default="course"><organization identifier="course"><title>Course</title>{inside}</organization></organizations></manifest>"#
    )
}

pub(super) fn load(xml: &str, edition: Edition) -> (Session, Vec<Remark>) {
    let manifest = Manifest::read(xml).expect("the manifest is XML");
    let (course, remarks) = Course::new(&manifest, edition);
    (Session::new(&Arc::new(course)), remarks)
}

/// Plays a script, and gives every step with what came of it, and where the model says something else.
///
/// - `start = a`: the request delivers `a`; `= -` nothing, `= end` ends; `! SB.2.9-3` is refused so
/// - `set completed passed scaled=0.5 progress=1 suspend done:passed`: what the open SCO reports
/// - `? a completed satisfied measure=0.5 progress=1 attempts=2 suspended`: the status, all of it but attempts
/// - `can b = b`, `can continue ! NB.2.1-4`: what choosing `b`, or a request, would come to
pub(super) fn play(script: &Script) -> (Vec<Value>, Vec<String>) {
    let manifest = manifest(script.inside);
    play_in(script.name, &manifest, script.edition, script.steps)
}

/// Plays the steps of a script over a whole manifest.
pub(super) fn play_in(
    name: &str,
    manifest: &str,
    edition: Edition,
    steps: &str,
) -> (Vec<Value>, Vec<String>) {
    let (mut session, remarks) = load(manifest, edition);
    assert!(remarks.is_empty(), "{name}: {remarks:?}");
    let (mut played, mut faults) = (Vec::new(), Vec::new());
    for line in steps.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let mut fail = |got: &str| faults.push(format!("{}: `{line}`, but: {got}", name));
        if let Some(set) = line.strip_prefix("set") {
            if !session.report(&report(set)) {
                fail("nothing is open");
            }
            played.push(json!({ "do": line }));
        } else if let Some(wanted) = line.strip_prefix("? ") {
            let got = status(&session, wanted.split(' ').next().unwrap_or_default());
            let named =
                |word: &&str| !word.starts_with("attempts=") || wanted.contains("attempts=");
            let got = got.split(' ').filter(named).collect::<Vec<_>>().join(" ");
            if got != wanted {
                fail(&got);
            }
            played.push(json!({ "do": line }));
        } else {
            let (what, wanted) = line
                .split_once(" = ")
                .or_else(|| line.split_once(" ! "))
                .unwrap_or_else(|| panic!("{}: `{line}` is no step", name));
            let answer = match what.strip_prefix("can ") {
                Some(what) => {
                    let before = session.clone();
                    let answer = session.look_ahead(&request(what));
                    assert!(before == session, "{}: looking ahead changes nothing", name);
                    agrees_with_choices(&session, what, &answer);
                    answer
                }
                None => session.navigate(&request(what)),
            };
            let got = told(&answer);
            if got != wanted {
                fail(&format!("{got} ({answer:?})"));
            }
            played.push(json!({ "do": line, "open": session.delivered() }));
        }
    }
    (played, faults)
}

/// The table of all choices must say what looking ahead at each says.
fn agrees_with_choices(session: &Session, what: &str, answer: &Answer) {
    let Request::Choice(id) = request(what) else {
        return;
    };
    let choices = session.choices();
    let Some((_, choice)) = choices.iter().find(|(one, _)| *one == id) else {
        return;
    };
    assert_eq!(choice, answer, "`{what}` in the table, and alone");
}

fn told(answer: &Answer) -> String {
    match answer {
        Answer::Delivered(id) => id.clone(),
        Answer::Nothing => "-".into(),
        Answer::Ended => "end".into(),
        Answer::Refused(exception) => exception.code.into(),
    }
}

fn request(what: &str) -> Request {
    match what {
        "start" => Request::Start,
        "resumeAll" => Request::ResumeAll,
        "continue" => Request::Continue,
        "previous" => Request::Previous,
        "exit" => Request::Exit,
        "exitAll" => Request::ExitAll,
        "abandon" => Request::Abandon,
        "abandonAll" => Request::AbandonAll,
        "suspendAll" => Request::SuspendAll,
        _ => match what.split_once(' ') {
            Some(("jump", id)) => Request::Jump(id.into()),
            _ => Request::Choice(what.strip_prefix("choice ").unwrap_or(what).into()),
        },
    }
}

pub(super) fn report(set: &str) -> Report {
    let mut report = Report::default();
    for word in set.split_whitespace() {
        match word {
            "suspend" => report.exit = Exit::Suspend,
            "time-out" => report.exit = Exit::TimeOut,
            "logout" => report.exit = Exit::Logout,
            _ => match word.split_once(':') {
                Some((id, words)) => {
                    let mut result = Results::default();
                    words.split(',').for_each(|word| say(&mut result, word));
                    report.objectives.push((id.into(), result));
                }
                None => say(&mut report.result, word),
            },
        }
    }
    report
}

fn say(result: &mut Results, word: &str) {
    match word {
        "completed" => result.completion = Some(Completion::Completed),
        "incomplete" => result.completion = Some(Completion::Incomplete),
        "passed" => result.success = Some(Success::Passed),
        "failed" => result.success = Some(Success::Failed),
        _ => {
            let (name, value) = word.split_once('=').expect("a word of a report");
            let value = Some(value.parse().expect("a number"));
            match name {
                "scaled" => result.scaled = value,
                "progress" => result.progress = value,
                "raw" => result.score[0] = value,
                _ => panic!("`{word}` is no word of a report"),
            }
        }
    }
}

/// The status of an activity, or of one of its objectives (`a/done`), or of a global objective (`@id`).
fn status(session: &Session, what: &str) -> String {
    let mut said = what.to_owned();
    let progress = if let Some(global) = what.strip_prefix('@') {
        session.globals().get(global).copied().unwrap_or_default()
    } else if let Some((activity, objective)) = what.split_once('/') {
        let status = session.status(activity).expect("the activity");
        let mut objectives = status.objectives.into_iter();
        let found = objectives.find(|(id, _)| id.as_deref() == Some(objective));
        found.expect("the objective").1
    } else {
        let status = session.status(what).expect("the activity");
        let mut progress = status.objectives[0].1;
        progress.completed = status.completed;
        let _ = write!(said, " attempts={}", status.attempts);
        if status.suspended {
            said.push_str(" suspended");
        }
        progress
    };
    for (known, yes, no) in [
        (progress.completed, " completed", " incomplete"),
        (progress.satisfied, " satisfied", " notSatisfied"),
    ] {
        said.push_str(match known {
            Some(true) => yes,
            Some(false) => no,
            None => "",
        });
    }
    for (name, value) in [
        ("measure", progress.measure),
        ("progress", progress.progress),
        ("raw", progress.raw),
    ] {
        if let Some(value) = value {
            let rounded = (value * 10_000.0).round() / 10_000.0;
            let _ = write!(said, " {name}={rounded}");
        }
    }
    said
}
