// Reads a raw dump (web/site/platform/raw.js) by what its first line says.
import assert from 'node:assert/strict';

// { header, files: { name: bytes } }
export function readDump(bytes) {
  const end = bytes.indexOf('\n');
  const header = JSON.parse(bytes.subarray(0, end).toString());
  const files = {};
  let position = end + 1;
  for (const [name, size] of header.files) files[name] = bytes.subarray(position, (position += size));
  assert.equal(position, bytes.length, 'the bytes are those of the files, and nothing else');
  return { header, files };
}
