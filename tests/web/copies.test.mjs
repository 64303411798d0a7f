// Copies in a folder or a file that the user chose (web/site/platform/copies.js). No browser under test shows its
// dialogues: what they would give comes from the browser's own file system.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openBare, startBare } from './support/bare.mjs';

let bare;
before(async () => {
  bare = await startBare();
});
after(() => bare?.close());

// Runs in the page: `call(method, ...parts)` as C++ asks, and dialogues that give what `window.chosen` says.
async function setUp() {
  const { createHost, encode, decode } = await import('/platform/bridge.js');
  const { offerCopies } = await import('/platform/copies.js');
  const host = createHost();
  offerCopies(host);
  const waiting = new Map();
  host.module = {
    HEAPU8: new Uint8Array(1 << 16),
    _malloc: () => 0,
    _corong_finish: (ticket, ok, place, size) => waiting.get(ticket)({ ok, parts: decode(host.module.HEAPU8.slice(place, place + size)).map((part) => new TextDecoder().decode(part)) }),
  };
  let next = 1;
  window.call = (method, ...parts) => new Promise((done) => {
    waiting.set(next, ({ ok, parts: [code, message, where] }) => done(ok ? [code, message, where].filter((part) => part !== undefined) : { code, message, where }));
    host.start(method, encode(parts), next++);
  });
  window.write = (name, pieces) => {
    const parcel = `parcel${next}`;
    for (const piece of pieces) host.piece(parcel, new TextEncoder().encode(piece));
    return window.call('copies.write', name, parcel);
  };
  const root = await navigator.storage.getDirectory();
  window.showDirectoryPicker = async (options) => {
    window.asked = options;
    return root.getDirectoryHandle('backups', { create: true });
  };
  window.showSaveFilePicker = async () => (await root.getDirectoryHandle('own', { create: true })).getFileHandle('book.corong.json', { create: true });
}

async function openCopies({ context, choose = 'folder' } = {}) {
  const page = await openBare(bare, context);
  await page.evaluate(setUp);
  if (choose) assert.equal((await call(page, 'copies.choose', choose))[0], 'granted');
  return page;
}

// The parts of the answer, or the error.
const call = (page, method, ...parts) => page.evaluate(([method, parts]) => window.call(method, ...parts), [method, parts]);
const write = (page, name, ...pieces) => page.evaluate(([name, pieces]) => window.write(name, pieces), [name, pieces]);

// { name: text } of the chosen folder, or of the one with the chosen file.
const filesIn = (page, name = 'backups') =>
  page.evaluate(async (name) => {
    const folder = await (await navigator.storage.getDirectory()).getDirectoryHandle(name);
    const files = {};
    for await (const [name, handle] of folder) files[name] = await (await handle.getFile()).text();
    return files;
  }, name);

// Somebody else writes a file into the folder.
const putOther = (page, name, text, folder = 'backups') =>
  page.evaluate(async ([name, text, folder]) => {
    const place = await (await navigator.storage.getDirectory()).getDirectoryHandle(folder, { create: true });
    const stream = await (await place.getFileHandle(name, { create: true })).createWritable();
    await stream.write(text);
    await stream.close();
  }, [name, text, folder]);

// As if every file had been changed again, so much later.
const changeTimes = (page, ms) =>
  page.evaluate((ms) => {
    const { get } = Object.getOwnPropertyDescriptor(File.prototype, 'lastModified');
    Object.defineProperty(File.prototype, 'lastModified', { get() { return get.call(this) + ms; } });
  }, ms);

const remove = (page, name) => page.evaluate(async (name) => (await navigator.storage.getDirectory()).removeEntry(name, { recursive: true }), name);

// Any state that the browser may report from now on; `answers` is what asking the user leads to.
const permission = (page, state, answers = state) =>
  page.evaluate(([state, answers]) => {
    let now = state;
    FileSystemHandle.prototype.queryPermission = async ({ mode }) => (mode === 'readwrite' ? now : 'granted');
    FileSystemHandle.prototype.requestPermission = async ({ mode }) => {
      if (answers === 'SecurityError') throw new DOMException('User activation is required', answers);
      return mode === 'readwrite' ? (now = answers) : now;
    };
  }, [state, answers]);

