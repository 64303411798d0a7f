// What is half typed when a page is left, closed or dies is there in the next one.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { press, settled, start, type } from './support/browser.mjs';

let world;
before(async () => {
  world = await start();
});
after(() => world?.close());

const ways = [
  ['goes to another address', (page) => page.goto('about:blank')],
  ['is closed', (page) => page.close()],
  ['dies', (page) => page.goto('chrome://crash').catch(() => {})],
];

// As a phone does it: the page is told that it is hidden, and no more.
async function hideAndDie(page) {
  await page.evaluate(() => {
    Object.defineProperty(document, 'hidden', { value: true, configurable: true });
    document.dispatchEvent(new Event('visibilitychange'));
  });
  await page.goto('chrome://crash').catch(() => {});
}

// A new profile with the sample book in it, and some of its leads.
async function withSample(limit) {
  const context = await world.browser.newContext({ viewport: { width: 1440, height: 1400 } }); // every field is in sight
  const page = await world.open({ context });
  await page.evaluate(() => window.corong.run('sample.open', {}));
  const { rows } = await page.evaluate((limit) => window.corong.query({ limit }), limit);
  return { context, page, leads: rows.map((row) => row.id) };
}

// The next page of that profile.
async function openAgain(context, lead) {
  const page = await world.open({ context });
  await page.evaluate(() => window.corong.saved());
  await openLead(page, lead);
  return page;
}

const noteOf = (page) => page.getByRole('textbox', { name: 'Log what happened' }).inputValue();

async function openLead(page, id) {
  await page.evaluate((id) => window.corong.run('view.open', { path: `/lead/${id}` }), id);
  await settled(page);
}

test('half-typed words outlive the page, whatever becomes of it', async () => {
  let { context, page, leads: [valued, noted] } = await withSample(2);
  for (const [way, leave] of ways) {
    await openLead(page, noted);
    await type(page, 'textbox', 'Log what happened', way);
    await openLead(page, valued);
    await type(page, 'textbox', 'Title', way);
    await leave(page);

    page = await openAgain(context, valued);
    assert.ok((await page.getByRole('textbox', { name: 'Title' }).inputValue()).includes(way), `a page that ${way} loses a value`);
    await openLead(page, noted);
    assert.equal(await noteOf(page), way, `a page that ${way} loses a note`);
    await press(page, 'button', 'Reached');
    await page.evaluate(() => window.corong.saved());
    await settled(page);
    assert.equal(await page.evaluate(() => localStorage.getItem('corong.drafts')), '', 'nothing is in hand any more');
  }
  await context.close();
});

// Letters come faster than frames: none of them waits for a frame of its own, and none for one that never comes.
test('letters typed in a burst outlive the page, too', async () => {
  let { context, page, leads: [lead] } = await withSample(1);
  const burst = ' Wants a demo, half past nine';
  const twoFrames = (page) => page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  const quickWays = [
    ['is hidden and dies', hideAndDie],
    ['goes at once to another address', (page) => page.goto('about:blank')],
    ['dies two frames later', async (page) => {
      await twoFrames(page);
      await page.goto('chrome://crash').catch(() => {});
    }],
  ];
  let note = '';
  for (const [way, leave] of quickWays) {
    await openLead(page, lead);
    await press(page, 'textbox', 'Log what happened');
    await page.keyboard.press('End');
    await settled(page);
    await page.evaluate((burst) => {
      const field = document.getElementById('text-agent');
      for (const letter of burst) {
        const key = { key: letter, code: `Key${letter.toUpperCase()}`, bubbles: true };
        field.dispatchEvent(new KeyboardEvent('keydown', key));
        field.value += letter;
        field.dispatchEvent(new InputEvent('input', { data: letter, inputType: 'insertText' }));
        field.dispatchEvent(new KeyboardEvent('keyup', key));
      }
    }, burst);
    await leave(page);
    note += burst;

    page = await openAgain(context, lead);
    assert.equal(await noteOf(page), note, `a page that ${way} loses letters`);
  }
  await context.close();
});

// On a phone each word is composed until the space behind it.
test('a word that is still being composed outlives the page, too', async () => {
  let { context, page, leads: [lead] } = await withSample(1);
  let note = '';
  for (const leave of [(page) => page.goto('about:blank'), hideAndDie]) {
    await openLead(page, lead);
    await press(page, 'textbox', 'Log what happened');
    await page.keyboard.press('End');
    await settled(page);
    const session = await context.newCDPSession(page);
    await session.send('Input.imeSetComposition', { text: ' ordentlig', selectionStart: 10, selectionEnd: 10 });
    await settled(page);
    await leave(page);
    note += ' ordentlig';

    page = await openAgain(context, lead);
    assert.equal(await noteOf(page), note);
  }
  await context.close();
});
