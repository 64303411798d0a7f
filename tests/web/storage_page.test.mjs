// Settings > Storage in a real browser: every file read back from IndexedDB, the raw dump, copies that write themselves
// into a folder, and pictures of it all.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { press, screen, see, settled, start } from './support/browser.mjs';
import { until } from './support/chance.mjs';
import { holdClean } from './support/clean.mjs';
import { readDump } from './support/raw.mjs';
import { openStorage } from './support/storage_page.mjs';

let world;
before(async () => {
  world = await start();
});
after(() => world?.close());

const SIZES = [{ width: 1440, height: 900 }, { width: 390, height: 844 }];

// { name: text } of what lies in the folder; nothing while a file takes its place there just now.
const copiesIn = (page) =>
  page.evaluate(async () => {
    const folder = await (await navigator.storage.getDirectory()).getDirectoryHandle('Backups', { create: true });
    try {
      const files = {};
      for await (const [name, handle] of folder) files[name] = await (await handle.getFile()).text();
      return files;
    } catch (error) {
      if (error.name === 'NotFoundError') return {};
      throw error;
    }
  });

const sizesIn = async (page) => Object.entries(await copiesIn(page)).map(([name, text]) => `${name}: ${text.length}`).join(', ') || 'nothing';
const wordsOn = (page) => page.evaluate(() => document.getElementById('mirror').textContent);

// Gives what lies there then.
async function untilCopied(page, words) {
  let files;
  const isThere = async () => Object.values((files = await copiesIn(page))).join('').includes(words);
  await until(`“${words}” is in the folder`, isThere, async () => `; there is ${await sizesIn(page)}; the page says: ${await wordsOn(page)}`);
  return files;
}

// Changes one byte in the middle of a stored file, where the program does not see it.
const damage = (page, kind) =>
  page.evaluate(async (kind) => {
    const answer = (request) => new Promise((done, failed) => Object.assign(request, { onsuccess: () => done(request.result), onerror: failed }));
    const db = await answer(indexedDB.open('/corong-v1'));
    const store = db.transaction('FILE_DATA', 'readwrite').objectStore('FILE_DATA');
    const key = (await answer(store.getAllKeys())).find((name) => name.startsWith(`/corong-v1/${kind}`));
    const record = await answer(store.get(key));
    record.contents[record.contents.length >> 1] ^= 1;
    await answer(store.put(record, key));
    db.close();
    return key.slice('/corong-v1/'.length);
  }, kind);

test('after a copy nothing is drawn and nothing runs while nothing is due', async () => {
  const page = await openStorage(world, { height: 2200 }); // all of the page is seen
  await press(page, 'button', 'Choose a folder');
  await page.evaluate(() => corong.run('lead.create', { fields: { name: 'Putri Wulandari' } }));
  await untilCopied(page, 'Putri Wulandari');
  await page.waitForTimeout(3000);
  await settled(page);
  const before = await page.evaluate(() => corong.stats().framesDrawn);
  await page.waitForTimeout(10_000);
  assert.equal(await page.evaluate(() => corong.stats().framesDrawn), before);
  await page.context().close();
});

test('the page says how many tabs have the book open, and that there is a second copy', async () => {
  const first = await openStorage(world);
  const second = await world.open({ context: first.context(), path: '#/settings/storage' });
  await settled(second);
  const words = await second.evaluate(() => document.getElementById('mirror').textContent);
  assert.match(words, /2 tabs/);
  assert.match(words, /Second copy in this browser.*put back from there/);
  await first.context().close();
});

test('everything is read back from the database, and a byte that changed there is found', async () => {
  const page = await openStorage(world);
  const whole = await page.evaluate(() => corong.run('storage.verify'));
  assert.deepEqual(whole.problems, []);
  assert.ok(whole.files >= 2 && whole.steps === 1 && whole.bytes > 1000, JSON.stringify(whole));
  const name = await damage(page, 'j-');
  await press(page, 'button', 'Verify now');
  await page.getByRole('alert').filter({ hasText: /problems? found/ }).waitFor({ state: 'attached' });
  const damaged = await page.evaluate(() => corong.run('storage.verify'));
  assert.equal(damaged.problems[0].file, name);
  assert.equal(damaged.problems[0].code, 'segment.damaged');
  await page.context().close();
});

