// A colleague's file is looked at before it is merged: everybody with a verdict, one person field by field, some of it
// chosen; then the rest; pictures of the page on desk and phone, by day and by night.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { drop, press, screen, see, settled, start } from './support/browser.mjs';
import { holdClean } from './support/clean.mjs';

let world;
before(async () => {
  world = await start({ whole: true });
});
after(() => world?.close());

const run = (page, id, args = {}) => page.evaluate(([id, args]) => corong.run(id, args), [id, args]);
const fingerprint = (page) => run(page, 'book.fingerprint');
const book = async (page) => [...Buffer.from(await page.evaluate(async () => [...(await corong.exportFile('snapshot'))]))];
const take = (page, bytes, options = {}) => page.evaluate(([bytes, options]) => corong.importFile('book.corong.json', Uint8Array.from(bytes), options), [bytes, options]);
const people = (page) => page.evaluate(() => corong.query({ fields: ['name', 'phone', 'company'], sort: ['name'] }).rows);

// Two people had the sample book this morning; since then both have worked in it.
async function apart(options = {}) {
  const mine = await world.open(options), theirs = await world.open();
  await run(mine, 'sample.open');
  await take(theirs, await book(mine));
  const [conflicting, newer, deleted, kept] = await people(mine);
  const set = (page, lead, field, value) => run(page, 'lead.set', { id: lead.id, field, value });
  await set(mine, conflicting, 'phone', '+62 812 1111 111');
  await set(mine, kept, 'phone', '+47 901 00 000');
  await set(theirs, conflicting, 'phone', '+62 812 2222 222');
  await set(theirs, conflicting, 'need', 'A cold store by March, and somebody who looks after it on Sundays');
  await set(theirs, newer, 'company', 'Senja Kopi Nusantara');
  await run(theirs, 'activity.log', { lead: newer.id, type: 'call', note: 'Wants the price list' });
  await run(theirs, 'lead.delete', { id: deleted.id });
  await run(theirs, 'lead.create', { fields: { name: 'Åse Fjellstad', company: 'Fjell Kulde AS', phone: '+47 902 00 000' } });
  return { mine, theirs, conflicting, newer, deleted, kept };
}

test('everybody the file says something of, with a verdict; some of it is merged, then all', async () => {
  const { mine, theirs, conflicting, newer, deleted } = await apart();
  const file = await book(theirs);
  await drop(mine, 'ingrid.corong.json', Buffer.from(file));
  await see(mine, 'grid', 'What the file says');
  await settled(mine);
  await screen(mine, 'merge-list-1440-light');
  await holdClean(mine, 'merge-list');
  await press(mine, 'link', conflicting.name, { exact: true });
  await see(mine, 'region', conflicting.name);
  await settled(mine);
  await screen(mine, 'merge-person-1440-light');
  await holdClean(mine, 'merge-person');
  await press(mine, 'checkbox', 'Merge Phone', { exact: true });
  await press(mine, 'checkbox', `Merge ${deleted.name}`, { exact: true });
  await press(mine, 'button', 'Merge 3 of 4');
  await mine.waitForFunction((name) => corong.query({ filter: { name } }).total === 1, 'Åse Fjellstad');
  let now = await people(mine);
  assert.equal(now.find(({ id }) => id === conflicting.id).phone, '+62 812 1111 111', 'a field that was not chosen is as it was');
  assert.equal(now.find(({ id }) => id === newer.id).company, 'Senja Kopi Nusantara');
  assert.ok(now.some(({ id }) => id === deleted.id), 'whoever was not chosen is still there');
  assert.equal((await run(mine, 'conflict.list')).length, 0);

  const report = await take(mine, file, { preview: true });
  assert.equal(report.of, 2);
  assert.equal((await run(mine, 'merge.list', { verdict: 'deleted' })).rows[0].entry, `leads/${deleted.id}`);
  await run(mine, 'merge.run');
  now = await people(mine);
  assert.equal(now.some(({ id }) => id === deleted.id), false);
  assert.equal((await run(mine, 'conflict.list')).length, 1);
  await take(theirs, await book(mine));
  assert.equal(await fingerprint(theirs), await fingerprint(mine), 'whoever takes all has the same book');

  await drop(mine, 'ingrid.corong.json', Buffer.from(await book(theirs)));
  await see(mine, 'button', 'Close');
  await settled(mine);
  const says = await mine.locator('body').innerText();
  assert.ok(says.includes(`identical: ${await fingerprint(mine)}`));
  await screen(mine, 'merge-identical-1440-light');
  assert.deepEqual(mine.errors, []);
  await mine.context().close();
  await theirs.context().close();
});

test('on a phone and by night', async () => {
  const { mine, theirs, conflicting } = await apart({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, colorScheme: 'dark' });
  await drop(mine, 'ingrid.corong.json', Buffer.from(await book(theirs)));
  await see(mine, 'grid', 'What the file says');
  await settled(mine);
  await screen(mine, 'merge-list-390-dark');
  await holdClean(mine, 'merge-list-390');
  await press(mine, 'link', conflicting.name, { exact: true });
  await see(mine, 'button', 'Back to the list');
  await settled(mine);
  await screen(mine, 'merge-person-390-dark');
  await holdClean(mine, 'merge-person-390');
  await press(mine, 'button', 'Back to the list');
  await press(mine, 'button', 'About this file');
  await settled(mine);
  await screen(mine, 'merge-about-390-dark');
  assert.deepEqual(mine.errors, []);
  await mine.context().close();
  await theirs.context().close();
});
