// Runs everything: `node run.mjs [part of a name]`. The package comes from COURSEPACK_PACKAGE_DIR, or is built with COURSEPACK_BIN.
import process from 'node:process';
import { runAll } from './lib/check.mjs';
import { startBrowser } from './lib/launch.mjs';
import { serve } from './lib/serve.mjs';
import { packageFolder } from './lib/package.mjs';
import { journeys } from './journey.mjs';
import { faults } from './faults.mjs';
import { units } from './units.mjs';
import { views } from './views.mjs';

const folder = packageFolder();
const server = await serve(folder);
let chromium = await startBrowser();
const world = { origin: server.origin, folder, browser: () => chromium };
units(world);
journeys(world);
faults(world);
views(world);
const good = await runAll(process.argv[2]);
await chromium.close();
server.close();
process.exitCode = good ? 0 : 1;
