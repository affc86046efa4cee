//! The model over the manifests that we write: a course says a few words, and this is what learners meet.

use std::fmt::Write as _;
use std::fs;
use std::io::Read as _;
use std::path::Path;

use coursepack::course::Granularity;
use coursepack::pipeline::{self, Format, Job, Languages, Out};
use coursepack::standard::scorm2004::Edition;

use super::play;
use crate::snapshot;

/// A course, what becomes a SCO, and what learners do in it. `course` is the organization, `I_` begins every other activity.
struct Walk {
    name: &'static str,
    granularity: Granularity,
    /// From `sequence` on.
    course: &'static str,
    steps: &'static str,
}

const ARTICLE: &str = "type: article, title: A, body: Text.";

const WALKS: &[Walk] = &[
    Walk {
        name: "a linear course opens one lesson after the other",
        granularity: Granularity::Lesson,
        course: "
sequence: linear
modules:
  - {id: one, title: One, lessons: [{id: a, ARTICLE}, {id: b, ARTICLE}]}
  - {id: two, title: Two, lessons: [{id: c, ARTICLE}]}
",
        steps: "
            start = I_a
            can choice I_b ! DB.1.1-3
            can choice I_c ! DB.1.1-3
            can continue ! SB.2.2-2
            set incomplete suspend
            can continue ! SB.2.2-2
            set completed suspend done:passed
            can choice I_c ! DB.1.1-3
            continue = I_b
            set completed suspend done:passed
            ? I_one
            choice I_c = I_c
            ? I_one suspended completed
            previous = I_b
            can choice I_a = I_a
            suspendAll = end
            resumeAll = I_b
        ",
    },
    Walk {
        name: "a module waits for what it requires, and for nothing else",
        granularity: Granularity::Module,
        course: "
modules:
  - {id: one, title: One, lessons: [{id: a, ARTICLE}]}
  - {id: two, title: Two, lessons: [{id: b, ARTICLE}]}
  - {id: three, title: Three, requires: [one], lessons: [{id: c, ARTICLE}]}
",
        steps: "
            start = I_one
            can choice I_three ! DB.1.1-3
            choice I_two = I_two
            can continue ! SB.2.2-2
            set completed suspend
            choice I_one = I_one
            set completed suspend done:passed
            choice I_three = I_three
            set completed suspend
            exitAll = end
            ? course suspended completed
        ",
    },
    Walk {
        name: "who passes the test of a module need not do its lessons",
        granularity: Granularity::Lesson,
        course: "
success: {score: 70%}
modules:
  - {id: one, title: One, skip-if-passed: true, lessons: [{id: pre, TEST}, {id: a, ARTICLE}, {id: b, ARTICLE}]}
  - {id: two, title: Two, lessons: [{id: c, requires: [a], ARTICLE}]}
",
        steps: "
            start = I_pre
            can choice I_c ! DB.1.1-3
            set completed scaled=1 suspend passed:passed
            continue = I_c
            ? I_one suspended completed satisfied measure=1
            previous = I_pre
        ",
    },
    Walk {
        name: "who fails the test of a module does its lessons",
        granularity: Granularity::Lesson,
        course: "
success: {score: 70%}
modules:
  - {id: one, title: One, skip-if-passed: true, lessons: [{id: pre, TEST}, {id: a, ARTICLE}, {id: b, ARTICLE}]}
  - {id: two, title: Two, lessons: [{id: c, requires: [a], ARTICLE}]}
",
        steps: "
            start = I_pre
            set completed scaled=0.5 suspend
            continue = I_a
            ? I_one notSatisfied measure=0.5
            set completed suspend done:passed
            continue = I_b
            can choice I_c = I_c
            set completed suspend
            continue = I_c
            ? I_one suspended completed notSatisfied measure=0.5
        ",
    },
    Walk {
        name: "scores count by points, and lessons without a score do not hold success up",
        granularity: Granularity::Lesson,
        course: "
success: {score: 70%}
modules:
  - {id: one, title: One, lessons: [{id: small, TEST}, {id: a, ARTICLE}]}
  - {id: two, title: Two, lessons: [{id: large, LARGE}, {id: b, ARTICLE}]}
",
        steps: "
            start = I_small
            set completed scaled=1 suspend
            continue = I_a
            ? course notSatisfied measure=0.25
            set completed suspend
            continue = I_large
            ? I_one suspended completed satisfied measure=1
            set completed scaled=0.5 suspend
            continue = I_b
            ? I_two notSatisfied measure=0.5
            ? course incomplete notSatisfied measure=0.625
            previous = I_large
            set completed scaled=0.6 suspend
            continue = I_b
            ? course incomplete satisfied measure=0.7
            set completed suspend
            exitAll = end
            ? course suspended completed satisfied measure=0.7
        ",
    },
    Walk {
        name: "what was done in a module stays done when the learner comes back, and the thank-you page holds nobody up",
        granularity: Granularity::Lesson,
        course: "
modules:
  - {id: one, title: One, lessons: [{id: a, ARTICLE}, {id: b, ARTICLE}]}
  - {id: two, title: Two, lessons: [{id: c, ARTICLE}, {id: bye, type: end, title: Bye, body: Thank you.}]}
",
        steps: "
            start = I_a
            set completed suspend
            choice I_c = I_c
            set completed suspend
            choice I_b = I_b
            ? I_two suspended completed
            set completed suspend
            choice I_c = I_c
            ? I_one suspended completed
            ? course completed
        ",
    },
    Walk {
        name: "who opens everything and does nothing has done nothing",
        granularity: Granularity::Module,
        course: "
success: {score: 70%}
modules:
  - {id: one, title: One, lessons: [{id: a, TEST}]}
  - {id: two, title: Two, lessons: [{id: b, ARTICLE}]}
",
        steps: "
            start = I_one
            continue = I_two
            exitAll = end
            ? I_one
            ? I_two
            ? course incomplete
        ",
    },
    Walk {
        name: "a module is done from its beginning as often as the course allows",
        granularity: Granularity::Module,
        course: "
modules:
  - {id: one, title: One, attempts: 2, lessons: [{id: a, ARTICLE}]}
  - {id: two, title: Two, lessons: [{id: b, ARTICLE}]}
",
        steps: "
            start = I_one
            set completed
            continue = I_two
            previous = I_one
            set completed
            continue = I_two
            can choice I_one ! DB.1.1-3
        ",
    },
    Walk {
        name: "a course of one SCO is passed by its score alone",
        granularity: Granularity::Course,
        course: "
sequence: linear
success: {score: 70%}
modules:
  - {id: one, title: One, lessons: [{id: a, TEST}]}
  - {id: two, title: Two, requires: [one], lessons: [{id: b, ARTICLE}]}
",
        steps: "
            start = I_course
            can continue = end
            set incomplete scaled=0.7 suspend
            exitAll = end
            ? course suspended incomplete satisfied measure=0.7
        ",
    },
];

