// Every view, drawn: its picture goes to build/screens/, axe finds nothing to say against it, and then it stands still.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { drop, press, screen, see, settled, start } from './support/browser.mjs';
import { holdClean } from './support/clean.mjs';

let world;
before(async () => {
  world = await start();
});
after(() => world?.close());

const wordsOf = (language) => JSON.parse(readFileSync(new URL(`../../assets/i18n/${language}.json`, import.meta.url), 'utf8'));

const go = async (page, path) => {
  await page.evaluate((path) => corong.run('view.open', { path }), path);
  await settled(page);
};

// As a shortcut, into no field.
const pressKey = async (page, key) => {
  await page.evaluate(() => document.activeElement?.blur());
  await page.keyboard.press(key);
};

// Escape is first the calendar's, then the form's.
const leaveForm = async (page) => {
  for (let i = 0; i < 2; ++i) {
    await page.keyboard.press('Escape');
    await settled(page);
  }
};

// A small list with what a plan can show: a question, new fields, words for won and lost.
const LIST = ['Name,E-mail,Annual Revenue,Created,Status', 'Kari Nordmann,kari@nordlys.example,1000,03/04/2026,Open', 'Budi Santoso,budi@cahaya.example,2000,05/06/2026,Closed Won', ''].join('\n');

// Every view that exists, one after another: [name, how to come to it].
const viewsOf = (page, best, snapshot, words) => [
  ['today', () => go(page, '/today')],
  ['leads', () => go(page, '/leads')],
  ['leads-filter', () => pressKey(page, 'f').then(() => see(page, 'heading', words['filter.title']))],
  ['log', () => page.keyboard.press('Escape').then(() => settled(page)).then(() => pressKey(page, 'l')).then(() => see(page, 'dialog', words['log.title']))],
  ['board', () => leaveForm(page).then(() => go(page, '/board'))],
  ['companies', () => go(page, '/companies')],
  ['deals', () => go(page, '/deals')],
  ['lead', () => go(page, `/lead/${best}`)],
  ['task', () => pressKey(page, 't').then(() => see(page, 'button', words['calendar.open']))],
  ['task-days', () => press(page, 'button', words['calendar.open']).then(() => page.locator('#mirror [role=gridcell][aria-selected], #mirror [role=gridcell]').nth(41).waitFor({ state: 'attached' }))],
  ['conflicts', () => leaveForm(page).then(() => go(page, '/conflicts'))],
  ['history', () => go(page, '/history')],
  ['share', () => page.evaluate(() => corong.run('share.open')).then(() => see(page, 'heading', words['share.title']))],
  ['settings', () => page.evaluate(() => corong.run('share.close')).then(() => go(page, '/settings'))],
  ...['language', 'reminders', 'storage', 'about'].map((name) => [`settings-${name}`, () => go(page, `/settings/${name}`)]),
  ['keys', () => go(page, '/keys')],
  ['widgets', () => go(page, '/widgets')],
  ['palette', () => pressKey(page, 'Control+k')],
  ['palette-typed', () => page.keyboard.type('a')],
  ['import', () => page.keyboard.press('Escape').then(() => go(page, '/import'))],
  ['import-plan', () => drop(page, 'fair.csv', LIST).then(() => see(page, 'button', words['import.run.other'].replace('{n}', '2')))],
  ['merge', () => page.evaluate(() => corong.run('import.cancel')).then(() => drop(page, 'theirs.corong.json', snapshot)).then(() => see(page, 'heading', words['merge.title']))],
];

const SIZES = [{ width: 1440, height: 900 }, { width: 1024, height: 768 }, { width: 390, height: 844 }];
const LOOKS = SIZES.flatMap((viewport) => ['light', 'dark'].flatMap((colorScheme) => ['en', 'id', 'nb'].map((locale) => ({ viewport, colorScheme, locale }))));
// What axe would say of the others it says of these.
const isAxed = ({ viewport, colorScheme, locale }) => viewport.width !== 1024 && (colorScheme === 'light' || locale === 'en');

for (const look of LOOKS) {
  const { viewport, colorScheme, locale } = look;
  const ending = [viewport.width, colorScheme, ...(locale === 'en' ? [] : [locale])].join('-');
  const holdView = (page, name) => (isAxed(look) ? holdClean(page, name) : null);
  test(`every view is drawn${isAxed(look) ? ', axe finds nothing, no text is a key' : ''}: ${ending}`, async () => {
    const page = await world.open(look);
    await settled(page);
    await screen(page, `empty-${ending}`);
    await holdView(page, `empty-${ending}`);
    const snapshot = Buffer.from(await page.evaluate(async () => [...(await corong.exportFile('snapshot'))]));
    await page.evaluate(() => corong.run('sample.open'));
    const { rows } = await page.evaluate(() => corong.query({ sort: ['-score.total'], limit: 1 }));
    for (const [view, come] of viewsOf(page, rows[0].id, snapshot, wordsOf(locale))) {
      await come();
      await settled(page);
      await screen(page, `sample-${view}-${ending}`);
      await holdView(page, `${view}-${ending}`);
    }
    assert.deepEqual(page.errors, []);
    await page.context().close();
  });
}

test('idle draws nothing for ten seconds', async () => {
  const page = await world.open();
  await settled(page);
  const before = await page.evaluate(() => corong.stats().framesDrawn);
  await page.waitForTimeout(10000);
  assert.equal(await page.evaluate(() => corong.stats().framesDrawn), before);
  await page.context().close();
});

// Lucide draws in the middle of a square of 24; the build makes the font coarser (tools/icon_font.py).
test('icons stand in the middle of their squares', async () => {
  const points = JSON.parse(readFileSync(new URL('../../web/node_modules/lucide-static/font/codepoints.json', import.meta.url), 'utf8'));
  const page = await world.open();
  const sides = await page.evaluate(async (codes) => {
    const drawing = new OffscreenCanvas(1, 1).getContext('2d');
    drawing.font = '240px "Corong Icons"';
    await document.fonts.load(drawing.font, String.fromCodePoint(codes[0]));
    return codes.map((code) => drawing.measureText(String.fromCodePoint(code))).map(({ width, actualBoundingBoxLeft: left, actualBoundingBoxRight: right }) => [-left, width - right]);
  }, ['sun', 'list', 'x', 'plus', 'flame', 'arrow-down'].map((name) => points[name]));
  for (const [left, right] of sides) assert.ok(left > 5 && Math.abs(left - right) <= 2, `${left} px at the left, ${right} at the right`);
  await page.context().close();
});
