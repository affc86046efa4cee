// A thousand learners by chance, with a thousand kinds of bad luck, against an LMS that writes everything down and forgives nothing.
// A failure names its seed: `SEED=n node fuzz.mjs` plays that learner again and tells every step; FORMAT=scorm2004 in the words of that standard. LEARNERS=n plays so many.
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { ok, test } from './lib/check.mjs';
import { random } from './lib/load.mjs';
import { field, World } from './lib/world.mjs';

const RANK = { passed: 3, completed: 2, failed: 1 };
const MINUTE = 60000;
const HOUR = 60 * MINUTE;
const lesson = (id, type, completion, more = {}) => ({ id, module: 'm1', type, completion, counts: type !== 'end', title: id, page: `lessons/${id}.html`, ...more });
const question = (id, kind, check) => ({ id, kind, check, points: 1, bits: 4 });
const DATA = {
  q1: { kind: 'choice', correct: ['b'], options: { a: {}, b: {}, c: {} } }, q2: { kind: 'true-false', correct: 't' },
  t1: { kind: 'choice', correct: ['a'], options: { a: {}, b: {} } }, t2: { kind: 'true-false', correct: 'f' }, t3: { kind: 'sequencing', correct: ['a', 'b', 'c'], items: { a: '', b: '', c: '' } },
};
const COURSE = {
  id: 'fuzz', version: '1', format: 'scorm12', sco: { id: 'sco' }, language: 'en', title: 'Fuzz', modules: [{ id: 'm1', title: 'M' }], objectives: ['m1'], state: { limit: 4096, width: 20, salt: 3 },
  completion: { lessons: 0.8, tests: 'attempted' },
  lessons: [lesson('look', 'article', 'view'), lesson('mark', 'article', 'manual'), lesson('quiz', 'quiz', 'auto', { questions: [question('q1', 'choice', 1), question('q2', 'true-false', 2)] }),
    lesson('think', 'reflection', 'auto', { texts: ['think-1', 'think-2'] }), lesson('do', 'exercise', 'manual', { texts: ['do-1'] }), lesson('note', 'reflection', 'manual', { texts: ['note-1'] }),
    lesson('test', 'test', 'auto', { questions: [question('t1', 'choice', 3), question('t2', 'true-false', 4), question('t3', 'sequencing', 5)], test: { attempts: 2, pass: 0.5, penalty: { share: 0.25 } } }),
    lesson('end', 'end', 'view')],
};
const weight = (record) => (record ? (record.done ? 100 + record.percent : record.attempts) : -1);

// One LMS, with what it keeps of one learner. `launch()` gives the API of one session.
class Lms {
  constructor(world, traits, say) {
    Object.assign(this, { world, traits, say, server: {}, trouble: 0, sessions: [], lied: 0, best: 0 });
  }

