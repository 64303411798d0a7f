// The last panel: plain HTML that needs neither the program nor its memory. It says what happened,
// reloads, and saves every stored file from IndexedDB as it is (raw.js).
import { saveRawDump } from './files.js';
import { say } from './words.js';

export function createCrashPanel() {
  const find = (id) => document.getElementById(id);
  let shown = false;
  let reading = false;

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
    if (reading) return;
    reading = true;
    find('crash-outcome').textContent = say('page.reading');
    find('crash-outcome').textContent = await exportDump().catch(describeFailure);
    reading = false;
  }

  find('crash-reload').addEventListener('click', () => location.reload());
  find('crash-export').addEventListener('click', exportData);
  return show;
}

function describe(reason) {
  if (!reason) return '';
  if (typeof reason === 'string') return reason;
  if (reason instanceof WebAssembly.Exception) return say('page.unexpected');
  return reason.message ? `${reason.name || 'Error'}: ${reason.message}` : String(reason);
}

const describeFailure = (error) => say('page.unreadable', { reason: error.message || error });

// Downloads the dump, and says in words what is in it.
async function exportDump() {
  const { files, damaged } = await saveRawDump();
  if (files.length === 0) return say('page.nothing_stored');
  if (damaged.length === 0) return say('page.exported', { n: files.length });
  return say('page.exported_damaged', { n: files.length, names: damaged.join(', ') });
}
