// Puts built packages before every judge and prints a line a check.
//
//   tests/oracles/run.sh                     builds the fixtures with COURSEPACK_BIN and judges them
//   tests/oracles/run.sh PACKAGE.zip ...     judges these packages only
//   ONLY=xmllint,openedx,again,...           only these judges
//   ALL=1                                    plays every SCO of a package that has many, not a sample
//   KEEP=1                                   keeps the temporary folder (built packages, server logs)
//
// A judge that is missing is a skipped check that says so; with CI=true a skip is a failure. Every judge also gets
// packages that are broken on purpose and has to notice, so that its silence about the real ones means something.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import * as browsers from './browser.mjs';
import * as drivers from './lms.mjs';
import { readManifest } from './manifest.mjs';
import { mutants } from './mutants.mjs';
import { comeBack, look, play } from './play.mjs';
import * as sequencing from './sequencing.mjs';
import * as servers from './server.mjs';
import * as html from './html.mjs';
import * as again from './scormagain.mjs';
import * as xsd from './xmllint.mjs';
import { readPackage, writeZip } from './zip.mjs';

const repository = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
const work = fs.mkdtempSync(path.join(os.tmpdir(), 'coursepack-oracles-'));
const only = process.env.ONLY?.split(',');
const inCi = /^(1|true|yes)$/i.test(process.env.CI ?? '');
const started = Date.now();
const tally = { passed: 0, failed: 0, skipped: 0 };

class Skip extends Error {}

async function check(judge, what, run) {
  const from = Date.now();
  let word = 'ok';
  let detail = '';
  try {
    detail = (await run()) ?? '';
    tally.passed += 1;
  } catch (error) {
    detail = error.message.split('\n')[0];
    if (error instanceof Skip) {
      tally.skipped += 1;
      if (inCi) tally.failed += 1;
      word = inCi ? 'FAIL' : 'skip';
    } else {
      tally.failed += 1;
      word = 'FAIL';
    }
  }
  const time = ((Date.now() - from) / 1000).toFixed(1);
  console.log(`${word.padEnd(4)} ${judge.padEnd(9)} ${what}${detail ? ` | ${detail}` : ''} (${time} s)`);
  return word === 'ok';
}

function expect(condition, message) {
  if (!condition) throw new Error(message);
}

function same(actual, expected, what) {
  const a = JSON.stringify(actual) ?? 'nothing';
  const b = JSON.stringify(expected) ?? 'nothing';
  if (a === b) return;
  let at = 0;
  while (a[at] === b[at]) at += 1;
  const cut = (text) => text.slice(Math.max(0, at - 60), at + 80);
  throw new Error(`${what} differs: got …${cut(a)}…, expected …${cut(b)}…`);
}

/** The package as the judges need it: its path, its manifest as text and as data. */
function load(name, file) {
  const files = readPackage(file);
  const bytes = files.get('imsmanifest.xml');
  if (!bytes) throw new Error(`${file}: no imsmanifest.xml at the root`);
  const xml = bytes.toString('utf8');
  return { name, file, files, xml, manifest: readManifest(xml) };
}

function build(course, granularity, format) {
  const bin = process.env.COURSEPACK_BIN || path.join(repository, 'target/release/coursepack');
  const file = path.join(work, `${course}-${granularity}-${format}.zip`);
  const source = path.join(repository, 'fixtures/courses', course);
  const run = spawnSync(bin, ['build', source, '--format', format, '--granularity', granularity, '--out', file], { encoding: 'utf8' });
  if (run.error) throw new Error(`${bin}: ${run.error.message}`);
  if (run.status !== 0) throw new Error(`exit ${run.status}: ${(run.stderr || run.stdout).slice(0, 600)}`);
  return file;
}

let copies = 0;

/** A copy of a package with something broken. */
function broken(pkg, label, change) {
  const files = new Map(pkg.files);
  change({
    manifest(edit) {
      const edited = edit(pkg.xml);
      expect(edited !== pkg.xml, `the control "${label}" no longer fits the manifest`);
      files.set('imsmanifest.xml', edited);
    },
    file(name, content) {
      if (content === null) files.delete(name);
      else files.set(name, content);
    },
    names: [...files.keys()],
  });
  copies += 1;
  const file = path.join(work, `control-${copies}-${label.replace(/[^a-z]+/gi, '-')}.zip`);
  writeZip(file, files);
  return load(label, file);
}

