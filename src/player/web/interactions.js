// One submitted answer as the elements of cmi.interactions.n.
(function (cp) {
  'use strict';

  // `std` is the table of a standard; `answer` is {id, data, response, result, points, seconds, at, objectives, language}; `record` tells that free text may go to the LMS.
  // Returns [[field, value]] with id and type first, or null for what stays with the learner.
  cp.interaction = function (std, answer, record) {
    const { data, language } = answer;
    const { kind, correct } = data;
    if (kind === 'checklist' || (kind === 'long-fill-in' && !(record && std.journal))) return null;
    const type = kind !== 'poll' ? kind : data.multiple ? 'choice' : 'likert';

    function spell(response) {
      if (kind === 'matching') return Object.keys(response).sort().map((source) => source + std.dot + response[source]).join(std.comma);
      if (kind === 'numeric') return cp.decimal(cp.readNumber(response, language), 6);
      return Array.isArray(response) ? response.join(std.comma) : std.text(kind, response, language);
    }

    const right = correct === undefined ? [] : kind === 'fill-in' ? std.words(correct.map(spell), data) : kind === 'numeric' ? std.range(correct) : [spell(correct)];
    return [['id', std.id(answer.id)], ['type', type],
      ...(answer.objectives || []).map((id, at) => ['objectives.' + at + '.id', std.id(id)]),
      [std.time, std.clock(answer.at)],
      ...right.map((pattern, at) => ['correct_responses.' + at + '.pattern', pattern]),
      ['weighting', cp.decimal(Math.min(100, answer.points || 0))], [std.response, spell(answer.response)],
      ['result', ['', 'correct', std.wrong, 'neutral'][answer.result]], ['latency', std.duration(answer.seconds)],
      ...std.more(data)];
  };
})((globalThis.coursepack = globalThis.coursepack || {}));
