// axe-core on every page of the sample course, as a learner meets it: untouched, answered wrongly, answered rightly, finished;
// light, dark, 320 pixels wide, from right to left; inside the player and as static pages. Nothing may be found.
import fs from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { axe } from './lib/axe.mjs';
import { equal, ok, Skip, test } from './lib/check.mjs';
import { fill, finishCourse } from './lib/fill.mjs';
import { learner } from './lib/launch.mjs';
import { build } from './lib/package.mjs';
import { serve } from './lib/serve.mjs';
import { courseOf, openHash, openView, settled } from './lib/study.mjs';

const courses = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../fixtures/courses');
// While a course is browsed nothing is locked and nothing is kept.
const BROWSE = { values: { 'cmi.core.lesson_mode': 'browse' } };
const VIEWS = ['', '-todo', '-glossary', '-search', '-help'];
const MODES = {
  'in light colours': { colorScheme: 'light' },
  'in dark colours': { colorScheme: 'dark' },
  'at 320 pixels': { viewport: { width: 320, height: 640 } },
  'from right to left': { direction: 'rtl' },
};

function scanner(direction) {
  const faults = [];
  let scans = 0;
  const started = Date.now();
  const scan = async (frame, place, state) => {
    if (direction) await frame.evaluate((dir) => { for (const part of [document.documentElement, ...document.querySelectorAll('[dir]')]) part.dir = dir; }, direction);
    scans += 1;
    faults.push(...(await axe(frame)).map((line) => `${place}, ${state}: ${line}`));
  };
  const report = (what) => {
    process.stdout.write(`      ${what}: ${scans} pages and states, ${faults.length} violations, ${Math.round((Date.now() - started) / 1000)} s\n`);
    equal([...new Set(faults)], [], 'axe-core');
  };
  return { scan, report };
}

// What is folded or floats away from the text is opened, so that it is judged too.
const unfold = (inside) => inside.evaluate(() => { for (const details of document.querySelectorAll('details')) details.open = true; });

async function inPlayer({ browser, origin, sco }, { direction, language, ...options }, scan) {
  const visit = async (profile, store, run) => {
    const who = await learner(browser, origin, 'plain', { profile, store, sco, ...options });
    try {
      const { page, inside } = await who.launch();
      if (language) {
        await inside.locator('.cp-language select').selectOption(language);
        await inside.waitForFunction((tag) => document.documentElement.lang === tag, language);
      }
      await run({ who, page, inside, lessons: (await courseOf(inside)).lessons });
      equal(who.noise, [], 'console');
    } finally {
      await who.close();
    }
  };
  const asks = (lesson) => (lesson.questions || []).length + (lesson.texts || []).length > 0 || lesson.type === 'end';

  await visit(BROWSE, null, async ({ inside, lessons }) => {
    for (const name of VIEWS) {
      await openView(inside, name);
      await unfold(inside);
      await scan(inside, name || 'home', 'untouched');
    }
    for (const lesson of lessons) {
      await openHash(inside, lesson.id);
      await unfold(inside);
      await scan(inside, lesson.id, 'untouched');
      const term = inside.locator('.cp-main [popovertarget]').first();
      if (await term.count()) {
        await term.click();
        await scan(inside, lesson.id, 'a definition is open');
        await inside.evaluate(() => document.querySelector(':popover-open')?.hidePopover());
      }
      for (const how of asks(lesson) ? ['wrong', 'right'] : []) {
        if (!(await fill(inside, how)) && how === 'right') continue;
        await scan(inside, lesson.id, how);
      }
    }
    const menu = inside.locator('.cp-menu');
    if (await menu.isVisible()) {
      await menu.click();
      await scan(inside, 'contents', 'opened as a dialog');
    }
  });

  // A test whose tries are used up shows the solution.
  await visit({}, null, async ({ inside, lessons }) => {
    for (const lesson of lessons.filter((item) => item.test && !item.requires)) {
      await openHash(inside, lesson.id);
      for (let turn = 0; turn < (lesson.test.attempts || 1); turn += 1) await fill(inside, 'wrong');
      await scan(inside, lesson.id, 'no tries left');
    }
    const locked = lessons.find((lesson) => lesson.requires);
    if (locked) {
      await openView(inside, locked.id);
      await scan(inside, locked.id, 'locked');
    }
  });

  let store;
  await visit({}, null, async ({ who, page, inside, lessons }) => {
    await finishCourse(inside, lessons, openHash);
    await settled(page);
    await inside.locator('.cp-save[data-status=saved]').waitFor();
    store = await who.stored();
  });
  await visit({}, store, async ({ inside, lessons }) => {
    ok(['passed', 'completed'].includes(store['cmi.core.lesson_status']), `the course is finished, not ${store['cmi.core.lesson_status']}`);
    for (const name of VIEWS) {
      await openView(inside, name);
      await scan(inside, name || 'home', 'finished');
    }
    for (const lesson of lessons.filter(asks)) {
      await openHash(inside, lesson.id);
      await scan(inside, lesson.id, 'finished');
    }
    await inside.locator('.cp-exit').click();
    await inside.locator('.cp-over h1').waitFor();
    await scan(inside, 'the page after leaving', 'finished');
  });
}