const notWellFormed = (xml) => xml.replace('</organizations>', '');
const dangling = (xml) => {
  const refs = [...xml.matchAll(/identifierref="([^"]*)"/g)];
  const last = refs[refs.length - 1];
  // The last launchable item; dependencies come later in the file and are not what this is about.
  const items = refs.filter((ref) => ref.index < xml.indexOf('<resources'));
  const chosen = items[items.length - 1] ?? last;
  return `${xml.slice(0, chosen.index)}identifierref="NOWHERE"${xml.slice(chosen.index + chosen[0].length)}`;
};
const outOfOrder = (xml) => {
  const organizations = /<organizations[\s\S]*<\/organizations>/.exec(xml)[0];
  return xml.replace(organizations, '').replace('</resources>', `</resources>${organizations}`);
};
const lomOutOfOrder = (xml) => xml.replace(/<((?:\w+:)?general)>([\s\S]*?)<((?:\w+:)?language)>([^<]*)<\/\3>/, '<$1><$3>$4</$3>$2');
const withScript = (html, script) => {
  const changed = html.replace(/<head>/i, `<head><script>${script}</script>`);
  expect(changed !== html, 'the launch page has no <head>');
  return changed;
};
const badScormType = (xml) => xml.replace('scormtype="sco"', 'scormtype="lesson"');

// ---------------------------------------------------------------------------------------------------------------
// The judges. Each is (packages, control) => checks; `control` is the package that the broken copies are made from.

async function judgeXml(packages, control) {
  const gap = xsd.missing();
  if (gap) return check('xmllint', 'official SCORM 1.2 XSDs', () => { throw new Skip(gap); });
  const judge = xsd.prepare();
  judge.notes.forEach((note) => console.log(`note xmllint   ${note}`));
  for (const pkg of packages) {
    await check('xmllint', `${pkg.name}: valid by the official XSDs with LOM`, () => {
      const verdict = xsd.judgeManifest(judge, pkg.xml);
      expect(verdict.code === 0, `refused (${verdict.code}): ${verdict.lines.slice(0, 3).map((line) => line.replace(judge.folder, '')).join('; ')}`);
    });
  }
  for (const [label, edit, code] of [
    ['not well-formed', notWellFormed, 1],
    ['element out of order', outOfOrder, 3],
    ['LOM element out of order', lomOutOfOrder, 3],
    ['unknown adlcp:scormtype', badScormType, 3],
  ]) {
    await check('xmllint', `control: ${label} is refused`, () => {
      const pkg = broken(control, label, (zip) => zip.manifest(edit));
      const verdict = xsd.judgeManifest(judge, pkg.xml);
      expect(verdict.code === code, `xmllint ended with ${verdict.code}, expected ${code}`);
    });
  }
  await judgeOwnSchemas(judge, packages);
  fs.rmSync(judge.folder, { recursive: true });
  return undefined;
}

/** Pages that are not valid work by luck, in the browsers that they were tried in. */
async function judgeHtml(packages) {
  const gap = html.missing();
  if (gap) return check('html', 'every page by the HTML standard', () => { throw new Skip(gap); });
  for (const pkg of packages) {
    await check('html', `${pkg.name}: every page is valid HTML`, async () => {
      const { pages, faults } = await html.judgePages(pkg.files);
      expect(pages > 1, 'there are no pages');
      expect(!faults.length, `${faults.length} faults: ${faults.slice(0, 3).join('; ')}`);
    });
  }
  const [name, page] = [...packages[0].files].find(([file]) => /^lessons\/.*\.html$/.test(file));
  for (const [label, edit, rule] of [
    ['a block in a line of text', (text) => text.replace('<h1>', '<h1><div>x</div>'), 'element-permitted-content'],
    ['an element that is not closed', (text) => text.replace('</article>', ''), 'close-order'],
    ['an id that is there twice', (text) => text.replace('<h1', '<h1 id="cp-main"'), 'no-dup-id'],
  ]) {
    await check('html', `control: ${label} is refused`, async () => {
      const { faults } = await html.judgePages([[name, Buffer.from(edit(page.toString('utf8')))]]);
      expect(faults.some((fault) => fault.includes(`: ${rule}: `)), `only ${faults.join('; ') || 'nothing'} was found`);
    });
  }
  return undefined;
}

