//! The scripts: one rule of the SN book each, and the ways through what we write into manifests.

use coursepack::standard::scorm2004::Edition::{self, Fourth, Second, Third};

use super::play::Script;

const fn script(
    name: &'static str,
    edition: Edition,
    inside: &'static str,
    steps: &'static str,
) -> Script {
    Script {
        name,
        edition,
        inside,
        steps,
    }
}

/// Three SCOs in a row that tell their own results.
const ROW: &str = r#"
<item identifier="a" identifierref="r"><title>A</title><imsss:sequencing><imsss:deliveryControls completionSetByContent="true" objectiveSetByContent="true"/></imsss:sequencing></item>
<item identifier="b" identifierref="r"><title>B</title><imsss:sequencing><imsss:deliveryControls completionSetByContent="true" objectiveSetByContent="true"/></imsss:sequencing></item>
<item identifier="c" identifierref="r"><title>C</title><imsss:sequencing><imsss:deliveryControls completionSetByContent="true" objectiveSetByContent="true"/></imsss:sequencing></item>
<imsss:sequencing><imsss:controlMode choice="true" flow="true"/></imsss:sequencing>"#;

/// The prerequisites of issue 4: B needs that A is done.
const NEEDS: &str = r#"
<item identifier="a" identifierref="r"><title>A</title><imsss:sequencing>
 <imsss:objectives><imsss:primaryObjective/><imsss:objective objectiveID="done"><imsss:mapInfo targetObjectiveID="c/a/done" readSatisfiedStatus="false" readNormalizedMeasure="false" writeSatisfiedStatus="true"/></imsss:objective></imsss:objectives>
 <imsss:deliveryControls completionSetByContent="true" objectiveSetByContent="true"/></imsss:sequencing></item>
<item identifier="b" identifierref="r"><title>B</title><imsss:sequencing>
 <imsss:sequencingRules><imsss:preConditionRule><imsss:ruleConditions conditionCombination="any">
  <imsss:ruleCondition referencedObjective="needs-a" operator="not" condition="satisfied"/>
  <imsss:ruleCondition referencedObjective="needs-a" operator="not" condition="objectiveStatusKnown"/>
 </imsss:ruleConditions><imsss:ruleAction action="disabled"/></imsss:preConditionRule></imsss:sequencingRules>
 <imsss:objectives><imsss:primaryObjective/><imsss:objective objectiveID="needs-a"><imsss:mapInfo targetObjectiveID="c/a/done" readSatisfiedStatus="true" readNormalizedMeasure="false"/></imsss:objective></imsss:objectives>
 <imsss:deliveryControls completionSetByContent="true" objectiveSetByContent="true"/></imsss:sequencing></item>
<imsss:sequencing><imsss:controlMode choice="true" flow="true"/></imsss:sequencing>"#;

