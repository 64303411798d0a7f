// The main job in a real browser, by role and name: a list in, ranked with reasons, kept, undone,
// shared as a file. Pictures of every view go to build/screens/.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { drop, press, screen, see, settled, start, type } from './support/browser.mjs';
import { read, skip } from './support/data.mjs';
import { holdClean } from './support/clean.mjs';

let world;
before(async () => {
  world = await start();
});
after(() => world?.close());

const saved = (page) => page.evaluate(() => corong.saved());
const fingerprint = (page) => page.evaluate(() => corong.run('book.fingerprint'));
const query = (page, request) => page.evaluate((request) => corong.query(request), request);
const go = async (page, path) => {
  await page.evaluate((path) => corong.run('view.open', { path }), path);
  await settled(page);
};

test('a dropped list becomes ranked leads; a call, a budget and undo survive a reload', { skip }, async () => {
  const page = await world.open();
  await see(page, 'button', 'Choose a file');
  await drop(page, 'salesforce_leads.csv', read('salesforce-leads/salesforce_leads.csv'));
  await see(page, 'button', 'Import 160 leads');
  await settled(page);
  await screen(page, 'import-1440-light');
  await press(page, 'button', 'Import 160 leads');
  await page.waitForFunction(() => corong.query({ limit: 0 }).total === 160);
  await see(page, 'button', 'Add lead');
  await settled(page);
  await screen(page, 'leads-1440-light');

  const { rows } = await query(page, { filter: { outcome: 'open' }, sort: ['-score.total', 'name'], limit: 1, fields: ['name', 'score.total', 'score.reasons'] });
  const best = rows[0];
  const ofAxis = (axis) => best['score.reasons'].filter((reason) => reason.axis === axis).reduce((sum, reason) => sum + reason.points, 0);
  assert.equal(best['score.total'], Math.floor((ofAxis('fit') + ofAxis('engagement') + 1) / 2), 'the reasons make the score');
  await go(page, `/lead/${best.id}`);
  await see(page, 'heading', best.name);
  await screen(page, 'lead-1440-light');

  await press(page, 'button', 'Reached');
  await page.waitForFunction((lead) => corong.query({ from: 'activities', filter: { type: 'call' }, fields: ['lead'] }).total === 1, best.id);
  await page.evaluate((id) => corong.run('lead.set', { id, field: 'budget', value: '64000 USD' }), best.id);
  await saved(page);
  const print = await fingerprint(page);
  const context = page.context();
  await page.close();

  const again = await world.open({ context });
  assert.equal(await fingerprint(again), print, 'nothing is lost by closing the tab');
  await again.evaluate(() => corong.run('undo'));
  const after = await query(again, { filter: { name: best.name }, fields: ['budget'] });
  assert.equal(after.rows[0].budget, null, 'undo works after a reload');
  assert.deepEqual(again.errors, []);
  await context.close();
});

test('a colleague imports the snapshot and has the same fingerprint', async () => {
  const mine = await world.open();
  await press(mine, 'button', 'Open the sample book');
  await mine.waitForFunction(() => corong.query({ limit: 0 }).total > 50);
  const bytes = Buffer.from(await mine.evaluate(async () => [...(await corong.exportFile('snapshot'))]));
  const theirs = await world.open();
  await drop(theirs, 'book.corong.json', bytes);
  await see(theirs, 'button', 'Merge');
  await settled(theirs);
  await screen(theirs, 'merge-1440-light');
  await press(theirs, 'button', 'Merge');
  await theirs.waitForFunction(() => corong.query({ limit: 0 }).total > 50);
  assert.equal(await fingerprint(theirs), await fingerprint(mine));
  await mine.evaluate(() => corong.run('undo'));
  assert.equal((await query(mine, { limit: 0 })).total, 0, 'one undo removes the sample');
  await mine.context().close();
  await theirs.context().close();
});

test('a second tab reads along and says so', async () => {
  const first = await world.open();
  await first.evaluate(() => corong.run('lead.create', { fields: { name: 'Kari Nordmann' } }));
  await saved(first);
  const second = await world.open({ context: first.context() });
  const refusal = await second.evaluate(() => corong.run('lead.create', { fields: { name: 'x' } }).then(() => null, (error) => error.code));
  assert.equal(refusal, 'book.read_only');
  assert.equal((await query(second, { limit: 0 })).total, 1);
  await first.context().close();
});

test('typing a search narrows the list', async () => {
  const page = await world.open();
  await page.evaluate(() => corong.run('sample.open'));
  await go(page, '/leads');
  const { rows } = await query(page, { filter: { outcome: { '!=': 'won' } }, limit: 1, fields: ['name'] });
  await type(page, 'searchbox', 'Search leads', rows[0].name);
  await see(page, 'row', new RegExp(rows[0].name));
  await page.context().close();
});

// A small list with what a plan can show: a question, new fields, words for won and lost.
const LIST = ['Name,E-mail,Annual Revenue,Created,Status', 'Kari Nordmann,kari@nordlys.example,1000,03/04/2026,Open', 'Budi Santoso,budi@cahaya.example,2000,05/06/2026,Closed Won', ''].join('\n');

// Every view that exists, one after another: [name, how to come to it].
const viewsOf = (page, best, snapshot) => [
  ['today', () => go(page, '/today')],
  ['leads', () => go(page, '/leads')],
  ['lead', () => go(page, `/lead/${best}`)],
  ['settings', () => go(page, '/settings')],
  ...['Language', 'Storage', 'About'].map((name) => [`settings-${name.toLowerCase()}`, () => press(page, 'tab', new RegExp(`^${name}`))]),
  ['keys', () => go(page, '/keys')],
  ['palette', () => page.evaluate(() => document.activeElement?.blur()).then(() => page.keyboard.press('Control+k'))],
  ['palette-typed', () => page.keyboard.type('a')],
  ['import', () => page.keyboard.press('Escape').then(() => go(page, '/import'))],
  ['import-plan', () => drop(page, 'fair.csv', LIST).then(() => see(page, 'button', /^Import 2 leads/))],
  ['merge', () => page.evaluate(() => corong.run('import.cancel')).then(() => drop(page, 'theirs.corong.json', snapshot)).then(() => see(page, 'heading', 'Merge'))],
];

test('every view is drawn on desk and phone, light and dark; axe finds nothing, no text is a key', async () => {
  const sizes = [{ width: 1440, height: 900 }, { width: 390, height: 844 }];
  for (const viewport of sizes) {
    for (const colorScheme of ['light', 'dark']) {
      const page = await world.open({ viewport, colorScheme });
      const name = (view) => `${view}-${viewport.width}-${colorScheme}`;
      await settled(page);
      await screen(page, name('empty'));
      await holdClean(page, name('empty'));
      const snapshot = Buffer.from(await page.evaluate(async () => [...(await corong.exportFile('snapshot'))]));
      await page.evaluate(() => corong.run('sample.open'));
      const { rows } = await query(page, { sort: ['-score.total'], limit: 1 });
      for (const [view, come] of viewsOf(page, rows[0].id, snapshot)) {
        await come();
        await settled(page);
        await screen(page, name(`sample-${view}`));
        await holdClean(page, name(view));
      }
      assert.deepEqual(page.errors, []);
      await page.context().close();
    }
  }
});

test('idle draws nothing for ten seconds', async () => {
  const page = await world.open();
  await settled(page);
  const before = await page.evaluate(() => corong.stats().framesDrawn);
  await page.waitForTimeout(10000);
  assert.equal(await page.evaluate(() => corong.stats().framesDrawn), before);
  await page.context().close();
});
