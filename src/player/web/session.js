// The life of a session, which is open once and finished once; what is saved when; what the learner is told about it.
(function (cp) {
  'use strict';
  const RETRY = [1, 2, 4, 8, 15];
  const SOON = 400;
  const MINUTE = 60000;

  // `adapter` may be null: then only the device keeps anything. `snapshot()` gives what to save; `onStatus(name)` hears saved, saving, unsaved, device; `onDoubt(yes)` whether the line seems to be down.
  cp.createSession = function ({ win, adapter, snapshot, keep, flush, onStatus, onTextRefused, onDoubt }) {
    let active = false;
    let info = null;
    let dirty = false;
    let due = 0;
    let retryTimer = 0;
    let tries = 0;
    const now = () => win.performance.now();
    const visible = () => win.document.visibilityState !== 'hidden';
    const writable = () => active && info && info.mode === 'normal';

    // Time is counted from look to look, and a look comes every minute. After more than five the machine slept or the page was frozen, and that was not time in the course.
    let looked = 0;
    let spent = 0;
    let seen = 0;
    let shown = false;
    let away = false;
    function look() {
      const gap = now() - looked;
      looked += gap;
      if (!away && gap > 0 && gap <= 5 * MINUTE) {
        spent += gap;
        if (shown) seen += gap;
      }
      shown = visible();
    }

    function tell(name) {
      session.status = name;
      onStatus(name);
    }

    // An LMS's API may answer `true` although the line is down: a small file of the package is asked for, at most once a minute. Only a server that has answered before can be missed.
    let asked = -MINUTE;
    let misses = -1;
    async function probe() {
      if (!active || now() - asked < MINUTE || !/^http/.test(win.location.protocol)) return;
      asked = now();
      let there = false;
      try {
        there = (await win.fetch('player/page.js', { cache: 'no-store' })).status < 502;
      } catch (error) { /* Not there. */ }
      const doubted = misses > 1;
      misses = there ? 0 : misses < 0 ? -1 : misses + 1;
      if (misses > 0) win.setTimeout(probe, MINUTE);
      if (doubted === misses > 1 || !active) return;
      onDoubt(!doubted);
      save(false);
    }

    function send(leaving) {
      look();
      const values = Object.assign(snapshot(), { leaving, seconds: spent / 1000 });
      const { ok, textRefused } = adapter.write(values);
      const told = adapter.commit() && ok;
      if (told) probe();
      const good = told && misses < 2;
      if (textRefused) onTextRefused();
      keep(values, good);
      // What is still being packed is announced by another touch.
      tell(!good ? 'unsaved' : values.pending ? 'saving' : 'saved');
      return good;
    }

    function save(leaving) {
      win.clearTimeout(due);
      win.clearTimeout(retryTimer);
      due = 0;
      dirty = false;
      if (writable()) {
        dirty = !send(leaving);
        if (!dirty) tries = 0;
        else if (!leaving && tries < RETRY.length) retryTimer = win.setTimeout(save, RETRY[tries++] * 1000);
      } else if (active && !info) {
        dirty = !keep(snapshot(), true);
        tell(dirty ? 'unsaved' : 'device');
      }
      return !dirty;
    }

    // Ends the session for good, before the LMS is told, which may close the window in the middle of it.
    function finish(byLearner) {
      if (active && info) {
        const leave = byLearner && writable();
        active = false;
        adapter.close(leave);
      }
      active = false;
    }

    const session = {
      status: '',
      open() {
        info = adapter && adapter.open();
        active = true;
        looked = now();
        shown = visible();
        listen();
        return info;
      },
      // Something worth keeping happened: saved within the second, together with whatever else happens until then.
      touch() {
        if (!active) return;
        dirty = true;
        if ((!info || writable()) && session.status !== 'unsaved') tell('saving');
        if (!due) due = win.setTimeout(save, SOON);
      },
      record(answer) {
        if (writable()) adapter.record(answer);
        session.touch();
      },
      save: () => save(false),
      // Seconds that the page was really visible.
      seconds() {
        look();
        return seen / 1000;
      },
      // The learner leaves by the button. Without `anyway` a failed save keeps the session open, so that nothing is lost unseen.
      leave(anyway) {
        if (active && !save(true) && !save(true) && !anyway && !save(false)) return false;
        finish(true);
        return true;
      },
    };

    function listen() {
      const again = () => { if (dirty) { tries = 0; save(false); } };
      win.document.addEventListener('visibilitychange', () => {
        look();
        if (visible()) return again();
        flush();
        return save(false);
      });
      win.addEventListener('pagehide', (event) => {
        look();
        flush();
        save(!event.persisted);
        away = event.persisted;
        if (!away) finish();
      });
      // The time in the browser's cache of pages does not count, however short.
      win.addEventListener('pageshow', () => { look(); away = false; });
      win.addEventListener('online', again);
      win.setInterval(() => { look(); again(); }, MINUTE);
    }
    return session;
  };
})((globalThis.coursepack = globalThis.coursepack || {}));
