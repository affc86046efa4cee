// Finds lessons by their words, in an index made at build time (`src/render/search.rs` says how it is written); a part of it is loaded when a query needs it.
(function (cp) {
  'use strict';
  // Scripts that are written without spaces: every character makes a term with the next.
  const DENSE = '[\\u0e00-\\u0eff\\u1000-\\u109f\\u1780-\\u17ff\\u3005-\\u30ff\\u3400-\\u9fff\\u{20000}-\\u{3ffff}]';
  const WORD = '[\\p{Alphabetic}\\p{N}])+';
  const WORDS = new RegExp(`(?:(?=${DENSE})${WORD}|(?:(?!${DENSE})${WORD}`, 'gu');
  const MORE = '!#$%&()*+,-./:;=';
  const parts = {};

  cp.terms = (text) => (text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replace(/ς/g, 'σ').match(WORDS) || [])
    .flatMap((word) => (word.match(new RegExp(DENSE, 'u')) ? [...word].map((char, at, all) => char + (all[at + 1] || '')) : word));

  cp.found = (name, text) => { parts[name] = text; };

  // The script calls `cp.found`; one that could not be loaded is asked for again the next time.
  async function load(name) {
    if (!(name in parts)) await cp.loadScript(`search/${name}.js`);
    if (!(name in parts)) throw new Error(name);
    return parts[name];
  }

  // The lessons of the terms that begin with a word, or are it: place in the course -> 1, or 2 where it matters.
  function places(text, word, whole) {
    const found = new Map();
    let term = '';
    for (const [, head, list] of text.matchAll(/([^A-Z!-/:;=]+)([A-Z!-/:;=]+)/g)) {
      term = term.slice(0, parseInt(head[0], 36)) + head.slice(1);
      if (whole ? term !== word : !term.startsWith(word)) continue;
      let place = -1;
      let number = 0;
      let scale = 1;
      for (const char of list) {
        const more = MORE.indexOf(char);
        number += scale * (more < 0 ? char.charCodeAt(0) - 65 : 26 + more);
        scale *= 16;
        if (more >= 0) continue;
        place += (number >> 1) + 1;
        found.set(place, Math.max(found.get(place) || 0, 1 + (number & 1)));
        number = 0;
        scale = 1;
      }
    }
    return found;
  }

  // Lessons that have every word of a query, the last one perhaps not yet whole; those first whose titles have them.
  cp.search = async function (p, query) {
    const words = cp.terms(query);
    const [language, first, starts] = p.words.text(p.course.search).split(' ');
    if (!words.length || !starts) return [];
    const found = await Promise.all(words.map(async (word, at) => {
      const part = Math.max(0, [...starts].filter((start) => start <= word).length - 1);
      return places(await load(`${language}-${part}`), word, at < words.length - 1 && word.length > 1);
    }));
    return p.course.lessons.map((lesson, at) => {
      const title = cp.terms(p.words.text(lesson.title));
      const score = found.reduce((sum, hits, which) => sum && hits.has(at + +first) && sum + hits.get(at + +first) + (title.some((term) => term.startsWith(words[which])) ? 9 : 0), 1);
      return { lesson, score };
    }).filter((hit) => hit.score).sort((a, b) => b.score - a.score);
  };
})((globalThis.coursepack = globalThis.coursepack || {}));
