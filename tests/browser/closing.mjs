// Leaving in every way there is, with an LMS that sends to its server as LMSs do: what does the server have afterwards? Runs in both engines, which differ.
import { equal, ok, test } from './lib/check.mjs';
import { loadPlayer } from './lib/load.mjs';
import { courseOf, openHash } from './lib/study.mjs';

const WAYS = {
  'the frame is removed': (page) => page.evaluate(() => document.getElementById('sco').remove()),
  'the frame gets another page': (page) => page.evaluate(() => { document.getElementById('sco').src = '/lms/blank.html'; }),
  'the LMS page gets another page': (page) => page.goto(new URL('/lms/blank.html', page.url()).href),
  'the tab is closed': (page) => page.close(),
  'the window is closed': (page) => page.evaluate(() => window.sco.close()),
};
const WINDOW = 'the window is closed';
const TRANSPORTS = ['sync', 'beacon', 'keepalive'];
// What arrives when a SCO saves nothing before it is closed. The section on browsers in the README says the same.
const TOO_LATE = {
  chromium: { sync: [], beacon: Object.keys(WAYS), keepalive: Object.keys(WAYS) },
  firefox: { sync: Object.keys(WAYS), beacon: Object.keys(WAYS), keepalive: Object.keys(WAYS) },
};
const AWAY = 4000;
const secondsOf = (values) => values['cmi.core.session_time'].split(':').reduce((sum, part) => sum * 60 + Number(part), 0);
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
let serial = 0;

