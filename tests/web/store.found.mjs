// What does not hold yet, as a test that fails about half of the times: the suite does not run this file, its name lacks
// “.test”. By hand: node --test tests/web/store.found.mjs.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { noise } from './support/chance.mjs';
import { removeDisks, smallDisk } from './support/disk.mjs';
import { createLedger } from './support/ledger.mjs';
import { startProfiles } from './support/profile.mjs';

let world;
before(async () => {
  world = await startProfiles();
});
after(async () => {
  removeDisks();
  await world?.close();
});

// On a volume as small as this Chromium deletes all that the origin has, its database and its files together, while the page
// still runs: the second copy goes, too, and a storage bucket of its own cannot be made here (“too many buckets”). Where
// the volume is larger and just as full this does not happen: see second_copy.test.mjs.
test('full by its own edits, then killed: what was acknowledged is there after a restart', async () => {
  const disk = smallDisk(join(world.folder, 'full'), 16);
  assert.ok(disk, 'this needs the permission to mount a small disk');
  const ledger = createLedger();
  const browser = await world.openProfile('full');
  const page = await browser.open();
  let said = [null];
  while (said.every((answer) => answer === null)) said = await ledger.edit(page, { count: 10, notes: noise(5000) });
  await browser.kill();
  disk.makeRoom();
  const next = await browser.restart();
  await ledger.holds(await next.open());
  await next.kill();
});
