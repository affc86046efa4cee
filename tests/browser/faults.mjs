// LMSs that fail, lie or are not there: the course plays on, the learner is told, and no call is made that should not be.
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { equal, ok, test } from './lib/check.mjs';
import { errors, learner, saved } from './lib/launch.mjs';
import { answer, complete, courseOf, here, openHash, settled } from './lib/study.mjs';

const status = (inside) => inside.locator('.cp-save').getAttribute('data-status');
const until = async (page, what, check, limit = 6000) => {
  for (const started = Date.now(); Date.now() - started < limit; await page.waitForTimeout(100)) if (await check()) return;
  throw new Error(`${what} did not happen`);
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
