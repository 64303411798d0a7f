// The board in a real browser: a card is dragged by mouse, and by a finger that rests on it first; what happened is asked,
// and saving that moves it.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { middle, press, screen, see, settled, start } from './support/browser.mjs';

let world;
before(async () => {
  world = await start();
});
after(() => world?.close());

// Of the sample book the first who is qualified.
async function openBoard(options = {}) {
  const page = await world.open({ ...options, path: '#/board' });
  await page.evaluate(() => corong.run('sample.open'));
  await page.evaluate(() => corong.run('view.open', { path: '/board' }));
  await settled(page);
  const { rows } = await page.evaluate(() => corong.query({ filter: { stage: 'qualification', outcome: 'open' }, sort: ['-score.total', 'name'], fields: ['name'], limit: 1 }));
  return { page, name: rows[0].name };
}

const saying = (page, words) => page.getByRole('status').filter({ hasText: words }).first().waitFor({ state: 'attached' });
const stageOf = (page, name) => page.evaluate((name) => corong.query({ filter: { name }, fields: ['stage'] }).rows[0].stage, name);

test('a card is dragged from one column into another, and is there once what happened is saved', async () => {
  const { page, name } = await openBoard();
  assert.ok(page.url().endsWith('#/board'));
  const from = await middle(page, 'link', name);
  const to = await middle(page, 'region', /^Opportunity, /);
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(from.x + 20, from.y + 4, { steps: 4 });
  await page.mouse.move(to.x, to.box.y + 200, { steps: 8 });
  await saying(page, `Drop to open a deal for ${name}`);
  await screen(page, 'board-drag-1440-light');
  await page.mouse.up();
  await see(page, 'dialog', 'What happened?');
  assert.equal(await stageOf(page, name), 'Qualification', 'nothing is recorded yet');
  await settled(page);
  await press(page, 'button', 'Save');
  await page.getByRole('region', { name: /^Opportunity, / }).getByRole('link', { name }).waitFor({ state: 'attached' });
  assert.equal(await stageOf(page, name), 'Opportunity');
  assert.deepEqual(page.errors, []);
  await page.context().close();
});

test('a finger that rests on a card lifts it, and drops it on a stage of the list that opens', async () => {
  const { page, name } = await openBoard({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
  const session = await page.context().newCDPSession(page);
  const finger = (type, x, y) => session.send('Input.dispatchTouchEvent', { type, touchPoints: type === 'touchEnd' ? [] : [{ x, y }] });
  const tab = await middle(page, 'tab', 'Qualification');
  await page.touchscreen.tap(tab.x, tab.y);
  await settled(page);
  const card = await middle(page, 'link', name);
  await finger('touchStart', card.x, card.y);
  await page.waitForTimeout(800);
  await finger('touchMove', card.x, card.y + 12);
  await finger('touchMove', card.x, card.y + 24);
  const zone = page.getByText('Opportunity', { exact: true }).last();
  await zone.waitFor({ state: 'attached' });
  const { y, height } = await zone.boundingBox();
  await finger('touchMove', card.x, y + height / 2);
  await saying(page, `Drop to open a deal for ${name}`);
  await screen(page, 'board-drag-390-light');
  await finger('touchEnd');
  await see(page, 'dialog', 'What happened?');
  assert.deepEqual(page.errors, []);
  await page.context().close();
});
