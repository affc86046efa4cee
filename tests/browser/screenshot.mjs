// Makes the picture in the README: the home page of the sample course as a learner sees it who is in its second week.
// `COURSEPACK_BIN=… node screenshot.mjs` writes fixtures/screenshots/home.png.
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { learner, startBrowser } from './lib/launch.mjs';
import { packageFolder } from './lib/package.mjs';
import { serve } from './lib/serve.mjs';
import { complete, courseOf, openHash, settled } from './lib/study.mjs';

const target = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../fixtures/screenshots/home.png');
const server = await serve(packageFolder());
const browser = await startBrowser();
const who = await learner(browser, server.origin, 'plain', { viewport: { width: 1280, height: 800 }, colorScheme: 'light', reducedMotion: 'reduce' });
const { page, inside } = await who.launch();
const { lessons } = await courseOf(inside);
const begun = lessons.filter((lesson) => lesson.module === 'week-1' || lesson.number === '2.1');
for (const lesson of begun) {
  await openHash(inside, lesson.id);
  await complete(page, inside, lesson);
}
await inside.evaluate(() => { location.hash = '#/'; });
await settled(page);
await inside.evaluate(() => { document.activeElement?.blur(); window.scrollTo(0, 0); });
fs.mkdirSync(path.dirname(target), { recursive: true });
await page.screenshot({ path: target });
await browser.close();
server.close();
process.stdout.write(`${target} ${fs.statSync(target).size} bytes\n`);
