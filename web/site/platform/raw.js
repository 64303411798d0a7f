// A raw dump of the store, straight from IndexedDB: it needs neither the program nor its memory. It is one file,
// corong-<day>.corong-raw: a line of JSON, {"corong":"raw","format":1,"files":[["<name>",<size>],…]}, then the bytes
// of these files in that order, and nothing else. Files are sorted by name. A file that is not whole is dumped with
// the bytes that are there, and is named in "damaged":["<name>",…], which the line has only then. How a file lies in
// the database is said in web/library/idbfs_commit.js.
const DATABASE = '/corong-v1';
const STORE = 'FILE_DATA';
// Which tab wrote last, and how: no files, and a store that the dump is put into has its own.
const isNoFile = (path) => path.startsWith('.');
const PIECE = /^(.+)\/\d{6,}$/; // a further piece of a file

// { name, parts, files, damaged }: `parts` make up the dump, as Blobs, which the browser keeps outside the page's memory.
export async function readRawDump(database = DATABASE) {
  const files = filesOf(await readRecords(database));
  const damaged = files.filter((file) => !isWhole(file)).map(({ name }) => name);
  const header = { corong: 'raw', format: 1, files: files.map((file) => [file.name, sizeOf(file)]) };
  if (damaged.length > 0) header.damaged = damaged;
  return {
    name: `corong-${today()}.corong-raw`,
    parts: [`${JSON.stringify(header)}\n`, ...files.flatMap(({ pieces }) => pieces.map(({ bytes }) => bytes))],
    files: files.map(({ name }) => name),
    damaged,
  };
}

// All records as of one moment: { path, bytes, size, pieces }, one in memory at a time.
async function readRecords(database) {
  const db = await openExisting(database);
  if (!db) return [];
  try {
    if (!db.objectStoreNames.contains(STORE)) return [];
    const store = db.transaction(STORE).objectStore(STORE);
    const records = [];
    for (const key of await answerOf(store.getAllKeys())) records.push(await readRecord(store, key, database));
    return records;
  } finally {
    db.close();
  }
}

// A record that cannot be read has no bytes, and does not hide the others.
async function readRecord(store, key, database) {
  const path = String(key).startsWith(`${database}/`) ? key.slice(database.length + 1) : String(key);
  const record = await answerOf(store.get(key)).catch(() => null);
  return { path, bytes: new Blob([record?.contents ?? '']), size: record?.size, pieces: record?.pieces };
}

// Opening what is not there would make it.
function openExisting(database) {
  const request = indexedDB.open(database);
  let isNew = false;
  request.onupgradeneeded = () => {
    isNew = true;
    request.transaction.abort();
  };
  return answerOf(request).catch((error) => {
    if (isNew) return null;
    throw error;
  });
}

const answerOf = (request) =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = (event) => {
      event.preventDefault(); // else the transaction ends, and with it the reading of the others
      reject(request.error);
    };
  });

// By name, in order: { name, pieces }. The pieces come in order: so do the keys of a database.
function filesOf(records) {
  const files = new Map();
  for (const { path, ...piece } of records) {
    if (isNoFile(path)) continue;
    const name = PIECE.exec(path)?.[1] || path;
    if (!files.has(name)) files.set(name, { name, pieces: [] });
    files.get(name).pieces.push(piece);
  }
  return [...files.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

const sizeOf = ({ pieces }) => pieces.reduce((sum, { bytes }) => sum + bytes.size, 0);

// The first piece says how many there are, and the size of all.
function isWhole(file) {
  const [first] = file.pieces;
  return first.size === sizeOf(file) && (first.pieces || 1) === file.pieces.length;
}

function today() {
  const now = new Date();
  const two = (value) => String(value).padStart(2, '0');
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}
