// The saved state: sets of ids and question records as a bit stream in base64url, keyed by hashes of ids and never by positions.
(function (cp) {
  'use strict';
  const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  const WIDTHS = [24, 22, 20];

  // FNV-1a over UTF-8, then murmur3's finaliser: FNV alone leaves the top bits of short ids too alike.
  cp.hash32 = function (text) {
    let hash = 0x811c9dc5;
    for (const byte of new TextEncoder().encode(text)) hash = Math.imul(hash ^ byte, 0x01000193);
    hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
    hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
    return (hash ^ (hash >>> 16)) >>> 0;
  };
  const keyOf = (id, width, salt) => cp.hash32(salt + ':' + id) >>> (32 - width);

  // Bits are strings of 0 and 1.
  const bits = (value, width) => (value + 2 ** width).toString(2).slice(1);
  const value = (text) => parseInt('0' + text, 2);
  const toText = (text) => text.replace(/.{1,6}/g, (six) => ALPHABET[value(six.padEnd(6, 0))]);
  cp.bits = bits;
  cp.value = value;

  // Four characters that tell a cut or edited part from a whole one.
  const seal = (text) => toText(bits(cp.hash32(text) >>> 8, 24));
  cp.seal = seal;

  // A set of keys in order: each as its distance from the last in a Rice code, whose parameter is the one that suits evenly spread keys, and what belongs to it.
  function putSet(records, width) {
    const all = [...records].sort((a, b) => a[0] - b[0]);
    let rice = 0;
    while (rice < width && (all.length || 1) * 2 ** (rice + 1) <= 2 ** width) rice += 1;
    let next = 0;
    return bits(all.length, 12) + bits(rice, 5) + all.map(([key, record]) => {
      const gap = key - next;
      next = key + 1;
      return '1'.repeat(gap / 2 ** rice) + '0' + bits(gap % 2 ** rice, rice) + record;
    }).join('');
  }

  function takeSet(take, width, takeRecord) {
    const found = new Map();
    let count = value(take(12));
    const rice = value(take(5));
    for (let next = 0; count; count -= 1) {
      while (take(1) > 0) next += 2 ** rice;
      next += value(take(rice));
      if (next >= 2 ** width) throw 0;
      found.set(next, takeRecord?.());
      next += 1;
    }
    return found;
  }

  function putRecord(record) {
    const response = (record.response || []).slice(0, 255);
    return bits(Math.min(15, record.attempts), 4) + bits(record.result, 2) + bits(record.percent, 7) + (record.done ? 1 : 0) + bits(record.check, 8) + bits(response.length, 8) + response.join('');
  }

  cp.emptyState = () => ({ completed: new Set(), viewed: new Set(), questions: new Map(), bookmark: '', prefs: 0 });

  // Returns the core as text. `spec` is {width, salt}; `lean` leaves out what may be dropped when room is short.
  cp.encodeState = function (state, spec, lean) {
    const { width, salt } = spec;
    const key = (id) => keyOf(id, width, salt);
    const keyed = (ids) => putSet(new Map([...ids].map((id) => [key(id), ''])), width);
    const out = bits(WIDTHS.indexOf(width), 2) + bits(salt, 6) + keyed(state.completed) +
      putSet(new Map([...state.questions].map(([id, record]) => [key(id), putRecord(record)])), width) +
      keyed(lean ? [] : [...state.viewed].filter((id) => !state.completed.has(id))) +
      bits(state.bookmark ? key(state.bookmark) : 0, width) + bits(state.prefs & 255, 8);
    const core = toText(out);
    return 'c1' + seal(core) + '.' + core;
  };

  // Returns {state, text} or null when the text is not a whole state of this version. `known` is {lessons: [ids], questions: [{id, check}]}.
  cp.decodeState = function (text, known) {
    const match = /^c1(.{4})\.([\w-]*)(?:\.(.*))?$/s.exec(text || '');
    if (!match || seal(match[2]) !== match[1]) return null;
    try {
      let rest = match[2].replace(/./g, (char) => bits(ALPHABET.indexOf(char), 6));
      const take = (count) => {
        const part = rest.slice(0, count);
        if (part.length < count) throw 0;
        rest = rest.slice(count);
        return part;
      };
      const number = (count) => value(take(count));
      const takeRecord = () => ({ attempts: number(4), result: number(2), percent: Math.min(100, number(7)), done: take(1) > 0, check: number(8), response: [...take(number(8))].map(Number) });
      const width = WIDTHS[number(2)];
      const salt = number(6);
      // Two ids with one key (possible only under the keys of an older build) are both left alone rather than confused.
      const names = (ids) => {
        const map = new Map();
        for (const id of ids) {
          const key = keyOf(id, width, salt);
          map.set(key, map.has(key) ? '' : id);
        }
        return map;
      };
      const lessons = names(known.lessons);
      const questions = names(known.questions.map((question) => question.id));
      const checks = new Map(known.questions.map((question) => [question.id, question.check]));
      const named = (keys) => new Set([...keys.keys()].map((key) => lessons.get(key)).filter(Boolean));
      const state = cp.emptyState();
      state.completed = named(takeSet(take, width));
      for (const [key, record] of takeSet(take, width, takeRecord)) {
        const id = questions.get(key);
        if (!id) continue;
        // The options were changed since: the mark stands, the ticks would mean something else.
        if (record.check !== checks.get(id)) record.response = [];
        state.questions.set(id, record);
      }
      state.viewed = named(takeSet(take, width));
      const bookmark = number(width);
      state.bookmark = (bookmark && lessons.get(bookmark)) || '';
      state.prefs = number(8);
      return { state, text: match[3] || '' };
    } catch (error) {
      return null;
    }
  };

  // Which of two records of one question stays: a closed one with the better mark, else the one with more tries.
  const weight = (record) => (record ? (record.done ? 100 + record.percent : record.attempts) : -1);

  // Two copies of one learner's state become one that forgets nothing; between equals the other one counts. With `before`, what `other` came from, only what changed since counts,
  // and place and chance stay; if that is `exact`, what was taken back is taken back here too.
  cp.mergeState = function (one, other, before, exact) {
    for (const id of other.completed) one.completed.add(id);
    for (const id of other.viewed) one.viewed.add(id);
    if (exact) for (const id of before.completed) if (!other.completed.has(id)) one.completed.delete(id);
    for (const [id, record] of other.questions) {
      const gain = weight(record) - weight(one.questions.get(id));
      if (gain > 0 || (gain === 0 && JSON.stringify(record) !== JSON.stringify(before?.questions.get(id)))) one.questions.set(id, record);
    }
    if (before) return one;
    one.bookmark = other.bookmark || one.bookmark;
    one.prefs = other.prefs || one.prefs;
    return one;
  };
})((globalThis.coursepack = globalThis.coursepack || {}));
