// The program in two parts: what the second takes from the first by its slot in a table.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { shareByTable } from '../../tools/shared_functions.mjs';
import { createReader, sectionsOf } from '../../tools/wasm.mjs';
import { leb128, list, section, signedLeb128, text, withSections } from '../../tools/wasm_write.mjs';

const bytes = (...numbers) => Buffer.from(numbers);
const HEAD = bytes(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0);
const TYPES = section(1, [list([bytes(0x60, 0, 1, 0x7f)])]); // () -> i32
const code = (...bodies) => section(10, [list(bodies.map((body) => Buffer.concat([leb128(body.length + 1), bytes(0), body])))]);
const answers = (number) => Buffer.concat([bytes(0x41), signedLeb128(number), bytes(0x0b)]);
const exported = (name, kind, index) => Buffer.concat([text(name), bytes(kind, index)]);

// Three functions that answer 7, 8 and 9; its table's one slot has the last of them.
const first = (table = bytes(0x70, 0, 1), names = ['%f', '%g', '%t']) =>
  Buffer.concat([HEAD, TYPES, section(3, [list([bytes(0), bytes(0), bytes(0)])]), section(4, [list([table])]),
    section(7, [list([exported(names[0], 0, 1), exported(names[1], 0, 0), exported(names[2], 1, 0), exported('own', 0, 2)])]),
    section(9, [list([Buffer.concat([bytes(0, 0x41, 0, 0x0b), list([bytes(2)])])])]), code(answers(7), answers(8), answers(9))]);

// It asks for both and the table, and gives them on.
const imported = (name, ...what) => Buffer.concat([text('primary'), text(name), bytes(...what)]);
const rest = Buffer.concat([HEAD, TYPES, section(2, [list([imported('%f', 0, 0), imported('%g', 0, 0), imported('%t', 1, 0x70, 0, 1), imported('own', 0, 0)])]),
  section(3, [list([bytes(0), bytes(0), bytes(0)])]), section(7, [list([exported('f', 0, 3), exported('g', 0, 4), exported('own', 0, 5)])]),
  code(bytes(0x10, 0, 0x0b), bytes(0x10, 1, 0x0b), bytes(0x10, 2, 0x0b))]);

function instances(one, other) {
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(one));
  const primary = new Proxy({}, { get: (_, name) => (name in exports ? exports[name] : exports['%t'].get(Number(name))) });
  return { exports, later: new WebAssembly.Instance(new WebAssembly.Module(other), { primary }).exports };
}

test('functions that both parts use go by their slot, the same ones as by name', () => {
  const [one, other] = shareByTable(first(), rest, { prefix: '%', from: 'primary' });
  const { exports, later } = instances(one, other);
  assert.deepEqual(Object.keys(exports).sort(), ['%t', 'own']);
  assert.equal(exports['%t'].length, 3);
  assert.equal(exports['%t'].get(0)(), 9);
  assert.deepEqual([later.f(), later.g(), later.own()], [8, 7, 9]);
});

test('what would give a wrong module is refused', () => {
  const share = (...what) => () => shareByTable(first(...what), rest, { prefix: '%', from: 'primary' });
  assert.throws(share(bytes(0x70, 0, 1), ['%f', '%g', 't']), /does not export one table/);
  assert.throws(share(bytes(0x6f, 0, 1)), /of a kind that nobody here knows/);
});

test('a module written anew has the same sections, of any length', () => {
  const long = Buffer.concat([first(), section(0, [text('name'), Buffer.alloc(300, 1)])]);
  assert.deepEqual(withSections(long, () => null), long);
  for (const number of [0, 1, 63, 64, 127, 128, 16_383, 16_384, 1_000_000]) {
    assert.equal(createReader(leb128(number)).number(), number);
    assert.equal(createReader(signedLeb128(number)).signed(), number);
  }
  assert.equal(sectionsOf(long).at(-1).bytes.length, 300);
});
