// In which language the learner reads: the player's words and the lessons, each marked with its own language and direction.
import path from 'node:path';
import process from 'node:process';
import { pathToFileURL } from 'node:url';
import { equal, ok, Skip, test } from './lib/check.mjs';
import { learner } from './lib/launch.mjs';
import { build } from './lib/package.mjs';
import { serve } from './lib/serve.mjs';
import { openHash } from './lib/study.mjs';

const PREFERENCE = 'cmi.student_preference.language';
const asks = (language) => ({ values: { [PREFERENCE]: language } });
let folder = '';
let served = null;
const three = async () => {
  if (!process.env.COURSEPACK_BIN) throw new Skip('COURSEPACK_BIN is needed to build the course in three languages');
  folder = folder || build(path.resolve(import.meta.dirname, '../../fixtures/courses/multilingual'));
  served = served || (await serve(folder));
  return served.origin;
};

// What the page says of itself: the shell's language and words, and those of a lesson that is open.
const seen = (inside) => inside.evaluate(() => {
  const spoken = (parent) => { const at = parent && [parent, ...parent.querySelectorAll('*')].pop().closest('[lang]'); return at ? [at.lang, at.dir] : null; };
  const article = document.querySelector('article.cp-lesson');
  return { shell: [document.documentElement.lang, document.documentElement.dir], exit: document.querySelector('.cp-exit').textContent, course: spoken(document.querySelector('.cp-brand')),
    line: spoken(document.querySelector('.cp-line-text')), lesson: article && [article.lang, article.dir], skip: document.querySelector('.cp-skip').textContent };
});

