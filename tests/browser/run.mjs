// Runs everything: `node run.mjs [part of a name]`. The package comes from COURSEPACK_PACKAGE_DIR, or is built with COURSEPACK_BIN.
import fs from 'node:fs';
import process from 'node:process';
import { runAll } from './lib/check.mjs';
import { startBrowser } from './lib/launch.mjs';
import { serve } from './lib/serve.mjs';
import { packageFolder } from './lib/package.mjs';
import { journeys } from './journey.mjs';
import { budget } from './budget.mjs';
import { faults } from './faults.mjs';
import { sites } from './site.mjs';
import { media } from './media.mjs';
import { fuzz } from './fuzz.mjs';
import { transcripts } from './transcripts.mjs';
import { units } from './units.mjs';
import { views } from './views.mjs';

const folder = packageFolder();
const server = await serve(folder);
const chromium = await startBrowser();
// A package of several SCOs is tested by one of them: COURSEPACK_SCO names its page, else the first is taken.
const pages = fs.readdirSync(folder).filter((name) => /^(index|sco_.*)\.html$/.test(name)).sort();
const start = process.env.COURSEPACK_SCO || pages[0];
const world = { origin: server.origin, folder, start, browser: () => chromium };
units(world);
budget(world);
journeys(world);
faults(world);
views(world);
sites(world);
fuzz();
const small = transcripts(world);
const film = media(world);
const good = await runAll(process.argv[2]);
await chromium.close();
server.close();
small.close();
film.close();
process.exitCode = good ? 0 : 1;
