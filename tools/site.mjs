// Lays out the hostable folder and prints what a first visit costs.
//   node tools/site.mjs <site> --page <folder> --program <folder> --fallback <folder> --fonts <folder> --license <name>=<folder>...
// Called by CMake (tools/site.cmake). The site holds exactly what is named here; other files in it are removed.

import { createRequire } from 'node:module';
import { cpSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { first_visit_limit_kb, firstVisit, fonts_on_demand, packedBytes } from './first_visit.mjs';

const fallback = ['glyphs.mjs', 'glyphs.wasm'];
const fonts = ['inter.woff2', 'icons.woff2', ...fonts_on_demand];

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    page: { type: 'string' },
    program: { type: 'string' },
    fallback: { type: 'string' },
    fonts: { type: 'string' },
    license: { type: 'string', multiple: true },
  },
});
const site = resolve(positionals[0]);

rmSync(site, { recursive: true, force: true });
mkdirSync(join(site, 'fonts'), { recursive: true });
mkdirSync(join(site, 'fallback'));
await layOutPage();
for (const name of ['corong.mjs', 'corong.wasm']) cpSync(join(values.program, name), join(site, name));
for (const name of fallback) cpSync(join(values.fallback, name), join(site, 'fallback', name));
for (const name of fonts) cpSync(join(values.fonts, name), join(site, 'fonts', name));
writeFileSync(join(site, 'licenses.txt'), values.license.map(licenseOf).join('\n'));

const rows = firstVisit(site);
const total = packedBytes(rows);

for (const row of rows) console.log(`${kb(row.raw)} ${kb(row.packed)}  ${row.path}`);
console.log(`${''.padStart(9)} ${kb(total)}  first visit, brotli (limit ${first_visit_limit_kb} KB)`);
if (total > first_visit_limit_kb * 1000) console.log('          over the limit');

// The page's own files: its modules as one, so that a visitor asks once, and without what is for readers of the code.
// own_glyphs.js stays apart: few browsers need it.
async function layOutPage() {
  const { build } = createRequire(resolve(values.page, '../package.json'))('esbuild');
  for (const name of ['index.html', 'icon.svg']) cpSync(join(values.page, name), join(site, name));
  await build({
    entryPoints: ['shell.js', 'shell.css'].map((name) => join(values.page, name)),
    outdir: site,
    bundle: true,
    minify: true,
    splitting: true,
    format: 'esm',
    target: 'es2022',
    chunkNames: 'platform/[name]',
    external: ['*/corong.mjs', '*/glyphs.mjs', '*.woff2'],
    logLevel: 'warning',
  });
}

function licenseOf(argument) {
  const [name, folder] = argument.split('=');
  const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
  if (!file) throw new Error(`no licence file of ${name} in ${folder}`);
  return `${name}\n${'='.repeat(name.length)}\n\n${readFileSync(join(folder, file), 'utf8')}\n`;
}

function kb(bytes) {
  return `${(bytes / 1000).toFixed(1)} KB`.padStart(9);
}
