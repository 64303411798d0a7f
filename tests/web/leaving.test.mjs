// What is half typed when a page is left, closed or dies is there in the next one.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { press, settled, start, type } from './support/browser.mjs';

let world;
before(async () => {
  world = await start();
});
after(() => world?.close());

const ways = {
  'another address': (page) => page.goto('about:blank'),
  'the tab is closed': (page) => page.close(),
  'the tab dies': (page) => page.goto('chrome://crash').catch(() => {}),
};

for (const [way, leave] of Object.entries(ways)) {
  test(`half-typed words outlive the page: ${way}`, async () => {
    const context = await world.browser.newContext({ viewport: { width: 1440, height: 900 } });
    const page = await world.open({ context });
    await page.evaluate(() => window.corong.run('sample.open', {}));
    const { rows } = await page.evaluate(() => window.corong.query({ limit: 2 }));
    const [valued, noted] = rows.map((row) => row.id);
    const open = async (on, id) => {
      await on.evaluate((id) => window.corong.run('view.open', { path: `/lead/${id}` }), id);
      await settled(on);
    };
    await open(page, noted);
    await type(page, 'textbox', 'Log what happened', 'Wants a demo');
    await open(page, valued);
    await type(page, 'textbox', 'Title', 'Half typed');
    await leave(page);

    const next = await world.open({ context });
    await next.evaluate(() => window.corong.saved());
    await open(next, valued);
    assert.match(await next.getByRole('textbox', { name: 'Title' }).inputValue(), /Half typed/);
    await open(next, noted);
    assert.equal(await next.getByRole('textbox', { name: 'Log what happened' }).inputValue(), 'Wants a demo');
    await press(next, 'button', 'Reached');
    await next.evaluate(() => window.corong.saved());
    await settled(next);
    assert.equal(await next.evaluate(() => localStorage.getItem('corong.drafts')), '', 'nothing is in hand any more');
    await context.close();
  });
}
