// The main journey in each engine there is, with a real pointer and keyboard and over profiles on the disk: text that is
// drawn, files in and out, what is stored, and who of two tabs writes.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, afterEach, before, describe, test } from 'node:test';
import { drop, press, see, settled } from './support/browser.mjs';
import { pause, until } from './support/chance.mjs';
import { pictureOf } from './support/engines/picture.mjs';
import { ENGINES, startEngine } from './support/engines/start.mjs';

const LIST = `Name;Company;Title;Role;Email;Budget
Kari Nordmann;Nordlys AS;Daglig leder;Decision maker;kari@nordlys.example;64000 USD
Budi Santoso;PT Cahaya;Manager;Influencer;budi@cahaya.example;1000 USD
Łucja Żółć;Świt;Właścicielka;Decision maker;lucja@swit.example;
`;
const LETTERS = 'Åse Þór 世界';
const EMOJI = '🎉'; // Firefox tells it in two halves, WebKitGTK as the end of a composition that never began
const WORDS = `${LETTERS} ${EMOJI}`;

const fingerprint = (page) => page.evaluate(() => corong.run('book.fingerprint'));
const count = (page) => page.evaluate(() => corong.query({ limit: 0 }).total);
const saved = (page) => page.evaluate(() => corong.saved());
const refusal = (page) => page.evaluate(() => corong.run('lead.create', { fields: { name: 'x' } }).then(() => null, (error) => error.code));
const leadsByScore = (page) => page.evaluate(() => corong.query({ sort: ['-score.total', 'name'], fields: ['name', 'title', 'score.total', 'score.reasons'] }).rows);
const go = async (page, path) => {
  await page.evaluate((path) => corong.run('view.open', { path }), path);
  await settled(page);
};
async function openKari(page) {
  await go(page, '/leads');
  await press(page, 'link', 'Kari Nordmann');
  await see(page, 'heading', 'Kari Nordmann');
  await settled(page);
}

// In place of what is there.
async function fillIn(page, field, text) {
  await press(page, 'textbox', field);
  await page.keyboard.press('Control+a');
  await page.keyboard.type(text);
  await page.keyboard.press('Enter');
  await settled(page);
}

const rankings = {}; // of each engine

