// Every widget in every state, in each theme and density, on desk and phone: its pictures go to build/screens/, axe finds
// nothing to say against them, and nothing reaches out of the window. That no word is cut: tests/ui/widgets.cpp.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { screen, settled, start } from './support/browser.mjs';
import { holdClean } from './support/clean.mjs';

const HEIGHT = 3000; // of the window: few pictures show all of the page
const MOST_PICTURES = 10;
const GUTTER = 14; // from the right edge: under the mouse lies no widget there that would scroll by itself

let world;
before(async () => {
  world = await start();
});
after(() => world?.close());

const set = (page, key, value) => page.evaluate(([key, value]) => corong.run('settings.set', { key, value }), [key, value]);

// Where its families stand: the same again where it cannot be scrolled any more.
const places = (page) => page.evaluate(() => [...document.querySelectorAll('[role=heading]')].map((heading) => heading.style.top).join());

const outside = (page) => page.evaluate(() => [...document.querySelectorAll('[data-id]')].filter((element) => {
  const { left, right } = element.getBoundingClientRect();
  return left < -1 || right > window.innerWidth + 1;
}).map((element) => element.outerHTML.slice(0, 200)));

async function scroll(page, by) {
  await page.mouse.wheel(0, by);
  await settled(page);
}

// From its top to its end, one window after another.
async function photograph(page, name) {
  for (let picture = 1, before = ''; picture <= MOST_PICTURES; ++picture) {
    const now = await places(page);
    if (now === before) return;
    before = now;
    await screen(page, picture === 1 ? name : `${name}-${picture}`);
    await scroll(page, HEIGHT - 300);
  }
  assert.fail(`${name} has no end`);
}

// A phone always has the touch density.
for (const [width, densities] of [[1440, ['comfortable', 'compact', 'touch']], [390, ['touch']]])
  test(`every widget is drawn in each theme and density, axe finds nothing: ${width}`, async () => {
    const page = await world.open({ viewport: { width, height: HEIGHT }, path: '#/widgets' });
    await page.mouse.move(width - GUTTER, HEIGHT / 2);
    for (const theme of ['light', 'dark', 'high-contrast'])
      for (const density of densities) {
        const name = `widgets-${width}-${theme}-${density}`;
        await set(page, 'theme', theme);
        await set(page, 'density', density);
        await scroll(page, -1e5);
        await photograph(page, name);
        if (theme === 'light') await holdClean(page, name); // what it says is the same in all
        assert.deepEqual(await outside(page), [], name);
      }
    assert.deepEqual(page.errors, []);
    await page.context().close();
  });
