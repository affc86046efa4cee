// A package opened from disk by a double click: no server, no LMS. Engines differ in what a page from disk may read and keep.
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { equal, ok, test } from './lib/check.mjs';
import { courseOf, openHash } from './lib/study.mjs';

export function disk({ browser, folder, start }) {
  test('disk: every lesson opens from file:, with its pictures, and what is done is there the next day', async () => {
    const context = await browser().newContext({ viewport: { width: 1280, height: 860 } });
    const noise = [];
    const open = async () => {
      const page = await context.newPage();
      page.on('pageerror', (error) => noise.push(error.message));
      await page.goto(pathToFileURL(path.join(folder, start)).href);
      await page.locator('.cp-top').waitFor();
      return page;
    };
    let page = await open();
    const { lessons } = await courseOf(page);
    const seen = new Set();
    // One lesson of each type that is open from the start; the last of them is the place to come back to.
    const some = lessons.filter((lesson) => lesson.type !== 'end' && !(lesson.requires || []).length && !seen.has(lesson.type) && seen.add(lesson.type));
    const marked = [];
    for (const lesson of some) {
      await openHash(page, lesson.id);
      const missing = await page.locator('.cp-main article img').evaluateAll(async (images) => {
        const bad = [];
        for (const image of images) {
          image.loading = 'eager';
          await image.decode().catch(() => bad.push(image.src));
        }
        return bad;
      });
      equal(missing, [], `${lesson.id}: pictures that do not show`);
      if (lesson.completion !== 'manual') continue;
      await page.locator('.cp-complete').click();
      marked.push(lesson.id);
    }
    const media = some.find((lesson) => lesson.type === 'video' || lesson.type === 'audio');
    if (media) {
      await openHash(page, media.id);
      const seconds = await page.locator('video, audio').first().evaluate((element) => new Promise((resolve) => {
        element.onloadedmetadata = element.onerror = () => resolve(element.duration || 0);
        element.load();
      }));
      ok(seconds > 0, `${media.id}: the film plays from disk`);
    }
    await page.waitForTimeout(700);
    await page.close();
    page = await open();
    // The contents have the lines of the modules that are open.
    await page.locator('.cp-side .cp-module').evaluateAll((modules) => modules.forEach((module) => { module.open = true; }));
    await page.locator('.cp-side .cp-module').last().locator('.cp-line').first().waitFor();
    const done = await page.evaluate((ids) => ids.filter((id) => document.querySelector(`.cp-side .cp-line[href="#/${id}"]`)?.dataset.state !== 'completed'), marked);
    equal(done, [], 'marked, and not kept on this device');
    if (lessons.length > 1) ok(await page.locator('.cp-resume').count() === 1, 'the home page offers the place');
    equal(noise, [], 'exceptions');
    await context.close();
  });

  test('disk: the pages of a package link to each other and to their files', () => {
    const pages = fs.readdirSync(folder, { recursive: true }).filter((name) => name.endsWith('.html'));
    const broken = [];
    for (const name of pages) {
      for (const [, address] of fs.readFileSync(path.join(folder, name), 'utf8').matchAll(/\s(?:href|src|poster)="([^"#:]+)(?:#[^"]*)?"/g)) {
        const file = path.join(folder, path.dirname(name), decodeURIComponent(address.replaceAll('&amp;', '&')).replace(/\?.*/, ''));
        if (!fs.existsSync(file)) broken.push(`${name}: ${address}`);
      }
    }
    equal(broken, [], 'links to nothing');
  });
}
