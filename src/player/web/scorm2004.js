// SCORM 2004, all editions, in the terms of scorm.js and interactions.js.
(function (cp) {
  'use strict';
  // What the manifest may call its objectives; and what some LMSs refuse to be an identifier.
  const TAKEN = /^(.|.*-|primary|done|passed|(needs|spared)-.*)$/;
  const score = (share) => (share >= 0 ? [['score.min', '0'], ['score.max', '100'], ['score.raw', cp.decimal(share * 100)], ['score.scaled', cp.decimal(share, 4)]] : []);

  // PT#H#M#.##S with two digits after the point: an unpadded centisecond is a wrong time that every LMS accepts.
  cp.period = function (seconds) {
    const centi = Math.max(0, Math.round((seconds || 0) * 100));
    return 'PT' + Math.floor(centi / 360000) + 'H' + Math.floor(centi / 6000) % 60 + 'M' + (centi % 6000 / 100).toFixed(2) + 'S';
  };

  // Hundredths of a second, without which some LMSs refuse the Z.
  const clock = (date) => date.toISOString().slice(0, -2) + 'Z';
  // Not a brace at the beginning, which would be read as `{lang=`.
  const plain = (text, most) => cp.line(text, most - 1).replace(/^\{/, ' {');
  const name = (id) => (TAKEN.test(id) ? id + '.id' : id);

  cp.standards.scorm2004 = {
    api: 'API_1484_11', prefix: '', end: 'Terminate',
    again: '103',
    refused: /^(201|351|40[1-8])$/,
    unsupported: /^40[124]$/,
    most: (name) => (name === 'objectives' ? 100 : 250),

    blank: /^(unknown|not attempted)?$/,
    limit: Infinity,

    optional: false,
    root: 'cmi.', statuses: ['completion_status', 'success_status', 'entry'], location: 'location', mode: 'mode',
    learner: 'learner', preference: 'learner_preference', captions: 'audio_captioning',
    marks: (course, get, option, share, api, was) => ({
      parts: course.shares && cp.openParts(api, was, course.sco.id),
      // A SCO without a test has no mark in its data, since to ask for one would be an error.
      mastery: share(course.success ? get('scaled_passing_score') : '', 1), threshold: share(get('completion_threshold'), 1),
    }),

    // Completion never goes back, and who has passed stays passed. The measure of progress is on the same side of its threshold as the completion, since some LMSs judge by it.
    judge: (was, { complete, scored, success, lessons }) => {
      const over = complete || was.completion_status === 'completed';
      const share = Math.round(lessons?.value * 100);
      const mark = Math.ceil(lessons?.mark * 100 - 1e-9);
      const progress = over ? Math.max(share, mark) : Math.min(share, mark - 1);
      if (success && was.success_status !== 'passed') was.success_status = success;
      was.completion_status = over ? 'completed' : 'incomplete';
      was.done = lessons && over && (!scored || was.success_status === 'passed');
      return [['completion_status', was.completion_status], ['success_status', was.success_status], ['progress_measure', progress >= 0 && cp.decimal(progress / 100)]];
    },
    score,
    // What depends on this SCO follows objectives of the manifest, which are found by their names; the modules have objectives of our own.
    after: ({ objectives, notes, outcome }, was, put, enter) => {
      const met = [was.done && 'done', outcome.passed && 'passed'].filter(Boolean);
      return (!was.done || was.share?.(put) !== false) && met.every((id) => enter('objectives', [['id', id], ['success_status', 'passed'], ['completion_status', 'completed']], true)) &&
        objectives.every(({ id, title, status, success, share, progress }) => enter('objectives', [['id', name(id)], ['description', plain(title, 250)],
          ...score(share), ['success_status', success], ['completion_status', status], ['progress_measure', cp.decimal(progress)]])) &&
        // Answers are interactions.
        notes.every(({ slot, text, at, lesson }) => lesson.questions?.some((question) => question.id === slot && question.kind !== 'checklist') || enter('comments_from_learner', [['location', slot], ['comment', plain(text, 4000)], ['timestamp', clock(at)]]));
    },
    // What was done is there again when the learner comes back, to continue or to look at it. Where the LMS counts how often it is done, it comes to an end.
    exit: ({ leaving }, was, api, course) => (was.ended = course.ends && leaving && was.done && !api.set('cmi.exit', 'normal')),
    leave: (api, was) => api.set('adl.nav.request', was.ended ? 'exitAll' : 'suspendAll'),

    // What goes to cmi.interactions: every answer is an entry of its own.
    journal: true,
    comma: '[,]', dot: '[.]', wrong: 'incorrect', time: 'timestamp', response: 'learner_response',
    id: name,
    clock,
    duration: cp.period,
    text: (kind, text, language) => {
      if (kind === 'true-false') return text === 't' ? 'true' : 'false';
      return kind === 'fill-in' ? '{lang=' + /^\w{2,3}(-\w{2,8})?|/.exec(language)[0] + '}' + plain(text, 250) : plain(text, 4000);
    },
    words: (patterns, data) => patterns.slice(0, 5).map((pattern) => cp.line('{case_matters=' + !!data.caseSensitive + '}' + pattern, 250)),
    range: ({ answer, min = answer, max = answer }) => (min === undefined || max === undefined ? [] : [cp.decimal(min, 6) + '[:]' + cp.decimal(max, 6)]),
    more: (data) => [['description', plain(data.prompt, 250)]],
  };
})((globalThis.coursepack = globalThis.coursepack || {}));
