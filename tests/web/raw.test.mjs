// A raw dump of the store (web/site/platform/raw.js): all of it, without the program.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { openBare, startBare } from './support/bare.mjs';
import { start } from './support/browser.mjs';
import { readDump } from './support/raw.mjs';

const viewport = { width: 480, height: 320 };

let world;
let bare;
before(async () => {
  world = await start();
  bare = await startBare();
});
after(async () => {
  await world?.close();
  await bare?.close();
});

async function openWithoutProgram(context) {
  const page = await context.newPage();
  await page.route(/\.wasm$/, (route) => route.abort());
  await page.goto(world.address);
  await page.getByRole('alertdialog', { name: 'Corong has stopped' }).waitFor();
  return page;
}

const exportButton = (page) => page.getByRole('button', { name: 'Export the stored data' });
const outcome = (page) => page.locator('#crash-outcome');

// [name, base64] of each stored file, by what the store lists: read in another way than the dump is.
const storedFiles = (page) =>
  page.evaluate(async () => {
    const answer = (request) => new Promise((done, failed) => Object.assign(request, { onsuccess: () => done(request.result), onerror: failed }));
    const db = await answer(indexedDB.open('/corong-v1'));
    const store = db.transaction('FILE_DATA').objectStore('FILE_DATA');
    const base64 = async (blob) => btoa(Array.from(new Uint8Array(await blob.arrayBuffer()), (byte) => String.fromCharCode(byte)).join(''));
    const files = [];
    for (const key of await answer(store.index('size').getAllKeys())) {
      const pieces = await answer(store.getAll(IDBKeyRange.bound(`${key}/`, `${key}0`, false, true)));
      const first = await answer(store.get(key));
      files.push([key, new Blob([first, ...pieces].map(({ contents }) => contents)), pieces.length]);
    }
    db.close();
    return Promise.all(files.map(async ([key, blob, more]) => ({ name: key.slice('/corong-v1/'.length), base64: await base64(blob), more })));
  });

test('where the program never came, every byte of every stored file is exported', async () => {
  const page = await world.open({ viewport });
  const rows = Array.from({ length: 5000 }, (_, i) => `Person ${i},p${i}@nordlys.example,${'wants a demo '.repeat(5)}${i * 7919}`);
  await page.evaluate(async (csv) => {
    await corong.importFile('many.csv', new TextEncoder().encode(csv));
    await corong.saved();
  }, ['Name,E-mail,Notes', ...rows, ''].join('\n'));
  const context = page.context();
  await page.close();

  const without = await openWithoutProgram(context);
  const stored = await storedFiles(without);
  assert.ok(stored.some(({ more }) => more > 0), 'one of them has several pieces');
  const [download] = await Promise.all([without.waitForEvent('download'), exportButton(without).click()]);
  const today = await without.evaluate(() => new Date().toLocaleDateString('sv'));
  assert.equal(download.suggestedFilename(), `corong-${today}.corong-raw`);
  const { header, files } = readDump(readFileSync(await download.path()));
  assert.deepEqual(Object.keys(header), ['corong', 'format', 'files']);
  assert.deepEqual([header.corong, header.format], ['raw', 1]);
  assert.deepEqual(header.files.map(([name]) => name), stored.map(({ name }) => name).sort());
  for (const { name, base64 } of stored) assert.equal(files[name].toString('base64'), base64, name);
  assert.equal(await outcome(without).innerText(), `Files exported: ${stored.length}.`);
  await context.close();
});

test('where nothing is stored nothing is exported, and no store is made', async () => {
  const context = await world.browser.newContext();
  const page = await openWithoutProgram(context);
  await exportButton(page).click();
  await outcome(page).filter({ hasText: 'Nothing is stored in this browser.' }).waitFor();
  assert.deepEqual(await page.evaluate(() => indexedDB.databases()), []);
  await context.close();
});

// Records of a store as idbfs_commit.js lays them: [path, contents, size, pieces].
const RECORDS = [
  ['.epoch', '3'],
  ['.clean', ''],
  ['b', 'first,', 18, 3], ['b/000001', 'second', 6], ['b/000002', ',third'],
  ['b-neighbour', 'between b and its pieces', 24],
  ['b.', '', 0],
  ['a-gap', 'one', 9, 3], ['a-gap/000002', 'two'],
  ['c-size', 'four', 5],
  ['d/000001', 'no beginning'],
  ['e-broken', 'cannot be read', 14],
  ['f-left', 'alone', 9], ['f-left/000001', 'over'],
  ['z', 'the last', 8],
];

// Runs in the page. Gives the dump as text.
async function dumpOf([records, broken]) {
  const request = indexedDB.open('/corong-v1', 22);
  request.onupgradeneeded = () => {
    const store = request.result.createObjectStore('FILE_DATA');
    for (const [path, contents, size, pieces] of records) {
      const record = { timestamp: new Date(), mode: 0o100666, contents: new TextEncoder().encode(contents) };
      store.put(path.includes('/') || size === undefined ? record : { ...record, size, pieces }, `/corong-v1/${path}`);
    }
  };
  await new Promise((done) => (request.onsuccess = done));
  request.result.close();
  const get = IDBObjectStore.prototype.get;
  IDBObjectStore.prototype.get = function (key) {
    return key === broken ? this.add('of an existing key: fails as an unreadable one does', key) : get.call(this, key);
  };
  const transaction = IDBDatabase.prototype.transaction;
  IDBDatabase.prototype.transaction = function (name) {
    return transaction.call(this, name, 'readwrite'); // for the failing one above
  };
  const { readRawDump } = await import('/platform/raw.js');
  const { parts, damaged, files } = await readRawDump();
  return { text: await new Blob(parts).text(), blobs: parts.slice(1).every((part) => part instanceof Blob), damaged, files };
}

test('what is not whole is dumped as far as it is there, and named', async () => {
  const page = await openBare(bare);
  const dump = await page.evaluate(dumpOf, [RECORDS, '/corong-v1/e-broken']);
  const damaged = ['a-gap', 'c-size', 'd', 'e-broken', 'f-left'];
  const { header, files } = readDump(Buffer.from(dump.text));
  assert.deepEqual(header, {
    corong: 'raw',
    format: 1,
    files: [['a-gap', 6], ['b', 18], ['b-neighbour', 24], ['b.', 0], ['c-size', 4], ['d', 12], ['e-broken', 0], ['f-left', 9], ['z', 8]],
    damaged,
  });
  assert.deepEqual(Object.values(files).map(String), ['onetwo', 'first,second,third', 'between b and its pieces', '', 'four', 'no beginning', '', 'aloneover', 'the last']);
  assert.deepEqual([dump.damaged, dump.files], [damaged, Object.keys(files)]);
  assert.ok(dump.blobs, 'the bytes are not in the memory of the page');
  await page.context().close();
});
