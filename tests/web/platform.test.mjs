// The platform in Chromium, on the trial page: frames, pixels, text, graphics, jobs, crash.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { press, screen, settled } from './support/browser.mjs';
import { readDump } from './support/raw.mjs';
import { startTrial } from './support/trial.mjs';

let trial;
before(async () => {
  trial = await startTrial();
});
after(() => trial?.close());

const frames = (page) => page.evaluate(() => window.corong.stats().framesDrawn);
const saying = (page, name) => page.getByRole('status').filter({ hasText: name }).first().textContent();

// Counts what keeps a page awake: animation frames asked for, and timers under a second.
const countWakers = () => {
  window.wakers = { frames: 0, timers: 0 };
  const frame = window.requestAnimationFrame;
  window.requestAnimationFrame = (callback) => (++window.wakers.frames, frame.call(window, callback));
  const timeout = window.setTimeout;
  window.setTimeout = (callback, wait, ...rest) => {
    if ((wait || 0) < 1000) ++window.wakers.timers;
    return timeout.call(window, callback, wait, ...rest);
  };
};

test('idle for 10 s draws no frame, asks for none, and sets no timer under 1 s', async () => {
  const context = await trial.browser.newContext();
  await context.addInitScript(countWakers);
  const page = await trial.open({ context });
  await settled(page);
  await page.evaluate(() => Object.assign(window.wakers, { frames: 0, timers: 0 }));
  const before = await frames(page);
  await page.waitForTimeout(10_000);
  assert.equal(await frames(page), before);
  assert.deepEqual(await page.evaluate(() => window.wakers), { frames: 0, timers: 0 });
  await context.close();
});

test('the caret blinks while somebody types, and stands after 10 s', async () => {
  const page = await trial.open();
  await press(page, 'textbox', 'Name');
  const before = await frames(page);
  await page.waitForFunction((count) => window.corong.stats().framesDrawn >= count + 3, before);
  await page.waitForTimeout(12_000);
  await settled(page);
  const late = await frames(page);
  await page.waitForTimeout(3000);
  assert.equal(await frames(page), late);
  await page.context().close();
});

for (const ratio of [1, 1.25, 1.5, 2]) {
  test(`exact pixels at ${ratio} device pixels for one of CSS`, async () => {
    const page = await trial.open({ deviceScaleFactor: ratio, viewport: { width: 801, height: 607 } });
    const size = await page.evaluate(() => {
      const { width, height } = document.getElementById('canvas');
      return { width, height, ratio: devicePixelRatio };
    });
    assert.deepEqual(size, { width: Math.round(801 * ratio), height: Math.round(607 * ratio), ratio });
    await page.setViewportSize({ width: 640, height: 480 });
    await page.waitForFunction((width) => document.getElementById('canvas').width === width, Math.round(640 * ratio));
    await settled(page);
    if (ratio === 1 || ratio === 2) await screen(page, `trial-text-${ratio}x`);
    assert.deepEqual(page.errors, []);
    await page.context().close();
  });
}

test('the ratio may change while the page is open', async () => {
  const page = await trial.open();
  const session = await page.context().newCDPSession(page);
  await session.send('Emulation.setDeviceMetricsOverride', { width: 700, height: 500, deviceScaleFactor: 1.75, mobile: false });
  await page.waitForFunction(() => document.getElementById('canvas').width === Math.round(700 * 1.75));
  await page.context().close();
});

test('text is drawn by the browser: four weights differ, emoji have colours, digits one width', async () => {
  const page = await trial.open();
  const facts = await page.evaluate(async () => {
    const { createGlyphs, probeReadback } = await import('./platform/glyphs.js');
    const { glyph } = createGlyphs();
    const ink = (face) => glyph(face, 40, 'H'.codePointAt(0), true).image.reduce((sum, value, i) => (i % 4 === 3 ? sum + value : sum), 0);
    const advance = (sign) => glyph('400', 13, sign.codePointAt(0), false).numbers[1];
    return {
      ink: ['400', '500', '550', '600'].map(ink),
      digits: [...'0123456789'].map(advance),
      mark: advance('\u0301'),
      emoji: glyph('400', 20, '🔥'.codePointAt(0), true).numbers[6],
      letter: glyph('400', 20, 'a'.codePointAt(0), true).numbers[6],
      probe: probeReadback(),
    };
  });
  for (let i = 1; i < 4; ++i) assert.ok(facts.ink[i] > facts.ink[i - 1] * 1.005, `weights: ${facts.ink}`);
  assert.equal(new Set(facts.digits).size, 1);
  assert.deepEqual([facts.mark, facts.emoji, facts.letter, facts.probe], [0, 1, 0, 'exact']);
  await page.context().close();
});

