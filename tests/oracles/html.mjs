// Every page against the HTML standard, judged by html-validate: what may stand in what, ids, labels, references.
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { cacheFolder } from './cache.mjs';

const installed = path.join(cacheFolder, 'npm/node_modules/html-validate');

/** What is missing on this machine, or nothing. */
export const missing = () => (fs.existsSync(installed) ? null : 'html-validate is not installed (npm)');

/** Judges the pages of a package: how many there are, and each fault as a line. */
export async function judgePages(files) {
  const { HtmlValidate, StaticConfigLoader } = createRequire(path.join(installed, 'package.json'))('html-validate');
  const judge = new HtmlValidate(new StaticConfigLoader({ root: true, extends: ['html-validate:standard'] }));
  const faults = [];
  let pages = 0;
  for (const [name, bytes] of files) {
    if (!name.endsWith('.html')) continue;
    pages += 1;
    const report = await judge.validateString(bytes.toString('utf8'), name);
    for (const { messages } of report.results) {
      for (const fault of messages) faults.push(`${name}:${fault.line}: ${fault.ruleId}: ${fault.message}`);
    }
  }
  return { pages, faults };
}
