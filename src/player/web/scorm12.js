// SCORM 1.2 in the terms of scorm.js and interactions.js.
(function (cp) {
  'use strict';
  const RANK = { passed: 3, completed: 2, failed: 1 };
  const pad = (number, width) => String(number).padStart(width, '0');

  // HHHH:MM:SS.SS, always padded: an unpadded centisecond is a wrong time that every LMS accepts.
  cp.timespan = function (seconds) {
    const most = 9999 * 360000 + 59 * 6000 + 5999;
    const centi = Math.min(most, Math.max(0, Math.round((seconds || 0) * 100)));
    return pad(Math.floor(centi / 360000), 4) + ':' + pad(Math.floor(centi / 6000) % 60, 2) + ':' +
      pad(Math.floor(centi / 100) % 60, 2) + '.' + pad(centi % 100, 2);
  };

  cp.clockTime = (date) => pad(date.getHours(), 2) + ':' + pad(date.getMinutes(), 2) + ':' + pad(date.getSeconds(), 2);

  cp.standards.scorm12 = {
    api: 'API', prefix: 'LMS', end: 'Finish',
    // Already initialised; then the codes after which the same value need not be tried again: the LMS understood and said no. 101 and the like mean trouble that may pass.
    again: '101',
    refused: /^(20[123]|40[1-5])$/,
    unsupported: /^(201|40[123])$/,
    // The status of who was never here. `unknown` is no word of this standard: who says so has forgotten something.
    blank: /^(not attempted)?$/,
    limit: 4096,
    // How many entries of a list may be written.
    most: () => Infinity,

    // Whether the standard leaves elements to the LMS's choice.
    optional: true,
    root: 'cmi.core.', statuses: ['lesson_status'], location: 'lesson_location', mode: 'lesson_mode',
    learner: 'student', preference: 'student_preference', captions: 'text',
    marks: (course, get, option, share) => ({ mastery: share(course.success ? option('student_data', 'mastery_score') : '', 100) }),

    // One status for both completion and success. An earlier result is never replaced by a worse one.
    judge: (was, outcome) => {
      const old = was.lesson_status;
      const { complete, scored, success, lessons } = outcome;
      if (lessons) {
        const status = !complete ? 'incomplete' : scored ? success || 'incomplete' : 'completed';
        if (!RANK[old] || RANK[old] < RANK[status]) was.lesson_status = status;
      } else if (!old || old === 'not attempted') was.lesson_status = 'incomplete';
      return [['lesson_status', was.lesson_status]];
    },
    score: (share) => (share >= 0 ? [['score.min', '0'], ['score.max', '100'], ['score.raw', cp.decimal(share * 100)]] : []),
    after: ({ objectives, notes, leaving }, was, put, enter) => {
      const done = objectives.every(({ id, status, share }) => enter('objectives', [['id', id], ['score.raw', share >= 0 && cp.decimal(share * 100)], ['status', status]]));
      // An LMS appends to what is there, so the comments go once, at the end.
      return (!leaving || !notes.length || put('cmi.comments', notes.map((note) => note.title + ': ' + note.text).join('\n').slice(0, 4096))) && done;
    },
    // A finished course ends its session with the normal exit; every commit before that would survive a kill as a suspended attempt.
    exit: ({ leaving, outcome }, was, api) => {
      if (!leaving || !outcome.lessons || !RANK[was.lesson_status] || was.plain === false) return false;
      was.plain = api.set('cmi.core.exit', '') === '';
      return was.plain;
    },
    leave: () => {},

    // What goes to cmi.interactions.
    comma: ',', dot: '.', wrong: 'wrong', time: 'time', response: 'student_response',
    id: (name) => name,
    clock: cp.clockTime,
    duration: cp.timespan,
    journal: false,
    text: (kind, text) => cp.line(text, 255),
    words: (patterns) => patterns,
    range: ({ answer }) => (answer === undefined ? [] : [String(answer)]),
    more: () => [],
  };
})((globalThis.coursepack = globalThis.coursepack || {}));
