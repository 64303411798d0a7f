// The worker of the second copy (web/site/platform/second_copy_worker.js) does not come back, or its file cannot be
// opened: no edit waits for that.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { pause } from './support/chance.mjs';
import { createLedger } from './support/ledger.mjs';
import { startProfiles } from './support/profile.mjs';
import { untilLevel } from './support/second_copy.mjs';

let world;
before(async () => {
  world = await startProfiles();
});
after(() => world?.close());

// In a page: the worker that is asked first after `window.isStuck` is so never answers again.
function getsStuck() {
  const ask = Worker.prototype.postMessage;
  let stuck = null;
  Worker.prototype.postMessage = function (...message) {
    if (window.isStuck) stuck ??= this;
    if (this !== stuck) ask.apply(this, message);
  };
}

function failsOnce() {
  const add = IDBObjectStore.prototype.add;
  IDBObjectStore.prototype.add = () => {
    IDBObjectStore.prototype.add = add;
    throw new DOMException('The browser did not do it this time.', 'UnknownError');
  };
}

// Chromium's does not come back from closing a file on a disk that was full.
test('a worker that never answers holds up no edit, and another one brings the copy level', async () => {
  const ledger = createLedger();
  const browser = await world.openProfile('stuck');
  const page = await browser.context.newPage();
  await page.addInitScript(getsStuck);
  await page.goto(world.address);
  await page.evaluate(() => window.corong.ready);
  await ledger.edit(page, { count: 3 });
  await untilLevel(page);
  await page.evaluate(() => (window.isStuck = true));
  await ledger.edit(page);
  await pause(500); // it is asked
  await page.evaluate(failsOnce);
  await ledger.edit(page);
  await ledger.editUntilSaved(page);
  await untilLevel(page);
  const next = await browser.restart();
  await ledger.holds(await next.open());
  await next.kill();
});

// A script that has the file of the copy open until it is told to leave it, as a worker has that does not come back.
const HOLDER = `
  const folder = await navigator.storage.getDirectory();
  const entry = await folder.getFileHandle('corong-v1.copy');
  let file = null;
  while (!file) file = await entry.createSyncAccessHandle().catch(() => null);
  onmessage = () => {
    file.close();
    postMessage('left');
  };
  postMessage('held');
`;

const holdInPage = () => new Promise((done) => {
  window.holder = new Worker('holder.js', { type: 'module' });
  window.holder.onmessage = done;
}).then(() => {});
const leaveInPage = () => new Promise((done) => {
  window.holder.onmessage = done;
  window.holder.postMessage('leave');
}).then(() => {});

test('while the file of the copy cannot be opened edits are saved, and then it gets level', async () => {
  const ledger = createLedger();
  const browser = await world.openProfile('held');
  const page = await browser.context.newPage();
  await page.route('**/holder.js', (route) => route.fulfill({ contentType: 'text/javascript', body: HOLDER }));
  await page.goto(world.address);
  await page.evaluate(() => window.corong.ready);
  await ledger.edit(page, { count: 3 });
  await untilLevel(page);
  await page.evaluate(holdInPage);
  assert.deepEqual(await ledger.edit(page, { count: 3 }), [null, null, null], 'each is saved');
  await page.evaluate(failsOnce);
  await ledger.edit(page);
  await ledger.editUntilSaved(page);
  assert.deepEqual(await ledger.edit(page, { count: 3 }), [null, null, null], 'each is saved');
  await pause(7000); // longer than the worker tries to open it
  await page.evaluate(leaveInPage);
  await untilLevel(page);
  const next = await browser.restart();
  await ledger.holds(await next.open());
  await next.kill();
});
