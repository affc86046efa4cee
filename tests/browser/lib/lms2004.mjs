// An LMS for SCORM 2004 without a page, which takes only what every LMS takes: the types of the RTE, with what Moodle and ADL's tools refuse besides.
const STATUS = /^(completed|incomplete|not attempted|unknown)$/;
const SUCCESS = /^(passed|failed|unknown)$/;
const REAL = /^-?\d{1,5}(\.\d{1,7})?$/;
const MEASURE = /^(0(\.\d{1,7})?|1)$/;
const ID = /^\S{1,249}[a-zA-Z0-9]$/;
const LINE = (most) => new RegExp(`^(?!\\{)[^\\n\\r]{1,${most}}$`, 'u');
const TIME = /^20[0-3]\d-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{1,2}(Z|[+-]\d\d:\d\d)$/;
const SPAN = /^PT\d+H[0-5]?\d?M[0-5]?\d\.\d\dS$/;
const SHORT = '[A-Za-z0-9_.]{1,250}';
const TEXT = '\\{lang=[a-zA-Z]{2,3}(-[a-zA-Z0-9]{2,8})?\\}(?!\\{)[^\\n\\r]{1,250}';
const list = (one) => new RegExp(`^${one}(\\[,\\]${one}){0,35}$`);
const RESPONSES = {
  'true-false': /^(true|false)$/, choice: list(SHORT), 'fill-in': new RegExp(`^${TEXT}$`), 'long-fill-in': LINE(4000), matching: list(`${SHORT}\\[\\.\\]${SHORT}`), sequencing: list(SHORT), likert: new RegExp(`^${SHORT}$`), numeric: REAL,
};
const PATTERNS = { ...RESPONSES, 'fill-in': new RegExp(`^(?=.{1,250}$)\\{case_matters=(true|false)\\}${TEXT}$`), numeric: /^-?\d{1,5}(\.\d+)?\[:\]-?\d{1,5}(\.\d+)?$/ };
const SCORE = { 'score.scaled': /^-?(0(\.\d{1,7})?|1)$/, 'score.raw': /^(100|\d{1,2})(\.\d{1,2})?$/, 'score.min': /^0$/, 'score.max': /^100$/ };
const ROOT = { completion_status: STATUS, success_status: SUCCESS, progress_measure: MEASURE, location: /^.{0,1000}$/, exit: /^(suspend|normal)$/, session_time: SPAN, ...SCORE };
const LISTS = {
  objectives: { id: ID, description: LINE(250), success_status: SUCCESS, completion_status: STATUS, progress_measure: MEASURE, ...SCORE },
  interactions: { id: ID, type: new RegExp(`^(${Object.keys(RESPONSES).join('|')})$`), timestamp: TIME, weighting: REAL, result: /^(correct|incorrect|neutral)$/, latency: SPAN, description: LINE(250), learner_response: null },
  comments_from_learner: { comment: LINE(4000), location: /^.{1,250}$/, timestamp: TIME },
};
const CHILDREN = { objectives: 'id,score,success_status,completion_status,progress_measure,description', interactions: 'id,type,objectives,timestamp,correct_responses,weighting,learner_response,result,latency,description', comments_from_learner: 'comment,location,timestamp' };

