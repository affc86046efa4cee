// The player's own words, the author's texts in several languages, and numbers as a language writes them.
(function (cp) {
  'use strict';
  const RTL = /^(ar|arc|ckb|dv|fa|he|ps|sd|ug|ur|yi)\b/i;
  cp.directionOf = (language) => (RTL.test(language) ? 'rtl' : 'ltr');

  // The best of `offered` for `wanted`: the tag itself, then shorter and shorter prefixes of it, then any tag of the same language.
  cp.matchLanguage = function (wanted, offered) {
    for (let tag = String(wanted || '').toLowerCase(); tag; tag = tag.replace(/-?[^-]*$/, '')) {
      const hit = offered.find((name) => name.toLowerCase() === tag);
      if (hit) return hit;
    }
    const base = String(wanted || '').toLowerCase().split('-')[0];
    return offered.find((name) => name.toLowerCase().split('-')[0] === base) || '';
  };

  cp.createWords = function (strings, language, fallback) {
    const own = strings[cp.matchLanguage(language, Object.keys(strings))] || {};
    const plain = strings.en || {};
    const guarded = (make, otherwise) => { try { return make(); } catch (error) { return otherwise; } };
    const plural = guarded(() => new Intl.PluralRules(language), { select: (n) => (n === 1 ? 'one' : 'other') });
    const number = (value, options) => guarded(() => new Intl.NumberFormat(language, options).format(value), String(value));
    const find = (key) => own[key] ?? plain[key];
    return {
      language,
      number,
      percent: (share) => number(Math.floor(share * 100 + 1e-7) / 100, { style: 'percent' }),
      date: (date) => guarded(() => new Intl.DateTimeFormat(language, { dateStyle: 'long' }).format(date), date.toDateString()),
      // `t('attemptsLeft', {n: 2})` looks for attemptsLeft.other, then attemptsLeft.
      t(key, values) {
        const text = (values && values.n !== undefined && (find(key + '.' + plural.select(values.n)) ?? find(key + '.other'))) || find(key);
        return (text ?? key).replace(/\{(\w+)\}/g, (whole, name) => {
          const value = values && values[name];
          return value === undefined ? whole : typeof value === 'number' ? number(value) : value;
        });
      },
      // A text of the course: a string, or a map from language to string.
      text: (value) => (value && typeof value === 'object' ? value[language] ?? value[fallback] ?? Object.values(value)[0] ?? '' : value || ''),
    };
  };
})((globalThis.coursepack = globalThis.coursepack || {}));
