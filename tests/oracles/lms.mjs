// The three LMSs behind one face: import a zip, open a SCO as a learner, read back what was stored.
//
//   importZip(file)            -> { refused, launch, items }    items as the LMS lists them: [{ title, href }]
//   open(page, imported, item) -> the frame that shows the SCO  item: one of the manifest's launches
//   inside(url)                -> which file of the package this address is, if it is one
//   stored(page, imported, item) -> { status, score, suspend }  in the words of SCORM 1.2, also of a package of SCORM 2004
import fs from 'node:fs';
import path from 'node:path';

async function frameOf(page, selector) {
  const handle = await page.waitForSelector(selector, { state: 'attached' });
  const frame = await handle.contentFrame();
  await frame.waitForURL((url) => url.protocol.startsWith('http'), { waitUntil: 'domcontentloaded' });
  return frame;
}

const decode = (text) => text
  .replace(/&#x([0-9a-f]+);/gi, (_, code) => String.fromCodePoint(parseInt(code, 16)))
  .replace(/&#(\d+);/g, (_, code) => String.fromCodePoint(Number(code)))
  .replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&quot;/g, '"').replace(/&amp;/g, '&');

/** The Open edX importer. All SCOs of a package share one state there, as on the real platform. */
export function openedx(server) {
  const handler = (name) => `${server.url}/handler/${server.usage}/${name}/`;
  const scenario = (student) => `${server.url}/scenario/scorm/?student=${student}`;
  const assets = `/handler/${server.usage}/assets_proxy/`;
  let student = 0;

  async function token() {
    const response = await fetch(scenario('author'));
    const cookie = response.headers.getSetCookie().map((value) => value.split(';')[0]).find((value) => value.startsWith('csrftoken='));
    return { cookie, 'x-csrftoken': cookie.split('=')[1] };
  }

  return {
    inside: (url) => url.split(assets)[1],

    async importZip(file) {
      const form = new FormData();
      form.set('file', new Blob([fs.readFileSync(file)]), path.basename(file));
      Object.entries({
        display_name: 'judged', width: '', height: '', has_score: '1', enable_navigation_menu: '1',
        enable_fullscreen_button: '0', navigation_menu_width: '', weight: '100', popup_on_launch: '0',
      }).forEach(([key, value]) => form.set(key, value));
      const response = await fetch(handler('studio_submit'), { method: 'POST', headers: await token(), body: form });
      const body = await response.text();
      if (response.status !== 200) {
        const reason = /<pre class="exception_value">([^<]*)/.exec(body)?.[1] ?? '';
        return { refused: `${response.status} ${decode(reason)}`.trim() };
      }
      const answer = JSON.parse(body);
      if (answer.errors.length) return { refused: answer.errors.join('; ') };
      student += 1;
      const shown = await (await fetch(scenario(`reader-${student}`))).text();
      const launch = /<iframe\s+class="scorm-embedded"\s+src="([^"]*)"/.exec(shown)?.[1];
      const items = [...shown.matchAll(/<li href='([^']*)' class='navigation-title'>([\s\S]*?)<\/li>/g)]
        .map(([, href, title]) => ({ title: decode(title), href: decode(href).split(assets)[1] }));
      const warnings = [...shown.matchAll(/<p class="scorm-package-warning">([\s\S]*?)<\/p>/g)].map(([, text]) => text.replace(/<[^>]*>|\s+/g, ' ').trim());
      return { launch: launch && decode(launch).split(assets)[1], launchUrl: launch && server.url + decode(launch), items, warnings };
    },

    // The page's own scripts arrive after the SCO: the API is there only seconds after the SCO has started.
    async late(page) {
      await page.route(/workbench\/js\/runtime\/1\.js/, async (route) => {
        await new Promise((resolve) => { setTimeout(resolve, 1500); });
        await route.continue();
      });
    },

    async open(page, imported, item, first) {
      if (!imported.student) {
        student += 1;
        imported.student = `learner-${student}`;
      }
      await page.goto(scenario(imported.student), { waitUntil: 'load' });
      // The LMS makes its API when its page is ready.
      await page.waitForFunction(() => window.API || window.API_1484_11);
      if (!first) {
        await page.evaluate(([href]) => {
          [...document.querySelectorAll('.navigation-title')].find((entry) => entry.getAttribute('href').endsWith(`/${href}`)).click();
        }, [item.href]);
        await page.waitForFunction(([href]) => document.querySelector('iframe.scorm-embedded').src.endsWith(`/${href}`), [item.href]);
      }
      return frameOf(page, 'iframe.scorm-embedded');
    },

    async stored(page, imported) {
      const headers = { ...(await token()), 'content-type': 'application/json' };
      const read = async (name) => {
        const response = await fetch(`${handler('scorm_get_value')}?student=${imported.student}`, {
          method: 'POST', headers, body: JSON.stringify({ name, url: server.url }),
        });
        return (await response.json()).value;
      };
      const completion = await read('cmi.core.lesson_status');
      const success = await read('cmi.success_status');
      const shown = await (await fetch(scenario(imported.student))).text();
      return {
        status: success === 'unknown' || completion === 'incomplete' ? completion : success,
        score: Math.round(10000 * (await read('cmi.score.scaled'))) / 100,
        grade: Number(/<span class="grade">([^<]*)/.exec(shown)?.[1]),
        suspend: await read('cmi.suspend_data'),
      };
    },
  };
}