test('the raw download has every stored file as it is', async () => {
  const page = await openStorage(world);
  const downloading = page.waitForEvent('download');
  const answer = await page.evaluate(() => corong.run('storage.raw'));
  const download = await downloading;
  assert.match(download.suggestedFilename(), /^corong-.*\.corong-raw$/);
  const { files } = readDump(readFileSync(await download.path()));
  assert.equal(Object.keys(files).length, answer.files);
  assert.deepEqual(answer.damaged, []);
  await page.context().close();
});

test('a copy writes itself after a burst of edits; without permission it asks by a button and nothing else', async () => {
  const page = await openStorage(world, { height: 2200 }); // all of the page is seen
  await press(page, 'button', 'Choose a folder');
  const [name] = Object.keys(await untilCopied(page, '"corong"')).filter((name) => name.endsWith('.json'));
  assert.match(name, /^corong-.*\.corong\.json$/);
  await page.evaluate(() => corong.run('lead.create', { fields: { name: 'Putri Wulandari' } }));
  await untilCopied(page, 'Putri Wulandari');
  assert.equal(await page.evaluate(() => window.questions), 1);

  await page.evaluate(() => {
    window.permission = 'prompt';
    return corong.run('lead.create', { fields: { name: 'Ola Nordmann' } });
  });
  await see(page, 'button', 'Allow');
  assert.equal(await page.evaluate(() => window.questions), 1, 'nobody is asked without a press');
  assert.ok(!Object.values(await copiesIn(page)).join('').includes('Ola Nordmann'));
  await screen(page, 'storage-permission-1440-light');
  await press(page, 'button', 'Allow');
  await untilCopied(page, 'Ola Nordmann');
  assert.equal(await page.evaluate(() => window.questions), 2);
  assert.deepEqual(page.errors, []);
  await page.context().close();
});

test('pictures of the page, whole and with damage, on desk and phone, light and dark', async () => {
  for (const viewport of SIZES)
    for (const colorScheme of ['light', 'dark']) {
      const name = (state) => `storage-${state}-${viewport.width}-${colorScheme}`;
      const page = await openStorage(world, { viewport, colorScheme, height: 2200 });
      await page.evaluate(async () => {
        await corong.run('export.csv');
        await corong.run('export.snapshot');
        await corong.run('share.save', { redacted: {} });
        const theirs = await corong.exportFile('snapshot');
        await corong.run('lead.create', { fields: { name: 'Putri Wulandari' } });
        await corong.importFile('from-ingrid.corong.json', theirs, { confirmed: true });
        await corong.run('view.open', { path: '/settings/storage' });
        await corong.run('storage.verify');
      });
      await press(page, 'button', 'Show files');
      await page.evaluate(() => corong.run('copies.choose', { kind: 'folder' }));
      await settled(page);
      await page.waitForTimeout(7000);
      await settled(page);
      await screen(page, name('whole'));
      await holdClean(page, name('whole'));

      await page.evaluate(() => corong.saved());
      await damage(page, 'j-');
      await page.reload();
      await page.evaluate(() => window.corong.ready);
      await settled(page);
      await page.evaluate(() => corong.run('storage.verify'));
      await settled(page);
      await screen(page, name('damaged'));
      await holdClean(page, name('damaged'));
      const { rows } = await page.evaluate(() => corong.query({ limit: 1 }));
      if (rows.length > 0) {
        await page.evaluate((path) => corong.run('view.open', { path }), `/lead/${rows[0].id}`);
        await settled(page);
        await press(page, 'button', 'More for this lead');
        await press(page, 'menuitem', 'Forget for good');
        await screen(page, name('forget'));
        await holdClean(page, name('forget'));
      }
      assert.deepEqual(page.errors, []);
      await page.context().close();
    }
});