/** Our model of SCORM 2004 sequencing and scorm-again's, on the same paths; where they part, the clause that decides. */
async function judgeSequencing() {
  const gap = sequencing.missing();
  if (gap) return check('sequence', 'our model of sequencing and scorm-again', () => { throw new Skip(gap); });
  let differing = [];
  await check('sequence', 'our model of sequencing and scorm-again go the same ways', async () => {
    const { paths, steps } = await sequencing.compare();
    const count = (verdict) => steps.reduce((sum, step) => sum + (step.verdict === verdict ? step.count ?? 1 : 0), 0);
    differing = steps.filter((step) => step.verdict === 'other').map((step) => ({ key: `${step.path} | ${step.step}`, theirs: step.theirs }));
    const known = new Set(sequencing.DIFFERENCES.flatMap(([, keys]) => keys));
    const unknown = differing.filter(({ key }) => !known.has(key));
    expect(count('same') > 200, `only ${count('same')} steps were compared`);
    expect(!unknown.length, `${unknown.length} differ that no clause explains: ${unknown.slice(0, 3).map(({ key, theirs }) => `${key} (scorm-again: ${theirs})`).join('; ')}`);
    return `${paths} paths: ${count('same')} steps alike, ${count('code')} refused by both with another code, ${differing.length} differ (below), `
      + `${count('open')} about an open SCO and ${count('left')} after a difference not compared`;
  });
  for (const [clause, keys] of sequencing.DIFFERENCES) {
    await check('sequence', clause, () => {
      const gone = keys.filter((key) => !differing.some((one) => one.key === key));
      expect(!gone.length, `differs no more: ${gone[0]}`);
      return `${keys.length} steps`;
    });
  }
  return undefined;
}

/** Our control documents must give the verdicts of the official ones, on real and on damaged manifests. */
async function judgeOwnSchemas(judge, packages) {
  const ours = path.join(repository, 'schemas/xsd/scorm12');
  const compare = (what, manifests) => check('xmllint', `our XSDs judge like the official ones: ${what}`, () => {
    if (!fs.existsSync(ours)) throw new Skip('there are no schemas/xsd/scorm12');
    const { differing, valid } = xsd.compareSchemas(judge, ours, manifests);
    const shown = differing.slice(0, 5).map((row) => `${row.label}: official ${row.official ? 'valid' : 'refused'}, ours ${row.ours ? 'valid' : 'refused'}`);
    expect(!differing.length, `${differing.length} of ${manifests.length} differ: ${shown.join('; ')}`);
    return `${manifests.length} manifests, ${valid} of them valid`;
  });
  await compare('the packages', packages.map((pkg) => ({ label: pkg.name, xml: pkg.xml })));
  for (const pkg of packages.slice(0, 3)) {
    await compare(`damaged copies of ${pkg.name}`, mutants(pkg.xml));
  }
  // Manifests of other makers, when the corpus lies beside the repository.
  const corpus = process.env.COURSEPACK_CORPUS || path.join(repository, '../shared/corpus/manifests');
  if (!fs.existsSync(path.join(corpus, 'scorm12'))) {
    console.log('note xmllint   no corpus of real manifests beside the repository (COURSEPACK_CORPUS), so only our own were compared');
    return;
  }
  const real = fs.readdirSync(path.join(corpus, 'scorm12'))
    .map((name) => path.join(corpus, 'scorm12', name, 'imsmanifest.xml'))
    .filter((file) => fs.existsSync(file));
  const label = (file) => path.basename(path.dirname(file));
  await compare('real manifests', real.map((file) => ({ label: label(file), xml: fs.readFileSync(file) })));
  const some = real.filter((_, index) => index % 9 === 0);
  await compare('damaged copies of real manifests', some.flatMap((file) => mutants(fs.readFileSync(file, 'utf8'), 1)
    .map((mutant) => ({ ...mutant, label: `${label(file)}: ${mutant.label}` }))));
}

/** How many characters of state an LMS must keep by the edition of the package; scorm-again is told nothing of it. */
const room = ({ version }) => ({ 1.2: 4096, 'CAM 1.3': 4000 })[version ?? '1.2'] ?? 64000;

/**
 * Opens one SCO, plays it to its end and compares what the LMS stored with what the course promises.
 * `late` delays the LMS's API, `again` also comes back after the end.
 */
