// The tour as a newcomer takes it: from an empty profile, by what is written on the buttons, to a call that is logged.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { drop, press, see, settled, start } from './support/browser.mjs';
import { holdClean } from './support/clean.mjs';

const list = 'Name,Company,Phone\nRatna Kusumadewi,Dapur Ratna,+62 812 8840 117\nLars Petter Vik,Vik Engros AS,+47 912 34 567\n';
const steps = ['Call the first one first', 'Why: the points add up exactly', 'Say what happened'];

let world;
before(async () => {
  world = await start({ whole: true });
});
after(() => world?.close());

const press_exactly = (page, name) => press(page, 'button', name, { exact: true });
const activities = (page) => page.evaluate(() => corong.query({ from: 'activities', limit: 0 }).total);
const told = (page, words) => page.getByRole('status').filter({ hasText: words }).first().waitFor({ state: 'attached' });
const offered = (page) => page.getByRole('button', { name: 'Show me around' }).count();

// The card is there, and beside what it speaks of; the page with it is clean.
async function stands(page, step) {
  await see(page, 'heading', steps[step]);
  const dialog = page.getByRole('dialog', { name: 'Tour' });
  assert.ok(await dialog.getByText(`${step + 1} of 3`, { exact: true }).count());
  assert.equal(await dialog.getAttribute('aria-modal'), null);
  await holdClean(page, steps[step]);
}

const looks = {
  'on a desk': { viewport: { width: 1440, height: 900 } },
  'on a phone': { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true },
};
for (const [where, options] of Object.entries(looks)) {
  test(`three steps from an empty book to a call that is logged, then never offered again: ${where}`, async () => {
    const page = await world.open(options);
    await press_exactly(page, 'Show me around');
    await stands(page, 0);
    await press_exactly(page, 'Next');
    await stands(page, 1);
    await press_exactly(page, 'Next');
    await stands(page, 2);
    const before = await activities(page);
    if (where === 'on a desk') {
      await press_exactly(page, 'Reached');
    } else {
      await press_exactly(page, 'Log what happened');
      await press_exactly(page, 'Save');
    }
    await page.waitForFunction((before) => corong.query({ from: 'activities', limit: 0 }).total === before + 1, before);
    await told(page, 'That is logged');
    await press_exactly(page, 'Done');
    await page.getByRole('dialog', { name: 'Tour' }).waitFor({ state: 'detached' });
    await page.evaluate(() => corong.saved());

    await page.reload();
    await page.evaluate(() => corong.ready);
    await settled(page);
    assert.equal(await page.getByRole('dialog').count(), 0);
    assert.equal(await offered(page), 0);
    await drop(page, 'leads.csv', list);
    await press_exactly(page, 'Import 2 leads');
    await told(page, '2 leads imported');
    assert.equal(await offered(page), 0);
    assert.deepEqual(page.errors, []);
    await page.context().close();
  });
}

test('it is offered behind an import to who never had it, and a reload in the middle of it ends it', async () => {
  const page = await world.open();
  await drop(page, 'leads.csv', list);
  await press_exactly(page, 'Import 2 leads');
  await press_exactly(page, 'Show me around');
  await stands(page, 0);
  await page.evaluate(() => corong.saved());
  await page.reload();
  await page.evaluate(() => corong.ready);
  await settled(page);
  assert.equal(await page.getByRole('dialog').count(), 0);
  await page.evaluate(() => corong.run('tour.start'));
  await stands(page, 0);
  await page.evaluate(() => corong.run('tour.end'));
  await page.getByRole('dialog', { name: 'Tour' }).waitFor({ state: 'detached' });
  assert.deepEqual(page.errors, []);
  await page.context().close();
});
