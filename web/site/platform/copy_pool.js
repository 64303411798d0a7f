// How the files of the second copy lie in the one file that holds them (see second_copy.js). One file, because a new one
// is a record in a database of the browser, which a full disk can tear; bytes in the middle of a file that is there need
// neither that nor room. So there are always some to spare.
//
// Blocks of 512 bytes. The first is a line of JSON, {"corong":"second copy","epoch":n}. A file is a block with such a line,
// {"name":"…","size":n}, and its bytes in the blocks behind that. The line is written last: half a file is none. Every
// other block is zero, or what somebody left who was ended in the middle.
//
// `file` is a FileSystemSyncAccessHandle; `layout` is what lies where: { epoch, blocks, files: name -> { at, blocks, size },
// leavings }. Whatever throws leaves the two in agreement.
export const BLOCK = 512; // bytes
export const RESERVE = 1 << 20; // bytes at the end: what the database took last fits in, on a disk that is full
const STEP = 256 << 10; // bytes
const LINE = { corong: 'second copy' };

const blocksOf = (bytes) => Math.ceil(bytes / BLOCK);

// ---- Reading ----

// Null where there is none.
export function readLayout(file) {
  const block = blockReader(file);
  const layout = { epoch: 0, blocks: Math.floor(file.getSize() / BLOCK), files: new Map(), leavings: [] };
  const first = layout.blocks > 0 && lineIn(block(0));
  if (first?.corong !== LINE.corong) return null;
  layout.epoch = first.epoch;
  for (let at = 1; at < layout.blocks; ) {
    const entry = entryAt(at, block(at), layout.blocks);
    if (entry) layout.files.set(entry.name, entry);
    else if (block(at).some((byte) => byte !== 0)) layout.leavings.push(at);
    at += entry?.blocks ?? 1;
  }
  return layout;
}

// The epoch alone; 0 where there is none.
export function readEpoch(file) {
  const first = file.getSize() >= BLOCK && lineIn(blockReader(file)(0));
  return first?.corong === LINE.corong ? first.epoch : 0;
}

export function listOf({ files }) {
  return [...files.values()].map(({ name, size }) => [name, size]);
}

// The bytes of a file, in pieces of at most `most`.
export function readPieces(file, layout, name, most) {
  const { at, size } = layout.files.get(name);
  const pieces = [];
  for (let from = 0; from < size || from === 0; from += most) {
    const piece = new Uint8Array(Math.min(most, size - from));
    file.read(piece, { at: (at + 1) * BLOCK + from });
    pieces.push(piece);
  }
  return pieces;
}

// Asks for many blocks at a time.
function blockReader(file) {
  const window = new Uint8Array(128 * BLOCK);
  let first = -1;
  return (at) => {
    if (first < 0 || at < first || at >= first + 128) {
      window.fill(0);
      file.read(window, { at: at * BLOCK });
      first = at;
    }
    return window.subarray((at - first) * BLOCK, (at - first + 1) * BLOCK);
  };
}

function lineIn(block) {
  if (block[0] !== 0x7b) return null; // {
  try {
    return JSON.parse(new TextDecoder().decode(block.subarray(0, block.indexOf(0x0a))));
  } catch {
    return null;
  }
}

function entryAt(at, block, end) {
  const { name, size } = lineIn(block) ?? {};
  if (typeof name !== 'string' || !Number.isSafeInteger(size) || size < 0) return null;
  const blocks = 1 + blocksOf(size);
  return at + blocks <= end ? { name, at, blocks, size } : null;
}

// ---- Writing ----

// What is there becomes that of a new writer.
export function begin(file, epoch) {
  const layout = readLayout(file) ?? startAnew(file);
  for (const at of layout.leavings.splice(0)) wipe(file, at, 1);
  write(file, 0, lineBlock({ ...LINE, epoch }));
  layout.epoch = epoch;
  return layout;
}

function startAnew(file) {
  file.truncate(0);
  const layout = { epoch: 0, blocks: 0, files: new Map(), leavings: [] };
  grow(file, layout, 1);
  return layout;
}

// A file never changes under its name: one that is there stays.
export function put(file, layout, { name, pieces }) {
  if (layout.files.has(name)) return;
  const size = pieces.reduce((sum, piece) => sum + piece.length, 0);
  const blocks = 1 + blocksOf(size);
  const at = placeFor(file, layout, blocks);
  let position = (at + 1) * BLOCK;
  for (const piece of pieces) {
    write(file, position, piece);
    position += piece.length;
  }
  write(file, at * BLOCK, lineBlock({ name, size }));
  layout.files.set(name, { name, at, blocks, size });
}

// Nothing of it can be read afterwards: it may be about somebody who is to be forgotten.
export function remove(file, layout, name) {
  const entry = layout.files.get(name);
  if (!entry) return;
  wipe(file, entry.at, entry.blocks); // the line first
  layout.files.delete(name);
}

// Room for the next ones; no more than that, once much was removed.
export function keepReserve(file, layout) {
  const { at, blocks } = gapsIn(layout).at(-1);
  const missing = RESERVE - blocks * BLOCK;
  if (missing < 0) {
    file.truncate(at * BLOCK + RESERVE);
    layout.blocks = at + RESERVE / BLOCK;
  } else if (missing >= STEP) {
    grow(file, layout, at + RESERVE / BLOCK);
  }
}

function write(file, at, bytes) {
  if (file.write(bytes, { at }) < bytes.length) throw new DOMException('There is no room for the second copy.', 'QuotaExceededError');
}

function wipe(file, at, blocks) {
  const zeros = new Uint8Array(Math.min(STEP, blocks * BLOCK));
  for (let left = blocks * BLOCK, from = at * BLOCK; left > 0; left -= zeros.length, from += zeros.length) {
    write(file, from, zeros.subarray(0, Math.min(left, zeros.length)));
  }
}

function lineBlock(line) {
  const block = new Uint8Array(BLOCK);
  const text = new TextEncoder().encode(`${JSON.stringify(line)}\n`);
  if (text.length > BLOCK) throw new RangeError(`The name ${line.name} is too long for the second copy.`);
  block.set(text);
  return block;
}

// The last one is what is free at the end, perhaps nothing.
function gapsIn(layout) {
  const gaps = [];
  let at = 1;
  for (const entry of [...layout.files.values()].sort((a, b) => a.at - b.at)) {
    if (entry.at > at) gaps.push({ at, blocks: entry.at - at });
    at = entry.at + entry.blocks;
  }
  gaps.push({ at, blocks: layout.blocks - at });
  return gaps;
}

// The narrowest gap that is wide enough, else the end, as far as the disk gives more of it.
function placeFor(file, layout, blocks) {
  const gaps = gapsIn(layout);
  const wide = gaps.filter((gap) => gap.blocks >= blocks).sort((a, b) => a.blocks - b.blocks);
  if (wide.length > 0) return wide[0].at;
  const { at } = gaps.at(-1);
  grow(file, layout, at + blocks);
  return at;
}

// With bytes, so that the disk sets them aside.
function grow(file, layout, blocks) {
  try {
    while (layout.blocks < blocks) {
      const more = Math.min(STEP / BLOCK, blocks - layout.blocks);
      wipe(file, layout.blocks, more);
      layout.blocks += more;
    }
  } catch (error) {
    file.truncate(layout.blocks * BLOCK);
    throw error;
  }
}
