// What stock IDBFS loses, and that ours does not. Each test runs one scenario on both, and asserts
// that the stock one loses: so none of them can pass for nothing.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { STORE, end, outcome, start } from './support/idbfs.mjs';

before(start);
after(end);

test('two tabs: what the first one saved is there after the second one saved', async () => {
  const scenario = async (tab) => {
    const first = await tab();
    const second = await tab();
    await second.open(); // before there is anything
    await first.open();
    await first.claim();
    await first.save('a', 'of the first tab');
    await second.claim();
    await second.save('b', 'of the second tab');
    return second.stored();
  };
  assert.deepEqual(await outcome('stock', scenario), { b: 'of the second tab' });
  assert.deepEqual(await outcome('strict', scenario), { a: 'of the first tab', b: 'of the second tab' });
});

test('stale tab: one that went on with old contents brings none of them back', async () => {
  const scenario = async (tab, kind) => {
    const writer = await tab();
    await writer.open();
    await writer.claim();
    await writer.save('v1', 'first wording');
    const stale = await tab();
    await stale.open();
    await stale.claim();
    await writer.page.waitForTimeout(5); // stock IDBFS goes by the clock
    await writer.claim(); // the other tab slept, and is not the writer any more
    // The newer wording: a rewrite for stock, a new file for ours.
    await writer.save(kind === 'stock' ? 'v1' : 'v2', 'second wording');
    const said = await stale.save('other', 'of the stale tab');
    const stored = await writer.stored();
    return { said, wording: stored[kind === 'stock' ? 'v1' : 'v2'], other: stored.other };
  };
  assert.deepEqual(await outcome('stock', scenario), { said: 'saved', wording: 'first wording', other: 'of the stale tab' });
  assert.deepEqual(await outcome('strict', scenario), { said: 'disk.stale_epoch', wording: 'second wording', other: undefined });
});

test('a clock that stands still: nothing is called saved that is not what is stored', async () => {
  const scenario = async (tab) => {
    const only = await tab();
    await only.page.evaluate(stopClock);
    await only.open();
    await only.claim();
    await only.save('a', 'first wording');
    const said = await only.save('a', 'second wording');
    return { said, stored: await only.stored() };
  };
  assert.deepEqual(await outcome('stock', scenario), { said: 'saved', stored: { a: 'first wording' } });
  assert.deepEqual(await outcome('strict', scenario), { said: 'disk.exists', stored: { a: 'first wording' } });
});

// In the page: from now on it is the same moment.
function stopClock() {
  const now = Date.now();
  window.Date = class extends Date {
    constructor(...given) {
      super(...(given.length > 0 ? given : [now]));
    }
    static now() {
      return now;
    }
  };
}

test('failing put: when the new file cannot be put, the old one stays', async () => {
  const scenario = async (tab) => {
    const only = await tab();
    await only.open();
    await only.claim();
    await only.save('old', 'the whole book');
    await only.page.evaluate(failPuts);
    const said = await only.save('new', 'the whole book, compacted', ['old']);
    return { said, stored: await only.stored() };
  };
  const stock = await outcome('stock', scenario);
  assert.notEqual(stock.said, 'saved');
  assert.deepEqual(stock.stored, {}, 'stock IDBFS deletes the old and keeps neither');
  assert.deepEqual(await outcome('strict', scenario), { said: 'disk.quota', stored: { old: 'the whole book' } });
});

// In the page: from now on the disk is full for every new record.
function failPuts() {
  const fail = () => {
    throw new DOMException('full', 'QuotaExceededError');
  };
  IDBObjectStore.prototype.put = fail;
  IDBObjectStore.prototype.add = fail;
}

test('dead connection: the first save after the browser closed the database goes through', async () => {
  const scenario = async (tab) => {
    const only = await tab();
    await only.open();
    await only.claim();
    await only.save('a', 'before');
    await only.page.evaluate((store) => window.module.IDBFS.dbs[store].close(), STORE);
    await only.save('b', 'after');
    await only.save('c', 'later');
    return only.stored();
  };
  assert.deepEqual(await outcome('stock', scenario), { a: 'before' });
  assert.deepEqual(await outcome('strict', scenario), { a: 'before', b: 'after', c: 'later' });
});

test('a database that does not open is not waited for, and the next save has a new try', async () => {
  const said = await outcome('strict', async (tab) => {
    const it = await tab();
    await it.open();
    await it.claim();
    await it.page.evaluate((store) => {
      const open = IDBFactory.prototype.open;
      IDBFactory.prototype.open = function () {
        IDBFactory.prototype.open = open;
        return {};
      };
      window.module.IDBFS.dbs[store].onversionchange(); // as if the browser closed it
    }, STORE);
    return [await it.save('a', 'never asked'), await it.save('b', 'asked')];
  });
  assert.deepEqual(said, ['disk.failed', 'saved']);
});

