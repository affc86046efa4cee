// The small course from beginning to end, step by step; the calls are compared, one by one, with what is written in expected/.
import fs from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { fetchKolibri } from './fetch-kolibri.mjs';
import { equal, Skip, test } from './lib/check.mjs';
import { errors, learner, transcript } from './lib/launch.mjs';
import { build } from './lib/package.mjs';
import { serve } from './lib/serve.mjs';
import { answer, courseOf, openHash } from './lib/study.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));
// The small course in each format, built once.
const served = new Map();
export const site = async (format = 'scorm12') => {
  if (!process.env.COURSEPACK_BIN) throw new Skip('COURSEPACK_BIN is needed to build the small course');
  if (!served.has(format)) served.set(format, await serve(build(path.join(here, 'course'), '--format', format)));
  return served.get(format).origin;
};
// What an LMS keeps of a learner's words, by edition.
const EDITIONS = { 'scorm2004-2e': 4000, 'scorm2004-3e': 64000, 'scorm2004-4e': 64000 };

// Each step is followed by a wait until everything is saved, so that commits fall between the same calls in every run.
async function walk(origin, browser, lms, profile) {
  const who = await learner(browser, origin, lms, { profile });
  const lines = [];
  const saved = (inside) => inside.locator('.cp-save[data-status=saved]').waitFor();
  const step = async (inside, what, action) => {
    await action();
    await inside.page().waitForTimeout(20);
    await saved(inside);
  };
  const visit = async (title, run) => {
    const { page, inside } = await who.launch();
    // A finished course is opened for review by some LMSs; nothing is saved then.
    if (!(await inside.locator('[data-banner=mode]').count())) await saved(inside);
    await run(inside, page);
    await page.close({ runBeforeUnload: true });
    await new Promise((resolve) => setTimeout(resolve, 300));
    const calls = await who.calls();
    // In SCORM 2004 a value that was never set is an error to ask for, and there is no other way to know.
    if (lms.endsWith('2004')) equal(errors(calls).filter((line) => !/GetValue\(\S+, ?\) error 403$|GetValue\(\S+\) error 403$/.test(line)), [], 'errors');
    lines.push(`# ${title}`, ...transcript(calls), '');
  };

  await visit('First visit: reads, answers one question wrongly and then rightly, closes the window', async (inside) => {
    const course = await courseOf(inside);
    const quiz = course.lessons.find((lesson) => lesson.id === 'asking');
    await step(inside, 'read', () => openHash(inside, 'reading'));
    await step(inside, 'quiz', () => openHash(inside, 'asking'));
    await step(inside, 'wrong', () => answer(inside, quiz, quiz.questions[0], false));
    await step(inside, 'right', () => answer(inside, quiz, quiz.questions[0], true));
  });
  await visit('Second visit: continues, answers everything, marks, writes, finishes and exits', async (inside) => {
    const course = await courseOf(inside);
    const [quiz, poll, exam] = ['asking', 'voting', 'exam'].map((id) => course.lessons.find((lesson) => lesson.id === id));
    await step(inside, 'continue', () => inside.locator('.cp-resume .cp-btn-main').click());
    for (const question of quiz.questions.slice(1)) await step(inside, question.id, () => answer(inside, quiz, question, true));
    await step(inside, 'poll', () => openHash(inside, 'voting'));
    await step(inside, 'vote', () => answer(inside, poll, poll.questions[0], true));
    await step(inside, 'reflection', () => openHash(inside, 'thinking'));
    await step(inside, 'write', async () => { await inside.locator('textarea').fill('I will listen.'); await inside.locator('textarea').blur(); });
    await step(inside, 'exercise', () => openHash(inside, 'doing'));
    await step(inside, 'checklist', () => inside.locator('.cp-checklist input').first().check());
    await step(inside, 'mark', () => inside.locator('.cp-complete').click());
    await step(inside, 'test', () => openHash(inside, 'exam'));
    await step(inside, 'test wrong', () => answer(inside, exam, exam.questions[0], false));
    await step(inside, 'test right', () => answer(inside, exam, exam.questions[0], true));
    await step(inside, 'test second', () => answer(inside, exam, exam.questions[1], true));
    await step(inside, 'end', () => openHash(inside, 'goodbye'));
    await inside.locator('.cp-exit').click();
    await inside.locator('.cp-over').waitFor();
  });
  await visit('Third visit: looks again after finishing', async (inside) => {
    await openHash(inside, 'exam');
    await inside.page().waitForTimeout(700);
  });
  equal(who.noise, [], 'console');
  await who.close();
  return lines.join('\n');
}

export function transcripts({ browser }) {
  for (const lms of ['scorm-again', 'kolibri']) {
    test(`transcript: the small course against ${lms} makes exactly the expected calls`, async () => {
      const missing = lms === 'kolibri' && fetchKolibri();
      if (missing) throw new Skip(missing);
      const lines = await walk(await site(), browser(), lms);
      const file = path.join(here, 'expected', `${lms}.txt`);
      if (process.env.UPDATE_EXPECTED) fs.writeFileSync(file, lines);
      equal(lines.split('\n'), fs.readFileSync(file, 'utf8').split('\n'), 'calls');
    });
  }
  test('transcript: the small course in every edition of SCORM 2004 against scorm-again makes exactly the expected calls', async () => {
    // Side by side, since most of the time is waiting. The marks are those of the manifest, as the LMS gives them back.
    const file = path.join(here, 'expected', 'scorm-again-2004.txt');
    await Promise.all(Object.entries(EDITIONS).map(async ([format, most]) => {
      const lines = await walk(await site(format), browser(), 'scorm-again-2004', { most, cmi: { scaled_passing_score: '0.6', completion_threshold: '1.0' } });
      if (process.env.UPDATE_EXPECTED) fs.writeFileSync(file, lines);
      equal(lines.split('\n'), fs.readFileSync(file, 'utf8').split('\n'), `calls as ${format}`);
    }));
  });
  return { close: () => served.forEach((server) => server.close()) };
}
