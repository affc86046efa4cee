// The package under test as a folder.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../..');

const made = [];
process.on('exit', () => made.forEach((folder) => fs.rmSync(folder, { recursive: true, force: true })));

// Builds a course with the binary and unpacks it into a temporary folder.
export function build(course, ...options) {
  const binary = process.env.COURSEPACK_BIN;
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'coursepack-'));
  const zip = path.join(folder, 'package.zip');
  execFileSync(binary, ['build', course, '--quiet', '--out', zip, ...options], { stdio: 'pipe' });
  execFileSync('unzip', ['-q', zip, '-d', path.join(folder, 'package')]);
  fs.rmSync(zip);
  made.push(folder);
  return path.join(folder, 'package');
}

export function packageFolder() {
  if (process.env.COURSEPACK_PACKAGE_DIR) return path.resolve(process.env.COURSEPACK_PACKAGE_DIR);
  if (process.env.COURSEPACK_BIN) return build(path.join(root, 'fixtures/courses/leadership-for-healthcare'));
  throw new Error('set COURSEPACK_PACKAGE_DIR to an unpacked package, or COURSEPACK_BIN to the coursepack binary');
}
