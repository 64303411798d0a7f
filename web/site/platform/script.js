// window.corong: carries calls to C++ (src/script) and answers back. What they mean is decided
// there; here are only promises, bytes and errors.
import { text, flag, joined, makeError, needWhole } from './bridge.js';

export function offerScript(host) {
  const waiting = new Map();
  let nextCall = 1;
  let startupMs = null;

  function result(parts) {
    const [ok, ...rest] = parts;
    if (!flag(ok)) throw makeError(...rest.map(text));
    const [json, parcel] = rest;
    return { value: JSON.parse(text(json)), parcel };
  }

  // The answer, if it came at once; else undefined and `later` will have it.
  function call(method, args, parcel, later) {
    const id = String(nextCall++);
    if (later) waiting.set(id, later);
    const parts = host.tell('script.call', id, method, JSON.stringify(args), parcel || '');
    if (parts.length === 0) return undefined;
    waiting.delete(id);
    return result(parts);
  }

  function askNow(method, args) {
    host.complete();
    const answer = call(method, args, null, null);
    if (!answer) throw makeError('script.not_ready', 'Corong is still starting. Await corong.ready first.');
    return answer.value;
  }

  function askLater(method, args, parcel) {
    return new Promise((resolve, reject) => {
      const answer = call(method, args, parcel, { resolve, reject });
      if (answer) resolve(answer);
    });
  }

  host.sync['script.reply'] = (id, ...parts) => {
    const later = waiting.get(text(id));
    waiting.delete(text(id));
    if (!later) return;
    try {
      later.resolve(result(parts));
    } catch (error) {
      later.reject(error);
    }
  };

  // When C++ has started: what `ready` waits for.
  let markStarted;
  let markFailed;
  const started = new Promise((resolve, reject) => {
    markStarted = resolve;
    markFailed = reject;
  });
  const ready = started
    .then(() => askLater('ready', []))
    .then(({ value }) => {
      startupMs = performance.now();
      return value;
    });
  ready.catch(() => {}); // the crash panel tells it; whoever awaits it hears it too

  function stats() {
    const [lastFrameMs, framesDrawn, idle] = host.tell('figures').map((part) => JSON.parse(text(part)));
    const memoryBytes = host.module?.HEAPU8.length ?? 0;
    return { ...askNow('stats', []), memoryBytes, lastFrameMs, framesDrawn, startupMs, idle };
  }

  // No copy, which would stop the page for as long as a large file is: it is sent in pieces, and who gave it leaves
  // it as it is until the promise is kept.
  function bytesOf(bytes) {
    if (bytes instanceof ArrayBuffer) return new Uint8Array(bytes);
    if (ArrayBuffer.isView(bytes)) return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    throw makeError('script.bad_argument', 'The file must be an ArrayBuffer or a Uint8Array.', 'bytes');
  }

  async function asked(method, args, parcel) {
    host.complete();
    return askLater(method, args, parcel);
  }

  const plain = (value) => (value === undefined ? {} : value);
  window.corong = Object.freeze({
    get ready() {
      return Promise.all([ready, host.complete()]).then(([value]) => value);
    },
    commands: () => askNow('commands', []),
    run: async (id, args) => (await asked('run', [id, plain(args)])).value,
    importFile: async (name, bytes, options) => {
      const given = bytesOf(bytes);
      await needWhole(host);
      const parcel = await host.sendAhead(given);
      return (await asked('importFile', [name, plain(options)], parcel)).value;
    },
    exportFile: async (kind, options) => joined(host.takeParcel((await asked('exportFile', [kind, plain(options)])).parcel)),
    query: (query) => askNow('query', [plain(query)]),
    saved: async () => {
      await asked('saved', []);
    },
    stats,
  });
  return { markStarted, markFailed };
}
