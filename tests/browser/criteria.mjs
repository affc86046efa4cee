// The numbered requirements of accessibility that axe-core cannot judge, one test for each: structure, focus, announcements,
// targets, reflow, and what the learner's system asks for. Pictures are kept in COURSEPACK_SCREENS, else in target/tests/screens.
import fs from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { equal, ok, Skip, test } from './lib/check.mjs';
import { fill } from './lib/fill.mjs';
import { openEyes } from './lib/hands.mjs';
import { learner, startBrowser } from './lib/launch.mjs';
import { web } from './lib/load.mjs';
import { build } from './lib/package.mjs';
import { serve } from './lib/serve.mjs';
import { courseOf, openHash, openView, settled } from './lib/study.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
const screens = process.env.COURSEPACK_SCREENS || path.join(root, 'target/tests/screens');
const BROWSE = { values: { 'cmi.core.lesson_mode': 'browse' } };
const NARROW = { width: 320, height: 640 };
const words = JSON.parse(fs.readFileSync(path.join(web, 'lang/en.json'), 'utf8'));
const VIEWS = ['', '-todo', '-glossary', '-search', '-help'];
const LESSON = 'leadership-is-work';

// Opens a lesson or one of the other views by its address.
const show = (inside, id) => (id && !id.startsWith('-') ? openHash : openView)(inside, id);
const everywhere = (lessons) => [...VIEWS, ...lessons.map((lesson) => lesson.id)];
// One lesson of each type, where looking at all of them would show nothing more.
const eachType = (lessons) => [...new Map([...lessons].reverse().map((lesson) => [lesson.type, lesson])).values()].reverse();

// Text that cannot be read: cut off by something that does not scroll, or beyond the edge of the page.
const lostText = () => {
  const lost = new Set();
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const holder = node.parentElement;
    if (!node.textContent.trim() || !holder.checkVisibility({ visibilityProperty: true }) || holder.closest('.cp-sr, .cp-skip, option, script, style, noscript') || getComputedStyle(holder).fontSize === '0px') continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const box of range.getClientRects()) {
      let inScroller = false;
      for (let around = holder; around && around !== document.documentElement; around = around.parentElement) {
        const style = getComputedStyle(around);
        if (style.display === 'inline') continue;
        const edge = around.getBoundingClientRect();
        const cut = (how, over) => how !== 'visible' && over > 2;
        const sideways = Math.max(box.right - edge.right, edge.left - box.left);
        const down = Math.max(box.bottom - edge.bottom, edge.top - box.top);
        if (/auto|scroll/.test(style.overflowX + style.overflowY)) { inScroller = true; break; }
        if (cut(style.overflowX, sideways) || cut(style.overflowY, down)) lost.add(`cut off: "${node.textContent.trim().slice(0, 50)}" in ${around.tagName}.${around.className} of ${around.parentElement.className}`);
        if (style.position === 'fixed') break;
      }
      if (!inScroller && box.width && (box.right > innerWidth + 2 || box.left < -2)) lost.add(`beyond the edge: "${node.textContent.trim().slice(0, 50)}"`);
    }
  }
  if (document.documentElement.scrollWidth > innerWidth) lost.add(`the page is ${document.documentElement.scrollWidth - innerWidth} pixels too wide`);
  return [...lost];
};

const addStyle = (inside, css) => inside.evaluate((text) => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(text);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}, css);

// The ratio of contrast of two colours as the browser paints them.
const contrast = (inside, one, other) => inside.evaluate(([first, second]) => {
  const context = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  const light = (colour) => {
    const probe = document.body.appendChild(document.createElement('i'));
    probe.style.color = colour;
    context.fillStyle = getComputedStyle(probe).color;
    probe.remove();
    context.fillRect(0, 0, 1, 1);
    const [r, g, b] = [...context.getImageData(0, 0, 1, 1).data].slice(0, 3).map((part) => part / 255).map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b + 0.05;
  };
  const [a, b] = [light(first), light(second)];
  return Math.max(a, b) / Math.min(a, b);
}, [one, other]);

