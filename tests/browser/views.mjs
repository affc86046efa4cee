// What the learner sees: headings, focus, titles, widths, media, the drawer, static pages.
import { equal, ok, test } from './lib/check.mjs';
import { learner } from './lib/launch.mjs';
import { courseOf, openHash, settled } from './lib/study.mjs';

// While a course is browsed nothing is locked, so that every lesson can be opened at once.
const BROWSE = { values: { 'cmi.core.lesson_mode': 'browse' } };

export function views({ origin, browser, start }) {
  const visit = async (options, run) => {
    const who = await learner(browser(), origin, 'plain', { sco: start, ...options });
    try {
      await run({ who, ...(await who.launch()) });
      equal(who.noise, [], 'console');
    } finally {
      await who.close();
    }
  };

  test('view: every lesson has one h1 with the focus, its own title, and fits 320 pixels in both colour schemes', async () => {
    for (const colorScheme of ['light', 'dark']) {
      await visit({ profile: BROWSE, colorScheme, viewport: { width: 320, height: 640 } }, async ({ inside }) => {
        const course = await courseOf(inside);
        for (const lesson of course.lessons) {
          await openHash(inside, lesson.id);
          const seen = await inside.evaluate(() => ({ headings: document.querySelectorAll('h1').length, focus: document.activeElement.tagName, title: document.title, wide: document.documentElement.scrollWidth - innerWidth,
            current: document.querySelectorAll('[aria-current=page]').length }));
          equal([seen.headings, seen.focus, seen.wide <= 0, seen.current], [1, 'H1', true, 1], `${lesson.id} (${seen.wide} pixels too wide)`);
          ok(lesson.number ? seen.title.startsWith(lesson.number) : seen.title.length > 3, `title "${seen.title}"`);
        }
        await inside.evaluate(() => { location.hash = '#/'; });
        await inside.locator('.cp-home').waitFor();
        equal(await inside.evaluate(() => [document.querySelectorAll('h1').length, document.documentElement.scrollWidth <= innerWidth]), [1, true], 'home');
        await inside.evaluate(() => { location.hash = '#/-todo'; });
        await inside.locator('.cp-lines').first().waitFor();
      });
    }
  });

  test('view: back and forward move between lessons inside the course', () => visit({}, async ({ page, inside }) => {
    const course = await courseOf(inside);
    if (course.lessons.length < 2) return;
    await openHash(inside, course.lessons[0].id);
    await inside.locator('.cp-next').first().click();
    await inside.locator(`.cp-main article[data-lesson="${course.lessons[1].id}"]`).waitFor();
    await inside.evaluate(() => history.back());
    await inside.locator(`.cp-main article[data-lesson="${course.lessons[0].id}"]`).waitFor();
    await inside.evaluate(() => history.forward());
    await inside.locator(`.cp-main article[data-lesson="${course.lessons[1].id}"]`).waitFor();
    await inside.locator('.cp-prev').click();
    await inside.locator(`.cp-main article[data-lesson="${course.lessons[0].id}"]`).waitFor();
    ok(page.url().includes('/lms/'), 'still in the LMS');
  }));

  test('view: a lesson marked by hand can be unmarked, and the counts follow', () => visit({}, async ({ page, inside }) => {
    const course = await courseOf(inside);
    const lesson = course.lessons.find((item) => item.completion === 'manual' && item.counts);
    if (!lesson) return;
    await openHash(inside, lesson.id);
    const button = inside.locator('.cp-complete');
    const count = () => inside.locator('.cp-side .cp-progress').textContent();
    const before = await count();
    await button.click();
    equal(await button.getAttribute('aria-pressed'), 'true', 'pressed');
    ok((await count()) !== before, `count stays "${before}"`);
    await settled(page);
    await button.click();
    equal([await button.getAttribute('aria-pressed'), await count()], ['false', before], 'undone');
  }));

  test('view: the drawer of a narrow screen opens, closes with Escape and gives the focus back', () => visit({ viewport: { width: 360, height: 740 } }, async ({ inside, page }) => {
    if ((await courseOf(inside)).lessons.length < 2) return;
    await inside.locator('.cp-menu').click();
    await inside.locator('.cp-drawer[open] .cp-module').first().waitFor({ state: 'attached' });
    await page.keyboard.press('Escape');
    await inside.locator('.cp-drawer:not([open])').waitFor({ state: 'attached' });
    equal(await inside.evaluate(() => document.activeElement.className.includes('cp-menu')), true, 'focus');
  }));

  test('view: controls are at least 44 pixels high on a small screen', () => visit({ profile: BROWSE, viewport: { width: 320, height: 640 } }, async ({ inside }) => {
    const course = await courseOf(inside);
    const small = new Set();
    for (const lesson of course.lessons) {
      await openHash(inside, lesson.id);
      for (const name of await inside.evaluate(() => [...document.querySelectorAll('button:not(.cp-term), .cp-btn, .cp-option, select, .cp-bar a, summary')].filter((item) => item.checkVisibility() && item.getBoundingClientRect().height < 43.5)
        .map((item) => `${item.className || item.tagName} ${Math.round(item.getBoundingClientRect().height)}`))) small.add(name);
    }
    equal([...small], [], 'too small');
  }));

  test('view: a course in two languages lets the learner choose, mirrors, and remembers', async () => {
    const who = await learner(browser(), origin, 'plain', { sco: start });
    await who.context.route(/\/package\/(course|sco_[\w-]+)\.js$/, async (route) => {
      const response = await route.fetch();
      // The same pages twice, under two languages.
      const twice = 'const both = (value) => (typeof value === "string" ? { "en-GB": value, ar: value } : value); const course = window.coursepack.course;' +
        'course.language = "en-GB"; course.languages = ["en-GB", "ar"]; course.title = { "en-GB": "In English", ar: "بالعربية" }; for (const lesson of course.lessons) { lesson.page = both(lesson.page); lesson.title = both(lesson.title); }';
      await route.fulfill({ response, body: `${await response.text()};(() => { ${twice} })();` });
    });
    const { page, inside } = await who.launch();
    const course = await courseOf(inside);
    await openHash(inside, course.lessons[0].id);
    await inside.locator('.cp-language select').selectOption('ar');
    await inside.waitForFunction(() => document.documentElement.dir === 'rtl');
    await inside.locator(`.cp-main article[data-lesson="${course.lessons[0].id}"]`).waitFor();
    equal(await inside.evaluate(() => [document.documentElement.lang, document.querySelector('.cp-brand').textContent]), ['ar', 'بالعربية'], 'language');
    await settled(page);
    await page.close();
    const again = await who.launch();
    equal(await again.inside.evaluate(() => document.documentElement.lang), 'ar', 'language after coming back');
    equal(who.noise, [], 'console');
    await who.close();
  });

  test('view: without JavaScript the whole course is walked, from the contents through every lesson', async () => {
    const context = await browser().newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto(`${origin}/package/${start}`);
    ok(await page.locator('noscript').isVisible(), 'it is said that nothing is saved');
    equal(await page.locator('#cp-app h1').count(), 1, 'one heading');
    const links = await page.locator('#cp-contents a[data-lesson]').evaluateAll((all) => all.map((link) => [link.dataset.lesson, link.href]));
    ok(links.length > 0, 'the contents list has links');
    await page.locator('#cp-contents a').first().click();
    for (const [at, [id, href]] of links.entries()) {
      equal(page.url(), href, `address of lesson ${at + 1}`);
      const article = page.locator(`article.cp-lesson[data-lesson="${id}"]`);
      ok(await article.isVisible(), `${id} is visible`);
      equal(await page.locator('h1').count(), 1, `headings of ${id}`);
      equal(await page.locator('video:not([controls]), audio:not([controls])').count(), 0, `media of ${id} without controls`);
      for (const answer of await page.locator('.cp-answer').all()) {
        await answer.locator('summary').click();
        ok((await answer.innerText()).split('\n').length > 1, `an answer of ${id}`);
      }
      equal(await page.locator('[rel=prev]').count(), at === 0 ? 0 : 1, `way back from ${id}`);
      if (at < links.length - 1) await page.locator('[rel=next]').click();
    }
    for (const link of await page.locator('.cp-page-header a').evaluateAll((all) => all.map((item) => item.href))) {
      await page.goto(link);
      equal(await page.locator('h1').count(), 1, `headings of ${link}`);
      const hash = new URL(link).hash;
      if (hash) ok(await page.locator(hash).isVisible(), `${hash} is in the contents`);
    }
    await context.close();
  });
}
