// What single criteria of WCAG ask for and no other test looks at; docs/accessibility/criteria.yaml names these tests as evidence.
import fs from 'node:fs';
import path from 'node:path';
import { axe } from './lib/axe.mjs';
import { equal, ok, test } from './lib/check.mjs';
import { learner } from './lib/launch.mjs';
import { web } from './lib/load.mjs';
import { courseOf, openHash, openView } from './lib/study.mjs';
import { site } from './media.mjs';

const BROWSE = { values: { 'cmi.core.lesson_mode': 'browse' } };
const VIEWS = ['', '-todo', '-glossary'];

export function conformance({ origin, browser, start, folder }) {
  const everyPage = async (look) => {
    const who = await learner(browser(), origin, 'plain', { profile: BROWSE, sco: start });
    try {
      const { inside } = await who.launch();
      for (const id of [...VIEWS, ...(await courseOf(inside)).lessons.map((lesson) => lesson.id)]) {
        if (id && !id.startsWith('-')) await openHash(inside, id);
        else await openView(inside, id);
        await look(inside, id || 'home');
      }
    } finally {
      await who.close();
    }
  };

  // 2.5.3
  test('criterion: the name of a control holds the words that are seen on it', async () => {
    const faults = [];
    let seen = 0;
    await everyPage(async (inside, id) => {
      const found = await inside.evaluate(() => {
        const plain = (text) => text.replace(/\s+/g, ' ').trim().toLowerCase();
        return [...document.querySelectorAll('a[href], button, summary, input, select, textarea')].filter((item) => item.checkVisibility()).map((item) => {
          const others = (item.getAttribute('aria-labelledby') || '').split(' ').filter(Boolean);
          const given = item.getAttribute('aria-label') ?? others.map((name) => document.getElementById(name).innerText).join(' ');
          const words = plain(item.matches('input, select, textarea') ? [...item.labels].map((label) => label.innerText).join(' ') : item.innerText);
          // A sign, such as an arrow, is no word.
          return given.trim() && /\p{L}/u.test(words) && !plain(given).includes(words) ? `“${words}” is called “${plain(given)}”` : '';
        });
      });
      seen += found.length;
      faults.push(...found.filter(Boolean).map((fault) => `${id}: ${fault}`));
    });
    ok(seen > 200, `only ${seen} controls`);
    equal(faults, [], 'names');
  });

  // 2.4.2
  test('criterion: every page and view has a title of its own', async () => {
    const titles = new Map();
    await everyPage(async (inside, id) => {
      const title = await inside.evaluate(() => document.title);
      ok(title.length > 5 && !titles.has(title), `${id} and ${titles.get(title)} are both called “${title}”`);
      titles.set(title, id);
    });
  });

  // 1.3.5, 3.3.7, 3.3.8
  test('criterion: no field asks for particulars of the learner, or to be remembered', () => everyPage(async (inside, id) => {
    const fields = await inside.evaluate(() => [...document.querySelectorAll('input, select, textarea')].map((field) => `${field.type} ${field.autocomplete}`));
    const known = /^(text|search|radio|checkbox|select-one|textarea|number) (|off)$/;
    equal(fields.filter((field) => !known.test(field)), [], id);
  }));

  // 2.1.4, 2.5.1, 2.5.2, 2.5.4, 3.2.1: what is not listened to cannot happen. Keys are read by the fields and by the reader's own choice of arrows.
  test('criterion: the player listens to no pointer going down, no letter, no motion, and to focus for nothing', () => {
    const listens = /\b(?:on|['"`])(mousedown|pointerdown|touchstart|touchmove|gesture\w+|drag\w*|keypress|device(?:motion|orientation)|focus|focusin|mouseover|mouseenter|pointerenter)\b(?=['"`:]|\s*=)/;
    for (const name of fs.readdirSync(web).filter((file) => file.endsWith('.js'))) {
      const code = fs.readFileSync(path.join(web, name), 'utf8').replace(/^\s*\/\/.*$/gm, '');
      ok(!listens.test(code), `${name} listens to ${(listens.exec(code) || [])[1]}`);
      ok(!/\bkey\w* === '[a-z0-9]'|accesskey|autofocus/i.test(code), `${name} has a shortcut of one letter, or takes the focus`);
    }
    for (const name of fs.readdirSync(folder, { recursive: true }).filter((file) => file.endsWith('.html'))) {
      ok(!/\s(accesskey|autofocus|draggable|on\w+)=/i.test(fs.readFileSync(path.join(folder, name), 'utf8')), name);
    }
  });

  // 1.4.2, 2.2.2, 2.3.1
  test('criterion: nothing moves, blinks or plays by itself', async () => {
    const css = fs.readFileSync(path.join(web, 'player.css'), 'utf8').replace(/\/\*[^]*?\*\//g, '');
    // A transition answers what somebody did; an animation that goes on does not.
    ok(!/infinite|marquee|blink/.test(css), 'an animation without end');
    await everyPage(async (inside, id) => {
      const moving = await inside.evaluate(() => [...document.getAnimations().filter((animation) => animation.playState === 'running' && animation.effect.getTiming().iterations > 1).map((animation) => animation.animationName),
        ...[...document.querySelectorAll('video, audio')].filter((media) => media.autoplay || !media.paused).map((media) => media.tagName), ...[...document.querySelectorAll('marquee, blink')].map((item) => item.tagName)]);
      equal(moving, [], id);
    });
  });

  // 4.1.2
  test('criterion: axe finds nothing in lessons with every help that media can have', async () => {
    const who = await learner(browser(), await site(), 'plain');
    const { inside } = await who.launch();
    for (const id of ['film', 'talk', 'broken']) {
      await openHash(inside, id);
      await inside.waitForTimeout(200);
      await inside.evaluate(() => { for (const details of document.querySelectorAll('details')) details.open = true; });
      equal(await axe(inside), [], id);
    }
    await who.close();
  });
}
