// Which of the program's constants only its second part reads: words, tables, assets. They come with that part.
//
// Before Emscripten works on it, the linked program still says which function names which constant. What it does then
// leaves the constants where they are, but lays functions into others. So what a function of the first part names stays,
// and what any function names that one of the first part may have taken in.
import { createReader, functionsOf, importedFunctionsOf, sectionsOf } from './wasm.mjs';

// A call of a function up to this size may have been replaced by what it does, though the function is still there: with
// -Oz those are tiny (src/main/CMakeLists.txt).
const small_bytes = 48;

// Kinds of relocations, by WebAssembly's conventions for object files.
const CALL = 0;
const OF_TABLE = [1, 2];
const ADDRESS_NUMBER = 3;
const ADDRESS_SIGNED = 4;
const ADDRESS_WORD = 5;
const WITH_ADDEND = [ADDRESS_NUMBER, ADDRESS_SIGNED, ADDRESS_WORD];
const OTHERS = [6, 7, 10, 20]; // types, globals, tags, numbers of tables

// Returns [{ address, bytes }] by address. `linked` is what the linker makes, with relocations; `program` what is cut in
// two; isLater(name of a function) says whether it comes with the second part.
export function laterData(linked, program, isLater) {
  const image = imageOf(linked);
  if (!sameBytes(image, imageOf(program))) throw new Error('the constants of the program do not lie where the linker laid them');
  const symbols = symbolsOf(linked);
  const functions = functionsWithReferences(linked, symbols);
  const pointers = pointersOf(linked, symbols);

  const kept = new Set(symbols.filter((symbol) => symbol.range && !isConstant(symbol)));
  const addAll = (references) => references.forEach(({ symbol }) => kept.add(symbol));
  for (const one of ofFirst(functions, functionsOf(program), isLater)) addAll(one.constants);
  const references = [...functions.flatMap((one) => one.constants), ...pointers];
  addAll(references.filter(isOutside));
  const named = new Set(references.map(({ symbol }) => symbol));
  for (const symbol of symbols) if (!named.has(symbol)) kept.add(symbol);
  for (const symbol of kept) addAll(pointersIn(symbol, pointers)); // this goes on to what it adds
  return rangesOf(image, symbols.filter(({ range }) => range), kept);
}

// The module with zeros where there is what comes later.
export function blank(module, data) {
  const wasm = Buffer.from(module);
  for (const segment of segmentsOf(wasm)) {
    for (const { address, bytes } of data) {
      const from = Math.max(address, segment.address) - segment.address;
      const to = Math.min(address + bytes.length, segment.address + segment.size) - segment.address;
      if (from < to) wasm.fill(0, segment.start + from, segment.start + to);
    }
  }
  return wasm;
}

// What is in memory, from address 0, when modules have started one after the other.
export function imageOf(...modules) {
  const segments = modules.flatMap((wasm) => segmentsOf(wasm).map(({ address, start, size }) => ({ address, bytes: wasm.subarray(start, start + size) })));
  const image = Buffer.alloc(Math.max(...segments.map(({ address, bytes }) => address + bytes.length)));
  for (const { address, bytes } of segments) bytes.copy(image, address);
  return image;
}

// Memory begins as zeros, so these may be missing at an end.
export function sameBytes(one, other) {
  const common = Math.min(one.length, other.length);
  return one.subarray(0, common).equals(other.subarray(0, common)) && [one, other].every((image) => image.subarray(common).every((byte) => byte === 0));
}

function segmentsOf(wasm) {
  const section = sectionsOf(wasm).find(({ id }) => id === 11);
  const reader = createReader(section.bytes);
  return Array.from({ length: reader.number() }, () => {
    if (reader.number() !== 0) throw new Error('a segment of data has no address');
    reader.skip(1); // i32.const
    const address = reader.signed();
    reader.skip(1); // end
    const size = reader.number();
    const start = section.start + reader.at();
    reader.skip(size);
    return { address, size, start };
  });
}

// The linker's symbols by number: { function } with the place among the module's functions, or { range, segment } of a
// constant or a variable. Others are empty.
function symbolsOf(linked) {
  const parts = partsOf(sectionsOf(linked).find(({ name }) => name === 'linking').bytes);
  const names = namesOfSegments(parts.find(({ kind }) => kind === 5).bytes);
  const segments = segmentsOf(linked).map((segment, place) => ({ ...segment, name: names[place] }));
  const imported = importedFunctionsOf(linked);
  const reader = createReader(parts.find(({ kind }) => kind === 8).bytes);
  return Array.from({ length: reader.number() }, () => readSymbol(reader, segments, imported));
}

function partsOf(linking) {
  const reader = createReader(linking);
  if (reader.number() !== 2) throw new Error('symbols of another version than 2');
  const parts = [];
  while (!reader.atEnd()) {
    const kind = reader.byte();
    const size = reader.number();
    parts.push({ kind, bytes: linking.subarray(reader.at(), reader.at() + size) });
    reader.skip(size);
  }
  return parts;
}

function namesOfSegments(bytes) {
  const reader = createReader(bytes);
  return Array.from({ length: reader.number() }, () => {
    const name = reader.text();
    reader.number(); // alignment
    reader.number(); // flags
    return name;
  });
}

