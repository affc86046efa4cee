//! The model of SCORM 2004 sequencing, by scripts.

mod courses;
mod paths;
mod play;

use std::fmt::Write as _;
use std::sync::Arc;

use coursepack::manifest::scorm2004::{Item, Manifest, Organization, Organizations};
use coursepack::sequencing::{Answer, Course, Report, Request, Session};
use coursepack::standard::scorm2004::Edition;
use serde_json::{Value, json};

use crate::snapshot;

/// Every path comes to what its script says; the oracle plays the same steps in scorm-again, from this file.
#[test]
fn every_path_goes_as_its_script_says() {
    let (mut lines, mut faults) = (String::new(), Vec::new());
    for script in paths::PATHS {
        let (steps, wrong) = play::play(script);
        faults.extend(wrong);
        let xml = play::manifest(script.inside);
        let line = line(script.name, script.edition, &xml, &steps);
        let _ = writeln!(lines, "{line}");
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    snapshot::assert_matches("tests/sequencing/paths.jsonl", &lines);
}

/// A path as the oracle reads it.
fn line(name: &str, edition: Edition, manifest: &str, steps: &[Value]) -> Value {
    json!({
        "name": name,
        "edition": edition.schema_version(),
        "manifest": manifest,
        "steps": steps,
    })
}

fn session(inside: &str) -> Session {
    play::load(&play::manifest(inside), Edition::Fourth).0
}

fn refused(answer: Answer) -> String {
    match answer {
        Answer::Refused(exception) => exception.to_string(),
        other => panic!("{other:?} is not refused"),
    }
}

/// What a table of contents shows to somebody who wonders why an item is closed.
#[test]
fn a_refusal_says_what_decided() {
    let rule = |action: &str, condition: &str| {
        format!(
            r#"<imsss:sequencingRules><imsss:preConditionRule><imsss:ruleConditions conditionCombination="any">{condition}</imsss:ruleConditions><imsss:ruleAction action="{action}"/></imsss:preConditionRule></imsss:sequencingRules>"#
        )
    };
    let needs = rule(
        "disabled",
        r#"<imsss:ruleCondition referencedObjective="needs-a" operator="not" condition="satisfied"/><imsss:ruleCondition referencedObjective="needs-a" operator="not" condition="objectiveStatusKnown"/>"#,
    );
    let hidden = rule(
        "hiddenFromChoice",
        r#"<imsss:ruleCondition operator="not" condition="attempted"/>"#,
    );
    let closed = rule("disabled", r#"<imsss:ruleCondition condition="always"/>"#);
    let inside = format!(
        r#"<item identifier="a" identifierref="r"><title>One</title></item>
        <item identifier="b" identifierref="r"><title>Two</title><imsss:sequencing>{needs}<imsss:objectives><imsss:primaryObjective/><imsss:objective objectiveID="needs-a"/></imsss:objectives></imsss:sequencing></item>
        <item identifier="m"><title>Module</title><item identifier="c" identifierref="r"/><imsss:sequencing><imsss:controlMode choice="false"/>{hidden}</imsss:sequencing></item>
        <item identifier="n"><title>Hidden</title><item identifier="d" identifierref="r"/><imsss:sequencing>{hidden}</imsss:sequencing></item>
        <item identifier="never" identifierref="r"><title>Closed</title><imsss:sequencing>{closed}</imsss:sequencing></item>
        <item identifier="e" identifierref="r"><title>Last</title><imsss:sequencing><imsss:limitConditions attemptLimit="0"/></imsss:sequencing></item>
        <imsss:sequencing><imsss:controlMode flow="true"/></imsss:sequencing>"#
    );
    let mut learner = session(&inside);
    assert_eq!(
        learner.navigate(&Request::Start),
        Answer::Delivered("a".into())
    );
    let said: Vec<String> = learner
        .choices()
        .into_iter()
        .map(|(id, choice)| match choice {
            Answer::Delivered(opens) => format!("{id} opens {opens}"),
            other => format!("{id}: {}", refused(other)),
        })
        .collect();
    assert_eq!(
        said,
        [
            "course opens a",
            "a opens a",
            "b: “Two” cannot be opened: a rule disables it while the objective `needs-a` is not satisfied or the status of the objective `needs-a` is not known (DB.1.1-3)",
            "m: “Module” cannot be chosen: a rule hides it while it is not begun (SB.2.9-3)",
            "c: nothing can be chosen in “Module” (NB.2.1-10)",
            "n: “Hidden” cannot be chosen: a rule hides it while it is not begun (SB.2.9-3)",
            "d: “Hidden” cannot be chosen: a rule hides it while it is not begun (SB.2.9-3)",
            "never: “Closed” cannot be opened: a rule disables it always (DB.1.1-3)",
            "e: “Last” cannot be opened: its attempts are used up (0) (DB.1.1-3)",
        ]
    );
    assert_eq!(
        refused(learner.look_ahead(&Request::Continue)),
        "“Two” cannot be opened: a rule disables it while the objective `needs-a` is not satisfied or the status of the objective `needs-a` is not known (SB.2.2-2)"
    );
}

/// What is wrong gives a remark and the standard's default, and the course goes on.
#[test]
fn what_is_wrong_in_a_manifest_is_said_and_passed_over() {
    let inside = r#"<item identifier="a" identifierref="r"><adlcp:completionThreshold completedByMeasure="perhaps" minProgressMeasure="2"/><imsss:sequencing IDRef="nowhere">
        <imsss:controlMode choice="maybe"/>
        <imsss:sequencingRules>
          <imsss:preConditionRule><imsss:ruleConditions><imsss:ruleCondition referencedObjective="dangling" operator="not" condition="satisfied"/></imsss:ruleConditions><imsss:ruleAction action="disabled"/></imsss:preConditionRule>
          <imsss:preConditionRule><imsss:ruleConditions><imsss:ruleCondition condition="happy"/><imsss:ruleCondition/></imsss:ruleConditions><imsss:ruleAction action="skip"/></imsss:preConditionRule>
          <imsss:preConditionRule><imsss:ruleAction action="skip"/></imsss:preConditionRule>
          <imsss:preConditionRule><imsss:ruleConditions><imsss:ruleCondition condition="always"/></imsss:ruleConditions></imsss:preConditionRule>
          <imsss:preConditionRule><imsss:ruleConditions><imsss:ruleCondition condition="always"/></imsss:ruleConditions><imsss:ruleAction action="exit"/></imsss:preConditionRule>
        </imsss:sequencingRules>
        <imsss:limitConditions attemptLimit="-1"/>
        <imsss:rollupRules objectiveMeasureWeight="NaN"><imsss:rollupRule childActivitySet="some"><imsss:rollupAction action="satisfied"/></imsss:rollupRule></imsss:rollupRules>
        <imsss:objectives><imsss:primaryObjective objectiveID="p"><imsss:minNormalizedMeasure>1e9</imsss:minNormalizedMeasure><imsss:mapInfo/></imsss:primaryObjective><imsss:objective/><imsss:objective objectiveID="p"/></imsss:objectives>
        <adlseq:objectives><adlseq:objective objectiveID="other"/></adlseq:objectives>
      </imsss:sequencing></item>
      <item identifier="a" identifierref="r"><item/></item>
      <imsss:sequencing><imsss:controlMode flow="true"/></imsss:sequencing>"#;
    let (mut learner, remarks) = play::load(&play::manifest(inside), Edition::Fourth);
    let said: Vec<String> = remarks
        .iter()
        .map(|remark| format!("{}: {}", remark.activity, remark.message))
        .collect();
    assert_eq!(
        said,
        [
            "a: `IDRef` names `nowhere`, which is not in the collection; it is passed over",
            "a: `choice` is `maybe`, neither true nor false; true is taken",
            "a: `condition` is `happy`, none of satisfied, objectiveStatusKnown, objectiveMeasureKnown, objectiveMeasureGreaterThan, objectiveMeasureLessThan, completed, activityProgressKnown, attempted, attemptLimitExceeded, timeLimitExceeded, outsideAvailableTimeRange, always; it is passed over",
            "a: the condition asks nothing; it is passed over",
            "a: the rule has no conditions; it never applies",
            "a: the rule has no action; it is passed over",
            "a: `action` is `exit`, none of skip, disabled, hiddenFromChoice, stopForwardTraversal; it is passed over",
            "a: `attemptLimit` is `-1`, not a whole number; it is passed over",
            "a: `objectiveMeasureWeight` is `NaN`, not a number from 0 to 1; 1 is taken",
            "a: `childActivitySet` is `some`, none of all, any, none, atLeastCount, atLeastPercent; it is passed over",
            "a: `minNormalizedMeasure` is `1e9`, not a number from -1 to 1; 1 is taken",
            "a: `mapInfo` has no `targetObjectiveID`; it is passed over",
            "a: the objective has no `objectiveID`; nothing can refer to it",
            "a: a second objective `p`; it is passed over",
            "a: `adlseq:objective` names `other`, which is no objective here; it is passed over",
            "a: `completedByMeasure` is `perhaps`, neither true nor false; false is taken",
            "a: `minProgressMeasure` is `2`, not a number from 0 to 1; 1 is taken",
            "a: a rule looks at the objective `dangling`, which is not among those of the activity; its status stays unknown",
            "a-2: a second item `a`; it is called `a-2`",
            "a-2: the item has items inside and names a resource; it is a cluster and launches nothing",
            "activity-3: it has no identifier; it is called `activity-3`",
            "activity-3: the item is a leaf but names no resource; there is nothing to launch",
        ]
    );
    assert_eq!(
        learner.navigate(&Request::Start),
        Answer::Delivered("a".into())
    );
    assert!(remarks.iter().all(|remark| !remark.at.0.is_empty()));
}

/// A sequencing of the collection stands in for what an item does not say itself.
#[test]
fn an_item_takes_from_the_collection_what_it_does_not_say() {
    let xml = play::manifest(
        r#"<item identifier="a" identifierref="r"/><item identifier="b" identifierref="r"/><imsss:sequencing IDRef="flow"/>"#,
    )
    .replace(
        "</manifest>",
        r#"<imsss:sequencingCollection><imsss:sequencing ID="flow"><imsss:controlMode flow="true" choice="false"/></imsss:sequencing></imsss:sequencingCollection></manifest>"#,
    );
    let (mut learner, remarks) = play::load(&xml, Edition::Third);
    assert!(remarks.is_empty(), "{remarks:?}");
    assert_eq!(
        learner.navigate(&Request::Start),
        Answer::Delivered("a".into())
    );
    assert!(!learner.course().activities()[0].control.choice);
}

/// A manifest without anything in it gives a course without anything in it.
#[test]
fn an_empty_manifest_has_nothing_to_deliver() {
    for xml in [
        "<manifest/>",
        "<manifest><organizations/></manifest>",
        "<manifest><organizations><organization/></organizations></manifest>",
    ] {
        let (mut learner, remarks) = play::load(xml, Edition::Third);
        assert!(!remarks.is_empty());
        assert!(refused(learner.navigate(&Request::Start)).ends_with("(SB.2.1-2)"));
        assert!(refused(learner.navigate(&Request::Continue)).ends_with("(NB.2.1-2)"));
        assert!(!learner.report(&Report::default()));
    }
}

fn item(id: String, items: Vec<Item>) -> Item {
    Item {
        identifier: Some(id.into()),
        identifierref: items.is_empty().then(|| "r".into()),
        items,
        ..Item::default()
    }
}

fn course(items: Vec<Item>) -> Session {
    let xml =
        play::manifest(r#"<imsss:sequencing><imsss:controlMode flow="true"/></imsss:sequencing>"#);
    let read = Manifest::read(&xml).expect("the manifest is XML");
    let organizations = read.organizations.expect("organizations");
    let organization = organizations.organizations.into_iter().next().expect("one");
    let manifest = Manifest {
        organizations: Some(Organizations {
            organizations: vec![Organization {
                items,
                ..organization
            }],
            ..Organizations::default()
        }),
        ..Manifest::default()
    };
    let (course, _) = Course::new(&manifest, Edition::Fourth);
    Session::new(&Arc::new(course))
}

/// Ten thousand SCOs in a row, of which all but the last are skipped; each reads what the first one writes.
#[test]
fn ten_thousand_items_take_no_time_and_no_stack() {
    let read = Manifest::read(&play::manifest(
        r#"<item identifier="x" identifierref="r"><imsss:sequencing><imsss:sequencingRules><imsss:preConditionRule><imsss:ruleConditions><imsss:ruleCondition condition="satisfied"/></imsss:ruleConditions><imsss:ruleAction action="skip"/></imsss:preConditionRule></imsss:sequencingRules><imsss:objectives><imsss:primaryObjective objectiveID="p"><imsss:mapInfo targetObjectiveID="g" writeSatisfiedStatus="true" writeNormalizedMeasure="true"/></imsss:primaryObjective></imsss:objectives></imsss:sequencing></item>"#,
    ))
    .expect("the manifest is XML");
    let model = read.items()[0].clone();
    let mut items: Vec<Item> = (0..10_000)
        .map(|at| Item {
            identifier: Some(format!("i{at}").into()),
            ..model.clone()
        })
        .collect();
    items.push(item("last".into(), Vec::new()));
    let mut learner = course(items);
    assert_eq!(
        learner.navigate(&Request::Start),
        Answer::Delivered("i0".into())
    );
    // The first one writes that it is satisfied (by silence), and all others read it.
    assert_eq!(
        learner.navigate(&Request::Continue),
        Answer::Delivered("last".into())
    );
    assert_eq!(learner.choices().len(), 10_002);
    assert!(refused(learner.navigate(&Request::Previous)).ends_with("(SB.2.1-3)"));
    let status = learner.status("course").expect("the root");
    assert_eq!((status.satisfied, status.completed), (Some(true), None));
}

/// As deep as the reader of manifests goes, and deeper where a manifest was made and not read.
#[test]
fn deep_trees_are_walked_without_recursion() {
    let deepest = 600;
    let mut inner = item("leaf".into(), Vec::new());
    for depth in 0..deepest {
        inner = item(format!("d{depth}"), vec![inner]);
    }
    let mut learner = course(vec![inner]);
    assert_eq!(
        learner.navigate(&Request::Choice("leaf".into())),
        Answer::Delivered("leaf".into())
    );
    assert_eq!(learner.navigate(&Request::ExitAll), Answer::Ended);
    let status = learner.status("d599").expect("the outermost");
    assert_eq!(status.completed, Some(true));
    let choices = learner.choices();
    assert_eq!(
        choices
            .iter()
            .filter(|(_, choice)| matches!(choice, Answer::Delivered(_)))
            .count(),
        1
    );
}

/// Two clusters that turn each other's status round through global objectives would do so for ever.
#[test]
fn clusters_that_chase_each_other_come_to_rest() {
    let cluster = |id: &str, reads: &str, writes: &str| {
        format!(
            r#"<item identifier="{id}"><item identifier="{id}1" identifierref="r"><imsss:sequencing><imsss:objectives><imsss:primaryObjective objectiveID="p"><imsss:mapInfo targetObjectiveID="{reads}"/></imsss:primaryObjective></imsss:objectives><imsss:deliveryControls objectiveSetByContent="true"/></imsss:sequencing></item>
            <imsss:sequencing><imsss:controlMode flow="true"/><imsss:rollupRules>
              <imsss:rollupRule><imsss:rollupConditions><imsss:rollupCondition operator="not" condition="satisfied"/></imsss:rollupConditions><imsss:rollupAction action="satisfied"/></imsss:rollupRule>
              <imsss:rollupRule><imsss:rollupConditions><imsss:rollupCondition condition="satisfied"/></imsss:rollupConditions><imsss:rollupAction action="notSatisfied"/></imsss:rollupRule>
            </imsss:rollupRules><imsss:objectives><imsss:primaryObjective objectiveID="p"><imsss:mapInfo targetObjectiveID="{writes}" readSatisfiedStatus="false" readNormalizedMeasure="false" writeSatisfiedStatus="true"/></imsss:primaryObjective></imsss:objectives></imsss:sequencing></item>"#
        )
    };
    let inside = format!(
        r#"<item identifier="s" identifierref="r"><imsss:sequencing><imsss:objectives><imsss:primaryObjective objectiveID="p"><imsss:mapInfo targetObjectiveID="g" writeSatisfiedStatus="true"/></imsss:primaryObjective></imsss:objectives></imsss:sequencing></item>{}{}{}<imsss:sequencing><imsss:controlMode flow="true"/></imsss:sequencing>"#,
        cluster("a", "g", "h"),
        cluster("b", "h", "i"),
        cluster("c", "i", "g"),
    );
    let mut learner = session(&inside);
    assert_eq!(
        learner.navigate(&Request::Start),
        Answer::Delivered("s".into())
    );
    assert_eq!(learner.navigate(&Request::ExitAll), Answer::Ended);
    assert!(
        learner
            .status("c")
            .is_some_and(|status| status.satisfied.is_some())
    );
}

/// Real manifests, and requests in an order that nobody would make: no panic, and no more than one activity open.
#[test]
fn any_requests_on_any_path_keep_the_tree_sound() {
    let mut seed = 1_u64;
    let mut random = |below: usize| {
        seed = seed
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(seed >> 33).unwrap_or(0) % below
    };
    for script in paths::PATHS {
        for _ in 0..8 {
            let (mut learner, _) = play::load(&play::manifest(script.inside), script.edition);
            let ids: Vec<String> = learner
                .course()
                .activities()
                .iter()
                .map(|one| one.id.clone())
                .collect();
            for _ in 0..60 {
                let words = [
                    "completed",
                    "incomplete",
                    "passed",
                    "failed",
                    "suspend",
                    "scaled=0.9",
                    "progress=1",
                ];
                let set = format!(
                    "{} {}",
                    words[random(words.len())],
                    words[random(words.len())]
                );
                learner.report(&play::report(&set));
                let target = ids[random(ids.len())].clone();
                let request = match random(13) {
                    0 | 1 => Request::Start,
                    2 => Request::ResumeAll,
                    3 | 4 => Request::Continue,
                    5 => Request::Previous,
                    6 => Request::Exit,
                    7 => {
                        [Request::ExitAll, Request::Abandon, Request::AbandonAll][random(3)].clone()
                    }
                    8 => Request::SuspendAll,
                    9 => Request::Jump(target),
                    _ => Request::Choice(target),
                };
                let before = learner.look_ahead(&request);
                let answer = learner.navigate(&request);
                assert_eq!(before, answer, "{}: {request:?}", script.name);
                sound(&learner, &answer);
            }
        }
    }
}

/// What is open is a leaf, on an open path, and nothing else is open but what is around.
fn sound(learner: &Session, answer: &Answer) {
    let activities = learner.course().activities();
    let active = |at: usize| {
        learner
            .status(&activities[at].id)
            .is_some_and(|status| status.active)
    };
    if let Answer::Delivered(id) = answer {
        assert_eq!(learner.delivered(), Some(id.as_str()));
    }
    if *answer == Answer::Ended {
        assert_eq!(learner.current(), None);
        assert!((0..activities.len()).all(|at| !active(at)));
    }
    for (at, activity) in activities.iter().enumerate() {
        if activity.is_leaf() {
            assert_eq!(
                active(at),
                learner.delivered() == Some(activity.id.as_str())
            );
        }
        if active(at) {
            assert!(
                activity.parent.is_none_or(active),
                "{} is open alone",
                activity.id
            );
        }
        let open = activity
            .children
            .iter()
            .filter(|child| active(**child))
            .count();
        assert!(open < 2, "two are open in {}", activity.id);
    }
}
