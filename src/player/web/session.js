// The life of a session: idle, active, finishing, finished or finish_failed; what is saved when; what the learner is told about it.
(function (cp) {
  'use strict';
  const RETRY = [1, 2, 4, 8, 15];
  const SOON = 400;
  const MINUTE = 60000;

  // `adapter` may be null: then only the device keeps anything. `snapshot()` gives what to save; `onStatus(name)` hears saved, saving, unsaved, device, ended.
  cp.createSession = function ({ win, adapter, snapshot, keep, flush, onStatus, onTextRefused }) {
    let phase = 'idle';
    let info = null;
    let dirty = false;
    let due = 0;
    let retryTimer = 0;
    let tries = 0;
    let started = 0;
    let paused = 0;
    const now = () => win.performance.now();
    const writable = () => phase === 'active' && info && info.mode === 'normal';
    const seconds = () => Math.max(0, (paused || now()) - started) / 1000;

    function send(leaving) {
      const values = Object.assign(snapshot(), { leaving, seconds: seconds() });
      // An exception of ours must not look like a saved course.
      const { ok, textRefused } = adapter.write(values);
      const good = adapter.commit() && ok;
      if (textRefused) onTextRefused();
      keep(values, good);
      return good;
    }

    function save(leaving) {
      win.clearTimeout(due);
      win.clearTimeout(retryTimer);
      due = 0;
      if (!writable()) {
        dirty = false;
        if (phase === 'active' && !info) keep(snapshot(), true);
        return true;
      }
      dirty = !send(leaving);
      onStatus(dirty ? 'unsaved' : 'saved');
      if (!dirty) tries = 0;
      else if (!leaving && tries < RETRY.length) retryTimer = win.setTimeout(save, RETRY[tries++] * 1000);
      return !dirty;
    }

    // Ends the session for good; the first result is the only one.
    function finish() {
      if (phase !== 'active') return phase === 'finished';
      const silent = !info;
      phase = 'finishing';
      win.clearTimeout(due);
      win.clearTimeout(retryTimer);
      phase = silent || adapter.close() ? 'finished' : 'finish_failed';
      return phase === 'finished';
    }

    const session = {
      get info() { return info; },
      get phase() { return phase; },
      open() {
        if (phase !== 'idle') return info;
        info = adapter && adapter.open();
        phase = 'active';
        started = now();
        listen();
        return info;
      },
      // Something worth keeping happened: saved within the second, together with whatever else happens until then.
      touch() {
        if (phase !== 'active') return;
        dirty = true;
        if (writable() && tries === 0) onStatus('saving');
        if (!due) due = win.setTimeout(save, SOON);
      },
      record(answer) {
        if (writable()) adapter.record(answer);
        session.touch();
      },
      save: () => save(false),
      seconds,
      // The learner leaves by the button. Without `anyway` a failed save keeps the session open, so that nothing is lost unseen.
      leave(anyway) {
        if (phase !== 'active') return phase !== 'idle';
        flush();
        if (!save(true) && !save(true) && !anyway) {
          save(false);
          return false;
        }
        finish();
        onStatus('ended');
        return true;
      },
    };

    function listen() {
      win.document.addEventListener('visibilitychange', () => {
        if (win.document.visibilityState !== 'hidden') return;
        flush();
        save(false);
      });
      win.addEventListener('pagehide', (event) => {
        flush();
        if (event.persisted) {
          save(false);
          paused = now();
          return;
        }
        save(true);
        finish();
      });
      win.addEventListener('pageshow', (event) => {
        if (!event.persisted || !paused) return;
        started += now() - paused;
        paused = 0;
      });
      const again = () => { if (dirty) { tries = 0; save(false); } };
      win.addEventListener('online', again);
      win.setInterval(again, MINUTE);
    }
    return session;
  };
})((globalThis.coursepack = globalThis.coursepack || {}));