const UNDEFINED = 0x10;
const NAMED = 0x40;
const ABSOLUTE = 0x200;

function readSymbol(reader, segments, imported) {
  const kind = reader.byte();
  const flags = reader.number();
  if (kind === 3) return { section: reader.number() };
  if (kind === 1) {
    reader.text();
    if (flags & UNDEFINED) return {};
    const segment = reader.number();
    const from = reader.number();
    const size = reader.number();
    return flags & ABSOLUTE ? {} : { segment: segments[segment].name, range: { from: segments[segment].address + from, size } };
  }
  const place = reader.number();
  if (!(flags & UNDEFINED) || flags & NAMED) reader.text();
  return kind === 0 ? { function: place - imported } : {};
}

const isConstant = ({ segment }) => segment === '.rodata';

// Such an address may be meant to be of another constant than it names.
const isOutside = ({ symbol, addend }) => symbol.range && (addend < 0 || addend > symbol.range.size);

const pointersIn = ({ range }, pointers) => (range ? pointers.filter(({ address }) => address >= range.from && address < range.from + range.size) : []);

function pointersOf(linked, symbols) {
  const start = sectionsOf(linked).find(({ id }) => id === 11).start;
  const segments = segmentsOf(linked);
  return relocationsOf(linked, 'reloc.DATA', symbols).filter(({ kind }) => kind === ADDRESS_WORD).map(({ place, symbol, addend }) => {
    const segment = segments.find((one) => start + place >= one.start && start + place < one.start + one.size);
    return { address: segment.address + start + place - segment.start, symbol, addend };
  });
}

function relocationsOf(linked, section, symbols) {
  const reader = createReader(sectionsOf(linked).find(({ name }) => name === section).bytes);
  reader.number(); // of which section
  return Array.from({ length: reader.number() }, () => {
    const kind = reader.byte();
    if (![CALL, ...OF_TABLE, ...WITH_ADDEND, ...OTHERS].includes(kind)) throw new Error(`${section} has a relocation of kind ${kind}, which nobody here knows`);
    const place = reader.number();
    const symbol = symbols[reader.number()];
    return { kind, place, symbol, addend: WITH_ADDEND.includes(kind) ? reader.signed() : 0 };
  });
}

// [{ name, size, inTable, calls: functions, constants: [{ symbol, addend }] }]
function functionsWithReferences(linked, symbols) {
  const functions = functionsOf(linked).map(({ name, bytes }) => ({ name, size: bytes, inTable: false, calls: [], constants: [] }));
  const ends = endsOfFunctions(linked);
  let at = 0;
  for (const { kind, place, symbol, addend } of relocationsOf(linked, 'reloc.CODE', symbols)) {
    while (place >= ends[at]) at += 1;
    if (kind === CALL && functions[symbol.function]) functions[at].calls.push(functions[symbol.function]);
    if (OF_TABLE.includes(kind) && functions[symbol.function]) functions[symbol.function].inTable = true;
    if (kind === ADDRESS_NUMBER || kind === ADDRESS_SIGNED) functions[at].constants.push({ symbol, addend });
  }
  for (const { kind, symbol } of relocationsOf(linked, 'reloc.DATA', symbols))
    if (OF_TABLE.includes(kind) && functions[symbol.function]) functions[symbol.function].inTable = true;
  return functions;
}

function endsOfFunctions(linked) {
  const reader = createReader(sectionsOf(linked).find(({ id }) => id === 10).bytes);
  return Array.from({ length: reader.number() }, () => {
    reader.skip(reader.number());
    return reader.at();
  });
}

// Functions of the first part, and what may be of it under another name: taken in by others, or one with its like. What
// runs before all else is called by a function that the linker writes, which has no relocations.
function ofFirst(functions, inProgram, isLater) {
  const called = new Set(functions.flatMap(({ calls }) => calls));
  const before = countNames(functions);
  const behind = countNames(inProgram);
  const isGone = ({ name }) => before.get(name) !== behind.get(name);
  const first = new Set(functions.filter((one) => (isGone(one) ? one.inTable || !called.has(one) : !isLater(one.name))));
  for (const one of first) for (const other of one.calls) if (isGone(other) || other.size <= small_bytes) first.add(other);
  return first;
}

function countNames(functions) {
  const counts = new Map();
  for (const { name } of functions) counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
}

// Constants may share bytes: the end of a word is a word.
function rangesOf(image, symbols, kept) {
  const isLater = new Uint8Array(image.length);
  for (const { range } of symbols.filter((symbol) => !kept.has(symbol))) isLater.fill(1, range.from, range.from + range.size);
  for (const { range } of symbols.filter((symbol) => kept.has(symbol))) isLater.fill(0, range.from, range.from + range.size);
  const ranges = [];
  for (let from = isLater.indexOf(1); from >= 0; ) {
    const end = isLater.indexOf(0, from);
    const to = end < 0 ? image.length : end;
    ranges.push({ address: from, bytes: image.subarray(from, to) });
    from = isLater.indexOf(1, to);
  }
  return ranges;
}