async function playAndCompare(browser, lms, imported, item, first, { late = false, again = false, patience = 10000 } = {}) {
  const seat = await browsers.openPage(browser, lms.inside);
  try {
    if (late) await lms.late(seat.page);
    const frame = await lms.open(seat.page, imported, item, first);
    await look(frame);
    const promise = await play(frame);
    const deadline = Date.now() + patience;
    let stored = {};
    // What the player wrote last may still be on its way to the LMS.
    do {
      await new Promise((resolve) => { setTimeout(resolve, 150); });
      stored = await lms.stored(seat.page, imported, item);
    } while ((!stored.suspend || stored.status !== promise.status || (promise.scored && stored.score !== promise.score)) && Date.now() < deadline);
    // Everything that the SCO fetches must be listed in its resource or in one that it depends on.
    const unlisted = [...seat.fetched].filter((file) => !item.files.has(file)).map((file) => `${file} is used but not listed`);
    const faults = [...new Set([...promise.problems, ...seat.faults, ...unlisted])];
    same(stored.status, promise.status, 'stored lesson_status');
    if (promise.scored) same(stored.score, promise.score, 'stored score');
    if (promise.scored && stored.grade !== undefined) same(stored.grade, Math.round(stored.score * 10) / 10, 'grade shown by the LMS');
    expect(stored.suspend && stored.suspend.length <= room(imported), `suspend_data has ${stored.suspend?.length ?? 0} characters`);
    expect(!faults.length, faults.slice(0, 4).join('; '));
    if (stored.kept) return `sent ${stored.status}${promise.scored ? ` ${stored.score}` : ''}, the LMS kept ${stored.kept}`;
    if (again) {
      // Coming back after the end changes nothing for the worse, and what was done is still there.
      await comeBack(await lms.open(seat.page, imported, item, first));
      await new Promise((resolve) => { setTimeout(resolve, 600); });
      const later = await lms.stored(seat.page, imported, item);
      same([later.status, later.score], [stored.status, stored.score], 'status and score after coming back');
      expect(seat.faults.length === 0, [...new Set(seat.faults)].slice(0, 4).join('; '));
    }
    return `${again ? 'also after coming back: ' : ''}${stored.status}${promise.scored ? ` ${stored.score}` : ''}, ${promise.lessons} lessons, ${promise.questions} questions, state ${stored.suspend.length}`;
  } finally {
    await seat.context.close();
  }
}

/** Opens one SCO without playing it: it shows something and nothing is thrown. */
async function openOnly(browser, lms, imported, item, first, wait) {
  const seat = await browsers.openPage(browser, lms.inside);
  try {
    const frame = await lms.open(seat.page, imported, item, first);
    const { noLms } = await look(frame, wait);
    expect(seat.faults.length === 0, [...new Set(seat.faults)].slice(0, 4).join('; '));
    expect(!noLms, 'the player says that there is no LMS');
  } finally {
    await seat.context.close();
  }
}

async function withLms(name, make, browser, run) {
  const gap = servers.missing(name) ?? browsers.missing();
  if (gap) return check(name, 'import and launch', () => { throw new Skip(gap); });
  let server;
  await check(name, 'the LMS starts', async () => { server = await servers.start(name, path.join(work, name)); });
  if (!server) return undefined;
  try {
    await run(await make(server), browser);
  } finally {
    await server.stop();
  }
  return undefined;
}

/** The SCOs to play: all, or of a package with many of them those that show something which those before did not. */
function sample(pkg, most = Infinity) {
  const { launches } = pkg.manifest;
  if (process.env.ALL || (launches.length <= 12 && launches.length <= most)) return launches;
  const seen = new Set();
  const chosen = launches.filter(({ href }) => {
    const script = pkg.files.get(href.replace(/\.html$/, '.js'))?.toString('utf8') ?? '';
    const course = JSON.parse(/\.course = (\{[\s\S]*\});\s*$/.exec(script)?.[1] ?? 'null');
    if (!course) return true;
    const traits = course.lessons.flatMap((lesson) => [lesson.type, ...(lesson.questions ?? []).map((question) => `${lesson.type === 'article'} ${question.kind}`)]);
    const fresh = traits.some((trait) => !seen.has(trait));
    traits.forEach((trait) => seen.add(trait));
    return fresh || course.lessons.some((lesson) => lesson.test);
  });
  // Of few, those that have a test and those that have none.
  if (chosen.length > most) {
    const tested = chosen.filter((item) => item.passing !== undefined);
    const awaited = launches.filter((item) => item.objectives.includes('done') && !tested.includes(item));
    const plain = chosen.filter((item) => item.passing === undefined && !awaited.includes(item));
    return [...tested.slice(0, most / 2), ...awaited.slice(0, most / 4), ...plain].slice(0, most);
  }
  expect(chosen.length > 0, 'no SCO was chosen to be played');
  return chosen;
}

