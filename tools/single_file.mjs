// Puts the site into one file that opens from a disk: the page with its script and styles in it, and what they fetch, packed.
//   layOutSingleFile({ site, page, program, esbuild }) -> the text of corong.html
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { filesOf } from './first_visit.mjs';

const MIME = { '.wasm': 'application/wasm', '.js': 'text/javascript', '.json': 'application/json', '.ttf': 'font/ttf' };
// What the page fetches by its address: the parts of the program, words and sample, what draws where no canvas may be read, and
// the worker of the second copy. Not what is of a host alone: the service worker, and what is for installing.
const isFetched = (path) => /^corong\..*wasm$|^assets\.|^fallback\/.*wasm$|^fonts\/fallback|worker\.js$/.test(path) && path !== 'service_worker.js';

export async function layOutSingleFile({ site, page, glue, esbuild }) {
  const script = await scriptOf({ site, page, glue, esbuild });
  const style = await styleOf({ site, esbuild });
  const packed = filesOf(site).filter(isFetched).map((path) => packedElement(site, path));
  return fill(readFileSync(join(site, 'index.html'), 'utf8'), [
    [/<meta http-equiv="Content-Security-Policy"[^>]*>/, `<meta http-equiv="Content-Security-Policy" content="${policyOf(script, style)}">`],
    [/<link rel="icon"[^>]*>/, `<link rel="icon" href="data:image/svg+xml,${encodeURIComponent(readFileSync(join(site, 'icon.svg'), 'utf8').trim())}">`],
    [/<link rel="stylesheet"[^>]*>/, `<style>${style}</style>`],
    [/<script type="module"[^>]*><\/script>\n/, ''],
    [/<link rel="(?:apple-touch-icon|manifest|modulepreload)"[^>]*>\n/g, ''],
    [/<link rel="preload" href="fonts[^>]*>\n/, ''],
    [/<link rel="preload" (href="corong[^"]*")[^>]*>/, (_, href) => `<link ${href} id="program">`],
    [/<\/body>/, `${packed.join('\n')}\n<script type="module">${script}</script>\n</body>`],
  ]);
}

// Each must be there: the page has changed otherwise, and this with it.
function fill(html, changes) {
  return changes.reduce((text, [pattern, wanted]) => {
    if (text.search(pattern) < 0) throw new Error(`index.html has nothing like ${pattern}`);
    return text.replace(pattern, typeof wanted === 'function' ? wanted : () => wanted); // "$&" in a script is no pattern
  }, html);
}

async function scriptOf({ site, page, glue, esbuild }) {
  const own = { '/place.js': join(page, 'single_file/place.js'), 'fallback/glyphs.mjs': join(site, 'fallback/glyphs.mjs'), 'program-glue': glue };
  const plugin = {
    name: 'parts of the page that are elsewhere, or others here',
    setup: ({ onResolve }) => onResolve({ filter: /\/place\.js$|fallback\/glyphs\.mjs$|^program-glue$/ }, ({ path }) => ({ path: Object.entries(own).find(([end]) => path.endsWith(end))[1] })),
  };
  const { outputFiles } = await esbuild.build({ entryPoints: [join(page, 'single_file.js')], bundle: true, minify: true, format: 'esm', target: 'es2022', write: false, plugins: [plugin], logLevel: 'warning' });
  return outputFiles[0].text;
}

async function styleOf({ site, esbuild }) {
  const { outputFiles } = await esbuild.build({ entryPoints: [join(site, 'shell.css')], bundle: true, minify: true, loader: { '.woff2': 'dataurl' }, write: false, logLevel: 'warning' });
  return outputFiles[0].text;
}

// What stands in this file may run, and nothing else; nothing is fetched from anywhere.
function policyOf(script, style) {
  const digest = (text) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
  return `default-src 'none'; script-src ${digest(script)} 'wasm-unsafe-eval'; connect-src blob:; style-src ${digest(style)}; img-src data: blob:; font-src data:; worker-src blob:; base-uri 'none'; form-action 'none'`;
}

function packedElement(site, path) {
  const packed = deflateRawSync(readFileSync(join(site, path)), { level: 9 }).toString('base64');
  return `<script type="application/octet-stream" data-path="${path}" data-type="${MIME[extname(path)] ?? ''}">${packed}</script>`;
}
