// Browsers over profiles on the disk that can be killed: at once, with all their processes. Not a test itself.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { serve } from '../../../tools/serve.mjs';
import { engine, FLAGS, PATIENCE, site } from './browser.mjs';
import { kill, killAll, lead, says } from './processes.mjs';

// Server of the folder `page`, and a folder for the profiles: { address, folder, openProfile, close }.
export async function startProfiles(page = site) {
  const server = await serve(page, 0);
  const address = `http://127.0.0.1:${server.address().port}/`;
  const folder = mkdtempSync(join(tmpdir(), 'corong-profiles-'));
  async function close() {
    await killAll();
    await new Promise((done) => server.close(done));
    rmSync(folder, { recursive: true });
  }
  return { address, folder, openProfile: (name) => openBrowser(join(folder, name), address), close };
}

// `open` gives a page with the program started, `restart` the next browser over the same profile.
async function openBrowser(profile, address) {
  const flags = ['--headless', '--window-size=1440,900', '--remote-debugging-port=0', `--user-data-dir=${profile}`];
  const leader = lead(engine, [...FLAGS, ...flags, 'about:blank'], { stdio: ['ignore', 'ignore', 'pipe'] });
  const [, gate] = await says(leader, 2, /DevTools listening on (ws:\S+)/);
  // Without Playwright's own settings: with them a page that is hidden or frozen does not know it.
  const browser = await chromium.connectOverCDP(gate, { timeout: PATIENCE, noDefaults: true });
  const [context] = browser.contexts();

  async function open() {
    const page = await context.newPage();
    page.setDefaultTimeout(PATIENCE);
    await page.goto(address);
    await page.evaluate(() => window.corong.ready);
    return page;
  }
  async function restart() {
    await kill(leader);
    return openBrowser(profile, address);
  }
  return { context, open, restart, kill: () => kill(leader) };
}
