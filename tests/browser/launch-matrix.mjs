// Where an LMS may have put its API, with real windows and frames, and a server of another origin in between; and no LMS at all.
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { equal, ok, test } from './lib/check.mjs';
import { learner } from './lib/launch.mjs';
import { web } from './lib/load.mjs';
import { serve } from './lib/serve.mjs';
import { complete, courseOf, openHash, settled } from './lib/study.mjs';

const DEPTHS = [0, 1, 7, 8, 20];

export function launchMatrix({ origin, browser, folder, start }) {
  const code = fs.readFileSync(path.join(web, 'api.js'), 'utf8');

  const frameIn = async (frame, address) => {
    const element = await frame.evaluateHandle((url) => new Promise((resolve) => {
      const child = document.createElement('iframe');
      child.onload = () => resolve(child);
      child.src = url;
      document.body.append(child);
    }), address);
    return element.asElement().contentFrame();
  };
  const windowFrom = async (page, frame, address) => {
    const [popup] = await Promise.all([page.waitForEvent('popup'), frame.evaluate((url) => { window.open(url, '', 'width=400,height=300'); }, address)]);
    await popup.waitForLoadState();
    return popup;
  };
  const giveApi = (frame, where) => frame.evaluate((name) => { (name === 'document' ? document : window).API = { LMSInitialize: () => 'here' }; }, where);
  const look = (frame) => frame.evaluate((source) => {
    (0, eval)(source);
    const begun = performance.now();
    try {
      const found = window.coursepack.findApi(window, 'API', 'LMSInitialize');
      return [found ? found.api.LMSInitialize('') : 'nowhere', performance.now() - begun < 1000 ? 'soon' : 'late'].join(', ');
    } catch (error) {
      return `exception: ${error.message}`;
    }
  }, code);

  test('launch: the API is found in ancestors, openers and Plateau\'s document, at any depth, past another origin', async () => {
    const second = await serve(folder);
    // Another site, not only another port, so that the browser keeps the frames in processes of their own.
    const foreign = second.origin.replace('127.0.0.1', 'localhost');
    const DEEP = Math.max(...DEPTHS);
    const address = (level, wall) => `${level === wall ? foreign : origin}/lms/blank.html?${level}`;
    // All frames of a nest, from the outermost; `wall` is the level that is of another origin.
    const nest = async (page, wall) => {
      const frames = [page.mainFrame()];
      for (let level = 1; level <= DEEP; level += 1) frames.push(await frameIn(frames[level - 1], address(level, wall)));
      return frames;
    };
    const popup = (page) => windowFrom(page, page.mainFrame(), address(0));
    // Each gives the frame at a depth from which the API is looked for.
    const kinds = {
      async parent(page, wall) {
        await giveApi(page.mainFrame(), 'window');
        const frames = await nest(page, wall);
        return (depth) => frames[depth];
      },
      // The window was opened by a frame, and the API is above that frame.
      async opener(page, wall) {
        await giveApi(page.mainFrame(), 'window');
        const frames = await nest(page, wall);
        return async (depth) => (await windowFrom(page, frames[depth], address(0))).mainFrame();
      },
      async 'opener of an opener'(page, wall) {
        await giveApi(page.mainFrame(), 'window');
        const pages = [page];
        for (let level = 1; level <= DEEP; level += 1) pages.push(await windowFrom(pages[level - 1], pages[level - 1].mainFrame(), address(level, wall)));
        return (depth) => pages[depth].mainFrame();
      },
      async 'opener of top'(page, wall) {
        await giveApi(page.mainFrame(), 'window');
        const frames = await nest(await popup(page), wall);
        return (depth) => frames[depth];
      },
      async 'document of top.opener'(page, wall) {
        await giveApi(page.mainFrame(), 'document');
        const frames = await nest(await popup(page), wall);
        return (depth) => frames[depth];
      },
      async 'out of reach'(page, wall) {
        await page.goto(`${foreign}/lms/blank.html`);
        await giveApi(page.mainFrame(), 'window');
        const frames = await nest(page, wall);
        return (depth) => frames[Math.max(1, depth)];
      },
      async nowhere(page, wall) {
        const frames = await nest(await popup(page), wall);
        return (depth) => frames[depth];
      },
    };
    const wrong = [];
    for (const [kind, make] of Object.entries(kinds)) {
      for (const wall of [0, 4]) {
        const context = await browser().newContext();
        const page = await context.newPage();
        await page.goto(address(0));
        const at = await make(page, wall || -1);
        for (const depth of DEPTHS.filter((level) => !wall || level > wall)) {
          const answer = await look(await at(depth));
          const wanted = `${kind === 'out of reach' || kind === 'nowhere' ? 'nowhere' : 'here'}, soon`;
          if (answer !== wanted) wrong.push(`${kind} at ${depth}${wall ? ' behind another origin' : ''}: ${answer}`);
        }
        await context.close();
      }
    }
    second.close();
    equal(wrong, [], 'answers');
  });

  test('launch: a course eight frames deep, behind another origin, saves to its LMS', async () => {
    const second = await serve(folder);
    const context = await browser().newContext();
    const page = await context.newPage();
    await page.goto(`${origin}/lms/popup.html`);
    let frame = page.mainFrame();
    for (let level = 1; level < 8; level += 1) frame = await frameIn(frame, `${level === 4 ? second.origin.replace('127.0.0.1', 'localhost') : origin}/lms/blank.html?${level}`);
    const inside = await frameIn(frame, `${origin}/package/${start}`);
    await inside.locator('.cp-save[data-status=saved]').waitFor({ state: 'attached' });
    const calls = await page.evaluate(() => localStorage.getItem('lms:calls'));
    ok(calls.includes('"LMSCommit"'), 'committed');
    await context.close();
    second.close();
  });

  // From disk and from a server without an LMS: the course is there at once, says so once, and keeps what was done.
  for (const [name, address] of [['from disk', pathToFileURL(path.join(folder, start)).href], ['from a web server', `${origin}/package/${start}`]]) {
    test(`launch: without an LMS ${name}`, async () => {
      const context = await browser().newContext();
      const page = await context.newPage();
      const noise = [];
      page.on('pageerror', (error) => noise.push(error.message));
      page.on('console', (message) => { if (message.type() !== 'error' || !/CORS|Failed to load|favicon/.test(message.text())) noise.push(message.text()); });
      await page.goto(address);
      await page.locator('.cp-top').waitFor({ timeout: 2000 });
      await page.locator('[data-banner=lms]').waitFor();
      equal(await page.locator('[role=dialog]:visible, dialog[open], [aria-busy=true], .cp-spinner').count(), 0, 'nothing in the way');
      const course = await courseOf(page);
      const lesson = course.lessons.find((item) => item.completion === 'manual' && item.type !== 'end');
      if (lesson) {
        await openHash(page, lesson.id);
        await page.locator('.cp-complete').click();
        await settled(page);
        equal(await page.locator('.cp-save').getAttribute('data-status'), 'device', 'status');
        await page.reload();
        await page.locator(`.cp-main article[data-lesson="${lesson.id}"]`).waitFor();
        equal(await page.locator('.cp-complete').getAttribute('aria-pressed'), 'true', 'kept on the device');
        const keys = await page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith('coursepack|')));
        ok(keys.length === 1 && keys[0].includes(course.id) && keys[0].includes(course.version), `kept under ${keys}`);
      }
      equal(noise, [], 'console');
      await context.close();
    });
  }

  test('launch: ?debug=1 traces the calls, and nothing else does', async () => {
    for (const debug of ['', '?debug=1']) {
      const who = await learner(browser(), origin, 'plain', { sco: start + debug });
      const { page, inside } = await who.launch();
      const [lesson] = (await courseOf(inside)).lessons;
      await openHash(inside, lesson.id);
      await complete(page, inside, lesson);
      await settled(page);
      const traced = who.noise.filter((line) => /LMS|Initialize|Commit/.test(line) || line.startsWith('console log'));
      ok(debug ? traced.some((line) => line.includes('Commit')) : who.noise.length === 0, `${debug || 'without'}: ${who.noise.slice(0, 3).join('; ')}`);
      await who.close();
    }
  });
}
