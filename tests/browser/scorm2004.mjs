// SCORM 2004 at the edges: what the LMS says of itself, what it lacks, how the learner leaves; most of it without a browser.
import { equal, ok, test } from './lib/check.mjs';
import { errors, learner, saved } from './lib/launch.mjs';
import { lms2004 } from './lib/lms2004.mjs';
import { answer, courseOf, openHash, settled } from './lib/study.mjs';
import { field, World } from './lib/world.mjs';
import { site } from './transcripts.mjs';

const lesson = (id, type, completion, more = {}) => ({ id, module: 'm1', type, completion, counts: type !== 'end', title: id, page: `${id}.html`, ...more });
const questions = [{ id: 't1', kind: 'choice', check: 1, points: 1, bits: 2 }, { id: 't2', kind: 'true-false', check: 2, points: 1, bits: 2 }];
const DATA = { t1: { kind: 'choice', correct: ['a'], options: { a: {}, b: {} }, prompt: '{Which}\nof these?' }, t2: { kind: 'true-false', correct: 'f', prompt: 'Is it?' } };
const COURSE = {
  id: 'https://example.org/edges', version: '1', format: 'scorm2004', sco: { id: 'sco', count: 1 }, language: 'en', title: 'Edges', modules: [{ id: 'm1', title: '{One}' }, { id: 'done', title: 'Done' }], objectives: ['m1', 'done'],
  state: { limit: 64000, width: 20, salt: 3 }, completion: { lessons: 0.5, tests: 'attempted' }, success: { score: 0.6 }, reflections: 'record',
  lessons: [lesson('read', 'article', 'manual'), lesson('think', 'reflection', 'manual', { texts: ['think-1'], module: 'done' }), lesson('look', 'article', 'manual'),
    lesson('exam', 'test', 'manual', { questions, test: { attempts: 2, pass: 0.5 } })],
};

// One learner with one attempt at one LMS. `launch()` opens a window, whose `leave` presses the button.
function desk(options = {}, course = COURSE) {
  const problems = [];
  const world = new World({ fail: (text) => problems.push(text), random: (below) => below >> 1 });
  const lms = lms2004(options);
  const wrong = [];
  // An LMS that has both: the API of SCORM 1.2 is not this package's.
  const API = new Proxy({}, { get(target, name) { return typeof name === 'string' ? () => { wrong.push(name); return 'true'; } : undefined; } });
  return {
    lms, world, problems, wrong,
    async launch() {
      const parent = { API_1484_11: lms.launch(), API };
      parent.parent = parent;
      parent.top = parent;
      const page = { said: [] };
      const shell = (p, cp) => {
        Object.assign(page, { p, cp });
        return { saveStatus: (name) => page.said.push(name), banner() {}, say() {}, update() {}, flush() {}, textsPacked() {}, exitFailed() { page.said.push('exitFailed'); }, ended(...words) { page.over = words; }, route() {} };
      };
      page.win = world.open({ course, parent, shell });
      await world.pass(1000);
      const { p, cp } = page;
      const of = (id) => course.lessons.find((item) => item.id === id);
      const wait = () => world.pass(1000);
      return Object.assign(page, {
        wait,
        done: async (id) => { p.visit(of(id)); p.setDone(of(id), true); await wait(); },
        async try(id, right) {
          const data = DATA[id];
          const response = right ? data.correct : data.kind === 'choice' ? ['b'] : 't';
          const record = cp.nextRecord(p.state.questions.get(id), questions.find((one) => one.id === id), of('exam').test, cp.grade(data, response, 'en'));
          record.response = cp.packResponse(data, response);
          p.state.questions.set(id, record);
          p.session.record({ id, data, response, result: record.result, points: 1, seconds: 3.05, at: new Date(1.7e12 + world.now), objectives: ['m1'], language: 'en' });
          p.changed();
          await wait();
        },
        async writes(slot, text) {
          const area = field();
          cp.bindText(p, area, slot, () => {});
          area.value = text;
          area.fire('blur');
          await wait();
        },
        leave: async () => { await p.leave(); },
        close: async () => { page.win.hide(false); await wait(); },
      });
    },
  };
}
const status = (lms) => [lms.kept.completion_status, lms.kept.success_status];
const clean = ({ lms, problems, wrong }, what) => equal([lms.refused, problems, wrong], [[], [], []], what);

