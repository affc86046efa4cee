// Video and audio: what was really played completes a lesson, and what the learner chose is there again.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { equal, ok, Skip, test } from './lib/check.mjs';
import { learner } from './lib/launch.mjs';
import { build } from './lib/package.mjs';
import { serve } from './lib/serve.mjs';
import { openHash, settled } from './lib/study.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));
const sample = path.join(here, '../../fixtures/courses/leadership-for-healthcare/media');
let served = null;
let packed = '';

// The course is put together when it is needed: a folder of its own, since a course holds its media.
export async function site() {
  if (!process.env.COURSEPACK_BIN) throw new Skip('COURSEPACK_BIN is needed to build the course to watch');
  if (served) return served.origin;
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'coursepack-media-'));
  process.on('exit', () => fs.rmSync(folder, { recursive: true, force: true }));
  fs.copyFileSync(path.join(here, 'media/course.yaml'), path.join(folder, 'course.yaml'));
  for (const [from, to] of [['pdsa.mp4', 'film.mp4'], ['iedema.mp4', 'described.mp4'], ['pdsa.jpg', 'film.jpg'], ['pdsa.vtt', 'film.vtt'], ['pdsa.vtt', 'film.cy.vtt'], ['maher.mp3', 'talk.mp3'], ['maher.vtt', 'talk.vtt']]) {
    fs.copyFileSync(path.join(sample, from), path.join(folder, to));
  }
  fs.writeFileSync(path.join(folder, 'seen.vtt'), 'WEBVTT\n\n00:00:00.000 --> 00:00:50.000\nA card with four letters.\n');
  fs.writeFileSync(path.join(folder, 'film.md'), 'What is said in the film.\n');
  fs.writeFileSync(path.join(folder, 'broken.mp4'), 'This is no video.');
  packed = build(folder);
  served = await serve(packed);
  return served.origin;
}

const isComplete = (inside, id) => inside.locator(`.cp-side .cp-line[href="#/${id}"][data-state=completed]`).count().then((count) => count === 1);
const get = (inside, name) => inside.evaluate((property) => document.querySelector('[data-media] video, [data-media] audio')[property], name);
// Plays at a speed from where the media stands, or from a time, until it has come to another time.
const play = (inside, { from, to, rate = 16 }) => inside.evaluate(async ([start, end, speed]) => {
  const media = document.querySelector('[data-media] video, [data-media] audio');
  const once = (name) => new Promise((done) => { media.addEventListener(name, done, { once: true }); });
  if (!media.readyState) await once('loadedmetadata');
  media.muted = true;
  if (start !== null) { const moved = once('seeked'); media.currentTime = start; await moved; }
  media.playbackRate = speed;
  await media.play();
  while (!media.ended && media.currentTime < end) await new Promise((next) => setTimeout(next, 20));
  if (!media.ended) { media.pause(); await new Promise((next) => setTimeout(next, 100)); }
}, [from ?? null, to, rate]);
const modes = async (inside) => {
  await inside.waitForFunction(() => document.querySelector('[data-media] video, [data-media] audio').readyState > 0);
  return inside.evaluate(() => [...document.querySelector('[data-media] video, [data-media] audio').textTracks].map((track) => track.language + ' ' + track.mode));
};

