// Our model of SCORM 2004 sequencing (src/sequencing) against scorm-again's: the paths of tests/sequencing/*.jsonl, which the
// Rust tests write and hold the model to, are played in scorm-again step by step.
//
// Where the two part, the standard decides; `DIFFERENCES` says by which clause. One that is not listed fails, and so does one that
// is listed and gone. After a request that ends elsewhere the rest of a path means nothing and is not played.
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { cacheFolder } from './cache.mjs';

/** Where scorm-again 3.4.3 parts from the standard, as `path | step`, under the clause that decides. */
export const DIFFERENCES = [
  ['RB.1.1 a: the mean is by the weights of the manifest, of children without a score too; scorm-again leaves those out and takes a fifth off the weight of what is not completed', [
    'forward and back through a row | ? course measure=0.2667',
    'weights | ? course notSatisfied measure=0.6',
    'scores count by points, and lessons without a score do not hold success up | ? O_348e314 notSatisfied measure=0.25',
    'scores count by points, and lessons without a score do not hold success up | ? O_348e314 incomplete notSatisfied measure=0.625',
    'scores count by points, and lessons without a score do not hold success up | ? O_348e314 incomplete satisfied measure=0.7',
    'a course of one SCO is passed by its score alone | ? O_348e314 suspended incomplete satisfied measure=0.7',
    'the measure of an open module decides only when it may | ? course completed satisfied measure=0.4',
    'global objectives: own status first, then what is read; several are written | ? course completed notSatisfied measure=0.45',
  ]],
  ['RB.1.2 a: measureSatisfactionIfActive="false" leaves an open cluster unknown; scorm-again decides (and RB.1.1 a)', [
    'the measure of an open module decides only when it may | ? course measure=0.4',
  ]],
  ['RB.1.1 b is of the 4th edition: clusters of the 3rd have no progress; scorm-again knows no editions', [
    'completion by the threshold of the 3rd edition | ? course completed satisfied',
  ]],
  ['NB.2.1: there is no jump before the 4th edition; scorm-again knows no editions', [
    'start is refused while something is open | jump b ! NB.2.1-13',
  ]],
  ['RB.1.2 b, RB.1.3 b: all of (begun, or known not to be reached) make the default "not"; scorm-again takes one that is known', [
    'suspended and resumed | ? course suspended',
    'resumed where it was suspended | ? course attempts=1 measure=0.0833',
    'children that do not count: never, only when begun, only when not suspended | ? course completed notSatisfied',
  ]],
  ['RB.1.2 b: a rule for either outcome replaces both default rules; scorm-again keeps the other', [
    'an exit rule ends the cluster as soon as something in it ends | ? m',
  ]],
  ['RB.1.4: without a child that counts nothing changes; scorm-again says incomplete', [
    'nothing that counts rolls up to nothing | ? course',
  ]],
  ['RB.1.4: what is unknown is not false for "none"; scorm-again counts it so', [
    'rollup rules: any, none, count, share | ? course',
    'rollup rules: any, none, count, share | ? course completed',
  ]],
  ['RB.1.4.2: whether a child is skipped is asked when it rolls up; scorm-again remembers it from the last flow', [
    'skip if passed, and skipped ones do not count | ? m suspended completed satisfied measure=0.9',
    'who passes the test of a module need not do its lessons | ? I_one suspended completed satisfied measure=1',
  ]],
  ['DB.2, SN 3.13.1: nothing is kept of an activity that is not tracked; scorm-again counts and keeps', [
    'what is not tracked stays unknown and does not count | ? a attempts=0',
  ]],
  ['SN 3.2: what is of an earlier attempt on the cluster counts as unknown; scorm-again shows it, and leaves it out of rules and rollup', [
    'a new attempt on a module forgets what was done there, unless told otherwise | ? a',
    'retry everything | ? t attempts=1',
  ]],
  ['OP.1: after the end of a session the next request begins a new one; scorm-again wants a new API object', [
    'forward and back through a row | start = a',
  ]],
  ['RTE 4.2.4: a SCO that says nothing leaves its completion unknown; scorm-again takes it for incomplete where there is a threshold', [
    'who opens everything and does nothing has done nothing | ? I_one',
    'who opens everything and does nothing has done nothing | ? I_two',
  ]],
  ['RTE 4.2.8: cmi.exit "time-out" ends everything; scorm-again does so for "logout" only', [
    'a time-out ends everything | continue = end',
  ]],
  ['OP.1: the open activity ends before a rule of the next one is asked; scorm-again asks NB.2.1 with the status before that', [
    'a prerequisite bars what is unknown and what is failed | can b = b',
    'a linear course opens one lesson after the other | choice I_c = I_c',
    'a module waits for what it requires, and for nothing else | choice I_three = I_three',
  ]],
  ['SB.2.9: a skip rule is for flow, a skipped activity can be chosen; scorm-again refuses', [
    'skip if passed, and skipped ones do not count | can a = a',
    'measures in rules | choice t = t',
  ]],
  ['SB.2.2: without flow nothing in a cluster is entered, nor by choosing the cluster; scorm-again delivers its first child', [
    'no flow: only choice | choice course ! SB.2.9-9',
  ]],
  ['SB.2.1, step 2: going back, a forward-only cluster that is skipped inside is passed; scorm-again stops', [
    'back past a forward-only module that is skipped inside | previous = y',
  ]],
  ['SB.2.9, case 2: preventActivation and constrainChoice are not about siblings; scorm-again refuses', [
    'preventActivation keeps learners out of a module | can b = b',
    'constrainChoice opens only what is next to the module | can b = b',
  ]],
  ['SB.2.9, case 5 and SB.2.9.1: constrainChoice bars what is not next to the cluster; scorm-again holds it among its children only', [
    'constrainChoice opens only what is next to the module | can x ! SB.2.9-8',
    'constrainChoice opens only what is next to the module | can z ! SB.2.9-8',
  ]],
  ['SB.2.4: stopForwardTraversal bars what comes after the activity, not the activity; scorm-again bars the activity, not what comes after', [
    'stopForwardTraversal bars the choice of what comes after | can c ! SB.2.4-1',
    'stopForwardTraversal bars the choice of what comes after | choice b = b',
  ]],
  ['TB.2.2: what is suspended has not ended, its rules are not asked; scorm-again asks them', [
    'a suspended test is not over for its rules | continue = z',
  ]],
];

