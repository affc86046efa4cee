// The SCORM 1.2 side of a session. Another format offers the same four calls: open, write, commit, close.
(function (cp) {
  'use strict';
  // Codes after which the same value need not be tried again: the LMS understood and said no. 101 and the like mean trouble that may pass.
  const REFUSED = ['201', '202', '203', '401', '402', '403', '404', '405'];
  const UNSUPPORTED = ['201', '401', '402', '403'];

  // Returns null when there is no API. `wants` is {mastery: boolean}.
  cp.formats.scorm12 = function (win, wants) {
    const found = cp.findApi(win, 'API', 'LMSInitialize');
    if (!found) return null;
    const api = cp.wrapApi(found.api, 'LMS');
    const sent = new Map();
    const dead = new Set();
    const lists = {};
    const queue = [];
    let plainExit = true;

    const childrenOf = (element) => api.get(element + '._children').split(',').map((name) => name.trim()).filter(Boolean);

    // Sets one element unless the LMS has that value already. Returns true (stored, or refused for good) or false (worth another try).
    function put(element, value, always) {
      if (dead.has(element) || (!always && sent.get(element) === value)) return true;
      const code = api.set(element, value);
      if (UNSUPPORTED.includes(code)) dead.add(element);
      if (code === '' || REFUSED.includes(code)) sent.set(element, value);
      return code === '' || REFUSED.includes(code);
    }

    // Interactions and objectives are optional in SCORM 1.2: asked for once, and left alone when the LMS has none.
    function listOf(name) {
      if (!lists[name]) {
        const fields = childrenOf('cmi.' + name);
        const count = fields.length ? Number(api.get('cmi.' + name + '._count')) || 0 : 0;
        lists[name] = { fields, count, index: new Map() };
        if (name === 'objectives') {
          for (let at = 0; at < count; at += 1) lists[name].index.set(api.get('cmi.objectives.' + at + '.id'), at);
        }
      }
      return lists[name];
    }

    // The same question overwrites its own entry within a session; entries of earlier sessions cannot be read back and are left as they are.
    function place(list, id) {
      if (!list.index.has(id)) list.index.set(id, list.count++);
      return list.index.get(id);
    }

    function writeInteraction(fields) {
      const list = listOf('interactions');
      if (!list.fields.length) return true;
      const base = 'cmi.interactions.' + place(list, fields[0][1]) + '.';
      return fields.every(([field, value]) => !list.fields.includes(field.split('.')[0]) || put(base + field, value, true));
    }

    function writeObjectives(objectives) {
      const list = objectives.length ? listOf('objectives') : null;
      if (!list || !list.fields.includes('id')) return true;
      return objectives.every(({ id, status, score }) => {
        const isNew = !list.index.has(id);
        const base = 'cmi.objectives.' + place(list, id) + '.';
        return (!isNew || put(base + 'id', id)) &&
          (!list.fields.includes('score') || score === undefined || put(base + 'score.raw', cp.decimal(score * 100))) &&
          (!list.fields.includes('status') || put(base + 'status', status));
      });
    }

    return {
      popup: found.popup,
      limit: 4096,
      record: (answer) => {
        const fields = cp.interaction12(answer);
        if (fields) queue.push(fields);
      },

      // Returns what the LMS knows, or null when the session cannot begin.
      open() {
        if (!api.act('Initialize') && api.code() !== '101') return null;
        const core = childrenOf('cmi.core');
        const get = (name) => api.get('cmi.core.' + name);
        const status = get('lesson_status');
        const location = get('lesson_location');
        const state = api.read('cmi.suspend_data');
        // What cannot be read must not be written over.
        if (state === null) return null;
        sent.set('cmi.core.lesson_status', status).set('cmi.core.lesson_location', location).set('cmi.suspend_data', state);
        const mode = !core.length || core.includes('lesson_mode') ? get('lesson_mode') : '';
        // The mandatory elements end here; the pass mark and the learner's language are optional and an LMS may answer with an error.
        const mastery = wants.mastery && childrenOf('cmi.student_data').includes('mastery_score') ? api.get('cmi.student_data.mastery_score') : '';
        const language = childrenOf('cmi.student_preference').includes('language') ? api.get('cmi.student_preference.language') : '';
        return {
          status, location, state, language,
          entry: get('entry'),
          credit: get('credit') !== 'no-credit',
          mode: mode === 'review' || mode === 'browse' ? mode : 'normal',
          learner: get('student_id'),
          name: get('student_name'),
          // Asked for when a lesson has captions to show.
          captions: () => childrenOf('cmi.student_preference').includes('text') && api.get('cmi.student_preference.text') === '1',
          mastery: mastery.trim() !== '' && Number(mastery) >= 0 && Number(mastery) <= 100 ? Number(mastery) / 100 : undefined,
        };
      },

      // Writes everything that changed. Returns {ok, textRefused}.
      write(now) {
        let ok = true;
        const also = (done) => { ok = done && ok; };
        if (now.status) also(put('cmi.core.lesson_status', now.status));
        if (now.score !== undefined) {
          const fields = lists.score || (lists.score = childrenOf('cmi.core.score'));
          if (!fields.length || fields.includes('min')) also(put('cmi.core.score.min', '0'));
          if (!fields.length || fields.includes('max')) also(put('cmi.core.score.max', '100'));
          also(put('cmi.core.score.raw', cp.decimal(now.score * 100)));
        }
        also(put('cmi.core.lesson_location', now.location));
        let textRefused = false;
        if (sent.get('cmi.suspend_data') !== now.state) {
          const code = api.set('cmi.suspend_data', now.state);
          textRefused = REFUSED.includes(code) && now.state !== now.core;
          if (code === '' || (REFUSED.includes(code) && !textRefused)) sent.set('cmi.suspend_data', now.state);
          else also(textRefused && put('cmi.suspend_data', now.core, true));
        }
        while (ok && queue.length) {
          also(writeInteraction(queue[0]));
          if (ok) queue.shift();
        }
        also(writeObjectives(now.objectives));
        // An LMS appends to what is there, so the comments go once, at the end.
        if (now.leaving && now.comments) also(put('cmi.comments', now.comments.slice(0, 4096)));
        also(put('cmi.core.session_time', cp.timespan(now.seconds), true));
        // A finished course ends its session with the normal exit; every commit before that would survive a kill as a suspended attempt.
        if (!(now.leaving && now.finished && plainExit && api.set('cmi.core.exit', '') === '')) {
          if (now.leaving && now.finished) plainExit = false;
          also(put('cmi.core.exit', 'suspend', true));
        }
        return { ok, textRefused };
      },

      commit: () => api.act('Commit'),
      // An LMS without LMSFinish has nothing to be told.
      close: () => !api.has('Finish') || api.act('Finish'),
    };
  };
})((globalThis.coursepack = globalThis.coursepack || {}));
