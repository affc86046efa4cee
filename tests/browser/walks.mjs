// The whole sample course, every type of question, done by keyboard alone and by taps alone, until the LMS holds `passed`.
// And on every page: the keyboard comes to everything that can be used, and away from it again.
import { equal, ok, test } from './lib/check.mjs';
import { keyboard, openEyes, pointer } from './lib/hands.mjs';
import { learner, saved } from './lib/launch.mjs';
import { courseOf, dataOf, openHash, openView, settled } from './lib/study.mjs';

const WAIT = 15000;
const BROWSE = { values: { 'cmi.core.lesson_mode': 'browse' } };

// Films run sixteen times as fast as the learner sets them, so that the walk does not last as long as the films.
const hurry = () => {
  const rate = Object.getOwnPropertyDescriptor(HTMLMediaElement.prototype, 'playbackRate');
  Object.defineProperty(HTMLMediaElement.prototype, 'playbackRate', { get: rate.get, set(value) { rate.set.call(this, Math.min(16, value * 16)); } });
};

async function answer(hands, inside, section, question, right) {
  const { correct } = question;
  const box = (value) => `${section} input[value="${value}"]`;
  switch (question.kind) {
    case 'choice': {
      const wanted = right ? correct : Object.keys(question.options).filter((value) => !correct.includes(value)).slice(0, 1);
      const before = await inside.locator(section).locator('input[type=checkbox]:checked').evaluateAll((inputs) => inputs.map((input) => input.value));
      for (const value of before.filter((one) => !wanted.includes(one))) await hands.choose(box(value));
      for (const value of wanted.filter((one) => !before.includes(one))) await hands.choose(box(value));
      break;
    }
    case 'true-false': await hands.choose(box(right === (correct === 't') ? 't' : 'f')); break;
    case 'likert': case 'poll': await hands.choose(box('a')); break;
    case 'matching':
      for (const [source, target] of Object.entries(correct)) await hands.select(`${section} select[data-source="${source}"]`, right ? target : Object.keys(question.targets).find((other) => other !== target));
      break;
    case 'sequencing': {
      const letters = () => inside.locator(`${section} [data-item]`).evaluateAll((items) => items.map((item) => item.dataset.item));
      const wanted = right ? correct : [...correct].reverse();
      for (let at = 0; at < wanted.length; at += 1) while ((await letters()).indexOf(wanted[at]) > at) await hands.press(`${section} [data-item="${wanted[at]}"] button`);
      break;
    }
    case 'numeric': await hands.type(`${section} form input`, String(right ? correct.answer ?? correct.min ?? correct.max : (correct.max ?? correct.min) + 1000)); break;
    case 'fill-in': await hands.type(`${section} form input`, right ? correct[0] : 'something else'); break;
    default: await hands.type(`${section} form textarea`, 'I would say it to the team.');
  }
  await hands.press(`${section} form [type=submit]`);
  await inside.locator(`${section} .cp-verdict`).first().waitFor({ timeout: WAIT });
}

// Does what the open lesson asks for. `kinds` gathers the types of questions that were answered.
async function work(hands, { page, inside }, lesson, kinds) {
  const data = await dataOf(inside, lesson);
  const sections = await inside.evaluate(() => [...document.querySelectorAll('.cp-main [data-question], .cp-main [data-poll]')].map((item) => item.dataset.question || item.dataset.poll));
  for (const id of sections) {
    const question = lesson.type === 'poll' && data.poll ? { ...data.poll, kind: 'poll' } : data.questions[id];
    const section = `.cp-main [data-${question.kind === 'poll' ? 'poll' : 'question'}="${id}"]`;
    // Where wrong answers cost nothing, one is given first.
    if (!kinds.has(question.kind) && question.correct !== undefined && lesson.type !== 'test') {
      await answer(hands, inside, section, question, false);
      equal(await inside.locator(`${section}.cp-wrong`).count(), 1, `${hands.name}: ${id} is wrong`);
    }
    await answer(hands, inside, section, question, true);
    equal(await inside.locator(`${section}.cp-wrong`).count(), 0, `${hands.name}: ${id} is right`);
    kinds.add(question.kind);
  }
  const fields = await inside.locator('.cp-main [data-text]').evaluateAll((items) => items.map((item) => item.dataset.text));
  for (const slot of fields) await hands.type(`.cp-main [data-text="${slot}"] textarea`, 'What I noticed.');
  if (await inside.locator('.cp-main .cp-checklist input').count()) {
    await hands.choose('.cp-main .cp-checklist input');
    kinds.add('checklist');
  }
  if (lesson.type === 'video' || lesson.type === 'audio') {
    await hands.play('.cp-main video, .cp-main audio');
    await inside.waitForFunction(() => document.querySelector('.cp-main video, .cp-main audio').ended, null, { timeout: 60000 });
    await hands.press('.cp-main .cp-transcript summary');
    await inside.locator('.cp-main .cp-transcript[open]').waitFor();
  }
  if (lesson.type === 'download') {
    const [file] = await Promise.all([page.waitForEvent('download'), hands.press('.cp-main .cp-files a')]);
    await file.cancel();
  }
  if (lesson.type === 'external') {
    const [other] = await Promise.all([page.context().waitForEvent('page'), hands.press('.cp-main .cp-external-link a')]);
    await other.close();
  }
  const mark = inside.locator('.cp-complete');
  if (lesson.completion === 'manual' && lesson.type !== 'end') {
    await hands.press('.cp-complete');
    equal(await mark.getAttribute('aria-pressed'), 'true', `${hands.name}: ${lesson.id} is marked`);
  }
}

