// What can be read in a WebAssembly module.

// Its sections: [{ id, name, start, bytes }]; `start` is the place in the module of their first byte. Only those of id 0
// have a name, and it is read already.
export function sectionsOf(wasm) {
  const reader = createReader(wasm);
  const sections = [];
  reader.skip(8); // magic, version
  while (!reader.atEnd()) {
    const id = reader.byte();
    const size = reader.number();
    const whole = { id, start: reader.at(), bytes: wasm.subarray(reader.at(), reader.at() + size) };
    reader.skip(size);
    sections.push(id === 0 ? named(whole) : whole);
  }
  return sections;
}

function named({ start, bytes }) {
  const reader = createReader(bytes);
  const name = reader.text();
  return { id: 0, name, start: start + reader.at(), bytes: bytes.subarray(reader.at()) };
}

// How many functions come from outside: they have the first numbers.
export function importedFunctionsOf(wasm) {
  return importedFunctions(createReader(sectionsOf(wasm).find(({ id }) => id === 2).bytes));
}

// The numbers of the types of a module's functions, in the order of its code.
export function typesOfFunctions(wasm) {
  const section = createReader(sectionsOf(wasm).find(({ id }) => id === 3).bytes);
  return Array.from({ length: section.number() }, () => section.number());
}

// The functions of a module in the order of its code: the name that its name section says, and how many bytes they have.
// Returns [{ name, bytes }]; throws where the module has no names.
export function functionsOf(wasm) {
  let imported = 0;
  let sizes = [];
  let names = null;
  for (const { id, name, bytes } of sectionsOf(wasm)) {
    if (id === 2) imported = importedFunctions(createReader(bytes));
    if (id === 10) sizes = bodySizes(createReader(bytes));
    if (name === 'name') names = functionNames(createReader(bytes));
  }
  if (!names) throw new Error('the module has no names: link it with --profiling-funcs');
  return sizes.map((bytes, i) => ({ name: names.get(imported + i) ?? '', bytes }));
}

// Reads a part of a module from its beginning.
export function createReader(bytes) {
  let at = 0;
  const byte = () => bytes[at++];
  const number = () => {
    let value = 0;
    for (let scale = 1; ; scale *= 128) {
      const next = byte();
      value += (next & 127) * scale;
      if (next < 128) return value;
    }
  };
  const signed = () => {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const next = byte();
      value |= (next & 127) << shift;
      if (next < 128) return shift < 25 && next & 64 ? value | (-1 << (shift + 7)) : value;
    }
  };
  const skip = (count) => {
    at += count;
  };
  const part = (count) => {
    skip(count);
    return createReader(bytes.subarray(at - count, at));
  };
  const text = () => {
    const count = number();
    skip(count);
    return Buffer.from(bytes.subarray(at - count, at)).toString('utf8');
  };
  return { byte, number, signed, skip, part, text, at: () => at, atEnd: () => at >= bytes.length };
}

const FUNCTION = 0;
const TABLE = 1;
const MEMORY = 2;
const GLOBAL = 3;

function importedFunctions(section) {
  let functions = 0;
  for (let left = section.number(); left > 0; --left) {
    section.text();
    section.text();
    const kind = section.byte();
    if (kind === FUNCTION) functions += 1;
    skipImport(section, kind);
  }
  return functions;
}

// What an import of that kind says behind it.
export function skipImport(section, kind) {
  if (kind === TABLE) section.skip(1);
  if (kind === TABLE || kind === MEMORY) skipLimits(section);
  else if (kind === GLOBAL) section.skip(2);
  else section.number(); // a type; a tag has a byte before it
  if (kind > GLOBAL) section.number();
}

function skipLimits(section) {
  const hasMost = section.byte() & 1;
  section.number();
  if (hasMost) section.number();
}

function bodySizes(section) {
  return Array.from({ length: section.number() }, () => {
    const bytes = section.number();
    section.skip(bytes);
    return bytes;
  });
}

function functionNames(section) {
  const names = new Map();
  while (!section.atEnd()) {
    const kind = section.byte();
    const part = section.part(section.number());
    if (kind !== 1) continue; // 1: names of functions
    for (let left = part.number(); left > 0; --left) names.set(part.number(), part.text());
  }
  return names;
}
