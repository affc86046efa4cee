// Chromium for the judges, and a watch on everything that goes wrong in a page.
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { cacheFolder } from './cache.mjs';

const require = createRequire(path.join(cacheFolder, 'npm/package.json'));

const candidates = [process.env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const executablePath = candidates.find((candidate) => candidate && fs.existsSync(candidate));

/** What is missing on this machine, or nothing. */
export function missing() {
  if (!executablePath) return 'no Chromium (apt: chromium, or CHROMIUM=path)';
  if (!fs.existsSync(path.join(cacheFolder, 'npm/node_modules/playwright-core'))) return 'playwright-core is not installed';
  return null;
}

export function launch() {
  const { chromium } = require('playwright-core');
  // Without a sandbox, because CI containers run as root. Only our own packages are opened.
  return chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-dev-shm-usage', '--mute-audio'] });
}

/** Opens a page that collects what goes wrong; `inside` says which file of the package a URL is, if it is one. */
export async function openPage(browser, inside) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  page.setDefaultTimeout(15000);
  const faults = [];
  const fetched = new Set();
  const own = (url) => inside(url) !== undefined;
  page.on('pageerror', (error) => faults.push(`script error: ${error.message.split('\n')[0]}`));
  page.on('response', (response) => {
    if (!own(response.url())) return;
    if (response.status() < 400) fetched.add(decodeURIComponent(inside(response.url().split(/[?#]/)[0])));
    if (response.status() >= 400) faults.push(`${response.status()} for ${new URL(response.url()).pathname}`);
  });
  page.on('requestfailed', (request) => {
    // The browser cancels downloads of media that it does not need; that is no fault of the package.
    const reason = request.failure()?.errorText;
    if (own(request.url()) && reason !== 'net::ERR_ABORTED') faults.push(`${reason} for ${new URL(request.url()).pathname}`);
  });
  page.on('dialog', (dialog) => dialog.accept().catch(() => {}));
  return { context, page, faults, fetched };
}