fn test(points: u32) -> String {
    format!(
        "type: test, title: T, questions: [{{id: q-ID, type: true-false, prompt: So?, answer: true, points: {points}}}]"
    )
}

/// The manifest of a course in one edition.
fn manifest(walk: &Walk, edition: Edition, folder: &Path) -> String {
    let mut text = "id: https://courses.example.org/walk\ntitle: Walk\nlanguage: en\n".to_owned();
    for (at, part) in walk
        .course
        .replace("ARTICLE", ARTICLE)
        .replace("TEST", &test(1))
        .replace("LARGE", &test(3))
        .split("q-ID")
        .enumerate()
    {
        if at > 0 {
            text.push_str(&format!("q-{at}"));
        }
        text.push_str(part);
    }
    let definition = folder.join("course.yaml");
    fs::write(&definition, text).expect("the course is written");
    let file = folder.join("course.zip");
    let outcome = pipeline::build(&Job {
        course: definition,
        formats: vec![Format::Scorm2004(edition)],
        granularity: Some(walk.granularity),
        lms: None,
        languages: Languages::Together,
        out: Out::File(file.clone()),
        digest: false,
        epoch: None,
    })
    .expect("the course is built");
    assert!(
        !outcome.findings.has_errors(),
        "{}: {:?}",
        walk.name,
        outcome.findings
    );
    let zip = fs::File::open(file).expect("a package");
    let mut zip = zip::ZipArchive::new(zip).expect("a zip");
    let mut text = String::new();
    zip.by_name("imsmanifest.xml")
        .expect("a manifest")
        .read_to_string(&mut text)
        .expect("text");
    text
}

/// In every edition; the oracle plays the 3rd in scorm-again, from the file.
#[test]
fn learners_meet_what_the_course_says() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let (mut lines, mut faults) = (String::new(), Vec::new());
    for walk in WALKS {
        for edition in Edition::ALL {
            let manifest = manifest(walk, edition, folder.path());
            let organization = manifest
                .split_once("<organizations default=\"")
                .and_then(|(_, rest)| rest.split_once('"'))
                .map_or("", |(name, _)| name);
            let steps = walk
                .steps
                .replace("course", organization)
                .replace(&format!("I_{organization}"), "I_course");
            let name = format!("{}, {edition:?}", walk.name);
            let (played, wrong) = play::play_in(&name, &manifest, edition, &steps);
            faults.extend(wrong);
            if edition == Edition::Third {
                let line = super::line(walk.name, edition, &organizations(&manifest), &played);
                let _ = writeln!(lines, "{line}");
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    snapshot::assert_matches("tests/sequencing/courses.jsonl", &lines);
}

/// The part of a manifest that sequencing looks at, on a line.
fn organizations(manifest: &str) -> String {
    let start = manifest.find("<organizations").expect("organizations");
    let end = manifest.find("</organizations>").expect("their end");
    let lines = manifest[start..end].lines().map(str::trim);
    format!(
        "<manifest>{}</organizations></manifest>",
        lines.collect::<String>()
    )
}

/// Moodle cannot import global objectives, so that they are there only where one SCO waits for another.
#[test]
fn global_objectives_are_only_where_one_sco_waits_for_another() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for walk in WALKS {
        let waits = ["linear", "requires", "skip"]
            .iter()
            .any(|word| walk.course.contains(word));
        let wanted = waits && walk.granularity != Granularity::Course;
        for edition in Edition::ALL {
            let manifest = manifest(walk, edition, folder.path());
            assert_eq!(manifest.contains("mapInfo"), wanted, "{}", walk.name);
        }
    }
}
