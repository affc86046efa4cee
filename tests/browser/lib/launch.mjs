// A browser with an LMS page that holds the SCO in a frame. Everything a launch leaves behind lives in the context's localStorage, as in one learner's browser.
import { chromium } from 'playwright-core';

export const startBrowser = (options) => chromium.launch({ executablePath: process.env.COURSEPACK_CHROMIUM || '/usr/bin/chromium', args: ['--no-sandbox'], ...options });

// One learner at one LMS: `lms` is plain, scorm-again, scorm-again-2004 or kolibri. `launch()` opens the course once more; problems on the page are collected in `noise`.
export async function learner(browser, origin, lms, { profile = {}, store, sco = 'index.html', ...options } = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 860 }, ...options });
  const noise = [];
  const blank = await context.newPage();
  await blank.goto(`${origin}/lms/blank.html`);
  const setItem = (key, value) => blank.evaluate(([name, text]) => localStorage.setItem(name, text), [key, typeof value === 'string' ? value : JSON.stringify(value)]);
  const getItem = (key) => blank.evaluate((name) => localStorage.getItem(name), key);
  await setItem('lms:profile', profile);
  if (store) await setItem('lms:store', store);
  const learnerApi = {
    context, noise, setItem, getItem,
    async launch() {
      await blank.evaluate(() => localStorage.removeItem('lms:calls'));
      const page = await context.newPage();
      page.on('pageerror', (error) => noise.push(`exception: ${error.message}`));
      page.on('console', (message) => { if (!/favicon|404/.test(message.text() + message.location().url)) noise.push(`console ${message.type()}: ${message.text()}`); });
      await page.goto(`${origin}/lms/${lms}.html?sco=${sco}`);
      const frame = page.frameLocator('#sco');
      await frame.locator('#cp-app h1').first().waitFor();
      await frame.locator('.cp-top, .cp-over').first().waitFor();
      return { page, frame, inside: page.frames().find((item) => item.url().includes('/package/')) };
    },
    async calls() {
      const text = await getItem('lms:calls');
      return (text || '').trim().split('\n').filter(Boolean).map((line) => JSON.parse(line));
    },
    stored: async () => JSON.parse((await getItem('lms:store')) || '{}'),
    close: () => context.close(),
  };
  return learnerApi;
}

// A call as one line; what differs from run to run is replaced by a sign.
export function transcript(calls) {
  return calls.filter((call) => !call.name.endsWith('GetLastError')).map((call) => {
    let [element, value] = call.args;
    if (/session_time$|latency$|\.time(stamp)?$/.test(element)) value = '<time>';
    if (element === 'cmi.suspend_data' && value) value = value.replace(/^(c1).{4}\.[\w-]+(\..*)?$/s, (whole, head, text) => `<${head} state${text ? ' with text' : ''}>`);
    let answer = String(call.answer);
    if (element === 'cmi.suspend_data' && call.name.endsWith('GetValue') && answer) answer = '<state>';
    return `${call.name}(${[element, value].filter((part) => part !== undefined).map((part) => JSON.stringify(part)).join(', ')}) -> ${JSON.stringify(answer)}${call.error !== '0' ? ` error ${call.error}` : ''}`;
  });
}
export const saved = (calls, element) => calls.filter((call) => call.name.endsWith('SetValue') && call.args[0] === element).map((call) => call.args[1]);
export const errors = (calls) => calls.filter((call) => call.error !== '0' || call.threw).map((call) => `${call.name}(${call.args.join(', ')}) error ${call.error}${call.threw || ''}`);
