// The page's side of the gate to C++ (src/platform/web/bridge.h). A message is a list of parts;
// a part is bytes, or anything else as its text.
const encoder = new TextEncoder();
const decoder = new TextDecoder();

const toBytes = (part) => (part instanceof Uint8Array ? part : encoder.encode(String(part)));
export const text = (part) => (part ? decoder.decode(part) : '');
export const number = (part) => Number(text(part));
export const flag = (part) => text(part) === 'true';

export function encode(parts) {
  const all = parts.map(toBytes);
  const size = all.reduce((sum, part) => sum + 4 + part.length, 4);
  const out = new Uint8Array(size);
  const view = new DataView(out.buffer);
  view.setUint32(0, all.length, true);
  let position = 4;
  for (const part of all) {
    view.setUint32(position, part.length, true);
    out.set(part, position + 4);
    position += 4 + part.length;
  }
  return out;
}

export function decode(bytes) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const parts = [];
  let position = 4;
  for (let left = view.getUint32(0, true); left > 0; --left) {
    const size = view.getUint32(position, true);
    parts.push(bytes.subarray(position + 4, position + 4 + size));
    position += 4 + size;
  }
  return parts;
}

export function joined(pieces) {
  const whole = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let position = 0;
  for (const piece of pieces) {
    whole.set(piece, position);
    position += piece.length;
  }
  return whole;
}

const PIECE = 1 << 20;

// Lets the browser do what waits: a message is delivered in hidden tabs too, where timers are held up. Each has a
// channel of its own, which nothing waits for afterwards: under Node an open one keeps the program from ending.
export const pause = () =>
  new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });

// An error as C++ wants it: code, message, where.
export function errorParts(error, code = 'page.failed') {
  return [error.code && typeof error.code === 'string' ? error.code : code, error.message || String(error), error.where || ''];
}

export function makeError(code, message, where = '') {
  return Object.assign(new Error(message), { code, where });
}

// Fails where the answer does not come in time. What was asked is not stopped: it may still come to an end.
export function within(milliseconds, answer) {
  let timer = 0;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(makeError('disk.no_answer', `The browser did not answer within ${milliseconds / 1000} seconds.`)), milliseconds);
  });
  return Promise.race([answer, late]).finally(() => clearTimeout(timer));
}

// Files are for the whole program (program.js): who has a part of it and no network is told so.
export async function needWhole(host) {
  if (!(await host.complete())) throw makeError('page.incomplete', 'A part of the program has not come yet. Go online for a moment, and try again.');
}

// `host` is what C++ reaches; modules add their methods to `host.sync` and `host.async`.
export function createHost() {
  const host = { sync: {}, async: {}, module: null };

  host.ask = (method, bytes) => {
    const service = host.sync[method];
    if (!service) throw new Error(`The page has no ${method}: it and the program are of different builds.`);
    const answer = service(...decode(bytes));
    return answer === undefined ? null : encode(answer);
  };

  host.start = (method, bytes, ticket) => {
    // A promise even for what throws at once: C++ must have returned before it is answered.
    Promise.resolve()
      .then(() => host.async[method](...decode(bytes)))
      .then(
        (parts) => finish(ticket, true, parts || []),
        (error) => finish(ticket, false, errorParts(error)),
      );
  };

  // What is too much for one message goes ahead of it in pieces, both ways; the message names the parcel.
  const parcels = new Map();
  host.piece = (parcel, bytes) => {
    if (!parcels.has(parcel)) parcels.set(parcel, []);
    parcels.get(parcel).push(bytes);
  };
  host.takeParcel = (name) => {
    const pieces = parcels.get(text(name)) || []; // it had nothing in it
    parcels.delete(text(name));
    return pieces;
  };
  let nextParcel = 1;
  host.newParcel = (size) => {
    const name = `page${nextParcel++}`;
    return { name, add: (bytes) => host.tell('parcel.piece', name, size, bytes) };
  };
  host.sendAhead = async (bytes) => {
    const parcel = host.newParcel(bytes.length);
    for (let from = 0; from < bytes.length; from += PIECE) {
      if (from > 0) await pause();
      parcel.add(bytes.subarray(from, from + PIECE));
    }
    return parcel.name;
  };

  function lend(bytes) {
    const place = host.module._malloc(bytes.length);
    host.module.HEAPU8.set(bytes, place);
    return place;
  }

  function finish(ticket, ok, parts) {
    if (host.dead) return;
    const bytes = encode(parts);
    host.guard(() => host.module._corong_finish(ticket, ok ? 1 : 0, lend(bytes), bytes.length));
  }

  // Tells C++; gives its answer's parts (often none).
  host.tell = (event, ...parts) => {
    if (!host.module || host.dead) return [];
    const bytes = encode([event, ...parts]);
    return host.guard(() => {
      const place = host.module._corong_event(lend(bytes), bytes.length);
      if (!place) return [];
      const heap = host.module.HEAPU8;
      const size = new DataView(heap.buffer, place, 4).getUint32(0, true);
      const answer = heap.slice(place + 4, place + 4 + size);
      host.module._free(place);
      return decode(answer);
    });
  };

  // Whatever C++ throws here ends the program: the crash panel takes over.
  host.guard = (action) => {
    try {
      return action();
    } catch (error) {
      host.dead = true;
      host.crash?.(error);
      throw error;
    }
  };

  return host;
}
