// Makes src/player/packed/ from src/player/web/: the same player in fewer bytes, since every package carries it.
// `node pack-player.mjs` writes the files, `node pack-player.mjs --check` fails when they are not what the sources make.
import fs from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { gzipSync } from 'node:zlib';
import { fileURLToPath } from 'node:url';
import { parse } from 'acorn';
import { minify } from 'terser';
import { rename } from './names.mjs';

const player = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../src/player');
const web = path.join(player, 'web');
const packed = path.join(player, 'packed');
const read = (name) => fs.readFileSync(path.join(web, name), 'utf8');

// What only the player of one format needs, besides what all of them share. A new format is a line here.
const ADAPTERS = {
  scorm12: ['api.js', 'interactions.js', 'scorm.js', 'scorm12.js', 'values.js'],
  scorm2004: ['api.js', 'interactions.js', 'scorm.js', 'scorm2004.js', 'values.js'],
  html: [],
};

// What is loaded when a learner first asks for it: a script of its own, which calls the player's members by the same short names.
const LATER = ['end.js', 'search.js', 'more.js'];

// dom.js first, since others take its functions when they load. What is alike stands together, which makes the whole smaller; a file that is not named here comes last.
const ORDER = ['dom', 'device', 'rules', 'contents', 'lesson', 'shell', 'questions', 'texts-view', 'main', 'interactions', 'session', 'media', 'texts', 'grade', 'state', 'words', 'api', 'values', 'scorm12', 'scorm2004', 'scorm', 'end', 'search', 'more'];
const place = (name) => (ORDER.indexOf(name.slice(0, -3)) + 1 || 99);
export const sources = fs.readdirSync(web).filter((name) => name.endsWith('.js') && name !== 'page.js').sort((a, b) => place(a) - place(b) || (a < b ? -1 : 1));
const sourcesOf = (format) => sources.filter((name) => ADAPTERS[format].includes(name) || !Object.values(ADAPTERS).flat().includes(name));

// Members that only the player itself uses, on no object of the browser. A name that is not here keeps its length, so forgetting one costs bytes and breaks nothing.
const INTERNAL = ['isComplete', 'isSkipped', 'lessonsIn', 'toDoIn', 'lockedBy', 'lockReason', 'moduleProgress', 'setDone', 'visibleSeconds', 'textsPacked', 'saveStatus', 'exitFailed',
  'conditions', 'drawn', 'ancestors', 'setLanguage', 'resumeAt', 'onPacked', 'onStatus', 'onTextRefused', 'textRefused', 'attempted', 'possible', 'submitted', 'bookmark', 'viewed', 'prefs',
  'percent', 'response', 'connected', 'directionOf', 'updates', 'announce', 'leaving', 'refuse', 'refused', 'visit', 'seconds', 'learner', 'toDo', 'mastery', 'inputs', 'adapter', 'snapshot',
  'session', 'missing', 'shown', 'begin', 'started', 'popup', 'rules', 'changed', 'touch', 'flush', 'leave', 'record', 'fields', 'index', 'part', 'keep', 'write', 'code', 'notes', 'first', 'article',
  'base', 'onDoubt', 'failing', 'pending', 'working', 'follow', 'forget', 'sync', 'edited',
  'threshold', 'outcome', 'complete', 'scored', 'info', 'make', 'lock', 'seed', 'earned', 'kept', 'fresh', 'say', 'act'];

// Members of `cp` that scripts of the package call by their names.
const KEPT = ['course', 'strings', 'formats', 'found'];