function sameItems(imported, pkg) {
  same(imported.items, pkg.manifest.launches.map(({ title, href }) => ({ title, href })), 'item list');
}

async function judgeImport(name, lms, pkg) {
  let imported;
  await check(name, `${pkg.name}: imports`, async () => {
    const answer = await lms.importZip(pkg.file);
    expect(!answer.refused, `refused: ${answer.refused}`);
    imported = { version: pkg.manifest.version, ...answer };
    expect(!answer.warnings?.length, `the LMS warns: ${answer.warnings?.join('; ')}`);
  });
  if (!imported) return null;
  await check(name, `${pkg.name}: launches the first SCO`, async () => {
    same(imported.launch, pkg.manifest.launches[0].href, 'launch page');
    if (!imported.launchUrl) return undefined;
    const response = await fetch(imported.launchUrl);
    expect(response.status === 200, `${response.status} for the launch page`);
    return `${imported.launch} 200`;
  });
  if (imported.items) {
    await check(name, `${pkg.name}: lists the items of the manifest`, () => {
      sameItems(imported, pkg);
      return `${imported.items.length} launchable`;
    });
  }
  return imported;
}

/** Demands that `run` fails, and with this reason: a control that fails for another reason proves nothing. */
async function demandFailure(reason, run) {
  let reported;
  await run().catch((error) => { reported = error.message.split('\n')[0]; });
  expect(reported, 'nobody noticed');
  expect(reason.test(reported), `noticed something else: ${reported}`);
  return reported.slice(0, 100);
}

async function demandRefusal(lms, pkg, reason) {
  const answer = await lms.importZip(pkg.file);
  expect(answer.refused, 'it was accepted');
  expect(reason.test(answer.refused), `refused for another reason: ${answer.refused}`);
  return answer.refused.slice(0, 100);
}

/** The controls that every LMS has to notice: no manifest to read, a page that stays blank, a player that throws. */
async function judgeControls(name, lms, browser, control, unreadable) {
  const launch = control.manifest.launches[0];
  const html = control.files.get(launch.href).toString('utf8');
  await check(name, 'control: manifest not well-formed is refused', () => demandRefusal(
    lms, broken(control, 'not well-formed', (zip) => zip.manifest(notWellFormed)), unreadable,
  ));
  for (const [label, page, reason] of [
    ['blank page', '<!doctype html><title>nothing</title>', /blank/],
    ['page that throws', withScript(html, 'window.setTimeout(function () { throw new Error("broken on purpose"); }, 0);'), /broken on purpose/],
    ['missing script', withScript(html, '</script><script src="player/not-there.js">'), /404|500/],
  ]) {
    await check(name, `control: ${label} is reported`, async () => {
      const imported = await lms.importZip(broken(control, label, (zip) => zip.file(launch.href, page)).file);
      expect(!imported.refused, `refused: ${imported.refused}`);
      return demandFailure(reason, () => openOnly(browser, lms, imported, launch, true, 2500));
    });
  }
  await check(name, 'control: a player that does not find the API is reported', async () => {
    const mute = withScript(html, 'Object.defineProperty(window, "API", { value: null }); Object.defineProperty(window, "parent", { value: window });');
    const imported = await lms.importZip(broken(control, 'mute player', (zip) => zip.file(launch.href, mute)).file);
    return demandFailure(/stored lesson_status differs/, () => playAndCompare(browser, lms, imported, launch, true, { patience: 1500 }));
  });
}

