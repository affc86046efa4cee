// The learner's whole way: open, read, answer wrong and right, leave by closing, come back to the same place, finish, come back after finishing.
import { equal, ok, Skip, test } from './lib/check.mjs';
import { fetchKolibri } from './fetch-kolibri.mjs';
import { errors, learner, saved } from './lib/launch.mjs';
import { answer, complete, courseOf, here, openHash, settled } from './lib/study.mjs';

const order = (calls) => calls.map((call) => call.name).filter((name) => name !== 'LMSGetLastError');

// What holds for every launch, whatever the LMS.
function orderly(calls, what) {
  const names = order(calls);
  equal(names.filter((name) => name === 'LMSInitialize').length, 1, `${what}: LMSInitialize calls`);
  ok(names.filter((name) => name === 'LMSFinish').length <= 1, `${what}: LMSFinish more than once`);
  ok(!names.includes('LMSFinish') || names[names.length - 1] === 'LMSFinish', `${what}: calls after LMSFinish`);
  ok(calls.every((call) => call.strings), `${what}: an argument that is not a string`);
  ok(!saved(calls, 'cmi.core.lesson_status').includes('not attempted'), `${what}: wrote not attempted`);
  // Every commit is preceded by the time and the exit, so that the last one before a kill is a valid suspended attempt.
  let since = [];
  for (const call of calls.filter((item) => item.name !== 'LMSGetLastError')) {
    if (call.name === 'LMSCommit') {
      ok(since.includes('cmi.core.session_time') && since.includes('cmi.core.exit'), `${what}: a commit without session_time and exit`);
      since = [];
    } else if (call.name === 'LMSSetValue') since.push(call.args[0]);
  }
}

async function walk({ origin, browser, start }, lms, allowed) {
  const who = await learner(browser(), origin, lms, { sco: start });
  const heard = [];
  const end = async (page, what) => {
    await page.close({ runBeforeUnload: true });
    // On a busy machine a window takes its time to close; a call after the last would come soon.
    const over = async () => /Finish|Terminate/.test((await who.calls()).at(-1)?.name);
    for (const from = Date.now(); Date.now() - from < 10000 && !(await over());) await new Promise((resolve) => setTimeout(resolve, 100));
    await new Promise((resolve) => setTimeout(resolve, 300));
    const calls = await who.calls();
    orderly(calls, what);
    heard.push(...calls);
    return calls;
  };

  // First visit: the first lesson, one wrong answer, and away by closing the window.
  let { page, inside } = await who.launch();
  const course = await courseOf(inside);
  const lessons = course.lessons;
  const counted = lessons.filter((lesson) => lesson.counts);
  const exam = lessons.find((lesson) => lesson.type === 'test');
  await settled(page);
  const opening = await who.calls();
  // A SCO of one lesson is finished by that lesson: at once where looking is enough, and in the first visit unless it is a test, left with a wrong answer.
  const single = lessons.length === 1;
  const early = single && !exam;
  const glance = single && (lessons[0].completion === 'view' || lessons[0].type === 'end');
  equal(saved(opening, 'cmi.core.lesson_status'), [glance ? 'completed' : 'incomplete'], `${lms}: status after opening`);
  equal(saved(opening, 'cmi.core.score.raw'), [], `${lms}: score after opening`);
  // A SCO may be nothing but the test, and a test may ask for other lessons first.
  const before = (exam && exam.requires) || [];
  for (const lesson of lessons.filter((lesson, at) => lesson !== exam && (at === 0 || before.includes(lesson.id)))) {
    await openHash(inside, lesson.id);
    await complete(page, inside, lesson);
  }
  let place = lessons[1] || lessons[0];
  if (exam) {
    place = exam;
    await openHash(inside, exam.id);
    const shown = await inside.locator('.cp-questions [data-question]').first().getAttribute('data-question');
    await answer(inside, exam, exam.questions.find((question) => question.id === shown), false);
  } else await openHash(inside, place.id);
  await settled(page);
  const first = await end(page, `${lms} first visit`);
  const over = lms === 'kolibri' ? 'suspend' : '';
  equal(saved(first, 'cmi.core.exit').at(-1), early ? over : 'suspend', `${lms}: exit after closing`);

  // Second visit: the course offers the place, and everything is still there.
  ({ page, inside } = await who.launch());
  // A SCO of one lesson opens at it: there is neither a home page to offer the place nor contents to count.
  if (!single) await inside.locator('.cp-resume .cp-btn-main').click();
  await inside.locator(`.cp-main article[data-lesson="${place.id}"]`).waitFor();
  equal(await here(inside), place.id, `${lms}: place after coming back`);
  if (exam) ok(await inside.locator('.cp-questions .cp-wrong').count() === 1, `${lms}: the wrong answer is still shown as wrong`);
  for (const lesson of lessons) {
    await openHash(inside, lesson.id);
    await complete(page, inside, lesson);
  }
  await settled(page);
  if (!single) {
    const text = await inside.locator('.cp-side .cp-progress').textContent();
    const open = await inside.locator('.cp-side .cp-line:not([data-state=completed])').evaluateAll((lines) => lines.map((line) => line.textContent));
    ok(text.includes(`${counted.length} of ${counted.length}`), `${lms}: progress says "${text}", not completed are ${open.join('; ')}`);
  }
  await inside.locator('.cp-exit').click();
  await inside.locator('.cp-over h1').waitFor();
  const second = await end(page, `${lms} second visit`);
  const final = saved(heard, 'cmi.core.lesson_status').at(-1);
  equal(final, course.success && exam ? 'passed' : 'completed', `${lms}: status at the end`);
  if (!early) equal(saved(second, 'cmi.core.exit').at(-1), over, `${lms}: exit of a finished course`);
  if (exam) ok(Number(saved(heard, 'cmi.core.score.raw').at(-1)) > 0, `${lms}: a score`);

  // Third visit: finished stays finished, the answers are still shown.
  ({ page, inside } = await who.launch());
  if (exam) {
    await openHash(inside, exam.id);
    ok(await inside.locator('.cp-questions .cp-right').count() > 0, `${lms}: answers are shown after finishing`);
  }
  await settled(page);
  const third = await end(page, `${lms} third visit`);
  equal(saved(third, 'cmi.core.lesson_status'), [], `${lms}: status after finishing`);
  equal(errors(heard).filter((line) => !allowed.includes(line)), [], `${lms}: API errors`);
  equal(who.noise, [], `${lms}: console`);
  await who.close();
  return { calls: heard, course };
}

export function journeys(world) {
  test('the whole way against scorm-again', () => walk(world, 'scorm-again', []));
  test('the whole way against the plain LMS', () => walk(world, 'plain', []));
  test("the whole way against Kolibri's strict shim", async () => {
    const missing = fetchKolibri();
    if (missing) throw new Skip(missing);
    // Kolibri refuses the normal exit, which SCORM 1.2 spells as an empty string; the player then falls back to `suspend`.
    await walk(world, 'kolibri', ['LMSSetValue(cmi.core.exit, ) error 405']);
  });
}
