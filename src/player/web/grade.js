// Questions as pure functions: is an answer right, what is it worth, how does it look in bits.
(function (cp) {
  'use strict';
  const LETTERS = 'abcdefghijklmnopqrstuvwxyz0123456789';
  const sizeOf = (map) => Object.keys(map || {}).length;
  const letters = (count) => [...LETTERS.slice(0, count)];
  const widthFor = (values) => Math.ceil(Math.log2(Math.max(1, values)));
  cp.letters = letters;

  cp.RESULT = { none: 0, right: 1, wrong: 2, neutral: 3 };
  cp.isJudged = (kind) => !['likert', 'long-fill-in', 'poll', 'checklist'].includes(kind);
  cp.isText = (kind) => ['fill-in', 'numeric', 'long-fill-in'].includes(kind);

  // Reads a number as people of a language write it: 1,234.5 in English, 1.234,5 in German, with either mark where only one reading makes sense.
  cp.readNumber = function (text, language) {
    let decimal = '.';
    try {
      decimal = new Intl.NumberFormat(language).formatToParts(1.5).find((part) => part.type === 'decimal').value;
    } catch (error) { /* An unknown language tag reads as English. */ }
    if (decimal !== ',') decimal = '.';
    const group = decimal === ',' ? '.' : ',';
    let plain = String(text).trim().replace(/[\u0660-\u0669\u06f0-\u06f9]/g, (digit) => digit.charCodeAt(0) & 15)
      .replace(/\u066b/g, decimal).replace(/\u066c/g, group).replace(/[\u2212\u2013]/g, '-').replace(/[\s\u00a0\u202f'’]/g, '');
    const grouped = new RegExp('^[+-]?\\d{1,3}(\\' + group + '\\d{3})+(\\' + decimal + '\\d*)?$');
    if (grouped.test(plain)) plain = plain.split(group).join('');
    plain = plain.replace(',', '.');
    return /^[+-]?(\d+\.?\d*|\.\d+)$/.test(plain) ? Number(plain) : NaN;
  };

  const fold = (text, exact) => {
    const plain = text.normalize('NFC').replace(/\s+/g, ' ').replace(/[’‘]/g, "'").trim();
    return exact ? plain : plain.toLocaleLowerCase();
  };

  cp.isAnswered = function (data, response) {
    if (data.kind === 'matching') return Object.values(response).filter(Boolean).length === sizeOf(data.sources);
    return typeof response === 'string' ? response.trim() !== '' : response.length > 0;
  };

  // Returns {result, share}: the share of single decisions that were right tells "partly right" apart; it never changes the mark.
  cp.grade = function (data, response, language) {
    const judge = (right, share) => ({ result: right ? cp.RESULT.right : cp.RESULT.wrong, share: right ? 1 : share || 0 });
    const correct = data.correct;
    switch (data.kind) {
      case 'choice': {
        const hit = response.filter((value) => correct.includes(value)).length;
        return judge(hit === correct.length && response.length === hit, data.multiple ? hit / Math.max(correct.length, response.length) : 0);
      }
      case 'true-false':
        return judge(response === correct);
      case 'fill-in':
        return judge(correct.some((answer) => fold(answer, data.caseSensitive) === fold(response, data.caseSensitive)));
      case 'numeric': {
        const value = cp.readNumber(response, language);
        // 0.3 - 0.1 is not 0.2 in binary: a bound gives way by a billionth.
        const slack = 1e-9 * Math.max(1, Math.abs(value));
        return judge(value >= (correct.min ?? -Infinity) - slack && value <= (correct.max ?? Infinity) + slack);
      }
      case 'matching': {
        const sources = Object.keys(correct);
        const hit = sources.filter((source) => response[source] === correct[source]).length;
        return judge(hit === sources.length, hit / sources.length);
      }
      case 'sequencing': {
        const hit = correct.filter((item, at) => response[at] === item).length;
        return judge(hit === correct.length, hit / correct.length);
      }
      default:
        return { result: cp.RESULT.neutral, share: 0 };
    }
  };

  function worth(question, test, tries) {
    const penalty = test?.penalty || {};
    // A question that counts nothing loses nothing.
    const each = penalty.share ?? (penalty.points && question.points ? penalty.points / question.points : 0);
    return Math.max(0, 1 - each * Math.max(0, tries - 1));
  }

  // The record after one more submission. Once right, or out of tries, a question is closed.
  cp.nextRecord = function (record, question, test, outcome) {
    const attempts = (record?.attempts || 0) + 1;
    const right = outcome.result === cp.RESULT.right;
    return {
      attempts,
      result: outcome.result,
      percent: right ? Math.round(100 * worth(question, test, attempts)) : 0,
      done: !!test && (right || outcome.result === cp.RESULT.neutral || attempts >= (test.attempts || 1)),
      check: question.check || 0,
      response: [],
    };
  };

  // The state stores whole percent; a share of a third comes back exact from the number of tries as long as the two agree.
  cp.shareOf = function (record, question, test) {
    if (record?.result !== cp.RESULT.right) return 0;
    const exact = worth(question, test, record.attempts);
    return Math.round(100 * exact) === record.percent ? exact : record.percent / 100;
  };

  // An answer in the record is a list of bits.
  const bits = (number, width) => [...cp.bits(number, width)].map(Number);
  const value = (list) => cp.value(list.join(''));

  function shapeOf(data) {
    switch (data.kind) {
      case 'true-false': return { list: ['t', 'f'], single: true };
      case 'likert': return { list: letters(sizeOf(data.scale)), single: true };
      case 'choice': case 'poll': return { list: letters(sizeOf(data.options)), single: !data.multiple };
      case 'checklist': return { list: letters(sizeOf(data.options)), single: false };
      default: return {};
    }
  }

  cp.packResponse = function (data, response) {
    const { list, single } = shapeOf(data);
    if (list) {
      const chosen = [].concat(response);
      return single ? bits(list.indexOf(chosen[0]) + 1, widthFor(list.length + 1)) : list.map((letter) => (chosen.includes(letter) ? 1 : 0));
    }
    if (data.kind === 'matching') {
      const targets = letters(sizeOf(data.targets));
      return letters(sizeOf(data.sources)).flatMap((source) => bits(targets.indexOf(response[source]) + 1, widthFor(targets.length + 1)));
    }
    if (data.kind === 'sequencing') {
      const items = letters(sizeOf(data.items));
      return response.flatMap((item) => bits(items.indexOf(item), widthFor(items.length)));
    }
    return [];
  };

  // The inverse; null when the bits do not belong to a question of this shape.
  cp.unpackResponse = function (data, packed) {
    const { list, single } = shapeOf(data);
    if (!packed.length) return null;
    if (list) {
      if (packed.length !== (single ? widthFor(list.length + 1) : list.length)) return null;
      const chosen = single ? [list[value(packed) - 1]].filter(Boolean) : list.filter((letter, at) => packed[at]);
      return data.kind === 'true-false' ? chosen[0] || '' : chosen;
    }
    const width = data.kind === 'matching' ? widthFor(sizeOf(data.targets) + 1) : widthFor(sizeOf(data.items));
    const names = letters(sizeOf(data.kind === 'matching' ? data.sources : data.items));
    if (packed.length !== names.length * width) return null;
    const parts = names.map((unused, at) => value(packed.slice(at * width, (at + 1) * width)));
    if (data.kind === 'sequencing') return new Set(parts).size === names.length ? parts.map((part) => names[part]) : null;
    return Object.fromEntries(names.map((name, at) => [name, LETTERS[parts[at] - 1] || '']));
  };
})((globalThis.coursepack = globalThis.coursepack || {}));
