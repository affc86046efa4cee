// The look of a course in a browser: what the author says wins over the player, what the learner chose wins over both, and paper is light.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { equal, Skip, test } from './lib/check.mjs';
import { build } from './lib/package.mjs';
import { serve } from './lib/serve.mjs';

const course = `id: https://courses.example.org/themed
title: A themed course
language: en-GB
version: "1.0.0"
theme: {accent: "#7a1f5c", css: course.css}
modules:
  - id: start
    title: Start
    lessons:
      - {id: welcome, title: Welcome, body: "See [the next](lesson:next)."}
      - {id: next, title: Next, body: Text.}
`;
const style = `@charset "utf-8";
h1 { letter-spacing: 3px; font-size: 40px !important }
.cp-lesson { background: url(dot.svg) }
`;
const dot = '<svg xmlns="http://www.w3.org/2000/svg" width="4" height="4"><circle r="1"/></svg>';
let served = null;

async function site() {
  if (!process.env.COURSEPACK_BIN) throw new Skip('COURSEPACK_BIN is needed to build the course to look at');
  if (served) return served.origin;
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'coursepack-theme-'));
  process.on('exit', () => fs.rmSync(folder, { recursive: true, force: true }));
  for (const [name, text] of Object.entries({ 'course.yaml': course, 'course.css': style, 'dot.svg': dot })) fs.writeFileSync(path.join(folder, name), text);
  served = await serve(build(folder));
  return served.origin;
}

const rgb = (text) => text.match(/\d+/g).slice(0, 3).map((part) => Number(part).toString(16).padStart(2, '0')).join('');
const look = (page) => page.evaluate(() => {
  const of = (selector, name) => getComputedStyle(document.querySelector(selector))[name];
  return { page: of('body', 'backgroundColor'), link: of('.cp-lesson a', 'color'), scheme: of(':root', 'colorScheme') };
});

export function themes(world) {
  const visit = async (options, run) => {
    const origin = await site();
    const context = await world.browser().newContext(options);
    const page = await context.newPage();
    const asked = [];
    page.on('request', (request) => asked.push(request.url()));
    try {
      await page.goto(`${origin}/package/lessons/welcome.html`);
      await run(page, asked.map((url) => url.replace(`${origin}/package/`, '')));
    } finally {
      await context.close();
    }
  };
  const seen = async (page) => {
    const { page: ground, link, scheme } = await look(page);
    return [scheme, rgb(ground), rgb(link)];
  };

  test('theme: the accent is as it was written in the light, and lighter in the dark, as the learner wants it', () => visit({ colorScheme: 'light' }, async (page) => {
    const light = ['light', 'f6f5f1', '7a1f5c'];
    equal(await seen(page), light, 'light');
    await page.evaluate(() => { document.documentElement.dataset.theme = 'dark'; });
    const dark = await seen(page);
    equal(dark.slice(0, 2), ['dark', '14171a'], 'dark was chosen');
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.evaluate(() => { delete document.documentElement.dataset.theme; });
    equal(await seen(page), dark, 'the device is dark');
    await page.evaluate(() => { document.documentElement.dataset.theme = 'light'; });
    equal(await seen(page), light, 'light was chosen');
    await page.emulateMedia({ colorScheme: 'dark', contrast: 'more' });
    const strong = await seen(page);
    equal(strong.slice(0, 2), light.slice(0, 2), 'light with more contrast');
    await page.evaluate(() => { document.documentElement.dataset.theme = 'dark'; });
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    equal(await seen(page), ['light', 'ffffff', '000000'], 'paper');
  }));

  test('theme: the author’s style sheet wins over the player’s and yields to the learner’s', () => visit({}, async (page, asked) => {
    const heading = () => page.evaluate(() => { const now = getComputedStyle(document.querySelector('h1')); return [now.letterSpacing, now.fontSize]; });
    equal(await heading(), ['3px', '40px'], 'the author’s');
    await page.evaluate(() => { document.styleSheets[0].insertRule('@layer user { h1 { letter-spacing: 1px; font-size: 60px } }', 1); });
    equal(await heading(), ['1px', '60px'], 'the learner’s');
    equal(asked.filter((name) => name.endsWith('.svg')), ['media/dot.svg'], 'its picture');
    equal(asked.filter((name) => /^[a-z]+:/.test(name)), [], 'elsewhere');
  }));
  return { close: () => served && served.close() };
}
