// What the learner chooses for reading, printing a module, and taking notes away.
import fs from 'node:fs';
import { execFileSync } from 'node:child_process';
import os from 'node:os';
import path from 'node:path';
import { equal, ok, test } from './lib/check.mjs';
import { learner } from './lib/launch.mjs';
import { courseOf, openHash, settled } from './lib/study.mjs';

const view = async (inside, name, selector) => {
  await inside.evaluate((hash) => { location.hash = hash; }, `#/-${name}`);
  await inside.locator(selector).first().waitFor();
};

export function options({ origin, browser, folder, start }) {
  const visit = async (settings, run) => {
    const who = await learner(browser(), origin, 'plain', { sco: start, ...settings });
    try {
      await run({ who, ...(await who.launch()) });
      equal(who.noise, [], 'console');
    } finally {
      await who.close();
    }
  };

  test('options: the choices of display hold at once and after coming back', () => visit({}, async ({ who, page, inside }) => {
    await inside.locator('.cp-footer a[href="#/-help"]').click();
    await inside.locator('.cp-looks').waitFor();
    equal(await inside.evaluate(() => [document.activeElement.tagName, document.querySelectorAll('h1').length]), ['H1', 1], 'heading');
    const size = () => inside.evaluate(() => parseFloat(getComputedStyle(document.body).fontSize));
    const before = await size();
    await inside.locator('select[name=size]').selectOption('2');
    await inside.locator('select[name=theme]').selectOption('dark');
    await inside.locator('select[name=spacing]').selectOption('wide');
    await inside.locator('select[name=font]').selectOption('plain');
    ok(Math.abs((await size()) / before - 1.3) < 0.02, `text of ${await size()} after ${before} pixels`);
    const looks = (where) => where.evaluate(() => ({ ...document.documentElement.dataset }));
    const chosen = { size: '2', spacing: 'wide', theme: 'dark', font: 'plain', keys: '' };
    equal(await looks(inside), chosen, 'attributes');
    equal(await inside.evaluate(() => getComputedStyle(document.documentElement).colorScheme), 'dark', 'dark');
    await settled(page);
    await page.close();
    const again = await who.launch();
    equal(await looks(again.inside), chosen, 'attributes after coming back');
    await view(again.inside, 'help', '.cp-looks');
    equal(await again.inside.locator('select[name=size]').inputValue(), '2', 'the field says what holds');
  }));

  test('options: arrow keys turn pages only for who wants them', () => visit({}, async ({ inside, page }) => {
    const [first, second] = (await courseOf(inside)).lessons;
    if (!second) return;
    const at = () => inside.evaluate(() => location.hash);
    await openHash(inside, first.id);
    await page.keyboard.press('ArrowRight');
    equal(await at(), `#/${first.id}`, 'off at first');
    await view(inside, 'help', '.cp-looks');
    await inside.locator('select[name=keys]').selectOption('on');
    await openHash(inside, first.id);
    await page.keyboard.press('ArrowRight');
    await inside.locator(`.cp-main article[data-lesson="${second.id}"]`).waitFor();
    await page.keyboard.press('ArrowLeft');
    await inside.locator(`.cp-main article[data-lesson="${first.id}"]`).waitFor();
  }));

  test('options: the step bar is the same on every lesson, and a control that is off says why', () => visit({ profile: { values: { 'cmi.core.lesson_mode': 'browse' } } }, async ({ inside }) => {
    for (const lesson of (await courseOf(inside)).lessons.filter((item) => item.type !== 'end')) {
      await openHash(inside, lesson.id);
      const button = inside.locator('.cp-complete');
      ok(await button.isVisible(), `${lesson.id}: the button is there`);
      equal(await button.getAttribute('aria-disabled') === 'true', lesson.completion !== 'manual', lesson.id);
      if (lesson.completion === 'manual') continue;
      await button.click({ force: true });
      ok((await inside.locator('.cp-toast').textContent()).length > 20, `${lesson.id}: the reason`);
    }
  }));

  test('print: a module on one page, with transcripts and all that the learner wrote', async () => {
    const context = await browser().newContext();
    const page = await context.newPage();
    await page.goto(`${origin}/package/${start}`);
    await page.locator('.cp-home').waitFor();
    const course = await courseOf(page);
    const lesson = course.lessons.find((item) => item.type === 'reflection' && item.texts);
    if (!lesson) return;
    await openHash(page, lesson.id);
    const words = Array.from({ length: 400 }, (unused, n) => `word${n}`).join(' ');
    await page.locator('.cp-reflection textarea').first().fill(words);
    await page.evaluate((id) => { location.hash = `#/-print/${id}`; }, lesson.module);
    await page.locator('.cp-week article').first().waitFor();
    equal(await page.locator('.cp-week > div > article').count(), course.lessons.filter((item) => item.module === lesson.module).length, 'lessons on the page');
    const file = path.join(os.tmpdir(), `coursepack-print-${process.pid}.pdf`);
    await page.pdf({ path: file });
    // The text of a PDF is only there for who can read it: without pdftotext what the page shows on paper is looked at.
    let text = '';
    try {
      text = execFileSync('pdftotext', [file, '-'], { stdio: ['ignore', 'pipe', 'ignore'] }).toString().replace(/\s+/g, ' ');
    } catch (error) {
      await page.emulateMedia({ media: 'print' });
      await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
      text = (await page.locator('main').innerText()).replace(/\s+/g, ' ');
      equal(await page.evaluate(() => [...document.querySelectorAll('.cp-paper')].every((copy) => copy.scrollHeight <= copy.clientHeight + 1)), true, 'texts are not cut');
    }
    fs.rmSync(file, { force: true });
    ok(text.includes('word0 word1') && text.includes('word398 word399'), 'the whole reflection');
    const transcript = await page.evaluate(() => document.querySelector('.cp-week .cp-transcript p')?.textContent.trim().replace(/\s+/g, ' ').slice(0, 40));
    if (transcript) ok(text.includes(transcript), `the transcript "${transcript}"`);
    await context.close();
  });

  test('notes: downloaded as text and as a page', () => visit({}, async ({ inside, page }) => {
    const lesson = (await courseOf(inside)).lessons.find((item) => item.type === 'reflection' && item.texts);
    if (!lesson) return;
    await inside.evaluate(() => { for (const item of window.coursepack.course.lessons) item.requires = undefined; });
    await openHash(inside, lesson.id);
    await inside.locator('.cp-reflection textarea').first().fill('Tea & <biscuits>');
    await inside.locator('.cp-reflection textarea').first().blur();
    for (const [at, suffix, wanted] of [[0, 'txt', 'Tea & <biscuits>'], [1, 'html', 'Tea &amp; &lt;biscuits&gt;']]) {
      const [download] = await Promise.all([page.waitForEvent('download'), inside.locator('.cp-main .cp-actions .cp-btn-quiet').nth(at).click()]);
      equal(download.suggestedFilename(), `notes.${suffix}`, 'name');
      ok(fs.readFileSync(await download.path(), 'utf8').includes(wanted), `${suffix} has the note`);
    }
  }));

  test('search: lessons with a word of their text, marked in its place, from a server and from disk', async () => {
    const context = await browser().newContext({ viewport: { width: 320, height: 640 } });
    const page = await context.newPage();
    for (const address of [`${origin}/package/${start}`, `file://${folder}/${start}`]) {
      await page.goto(address);
      await page.locator('.cp-home').waitFor();
      const course = await courseOf(page);
      if (!course.search) return;
      const lesson = course.lessons.find((item) => item.type === 'article');
      await openHash(page, lesson.id);
      const word = await page.evaluate(() => [...document.querySelector('.cp-main .cp-body').textContent.matchAll(/[a-z]{9,}/g)][0][0]);
      await page.locator('.cp-menu').click();
      await page.locator('#cp-query').fill(word);
      await page.keyboard.press('Enter');
      await page.locator(`.cp-main .cp-line[href="#/${lesson.id}"]`).waitFor();
      const mark = page.locator('.cp-main mark').first();
      await mark.waitFor();
      equal((await mark.textContent()).toLowerCase(), word, 'marked');
      equal(await page.evaluate(() => [document.activeElement.tagName, document.querySelector('.cp-drawer').open, document.documentElement.scrollWidth <= innerWidth]), ['H1', false, true], 'focus, drawer, width');
      await page.evaluate(() => { location.hash = '#/-search/qqqxyzzy'; });
      await page.locator('.cp-main', { hasText: 'qqqxyzzy' }).waitFor();
      equal(await page.locator('.cp-main .cp-line').count(), 0, 'nothing is found');
    }
    await context.close();
  });
}
