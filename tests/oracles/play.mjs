// A learner who goes through a whole SCO: opens every lesson, answers every question, writes where there is room to
// write, marks lessons complete and leaves by the button. Works from the page alone (its data and its controls), so it
// can sit in any LMS. What must be stored afterwards is worked out here from the answers given, not asked of the player.

/** The page is there and the player has taken it over. Throws what a learner would complain about. */
export async function look(frame, timeout = 15000) {
  await frame.waitForFunction(() => document.body && document.body.innerText.trim().length > 40, null, { timeout })
    .catch(() => { throw new Error('the page is blank'); });
  await frame.waitForSelector('.cp-top .cp-exit, .cp-over', { timeout }).catch(() => { throw new Error('the player did not start'); });
  // The lesson itself is fetched after that.
  await frame.waitForFunction(() => {
    const main = document.querySelector('#cp-main');
    return main && main.innerText.trim().length >= 10;
  }, null, { timeout }).catch(() => { throw new Error('the main part is blank'); });
  const state = await frame.evaluate(() => {
    const main = document.querySelector('#cp-main');
    const box = main && main.getBoundingClientRect();
    return {
      area: box ? box.width * box.height : 0,
      noLms: !!document.querySelector('[data-banner="lms"]'),
    };
  });
  if (state.area < 1000) throw new Error('the main part has text but no room on the page');
  return state;
}

// Runs in the page. Answers everything on the lesson that is open and says what it did.
async function workOnLesson({ lesson, data, wrong }) {
  const article = document.querySelector('#cp-main article.cp-lesson');
  const done = { questions: 0, wrong: null, problems: [] };
  const pause = (milliseconds) => new Promise((resolve) => { setTimeout(resolve, milliseconds); });
  const visible = (element) => !!element && element.getClientRects().length > 0;
  const complain = (text) => done.problems.push(`${lesson.id}: ${text}`);

  // A learner does not leave the page by a link; everything else about the click stays as it is.
  const stay = (event) => { if (event.target.closest('a[href]')) event.preventDefault(); };

  const lastJudged = [...article.querySelectorAll('.cp-question')].reverse()
    .find((section) => ['choice', 'true-false'].includes(data.questions?.[section.dataset.question]?.kind));

  for (const section of article.querySelectorAll('.cp-question, .cp-poll')) {
    const id = section.dataset.question || section.dataset.poll;
    const question = section.dataset.poll ? { kind: 'poll', correct: ['a'] } : data.questions?.[id];
    const submit = section.querySelector('form button[type=submit]');
    if (!question || !visible(submit)) {
      complain(`question ${id} cannot be answered`);
      continue;
    }
    const inputs = [...section.querySelectorAll('form input, form select, form textarea')];
    const tick = (values) => inputs.forEach((input) => { if (input.checked !== values.includes(input.value)) input.click(); });
    const type = (text) => {
      inputs[0].value = text;
      inputs[0].dispatchEvent(new Event('input', { bubbles: true }));
    };
    switch (question.kind) {
      case 'matching':
        for (const select of inputs) {
          select.value = question.correct[select.dataset.source];
          select.dispatchEvent(new Event('input', { bubbles: true }));
        }
        break;
      case 'sequencing': {
        const items = () => [...section.querySelectorAll('[data-item]')];
        question.correct.forEach((letter, place) => {
          for (let at = items().findIndex((item) => item.dataset.item === letter); at > place; at -= 1) {
            items()[at].querySelector('button').click();
          }
        });
        break;
      }
      case 'fill-in':
        type(question.correct[0]);
        break;
      case 'numeric': {
        const { answer, min, max } = question.correct;
        type(String(answer ?? min ?? max));
        break;
      }
      case 'long-fill-in':
        type('An answer of a few words.');
        break;
      case 'likert':
        tick([inputs[0].value]);
        break;
      case 'true-false':
        tick([wrong && section === lastJudged ? (question.correct === 't' ? 'f' : 't') : question.correct]);
        break;
      default: {
        const bad = wrong && section === lastJudged && inputs.find((input) => !question.correct.includes(input.value));
        tick(bad ? [bad.value] : question.correct);
      }
    }
    if (wrong && section === lastJudged) done.wrong = id;
    submit.click();
    await pause(0);
    if (section.querySelector('.cp-error')) complain(`question ${id}: ${section.querySelector('.cp-error').innerText}`);
    const judged = !['poll', 'likert', 'long-fill-in'].includes(question.kind);
    if (judged && !section.classList.contains(done.wrong === id ? 'cp-wrong' : 'cp-right')) {
      complain(`the ${done.wrong === id ? 'wrong' : 'right'} answer to ${id} (${question.kind}) is not judged so`);
    }
    done.questions += 1;
  }
  for (const area of article.querySelectorAll('.cp-reflection textarea, .cp-discussion textarea, .cp-exercise textarea')) {
    area.focus();
    area.value = 'A few words of my own, with “quotes” & an é.';
    area.dispatchEvent(new Event('input', { bubbles: true }));
    area.blur();
    area.dispatchEvent(new Event('blur'));
  }
  for (const box of article.querySelectorAll('.cp-checklist input')) box.click();
  for (const media of article.querySelectorAll('video, audio')) {
    media.muted = true;
    await media.play().catch((error) => complain(`media does not play: ${error.message}`));
    // Sixteen times is the fastest that Chromium plays; a busy machine gets three times the time that this takes, and some.
    const patience = Date.now() + 10000 + (3000 * (media.duration || 0)) / 16;
    while (Date.now() < patience && !media.ended && !media.error && !media.paused) {
      // The player sets its own rate when the medium is ready.
      if (media.playbackRate !== 16) media.playbackRate = 16;
      await pause(100);
    }
    if (!media.ended) complain('media did not play to its end');
  }
  document.addEventListener('click', stay, true);
  for (const link of article.querySelectorAll('.cp-files a, .cp-external-link a')) link.click();
  document.removeEventListener('click', stay, true);
  const end = article.querySelector('.cp-sentinel') || article.lastElementChild;
  if (end) end.scrollIntoView();
  const button = document.querySelector('.cp-bar .cp-complete');
  if (visible(button) && !button.disabled && button.getAttribute('aria-pressed') !== 'true') button.click();
  if (lesson.type !== 'end') {
    let wait = 0;
    while (wait < 100 && !(visible(button) && button.getAttribute('aria-pressed') === 'true')) {
      wait += 1;
      await pause(50);
    }
    if (wait === 100) complain('is not complete after everything in it was done');
  }
  return done;
}