export function criteria({ origin, folder, browser, start }) {
  const visit = async (options, run) => {
    const who = await learner(browser(), origin, 'plain', { sco: start, ...options });
    try {
      const { page, inside } = await who.launch();
      await openEyes(inside);
      await run({ who, page, inside, lessons: (await courseOf(inside)).lessons });
      equal(who.noise, [], 'console');
    } finally {
      await who.close();
    }
  };
  const focused = (inside) => inside.evaluate(() => window.eyes.nameOf(document.activeElement));

  test('accessibility A-1: every page has its landmarks, one h1 and no skipped level', () => visit({ profile: BROWSE }, async ({ inside, lessons }) => {
    const faults = [];
    for (const id of everywhere(lessons)) {
      await show(inside, id);
      await fill(inside, 'wrong').catch(() => 0);
      faults.push(...(await inside.evaluate(() => {
        const seen = (selector) => [...document.querySelectorAll(selector)].filter((item) => item.checkVisibility());
        const found = [];
        const outer = (selector) => seen(selector).filter((item) => !item.parentElement.closest('article, aside, main, nav, section'));
        for (const [name, count] of [['header', outer('header').length], ['main', seen('main').length], ['footer', outer('footer').length], ['h1', seen('h1').length]]) if (count !== 1) found.push(`${count} of ${name}`);
        const names = seen('nav').map((nav) => nav.getAttribute('aria-label'));
        if (!names.length || names.some((name) => !name) || new Set(names).size < names.length) found.push(`nav is called ${names}`);
        const levels = seen('h1, h2, h3, h4, h5, h6').map((heading) => Number(heading.tagName[1]));
        if (levels[0] !== 1 || levels.some((level, at) => at && level > levels[at - 1] + 1)) found.push(`levels ${levels}`);
        return found;
      })).map((fault) => `${id || 'home'}: ${fault}`));
    }
    equal(faults, [], 'structure');
  }));

  test('accessibility A-1: a page alone has its landmarks, one h1 and no skipped level', async () => {
    const context = await browser().newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    const faults = [];
    for (const name of fs.readdirSync(folder, { recursive: true }).filter((file) => file.endsWith('.html'))) {
      await page.goto(`${origin}/package/${name}`);
      for (const [what, count] of [['main', 1], ['h1', 1], ['body > header, #cp-app > header', 1]]) {
        const there = await page.locator(what).count();
        if (there !== count) faults.push(`${name}: ${there} of ${what}`);
      }
      const levels = await page.locator('h1, h2, h3, h4, h5, h6').evaluateAll((items) => items.map((item) => Number(item.tagName[1])));
      if (levels[0] !== 1 || levels.some((level, at) => at && level > levels[at - 1] + 1)) faults.push(`${name}: levels ${levels}`);
      if (!(await page.locator('html[lang][dir]').count()) || !(await page.title())) faults.push(`${name}: no language or no title`);
    }
    await context.close();
    equal(faults, [], 'pages');
  });

  test('accessibility A-2: two skip links are seen in focus and lead to the text and to the contents', async () => {
    for (const viewport of [{ width: 1280, height: 860 }, NARROW]) {
      for (const [turn, aim] of [[1, '#cp-main'], [2, '#cp-contents']]) {
        await visit({ viewport, sco: `${start}%23/${LESSON}` }, async ({ page, inside }) => {
          for (let step = 0; step < turn; step += 1) await page.keyboard.press('Tab');
          const box = await inside.evaluate(() => ({ skip: document.activeElement.className, aim: document.activeElement.getAttribute('href'), top: document.activeElement.getBoundingClientRect().top, unseen: window.eyes.unseen() }));
          equal([box.skip, box.aim, box.top >= 0, box.unseen], ['cp-skip', aim, true, ''], `skip link ${turn}`);
          await page.keyboard.press('Enter');
          await inside.waitForFunction((selector) => document.activeElement.closest(selector), turn === 1 ? 'main' : '#cp-contents, .cp-drawer[open]');
          await page.keyboard.press('Tab');
          equal(await inside.evaluate((selector) => !!document.activeElement.closest(selector), turn === 1 ? 'main, .cp-bar' : '#cp-contents, .cp-drawer[open]'), true, `the next place after ${aim}`);
        });
      }
    }
  });

  test('accessibility A-3: pages say their language and direction, and nothing in the style is left or right', async () => {
    const css = fs.readFileSync(path.join(web, 'player.css'), 'utf8').replace(/\/\*.*?\*\//gs, '');
    const physical = (css.match(/[{;]\s*[\w-]*(left|right|top|bottom|width|height)[\w-]*\s*:|:[^;{}]*\b(left|right)\b[^;{}]*[;}]/g) || []).filter((rule) => /left|right/.test(rule));
    equal(physical, [], 'left or right in player.css');
    if (!process.env.COURSEPACK_BIN) throw new Skip('COURSEPACK_BIN is needed to build the course in three languages');
    const server = await serve(build(path.join(root, 'fixtures/courses/multilingual')));
    const who = await learner(browser(), server.origin, 'plain', { locale: 'en-GB' });
    const { page, inside } = await who.launch();
    const { lessons } = await courseOf(inside);
    const place = async () => inside.evaluate(() => ({ lang: document.documentElement.lang, dir: document.documentElement.dir, side: document.querySelector('.cp-side').getBoundingClientRect().left > innerWidth / 2,
      article: (document.querySelector('.cp-main article[lang]') || document.documentElement).lang }));
    await openHash(inside, lessons[0].id);
    equal(await place(), { lang: 'en', dir: 'ltr', side: false, article: 'en' }, 'in English');
    await inside.locator('.cp-language select').selectOption('ar');
    await inside.waitForFunction(() => document.documentElement.dir === 'rtl');
    for (const lesson of lessons) {
      await openHash(inside, lesson.id);
      await fill(inside, 'wrong');
      equal(await place(), { lang: 'ar', dir: 'rtl', side: true, article: 'ar' }, `${lesson.id} in Arabic`);
      await shot(page, `rtl-${lesson.id}`);
    }
    equal(who.noise, [], 'console');
    await who.close();
    server.close();
  });

  test('accessibility A-10: a new page has its title, the focus on its heading and is told once; opening the course takes no focus', () => visit({}, async ({ page, inside, lessons }) => {
    equal([await page.evaluate(() => document.activeElement.tagName), await inside.evaluate(() => document.activeElement.tagName)], ['BODY', 'BODY'], 'focus after opening');
    const at = async (lesson) => {
      await inside.locator(`.cp-main article[data-lesson="${lesson.id}"]`).waitFor();
      await inside.waitForFunction(() => document.activeElement.tagName === 'H1');
      const label = `${lesson.number} ${lesson.title}`;
      equal(await inside.evaluate(() => [document.title.split(' – ')[0], scrollY, [...document.querySelectorAll('[role=status]')].filter((item) => item.textContent.includes(document.title.split(' – ')[0])).length]), [label, 0, 1], `${label}: title, place, announcements`);
      equal(await inside.evaluate(() => document.title.split(' – ').length > 1), true, 'the title names the course');
    };
    await openHash(inside, lessons[0].id);
    await inside.evaluate(() => window.scrollTo(0, 400));
    await inside.locator('a.cp-next').click();
    await at(lessons[1]);
    await inside.locator('a.cp-next').click();
    await at(lessons[2]);
    await inside.evaluate(() => history.back());
    await at(lessons[1]);
    await inside.evaluate(() => history.forward());
    await at(lessons[2]);
    await inside.locator('.cp-prev').click();
    await at(lessons[1]);
  }));

  test('accessibility A-11: a verdict is a status with a sign and a word, and the focus stays', () => visit({}, async ({ page, inside, lessons }) => {
    const quiz = lessons.find((lesson) => lesson.type === 'quiz');
    const exam = lessons.find((lesson) => lesson.type === 'test' && !lesson.requires);
    // While there is another try the focus stays on the button; when there is none it goes to the verdict.
    const check = async (section, times, last) => {
      const button = section.locator('form [type=submit]');
      for (let turn = 0; turn < times; turn += 1) {
        await button.focus();
        await page.keyboard.press('Enter');
        await section.locator('.cp-verdict').first().waitFor();
        const seen = await section.evaluate((item) => {
          const verdict = item.querySelector('.cp-verdict');
          const box = verdict.getBoundingClientRect();
          return { status: !!verdict.closest('[role=status]'), icon: verdict.querySelectorAll('svg[aria-hidden]').length, word: verdict.textContent.trim().length > 3, below: box.top > item.querySelector('fieldset').getBoundingClientRect().bottom - 1,
            focus: document.activeElement === item.querySelector('form [type=submit]') ? 'button' : document.activeElement.contains(verdict) && item.contains(document.activeElement) ? 'verdict' : window.eyes.nameOf(document.activeElement) };
        });
        equal(seen, { status: true, icon: 1, word: true, below: true, focus: last && turn === times - 1 ? 'verdict' : 'button' }, `answer ${turn + 1}`);
      }
    };
    await openHash(inside, quiz.id);
    let section = inside.locator('.cp-main [data-kind=true-false]').first();
    equal(await section.locator('[role=status]').count() > 0, true, 'the region is there before it is filled');
    for (const value of ['t', 'f']) {
      await section.locator(`input[value=${value}]`).check();
      await check(section, 1);
    }
    // The last try of a test ends the question; the focus stays in it.
    await openHash(inside, exam.id);
    section = inside.locator('.cp-main [data-kind=numeric]').first();
    await section.locator('input').fill('999');
    await check(section, exam.test.attempts, true);
  }));

  test('accessibility A-11: a test that is sent with gaps says what is missing and leads there', () => visit({}, async ({ page, inside, lessons }) => {
    const exam = lessons.find((lesson) => lesson.type === 'test' && !lesson.requires);
    await openHash(inside, exam.id);
    const empty = inside.locator('.cp-main .cp-question').first();
    await empty.locator('form [type=submit]').focus();
    await page.keyboard.press('Enter');
    await empty.locator('.cp-error').waitFor();
    equal(await empty.evaluate((item) => [!!item.querySelector('.cp-error').closest('[role=status], [role=alert]'), item.querySelector('.cp-error').textContent.trim().length > 5, item.querySelectorAll('.cp-error svg').length, item.contains(document.activeElement), document.activeElement.matches('input, select, textarea')]),
      [true, true, 1, true, true], 'an empty answer: status, words, sign, focus on the first field');
    const links = inside.locator('.cp-summary .cp-missing a');
    const count = await inside.locator('.cp-main .cp-question').count();
    equal(await links.count(), count, 'links to what is missing');
    for (const at of [0, count - 1]) {
      const aim = (await links.nth(at).getAttribute('href')).slice(1);
      await links.nth(at).focus();
      await page.keyboard.press('Enter');
      equal(await inside.evaluate((id) => !!document.activeElement.closest(`#${CSS.escape(id)}`), aim), true, `the focus is in ${aim}`);
    }
  }));

  test('accessibility A-12: controls are native, groups are named, and none that is seen is disabled', () => visit({ profile: BROWSE }, async ({ inside, lessons }) => {
    const faults = [];
    for (const id of everywhere(lessons)) {
      await show(inside, id);
      for (const how of ['untouched', 'wrong', 'right']) {
        if (how !== 'untouched' && !(await fill(inside, how).catch(() => 0))) break;
        faults.push(...(await inside.evaluate(() => {
          const seen = (selector) => [...document.querySelectorAll(selector)].filter((item) => item.checkVisibility());
          return [
            ...seen('[role=button], [role=link], [role=checkbox], [role=radio], [role=tab], [onclick]').map((item) => `not native: ${window.eyes.nameOf(item)}`),
            ...seen('[tabindex]').filter((item) => item.tabIndex > 0).map((item) => `tabindex ${item.tabIndex}: ${window.eyes.nameOf(item)}`),
            ...seen('button:disabled').map((item) => `disabled: ${window.eyes.nameOf(item)}`),
            ...seen('input[type=radio], .cp-options input').filter((item) => !item.closest('fieldset')?.querySelector('legend')?.textContent.trim()).map((item) => `no legend: ${window.eyes.nameOf(item)}`),
            ...seen('dialog:not([aria-label]):not([aria-labelledby])').map((item) => `no name: ${window.eyes.nameOf(item)}`),
          ];
        })).map((fault) => `${id || 'home'} ${how}: ${fault}`));
      }
    }
    equal([...new Set(faults)], [], 'controls');
  }));

  test('accessibility A-12: what is locked keeps the focus and tells its reason', () => visit({}, async ({ page, inside, lessons }) => {
    const locked = lessons.find((lesson) => lesson.requires);
    await openHash(inside, lessons[lessons.indexOf(locked) - 1].id);
    const button = inside.locator('.cp-bar button.cp-next');
    await button.focus();
    equal([await button.getAttribute('aria-disabled'), await button.evaluate((item) => item === document.activeElement)], ['true', true], 'it can have the focus');
    await page.keyboard.press('Enter');
    await inside.locator('[role=status]', { hasText: lessons.find((lesson) => locked.requires.includes(lesson.id)).title }).first().waitFor();
    equal(await button.evaluate((item) => item === document.activeElement), true, 'it keeps the focus');
  }));

  test('accessibility A-13: a dialog takes the focus, keeps it, and gives it back on Escape', () => visit({ viewport: NARROW }, async ({ page, inside, lessons }) => {
    await openHash(inside, lessons[0].id);
    await inside.locator('.cp-menu').focus();
    await page.keyboard.press('Enter');
    await inside.locator('.cp-drawer[open]').waitFor();
    for (const key of ['', 'Tab', 'Shift+Tab']) {
      for (let step = 0; step < (key ? 40 : 1); step += 1) {
        if (key) await page.keyboard.press(key);
        const out = await inside.evaluate(() => document.activeElement !== document.body && !document.activeElement.closest('dialog') && window.eyes.nameOf(document.activeElement));
        equal(out, false, `${key} ${step}: out of the dialog`);
      }
    }
    ok(await inside.evaluate(() => document.querySelector('.cp-drawer').matches(':modal')), 'what is behind is inert');
    await page.keyboard.press('Escape');
    await inside.locator('.cp-drawer:not([open])').waitFor({ state: 'attached' });
    ok((await focused(inside)).includes('cp-menu'), `focus is given back, not to ${await focused(inside)}`);
    // A link in it leads to the lesson, and the focus to its heading.
    await page.keyboard.press('Enter');
    await inside.locator('.cp-drawer .cp-line[href]').nth(1).focus();
    await page.keyboard.press('Enter');
    await inside.locator(`.cp-main article[data-lesson="${lessons[1].id}"]`).waitFor();
    await inside.waitForFunction(() => document.activeElement.tagName === 'H1');
  }));

  test('accessibility A-13: a definition opens by keyboard and closes by Escape', () => visit({ profile: BROWSE }, async ({ page, inside, lessons }) => {
    for (const lesson of lessons) {
      await openHash(inside, lesson.id);
      const term = inside.locator('.cp-main [popovertarget]').first();
      if (!(await term.count())) continue;
      await term.focus();
      await page.keyboard.press('Enter');
      ok(await inside.locator(':popover-open').isVisible(), 'open');
      await page.keyboard.press('Escape');
      equal([await inside.locator(':popover-open').count(), await term.evaluate((item) => item === document.activeElement)], [0, true], 'closed, and the focus is on the term');
      return;
    }
    throw new Skip('no lesson has a definition');
  }));

  test('accessibility A-14: the outline of the focus stands out three to one in every colour scheme', async () => {
    for (const options of [{ colorScheme: 'light' }, { colorScheme: 'dark' }, { contrast: 'more' }, { colorScheme: 'dark', contrast: 'more' }]) {
      await visit(options, async ({ inside }) => {
        for (const ground of ['--c-bg', '--c-surface']) {
          const ratio = await contrast(inside, 'var(--c-focus)', `var(${ground})`);
          ok(ratio >= 3, `${JSON.stringify(options)}: ${ratio.toFixed(2)} on ${ground}`);
        }
      });
    }
  });

  test('accessibility A-15: every target is 24 pixels in both directions, of navigation and answers 44', () => visit({ profile: BROWSE, viewport: NARROW }, async ({ inside, lessons }) => {
    const faults = new Set();
    let measured = 0;
    const measure = async (where) => {
      const { small, count } = await inside.evaluate(() => {
        const big = '.cp-top a, .cp-top button, .cp-bar a, .cp-bar button, .cp-contents a, .cp-contents summary, .cp-option, .cp-move, .cp-btn, .cp-checklist label, select, .cp-footer a';
        const items = [...document.querySelectorAll('a[href], button, input, select, textarea, summary, video[controls], audio[controls]')].filter((item) => item.checkVisibility({ visibilityProperty: true }) && !item.matches('.cp-skip'));
        const found = [];
        for (const item of items) {
          const target = item.matches('input[type=radio], input[type=checkbox]') ? item.closest('label') || item : item;
          const { width, height } = target.getBoundingClientRect();
          const least = target.matches(big) ? 44 : 24;
          // In a line of text the height is the line's, and 2.5.8 asks for no more.
          let block = item;
          while (getComputedStyle(block).display === 'inline') block = block.parentElement;
          const inline = block !== item && block.textContent.trim().length > item.textContent.trim().length + 3;
          if (!inline && (width < least - 0.5 || height < least - 0.5)) found.push(`${window.eyes.nameOf(target)} is ${Math.round(width)} by ${Math.round(height)}`);
        }
        return { small: found, count: items.length };
      });
      measured += count;
      for (const fault of small) faults.add(`${where || 'home'}: ${fault}`);
    };
    for (const id of everywhere(lessons)) {
      await show(inside, id);
      await inside.evaluate(() => { for (const details of document.querySelectorAll('details')) details.open = true; });
      await fill(inside, 'wrong').catch(() => 0);
      await measure(id);
    }
    await inside.locator('.cp-menu').click();
    await measure('drawer');
    process.stdout.write(`      targets measured: ${measured}\n`);
    equal([...faults], [], 'too small');
  }));

  test('accessibility A-16: at 320 pixels nothing is lost, and what scrolls sideways can have the focus and has a name', () => visit({ profile: BROWSE, viewport: NARROW }, async ({ inside, lessons }) => {
    const faults = [];
    for (const id of everywhere(lessons)) {
      await show(inside, id);
      await fill(inside, 'wrong').catch(() => 0);
      const found = [...(await inside.evaluate(lostText)), ...(await inside.evaluate(() => [...document.querySelectorAll('.cp-main *')]
        .filter((item) => item.checkVisibility() && item.scrollWidth > item.clientWidth + 1 && /auto|scroll/.test(getComputedStyle(item).overflowX) && !item.matches('textarea, input, select'))
        .filter((item) => item.tabIndex !== 0 || !(item.getAttribute('aria-label') || item.getAttribute('aria-labelledby'))).map((item) => `scrolls without focus or name: ${window.eyes.nameOf(item)}`)))];
      faults.push(...found.map((fault) => `${id || 'home'}: ${fault}`));
    }
    equal(faults, [], 'at 320 pixels');
  }));

  test('accessibility A-16: the text spacing of 1.4.12 loses nothing', async () => {
    for (const viewport of [NARROW, { width: 1280, height: 860 }]) {
      await visit({ profile: BROWSE, viewport }, async ({ page, inside, lessons }) => {
        await addStyle(inside, '* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important; } p { margin-block-end: 2em !important; }');
        const faults = [];
        for (const id of [...VIEWS, ...eachType(lessons).map((lesson) => lesson.id)]) {
          await show(inside, id);
          await fill(inside, 'wrong').catch(() => 0);
          faults.push(...(await inside.evaluate(lostText)).map((fault) => `${id || 'home'}: ${fault}`));
        }
        await shot(page, `spacing-${viewport.width}`);
        equal(faults, [], `at ${viewport.width} pixels`);
      });
    }
  });

  test('accessibility A-16: text of twice the size loses nothing', async () => {
    // As set in the browser, which then sees the page as half as wide.
    const large = await startBrowser({ args: ['--no-sandbox', '--blink-settings=defaultFontSize=32,defaultFixedFontSize=26'] });
    const who = await learner(large, origin, 'plain', { profile: BROWSE, sco: start });
    try {
      const { page, inside } = await who.launch();
      const { lessons } = await courseOf(inside);
      equal(await inside.evaluate(() => getComputedStyle(document.documentElement).fontSize), '32px', 'the browser shows large text');
      const faults = [];
      for (const id of [...VIEWS, ...eachType(lessons).map((lesson) => lesson.id)]) {
        await show(inside, id);
        await fill(inside, 'wrong').catch(() => 0);
        faults.push(...(await inside.evaluate(lostText)).map((fault) => `${id || 'home'}: ${fault}`));
        if (id === '' || id === lessons[0].id) await shot(page, `text-200-${id || 'home'}`);
      }
      equal(faults, [], 'at 200 %');
    } finally {
      await large.close();
    }
  });

  const shot = async (page, name) => {
    fs.mkdirSync(screens, { recursive: true });
    await page.screenshot({ path: path.join(screens, `${name}.png`) });
  };
  // What the learner's system asks for: each is looked at in one lesson of every type.
  const asked = (name, options, judge) => test(`accessibility A-18: ${name}`, () => visit({ profile: BROWSE, ...options }, async ({ page, inside, lessons }) => {
    const faults = [];
    for (const id of ['', '-todo', ...eachType(lessons).map((lesson) => lesson.id)]) {
      await show(inside, id);
      await fill(inside, 'wrong').catch(() => 0);
      await inside.evaluate(() => { (document.querySelector('.cp-main .cp-question, .cp-main figure, .cp-main section') || document.body).scrollIntoView(); });
      await inside.locator('.cp-complete').focus().catch(() => 0);
      await shot(page, `${name.replace(/[^a-z]+/g, '-')}-${id || 'home'}`);
      faults.push(...(await judge(inside)).map((fault) => `${id || 'home'}: ${fault}`));
    }
    equal([...new Set(faults)], [], name);
  }));

  for (const colorScheme of ['light', 'dark']) {
    asked(`forced colours in ${colorScheme}`, { forcedColors: 'active', colorScheme }, (inside) => inside.evaluate(() => {
      const edged = (item) => { const style = getComputedStyle(item); return ['Top', 'Bottom'].some((side) => style[`border${side}Style`] !== 'none' && parseFloat(style[`border${side}Width`]) >= 1 && !/^rgba.*, 0\)$|transparent/.test(style[`border${side}Color`])) || (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 1); };
      const seen = (selector) => [...document.querySelectorAll(selector)].filter((item) => item.checkVisibility());
      const found = seen('.cp-btn-main, .cp-card, .cp-option, .cp-callout, textarea, input[type=text], select, progress, .cp-question, .cp-line[aria-current], .cp-option:has(:checked)').filter((item) => !edged(item)).map((item) => `no edge: ${window.eyes.nameOf(item)}`);
      const [on, off] = ['.cp-option:has(:checked)', '.cp-option:not(:has(:checked))'].map((selector) => seen(selector)[0]);
      const look = (item) => { const style = getComputedStyle(item); return [style.borderTopColor, style.borderTopWidth, style.outlineStyle].join(); };
      if (on && off && look(on) === look(off)) found.push('a chosen option looks like any other');
      for (const icon of seen('.cp-icon')) if (getComputedStyle(icon).stroke !== getComputedStyle(icon).color) found.push(`an icon is not of the colour of its text: ${window.eyes.nameOf(icon.parentElement)}`);
      return found;
    }));
  }
  asked('reduced motion', { reducedMotion: 'reduce' }, (inside) => inside.evaluate(() => [
    ...document.getAnimations().filter((animation) => animation.playState === 'running').map((animation) => `moves: ${animation.animationName || animation.transitionProperty}`),
    ...[...document.querySelectorAll('*')].filter((item) => { const style = getComputedStyle(item); return Math.max(...`${style.transitionDuration}, ${style.animationDuration}`.split(',').map((time) => parseFloat(time) || 0)) > 0.01 || style.scrollBehavior === 'smooth'; }).map((item) => `would move: ${window.eyes.nameOf(item)}`),
  ]));
  for (const colorScheme of ['light', 'dark']) {
    asked(`more contrast in ${colorScheme}`, { contrast: 'more', colorScheme }, async (inside) => {
      const found = [];
      for (const [text, least] of [['--c-text', 7], ['--c-muted', 7], ['--c-link', 4.5], ['--c-ok', 4.5], ['--c-error', 4.5], ['--c-border', 3]]) {
        for (const ground of ['--c-bg', '--c-surface']) {
          const ratio = await contrast(inside, `var(${text})`, `var(${ground})`);
          if (ratio < least) found.push(`${text} on ${ground} is ${ratio.toFixed(2)}, not ${least}`);
        }
      }
      return found;
    });
  }

  test('accessibility A-19: navigation and help are in the same order in the same place on every page', () => visit({ profile: BROWSE }, async ({ inside, lessons }) => {
    const orders = new Map();
    const helps = new Map();
    for (const id of everywhere(lessons)) {
      await show(inside, id);
      const seen = await inside.evaluate(() => {
        const links = (selector) => [...document.querySelectorAll(`${selector} a, ${selector} button`)].filter((item) => item.checkVisibility());
        const name = (item) => item.className.split(' ').filter((part) => /^cp-/.test(part) && !/static|main|quiet|-btn$/.test(part)).join('.') || item.getAttribute('href');
        const all = [...document.querySelectorAll('a[href], button')];
        const help = document.querySelector('a[href="#/-help"]');
        return { top: links('.cp-top').map(name).join(' '), places: links('.cp-places').map(name).join(' '), foot: links('.cp-footer').map(name).join(' '), bar: links('.cp-bar').map(name), help: help ? all.slice(all.indexOf(help) + 1).length - links('.cp-bar').length : '' , around: help ? help.closest('footer, header, nav')?.className : '' };
      });
      orders.set(`${seen.top} | ${seen.places} | ${seen.foot}`, id);
      helps.set(`${seen.around}`, id);
      const order = ['cp-prev', 'cp-complete', 'cp-next'];
      const bar = seen.bar.map((item) => order.findIndex((name) => item.includes(name)));
      ok(bar.every((place, at) => place >= 0 && (!at || place > bar[at - 1])), `${id}: the step bar is ${seen.bar}`);
    }
    equal([orders.size, helps.size], [1, 1], `orders ${JSON.stringify([...orders])}, help ${JSON.stringify([...helps])}`);
  }));

  test('accessibility A-20: after two hours without a key nothing has gone', async () => {
    const who = await learner(browser(), origin, 'plain', { sco: start });
    await who.context.clock.install();
    const { page, inside } = await who.launch();
    const { lessons } = await courseOf(inside);
    const exam = lessons.find((lesson) => lesson.type === 'test' && !lesson.requires);
    await openHash(inside, exam.id);
    const field = inside.locator('.cp-main [data-kind=numeric] input').first();
    await field.fill('8');
    const before = await inside.locator('.cp-main').innerText();
    await page.clock.runFor(2 * 3600 * 1000);
    equal([await field.inputValue(), await inside.locator('.cp-main').innerText(), await inside.locator('dialog[open]').count()], ['8', before, 0], 'the page after two hours');
    await inside.locator('.cp-main [data-kind=numeric] form [type=submit]').first().click();
    await inside.locator('.cp-main [data-kind=numeric] .cp-verdict').first().waitFor();
    await who.close();
  });

  test('accessibility A-30: pairs are labelled lists, and an order is moved by named buttons that tell the place', () => visit({ profile: BROWSE }, async ({ page, inside, lessons }) => {
    let pairs = 0;
    let orders = 0;
    for (const lesson of lessons.filter((item) => (item.questions || []).some((question) => ['matching', 'sequencing'].includes(question.kind)))) {
      await openHash(inside, lesson.id);
      for (const select of await inside.locator('.cp-main [data-kind=matching] select').all()) {
        ok(await select.evaluate((item) => item.labels.length === 1 && item.labels[0].textContent.trim().length > 1), `${lesson.id}: a list without its label`);
        pairs += 1;
      }
      for (const section of await inside.locator('.cp-main [data-kind=sequencing]').all()) {
        const items = section.locator('[data-item]');
        const count = await items.count();
        for (const item of await items.all()) {
          const text = (await item.locator('span').first().textContent()).trim();
          for (const button of await item.locator('button').all()) ok((await button.getAttribute('aria-label')).includes(text), `${lesson.id}: a button that does not name "${text}"`);
        }
        const first = (await items.first().locator('span').first().textContent()).trim();
        const down = items.first().locator('button').nth(1);
        await down.focus();
        await page.keyboard.press('Enter');
        equal(await items.nth(1).evaluate((item) => item.contains(document.activeElement)), true, `${lesson.id}: the focus goes with the item`);
        await section.locator('[role=status]', { hasText: words.movedTo.replace('{item}', first).replace('{place}', '2').replace('{total}', String(count)) }).waitFor();
        equal(await section.locator('[draggable=true]').count(), 0, 'nothing to drag');
        orders += 1;
      }
    }
    ok(pairs >= 6 && orders >= 3, `${pairs} pairs, ${orders} orders`);
  }));

  test('accessibility A-34: saving is told at most once in ten seconds, and the last word is true', async () => {
    const who = await learner(browser(), origin, 'plain', { sco: start });
    await who.context.clock.install();
    const { page, inside } = await who.launch();
    const { lessons } = await courseOf(inside);
    await openHash(inside, lessons.find((lesson) => lesson.completion === 'manual').id);
    await page.clock.runFor(5000);
    const told = [words.saved, words.notSavedLong, words.notSaved, words.saving];
    await inside.evaluate((texts) => {
      window.heard = [];
      for (const region of document.querySelectorAll('[role=status], [role=alert], [aria-live]')) {
        new MutationObserver(() => { if (texts.includes(region.textContent.trim())) window.heard.push([Date.now(), region.textContent.trim()]); }).observe(region, { childList: true, characterData: true, subtree: true });
      }
    }, told);
    // The LMS loses its connection and finds it again, over and over.
    await page.evaluate(() => {
      const commit = window.API.LMSCommit;
      window.working = true;
      window.API.LMSCommit = (text) => (window.working ? commit(text) : 'false');
    });
    for (let turn = 0; turn < 8; turn += 1) {
      await page.evaluate((working) => { window.working = working; }, turn % 2 === 1);
      await inside.locator('.cp-complete').click();
      await page.clock.runFor(3000);
    }
    await page.clock.runFor(40000);
    equal(await inside.locator('.cp-save').getAttribute('data-status'), 'saved', 'at last everything is saved');
    const heard = await inside.evaluate(() => window.heard);
    ok(heard.length >= 2, `told ${JSON.stringify(heard)}`);
    for (let at = 1; at < heard.length; at += 1) ok(heard[at][0] - heard[at - 1][0] >= 10000, `two within ten seconds: ${JSON.stringify(heard)}`);
    equal(heard.at(-1)[1], words.saved, 'the last word');
    await who.close();
  });
}
