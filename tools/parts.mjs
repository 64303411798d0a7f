// Cuts the program in two: what looking around needs, and the rest, which the page fetches later
// (web/site/platform/program.js). tools/later.txt says what may come later; `./corong parts` writes it anew.
// With the rest come the constants that nothing else reads, and the assets that come later. `linked` is the program as the
// linker makes it, with relocations.
//   node tools/parts.mjs <program.wasm> <folder> --linked <linked.wasm> --splitter <wasm-split> --later <list> --assets <folder>

import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { blank, imageOf, laterData, sameBytes } from './later_data.mjs';
import { orderFunctions, withoutPlace } from './function_order.mjs';
import { shareByTable } from './shared_functions.mjs';
import { functionsOf, sectionsOf } from './wasm.mjs';
import { customSection, leb128, list, section, signedLeb128 } from './wasm_write.mjs';

const OWN = '%'; // begins the names of what the first part exports for the second

// The module says nowhere what it uses; this is what Emscripten compiles for.
export const features = ['bulk-memory', 'bulk-memory-opt', 'exception-handling', 'multivalue', 'mutable-globals', 'nontrapping-float-to-int', 'reference-types', 'sign-ext', 'simd'].map((feature) => `--enable-${feature}`);

const ours = /\b(app|base|corong|domain|exchange|lifecycle|platform|query|scoring|script|storage|ui)::[\w:~]+/;

// A function as its source names it, without types: "app::Session::undo", a lambda in it "app::Session::undo::lambda".
// A template of the standard library has the first of our names behind it: "std::vector::push_back of storage::Op".
export function sourceName(symbol) {
  const name = symbol.replace(/std::__\w+::/g, 'std::').replace(/\(anonymous namespace\)::/g, '').replace(/\[abi:[^\]]*\]/g, '');
  const callable = name.match(/__call_func</);
  const whole = callable ? firstArgument(name, callable.index + callable[0].length) : name;
  const plain = withoutTypes(whole.replace(/operator(<=>|<<|>>|->|<|>|\(\))/g, 'operator')).replace(/ (const|&|&&)(?=::|$)/g, '').trim();
  const source = plain.split(' ').pop().replace(/::(\$_\d+|'lambda\d*')(::operator)?/g, '::lambda').replace(/(::lambda)+/g, '::lambda');
  const of = source.startsWith('std::') && whole.match(ours);
  return of ? `${source} of ${of[0]}` : source;
}

function firstArgument(text, from) {
  let depth = 0;
  for (let at = from; at < text.length; ++at) {
    if ('<([{'.includes(text[at])) depth += 1;
    if (')]}'.includes(text[at]) || (text[at] === '>' && text[at - 1] !== '-')) depth -= 1;
    if (depth < 0) return text.slice(from, at);
  }
  return text.slice(from);
}

function withoutTypes(text) {
  let plain = '';
  let depth = 0;
  for (let at = 0; at < text.length; ++at) {
    if ('<([{'.includes(text[at])) depth += 1;
    else if (')]}'.includes(text[at]) || (text[at] === '>' && text[at - 1] !== '-')) depth -= 1;
    else if (depth === 0) plain += text[at];
  }
  return plain;
}

// A line is a source name, or the beginning of some with a star behind it.
export function createMatcher(list) {
  const lines = list.split('\n').filter((line) => line && !line.startsWith('#'));
  const names = new Set(lines.filter((line) => !line.endsWith('*')));
  const beginnings = lines.filter((line) => line.endsWith('*')).map((line) => line.slice(0, -1));
  return (name) => names.has(name) || beginnings.some((beginning) => name.startsWith(beginning));
}

function split(program, folder, { linked, splitter, later, assets }) {
  const matches = createMatcher(readFileSync(later, 'utf8'));
  const comesLater = (name) => matches(sourceName(name));
  const bytes = readFileSync(program);
  mkdirSync(folder, { recursive: true });
  const [ordered, names, first, rest] = ['ordered.wasm', 'later.txt', 'corong.wasm', 'corong.later.wasm'].map((name) => join(folder, name));
  orderFunctions(program, ordered, { optimizer: join(dirname(splitter), 'wasm-opt'), options: features, sourceName });
  writeFileSync(names, functionsOf(readFileSync(ordered)).map(({ name }) => name).filter((name) => comesLater(withoutPlace(name))).join('\n'));
  execFileSync(splitter, [ordered, `--split-funcs=@${names}`, ...features, '--placeholder-namespace-prefix=later', `--export-prefix=${OWN}`, '--placeholdermap',
    '-o1', first, '-o2', rest], { stdio: 'inherit' });
  const shared = shareByTable(readFileSync(first), readFileSync(rest), { prefix: OWN, from: 'primary' });
  const parts = moveData(...shared, laterData(readFileSync(linked), bytes, comesLater));
  if (!sameBytes(imageOf(bytes), imageOf(...parts))) throw new Error('the two parts together do not have the constants of the program');
  for (const part of parts) if (!WebAssembly.validate(part)) throw new Error('a part of the program is no valid module');
  writeFileSync(first, parts[0]);
  writeFileSync(rest, Buffer.concat([parts[1], ...assetSections(assets)]));
}

// Both parts: the second writes its constants where the first has none, before a function of it runs.
function moveData(first, rest, data) {
  if (sectionsOf(rest).some(({ id }) => id > 10)) throw new Error('the second part has data already');
  const segments = data.map(({ address, bytes }) => Buffer.concat([segmentHead(address), leb128(bytes.length), bytes]));
  return [blank(first, data), Buffer.concat([rest, section(11, [list(segments)])])];
}

// Of the module's only memory, with its address: i32.const, end.
const segmentHead = (address) => Buffer.concat([Buffer.from([0, 0x41]), signedLeb128(address), Buffer.from([0x0b])]);

function assetSections(folder) {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((one) => one.isFile()).map((one) => join(one.parentPath ?? one.path, one.name));
  return files.map((path) => customSection(`asset ${path.slice(folder.length + 1)}`, readFileSync(path)));
}

if (process.argv[1] && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: Object.fromEntries(['linked', 'splitter', 'later', 'assets'].map((name) => [name, { type: 'string' }])) });
  split(...positionals.map((path) => resolve(path)), { ...values, assets: resolve(values.assets) });
}
