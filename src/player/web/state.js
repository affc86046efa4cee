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

  // Four characters that tell a cut or edited part from a whole one.
  const seal = (text) => {
    const hash = cp.hash32(text) >>> 8;
    return ALPHABET[hash >>> 18] + ALPHABET[(hash >>> 12) & 63] + ALPHABET[(hash >>> 6) & 63] + ALPHABET[hash & 63];
  };
  cp.seal = seal;

  const bitsOf = (value, width) => Array.from({ length: width }, (unused, at) => (value >>> (width - 1 - at)) & 1);

  function toText(bits) {
    let text = '';
    for (let at = 0; at < bits.length; at += 6) {
      let six = 0;
      for (let bit = 0; bit < 6; bit += 1) six = (six << 1) | (bits[at + bit] || 0);
      text += ALPHABET[six];
    }
    return text;
  }

  function reader(text) {
    let at = 0;
    const take = () => {
      if (at >= text.length * 6) throw new RangeError('short');
      const six = ALPHABET.indexOf(text[Math.floor(at / 6)]);
      if (six < 0) throw new RangeError('alphabet');
      const bit = (six >> (5 - (at % 6))) & 1;
      at += 1;
      return bit;
    };
    const number = (width) => {
      let value = 0;
      for (let bit = 0; bit < width; bit += 1) value = value * 2 + take();
      return value;
    };
    return { take, number };
  }

  // The largest r with count * 2^r <= 2^width: the Rice parameter that suits evenly spread keys.
  function riceOf(count, width) {
    let rice = 0;
    while (rice < width && Math.max(1, count) * 2 ** (rice + 1) <= 2 ** width) rice += 1;
    return rice;
  }

  function putSet(out, records, width, putRecord) {
    const keys = [...records.keys()].sort((a, b) => a - b);
    const rice = riceOf(keys.length, width);
    out.push(...bitsOf(keys.length, 12), ...bitsOf(rice, 5));
    let last = -1;
    for (const key of keys) {
      const gap = key - last - 1;
      for (let ones = Math.floor(gap / 2 ** rice); ones > 0; ones -= 1) out.push(1);
      out.push(0, ...bitsOf(gap % 2 ** rice, rice));
      if (putRecord) putRecord(out, records.get(key));
      last = key;
    }
  }

  function takeSet(from, width, takeRecord) {
    const count = from.number(12);
    const rice = from.number(5);
    const found = new Map();
    let last = -1;
    for (let n = 0; n < count; n += 1) {
      let quotient = 0;
      while (from.take()) quotient += 1;
      last += quotient * 2 ** rice + from.number(rice) + 1;
      if (last >= 2 ** width) throw new RangeError('key');
      found.set(last, takeRecord ? takeRecord(from) : true);
    }
    return found;
  }

  function putRecord(out, record) {
    const response = (record.response || []).slice(0, 255);
    out.push(...bitsOf(Math.min(15, record.attempts), 4), ...bitsOf(record.result, 2), ...bitsOf(record.percent, 7), record.done ? 1 : 0,
      ...bitsOf(record.check, 8), ...bitsOf(response.length, 8), ...response);
  }

  function takeRecord(from) {
    const record = { attempts: from.number(4), result: from.number(2), percent: Math.min(100, from.number(7)), done: !!from.take(), check: from.number(8) };
    const length = from.number(8);
    record.response = Array.from({ length }, from.take);
    return record;
  }

  cp.emptyState = () => ({ completed: new Set(), viewed: new Set(), questions: new Map(), bookmark: '', prefs: 0 });

  // Returns the core as text. `spec` is {width, salt}; `lean` leaves out what may be dropped when room is short.
  cp.encodeState = function (state, spec, lean) {
    const { width, salt } = spec;
    const keyed = (ids) => new Map([...ids].map((id) => [keyOf(id, width, salt), true]));
    const out = [...bitsOf(WIDTHS.indexOf(width), 2), ...bitsOf(salt, 6)];
    putSet(out, keyed(state.completed), width);
    putSet(out, new Map([...state.questions].map(([id, record]) => [keyOf(id, width, salt), record])), width, putRecord);
    putSet(out, keyed(lean ? [] : [...state.viewed].filter((id) => !state.completed.has(id))), width);
    out.push(...bitsOf(state.bookmark ? keyOf(state.bookmark, width, salt) : 0, width), ...bitsOf(state.prefs & 255, 8));
    const core = toText(out);
    return 'c1' + seal(core) + '.' + core;
  };

  // Returns {state, text} or null when the text is not a whole state of this version. `known` is {lessons: [ids], questions: [{id, check}]}.
  cp.decodeState = function (text, known) {
    const match = /^c1(.{4})\.([\w-]*)(?:\.(.*))?$/s.exec(text || '');
    if (!match || seal(match[2]) !== match[1]) return null;
    try {
      const from = reader(match[2]);
      const width = WIDTHS[from.number(2)];
      const salt = from.number(6);
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
      state.completed = named(takeSet(from, width));
      for (const [key, record] of takeSet(from, width, takeRecord)) {
        const id = questions.get(key);
        if (!id) continue;
        // The options were changed since: the mark stands, the ticks would mean something else.
        if (record.check !== checks.get(id)) record.response = [];
        state.questions.set(id, record);
      }
      state.viewed = named(takeSet(from, width));
      const bookmark = from.number(width);
      state.bookmark = (bookmark && lessons.get(bookmark)) || '';
      state.prefs = from.number(8);
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
      if (gain > 0 || (gain === 0 && JSON.stringify(record) !== JSON.stringify(before && before.questions.get(id)))) one.questions.set(id, record);
    }
    if (before) return one;
    one.bookmark = other.bookmark || one.bookmark;
    one.prefs = other.prefs || one.prefs;
    return one;
  };
})((globalThis.coursepack = globalThis.coursepack || {}));