  launch() {
    const { world, traits, server } = this;
    const lms = this;
    const values = { 'cmi.core._children': 'student_id,student_name,lesson_location,credit,lesson_status,entry,score,total_time,lesson_mode,exit,session_time', 'cmi.core.score._children': 'raw,min,max',
      'cmi.core.student_id': 's1', 'cmi.core.student_name': 'Doe, Jo', 'cmi.core.credit': traits.credit, 'cmi.core.lesson_mode': traits.mode, 'cmi.core.lesson_location': '', 'cmi.suspend_data': '',
      'cmi.core.lesson_status': 'not attempted', 'cmi.core.entry': server['cmi.core.exit'] === 'suspend' ? 'resume' : Object.keys(server).length ? '' : 'ab-initio',
      'cmi.student_data._children': 'mastery_score', 'cmi.student_data.mastery_score': traits.mastery,
      'cmi.interactions._children': traits.plain ? '' : 'id,objectives,time,type,correct_responses,weighting,student_response,result,latency', 'cmi.interactions._count': '0',
      'cmi.objectives._children': traits.plain ? '' : 'id,score,status', 'cmi.objectives._count': '0', ...server };
    const session = { begun: 0, ended: 0, deaf: this.trouble && world.random(3) === 0, told: {}, set: {}, failed: false, commits: 0, seconds: -1, dead: false, error: '0', from: lms.server['cmi.core.lesson_status'] };
    const bad = (text) => world.fail(`LMS: ${text}`);
    const chance = (share) => world.random(1000) < share * 1000;
    const yes = () => (traits.mute ? '' : traits.bool ? true : 'true');
    const no = (code, fault = true) => { session.error = code; if (fault) session.failed = true; return traits.bool ? false : 'false'; };
    const open = (what) => {
      if (session.ended) bad(`${what} after LMSFinish`);
      if (!session.begun) bad(`${what} before LMSInitialize`);
    };
    const check = {
      'cmi.core.lesson_status': /^(passed|completed|failed|incomplete)$/, 'cmi.core.exit': /^(suspend|)$/, 'cmi.core.session_time': /^\d{4}:[0-5]\d:[0-5]\d\.\d\d$/, 'cmi.core.lesson_location': /^.{0,255}$/,
      'cmi.core.score.raw': /^(100|\d{1,2})(\.\d{1,2})?$/, 'cmi.core.score.min': /^0$/, 'cmi.core.score.max': /^100$/, 'cmi.suspend_data': /^.{0,4096}$/s,
    };
    const api = {
      LMSInitialize(given) {
        if (given !== '') bad('LMSInitialize without ""');
        if (session.begun++) bad('a second LMSInitialize');
        if (traits.initialize === 'throws') throw new Error('LMS');
        if (traits.initialize === 'false') { session.begun = 0; session.refused = true; return no('101x', false); }
        if (traits.initialize === '101') { session.error = '101'; return 'false'; }
        session.error = '0';
        return yes();
      },
      LMSFinish(given) {
        open('LMSFinish');
        if (given !== '') bad('LMSFinish without ""');
        session.ended += 1;
        if (traits.finish === 'throws') throw new Error('LMS');
        if (traits.finish === 'false') return no('101', false);
        store();
        session.error = '0';
        return yes();
      },
      LMSGetValue(element) {
        open('LMSGetValue');
        if (session.deaf) throw new Error('LMS');
        session.error = element in values ? '0' : '401';
        return values[element] ?? '';
      },
      LMSSetValue(element, value) {
        open(`LMSSetValue ${element}`);
        if (traits.mode !== 'normal') bad(`${element} written in mode ${traits.mode}`);
        if (check[element] && !check[element].test(value)) bad(`${element} = ${value}`);
        if (element === 'cmi.core.session_time') {
          const [hours, minutes, rest] = value.split(':').map(Number);
          const seconds = hours * 3600 + minutes * 60 + rest;
          if (seconds < session.seconds) bad(`session_time goes back from ${session.seconds} to ${seconds}`);
          session.seconds = seconds;
          session.onTime(seconds);
        }
        if (traits.credit === 'no-credit' && /^cmi\.(core\.score|objectives)/.test(element)) bad(`${element} written without credit`);
        if (lms.trouble && chance(0.3)) { session.failed = true; if (chance(0.3)) throw new Error('LMS'); return no('101'); }
        session.error = '0';
        session.set[element] = value;
        return yes();
      },
      LMSCommit(given) {
        open('LMSCommit');
        if (given !== '') bad('LMSCommit without ""');
        session.commits += 1;
        if (lms.trouble && chance(0.5)) { session.failed = true; if (chance(0.3)) throw new Error('LMS'); return no('101'); }
        session.error = '0';
        store();
        session.told = { ...session.set };
        return yes();
      },
      LMSGetLastError: () => session.error,
    };
    // An LMS whose line is down says yes all the same.
    function store() {
      if (!world.online || (traits.liar && chance(0.2))) { lms.lied += 1; session.lied = true; return; }
      const rank = RANK[session.set['cmi.core.lesson_status']] || 0;
      if ('cmi.core.lesson_status' in session.set) {
        // Two windows without a storage cannot know of each other.
        if (rank < lms.best && !world.spoiled) bad(`status ${session.set['cmi.core.lesson_status']} after rank ${lms.best}`);
        lms.best = rank;
      }
      Object.assign(lms.server, session.set);
    }
    const guarded = {};
    for (const [name, call] of Object.entries(api)) {
      guarded[name] = (...args) => {
        if (session.dead) bad(`${name} from a window that is gone`);
        if (!args.every((arg) => typeof arg === 'string')) bad(`${name}(${args.map((arg) => typeof arg)})`);
        if (lms.gone) { session.failed = true; throw new Error('The window is gone'); }
        const answer = call(...args);
        if (lms.verbose && name !== 'LMSGetLastError') lms.say(`      ${name}(${args.map((arg) => (arg.length > 60 ? `${arg.slice(0, 60)}…` : arg))}) -> ${answer}`);
        return answer;
      };
    }
    session.api = guarded;
    lms.sessions.push(session);
    return session;
  }
}