pub(super) const PATHS: &[Script] = &[
    script(
        "forward and back through a row",
        Third,
        ROW,
        "start = a
         can previous ! SB.2.1-3
         set completed passed scaled=0.8
         continue = b
         ? a completed satisfied measure=0.8
         ? course measure=0.2667
         previous = a
         ? a
         continue = b
         continue = c
         continue = end
         start = a",
    ),
    script(
        "choices in a row",
        Third,
        ROW,
        "choice c = c
         choice a = a
         can b = b
         can course = a
         choice nowhere ! NB.2.1-11
         exit = -
         exit ! NB.2.1-12
         continue = b
         exitAll = end
         continue ! NB.2.1-2
         resumeAll ! NB.2.1-3",
    ),
    script(
        "all completed and satisfied",
        Third,
        ROW,
        "start = a
         set completed passed scaled=1
         continue = b
         set completed passed scaled=0.5
         continue = c
         set completed passed scaled=0.9
         continue = end
         ? course completed satisfied measure=0.8",
    ),
    script(
        "start is refused while something is open",
        Third,
        ROW,
        "start = a
         start ! NB.2.1-1
         resumeAll ! NB.2.1-1
         jump b ! NB.2.1-13",
    ),
    script(
        "jump goes anywhere in the 4th edition",
        Fourth,
        r#"<item identifier="a" identifierref="r"/><item identifier="b" identifierref="r"/>
           <imsss:sequencing><imsss:controlMode choice="false" flow="true"/></imsss:sequencing>"#,
        "start = a
         can b ! NB.2.1-10
         jump b = b
         jump nowhere ! NB.2.1-11",
    ),
    script(
        "silence is completion and success where the SCO does not set them",
        Third,
        r#"<item identifier="a" identifierref="r"/><item identifier="b" identifierref="r"/>
           <imsss:sequencing><imsss:controlMode flow="true"/></imsss:sequencing>"#,
        "start = a
         continue = b
         ? a completed satisfied
         set failed incomplete
         continue = end
         ? b incomplete notSatisfied
         ? course incomplete notSatisfied",
    ),
    script(
        "a suspended SCO is not completed by silence",
        Third,
        r#"<item identifier="a" identifierref="r"/><item identifier="b" identifierref="r"/>
           <imsss:sequencing><imsss:controlMode flow="true"/></imsss:sequencing>"#,
        "start = a
         set suspend
         continue = b
         ? a attempts=1 suspended
         previous = a
         ? a attempts=1",
    ),
    script(
        "what is not tracked stays unknown and does not count",
        Third,
        r#"<item identifier="a" identifierref="r"><imsss:sequencing><imsss:deliveryControls tracked="false"/></imsss:sequencing></item>
           <item identifier="b" identifierref="r"/>
           <imsss:sequencing><imsss:controlMode flow="true"/></imsss:sequencing>"#,
        "start = a
         set completed failed
         continue = b
         ? a attempts=0
         ? course
         continue = end
         ? course completed satisfied",
    ),
    script(
        "suspended and resumed",
        Third,
        ROW,
        "start = a
         set completed passed suspend
         continue = b
         set incomplete suspend
         suspendAll = end
         ? b attempts=1 suspended incomplete
         ? course suspended
         start = a",
    ),
    script(
        "resumed where it was suspended",
        Third,
        ROW,
        "start = a
         continue = b
         set incomplete scaled=0.25 suspend
         suspendAll = end
         resumeAll = b
         ? b attempts=1 incomplete measure=0.25
         ? course attempts=1 measure=0.0833
         continue = c",
    ),
    script(
        "who begins elsewhere gives up what was suspended",
        Third,
        ROW,
        "start = a
         continue = b
         set incomplete
         suspendAll = end
         choice c = c
         resumeAll ! NB.2.1-1
         choice b = b
         ? b attempts=2",
    ),
    script(
        "abandoned attempts change nothing",
        Third,
        ROW,
        "start = a
         set completed passed
         abandon = -
         ? course
         choice b = b
         abandonAll = end
         ? course
         start = a",
    ),
    script(
        "a time-out ends everything",
        Third,
        ROW,
        "start = a
         set completed time-out
         continue = end
         ? a completed",
    ),
    script(
        "the trap: not satisfied does not hold while the status is unknown",
        Third,
        r#"<item identifier="a" identifierref="r"><imsss:sequencing><imsss:objectives><imsss:primaryObjective objectiveID="p"><imsss:mapInfo targetObjectiveID="g" writeSatisfiedStatus="true"/></imsss:primaryObjective></imsss:objectives><imsss:deliveryControls objectiveSetByContent="true"/></imsss:sequencing></item>
           <item identifier="b" identifierref="r"><imsss:sequencing><imsss:sequencingRules><imsss:preConditionRule><imsss:ruleConditions><imsss:ruleCondition referencedObjective="n" operator="not" condition="satisfied"/></imsss:ruleConditions><imsss:ruleAction action="disabled"/></imsss:preConditionRule></imsss:sequencingRules>
             <imsss:objectives><imsss:primaryObjective objectiveID="p"/><imsss:objective objectiveID="n"><imsss:mapInfo targetObjectiveID="g"/></imsss:objective></imsss:objectives></imsss:sequencing></item>
           <imsss:sequencing><imsss:controlMode flow="true"/></imsss:sequencing>"#,
        "choice b = b
         choice a = a
         set failed
         continue ! SB.2.2-2
         can b ! DB.1.1-3
         choice a = a
         set passed
         continue = b",
    ),
    script(
        "a prerequisite bars what is unknown and what is failed",
        Third,
        NEEDS,
        "can b ! DB.1.1-3
         start = a
         can continue ! SB.2.2-2
         can b ! DB.1.1-3
         set incomplete suspend
         can b ! DB.1.1-3
         set completed suspend done:passed
         can b = b
         continue = b
         ? b/needs-a satisfied
         ? @c/a/done satisfied
         previous = a
         ? a attempts=1 completed
         choice b = b",
    ),
    script(
        "a new attempt that ends without it takes a prerequisite back",
        Third,
        NEEDS,
        "start = a
         set completed done:passed
         exit = -
         can b = b
         choice a = a
         ? a attempts=2
         set incomplete
         choice b ! DB.1.1-3
         ? @c/a/done",
    ),
    script(
        "an objective that reads what it writes keeps it",
        Third,
        r#"<item identifier="a" identifierref="r"><imsss:sequencing><imsss:objectives><imsss:primaryObjective objectiveID="p"><imsss:mapInfo targetObjectiveID="g" writeSatisfiedStatus="true"/></imsss:primaryObjective></imsss:objectives><imsss:deliveryControls objectiveSetByContent="true"/></imsss:sequencing></item>
           <item identifier="b" identifierref="r"/>
           <imsss:sequencing><imsss:controlMode flow="true"/></imsss:sequencing>"#,
        "start = a
         set passed
         continue = b
         previous = a
         continue = b
         ? a attempts=2 completed satisfied
         ? @g satisfied
         previous = a
         set failed
         exit = -
         ? @g notSatisfied",
    ),
    script(
        "skip if passed, and skipped ones do not count",
        Third,
        r#"<item identifier="m"><title>M</title>
             <item identifier="test" identifierref="r"><imsss:sequencing><imsss:rollupRules objectiveMeasureWeight="1"/><imsss:objectives><imsss:primaryObjective objectiveID="primary" satisfiedByMeasure="true"><imsss:minNormalizedMeasure>0.7</imsss:minNormalizedMeasure></imsss:primaryObjective><imsss:objective objectiveID="passed"><imsss:mapInfo targetObjectiveID="c/test/passed" readSatisfiedStatus="false" writeSatisfiedStatus="true"/></imsss:objective></imsss:objectives><imsss:deliveryControls completionSetByContent="true" objectiveSetByContent="true"/></imsss:sequencing></item>
             <item identifier="a" identifierref="r"><imsss:sequencing><imsss:sequencingRules><imsss:preConditionRule><imsss:ruleConditions conditionCombination="any"><imsss:ruleCondition referencedObjective="x" condition="satisfied"/></imsss:ruleConditions><imsss:ruleAction action="skip"/></imsss:preConditionRule></imsss:sequencingRules><imsss:rollupRules rollupObjectiveSatisfied="false" objectiveMeasureWeight="0"/><imsss:objectives><imsss:primaryObjective/><imsss:objective objectiveID="x"><imsss:mapInfo targetObjectiveID="c/test/passed"/></imsss:objective></imsss:objectives><imsss:deliveryControls completionSetByContent="true" objectiveSetByContent="true"/><adlseq:rollupConsiderations requiredForSatisfied="ifNotSkipped" requiredForNotSatisfied="ifNotSkipped" requiredForCompleted="ifNotSkipped" requiredForIncomplete="ifNotSkipped"/></imsss:sequencing></item>
             <imsss:sequencing><imsss:controlMode flow="true" useCurrentAttemptObjectiveInfo="false" useCurrentAttemptProgressInfo="false"/></imsss:sequencing></item>
           <item identifier="z" identifierref="r"/>
           <imsss:sequencing><imsss:controlMode flow="true" useCurrentAttemptObjectiveInfo="false" useCurrentAttemptProgressInfo="false"/></imsss:sequencing>"#,
        "start = test
         set completed scaled=0.5 suspend
         continue = a
         ? m attempts=1 notSatisfied measure=0.5
         previous = test
         set completed scaled=0.9 suspend passed:passed
         continue = z
         ? m suspended completed satisfied measure=0.9
         can a = a
         previous = test",
    ),
    script(
        "coming back to a module does not forget what was done there",
        Third,
        r#"<item identifier="m"><title>M</title><item identifier="a" identifierref="r"/><item identifier="b" identifierref="r"/><imsss:sequencing><imsss:controlMode flow="true" useCurrentAttemptObjectiveInfo="false" useCurrentAttemptProgressInfo="false"/></imsss:sequencing></item>
           <item identifier="z" identifierref="r"/>
           <imsss:sequencing><imsss:controlMode flow="true" useCurrentAttemptObjectiveInfo="false" useCurrentAttemptProgressInfo="false"/></imsss:sequencing>"#,
        "start = a
         continue = b
         continue = z
         ? m attempts=1 completed satisfied
         choice b = b
         ? a completed satisfied
         continue = z
         ? m attempts=2 completed satisfied",
    ),
    script(
        "a new attempt on a module forgets what was done there, unless told otherwise",
        Third,
        r#"<item identifier="m"><title>M</title><item identifier="a" identifierref="r"/><item identifier="b" identifierref="r"/><imsss:sequencing><imsss:controlMode flow="true"/></imsss:sequencing></item>
           <item identifier="z" identifierref="r"/>
           <imsss:sequencing><imsss:controlMode flow="true"/></imsss:sequencing>"#,
        "start = a
         continue = b
         continue = z
         choice b = b
         ? a
         set failed incomplete
         continue = z
         ? m incomplete notSatisfied",
    ),
    script(
        "weights",
        Third,
        r#"<item identifier="a" identifierref="r"><imsss:sequencing><imsss:rollupRules objectiveMeasureWeight="0.75"/></imsss:sequencing></item>
           <item identifier="b" identifierref="r"><imsss:sequencing><imsss:rollupRules objectiveMeasureWeight="0.25"/></imsss:sequencing></item>
           <item identifier="c" identifierref="r"><imsss:sequencing><imsss:rollupRules objectiveMeasureWeight="0"/></imsss:sequencing></item>
           <imsss:sequencing><imsss:controlMode flow="true"/><imsss:objectives><imsss:primaryObjective objectiveID="p" satisfiedByMeasure="true"><imsss:minNormalizedMeasure>0.7</imsss:minNormalizedMeasure></imsss:primaryObjective></imsss:objectives></imsss:sequencing>"#,
        "start = a
         set scaled=0.8
         continue = b
         ? course notSatisfied measure=0.6
         set scaled=0.6
         continue = c
         set scaled=-1
         continue = end
         ? course completed satisfied measure=0.75",
    ),
    script(
        "the measure of an open module decides only when it may",
        Third,
        r#"<item identifier="a" identifierref="r"/><item identifier="b" identifierref="r"/>
           <imsss:sequencing><imsss:controlMode flow="true"/><imsss:objectives><imsss:primaryObjective objectiveID="p" satisfiedByMeasure="true"><imsss:minNormalizedMeasure>0.2</imsss:minNormalizedMeasure></imsss:primaryObjective></imsss:objectives><adlseq:rollupConsiderations measureSatisfactionIfActive="false"/></imsss:sequencing>"#,
        "start = a
         set scaled=0.8
         continue = b
         ? course measure=0.4
         exitAll = end
         ? course completed satisfied measure=0.4",
    ),
    script(
        "a SCO whose score decides is not passed by its word",
        Third,
        r#"<item identifier="a" identifierref="r"><imsss:sequencing><imsss:objectives><imsss:primaryObjective objectiveID="p" satisfiedByMeasure="true"><imsss:minNormalizedMeasure>0.7</imsss:minNormalizedMeasure></imsss:primaryObjective></imsss:objectives></imsss:sequencing></item>
           <imsss:sequencing><imsss:controlMode flow="true"/></imsss:sequencing>"#,
        "start = a
         set passed
         ? a
         set passed scaled=0.69
         ? a notSatisfied measure=0.69
         set failed scaled=0.7
         ? a satisfied measure=0.7
         exitAll = end
         ? a completed satisfied measure=0.7",
    ),
    script(
        "completion by the threshold of the 3rd edition",
        Third,
        r#"<item identifier="a" identifierref="r"><adlcp:completionThreshold>0.8</adlcp:completionThreshold><imsss:sequencing><imsss:deliveryControls completionSetByContent="true"/></imsss:sequencing></item>
           <imsss:sequencing><imsss:controlMode flow="true"/></imsss:sequencing>"#,
        "start = a
         set incomplete progress=0.79
         ? a incomplete progress=0.79
         set incomplete progress=0.8
         ? a completed progress=0.8
         exitAll = end
         ? course completed satisfied",
    ),
    script(
        "completion by progress and its weights in the 4th edition",
        Fourth,
        r#"<item identifier="a" identifierref="r"><adlcp:completionThreshold completedByMeasure="true" minProgressMeasure="0.9" progressWeight="0.75"/></item>
           <item identifier="b" identifierref="r"><adlcp:completionThreshold progressWeight="0.25"/></item>
           <adlcp:completionThreshold completedByMeasure="true" minProgressMeasure="0.7"/>
           <imsss:sequencing><imsss:controlMode flow="true"/></imsss:sequencing>"#,
        "start = a
         set progress=0.9
         continue = b
         ? a completed satisfied progress=0.9
         ? course incomplete progress=0.675
         set incomplete progress=0.2
         continue = end
         ? b incomplete satisfied progress=0.2
         ? course completed satisfied progress=0.725",
    ),
    script(
        "shared scores and progress of the 4th edition",
        Fourth,
        r#"<item identifier="a" identifierref="r"><imsss:sequencing><imsss:objectives><imsss:primaryObjective objectiveID="p"/></imsss:objectives><adlseq:objectives><adlseq:objective objectiveID="p"><adlseq:mapInfo targetObjectiveID="g" writeRawScore="true" writeCompletionStatus="true" writeProgressMeasure="true"/></adlseq:objective></adlseq:objectives></imsss:sequencing></item>
           <item identifier="b" identifierref="r"><imsss:sequencing><imsss:objectives><imsss:primaryObjective objectiveID="q"/><imsss:objective objectiveID="o"/></imsss:objectives><imsss:deliveryControls completionSetByContent="true" objectiveSetByContent="true"/><adlseq:objectives><adlseq:objective objectiveID="o"><adlseq:mapInfo targetObjectiveID="g" readProgressMeasure="false"/></adlseq:objective></adlseq:objectives></imsss:sequencing></item>
           <imsss:sequencing><imsss:controlMode flow="true"/></imsss:sequencing>"#,
        "start = a
         set completed progress=1 raw=7
         continue = b
         ? @g completed progress=1 raw=7
         ? b/o completed raw=7
         ? b",
    ),
    script(
        "global objectives: own status first, then what is read; several are written",
        Third,
        r#"<item identifier="a" identifierref="r"><imsss:sequencing><imsss:objectives><imsss:primaryObjective objectiveID="p"><imsss:mapInfo targetObjectiveID="g" writeSatisfiedStatus="true" writeNormalizedMeasure="true"/><imsss:mapInfo targetObjectiveID="h" readSatisfiedStatus="false" readNormalizedMeasure="false" writeNormalizedMeasure="true"/></imsss:primaryObjective></imsss:objectives><imsss:deliveryControls objectiveSetByContent="true"/></imsss:sequencing></item>
           <item identifier="b" identifierref="r"><imsss:sequencing><imsss:objectives><imsss:primaryObjective objectiveID="p"><imsss:mapInfo targetObjectiveID="g" readNormalizedMeasure="false"/></imsss:primaryObjective></imsss:objectives><imsss:deliveryControls objectiveSetByContent="true"/></imsss:sequencing></item>
           <imsss:sequencing><imsss:controlMode flow="true"/></imsss:sequencing>"#,
        "start = a
         set passed scaled=0.9
         ? @g
         continue = b
         ? @g satisfied measure=0.9
         ? @h measure=0.9
         ? b satisfied
         set failed
         ? b notSatisfied
         exitAll = end
         ? @g satisfied measure=0.9
         ? course completed notSatisfied measure=0.45",
    ),
    script(
        "what reads a global objective rolls up when it is written",
        Third,
        r#"<item identifier="m"><item identifier="a" identifierref="r"><imsss:sequencing><imsss:objectives><imsss:primaryObjective objectiveID="p"><imsss:mapInfo targetObjectiveID="g"/></imsss:primaryObjective></imsss:objectives></imsss:sequencing></item><imsss:sequencing><imsss:controlMode flow="true"/></imsss:sequencing></item>
           <item identifier="pre" identifierref="r"><imsss:sequencing><imsss:objectives><imsss:primaryObjective objectiveID="p"><imsss:mapInfo targetObjectiveID="g" writeSatisfiedStatus="true"/></imsss:primaryObjective></imsss:objectives></imsss:sequencing></item>
           <imsss:sequencing><imsss:controlMode flow="true"/></imsss:sequencing>"#,
        "choice pre = pre
         set passed
         exitAll = end
         ? a attempts=0 satisfied
         ? m attempts=0 satisfied",
    ),
    script(
        "attempt limit",
        Third,
        r#"<item identifier="a" identifierref="r"><imsss:sequencing><imsss:limitConditions attemptLimit="2"/></imsss:sequencing></item>
           <item identifier="b" identifierref="r"/>
           <imsss:sequencing><imsss:controlMode flow="true"/></imsss:sequencing>"#,
        "start = a
         continue = b
         previous = a
         set suspend
         continue = b
         ? a attempts=2 suspended
         can a = a
         choice a = a
         choice b = b
         can a ! DB.1.1-3
         previous ! SB.2.2-2",
    ),
    script(
        "retry until it is passed, three times at most",
        Third,
        r#"<item identifier="a" identifierref="r"><imsss:sequencing><imsss:sequencingRules><imsss:postConditionRule><imsss:ruleConditions><imsss:ruleCondition operator="not" condition="satisfied"/><imsss:ruleCondition operator="not" condition="attemptLimitExceeded"/></imsss:ruleConditions><imsss:ruleAction action="retry"/></imsss:postConditionRule><imsss:postConditionRule><imsss:ruleConditions><imsss:ruleCondition operator="not" condition="satisfied"/></imsss:ruleConditions><imsss:ruleAction action="exitAll"/></imsss:postConditionRule></imsss:sequencingRules><imsss:limitConditions attemptLimit="3"/></imsss:sequencing></item>
           <item identifier="b" identifierref="r"/>
           <imsss:sequencing><imsss:controlMode flow="true"/></imsss:sequencing>"#,
        "start = a
         set failed
         continue = a
         set failed
         can b = a
         exit = a
         set failed
         ? a attempts=3 notSatisfied
         continue = end
         ? a completed notSatisfied",
    ),
    script(
        "after a test: continue, or back to what was before",
        Third,
        r#"<item identifier="a" identifierref="r"/>
           <item identifier="t" identifierref="r"><imsss:sequencing><imsss:sequencingRules><imsss:postConditionRule><imsss:ruleConditions><imsss:ruleCondition condition="satisfied"/></imsss:ruleConditions><imsss:ruleAction action="continue"/></imsss:postConditionRule><imsss:postConditionRule><imsss:ruleConditions><imsss:ruleCondition condition="always"/></imsss:ruleConditions><imsss:ruleAction action="previous"/></imsss:postConditionRule></imsss:sequencingRules></imsss:sequencing></item>
           <item identifier="z" identifierref="r"/>
           <imsss:sequencing><imsss:controlMode flow="true"/></imsss:sequencing>"#,
        "choice t = t
         set failed
         exit = a
         continue = t
         set passed
         exit = z",
    ),
    script(
        "a suspended test is not over for its rules",
        Third,
        r#"<item identifier="t" identifierref="r"><imsss:sequencing><imsss:sequencingRules><imsss:postConditionRule><imsss:ruleConditions><imsss:ruleCondition condition="always"/></imsss:ruleConditions><imsss:ruleAction action="retry"/></imsss:postConditionRule></imsss:sequencingRules></imsss:sequencing></item>
           <item identifier="z" identifierref="r"/>
           <imsss:sequencing><imsss:controlMode flow="true"/></imsss:sequencing>"#,
        "start = t
         set suspend
         continue = z
         previous = t
         continue = t",
    ),
    script(
        "exit the parent, and its rules after that",
        Third,
        r#"<item identifier="m"><item identifier="a" identifierref="r"><imsss:sequencing><imsss:sequencingRules><imsss:postConditionRule><imsss:ruleConditions><imsss:ruleCondition condition="satisfied"/></imsss:ruleConditions><imsss:ruleAction action="exitParent"/></imsss:postConditionRule></imsss:sequencingRules></imsss:sequencing></item><item identifier="b" identifierref="r"/>
             <imsss:sequencing><imsss:controlMode flow="true"/><imsss:sequencingRules><imsss:postConditionRule><imsss:ruleConditions><imsss:ruleCondition condition="attempted"/></imsss:ruleConditions><imsss:ruleAction action="continue"/></imsss:postConditionRule></imsss:sequencingRules></imsss:sequencing></item>
           <item identifier="z" identifierref="r"/>
           <imsss:sequencing><imsss:controlMode flow="true"/></imsss:sequencing>"#,
        "start = a
         set failed
         continue = b
         previous = a
         set passed
         exit = z",
    ),
    script(
        "retry everything",
        Third,
        r#"<item identifier="a" identifierref="r"/>
           <item identifier="t" identifierref="r"><imsss:sequencing><imsss:sequencingRules><imsss:postConditionRule><imsss:ruleConditions><imsss:ruleCondition operator="not" condition="satisfied"/></imsss:ruleConditions><imsss:ruleAction action="retryAll"/></imsss:postConditionRule></imsss:sequencingRules></imsss:sequencing></item>
           <imsss:sequencing><imsss:controlMode flow="true"/></imsss:sequencing>"#,
        "start = a
         continue = t
         set failed
         continue = a
         ? course attempts=2
         ? t attempts=1
         continue = t
         set passed
         exit = -",
    ),
    script(
        "an exit rule ends the cluster as soon as something in it ends",
        Third,
        r#"<item identifier="m"><item identifier="a" identifierref="r"/><item identifier="b" identifierref="r"/>
             <imsss:sequencing><imsss:controlMode flow="true"/><imsss:sequencingRules><imsss:exitConditionRule><imsss:ruleConditions><imsss:ruleCondition condition="satisfied"/></imsss:ruleConditions><imsss:ruleAction action="exit"/></imsss:exitConditionRule></imsss:sequencingRules><imsss:rollupRules><imsss:rollupRule childActivitySet="any"><imsss:rollupConditions><imsss:rollupCondition condition="satisfied"/></imsss:rollupConditions><imsss:rollupAction action="satisfied"/></imsss:rollupRule></imsss:rollupRules></imsss:sequencing></item>
           <item identifier="z" identifierref="r"/>
           <imsss:sequencing><imsss:controlMode flow="true"/></imsss:sequencing>"#,
        "start = a
         set failed
         continue = b
         ? m
         set passed
         previous ! SB.2.1-3
         ? m completed satisfied
         continue = z",
    ),
    script(
        "rollup rules: any, none, count, share",
        Third,
        r#"<item identifier="a" identifierref="r"/><item identifier="b" identifierref="r"/><item identifier="c" identifierref="r"/>
           <imsss:sequencing><imsss:controlMode flow="true"/><imsss:rollupRules>
             <imsss:rollupRule childActivitySet="none"><imsss:rollupConditions><imsss:rollupCondition condition="satisfied"/></imsss:rollupConditions><imsss:rollupAction action="notSatisfied"/></imsss:rollupRule>
             <imsss:rollupRule childActivitySet="atLeastCount" minimumCount="2"><imsss:rollupConditions><imsss:rollupCondition condition="satisfied"/></imsss:rollupConditions><imsss:rollupAction action="satisfied"/></imsss:rollupRule>
             <imsss:rollupRule childActivitySet="atLeastPercent" minimumPercent="0.3"><imsss:rollupConditions conditionCombination="all"><imsss:rollupCondition condition="completed"/><imsss:rollupCondition operator="not" condition="satisfied"/></imsss:rollupConditions><imsss:rollupAction action="completed"/></imsss:rollupRule>
           </imsss:rollupRules></imsss:sequencing>"#,
        "start = a
         set incomplete failed
         continue = b
         ? course
         set completed failed
         continue = c
         ? course completed
         set completed failed
         choice a = a
         ? course completed notSatisfied
         set passed
         choice b = b
         ? course completed notSatisfied
         set passed
         exit = -
         ? course completed satisfied",
    ),
    script(
        "children that do not count: never, only when begun, only when not suspended",
        Third,
        r#"<item identifier="a" identifierref="r"><imsss:sequencing><imsss:rollupRules rollupObjectiveSatisfied="false" rollupProgressCompletion="false"/></imsss:sequencing></item>
           <item identifier="b" identifierref="r"><imsss:sequencing><adlseq:rollupConsiderations requiredForSatisfied="ifAttempted" requiredForCompleted="ifNotSuspended" requiredForIncomplete="ifNotSuspended"/></imsss:sequencing></item>
           <item identifier="c" identifierref="r"/>
           <imsss:sequencing><imsss:controlMode flow="true"/></imsss:sequencing>"#,
        "choice c = c
         set passed completed
         exit = -
         ? course completed satisfied
         choice b = b
         set incomplete suspend
         exit = -
         ? course completed notSatisfied
         choice b = b
         set incomplete failed
         exit = -
         ? course incomplete notSatisfied",
    ),
    script(
        "nothing that counts rolls up to nothing",
        Third,
        r#"<item identifier="a" identifierref="r"><imsss:sequencing><imsss:rollupRules rollupObjectiveSatisfied="false" rollupProgressCompletion="false" objectiveMeasureWeight="0"/></imsss:sequencing></item>
           <imsss:sequencing><imsss:controlMode flow="true"/></imsss:sequencing>"#,
        "start = a
         set completed passed scaled=1
         exitAll = end
         ? course",
    ),
    script(
        "no flow: only choice",
        Third,
        r#"<item identifier="a" identifierref="r"/><item identifier="b" identifierref="r"/>"#,
        "start ! SB.2.2-1
         choice a = a
         can continue ! NB.2.1-4
         can previous ! NB.2.1-5
         choice b = b
         choice course ! SB.2.9-9",
    ),
    script(
        "no choice: only flow",
        Third,
        r#"<item identifier="a" identifierref="r"/><item identifier="b" identifierref="r"/><imsss:sequencing><imsss:controlMode choice="false" flow="true"/></imsss:sequencing>"#,
        "can a ! NB.2.1-10
         start = a
         can b ! NB.2.1-10
         continue = b
         previous = a",
    ),
    script(
        "forward only",
        Third,
        r#"<item identifier="y" identifierref="r"/>
           <item identifier="m"><item identifier="a" identifierref="r"/><item identifier="b" identifierref="r"/><imsss:sequencing><imsss:controlMode flow="true" forwardOnly="true"/></imsss:sequencing></item>
           <item identifier="z" identifierref="r"/>
           <imsss:sequencing><imsss:controlMode flow="true"/></imsss:sequencing>"#,
        "start = y
         continue = a
         continue = b
         can previous ! NB.2.1-5
         can a ! SB.2.4-2
         continue = z
         previous = a",
    ),
    script(
        "back past a forward-only module that is skipped inside",
        Third,
        r#"<item identifier="y" identifierref="r"/>
           <item identifier="m"><item identifier="a" identifierref="r"><imsss:sequencing><imsss:sequencingRules><imsss:preConditionRule><imsss:ruleConditions><imsss:ruleCondition condition="attempted"/></imsss:ruleConditions><imsss:ruleAction action="skip"/></imsss:preConditionRule></imsss:sequencingRules></imsss:sequencing></item><imsss:sequencing><imsss:controlMode flow="true" forwardOnly="true"/></imsss:sequencing></item>
           <item identifier="z" identifierref="r"/>
           <imsss:sequencing><imsss:controlMode flow="true"/></imsss:sequencing>"#,
        "start = y
         continue = a
         continue = z
         previous = y
         continue = z",
    ),
    script(
        "choiceExit keeps learners in a module",
        Third,
        r#"<item identifier="m"><item identifier="a" identifierref="r"/><item identifier="b" identifierref="r"/><imsss:sequencing><imsss:controlMode flow="true" choiceExit="false"/></imsss:sequencing></item>
           <item identifier="z" identifierref="r"/>
           <imsss:sequencing><imsss:controlMode flow="true"/></imsss:sequencing>"#,
        "start = a
         can z ! NB.2.1-8
         can b = b
         continue = b
         continue = z
         choice a = a
         can course ! NB.2.1-8",
    ),
    script(
        "preventActivation keeps learners out of a module",
        Third,
        r#"<item identifier="y" identifierref="r"/>
           <item identifier="m"><item identifier="a" identifierref="r"/><item identifier="b" identifierref="r"/><imsss:sequencing><imsss:controlMode flow="true"/><adlseq:constrainedChoiceConsiderations preventActivation="true"/></imsss:sequencing></item>
           <item identifier="z" identifierref="r"/>
           <imsss:sequencing><imsss:controlMode flow="true"/></imsss:sequencing>"#,
        "start = y
         can b ! SB.2.9-6
         can m = a
         continue = a
         can b = b
         choice z = z
         can b ! SB.2.9-6",
    ),
    script(
        "constrainChoice opens only what is next to the module",
        Third,
        r#"<item identifier="x" identifierref="r"/><item identifier="y" identifierref="r"/>
           <item identifier="m"><item identifier="a" identifierref="r"/><item identifier="b" identifierref="r"/><imsss:sequencing><imsss:controlMode flow="true"/><adlseq:constrainedChoiceConsiderations constrainChoice="true"/></imsss:sequencing></item>
           <item identifier="n"><item identifier="c" identifierref="r"/><item identifier="d" identifierref="r"/><imsss:sequencing><imsss:controlMode flow="true"/></imsss:sequencing></item>
           <item identifier="z" identifierref="r"/>
           <imsss:sequencing><imsss:controlMode flow="true"/></imsss:sequencing>"#,
        "choice a = a
         can b = b
         can y = y
         can x ! SB.2.9-8
         can n = c
         can d = d
         can z ! SB.2.9-8",
    ),
    script(
        "hidden from choice, but not from next",
        Third,
        r#"<item identifier="a" identifierref="r"/>
           <item identifier="m"><title>M</title><item identifier="b" identifierref="r"/><imsss:sequencing><imsss:controlMode flow="true"/><imsss:sequencingRules><imsss:preConditionRule><imsss:ruleConditions><imsss:ruleCondition operator="not" condition="attempted"/></imsss:ruleConditions><imsss:ruleAction action="hiddenFromChoice"/></imsss:preConditionRule></imsss:sequencingRules></imsss:sequencing></item>
           <imsss:sequencing><imsss:controlMode flow="true"/></imsss:sequencing>"#,
        "start = a
         can m ! SB.2.9-3
         can b ! SB.2.9-3
         continue = b
         choice a = a
         can b = b",
    ),
    script(
        "stopForwardTraversal bars the choice of what comes after",
        Third,
        r#"<item identifier="a" identifierref="r"/>
           <item identifier="b" identifierref="r"><imsss:sequencing><imsss:sequencingRules><imsss:preConditionRule><imsss:ruleConditions conditionCombination="any"><imsss:ruleCondition operator="not" condition="completed"/><imsss:ruleCondition operator="not" condition="activityProgressKnown"/></imsss:ruleConditions><imsss:ruleAction action="stopForwardTraversal"/></imsss:preConditionRule></imsss:sequencingRules></imsss:sequencing></item>
           <item identifier="c" identifierref="r"/>
           <imsss:sequencing><imsss:controlMode flow="true"/></imsss:sequencing>"#,
        "start = a
         can c ! SB.2.4-1
         choice b = b
         can c = c
         set completed
         choice a = a
         can c = c",
    ),
    script(
        "disabled: neither next nor choice, nor what is inside",
        Third,
        r#"<item identifier="a" identifierref="r"/>
           <item identifier="m"><item identifier="b" identifierref="r"/><imsss:sequencing><imsss:controlMode flow="true"/><imsss:sequencingRules><imsss:preConditionRule><imsss:ruleConditions><imsss:ruleCondition condition="always"/></imsss:ruleConditions><imsss:ruleAction action="disabled"/></imsss:preConditionRule></imsss:sequencingRules></imsss:sequencing></item>
           <item identifier="z" identifierref="r"/>
           <imsss:sequencing><imsss:controlMode flow="true"/></imsss:sequencing>"#,
        "start = a
         can continue ! SB.2.2-2
         can b ! DB.1.1-3
         choice z = z
         previous ! SB.2.2-2",
    ),
    script(
        "measures in rules",
        Third,
        r#"<item identifier="t" identifierref="r"><imsss:sequencing><imsss:sequencingRules>
             <imsss:preConditionRule><imsss:ruleConditions><imsss:ruleCondition condition="objectiveMeasureGreaterThan" measureThreshold="0.8"/></imsss:ruleConditions><imsss:ruleAction action="skip"/></imsss:preConditionRule>
             <imsss:preConditionRule><imsss:ruleConditions conditionCombination="any"><imsss:ruleCondition condition="objectiveMeasureLessThan" measureThreshold="0.2"/><imsss:ruleCondition condition="timeLimitExceeded"/><imsss:ruleCondition condition="outsideAvailableTimeRange"/></imsss:ruleConditions><imsss:ruleAction action="disabled"/></imsss:preConditionRule></imsss:sequencingRules></imsss:sequencing></item>
           <item identifier="z" identifierref="r"/>
           <imsss:sequencing><imsss:controlMode flow="true"/></imsss:sequencing>"#,
        "start = t
         set scaled=0.5
         continue = z
         previous = t
         set scaled=0.9
         continue = z
         can previous ! SB.2.1-3
         choice t = t
         set scaled=0.1
         choice z = z
         previous ! SB.2.2-2",
    ),
    script(
        "the second edition goes the same ways",
        Second,
        ROW,
        "start = a
         set completed passed
         continue = b
         suspendAll = end
         resumeAll = b
         continue = c
         continue = end",
    ),
    script(
        "three levels: what is around ends and begins with what is inside",
        Third,
        r#"<item identifier="m"><item identifier="n"><item identifier="a" identifierref="r"/><imsss:sequencing><imsss:controlMode flow="true"/></imsss:sequencing></item><item identifier="b" identifierref="r"/><imsss:sequencing><imsss:controlMode flow="true"/></imsss:sequencing></item>
           <item identifier="z" identifierref="r"/>
           <imsss:sequencing><imsss:controlMode flow="true"/></imsss:sequencing>"#,
        "start = a
         continue = b
         ? n attempts=1 completed satisfied
         ? m attempts=1
         continue = z
         ? m attempts=1 completed satisfied
         previous = b
         ? m attempts=2
         previous = a
         ? n attempts=2
         exitAll = end
         ? course attempts=1 completed satisfied",
    ),
];
