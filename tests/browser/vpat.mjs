// The accessibility conformance report, in the form of VPAT 2.5, WCAG edition, from docs/accessibility/criteria.yaml.
// `node vpat.mjs` writes docs/accessibility/conformance.md; the tests fail when it drifts from the criteria or names evidence that is not there.
import fs from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { equal, names, ok, test } from './lib/check.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
const report = path.join(root, 'docs/accessibility/conformance.md');
const read = (name) => fs.readFileSync(path.join(root, name), 'utf8');
const criteria = () => parse(read('docs/accessibility/criteria.yaml'));

// Every success criterion of WCAG 2.2 at levels A and AA. 4.1.1 Parsing is obsolete and removed.
const A = '1.1.1 1.2.1 1.2.2 1.2.3 1.3.1 1.3.2 1.3.3 1.4.1 1.4.2 2.1.1 2.1.2 2.1.4 2.2.1 2.2.2 2.3.1 2.4.1 2.4.2 2.4.3 2.4.4 2.5.1 2.5.2 2.5.3 2.5.4 3.1.1 3.2.1 3.2.2 3.2.6 3.3.1 3.3.2 3.3.7 4.1.2';
const AA = '1.2.4 1.2.5 1.3.4 1.3.5 1.4.3 1.4.4 1.4.5 1.4.10 1.4.11 1.4.12 1.4.13 2.4.5 2.4.6 2.4.7 2.4.11 2.5.7 2.5.8 3.1.2 3.2.3 3.2.4 3.3.3 3.3.4 3.3.8 4.1.3';
const LEVELS = ['Supports', 'Partially Supports', 'Does Not Support', 'Not Applicable'];

const cell = (text) => text.trim().replace(/\s+/g, ' ').replaceAll('|', '\\|');
// A test is named as it is found: by its name in the browser's tests, or by its file and function in Rust.
const named = (name) => (/^\S+\.rs \w+$/.test(name) ? name.replace(/^(\S+) (\w+)$/, '`$1`, `$2`') : `“${name}”`);

