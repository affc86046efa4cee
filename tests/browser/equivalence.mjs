// What `coursepack outcomes` foretells is what an LMS has recorded in the end: learners of every kind go through small courses in a browser, in every format.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { equal, ok, Skip, test } from './lib/check.mjs';
import { learner } from './lib/launch.mjs';
import { build } from './lib/package.mjs';
import { serve } from './lib/serve.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));
const file = (name) => path.join(here, 'equivalence', `${name}.yaml`);

// What an LMS of each standard has, in the words of `outcomes`: its elements, objectives and interactions, and how it joins completion and success.
const found = (text, pattern) => (pattern.exec(text) || [])[1] || '';
const known = (word) => (word === 'unknown' ? '' : word);
const listed = (list) => Object.values(list?.childArray || list || {}).filter((entry) => entry && typeof entry === 'object' && 'id' in entry);
const LMS = {};
LMS.scorm12 = {
  page: 'scorm-again',
  elements: ({ core }) => ({ 'cmi.core.lesson_status': core.lesson_status, 'cmi.core.score.raw': core.score.raw, 'cmi.core.score.min': core.score.raw && core.score.min, 'cmi.core.score.max': core.score.raw && core.score.max,
    'cmi.core.lesson_location': core.lesson_location, 'cmi.core.exit': core.exit }),
  objectives: ({ objectives }) => listed(objectives).map(({ id, status, score }) => [id, { status, 'score.raw': score.raw }]),
  interactions: ({ interactions }) => listed(interactions).map(({ id, type, result }) => [id, type, result]),
  // A word for both, in which what can still be passed is not complete.
  status: ({ completion, success }, scored) => (completion !== 'completed' || !scored ? completion : success === 'unknown' ? 'incomplete' : success),
  // The mark as the manifest says it, which the LMS gives back.
  profile: (item) => ({ mastery: found(item, /<adlcp:masteryscore>([^<]*)/) }),
};
const scores = (score, root) => Object.fromEntries(['scaled', 'raw', 'min', 'max'].map((name) => [`${root}score.${name}`, score[name]]));
LMS['scorm2004-3e'] = {
  page: 'scorm-again-2004',
  // The LMS keeps interactions from session to session.
  keeps: true,
  elements: (cmi) => ({ 'cmi.completion_status': cmi.completion_status, 'cmi.success_status': known(cmi.success_status), 'cmi.progress_measure': cmi.progress_measure, ...scores(cmi.score, 'cmi.'), 'cmi.location': cmi.location, 'cmi.exit': cmi.exit }),
  objectives: ({ objectives }) => listed(objectives).map((entry) => [entry.id, { completion_status: known(entry.completion_status), success_status: known(entry.success_status), progress_measure: entry.progress_measure, ...scores(entry.score, '') }]),
  interactions: ({ interactions }) => listed(interactions).map(({ id, type, result }) => [id, type, result]),
  status: ({ completion, recorded }) => [completion, recorded['cmi.success_status']].filter(Boolean).join(', '),
  profile: (item) => ({ cmi: { scaled_passing_score: found(item, /<imsss:minNormalizedMeasure>([^<]*)/), completion_threshold: found(item, /minProgressMeasure="([^"]*)/) || found(item, /<adlcp:completionThreshold>([^<]*)/) } }),
};
LMS['scorm2004-2e'] = LMS['scorm2004-4e'] = LMS['scorm2004-3e'];

// What each kind of learner does: how questions of tests and of other lessons are answered, and whether there is more than looking.
const LEARNERS = {
  passes: { test: 'right', practice: 'right' },
  fails: { test: 'wrong', practice: 'wrong' },
  leaves: { test: 'right', practice: 'right', leaves: true },
  views: {},
  'second-try': { test: 'second', practice: 'second' },
  'without-test': { test: '', practice: 'right' },
};

