//! What `outcomes` says of a course of several SCOs, before the model of SCORM 2004's sequencing, which has the manifest
//! and is told what the player sends.

use std::fs;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use coursepack::course::Granularity;
use coursepack::manifest::scorm2004::Manifest;
use coursepack::outcome::{Completion, Learner, Record, Success, When};
use coursepack::pipeline::{self, Format, Job, Languages, Out, Question};
use coursepack::sequencing::{self, Answer, Course, Exit, Report, Request, Session};
use coursepack::standard::scorm2004::Edition;

/// The manifest of a course, and the names of its organization and of the items of its SCOs, in order.
fn manifest(
    course: &Path,
    granularity: Granularity,
    edition: Edition,
    folder: &Path,
) -> (Manifest, String) {
    let file = folder.join("course.zip");
    let outcome = pipeline::build(&Job {
        course: course.to_path_buf(),
        formats: vec![Format::Scorm2004(edition)],
        granularity: Some(granularity),
        lms: None,
        languages: Languages::Together,
        out: Out::File(file.clone()),
        digest: false,
        epoch: None,
    })
    .expect("the course is built");
    assert!(!outcome.findings.has_errors(), "{:?}", outcome.findings);
    let zip = fs::File::open(file).expect("a package");
    let mut zip = zip::ZipArchive::new(zip).expect("a zip");
    let mut text = String::new();
    zip.by_name("imsmanifest.xml")
        .expect("a manifest")
        .read_to_string(&mut text)
        .expect("text");
    let organization = text
        .split_once("<organizations default=\"")
        .and_then(|(_, rest)| rest.split_once('"'))
        .map_or(String::new(), |(name, _)| name.to_owned());
    (
        Manifest::read(&text).expect("the manifest is XML"),
        organization,
    )
}

/// What the player sends of a SCO, by what is foretold.
fn report(record: &Record) -> Report {
    let mut report = Report {
        exit: Exit::Suspend,
        ..Report::default()
    };
    let text = |name: &str| record.recorded.get(name).and_then(|value| value.as_str());
    report.result.completion = match text("cmi.completion_status") {
        Some("completed") => Some(sequencing::Completion::Completed),
        _ => Some(sequencing::Completion::Incomplete),
    };
    report.result.success = match text("cmi.success_status") {
        Some("passed") => Some(sequencing::Success::Passed),
        Some("failed") => Some(sequencing::Success::Failed),
        _ => None,
    };
    report.result.scaled = text("cmi.score.scaled").and_then(|text| text.parse().ok());
    report.result.progress = text("cmi.progress_measure").and_then(|text| text.parse().ok());
    // What other SCOs wait for, or are skipped for.
    let passed = record.success == Success::Passed;
    let done = record.completion == Completion::Completed && record.success != Success::Failed;
    for (id, met) in [("done", done), ("passed", passed)] {
        if met {
            let result = sequencing::Results {
                completion: Some(sequencing::Completion::Completed),
                success: Some(sequencing::Success::Passed),
                ..sequencing::Results::default()
            };
            report.objectives.push((id.to_owned(), result));
        }
    }
    report
}

#[test]
fn the_course_is_what_sequencing_makes_of_its_scos() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let courses = [
        "tests/browser/equivalence/free.yaml",
        "tests/browser/equivalence/linear.yaml",
        "tests/browser/course",
        "fixtures/courses/leadership-for-healthcare",
    ]
    .map(|course| root.join(course));
    let mut compared = 0;
    for course in &courses {
        for granularity in [Granularity::Module, Granularity::Lesson] {
            for edition in Edition::ALL {
                let (manifest, organization) =
                    manifest(course, granularity, edition, folder.path());
                let (tree, remarks) = Course::new(&manifest, edition);
                assert!(remarks.is_empty(), "{remarks:?}");
                let tree = Arc::new(tree);
                let (_, forecasts) = pipeline::outcomes(&Question {
                    course: course.clone(),
                    formats: vec![Format::Scorm2004(edition)],
                    granularity: Some(granularity),
                    learners: Learner::ALL.to_vec(),
                })
                .expect("it is foretold");
                for foretold in &forecasts[0].learners {
                    for moment in &foretold.moments {
                        let mut session = Session::new(&tree);
                        for sco in &moment.scos {
                            let item = format!("I_{}", sco.sco);
                            let request = Request::Choice(item.clone());
                            if sco.completion == Completion::NotAttempted {
                                // Who never gets there finds the door closed.
                                let answer = session.look_ahead(&request);
                                let closed = matches!(answer, Answer::Refused(_));
                                assert!(closed || moment.when == When::Leaving, "{item}");
                                continue;
                            }
                            assert_eq!(session.navigate(&request), Answer::Delivered(item));
                            assert!(session.report(&report(sco)));
                        }
                        session.navigate(&Request::ExitAll);
                        let status = session.status(&organization).expect("the organization");
                        let whole = &moment.course;
                        let what = format!(
                            "{}, {granularity:?}, {edition:?}, {}, {:?}",
                            course.display(),
                            foretold.learner,
                            moment.when
                        );
                        let objective = status.objectives[0].1;
                        assert_eq!(
                            status.completed == Some(true),
                            whole.completion == Some(Completion::Completed),
                            "{what}: {status:?}"
                        );
                        let success = match objective.satisfied {
                            Some(true) => Success::Passed,
                            Some(false) => Success::Failed,
                            None => Success::Unknown,
                        };
                        assert_eq!(Some(success), whole.success, "{what}: {status:?}");
                        let scaled = objective
                            .measure
                            .map(|measure| (measure * 10_000.0).round() / 10_000.0);
                        assert_eq!(scaled, whole.score.map(|score| score.scaled), "{what}");
                        compared += 1;
                    }
                }
            }
        }
    }
    assert!(compared > 100, "only {compared} were compared");
}
