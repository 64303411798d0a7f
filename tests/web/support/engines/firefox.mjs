// Firefox, steered by WebDriver BiDi. It needs a display: without one it has no WebGL here. Not a test itself.
import { once } from 'node:events';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import WebSocket from 'ws';
import { kill, lead, says } from '../processes.mjs';
import { createPage } from './page.mjs';

const PROGRAM = '/usr/bin/firefox-esr';

export const missing = () => !existsSync(PROGRAM) && 'firefox-esr is not here';

const NOWHERE = 'http://127.0.0.1:9/'; // where nobody listens

// A browser that asks nobody for anything, and that starts alike however it ended.
const PREFERENCES = {
  'app.normandy.enabled': false,
  'app.update.disabledForTesting': true,
  'browser.aboutwelcome.enabled': false,
  'browser.newtabpage.enabled': false,
  'browser.region.update.enabled': false,
  'browser.safebrowsing.malware.enabled': false,
  'browser.safebrowsing.phishing.enabled': false,
  'browser.sessionstore.resume_from_crash': false,
  'browser.shell.checkDefaultBrowser': false,
  'browser.startup.page': 0,
  'datareporting.policy.dataSubmissionEnabled': false,
  'dom.push.connection.enabled': false,
  'extensions.systemAddon.update.enabled': false,
  'extensions.update.enabled': false,
  'media.gmp-manager.updateEnabled': false,
  'messaging-system.rsexperimentloader.enabled': false,
  'network.captive-portal-service.enabled': false,
  'network.connectivity-service.enabled': false,
  'network.dns.disablePrefetch': true,
  'network.http.speculative-parallel-limit': 0,
  'services.settings.server': NOWHERE,
  'toolkit.startup.max_resumed_crashes': -1,
  'toolkit.telemetry.enabled': false,
  'toolkit.telemetry.server': NOWHERE,
};

function prepare(profile) {
  mkdirSync(profile, { recursive: true });
  const lines = Object.entries(PREFERENCES).map(([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});\n`);
  writeFileSync(join(profile, 'user.js'), lines.join(''));
}

// Commands that are answered in any order, and events.
async function connect(address, hear) {
  const socket = new WebSocket(address);
  await once(socket, 'open');
  const waiting = new Map();
  socket.on('message', (bytes) => {
    const message = JSON.parse(bytes);
    if (message.type === 'event') return hear(message);
    const { resolve, reject } = waiting.get(message.id);
    waiting.delete(message.id);
    if (message.type === 'success') resolve(message.result);
    else reject(new Error(`${message.error}: ${message.message}`));
  });
  let next = 1;
  return (method, params) => new Promise((resolve, reject) => {
    waiting.set(next, { resolve, reject });
    socket.send(JSON.stringify({ id: next++, method, params }));
  });
}

export async function launch(profile, { display, width, height }) {
  prepare(profile);
  const environment = { ...process.env, DISPLAY: display, MOZ_CRASHREPORTER_DISABLE: '1' };
  const leader = lead(PROGRAM, ['--remote-debugging-port=0', '--profile', profile], { env: environment, stdio: ['ignore', 'ignore', 'pipe'] });
  const [, gate] = await says(leader, 2, /WebDriver BiDi listening on (ws:\S+)/);
  const errors = [];
  const send = await connect(`${gate}/session`, ({ params }) => params.level === 'error' && errors.push(params.text));
  await send('session.new', { capabilities: {} });
  await send('session.subscribe', { events: ['log.entryAdded'] });

  async function openPage() {
    const { context } = await send('browsingContext.create', { type: 'tab' });
    await send('browsingContext.setViewport', { context, viewport: { width, height } });
    return createPage(createTab(context, send));
  }
  return { errors, openPage, kill: () => kill(leader) };
}

function createTab(context, send) {
  async function call(functionDeclaration, value) {
    const answer = await send('script.callFunction', {
      functionDeclaration, awaitPromise: true, target: { context }, arguments: [{ type: 'string', value }],
    });
    if (answer.type === 'exception') throw new Error(answer.exceptionDetails.text);
    return answer.result;
  }
  return {
    async evaluate(source, argument = null) {
      const { value } = await call(`async (json) => JSON.stringify(await (${source})(JSON.parse(json)))`, JSON.stringify(argument));
      return value === undefined ? undefined : JSON.parse(value);
    },
    act: (actions) => send('input.performActions', { context, actions }),
    picture: async () => Buffer.from((await send('browsingContext.captureScreenshot', { context })).data, 'base64'),
    async setFile(selector, path) {
      const { sharedId } = await call('(selector) => document.querySelector(selector)', selector);
      await send('input.setFiles', { context, element: { sharedId }, files: [path] });
    },
    goTo: (url) => send('browsingContext.navigate', { context, url, wait: 'complete' }),
    close: () => send('browsingContext.close', { context }),
  };
}
