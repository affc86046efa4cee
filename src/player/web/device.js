// What this browser keeps by itself: a copy of the state, text that the LMS has no room for, media positions.
(function (cp) {
  'use strict';

  // `onOther(theirs, before, exact)` hears what another window of this browser has written; `exact` when `before` is what that window found.
  cp.openDevice = function (course, learner, storage, onOther) {
    const start = ['coursepack', course.id, course.sco.id, ''].join('|');
    const end = '|' + (learner ? cp.hash32(learner).toString(36) : 'me');
    const key = start + course.version + end;
    // Storage is refused in private windows and by some LMSs; the course then plays without a memory of its own.
    function attempt(action) {
      try { return action(); } catch (error) { return null; }
    }
    const textOf = (name) => attempt(() => storage().getItem(name));
    const parse = (text) => {
      const value = attempt(() => JSON.parse(text));
      return value && typeof value === 'object' ? value : null;
    };
    // What this window knows to be there, and what it last took from another.
    let last = textOf(key);
    let taken = null;
    let box = parse(last);
    if (!box) {
      // A newer version of the course takes over what an older one left, since the state is keyed by ids. `at` counts writes: clocks are wrong too often.
      for (const name of attempt(() => Object.keys(storage())) || []) {
        const other = name.startsWith(start) && name.endsWith(end) && parse(textOf(name));
        if (other && (!box || other.at > box.at)) box = other;
      }
    }
    box = box || {};
    const device = {
      failing: false,
      get: (name) => box[name],
      // Takes in what another window has written since, of which `event` may tell.
      sync(event) {
        if (event && event.key !== key) return;
        const text = textOf(key);
        // An event may come late: it counts when it tells of what is there now, or of what this window wrote over unseen.
        const exact = !!event && (text === last || text === event.newValue);
        const [now, then] = exact ? [event.newValue, event.oldValue] : [text, last];
        const other = now !== last && now !== taken && parse(now);
        if (!other) return;
        taken = now;
        if (now === text) {
          last = text;
          Object.assign(box, other);
        }
        onOther(other, parse(then) || {}, exact);
      },
      // Returns whether the browser took it.
      put(values) {
        device.sync();
        Object.assign(box, values, { at: (box.at || 0) + 1 });
        const text = JSON.stringify(box);
        device.failing = !attempt(() => { storage().setItem(key, text); return true; });
        if (!device.failing) last = text;
        return !device.failing;
      },
      forget() {
        box = {};
        last = null;
        attempt(() => storage().removeItem(key));
      },
    };
    return device;
  };
})((globalThis.coursepack = globalThis.coursepack || {}));
