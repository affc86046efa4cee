// One submitted answer as the elements of cmi.interactions.n in SCORM 1.2.
(function (cp) {
  'use strict';
  const TYPES = { poll: 'likert' };
  const RESULTS = ['', 'correct', 'wrong', 'neutral'];
  // The data model cuts at 255 characters, and a line break makes some LMSs refuse the value.
  const short = (text) => String(text).replace(/\s+/g, ' ').trim().slice(0, 255);

  function spell(kind, response, language) {
    if (kind === 'matching') return Object.keys(response).sort().map((source) => source + '.' + response[source]).join(',');
    if (kind === 'numeric') return String(Number.isFinite(cp.readNumber(response, language)) ? Number(cp.readNumber(response, language).toFixed(6)) : '');
    return Array.isArray(response) ? response.join(',') : short(response);
  }

  function patterns(data) {
    if (data.correct === undefined) return [];
    if (data.kind === 'fill-in') return data.correct.map(short);
    if (data.kind === 'numeric') return data.correct.answer === undefined ? [] : [String(data.correct.answer)];
    return [spell(data.kind, data.correct)];
  }

  // `answer` is {id, data, response, result, points, seconds, at, objectives, language}. Returns [[field, value]] with id and type first, or null when
  // SCORM 1.2 has no type for it: free text stays with the learner.
  cp.interaction12 = function (answer) {
    const { data } = answer;
    if (data.kind === 'long-fill-in' || data.kind === 'checklist') return null;
    const type = data.kind === 'poll' && data.multiple ? 'choice' : TYPES[data.kind] || data.kind;
    const fields = [['id', answer.id], ['type', type]];
    (answer.objectives || []).forEach((id, at) => fields.push(['objectives.' + at + '.id', id]));
    fields.push(['time', cp.clockTime(answer.at)]);
    patterns(data).forEach((pattern, at) => fields.push(['correct_responses.' + at + '.pattern', pattern]));
    fields.push(['weighting', cp.decimal(Math.min(100, answer.points || 0))], ['student_response', spell(data.kind, answer.response, answer.language)],
      ['result', RESULTS[answer.result]], ['latency', cp.timespan(answer.seconds)]);
    return fields;
  };
})((globalThis.coursepack = globalThis.coursepack || {}));
