// A static server for the package under test and for the pages that stand in for an LMS.
import fs from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const here = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const TYPES = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.mjs': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml', '.jpg': 'image/jpeg', '.png': 'image/png',
  '.webm': 'video/webm', '.mp4': 'video/mp4', '.mp3': 'audio/mpeg', '.ogg': 'audio/ogg', '.vtt': 'text/vtt', '.xml': 'application/xml', '.pdf': 'application/pdf' };
// What a careful LMS sends: nothing inline, nothing from elsewhere.
const POLICY = "default-src 'self'; script-src 'self'; style-src 'self'; object-src 'none'; base-uri 'none'";

// Serves `/package/…` from `folder`, `/lms/…` and `/modules/…` from the tests; `?cache` allows a page to be kept, `store` every page. What is posted to `/sent/<name>` is in `sent(name)`.
export async function serve(folder, { store = false } = {}) {
  const posts = new Map();
  const sent = (name) => posts.get(name) || [];
  const roots = { package: folder, lms: path.join(here, 'lms'), modules: path.join(here, 'node_modules'), cache: path.join(here, '.cache') };
  const server = http.createServer((request, response) => {
    const url = new URL(request.url, 'http://x');
    const [, root, ...rest] = decodeURIComponent(url.pathname).split('/');
    if (root === 'sent' && request.method === 'POST') {
      let body = '';
      request.on('data', (part) => { body += part; });
      request.on('end', () => {
        posts.set(rest[0], [...sent(rest[0]), JSON.parse(body)]);
        response.writeHead(200, { 'content-type': 'text/plain' }).end('kept');
      });
      return;
    }
    const file = roots[root] && path.join(roots[root], ...rest);
    if (!file || !file.startsWith(roots[root]) || !fs.existsSync(file) || !fs.statSync(file).isFile()) {
      response.writeHead(404, { 'content-type': 'text/plain' }).end('not here');
      return;
    }
    const headers = { 'content-type': TYPES[path.extname(file)] || 'application/octet-stream', 'cache-control': url.searchParams.has('cache') ? 'max-age=600' : store ? 'no-cache' : 'no-store', 'accept-ranges': 'bytes' };
    if (root === 'package') headers['content-security-policy'] = POLICY;
    const { size } = fs.statSync(file);
    const range = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range || '');
    if (range) {
      const from = Number(range[1]);
      const to = Math.min(size - 1, range[2] ? Number(range[2]) : size - 1);
      response.writeHead(206, { ...headers, 'content-range': `bytes ${from}-${to}/${size}`, 'content-length': to - from + 1 });
      fs.createReadStream(file, { start: from, end: to }).pipe(response);
      return;
    }
    response.writeHead(200, { ...headers, 'content-length': size });
    fs.createReadStream(file).pipe(response);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { origin: `http://127.0.0.1:${server.address().port}`, sent, close: () => server.close() };
}