export function closing({ origin, browser, keeping, engine, sent, start }) {
  const coursepack = loadPlayer();

  // Opens an LMS page and in it the SCO at `sco`; `where` is the page or frame in which it runs.
  async function launch(context, by, sco, { windowed = false, as = `learner-${serial += 1}`, kept = {} } = {}) {
    const page = await context.newPage();
    const opened = windowed && page.waitForEvent('popup');
    const query = new URLSearchParams({ by, as, sco, kept: JSON.stringify(kept), ...(windowed && { window: '1' }) });
    await page.goto(`${origin}/lms/remote.html?${query}`);
    const where = windowed ? await opened : await (await page.waitForSelector('#sco')).contentFrame();
    await where.locator('h1').first().waitFor();
    return { page, where, as };
  }
  async function play(context, by, options) {
    const launched = await launch(context, by, `/package/${start}`, options);
    await launched.where.locator('.cp-top').waitFor();
    const course = await courseOf(launched.where);
    const lesson = course.lessons.find((item) => item.completion === 'manual' && item.type !== 'end') || course.lessons[0];
    return { ...launched, course, lesson };
  }
  async function mark({ where, lesson }) {
    await openHash(where, lesson.id);
    if (lesson.completion === 'manual') await where.locator('.cp-complete').click();
  }
  const isDone = (course, lesson, values) => {
    const known = { lessons: course.lessons.map((item) => item.id), questions: course.lessons.flatMap((item) => item.questions || []) };
    const read = coursepack.decodeState((values || {})['cmi.suspend_data'] || '', known);
    return !!read && read.state.completed.has(lesson.id);
  };
  const last = (as) => (sent(as).at(-1) || {}).values;

  for (const by of TRANSPORTS) {
    test(`closing: what an LMS by ${by} hears of a SCO that saves only when it is closed`, async () => {
      const context = await browser().newContext();
      const arrived = await Promise.all(Object.entries(WAYS).map(async ([way, leave]) => {
        const { page, as } = await launch(context, by, '/lms/late.html', { windowed: way === WINDOW });
        await leave(page);
        await pause(700);
        return sent(as).length ? way : '';
      }));
      await context.close();
      equal(arrived.filter(Boolean), TOO_LATE[engine][by], 'arrived');
    });

    test(`closing: an LMS by ${by} has the last completion, however the learner leaves a second later`, async () => {
      const context = await browser().newContext();
      const lost = await Promise.all(Object.entries(WAYS).map(async ([way, leave]) => {
        const visit = await play(context, by, { windowed: way === WINDOW });
        await mark(visit);
        await pause(1000);
        await leave(visit.page);
        await pause(500);
        return isDone(visit.course, visit.lesson, last(visit.as)) ? '' : way;
      }));
      await context.close();
      equal(lost.filter(Boolean), [], 'lost');
    });
  }

  test('closing: what the LMS missed because the learner left in the same moment comes with the next visit', async () => {
    const context = await browser().newContext();
    const seen = await Promise.all(Object.entries(WAYS).map(async ([way, leave]) => {
      const windowed = way === WINDOW;
      const visit = await play(context, 'sync', { windowed });
      await mark(visit);
      await leave(visit.page);
      await pause(500);
      const atOnce = isDone(visit.course, visit.lesson, last(visit.as));
      const again = await play(context, 'sync', { windowed, as: visit.as, kept: last(visit.as) || {} });
      await pause(1000);
      const later = isDone(visit.course, visit.lesson, last(visit.as));
      await again.page.close();
      return { way, atOnce, later };
    }));
    await context.close();
    process.stdout.write(`      left in the moment of marking, LMS that waits: ${seen.filter((item) => item.atOnce).length} of ${seen.length} arrived, the others with the next visit\n`);
    equal(seen.filter((item) => !item.later).map((item) => item.way), [], 'lost for good');
  });

  test('closing: Save and exit is saved in the click', async () => {
    const context = await browser().newContext();
    await Promise.all(TRANSPORTS.map(async (by) => {
      const visit = await play(context, by);
      await mark(visit);
      await visit.where.locator('.cp-exit').click();
      await visit.where.locator('.cp-over h1').waitFor();
      await visit.page.close();
      await pause(300);
      const calls = sent(visit.as).map((item) => item.call);
      equal(calls.filter((call) => call === 'finish').length, 1, `${by}: LMSFinish`);
      equal(calls.at(-1), 'finish', `${by}: the last call`);
      ok(isDone(visit.course, visit.lesson, last(visit.as)), `${by}: the completion`);
    }));
    await context.close();
  });

  test('closing: a page that is kept for the way back goes on with the same session', async () => {
    const context = await (await keeping()).newContext();
    const page = await context.newPage();
    const as = `learner-${serial += 1}`;
    const began = Date.now();
    await page.goto(`${origin}/lms/remote.html?${new URLSearchParams({ by: 'keepalive', as, sco: `/package/${start}?cache`, cache: '1' })}`);
    const where = await (await page.waitForSelector('#sco')).contentFrame();
    await where.locator('.cp-top').waitFor();
    const { lessons } = await courseOf(where);
    await openHash(where, lessons[0].id);
    await pause(800);
    // No driver follows a page out of the cache, so the page itself tells what it sees, and does what a learner would.
    await where.evaluate(([name, id]) => addEventListener('pageshow', (event) => {
      navigator.sendBeacon(`/sent/${name}-seen`, JSON.stringify({ persisted: event.persisted }));
      // Not at once: Firefox drops a change of the address while it shows a page again.
      setTimeout(() => { location.hash = '#/' + id; }, 100);
    }), [as, (lessons[1] || lessons[0]).id]);
    await page.goto(`${origin}/lms/blank.html`);
    await pause(200);
    ok(!sent(as).some((item) => item.call === 'finish'), 'the session stays open');
    equal(last(as)['cmi.core.lesson_location'], lessons[0].id, 'saved before it went');
    await pause(AWAY);
    await page.evaluate(() => { history.back(); });
    for (let wait = 0; wait < 40 && !sent(`${as}-seen`).length; wait += 1) await pause(100);
    await pause(1200);
    equal(sent(`${as}-seen`), [{ persisted: true }], 'came back from the cache');
    equal(last(as)['cmi.core.lesson_location'], (lessons[1] || lessons[0]).id, 'what was done after coming back');
    equal(sent(as).at(-1).initialized, 1, 'LMSInitialize calls');
    const most = (Date.now() - began - AWAY) / 1000;
    ok(secondsOf(last(as)) <= most, `time away is not time spent: ${secondsOf(last(as))} s of at most ${most} s`);
    await context.close();
  });
}
