// No acknowledged edit is lost when the browser, or the page in it, is killed, and none when it allows no more bytes;
// nothing is said to be saved that is not. A kill spares the operating system's cache, so this proves nothing about power loss.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { ROUNDS, between, noise, pause, until } from './support/chance.mjs';
import { removeDisks, smallDisk } from './support/disk.mjs';
import { createLedger, shown } from './support/ledger.mjs';
import { startProfiles } from './support/profile.mjs';

let world;
before(async () => {
  world = await startProfiles();
});
after(async () => {
  removeDisks();
  await world?.close();
});

// Some edits that are waited for; now and then the store writes a snapshot between them.
async function editSome(ledger, page) {
  for (let left = between(1, 15); left > 0; --left) {
    assert.deepEqual(new Set(await ledger.edit(page, { count: between(1, 5) })), new Set([null]));
  }
}

// More edits, in the middle of which `end` happens; gives what that gives.
async function editUntil(ledger, page, end) {
  const last = ledger.edit(page, { count: between(1, 12) }).catch((error) => {
    assert.match(error.message, /crashed|closed/, 'the page said nothing because it is gone');
  });
  await pause(between(0, 60));
  const next = await end();
  await last;
  return next;
}

test('killed with all its processes, right behind the word “saved” and in the middle of edits', async (context) => {
  const ledger = createLedger();
  let browser = await world.openProfile('killed');
  for (let round = 0; round < 2 * ROUNDS; ++round) {
    const page = await browser.open();
    await ledger.holds(page);
    ledger.begin();
    await editSome(ledger, page);
    if (round % 2) await editUntil(ledger, page, browser.kill);
    browser = await browser.restart();
  }
  context.diagnostic(await ledger.holds(await browser.open()));
  await browser.kill();
});

// The page crashes; gives the next one. What is still asked of the old one fails when that is closed.
async function replaceCrashed(browser, page) {
  const gone = page.waitForEvent('crash');
  const session = await browser.context.newCDPSession(page);
  session.send('Page.crash').catch(() => {});
  await gone;
  const next = await browser.open();
  await page.close();
  return next;
}

test('the page crashes, right behind the word “saved” and in the middle of edits', async (context) => {
  const ledger = createLedger();
  const browser = await world.openProfile('crashed');
  let page = await browser.open();
  for (let round = 0; round < ROUNDS; ++round) {
    ledger.begin();
    await editSome(ledger, page);
    const end = () => replaceCrashed(browser, page);
    page = round % 2 ? await end() : await editUntil(ledger, page, end);
    context.diagnostic(await ledger.holds(page));
  }
  await browser.kill();
});

// Edits until one of them is not saved, as there is no room for `most` bytes: that is said in words, and shown.
async function editUntilFull(ledger, page, most) {
  const notes = noise(between(300, 3000));
  let words = null;
  for (let bytes = 0; words === null; bytes += notes.length) {
    assert.ok(bytes < most, `${bytes} bytes are said to be saved where there is no room for them`);
    [words] = await ledger.edit(page, { notes });
  }
  const { status, alert } = await shown(page);
  assert.equal(status, 'Not saved');
  assert.match(alert, /^Not saved: \S+ \S+/);
  return words;
}

// What becomes of the edits before: see store.found.mjs.
test('a disk that is really full is said in words, and shown', async (context) => {
  for (let round = 0; round < Math.ceil(ROUNDS / 3); ++round) {
    const name = `full-${round}`;
    const disk = smallDisk(join(world.folder, name), 64);
    if (!disk) return context.diagnostic('No disk can be mounted here: only the quota of the next test stands for a full one.');
    const ledger = createLedger();
    const browser = await world.openProfile(name);
    const page = await browser.open();
    await editSome(ledger, page);
    await pause(2000); // the second copy sets its room aside
    disk.fillBut(between(100_000, 600_000));
    context.diagnostic(await editUntilFull(ledger, page, 5_000_000));
    await browser.kill();
    disk.remove();
  }
});

// From now on the browser allows the program so many bytes. It asks again only for what it does not know to fit, so this
// must be said before the program starts.
async function allowBytes({ context }, quotaSize) {
  const session = await context.newCDPSession(context.pages()[0]);
  await session.send('Storage.overrideQuotaForOrigin', { origin: new URL(world.address).origin, quotaSize });
}

test('what the browser allows is used up: said in words, and saved by itself as soon as there is more', async () => {
  const ledger = createLedger();
  const browser = await world.openProfile('quota');
  await allowBytes(browser, between(100_000, 300_000));
  const page = await browser.open();
  await editUntilFull(ledger, page, 5_000_000);
  await allowBytes(browser, undefined);
  await until('it is saved', () => page.evaluate(() => window.corong.stats().saveState === 'saved'));
  assert.deepEqual(await ledger.edit(page), [null]);
  const { status, alert } = await shown(page);
  assert.match(status, /^Saved/);
  assert.equal(alert, '');
  const next = await browser.restart();
  await ledger.holds(await next.open());
  await next.kill();
});