// The same LMS for a package of SCORM 2004: what is set and asked for in its words, with two statuses that never go back.
function speak2004(session, lms, scored) {
  const { api } = session;
  const fail = (text) => lms.world.fail(`LMS: ${text}`);
  const NAMES = { location: 'core.lesson_location', mode: 'core.lesson_mode', credit: 'core.credit', entry: 'core.entry', learner_id: 'core.student_id', learner_name: 'core.student_name', suspend_data: 'suspend_data', exit: 'core.exit', 'score.raw': 'core.score.raw', 'score.min': 'core.score.min', 'score.max': 'core.score.max' };
  const old = lms.server['cmi.core.lesson_status'] || '';
  const was = { completion_status: RANK[old] ? 'completed' : old === 'incomplete' ? old : 'unknown', success_status: /^(passed|failed)$/.test(old) ? old : 'unknown' };
  let told = old;
  let unset = false;
  const get = {
    completion_status: () => was.completion_status, success_status: () => was.success_status,
    scaled_passing_score: () => (lms.traits.mastery === '' || !Number.isFinite(Number(lms.traits.mastery)) ? '' : String(lms.traits.mastery / 100)), completion_threshold: () => '', 'learner_preference.language': () => '',
  };
  const all = {
    Initialize: (given) => api.LMSInitialize(given),
    Terminate: (given) => api.LMSFinish(given),
    Commit: (given) => api.LMSCommit(given),
    GetLastError: () => (unset ? '403' : session.error === '101' && session.begun && lms.traits.initialize === '101' && !session.asked ? '103' : session.error),
    GetValue(element) {
      session.asked = true;
      const name = element.slice(4);
      const value = get[name] ? get[name]() : api.LMSGetValue(NAMES[name] ? `cmi.${NAMES[name]}` : element);
      unset = value === '' && session.error === '0' && !/language/.test(name);
      return name === 'objectives._children' ? value.replace('status', 'completion_status,success_status,progress_measure,description') : name === 'interactions._children' ? value.replace('student', 'learner').replace('time', 'timestamp') : value;
    },
    SetValue(element, value) {
      unset = false;
      const name = element.slice(4);
      if (name === 'session_time') {
        const match = /^PT(\d+)H(\d+)M(\d+\.\d\d)S$/.exec(value);
        if (!match) fail(`${element} = ${value}`);
        const pad = (text, width) => text.padStart(width, '0');
        return api.LMSSetValue('cmi.core.session_time', `${pad(match[1], 4)}:${pad(match[2], 2)}:${pad(match[3], 5)}`);
      }
      if (name === 'exit' && value !== 'suspend') fail(`${element} = ${value}`);
      if (was[name]) {
        if (!/^(completed|incomplete|passed|failed)$/.test(value)) fail(`${element} = ${value}`);
        if ((was[name] === 'completed' || was[name] === 'passed') && value !== was[name]) fail(`${was[name]} became ${value}`);
        const both = { ...was, [name]: value };
        const joined = both.completion_status !== 'completed' ? 'incomplete' : !scored ? 'completed' : both.success_status === 'unknown' ? 'incomplete' : both.success_status;
        const next = (RANK[told] || 0) >= (RANK[joined] || 0) && RANK[told] ? told : joined;
        const answer = api.LMSSetValue('cmi.core.lesson_status', next);
        if (session.error === '0') { told = next; Object.assign(was, both); }
        return answer;
      }
      if (name === 'progress_measure' && !/^(0(\.\d{1,2})?|1)$/.test(value)) fail(`${element} = ${value}`);
      if (lms.traits.credit === 'no-credit' && name === 'progress_measure') fail(`${element} without credit`);
      return api.LMSSetValue(NAMES[name] ? `cmi.${NAMES[name]}` : element, value);
    },
  };
  return all;
}

