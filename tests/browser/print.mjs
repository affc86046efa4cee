// On paper and without JavaScript: a PDF made by Chromium holds what the learner needs, and the course can be read by its links alone.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { equal, ok, Skip, test } from './lib/check.mjs';
import { courseOf, openHash } from './lib/study.mjs';

function textOf(pdf) {
  const file = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'coursepack-')), 'page.pdf');
  fs.writeFileSync(file, pdf);
  try {
    return execFileSync('pdftotext', ['-layout', file, '-'], { encoding: 'utf8' }).replace(/\s+/g, ' ');
  } catch (error) {
    if (error.code === 'ENOENT') throw new Skip('pdftotext is not there; it comes with poppler-utils');
    throw error;
  } finally {
    fs.rmSync(path.dirname(file), { recursive: true });
  }
}
const has = (text, part, what) => ok(text.includes(part.replace(/\s+/g, ' ').trim()), `${what}: "${part.trim().slice(0, 60)}" is not on paper, but ${text.slice(0, 300)}`);

export function prints({ origin, browser, start }) {
  // As it is on paper: the course alone in its window, in dark colours, which paper does not take over.
  const visit = async (run) => {
    const context = await browser().newContext({ colorScheme: 'dark' });
    const page = await context.newPage();
    try {
      await page.goto(`${origin}/package/${start}`);
      await page.locator('.cp-top').waitFor();
      await run(page, (await courseOf(page)).lessons);
    } finally {
      await context.close();
    }
  };
  const transcript = (page) => page.locator('.cp-transcript p').last().textContent();

  test('accessibility A-40: a lesson on paper holds its transcript, without the player around it', () => visit(async (page, lessons) => {
    for (const lesson of lessons.filter((item) => item.type === 'video' || item.type === 'audio')) {
      await openHash(page, lesson.id);
      const text = textOf(await page.pdf());
      has(text, lesson.title, lesson.id);
      has(text, await transcript(page), `${lesson.id}, transcript`);
      ok(!text.includes('Save and exit') && !text.includes('Mark as complete'), `${lesson.id}: buttons on paper`);
    }
  }));

  test('accessibility A-40: what the learner wrote, verdicts and feedback are on paper', () => visit(async (page, lessons) => {
    const reflection = lessons.find((lesson) => lesson.type === 'reflection');
    await openHash(page, reflection.id);
    const thoughts = Array.from({ length: 60 }, (unused, n) => `On day ${n} I listened to somebody.`).join(' ');
    await page.locator('[data-text] textarea').first().fill(thoughts);
    let text = textOf(await page.pdf());
    for (const part of ['On day 0 I listened', 'On day 59 I listened to somebody.']) has(text, part, 'reflection');
    const quiz = lessons.find((lesson) => lesson.type === 'quiz');
    await openHash(page, quiz.id);
    const section = page.locator('[data-kind=true-false]').first();
    await section.locator('input').first().check();
    await section.locator('[type=submit]').click();
    const verdict = (await section.locator('.cp-feedback').innerText()).replace(/\s+/g, ' ').trim();
    text = textOf(await page.pdf());
    has(text, verdict.slice(0, 80), 'verdict and feedback');
  }));

  test('accessibility A-40: addresses of links are on paper, and paper is white', () => visit(async (page, lessons) => {
    const addresses = [];
    for (const lesson of lessons.filter((item) => item.type === 'external' || item.type === 'article')) {
      await openHash(page, lesson.id);
      const link = page.locator('.cp-main article a[href^=http]:not([href*="127.0.0.1"])').first();
      if (!(await link.count())) continue;
      const text = textOf(await page.pdf());
      const address = (await link.getAttribute('href')).replace(/\/$/, '');
      // Long addresses are broken, and pdftotext takes a dash at the end of a line for a hyphen.
      const bare = (part) => part.replace(/[\s-]/g, '');
      ok(bare(text).includes(bare(address)), `${lesson.id}: ${address} is not on paper`);
      addresses.push(address);
      if (addresses.length > 2) break;
    }
    ok(addresses.length, 'a link to another site');
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    const [ground, ink] = await page.evaluate(() => [getComputedStyle(document.body).backgroundColor, getComputedStyle(document.querySelector('.cp-main article p')).color]);
    equal([ground, ink], ['rgb(255, 255, 255)', 'rgb(0, 0, 0)'], 'paper and ink');
  }));

  test('accessibility A-40: a week on paper holds every lesson of the week and its transcripts', () => visit(async (page, lessons) => {
    const week = lessons.find((lesson) => lesson.type === 'audio').module;
    await page.evaluate((id) => { window.print = () => {}; location.hash = `#/-print/${id}`; }, week);
    await page.locator('.cp-main article').first().waitFor();
    const inside = lessons.filter((lesson) => lesson.module === week);
    try {
      await page.waitForFunction((title) => document.querySelector('.cp-main').textContent.includes(title), inside.at(-1).title, { timeout: 8000 });
    } catch (error) {
      throw new Skip('a week cannot be printed yet');
    }
    const text = textOf(await page.pdf());
    for (const lesson of inside) has(text, lesson.title, week);
    has(text, await transcript(page), 'transcript');
  }));

  test('accessibility A-41: without JavaScript every lesson is read by following the links, and films have controls', async () => {
    const context = await browser().newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto(`${origin}/package/${start}`);
    // The data file knows how many lessons there are; the page must not need it.
    const course = await (await page.request.get(`${origin}/package/course.js`)).text();
    const wanted = [...course.matchAll(/"page":"([^"]+)"/g)].map((match) => match[1]);
    ok(await page.locator('noscript .cp-banner, .cp-banner').first().isVisible(), 'it says that progress cannot be saved');
    equal(await page.locator('#cp-contents a[href^="lessons/"]').count(), wanted.length, 'links in the contents');
    await page.locator('#cp-contents a').first().click();
    const read = [];
    for (;;) {
      const name = new URL(page.url()).pathname.replace('/package/', '');
      read.push(name);
      ok(await page.locator('article h1').isVisible() && (await page.locator('article').innerText()).trim().length > 60, `${name} can be read`);
      for (const media of await page.locator('video, audio').all()) ok(await media.evaluate((item) => item.controls && item.querySelector('track[kind=captions]') !== null && item.getAttribute('src') !== null), `${name}: controls and captions`);
      if (await page.locator('video, audio').count()) {
        await page.locator('.cp-transcript summary').click();
        ok(await page.locator('.cp-transcript p').first().isVisible(), `${name}: the transcript opens`);
      }
      const next = page.locator('a[rel=next]');
      if (!(await next.count()) || read.length > wanted.length) break;
      await next.click();
    }
    equal(read, wanted, 'lessons read');
    await page.locator('header a').first().click();
    ok(await page.locator('#cp-contents').isVisible(), 'back to the contents');
    await context.close();
    process.stdout.write(`      without JavaScript: ${read.length} lessons\n`);
  });
}