// Does one lesson that stands open, at once and within the page.
const act = async ({ test, practice }) => {
  const article = document.querySelector('.cp-main article');
  const lesson = window.coursepack.course.lessons.find((item) => item.id === article.dataset.lesson);
  const data = JSON.parse(new DOMParser().parseFromString(await (await fetch(lesson.page)).text(), 'text/html').querySelector('script.cp-data').textContent);
  const how = lesson.test ? test : practice;
  const put = (input, value) => {
    input.value = value;
    input.dispatchEvent(new Event('input', { bubbles: true }));
  };
  const submit = (section, question, right) => {
    const form = section.querySelector('form');
    const { correct } = question;
    const tick = (values) => { for (const input of section.querySelectorAll('input')) if (input.checked !== values.includes(input.value)) input.click(); };
    switch (question.kind) {
      case 'choice': {
        const others = Object.keys(question.options).filter((letter) => !correct.includes(letter));
        tick(right ? correct : others[0] ? others.slice(0, 1) : correct.slice(1));
        break;
      }
      case 'true-false': tick([right === (correct === 't') ? 't' : 'f']); break;
      case 'likert': case 'poll': tick(['a']); break;
      case 'matching': for (const select of form.querySelectorAll('select')) put(select, right ? correct[select.dataset.source] : Object.keys(question.targets).find((target) => target !== correct[select.dataset.source])); break;
      case 'sequencing': {
        const letters = () => [...form.querySelectorAll('[data-item]')].map((item) => item.dataset.item);
        (right ? correct : [...correct].reverse()).forEach((letter, at) => { while (letters().indexOf(letter) > at) form.querySelector(`[data-item="${letter}"] button`).click(); });
        break;
      }
      case 'numeric': put(form.querySelector('input'), String(right ? correct.answer : correct.answer + 1000)); break;
      case 'fill-in': put(form.querySelector('input'), right ? correct[0] : 'something else'); break;
      default: put(form.querySelector('input, textarea'), 'What I would say.');
    }
    form.requestSubmit(form.querySelector('[type=submit]'));
  };
  for (const { id, kind } of how ? lesson.questions || [] : []) {
    const section = article.querySelector(kind === 'poll' ? `[data-poll="${id}"]` : `[data-question="${id}"]`);
    if (!section) continue;
    const question = kind === 'poll' ? { ...data.poll, kind } : data.questions[id];
    const judged = question.correct !== undefined;
    const tries = lesson.test ? lesson.test.attempts : Infinity;
    const wrong = !judged ? 0 : how === 'wrong' ? (lesson.test ? tries : 1) : how === 'second' && tries > 1 ? 1 : 0;
    for (let at = 0; at < wrong; at += 1) submit(section, question, false);
    if (how !== 'wrong' || !wrong) submit(section, question, true);
  }
  if (practice) {
    for (const area of article.querySelectorAll('[data-text] textarea')) {
      if (area.value) continue;
      put(area, 'What I think about it.');
      area.dispatchEvent(new Event('blur'));
    }
    const button = document.querySelector('.cp-complete');
    if (lesson.completion === 'manual' && button.checkVisibility() && button.ariaPressed !== 'true') button.click();
  } else {
    window.scrollTo(0, document.body.scrollHeight);
  }
  // What looks after itself by being read is seen a moment later.
  const read = lesson.completion === 'auto' && !lesson.questions && !lesson.texts;
  for (let wait = 0; read && wait < 100 && document.querySelector('.cp-complete').ariaPressed !== 'true'; wait += 1) await new Promise((next) => setTimeout(next, 20));
};

// Opens a lesson; false when it is locked.
async function enter(inside, id) {
  await inside.evaluate((hash) => {
    window.before = location.hash === hash ? null : document.querySelector('.cp-main article');
    location.hash = hash;
  }, '#/' + id);
  await inside.waitForFunction(() => !window.before?.isConnected && document.querySelector('.cp-main:not([aria-busy]) article'));
  return inside.evaluate((wanted) => document.querySelector('.cp-main article').dataset.lesson === wanted, id);
}