for (const [name, engine] of Object.entries(ENGINES)) {
  describe(name, { skip: engine.missing() }, () => {
    let world, browser, page, print, snapshot;
    before(async () => {
      world = await startEngine(engine);
      browser = await world.openProfile('mine');
      page = await browser.open();
    });
    after(() => world?.close());
    afterEach(() => assert.deepEqual(browser.errors.splice(0), []));

    test('the first page is drawn, its words as letters', async () => {
      await settled(page);
      const { ink, colours } = await pictureOf(page, `engine-${name}-empty`, 'heading', 'Today');
      assert.ok(ink > 0.05 && ink < 0.5, `letters cover ${ink} of their box`);
      assert.ok(colours > 8, `${colours} colours: letters have soft edges`);
    });

    test('a file that is chosen becomes ranked leads, and so does one that a script hands over', async () => {
      const path = join(world.folder, 'list.csv');
      writeFileSync(path, LIST);
      await page.chooseFile(() => press(page, 'button', 'Choose a file'), path);
      await see(page, 'button', 'Import 3 leads');
      await settled(page);
      await press(page, 'button', 'Import 3 leads');
      await until('the leads are there', async () => (await count(page)) === 3);
      const report = await page.evaluate(() => corong.importFile('more.csv', new TextEncoder().encode('Name,Company\nAda Obi,Lagos Foods\n')));
      assert.equal(report.created, 1);
      rankings[name] = (await leadsByScore(page)).map((lead) => `${lead.name} ${lead['score.total']} ${JSON.stringify(lead['score.reasons'])}`);
      assert.match(rankings[name][0], /^Kari Nordmann [1-9]/);
    });

    test('a lead is pressed, a call logged and a field filled in with letters of many kinds; a key undoes it', async () => {
      await openKari(page);
      await press(page, 'button', 'Reached');
      await until('the call is logged', () => page.evaluate(() => corong.query({ from: 'activities', filter: { type: 'call' } }).total === 1));
      await fillIn(page, 'Title', LETTERS);
      assert.equal((await leadsByScore(page))[0].title, LETTERS);
      await page.keyboard.press('Escape');
      await page.keyboard.press('Control+z');
      await settled(page);
      assert.equal((await leadsByScore(page))[0].title, 'Daglig leder');
    });

    test('an emoji that is typed arrives whole', async () => {
      await openKari(page);
      await fillIn(page, 'Title', EMOJI);
      assert.equal((await leadsByScore(page))[0].title, EMOJI);
    });

    test('words of every kind are drawn, an emoji in its colours', async () => {
      await page.evaluate((name) => corong.run('lead.create', { fields: { name } }).then(({ id }) => corong.run('view.open', { path: `/lead/${id}` })), WORDS);
      await see(page, 'heading', WORDS);
      await settled(page);
      const { ink, coloured } = await pictureOf(page, `engine-${name}-lead`, 'heading', WORDS);
      assert.ok(ink > 0.02 && ink < 0.5, `letters cover ${ink} of their box`);
      assert.ok(coloured > 0.002, `${coloured} of the box is coloured`);
    });

    test('letters that are typed in the same moment as the key before them reach the field that it opens', async () => {
      await go(page, '/leads');
      const ways = [['Control+k', 'searchbox', 'Search and commands'], ['/', 'searchbox', 'Search leads'], ['n', 'textbox', 'Name']];
      for (const [chord, role, field] of ways) {
        await page.burst([chord, ...'prints']);
        await settled(page);
        assert.equal(await page.getByRole(role, { name: field }).first().inputValue(), 'prints', field);
        for (let i = 0; i < 3; ++i) await page.keyboard.press('Escape');
        await settled(page);
      }
    });

    test('a page that is left alone draws nothing', async () => {
      await until('the last notice is gone', () => page.evaluate(() => !document.getElementById('mirror').textContent.includes('Dismiss')));
      await settled(page);
      const framesDrawn = () => page.evaluate(() => corong.stats().framesDrawn);
      const drawn = await framesDrawn();
      await pause(3000);
      assert.equal(await framesDrawn(), drawn);
    });

    test('a second tab reads along, and writes once the first is closed', async () => {
      await saved(page);
      const second = await browser.open();
      assert.equal(await refusal(second), 'book.read_only');
      await page.evaluate(() => corong.run('lead.create', { fields: { name: 'Late Comer' } }));
      await saved(page);
      const all = await count(page);
      await until('the second tab has followed', async () => (await count(second)) === all);
      assert.equal(await fingerprint(second), await fingerprint(page));
      await page.close();
      page = second;
      await until('the second tab writes', async () => (await refusal(page)) === null);
      assert.equal(await count(page), all + 1);
    });

    test('what was acknowledged outlives the browser, which is killed', async () => {
      await saved(page);
      print = await fingerprint(page);
      await browser.kill();
      browser = await world.openProfile('mine');
      page = await browser.open();
      assert.equal(await fingerprint(page), print);
      snapshot = Buffer.from(await page.evaluate(async () => [...(await corong.exportFile('snapshot'))]));
      await browser.kill();
    });

    test('a colleague who merges the snapshot has the same book', async () => {
      browser = await world.openProfile('theirs');
      page = await browser.open();
      await drop(page, 'book.corong.json', snapshot);
      await see(page, 'button', 'Merge');
      await settled(page);
      await press(page, 'button', 'Merge');
      await until('the leads are there', async () => (await count(page)) > 0);
      assert.equal(await fingerprint(page), print);
    });
  });
}

test('every engine ranks alike', () => {
  const [first, ...others] = Object.values(rankings);
  for (const other of others) assert.deepEqual(other, first);
});
