// The second copy of the store (web/site/platform/second_copy.js): where the database of the origin is gone, all that was
// acknowledged is there after a restart, and that is told; and the copy is never more than the database. What deletes all
// of the origin deletes the copy, too: see store.found.mjs.
import assert from 'node:assert/strict';
import { closeSync, openSync, readdirSync, rmSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { openBare, startBare } from './support/bare.mjs';
import { ROUNDS, noise, until } from './support/chance.mjs';
import { removeDisks, smallDisk } from './support/disk.mjs';
import { createLedger } from './support/ledger.mjs';
import { startProfiles } from './support/profile.mjs';
import { both, untilLevel } from './support/second_copy.mjs';

const PUT_BACK = /^The browser had deleted the database of this book\. It was put back/;

let world;
before(async () => {
  world = await startProfiles();
});
after(async () => {
  removeDisks();
  await world?.close();
});

// ---- The database is gone ----

// Another page of the same origin, without the program.
async function openWithout({ context }) {
  const page = await context.newPage();
  await page.goto(`${world.address}licenses.txt`);
  return page;
}

async function deleteDatabases(page) {
  await page.evaluate(async () => {
    for (const { name } of await indexedDB.databases()) {
      const request = indexedDB.deleteDatabase(name);
      await new Promise((resolve, reject) => Object.assign(request, { onsuccess: resolve, onerror: reject }));
    }
  });
}

test('deleted while nobody looks: everything is back, it is told once, and edits go on', async () => {
  const ledger = createLedger();
  const first = await world.openProfile('deleted');
  const page = await first.open();
  await ledger.edit(page, { count: 30, notes: noise(500) });
  await untilLevel(page);
  const second = await first.restart();
  await deleteDatabases(await openWithout(second));
  const opened = await second.open();
  await ledger.holds(opened, PUT_BACK);
  ledger.begin();
  assert.deepEqual(await ledger.edit(opened), [null]);
  await untilLevel(opened);
  const third = await second.restart();
  await ledger.holds(await third.open());
  await third.kill();
});

// As on a disk that gives trouble: there is a copy, but the browser does not say so.
function hideCopy() {
  const { getFileHandle } = FileSystemDirectoryHandle.prototype;
  FileSystemDirectoryHandle.prototype.getFileHandle = function (name, options) {
    return name === 'corong-v1.copy' ? Promise.reject(new DOMException('The operation failed.', 'UnknownError')) : getFileHandle.call(this, name, options);
  };
}

test('deleted, and the second copy cannot be looked for: nothing is begun in its place, and the next start puts it back', async () => {
  const ledger = createLedger();
  const first = await world.openProfile('deleted and hidden');
  const page = await first.open();
  await ledger.edit(page, { count: 5 });
  await untilLevel(page);
  const second = await first.restart();
  await deleteDatabases(await openWithout(second));
  const hidden = await second.context.newPage();
  await hidden.addInitScript(hideCopy);
  await hidden.goto(world.address);
  await hidden.evaluate(() => window.corong.ready);
  await hidden.waitForTimeout(1000);
  const { code } = await hidden.evaluate(() => window.corong.run('lead.create', { fields: { name: 'Somebody else' } }).then(() => window.corong.saved()).then(() => ({ code: 'saved' }), ({ code }) => ({ code })));
  assert.notEqual(code, 'saved');
  await hidden.waitForTimeout(7000); // a comparison with the database would have come by then
  const third = await second.restart();
  await ledger.holds(await third.open(), PUT_BACK);
  await third.kill();
});

test('deleted under the running program: it is put back there, with its history, and the copy ends up level', async () => {
  const ledger = createLedger();
  const browser = await world.openProfile('under it');
  const page = await browser.open();
  await ledger.edit(page, { count: 10 });
  await untilLevel(page);
  await deleteDatabases(await openWithout(browser));
  await ledger.editUntilSaved(page);
  await untilLevel(page);
  const next = await browser.restart();
  const opened = await next.open();
  await ledger.holds(opened);
  const verified = await opened.evaluate(() => window.corong.run('storage.verify'));
  assert.deepEqual([verified.stepsMissing, verified.problems], [0, []]);
  await next.kill();
});

// The newest of what the browser's own database is made of, overwritten: the browser gives all of it up.
function damage(profile) {
  const databases = join(profile, 'Default/IndexedDB');
  const database = join(databases, readdirSync(databases).find((name) => name.endsWith('.leveldb')));
  const manifest = join(database, readdirSync(database).find((name) => name.startsWith('MANIFEST')));
  const file = openSync(manifest, 'r+');
  writeSync(file, Buffer.alloc(statSync(manifest).size, 0x5a), 0);
  closeSync(file);
}

test('taken for damaged by the browser: everything is back, and it is told', async () => {
  const ledger = createLedger();
  const first = await world.openProfile('damaged');
  const page = await first.open();
  await ledger.edit(page, { count: 10 });
  await untilLevel(page);
  await first.kill();
  damage(join(world.folder, 'damaged'));
  const second = await first.restart();
  await ledger.holds(await second.open(), PUT_BACK);
  await second.kill();
});

// The disk is full by the page's own edits, the browser is killed there and then, and its database is gone at the next start.
test('full, killed and gone: what was acknowledged is there after a restart', async () => {
  for (let round = 0; round < ROUNDS; ++round) {
    const name = `full ${round}`;
    const disk = smallDisk(join(world.folder, name), 256);
    assert.ok(disk, 'this needs the permission to mount a small disk');
    disk.fillBut(14e6);
    const ledger = createLedger();
    const browser = await world.openProfile(name);
    const page = await browser.open();
    await ledger.edit(page, { count: 5 });
    await untilLevel(page);
    let said = [null];
    while (said.every((answer) => answer === null)) said = await ledger.edit(page, { count: 10, notes: noise(5000) });
    await browser.kill();
    rmSync(join(world.folder, name, 'Default/IndexedDB'), { recursive: true });
    disk.makeRoom();
    const next = await browser.restart();
    await ledger.holds(await next.open(), PUT_BACK);
    await next.kill();
    disk.remove();
  }
});

test('ended while it is put back: the next start does it again', async () => {
  const ledger = createLedger();
  const first = await world.openProfile('ended');
  const page = await first.open();
  await ledger.edit(page, { count: 30, notes: noise(500) });
  await untilLevel(page);
  const second = await first.restart();
  await deleteDatabases(await openWithout(second));
  const halfWay = await second.context.newPage();
  await halfWay.addInitScript(() => {
    const put = IDBObjectStore.prototype.put;
    let left = 2;
    IDBObjectStore.prototype.put = function (...record) {
      if (--left < 0) throw new DOMException('no more of it', 'UnknownError');
      return put.apply(this, record);
    };
  });
  await halfWay.goto(world.address);
  await halfWay.evaluate(() => window.corong.ready);
  assert.equal(await halfWay.evaluate(() => window.corong.run('lead.create', { fields: { name: 'too early' } }).then(() => 'taken', () => 'refused')), 'refused');
  const third = await second.restart();
  await ledger.holds(await third.open(), PUT_BACK);
  await third.kill();
});

// ---- What is not in it ----

test('whoever is forgotten is in no byte of the copy', async () => {
  const browser = await world.openProfile('forgotten');
  const page = await browser.open();
  const add = (name) => page.evaluate((name) => window.corong.run('lead.create', { fields: { name } }), name);
  const { id } = await add('Quillon Ferreira-Vantongeren');
  await add('Somebody Else');
  await page.evaluate(() => window.corong.saved());
  await untilLevel(page);
  const isThere = async () => (await both(page)).bytes.includes('Quillon');
  assert.equal(await isThere(), true, 'a name can be found in the bytes');
  await page.evaluate(async (id) => {
    await window.corong.run('lead.forget', { id });
    await window.corong.saved();
  }, id);
  await until('the name is gone', async () => !(await isThere()));
  await untilLevel(page);
  await browser.kill();
});

test('killed before anything was copied: the next start brings the copy level', async () => {
  const ledger = createLedger();
  const first = await world.openProfile('late');
  const page = await first.context.newPage();
  await page.route(/second_copy/, (route) => route.abort());
  await page.goto(world.address);
  await page.evaluate(() => window.corong.ready);
  await ledger.edit(page, { count: 10 });
  assert.deepEqual((await both(page)).copied, []);
  const second = await first.restart();
  const opened = await second.open();
  await untilLevel(opened);
  await ledger.holds(opened);
  await second.kill();
});

// ---- While it is compared ----

// In a page: of a database with one file another commit is made while the copy reads that one. Gives what the copy has
// at last.
async function commitsWhileCompared(bytes) {
  const { createSecondCopy } = await import('/platform/second_copy.js');
  const file = (name) => ({ name, pieces: [new Uint8Array(bytes)] });
  const files = new Set(['before']);
  const commit = () => {
    files.add('after');
    files.delete('before');
    copy.follow({ epoch: 1, puts: [file('after')], deletes: ['before'] });
  };
  const database = {
    list: async () => [...files].map((name) => [name, bytes]),
    storedEpoch: async () => 1,
    read: async (name, take) => {
      take(file(name).pieces[0]);
      if (name === 'before') commit();
    },
  };
  const copy = await createSecondCopy(database);
  await copy.compare(1);
  while (!copy.isLevel()) await new Promise((done) => setTimeout(done, 50));
  await copy.settled();
  const worker = new Worker('/platform/second_copy_worker.js', { type: 'module' });
  worker.postMessage({ id: 1, service: 'look', about: {} });
  const { answer } = await new Promise((done) => (worker.onmessage = ({ data }) => done(data)));
  return answer.files.map(([name]) => name);
}

for (const [size, bytes] of [['little', 9], ['more than waits in memory', 17 << 20]])
  test(`what is committed while the copy is compared gets into it: ${size}`, async () => {
    const bare = await startBare();
    const page = await openBare(bare);
    assert.deepEqual(await page.evaluate(commitsWhileCompared, bytes), ['after']);
    await bare.close();
  });

// In a page: the first commit that is followed is more than waits in memory.
async function beginsLarge(bytes) {
  const { createSecondCopy } = await import('/platform/second_copy.js');
  const pieces = [new Uint8Array(bytes)];
  const copy = await createSecondCopy({ list: async () => [['large', bytes]], storedEpoch: async () => 7, read: async (name, take) => take(pieces[0]) });
  copy.follow({ epoch: 7, puts: [{ name: 'large', pieces }], deletes: [] });
  const end = Date.now() + 30_000;
  while (!copy.isLevel() && Date.now() < end) await new Promise((done) => setTimeout(done, 50));
  return copy.isLevel();
}

test('a first commit of more than waits in memory is copied', async () => {
  const bare = await startBare();
  const page = await openBare(bare);
  assert.equal(await page.evaluate(beginsLarge, 17 << 20), true);
  await bare.close();
});

// ---- Two tabs ----

test('the tab that takes over writes the copy, and the other one cannot any more', async () => {
  const ledger = createLedger();
  const browser = await world.openProfile('two tabs');
  const [first, second] = [await browser.open(), await browser.open()];
  await ledger.edit(first, { count: 3 });
  await untilLevel(first);
  const before = (await both(first)).epoch;
  await second.evaluate(() => window.corong.run('edit_here'));
  await ledger.editUntilSaved(second, 'taken over');
  await untilLevel(second);
  await until('the copy is of the new writer', async () => (await both(second)).epoch > before); // at the moment of a write nothing can be read
  await browser.kill();
});

// In a page: two workers, as of two tabs.
async function twoWriters() {
  const start = () => {
    const worker = new Worker('/platform/second_copy_worker.js', { type: 'module' });
    return (service, about) =>
      new Promise((resolve) => {
        worker.onmessage = ({ data }) => resolve(data.error?.code ?? data.answer);
        worker.postMessage({ id: 1, service, about });
      });
  };
  const [older, newer] = [start(), start()];
  const plans = (name) => [{ puts: [{ name, pieces: [new Uint8Array(9)] }], deletes: [] }];
  const answers = [];
  await older('begin', { epoch: 3 });
  await older('apply', { epoch: 3, plans: plans('a') });
  answers.push(await newer('apply', { epoch: 4, plans: plans('b') }));
  await newer('begin', { epoch: 4 });
  answers.push(await older('apply', { epoch: 3, plans: plans('c') }), await older('begin', { epoch: 3 }));
  await newer('apply', { epoch: 4, plans: plans('d') });
  answers.push((await newer('look', {})).files.map(([name]) => name));
  return answers;
}

test('an older writer is fenced, and a new one has to begin', async () => {
  const bare = await startBare();
  const page = await openBare(bare);
  assert.deepEqual(await page.evaluate(twoWriters), ['copy.behind', 'copy.stale', 'copy.stale', ['a', 'd']]);
  await bare.close();
});