/** scormhost: lists the items and keeps one CMI store per SCO. */
export async function scormhost(server) {
  const account = await fetch(`${server.url}/api/auth/register`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email: 'author@example.org', username: 'author', password: 'only-for-this-run', display_name: 'Author' }),
  });
  if (!account.ok) throw new Error(`scormhost: no account: ${account.status} ${await account.text()}`);
  const authorization = `Bearer ${(await account.json()).access_token}`;
  return {
    inside: (url) => /\/content\/[^/]*\/(.*)/.exec(url)?.[1],

    async importZip(file) {
      const form = new FormData();
      form.set('file', new Blob([fs.readFileSync(file)]), path.basename(file));
      const response = await fetch(`${server.url}/api/packages`, { method: 'POST', headers: { authorization }, body: form });
      if (response.status !== 201) return { refused: `${response.status} ${(await response.text()).slice(0, 200)}` };
      const answer = await response.json();
      const items = answer.manifest.launches.map(({ title, href }) => ({ title, href }));
      return {
        id: answer.id,
        version: answer.manifest.schema_version,
        launch: items[0]?.href,
        launchUrl: items[0] && `${server.url}/content/${answer.id}/${items[0].href}`,
        items,
      };
    },

    async open(page, imported, item) {
      await page.goto(`${server.url}/launch/${imported.id}?launch=${encodeURIComponent(item.href)}`, { waitUntil: 'load' });
      return frameOf(page, '#scormhost-content');
    },

    async stored(page, imported, item) {
      const response = await page.request.get(`${server.url}/api/scorm/${imported.id}/cmi?launch=${encodeURIComponent(item.href)}`);
      const { elements } = await response.json();
      if (imported.version !== '1.2') {
        const completion = elements['cmi.completion_status'];
        const success = elements['cmi.success_status'];
        return {
          status: completion === 'completed' && ['passed', 'failed'].includes(success) ? success : completion,
          score: elements['cmi.score.raw'] === undefined ? undefined : Number(elements['cmi.score.raw']),
          suspend: elements['cmi.suspend_data'],
          elements,
        };
      }
      return {
        status: elements['cmi.core.lesson_status'],
        score: elements['cmi.core.score.raw'] === undefined ? undefined : Number(elements['cmi.core.score.raw']),
        suspend: elements['cmi.suspend_data'],
        elements,
      };
    },
  };
}

/** wagtail-lms, the hostile one. It shows only the first resource of a package. */
export function wagtail(server) {
  return {
    inside: (url) => /\/lms\/scorm-content\/[^/]*\/(.*)/.exec(url)?.[1],

    async importZip(file) {
      const response = await fetch(`${server.url}/judge/import`, { method: 'POST', body: fs.readFileSync(file) });
      if (response.status !== 200) return { refused: String(response.status) };
      const answer = await response.json();
      if (!answer.launch) return { refused: 'nothing to launch: the LMS could not read the manifest' };
      const launch = answer.launch.split('/').slice(4).join('/');
      return { ...answer, launch, launchUrl: null, items: null };
    },

    async open(page, imported) {
      await page.goto(`${server.url}/judge/login`);
      await page.goto(`${server.url}${imported.play}`, { waitUntil: 'load' });
      return frameOf(page, '#scorm-frame');
    },

    async stored(page, imported) {
      const attempt = await (await page.request.get(`${server.url}/judge/attempt/${imported.package}`)).json();
      const arrived = attempt.arrived ?? {};
      return {
        status: arrived['cmi.core.lesson_status'],
        score: Number(arrived['cmi.core.score.raw']),
        suspend: arrived['cmi.suspend_data'],
        kept: `${attempt.status} ${attempt.score}`,
      };
    },
  };
}