export function scorm2004({ browser }) {
  test('2004: completion and success are apart, and every answer is an entry of its own', async () => {
    const it = desk({ cmi: { completion_threshold: '0.5', scaled_passing_score: '0.6' } });
    const page = await it.launch();
    equal(status(it.lms), ['incomplete', 'unknown'], 'at the start');
    await page.done('read');
    await page.try('t1', true);
    await page.try('t2', false);
    equal([...status(it.lms), it.lms.kept.progress_measure, it.lms.kept['score.scaled'], it.lms.kept['score.raw']], ['incomplete', 'unknown', '0.25', '0.5', '50'], 'one of two, a try left');
    await page.try('t2', false);
    equal(status(it.lms), ['incomplete', 'failed'], 'no try left');
    await page.done('think');
    equal([...status(it.lms), it.lms.kept.progress_measure], ['completed', 'failed', '0.5'], 'half of the lessons are enough');
    equal(it.lms.interactions.map(({ id, result, description, latency }) => [id, result, description, latency]), [['t1', 'correct', ' {Which} of these?', 'PT0H0M3.05S'], ['t2', 'incorrect', 'Is it?', 'PT0H0M3.05S'], ['t2', 'incorrect', 'Is it?', 'PT0H0M3.05S']], 'interactions');
    equal(it.lms.objectives.map(({ id, description, success_status, completion_status, 'score.raw': raw }) => [id, description, completion_status, success_status, raw]),
      [['m1', ' {One}', 'incomplete', 'passed', '50'], ['done.id', 'Done', 'completed', undefined, undefined]], 'objectives');
    clean(it, 'refused');
  });

  test('2004: the marks of the LMS win over those of the course', async () => {
    const it = desk({ cmi: { completion_threshold: '0.25', scaled_passing_score: '0.5' } });
    const page = await it.launch();
    await page.try('t1', true);
    equal(status(it.lms), ['incomplete', 'passed'], 'the lower mark is reached');
    await page.try('t2', false);
    await page.done('read');
    equal([...status(it.lms), it.lms.kept.progress_measure], ['completed', 'passed', '0.25'], 'and the lower threshold');
    const strict = desk({ cmi: { completion_threshold: '1', scaled_passing_score: '1' } });
    const other = await strict.launch();
    for (const id of ['t1', 't2']) await other.try(id, true);
    for (const id of ['read', 'think', 'look']) await other.done(id);
    equal([...status(strict.lms), strict.lms.kept.progress_measure], ['incomplete', 'passed', '0.75'], 'the higher threshold is not');
    await other.done('exam');
    equal([...status(strict.lms), strict.lms.kept.progress_measure], ['completed', 'passed', '1'], 'and then it is');
    clean(it, 'refused');
    clean(strict, 'refused');
  });

  test('2004: objectives of the manifest are found by their names, and the others left alone', async () => {
    const all = ['primary', 'needs-before', 'done', 'passed'];
    const it = desk({ objectives: all });
    const page = await it.launch();
    await page.try('t1', true);
    equal(it.lms.objectives.slice(0, 4).map(({ success_status }) => success_status), [undefined, undefined, undefined, 'passed'], 'a test is passed');
    await page.try('t2', true);
    await page.done('read');
    equal(it.lms.objectives[2].success_status, undefined, 'not done');
    await page.done('look');
    equal(it.lms.objectives.slice(0, 4), [{ id: 'primary' }, { id: 'needs-before' }, { id: 'done', success_status: 'passed', completion_status: 'completed' }, { id: 'passed', success_status: 'passed', completion_status: 'completed' }], 'done');
    // A module may be called like one of them.
    await page.done('think');
    equal(it.lms.objectives.slice(4).map(({ id }) => id), ['m1', 'done.id'], 'our own');
    clean(it, 'refused');
  });

  test('2004: what is left alone in review, browse and without credit', async () => {
    for (const mode of ['review', 'browse']) {
      const it = desk({ cmi: { mode } });
      const page = await it.launch();
      if (mode === 'browse') {
        await page.try('t1', true);
        await page.done('read');
      }
      await page.leave();
      equal(it.lms.names().filter((name) => name !== 'GetValue'), ['Initialize', 'Terminate'], mode);
      equal(page.over.map((words) => words && words.replace(/^.*\./, '')), mode === 'browse' ? ['browseMode', false] : ['exitDone', 'exitLeave'], 'nothing is called saved that was not');
      clean(it, mode);
    }
    const it = desk({ cmi: { credit: 'no-credit' } });
    const page = await it.launch();
    await page.try('t1', true);
    for (const id of ['read', 'look', 'think', 'exam']) await page.done(id);
    equal(status(it.lms), ['incomplete', 'unknown'], 'not judged');
    equal(it.lms.calls.filter(({ name, args }) => name === 'SetValue' && /score|objectives\.\d+\.[a-hj-z]|progress/.test(args[0])), [], 'no score, no objectives');
    ok(it.lms.kept.suspend_data && it.lms.kept.location === 'exam', 'the place and the state are kept');
    clean(it, 'no credit');
  });

  test('2004: suspendAll is asked for by the button only, before Terminate, and exit is suspend', async () => {
    const it = desk();
    let page = await it.launch();
    await page.done('read');
    await page.leave();
    equal(it.lms.calls.slice(-2).map(({ name, args }) => [name, ...args]), [['SetValue', 'adl.nav.request', 'suspendAll'], ['Terminate', '']], 'by the button');
    page = await it.launch();
    equal([...page.p.state.completed], ['read'], 'there again');
    await page.done('look');
    await page.close();
    equal([it.lms.set('adl.nav.request'), it.lms.names().at(-1), it.lms.set('cmi.exit').at(-1)], [[], 'Terminate', 'suspend'], 'by closing the window');
    const lacking = desk({ missing: ['adl.'] });
    page = await lacking.launch();
    await page.leave();
    equal([page.said.at(-1), lacking.lms.names().at(-1)], ['saved', 'Terminate'], 'an LMS without navigation');
    clean(it, 'refused');
  });

  test('2004: where the LMS counts attempts, one that is done comes to its end', async () => {
    const it = desk({}, { ...COURSE, ends: true });
    let page = await it.launch();
    await page.done('read');
    await page.leave();
    equal([it.lms.set('adl.nav.request'), it.lms.set('cmi.exit').at(-1)], [['suspendAll'], 'suspend'], 'not done');
    page = await it.launch();
    for (const id of ['think', 'look']) await page.done(id);
    for (const id of ['t1', 't2']) await page.try(id, true);
    equal([...status(it.lms), it.lms.set('cmi.exit').at(-1)], ['completed', 'passed', 'suspend'], 'done, and a kill would suspend it');
    await page.leave();
    equal([it.lms.set('adl.nav.request'), it.lms.set('cmi.exit').at(-1)], [['exitAll'], 'normal'], 'left');
    clean(it, 'refused');
  });

  test('2004: SCOs of the 4th edition tell one another when they are done', async () => {
    const shared = new Map([['https://example.org/other', ''], [`${COURSE.id}/parts`, '']]);
    const told = () => JSON.parse(shared.get(`${COURSE.id}/parts`) || '{}');
    const sco = (id) => ({ ...COURSE, success: undefined, shares: true, sco: { id, count: 2 }, lessons: COURSE.lessons.slice(0, 2) });
    const one = desk({ shared }, sco('one'));
    let page = await one.launch();
    equal([told(), { ...page.p.info.parts }], [{}, {}], 'nothing yet');
    await page.done('read');
    equal(told(), { one: 1 }, 'one is done');
    await page.leave();
    const two = desk({ shared }, sco('two'));
    page = await two.launch();
    equal({ ...page.p.info.parts }, { one: 1 }, 'known to the other');
    await page.done('read');
    equal(told(), { one: 1, two: 1 }, 'both are done');
    equal(shared.get('https://example.org/other'), '', 'what belongs to others');
    const without = desk({}, sco('one'));
    page = await without.launch();
    await page.done('read');
    equal([page.p.info.parts, page.said.at(-1)], [undefined, 'saved'], 'an LMS that shares nothing');
    for (const it of [one, two, without]) clean(it, 'refused');
  });

  test('2004: a window that is killed loses nothing, and its answers are not told twice', async () => {
    const it = desk();
    let page = await it.launch();
    await page.done('read');
    await page.try('t1', false);
    page.win.kill();
    it.world.clear();
    const before = it.lms.interactions.length;
    page = await it.launch();
    equal([[...page.p.state.completed], page.p.state.questions.get('t1').attempts, page.p.resumeAt], [['read'], 1, 'read'], 'there again');
    await page.try('t1', true);
    equal([before, it.lms.interactions.length], [1, 2], 'entries');
    ok(/^PT0H0M[3-9]\.\d\dS$/.test(it.lms.kept.session_time) || it.lms.kept.session_time > 'PT0H0M1', 'time');
    clean(it, 'refused');
  });

  test('2004: reflections go to the LMS once each, and only when they are recorded', async () => {
    const it = desk();
    let page = await it.launch();
    await page.writes('think-1', '{I}\n\nwill listen.');
    await page.writes('think-1', 'I will listen.');
    equal(it.lms.comments_from_learner.map(({ location, comment }) => [location, comment]), [['think-1', 'I will listen.']], 'one');
    await page.leave();
    page = await it.launch();
    await page.done('look');
    equal(it.lms.set('cmi.comments_from_learner.0.comment'), [], 'nothing new');
    await page.writes('think-1', 'I will listen more.');
    await page.leave();
    equal(it.lms.comments_from_learner.map(({ comment }) => comment), ['I will listen more.'], 'the same place again');
    clean(it, 'refused');
    const own = desk({}, { ...COURSE, reflections: 'private' });
    page = await own.launch();
    await page.writes('think-1', 'Mine.');
    equal(own.lms.calls.filter(({ args }) => /comments/.test(args[0])), [], 'private');
  });

  test('2004: an LMS that lacks elements is not asked again, and nothing is called unsaved', async () => {
    const missing = ['cmi.objectives', 'cmi.interactions', 'cmi.comments_from_learner', 'cmi.progress_measure', 'cmi.score.scaled', 'cmi.learner_preference', 'cmi.completion_threshold', 'cmi.scaled_passing_score', 'adl.'];
    const it = desk({ missing });
    const page = await it.launch();
    await page.try('t1', true);
    await page.try('t2', true);
    for (const id of ['read', 'look', 'think']) await page.done(id);
    await page.writes('think-1', 'Mine.');
    equal([page.said.includes('unsaved'), ...status(it.lms), it.lms.kept['score.raw']], [false, 'completed', 'passed', '100'], 'saved');
    equal(it.lms.refused, ['cmi.progress_measure = 0: 401', 'cmi.score.scaled = 0.5: 401'], 'each is tried once');
  });

  test('2004: an LMS in which the session is open already, and one that cannot read what it has', async () => {
    const it = desk({ initialized: true });
    const page = await it.launch();
    ok(page.p.connected() && it.lms.kept.completion_status === 'incomplete', '103 goes on');
    clean(it, 'refused');
    const broken = desk();
    await (await broken.launch()).leave();
    const api = broken.lms.launch();
    const { GetValue, GetLastError } = api;
    let lost = false;
    api.GetValue = (element) => { lost = element === 'cmi.suspend_data'; return lost ? '' : GetValue(element); };
    api.GetLastError = () => (lost ? '301' : GetLastError());
    const held = broken.lms.kept.suspend_data;
    broken.lms.launch = () => api;
    const blind = await broken.launch();
    await blind.done('read');
    equal([blind.p.connected(), broken.lms.kept.suspend_data === held], [false, true], 'what cannot be read is not written over');
  });

  test('2004: the texts of a learner stay within what the edition keeps', async () => {
    for (const most of [4000, 64000]) {
      const it = desk({ most }, { ...COURSE, state: { ...COURSE.state, limit: most } });
      const page = await it.launch();
      let seed = 7;
      const noise = Array.from({ length: 6000 }, () => String.fromCharCode(33 + ((seed = (seed * 16807) % 2147483647) % 90))).join('');
      await page.writes('think-1', noise);
      await page.wait();
      equal([page.p.texts.kept.length, it.lms.kept.suspend_data.length <= most], [most === 4000 ? 1 : 0, true], `${most} characters`);
      clean(it, 'refused');
    }
  });

  test('2004: review, browse and no credit against scorm-again, with both APIs there', async () => {
    const origin = await site('scorm2004-3e');
    await Promise.all([['review', 'credit'], ['browse', 'no-credit'], ['normal', 'no-credit']].map(async ([mode, credit]) => {
      const who = await learner(browser(), origin, 'scorm-again-2004', { profile: { both: true, cmi: { mode, credit, scaled_passing_score: '0.6', completion_threshold: '1' } } });
      const { page, inside } = await who.launch();
      await inside.locator('[data-banner=mode]').waitFor();
      const exam = (await courseOf(inside)).lessons.find(({ id }) => id === 'exam');
      await openHash(inside, 'exam');
      if (mode !== 'review') await answer(inside, exam, exam.questions[0], true);
      await settled(page);
      await inside.locator('.cp-exit').click();
      await inside.locator('.cp-over').waitFor();
      // Asked of the page itself: another window hears of what is stored a moment later.
      const calls = (await page.evaluate(() => localStorage.getItem('lms:calls'))).trim().split('\n').map((line) => JSON.parse(line));
      const written = [...new Set(calls.filter(({ name }) => name === 'SetValue').map(({ args }) => args[0].replace(/\.\d+\..*/, '')))].sort();
      equal(written, mode === 'normal' ? ['adl.nav.request', 'cmi.completion_status', 'cmi.exit', 'cmi.interactions', 'cmi.location', 'cmi.session_time', 'cmi.suspend_data'] : [], `${mode}, ${credit}: written`);
      equal([errors(calls), saved(calls, 'cmi.completion_status'), await who.getItem('lms:wrong')], [[], mode === 'normal' ? ['incomplete'] : [], null], `${mode}, ${credit}: errors, completion, the other API`);
      equal(who.noise, [], 'console');
      await who.close();
    }));
  });
}
