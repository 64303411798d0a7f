// The last panel: plain HTML that needs neither the program nor its memory. It says what happened,
// reloads, and saves every stored file from IndexedDB as it is (raw.js).
import { saveRawDump } from './files.js';

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
    find('crash-outcome').textContent = 'Reading…';
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
  if (reason instanceof WebAssembly.Exception) return 'The program met an error it did not expect.';
  return reason.message ? `${reason.name || 'Error'}: ${reason.message}` : String(reason);
}

const describeFailure = (error) => `The stored data could not be read (${error.message || error}). Reload the page and try again.`;

// Downloads the dump, and says in words what is in it.
async function exportDump() {
  const { files, damaged } = await saveRawDump();
  if (files.length === 0) return 'Nothing is stored in this browser.';
  if (damaged.length === 0) return `${files.length} files exported.`;
  return `${files.length} files exported. Not whole any more: ${damaged.join(', ')}.`;
}
