// What a first visit fetches, and that looking around needs no more: the second part of the program
// (tools/later.txt) comes with the first press, drop or question of a script, and for who must have it at once.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { filesOf, first_visit_limit_bytes, firstVisit, packedBytes } from '../../tools/first_visit.mjs';
import { WITHOUT_WORKER, site, start } from './support/browser.mjs';
import { lookAround, started } from './support/looking.mjs';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const isLater = (address) => /\/corong\.later\.\w+\.wasm$/.test(address);

let world;
before(async () => {
  world = await start({ whole: true });
});
after(() => world?.close());

// The function of the second part behind a slot of the first.
function functionAt(slot) {
  const map = readFileSync(join(root, 'build/web/parts/corong.wasm.placeholders'), 'utf8');
  return map.split('\n').find((line) => line.startsWith(`${slot}:`)) ?? slot;
}

function requestsOf(page) {
  const asked = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname.slice(1) || 'index.html'));
  return asked;
}

// A page that was not asked by a script: that would fetch everything.
async function newVisitor(options, prepare = () => {}) {
  const context = await world.browser.newContext({ viewport: { width: 1440, height: 900 }, ...WITHOUT_WORKER, ...options });
  const page = await context.newPage();
  page.errors = [];
  page.on('pageerror', (error) => page.errors.push(String(error)));
  await prepare(page);
  await page.goto(world.address);
  return page;
}

test('a first visit fetches what is counted as one, each file once, and no more', async () => {
  let asked;
  const page = await newVisitor({}, (page) => {
    asked = requestsOf(page);
  });
  await started(page);
  await page.waitForTimeout(1500);
  assert.deepEqual(asked.sort(), firstVisit(site).map(({ path }) => path).sort());
  await page.mouse.move(400, 300);
  await page.keyboard.press('Tab');
  await page.waitForRequest((request) => isLater(request.url()), { timeout: 5000 }).catch(() => {});
  assert.equal(asked.filter((path) => isLater(`/${path}`)).length, 1, 'the rest comes with the first key');
  await page.context().close();
});

test('nothing that is served names the folder it was built in, so its bytes are the same on every machine', () => {
  assert.deepEqual(filesOf(site).filter((path) => readFileSync(join(site, path)).includes(`${root}/`)), []);
});

test('a first visit stays within its limit', () => {
  assert.ok(packedBytes(firstVisit(site)) <= first_visit_limit_bytes, `${packedBytes(firstVisit(site))} bytes`);
});

const looks = {
  'on a desk': { viewport: { width: 1440, height: 900 } },
  'on a phone': { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true },
};
// Every word that a screen reader finds, at each place where there is something to read.
async function wordsSeen(page) {
  const seen = [];
  await lookAround(page, async () => seen.push(await page.locator('#mirror').evaluate((mirror) =>
    [...mirror.querySelectorAll('*')].map((element) => `${element.getAttribute('aria-label') ?? ''} ${element.getAttribute('aria-description') ?? ''} ${element.childElementCount ? '' : element.textContent}`.trim()).filter(Boolean))));
  return seen;
}

// Of all places, and whatever the time is: the minute of the last save is another one soon.
const withoutTimes = (words) => [...new Set(words.flat().map((one) => one.replace(/\d+/g, '#')))].sort();

for (const [place, look] of Object.entries(looks)) {
  let words;
  test(`looking around ${place} does without the second part`, async () => {
    // In the background it never comes; whoever cannot wait gets it and is named.
    const page = await newVisitor(look, (page) => page.route(isLater, (route) => (route.request().resourceType() === 'xhr' ? route.continue() : route.abort())));
    words = await wordsSeen(page);
    assert.ok(words.length === 4 && words.every((seen) => seen.length > 5), JSON.stringify(words));
    assert.deepEqual(page.errors, []);
    const slots = await page.evaluate(() => performance.getEntriesByType('mark').map(({ name }) => name.split(' ')[1]));
    assert.deepEqual(slots.map(functionAt), [], '`./corong parts` finds out anew what looking around needs');
    await page.context().close();
  });

  // Constants that came too late would be empty words (tools/later_data.mjs).
  test(`looking around ${place} says the same with it`, async () => {
    const page = await newVisitor(look, (page) => page.addInitScript(() => localStorage.setItem('corong.used', '1')));
    assert.deepEqual(withoutTimes(await wordsSeen(page)), withoutTimes(words));
    await page.context().close();
  });
}

test('who needs the second part before it has come waits for it', async () => {
  const page = await newVisitor({});
  await started(page);
  const mayBeOpening = () => {
    try {
      return corong.query({ filter: { outcome: 'open' }, sort: ['name'], limit: 1 });
    } catch (error) {
      if (error.code === 'script.not_ready') return null;
      throw error;
    }
  };
  const answer = await (await page.waitForFunction(mayBeOpening)).jsonValue();
  assert.deepEqual(answer, { rows: [], total: 0 });
  assert.deepEqual(page.errors, []);
  await page.context().close();
});

test('where the second part cannot be had the page says so, and what is stored stays', async () => {
  const page = await newVisitor({}, (page) => page.route(isLater, (route) => route.abort()));
  await started(page);
  await page.evaluate(() => corong.commands()).catch(() => {});
  await page.locator('#crash').waitFor({ state: 'visible' });
  assert.match(await page.locator('#crash-reason').innerText(), /did not come\. Reload the page while online/);
  await page.context().close();
});

test('who was here before has the whole program at once', async () => {
  const page = await newVisitor({});
  await started(page);
  await page.keyboard.press('Tab');
  await page.waitForFunction(() => localStorage.getItem('corong.used'));
  const again = await page.context().newPage();
  const asked = requestsOf(again);
  await again.goto(world.address);
  await started(again);
  assert.ok(asked.some((path) => isLater(`/${path}`)));
  await page.context().close();
});
