// The engines a journey goes through, each with a profile on the disk that outlives the browser. Not a test itself.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serve } from '../../../../tools/serve.mjs';
import { site } from '../browser.mjs';
import { killAll, lead, says } from '../processes.mjs';
import * as chromium from './chromium.mjs';
import * as firefox from './firefox.mjs';
import * as webkit from './webkit.mjs';

export const ENGINES = { chromium, firefox, webkit };

const WINDOW = { width: 1440, height: 900 };

// A display that nobody sees; its number comes on a pipe.
async function startDisplay() {
  const leader = lead('Xvfb', ['-displayfd', '3', '-screen', '0', '1600x1100x24', '-nolisten', 'tcp'], { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
  const [, number] = await says(leader, 3, /(\d+)\n/);
  return `:${number}`;
}

// Server, display and a folder for the profiles: { openProfile, close }.
export async function startEngine(engine) {
  const server = await serve(site, 0);
  const address = `http://127.0.0.1:${server.address().port}/`;
  const folder = mkdtempSync(join(tmpdir(), 'corong-engine-'));
  const display = await startDisplay();

  // A browser over that profile; `open` gives a page with the program started.
  async function openProfile(name) {
    const browser = await engine.launch(join(folder, name), { ...WINDOW, display });
    async function open(path = '') {
      const page = await browser.openPage();
      await page.goto(address + path);
      await page.evaluate(() => window.corong.ready);
      return page;
    }
    return { errors: browser.errors, open, kill: browser.kill };
  }

  async function close() {
    await killAll();
    await new Promise((done) => server.close(done));
    rmSync(folder, { recursive: true });
  }
  return { folder, openProfile, close };
}
