// The same tests in Firefox: `node firefox.mjs [part of a name]`, or `node firefox.mjs all` for every test that a browser is needed for.
// Without a name: the learner's whole way, every way of leaving, and what else engines do differently. The package comes from where run.mjs takes it.
import process from 'node:process';
import { runAll } from './lib/check.mjs';
import { startFirefox } from './lib/firefox.mjs';
import { packageFolder } from './lib/package.mjs';
import { serve } from './lib/serve.mjs';
import { closing } from './closing.mjs';
import { disk } from './disk.mjs';
import { faults } from './faults.mjs';
import { journeys } from './journey.mjs';
import { sites } from './site.mjs';
import { views } from './views.mjs';

const CHOSEN = /^(the whole way against (the plain|scorm-again)|closing: |disk: |exit: |order: |site: |text: words typed|fault: (no API|the tab is killed)|view: (back and forward|the drawer|a course in two languages))/;
const [wanted] = process.argv.slice(2);
const folder = packageFolder();
const server = await serve(folder);
const firefox = await startFirefox();
process.stdout.write(`Firefox ${firefox.version()}\n`);
const world = { ...server, folder, engine: 'firefox', start: process.env.COURSEPACK_SCO || 'index.html', browser: () => firefox, keeping: () => firefox };
journeys(world);
closing(world);
disk(world);
faults(world);
views(world);
sites(world);
const good = await runAll(wanted === 'all' ? '' : wanted || CHOSEN);
await firefox.close();
server.close();
process.exitCode = good ? 0 : 1;