test('where the canvas may not be read, text comes from a font of the program', async () => {
  const context = await trial.browser.newContext();
  await context.addInitScript(() => {
    const read = OffscreenCanvasRenderingContext2D.prototype.getImageData;
    OffscreenCanvasRenderingContext2D.prototype.getImageData = function (...box) {
      const image = read.apply(this, box);
      for (let i = 0; i < image.data.length; ++i) image.data[i] = (i * 37) % 256;
      return image;
    };
  });
  const page = await trial.open({ context });
  await press(page, 'button', 'Add lead');
  assert.match(await saying(page, 'clicks'), /clicks 1/);
  await screen(page, 'trial-blocked-canvas');
  await context.close();
});

test('a lost graphics context comes back and draws the same', async () => {
  const page = await trial.open();
  await settled(page);
  const before = await page.screenshot();
  await page.evaluate(() => {
    const gl = document.getElementById('canvas').getContext('webgl2');
    window.loss = gl.getExtension('WEBGL_lose_context');
    window.loss.loseContext();
  });
  await page.waitForTimeout(200);
  const lost = await frames(page);
  await page.mouse.move(300, 300);
  await page.waitForTimeout(200);
  assert.equal(await frames(page), lost, 'nothing is drawn into a lost context');
  await page.evaluate(() => window.loss.restoreContext());
  await page.waitForFunction((count) => window.corong.stats().framesDrawn > count, lost);
  await page.mouse.move(1400, 880);
  await settled(page);
  assert.ok(before.equals(await page.screenshot()), 'the picture is the same');
  await page.context().close();
});

test('a hidden tab draws nothing and goes on working', async () => {
  const page = await trial.open();
  await page.evaluate(async () => {
    const [button] = [...document.querySelectorAll('button')].filter(({ textContent }) => textContent === 'Work');
    const before = window.corong.stats().framesDrawn;
    button.click();
    // Until the frame that takes the order.
    while (window.corong.stats().framesDrawn === before) await new Promise((done) => setTimeout(done, 1));
    Object.defineProperty(document, 'hidden', { value: true, configurable: true });
    document.dispatchEvent(new Event('visibilitychange'));
  });
  const before = await frames(page);
  await settled(page);
  assert.equal(await frames(page), before);
  await page.evaluate(() => {
    Object.defineProperty(document, 'hidden', { value: false, configurable: true });
    document.dispatchEvent(new Event('visibilitychange'));
  });
  await settled(page);
  assert.match(await saying(page, 'log'), /hidden;worked;shown;/);
  await page.context().close();
});

test('a broken invariant ends in the crash panel, which exports what is stored without the program', async () => {
  const page = await trial.open();
  await page.evaluate(() => window.corong.run('claim'));
  await page.evaluate(() => window.corong.run('put:segment-1'));
  await page.evaluate(() => window.corong.run('crash').catch(() => {}));
  await page.getByRole('alertdialog', { name: 'Corong has stopped' }).waitFor();
  await screen(page, 'trial-crash');
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Export the stored data' }).click()]);
  const { files } = readDump(readFileSync(await download.path()));
  assert.equal(files['segment-1'].toString(), 'of segment-1');
  await Promise.all([page.waitForEvent('load'), page.getByRole('button', { name: 'Reload' }).click()]);
  await page.evaluate(() => window.corong.ready);
  await page.context().close();
});

test('the content security policy stops eval and inline styles, and the program starts under it', async () => {
  const page = await trial.open();
  // Inside a timer: what a test evaluates is exempt from the policy.
  const outcome = await page.evaluate(() => new Promise((resolve) => setTimeout(() => {
    try {
      resolve(String(new Function('return 1')()));
    } catch (error) {
      resolve(error.name);
    }
  })));
  assert.equal(outcome, 'EvalError');
  await page.context().close();
});

test('numbers, dates, money and order follow Intl; money as its home writes it', async () => {
  const page = await trial.open();
  const plain = (text) => text.replace(/[\u00a0\u202f]/g, ' ');
  const said = (await page.evaluate(() => window.corong.query())).map(plain);
  assert.deepEqual(said.slice(0, 6), ['Rp 15.000.000', 'Rp 15 jt', '1 250 000 kr', '1,25 mill. kr', '$64,000', '−1 284,5']);
  const [zebra, aase, ola, oystein, aerlig, ola2] = said[6].trim().split(' ').map(Number);
  assert.ok(ola === ola2 && ola < zebra && zebra < aerlig && aerlig < oystein && oystein < aase, said[6]);
  assert.deepEqual(said.slice(9), ['other', 'one', '420']);
  await page.context().close();
});
