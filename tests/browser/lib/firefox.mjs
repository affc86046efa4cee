// Firefox as distributions ship it, driven over WebDriver BiDi by the same library as Chromium, so that the same tests run in both.
import fs from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { firefox } from 'playwright-core';

const NAMES = [process.env.COURSEPACK_FIREFOX, 'firefox-esr', 'firefox'];
// What extended support releases do not know yet, and no test here needs: colour schemes are chosen with `prefs`.
const UNKNOWN = new Set(['emulation.setMediaFeaturesOverride']);

// As in the Firefox that people use, where the library would loosen it: every file on disk is an origin of its own.
const SHIPPED = { 'security.fileuri.strict_origin_policy': true };

function find() {
  for (const name of NAMES.filter(Boolean)) {
    const found = [name, ...process.env.PATH.split(path.delimiter).map((folder) => path.join(folder, name))].find((file) => path.isAbsolute(file) && fs.existsSync(file));
    if (found) return found;
  }
  throw new Error('there is no Firefox on the path; install firefox-esr, or name the program in COURSEPACK_FIREFOX');
}

export async function startFirefox(prefs = {}) {
  const browser = await firefox.launch({ channel: 'moz-firefox', executablePath: find(), firefoxUserPrefs: { ...SHIPPED, ...prefs } });
  // The library sends these for every context and gives up when one is refused. It is pinned to one version, and so is this way in.
  const session = firefox._connection.toImpl(browser)._browserSession;
  const send = session.send.bind(session);
  session.send = (method, params) => (UNKNOWN.has(method) ? Promise.resolve({}) : send(method, params));
  return browser;
}