// The SCOs of a package with their lessons and what the manifest says of them.
function scosOf(folder) {
  const pages = fs.readdirSync(folder).filter((name) => /^(index|sco_[^.]*)\.html$/.test(name));
  const manifest = fs.readFileSync(path.join(folder, 'imsmanifest.xml'), 'utf8');
  const scos = pages.map((page) => {
    const data = fs.readFileSync(path.join(folder, page === 'index.html' ? 'course.js' : page.replace('html', 'js')), 'utf8');
    const course = JSON.parse(data.slice(data.indexOf('.course = ') + 10, data.lastIndexOf(';')));
    const scored = course.lessons.some(({ test: rules }) => rules);
    const resource = found(found(manifest, new RegExp(`(<resource [^>]*href="${page}"[^>]*)`)), /identifier="([^"]*)/);
    const at = manifest.indexOf(`identifierref="${resource}"`);
    return { id: course.sco.id, page, lessons: course.lessons.map(({ id }) => id), scored, at, item: manifest.slice(at, manifest.indexOf('</item>', at)) };
  });
  return scos.sort((a, b) => a.at - b.at);
}

// A learner's whole way. Returns what the LMS has at each moment, by SCO.
async function walk(world, lms, scos, name) {
  const how = LEARNERS[name];
  const stores = new Map();
  const had = new Map();
  const moments = [];
  const left = scos.flatMap(({ lessons }) => lessons);
  // Opens a SCO, does what can be done of these lessons, and leaves.
  const visit = async (sco, wanted) => {
    const who = await learner(world.browser(), world.origin, lms.page, { profile: lms.profile(sco.item), store: stores.get(sco.id), sco: sco.page });
    const { page, inside } = await who.launch();
    for (;;) {
      let opened = false;
      for (const id of wanted.filter((lesson) => left.includes(lesson))) {
        if (!await enter(inside, id)) continue;
        await inside.evaluate(act, how);
        left.splice(left.indexOf(id), 1);
        opened = true;
      }
      if (!opened) break;
    }
    await inside.locator('.cp-exit').click();
    await inside.locator('.cp-over').waitFor();
    const model = await page.evaluate(() => JSON.parse(window.lms.renderCMIToJSONString()).cmi);
    const before = (!lms.keeps && had.get(sco.id)?.interactions) || [];
    had.set(sco.id, { elements: lms.elements(model), objectives: lms.objectives(model), interactions: [...before, ...lms.interactions(model)] });
    stores.set(sco.id, await who.stored());
    equal(who.noise, [], `${name}: console`);
    await who.close();
  };
  const through = async (lessons) => {
    for (const sco of scos) {
      const wanted = sco.lessons.filter((id) => lessons.includes(id) && left.includes(id));
      if (wanted.length) await visit(sco, wanted);
    }
    moments.push(new Map(had));
  };
  const all = [...left];
  if (how.leaves) await through(all.slice(0, Math.ceil(all.length / 2)));
  await through(all);
  return moments;
}

const plain = (elements) => Object.fromEntries(Object.entries(elements).filter(([, value]) => value !== undefined && value !== '').map(([name, value]) => [name, String(value)]).sort());
const sorted = (list) => [...list].map((entry) => JSON.stringify(entry)).sort();

// What was foretold of a SCO against what the LMS has.
function compare(lms, record, had, what) {
  if (record.completion === 'not attempted') return equal(had, undefined, what);
  const best = record.best || record;
  if (!record.best) {
    equal(plain(had.elements), plain(record.recorded), `${what}: elements`);
    equal(had.objectives.map(([id, fields]) => [id, plain(fields)]), record.objectives.map(({ id, recorded }) => [id, plain(recorded)]), `${what}: objectives`);
  }
  // Chance decides: each value is one of the two, or a number between them.
  for (const [name, value] of Object.entries(had.elements)) {
    const [low, high] = [record.recorded[name] ?? '', best.recorded[name] ?? ''];
    const between = value !== '' && Number(value) >= Number(low) && Number(value) <= Number(high);
    ok(value === low || value === high || between, `${what}: ${name} is ${value}, not from ${low} to ${high}`);
  }
  const [drawn, fixed] = [true, false].map((is) => record.interactions.entries.filter((entry) => !!entry.drawn === is));
  const ids = new Set(fixed.map(({ id }) => id));
  equal(had.interactions.filter(([id]) => ids.has(id)), fixed.map(({ id, type, result }) => [id, type, result]), `${what}: interactions`);
  equal(sorted(had.interactions.filter(([id]) => !ids.has(id)).map(([, ...rest]) => rest)), sorted(drawn.map(({ type, result }) => [type, result])), `${what}: drawn interactions`);
}

