// Serves a folder on this machine only, with the types a browser insists on.
//   node tools/serve.mjs <folder> [port]      or, in tests: import { serve } from '.../tools/serve.mjs'

import { createReadStream, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, normalize, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const types = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.mjs': 'text/javascript; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
  '.woff2': 'font/woff2',
};

// Resolves to the listening server. Port 0 takes any free one: see server.address().port.
export function serve(folder, port = 0) {
  const root = resolve(folder);
  const server = createServer((request, response) => {
    const file = fileFor(root, request.url);
    if (!['GET', 'HEAD'].includes(request.method)) {
      response.writeHead(405, { Allow: 'GET, HEAD' }).end();
    } else if (!file) {
      response.writeHead(404, { 'Content-Type': types['.txt'] }).end('Not found\n');
    } else {
      const type = types[extname(file.path)] ?? 'application/octet-stream';
      response.writeHead(200, {
        'Content-Type': type,
        'Content-Length': file.size,
        'Cache-Control': 'no-cache',
        'X-Content-Type-Options': 'nosniff',
      });
      if (request.method === 'HEAD') response.end();
      else createReadStream(file.path).on('error', () => response.destroy()).pipe(response);
    }
  });
  return new Promise((listening, refused) => {
    server.once('error', refused);
    server.listen(port, '127.0.0.1', () => listening(server));
  });
}

// The file a request means, or nothing; never one outside of root.
function fileFor(root, url) {
  let path;
  try {
    path = decodeURIComponent(new URL(url, 'http://localhost').pathname);
  } catch {
    return undefined;
  }
  if (path.includes('\0')) return undefined;
  if (path.endsWith('/')) path += 'index.html';
  path = join(root, normalize(path));
  const found = statSync(path, { throwIfNoEntry: false });
  return found?.isFile() ? { path, size: found.size } : undefined;
}

if (process.argv[1] && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const [folder, port = '8080'] = process.argv.slice(2);
  try {
    await serve(folder, Number(port));
    console.log(`Corong is at http://127.0.0.1:${port} (Ctrl+C ends it)`);
  } catch (error) {
    const taken = error.code === 'EADDRINUSE';
    console.error(`corong: cannot serve on port ${port}`);
    console.error(`   why: ${taken ? 'another program listens there' : error.message}`);
    console.error(`    do: ${taken ? 'end that program, or choose another: ' : 'try another port: '}./corong serve --port 8081`);
    process.exit(1);
  }
}