async function play(seed, say, format = 'scorm12') {
  const problems = [];
  const dice = random(seed * 2654435761);
  for (let n = 0; n < 10; n += 1) dice(2);
  const pick = (list) => list[dice(list.length)];
  const chance = (share) => dice(1000) < share * 1000;
  const world = new World({ fail: (text) => { problems.push(text); if (say) say(`    !! ${text}`); }, random: dice });
  const traits = {
    mode: pick(['normal', 'normal', 'normal', 'normal', 'normal', 'normal', 'normal', 'normal', 'review', 'browse']), credit: chance(0.1) ? 'no-credit' : 'credit', mastery: chance(0.3) ? pick(['0', '50', '80', '100', 'x']) : '',
    mute: chance(0.1), bool: chance(0.1), plain: chance(0.2), liar: chance(0.1), initialize: chance(0.12) ? pick(['throws', 'false', '101']) : '', finish: chance(0.15) ? pick(['throws', 'false']) : '',
    prior: chance(0.15) ? pick(['passed', 'completed', 'failed', 'browsed', 'unknown', '']) : undefined, absent: chance(0.08), late: chance(0.1) ? 900 : 0,
  };
  const course = { ...COURSE, format, ...(chance(0.5) && { success: { score: 0.6 } }), sequence: chance(0.2) ? 'linear' : undefined, reflections: chance(0.2) ? 'record' : 'private' };
  const lms = new Lms(world, traits, say);
  // An earlier attempt left its status, and nothing else.
  if (traits.prior !== undefined) {
    lms.server['cmi.core.lesson_status'] = traits.prior;
    lms.best = RANK[traits.prior] || 0;
  }
  lms.verbose = !!say;
  if (say) say(JSON.stringify({ traits, success: course.success, sequence: course.sequence, reflections: course.reflections }));
  const known = { lessons: course.lessons.map((item) => item.id), questions: course.lessons.flatMap((item) => item.questions || []) };
  // Every text that was ever written in a field, in order; what the learner was told is saved, and where it certainly is.
  const written = {};
  let promise = null;
  let protocol = 'https:';
  const tabs = () => world.windows.map((win) => win.tab).filter((tab) => !tab.win.dead);
  const texts = (p) => Object.fromEntries(p.texts.all());
  const connected = (tab) => tab.p.connected();

  function promised(tab) {
    const { p } = tab;
    // Texts that wait in a field of another window are not this window's to promise.
    promise = {
      completed: new Set(p.state.completed), questions: new Map([...p.state.questions].map(([id, record]) => [id, { ...record }])), texts: texts(p),
      written: Object.fromEntries(Object.entries(written).map(([slot, list]) => [slot, list.length])),
      lms: connected(tab) && !tab.session.lied && (tabs().length < 2 || (!world.spoiled && world.storageWorks())), device: world.storageWorks() && !p.device.failing, key: connected(tab) ? 's1' : 'me',
      there: p.texts.kept.slice(),
    };
  }

  // What the learner sees, and whether it is so.
  function shellOf(tab) {
    return (p, cp) => {
      Object.assign(tab, { p, cp, banners: {} });
      const { session } = tab;
      const state = (text) => (cp.decodeState(text, known) || {}).state;
      const holds = () => {
        const there = state(session.told['cmi.suspend_data'] ?? session.values0);
        const what = there || cp.emptyState();
        const lost = [...p.state.completed].filter((id) => !what.completed.has(id));
        return lost.length ? `without ${lost}` : '';
      };
      tab.areas = tab.areas || [];
      return {
        saveStatus(name) {
          if (name === tab.status) return;
          if (say) say(`      ${tab.name} shows ${name}`);
          tab.status = name;
          if (name === 'saved') {
            if (!connected(tab)) world.fail('"saved" without an LMS');
            const lost = holds();
            if (lost) world.fail(`"saved" ${lost}`);
            session.failed = false;
            promised(tab);
          } else if (name === 'device') {
            if (connected(tab)) world.fail('"device" with an LMS');
            if (!world.storageWorks() || p.device.failing) world.fail('"device" without storage');
            promised(tab);
          } else if (name === 'unsaved') {
            const down = world.fetched.slice(-4).filter((item) => !item.there).length > 1;
            if (connected(tab) ? !session.failed && !down : world.storageWorks()) world.fail('"unsaved" although nothing failed');
          }
        },
        banner(id, text) {
          if (say && tab.banners[id] !== text) say(`      ${tab.name} banner ${id}: ${text}`);
          tab.banners[id] = text;
          if (id === 'lms' && connected(tab)) world.fail('says that there is no LMS');
          if (text === 'noStorage' && world.storageWorks()) world.fail('says that there is no storage');
          if (text === 'offline' && world.fetched.slice(-2).some((item) => item.there)) world.fail('says offline');
        },
        update() {}, say() {}, route() {},
        flush() { for (const area of tab.areas) area.write(); },
        textsPacked() { for (const area of tab.areas) area.write.follow(); },
        exitFailed(text, again, anyway) {
          tab.stuck = { again, anyway };
          tab.banners.exit = text;
          if (connected(tab) ? tab.status !== 'unsaved' : world.storageWorks()) world.fail('cannot leave although all is saved');
          if (text === 'exitFailed' && p.device.failing) world.fail('says that the device keeps it');
        },
        ended(title) {
          tab.over = true;
          if (say) say(`      ${tab.name} ended: ${title}`);
          if (title === 'exitDone') {
            if (traits.mode === 'normal') {
              const lost = connected(tab) && holds();
              if (lost || !connected(tab)) world.fail(`ended as saved ${lost}`);
              promised(tab);
            }
          } else if (title === 'notSaved') {
            if (connected(tab) ? tab.status !== 'unsaved' : world.storageWorks()) world.fail('ended as not saved');
          } else if (title === 'deviceOnly') {
            if (connected(tab)) world.fail('ended as on the device');
            promised(tab);
          }
        },
        saidNothing: true,
      };
    };
  }

  let opened = 0;
  async function launch() {
    const name = `w${++opened}`;
    const session = lms.launch();
    session.values0 = lms.server['cmi.suspend_data'] || '';
    const tab = { name, session, status: '', naps: 0, course };
    const [door, api] = format === 'scorm12' ? ['API', session.api] : ['API_1484_11', speak2004(session, lms, !!course.success)];
    const parent = { [door]: traits.absent || traits.late ? undefined : api };
    parent.parent = parent;
    parent.top = parent;
    session.onTime = (seconds) => {
      const most = tab.win.lived / 1000 + tab.naps * 300 + 2;
      const least = tab.win.lived / 1000 - 5 - 61 * tab.naps;
      if (seconds > most || seconds < least) world.fail(`session_time ${seconds} after ${tab.win.lived / 1000} s awake and ${tab.naps} naps`);
    };
    const before = tabs().length;
    const firm = promise;
    tab.win = world.open({ course, parent, shell: shellOf(tab), protocol });
    tab.win.tab = tab;
    if (traits.late && !traits.absent) world.timers.push({ id: world.next++, win: tab.win, at: world.now + traits.late, every: 0, action: () => { parent[door] = api; } });
    await world.pass(traits.absent ? 3300 : 10);
    if (traits.late) await world.pass(1500);
    if (!tab.p) { world.fail('the player did not start'); return; }
    if (tab.p.info.learner && !lms.trouble && traits.initialize === 'throws') world.fail('a session that could not begin');
    compare(tab, firm, before);
  }

  // What was said to be saved is there.
  function compare(tab, firm, others) {
    if (!firm || traits.mode === 'browse' || traits.credit === 'x') return;
    const key = connected(tab) ? tab.p.info.learner : 'me';
    const device = firm.device && !world.blocked && key === firm.key;
    // Of two windows the LMS keeps what the last one wrote; without a storage they cannot know of each other.
    // What looks like a new attempt is one.
    if (connected(tab) && !tab.session.values0 && !lms.server['cmi.core.lesson_status']) return;
    const remote = firm.lms && !lms.forgot && connected(tab) && !tab.session.failed0 && !(lms.trouble);
    if (!device && !remote) { if (!others) promise = null; return; }
    const { p } = tab;
    const lost = [...firm.completed].filter((id) => !p.state.completed.has(id));
    if (lost.length) world.fail(`lost ${lost} (device ${device}, LMS ${remote})`);
    for (const [id, record] of firm.questions) if (weight(p.state.questions.get(id)) < weight(record)) world.fail(`lost the answer to ${id} (device ${device}, LMS ${remote})`);
    for (const [slot, text] of Object.entries(firm.texts)) {
      if (!device && firm.there.includes(slot)) continue;
      const now = p.texts.get(slot);
      const since = (written[slot] || []).slice((firm.written[slot] || 0) - 1);
      if (!now.includes(text) && !since.some((newer) => now.includes(newer))) world.fail(`lost the text of ${slot}: "${now.slice(0, 20)}" instead of "${text.slice(0, 20)}" (device ${device}, LMS ${remote})`);
    }
  }

  const usable = (tab) => tab && tab.p && !tab.over && tab.win.awake;
  const act = (tab, action) => { if (usable(tab)) tab.win.run(action); };

  function visit(tab, item) {
    const { p, cp } = tab;
    if (p.lock(item)) return;
    for (const area of tab.areas) area.write();
    tab.areas = [];
    p.visit(item);
    for (const slot of item.texts || []) {
      const area = field();
      area.slot = slot;
      area.write = cp.bindText(p, area, slot, () => cp.checkAuto(p, item));
      tab.areas.push(area);
    }
    if (item.completion === 'view') p.setDone(item, true);
    tab.lesson = item;
  }

  function answer(tab) {
    const { p, cp } = tab;
    const asked = (tab.lesson && tab.lesson.questions) || [];
    if (!asked.length || p.locked()) return;
    const one = pick(asked);
    const record = p.state.questions.get(one.id);
    const exam = tab.lesson.test;
    if (exam && record && record.done) return;
    const data = DATA[one.id];
    const response = chance(0.6) ? data.correct : data.kind === 'true-false' ? (data.correct === 't' ? 'f' : 't') : data.kind === 'choice' ? [data.correct[0] === 'a' ? 'b' : 'a'] : ['c', 'b', 'a'];
    const next = cp.nextRecord(record, one, exam, cp.grade(data, response, 'en'));
    next.response = cp.packResponse(data, response);
    p.state.questions.set(one.id, next);
    p.session.record({ id: one.id, data, response, result: next.result, points: one.points, seconds: p.visibleSeconds(), at: new Date(), objectives: ['m1'], language: 'en' });
    p.changed();
    cp.checkAuto(p, tab.lesson);
    if (say) say(`      answered ${one.id}: ${next.result}`);
  }

  function type(tab, area = tab.areas.length && pick(tab.areas)) {
    if (!area || tab.p.locked()) return;
    const length = pick([0, 5, 40, 300, 300, 2500]);
    area.value = Array.from({ length }, () => String.fromCharCode(97 + dice(26))).join('');
    (written[area.slot] ||= ['']).push(area.value);
    if (say) say(`      types ${length} in ${area.slot}`);
    area.fire('input');
    if (chance(0.5)) area.fire('blur');
  }

  const unmark = (id) => { if (promise) promise.completed.delete(id); };
  function shut(tab) { if (tab) { tab.session.dead = true; } }
  const spoil = () => { if (promise) promise.device = false; if (tabs().length > 1 && promise) promise.lms = false; world.spoiled ||= tabs().length > 1; };
  const steps = {
    visit: (tab) => act(tab, () => visit(tab, pick(course.lessons))),
    mark: (tab) => act(tab, () => {
      const item = tab.lesson;
      if (!item || item.completion !== 'manual') return;
      const done = tab.p.state.completed.has(item.id);
      if (done && chance(0.5)) return;
      if (done) { unmark(item.id); tab.taken = true; }
      tab.p.setDone(item, !done);
    }),
    answer: (tab) => act(tab, () => answer(tab)),
    type: (tab) => act(tab, () => type(tab)),
    wait: () => world.pass(pick([10, 100, 390, 500, 900, 3000, 20000, MINUTE, 3 * MINUTE])),
    pause: () => world.pass(pick([500, 500, 2000])),
    // Everything at once, since few of the others ever finish.
    diligent: (tab) => act(tab, () => {
      for (const item of course.lessons) {
        visit(tab, item);
        if (tab.lesson !== item) continue;
        for (let n = 0; n < 4; n += 1) answer(tab);
        for (const area of tab.areas) type(tab, area);
        if (item.completion === 'manual') tab.p.setDone(item, true);
      }
    }),
    flip: (tab) => act(tab, () => tab.win.visible(tab.win.document.visibilityState === 'hidden')),
    cache: async (tab) => {
      if (!usable(tab)) return;
      tab.win.hide(true);
      await world.pass(pick([1000, MINUTE, HOUR]));
      if (chance(0.2)) { shut(tab); tab.win.kill(); } else { tab.naps += 1; tab.win.back(); }
    },
    freeze: async (tab) => {
      if (!usable(tab)) return;
      tab.win.visible(false);
      tab.win.awake = false;
      await world.pass(pick([MINUTE, HOUR]));
      tab.naps += 1;
      tab.win.awake = true;
      tab.win.visible(true);
    },
    sleep: () => { for (const tab of tabs()) tab.naps += 1; world.sleep(pick([10 * MINUTE, HOUR, 10 * HOUR])); },
    clock: () => { world.skew += pick([-24, 24]) * HOUR; },
    kill: (tab) => { if (tab) { tab.win.kill(); shut(tab); } },
    close: (tab) => { if (tab) { if (!tab.win.awake) tab.win.back(); tab.win.hide(false); shut(tab); } },
    reload: async (tab) => { if (tab && tab.win.awake) { tab.win.hide(false); shut(tab); await launch(); } },
    leave: (tab) => act(tab, () => (tab.stuck && chance(0.5) ? tab.stuck.anyway() : tab.p.leave())),
    second: async () => { if (tabs().length < 2) { if (!world.storageWorks()) { world.spoiled = true; if (promise) promise.lms = false; } await launch(); } },
    trouble: () => { lms.trouble = lms.trouble ? 0 : 1; },
    vanish: () => { if (chance(0.3)) lms.gone = true; },
    forget: () => {
      if (tabs().length || !chance(0.6)) return;
      const what = pick(['cmi.suspend_data', 'cmi.core.lesson_location']);
      if (what === 'cmi.suspend_data') { if (RANK[lms.server['cmi.core.lesson_status']] || lms.server['cmi.core.lesson_status'] === 'incomplete') lms.server['cmi.core.exit'] = 'suspend'; lms.forgot = true; }
      lms.server[what] = chance(0.5) ? '' : lms.older || '';
      if (what !== 'cmi.suspend_data') lms.server[what] = '';
    },
    block: () => { world.blocked = !world.blocked; spoil(); },
    full: () => { world.full = !world.full; spoil(); },
    clear: () => { world.clear(); spoil(); },
    net: () => { world.online = !world.online; },
    online: (tab) => act(tab, () => tab.win.fire('window:online', {})),
  };
  const often = { visit: 10, mark: 8, answer: 8, type: 6, wait: 6, pause: 6, diligent: 0.7, flip: 2, cache: 1, freeze: 1, sleep: 1, clock: 1, kill: 1, close: 1, reload: 1, leave: 1, second: 1, trouble: 1, vanish: 0.2, forget: 0.5, block: 0.3, full: 0.3, clear: 0.3, net: 0.6, online: 0.5 };
  // Each learner has bad luck of a few kinds, so that most of it is not hidden behind the rest.
  const faults = ['sleep', 'clock', 'kill', 'cache', 'freeze', 'second', 'trouble', 'vanish', 'forget', 'block', 'full', 'clear', 'net'];
  const lucky = faults.filter(() => chance(0.6));
  const bag = Object.entries(often).filter(([name]) => !lucky.includes(name)).flatMap(([name, weightOf]) => Array(Math.ceil(weightOf * 5)).fill(name));
  try {
    await launch();
    for (let step = 0; step < 40 && !problems.length; step += 1) {
      const open = tabs().filter((tab) => !tab.over);
      if (!open.length) {
        for (const tab of tabs()) { tab.win.hide(false); shut(tab); }
        if (!lucky.includes('forget')) steps.forget();
        lms.older = chance(0.5) ? lms.server['cmi.suspend_data'] : lms.older;
        lms.gone = false;
        world.spoiled = false;
        await launch();
        lms.forgot = false;
        continue;
      }
      const name = pick(bag);
      const tab = pick(open);
      if (say) say(`  ${step} ${(world.now / 1000).toFixed(1)} ${tab.name} ${name}`);
      await steps[name](tab);
      for (const each of tabs()) if (each.banners.exit && each.status === 'saved' && !each.over) world.fail('says that it could not save although it did');
      await world.pass(pick([0, 1, 5, 60]));
    }
    for (const tab of tabs()) { if (!tab.win.awake) tab.win.back(); tab.win.hide(false); shut(tab); }
    lms.gone = false;
    lms.trouble = 0;
    if (!problems.length) await launch();
    for (const tab of tabs()) { tab.win.hide(false); }
  } catch (error) {
    problems.push(error.stack);
  }
  for (const session of lms.sessions) {
    if (session.begun > 1) problems.push('more than one LMSInitialize');
    if (session.ended > 1) problems.push('more than one LMSFinish');
  }
  return problems;
}

