// What every browser test needs: the site on a free port, Chromium, and hands and eyes that go by
// role and name. Not a test itself.
import { existsSync, mkdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { serve } from '../../../tools/serve.mjs';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../../..');
export const site = process.env.CORONG_SITE || join(root, 'build/site');
const screens = join(root, 'build/screens');

// See toolchain.md: WebGL 2 without a graphics card, and no traffic of the browser's own.
export const FLAGS = [
  '--no-sandbox', '--use-angle=swiftshader', '--enable-unsafe-swiftshader', '--ignore-gpu-blocklist', '--disable-quic',
  '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync',
];
// Long enough for a machine that builds at the same time: a test waits for what happens, not so long.
export const PATIENCE = 120_000; // ms
const whole_chromium = process.env.CORONG_CHROMIUM || '/usr/bin/chromium';
// The same engine without the window around it, which opens a page in two thirds of the time.
const shell = '/usr/bin/chromium-headless-shell';
export const engine = !process.env.CORONG_CHROMIUM && existsSync(shell) ? shell : whole_chromium;

// `whole`: as a user has it, with what only the window asks for.
export async function launch({ whole = false, args = [] } = {}) {
  return chromium.launch({ executablePath: whole ? whole_chromium : engine, timeout: PATIENCE, args: [...FLAGS, ...args] });
}

// What a service worker answers no test sees or stops: only those of it have one.
export const WITHOUT_WORKER = { serviceWorkers: 'block' };

// A browser whose profile lives in `folder`: what is stored survives a restart.
export async function launchProfile(folder, options = {}) {
  return chromium.launchPersistentContext(folder, { executablePath: whole_chromium, args: FLAGS, ...WITHOUT_WORKER, ...options });
}

// Server and browser for one test file: { browser, address, open, close }.
export async function start({ folder = site, ...options } = {}) {
  const server = await serve(folder, 0);
  const browser = await launch(options);
  const address = `http://127.0.0.1:${server.address().port}/`;

  // A page in a profile of its own (or in `context`), the program started.
  async function open({ context, path = '', ready = true, ...contextOptions } = {}) {
    const place = context || (await browser.newContext({ viewport: { width: 1440, height: 900 }, ...WITHOUT_WORKER, ...contextOptions }));
    const page = await place.newPage();
    page.setDefaultTimeout(PATIENCE);
    page.errors = [];
    page.on('pageerror', (error) => page.errors.push(String(error)));
    page.on('console', (message) => message.type() === 'error' && page.errors.push(message.text()));
    await page.goto(address + path);
    if (ready) await page.evaluate(() => window.corong.ready);
    return page;
  }

  async function close() {
    await browser.close();
    await new Promise((done) => server.close(done));
  }
  return { browser, address, open, close };
}

// The element's middle, in CSS pixels; waits until the element stands still for one frame.
export async function middle(page, role, name, options = {}) {
  const element = page.getByRole(role, { name, ...options }).first();
  await element.waitFor({ state: 'attached' });
  let last = null;
  for (let tries = 0; tries < 50; ++tries) {
    const box = await element.boundingBox();
    if (box && last && box.x === last.x && box.y === last.y && box.width > 0) {
      return { x: box.x + box.width / 2, y: box.y + box.height / 2, box };
    }
    last = box;
    await page.waitForTimeout(30);
  }
  throw new Error(`${role} “${name}” has no place on the page`);
}

// Moves there; what the page is told meanwhile may have moved the element away again.
async function pointAt(page, role, name, options) {
  const element = page.getByRole(role, { name, ...options }).first();
  for (let tries = 0; tries < 10; ++tries) {
    const { x, y, box } = await middle(page, role, name, options);
    await page.mouse.move(x, y);
    const now = await element.boundingBox();
    if (now && now.x === box.x && now.y === box.y) return;
  }
  throw new Error(`${role} “${name}” does not stand still`);
}

// Finds by role and name, presses its middle with a real mouse.
export async function press(page, role, name, options = {}) {
  await pointAt(page, role, name, options);
  await page.mouse.down({ button: options.button || 'left' });
  await page.mouse.up({ button: options.button || 'left' });
  await settled(page);
}

// Presses a field and types into it as a person does.
export async function type(page, role, name, text, options = {}) {
  await press(page, role, name, options);
  await page.keyboard.type(text);
  await settled(page);
}

// Drops a file on the page as a desktop does.
export async function drop(page, name, bytes) {
  await page.evaluate(
    ([name, base64]) => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))], name));
      for (const kind of ['dragenter', 'dragover', 'drop']) {
        document.getElementById('canvas').dispatchEvent(new DragEvent(kind, { bubbles: true, cancelable: true, dataTransfer }));
      }
    },
    [name, Buffer.from(bytes).toString('base64')],
  );
}

// Until the program has nothing more to draw or to do. Something that moves for ever is not waited
// for: after `most` ms the page is taken as it is.
export async function settled(page, most = 10_000) {
  const end = Date.now() + most;
  const isIdle = () => page.evaluate(() => {
    try {
      return window.corong.stats().idle;
    } catch (error) {
      if (error.code === 'script.not_ready') return false; // a tab that becomes the one that writes opens its book anew
      throw error;
    }
  });
  for (let quiet = 0; quiet < 2 && Date.now() < end; ) {
    quiet = (await isIdle()) ? quiet + 1 : 0;
    await page.waitForTimeout(20); // what has just been asked for may answer
  }
}

// Waits for an element of that role and name.
export async function see(page, role, name, options = {}) {
  await page.getByRole(role, { name, ...options }).first().waitFor({ state: 'attached' });
}

// Writes a picture to build/screens/<name>.png.
export async function screen(page, name) {
  mkdirSync(screens, { recursive: true });
  const path = join(screens, `${name}.png`);
  await page.screenshot({ path });
  return path;
}