const repository = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
const script = [
  path.join(cacheFolder, 'npm/node_modules'),
  path.join(repository, 'tests/browser/node_modules'),
].map((folder) => path.join(folder, 'scorm-again/dist/esm/scorm2004.js')).find((file) => fs.existsSync(file));

/** What is missing on this machine, or nothing. */
export const missing = () => (script ? null : 'scorm-again is not installed (npm)');

/** The elements of a manifest: name, attributes, text, children. The manifests are ours, so a scanner will do. */
function parse(xml) {
  const root = { name: '', attributes: {}, text: '', children: [] };
  const open = [root];
  for (const [, close, name, attributes, empty, text] of xml.matchAll(/<(\/?)([\w:-]+)((?:\s+[\w:-]+="[^"]*")*)\s*(\/?)>([^<]*)/g)) {
    if (close) {
      open.pop();
    } else {
      const element = { name, attributes: {}, text: text.trim(), children: [] };
      for (const [, key, value] of attributes.matchAll(/([\w:-]+)="([^"]*)"/g)) element.attributes[key] = value;
      open[open.length - 1].children.push(element);
      if (!empty) open.push(element);
    }
  }
  return root;
}

const all = (element, name) => element?.children.filter((child) => child.name === name) ?? [];
const one = (element, name) => all(element, name)[0];
const is = (element, name, absent) => ({ true: true, false: false })[element?.attributes[name]] ?? absent;
const number = (element, name) => (element?.attributes[name] === undefined ? undefined : Number(element.attributes[name]));

function rules(element, kind) {
  return all(element, `imsss:${kind}`).map((rule) => {
    const conditions = one(rule, 'imsss:ruleConditions');
    return {
      action: one(rule, 'imsss:ruleAction').attributes.action,
      conditionCombination: conditions.attributes.conditionCombination ?? 'all',
      conditions: all(conditions, 'imsss:ruleCondition').map(({ attributes }) => ({
        condition: attributes.condition,
        operator: attributes.operator,
        referencedObjective: attributes.referencedObjective,
        parameters: attributes.measureThreshold ? { threshold: Number(attributes.measureThreshold) } : {},
      })),
    };
  });
}

function rollupRules(element) {
  return all(element, 'imsss:rollupRule').map((rule) => {
    const conditions = one(rule, 'imsss:rollupConditions');
    return {
      action: one(rule, 'imsss:rollupAction').attributes.action,
      consideration: rule.attributes.childActivitySet ?? 'all',
      minimumCount: number(rule, 'minimumCount'),
      minimumPercent: number(rule, 'minimumPercent'),
      conditionCombination: conditions.attributes.conditionCombination ?? 'any',
      conditions: all(conditions, 'imsss:rollupCondition').map(({ attributes }) => ({
        condition: attributes.condition,
        operator: attributes.operator,
      })),
    };
  });
}

function maps(element) {
  return all(element, `${element.name.split(':')[0]}:mapInfo`).map(({ attributes }) => {
    const map = { targetObjectiveID: attributes.targetObjectiveID };
    // What the other kind of mapInfo would read is not asked for here.
    const own = element.name.startsWith('imsss')
      ? ['SatisfiedStatus', 'NormalizedMeasure']
      : ['RawScore', 'MinScore', 'MaxScore', 'CompletionStatus', 'ProgressMeasure'];
    for (const what of ['SatisfiedStatus', 'NormalizedMeasure', 'RawScore', 'MinScore', 'MaxScore', 'CompletionStatus', 'ProgressMeasure']) {
      map[`read${what}`] = own.includes(what) && is({ attributes }, `read${what}`, true);
      map[`write${what}`] = own.includes(what) && is({ attributes }, `write${what}`, false);
    }
    return map;
  });
}

/** An item, or the organization, in the words of scorm-again's settings; every default is written out. */
function activity(element) {
  const sequencing = one(element, 'imsss:sequencing');
  const control = one(sequencing, 'imsss:controlMode');
  const choice = one(sequencing, 'adlseq:constrainedChoiceConsiderations');
  const delivery = one(sequencing, 'imsss:deliveryControls');
  const rollup = one(sequencing, 'imsss:rollupRules');
  const considerations = one(sequencing, 'adlseq:rollupConsiderations');
  const sequencingRules = one(sequencing, 'imsss:sequencingRules');
  const objectives = one(sequencing, 'imsss:objectives');
  const threshold = one(element, 'adlcp:completionThreshold');
  const shared = all(one(sequencing, 'adlseq:objectives'), 'adlseq:objective');
  const objective = (found, fallback) => ({
    objectiveID: found.attributes.objectiveID ?? fallback,
    satisfiedByMeasure: is(found, 'satisfiedByMeasure', false),
    minNormalizedMeasure: one(found, 'imsss:minNormalizedMeasure') ? Number(one(found, 'imsss:minNormalizedMeasure').text) : 1,
    mapInfo: [...maps(found), ...shared.filter((other) => other.attributes.objectiveID === found.attributes.objectiveID).flatMap(maps)],
  });
  const settings = {
    id: element.attributes.identifier,
    title: one(element, 'title')?.text || element.attributes.identifier,
    children: all(element, 'item').map(activity),
    primaryObjective: objective(one(objectives, 'imsss:primaryObjective') ?? { name: 'imsss:primaryObjective', attributes: {}, children: [] }, 'primary'),
    objectives: all(objectives, 'imsss:objective').map((found) => objective(found)),
    sequencingControls: {
      choice: is(control, 'choice', true),
      choiceExit: is(control, 'choiceExit', true),
      flow: is(control, 'flow', false),
      forwardOnly: is(control, 'forwardOnly', false),
      useCurrentAttemptObjectiveInfo: is(control, 'useCurrentAttemptObjectiveInfo', true),
      useCurrentAttemptProgressInfo: is(control, 'useCurrentAttemptProgressInfo', true),
      preventActivation: is(choice, 'preventActivation', false),
      constrainChoice: is(choice, 'constrainChoice', false),
      rollupObjectiveSatisfied: is(rollup, 'rollupObjectiveSatisfied', true),
      rollupProgressCompletion: is(rollup, 'rollupProgressCompletion', true),
      objectiveMeasureWeight: number(rollup, 'objectiveMeasureWeight') ?? 1,
    },
    deliveryControls: {
      tracked: is(delivery, 'tracked', true),
      completionSetByContent: is(delivery, 'completionSetByContent', false),
      objectiveSetByContent: is(delivery, 'objectiveSetByContent', false),
    },
    sequencingRules: {
      preConditionRules: rules(sequencingRules, 'preConditionRule'),
      exitConditionRules: rules(sequencingRules, 'exitConditionRule'),
      postConditionRules: rules(sequencingRules, 'postConditionRule'),
    },
    rollupRules: { rules: rollupRules(rollup) },
    rollupConsiderations: {
      requiredForSatisfied: considerations?.attributes.requiredForSatisfied ?? 'always',
      requiredForNotSatisfied: considerations?.attributes.requiredForNotSatisfied ?? 'always',
      requiredForCompleted: considerations?.attributes.requiredForCompleted ?? 'always',
      requiredForIncomplete: considerations?.attributes.requiredForIncomplete ?? 'always',
      measureSatisfactionIfActive: is(considerations, 'measureSatisfactionIfActive', true),
    },
  };
  const limit = number(one(sequencing, 'imsss:limitConditions'), 'attemptLimit');
  if (limit !== undefined) settings.attemptLimit = limit;
  if (threshold) {
    settings.completionThreshold = threshold.text
      ? { completedByMeasure: true, minProgressMeasure: Number(threshold.text) }
      : {
        completedByMeasure: is(threshold, 'completedByMeasure', false),
        minProgressMeasure: number(threshold, 'minProgressMeasure') ?? 1,
        progressWeight: number(threshold, 'progressWeight') ?? 1,
      };
  }
  return settings;
}

/** A learner in scorm-again, moved by the buttons of an LMS. */
class Learner {
  constructor(Scorm2004API, manifest) {
    const organization = one(one(one(parse(manifest), 'manifest'), 'organizations'), 'organization');
    this.happened = {};
    this.api = new Scorm2004API({
      logLevel: 5,
      autocommit: false,
      sequencing: {
        activityTree: activity(organization),
        eventListeners: {
          onActivityDelivery: (delivered) => { this.happened.delivered = delivered.id; },
          onSequencingSessionEnd: () => { this.happened.ended = true; },
          onSequencingError: (code) => { this.happened.refused = code; },
        },
      },
    });
    this.exit = '';
    // What each SCO has set in an attempt that was suspended; an LMS keeps it for the next launch (RTE 4.2.8).
    this.kept = new Map();
    this.open = null;
  }

  get tree() { return this.api._sequencing.activityTree; }

  get service() { return this.api.getSequencingService(); }

  /** What the open SCO sets. */
  set(words) {
    this.exit = '';
    this.kept.set(this.open, [...(this.kept.get(this.open) ?? []), words]);
    const values = {
      completed: ['completion_status', 'completed'],
      incomplete: ['completion_status', 'incomplete'],
      passed: ['success_status', 'passed'],
      failed: ['success_status', 'failed'],
    };
    const say = (under, word) => {
      const [name, value] = word.split('=');
      const [element, text] = values[word] ?? [{ scaled: 'score.scaled', raw: 'score.raw', progress: 'progress_measure' }[name], value];
      if (this.api.SetValue(`${under}.${element}`, text) !== 'true') throw new Error(`SetValue(${under}.${element}, ${text}): ${this.api.GetLastError()}`);
    };
    for (const word of words) {
      if (['suspend', 'time-out', 'logout'].includes(word)) {
        this.exit = word;
      } else if (/^[\w-]+:/.test(word)) {
        const [id, said] = word.split(':');
        const count = Number(this.api.GetValue('cmi.objectives._count'));
        let at = 0;
        while (at < count && this.api.GetValue(`cmi.objectives.${at}.id`) !== id) at += 1;
        if (at === count) this.api.SetValue(`cmi.objectives.${at}.id`, id);
        said.split(',').forEach((part) => say(`cmi.objectives.${at}`, part));
      } else {
        say('cmi', word);
      }
    }
    this.api.SetValue('cmi.exit', this.exit);
  }

  /** What comes of a request: an activity, `-`, `end`, or `! code`. */
  navigate(request, target) {
    this.happened = {};
    const valid = this.service.processNavigationRequest(request, target, this.exit);
    const { delivered, ended, refused } = this.happened;
    const code = refused ?? this.service.getSequencingState().lastSequencingResult?.exception;
    if (delivered || !/^NB/.test(code ?? '')) {
      this.api.reset();
      if (this.exit !== 'suspend' && request !== 'suspendAll') this.kept.delete(this.open);
      this.exit = '';
      this.open = null;
    }
    if (delivered) return this.launch(delivered);
    if (ended) return 'end';
    // An activity that is delivered once more is not announced again.
    const current = this.tree.currentActivity;
    if (valid && current?.isActive && request !== 'exit' && request !== 'abandon') return this.launch(current.id);
    return valid ? '-' : `! ${code ?? 'without a code'}`;
  }

  /** A SCO is loaded, with what it had when it was suspended. */
  launch(id) {
    this.api.Initialize('');
    this.open = id;
    const kept = this.kept.get(id) ?? [];
    this.kept.delete(id);
    kept.forEach((words) => this.set(words.filter((word) => word !== 'suspend')));
    return id;
  }

  /** The words of a `?` step for an activity, one of its objectives, or a global objective. */
  status(what) {
    const said = [];
    const known = (condition, yes, no) => condition !== undefined && said.push(condition ? yes : no);
    const completion = (status) => ({ completed: true, incomplete: false })[status];
    if (what.startsWith('@')) {
      const global = this.service.getOverallSequencingProcess().getGlobalObjectiveMap().get(what.slice(1)) ?? {};
      known(completion(global.completionStatusKnown === false ? undefined : global.completionStatus), 'completed', 'incomplete');
      known(global.satisfiedStatusKnown ? global.satisfiedStatus : undefined, 'satisfied', 'notSatisfied');
      if (global.normalizedMeasureKnown) said.push(`measure=${round(global.normalizedMeasure)}`);
      if (global.progressMeasureKnown) said.push(`progress=${round(global.progressMeasure)}`);
      if (global.rawScoreKnown ?? (global.rawScore ?? '') !== '') said.push(`raw=${round(global.rawScore)}`);
    } else if (what.includes('/')) {
      const [id, objectiveId] = what.split('/');
      const found = this.tree.getActivity(id).getObjectiveById(objectiveId).objective;
      known(completion(found.completionStatus), 'completed', 'incomplete');
      known(found.progressStatus ? found.satisfiedStatus : undefined, 'satisfied', 'notSatisfied');
      if (found.measureStatus) said.push(`measure=${round(found.normalizedMeasure)}`);
      if (found.progressMeasureStatus) said.push(`progress=${round(found.progressMeasure)}`);
      if ((found.rawScore ?? '') !== '') said.push(`raw=${round(found.rawScore)}`);
    } else {
      const found = this.tree.getActivity(what);
      said.push(`attempts=${found.attemptCount}`);
      if (found.isSuspended) said.push('suspended');
      known(completion(found.completionStatus), 'completed', 'incomplete');
      known({ passed: true, failed: false }[found.successStatus], 'satisfied', 'notSatisfied');
      if (found.objectiveMeasureStatus) said.push(`measure=${round(found.objectiveNormalizedMeasure)}`);
      if (found.attemptCompletionAmountStatus) said.push(`progress=${round(found.attemptCompletionAmount)}`);
    }
    return said;
  }
}

const round = (value) => Math.round(Number(value) * 10000) / 10000;

/** The request of a step: its name and its target. */
function request(what) {
  const words = what.replace(/^can /, '').split(' ');
  if (words.length > 1) return words;
  return /^(start|resumeAll|continue|previous|exit|exitAll|abandon|abandonAll|suspendAll)$/.test(words[0]) ? words : ['choice', words[0]];
}

/** What comes of a step that asks or sets something. */
function move(learner, step, ours) {
  if (step.startsWith('set ')) {
    const words = step.slice(4).split(' ');
    // Our player tells its progress whenever it tells its completion; without it scorm-again knows none where there is a threshold.
    const told = ours && { completed: ['progress=1'], incomplete: ['progress=0'] }[words.find((word) => /^(in)?completed?$/.test(word))];
    return learner.set([...words, ...told || []]);
  }
  const [name, target] = request(step.split(/ [=!] /)[0]);
  return learner.navigate(name, target);
}

/** Plays one path; gives for each step whether the two agree, and how they part. */
function play(Scorm2004API, line) {
  let learner = new Learner(Scorm2004API, line.manifest);
  const steps = [];
  const done = [];
  let open = null;
  for (const [at, { do: step, open: after }] of line.steps.entries()) {
    const told = (verdict, theirs) => steps.push({ path: line.name, step, verdict, theirs });
    if (/^\? /.test(step)) {
      const [what, ...ours] = step.slice(2).split(' ');
      let theirs = learner.status(what);
      const unasked = (word) => (word.startsWith('attempts=') && !ours.some((one) => one.startsWith('attempts='))) || (line.ours && word.startsWith('progress='));
      theirs = theirs.filter((word) => !unasked(word));
      // What an open SCO has set reaches scorm-again's tree only when it ends; the standard leaves that open.
      if (what.split('/')[0] === open) told('open');
      else told(ours.join(' ') === theirs.join(' ') ? 'same' : 'other', theirs.join(' ') || 'nothing known');
    } else if (step.startsWith('set ')) {
      move(learner, step, line.ours);
      done.push(step);
    } else {
      const theirs = move(learner, step, line.ours);
      const [, ours] = step.split(/ [=!] /);
      const refused = step.includes(' ! ');
      const same = refused ? theirs.startsWith('! ') : theirs === ours;
      told(same ? (refused && theirs !== `! ${ours}` ? 'code' : 'same') : 'other', theirs);
      if (step.startsWith('can ')) {
        // It was tried by somebody else who came the same way.
        learner = new Learner(Scorm2004API, line.manifest);
        done.forEach((one) => move(learner, one, line.ours));
      } else if (same) {
        done.push(step);
        open = after;
      } else {
        const rest = line.steps.slice(at + 1).filter((one) => !one.do.startsWith('set '));
        if (rest.length) steps.push({ path: line.name, verdict: 'left', count: rest.length });
        break;
      }
    }
  }
  return steps;
}

/** Plays every path: all steps with their verdicts. */
export async function compare() {
  const { Scorm2004API } = await import(pathToFileURL(script).href);
  // The first are about one rule each, the others over manifests that we write.
  const read = (name) => fs.readFileSync(path.join(repository, `tests/sequencing/${name}.jsonl`), 'utf8').trim().split('\n').map((line) => JSON.parse(line));
  const lines = [...read('paths'), ...read('courses').map((line) => ({ ...line, ours: true }))];
  // It reports every delivery to the console, whatever its settings say.
  const { debug, info, log, warn } = console;
  Object.assign(console, { debug: () => {}, info: () => {}, log: () => {}, warn: () => {} });
  try {
    return { paths: lines.length, steps: lines.flatMap((line) => play(Scorm2004API, line)) };
  } finally {
    Object.assign(console, { debug, info, log, warn });
  }
}
