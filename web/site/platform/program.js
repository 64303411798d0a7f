// The program comes in two files: what looking around needs, and the rest, which is fetched when somebody presses
// a key or a pointer, drags a file here or asks by a script, and at once for whoever did so before. What calls a
// function that has not come yet waits for it, and so does the page; the browser allows no waiting while a page is
// left, so nothing that happens then may be of the rest. tools/parts.mjs cuts, tools/later.txt says where.
import { addressOf, importGlue } from './place.js';
import { say } from './words.js';

const PLACEHOLDERS = 'later.deferred'; // what the first part calls instead of functions of the second
const OWN = '%'; // begins the names of what the first part exports for the second alone
const ASSET = 'asset '; // begins the names of the second part's sections that hold a file
const USED = 'corong.used';
const SIGNS_OF_USE = ['pointerdown', 'keydown', 'click', 'wheel', 'dragenter', 'drop', 'paste'];
const PATIENCE = 2000; // ms that a start waits for the second part, which may also come later

// load(options) -> the program, a module of Emscripten; complete() -> whether the second part is
// there, too, once it has come or failed to, and `whenJoined` is called when it is; asset(path) -> the bytes of a file that comes with it, or null.
export function createProgram(whenJoined) {
  const first = addressOf(document.getElementById('program').getAttribute('href'));
  const later = addressOf(document.getElementById('program-later').content);
  let exports = null;
  let rest = null; // the second part, compiled
  let joined = false;
  let coming = null;

  // Fills the table through which the first part calls the second.
  async function join() {
    if (joined || !exports || !rest) return;
    await WebAssembly.instantiate(rest, { primary: sharedBy(exports) });
    markJoined();
  }

  function joinAtOnce() {
    rememberUse();
    rest ??= new WebAssembly.Module(fetchAtOnce(later));
    new WebAssembly.Instance(rest, { primary: sharedBy(exports) });
    markJoined();
  }

  function markJoined() {
    if (!joined) whenJoined();
    joined = true;
  }

  // `what` was it: a file, or a slot of build/web/parts/corong.wasm.placeholders.
  function waitFor(what) {
    if (joined) return;
    performance.mark(`corong.later ${what}`);
    joinAtOnce();
  }

  const placeholders = new Proxy({}, {
    get: (_, slot) => (...values) => {
      waitFor(slot);
      return tableOf(exports).get(Number(slot))(...values);
    },
  });

  function asset(path) {
    try {
      waitFor(path);
    } catch {
      return null; // there is no network now
    }
    const [section] = WebAssembly.Module.customSections(rest, ASSET + path);
    return section ? new Uint8Array(section) : null;
  }

  function complete() {
    if (joined) return Promise.resolve(true);
    rememberUse();
    coming ??= compile(later, 'low')
      .then(async (module) => {
        rest ??= module;
        await join();
        return true;
      })
      .catch(() => {
        coming = null; // whoever needs it tries again
        return false;
      });
    return coming;
  }

  async function load(options) {
    const wanted = wasUsed() && Promise.race([complete(), new Promise((resolve) => setTimeout(resolve, PATIENCE))]);
    for (const sign of SIGNS_OF_USE) window.addEventListener(sign, complete, { capture: true, passive: true });
    const [{ default: createCorong }, module] = await Promise.all([importGlue(), compile(first, 'high')]);
    return new Promise((resolve, reject) => {
      const instantiateWasm = (imports, receive) => {
        WebAssembly.instantiate(module, { ...imports, [PLACEHOLDERS]: placeholders })
          .then(async (instance) => {
            exports = instance.exports;
            await wanted;
            await join();
            receive(instance);
          })
          .catch(reject);
        return {};
      };
      createCorong({ ...options, instantiateWasm }).then(resolve, reject);
    });
  }

  return { load, complete, asset };
}

const tableOf = (exports) => Object.entries(exports).find(([name, value]) => name.startsWith(OWN) && value instanceof WebAssembly.Table)[1];

// What the second part uses of the first: functions by their slot (tools/shared_functions.mjs), the rest by name.
function sharedBy(exports) {
  let table = null; // a program in one piece has none of ours
  return new Proxy({}, { get: (_, name) => (name in exports ? exports[name] : (table ??= tableOf(exports)).get(Number(name))) });
}

function missing(cause) {
  return new Error(say('page.part'), { cause });
}

async function compile(address, priority) {
  const response = await fetch(address, { priority });
  if (!response.ok) throw missing(response.status);
  const isNamedWasm = response.headers.get('Content-Type') === 'application/wasm'; // with a charset it is refused
  return isNamedWasm ? WebAssembly.compileStreaming(response) : WebAssembly.compile(await response.arrayBuffer());
}

function fetchAtOnce(address) {
  const request = new XMLHttpRequest();
  request.open('GET', address, false);
  request.overrideMimeType('text/plain; charset=x-user-defined'); // bytes as letters: a waiting request gives nothing else
  try {
    request.send();
  } catch (error) {
    throw missing(error);
  }
  if (request.status !== 200) throw missing(request.status);
  return Uint8Array.from(request.responseText, (letter) => letter.charCodeAt(0) & 255);
}

// A browser that keeps nothing throws: then everybody is new.
function wasUsed() {
  try {
    return localStorage.getItem(USED) !== null;
  } catch {
    return false;
  }
}

function rememberUse() {
  try {
    localStorage.setItem(USED, 'yes');
  } catch {
    // See wasUsed.
  }
}
