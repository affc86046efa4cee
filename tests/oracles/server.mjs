// Starts an LMS as a process of its own and stops it again. The process ends when its standard input closes, so it
// cannot outlive the runner, however the runner ends.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { cacheFolder } from './cache.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));

/** What is missing on this machine for the LMS `name`, or nothing. */
export function missing(name) {
  const python = path.join(cacheFolder, name, 'bin/python');
  if (!fs.existsSync(python) || !fs.existsSync(path.join(cacheFolder, `${name}.stamp`))) {
    return `${name} is not installed (tests/oracles/install.sh)`;
  }
  return null;
}

/** Starts the LMS with its data in `data`; resolves to what it announced and a `stop`. */
export async function start(name, data, seconds = 120) {
  fs.mkdirSync(data, { recursive: true });
  const log = fs.openSync(path.join(data, 'server.log'), 'a');
  // Isolated (-I), because the scripts have the names of the packages that they import.
  const child = spawn(path.join(cacheFolder, name, 'bin/python'), ['-I', path.join(here, `${name}.py`), data], {
    stdio: ['pipe', 'pipe', log],
    env: { ...process.env, COURSEPACK_ORACLES: cacheFolder },
  });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const announced = await new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      child.kill();
      reject(new Error(`${name} was not ready in ${seconds} s, see ${path.join(data, 'server.log')}`));
    }, seconds * 1000);
    let text = '';
    child.stdout.on('data', (chunk) => {
      text += chunk;
      const line = text.split('\n').find((candidate) => candidate.startsWith('{"ready"'));
      if (line && text.includes('\n')) {
        clearTimeout(timer);
        resolve(JSON.parse(line));
      }
    });
    ended.then((code) => {
      clearTimeout(timer);
      reject(new Error(`${name} ended with ${code}: ${fs.readFileSync(path.join(data, 'server.log'), 'utf8').slice(-800)}`));
    });
  });
  return {
    ...announced,
    url: announced.ready,
    log: () => fs.readFileSync(path.join(data, 'server.log'), 'utf8'),
    async stop() {
      child.stdin.end();
      const timer = setTimeout(() => child.kill('SIGKILL'), 3000);
      await ended;
      clearTimeout(timer);
    },
  };
}