function row(item, footnotes) {
  const proof = (item.evidence || []).map((key) => footnotes.indexOf(key) + 1);
  const seen = [proof.length ? `Tests: ${proof.map((number) => `[${number}](#tests)`).join(', ')}.` : 'Judged by reading.', item.people ? 'Not evaluated by people yet.' : ''];
  const rules = (item.rules || []).length ? ` Checked by ${item.rules.map((rule) => `\`${rule}\``).join(', ')}.` : '';
  return `| [${item.id} ${item.name}](https://www.w3.org/TR/WCAG22/#${anchor(item.name)}) | Player: ${item.player}${item.author ? '<br>Author’s content: the author decides' : ''} `
    + `| **Player:** ${cell([item.remark, ...seen].join(' '))}${item.author ? `<br>**Author’s content:** ${cell(item.author)}${rules}` : ''} |`;
}
const anchor = (name) => name.toLowerCase().replace(/[(),]/g, '').replace(/\s+/g, '-');

export function write({ product, tests, criteria: items }) {
  const version = /^version = "([^"]+)"/m.exec(read('Cargo.toml'))[1];
  const [, date] = new RegExp(`^## \\[${version.replaceAll('.', '\\.')}\\] - (\\S+)$`, 'm').exec(read('CHANGELOG.md'));
  const footnotes = Object.keys(tests);
  const table = (level) => ['| Criteria | Conformance level | Remarks and explanations |', '|---|---|---|', ...items.filter((item) => item.level === level).map((item) => row(item, footnotes))];
  const count = (level) => items.filter((item) => item.player === level).length;
  return `${[
    `# ${product.name} Accessibility Conformance Report, WCAG edition`, '',
    'In the form of VPAT® version 2.5. Made by `tests/browser/vpat.mjs` from [`criteria.yaml`](criteria.yaml): edit that.', '',
    `- **Name of product and version:** ${product.name} ${version}: ${cell(product.kind)}`,
    `- **Report date:** ${date}, the day of this version`,
    `- **Product description:** ${cell(product.description)}`,
    `- **Contact information:** ${cell(product.contact)}`,
    '- **Notes:**', ...product.notes.map((note) => `  - ${cell(note)}`),
    '- **Evaluation methods used:**', ...product.methods.map((method) => `  - ${cell(method)}`), '',
    `In short, of ${items.length} criteria the player supports ${count('Supports')}, supports ${count('Partially Supports')} partially, does not support ${count('Does Not Support')}, and ${count('Not Applicable')} do not apply.`, '',
    '## Applicable standards and guidelines', '', '| Standard or guideline | Included in report |', '|---|---|',
    '| [Web Content Accessibility Guidelines 2.2](https://www.w3.org/TR/WCAG22/) | Level A: yes<br>Level AA: yes<br>Level AAA: no |', '',
    '## Terms', '',
    '- **Supports:** at least one way of using the functionality meets the criterion without known defects, or meets it with equivalent facilitation.',
    '- **Partially Supports:** some of the functionality does not meet the criterion, or nobody has yet judged what only people can judge; the remark says which.',
    '- **Does Not Support:** the majority of the functionality does not meet the criterion.',
    '- **Not Applicable:** the criterion is not relevant to the product.',
    '- **Player:** what comes with coursepack: the player, the pages, the words of both, the HTML that is made of an author’s text.',
    '- **Author’s content:** words, pictures, media, style sheets of a course. No report can be given about courses that are not written yet; the table says what the builder checks and what is left to people.', '',
    '## WCAG 2.2 report', '', '4.1.1 Parsing is obsolete and was removed from WCAG 2.2; under WCAG 2.0 and 2.1 it counts as met.', '',
    '### Table 1: success criteria, level A', '', ...table('A'), '',
    '### Table 2: success criteria, level AA', '', ...table('AA'), '',
    '### Table 3: success criteria, level AAA', '', 'Not evaluated.', '',
    '## Tests', '', 'The browser’s tests are in `tests/browser` and run with `tests/run browser`; the others with `cargo test`.', '',
    ...footnotes.map((key, at) => `${at + 1}. ${named(tests[key])}`),
  ].join('\n')}\n`;
}

export function reports() {
  test('report: every criterion of WCAG 2.2, levels A and AA, is judged once, and what needs people does not count as supported', () => {
    const { criteria: items, tests } = criteria();
    for (const [level, ids] of [['A', A], ['AA', AA]]) equal(items.filter((item) => item.level === level).map((item) => item.id), ids.split(' '), `criteria of level ${level}`);
    for (const item of items) {
      ok(LEVELS.includes(item.player), `${item.id}: "${item.player}" is no level`);
      ok(!item.people || item.player !== 'Supports', `${item.id} needs people, and they have not judged it`);
      ok(item.remark && item.name, `${item.id} has no remark`);
      for (const key of item.evidence || []) ok(tests[key], `${item.id}: no test is called ${key}`);
    }
    equal(Object.keys(tests).filter((key) => !items.some((item) => (item.evidence || []).includes(key))), [], 'tests that are evidence of nothing');
  });

  test('report: all evidence is there', () => {
    const { criteria: items, tests } = criteria();
    for (const [key, name] of Object.entries(tests)) {
      const [, file, called] = /^(\S+\.rs) (\w+)$/.exec(name) || [];
      const there = file ? fs.existsSync(path.join(root, file)) && new RegExp(`#\\[test\\]\\s+fn ${called}\\(`).test(read(file)) : names().includes(name);
      ok(there, `${key}: there is no test "${name}"`);
    }
    const codes = read('src/finding/codes.rs');
    for (const rule of new Set(items.flatMap((item) => item.rules || []))) ok(codes.includes(` = "${rule}", `), `there is no rule ${rule}`);
  });

  test('report: the conformance report is what the criteria make', () => {
    equal(fs.readFileSync(report, 'utf8').split('\n'), write(criteria()).split('\n'), 'docs/accessibility/conformance.md; run `node vpat.mjs` in tests/browser');
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) fs.writeFileSync(report, write(criteria()));
