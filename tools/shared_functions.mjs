// Functions of the first part that the second calls. wasm-split exports each under a name of its own; here they lie in the
// table through which the first calls the second, behind those, and the second asks for them by their slot
// (web/site/platform/program.js): names do not pack.
import { createReader, sectionsOf, skipImport } from './wasm.mjs';
import { leb128, list, signedLeb128, text, withSections } from './wasm_write.mjs';

const IMPORTS = 2;
const TABLES = 4;
const EXPORTS = 7;
const ELEMENTS = 9;
const FUNCTION = 0;
const TABLE = 1;
const FUNCTIONS = 0x70; // what a table holds

// Both parts, changed. `prefix` begins the names of what the first exports for the second, the module `from` to it.
export function shareByTable(first, rest, { prefix, from }) {
  const exported = exportsOf(first);
  const ofSecond = (kind) => exported.filter((one) => one.kind === kind && one.name.startsWith(prefix));
  const shared = [...new Set(ofSecond(FUNCTION).map(({ index }) => index))].sort((a, b) => a - b);
  const [table, ...more] = ofSecond(TABLE);
  if (!table || more.length > 0) throw new Error('the first part does not export one table for the second');
  const begin = tablesOf(first)[table.index].length;
  const length = begin + shared.length;
  const slots = new Map(ofSecond(FUNCTION).map(({ name, index }) => [name, begin + shared.indexOf(index)]));
  const fromTable = ({ module, name, what, bytes }) => (module === from && slots.has(name) ? Buffer.concat([text(from), text(String(slots.get(name))), what]) : bytes);
  return [
    withSections(first, ({ id, bytes }) => {
      if (id === TABLES) return list(tablesOf(first).map((one, index) => tableBytes(index === table.index ? { ...one, length } : one)));
      if (id === EXPORTS) return list(exported.filter(({ kind, name }) => kind !== FUNCTION || !name.startsWith(prefix)).map(({ bytes }) => bytes));
      return id === ELEMENTS ? withSegment(bytes, { table: table.index, begin, functions: shared }) : null;
    }),
    withSections(rest, ({ id, bytes }) => (id === IMPORTS ? list(importsOf(bytes).map(fromTable)) : null)),
  ];
}

function exportsOf(wasm) {
  const { bytes } = sectionsOf(wasm).find(({ id }) => id === EXPORTS);
  const reader = createReader(bytes);
  return Array.from({ length: reader.number() }, () => {
    const start = reader.at();
    const name = reader.text();
    const kind = reader.byte();
    const index = reader.number();
    return { name, kind, index, bytes: bytes.subarray(start, reader.at()) };
  });
}

// The kind of entries, the least length, and the greatest or null.
function tablesOf(wasm) {
  const reader = createReader(sectionsOf(wasm).find(({ id }) => id === TABLES).bytes);
  return Array.from({ length: reader.number() }, () => {
    const [entries, hasMost, length] = [reader.byte(), reader.byte(), reader.number()];
    if (entries !== FUNCTIONS || hasMost > 1) throw new Error('a table of the program is of a kind that nobody here knows');
    return { entries, length, most: hasMost ? reader.number() : null };
  });
}

const tableBytes = ({ entries, length, most }) =>
  Buffer.concat([Buffer.from([entries, most === null ? 0 : 1]), leb128(length), most === null ? Buffer.alloc(0) : leb128(most)]);

// One more segment of functions, with its table and where it begins: i32.const, end; then that these are functions.
function withSegment(elements, { table, begin, functions }) {
  const reader = createReader(elements);
  const count = reader.number();
  const segment = [leb128(2), leb128(table), Buffer.from([0x41]), signedLeb128(begin), Buffer.from([0x0b, 0]), list(functions.map(leb128))];
  return Buffer.concat([leb128(count + 1), elements.subarray(reader.at()), ...segment]);
}

function importsOf(section) {
  const reader = createReader(section);
  return Array.from({ length: reader.number() }, () => {
    const start = reader.at();
    const [module, name] = [reader.text(), reader.text()];
    const kindAt = reader.at();
    skipImport(reader, reader.byte());
    return { module, name, what: section.subarray(kindAt, reader.at()), bytes: section.subarray(start, reader.at()) };
  });
}
