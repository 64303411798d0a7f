// The store goes away under a running tab, the disk is full, the browser's own log is torn, and tabs that take over from
// each other in the worst moments: what is called saved is there after a restart, and what is not is said. A kill spares
// the operating system's cache, so this proves nothing about power loss. What no program can mend from memory: see
// store.found.mjs.
import assert from 'node:assert/strict';
import { readdirSync, rmSync, statSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { noise, pause, until } from './support/chance.mjs';
import { removeDisks, siteForSmallDisks, smallDisk } from './support/disk.mjs';
import { createLedger, shown } from './support/ledger.mjs';
import { killAll } from './support/processes.mjs';
import { startProfiles } from './support/profile.mjs';

let world;
before(async () => {
  world = await startProfiles();
});
after(async () => {
  removeDisks();
  await world?.close();
});

async function holdsAfterRestart(ledger, browser) {
  const next = await browser.restart();
  await ledger.holds(await next.open());
  await next.kill();
}

// ---- The store is cleared while the program runs ----

const isSaved = (page) => page.evaluate(() => window.corong.saved().then(() => true, () => false));

// As “clear site data” does it.
async function clearByBrowser({ context }, page) {
  const session = await context.newCDPSession(page);
  await session.send('Storage.clearDataForOrigin', { origin: new URL(world.address).origin, storageTypes: 'indexeddb' });
}

// As a script of the same origin does it, in another tab.
async function deleteByPage({ context }) {
  const other = await context.newPage();
  await other.goto(`${world.address}licenses.txt`);
  await other.evaluate(async () => {
    for (const { name } of await indexedDB.databases()) {
      const request = indexedDB.deleteDatabase(name);
      await new Promise((resolve, reject) => Object.assign(request, { onsuccess: resolve, onerror: reject }));
    }
  });
  await other.close();
}

// As a browser that has much to do: a database opens late.
async function deleteWhileSlow(browser, page) {
  await page.evaluate(() =>
    Object.defineProperty(IDBOpenDBRequest.prototype, 'onsuccess', {
      set(then) {
        this.addEventListener('success', (event) => setTimeout(() => then.call(this, event), 3000));
      },
    }),
  );
  await deleteByPage(browser);
}

for (const [way, clear] of [['by the browser', clearByBrowser], ['by another page', deleteByPage], ['while the browser is slow', deleteWhileSlow]]) {
  test(`cleared ${way}: the next edit is “saved” only if the whole book is`, async () => {
    const ledger = createLedger();
    const browser = await world.openProfile(`cleared ${way}`);
    const page = await browser.open();
    await ledger.edit(page, { count: 5 });
    await clear(browser, page);
    const [words] = await ledger.edit(page);
    if (words !== null) await ledger.editUntilSaved(page);
    await holdsAfterRestart(ledger, browser);
  });

  // The browser tells by onclose or onversionchange that the database went away.
  test(`cleared ${way}: what is not there any more is not said to be saved`, async () => {
    const browser = await world.openProfile(`claimed ${way}`);
    const page = await browser.open();
    const ledger = createLedger();
    await ledger.edit(page, { count: 5 });
    await clear(browser, page);
    await pause(1000);
    const claims = (await isSaved(page)) || (await shown(page)).status.startsWith('Saved');
    if (claims) return holdsAfterRestart(ledger, browser);
    await browser.kill();
  });
}

// ---- A disk that is really full ----

// Behind the book and its second copy the browser keeps the program, too (web/site/service_worker.js).
const isKept = (page) => until('the program is kept', () => page.evaluate(() => navigator.serviceWorker.getRegistration().then((found) => found?.active?.state === 'activated')));
const beginsToKeep = (page) => until('the program begins to be kept', () => page.evaluate(() => navigator.serviceWorker.getRegistration().then((found) => !!found)));

// On a disk of its own; `prepare` makes it full soon, when `moment` has come.
async function untilFull({ name, world: { folder, openProfile } = world, megabytes, words, prepare, moment = () => pause(2000) }) {
  const disk = smallDisk(join(folder, name), megabytes);
  assert.ok(disk, 'this needs the permission to mount a small disk');
  const ledger = createLedger();
  const browser = await openProfile(name);
  const page = await browser.open();
  await ledger.edit(page, { count: 5 });
  await moment(page); // by then the second copy has set its room aside
  prepare(disk);
  let said = [null];
  while (said.every((answer) => answer === null)) said = await ledger.edit(page, { count: 10, notes: noise(words) });
  return { disk, ledger, browser, page };
}

const filledByEdits = { megabytes: 16, words: 5000, prepare: () => {} };
const filledByOthers = { megabytes: 64, words: 500, prepare: (disk) => disk.fillBut(200_000) };

// More often than not Chromium, which cannot finish a compaction of its own, deletes the whole database of the
// origin (persistent or not) and closes the connection.
test('full by its own edits, then room is made: what is said to be saved again is there after a restart', async () => {
  const { disk, ledger, browser, page } = await untilFull({ name: 'full and room', ...filledByEdits });
  disk.makeRoom();
  await ledger.editUntilSaved(page);
  await holdsAfterRestart(ledger, browser);
});

// The log of Chromium's database ends in a torn record then. Opened again, it is read up to there and written on behind it;
// at the start after that it would count as corrupt, and all of the origin would be deleted (dataLoss “total”).
test('full by others, then room is made: what is said to be saved again is there after a restart', async () => {
  const { disk, ledger, browser, page } = await untilFull({ name: 'torn and room', ...filledByOthers });
  disk.makeRoom();
  await ledger.editUntilSaved(page);
  await holdsAfterRestart(ledger, browser);
});

// What is tried meanwhile must not tear it again. `says`: what the program warns of then.
async function holdsAfterKill({ disk, ledger, browser }, says) {
  await pause(3000);
  await browser.kill();
  disk.makeRoom();
  const next = await browser.restart();
  const page = await next.open();
  await ledger.holds(page, says);
  ledger.begin();
  assert.deepEqual(await ledger.edit(page), [null]);
  await holdsAfterRestart(ledger, next);
}

test('full by others, then killed: what was acknowledged is there after two restarts', async () => {
  await holdsAfterKill(await untilFull({ name: 'torn and killed', ...filledByOthers }));
});

// Where the browser itself writes much at that moment, it may give up the database of the origin, or not: all is there
// either way, and where it came from is said.
const KEPT_OR_PUT_BACK = /^$|put back from the second copy/;
for (const [when, moment, says] of [['while the program comes to be kept', beginsToKeep, KEPT_OR_PUT_BACK], ['when the program is kept', isKept]]) {
  test(`full by others ${when}, then killed: what was acknowledged is there after two restarts`, async () => {
    const folder = siteForSmallDisks();
    const world = await startProfiles(folder);
    let full = null;
    try {
      full = await untilFull({ name: when, world, ...filledByOthers, megabytes: 512, moment });
      await holdsAfterKill(full, says);
    } finally {  // a server that is left behind keeps the run from its end
      await killAll();
      full?.disk.remove();
      await world.close();
      rmSync(folder, { recursive: true });
    }
  });
}

// The file that was written last of the browser's own log.
function newestLog(profile) {
  const databases = join(profile, 'Default/IndexedDB');
  const database = join(databases, readdirSync(databases).find((name) => name.endsWith('.leveldb')));
  return join(database, readdirSync(database).filter((name) => name.endsWith('.log')).sort().at(-1));
}

// The tail is cut off by hand here, as a power cut may leave it: only the last record is damaged, which holds no edit.
test('a torn tail of the browser’s log: what is acknowledged outlives the second start after it', async () => {
  const ledger = createLedger();
  const first = await world.openProfile('torn');
  await ledger.edit(await first.open(), { count: 5 });
  const second = await first.restart();
  await second.open(); // writes its epoch, the last record
  await second.kill();
  const log = newestLog(join(world.folder, 'torn'));
  truncateSync(log, statSync(log).size - 7);

  const third = await second.restart();
  const page = await third.open();
  await ledger.holds(page);
  assert.deepEqual(await ledger.edit(page), [null]);
  await holdsAfterRestart(ledger, third);
});

// ---- Two tabs ----

const editHere = (page) => page.evaluate(() => window.corong.run('edit_here'));
const namesIn = (page) => page.evaluate(() => window.corong.query({ fields: ['name'] }).rows.map(({ name }) => name).sort());

// In the page: the disk is full for every new record.
function failAdd() {
  IDBObjectStore.prototype.add = () => {
    throw new DOMException('full', 'QuotaExceededError');
  };
}

// The first tab has two edits that it could not save; the second one takes over and edits.
async function lostWithEdits(name) {
  const ledger = createLedger();
  const browser = await world.openProfile(name);
  const [first, second] = [await browser.open(), await browser.open()];
  await ledger.edit(first);
  await first.evaluate(failAdd);
  for (let left = 2; left > 0; --left) assert.notDeepEqual(await ledger.edit(first), [null]);
  await editHere(second);
  await ledger.editUntilSaved(second, 'taken over');
  await ledger.edit(second, { by: 'taken over', count: 3 });
  return { browser, first, second };
}

// What it could not save has used up numbers; the first steps of the other tab have the same numbers.
test('a tab that lost the pen with unsaved edits shows all that the other one saves', async () => {
  const { browser, first, second } = await lostWithEdits('follows');
  await pause(2000);
  const shownThere = await namesIn(first);
  const missing = (await namesIn(second)).filter((one) => !shownThere.includes(one));
  assert.deepEqual(missing, [], 'the reading tab lacks what is on the disk');
  await browser.kill();
});

// The first tab is the writer again as soon as the other one is closed, and opens the book anew.
test('unsaved edits that are “still shown” are shown until they are saved or somebody lets them go', async () => {
  const { browser, first, second } = await lostWithEdits('still shown');
  const unsaved = await namesIn(first);
  await second.close();
  const isFirst = () => navigator.locks.query().then(({ pending }) => pending.length === 0);
  await until('the first tab has the pen', () => first.evaluate(isFirst));
  const { alert } = await shown(first);
  const shownThere = await namesIn(first);
  const gone = unsaved.filter((one) => !shownThere.includes(one));
  assert.ok(gone.length === 0 || !alert.includes('They are still shown'), `gone: ${gone}; said: ${alert}`);
  await browser.kill();
});

// The frozen tab's open transaction holds up the other one's first, which gives up after 10 seconds.
test('a tab that is frozen for long in the middle of an edit ends nobody’s editing', async () => {
  const ledger = createLedger();
  const browser = await world.openProfile('held up');
  const [first, second] = [await browser.open(), await browser.open()];
  const onTheWay = ledger.edit(first);
  const session = await browser.context.newCDPSession(first);
  await session.send('Page.setWebLifecycleState', { state: 'frozen' });
  await editHere(second);
  await pause(30_000);
  await session.send('Page.setWebLifecycleState', { state: 'active' });
  await onTheWay;
  await pause(5000);
  const answers = [...(await ledger.edit(first)), ...(await ledger.edit(second))];
  assert.ok(answers.includes(null), answers.join('\n'));
  await browser.kill();
});
