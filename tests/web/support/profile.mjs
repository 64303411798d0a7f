// Browsers over profiles on the disk that can be killed: at once, with all their processes. Not a test itself.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { serve } from '../../../tools/serve.mjs';
import { engine, FLAGS, PATIENCE, site } from './browser.mjs';

const running = new Map(); // leader of a process group -> promise of its end
const killAll = () => Promise.all([...running.keys()].map(kill));
// A test that failed, or was stopped, leaves no browser behind.
process.on('exit', killAll);
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(1));

async function kill(leader) {
  try {
    process.kill(-leader.pid, 'SIGKILL');
  } catch (error) {
    if (error.code !== 'ESRCH') throw error; // it has ended by itself
  }
  await running.get(leader);
  running.delete(leader);
}

// Server and folder for one test file: { address, folder, openProfile, close }.
export async function startProfiles() {
  const server = await serve(site, 0);
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
  // Detached, it leads a process group of its own: whatever it starts dies with it.
  const leader = spawn(engine, [...FLAGS, ...flags, 'about:blank'], { detached: true, stdio: ['ignore', 'ignore', 'pipe'] });
  // All its processes hold this pipe: it closes when the last of them is gone.
  running.set(leader, new Promise((resolve) => leader.once('close', resolve)));
  // Without Playwright's own settings: with them a page that is hidden or frozen does not know it.
  const browser = await chromium.connectOverCDP(await gateOf(leader), { timeout: PATIENCE, noDefaults: true });
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

// The address at which the browser can be talked to; it says so when it has started.
function gateOf(leader) {
  return new Promise((resolve, reject) => {
    let said = '';
    leader.stderr.on('data', (bytes) => {
      said += bytes;
      const found = /DevTools listening on (ws:\S+)/.exec(said);
      if (found) resolve(found[1]);
    });
    leader.once('error', reject);
    leader.once('close', () => reject(new Error(`the browser ended before it could be used:\n${said}`)));
  });
}