export function languages({ origin, browser, start }) {
  const visit = async (where, options, run) => {
    const who = await learner(browser(), where, 'plain', options);
    try {
      await run({ who, ...(await who.launch()) });
      equal(who.noise, [], 'console');
    } finally {
      await who.close();
    }
  };

  test('language: a Welsh LMS gets Welsh words around an English course', async () => {
    for (const name of ['cy', 'cy_GB', 'Cymraeg', 'Welsh']) {
      await visit(origin, { sco: start, profile: asks(name) }, async ({ inside }) => {
        const { id, own } = await inside.evaluate(() => ({ id: window.coursepack.course.lessons[0].id, own: window.coursepack.course.language }));
        await openHash(inside, id);
        const page = await seen(inside);
        equal([page.shell[0].slice(0, 2), page.shell[1], page.exit, page.skip], ['cy', 'ltr', 'Cadw a gadael', 'Neidio i’r prif gynnwys'], `the shell for "${name}"`);
        equal([page.course, page.line, page.lesson], [[own, 'ltr'], [own, 'ltr'], [own, 'ltr']], 'the course');
        equal(await inside.locator('.cp-lesson h1').getAttribute('lang'), null, 'the heading is in the language of its article');
      });
    }
  });

  test('language: what the player adds to a lesson is marked as its own, and what stands in it as the lesson\'s', async () => {
    await visit(await three(), { profile: asks('ar'), locale: 'ar' }, async ({ inside }) => {
      // Arabic words around a lesson in Arabic: nothing to mark.
      await openHash(inside, 'appointment-quiz');
      equal(await inside.locator('.cp-main article [lang]').count(), 0, 'nothing is marked');
    });
    await visit(await three(), { profile: asks('de'), locale: 'ar' }, async ({ inside }) => {
      await openHash(inside, 'appointment-quiz');
      const marks = await inside.evaluate(() => {
        const of = (element) => { const at = element.closest('[lang]'); return [at.lang, at.dir]; };
        const form = document.querySelector('.cp-main article form');
        return { article: of(document.querySelector('.cp-main article h1')), option: of(form.querySelector('label')), button: of(form.querySelector('[type=submit]')), word: form.querySelector('[type=submit]').textContent,
          said: [...form.querySelectorAll('[data-on]')].map(of).flat() };
      });
      equal([marks.article, marks.option, marks.button, marks.word], [['ar', 'rtl'], ['ar', 'rtl'], ['de', 'ltr'], 'Prüfen'], 'languages');
      ok(marks.said.length && marks.said.every((item) => item === 'ar' || item === 'rtl'), 'feedback of the author');
    });
  });

  test('language: an LMS that says nothing of use changes nothing', async () => {
    for (const profile of [{}, asks(''), asks('Klingon'), asks('<b>"'), { unsupported: ['cmi.student_preference'] }]) {
      await visit(origin, { sco: start, profile }, async ({ inside }) => {
        const own = await inside.evaluate(() => window.coursepack.course.language);
        const page = await seen(inside);
        equal([page.shell, page.exit, page.course], [[own, 'ltr'], 'Save and exit', [own, 'ltr']], JSON.stringify(profile));
        equal(await inside.locator('bdi').count(), 0, 'nothing is marked as foreign');
      });
    }
  });

  test('language: words that cannot be loaded are those of the course', () => visit(origin, { sco: start }, async ({ who, page }) => {
    await page.close();
    await who.setItem('lms:profile', asks('cy'));
    await who.context.route(/lang\/cy\.js$/, (route) => route.abort());
    const { inside } = await who.launch();
    equal((await seen(inside)).exit, 'Save and exit', 'words');
    who.noise.length = 0;
  }));

  test('language: a course in three follows the LMS, then the browser, then itself', async () => {
    const where = await three();
    const table = [
      // The LMS asks, the browser asks; the shell, its way out, the course.
      ['ar', 'cy-GB', ['ar', 'rtl'], 'حفظ وخروج', ['ar', 'rtl']],
      ['', 'cy-GB', ['cy', 'ltr'], 'Cadw a gadael', ['cy', 'ltr']],
      ['', 'pl-PL', ['en', 'ltr'], 'Save and exit', ['en', 'ltr']],
      ['fr-CA', 'ar-EG', ['fr-CA', 'ltr'], 'Enregistrer et quitter', ['ar', 'rtl']],
      ['zh_CN', 'de', ['zh-CN', 'ltr'], '保存并退出', ['en', 'ltr']],
    ];
    for (const [lms, locale, shell, exit, course] of table) {
      await visit(where, { profile: asks(lms), locale }, async ({ inside }) => {
        await openHash(inside, 'welcome');
        const page = await seen(inside);
        equal([page.shell, page.exit, page.course, page.line, page.lesson], [shell, exit, course, course, course], `LMS "${lms}", browser ${locale}`);
      });
    }
  });

  test('language: what the learner chooses comes before what the LMS says, and is remembered', async () => {
    await visit(await three(), { profile: asks('cy') }, async ({ who, page, inside }) => {
      await openHash(inside, 'welcome');
      equal(await inside.locator('.cp-language select').inputValue(), 'cy', 'the choice shows the language of the lessons');
      await inside.locator('.cp-language select').selectOption('ar');
      await inside.waitForFunction(() => document.documentElement.dir === 'rtl');
      await inside.locator('.cp-main article[lang=ar]').waitFor();
      // The way out stands at the end of the line: on the left, in a page that runs from the right.
      ok(await inside.evaluate(() => document.querySelector('.cp-exit').getBoundingClientRect().right < document.querySelector('.cp-brand').getBoundingClientRect().left), 'mirrored');
      equal(await inside.evaluate(() => document.documentElement.scrollWidth <= innerWidth), true, 'fits');
      await page.waitForTimeout(700);
      await page.close();
      const again = await who.launch();
      equal((await seen(again.inside)).shell, ['ar', 'rtl'], 'after coming back');
    });
  });

  test('language: from disk, without a server, the words of another language are loaded too', async () => {
    await three();
    const context = await browser().newContext({ locale: 'en-GB' });
    const page = await context.newPage();
    await page.goto(pathToFileURL(path.join(folder, 'index.html')).href);
    await page.locator('.cp-language select').selectOption('cy');
    await page.waitForFunction(() => document.documentElement.lang === 'cy');
    equal(await page.locator('.cp-exit').textContent(), 'Cadw a gadael', 'words');
    await context.close();
  });

  test('language: pages without JavaScript have the words of their language', async () => {
    const context = await browser().newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto(`${await three()}/package/lessons/welcome.cy.html`);
    equal(await page.locator('.cp-skip').first().textContent(), 'Neidio i’r prif gynnwys', 'Welsh');
    await page.goto(`${await three()}/package/lessons/welcome.ar.html`);
    equal([await page.locator('html').getAttribute('dir'), await page.locator('.cp-kind').textContent()], ['rtl', 'مقالة'], 'Arabic');
    ok(/دقيقت|دقائق|دقيقة/.test(await page.locator('.cp-minutes').textContent()), 'minutes in Arabic');
    await context.close();
  });

  return { close: () => served && served.close() };
}
