// LMSs that fail, lie or are not there: the course plays on, the learner is told, and no call is made that should not be.
import fs from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { pathToFileURL } from 'node:url';
import { equal, ok, Skip, test } from './lib/check.mjs';
import { errors, learner, saved } from './lib/launch.mjs';
import { serve } from './lib/serve.mjs';
import { answer, complete, courseOf, here, openHash, settled } from './lib/study.mjs';

const status = (inside) => inside.locator('.cp-save').getAttribute('data-status');
const until = async (page, what, check, limit = 6000) => {
  for (const started = Date.now(); Date.now() - started < limit; await page.waitForTimeout(100)) if (await check()) return;
  throw new Error(`${what} did not happen`);
};
// The contents have lines for the modules that are open.
const unfolded = async (inside) => {
  await inside.evaluate(() => { for (const branch of document.querySelectorAll('.cp-side details')) branch.open = true; });
  return inside;
};
const tickFirst = async (inside) => {
  const course = await courseOf(inside);
  const lesson = course.lessons.find((item) => item.completion === 'manual' && item.type !== 'end') || course.lessons[0];
  await openHash(inside, lesson.id);
  if (lesson.completion === 'manual') await inside.locator('.cp-complete').click();
  return lesson;
};

export function faults({ origin, browser, folder, start }) {
  const visit = async (options, run) => {
    const who = await learner(browser(), origin, options.lms || 'plain', { sco: start, ...options });
    try {
      const opened = await who.launch();
      await run({ who, ...opened });
      if (!options.noisy) equal(who.noise, [], 'console');
    } finally {
      await who.close();
    }
  };

  test('fault: three commits fail, the fourth saves', () => visit({ profile: { commitFalse: 3 } }, async ({ who, page, inside }) => {
    await until(page, 'the learner is told', async () => (await status(inside)) === 'unsaved');
    equal(await inside.locator('.cp-save').textContent(), 'Not saved yet', 'words');
    await until(page, 'a later try saves', async () => (await status(inside)) === 'saved', 9000);
    const calls = await who.calls();
    equal(calls.filter((call) => call.name === 'LMSCommit').map((call) => call.answer), ['false', 'false', 'false', 'true'], 'commits');
    const lesson = await tickFirst(inside);
    await settled(page);
    equal(await status(inside), 'saved', 'status after the next change');
    ok(saved(await who.calls(), 'cmi.core.lesson_location').at(-1) === lesson.id, 'location');
  }));

  test('fault: an LMS that never saves keeps the learner from leaving unseen, and the device remembers', () => visit({ profile: { commitFalse: 1e9 } }, async ({ who, page, inside }) => {
    const lesson = await tickFirst(inside);
    await until(page, 'the learner is told', async () => (await status(inside)) === 'unsaved');
    await inside.locator('.cp-exit').click();
    await inside.locator('[data-banner=exit]').waitFor();
    ok(!(await who.calls()).some((call) => call.name === 'LMSFinish'), 'finished although nothing was saved');
    await inside.locator('[data-banner=exit] .cp-btn').last().click();
    await inside.locator('.cp-over').waitFor();
    await page.close();
    await who.setItem('lms:profile', '{}');
    const again = await who.launch();
    await openHash(again.inside, lesson.id);
    equal(await again.inside.locator('.cp-complete').getAttribute('aria-pressed'), 'true', 'the lesson is still completed');
    await settled(again.page);
    equal(await status(again.inside), 'saved', 'and is saved now');
  }));

  test('fault: no API', () => visit({ profile: { absent: true } }, async ({ who, page, inside }) => {
    await inside.locator('[data-banner=lms]').waitFor();
    const lesson = await tickFirst(inside);
    await settled(page);
    equal(await status(inside), 'device', 'status');
    await page.close();
    const again = await who.launch();
    await again.inside.locator('.cp-resume .cp-btn-main').click();
    await again.inside.locator(`.cp-main article[data-lesson="${lesson.id}"]`).waitFor();
    equal(await again.inside.locator('.cp-complete').getAttribute('aria-pressed'), 'true', 'kept on the device');
  }));

  test('fault: an API that comes a second and a half after the course', () => visit({ profile: { late: 1500 } }, async ({ who, page, inside }) => {
    const lesson = await tickFirst(inside);
    await settled(page);
    equal([await status(inside), await inside.locator('[data-banner=lms]').count()], ['saved', 0], 'what the learner is told');
    const calls = await who.calls();
    equal([calls.filter((call) => call.name === 'LMSInitialize').length, saved(calls, 'cmi.core.lesson_status')[0], saved(calls, 'cmi.core.lesson_location').at(-1)], [1, 'incomplete', lesson.id], 'what the LMS got');
  }));

  for (const [name, profile] of [['throws on LMSInitialize', { throws: true }], ['refuses LMSInitialize', { initialize: 'false' }]]) {
    test(`fault: an API that ${name}`, () => visit({ profile }, async ({ inside, page }) => {
      await inside.locator('[data-banner=lms]').waitFor();
      await tickFirst(inside);
      await settled(page);
      equal(await status(inside), 'device', 'status');
    }));
  }

  // What cannot be read must not be written over, so the session does not begin.
  test('fault: an API that throws on everything after LMSInitialize', () => visit({ profile: { throwsLater: true } }, async ({ who, page, inside }) => {
    await inside.locator('[data-banner=lms]').waitFor();
    await tickFirst(inside);
    await settled(page);
    equal(await status(inside), 'device', 'status');
    equal((await who.calls()).filter((call) => call.name === 'LMSSetValue'), [], 'written');
  }));

  test('fault: an API that was initialised already', () => visit({ profile: { initialized: true } }, async ({ who, page, inside }) => {
    await settled(page);
    equal(await status(inside), 'saved', 'the session goes on');
    ok((await who.calls()).some((call) => call.name === 'LMSCommit'), 'committed');
  }));

  test('fault: both APIs are there, only API is called', () => visit({ profile: { both: true } }, async ({ who, page, inside }) => {
    await tickFirst(inside);
    await settled(page);
    await inside.locator('.cp-exit').click();
    await inside.locator('.cp-over').waitFor();
    equal(await who.getItem('lms:wrong'), null, 'a call to API_1484_11');
    ok((await who.calls()).length > 5, 'calls to API');
  }));

  test('fault: an LMS without LMSFinish, with values out of order', () => visit({ profile: { missing: ['LMSFinish', 'LMSGetErrorString', 'LMSGetDiagnostic'], unsupported: ['cmi.student_data', 'cmi.interactions', 'cmi.objectives', 'cmi.core._children', 'cmi.core.score._children'],
    values: { 'cmi.core.lesson_status': 'unknown', 'cmi.core.entry': 'maybe', 'cmi.suspend_data': '{"slide":3}', 'cmi.core.lesson_location': 'nowhere', 'cmi.core.lesson_mode': 'odd', 'cmi.student_name': null } } }, async ({ who, page, inside }) => {
    const course = await courseOf(inside);
    const lesson = course.lessons.find((item) => (item.questions || []).some((question) => question.kind === 'choice' || question.kind === 'true-false'));
    if (lesson) {
      await openHash(inside, lesson.id);
      const shown = await inside.locator('[data-question][data-kind="choice"], [data-question][data-kind="true-false"]').first().getAttribute('data-question');
      await answer(inside, lesson, lesson.questions.find((question) => question.id === shown), true);
    }
    await settled(page);
    equal(await status(inside), 'saved', 'status');
    equal(saved(await who.calls(), 'cmi.core.lesson_status'), ['incomplete'], 'lesson_status');
    equal((await who.calls()).filter((call) => call.args[0] === 'cmi.interactions._children').length <= 1, true, 'asked for interactions once');
    equal((await who.calls()).filter((call) => call.name === 'LMSSetValue' && /interactions|objectives/.test(call.args[0])), [], 'nothing unsupported is written');
    await inside.locator('.cp-exit').click();
    await inside.locator('.cp-over').waitFor();
  }));

  test('fault: an LMS that forgets the location and one that cuts the state', () => visit({ profile: { emptyLocation: true } }, async ({ who, page, inside }) => {
    const lesson = await tickFirst(inside);
    await settled(page);
    await page.close();
    const again = await who.launch();
    await again.inside.locator('.cp-resume .cp-btn-main').click();
    await again.inside.locator(`.cp-main article[data-lesson="${lesson.id}"]`).waitFor();
    await again.page.close();
    const store = await who.stored();
    await who.setItem('lms:store', { ...store, 'cmi.suspend_data': store['cmi.suspend_data'].slice(0, 12) });
    const cut = await who.launch();
    await openHash(cut.inside, lesson.id);
    equal(await cut.inside.locator('.cp-complete').getAttribute('aria-pressed'), 'true', 'the copy on the device is used when the state is damaged');
  }));

  test('fault: the tab is killed two seconds after a lesson is marked', () => visit({}, async ({ who, page, inside }) => {
    const lesson = await tickFirst(inside);
    await page.waitForTimeout(1500);
    const store = await who.stored();
    equal([store['cmi.core.exit'], store['cmi.core.lesson_location']], ['suspend', lesson.id], 'what the LMS holds without any farewell');
    ok(/^\d{4}:\d\d:\d\d\.\d\d$/.test(store['cmi.core.session_time']) && store['cmi.core.session_time'] !== '0000:00:00.00', `session_time ${store['cmi.core.session_time']}`);
  }));

  test('mode: review shows answers, writes nothing', () => visit({ profile: { values: { 'cmi.core.lesson_mode': 'review', 'cmi.core.lesson_status': 'completed' } } }, async ({ who, page, inside }) => {
    await inside.locator('[data-banner=mode]').waitFor();
    const course = await courseOf(inside);
    const lesson = course.lessons.find((item) => item.type === 'quiz' || item.type === 'test');
    if (lesson) {
      await openHash(inside, lesson.id);
      ok(await inside.locator('.cp-question input').first().isDisabled(), 'inputs are disabled');
    }
    await settled(page);
    await inside.locator('.cp-exit').click();
    await inside.locator('.cp-over').waitFor();
    equal((await who.calls()).filter((call) => call.name === 'LMSSetValue'), [], 'written');
  }));

  test('mode: browse lets everything be used, writes nothing', () => visit({ profile: { values: { 'cmi.core.lesson_mode': 'browse' } } }, async ({ who, page, inside }) => {
    await tickFirst(inside);
    await settled(page);
    equal((await who.calls()).filter((call) => call.name === 'LMSSetValue' || call.name === 'LMSCommit'), [], 'written');
    const keys = await inside.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith('coursepack|')));
    equal(keys, [], 'kept on the device');
  }));

  test('mode: no-credit keeps place and state, judges nothing', () => visit({ profile: { values: { 'cmi.core.credit': 'no-credit' } } }, async ({ who, page, inside }) => {
    const course = await courseOf(inside);
    const exam = course.lessons.find((lesson) => lesson.type === 'test');
    await openHash(inside, (exam || course.lessons[0]).id);
    if (exam) await complete(page, inside, exam);
    await settled(page);
    const calls = await who.calls();
    equal([saved(calls, 'cmi.core.score.raw'), saved(calls, 'cmi.core.lesson_status')], [[], ['incomplete']], 'score and status');
    ok(saved(calls, 'cmi.suspend_data').length > 0 && saved(calls, 'cmi.core.lesson_location').at(-1) === (exam || course.lessons[0]).id, 'place and state');
  }));

  test('text: what does not fit stays on the device, and the learner is told which', () => visit({}, async ({ who, page, inside }) => {
    const course = await courseOf(inside);
    const lesson = course.lessons.find((item) => item.type === 'reflection' || item.type === 'discussion' || item.type === 'exercise');
    if (!lesson) return;
    await openHash(inside, lesson.id);
    const area = inside.locator('[data-text] textarea').first();
    const text = Array.from({ length: 9000 }, (unused, at) => String.fromCharCode(33 + ((at * at * 7919 + at * 31) % 5003) % 90)).join('');
    await area.fill(text);
    await area.blur();
    await inside.locator('[data-banner=space]').waitFor();
    ok((await inside.locator('[data-banner=space]').textContent()).includes(typeof lesson.title === 'string' ? lesson.title : Object.values(lesson.title)[0]), 'names the lesson');
    await settled(page);
    ok(saved(await who.calls(), 'cmi.suspend_data').every((value) => value.length <= 4096), 'never more than 4,096 characters');
    equal(errors(await who.calls()), [], 'errors');
    await page.close();
    const again = await who.launch();
    await openHash(again.inside, lesson.id);
    equal(await again.inside.locator('[data-text] textarea').first().inputValue(), text, 'the text after coming back');
    const short = 'Short and kept by the LMS.';
    await again.inside.locator('[data-text] textarea').first().fill(short);
    await again.inside.locator('[data-text] textarea').first().blur();
    await settled(again.page);
    await again.inside.evaluate(() => { for (const key of Object.keys(localStorage)) if (key.startsWith('coursepack|')) localStorage.removeItem(key); });
    await again.page.close();
    const third = await who.launch();
    await openHash(third.inside, lesson.id);
    equal(await third.inside.locator('[data-text] textarea').first().inputValue(), short, 'a text that fits comes back from the LMS alone');
  }));

  test('text: every field filled with 2,000 characters leaves the state below 4,096 with every completion in it, and nothing is lost', async () => {
    const who = await learner(browser(), origin, 'plain', { sco: start });
    // Every lesson is open from the start.
    await who.context.route(/\/package\/(course|sco_[\w-]+)\.js$/, async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, body: `${await response.text()};for (const item of [...window.coursepack.course.lessons, ...window.coursepack.course.modules]) delete item.requires;` });
    });
    const { page, inside } = await who.launch();
    const course = await courseOf(inside);
    const lessons = course.lessons.filter((item) => ['reflection', 'discussion', 'exercise'].includes(item.type));
    if (!lessons.length) return;
    const texts = new Map();
    const write = (name) => {
      let state = name.length;
      let text = `${name}: `;
      while (text.length < 2000) { state = (Math.imul(state, 1664525) + 1013904223 + text.length) >>> 0; text += `${(state % 46656).toString(36)} `; }
      return text.slice(0, 2000);
    };
    const done = [];
    for (const lesson of lessons) {
      await openHash(inside, lesson.id);
      const areas = await inside.locator('[data-text] textarea').all();
      for (const [at, area] of areas.entries()) {
        const text = write(`${lesson.id} ${at}`);
        texts.set(`${lesson.id}/${at}`, text);
        await area.fill(text);
        await area.blur();
      }
      if (lesson.completion === 'manual') await inside.locator('.cp-complete').click();
      if (areas.length || lesson.completion === 'manual') done.push(lesson.id);
    }
    await inside.locator('.cp-save[data-status=saved]').waitFor({ state: 'attached' });
    await settled(page);
    const sent = saved(await who.calls(), 'cmi.suspend_data');
    equal([sent.every((value) => value.length <= 4096), errors(await who.calls())], [true, []], 'never more than 4,096 characters');
    // Without the device, the LMS alone has every completion.
    await unfolded(inside);
    const completed = (value) => inside.evaluate(async (ids) => [...document.querySelectorAll('.cp-side .cp-line[data-state=completed]')].filter((line) => ids.some((id) => line.getAttribute('href') === '#/' + id)).length, value);
    equal(await completed(done), done.length, 'completed here');
    const space = inside.locator('[data-banner=space]');
    let told = '';
    if (texts.size > 3) {
      told = await space.locator('p').first().textContent();
      const [file] = await Promise.all([page.waitForEvent('download'), space.locator('button, a').first().click()]);
      const notes = fs.readFileSync(await file.path(), 'utf8');
      equal([...texts.values()].filter((text) => !notes.includes(text.trim())), [], 'missing in the download');
    }
    await page.close();
    const again = await who.launch();
    for (const lesson of lessons) {
      await openHash(again.inside, lesson.id);
      for (const [at, area] of (await again.inside.locator('[data-text] textarea').all()).entries()) equal(await area.inputValue(), texts.get(`${lesson.id}/${at}`), `${lesson.id} after coming back`);
    }
    if (told) equal(await again.inside.locator('[data-banner=space] p').first().textContent(), told, 'the same texts stay on the device');
    await again.page.close();
    const other = await who.context.newPage();
    await other.goto(`${origin}/lms/blank.html`);
    await other.evaluate(() => { for (const key of Object.keys(localStorage)) if (key.startsWith('coursepack|')) localStorage.removeItem(key); });
    const alone = await who.launch();
    await unfolded(alone.inside);
    equal(await alone.inside.evaluate((ids) => ids.filter((id) => !document.querySelector(`.cp-side .cp-line[data-state=completed][href="#/${id}"]`)), done), [], 'not completed without the device');
    const titleOf = (lesson) => (typeof lesson.title === 'string' ? lesson.title : Object.values(lesson.title)[0]);
    for (const lesson of lessons) {
      await openHash(alone.inside, lesson.id);
      for (const [at, area] of (await alone.inside.locator('[data-text] textarea').all()).entries()) {
        ok((await area.inputValue()) === texts.get(`${lesson.id}/${at}`) || told.includes(titleOf(lesson)), `${lesson.id}: the LMS has no such text, and the learner was not told`);
      }
    }
    equal(who.noise, [], 'console');
    await who.close();
  });

  test('text: reflections go to the LMS only when the author asks for it, once, at the end', async () => {
    for (const mode of ['private', 'record']) {
      const who = await learner(browser(), origin, 'plain', { sco: start });
      await who.context.route(/\/package\/(course|sco_[\w-]+)\.js$/, async (route) => {
        const response = await route.fetch();
        await route.fulfill({ response, body: `${await response.text()};window.coursepack.course.reflections='${mode}';` });
      });
      const { page, inside } = await who.launch();
      const lesson = (await courseOf(inside)).lessons.find((item) => item.type === 'reflection');
      if (lesson) {
        await openHash(inside, lesson.id);
        for (const text of ['First thought.', 'Second thought.']) {
          await inside.locator('[data-text] textarea').first().fill(text);
          await inside.locator('[data-text] textarea').first().blur();
          await settled(page);
        }
        await inside.locator('.cp-exit').click();
        await inside.locator('.cp-over').waitFor();
        const sent = saved(await who.calls(), 'cmi.comments');
        equal([sent.length, sent.join().includes('Second thought.')], mode === 'record' ? [1, true] : [0, false], mode);
      }
      await who.close();
    }
  });

  test('text: words typed a moment before the window closes are kept', () => visit({}, async ({ who, page, inside }) => {
    const course = await courseOf(inside);
    const lesson = course.lessons.find((item) => item.type === 'reflection' || item.type === 'discussion' || item.type === 'exercise');
    if (!lesson) return;
    await openHash(inside, lesson.id);
    await inside.locator('[data-text] textarea').first().pressSequentially('just now');
    await page.close({ runBeforeUnload: true });
    await new Promise((resolve) => setTimeout(resolve, 300));
    const again = await who.launch();
    await openHash(again.inside, lesson.id);
    equal(await again.inside.locator('[data-text] textarea').first().inputValue(), 'just now', 'the text');
  }));

  // What is typed and ticked in one window appears in the other, and both LMS sessions end up with all of it.
  test('windows: two of one course know of each other, and nothing is lost', () => visit({}, async ({ who, page, inside }) => {
    const course = await courseOf(inside);
    const byHand = course.lessons.filter((item) => item.completion === 'manual' && item.type !== 'end');
    if (byHand.length < 2) return;
    const second = await who.context.newPage();
    await second.goto(page.url());
    await second.frameLocator('#sco').locator('.cp-top').waitFor();
    const other = second.frames().find((item) => item.url().includes('/package/'));
    const tick = async (where, lesson) => {
      await openHash(where, lesson.id);
      await where.locator('.cp-complete').click();
      await where.locator('.cp-save[data-status=saved]').waitFor({ state: 'attached' });
    };
    const seen = async (where, lesson, yes) => (await unfolded(where)).locator(`.cp-side .cp-line${yes ? '[data-state=completed]' : ':not([data-state=completed])'}[href="#/${lesson.id}"]`).waitFor({ state: 'attached' });
    await tick(inside, byHand[0]);
    await seen(other, byHand[0], true);
    await until(second, 'the learner is told of the other window', async () => (await other.locator('.cp-toast').textContent()).includes('another window'));
    await tick(other, byHand[1]);
    await seen(inside, byHand[1], true);
    await inside.locator('.cp-complete').click();
    await seen(other, byHand[0], false);
    await inside.locator('.cp-complete').click();
    await seen(other, byHand[0], true);
    const writing = course.lessons.find((item) => item.type === 'reflection');
    if (writing) {
      for (const where of [inside, other]) await openHash(where, writing.id);
      await inside.locator('[data-text] textarea').first().fill('From the first window.');
      await inside.locator('[data-text] textarea').first().blur();
      await until(second, 'the words appear in the other window', async () => (await other.locator('[data-text] textarea').first().inputValue()) === 'From the first window.');
    }
    // The first window is the last to speak, then the second: whoever is last, the LMS has everything.
    await settled(page);
    await page.close({ runBeforeUnload: true });
    await second.close({ runBeforeUnload: true });
    await new Promise((resolve) => setTimeout(resolve, 300));
    const again = await who.launch();
    for (const lesson of byHand.slice(0, 2)) await seen(again.inside, lesson, true);
  }));

  for (const [name, script] of [['refuses its storage', () => Object.defineProperty(window, 'localStorage', { get() { if (location.pathname.startsWith('/package/')) throw new DOMException('no', 'SecurityError'); return window.top.sessionStorage; } })],
    ['has no room left', () => { const { setItem } = Storage.prototype; Storage.prototype.setItem = function (key, value) { if (key.startsWith('coursepack|')) throw new DOMException('full', 'QuotaExceededError'); return setItem.call(this, key, value); }; }]]) {
    test(`storage: a browser that ${name}: saved by the LMS, and without one the learner is told that nothing is kept`, async () => {
      const who = await learner(browser(), origin, 'plain', { sco: start });
      const { page } = await who.launch();
      await page.close();
      await who.context.addInitScript(script);
      const opened = await who.launch();
      const lesson = await tickFirst(opened.inside);
      await opened.inside.locator('.cp-save[data-status=saved]').waitFor({ state: 'attached' });
      equal(await opened.inside.locator('[data-banner]').count(), 0, 'banners with an LMS');
      equal(who.noise, [], 'console');
      await who.close();
      const alone = await browser().newContext();
      await alone.addInitScript(script);
      const bare = await alone.newPage();
      const noise = [];
      bare.on('pageerror', (error) => noise.push(error.message));
      await bare.goto(`${origin}/package/${start}`);
      await bare.locator('[data-banner=lms]').waitFor();
      await openHash(bare, lesson.id);
      await settled(bare);
      equal([await status(bare), await bare.locator('[data-banner=lms]').textContent()].map((text) => /unsaved|not saved/.test(text)), [true, true], 'what the learner is told');
      await bare.locator('.cp-exit').click();
      await bare.locator('[data-banner=exit]').waitFor();
      ok(!/kept on this device\./.test(await bare.locator('[data-banner=exit]').textContent()), 'the device keeps nothing');
      await bare.locator('[data-banner=exit] .cp-btn').last().click();
      await bare.locator('.cp-over').waitFor();
      ok(!/is saved/.test(await bare.locator('.cp-over').textContent()), 'not called saved');
      equal(noise, [], 'exceptions');
      await alone.close();
    });
  }

  test('storage: cleared in the middle of a visit', () => visit({ profile: { absent: true } }, async ({ who, page, inside }) => {
    const course = await courseOf(inside);
    const byHand = course.lessons.filter((item) => item.completion === 'manual' && item.type !== 'end').slice(0, 2);
    for (const lesson of byHand) {
      await openHash(inside, lesson.id);
      await inside.locator('.cp-complete').click();
      await settled(page);
      await inside.evaluate(() => { for (const key of Object.keys(localStorage)) if (key.startsWith('coursepack|')) localStorage.removeItem(key); });
    }
    await openHash(inside, course.lessons[0].id);
    await settled(page);
    equal(await status(inside), 'device', 'status');
    await page.close();
    const again = await who.launch();
    await unfolded(again.inside);
    for (const lesson of byHand) await again.inside.locator(`.cp-side .cp-line[data-state=completed][href="#/${lesson.id}"]`).waitFor({ state: 'attached' });
  }));

  // The browser's cache of pages, the real one: the session stays open, is suspended in the LMS while away, and goes on.
  test('cache: away and back by the browser\'s buttons, without a new start', async () => {
    const { chromium } = await import('playwright-core');
    const own = await chromium.launch({ executablePath: process.env.COURSEPACK_CHROMIUM || '/usr/bin/chromium', args: ['--no-sandbox'], ignoreDefaultArgs: ['--disable-back-forward-cache'] });
    try {
      const stored = await serve(folder, { store: true });
      const who = await learner(own, stored.origin, 'plain', { sco: start });
      const { page, inside } = await who.launch();
      await inside.evaluate(() => { window.backs = 0; window.addEventListener('pageshow', (event) => { if (event.persisted) window.backs += 1; }); });
      const lesson = await tickFirst(inside);
      await inside.locator('.cp-save[data-status=saved]').waitFor({ state: 'attached' });
      await page.goto(`${stored.origin}/lms/blank.html`);
      const store = await who.stored();
      equal(store['cmi.core.exit'], 'suspend', 'exit while away');
      await page.goBack({ waitUntil: 'commit' });
      await page.waitForTimeout(500);
      // The browser's driver knows nothing of frames that come back, so the page itself is asked.
      const inFrame = (action, argument) => page.evaluate(([code, given]) => (0, eval)(`(${code})`)(document.querySelector('#sco').contentWindow, given), [action.toString(), argument]);
      const backs = await inFrame((win) => win.backs);
      if (!backs) throw new Skip(`this Chromium keeps no pages: ${await page.evaluate(() => JSON.stringify(performance.getEntriesByType('navigation')[0].notRestoredReasons))}`);
      equal(await inFrame((win) => win.document.querySelector('.cp-main article[data-lesson]').dataset.lesson), lesson.id, 'the place');
      const names = (await who.calls()).map((call) => call.name);
      equal([names.filter((name) => name === 'LMSInitialize').length, names.includes('LMSFinish')], [1, false], 'Initialize and Finish');
      const before = names.length;
      await inFrame((win) => win.document.querySelector('.cp-exit').click());
      await until(page, 'the course says that it is over', () => inFrame((win) => !!win.document.querySelector('.cp-over')));
      const after = (await who.calls()).slice(before).map((call) => call.name);
      equal(after.filter((name) => name === 'LMSFinish').length, 1, 'finished once');
      equal(who.noise, [], 'console');
      stored.close();
    } finally {
      await own.close();
    }
  });

  test('frozen: a page that the browser freezes and wakes goes on where it was', () => visit({}, async ({ who, page, inside }) => {
    const lesson = await tickFirst(inside);
    const session = await who.context.newCDPSession(page);
    await session.send('Page.setWebLifecycleState', { state: 'frozen' });
    await new Promise((resolve) => setTimeout(resolve, 1000));
    await session.send('Page.setWebLifecycleState', { state: 'active' });
    await openHash(inside, lesson.id);
    await inside.locator('.cp-save[data-status=saved]').waitFor({ state: 'attached' });
    const names = (await who.calls()).map((call) => call.name);
    equal([names.filter((name) => name === 'LMSInitialize').length, names.includes('LMSFinish')], [1, false], 'Initialize and Finish');
  }));

  test('offline: a server that goes away is noticed, and that it came back', async () => {
    const who = await learner(browser(), origin, 'plain', { sco: start });
    // A minute is a second here.
    await who.context.addInitScript(() => {
      const { setTimeout: later } = window;
      if (location.pathname.startsWith('/package/')) window.setTimeout = (action, ms, ...rest) => later(action, ms === 60000 ? 1000 : ms, ...rest);
      const now = performance.now.bind(performance);
      if (location.pathname.startsWith('/package/')) performance.now = () => now() * 60;
    });
    const { page, inside } = await who.launch();
    await inside.locator('.cp-save[data-status=saved]').waitFor({ state: 'attached' });
    await page.waitForTimeout(1500);
    const refuse = (route) => route.abort('connectionrefused');
    await who.context.route('**/player/page.js', refuse);
    await tickFirst(inside);
    await inside.locator('[data-banner=offline]').waitFor({ timeout: 10000 });
    equal(await status(inside), 'unsaved', 'status');
    await who.context.unroute('**/player/page.js', refuse);
    const before = (await who.calls()).filter((call) => call.name === 'LMSCommit').length;
    await inside.locator('[data-banner=offline]').waitFor({ state: 'detached', timeout: 10000 });
    await inside.locator('.cp-save[data-status=saved]').waitFor({ state: 'attached' });
    ok((await who.calls()).filter((call) => call.name === 'LMSCommit').length > before, 'committed again');
    await page.close();
    equal(who.noise.filter((line) => !/ERR_CONNECTION_REFUSED/.test(line)), [], 'console');
    await who.close();
  });

  test('api: found in ancestors and openers at any depth, past windows of other origins', async () => {
    const context = await browser().newContext();
    const page = await context.newPage();
    await page.goto(`${origin}/lms/blank.html`);
    await page.addScriptTag({ url: '/lms/blank.html' }).catch(() => {});
    const code = fs.readFileSync(path.resolve(path.dirname(new URL(import.meta.url).pathname), '../../src/player/web/api.js'), 'utf8');
    const result = await page.evaluate((source) => {
      (0, eval)(source);
      const api = { LMSInitialize: () => 'true' };
      const chain = (depth, top) => { let win = top; for (let level = 0; level < depth; level += 1) win = { parent: win, top }; return win; };
      const wall = () => new Proxy({}, { get(target, name) { if (name in target) return target[name]; throw new Error('cross-origin'); } });
      const out = {};
      for (const depth of [0, 1, 7, 8, 20, 400]) {
        const top = { API: api };
        top.parent = top; top.top = top;
        out[`parent ${depth}`] = !!window.coursepack.findApi(chain(depth, top), 'API', 'LMSInitialize');
        const opened = { opener: { parent: null } };
        opened.parent = opened; opened.top = opened;
        opened.opener = chain(depth, top);
        out[`opener ${depth}`] = !!window.coursepack.findApi(opened, 'API', 'LMSInitialize');
        const shell = { opener: top };
        shell.parent = shell; shell.top = shell;
        out[`opener of top ${depth}`] = !!window.coursepack.findApi(chain(depth, shell), 'API', 'LMSInitialize');
        const foreign = wall();
        Object.assign(foreign, { parent: top, top });
        out[`other origin between ${depth}`] = !!window.coursepack.findApi(chain(depth, foreign), 'API', 'LMSInitialize');
      }
      const lonely = {};
      lonely.parent = lonely; lonely.top = lonely; lonely.opener = null;
      out.none = !window.coursepack.findApi(lonely, 'API', 'LMSInitialize');
      const plateau = { opener: { document: { API: api } } };
      plateau.opener.parent = plateau.opener; plateau.opener.opener = null; plateau.parent = plateau; plateau.top = plateau;
      out.plateau = !!window.coursepack.findApi(plateau, 'API', 'LMSInitialize');
      return out;
    }, code);
    equal(Object.entries(result).filter(([, found]) => !found), [], 'not found');
    await context.close();
  });

  test('events: in any order at most one Initialize and one Finish, and nothing after it', async () => {
    for (let seed = 1; seed <= 6; seed += 1) {
      await visit({}, async ({ who, page, inside }) => {
        await inside.evaluate(async (start) => {
          let state = start * 7919;
          const pick = (list) => { state = (Math.imul(state, 1664525) + 1013904223) >>> 0; return list[state % list.length]; };
          const hide = (persisted, type) => window.dispatchEvent(Object.assign(new Event(type), { persisted }));
          for (let step = 0; step < 25; step += 1) {
            pick([() => document.dispatchEvent(new Event('visibilitychange')), () => hide(true, 'pagehide'), () => hide(true, 'pageshow'), () => { location.hash = '#/-todo'; }, () => { location.hash = '#/'; },
              () => window.dispatchEvent(new Event('online')), () => step > 15 && hide(false, 'pagehide'), () => step > 18 && document.querySelector('.cp-exit') && document.querySelector('.cp-exit').click()])();
            await new Promise((resolve) => setTimeout(resolve, 15));
          }
        }, seed);
        await page.close({ runBeforeUnload: true });
        await new Promise((resolve) => setTimeout(resolve, 200));
        const names = (await who.calls()).map((call) => call.name).filter((name) => name !== 'LMSGetLastError');
        equal([names.filter((name) => name === 'LMSInitialize').length, names.filter((name) => name === 'LMSFinish').length], [1, 1], `seed ${seed}: Initialize and Finish`);
        equal(names.at(-1), 'LMSFinish', `seed ${seed}: the last call`);
      });
    }
  });

  test('exit: a window that the LMS opened is closed after saving', async () => {
    const context = await browser().newContext();
    const page = await context.newPage();
    await page.goto(`${origin}/lms/popup.html`);
    const [popup] = await Promise.all([page.waitForEvent('popup'), page.evaluate((name) => { window.open(`/package/${name}`, 'sco', 'width=1000,height=700'); }, start)]);
    await popup.locator('.cp-exit').waitFor();
    // The window may be gone before the click is done with.
    await Promise.all([popup.waitForEvent('close'), popup.locator('.cp-exit').click().catch(() => {})]);
    const calls = (await page.evaluate(() => localStorage.getItem('lms:calls'))).trim().split('\n').map((line) => JSON.parse(line).name);
    equal(calls.filter((name) => name === 'LMSFinish').length, 1, 'LMSFinish');
    await context.close();
  });

  test('order: in a linear course what comes later is closed, says why, and opens', async () => {
    const who = await learner(browser(), origin, 'plain', { sco: start });
    await who.context.route(/\/package\/(course|sco_[\w-]+)\.js$/, async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, body: `${await response.text()};window.coursepack.course.sequence='linear';` });
    });
    const { page, inside } = await who.launch();
    const course = await courseOf(inside);
    const [first, second, third] = course.lessons;
    if (third) {
      await inside.evaluate((id) => { location.hash = '#/' + id; }, third.id);
      await inside.locator('.cp-message h1').waitFor();
      await inside.locator('.cp-side .cp-module').evaluateAll((modules) => modules.forEach((module) => { module.open = true; }));
      await inside.locator('.cp-side .cp-line[data-state=locked]').first().waitFor({ state: 'attached' });
      equal(await inside.locator('.cp-side .cp-line[data-state=locked][href]').count(), 0, 'links to what is locked');
      await inside.locator('.cp-message .cp-btn-main').click();
      await inside.locator(`.cp-main article[data-lesson="${first.id}"]`).waitFor();
      await complete(page, inside, first);
      await inside.locator('.cp-next:not([aria-disabled])').click();
      await inside.locator(`.cp-main article[data-lesson="${second.id}"]`).waitFor();
    }
    equal(who.noise, [], 'console');
    await who.close();
  });

  test('disk: the course plays from file:, and keeps its progress', async () => {
    const context = await browser().newContext();
    const page = await context.newPage();
    const noise = [];
    page.on('pageerror', (error) => noise.push(error.message));
    await page.goto(pathToFileURL(path.join(folder, start)).href);
    await page.locator('[data-banner=lms]').waitFor();
    const course = await page.evaluate(() => window.coursepack.course);
    await page.evaluate((id) => { location.hash = '#/' + id; }, course.lessons[0].id);
    await page.locator(`.cp-main article[data-lesson="${course.lessons[0].id}"]`).waitFor();
    equal(await here(page), course.lessons[0].id, 'lesson');
    await page.waitForTimeout(700);
    await page.reload();
    await page.locator(`.cp-main article[data-lesson="${course.lessons[0].id}"]`).waitFor();
    equal(noise, [], 'exceptions');
    await context.close();
  });

  test('package: no unload handler, nothing from the network', () => {
    const walk = (dir) => fs.readdirSync(dir, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? walk(path.join(dir, entry.name)) : [path.join(dir, entry.name)]));
    for (const file of walk(folder).filter((name) => /\.(html|js|css)$/.test(name))) {
      const text = fs.readFileSync(file, 'utf8');
      ok(!/['"](before)?unload['"]|\bon(before)?unload\s*=/.test(text), `${file} listens to unload`);
      ok(!/<script[^>]+src="?https?:|<link[^>]+rel="?stylesheet[^>]+https?:|@import\s*(url\()?["']?(https?:)?\/\/|url\(["']?https?:/.test(text), `${file} loads something from elsewhere`);
    }
  });
}