// The pages as they lie in the package: what is read without the player.
async function asPages({ browser, origin, folder }, { direction, ...options }, scan, few) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 860 }, ...options });
  // The shell keeps its list of contents when the player does not come.
  await context.route(/\/player\/player\.js$/, (route) => route.abort());
  const page = await context.newPage();
  const pages = fs.readdirSync(folder, { recursive: true }).map((name) => name.split(path.sep).join('/')).filter((name) => name.endsWith('.html')).sort();
  const kinds = new Set();
  for (const name of pages) {
    const kind = (/data-type="(\w+)"/.exec(fs.readFileSync(path.join(folder, name), 'utf8')) || [0, name])[1];
    if (few && kinds.has(kind)) continue;
    kinds.add(kind);
    await page.goto(`${origin}/package/${name}`);
    await unfold(page);
    await scan(page, name, 'a page alone');
  }
  await context.close();
}

export function accessibility({ origin, folder, browser, start }) {
  for (const [mode, options] of Object.entries(MODES)) {
    test(`accessibility: axe finds nothing in any lesson in any state ${mode}`, async () => {
      const { scan, report } = scanner(options.direction);
      await Promise.all([inPlayer({ browser: browser(), origin, sco: start }, options, scan), asPages({ browser: browser(), origin, folder }, options, scan, mode !== 'in light colours')]);
      report(mode);
    });
  }

  test('accessibility: axe finds nothing in a course in Arabic', async () => {
    if (!process.env.COURSEPACK_BIN) throw new Skip('COURSEPACK_BIN is needed to build the course in three languages');
    const packed = build(path.join(courses, 'multilingual'));
    const server = await serve(packed);
    const { scan, report } = scanner();
    try {
      await Promise.all([inPlayer({ browser: browser(), origin: server.origin, sco: 'index.html' }, { language: 'ar' }, scan), asPages({ browser: browser(), origin: server.origin, folder: packed }, {}, scan, false)]);
    } finally {
      server.close();
    }
    report('in Arabic');
  });

  test('accessibility: axe finds nothing in the messages', async () => {
    const { scan, report } = scanner();
    for (const colorScheme of ['light', 'dark']) {
      const alone = await learner(browser(), origin, 'plain', { profile: { absent: true }, sco: start, colorScheme });
      const { inside } = await alone.launch();
      await scan(inside, 'no LMS', colorScheme);
      await alone.close();
      const failing = await learner(browser(), origin, 'plain', { profile: { commitFalse: 99 }, sco: start, colorScheme });
      const again = await failing.launch();
      await again.inside.locator('.cp-exit').click();
      await again.inside.locator('.cp-banner .cp-btn').first().waitFor();
      await scan(again.inside, 'leaving failed', colorScheme);
      await failing.context.route(/\/lessons\//, (route) => route.abort());
      await again.inside.evaluate((id) => { location.hash = `#/${id}`; }, (await courseOf(again.inside)).lessons[0].id);
      await again.inside.locator('.cp-message').waitFor({ timeout: 15000 });
      await scan(again.inside, 'a page that cannot be loaded', colorScheme);
      await failing.close();
    }
    report('messages');
  });
}
