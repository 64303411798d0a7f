// The page speaks its reader's language from the first frame, keeps the one that is chosen, and says so where its words
// cannot be had.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { first_visit_limit_bytes, firstVisit, packedBytes } from '../../tools/first_visit.mjs';
import { offerLocale } from '../../web/site/platform/locale.js';
import { pickLanguage } from '../../web/site/platform/words.js';
import { press, see, settled, site, start } from './support/browser.mjs';
import { holdClean } from './support/clean.mjs';

let world;
before(async () => {
  world = await start();
});
after(() => world?.close());

const OFFERED = ['en', 'id', 'nb'];

test('what was chosen is spoken, else the first that the browser speaks, else English', () => {
  assert.equal(pickLanguage(OFFERED, null, ['nb-NO', 'en']), 'nb');
  assert.equal(pickLanguage(OFFERED, null, ['no']), 'nb');
  assert.equal(pickLanguage(OFFERED, null, ['nn-NO', 'en-GB']), 'nb');
  assert.equal(pickLanguage(OFFERED, null, ['in-ID']), 'id');
  assert.equal(pickLanguage(OFFERED, null, ['fr-FR', 'id-ID', 'en']), 'id');
  assert.equal(pickLanguage(OFFERED, 'en', ['nb-NO']), 'en');
  assert.equal(pickLanguage(OFFERED, 'of a later version', ['nb-NO']), 'nb');
  assert.equal(pickLanguage(OFFERED, null, ['zh-TW']), 'en');
  assert.equal(pickLanguage(OFFERED, null, []), 'en');
});

test('a zone or a language that the browser does not know stops nothing: the machine’s own zone, and English, take its place', () => {
  const host = { sync: {} };
  offerLocale(host);
  const at = (language, zone) => host.sync['locale.date'](...[language, '0', 'day_time', zone].map((part) => Buffer.from(part)))[0];
  assert.equal(at('nb', 'Etc/Unknown'), at('nb', ''));
  assert.equal(at('nb', 'Mars/Olympus'), at('nb', ''));
  assert.match(at('not a language', 'Asia/Jakarta'), /^Jan 1, 0?7:00.AM$/);
  assert.ok(at('not a language', 'Mars/Olympus'));
});

// [what the browser is set to, what the page is in, and what its main button says]
const READERS = [
  ['nb-NO', 'nb', 'Åpne eksempelboken'],
  ['id-ID', 'id', 'Buka buku contoh'],
  ['fr-FR', 'en', 'Open the sample book'],
];

for (const [locale, language, button] of READERS)
  test(`a reader of ${locale} is spoken to in ${language}, and fetches no other words`, async () => {
    const asked = [];
    const context = await world.browser.newContext({ viewport: { width: 1440, height: 900 }, locale });
    await context.route(/\/i18n\//, (route) => {
      asked.push(new URL(route.request().url()).pathname.split('/').pop());
      return route.continue();
    });
    const page = await world.open({ context, ready: false });
    await see(page, 'button', button);
    assert.equal(await page.evaluate(() => document.documentElement.lang), language);
    assert.deepEqual(asked, [`${language}.json`]);
    await holdClean(page, locale);
    assert.deepEqual(page.errors, []);
    await context.close();
  });

for (const language of OFFERED)
  test(`a first visit in ${language} stays within its limit`, () => {
    const bytes = packedBytes(firstVisit(site, language));
    assert.ok(bytes <= first_visit_limit_bytes, `${bytes} bytes`);
  });

test('a language that is chosen in the settings is spoken at once and after a reload', async () => {
  const page = await world.open();
  await page.evaluate(() => corong.run('sample.open'));
  await page.evaluate(() => corong.run('view.open', { path: '/settings' }));
  await settled(page);
  await press(page, 'tab', /^Language/);
  await press(page, 'combobox', 'Language');
  await press(page, 'option', 'Norsk bokmål');
  await see(page, 'link', 'I dag');
  assert.equal(await page.evaluate(() => document.documentElement.lang), 'nb');
  await page.evaluate(() => corong.saved());
  await page.reload();
  await page.evaluate(() => corong.ready);
  await see(page, 'link', 'I dag');
  await page.evaluate(() => corong.run('settings.set', { key: 'language', value: 'id' }));
  await see(page, 'link', 'Hari ini');
  assert.deepEqual(page.errors, []);
  await page.context().close();
});

test('a host that answers with a page of its own for words that it has no more changes nothing', async () => {
  const page = await world.open();
  await page.route(/\/i18n\/nb\.json$/, (route) => route.fulfill({ contentType: 'text/html', body: '<p>Not found</p>' }));
  const refusal = await page.evaluate(() => corong.run('settings.set', { key: 'language', value: 'nb' }).then(() => '', ({ code }) => code));
  assert.equal(refusal, 'page.part');
  await page.reload();
  await page.evaluate(() => corong.ready);
  await see(page, 'link', 'Today');
  assert.deepEqual(page.errors, []);
  await page.context().close();
});

test('words that cannot be fetched: the language stays, and it is said; a page without any says so and offers to reload', async () => {
  const page = await world.open();
  await page.route(/\/i18n\/nb\.json$/, (route) => route.abort());
  const refusal = await page.evaluate(() => corong.run('settings.set', { key: 'language', value: 'nb' }).then(() => '', ({ code, message }) => `${code}: ${message}`));
  assert.match(refusal, /^page\.part: A part of the program did not come/);
  await see(page, 'link', 'Today');
  const context = await world.browser.newContext({ locale: 'nb-NO' });
  await context.route(/\/i18n\/nb\.json$/, (route) => route.abort());
  const without = await world.open({ context, ready: false });
  await without.locator('#crash').waitFor({ state: 'visible' });
  assert.match(await without.locator('#crash-reason').innerText(), /did not come\. Reload the page while online/);
  await context.close();
  await page.context().close();
});

test('the crash panel speaks the language of the page, the one that was chosen last', async () => {
  const page = await world.open({ locale: 'id-ID' });
  for (const value of ['en', 'nb']) await page.evaluate((value) => corong.run('settings.set', { key: 'language', value }), value);
  await page.evaluate(() => setTimeout(() => { throw new Error('Planted'); }));
  await page.locator('#crash').waitFor({ state: 'visible' });
  assert.match(await page.locator('#crash-title').innerText(), /^Corong har stoppet$/);
  assert.match(await page.locator('#crash-reload').innerText(), /^Last inn på nytt$/);
  await page.context().close();
});
