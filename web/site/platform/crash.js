// The last panel: plain HTML that needs neither the program nor its memory. It says what happened,
// reloads, and saves every stored file from IndexedDB as it is.
import { joined } from './bridge.js';

const DATABASE = '/corong-v1';
const STORE = 'FILE_DATA';

export function createCrashPanel() {
  const find = (id) => document.getElementById(id);
  let shown = false;

  function show(reason) {
    if (shown) return; // the first reason is the cause, the rest follows from it
    shown = true;
    find('loading').hidden = true;
    find('crash-reason').textContent = describe(reason);
    find('crash').hidden = false;
    find('mirror').replaceChildren();
    find('crash-reload').focus();
  }

  async function exportData() {
    const outcome = find('crash-outcome');
    outcome.textContent = 'Reading…';
    try {
      const files = await readStoredFiles();
      download(JSON.stringify(files, null, 1));
      outcome.textContent = `${files.files.length} files exported.`;
    } catch (error) {
      outcome.textContent = `The stored data could not be read: ${error.message || error}`;
    }
  }

  find('crash-reload').addEventListener('click', () => location.reload());
  find('crash-export').addEventListener('click', exportData);
  return show;
}

function describe(reason) {
  if (!reason) return '';
  if (typeof reason === 'string') return reason;
  if (reason instanceof WebAssembly.Exception) return 'The program met an error it did not expect.';
  return reason.message ? `${reason.name || 'Error'}: ${reason.message}` : String(reason);
}

// { kind, exported, files: [{ name, size, base64 }] }: every record, listed or not.
export async function readStoredFiles(database = DATABASE) {
  const db = await asPromise(indexedDB.open(database));
  try {
    if (!db.objectStoreNames.contains(STORE)) return dump([]);
    const store = db.transaction(STORE).objectStore(STORE);
    const [keys, values] = await Promise.all([asPromise(store.getAllKeys()), asPromise(store.getAll())]);
    return dump(filesOf(keys, values, database));
  } finally {
    db.close();
  }
}

const dump = (files) => ({ kind: 'corong-raw-export', exported: new Date().toISOString(), files });

// A file's further pieces are records of their own, right behind it: "<its key>/<number>".
function filesOf(keys, values, database) {
  const files = [];
  keys.forEach((key, index) => {
    const last = files.at(-1);
    const bytes = new Uint8Array(values[index]?.contents || []);
    if (last && String(key).startsWith(`${last.key}/`)) last.pieces.push(bytes);
    else files.push({ key: String(key), pieces: [bytes] });
  });
  return files.map(({ key, pieces }) => {
    const bytes = joined(pieces);
    const name = key.startsWith(`${database}/`) ? key.slice(database.length + 1) : key;
    return { name, size: bytes.length, base64: base64(bytes) };
  });
}

const asPromise = (request) =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

function base64(bytes) {
  const pieces = [];
  for (let i = 0; i < bytes.length; i += 0x8000) pieces.push(String.fromCharCode(...bytes.subarray(i, i + 0x8000)));
  return btoa(pieces.join(''));
}

function download(content) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([content], { type: 'application/json' }));
  link.download = `corong-stored-data-${new Date().toISOString().slice(0, 10)}.json`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
