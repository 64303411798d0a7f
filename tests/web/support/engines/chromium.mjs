// Chromium, steered by Playwright as in the other tests. Not a test itself.
import { chromium } from 'playwright-core';
import { FLAGS, PATIENCE, engine } from '../browser.mjs';
import { kill, lead, says } from '../processes.mjs';

export const missing = () => false; // every other test needs it, too

export async function launch(profile, { width, height }) {
  const flags = [...FLAGS, '--headless', `--window-size=${width},${height}`, '--remote-debugging-port=0', `--user-data-dir=${profile}`];
  const leader = lead(engine, [...flags, 'about:blank'], { stdio: ['ignore', 'ignore', 'pipe'] });
  const [, gate] = await says(leader, 2, /DevTools listening on (ws:\S+)/);
  const [context] = (await chromium.connectOverCDP(gate, { timeout: PATIENCE })).contexts();
  const errors = [];

  async function openPage() {
    const page = await context.newPage();
    await page.setViewportSize({ width, height });
    page.setDefaultTimeout(PATIENCE);
    page.on('pageerror', (error) => errors.push(String(error)));
    page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
    return Object.assign(page, { burst: (chords) => burst(page, chords), chooseFile: (ask, path) => chooseFile(page, ask, path) });
  }
  return { errors, openPage, kill: () => kill(leader) };
}

function burst(page, chords) {
  const strokes = (keys) => [...keys.map((key) => ['down', key]), ...keys.toReversed().map((key) => ['up', key])];
  return Promise.all(chords.flatMap((chord) => strokes(chord.split('+'))).map(([way, key]) => page.keyboard[way](key)));
}

async function chooseFile(page, ask, path) {
  const asked = page.waitForEvent('filechooser');
  await ask();
  await (await asked).setFiles(path);
}
