// Lays out the hostable folder and prints what a first visit costs.
//   node tools/site.mjs <site> --page <folder> --program <folder> --parts <folder> --assets <folder> --fallback <folder> --fonts <folder> --license <name>=<folder>...
// Called by CMake (tools/site.cmake). The site holds exactly what is named here; other files in it are removed.

import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';
import { cpSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { first_visit_limit_kb, firstVisit, fonts_on_demand, packedBytes, withFirstUse, on_request } from './first_visit.mjs';

const fallback = ['glyphs.mjs', 'glyphs.wasm'];
const fonts = ['inter.woff2', 'icons.woff2', ...fonts_on_demand];

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    page: { type: 'string' },
    program: { type: 'string' },
    parts: { type: 'string' },
    assets: { type: 'string' },
    fallback: { type: 'string' },
    fonts: { type: 'string' },
    license: { type: 'string', multiple: true },
  },
});
const site = resolve(positionals[0]);

rmSync(site, { recursive: true, force: true });
mkdirSync(join(site, 'fonts'), { recursive: true });
mkdirSync(join(site, 'fallback'));
await layOutPage(copyProgram());
for (const name of fallback) cpSync(join(values.fallback, name), join(site, 'fallback', name));
cpSync(values.assets, join(site, 'assets'), { recursive: true });
for (const name of fonts) cpSync(join(values.fonts, name), join(site, 'fonts', name));
writeFileSync(join(site, 'licenses.txt'), values.license.map(licenseOf).join('\n'));

report(firstVisit(site), `first visit, brotli (limit ${first_visit_limit_kb} KB)`);
report(withFirstUse(site), 'with the first press, drop or question of a script');
if (packedBytes(firstVisit(site)) > first_visit_limit_kb * 1000) console.log('          over the limit');

function report(rows, words) {
  for (const row of rows) console.log(`${kb(row.raw)} ${kb(row.packed)}  ${row.path}`);
  console.log(`${''.padStart(9)} ${kb(packedBytes(rows))}  ${words}`);
}

// The parts of the program and the glue around them fit only each other: their names carry a hash of all, so that
// no page takes one of another build, from the host or from a cache. Returns [old name, new name] of each.
function copyProgram() {
  const files = [[values.program, 'corong.mjs'], [values.parts, 'corong.wasm'], [values.parts, 'corong.later.wasm']];
  const bytes = files.map(([folder, name]) => readFileSync(join(folder, name)));
  const hash = createHash('sha256').update(Buffer.concat(bytes)).digest('hex').slice(0, 8);
  return files.map(([, name], i) => {
    const hashed = name.replace(/\.(\w+)$/, `.${hash}.$1`);
    writeFileSync(join(site, hashed), bytes[i]);
    return [name, hashed];
  });
}

// The page's own files: its modules as one, so that a visitor asks once, and without what is for readers of the code.
// own_glyphs.js stays apart: few browsers need it. So do those that are asked for when somebody uses them, each with all
// it needs, for else what they share would be one request more for everybody.
async function layOutPage(renamed) {
  const { build } = createRequire(resolve(values.page, '../package.json'))('esbuild');
  const page = readFileSync(join(values.page, 'index.html'), 'utf8');
  writeFileSync(join(site, 'index.html'), renamed.reduce((html, [name, hashed]) => html.replaceAll(`"${name}"`, `"${hashed}"`), page));
  cpSync(join(values.page, 'icon.svg'), join(site, 'icon.svg'));
  const common = { bundle: true, minify: true, format: 'esm', target: 'es2022', logLevel: 'warning' };
  const apart = on_request.map((name) => `./platform/${name}`);
  await build({
    ...common,
    entryPoints: ['shell.js', 'shell.css'].map((name) => join(values.page, name)),
    outdir: site,
    splitting: true,
    chunkNames: 'platform/[name]',
    external: ['*/glyphs.mjs', '*.woff2', ...apart],
  });
  await build({ ...common, entryPoints: apart.map((name) => join(values.page, name)), outdir: join(site, 'platform') });
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
