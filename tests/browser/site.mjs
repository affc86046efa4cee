// The course without an LMS: from a web server and from the disk, complete a lesson, come back, and it is still complete.
import process from 'node:process';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { equal, ok, Skip, test } from './lib/check.mjs';
import { build } from './lib/package.mjs';
import { serve } from './lib/serve.mjs';
import { answer, complete, courseOf, openHash, settled } from './lib/study.mjs';

const COURSE = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../fixtures/courses/leadership-for-healthcare');

export function sites({ browser, engine }) {
  let folder = '';
  const site = () => {
    if (!process.env.COURSEPACK_BIN) throw new Skip('COURSEPACK_BIN is not set');
    folder ||= build(COURSE, '--format', 'html');
    return folder;
  };

  async function study(address) {
    const context = await browser().newContext();
    const noise = [];
    const open = async () => {
      const page = await context.newPage();
      page.on('pageerror', (error) => noise.push(`exception: ${error.message}`));
      page.on('console', (message) => { if (!/favicon/.test(message.location().url)) noise.push(`console ${message.type()}: ${message.text()}`); });
      await page.goto(address);
      await page.locator('.cp-top').waitFor();
      return page;
    };
    let page = await open();
    const course = await courseOf(page);
    equal(course.format, 'html', 'format');
    equal(await page.locator('.cp-banner, .cp-exit').count(), 0, 'messages about an LMS and ways to leave it');
    const lesson = course.lessons.find((item) => item.completion === 'manual' && item.counts && !item.questions);
    await openHash(page, lesson.id);
    await complete(page, page, lesson);
    await settled(page);
    await page.reload();
    await page.locator('.cp-complete[aria-pressed=true]').waitFor();
    await page.close();
    page = await open();
    await page.locator('.cp-resume .cp-btn-main').click();
    await page.locator(`.cp-main article[data-lesson="${lesson.id}"]`).waitFor();
    equal(await page.locator('.cp-complete').getAttribute('aria-pressed'), 'true', 'complete after coming back');
    // The index is loaded when it is asked for, from the disk too.
    await page.evaluate(() => { location.hash = '#/-search/Run%20char'; });
    await page.locator('.cp-main .cp-line').first().waitFor();
    const found = await page.locator('.cp-main .cp-line').evaluateAll((lines) => lines.map((line) => line.getAttribute('href').slice(2)));
    equal(found[0], 'reading-a-run-chart', 'the lesson with the words in its title comes first');
    ok(found.length > 1, 'others only use them');
    equal(noise, [], 'console');
    return { context, page, course };
  }

  test('site: from a web server a lesson stays complete, answers are judged, the end has no way out', async () => {
    const server = await serve(site());
    try {
      const { context, page, course } = await study(`${server.origin}/package/index.html`);
      const quiz = course.lessons.find((item) => item.type === 'quiz');
      await openHash(page, quiz.id);
      await answer(page, quiz, quiz.questions[0], true);
      ok(await page.locator('.cp-right').count() > 0, 'a right answer is called right');
      const end = course.lessons.find((item) => item.type === 'end');
      await openHash(page, end.id);
      equal(await page.locator('[data-end] .cp-actions .cp-icon-exit').count(), 0, 'ways out');
      await context.close();
    } finally {
      server.close();
    }
  });

  test('site: from the disk a lesson stays complete', async () => {
    const { context } = await study(pathToFileURL(path.join(site(), 'index.html')).href);
    await context.close();
  });

  test('site: the first use of a term shows its definition, with and without JavaScript, and on paper', async () => {
    const server = await serve(site());
    try {
      for (const javaScriptEnabled of [true, false]) {
        const context = await browser().newContext({ javaScriptEnabled });
        const page = await context.newPage();
        await page.goto(`${server.origin}/package/${javaScriptEnabled ? 'index.html#/week-6-reflection' : 'lessons/week-6-reflection.html'}`);
        const term = page.locator('.cp-term', { hasText: 'co-production' });
        const definition = page.locator('#term-co-production');
        ok(!(await definition.isVisible()), 'hidden at first');
        await term.click();
        ok(/An equal partnership/.test(await definition.innerText()), 'the definition');
        await page.keyboard.press('Escape');
        ok(!(await definition.isVisible()), 'closed by Escape');
        // WebDriver BiDi cannot show Firefox's pages as on paper.
        if (engine === 'chromium') {
          await page.emulateMedia({ media: 'print' });
          ok(await definition.isVisible(), 'there on paper');
        }
        await context.close();
      }
    } finally {
      server.close();
    }
  });

  test('site: in a frame of another page it opens at once, without waiting for an LMS', async () => {
    const server = await serve(site());
    const context = await browser().newContext();
    try {
      const page = await context.newPage();
      await page.goto(`${server.origin}/lms/blank.html`);
      await page.evaluate(() => { document.body.append(Object.assign(document.createElement('iframe'), { src: '/package/index.html' })); });
      await page.frameLocator('iframe').locator('.cp-top').waitFor({ timeout: 2500 });
    } finally {
      await context.close();
      server.close();
    }
  });
}
