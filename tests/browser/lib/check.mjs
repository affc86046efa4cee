// Tests by name, one after the other, and the counts at the end.
const tests = [];
export const test = (name, run) => tests.push({ name, run });
export const names = () => tests.map(({ name }) => name);
export class Skip extends Error {}

export function equal(actual, expected, what) {
  const [a, b] = [JSON.stringify(actual), JSON.stringify(expected)];
  if (a !== b) throw new Error(`${what}: ${a} instead of ${b}`);
}
export function ok(value, what) {
  if (!value) throw new Error(what);
}

export async function runAll(pattern) {
  const counts = { passed: 0, failed: 0, skipped: 0 };
  for (const { name, run } of tests) {
    if (pattern && !(pattern.test ? pattern.test(name) : name.includes(pattern))) continue;
    const started = Date.now();
    try {
      await run();
      counts.passed += 1;
      process.stdout.write(`ok    ${name} (${Date.now() - started} ms)\n`);
    } catch (error) {
      // In continuous integration a judge that is missing is a failure.
      const skipped = error instanceof Skip && !process.env.CI;
      counts[skipped ? 'skipped' : 'failed'] += 1;
      process.stdout.write(`${skipped ? 'skip ' : 'FAIL '} ${name}: ${skipped ? error.message : error.stack}\n`);
    }
  }
  process.stdout.write(`${counts.passed} passed, ${counts.failed} failed${counts.skipped ? `, ${counts.skipped} skipped` : ''}\n`);
  return counts.failed === 0;
}