async function run(from, count, say, format) {
  const stray = [];
  const hear = (error) => stray.push(`unhandled: ${error && error.stack}`);
  process.on('unhandledRejection', hear);
  const failures = [];
  for (let seed = from; seed < from + count; seed += 1) {
    const problems = await play(seed, say, format);
    problems.push(...stray.splice(0));
    if (problems.length) failures.push(`${format ? `FORMAT=${format} ` : ''}SEED=${seed}: ${problems[0]}`);
  }
  process.off('unhandledRejection', hear);
  return failures;
}

const LEARNERS = Number(process.env.LEARNERS) || 1000;
export function fuzz() {
  test(`fuzz: ${LEARNERS} learners with bad luck`, async () => {
    const failures = await run(1, LEARNERS);
    ok(!failures.length, `${failures.length} of ${LEARNERS} learners:\n${failures.slice(0, 10).join('\n')}`);
  });
  // The luck is the same; only what is said to the LMS differs.
  const some = Math.ceil(LEARNERS / 4);
  test(`fuzz: ${some} of them in SCORM 2004`, async () => {
    const failures = await run(1, some, undefined, 'scorm2004');
    ok(!failures.length, `${failures.length} of ${some} learners:\n${failures.slice(0, 10).join('\n')}`);
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const seed = Number(process.env.SEED);
  const started = Date.now();
  const format = process.env.FORMAT;
  const failures = seed ? await run(seed, 1, (line) => process.stdout.write(`${line}\n`), format) : await run(1, LEARNERS, undefined, format);
  process.stdout.write(`${failures.join('\n')}\n${seed ? 1 : LEARNERS} learners, ${failures.length} failed, ${Date.now() - started} ms\n`);
  process.exitCode = failures.length ? 1 : 0;
}