test('failed read at load: the file that could not be read is not deleted by the next save', async () => {
  const scenario = async (tab) => {
    const before = await tab();
    await before.open();
    await before.claim();
    await before.save('a', 'the whole book');
    await before.save('b', 'one edit');
    const after = await tab();
    await after.page.evaluate(failReads, `${STORE}/a`);
    await after.open(); // stock fails here; a program that goes on, as autoPersist does, loses
    await after.claim();
    const read = await after.read('a');
    await after.save('c', 'another edit');
    return { read, names: Object.keys(await after.stored()).sort() };
  };
  const stock = await outcome('stock', scenario);
  assert.deepEqual(stock.names, ['b', 'c']);
  const strict = await outcome('strict', scenario);
  assert.equal(strict.read, 'disk.failed');
  assert.deepEqual(strict.names, ['a', 'b', 'c']);
});

// In the page: that one record cannot be read.
function failReads(path) {
  const get = IDBObjectStore.prototype.get;
  IDBObjectStore.prototype.get = function (key) {
    if (key !== path) return get.call(this, key);
    const request = { error: new DOMException('unreadable', 'UnknownError') };
    queueMicrotask(() => request.onerror?.({ target: request, preventDefault() {} }));
    return request;
  };
}

test('names are create-only: the second file of a name fails the whole commit', async () => {
  const said = await outcome('strict', async (tab) => {
    const only = await tab();
    await only.open();
    await only.claim();
    await only.save('a', 'first');
    const again = await only.save('a', 'second', []);
    return { again, stored: await only.stored() };
  });
  assert.deepEqual(said, { again: 'disk.exists', stored: { a: 'first' } });
});

const PIECES = ['the first, ', 'the second, ', 'the third'];

test('a file of many pieces is one file: it comes back whole, is listed once, and leaves nothing when it is deleted', async () => {
  const said = await outcome('strict', async (tab) => {
    const only = await tab();
    await only.open();
    await only.claim();
    const saved = await only.savePieces('a', PIECES);
    await only.save('ab', 'another');
    const read = await only.read('a');
    const list = (await only.list()).sort();
    const records = Object.keys(await only.stored()).sort();
    await only.save('b', 'the next', ['a']);
    return { saved, read, list, records, after: await only.stored() };
  });
  assert.deepEqual(said, {
    saved: 'saved',
    read: PIECES.join(''),
    list: [['a', PIECES.join('').length], ['ab', 7]],
    records: ['a', 'a/000001', 'a/000002', 'ab'],
    after: { ab: 'another', b: 'the next' },
  });
});

test('a file of many pieces is there whole or not at all', async () => {
  const said = await outcome('strict', async (tab) => {
    const only = await tab();
    await only.open();
    await only.claim();
    const stale = await tab();
    await stale.open();
    await stale.claim();
    const late = await only.savePieces('a', PIECES);
    await stale.page.evaluate(failAdd, 2);
    const full = await stale.savePieces('b', PIECES);
    return { late, full, stored: await stale.stored() };
  });
  assert.deepEqual(said, { late: 'disk.stale_epoch', full: 'disk.quota', stored: {} });
});

// In the page: the disk is full for the n-th record from now on, and for those behind it.
function failAdd(nth) {
  const add = IDBObjectStore.prototype.add;
  let count = 0;
  IDBObjectStore.prototype.add = function (...record) {
    if (++count >= nth) throw new DOMException('full', 'QuotaExceededError');
    return add.apply(this, record);
  };
}

// Else a later start would not look after a torn end of the browser's log.
test('a mark of a good end that is set while a commit is on its way is gone with the next commit', async () => {
  await outcome('strict', async (tab) => {
    const only = await tab();
    await only.open();
    await only.claim();
    await only.page.evaluate(() => {
      window.first = window.disk.save('a', 'on its way', []);
      window.module.strictDisk.markClean();
      return window.first;
    });
    const marks = async () => Object.keys(await only.page.evaluate(rawKeys, STORE)).length;
    assert.equal(await marks(), 1);
    await only.save('b', 'after it');
    assert.equal(await marks(), 0);
  });
});

// In the page: { key: true } of the marks that are stored.
async function rawKeys(store) {
  const request = indexedDB.open(store);
  await new Promise((resolve, reject) => Object.assign(request, { onsuccess: resolve, onerror: reject }));
  const asked = request.result.transaction('FILE_DATA').objectStore('FILE_DATA').getAllKeys();
  await new Promise((resolve) => (asked.onsuccess = resolve));
  request.result.close();
  return Object.fromEntries(asked.result.filter((key) => key.endsWith('/.clean')).map((key) => [key, true]));
}
