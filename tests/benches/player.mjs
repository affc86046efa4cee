// Measures the player in a course of 2,000 pages, in Chromium on a processor that is made four times slower:
//
//   node tests/benches/player.mjs [--binary FILE | --package DIR] [--folder DIR] [--runs N] [--steps N] [--memory N] [--slower N]
//
// Prints a Markdown table: what was measured, the target, and the ratio of the two. Needs the npm packages of tests/browser.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { gzipSync } from 'node:zlib';
import { startBrowser } from '../browser/lib/launch.mjs';
import { serve } from '../browser/lib/serve.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
const { values: set } = parseArgs({ options: {
  binary: { type: 'string' }, package: { type: 'string' }, folder: { type: 'string', default: path.join(root, 'target/benches') },
  runs: { type: 'string', default: '7' }, steps: { type: 'string', default: '50' }, memory: { type: 'string', default: '500' }, slower: { type: 'string', default: '4' },
} });
const [runs, steps, memory, slower] = [set.runs, set.steps, set.memory, set.slower].map(Number);
const TARGET = { first: 1000, step: 100, js: 61440, gzip: 20480, css: 20480, heap: 1.1 };
const median = (list, share = 0.5) => [...list].sort((a, b) => a - b)[Math.min(list.length - 1, Math.floor(list.length * share))];

function course() {
  if (set.package) return path.resolve(set.package);
  const binary = set.binary ? path.resolve(set.binary) : path.join(process.env.CARGO_TARGET_DIR || path.join(root, 'target'), 'release/coursepack');
  if (!set.binary) execFileSync('cargo', ['build', '--release', '--quiet', '--bin', 'coursepack'], { cwd: root, stdio: 'inherit' });
  execFileSync('python3', [path.join(root, 'tests/benches/generate.py'), set.folder, 'T'], { stdio: 'inherit' });
  const folder = path.join(set.folder, 'player');
  fs.rmSync(folder, { recursive: true, force: true });
  fs.mkdirSync(folder, { recursive: true });
  execFileSync(binary, ['build', path.join(set.folder, 'T'), '--quiet', '--out', `${folder}/T.zip`], { stdio: 'inherit' });
  execFileSync('unzip', ['-q', `${folder}/T.zip`, '-d', `${folder}/T`]);
  return `${folder}/T`;
}

// An LMS in the page's own window that keeps what it gets and costs nothing, and clocks that start before the page does.
function inPage() {
  const values = { 'cmi.core.lesson_status': 'not attempted', 'cmi.core.credit': 'credit', 'cmi.core.lesson_mode': 'normal' };
  window.calls = 0;
  window.API = {
    LMSInitialize: () => 'true', LMSFinish: () => 'true', LMSCommit: () => 'true', LMSGetLastError: () => '0', LMSGetErrorString: () => '', LMSGetDiagnostic: () => '',
    LMSGetValue: (name) => values[name] || '',
    LMSSetValue(name, value) { values[name] = value; window.calls += 1; return 'true'; },
  };
  window.clock = { long: 0 };
  // The frame in which it is to be seen has been drawn when a task runs after the next frame.
  window.drawn = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
  new PerformanceObserver((list) => { for (const entry of list.getEntries()) window.clock.long = Math.max(window.clock.long, entry.duration); }).observe({ type: 'longtask', buffered: true });
  const watcher = new MutationObserver(() => {
    const home = document.querySelector('.cp-home h1');
    if (!home) return;
    watcher.disconnect();
    window.drawn().then(() => { window.clock.home = performance.now(); });
  });
  watcher.observe(document, { childList: true, subtree: true });
  // The player is there for the learner when a first click is answered without delay: the tasks of the start are over.
  addEventListener('load', () => {
    const wait = () => (window.clock.home ? new Promise((resolve) => requestIdleCallback(resolve, { timeout: 5000 })).then(() => { window.clock.usable = performance.now(); }) : setTimeout(wait, 5));
    wait();
  });
  // Clicks Next and waits until the lesson after this one is on the screen.
  window.step = async () => {
    const before = document.querySelector('.cp-main article[data-lesson]').dataset.lesson;
    const from = performance.now();
    document.querySelector('.cp-next').click();
    await new Promise((resolve) => {
      const look = () => {
        const now = document.querySelector('.cp-main article[data-lesson]');
        if (!now || now.dataset.lesson === before) return false;
        observer.disconnect();
        resolve();
        return true;
      };
      const observer = new MutationObserver(look);
      observer.observe(document.querySelector('#cp-app'), { childList: true, subtree: true });
    });
    await window.drawn();
    return performance.now() - from;
  };
}

const rows = [];
function row(what, value, target, unit) {
  const digits = unit === 's' ? 3 : unit === 'ms' ? 0 : 0;
  const text = (number) => (unit === 's' ? `${(number / 1000).toFixed(digits)} s` : unit === 'ms' ? `${number.toFixed(digits)} ms` : `${Math.round(number).toLocaleString('en')}${unit ? ' ' + unit : ''}`);
  const line = `| ${what} | ${text(value)} | ${target ? text(target) : ''} | ${target ? (value / target).toFixed(2) + (value > target ? ' **(over)**' : '') : ''} |`;
  rows.push(line);
  process.stdout.write(line + '\n');
}

