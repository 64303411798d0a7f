// Two tabs of one profile: no acknowledged edit of either is lost when one takes over from the other, be that one at
// work or frozen, and what is refused is refused in words. A kill spares the operating system's cache, so this proves
// nothing about power loss.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { ROUNDS, between, pause, until } from './support/chance.mjs';
import { createLedger, shown } from './support/ledger.mjs';
import { startProfiles } from './support/profile.mjs';

let world;
before(async () => {
  world = await startProfiles();
});
after(() => world?.close());

async function holdsAfterRestart(ledger, browser) {
  const next = await browser.restart();
  await ledger.holds(await next.open());
  await next.kill();
}

// A tab in which somebody edits without a break, whether it may or not; `kept` counts what was acknowledged.
function busyTab(ledger, page, by) {
  const tab = { page, kept: 0, refused: 0, over: false, failure: null };
  async function work() {
    while (!tab.over) {
      const answers = await ledger.edit(page, { by, count: between(1, 4) });
      const kept = answers.filter((words) => words === null).length;
      tab.kept += kept;
      tab.refused += answers.length - kept;
      if (kept < answers.length) await pause(5);
    }
  }
  tab.ended = work().catch((error) => {
    tab.failure = error;
  });
  return tab;
}

// Until one of these tabs has had more edits acknowledged.
async function untilKept(tabs, more) {
  const before = tabs.map(({ kept }) => kept);
  await until('a tab that may edit does', () => {
    for (const { failure } of tabs) if (failure) throw failure;
    return tabs.some(({ kept }, index) => kept >= before[index] + more);
  });
}

const editHere = (page) => page.evaluate(() => window.corong.run('edit_here').then(() => null, (error) => error.message));

test('two tabs that edit at the same time and take over from each other lose nothing that was acknowledged', async (context) => {
  const ledger = createLedger();
  const browser = await world.openProfile('racing');
  const tabs = [];
  for (const by of ['first', 'second']) tabs.push(busyTab(ledger, await browser.open(), by));
  for (let round = 0; round < ROUNDS; ++round) {
    await untilKept(tabs, between(1, 30));
    const takers = between(0, 3) ? [tabs[(round + 1) % 2]] : tabs; // mostly one of them, sometimes both
    await Promise.all(takers.map(({ page }) => editHere(page)));
    await untilKept(takers, 1);
  }
  for (const tab of tabs) tab.over = true;
  for (const tab of tabs) await tab.ended;
  for (const { kept, refused, failure } of tabs) {
    context.diagnostic(`${kept} edits acknowledged, ${refused} refused`);
    assert.equal(failure, null);
    assert.ok(kept > 0 && refused > 0, 'each tab has been the one that edits, and the one that reads');
  }
  await holdsAfterRestart(ledger, browser);
});

async function setLifecycle(page, state) {
  const session = await page.context().newCDPSession(page);
  await session.send('Page.setWebLifecycleState', { state });
  await session.detach();
}

// It is the one that edits, or opens the book in order to.
const hasPen = (page) =>
  page.evaluate(() => {
    try {
      return window.corong.commands().find(({ id }) => id === 'edit_here').why !== null;
    } catch {
      return true;
    }
  });

const countOf = (page) => page.evaluate(() => window.corong.query({ limit: 0 }).total);

test('a tab that is frozen while another one takes over claims nothing afterwards, and overwrites nothing', async () => {
  const ledger = createLedger();
  const browser = await world.openProfile('frozen');
  let [writer, other] = [await browser.open(), await browser.open()];
  for (let round = 0; round < ROUNDS; ++round) {
    assert.equal((await ledger.edit(writer, { by: 'before' }))[0], null);
    // Every second time it freezes with an edit on its way: its transaction holds up the other tab until it goes on.
    const onTheWay = round % 2 ? ledger.edit(writer, { by: 'on the way', count: between(1, 5) }) : null;
    await setLifecycle(writer, 'frozen');
    await editHere(other);
    await until('the other tab has the pen', () => hasPen(other));
    if (!onTheWay) await ledger.editUntilSaved(other, 'taken over');
    await setLifecycle(writer, 'active');

    assert.notEqual((await ledger.edit(writer, { by: 'behind' }))[0], null, 'a tab without the pen says “saved”');
    await onTheWay;
    await ledger.editUntilSaved(other, 'behind');
    assert.match((await shown(writer)).status, /^(Reading along|Not saved)(;|$)/);
    if (!onTheWay) {
      const all = await countOf(other);
      await until('the reading tab has followed', async () => (await countOf(writer)) === all);
      await ledger.holds(writer);
    }
    [writer, other] = [other, writer];
  }
  await holdsAfterRestart(ledger, browser);
});
