// Copies of the book outside the browser, in a folder or a file that the user chose once (File System Access API).
//
//   message                      answer               errors besides copies.failed
//   copies.state                 state, kind, name
//   copies.choose <kind>         state, kind, name    copies.cancelled, copies.unsupported
//   copies.ask                   state, kind, name    copies.none, copies.permission
//   copies.write <name> <parcel> name of the copy     copies.none, copies.permission
//   copies.forget
//
// state   unsupported (by this browser, or at this address) | none (nothing is chosen) | granted
//         | ask (the user must allow it again: copies.ask) | denied
// kind    folder | file, "" where nothing is chosen; name: that of the folder or file
// choose and ask: in answer to something the user just did, else the browser refuses. Choosing a file empties it at
//         once (the browser does): write a copy then.
// write   replaces a file whole or not at all, and reads it back. In a folder the copy is called <name>, unless a
//         file of that name is there that is not ours: then "<name> (2)" and so on. The newest five that we wrote
//         stay; what others wrote, or changed since, is never removed. In a file <name> says nothing.
import { text, makeError } from './bridge.js';

const LOCK = 'corong-copies'; // one at a time, of all tabs
const KEPT = 5;
const COPY = /^corong-.*\.corong\.json$/;
const SAME_TIME = 2000; // ms: some disks keep the time of a file in steps of two seconds
const READ_WRITE = { mode: 'readwrite' };

const PICKERS = {
  folder: () => window.showDirectoryPicker?.({ id: LOCK, startIn: 'documents', ...READ_WRITE }),
  file: () => window.showSaveFilePicker?.({ id: LOCK, startIn: 'documents', suggestedName: 'corong-copy.corong.json' }),
};

export function offerCopies(host) {
  host.async['copies.state'] = async () => stateOf(isSupported() && (await loadPlace()));
  host.async['copies.choose'] = async (kind) => stateOf(await choose(text(kind)));
  host.async['copies.ask'] = async () => stateOf(await ask());
  host.async['copies.write'] = (name, parcel) => {
    const pieces = host.takeParcel(parcel);
    return alone(async () => [await write(text(name), pieces)]);
  };
  host.async['copies.forget'] = () => alone(() => savePlace(null));
}

const alone = (work) => navigator.locks.request(LOCK, work);

const isSupported = () => 'showDirectoryPicker' in window || 'showSaveFilePicker' in window;

async function stateOf(place) {
  if (!isSupported()) return ['unsupported', '', ''];
  if (!place) return ['none', '', ''];
  const permission = await place.handle.queryPermission(READ_WRITE);
  return [permission === 'prompt' ? 'ask' : permission, place.kind, place.handle.name];
}

async function choose(kind) {
  const handle = await pick(kind);
  return alone(async () => {
    const before = await loadPlace();
    const isSame = before && (await handle.isSameEntry(before.handle));
    return savePlace({ kind, handle, written: isSame ? before.written : [] });
  });
}

async function pick(kind) {
  let handle;
  try {
    handle = await PICKERS[kind]?.();
  } catch (error) {
    if (error.name === 'AbortError') throw makeError('copies.cancelled', 'No place for copies was chosen.');
    throw makeError('copies.failed', `The browser did not ask for a place for copies (${error.message}). Press the button again.`);
  }
  if (!handle) throw makeError('copies.unsupported', `This browser lets a page keep no copies in a ${kind}. Save a copy by hand from time to time.`);
  return handle;
}

async function ask() {
  const place = chosen(await loadPlace());
  try {
    await place.handle.requestPermission(READ_WRITE);
  } catch (error) {
    throw makeError('copies.permission', `The browser did not ask about “${place.handle.name}” (${error.message}). Press the button again.`);
  }
  return place;
}

function chosen(place) {
  if (!place) throw makeError('copies.none', 'No place for copies is chosen. Choose a folder or a file first.');
  return place;
}

// ---- Writing ----

async function write(name, pieces) {
  const place = chosen(await loadPlace());
  try {
    const permission = await place.handle.queryPermission(READ_WRITE);
    if (permission !== 'granted') throw new DOMException(permission, 'NotAllowedError');
    if (!pieces.some(({ length }) => length > 0)) throw new DOMException('there is nothing in it', 'NotSupportedError');
    if (place.kind === 'folder') return await writeInto(place, name, pieces);
    await replace(place.handle, pieces);
    return place.handle.name;
  } catch (error) {
    throw failure(error, place);
  }
}

async function writeInto(place, wanted, pieces) {
  const folder = place.handle;
  const { name, isNew } = await nameFor(folder, wanted, place.written);
  const file = await folder.getFileHandle(name, { create: true });
  try {
    await replace(file, pieces);
  } catch (error) {
    if (isNew) await folder.removeEntry(name).catch(() => {}); // the first error tells more
    throw error;
  }
  const { size, lastModified } = await file.getFile();
  const written = [...place.written.filter((entry) => entry.name !== name), { name, size, lastModified }];
  await savePlace({ ...place, written });
  await savePlace({ ...place, written: await removeOld(folder, written) });
  return name;
}

