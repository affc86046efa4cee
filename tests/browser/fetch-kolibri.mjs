// Fetches Kolibri's SCORM shim at test time: the wheel carries it in a source map. Nothing of it is kept in the repository.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { fileURLToPath } from 'node:url';

const VERSION = '0.19.5';
const cache = path.join(path.dirname(fileURLToPath(import.meta.url)), '.cache');
const target = path.join(cache, 'kolibri-scorm.js');
const MAP = `kolibri/plugins/html5_viewer/static/kolibri.plugins.html5_viewer.main/kolibri.plugins.html5_viewer.main-${VERSION}.js.map.gz`;

// Returns '' when the shim is there, or the reason why not.
export function fetchKolibri() {
  if (fs.existsSync(target)) return '';
  fs.mkdirSync(cache, { recursive: true });
  try {
    if (!fs.readdirSync(cache).some((name) => name.endsWith('.whl'))) execFileSync('pip', ['download', '--quiet', '--no-deps', '--only-binary=:all:', '--dest', cache, `kolibri==${VERSION}`], { stdio: 'pipe' });
    const wheel = fs.readdirSync(cache).find((name) => name.startsWith(`kolibri-${VERSION}`) && name.endsWith('.whl'));
    const map = JSON.parse(gunzipSync(execFileSync('unzip', ['-p', path.join(cache, wheel), MAP], { maxBuffer: 1 << 28 })).toString());
    const source = map.sourcesContent[map.sources.findIndex((name) => name.endsWith('/kolibri-sandbox/src/SCORM.js'))];
    const base = 'class BaseShim { constructor() { this.events = {}; } on() {} stateUpdated() {} }\n';
    const script = source.replace(/^import .*$/m, base).replace('export default class SCORM', 'window.KolibriScorm = class SCORM').replace(/^export function/gm, 'function');
    fs.writeFileSync(target, `(function () {\n${script}\n})();\n`);
    fs.rmSync(path.join(cache, wheel));
    return '';
  } catch (error) {
    return `Kolibri's shim could not be fetched: ${String(error.message).split('\n')[0]}`;
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) process.stdout.write((fetchKolibri() || 'ready') + '\n');
