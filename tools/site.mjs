// Lays out the hostable folder and prints what a first visit costs.
//   node tools/site.mjs <site> --page <folder> --program <folder> --parts <folder> --assets <folder> --fallback <folder> --fonts <folder> --license <name>=<folder>...
// Beside it the same as one file, corong.html (single_file.mjs). Called by CMake (tools/site.cmake). The site holds exactly what is named here; other files in it are removed.

import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';
import { cpSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { filesOf, first_visit_limit_bytes, firstVisit, fonts_on_demand, on_install, on_request, packedBytes, withFirstUse } from './first_visit.mjs';
import { layOutSingleFile } from './single_file.mjs';

const fallback = ['glyphs.mjs', 'glyphs.wasm'];
const fonts = ['inter.woff2', 'icons.woff2', ...fonts_on_demand];
const common = { bundle: true, minify: true, format: 'esm', target: 'es2022', logLevel: 'warning' };

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
const esbuild = createRequire(resolve(values.page, '../package.json'))('esbuild');

rmSync(site, { recursive: true, force: true });
mkdirSync(join(site, 'fonts'), { recursive: true });
mkdirSync(join(site, 'fallback'));
await layOutPage(copyProgram());
for (const name of fallback) cpSync(join(values.fallback, name), join(site, 'fallback', name));
for (const name of fonts) cpSync(join(values.fonts, name), join(site, 'fonts', name));
writeFileSync(join(site, 'licenses.txt'), values.license.map(licenseOf).join('\n'));
await layOutServiceWorker();
const single = await layOutSingleFile({ site, page: values.page, glue: join(values.program, 'corong.mjs'), esbuild });
writeFileSync(join(dirname(site), 'corong.html'), single);

report(firstVisit(site), `first visit, brotli (limit ${(first_visit_limit_bytes / 1000).toFixed(1)} KB)`);
report(withFirstUse(site), 'with the first press, drop or question of a script');
console.log(`${kb(Buffer.byteLength(single))} ${''.padStart(9)}  all of it as one file, corong.html`);
if (packedBytes(firstVisit(site)) > first_visit_limit_bytes) console.log('          over the limit');

function report(rows, words) {
  for (const row of rows) console.log(`${kb(row.raw)} ${kb(row.packed)}  ${row.path}`);
  console.log(`${''.padStart(9)} ${kb(packedBytes(rows))}  ${words}`);
}

// The parts of the program, the glue around them and the words fit only each other: their names carry a hash of all, so
// that no page takes one of another build, from the host or from a cache. Returns [old name, new name] of each.
function copyProgram() {
  const files = [[values.program, 'corong.mjs'], [values.parts, 'corong.wasm'], [values.parts, 'corong.later.wasm']];
  const bytes = files.map(([folder, name]) => readFileSync(join(folder, name)));
  const assets = readdirSync(values.assets, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const hash = createHash('sha256').update(Buffer.concat([...bytes, ...assets.map(({ parentPath, path, name }) => readFileSync(join(parentPath ?? path, name)))])).digest('hex').slice(0, 8);
  cpSync(values.assets, join(site, `assets.${hash}`), { recursive: true });
  const renamed = files.map(([, name], i) => {
    const hashed = name.replace(/\.(\w+)$/, `.${hash}.$1`);
    writeFileSync(join(site, hashed), bytes[i]);
    return [name, hashed];
  });
  return [...renamed, ['assets', `assets.${hash}`]];
}

// The page's own files: its modules as one, so that a visitor asks once, and without what is for readers of the code.
// own_glyphs.js stays apart: few browsers need it. So do those that are asked for when somebody uses them, each with all
// it needs, for else what they share would be one request more for everybody.
async function layOutPage(renamed) {
  const page = readFileSync(join(values.page, 'index.html'), 'utf8');
  const offered = readdirSync(join(values.assets, 'i18n')).map((name) => name.slice(0, -'.json'.length)).sort();
  const filled = page.replace(/(<meta name="languages" content=")[^"]*/, `$1${offered.join(' ')}`);
  writeFileSync(join(site, 'index.html'), renamed.reduce((html, [name, hashed]) => html.replaceAll(`content="${name}"`, `content="${hashed}"`).replaceAll(`href="${name}"`, `href="${hashed}"`), filled));
  for (const name of ['icon.svg', ...on_install]) cpSync(join(values.page, name), join(site, name));
  const apart = on_request.map((name) => `./platform/${name}`);
  await esbuild.build({
    ...common,
    entryPoints: ['shell.js', 'shell.css'].map((name) => join(values.page, name)),
    outdir: site,
    splitting: true,
    chunkNames: 'platform/[name]',
    external: ['*/glyphs.mjs', '*.woff2', ...apart],
  });
  await esbuild.build({ ...common, entryPoints: apart.map((name) => join(values.page, name)), outdir: join(site, 'platform') });
}

// Last: it has a list of all the others.
async function layOutServiceWorker() {
  const files = Object.fromEntries(filesOf(site).map((path) => [path, createHash('sha256').update(readFileSync(join(site, path))).digest('hex')]));
  const source = readFileSync(join(values.page, 'service_worker.js'), 'utf8');
  const name = createHash('sha256').update(JSON.stringify(files) + source).digest('hex').slice(0, 8);
  const define = { BUILD: JSON.stringify(name), FILES: JSON.stringify(files) };
  await esbuild.build({ ...common, define, entryPoints: [join(values.page, 'service_worker.js')], outdir: site });
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
