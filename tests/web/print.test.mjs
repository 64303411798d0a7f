// What the browser prints, by its own menu or by ours: tables of words instead of the canvas, and the page as it was behind
// it.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { screen, start } from './support/browser.mjs';

let world;
before(async () => {
  world = await start();
});
after(() => world?.close());

const opened = async (path) => {
  const page = await world.open();
  await page.evaluate(() => window.corong.run('sample.open'));
  await page.evaluate((path) => window.corong.run('view.open', { path }), path);
  return page;
};
const isShown = (page, selector) => page.evaluate((selector) => getComputedStyle(document.querySelector(selector)).display !== 'none', selector);

test('the list is printed as a table of all its leads, and the screen is as it was afterwards', async () => {
  const page = await opened('/leads?show=all');
  const leads = await page.evaluate(() => window.corong.query({ limit: 1000 }).rows.length);
  await page.emulateMedia({ media: 'print' });
  await page.evaluate(() => window.dispatchEvent(new Event('beforeprint')));
  assert.equal(await page.locator('#paper tbody tr').count(), leads);
  assert.equal(await page.locator('#paper h1').textContent(), 'Leads');
  assert.equal(await isShown(page, '#canvas'), false);
  assert.equal(await isShown(page, '#paper'), true);
  await screen(page, 'print-leads');
  await page.evaluate(() => window.dispatchEvent(new Event('afterprint')));
  await page.emulateMedia({ media: 'screen' });
  assert.equal(await page.locator('#paper').count(), 0);
  assert.equal(await isShown(page, '#canvas'), true);
  await page.close();
});

test('printing by the browser itself asks for it, and gives paper with several pages', async () => {
  const page = await opened('/leads?show=all');
  await page.evaluate(() => {
    window.seen = [];
    window.addEventListener('beforeprint', () => window.seen.push(document.querySelectorAll('#paper tr').length));
  });
  const paper = await page.pdf({ format: 'A4' });
  const [rows] = await page.evaluate(() => window.seen);
  assert.ok(rows > 40, `${rows} rows`);
  const pages = paper.toString('latin1').match(/\/Type\s*\/Page\b/g).length;
  assert.ok(pages > 1, `${pages} pages`);
  await page.close();
});

test('our own command asks the browser to print', async () => {
  const page = await opened('/today');
  await page.evaluate(() => {
    window.asked = 0;
    window.print = () => (window.asked += 1);
  });
  await page.evaluate(() => window.corong.run('view.print'));
  await page.waitForFunction(() => window.asked === 1);
  await page.close();
});

test('what somebody wrote is words on paper, not markup', async () => {
  const page = await opened('/leads');
  const id = await page.evaluate(async () => (await window.corong.run('lead.create', { fields: { name: '<img src=x onerror="window.broken = 1">' } })).id);
  await page.evaluate((id) => window.corong.run('view.open', { path: `/lead/${id}` }), id);
  await page.evaluate(() => window.dispatchEvent(new Event('beforeprint')));
  assert.equal(await page.locator('#paper img').count(), 0);
  assert.match(await page.locator('#paper h1').textContent(), /<img src=x/);
  assert.equal(await page.evaluate(() => window.broken), undefined);
  await page.close();
});