async function judgeOpenedx(packages, control, browser) {
  await withLms('openedx', drivers.openedx, browser, async (lms) => {
    for (const pkg of packages) {
      const imported = await judgeImport('openedx', lms, pkg);
      if (!imported) continue;
      const [first, second] = pkg.manifest.launches;
      await check('openedx', `${pkg.name}: status and grade of a learner who passes`, () => playAndCompare(browser, lms, imported, first, true, { again: true }));
      if (pkg === control) {
        await check('openedx', `${pkg.name}: the same where the API comes after the SCO has started`, () => playAndCompare(browser, lms, { ...imported, student: null }, first, true, { late: true }));
      }
      if (second) {
        await check('openedx', `${pkg.name}: the second SCO opens on the first one's state`, () => openOnly(browser, lms, imported, second, false));
      }
    }
    await check('openedx', 'control: dangling identifierref is refused', () => demandRefusal(
      lms, broken(control, 'dangling', (zip) => zip.manifest(dangling)), /NoneType/,
    ));
    await check('openedx', 'control: launch page missing from the zip is reported', async () => {
      const href = control.manifest.launches[0].href;
      const imported = await lms.importZip(broken(control, 'launch page missing', (zip) => zip.file(href, null)).file);
      expect(!imported.refused, `refused: ${imported.refused}`);
      const response = await fetch(imported.launchUrl);
      expect(response.status !== 200, 'the launch page was served');
      return `${response.status}`;
    });
    await judgeControls('openedx', lms, browser, control, /mismatched tag/);
  });
}

async function judgeScormhost(packages, control, browser) {
  await withLms('scormhost', drivers.scormhost, browser, async (lms) => {
    for (const pkg of packages) {
      const imported = await judgeImport('scormhost', lms, pkg);
      if (!imported) continue;
      await check('scormhost', `${pkg.name}: is known as ${pkg.manifest.version}`, () => same(imported.version, pkg.manifest.version, 'schema version'));
      const chosen = sample(pkg, pkg.manifest.version === '1.2' ? Infinity : 2);
      if (chosen.length < pkg.manifest.launches.length) {
        console.log(`note scormhost ${pkg.name}: ${chosen.length} of ${pkg.manifest.launches.length} SCOs are played: the tests, and one for each type of lesson and of question (ALL=1 plays all)`);
      }
      for (const [index, item] of chosen.entries()) {
        const again = index < 6;
        await check('scormhost', `${pkg.name}: CMI of “${item.title.slice(0, 40)}” after a learner who passes`, () => playAndCompare(browser, lms, imported, item, false, { again }));
      }
    }
    await check('scormhost', 'control: dangling identifierref is reported', async () => {
      const answer = await lms.importZip(broken(control, 'dangling', (zip) => zip.manifest(dangling)).file);
      expect(!answer.refused, `refused: ${answer.refused}`);
      return demandFailure(/item list differs/, async () => sameItems(answer, control));
    });
    await check('scormhost', 'control: a file that is used but not listed is reported', async () => {
      const pkg = broken(control, 'not listed', (zip) => zip.manifest((xml) => xml.replace(/<file href="player\/player\.js"\s*\/>/, '')));
      const imported = await lms.importZip(pkg.file);
      return demandFailure(/player\.js is used but not listed/, () => playAndCompare(browser, lms, imported, pkg.manifest.launches[0], true));
    });
    await judgeControls('scormhost', lms, browser, control, /500/);
  });
}

/** The objectives for other SCOs that were seen to be set. */
const shared = new Set();

