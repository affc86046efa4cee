// What happens when: retries, doubt, sleep and wrong clocks, told by a clock that the test turns.
import { equal, ok, test } from './lib/check.mjs';
import { World } from './lib/world.mjs';

const MINUTE = 60000;
const HOUR = 60 * MINUTE;
const COURSE = { id: 'clock', version: '1', format: 'scorm12', sco: { id: 's' }, language: 'en', title: 'Clock', modules: [{ id: 'm', title: 'M' }], state: { limit: 4096, width: 20, salt: 0 }, completion: { lessons: 1 },
  lessons: ['one', 'two', 'three'].map((id) => ({ id, module: 'm', type: 'article', completion: 'manual', counts: true, title: id, page: `${id}.html` })) };

// One learner at one LMS, which `answer(name, args)` makes say something else than yes.
async function desk({ answer = () => undefined, values = {}, world, protocol } = {}) {
  const problems = [];
  const said = [];
  const calls = [];
  const banners = {};
  world = world || new World({ fail: (text) => problems.push(text), random: (below) => below >> 1 });
  const store = { 'cmi.core._children': 'lesson_mode', 'cmi.core.lesson_mode': 'normal', 'cmi.core.credit': 'credit', 'cmi.core.student_id': 's', 'cmi.core.lesson_status': 'not attempted', 'cmi.core.entry': 'ab-initio', ...values };
  const call = (name, plain) => (...args) => {
    const given = answer(name, args);
    calls.push({ at: world.now, name: name.slice(3), args, answer: given ?? 'true' });
    return given ?? plain(...args);
  };
  const API = { LMSInitialize: call('LMSInitialize', () => 'true'), LMSFinish: call('LMSFinish', () => 'true'), LMSGetValue: call('LMSGetValue', (name) => store[name] ?? ''), LMSCommit: call('LMSCommit', () => 'true'),
    LMSSetValue: call('LMSSetValue', (name, value) => { store[name] = value; return 'true'; }), LMSGetLastError: () => '0' };
  const parent = { API };
  parent.parent = parent;
  let p = null;
  const shell = (its) => {
    p = its;
    return { saveStatus: (name) => { if (said.at(-1)?.[1] !== name) said.push([world.now, name]); }, banner: (id, text) => { banners[id] = text; },
      say: (text) => { banners.said = text; }, update() {}, flush() {}, textsPacked() {}, exitFailed() {}, ended() {}, route() {} };
  };
  const win = world.open({ course: COURSE, parent, shell, protocol });
  await world.pass(1000);
  const of = (name, element) => calls.filter((item) => item.name === name && (!element || item.args[0] === element));
  return { world, win, p, calls, said, banners, store, problems, of, lesson: (id) => COURSE.lessons.find((item) => item.id === id), time: () => of('SetValue', 'cmi.core.session_time').at(-1).args[1] };
}

