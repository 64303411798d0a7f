// The single-file edition (tools/single_file.mjs): one page, opened from a disk, that asks nobody for anything.
import assert from 'node:assert/strict';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { PATIENCE, drop, launch, press, screen, see, settled, site } from './support/browser.mjs';
import { holdClean } from './support/clean.mjs';

const edition = join(dirname(site), 'corong.html');
const CSV = 'Name;Company;Role;Email;Phone\nKari Nordmann;Nordlys AS;Daglig leder;kari@nordlys.example;+47 900 00 001\nBudi Santoso;PT Cahaya;Manager;budi@cahaya.example;+62 811 0000 002\n';

let folder, file, browser;
before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'corong å fil '));
  file = join(folder, 'Corong (1).html'); // as a browser names a second download
  copyFileSync(edition, file);
  browser = await launch({ whole: true });
});
after(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true });
});

// With no network at all; what was asked for is in page.asked.
async function open({ context, path = '', from = file, ready = true } = {}) {
  const place = context ?? (await browser.newContext({ viewport: { width: 1440, height: 900 } }));
  await place.setOffline(true);
  const page = await place.newPage();
  page.setDefaultTimeout(PATIENCE);
  page.errors = [];
  page.asked = [];
  page.on('pageerror', (error) => page.errors.push(String(error)));
  page.on('console', (message) => message.type() === 'error' && page.errors.push(message.text()));
  page.on('request', (request) => page.asked.push(request.url()));
  await page.goto(pathToFileURL(from).href + path);
  if (ready) await started(page);
  return page;
}

async function started(page) {
  await page.waitForFunction(() => window.corong);
  await page.evaluate(() => corong.ready);
}

const total = (page, search = '') => page.evaluate((search) => corong.query({ search, limit: 0 }).total, search);

test('from a disk, without a network: a list comes in, stays, is spoken of in each language, leaves sealed', async () => {
  const page = await open();
  await see(page, 'button', 'Choose a file');
  await drop(page, 'fair.csv', CSV);
  await press(page, 'button', 'Import 2 leads');
  await see(page, 'button', 'Add lead');
  await page.evaluate(() => corong.saved());
  await page.reload();
  await started(page);
  assert.equal(await total(page), 2, 'the browser keeps the book');
  for (const [language, today] of [['nb', 'I dag'], ['id', 'Hari ini'], ['en', 'Today']]) {
    await page.evaluate((value) => corong.run('settings.set', { key: 'language', value }), language);
    await see(page, 'link', today);
  }
  const sealed = await page.evaluate(async () => (await corong.exportFile('snapshot', { passphrase: 'open sesame' })).length);
  assert.ok(sealed > 0);
  await holdClean(page, 'single file');
  assert.deepEqual(page.asked.filter((address) => !/^(file|blob|data):/.test(address)), [], 'nobody is asked for anything');
  assert.deepEqual(page.errors, []);
  await page.context().close();
});

test('the sample book and a deep link are in it, too', async () => {
  const page = await open();
  await press(page, 'button', 'Open the sample book');
  await page.waitForFunction(() => corong.query({ limit: 0 }).total > 50);
  await page.evaluate(() => corong.saved());
  const linked = await open({ context: page.context(), path: '#/settings/about' });
  await see(linked, 'heading', 'About');
  assert.deepEqual(linked.errors, []);
  await page.context().close();
});

test('of two tabs one writes and the other follows it', async () => {
  const page = await open();
  const other = await open({ context: page.context() });
  await page.evaluate(() => corong.run('lead.create', { fields: { name: 'Kari Nordmann' } }));
  await page.evaluate(() => corong.saved());
  await other.waitForFunction(() => corong.query({ search: 'Kari', limit: 0 }).total === 1);
  const refused = await other.evaluate(() => corong.run('lead.create', { fields: { name: 'Budi' } }).then(() => '', ({ code }) => code));
  assert.notEqual(refused, '', 'the other one only reads');
  assert.deepEqual([...page.errors, ...other.errors], []);
  await page.context().close();
});

test('it says what it is, and of a host alone it says nothing', async () => {
  const page = await open();
  await page.evaluate(() => corong.run('sample.open'));
  await page.evaluate(() => corong.run('view.open', { path: '/settings/storage' }));
  await page.getByText('Corong as one file').first().waitFor({ state: 'attached' });
  assert.equal(await page.getByText('Second copy in this browser').count(), 0, 'a page from a disk has no room for one');
  await settled(page);
  await screen(page, 'single-file-1440-light');
  await page.context().close();
});

test('where no canvas may be read it draws with the fonts it has in it', async () => {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  await context.addInitScript(() => {
    const read = OffscreenCanvasRenderingContext2D.prototype.getImageData;
    OffscreenCanvasRenderingContext2D.prototype.getImageData = function (...box) {
      const image = read.apply(this, box);
      image.data.fill(255);
      return image;
    };
  });
  const page = await open({ context });
  await see(page, 'button', 'Open the sample book');
  assert.equal(page.asked.filter((address) => address.startsWith('blob:')).length, 6, 'words, program, what draws and its two fonts');
  assert.deepEqual(page.errors, []);
  await context.close();
});

test('a file that is not whole any more says so instead of staying white', async () => {
  const damaged = join(folder, 'damaged.html');
  writeFileSync(damaged, readFileSync(file, 'utf8').replace(/(data-path="corong\.\w+\.wasm"[^>]*>.{500}).{64}/s, (_, before) => before + 'A'.repeat(64)));
  const page = await open({ from: damaged, ready: false });
  await see(page, 'alertdialog', 'Corong has stopped');
  await page.context().close();
});