export function media({ browser }) {
  const visit = async (run, options = {}) => {
    const who = await learner(browser(), await site(), 'plain', options);
    const open = async (id) => {
      const { page, inside } = await who.launch();
      await openHash(inside, id);
      return { page, inside };
    };
    try {
      await run({ who, open });
      equal(who.noise, [], 'console');
    } finally {
      await who.close();
    }
  };

  test('media: nothing plays by itself, and the ways around the player are there', () => visit(async ({ open }) => {
    const { inside } = await open('film');
    await inside.waitForTimeout(300);
    equal([await get(inside, 'paused'), await get(inside, 'autoplay'), await get(inside, 'controls'), await get(inside, 'ariaLabel')], [true, false, true, 'A film'], 'the player');
    ok((await get(inside, 'poster')).endsWith('.jpg'), 'poster');
    equal(await inside.locator('.cp-transcript').evaluate((details) => details.open), false, 'the transcript is folded');
    equal(await inside.locator('.cp-media-download a[download]').count(), 2, 'downloads');
    const link = inside.locator('.cp-media-external a');
    equal([await link.textContent(), await link.getAttribute('href'), await link.getAttribute('rel')], ['Play it on video.example.org', 'https://video.example.org/film?id=1', 'noopener noreferrer'], 'the other site');
    ok((await inside.locator('.cp-media-external').textContent()).includes('cookies'), 'what the other site may do');
  }));

  test('media: seeking to the end does not complete a lesson', () => visit(async ({ open }) => {
    const { inside } = await open('film');
    await play(inside, { from: 0, to: 10 });
    await play(inside, { from: 45, to: 99 });
    equal(await get(inside, 'ended'), true, 'played to the end');
    equal(await isComplete(inside, 'film'), false, 'completed by a third of it');
  }));

  test('media: a film watched in two visits, the rest at double speed, completes its lesson and starts where it stopped', () => visit(async ({ open }) => {
    const first = await open('film');
    await play(first.inside, { from: 0, to: 41 });
    const stopped = await get(first.inside, 'currentTime');
    equal(await isComplete(first.inside, 'film'), false, 'completed too soon');
    await first.page.close();
    const { inside, page } = await open('film');
    await inside.waitForFunction(() => document.querySelector('[data-media] video').readyState > 0);
    const place = await get(inside, 'currentTime');
    ok(Math.abs(place - stopped) < 1.5, `continues at ${place} instead of ${stopped}`);
    ok((await inside.locator('.cp-media-tools .cp-note').textContent()).includes(`0:${Math.floor(place)}`), 'says where it continues');
    await play(inside, { to: 46.5, rate: 2 });
    equal(await isComplete(inside, 'film'), true, 'nine tenths of it were played');
    equal(await inside.locator('.cp-media-tools select').inputValue(), '2', 'the speed that the browser was set to is shown');
    await settled(page);
    await page.close();
    const third = await open('talk');
    equal([await get(third.inside, 'playbackRate'), await third.inside.locator('.cp-media-tools select').inputValue()], [2, '2'], 'the speed is remembered for other media');
  }));

  test('media: a window that is closed while a film plays loses neither the place nor what was watched', () => visit(async ({ open }) => {
    const { inside, page } = await open('talk');
    await play(inside, { from: 20, to: 34 });
    await inside.evaluate(() => { document.querySelector('audio').play(); });
    await page.waitForTimeout(500);
    await page.close({ runBeforeUnload: true });
    await new Promise((resolve) => setTimeout(resolve, 300));
    const again = await open('talk');
    await again.inside.waitForFunction(() => document.querySelector('audio').readyState > 0);
    ok(await get(again.inside, 'currentTime') > 33, 'the place');
  }));

  test('media: captions are off until the learner wants them, and stay as they were left', () => visit(async ({ open }) => {
    const { inside, page } = await open('film');
    equal(await modes(inside), ['en-GB disabled', 'cy disabled', 'en-GB hidden'], 'at first');
    await inside.evaluate(() => { document.querySelector('video').textTracks[1].mode = 'showing'; });
    await settled(page);
    await page.close();
    const second = await open('film');
    equal(await modes(second.inside), ['en-GB disabled', 'cy showing', 'en-GB hidden'], 'in the language that was chosen');
    await openHash(second.inside, 'talk');
    equal(await modes(second.inside), ['en-GB showing'], 'in the language that there is');
    await second.inside.evaluate(() => { document.querySelector('audio').textTracks[0].mode = 'disabled'; });
    await settled(second.page);
    await openHash(second.inside, 'film');
    equal((await modes(second.inside))[1], 'cy disabled', 'off');
  }));

  test('media: captions are on when the LMS asks for them, unless the learner has turned them off here', () => visit(async ({ open }) => {
    const { inside, page } = await open('film');
    equal(await modes(inside), ['en-GB showing', 'cy disabled', 'en-GB hidden'], 'at first');
    await inside.waitForFunction(() => document.querySelector('video').textTracks[0].cues.length > 5);
    await inside.evaluate(() => { document.querySelector('video').textTracks[0].mode = 'disabled'; });
    await settled(page);
    await page.close();
    equal((await modes((await open('film')).inside))[0], 'en-GB disabled', 'the learner decides');
  }, { profile: { values: { 'cmi.student_preference._children': 'audio,language,speed,text', 'cmi.student_preference.text': '1' } } }));

  test('media: the version with audio description plays on at the same place and is remembered', () => visit(async ({ open }) => {
    const { inside, page } = await open('film');
    await play(inside, { from: 10, to: 14 });
    const box = inside.locator('.cp-media-tools input[type=checkbox]');
    const before = await get(inside, 'currentSrc');
    await box.check();
    await inside.waitForFunction((address) => { const video = document.querySelector('video'); return video.currentSrc !== address && video.readyState > 1; }, before);
    ok(Math.abs(await get(inside, 'currentTime') - 14) < 2, 'the place');
    await page.close();
    const again = await open('film');
    equal(await again.inside.locator('.cp-media-tools input[type=checkbox]').isChecked(), true, 'remembered');
    ok((await get(again.inside, 'src')) !== before, 'the other file');
  }));

  test('media: a track of descriptions becomes messages for screen readers', () => visit(async ({ open }) => {
    const { inside } = await open('film');
    await play(inside, { from: 1, to: 3, rate: 4 });
    equal(await inside.locator('.cp-media-tools .cp-sr[role=status]').textContent(), 'A card with four letters.', 'the message');
  }));

  test('media: from the disk, where browsers load no captions, those of the page are shown', async () => {
    await site();
    const context = await browser().newContext();
    const page = await context.newPage();
    await page.goto(`${pathToFileURL(path.join(packed, 'index.html'))}#/talk`);
    await page.waitForFunction(() => (document.querySelector('audio') || {}).readyState > 0);
    await page.evaluate(() => { document.querySelector('audio').textTracks[0].mode = 'showing'; });
    await page.waitForFunction(() => document.querySelector('audio').textTracks[0].cues?.length > 5);
    await play(page, { from: 3, to: 4, rate: 1 });
    const shown = await page.evaluate(() => [...document.querySelector('audio').textTracks[0].activeCues].map((cue) => cue.text));
    equal([shown.length, fs.readFileSync(path.join(sample, 'maher.vtt'), 'utf8').includes(shown[0])], [1, true], 'the words of the fourth second');
    await context.close();
  });

  test('media: a file that cannot be played is said to be one, its transcript opens, and the lesson can be marked', () => visit(async ({ open }) => {
    const { inside } = await open('broken');
    const problem = inside.locator('.cp-media-tools .cp-error');
    await inside.waitForFunction(() => document.querySelector('.cp-media-tools .cp-error').textContent);
    equal([await problem.getAttribute('role'), await problem.textContent()], ['status', 'This file could not be played here. You can download it, and mark the lesson as complete yourself.'], 'the message');
    equal(await inside.locator('.cp-transcript').evaluate((details) => details.open), true, 'the transcript is open');
    await inside.locator('.cp-complete').click();
    equal(await isComplete(inside, 'broken'), true, 'marked');
  }));
  return { close: () => served && served.close() };
}
