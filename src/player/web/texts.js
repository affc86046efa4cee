// The learner's own words: packed small beside the state, and kept on this device when the LMS has no room.
(function (cp) {
  'use strict';
  const LONG = 280;
  // Room left for the state to grow until the next packing is ready.
  const SPARE = 48;

  async function through(bytes, Stream) {
    const stream = new Blob([bytes]).stream().pipeThrough(new Stream('deflate-raw'));
    return new Uint8Array(await new Response(stream).arrayBuffer());
  }

  function toBase64(bytes) {
    let text = '';
    for (const byte of bytes) text += String.fromCharCode(byte);
    return btoa(text).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
  }

  const fromBase64 = (text) => Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), (char) => char.charCodeAt(0));

  cp.packTexts = async function (slots) {
    const bytes = new TextEncoder().encode(JSON.stringify(Object.fromEntries(slots)));
    let body;
    try {
      body = 'd' + toBase64(await through(bytes, CompressionStream));
    } catch (error) {
      body = 'p' + toBase64(bytes);
    }
    return body[0] + cp.seal(body.slice(1)) + body.slice(1);
  };

  cp.unpackTexts = async function (part) {
    try {
      const body = part.slice(5);
      if (!body || cp.seal(body) !== part.slice(1, 5)) return new Map();
      const bytes = part[0] === 'd' ? await through(fromBase64(body), DecompressionStream) : fromBase64(body);
      return new Map(Object.entries(JSON.parse(new TextDecoder().decode(bytes))).filter(([, text]) => typeof text === 'string'));
    } catch (error) {
      return new Map();
    }
  };

  // Chooses what fits: first the long texts give way, oldest first, then the short ones. Returns {part, kept: [slots that stay on the device]}.
  cp.fitTexts = async function (slots, room) {
    const left = new Map(slots);
    const order = [...slots].filter(([, text]) => text.length > LONG).concat([...slots].filter(([, text]) => text.length <= LONG));
    const kept = [];
    for (;;) {
      if (!left.size) return { part: '', kept };
      const part = await cp.packTexts(left);
      if (part.length <= room) return { part, kept };
      const [slot] = order.shift();
      left.delete(slot);
      kept.push(slot);
    }
  };

  // `room()` tells how many characters the packed texts may take now; `onPacked` is called when there is a new part to save.
  cp.createTexts = function ({ device, room, onPacked }) {
    let slots = new Map();
    // Counts the changes, for which an empty slot goes with the texts: of two copies the one with the higher count is newer.
    let count = 0;
    const keep = () => device.put({ texts: Object.fromEntries(slots), count });
    let again = false;
    const texts = {
      part: '',
      kept: [],
      edited: new Map(),
      refused: false,
      working: null,
      get: (slot) => slots.get(slot) || '',
      has: (slot) => !!(slots.get(slot) || '').trim(),
      all: () => new Map(slots),
      // `own` tells that what lies on this device is surely this learner's. Returns whether that adds to `part`.
      async load(part, own) {
        slots = await cp.unpackTexts(part);
        texts.part = slots.size ? part : '';
        count = Number(slots.get('')) || 0;
        slots.delete('');
        const local = device.get('texts') || {};
        const newer = own && device.get('count') >= count;
        const all = Object.entries(local);
        const more = all.filter(([slot, text]) => text !== slots.get(slot) && (newer || (own ? !slots.has(slot) : !part)));
        // In the order of age: what the newer copy has in its order.
        slots = new Map([...(newer ? all : more), ...slots, ...more]);
        if (newer) count = device.get('count');
        return more.length > 0;
      },
      // What another window wrote since `before`. Returns whether that is news.
      merge(theirs, before, exact) {
        let news = false;
        const [now, then] = [theirs.texts || {}, before.texts || {}];
        count = Math.max(count, theirs.count || 0);
        for (const slot of Object.keys({ ...then, ...now })) {
          const text = now[slot] || '';
          if (text === (then[slot] || '') || text === texts.get(slot) || !(text || exact)) continue;
          slots.delete(slot);
          if (text) slots.set(slot, text);
          news = true;
        }
        if (news) {
          keep();
          texts.pack();
        }
        return news;
      },
      set(slot, text) {
        device.sync();
        if (texts.get(slot) === text) return;
        // Re-inserting puts the slot last, so the map's order is the order of age.
        slots.delete(slot);
        texts.edited.set(slot, new Date());
        if (text) slots.set(slot, text);
        // At once, so that a page that is killed now loses nothing.
        count += 1;
        keep();
        texts.pack();
      },
      pack() {
        again = true;
        texts.working = texts.working || (async () => {
          while (again) {
            again = false;
            const { part, kept } = await cp.fitTexts(new Map([['', String(count)], ...slots]), texts.refused ? 0 : room() - SPARE);
            if (again) continue;
            texts.part = part;
            texts.kept = kept.filter(Boolean);
            onPacked();
          }
          texts.working = null;
        })();
        return texts.working;
      },
      // The LMS refused the whole text: from now on it stays here, and the learner is told.
      refuse() {
        texts.refused = true;
        texts.pack();
      },
    };
    return texts;
  };
})((globalThis.coursepack = globalThis.coursepack || {}));