// From now on writing fails. `how` is the name of the browser's error: at the second piece, or at the end of a copy
// of one piece; or what becomes of the second piece.
const breakWriting = (page, how) =>
  page.evaluate((how) => {
    const { write, close } = FileSystemWritableFileStream.prototype;
    const counts = new WeakMap();
    const fail = () => {
      throw new DOMException('it does not work', how);
    };
    const ways = {
      flips: (stream, bytes) => write.call(stream, bytes.map((byte) => byte ^ 1)),
      drops: () => {},
      adds: (stream, bytes) => write.call(stream, new Uint8Array([...bytes, 32])),
    };
    FileSystemWritableFileStream.prototype.write = async function (bytes) {
      counts.set(this, (counts.get(this) || 0) + 1);
      return counts.get(this) === 2 ? (ways[how] || fail)(this, bytes) : write.call(this, bytes);
    };
    FileSystemWritableFileStream.prototype.close = async function () {
      return counts.get(this) === 1 ? fail() : close.call(this);
    };
  }, how);

const day = (number) => `corong-2026-03-0${number}.corong.json`;
// Where a copy of the first day goes, and what the chosen one is called.
const PLACES = { folder: { folder: 'backups', name: day(1), chosen: 'backups' }, file: { folder: 'own', name: 'book.corong.json', chosen: 'book.corong.json' } };
const PIECES = ['{"corong":', '"snapshot"', '}'];
const WHOLE = PIECES.join('');

test('a browser without such dialogues says so', async () => {
  const page = await openCopies({ choose: null });
  assert.deepEqual(await call(page, 'copies.state'), ['none', '', '']);
  await page.evaluate(() => delete window.showDirectoryPicker);
  assert.equal((await call(page, 'copies.choose', 'folder')).code, 'copies.unsupported');
  assert.equal((await call(page, 'copies.choose', 'file'))[0], 'granted');
  await page.evaluate(() => delete window.showSaveFilePicker);
  assert.deepEqual(await call(page, 'copies.state'), ['unsupported', '', '']);
  await page.context().close();
});

test('a folder is chosen once: it is there after a reload, until it is forgotten', async () => {
  const page = await openCopies();
  assert.equal(await page.evaluate(() => window.asked.mode), 'readwrite', 'the browser asks once for both');
  assert.deepEqual(await call(page, 'copies.state'), ['granted', 'folder', 'backups']);
  await page.reload();
  await page.evaluate(setUp);
  assert.deepEqual(await call(page, 'copies.state'), ['granted', 'folder', 'backups']);
  assert.equal(await write(page, day(1), 'after the reload').then(String), day(1));
  assert.deepEqual(await call(page, 'copies.choose', 'file'), ['granted', 'file', 'book.corong.json']);
  assert.deepEqual(await page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name)), ['corong-copies']);
  assert.deepEqual(await call(page, 'copies.forget'), []);
  assert.deepEqual(await call(page, 'copies.state'), ['none', '', '']);
  assert.equal((await write(page, day(1), 'x')).code, 'copies.none');
  assert.equal((await call(page, 'copies.ask')).code, 'copies.none');
  await page.context().close();
});

test('who changes their mind keeps what was chosen before', async () => {
  const page = await openCopies();
  const refuse = (name) =>
    page.evaluate((name) => {
      window.showSaveFilePicker = async () => {
        throw new DOMException('no', name);
      };
    }, name);
  await refuse('AbortError');
  assert.equal((await call(page, 'copies.choose', 'file')).code, 'copies.cancelled');
  await refuse('SecurityError');
  const { code, message } = await call(page, 'copies.choose', 'file');
  assert.equal(code, 'copies.failed');
  assert.match(message, /Press the button again\.$/);
  assert.deepEqual(await call(page, 'copies.state'), ['granted', 'folder', 'backups']);
  await page.context().close();
});

