// Starts the player: opens the session, reads the state, builds the shell. `p` is what the views see of the course and the learner.
(function (cp) {
  'use strict';

  async function start() {
    const root = document.getElementById('cp-app');
    const course = cp.course;
    if (!root || !course) return;
    const win = window;
    // A course without an LMS looks for none and says nothing of one.
    const make = cp.formats[course.format];
    const find = () => make?.(win, course);
    let adapter = find();
    // Some LMSs put up their API after the SCO has started. Until it is found or given up, the page shows its list of contents; its links would lead away from the player.
    for (let tries = make ? 15 : 0; !adapter && tries && (win.parent !== win || win.opener); tries -= 1) {
      root.inert = true;
      await new Promise((next) => setTimeout(next, 200));
      adapter = find();
    }
    root.inert = false;
    const limit = Math.min(course.state.limit || 4096, adapter?.limit || Infinity);
    const spec = { width: course.state.width, salt: course.state.salt };
    const p = { course, lms: !!make, state: cp.emptyState() };
    let shell = null;

    const session = cp.createSession({
      win, adapter, snapshot,
      flush: () => shell?.flush(),
      keep: (values, good) => p.device.put({ state: values.state, unsaved: !good }),
      onStatus: () => shell && tell(),
      onTextRefused: () => p.texts.refuse(),
      onDoubt: (yes) => shell.banner('offline', yes ? p.t('offline') : ''),
    });
    p.session = session;
    const info = session.open();
    p.info = info || { mode: 'normal', credit: true, state: '', location: '', name: '' };
    // Browsing leaves no trace, on this device either.
    p.device = cp.openDevice(course, info ? info.learner : '', () => (p.info.mode === 'browse' ? null : win.localStorage), heard);
    p.connected = () => !!info;
    p.locked = () => p.info.mode === 'review';
    p.name = cp.personName(p.info.name);
    const judged = p.info.credit && p.info.mode === 'normal';

    // What this device knows is added to the LMS's copy, since an LMS may lose what it took; where they differ, what never reached the LMS is newer. An LMS that starts a new attempt gets a clean sheet.
    const known = { lessons: course.lessons.map((lesson) => lesson.id), questions: course.lessons.flatMap((lesson) => lesson.questions || []) };
    const remote = cp.decodeState(p.info.state, known);
    const local = cp.decodeState(p.device.get('state'), known);
    const unsaved = p.device.get('unsaved');
    const fresh = p.info.fresh && !unsaved;
    // Without a learner's id the device's copy may be another learner's.
    const own = unsaved || !info || p.info.learner;
    if (fresh) p.device.forget();
    else if (remote && local && own) p.state = unsaved ? cp.mergeState(remote.state, local.state) : cp.mergeState(local.state, remote.state);
    else if (remote || local) p.state = (remote || local).state;
    if (!p.state.prefs) p.state.prefs = 1 + Math.floor(Math.random() * 63);
    if (!p.state.bookmark && known.lessons.includes(p.info.location)) p.state.bookmark = p.info.location;
    p.resumeAt = p.state.bookmark;
    p.seed = () => (p.info.learner || '') + '|' + (p.state.prefs & 63);

    p.texts = cp.createTexts({ device: p.device, room: () => limit - core().length - 1, onPacked: () => { session.touch(); shell?.textsPacked(); } });
    const news = await p.texts.load(fresh ? '' : (remote || local)?.text || '', own);
    p.rules = cp.createRules(course, { state: () => p.state, seed: p.seed, info: () => p.info });

    function core() {
      const full = cp.encodeState(p.state, spec);
      return full.length <= limit ? full : cp.encodeState(p.state, spec, true);
    }

    function objectives() {
      return (course.objectives || []).flatMap((id) => {
        const inside = p.rules.lessonsIn(id);
        if (!inside.some((lesson) => p.state.viewed.has(lesson.id) || p.state.completed.has(lesson.id))) return [];
        const tests = inside.filter((lesson) => lesson.test).map(p.rules.test);
        const { done, total } = p.rules.moduleProgress(id);
        const points = tests.reduce((sum, test) => sum + test.possible, 0);
        const submitted = points && tests.some((test) => test.submitted);
        return [{
          id, title: p.words.text(p.rules.modules.get(id).title), status: done === total ? 'completed' : 'incomplete', progress: total ? done / total : 1,
          share: submitted ? tests.reduce((sum, test) => sum + test.earned, 0) / points : undefined,
          success: submitted && (tests.every((test) => test.passed) ? 'passed' : tests.every((test) => !test.open) && 'failed'),
        }];
      });
    }

    function snapshot() {
      p.device.sync();
      const text = core();
      const part = p.texts?.part;
      const fits = part && text.length + 1 + part.length <= limit;
      if (part && !fits) p.texts.pack();
      const score = p.rules.score();
      return {
        core: text,
        state: fits ? text + '.' + part : text,
        location: p.state.bookmark,
        outcome: judged ? p.rules.outcome() : {},
        score: judged && score.submitted && score.possible ? score.share : undefined,
        objectives: judged ? objectives() : [],
        notes: course.reflections === 'record' ? cp.notes(p).filter((note) => note.at) : [],
        pending: p.texts.working,
      };
    }

    // Another window of this browser has the same course open: what was done there is done here too.
    function heard(theirs, before, exact) {
      const [a, b] = [theirs, before].map((box) => cp.decodeState(box.state, known)?.state || cp.emptyState());
      const was = core();
      cp.mergeState(p.state, a, b, exact);
      const texts = p.texts.merge(theirs, before, exact);
      if (core() === was && !texts) return;
      if (shell) {
        shell.textsPacked();
        shell.say(p.t('otherWindow'));
      }
      p.changed();
    }
    win.addEventListener('storage', (event) => p.device.sync(event));
    win.addEventListener('pageshow', () => p.device.sync());

    // What the learner is told about where the progress is.
    function tell() {
      shell.saveStatus(session.status);
      if (session.status === 'saved') shell.banner('exit', '');
      if (!info) shell.banner('lms', p.device.failing ? p.t('noStorage') : p.lms ? p.t('noLms') : '');
    }
    p.visibleSeconds = session.seconds;

    p.changed = () => {
      session.touch();
      shell?.update();
    };
    p.visit = (lesson) => {
      if (p.state.bookmark === lesson.id && p.state.viewed.has(lesson.id)) return;
      p.state.bookmark = lesson.id;
      p.resumeAt = '';
      p.state.viewed.add(lesson.id);
      // The shell shows it together with the lesson.
      session.touch();
    };
    p.setDone = (lesson, value) => {
      if (p.locked() || p.state.completed.has(lesson.id) === value) return;
      p.state.completed[value ? 'add' : 'delete'](lesson.id);
      p.state.viewed.add(lesson.id);
      p.changed();
    };
    p.lock = (lesson) => p.info.mode === 'normal' && p.rules.lockedBy(lesson) !== '';
    p.label = (lesson) => p.words.text(lesson.title, lesson.number && lesson.number + ' ');
    p.lockReason = (lesson) => {
      const key = p.rules.lockedBy(lesson);
      const other = p.rules.lessons.get(key);
      return p.t('lockedReason', { title: other ? p.label(other) : p.words.text(p.rules.modules.get(key)?.title) });
    };
    p.leave = async (anyway) => {
      shell.flush();
      // Words typed a moment ago go with the rest.
      await p.texts.working;
      const left = session.leave(anyway === true);
      const lost = p.t(p.device.failing ? 'exitLost' : 'exitFailed');
      if (!left) {
        shell.exitFailed(lost, p.leave, () => p.leave(true));
        return;
      }
      const closable = adapter?.popup && win.top === win;
      const { status } = session;
      // Who browses has nothing that could be saved.
      const browse = p.info.mode === 'browse' && 'browseMode';
      shell.ended(browse || { unsaved: 'notSaved', device: 'deviceOnly' }[status] || 'exitDone', !browse && (status === 'unsaved' ? lost : p.t(closable ? 'exitClose' : 'exitLeave')));
      if (closable) win.close();
    };

    function build() {
      const language = p.words.language;
      document.documentElement.lang = language;
      document.documentElement.dir = cp.directionOf(language);
      p.t = p.words.t;
      shell = cp.createShell(p, root);
      if (session.status) tell();
      if (p.info.mode !== 'normal') {
        shell.banner('mode', p.t(p.info.mode + 'Mode'));
      } else if (!p.info.credit) {
        shell.banner('mode', p.t('noCredit'));
      }
      shell.textsPacked();
      return shell.route();
    }
    // Lessons are in the language that the learner chose, else in that of the LMS or the browser; the player's words too, and in the one that they have for a lesson's.
    async function speak() {
      const { language, languages, words } = course;
      const wishes = [p.device.get('language'), p.info.language];
      p.language = [...wishes, ...win.navigator.languages].map((wish) => cp.matchLanguage(wish, languages)).find(Boolean) || language;
      let name = '';
      let tag = '';
      for (const wish of [...wishes, p.language, language, 'en']) {
        name = cp.matchLanguage(wish, Object.keys(words));
        tag = cp.languageTag(wish);
        if (name && !cp.strings[name]) await cp.loadScript('player/lang/' + name.toLowerCase() + '.js');
        if (cp.strings[name]) break;
      }
      p.words = cp.createWords(cp.strings[name] || {}, cp.matchLanguage(name, [p.language]) || (cp.matchLanguage(tag, [name]) ? tag : name), p.language, language);
    }
    p.setLanguage = async (language) => {
      shell.flush();
      p.device.put({ language });
      await speak();
      build();
    };
    await speak();
    win.addEventListener('hashchange', () => { if (/^#(\/|$)/.test(location.hash) || !location.hash) shell.route(); });
    win.addEventListener('beforeprint', () => {
      const after = (undo) => win.addEventListener('afterprint', undo, { once: true });
      for (const details of document.querySelectorAll('main details:not([open])')) {
        details.open = true;
        after(() => { details.open = false; });
      }
      // A field is cut on paper, so its text is printed instead.
      for (const area of document.querySelectorAll('main textarea')) {
        const copy = cp.h('p.cp-own-text.cp-paper', {}, area.value);
        area.after(copy);
        after(() => copy.remove());
      }
    });
    // What only this device has goes to the LMS too, or the learner is told that it does not.
    if (news) await p.texts.pack();
    if (!info) session.save();
    await build();
    // The first save turns `not attempted` into `incomplete`, so that leaving at once is recorded as what it is.
    session.touch();
  }

  // A unit test loads these files without a page.
  if (globalThis.document) document.addEventListener('DOMContentLoaded', start);
})((globalThis.coursepack = globalThis.coursepack || {}));
