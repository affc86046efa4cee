// Makes the pictures in the README: `COURSEPACK_BIN=… node screenshot.mjs [name]` writes fixtures/screenshots/*.png.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { learner, startBrowser } from './lib/launch.mjs';
import { build, packageFolder } from './lib/package.mjs';
import { serve } from './lib/serve.mjs';
import { answer, complete, courseOf, openHash, settled } from './lib/study.mjs';

const fixtures = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../fixtures');
const PHONE = { viewport: { width: 390, height: 780 }, deviceScaleFactor: 1.5 };
const LARGEST = 150000;

const PICTURES = {
  // A learner in the second week.
  home: {
    options: { viewport: { width: 1280, height: 800 } },
    async show(page, inside, lessons) {
      for (const lesson of lessons.filter((item) => item.module === 'week-1' || item.number === '2.1')) {
        await openHash(inside, lesson.id);
        await complete(page, inside, lesson);
      }
      await inside.evaluate(() => { location.hash = '#/'; });
      await inside.locator('.cp-home h1').waitFor();
    },
  },
  lesson: {
    options: PHONE,
    async show(page, inside, lessons) {
      for (const lesson of lessons.slice(0, 2)) await openHash(inside, lesson.id);
    },
  },
  // One answer wrong, one right.
  quiz: {
    options: { viewport: { width: 1024, height: 780 }, colorScheme: 'dark' },
    async show(page, inside, lessons) {
      const quiz = lessons.find((item) => item.type === 'quiz');
      await openHash(inside, quiz.id);
      const [first, second] = quiz.questions.filter((question) => ['choice', 'true-false'].includes(question.kind));
      await answer(inside, quiz, second, true);
      await answer(inside, quiz, first, false);
      await inside.evaluate((id) => document.querySelector(`[data-question="${id}"]`).scrollIntoView(), first.id);
      return false;
    },
  },
  arabic: {
    course: 'courses/multilingual',
    options: { ...PHONE, locale: 'ar' },
    async show(page, inside, lessons) {
      await openHash(inside, lessons[0].id);
      await complete(page, inside, lessons[0]);
      await inside.evaluate(() => { location.hash = '#/'; });
      await inside.locator('.cp-home h1').waitFor();
    },
  },
};

const browser = await startBrowser();
for (const [name, picture] of Object.entries(PICTURES)) {
  if (process.argv[2] && process.argv[2] !== name) continue;
  const server = await serve(picture.course ? build(path.join(fixtures, picture.course)) : packageFolder());
  const who = await learner(browser, server.origin, 'plain', { colorScheme: 'light', reducedMotion: 'reduce', ...picture.options });
  const { page, inside } = await who.launch();
  const { lessons } = await courseOf(inside);
  const top = await picture.show(page, inside, lessons) !== false;
  await settled(page);
  await inside.evaluate((up) => {
    document.activeElement?.blur();
    if (up) window.scrollTo(0, 0);
  }, top);
  const target = path.join(fixtures, 'screenshots', `${name}.png`);
  fs.mkdirSync(path.dirname(target), { recursive: true });
  await page.screenshot({ path: target });
  // Few colours are enough for a screen, and make a third of the bytes.
  execFileSync('convert', [target, '-strip', '-colors', '192', '-define', 'png:compression-level=9', `PNG8:${target}`]);
  await who.close();
  server.close();
  const { size } = fs.statSync(target);
  process.stdout.write(`${path.relative(process.cwd(), target)} ${size} bytes${size > LARGEST ? ': too large' : ''}\n`);
  if (size > LARGEST) process.exitCode = 1;
}
await browser.close();