test('a permission that is gone is told, and asked for again', async () => {
  const page = await openCopies();
  await permission(page, 'prompt', 'granted');
  assert.deepEqual(await call(page, 'copies.state'), ['ask', 'folder', 'backups']);
  const refusal = await write(page, day(1), WHOLE);
  assert.equal(refusal.code, 'copies.permission');
  assert.match(refusal.message, /the folder “backups” may not be written to any more\. Allow it again/);
  assert.deepEqual(await filesIn(page), {});
  assert.deepEqual(await call(page, 'copies.ask'), ['granted', 'folder', 'backups']);
  assert.deepEqual(await write(page, day(1), WHOLE), [day(1)]);

  await permission(page, 'prompt', 'denied');
  assert.deepEqual(await call(page, 'copies.ask'), ['denied', 'folder', 'backups']);
  await permission(page, 'prompt', 'SecurityError');
  assert.equal((await call(page, 'copies.ask')).code, 'copies.permission');
  await permission(page, 'granted');
  await breakWriting(page, 'NotAllowedError');
  assert.equal((await write(page, day(2), ...PIECES)).code, 'copies.permission', 'taken away in the middle');
  await page.context().close();
});

for (const kind of ['folder', 'file'])
  test(`a copy in a ${kind} takes the place of the one before it`, async () => {
    const page = await openCopies({ choose: kind });
    const { folder, name } = PLACES[kind];
    assert.deepEqual(await write(page, day(1), ...PIECES, ' '.repeat(300_000), ...PIECES), [name]);
    assert.deepEqual(await filesIn(page, folder), { [name]: `${WHOLE}${' '.repeat(300_000)}${WHOLE}` });
    assert.deepEqual(await write(page, day(1), ...PIECES), [name]);
    assert.deepEqual(await filesIn(page, folder), { [name]: WHOLE });
    await page.context().close();
  });

for (const kind of ['folder', 'file'])
  test(`when writing into a ${kind} fails in the middle, the copy before it is as it was`, async () => {
    const page = await openCopies({ choose: kind });
    const { folder, name, chosen } = PLACES[kind];
    await write(page, day(1), 'the copy of before');
    await breakWriting(page, 'QuotaExceededError');
    const { code, message, where } = await write(page, day(1), ...PIECES);
    assert.deepEqual([code, where], ['copies.failed', chosen]);
    assert.equal(message, `No copy was written: the ${kind} “${chosen}” is on a disk that is full. Make room there, or choose another place for copies.`);
    assert.equal((await write(page, day(2), ...PIECES)).code, 'copies.failed');
    assert.deepEqual(await filesIn(page, folder), { [name]: 'the copy of before' }, 'and nothing half is beside it');
    await remove(page, folder); // refused by the browser as long as one of its files is being written
    await page.context().close();
  });

test('when a copy cannot take its place at the end, the one before it is as it was', async () => {
  const page = await openCopies();
  await write(page, day(1), 'the copy of before');
  await breakWriting(page, 'NoModificationAllowedError');
  const { code, message } = await write(page, day(1), WHOLE);
  assert.equal(code, 'copies.failed');
  assert.match(message, /is in use by another program\. Close it there and try again\.$/);
  assert.deepEqual(await filesIn(page), { [day(1)]: 'the copy of before' });
  await page.context().close();
});

for (const kind of ['folder', 'file'])
  test(`a ${kind} that is gone is told`, async () => {
    const page = await openCopies({ choose: kind });
    const { folder, chosen } = PLACES[kind];
    await write(page, day(1), WHOLE);
    await remove(page, folder);
    const { code, message } = await write(page, day(1), WHOLE);
    assert.equal(code, 'copies.failed');
    assert.equal(message, `No copy was written: the ${kind} “${chosen}” is not there any more. Choose another place for copies.`);
    await page.context().close();
  });

for (const how of ['flips', 'drops', 'adds'])
  test(`a copy is read back: a disk that ${how} bytes is found out`, async () => {
    const page = await openCopies();
    await write(page, day(1), WHOLE);
    await breakWriting(page, how);
    const { code, message } = await write(page, day(2), ...PIECES.slice(0, 2));
    assert.equal(code, 'copies.failed');
    assert.match(message, /the folder “backups” gives back other bytes than were written\./);
    assert.deepEqual(await filesIn(page), { [day(1)]: WHOLE }, 'what is no copy does not lie there as one');
    await page.context().close();
  });

test('a copy with nothing in it replaces none', async () => {
  const page = await openCopies();
  await write(page, day(1), WHOLE);
  assert.equal((await write(page, day(1))).code, 'copies.failed');
  assert.deepEqual(await filesIn(page), { [day(1)]: WHOLE });
  await page.context().close();
});