const folder = course();
const server = await serve(folder);
const browser = await startBrowser();
const address = `${server.origin}/package/index.html`;
async function open(rate, hash = '') {
  const context = await browser.newContext({ viewport: { width: 1280, height: 860 } });
  const page = await context.newPage();
  const wrong = [];
  page.on('pageerror', (error) => wrong.push(error.message));
  page.on('console', (message) => { if (!/favicon/.test(message.location().url)) wrong.push(message.text()); });
  await page.addInitScript(inPage);
  const devtools = await context.newCDPSession(page);
  await devtools.send('Performance.enable');
  if (rate > 1) await devtools.send('Emulation.setCPUThrottlingRate', { rate });
  await page.goto(address + hash);
  return { context, page, devtools, wrong };
}

process.stdout.write(`${execFileSync('sed', ['-n', 's/^model name[^:]*: //p;T;q', '/proc/cpuinfo'], { encoding: 'utf8' }).trim() || os.cpus()[0].model}, ${os.cpus().length} threads; Chromium ${browser.version()}, `
  + `processor made ${slower} times slower; 2,000 lessons in 40 modules\n\n| what | measured | target | ratio |\n|---|--:|--:|--:|\n`);

// From an empty browser to the home page. Times are those of the page, from the start of the navigation.
const starts = [];
for (let run = 0; run <= runs; run += 1) {
  const { context, page, wrong } = await open(slower);
  await page.waitForFunction(() => window.clock.usable, null, { timeout: 60000 });
  const seen = await page.evaluate(() => ({ ...window.clock, paint: performance.getEntriesByName('first-contentful-paint')[0].startTime }));
  if (wrong.length) throw new Error(wrong.join('\n'));
  if (run) starts.push(seen);
  await context.close();
}
row('first content on the screen (FCP)', median(starts.map((seen) => seen.paint)), TARGET.first, 's');
row('home page of the course shown', median(starts.map((seen) => seen.home)), TARGET.first, 's');
row('ready for a click', median(starts.map((seen) => seen.usable)), 0, 's');
row('longest task meanwhile', median(starts.map((seen) => seen.long)), 0, 'ms');

// From lesson to lesson, from the middle of the course on, across the borders of modules.
{
  const { context, page, wrong } = await open(slower, '#/m20-l30');
  await page.locator('.cp-main article[data-lesson]').waitFor();
  await page.waitForFunction(() => window.clock.long);
  await page.waitForTimeout(1000);
  const taken = [];
  for (let at = 0; at < steps; at += 1) {
    taken.push(await page.evaluate(() => window.step()));
    // The save follows within the second; half of the steps are taken while it is under way.
    await page.waitForTimeout(at % 2 ? 700 : 50);
  }
  row(`next lesson shown, median of ${steps}`, median(taken), TARGET.step, 'ms');
  row('next lesson shown, 95th percentile', median(taken, 0.95), TARGET.step, 'ms');
  if (wrong.length) throw new Error(wrong.join('\n'));
  await context.close();
}

// What stays in memory.
const marks = [];
{
  const { context, page, devtools, wrong } = await open(1);
  const first = await page.evaluate(() => window.coursepack.course.lessons[0].id);
  await page.waitForFunction(() => window.clock.usable);
  await page.evaluate((id) => { location.hash = '#/' + id; }, first);
  await page.locator(`.cp-main article[data-lesson="${first}"]`).waitFor();
  await devtools.send('HeapProfiler.enable');
  for (let at = 1; at <= memory; at += 1) {
    await page.evaluate(() => window.step());
    if (at % 100 && at !== memory) continue;
    await page.waitForTimeout(800);
    for (let time = 0; time < 3; time += 1) await devtools.send('HeapProfiler.collectGarbage');
    const { metrics } = await devtools.send('Performance.getMetrics');
    const of = (name) => metrics.find((item) => item.name === name).value;
    marks.push({ at, heap: of('JSHeapUsedSize'), nodes: of('Nodes'), listeners: of('JSEventListeners'), documents: of('Documents') });
  }
  if (wrong.length) throw new Error(wrong.join('\n'));
  await context.close();
}
const [from, to] = [marks[0], marks.at(-1)];
rows.push('');
row(`JavaScript heap after ${from.at} steps`, from.heap / 1000, 0, 'kB');
row(`JavaScript heap after ${to.at} steps`, to.heap / 1000, from.heap / 1000 * TARGET.heap, 'kB');
row(`nodes after ${to.at} steps`, to.nodes, from.nodes * TARGET.heap, '');
row(`listeners after ${to.at} steps`, to.listeners, from.listeners * TARGET.heap, '');
row(`documents after ${to.at} steps`, to.documents, from.documents, '');

// What every package carries.
const player = path.join(folder, 'player');
const script = fs.readFileSync(path.join(player, 'player.js'));
const styles = fs.readdirSync(player).filter((name) => name.endsWith('.css')).map((name) => fs.readFileSync(path.join(player, name)));
row('player.js', script.length, TARGET.js, 'B');
row('player.js, gzip -9', gzipSync(script, { level: 9 }).length, TARGET.gzip, 'B');
row('style sheets', styles.reduce((sum, style) => sum + style.length, 0), TARGET.css, 'B');
process.stdout.write(`\nmemory at each hundred steps: ${marks.map((mark) => `${mark.at}: ${Math.round(mark.heap / 1000)} kB, ${mark.nodes} nodes, ${mark.listeners} listeners`).join('; ')}\n`);
process.stdout.write(`starts: ${starts.map((seen) => `${Math.round(seen.paint)}/${Math.round(seen.home)}/${Math.round(seen.usable)}`).join(' ')} ms\n`);
await browser.close();
server.close();