// What is meant, whatever the words of the format.
const meaning = ({ sco, completion, success, score, lessons, location, interactions, objectives, best }) => ({ sco, completion, success, score, lessons, location, objectives: objectives.map(({ id }) => id),
  answers: [...new Map(interactions.entries.filter(({ type }) => type !== 'long-fill-in').map(({ id, result }) => [id, result.replace('incorrect', 'wrong')]))], best: best && meaning(best) });

const foretold = (name, format, granularity, learners = []) => JSON.parse(execFileSync(process.env.COURSEPACK_BIN,
  ['outcomes', file(name), '--json', '--format', format, '--granularity', granularity, ...learners.flatMap((one) => ['--learner', one])])).courses[0].formats[0];

// Runs several at a time.
async function pool(tasks, size = 3) {
  const waiting = [...tasks];
  await Promise.all(Array.from({ length: size }, async () => { while (waiting.length) await waiting.shift()(); }));
}

const ALL = Object.keys(LEARNERS);
// A course, what becomes one SCO, in which formats, which learners. Every lesson a SCO of its own means many launches, and few of them say something new.
const RUNS = [['free', 'course', Object.keys(LMS), ALL], ['linear', 'course', ['scorm12', 'scorm2004-3e'], ALL], ['free', 'module', ['scorm12', 'scorm2004-4e'], ['leaves', 'second-try']], ['free', 'lesson', ['scorm12'], ['leaves']], ['free', 'lesson', ['scorm2004-2e'], ['without-test']]];

export function equivalence({ browser }) {
  for (const [name, granularity, formats, kinds] of RUNS) {
    for (const format of formats) {
      test(`equivalence: learners of every kind in ${name}, one SCO a ${granularity}, as ${format}: the LMS has what was foretold`, async () => {
        if (!process.env.COURSEPACK_BIN) throw new Skip('COURSEPACK_BIN is needed to foretell and to build');
        const lms = LMS[format];
        const { learners } = foretold(name, format, granularity, kinds);
        equal(learners.map(({ learner: one }) => one), kinds, 'learners');
        const folder = build(file(name), '--format', format, '--granularity', granularity);
        const scos = scosOf(folder);
        const server = await serve(folder);
        try {
          await pool(learners.map(({ learner: one, moments }) => async () => {
            const had = await walk({ browser, origin: server.origin }, lms, scos, one);
            equal(had.length, moments.length, `${one}: moments`);
            moments.forEach(({ when, scos: records }, at) => {
              equal(records.map(({ sco }) => sco), scos.map(({ id }) => id), 'SCOs');
              for (const record of records) {
                compare(lms, record, had[at].get(record.sco), `${one}, ${when}, ${record.sco}`);
                const scored = /test|exam|final|pre/.test(JSON.stringify(scos.find(({ id }) => id === record.sco).lessons));
                if (lms.joined) equal(record.status, lms.joined(record, scored), `${one}, ${when}, ${record.sco}: joined`);
              }
            });
          }));
        } finally {
          server.close();
        }
      });
    }
  }
  for (const name of ['free', 'linear']) {
    for (const granularity of ['course', 'module', 'lesson']) {
      test(`equivalence: in ${name}, one SCO a ${granularity}, every format means the same`, async () => {
        if (!process.env.COURSEPACK_BIN) throw new Skip('COURSEPACK_BIN is needed to foretell');
        const formats = Object.keys(LMS);
        const [first, ...others] = formats.map((format) => foretold(name, format, granularity).learners.map(({ learner: one, moments }) => [one, moments.map(({ when, scos }) => [when, scos.map(meaning)])]));
        equal(first.map(([one]) => one), ALL, 'learners');
        others.forEach((other, at) => equal(other, first, formats[at + 1]));
      });
    }
    test(`equivalence: without an LMS nothing of ${name} is recorded`, async () => {
      if (!process.env.COURSEPACK_BIN) throw new Skip('COURSEPACK_BIN is needed to foretell');
      const { records, learners } = foretold(name, 'html', 'course');
      equal([records, learners], [false, []], 'html');
    });
  }
}