// The player's internal names may be shortened when nothing else is called so: no property of the DOM, of the course's data, of the strings.
function internalNames(code) {
  const names = new Set([...code.matchAll(/\bcp\.(\w+) = /g)].map((match) => match[1]));
  for (const name of KEPT) names.delete(name);
  // The templates of the shell call what they are filled with by name.
  const shell = new Set([...read('shell.html').matchAll(/\bdata-t="([^"]*)"/g)].flatMap(([, parts]) => parts.split(' ').map((part) => part.replace(/^.*\W/, ''))));
  return [...names].filter((name) => !code.match(new RegExp(`(?<!\\bcp)\\.${name}\\b|\\b${name}:|'${name}'`)))
    .concat(INTERNAL.filter((name) => !new RegExp(`['"\`]${name}['"\`]`).test(code)))
    .filter((name) => !shell.has(name));
}

// In horizontal writing, which is all that the player's languages use, these say the same in fewer letters; nothing that mirrors is among them.
const SAME_AXIS = [['inline-size', 'width'], ['block-size', 'height'], ['inset-block-start', 'top'], ['inset-block-end', 'bottom'],
  ...['margin', 'padding', 'border'].flatMap((name) => [[`${name}-block-start`, `${name}-top`], [`${name}-block-end`, `${name}-bottom`]])];

// `.a{…}.a b{…}.a:hover{…}` becomes `.a{…;b{…}&:hover{…}}`: the sources stay flat, the package does not say every name again.
function nested(css) {
  const rules = [];
  for (let at = 0; at < css.length;) {
    const open = css.indexOf('{', at);
    let depth = 1;
    let end = open + 1;
    while (depth) depth += { '{': 1, '}': -1 }[css[end++]] || 0;
    rules.push([css.slice(at, open), css.slice(open + 1, end - 1)]);
    at = end;
  }
  const within = (selector, name) => selector.startsWith(name) && /[ >:[.]/.test(selector[name.length] || '') && !selector.startsWith('::', name.length);
  const written = ([selector, body]) => `${selector}{${body}}`;
  let out = '';
  for (let at = 0; at < rules.length;) {
    const [head, body] = rules[at];
    if (/^@(media|layer)/.test(head)) {
      out += written([head, nested(body)]);
      at += 1;
      continue;
    }
    // The name to share is the whole selector of the rule, or else its first part.
    const share = (name, from) => {
      const inner = [];
      while (rules[from + inner.length] && rules[from + inner.length][0].split(',').every((selector) => within(selector, name))) inner.push(rules[from + inner.length]);
      return inner;
    };
    const nest = (name, inner) => inner.map(([selector, content]) => written([selector.split(',').map((one) => {
      const rest = one.slice(name.length);
      return /^[ >]/.test(rest) ? rest.trimStart() : `&${rest}`;
    }).join(','), content])).join('');
    const first = head.match(/^[^ >:[,]+/)?.[0] || '';
    const whole = head.includes(',') || head.includes('::') ? [] : share(head, at + 1);
    const part = first && first !== head ? share(first, at) : [];
    if (part.length > whole.length + 1) {
      out += `${first}{${nest(first, part)}}`;
      at += part.length;
    } else {
      out += written([head, whole.length ? `${body};${nest(head, whole)}` : body]);
      at += whole.length + 1;
    }
  }
  return out;
}

// Every source is a function of its own over the shared name `cp`; together they need only one. `let` says the same as `const` once nothing is edited.
function together(name) {
  const code = read(name);
  const match = /^(?:\/\/[^\n]*\n)+\(function \(cp\) \{\n {2}'use strict';\n([^]*)\}\)\(\(globalThis\.coursepack = globalThis\.coursepack \|\| \{\}\)\);\n$/.exec(code);
  if (!match) throw new Error(`${name} is not wrapped like the others`);
  return `{\n${match[1].replace(/\bconst\b/g, 'let')}}\n`;
}

// A player speaks one standard only: what scorm.js and interactions.js ask of its table, they know. Each entry becomes a variable, which is put where it is used.
function settled(code, format) {
  return code.replace('  cp.standards = {};\n', '')
    .replace(/ {2}cp\.standards\.\w+ = (\{\n[^]*?\n {2}\});\n/, (whole, table) => parse(`(${table})`, { ecmaVersion: 2022 }).body[0].expression.properties
      .map(({ key, value }) => `  var std_${key.name} = ${table.slice(value.start - 1, value.end - 1)};\n`).join(''))
    .replace(/ {2}for \(let name in cp\.standards\).*/, `  cp.formats.${format} = cp.scorm();`)
    .replace('(std) =>', '() =>').replace(/\bstd, /g, '').replace(/\bstd\.(\w+)/g, 'std_$1');
}

// What only the player's own script uses of `cp` is a variable there, which may be put where it is used once.
function own(code, later) {
  const names = [...code.matchAll(/^ {2}cp\.(\w+) = /gm)].map((match) => match[1]);
  const taken = [...code.matchAll(/\{([^{}]*)\} = cp;/g)].flatMap((match) => match[1].match(/\w+/g));
  for (const name of names) {
    const all = new RegExp(`\\bcp\\.${name}\\b`, 'g');
    if (KEPT.includes(name) || taken.includes(name) || code.match(new RegExp(`\\bcp\\.${name} = `, 'g'))[1] || all.test(later)) continue;
    code = code.replace(new RegExp(`^ {2}cp\\.${name} = `, 'm'), `  var cp_${name} = `).replace(all, `cp_${name}`);
  }
  return code;
}

const NEXT = '\n// next\n';
async function scripts(format) {
  const [first, later] = [false, true].map((late) => sourcesOf(format).filter((name) => LATER.includes(name) === late).map(together).join(''));
  const parts = [own(settled(first, format), later), later].map((code) => `(function (cp) {\n'use strict';\n${code}})(globalThis.coursepack = globalThis.coursepack || {});\n`);
  const small = await Promise.all(parts.map((code) => minify(code, { ecma: 2020, compress: { passes: 3, ecma: 2020, unsafe_arrows: true, toplevel: true }, mangle: false })));
  return rename(small.map((part) => part.code).join(NEXT), new Set(internalNames(parts.join('')))).split(NEXT).map((code) => `// coursepack player. Licence: MIT OR Apache-2.0.\n${code}\n`);
}

export async function pack() {
  const players = {};
  for (const format of Object.keys(ADAPTERS)) [players[`player-${format}.js`], players[`more-${format}.js`]] = await scripts(format);
  const page = (await minify(read('page.js'), { ecma: 2020 })).code + '\n';
  let style = read('player.css').replace(/\/\*[^]*?\*\//g, '').replace(/\s+/g, ' ').replace(/ ?([{};,>]) ?/g, '$1').replace(/: /g, ':').replace(/;}/g, '}').trim() + '\n';
  for (const [name, short] of SAME_AXIS) style = style.replaceAll(name, short);
  // What is said often gets a short name at the root, where themes set it.
  for (const name of ['--c-link', '--c-surface', '--c-muted', '--c-ok', '--c-accent', '--radius', '--measure']) {
    const short = `--cp-${name.replace(/\W/g, '')}`;
    style = style.replaceAll(`var(${name})`, `var(${short})`).replace(':root{', `:root{${short}:var(${name});`);
  }
  // Custom properties that begin with `--cp-` are the player's own; a theme sets those of the contract, which begin otherwise.
  [...new Set(style.match(/--cp-\w+/g))].sort().forEach((name, at) => { style = style.replace(new RegExp(`${name}\\b`, 'g'), `--${String.fromCharCode(97 + at)}`); });
  const [, layers, rules] = /^(@layer [^;{]*;)([^]*)$/.exec(style);
  style = `${layers}${nested(rules.trim())}\n`;
  return { ...players, 'page.js': page, 'player.css': style };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const made = await pack();
  let stale = 0;
  for (const [name, text] of Object.entries(made)) {
    const file = path.join(packed, name);
    if (process.argv.includes('--check')) {
      if (!fs.existsSync(file) || fs.readFileSync(file, 'utf8') !== text) stale += 1;
    } else {
      fs.mkdirSync(packed, { recursive: true });
      fs.writeFileSync(file, text);
    }
    process.stdout.write(`${name} ${Buffer.byteLength(text)} bytes, ${gzipSync(text, { level: 9 }).length} compressed\n`);
  }
  if (stale) process.stdout.write(`${stale} packed files are stale: run \`npm run pack\` in tests/browser\n`);
  process.exitCode = stale ? 1 : 0;
}
