// axe-core in the frame of the course: what it finds, one line for each rule and element.
import fs from 'node:fs';
import { createRequire } from 'node:module';

const source = fs.readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
// axe gives no verdict on text beneath a bar that stays in view or in a list that is scrolled; here everything stands one below the other.
const STILL = '*, ::before, ::after { transition: none !important; content-visibility: visible !important; } .cp-top, .cp-bar, .cp-contents, .cp-close { position: static !important; max-block-size: none !important; overflow: visible !important; } .cp-table, pre { overflow: visible !important; } table { table-layout: fixed !important; overflow-wrap: anywhere; }';

export async function axe(frame) {
  if (!(await frame.evaluate(() => !!window.axe))) await frame.evaluate(source);
  return frame.evaluate(async ([tags, css]) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    document.adoptedStyleSheets = [sheet];
    const { violations, incomplete } = await window.axe.run(document, { runOnly: { type: 'tag', values: tags }, resultTypes: ['violations', 'incomplete'], iframes: false, preload: false });
    document.adoptedStyleSheets = [];
    const lines = (found) => found.flatMap((rule) => rule.nodes.map((node) => `${rule.id} at ${node.target.join(' ')}: ${(node.any[0] || node.all[0] || node.none[0] || {}).message || rule.help}`));
    // Where axe cannot tell the contrast it must be because there is no text.
    const open = lines(incomplete.filter((rule) => rule.id === 'color-contrast')).filter((line) => !/no value|non-text characters/.test(line));
    return [...lines(violations), ...open];
  }, [TAGS, STILL]);
}
