// Tabs over IDBFS alone (tests/web/idbfs): the stock one, or with web/library/idbfs_strict.js.
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { launch } from './browser.mjs';
import { serve } from '../../../tools/serve.mjs';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../../..');
const folder = process.env.CORONG_IDBFS || resolve(root, 'build/web/tests/web/idbfs');
export const STORE = '/book';

let server;
let browser;
let address;

export async function start() {
  assert.ok(existsSync(`${folder}/strict.mjs`), `no test page at ${folder}; ./corong build makes it`);
  server = await serve(folder, 0);
  browser = await launch();
  address = `http://127.0.0.1:${server.address().port}/`;
}
export async function end() {
  await browser?.close();
  server?.close();
}

// Runs `scenario(tab)` in a profile with nothing in it; `tab()` opens a new tab of that kind.
export async function outcome(kind, scenario) {
  const context = await browser.newContext();
  async function tab() {
    const page = await context.newPage();
    await page.goto(address);
    await page.evaluate(setUp, [kind, STORE]);
    const call = (verb, ...args) => page.evaluate(([v, a]) => window.disk[v](...a).catch((error) => error.code || String(error)), [verb, args]);
    return {
      page,
      open: () => call('open'),
      claim: () => call('claim'), // this tab is the one that writes from now on
      save: (name, text, gone = []) => call('save', name, text, gone), // 'saved', or why not
      savePieces: (name, texts) => call('savePieces', name, texts),
      list: () => call('list'), // [name, size] of each file
      read: (name) => call('read', name),
      stored: (marks = false) => call('stored', marks), // `marks`: what is no file, too
    };
  }
  try {
    return await scenario(tab, kind);
  } finally {
    await context.close();
  }
}

// Runs in the page: the same verbs over either kind.
async function setUp([kind, store]) {
  const { default: create } = await import(`/${kind}.mjs`);
  const module = await create();
  window.module = module;
  const bytes = (text) => new TextEncoder().encode(text);
  const sync = (populate) => new Promise((resolve, reject) => module.FS.syncfs(populate, (error) => (error ? reject(error) : resolve())));
  let epoch = 0;

  const stock = {
    async open() {
      module.FS.mkdir(store);
      module.FS.mount(module.IDBFS, {}, store);
      await sync(true);
    },
    claim: async () => {},
    async save(name, text, gone) {
      for (const path of gone) module.FS.unlink(`${store}/${path}`);
      module.FS.writeFile(`${store}/${name}`, bytes(text));
      await sync(false);
      return 'saved';
    },
    read: async (name) => module.FS.readFile(`${store}/${name}`, { encoding: 'utf8' }),
  };

  const strict = {
    open: () => module.strictDisk.open(store),
    async claim() {
      epoch = await module.strictDisk.takeEpoch();
    },
    async save(name, text, gone) {
      await module.strictDisk.commit({ puts: [{ name, pieces: [bytes(text)] }], deletes: gone, epoch });
      return 'saved';
    },
    async savePieces(name, texts) {
      await module.strictDisk.commit({ puts: [{ name, pieces: texts.map(bytes) }], deletes: [], epoch });
      return 'saved';
    },
    list: () => module.strictDisk.list(),
    async read(name) {
      let text = '';
      await module.strictDisk.read(name, (piece) => (text += new TextDecoder().decode(piece)));
      return text;
    },
  };

  // Past both, straight from IndexedDB: { name: text } of what is durable.
  async function stored(marks) {
    const request = indexedDB.open(store);
    await new Promise((resolve, reject) => Object.assign(request, { onsuccess: resolve, onerror: reject }));
    const out = {};
    const cursors = request.result.transaction('FILE_DATA').objectStore('FILE_DATA').openCursor();
    await new Promise((resolve) => {
      cursors.onsuccess = () => {
        const cursor = cursors.result;
        if (!cursor) return resolve();
        const name = cursor.key.slice(store.length + 1);
        if (marks || !name.startsWith('.')) out[name] = new TextDecoder().decode(cursor.value.contents);
        cursor.continue();
      };
    });
    request.result.close();
    return out;
  }
  window.disk = { ...(kind === 'stock' ? stock : strict), stored };
}
