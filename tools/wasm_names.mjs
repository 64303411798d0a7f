// The functions of a WebAssembly module in the order of its code: the name that its name section says, and the bytes.

// Returns [{ name, bytes }]; throws where the module has no names.
export function functionsOf(wasm) {
  const reader = createReader(wasm);
  let imported = 0;
  let sizes = [];
  let names = null;
  reader.skip(8); // magic, version
  while (!reader.atEnd()) {
    const id = reader.byte();
    const section = reader.part(reader.number());
    if (id === 2) imported = importedFunctions(section);
    if (id === 10) sizes = bodySizes(section);
    if (id === 0 && section.text() === 'name') names = functionNames(section);
  }
  if (!names) throw new Error('the module has no names: link it with --profiling-funcs');
  return sizes.map((bytes, i) => ({ name: names.get(imported + i) ?? '', bytes }));
}

function createReader(bytes) {
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
  return { byte, number, skip, part, text, atEnd: () => at >= bytes.length };
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
    if (kind === TABLE) section.skip(1);
    if (kind === TABLE || kind === MEMORY) skipLimits(section);
    else if (kind === GLOBAL) section.skip(2);
    else section.number(); // a type; a tag has a byte before it
    if (kind > GLOBAL) section.number();
  }
  return functions;
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
