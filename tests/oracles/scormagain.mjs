// scorm-again as an LMS for SCORM 2004: a server in this process with one page, which gives a SCO what the manifest says
// of it, keeps between launches what an LMS keeps, and writes down every call with its answer and the error after it.
import fs from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import { cacheFolder } from './cache.mjs';

const script = path.join(cacheFolder, 'npm/node_modules/scorm-again/dist/scorm2004.min.js');
const types = {
  html: 'text/html; charset=utf-8', js: 'text/javascript', css: 'text/css', json: 'application/json', svg: 'image/svg+xml', jpg: 'image/jpeg', png: 'image/png', mp4: 'video/mp4', mp3: 'audio/mpeg', vtt: 'text/vtt',
};

/** What is missing on this machine, or nothing. */
export function missing() {
  return fs.existsSync(script) ? null : 'scorm-again is not installed (tests/oracles/install.sh)';
}

// Runs in the LMS's page. `kept` is what the LMS has of earlier launches, `given` what it says of itself and of the item.
function lms({ given, kept, launch }) {
  const calls = [];
  const api = new window.Scorm2004API({ autocommit: false, logLevel: 5, mode: given.mode, credit: given.credit });
  const resumed = kept?.exit === 'suspend';
  const elements = {
    learner_id: 's-1', learner_name: 'Mustermann, Erika', credit: given.credit, mode: given.mode, entry: resumed ? 'resume' : kept ? '' : 'ab-initio', ...kept?.elements,
  };
  if (given.passing !== undefined) elements.scaled_passing_score = String(given.passing);
  if (given.threshold !== undefined) elements.completion_threshold = String(given.threshold);
  const flat = Object.fromEntries(Object.entries(elements).map(([name, value]) => [`cmi.${name}`, value]));
  // The objectives of the manifest are there from the beginning.
  if (!kept) given.objectives.forEach((id, index) => { flat[`cmi.objectives.${index}.id`] = id; });
  api.loadFromFlattenedJSON(flat, '');
  const read = () => {
    const { cmi } = JSON.parse(api.renderCMIToJSONString());
    const flatten = (value, name, into) => {
      if (value !== null && typeof value === 'object') Object.entries(value).forEach(([key, inner]) => flatten(inner, name ? `${name}.${key}` : key, into));
      else if (value !== undefined && value !== '') into[name] = String(value);
      return into;
    };
    return flatten(cmi, '', {});
  };
  const keep = (name) => {
    const now = read();
    // What only one session knows is not kept, and the journal of interactions stays with the LMS.
    const gone = /^(session_time|exit|entry|mode|credit|learner_|scaled_passing_score|completion_threshold|time_limit|max_time|launch_data|version|interactions|comments_from_lms)/;
    const lasting = Object.fromEntries(Object.entries(now).filter(([key]) => !gone.test(key) && !/_children|_count/.test(key)));
    window.sessionStorage.setItem(launch, JSON.stringify({ exit: window.exitSaid ?? '', elements: lasting, all: now, calls: window.scoCalls, navigation: window.navigationSaid ?? '', ended: name === 'Terminate' }));
  };
  window.scoCalls = calls;
  const recorded = {};
  for (const name of ['Initialize', 'Terminate', 'GetValue', 'SetValue', 'Commit', 'GetLastError', 'GetErrorString', 'GetDiagnostic']) {
    recorded[name] = (...args) => {
      if (name === 'SetValue' && args[0] === 'cmi.exit') [, window.exitSaid] = args;
      if (name === 'SetValue' && args[0] === 'adl.nav.request') [, window.navigationSaid] = args;
      if (name === 'Terminate') keep('before');
      const answer = api[name](...args);
      const error = name === 'GetLastError' ? '0' : String(api.GetLastError());
      calls.push({ name, args, answer, error, strings: args.every((arg) => typeof arg === 'string') });
      if (name === 'Commit' || name === 'Terminate') keep(name);
      return answer;
    };
  }
  window.API_1484_11 = recorded;
  const frame = document.createElement('iframe');
  frame.id = 'sco';
  frame.src = launch;
  document.body.append(frame);
}