// What the browser writes lies beside the file until it is closed, and takes its place then.
async function replace(file, pieces) {
  const stream = await file.createWritable();
  try {
    for (const piece of pieces) await stream.write(piece);
    await stream.close();
  } catch (error) {
    await stream.abort().catch(() => {}); // it may have ended by itself
    throw error;
  }
  if (!(await readsBack(await file.getFile(), pieces))) throw new DOMException('', 'DataError');
}

async function readsBack(file, pieces) {
  let position = 0;
  for (const piece of pieces) {
    const there = new Uint8Array(await file.slice(position, position + piece.length).arrayBuffer());
    if (!beginsWith(there, piece)) return false;
    position += piece.length;
  }
  return file.size === position;
}

function beginsWith(bytes, wanted) {
  for (let i = 0; i < wanted.length; ++i) if (bytes[i] !== wanted[i]) return false;
  return true;
}

// ---- What of a folder is ours ----

// A file that is not there is null.
async function find(folder, name) {
  try {
    return await (await folder.getFileHandle(name)).getFile();
  } catch (error) {
    if (error.name === 'NotFoundError') return null;
    throw error;
  }
}

// Somebody else may have put another file in the place of ours.
const isAsWritten = (file, entry) => file.size === entry.size && Math.abs(file.lastModified - entry.lastModified) <= SAME_TIME;

async function nameFor(folder, wanted, written) {
  for (let number = 1; ; ++number) {
    const name = number === 1 ? wanted : wanted.replace(/^[^.]*/, `$& (${number})`);
    const entry = written.find((one) => one.name === name);
    const file = await find(folder, name);
    if (!file) return { name, isNew: true };
    const holdsNothing = file.size === 0; // a tab that was closed in the middle leaves such a one
    if (holdsNothing || (entry && isAsWritten(file, entry))) return { name, isNew: false };
  }
}

// Gives what is still ours. The copy is written: what cannot be removed now is left for the next time.
async function removeOld(folder, written) {
  try {
    const ours = [];
    for (const entry of written) {
      const file = await find(folder, entry.name);
      if (file && isAsWritten(file, entry)) ours.push(entry);
    }
    const old = ours.filter(({ name }) => COPY.test(name)).slice(0, -KEPT);
    for (const { name } of old) await folder.removeEntry(name);
    return ours.filter((entry) => !old.includes(entry));
  } catch {
    return written;
  }
}

// ---- Errors, in words ----

const REASONS = {
  NotFoundError: 'is not there any more. Choose another place for copies.',
  NotAllowedError: 'may not be written to any more. Allow it again, or choose another place for copies.',
  SecurityError: 'may not be written to any more. Allow it again, or choose another place for copies.',
  QuotaExceededError: 'is on a disk that is full. Make room there, or choose another place for copies.',
  NoModificationAllowedError: 'is in use by another program. Close it there and try again.',
  DataError: 'gives back other bytes than were written. Choose another place for copies.',
};
const OF_PERMISSION = ['NotAllowedError', 'SecurityError'];

function failure(error, { kind, handle: { name } }) {
  if (typeof error.code === 'string') return error; // it is in words already
  const reason = REASONS[error.name] || `did not take it (${error.message || error.name}). Try again, or choose another place for copies.`;
  const code = OF_PERMISSION.includes(error.name) ? 'copies.permission' : 'copies.failed';
  return makeError(code, `No copy was written: the ${kind} “${name}” ${reason}`, name);
}

// ---- The place, in a database of its own: { kind, handle, written: [{ name, size, lastModified }] }, the oldest first ----

const DATABASE = 'corong-copies';
const STORE = 'places';
const CHOSEN = 'chosen';

const loadPlace = () => inDatabase('readonly', (store) => store.get(CHOSEN));

async function savePlace(place) {
  await inDatabase('readwrite', (store) => (place ? store.put(place, CHOSEN) : store.delete(CHOSEN)));
  return place;
}

async function inDatabase(mode, work) {
  try {
    const db = await openDatabase();
    try {
      return await finished(db.transaction(STORE, mode, { durability: 'strict' }), work);
    } finally {
      db.close();
    }
  } catch (error) {
    throw makeError('copies.failed', `The browser could not look up or keep the place for copies (${error.message}). Reload the page and try again.`);
  }
}

function openDatabase() {
  const request = indexedDB.open(DATABASE, 1);
  request.onupgradeneeded = () => request.result.createObjectStore(STORE);
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = (event) => {
      event.preventDefault();
      reject(request.error);
    };
  });
}

function finished(transaction, work) {
  const request = work(transaction.objectStore(STORE));
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve(request.result);
    transaction.onabort = () => reject(transaction.error || request.error);
  });
}
