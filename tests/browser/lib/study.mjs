// What a learner does in the player, told by the course's own data, so that it works on any course.
const ANSWER_TIME = 10000;

export const courseOf = (inside) => inside.evaluate(() => window.coursepack.course);
export const openHash = async (inside, lesson) => {
  await inside.evaluate((id) => { location.hash = '#/' + id; }, lesson);
  await inside.locator(`.cp-main article[data-lesson="${lesson}"]`).waitFor({ timeout: ANSWER_TIME });
};
// Opens a view that is not a lesson ('' is the home page) by its address. Its script may have to be loaded; until then
// the view before it stands there, and must not be taken for it.
export const openView = async (inside, name) => {
  await inside.evaluate((hash) => {
    window.before = location.hash === hash ? null : document.querySelector('.cp-main article');
    location.hash = hash;
  }, '#/' + name);
  await inside.waitForFunction(() => !window.before?.isConnected && document.querySelector('.cp-main:not([aria-busy]) article:not([data-lesson]) h1'), null, { timeout: ANSWER_TIME });
};
export const here = (inside) => inside.evaluate(() => (document.querySelector('.cp-main article[data-lesson]') || { dataset: {} }).dataset.lesson || '');
export const settled = (page) => page.waitForTimeout(700);

export async function dataOf(inside, lesson) {
  return inside.evaluate(async (page) => {
    const parsed = new DOMParser().parseFromString(await (await fetch(page)).text(), 'text/html');
    return JSON.parse(parsed.querySelector('script.cp-data').textContent);
  }, typeof lesson.page === 'string' ? lesson.page : Object.values(lesson.page)[0]);
}

const WRONG_TEXT = 'something else';

// Answers one question on the open page, rightly or wrongly, and submits it.
export async function answer(inside, lesson, question, right) {
  const all = await dataOf(inside, lesson);
  const data = question.kind === 'poll' ? { ...all.poll, kind: 'poll' } : all.questions[question.id];
  const section = inside.locator(question.kind === 'poll' ? `[data-poll="${question.id}"]` : `[data-question="${question.id}"]`);
  const tick = async (values) => {
    for (const box of await section.locator('input[type=checkbox]').all()) await box.uncheck();
    for (const value of values) await section.locator(`input[value="${value}"]`).check();
  };
  switch (data.kind) {
    case 'choice': await tick(right ? data.correct : Object.keys(data.options).filter((value) => !data.correct.includes(value)).slice(0, 1)); break;
    case 'true-false': await tick([right ? data.correct : data.correct === 't' ? 'f' : 't']); break;
    case 'likert': case 'poll': await tick(['a']); break;
    case 'fill-in': await section.locator('input').fill(right ? data.correct[0] : WRONG_TEXT); break;
    case 'numeric': await section.locator('input').fill(right ? String(data.correct.answer ?? data.correct.min ?? data.correct.max) : String((data.correct.max ?? data.correct.min) + (data.correct.max === undefined ? -1000 : 1000))); break;
    case 'long-fill-in': await section.locator('textarea').fill('What I would say.'); break;
    case 'matching': {
      const targets = Object.keys(data.targets);
      for (const source of Object.keys(data.correct)) {
        const value = right ? data.correct[source] : targets.find((target) => target !== data.correct[source]);
        await section.locator(`select[data-source="${source}"]`).selectOption(value);
      }
      break;
    }
    case 'sequencing': {
      const wanted = right ? data.correct : [...data.correct].reverse();
      for (let at = 0; at < wanted.length; at += 1) {
        for (;;) {
          const order = await section.locator('[data-item]').evaluateAll((items) => items.map((item) => item.dataset.item));
          if (order.indexOf(wanted[at]) <= at) break;
          await section.locator(`[data-item="${wanted[at]}"] button`).first().click();
        }
      }
      break;
    }
    default: throw new Error(`unknown kind ${data.kind}`);
  }
  await section.locator('form [type=submit]').click();
  await section.locator('.cp-verdict').first().waitFor({ timeout: ANSWER_TIME });
}

// Does whatever the open lesson asks for, answering rightly, and marks it complete when that is the learner's to do.
export async function complete(page, inside, lesson) {
  const drawn = await inside.evaluate(() => [...document.querySelectorAll('.cp-main [data-question]')].map((section) => section.dataset.question));
  for (const question of lesson.questions || []) {
    if (question.kind === 'checklist') {
      await inside.locator('.cp-checklist input').first().check();
    } else if (question.kind === 'poll' || drawn.includes(question.id)) {
      const section = inside.locator(question.kind === 'poll' ? `[data-poll="${question.id}"]` : `[data-question="${question.id}"]`);
      if (await section.locator('form [type=submit]').isVisible()) await answer(inside, lesson, question, true);
    }
  }
  for (const area of await inside.locator('[data-text] textarea').all()) {
    if (!(await area.inputValue())) await area.fill(`My notes on ${lesson.id}.`);
    await area.blur();
  }
  if (lesson.completion === 'auto' && (lesson.type === 'video' || lesson.type === 'audio')) {
    await inside.evaluate(async () => {
      const media = document.querySelector('[data-media] video, [data-media] audio');
      media.muted = true;
      await media.play();
      media.playbackRate = 16;
    });
    await inside.waitForFunction(() => document.querySelector('[data-media] video, [data-media] audio').ended, null, { timeout: 60000 });
  }
  if (lesson.completion === 'auto' && lesson.type === 'download') {
    const [file] = await Promise.all([page.waitForEvent('download'), inside.locator('.cp-files a').first().click()]);
    await file.cancel();
  }
  if (lesson.completion === 'auto' && lesson.type === 'external') {
    await inside.locator('.cp-external-link a').evaluate((link) => { link.addEventListener('click', (event) => event.preventDefault()); link.click(); });
  }
  if (lesson.completion === 'auto' && lesson.type === 'article') await inside.evaluate(() => window.scrollTo(0, document.body.scrollHeight));
  const button = inside.locator('.cp-complete');
  if (lesson.completion === 'manual' && lesson.type !== 'end' && (await button.getAttribute('aria-pressed')) !== 'true') await button.click();
}
