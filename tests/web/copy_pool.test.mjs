// How the second copy lies in its file (web/site/platform/copy_pool.js), over a file in memory: against a plain model, with
// an end in the middle of any write, and on disks that are full.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BLOCK, RESERVE, begin, keepReserve, listOf, put, readEpoch, readLayout, readPieces, remove } from '../../web/site/platform/copy_pool.js';
import { ROUNDS, between } from './support/chance.mjs';

class Ended extends Error {}

// As a FileSystemSyncAccessHandle over a disk of `room` bytes. After `writes` more of them the browser is ended, in the
// middle of the last one.
function memoryFile({ room = Infinity } = {}) {
  let bytes = new Uint8Array(0);
  const file = {
    room,
    writes: Infinity,
    getSize: () => bytes.length,
    contents: () => bytes,
    read(into, { at }) {
      const found = bytes.subarray(at, at + into.length);
      into.set(found);
      return found.length;
    },
    write(from, { at }) {
      const isLast = --file.writes < 0;
      const wanted = isLast && from.length > BLOCK ? between(0, from.length) : isLast ? 0 : from.length; // one block is written whole or not
      const length = Math.max(0, Math.min(wanted, Math.max(file.room, bytes.length) - at));
      resize(Math.max(bytes.length, at + length));
      bytes.set(from.subarray(0, length), at);
      if (isLast) throw new Ended();
      return length;
    },
    truncate: (size) => resize(size),
  };
  function resize(size) {
    if (size === bytes.length) return;
    const resized = new Uint8Array(size);
    resized.set(bytes.subarray(0, size));
    bytes = resized;
  }
  return file;
}

function someBytes(length) {
  const [first, by] = [between(0, 255), between(1, 255)];
  return Uint8Array.from({ length }, (_, index) => first + index * by);
}

function inPieces(bytes) {
  const cut = between(0, bytes.length);
  return [bytes.slice(0, cut), bytes.slice(cut)];
}

function read(file, layout, name) {
  return Buffer.concat(readPieces(file, layout, name, 1000));
}

function checkHolds(file, model) {
  const layout = readLayout(file);
  assert.deepEqual(listOf(layout).map(([name]) => name).sort(), [...model.keys()].sort());
  for (const [name, bytes] of model) assert.ok(read(file, layout, name).equals(bytes), `${name} is other than it was put`);
  return layout;
}

const isFull = (error) => error.name === 'QuotaExceededError';

// One step of chance on both.
function step(file, layout, model, number) {
  const names = [...model.keys()];
  if (names.length > 0 && between(0, 2) === 0) {
    const name = names[between(0, names.length - 1)];
    remove(file, layout, name);
    model.delete(name);
    return;
  }
  const name = `j-1-${number}.seg`;
  const bytes = someBytes(between(0, 3) ? between(0, 2000) : between(0, 20_000));
  put(file, layout, { name, pieces: inPieces(bytes) });
  model.set(name, Buffer.from(bytes));
}

test('what was put and not removed is there, byte for byte, and nothing else', () => {
  for (let round = 0; round < 5 * ROUNDS; ++round) {
    const file = memoryFile();
    const model = new Map();
    const layout = begin(file, 1);
    for (let number = 0; number < 200; ++number) {
      step(file, layout, model, number);
      if (number % 7 === 0) keepReserve(file, layout);
    }
    checkHolds(file, model);
    checkHolds(file, model);
    assert.equal(begin(file, 2).files.size, model.size);
    assert.equal(readEpoch(file), 2);
  }
});

test('ended in the middle of any write: what was whole before is whole, half a file is none', () => {
  for (let round = 0; round < 50 * ROUNDS; ++round) {
    const file = memoryFile();
    const model = new Map();
    let layout = begin(file, 1);
    for (let number = 0; number < 20; ++number) step(file, layout, model, number);
    file.writes = between(0, 30);
    let before = new Map(model);
    try {
      for (let number = 20; ; ++number) {
        before = new Map(model);
        step(file, layout, model, number);
      }
    } catch (error) {
      if (!(error instanceof Ended)) throw error;
    }
    file.writes = Infinity;
    const names = listOf(readLayout(file)).map(([name]) => name);
    const going = [...before.keys()].filter((name) => !names.includes(name));
    assert.ok(going.length <= 1, `gone with one write: ${going}`); // the one that was being removed
    for (const name of going) before.delete(name);
    checkHolds(file, before);
    layout = begin(file, 2);
    for (let number = 1000; number < 1020; ++number) step(file, layout, before, number);
    checkHolds(file, before);
  }
});

test('what was removed, or half put, cannot be read in any byte of the file', () => {
  const file = memoryFile();
  const secret = Buffer.from('somebody who asked to be forgotten '.repeat(100));
  const layout = begin(file, 1);
  put(file, layout, { name: 'a', pieces: [someBytes(700)] });
  put(file, layout, { name: 'b', pieces: [secret] });
  put(file, layout, { name: 'c', pieces: [someBytes(10)] });
  remove(file, layout, 'b');
  assert.equal(Buffer.from(file.contents()).includes('somebody'), false);
  keepReserve(file, layout);
  file.writes = 1; // its bytes, and not its line
  assert.throws(() => put(file, layout, { name: 'd', pieces: [secret] }), Ended);
  file.writes = Infinity;
  assert.equal(Buffer.from(file.contents()).includes('somebody'), true);
  begin(file, 2);
  assert.equal(Buffer.from(file.contents()).includes('somebody'), false);
});

test('a full disk: what does not fit changes nothing, and the reserve holds what the database took last', () => {
  for (let round = 0; round < 5 * ROUNDS; ++round) {
    const file = memoryFile({ room: between(RESERVE, 3 * RESERVE) });
    const model = new Map();
    const layout = begin(file, 1);
    keepReserve(file, layout);
    file.room = file.getSize() + between(0, 1000);
    for (let number = 0, full = 0; full < 3; ++number) {
      const bytes = someBytes(between(0, RESERVE / 4));
      try {
        put(file, layout, { name: `${number}`, pieces: [bytes] });
        model.set(`${number}`, Buffer.from(bytes));
      } catch (error) {
        assert.ok(isFull(error), error);
        ++full;
      }
    }
    const bytes = [...model.values()].reduce((sum, { length }) => sum + length, 0);
    assert.ok(bytes > RESERVE / 2, `${bytes} bytes found room in the reserve`);
    checkHolds(file, model);
  }
});

test('room that is not needed is given back', () => {
  const file = memoryFile();
  const layout = begin(file, 1);
  put(file, layout, { name: 'first', pieces: [someBytes(100)] });
  put(file, layout, { name: 'large', pieces: [new Uint8Array(5 * RESERVE)] });
  remove(file, layout, 'large');
  keepReserve(file, layout);
  assert.ok(file.getSize() < RESERVE + 10 * BLOCK, `${file.getSize()} bytes`);
});

test('a file that is not ours, or of nothing, is no second copy', () => {
  for (const contents of [[], [1, 2, 3], new Array(3 * BLOCK).fill(7), [...Buffer.from('{"corong":"raw"}\n'), ...new Array(BLOCK).fill(0)]]) {
    const file = memoryFile();
    if (contents.length > 0) file.write(Uint8Array.from(contents), { at: 0 });
    assert.equal(readLayout(file), null);
    assert.equal(readEpoch(file), 0);
    assert.equal(begin(file, 3).files.size, 0);
    assert.equal(readEpoch(file), 3);
  }
});
