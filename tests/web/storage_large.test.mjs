// Files of several megabytes in the database (web/library/idbfs_commit.js): they come and go by many transactions.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { end, outcome, start } from './support/idbfs.mjs';

before(start);
after(end);

const LARGE = 3 << 20; // bytes: several transactions

test('a large file is put, and read, by many transactions: a small one passes it on the way', async () => {
  const said = await outcome('strict', async (tab) => {
    const only = await tab();
    await only.open();
    await only.claim();
    await only.page.evaluate(countTransactions);
    const order = await only.page.evaluate(async (size) => {
      const order = [];
      const pieces = Array.from({ length: size / 65_536 }, (_, index) => String.fromCharCode(97 + index % 26).repeat(65_536));
      const large = window.disk.savePieces('large', pieces).then(() => order.push('large'));
      await window.disk.save('small', 'an edit', []).then(() => order.push('small'));
      order.push((await window.disk.list()).map(([name]) => name).join());
      await large;
      window.expected = pieces.join('');
      return order;
    }, LARGE);
    const puts = await only.page.evaluate(() => window.transactions.readwrite);
    const same = await only.page.evaluate(async () => (await window.disk.read('large')) === window.expected);
    const gets = await only.page.evaluate(() => window.transactions.readonly);
    return { order, same, puts, gets, list: await only.list() };
  });
  assert.deepEqual(said.order, ['small', 'small', 'large']);
  assert.equal(said.same, true);
  assert.deepEqual(said.list.sort(), [['large', LARGE], ['small', 7]]);
  assert.ok(said.puts >= 5 && said.gets >= 4, `${said.puts} and ${said.gets} transactions`);
});

// In the page: of each mode, from now on.
function countTransactions() {
  const transaction = IDBDatabase.prototype.transaction;
  window.transactions = { readonly: 0, readwrite: 0 };
  IDBDatabase.prototype.transaction = function (...args) {
    window.transactions[args[1]] += 1;
    return transaction.apply(this, args);
  };
}

const largePieces = Array.from({ length: LARGE / 65_536 }, () => 'x'.repeat(65_536));

test('a large file that did not become one leaves nothing: not at a failure, not at the end of its tab, not when somebody else takes over', async () => {
  const said = await outcome('strict', async (tab) => {
    const first = await tab();
    await first.open();
    await first.claim();
    await first.page.evaluate(failPut, 30);
    const full = await first.savePieces('a', largePieces);
    const afterFailure = await first.stored();
    await first.page.evaluate(endAtPut, 40);
    await first.page.evaluate((pieces) => void window.disk.savePieces('b', pieces), largePieces);
    await first.page.evaluate(() => window.ended);
    const second = await tab();
    const leftOver = Object.keys(await second.stored()).length;
    await first.page.close();
    await second.open();
    await second.save('c', 'before it has the pen');
    await second.claim();
    return { full, afterFailure, leftOver, list: await second.list(), stored: await second.stored() };
  });
  assert.equal(said.full, 'disk.quota');
  assert.deepEqual(said.afterFailure, {});
  assert.ok(said.leftOver > 0, 'the test needs something left over');
  assert.deepEqual(said.list, []);
  assert.deepEqual(said.stored, {});
});

// In the page: the disk is full for the n-th piece, once.
function failPut(nth) {
  const put = IDBObjectStore.prototype.put;
  let count = 0;
  IDBObjectStore.prototype.put = function (...record) {
    if (++count === nth) throw new DOMException('full', 'QuotaExceededError');
    return put.apply(this, record);
  };
}

// In the page: nothing is asked of the database any more once it was asked for the n-th piece.
function endAtPut(nth) {
  const put = IDBObjectStore.prototype.put;
  let count = 0;
  window.ended = new Promise((resolve) => {
    IDBObjectStore.prototype.put = function (...record) {
      if (++count >= nth) IDBDatabase.prototype.transaction = () => new Promise(() => {});
      if (count === nth) this.transaction.addEventListener('complete', resolve);
      return put.apply(this, record);
    };
  });
}

test('a large file whose first attempt is there is not put over, and stays whole', async () => {
  const said = await outcome('strict', async (tab) => {
    const only = await tab();
    await only.open();
    await only.claim();
    const first = await only.savePieces('a', largePieces);
    const again = await only.savePieces('a', largePieces.map(() => 'y'.repeat(65_536)));
    const read = await only.read('a');
    return { first, again, same: read === largePieces.join('') };
  });
  assert.deepEqual(said, { first: 'saved', again: 'disk.exists', same: true });
});

// Else a later start would not look after a torn end of the browser's log.
test('a mark of a good end that is set while a large file is on its way is gone with its next piece', async () => {
  const marks = await outcome('strict', async (tab) => {
    const only = await tab();
    await only.open();
    await only.claim();
    await only.page.evaluate((pieces) => {
      const transaction = IDBDatabase.prototype.transaction;
      let count = 0;
      IDBDatabase.prototype.transaction = function (...args) {
        if (++count === 3) window.module.strictDisk.markClean(); // counts as the fourth
        if (count >= 5) throw new DOMException('gone', 'InvalidStateError'); // never comes to its end
        return transaction.apply(this, args);
      };
      return window.disk.savePieces('a', pieces).catch(() => {});
    }, largePieces);
    const other = await tab();
    await other.open();
    return Object.keys(await other.stored(true)).filter((name) => name === '.clean').length;
  });
  assert.equal(marks, 0);
});

test('of two attempts at one large file one is it, and it is whole', async () => {
  const said = await outcome('strict', async (tab) => {
    const only = await tab();
    await only.open();
    await only.claim();
    const ends = await only.page.evaluate(
      (pieces) => Promise.all([1, 2].map(() => window.disk.savePieces('a', pieces).catch((error) => error.code))),
      largePieces,
    );
    const again = ends.includes('saved') ? 'saved' : await only.savePieces('a', largePieces);
    return { ends, again, same: (await only.read('a')) === largePieces.join('') };
  });
  assert.ok(said.ends.every((end) => ['saved', 'disk.exists', 'disk.failed'].includes(end)), said.ends.join());
  assert.deepEqual([said.again, said.same], ['saved', true]);
});

test('somebody takes over while a large file is put: nothing of it stays', async () => {
  const said = await outcome('strict', async (tab) => {
    const first = await tab();
    const second = await tab();
    await first.open();
    await second.open();
    await first.claim();
    const put = first.savePieces('a', [...largePieces, ...largePieces, ...largePieces]);
    await second.claim();
    return { put: await put, list: await second.list(), stored: await second.stored() };
  });
  assert.deepEqual(said, { put: 'disk.stale_epoch', list: [], stored: {} });
});

test('a large file of which a piece went away on the way is none', async () => {
  const said = await outcome('strict', async (tab) => {
    const only = await tab();
    await only.open();
    await only.claim();
    await only.page.evaluate(() => {
      const put = IDBObjectStore.prototype.put;
      let count = 0;
      IDBObjectStore.prototype.put = function (record, key) {
        if (++count === 30) this.delete('/book/a/000001');
        return put.call(this, record, key);
      };
    });
    return { end: await only.savePieces('a', largePieces), stored: await only.stored() };
  });
  assert.deepEqual(said, { end: 'disk.failed', stored: {} });
});
