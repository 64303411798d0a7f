// Writes tools/later.txt: what the program never does while somebody looks around, on a desk and on a phone. Needs
// the built site and Chromium.
//   node tools/parts_list.mjs <build folder> <wasm-split>

import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { start } from '../tests/web/support/browser.mjs';
import { lookAround } from '../tests/web/support/looking.mjs';
import { features, sourceName } from './parts.mjs';
import { functionsOf } from './wasm.mjs';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const least_bytes = 50; // what a line must bring
const [build, splitter] = process.argv.slice(2).map((path) => resolve(path));
// What nobody may have to wait for, though nobody sees it while looking around: what the browser tells, a disk that fails,
// all that a hand can do in a text field (how much of it happens depends on how fast the frames come).
const at_once = [/^ImStb::/, /InputText/, /^strncmp$/, /^platform::web::on_/, /^corong::/, /^storage::Store::State::(failed|retry)\b/, /^app::words_of$/];
const program = join(build, 'src/main/corong.wasm');
const looks = [{ viewport: { width: 1440, height: 900 } }, { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true }];

const folder = mkdtempSync(join(tmpdir(), 'corong-parts-'));
const site = join(folder, 'site');
cpSync(join(root, 'build/site'), site, { recursive: true });
const first = readdirSync(site).find((name) => /^corong\.\w+\.wasm$/.test(name) && !name.startsWith('corong.later'));
execFileSync(splitter, [program, '--instrument', ...features, '-o', join(site, first)]);

const functions = functionsOf(readFileSync(program)).map(({ name, bytes }) => {
  const source = sourceName(name);
  return { source, bytes, used: at_once.some((rule) => rule.test(source)) };
});
const world = await start({ folder: site });
for (const look of looks) for (const place of await placesUsed(look)) functions[place].used = true;
await world.close();
rmSync(folder, { recursive: true });

const lines = linesOf(functions);
writeFileSync(join(root, 'tools/later.txt'), `# What comes with the second part of the program: names of functions, * for whatever follows. Written by \`./corong parts\`.\n${lines.join('\n')}\n`);
console.log(`tools/later.txt: ${lines.length} lines`);

// The places, in the code, of the functions that ran.
async function placesUsed(look) {
  const context = await world.browser.newContext(look);
  await context.addInitScript(() => {
    const instantiate = WebAssembly.instantiate;
    WebAssembly.instantiate = async (...values) => (window.partOne ??= await instantiate.apply(WebAssembly, values));
  });
  const page = await world.open({ context, ready: false });
  await lookAround(page);
  const profile = Buffer.from(await page.evaluate(() => {
    const { __write_profile: write, ...exports } = window.partOne.exports;
    const memory = Object.values(exports).find((value) => value instanceof WebAssembly.Memory);
    const room = 1 << 20;
    const place = memory.buffer.byteLength;
    memory.grow(room / 65536);
    return Array.from(new Uint8Array(memory.buffer, place, write(place, room)));
  }));
  await context.close();
  const begin = profile.length - 4 * functions.length; // a hash, then a number for each function: 0 where it never ran
  return functions.map((_, place) => place).filter((place) => profile.readUInt32LE(begin + 4 * place) !== 0);
}

// Names none of whose functions ran; together, where nothing that begins so ran.
function linesOf(functions) {
  const used = new Set(functions.filter((one) => one.used).map((one) => one.source));
  const isFree = (beginning) => ![...used].some((name) => name.startsWith(beginning));
  const lines = new Map();
  for (const { source, bytes } of functions) {
    if (!source || used.has(source) || isOfCompiler(source)) continue;
    const line = source.startsWith('std::') ? source : shortest(source.split('::'), isFree);
    lines.set(line, (lines.get(line) ?? 0) + bytes);
  }
  return [...lines].filter(([, bytes]) => bytes >= least_bytes).map(([line]) => line).sort();
}

// Names that nobody gave: numbered, or not to be read.
function isOfCompiler(name) {
  return /^_Z|_\d+$/.test(name);
}

function shortest(parts, isFree) {
  for (let count = 1; count < parts.length; ++count) {
    const beginning = `${parts.slice(0, count).join('::')}::`;
    if (isFree(beginning)) return `${beginning}*`;
  }
  return parts.join('::');
}