export function clock() {
  test('clock: a commit that fails is tried again after 1, 2, 4, 8 and 15 seconds, then every minute', async () => {
    let fail = false;
    const { world, p, lesson, of, said, problems } = await desk({ answer: (name) => (fail && name === 'LMSCommit' ? 'false' : undefined) });
    equal(said.map(([, name]) => name), ['saving', 'saved'], 'at the start');
    fail = true;
    said.length = 0;
    const before = of('Commit').length;
    const begun = world.now;
    p.setDone(lesson('one'), true);
    await world.pass(40000);
    const at = of('Commit').slice(before).map((call) => (call.at - begun) / 1000);
    equal(at.map((second, n) => Math.round((second - (n ? at[n - 1] : 0)) * 10) / 10), [0.4, 1, 2, 4, 8, 15], 'seconds between the tries');
    equal(said.map(([, name]) => name), ['saving', 'unsaved'], 'what the learner is told');
    const tried = of('Commit').length;
    await world.pass(MINUTE);
    ok(of('Commit').length > tried, 'tried again within the next minute');
    fail = false;
    await world.pass(MINUTE);
    equal(said.map(([, name]) => name), ['saving', 'unsaved', 'saved'], 'what the learner is told at last');
    const done = of('Commit').length;
    await world.pass(10 * MINUTE);
    equal([of('Commit').length, of('Finish').length, problems], [done, 0, []], 'and then there is quiet');
  });

  test('clock: three commits fail, the fourth saves', async () => {
    let left = 0;
    const { world, p, lesson, said } = await desk({ answer: (name) => (name === 'LMSCommit' && left-- > 0 ? 'false' : undefined) });
    left = 3;
    said.length = 0;
    const begun = world.now;
    p.setDone(lesson('one'), true);
    await world.pass(30000);
    equal(said.map(([at, name]) => [(at - begun) / 1000, name]), [[0, 'saving'], [0.4, 'unsaved'], [7.4, 'saved']], 'what the learner is told, and when');
  });

  test('clock: an LMS that says yes without a line is doubted after two silent failures, and told again when the line is back', async () => {
    const { world, p, lesson, banners, said, of, problems } = await desk();
    // Not every server knows the method HEAD.
    equal([world.fetched.length, world.fetched[0].request.method], [1, undefined], 'asked after the first commit');
    await world.pass(10 * MINUTE);
    equal(world.fetched.length, 1, 'not asked while nothing is saved');
    world.online = false;
    p.setDone(lesson('one'), true);
    await world.pass(1000);
    equal([world.fetched.length, banners.offline, said.at(-1)[1]], [2, undefined, 'saved'], 'one failure says nothing');
    p.setDone(lesson('two'), true);
    await world.pass(30000);
    equal(world.fetched.length, 2, 'at most once a minute');
    await world.pass(31000);
    equal([world.fetched.length, banners.offline, said.at(-1)[1]], [3, 'offline', 'unsaved'], 'two failures');
    await world.pass(5 * MINUTE);
    const gaps = world.fetched.map((item, n) => item.at - (n ? world.fetched[n - 1].at : -MINUTE));
    ok(gaps.every((gap) => gap >= MINUTE), `asked after ${gaps}`);
    ok(p.session.leave(false) === false, 'leaving is not called saved');
    world.online = true;
    const commits = of('Commit').length;
    await world.pass(MINUTE + 1000);
    ok(of('Commit').length > commits, 'committed again');
    equal([banners.offline, said.at(-1)[1], problems], ['', 'saved', []], 'on return');
  });

  test('clock: from disk, and where the server never answered, nothing is doubted', async () => {
    const disk = await desk({ protocol: 'file:' });
    disk.world.online = false;
    disk.p.setDone(disk.lesson('one'), true);
    await disk.world.pass(10 * MINUTE);
    equal([disk.world.fetched.length, disk.said.at(-1)[1]], [0, 'saved'], 'from disk');
    const world = new World({ fail: () => {}, random: () => 1 });
    world.online = false;
    const shut = await desk({ world });
    shut.p.setDone(shut.lesson('one'), true);
    await world.pass(10 * MINUTE);
    equal([shut.banners.offline, shut.said.at(-1)[1]], [undefined, 'saved'], 'a server that never answered');
  });

  test('clock: time asleep, frozen or in the cache of pages is not time in the course', async () => {
    const { world, win, p, lesson, time } = await desk();
    await world.pass(10 * MINUTE);
    world.sleep(9 * HOUR);
    await world.pass(MINUTE);
    p.setDone(lesson('one'), true);
    await world.pass(1000);
    ok(time() >= '0000:10:00.00' && time() <= '0000:12:30.00', `after a night asleep: ${time()}`);
    win.visible(false);
    win.awake = false;
    await world.pass(5 * HOUR);
    win.awake = true;
    win.visible(true);
    p.setDone(lesson('two'), true);
    await world.pass(1000);
    ok(time() <= '0000:12:30.00', `after five hours frozen: ${time()}`);
    win.hide(true);
    await world.pass(4 * MINUTE);
    win.back();
    p.setDone(lesson('three'), true);
    await world.pass(1000);
    ok(time() <= '0000:12:30.00', `after four minutes in the cache: ${time()}`);
    win.visible(false);
    await world.pass(20 * MINUTE);
    win.visible(true);
    p.setDone(lesson('three'), false);
    await world.pass(1000);
    ok(time() >= '0000:30:00.00', `a window behind another one goes on: ${time()}`);
    ok(p.visibleSeconds() < 13 * 60, `seconds seen: ${p.visibleSeconds()}`);
  });

  test('clock: a clock that jumps a day changes nothing', async () => {
    const { world, p, lesson, said, time, problems } = await desk();
    for (const [skew, id] of [[24 * HOUR, 'one'], [-24 * HOUR, 'two'], [0, 'three']]) {
      world.skew = skew;
      p.setDone(lesson(id), true);
      await world.pass(1000);
    }
    equal([said.at(-1)[1], problems], ['saved', []], 'saved');
    ok(time() < '0000:00:10.00', time());
    const kept = JSON.parse([...world.items.values()][0]);
    ok(kept.at < 100, 'what is newer is counted, not timed');
  });

  test('clock: a status that the LMS has is never replaced by a worse one', async () => {
    for (const [before, all, after] of [['passed', true, undefined], ['completed', false, undefined], ['failed', false, undefined], ['failed', true, 'completed'], ['browsed', false, 'incomplete'], ['not attempted', false, 'incomplete'], ['', true, 'completed'], ['incomplete', true, 'completed']]) {
      const { world, p, lesson, of } = await desk({ values: { 'cmi.core.lesson_status': before } });
      if (all) for (const { id } of COURSE.lessons) p.setDone(lesson(id), true);
      await world.pass(1000);
      if (all) p.setDone(lesson('one'), false);
      await world.pass(1000);
      equal(of('SetValue', 'cmi.core.lesson_status').map((call) => call.args[1]).at(-1), after, `${before || 'nothing'}, ${all ? 'everything done' : 'nothing done'}`);
    }
  });

  test('clock: what two windows do is in both, and neither talks the other round', async () => {
    const one = await desk();
    const two = await desk({ world: one.world });
    const { world } = one;
    one.p.setDone(one.lesson('one'), true);
    await world.pass(1000);
    ok(two.p.state.completed.has('one'), 'the second window knows');
    equal(two.banners.said, 'otherWindow', 'and says so');
    two.p.setDone(two.lesson('two'), true);
    await world.pass(1000);
    one.p.setDone(one.lesson('one'), false);
    await world.pass(1000);
    equal([[...one.p.state.completed], [...two.p.state.completed]], [['two'], ['two']], 'what was taken back is taken back in both');
    const commits = one.of('Commit').length + two.of('Commit').length;
    await world.pass(10 * MINUTE);
    equal(one.of('Commit').length + two.of('Commit').length, commits, 'and then there is quiet');
  });
}