/** Plays one SCO in scorm-again and looks at every call: error codes, order, what is stored, a second visit, and visits that do not count. */
async function playAgain(browser, lms, pkg, imported, item) {
  const seat = await browsers.openPage(browser, lms.inside);
  const known = { ...imported, version: pkg.manifest.version };
  try {
    let frame = await lms.open(seat.page, known, item);
    await look(frame);
    const promise = await play(frame);
    const stored = await lms.stored(seat.page, known, item);
    const unlisted = [...seat.fetched].filter((file) => !item.files.has(file)).map((file) => `${file} is used but not listed`);
    const faults = [...new Set([...promise.problems, ...seat.faults, ...unlisted, ...again.callFaults(stored.calls ?? [])])];
    expect(!faults.length, `${faults.length} faults: ${faults.slice(0, 4).join('; ')}`);
    const { elements } = stored;
    same(stored.status, promise.status, 'status');
    same(elements.completion_status, 'completed', 'completion_status');
    same(['passed', 'failed'].includes(elements.success_status), promise.scored, 'whether success_status is set');
    if (promise.scored) {
      same(stored.score, promise.score, 'score.scaled in percent');
      same([Number(elements['score.raw']), elements['score.min'], elements['score.max']], [promise.score, '0', '100'], 'score.raw, min and max');
    }
    expect(Number(elements.progress_measure) >= (item.threshold ?? 1), `progress_measure is ${elements.progress_measure}`);
    expect(stored.suspend && stored.suspend.length <= room(known), `suspend_data has ${stored.suspend?.length ?? 0} characters`);
    expect(stored.ended && stored.exit === 'suspend', `ended ${stored.ended}, exit ${stored.exit}`);
    const objectives = Object.entries(elements).filter(([name, value]) => /^objectives\.\d+\.id$/.test(name) && item.objectives.includes(value));
    for (const [name, id] of objectives.filter(([, value]) => ['done', 'passed'].includes(value))) {
      same(elements[name.replace(/id$/, 'success_status')], 'passed', `success_status of the objective ${id}`);
      shared.add(id);
    }
    // A second visit finds all of it; one in review and one without credit leave it as it is.
    frame = await lms.open(seat.page, known, item);
    await comeBack(frame);
    const second = await lms.stored(seat.page, known, item);
    for (const [visit, how] of [['review', { mode: 'review' }], ['no credit', { credit: 'no-credit' }], ['browse', { mode: 'browse', credit: 'no-credit' }]]) {
      const other = await lms.open(seat.page, known, item, false, how);
      await look(other);
      await other.click('.cp-top .cp-exit');
      await other.waitForSelector('.cp-over', { timeout: 15000 });
      const after = await lms.stored(seat.page, known, item);
      const wrong = again.callFaults(after.calls ?? [], { counts: false });
      expect(!wrong.length, `${visit}: ${wrong.slice(0, 3).join('; ')}`);
      for (const name of ['completion_status', 'success_status', 'score.scaled', 'score.raw']) same(after.elements[name], elements[name], `${name} after a visit in ${visit}`);
    }
    same([second.status, second.score, second.elements.completion_status], [stored.status, stored.score, 'completed'], 'status and score after coming back');
    const wrong = again.callFaults(second.calls, { counts: false });
    expect(!wrong.length, `coming back: ${wrong.slice(0, 3).join('; ')}`);
    expect(!seat.faults.length, [...new Set(seat.faults)].slice(0, 4).join('; '));
    return `${stored.calls.length} calls without an error, ${stored.status}${promise.scored ? ` ${stored.score}` : ''}, ${promise.lessons} lessons, state ${stored.suspend.length}`;
  } finally {
    await seat.context.close();
  }
}

async function judgeAgain(packages, browser) {
  const gap = again.missing() ?? browsers.missing();
  if (gap) return check('again', 'every call by scorm-again', () => { throw new Skip(gap); });
  const lms = await again.start();
  try {
    // The player is the same in every edition: most of one is played, of the others some SCOs.
    const visits = packages.flatMap((pkg) => {
      const imported = lms.add(pkg);
      return sample(pkg, pkg.manifest.version === '2004 3rd Edition' ? 10 : 4).map((item) => ({ pkg, imported, item }));
    });
    const next = async () => {
      const visit = visits.shift();
      if (!visit) return;
      const { pkg, imported, item } = visit;
      await check('again', `${pkg.name}: “${item.title.slice(0, 40)}” without an error`, () => playAgain(browser, lms, pkg, imported, item));
      await next();
    };
    await Promise.all([next(), next()]);
    if (packages.some((pkg) => pkg.manifest.launches.some((item) => item.objectives.includes('done')))) {
      await check('again', 'SCOs that others wait for say so in their objective', () => expect(shared.has('done'), 'none was seen'));
    }
    const [pkg] = packages;
    const [launch] = pkg.manifest.launches;
    const script = 'window.setTimeout(function () { var api = window.parent.API_1484_11; api.SetValue("cmi.completion_status", "passed"); }, 4000);';
    const wrong = broken(pkg, 'wrong value', (zip) => zip.file(launch.href, withScript(pkg.files.get(launch.href).toString('utf8'), script)));
    await check('again', 'control: a value that the standard does not have is reported', async () => {
      const imported = lms.add(wrong);
      return demandFailure(/completion_status, passed\): error 406/, async () => {
        const seat = await browsers.openPage(browser, lms.inside);
        try {
          const frame = await lms.open(seat.page, imported, launch);
          await look(frame);
          await frame.waitForTimeout(4200);
          await frame.click('.cp-top .cp-exit');
          await frame.waitForSelector('.cp-over', { timeout: 15000 });
          const stored = await lms.stored(seat.page, imported, launch);
          expect(false, again.callFaults(stored.calls).join('; '));
        } finally {
          await seat.context.close();
        }
      });
    });
  } finally {
    await lms.stop();
  }
  return undefined;
}

