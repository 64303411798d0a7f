// Files in by picker, drop and paste; out by a save dialogue where there is one, else a download.
import { text, makeError, needWhole } from './bridge.js';
import { readRawDump } from './raw.js';

const LARGEST = 1 << 30; // one gigabyte: more would not fit beside the book

async function read(host, file) {
  await needWhole(host);
  if (file.size > LARGEST) throw makeError('file.too_large', `“${file.name}” is larger than 1 GB, the most Corong reads.`, file.name);
  try {
    return new Uint8Array(await file.arrayBuffer());
  } catch {
    throw makeError('file.unreadable', `“${file.name}” could not be read. It may have been moved or changed.`, file.name);
  }
}

function pick(accept) {
  return new Promise((resolve, reject) => {
    const input = document.createElement('input');
    input.type = 'file';
    input.accept = accept;
    input.addEventListener('change', () => resolve(input.files[0]));
    input.addEventListener('cancel', () => reject(makeError('file.cancelled', 'No file was chosen.')));
    input.click();
  });
}

function download(name, mime, pieces) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob(pieces, { type: mime }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

// Downloads every stored file as it is; says what was in it.
export async function saveRawDump() {
  const dump = await readRawDump();
  if (dump.files.length > 0) download(dump.name, 'application/octet-stream', dump.parts);
  return dump;
}

async function saveByDialogue(name, pieces) {
  const handle = await window.showSaveFilePicker({ suggestedName: name });
  const stream = await handle.createWritable();
  for (const piece of pieces) await stream.write(piece);
  await stream.close();
}

async function save(name, mime, pieces) {
  if (!window.showSaveFilePicker || navigator.webdriver) return download(name, mime, pieces);
  try {
    await saveByDialogue(name, pieces);
  } catch (error) {
    if (error.name === 'AbortError') throw makeError('file.cancelled', 'Nothing was saved.');
    download(name, mime, pieces); // no permission, or no longer within the click
  }
}

export function watchFiles(host) {
  host.async['files.pick'] = async (accept) => {
    const file = await pick(text(accept));
    return [file.name, await host.sendAhead(await read(host, file))];
  };
  host.async['files.save'] = async (name, mime, parcel) => {
    await save(text(name), text(mime), host.takeParcel(parcel));
  };
  host.async['files.raw'] = async () => {
    const { name, files, damaged } = await saveRawDump();
    if (files.length === 0) throw makeError('raw.nothing', 'Nothing is stored in this browser.');
    return [name, files.length, ...damaged];
  };
  host.offerFile = async (file) => {
    try {
      host.tell('file', true, file.name, await host.sendAhead(await read(host, file)));
    } catch (error) {
      refuse(error);
    }
  };
  const refuse = ({ code, message, where }) => host.tell('file', false, code, message, where ?? '');
  // One file is one question to the user: of several none is taken, and none is left out in silence.
  host.offerFiles = async (files) => {
    if (files.length === 1) return host.offerFile(files[0]);
    if (files.length > 1) refuse(makeError('file.several', `${files.length} files came at once. Bring them one after the other.`, String(files.length)));
  };
  window.launchQueue?.setConsumer((launch) => takeLaunch(host, launch));
  watchDrop(host);
}

// Where the page is installed: a file was opened with it, or an entry of its icon's menu, perhaps before it is here.
async function takeLaunch(host, { targetURL, files = [] }) {
  await host.started;
  if (files.length > 0) return host.offerFiles(await Promise.all(files.map(fileOf)));
  await host.takeShared?.(); // the page that was open is asked instead of a new one
  const { hash } = new URL(targetURL ?? location.href);
  if (hash) location.hash = hash;
}

// One that is gone by now is refused when it is read.
const fileOf = (handle) => handle.getFile().catch(() => ({ name: handle.name, size: 0, arrayBuffer: () => Promise.reject(new Error('gone')) }));

function watchDrop(host) {
  const hasFiles = (event) => [...(event.dataTransfer?.types || [])].includes('Files');
  let inside = false;
  const setInside = (now) => {
    if (inside !== now) host.tell('drag', (inside = now));
  };

  window.addEventListener('dragover', (event) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = 'copy';
    setInside(true);
  });
  window.addEventListener('dragleave', (event) => {
    if (!event.relatedTarget) setInside(false);
  });
  window.addEventListener('drop', (event) => {
    if (!hasFiles(event)) return;
    event.preventDefault(); // else the browser leaves the page and opens the file
    setInside(false);
    host.offerFiles([...event.dataTransfer.files]);
  });
}