/** Starts the server; the same face as the other LMSs have (see lms.mjs). */
export async function start() {
  const packages = [];
  const api = fs.readFileSync(script);
  const server = http.createServer((request, response) => {
    const address = decodeURIComponent(new URL(request.url, 'http://x').pathname);
    const answer = (code, type, bytes) => {
      response.writeHead(code, { 'content-type': type, 'cache-control': 'max-age=600', 'accept-ranges': 'bytes', 'content-length': bytes.length });
      response.end(bytes);
    };
    if (address === '/lms.html') {
      return answer(200, types.html, Buffer.from('<!doctype html><html lang="en"><head><meta charset="utf-8"><title>LMS</title><style>html,body{margin:0;height:100%}iframe{border:0;width:100%;height:100%;display:block}</style><script src="/scorm2004.js"></script></head><body></body></html>'));
    }
    if (address === '/scorm2004.js') return answer(200, types.js, api);
    const [, id, name] = /^\/content\/(\d+)\/(.*)$/.exec(address) ?? [];
    const bytes = packages[id]?.files.get(name);
    if (!bytes) return answer(404, 'text/plain', Buffer.from('not there'));
    const type = types[name.split('.').pop()] ?? 'application/octet-stream';
    const range = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? '');
    if (!range) return answer(200, type, bytes);
    const from = Number(range[1]);
    const to = range[2] ? Number(range[2]) : bytes.length - 1;
    response.writeHead(206, { 'content-type': type, 'content-range': `bytes ${from}-${to}/${bytes.length}`, 'content-length': to - from + 1 });
    return response.end(bytes.subarray(from, to + 1));
  });
  await new Promise((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  const url = `http://127.0.0.1:${server.address().port}`;
  const kept = (page, launch) => page.evaluate((key) => JSON.parse(window.sessionStorage.getItem(key) ?? 'null'), launch);

  return {
    inside: (address) => /\/content\/\d+\/(.*)/.exec(address)?.[1],

    add(pkg) {
      packages.push(pkg);
      return { id: packages.length - 1 };
    },

    /** `mode` is normal, review or browse; `credit` is credit or no-credit. */
    async open(page, imported, item, first, { mode = 'normal', credit = 'credit' } = {}) {
      const launch = `${url}/content/${imported.id}/${item.href}`;
      await page.goto(`${url}/lms.html`);
      const given = { mode, credit, passing: item.passing, threshold: item.threshold, objectives: item.objectives };
      await page.evaluate(lms, { given, kept: await kept(page, launch), launch });
      const handle = await page.waitForSelector('#sco', { state: 'attached' });
      const frame = await handle.contentFrame();
      await frame.waitForURL((address) => address.protocol.startsWith('http'), { waitUntil: 'domcontentloaded' });
      return frame;
    },

    async stored(page, imported, item) {
      const now = await kept(page, `${url}/content/${imported.id}/${item.href}`);
      if (!now) return {};
      const { all } = now;
      const completion = all.completion_status;
      const success = all.success_status;
      return {
        // In the words of SCORM 1.2, as the other LMSs say it.
        status: completion === 'completed' && ['passed', 'failed'].includes(success) ? success : completion,
        score: all['score.scaled'] === undefined ? undefined : Math.round(10000 * Number(all['score.scaled'])) / 100,
        suspend: all.suspend_data,
        calls: now.calls,
        elements: all,
        exit: now.exit,
        navigation: now.navigation,
        ended: now.ended,
      };
    },

    stop: () => new Promise((resolve) => { server.close(resolve); server.closeAllConnections(); }),
  };
}

// An LMS need not have these: whether it does is asked, and no mistake.
const OPTIONAL = ['cmi.scaled_passing_score', 'cmi.completion_threshold', 'cmi.launch_data', 'cmi.max_time_allowed'];

/** What is wrong with the calls of a session, by the error codes and by what the standard wants of the order. */
export function callFaults(calls, { counts = true } = {}) {
  const faults = [];
  const named = (name) => calls.filter((call) => call.name === name);
  for (const call of calls) {
    const text = `${call.name}(${call.args.join(', ').slice(0, 80)})`;
    const asked = call.name === 'GetValue' && call.error === '403' && (OPTIONAL.includes(call.args[0]) || /^cmi\.(objectives\.\d+\.)?(score\.\w+|progress_measure|location|suspend_data|description)$/.test(call.args[0]));
    if (call.error !== '0' && !asked) faults.push(`${text}: error ${call.error}`);
    if (!call.strings) faults.push(`${text}: an argument is no string`);
  }
  if (named('Initialize').length !== 1 || calls[0]?.name !== 'Initialize') faults.push(`Initialize ${named('Initialize').length} times, first was ${calls[0]?.name}`);
  if (named('Terminate').length !== 1) faults.push(`Terminate ${named('Terminate').length} times`);
  const order = named('SetValue').map((call) => call.args[0]);
  const first = (name) => order.indexOf(name);
  if (counts && first('cmi.completion_status') < 0) faults.push('completion_status is never set');
  for (const name of order.filter((one) => /^cmi\.interactions\.\d+\.learner_response$/.test(one))) {
    const stem = name.replace(/learner_response$/, '');
    if (!(first(`${stem}id`) < first(`${stem}type`) && first(`${stem}type`) < first(name) && first(`${stem}id`) >= 0)) faults.push(`${name} before id and type`);
  }
  return faults;
}
