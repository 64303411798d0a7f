// What a first visit to the hostable folder fetches, and what that weighs.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';

export const first_visit_limit_bytes = 450_000;
// Fetched only by a reader, a text or a browser that needs it.
export const fonts_on_demand = ['inter-extended.woff2', 'fallback.ttf', 'fallback-icons.ttf'];
// Modules of the page that come with the first question to them, with the second part, with the first commit or behind it.
export const on_request = ['copies.js', 'envelope.js', 'notifications.js', 'offline.js', 'print.js', 'second_copy.js', 'second_copy_worker.js'];
// Of the installed page, and what keeps it for when there is no network: not before there is a book.
export const on_install = ['manifest.webmanifest', 'icon-192.png', 'icon-512.png', 'icon-maskable-512.png'];
const on_demand = ['licenses.txt', 'service_worker.js', ...on_install, 'platform/own_glyphs.js', ...on_request.map((name) => `platform/${name}`), 'fallback/glyphs.mjs', 'fallback/glyphs.wasm', ...fonts_on_demand.map((name) => `fonts/${name}`)];
// The second part of the program comes when somebody begins to use the page (web/site/platform/program.js).
const isLater = (path) => path.startsWith('corong.later.');
// Fetched when somebody asks for what is in it, but for the words of the reader's language.
const isAsset = (path) => /^assets\.\w+\//.test(path);
const isWords = (path, language) => isAsset(path) && path.endsWith(`/i18n/${language}.json`);

// One row a file: its path, its bytes, and its bytes as brotli sends them.
export const firstVisit = (site, language = 'en') =>
  weigh(site, (path) => isWords(path, language) || (!on_demand.includes(path) && !isLater(path) && !isAsset(path)));
export const withFirstUse = (site) => weigh(site, isLater);

function weigh(site, wanted) {
  return filesOf(site).filter(wanted).map((path) => {
    const bytes = readFileSync(join(site, path));
    return { path, raw: bytes.length, packed: Math.min(bytes.length, brotli(bytes).length) };
  });
}

export const packedBytes = (rows) => rows.reduce((sum, row) => sum + row.packed, 0);

export function filesOf(folder, prefix = '') {
  return readdirSync(join(folder, prefix), { withFileTypes: true })
    .flatMap((entry) => (entry.isDirectory() ? filesOf(folder, `${prefix}${entry.name}/`) : `${prefix}${entry.name}`))
    .sort();
}

function brotli(bytes) {
  return brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } });
}
