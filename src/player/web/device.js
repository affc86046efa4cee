// What this browser keeps by itself: a copy of the state, text that the LMS has no room for, media positions.
(function (cp) {
  'use strict';

  cp.openDevice = function (course, learner, storage) {
    const start = ['coursepack', course.id, course.sco.id, ''].join('|');
    const end = '|' + (learner ? cp.hash32(learner).toString(36) : 'me');
    const key = start + course.version + end;
    let box = {};
    // Storage is refused in private windows and by some LMSs; the course then plays without a memory of its own.
    function attempt(action) {
      try { return action(); } catch (error) { return null; }
    }
    const parse = (name) => attempt(() => JSON.parse(storage().getItem(name)));
    box = parse(key);
    if (!box) {
      // A newer version of the course takes over what an older one left, since the state is keyed by ids.
      for (const name of attempt(() => Object.keys(storage())) || []) {
        const other = name.startsWith(start) && name.endsWith(end) && parse(name);
        if (other && (!box || other.at > box.at)) box = other;
      }
    }
    box = box && typeof box === 'object' ? box : {};
    return {
      get: (name) => box[name],
      put(values) {
        Object.assign(box, values, { at: Date.now() });
        return attempt(() => { storage().setItem(key, JSON.stringify(box)); return true; }) || false;
      },
      forget() {
        box = {};
        attempt(() => storage().removeItem(key));
      },
    };
  };
})((globalThis.coursepack = globalThis.coursepack || {}));
