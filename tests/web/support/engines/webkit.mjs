// WebKitGTK, steered by WebDriver: plain requests. Not a test itself.
import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { PATIENCE } from '../browser.mjs';
import { until } from '../chance.mjs';
import { kill, lead } from '../processes.mjs';
import { createPage } from './page.mjs';

const DRIVER = '/usr/bin/WebKitWebDriver';
const PYTHON = '/usr/bin/python3'; // the system's own, which has GTK
const WINDOW = fileURLToPath(new URL('window.py', import.meta.url));
const ELEMENT = 'element-6066-11e4-a52e-4f735466cecf'; // what the protocol calls a reference to one

// What index.html says to other browsers. WebKit calls it an error that it does not know it.
const UNKNOWN_HERE = /'manifest-src'|"interactive-widget"/;

export const missing = () => !existsSync(DRIVER) && 'webkit2gtk-driver is not here';

async function freePort() {
  const server = createServer();
  await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address();
  await new Promise((closed) => server.close(closed));
  return port;
}

// One command after the other: the driver has one current tab.
function createCommands(port) {
  let last = Promise.resolve();
  async function send(method, path, body) {
    const response = await fetch(`http://127.0.0.1:${port}${path}`, { method, body: body && JSON.stringify(body) });
    const { value } = await response.json();
    if (value?.error) throw new Error(`${path}: ${value.error}: ${value.message}`);
    return value;
  }
  function inTurn(work) {
    const turn = last.then(work);
    last = turn.catch(() => {});
    return turn;
  }
  return { send, inTurn };
}

// Errors of its pages come out of the browser's standard output, which is the driver's, too.
function listen(leader) {
  const errors = [];
  let rest = '';
  leader.stdout.on('data', (bytes) => {
    const lines = (rest + bytes).split('\n');
    rest = lines.pop();
    errors.push(...lines.filter((line) => /CONSOLE \w* ?ERROR/.test(line) && !UNKNOWN_HERE.test(line)));
  });
  return errors;
}

export async function launch(profile, { display, width, height }) {
  const port = await freePort();
  const leader = lead(DRIVER, [`--port=${port}`], { env: { ...process.env, DISPLAY: display }, stdio: ['ignore', 'pipe', 'ignore'] });
  const errors = listen(leader);
  const { send, inTurn } = createCommands(port);
  await until('the driver listens', () => send('GET', '/status').catch(() => null));
  const options = { binary: PYTHON, args: [WINDOW, profile, String(width), String(height)] };
  const { sessionId } = await send('POST', '/session', { capabilities: { alwaysMatch: { 'webkitgtk:browserOptions': options } } });
  const command = (method, path, body) => send(method, `/session/${sessionId}${path}`, body);
  await command('POST', '/timeouts', { script: PATIENCE, pageLoad: PATIENCE });
  const anchor = await command('GET', '/window'); // stays open: a tab is opened from another one

  async function openPage() {
    const { handle } = await inTurn(async () => {
      await command('POST', '/window', { handle: anchor });
      return command('POST', '/window/new', { type: 'tab' });
    });
    return createPage(createTab(handle, { command, inTurn }));
  }
  return { errors, openPage, kill: () => kill(leader) };
}

const SCRIPT = (source) => `const [json, done] = arguments;
  (async () => (${source})(JSON.parse(json)))().then((value) => done({ value }), (error) => done({ error: String(error) }));`;

function createTab(handle, { command, inTurn }) {
  const here = (...call) => inTurn(async () => {
    await command('POST', '/window', { handle });
    return command(...call);
  });
  return {
    async evaluate(source, argument = null) {
      const { value, error } = await here('POST', '/execute/async', { script: SCRIPT(source), args: [JSON.stringify(argument)] });
      if (error !== undefined) throw new Error(error);
      return value;
    },
    act: (actions) => here('POST', '/actions', { actions }),
    picture: async () => Buffer.from(await here('GET', '/screenshot'), 'base64'),
    async setFile(selector, path) {
      const element = await here('POST', '/element', { using: 'css selector', value: selector });
      await here('POST', `/element/${element[ELEMENT]}/value`, { text: path });
    },
    goTo: (url) => here('POST', '/url', { url }),
    close: () => here('DELETE', '/window'),
  };
}