/** Plays the SCO in `frame` to its end. Resolves to what an LMS must have stored then. */
export async function play(frame) {
  const course = await frame.evaluate(() => window.coursepack.course);
  const judged = (question) => !['likert', 'long-fill-in', 'poll', 'checklist'].includes(question.kind);
  const tests = course.lessons.filter((lesson) => lesson.test);
  const scored = !!course.success && tests.some((lesson) => lesson.questions.some((question) => judged(question) && question.points > 0));
  const lastTest = tests[tests.length - 1];
  const totals = { possible: 0, earned: 0, questions: 0 };
  const problems = [];
  const noLms = await frame.evaluate(() => !!document.querySelector('[data-banner="lms"]'));

  for (const lesson of course.lessons) {
    await frame.evaluate((id) => { window.location.hash = `#/${id}`; }, lesson.id);
    const selector = `#cp-main article.cp-lesson[data-lesson="${lesson.id}"]`;
    await frame.waitForSelector(selector, { timeout: 15000 }).catch(async () => {
      const shown = await frame.evaluate(() => document.querySelector('#cp-main')?.innerText.slice(0, 120));
      throw new Error(`lesson ${lesson.id} does not open; shown instead: ${shown}`);
    });
    const page = typeof lesson.page === 'string' ? lesson.page : Object.values(lesson.page)[0];
    const address = await frame.evaluate(([pages]) => pages[document.documentElement.lang], [typeof lesson.page === 'string' ? {} : lesson.page]);
    const data = await frame.evaluate(async (from) => {
      const parsed = new DOMParser().parseFromString(await (await fetch(from)).text(), 'text/html');
      return JSON.parse(parsed.querySelector('article.cp-lesson script.cp-data').textContent);
    }, address ?? page);
    const shown = await frame.$$eval(`${selector} .cp-question`, (sections) => sections.map((section) => section.dataset.question));
    const questions = (lesson.questions ?? []).filter((question) => lesson.test && shown.includes(question.id) && judged(question));
    const possible = questions.reduce((sum, question) => sum + question.points, 0);

    // One wrong answer, where the learner passes all the same: then a constant 100 would be noticed too.
    const spare = [...questions].reverse().find((question) => ['choice', 'true-false'].includes(data.questions[question.id]?.kind));
    const mark = Math.max(lesson.test?.pass ?? 0, course.success?.score ?? 0);
    const wrong = lesson === lastTest && !!spare && (possible - spare.points) / possible >= mark;

    const work = await frame.evaluate(workOnLesson, { lesson, data, wrong });
    problems.push(...work.problems);
    totals.questions += work.questions;
    totals.possible += possible;
    totals.earned += possible - (questions.find((question) => question.id === work.wrong)?.points ?? 0);
  }
  await frame.click('.cp-top .cp-exit');
  await frame.waitForSelector('.cp-over', { timeout: 15000 }).catch(() => { throw new Error('Save and exit does not end the session'); });
  return {
    status: scored ? 'passed' : 'completed',
    scored: scored && totals.possible > 0,
    score: Math.round((10000 * totals.earned) / totals.possible) / 100,
    lessons: course.lessons.length,
    questions: totals.questions,
    problems: noLms ? ['the player says that there is no LMS', ...problems] : problems,
  };
}

/** The learner opens a finished SCO again, sees that the work is still there, and leaves. */
export async function comeBack(frame) {
  await look(frame);
  const progress = await frame.evaluate(() => {
    const bar = document.querySelector('.cp-progress progress');
    const done = document.querySelector('.cp-bar .cp-complete[aria-pressed="true"]');
    return bar ? [bar.value, bar.max] : [done ? 1 : 0, 1];
  });
  if (progress[0] < progress[1]) throw new Error(`after coming back ${progress[0]} of ${progress[1]} lessons are done`);
  await frame.click('.cp-top .cp-exit');
  await frame.waitForSelector('.cp-over', { timeout: 15000 }).catch(() => { throw new Error('Save and exit does not end the second session'); });
}
