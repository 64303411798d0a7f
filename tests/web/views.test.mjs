// Every view, drawn: its picture goes to build/screens/, axe finds nothing to say against it, and then it stands still.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { drop, press, screen, see, settled, start } from './support/browser.mjs';
import { holdClean } from './support/clean.mjs';

let world;
before(async () => {
  world = await start();
});
after(() => world?.close());

const go = async (page, path) => {
  await page.evaluate((path) => corong.run('view.open', { path }), path);
  await settled(page);
};

// A small list with what a plan can show: a question, new fields, words for won and lost.
const LIST = ['Name,E-mail,Annual Revenue,Created,Status', 'Kari Nordmann,kari@nordlys.example,1000,03/04/2026,Open', 'Budi Santoso,budi@cahaya.example,2000,05/06/2026,Closed Won', ''].join('\n');

// Every view that exists, one after another: [name, how to come to it].
const viewsOf = (page, best, snapshot) => [
  ['today', () => go(page, '/today')],
  ['leads', () => go(page, '/leads')],
  ['lead', () => go(page, `/lead/${best}`)],
  ['conflicts', () => go(page, '/conflicts')],
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
      const { rows } = await page.evaluate(() => corong.query({ sort: ['-score.total'], limit: 1 }));
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
