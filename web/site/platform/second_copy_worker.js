// Beside the page: the one file of the second copy (copy_pool.js) can be written in its middle only here. A question is
// { id, service, about }; the answer { id, answer } or { id, error: { code, message } }.
import { begin, keepReserve, listOf, put, readEpoch, readLayout, readPieces, remove } from './copy_pool.js';

const NAME = 'corong-v1.copy'; // as in disk.js
const PIECE = 1 << 20;
const SMALL = 64 << 10; // as in disk.js
const TRIES = 50; // while another tab has it open,
const PAUSE = 100; // ms between them

let layout = null; // as this writer left it
let held = new Map(); // name -> pieces that came ahead of their plan
let line = Promise.resolve();

const services = {
  // { epoch, files: [[name, size]] }, epoch 0 where there is none.
  look: () => inFile(false, (file) => {
    const found = readLayout(file);
    return { epoch: found?.epoch ?? 0, files: found ? listOf(found) : [] };
  }).catch((error) => {
    if (error.name === 'NotFoundError') return { epoch: 0, files: [] };
    throw error;
  }),

  read: ({ name }) => inFile(false, (file) => {
    const found = readLayout(file);
    return readPieces(file, found, name, found.files.get(name).size > SMALL ? PIECE : SMALL);
  }),

  // From here on every older writer is fenced. Gives the names.
  begin: ({ epoch }) => inFile(true, (file) => {
    if (readEpoch(file) > epoch) throw failure('copy.stale', 'Another tab writes the second copy.');
    layout = null;
    layout = begin(file, epoch);
    return [...layout.files.keys()];
  }),

  hold: ({ name, isFirst, pieces }) => {
    held.set(name, isFirst ? pieces : [...held.get(name), ...pieces]);
  },

  // Every file that there is room for is put. What is deleted is so in order: not behind a file that is missing. Gives
  // the names of these, how many plans from the first on are done, and whether there is room to spare now.
  apply: ({ epoch, plans }) => {
    const ahead = held;
    held = new Map();
    return inFile(true, (file) => {
      checkMine(file, epoch);
      const missing = [];
      let done = 0;
      for (const { puts, deletes } of plans) {
        for (const { name, pieces } of puts) if (!hasRoom(() => put(file, layout, { name, pieces: pieces ?? ahead.get(name) }))) missing.push(name);
        if (missing.length > 0) continue;
        for (const name of deletes) remove(file, layout, name);
        ++done;
      }
      const hasReserve = hasRoom(() => keepReserve(file, layout)); // else there may be next time
      return { done, missing, hasReserve };
    });
  },
};

const failure = (code, message) => Object.assign(new Error(message), { code });

function checkMine(file, epoch) {
  const there = readEpoch(file);
  if (there > epoch) throw failure('copy.stale', 'Another tab writes the second copy.');
  if (there < epoch || layout?.epoch !== epoch) throw failure('copy.behind', 'The second copy is not what this tab left.');
}

function hasRoom(work) {
  try {
    work();
    return true;
  } catch (error) {
    if (error.name === 'QuotaExceededError') return false;
    throw error;
  }
}

async function inFile(create, work) {
  const folder = await navigator.storage.getDirectory();
  const entry = await folder.getFileHandle(NAME, { create });
  const file = await openAlone(entry).catch((error) => refuse(error, folder, entry));
  try {
    const answer = work(file);
    file.flush();
    return answer;
  } catch (error) {
    layout = null; // nobody knows how far it came
    throw error;
  } finally {
    file.close();
  }
}

// Some browsers have such files, but open none of them for writing: what stays of the try would look like a copy.
async function refuse(error, folder, entry) {
  if (error.name !== 'NotSupportedError') throw error;
  if ((await entry.getFile()).size === 0) await folder.removeEntry(NAME);
  throw failure('copy.unsupported', error.message);
}

async function openAlone(entry) {
  for (let left = TRIES; ; --left) {
    try {
      return await entry.createSyncAccessHandle();
    } catch (error) {
      if (error.name !== 'NoModificationAllowedError' || left === 0) throw error;
      await new Promise((resolve) => setTimeout(resolve, PAUSE));
    }
  }
}

self.onmessage = ({ data: { id, service, about } }) => {
  line = line.then(() => services[service](about)).then(
    (answer) => self.postMessage({ id, answer }),
    (error) => self.postMessage({ id, error: { code: error.code, message: error.message } }),
  );
};