// `cmi` is what the LMS says of itself; `objectives` are those that the manifest has; `missing` the beginnings of elements that it does not have; `most` the characters of suspend_data; `shared` a map of data that SCOs share, by their names.
export function lms2004({ cmi = {}, objectives = [], missing = [], most = 64000, initialized = false, shared = null } = {}) {
  const lms = { calls: [], refused: [], kept: null, objectives: objectives.map((id) => ({ id })), interactions: [], comments_from_learner: [] };
  const values = { mode: 'normal', credit: 'credit', learner_id: 's-1', learner_name: '{lang=de}Mustermann, Erika', completion_status: 'unknown', success_status: 'unknown', 'learner_preference.language': '', 'learner_preference.audio_captioning': '0', ...cmi };
  let error = '0';
  let open = '';
  const lacks = (element) => missing.some((name) => element.startsWith(name));

  function read(element) {
    if (lacks(element)) return ['401'];
    if (element.startsWith('adl.data.')) {
      const [at, field] = element.slice(9).split('.');
      if (!shared) return ['401'];
      if (at === '_count') return ['0', String(shared.size)];
      const [id, store] = [...shared][at];
      return field === 'id' ? ['0', id] : store ? ['0', store] : ['403'];
    }
    const [, name, at, field] = /^cmi\.(objectives|interactions|comments_from_learner)\.(?:(\d+)\.)?(.+)$/.exec(element) || [];
    if (!name) {
      const value = element === 'cmi.entry' ? (lms.kept ? 'resume' : 'ab-initio') : values[element.slice(4)];
      return value === undefined ? ['403'] : ['0', value];
    }
    if (field === '_children') return ['0', CHILDREN[name]];
    if (field === '_count') return ['0', String(lms[name].length)];
    const value = lms[name][at]?.[field];
    return value === undefined ? [lms[name][at] ? '403' : '301'] : ['0', value];
  }

  // Returns the code for a value that the LMS would not take.
  function write(element, value) {
    if (lacks(element)) return '401';
    if (element === 'adl.nav.request') return /^(suspendAll|exitAll)$/.test(value) ? '0' : '406';
    const [, data] = /^adl\.data\.(\d+)\.store$/.exec(element) || [];
    if (data) {
      shared.set([...shared.keys()][data], value);
      return '0';
    }
    if (element === 'cmi.suspend_data') return value.length <= most ? '0' : '406';
    const [, name, at, field] = /^cmi\.(objectives|interactions|comments_from_learner)\.(\d+)\.(.+)$/.exec(element) || [];
    if (!name) return !ROOT[element.slice(4)] ? '401' : ROOT[element.slice(4)].test(value) ? '0' : '406';
    const all = lms[name];
    if (at > all.length) return '351';
    const entry = all[at] || {};
    const isNew = !all[at];
    if (isNew && name !== 'comments_from_learner' && field !== 'id') return '408';
    const [, sub, index] = /^(objectives|correct_responses)\.(\d+)\.(?:id|pattern)$/.exec(field) || [];
    if (sub) {
      if (sub === 'correct_responses' && !entry.type) return '408';
      const others = Object.entries(entry).filter(([known]) => known.startsWith(sub));
      if (Number(index) > others.length || others.some(([known, old]) => known !== field && old === value)) return '351';
      if (!(sub === 'objectives' ? ID : PATTERNS[entry.type]).test(value)) return '406';
    } else if (field === 'learner_response') {
      if (!entry.type) return '408';
      if (!RESPONSES[entry.type].test(value)) return '406';
    } else if (!LISTS[name][field]) return '401';
    else if (!LISTS[name][field].test(value)) return '406';
    if (name === 'objectives' && field === 'id' && (isNew ? all.some(({ id }) => id === value) : entry.id !== value)) return '351';
    if (isNew) all.push(entry);
    entry[field] = value;
    return '0';
  }

  const note = (name, args, answer) => {
    if (!args.every((arg) => typeof arg === 'string')) lms.refused.push(`${name}(${args.map((arg) => typeof arg)})`);
    lms.calls.push({ name, args, answer, error });
    return answer;
  };
  const api = {
    Initialize(...args) {
      error = initialized ? '103' : '0';
      open = 'open';
      return note('Initialize', args, initialized ? 'false' : 'true');
    },
    Terminate(...args) {
      if (open !== 'open') lms.refused.push('a second Terminate');
      open = 'over';
      error = '0';
      lms.kept = { ...values };
      return note('Terminate', args, 'true');
    },
    GetValue(...args) {
      const [code, value = ''] = read(args[0]);
      error = code;
      return note('GetValue', args, value);
    },
    SetValue(...args) {
      error = open === 'open' ? write(...args) : open ? '133' : '132';
      if (error !== '0') lms.refused.push(`${args[0]} = ${String(args[1]).slice(0, 80)}: ${error}`);
      else values[args[0].slice(4)] = args[1];
      return note('SetValue', args, error === '0' ? 'true' : 'false');
    },
    Commit(...args) {
      error = '0';
      lms.kept = { ...values };
      return note('Commit', args, 'true');
    },
    GetLastError: () => error,
  };
  // Every launch of the same attempt.
  lms.launch = () => {
    open = '';
    lms.calls = [];
    return api;
  };
  lms.set = (element) => lms.calls.filter(({ name, args }) => name === 'SetValue' && args[0] === element).map(({ args }) => args[1]);
  lms.names = () => lms.calls.map(({ name }) => name);
  return lms;
}