test('the newest five of our own copies stay, and every file of others', async () => {
  const page = await openCopies();
  const others = { 'corong-2020-01-01.corong.json': 'saved by hand', 'corong-2027-01-01.corong.json': 'of another browser', 'notes.txt': 'a list' };
  for (const [name, text] of Object.entries(others)) await putOther(page, name, text);
  assert.deepEqual(await write(page, 'export.json', 'ours, but no copy'), ['export.json']);
  others['export.json'] = 'ours, but no copy';
  for (const number of [3, 1, 2]) assert.deepEqual(await write(page, day(number), `of day ${number}`), [day(number)]);
  await putOther(page, day(1), 'saved by hand over ours');
  others[day(1)] = 'saved by hand over ours';
  for (const number of [4, 5, 6]) await write(page, day(number), `of day ${number}`);
  const kept = (...days) => ({ ...others, ...Object.fromEntries(days.map((number) => [day(number), `of day ${number}`])) });
  assert.deepEqual(sorted(await filesIn(page)), sorted(kept(3, 2, 4, 5, 6)));

  await page.reload();
  await page.evaluate(setUp);
  await call(page, 'copies.choose', 'folder'); // the same: what we wrote there is known
  await write(page, day(7), 'of day 7');
  await write(page, day(2), 'of day 2'); // again: now it is the newest
  await write(page, day(8), 'of day 8');
  assert.deepEqual(sorted(await filesIn(page)), sorted(kept(2, 5, 6, 7, 8)));

  await call(page, 'copies.forget');
  await call(page, 'copies.choose', 'folder'); // from now on these are somebody's
  for (const number of [3, 4]) await write(page, day(number), `of day ${number}`);
  assert.deepEqual(sorted(await filesIn(page)), sorted(kept(2, 3, 4, 5, 6, 7, 8)));
  await page.context().close();
});
const sorted = (files) => Object.entries(files).sort();

test('a file of others with the name of a copy is not written over', async () => {
  const page = await openCopies();
  const named = (number) => (number === 1 ? day(1) : day(1).replace('.', ` (${number}).`));
  const writeDay = async (text) => (await write(page, day(1), text))[0];
  await putOther(page, day(1), 'saved by hand');
  assert.equal(await writeDay(WHOLE), named(2));
  assert.equal(await writeDay('the next'), named(2));
  await putOther(page, named(2), 'saved over ours');
  assert.equal(await writeDay('the third'), named(3));
  await changeTimes(page, 1900); // a disk may keep the time no better than that
  assert.equal(await writeDay('the fourth'), named(3));
  await changeTimes(page, 2100);
  assert.equal(await writeDay('the fifth'), named(4));
  await putOther(page, day(2), ''); // of a tab that was closed in the middle
  assert.deepEqual(await write(page, day(2), WHOLE), [day(2)]);
  const files = { [named(1)]: 'saved by hand', [named(2)]: 'saved over ours', [named(3)]: 'the fourth', [named(4)]: 'the fifth', [day(2)]: WHOLE };
  assert.deepEqual(sorted(await filesIn(page)), sorted(files));
  await page.context().close();
});

test('what was written into one folder says nothing about another one', async () => {
  const page = await openCopies();
  await write(page, day(1), 'ten bytes.');
  await putOther(page, day(1), 'of others.', 'elsewhere');
  await page.evaluate(() => {
    window.showDirectoryPicker = async () => (await navigator.storage.getDirectory()).getDirectoryHandle('elsewhere');
  });
  assert.deepEqual(await call(page, 'copies.choose', 'folder'), ['granted', 'folder', 'elsewhere']);
  const second = day(1).replace('.', ' (2).');
  assert.deepEqual(await write(page, day(1), WHOLE), [second]);
  assert.deepEqual(await filesIn(page, 'elsewhere'), { [day(1)]: 'of others.', [second]: WHOLE });
  await page.context().close();
});

test('copies of two tabs at once wait for each other', async () => {
  const page = await openCopies();
  const other = await openCopies({ context: page.context(), choose: null });
  const tabs = [page, other, page, other, page, other, page];
  const answers = await Promise.all(tabs.map((tab, index) => write(tab, day(index + 1), `of day ${index + 1}`)));
  assert.deepEqual(answers, tabs.map((_, index) => [day(index + 1)]));
  assert.equal(Object.keys(await filesIn(page)).length, 5);
  await page.context().close();
});
