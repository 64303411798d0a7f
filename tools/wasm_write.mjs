// What is written into a WebAssembly module: its numbers, names and sections. wasm.mjs reads.
import { sectionsOf } from './wasm.mjs';

export function leb128(number) {
  const bytes = [];
  for (; number > 127; number >>>= 7) bytes.push((number & 127) | 128);
  return Buffer.from([...bytes, number]);
}

// A number that is not negative: the sign is the highest bit but one of its last byte.
export function signedLeb128(number) {
  const bytes = [];
  for (; number > 63; number >>>= 7) bytes.push((number & 127) | 128);
  return Buffer.from([...bytes, number]);
}

export const text = (words) => Buffer.concat([leb128(Buffer.byteLength(words)), Buffer.from(words)]);

// A list has its length before it.
export const list = (items) => Buffer.concat([leb128(items.length), ...items]);

export function section(id, parts) {
  const content = Buffer.concat(parts);
  return Buffer.concat([Buffer.from([id]), leb128(content.length), content]);
}

// A custom section has the number 0, and its name before its content.
export const customSection = (name, content) => section(0, [text(name), content]);

// The module with other sections: `change` gets each and returns what it shall hold, or nothing where it stays.
export function withSections(wasm, change) {
  const sections = sectionsOf(wasm).map((one) => {
    const content = change(one) ?? one.bytes;
    return one.id === 0 ? customSection(one.name, content) : section(one.id, [content]);
  });
  return Buffer.concat([wasm.subarray(0, 8), ...sections]); // magic, version
}
