// Cuts the program in two: what looking around needs, and the rest, which the page fetches later
// (web/site/platform/program.js). tools/later.txt says what may come later; `./corong parts` writes it anew.
// With the rest come the assets that come later.
//   node tools/parts.mjs <program.wasm> <folder> --splitter <wasm-split> --later <list> --assets <folder>

import { execFileSync } from 'node:child_process';
import { appendFileSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { functionsOf } from './wasm_names.mjs';

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

function split(program, folder, { splitter, later, assets }) {
  const comesLater = createMatcher(readFileSync(later, 'utf8'));
  const names = functionsOf(readFileSync(program)).map(({ name }) => name).filter((name) => comesLater(sourceName(name)));
  mkdirSync(folder, { recursive: true });
  const list = join(folder, 'later.txt');
  writeFileSync(list, names.join('\n'));
  execFileSync(splitter, [program, `--split-funcs=@${list}`, ...features, '--placeholder-namespace-prefix=later', '--export-prefix=%', '--placeholdermap',
    '-o1', join(folder, 'corong.wasm'), '-o2', join(folder, 'corong.later.wasm')], { stdio: 'inherit' });
  for (const entry of readdirSync(assets, { recursive: true, withFileTypes: true }).filter((one) => one.isFile())) {
    const path = join(entry.parentPath ?? entry.path, entry.name);
    appendFileSync(join(folder, 'corong.later.wasm'), section(`asset ${path.slice(assets.length + 1)}`, readFileSync(path)));
  }
}

// A custom section of WebAssembly: 0, the size of what follows, the name with its size, the bytes.
function section(name, bytes) {
  const content = Buffer.concat([leb128(Buffer.byteLength(name)), Buffer.from(name), bytes]);
  return Buffer.concat([Buffer.from([0]), leb128(content.length), content]);
}

function leb128(number) {
  const bytes = [];
  for (; number > 127; number >>>= 7) bytes.push((number & 127) | 128);
  return Buffer.from([...bytes, number]);
}

if (process.argv[1] && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: { splitter: { type: 'string' }, later: { type: 'string' }, assets: { type: 'string' } } });
  split(...positionals.map((path) => resolve(path)), { ...values, assets: resolve(values.assets) });
}
