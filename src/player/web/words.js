// The player's own words, the author's texts in several languages, and numbers as a language writes them.
(function (cp) {
  'use strict';
  cp.strings = cp.strings || {};
  const guarded = (make, otherwise) => { try { return make(); } catch (error) { return otherwise; } };
  const base = (tag) => tag.split('-')[0].toLowerCase();
  const scriptOf = (tag) => guarded(() => new Intl.Locale(tag).maximize().script);
  cp.directionOf = (tag) => (/Adlm|Arab|Hebr|Nkoo|Rohg|Syrc|Thaa/.test(scriptOf(tag)) ? 'rtl' : 'ltr');
  // Browsers do not know every language's own name: Chromium has none for Welsh.
  cp.languageName = (tag, language = tag) => guarded(() => Intl.DisplayNames.supportedLocalesOf(language)[0] && new Intl.DisplayNames(language, { type: 'language' }).of(tag), '') || cp.course?.words?.[tag] || tag;

  // What an LMS calls a language as a tag: `en_GB.UTF-8` is en-GB, `cym` is cy. Empty when there is none in it.
  cp.languageTag = (text) => guarded(() => Intl.getCanonicalLocales(/^[a-z]{2,3}(?![a-z])(-[a-z\d]+)*/i.exec(text.trim().replace(/_/g, '-'))[0])[0], '');

  // The best of `offered` for `wanted`: the tag itself, then shorter and shorter prefixes of it (RFC 4647), any tag of the same language and script, one whose name it is.
  cp.matchLanguage = function (wanted, offered) {
    const tag = cp.languageTag(wanted);
    for (let range = tag; range; range = range.replace(/(-\w)?-?[^-]*$/, '')) {
      const hit = offered.find((name) => name.toLowerCase() === range.toLowerCase());
      if (hit) return hit;
    }
    const names = String(wanted || '').toLowerCase().split(/[^\p{L}\p{M}]+/u);
    return offered.find((name) => base(name) === base(tag) && scriptOf(name) === scriptOf(tag)) ||
      offered.find((name) => ['en', base(name)].some((language) => names.includes(cp.languageName(base(name), language).toLowerCase()))) || '';
  };

  // Words and numbers in `language`; texts of the course in `content`, else in the course's own language.
  cp.createWords = function (own, language, content, fallback) {
    // A tag that browsers refuse must not stop the course.
    const locale = cp.languageTag(language) || 'en';
    const plural = new Intl.PluralRules(locale);
    // Making one takes longer than everything else in a sentence.
    const plainly = new Intl.NumberFormat(locale);
    const number = (value, options) => (options ? new Intl.NumberFormat(locale, options) : plainly).format(value);
    const foreign = {};
    return {
      language,
      number,
      percent: (share) => number(Math.floor(share * 100 + 1e-7) / 100, { style: 'percent' }),
      // Where the browser has no dates of the language, as Chromium in Welsh, day and year stand around the month.
      date: (date) => (own.months && !Intl.DateTimeFormat.supportedLocalesOf(locale)[0] ? [date.getDate(), own.months.split(' ')[date.getMonth()], date.getFullYear()].join(' ')
        : new Intl.DateTimeFormat(locale, { dateStyle: 'long' }).format(date)),
      // `t('attemptsLeft', {n: 2})` looks for attemptsLeft.two where the language has such a form, for attemptsLeft.other, then for attemptsLeft.
      t: (key, values) => (own[key + '.' + plural.select(values?.n)] ?? own[key + '.other'] ?? own[key] ?? key).replace(/\{(\w+)\}/g, (whole, name) => {
        const value = values?.[name];
        // Words in another language stand apart, so that they turn nothing around them when they run the other way.
        return value == null ? whole : typeof value === 'number' ? number(value) : value.lang ? '\u2068' + value + '\u2069' : value;
      }),
      // A text of the course: a string, or a map from language to string. In another language than the words it is a String that knows its `lang`, which `h` writes into the page.
      text(value = '', before = '') {
        const map = Object(value) === value ? value : { [content]: value };
        const lang = [content, fallback, ...Object.keys(map)].find((name) => map[name] != null);
        const text = map[lang] && before + map[lang];
        foreign[lang] ??= !cp.matchLanguage(language, [lang]);
        return text && foreign[lang] ? Object.assign(new String(text), { lang }) : text || '';
      },
    };
  };
})((globalThis.coursepack = globalThis.coursepack || {}));