async function judgeWagtail(packages, control, browser) {
  await withLms('wagtail', drivers.wagtail, browser, async (lms) => {
    for (const pkg of packages) {
      const imported = await judgeImport('wagtail', lms, pkg);
      if (!imported) continue;
      await check('wagtail', `${pkg.name}: opens, throws nothing, plays to the end without LMSFinish`, () => playAndCompare(browser, lms, imported, pkg.manifest.launches[0], true));
    }
    await judgeControls('wagtail', lms, browser, control, /could not read/);
  });
}

// ---------------------------------------------------------------------------------------------------------------

async function main() {
  const packages = [];
  const given = process.argv.slice(2);
  if (given.length) {
    for (const file of given) {
      await check('package', path.basename(file), () => { packages.push(load(path.basename(file, '.zip'), file)); });
    }
  } else {
    const everything = [];
    for (const format of ['scorm12', 'scorm2004-2e', 'scorm2004-3e', 'scorm2004-4e']) {
      for (const [course, granularity] of [
        ['minimal', 'course'],
        ['leadership-for-healthcare', 'course'],
        ['leadership-for-healthcare', 'module'],
        ['leadership-for-healthcare', 'lesson'],
        ['multilingual', 'course'],
      ]) everything.push([course, granularity, format]);
    }
    for (const [course, granularity, format] of everything) {
      const name = `${course.split('-')[0]} (${granularity}${format === 'scorm12' ? '' : `, ${format.replace('scorm', '')}`})`;
      await check('build', name, () => { packages.push(load(name, build(course, granularity, format))); });
    }
  }
  if (!packages.length) throw new Error('there is no package to judge');
  const plain = packages.filter((pkg) => pkg.manifest.version === '1.2');
  const later = packages.filter((pkg) => pkg.manifest.version !== '1.2');
  // The controls are broken copies of the smallest package.
  const least = (some) => some.reduce((a, b) => (fs.statSync(a.file).size <= fs.statSync(b.file).size ? a : b));
  const control = least(plain.length ? plain : packages);
  // The importers look at how a manifest is written, so of SCORM 2004 they get each course and granularity in one edition.
  const some = given.length ? later : later.filter(({ name }) => [
    'minimal (course, 2004-2e)', 'leadership (module, 2004-3e)', 'leadership (lesson, 2004-4e)', 'multilingual (course, 2004-3e)', 'minimal (course, 2004-4e)',
  ].includes(name));

  const wants = (name) => !only || only.includes(name);
  // Manifests of SCORM 2004 are before their schemas in the Rust tests (tests/packages.rs).
  if (wants('xmllint') && plain.length) await judgeXml(plain, control);
  if (wants('html')) await judgeHtml(given.length ? packages : [...plain, ...later.filter(({ name }) => /^multilingual|module/.test(name) && /3e/.test(name))]);
  if (wants('sequence') && !given.length) await judgeSequencing();
  const browser = browsers.missing() ? null : await browsers.launch();
  try {
    // The LMSs judge side by side: most of the time is spent waiting for pages, media and servers.
    await Promise.all([
      // Open edX keeps one state and one grade for a package, so there the whole course is one with a score.
      wants('openedx') && judgeOpenedx([...plain, ...some, ...later.filter(({ name }) => !given.length && name === 'leadership (course, 2004-4e)')], control, browser),
      wants('scormhost') && judgeScormhost([...plain, ...some], control, browser),
      wants('wagtail') && plain.length && judgeWagtail(plain, control, browser),
      wants('again') && later.length && judgeAgain(later, browser),
    ]);
  } finally {
    await browser?.close();
  }
}

try {
  await main();
} catch (error) {
  tally.failed += 1;
  console.log(`FAIL runner    ${error.stack}`);
}
if (process.env.KEEP) console.log(`kept ${work}`);
else fs.rmSync(work, { recursive: true, force: true, maxRetries: 3 });
const skipped = tally.skipped ? `, ${tally.skipped} skipped${inCi ? ' (a skip counts as failed in CI)' : ''}` : '';
console.log(`oracles: ${tally.passed} passed, ${tally.failed} failed${skipped} in ${Math.round((Date.now() - started) / 1000)} s`);
process.exit(tally.failed ? 1 : 0);