async function wholeCourse({ browser, origin, start }, hold, options) {
  const who = await learner(browser(), origin, 'plain', { sco: start, ...options });
  await who.context.addInitScript(hurry);
  await who.context.route((url) => url.origin !== origin, (route) => route.fulfill({ contentType: 'text/html', body: '<!doctype html><title>Elsewhere</title>' }));
  const faults = new Set();
  const kinds = new Set();
  const { page, inside } = await who.launch();
  await openEyes(inside);
  const hands = hold(page, inside, faults);
  const { lessons } = await courseOf(inside);
  await hands.press('.cp-home .cp-btn-main');
  for (const lesson of lessons) {
    await inside.locator(`.cp-main article[data-lesson="${lesson.id}"]`).waitFor({ timeout: WAIT });
    try {
      await work(hands, { page, inside }, lesson, kinds);
    } catch (error) {
      throw new Error(`${lesson.id}: ${error.message}`);
    }
    if (lesson !== lessons.at(-1)) await hands.press('.cp-bar a.cp-next');
  }
  await settled(page);
  await hands.press('.cp-exit');
  await inside.locator('.cp-over h1').waitFor();
  // What the LMS heard is read in another window, which sees it a moment later.
  await settled(page);
  const calls = await who.calls();
  equal([...faults], [], 'focus that cannot be seen');
  equal(saved(calls, 'cmi.core.lesson_status').at(-1), 'passed', 'status in the LMS');
  equal(saved(calls, 'cmi.core.score.raw').at(-1), '100', 'score in the LMS');
  equal(calls.at(-1).name, 'LMSFinish', 'the last call');
  const every = new Set(lessons.flatMap((lesson) => (lesson.questions || []).map((question) => question.kind)));
  equal([...every].filter((kind) => !kinds.has(kind)), [], 'types of questions that were not answered');
  equal(who.noise, [], 'console');
  process.stdout.write(`      ${hands.name}: ${lessons.length} lessons, ${kinds.size} types of questions, passed with 100\n`);
  await who.close();
}

// One round of the keyboard through the page: what it comes to, in order, until it is where it began.
async function round(page, inside, key) {
  await inside.evaluate(() => {
    window.stops = [];
    window.hidden = new Set();
    // Round is who comes again to the first place that is still there: one that a late answer replaced is not waited for.
    window.round = () => window.stops.lastIndexOf(window.stops.find((item) => item.isConnected)) > window.stops.findIndex((item) => item.isConnected);
    window.watch = window.watch || document.addEventListener('focusin', (event) => {
      window.stops.push(event.target);
      const why = window.eyes.unseen();
      if (why) window.hidden.add(why);
    }) || true;
  });
  for (let steps = 0; steps < 250; steps += 1) {
    await page.keyboard.press(key);
    if (steps % 5 === 4 && await inside.evaluate(() => window.round())) break;
  }
  return inside.evaluate(() => {
    const first = (input) => input.type !== 'radio' || input === (document.querySelector(`input[name="${input.name}"]:checked`) || document.querySelector(`input[name="${input.name}"]`));
    const usable = [...document.querySelectorAll('a[href], button, input, select, textarea, summary, video[controls], audio[controls], [tabindex="0"]')]
      .filter((item) => item.checkVisibility({ visibilityProperty: true }) && !item.disabled && item.tabIndex >= 0);
    const reached = new Set(window.stops);
    const groups = new Set(window.stops.filter((item) => item.type === 'radio').map((item) => item.name));
    return { trapped: !window.round(), stops: reached.size, hidden: [...window.hidden],
      missed: usable.filter((item) => !reached.has(item) && !(item.type === 'radio' && (groups.has(item.name) || !first(item)))).map(window.eyes.nameOf) };
  });
}

export function walks(world) {
  test('walk: the keyboard alone does every lesson and every type of question, and passes', () => wholeCourse(world, keyboard, {}));
  test('walk: taps alone, without dragging, do every lesson and every type of question on a small screen, and pass', () => wholeCourse(world, pointer, { viewport: { width: 390, height: 800 } }));

  test('walk: on every page the keyboard reaches everything, sees where it is and is never caught', async () => {
    const { browser, origin, start } = world;
    const faults = new Set();
    let stops = 0;
    for (const viewport of [{ width: 1280, height: 860 }, { width: 320, height: 640 }]) {
      const who = await learner(browser(), origin, 'plain', { profile: BROWSE, sco: start, viewport });
      const { page, inside } = await who.launch();
      await openEyes(inside);
      const { lessons } = await courseOf(inside);
      const types = new Set();
      for (const lesson of [...['', '-todo', '-glossary', '-search', '-help'].map((id) => ({ id })), ...lessons]) {
        // A small screen is seen in one lesson of each type, and so is the way backwards.
        const known = lesson.type && types.has(lesson.type);
        types.add(lesson.type);
        if (known && viewport.width < 1000) continue;
        if (lesson.type) await openHash(inside, lesson.id);
        else await openView(inside, lesson.id);
        for (const key of known ? ['Tab'] : ['Tab', 'Shift+Tab']) {
          const seen = await round(page, inside, key);
          stops += seen.stops;
          const name = `${viewport.width} ${lesson.id || 'home'} ${key}`;
          if (seen.trapped) faults.add(`${name}: no way round`);
          for (const fault of [...seen.hidden, ...seen.missed.map((item) => `${item} is not reached`)]) faults.add(`${name}: ${fault}`);
        }
      }
      equal(who.noise, [], 'console');
      await who.close();
    }
    process.stdout.write(`      keyboard: ${stops} places of focus\n`);
    equal([...faults], [], 'keyboard');
    ok(stops > 500, 'places of focus');
  });
}
