// A book is shared under a passphrase and opened in another profile, first with a wrong one; a redacted part of it says
// what it is; pictures of the dialogs.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { holdClean } from './support/clean.mjs';
import { drop, press, screen, see, settled, start } from './support/browser.mjs';

let world;
before(async () => {
  world = await start({ whole: true });
});
after(() => world?.close());

const PASSPHRASE = 'open sesame';
const fingerprint = (page) => page.evaluate(() => corong.run('book.fingerprint'));
const total = (page) => page.evaluate(() => corong.query({ limit: 0 }).total);
const run = async (page, id, args = {}) => {
  await page.evaluate(([id, args]) => corong.run(id, args), [id, args]);
  await settled(page);
};

async function sample(options = {}) {
  const page = await world.open(options);
  await run(page, 'sample.open');
  await page.waitForFunction(() => corong.query({ limit: 0 }).total > 50);
  return page;
}

// What was there is replaced.
async function fill(page, name, text) {
  await press(page, 'textbox', name, { exact: true });
  await page.keyboard.press('Control+A');
  await page.keyboard.type(text);
  await settled(page);
}

async function bytesOf(download) {
  const chunks = [];
  for await (const chunk of await download.createReadStream()) chunks.push(chunk);
  return Buffer.concat(chunks);
}

test('sealed here, opened there with the wrong passphrase and then the right one, merged', async () => {
  const mine = await sample();
  await run(mine, 'share.open');
  await see(mine, 'dialog', 'Share');
  await screen(mine, 'share-light');
  await holdClean(mine, 'share');
  await press(mine, 'tab', 'Passphrase');
  await fill(mine, 'Passphrase', PASSPHRASE);
  await fill(mine, 'Passphrase once more', PASSPHRASE);
  await screen(mine, 'share-passphrase-light');
  const [download] = await Promise.all([mine.waitForEvent('download'), press(mine, 'button', 'Save file')]);
  assert.match(download.suggestedFilename(), /^corong-\d{4}-\d\d-\d\d\.corong\.sealed$/);
  const sealed = await bytesOf(download);
  assert.ok(sealed.toString('latin1').startsWith('Corong sealed snapshot'));
  assert.equal(sealed.toString('latin1').includes('"tables"'), false);

  const theirs = await world.open();
  await drop(theirs, download.suggestedFilename(), sealed);
  await see(theirs, 'dialog', 'Sealed file');
  await settled(theirs);
  await fill(theirs, 'Passphrase', 'open barley');
  await press(theirs, 'button', 'Open', { exact: true });
  await theirs.getByRole('alert').filter({ hasText: 'This passphrase does not open the file' }).waitFor({ state: 'attached' });
  await settled(theirs);
  await screen(theirs, 'sealed-wrong-light');
  await holdClean(theirs, 'sealed');
  await fill(theirs, 'Passphrase', PASSPHRASE);
  await theirs.keyboard.press('Enter');
  await see(theirs, 'button', 'Merge');
  await settled(theirs);
  await press(theirs, 'button', 'Merge');
  await theirs.waitForFunction(() => corong.query({ limit: 0 }).total > 50);
  assert.equal(await fingerprint(theirs), await fingerprint(mine));
  assert.deepEqual([...mine.errors, ...theirs.errors], []);
  await mine.context().close();
  await theirs.context().close();
});

test('a damaged sealed file is told as one, and scripts seal and open, too', async () => {
  const mine = await sample();
  const sealed = Buffer.from(await mine.evaluate(async (passphrase) => [...(await corong.exportFile('snapshot', { passphrase }))], PASSPHRASE));
  const theirs = await world.open();
  const open = (bytes, passphrase) => theirs.evaluate(
    ([bytes, passphrase]) => corong.importFile('book.corong.sealed', Uint8Array.from(bytes), { passphrase }).then((report) => report.created, (error) => error.code),
    [[...bytes], passphrase],
  );
  const damaged = Buffer.from(sealed);
  damaged[damaged.length - 40] ^= 1;
  assert.equal(await open(damaged, PASSPHRASE), 'envelope.damaged');
  assert.equal(await open(sealed.subarray(0, sealed.length - 9), PASSPHRASE), 'envelope.damaged');
  assert.equal(await open(sealed, 'open barley'), 'envelope.wrong_passphrase');
  assert.equal(await open(sealed, PASSPHRASE), await total(mine));
  await mine.context().close();
  await theirs.context().close();
});

test('a redacted part: nobody is named in it, the receiver sees pseudonyms, and then the names', async () => {
  const mine = await sample();
  const { rows } = await mine.evaluate(() => corong.query({ fields: ['name', 'email', 'company'], limit: 5 }));
  await run(mine, 'share.open', { leads: rows.map(({ id }) => id) });
  await press(mine, 'tab', 'Redacted');
  await settled(mine);
  await screen(mine, 'share-redacted-light');
  const [download] = await Promise.all([mine.waitForEvent('download'), press(mine, 'button', 'Save file')]);
  const bytes = await bytesOf(download);
  for (const row of rows) for (const value of [row.name, row.email, row.company]) if (value) assert.equal(bytes.includes(value), false, value);

  const theirs = await world.open();
  await drop(theirs, 'part.corong.json', bytes);
  await see(theirs, 'button', 'Merge');
  await settled(theirs);
  await screen(theirs, 'merge-part-light');
  await press(theirs, 'button', 'Merge');
  await theirs.waitForFunction(() => corong.query({ limit: 0 }).total === 5);
  await settled(theirs);
  await screen(theirs, 'leads-pseudonyms-light');
  const full = [...Buffer.from(await mine.evaluate(async () => [...(await corong.exportFile('snapshot'))]))];
  await theirs.evaluate((full) => corong.importFile('all.corong.json', Uint8Array.from(full)), full);
  assert.equal(await fingerprint(theirs), await fingerprint(mine));
  const before = await fingerprint(mine);
  await mine.evaluate((bytes) => corong.importFile('part.corong.json', Uint8Array.from(bytes)), [...bytes]);
  assert.equal(await fingerprint(mine), before, 'a part of this book changes nothing in it');
  await mine.context().close();
  await theirs.context().close();
});

test('on a phone it is a sheet, and by night it is dark', async () => {
  const phone = await sample({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
  await run(phone, 'share.open');
  await see(phone, 'dialog', 'Share');
  await settled(phone);
  await screen(phone, 'phone-share-light');
  await press(phone, 'tab', 'Redacted');
  await screen(phone, 'phone-share-redacted-light');
  await holdClean(phone, 'share on a phone');
  const dark = await sample({ colorScheme: 'dark' });
  const { rows } = await dark.evaluate(() => corong.query({ limit: 2 }));
  await run(dark, 'share.open', { leads: rows.map(({ id }) => id) });
  await press(dark, 'tab', 'Redacted');
  await press(dark, 'tab', 'Passphrase');
  await press(dark, 'button', 'Save file');
  await dark.getByText('At least 8 characters', { exact: true }).first().waitFor({ state: 'attached' });
  await screen(dark, 'share-dark');
  await phone.context().close();
  await dark.context().close();
});
