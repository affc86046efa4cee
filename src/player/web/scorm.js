// A session with an LMS by SCORM. What differs between the standards is in their tables: scorm12.js and scorm2004.js.
// Another kind of package offers the same four calls: open, write, commit, close.
(function (cp) {
  'use strict';

  // Returns null when there is no API.
  cp.scorm = (std) => function (win, course) {
    const found = cp.findApi(win, std.api, std.prefix + 'Initialize');
    if (!found) return null;
    const api = cp.wrapApi(found.api, std.prefix);
    const root = std.root;
    const sent = new Map();
    const dead = new Set();
    const lists = {};
    const queue = [];
    // Where the learner stands, in the words of the standard.
    const was = {};

    const get = (name) => api.get(root + name);
    const childrenOf = (element) => api.get(element + '._children').split(',').map((name) => name.trim()).filter(Boolean);
    // What an LMS may do without is asked for only when it says that it has it.
    const option = (group, name) => (!std.optional || childrenOf('cmi.' + group).includes(name) ? api.get('cmi.' + group + '.' + name) : '');

    // Sets one element unless the LMS has that value already. Returns true (stored, or refused for good) or false (worth another try).
    function put(element, value, always) {
      if (dead.has(element) || (!always && sent.get(element) === value)) return true;
      const code = api.set(element, value);
      const settled = !code || std.refused.test(code);
      if (std.unsupported.test(code)) dead.add(element);
      if (settled) sent.set(element, value);
      return settled;
    }

    // A list may be missing: it is asked for once, and left alone when the LMS has none. What its entries are called is read, but interactions cannot be told apart by that.
    function listOf(name, key) {
      if (!lists[name]) {
        const fields = childrenOf('cmi.' + name);
        const list = lists[name] = { fields, count: fields.length ? Number(api.get('cmi.' + name + '._count')) || 0 : 0, index: new Map() };
        for (let at = 0; at < list.count && name !== 'interactions'; at += 1) {
          const element = 'cmi.' + name + '.' + at + '.' + key;
          const id = api.get(element);
          list.index.set(id, at);
          sent.set(element, id);
        }
      }
      return lists[name];
    }

    // Writes one entry of a list. The first of the fields, [[field, value]], is what it is found by, but for an interaction, which has a `key` of its own here and is written whole.
    // What the manifest has `preset` is written to only where the LMS has it; what is no text is not written.
    function enter(name, fields, preset, key) {
      const [first, id] = fields[0];
      const list = listOf(name, first);
      const own = key || id;
      if (!list.fields.includes(first)) return true;
      if (!list.index.has(own)) {
        if (preset || list.count >= std.most(name)) return true;
        list.index.set(own, list.count++);
      }
      const base = 'cmi.' + name + '.' + list.index.get(own) + '.';
      return fields.every(([field, value]) => typeof value !== 'string' || !list.fields.includes(field.split('.')[0]) || put(base + field, value, !!key));
    }

    return {
      popup: found.popup,
      limit: std.limit,
      record: (answer) => {
        const fields = cp.interaction(std, answer, course.reflections === 'record');
        if (fields) queue.push(fields);
      },

      // Returns what the LMS knows, or null when the session cannot begin.
      open() {
        if (!api.act('Initialize') && api.code() !== std.again) return null;
        const core = std.optional ? childrenOf('cmi.core') : [];
        for (const name of std.statuses) sent.set(root + name, was[name] = get(name));
        const blank = std.blank.test(was[std.statuses[0]]);
        // Of a new attempt there is nothing to read, and asking would be an error.
        const isNew = blank && was.entry === 'ab-initio';
        const location = isNew ? '' : get(std.location);
        const state = isNew ? '' : api.read('cmi.suspend_data');
        // What cannot be read must not be written over.
        if (state === null || (!state && was.entry === 'resume' && ['101', '301'].includes(api.code()))) return null;
        sent.set(root + std.location, location).set('cmi.suspend_data', state);
        const mode = !std.optional || !core[0] || core.includes(std.mode) ? get(std.mode) : '';
        // Of SCORM 1.2 the mandatory elements end here.
        const share = (text, most) => (text.trim() !== '' && text >= 0 && text <= most ? text / most : undefined);
        return {
          ...std.marks(course, get, option, share, api, was),
          location, state,
          language: option(std.preference, 'language'),
          // An LMS of SCORM 2004 says so itself; others are known to forget what they were told.
          fresh: ((was.entry ?? get('entry')) === 'ab-initio' || (std.optional && blank)) && !state,
          credit: get('credit') !== 'no-credit',
          mode: mode === 'review' || mode === 'browse' ? mode : 'normal',
          learner: get(std.learner + '_id'),
          name: get(std.learner + '_name').replace(/^\{lang=[^}]*\}/, ''),
          // Asked for when a lesson has captions to show.
          captions: () => option(std.preference, std.captions) === '1',
        };
      },

      // Writes everything that changed. Returns {ok, textRefused}.
      write(now) {
        let ok = true;
        const also = (done) => { ok = done && ok; };
        for (const [name, value] of std.judge(was, now.outcome)) also(!value || put(root + name, value));
        for (const [name, value] of std.score(now.score)) {
          const fields = std.optional ? lists.score ||= childrenOf(root + 'score') : [];
          also((std.optional && name !== 'score.raw' && fields[0] && !fields.includes(name.slice(6))) || put(root + name, value));
        }
        also(put(root + std.location, now.location));
        let textRefused = false;
        if (sent.get('cmi.suspend_data') !== now.state) {
          const code = api.set('cmi.suspend_data', now.state);
          const refused = std.refused.test(code);
          textRefused = refused && now.state !== now.core;
          if (!code || (refused && !textRefused)) sent.set('cmi.suspend_data', now.state);
          else also(textRefused && put('cmi.suspend_data', now.core, true));
        }
        while (ok && queue.length) {
          also(enter('interactions', queue[0], false, std.journal ? queue[0] : queue[0][0][1]));
          if (ok) queue.shift();
        }
        also(std.after(now, was, put, enter));
        also(put(root + 'session_time', std.duration(now.seconds), true));
        also(std.exit(now, was, api, course) || put(root + 'exit', 'suspend', true));
        return { ok, textRefused };
      },

      commit: () => api.act('Commit'),
      // An LMS that cannot end a session has nothing to be told. `leave` tells that the learner leaves the course, not only this SCO.
      close(leave) {
        if (leave) std.leave(api, was);
        return !api.has(std.end) || api.act(std.end);
      },
    };
  };

  for (const name in cp.standards) cp.formats[name] = cp.scorm(cp.standards[name]);
})((globalThis.coursepack = globalThis.coursepack || {}));
