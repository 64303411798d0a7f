// The sealed envelope: a snapshot that is sent to a colleague, readable only with the passphrase. Pure functions over
// WebCrypto, in the browser as in Node; below them the services for C++.
//
//   seal(pieces, passphrase, options) -> pieces of the file        options: iterations, chunk_bytes,
//   open(bytes or pieces, passphrase, options) -> pieces inside             signal, onProgress(fraction), derive
//   isEnvelope(bytes) -> whether a file is meant to be one, though some of its first letters may be damaged
//
// FORMAT 1, never to be changed: files of it are with colleagues. A file is a head and the chunks.
//
// The head is ASCII, three lines, each ended by one LF, together at most 4096 bytes:
//   1. Corong sealed snapshot: open it in Corong with its passphrase.
//   2. {"format":1,"kdf":"PBKDF2-SHA-256","iterations":600000,"salt":"<32 hex digits>","cipher":"AES-256-GCM",
//      "chunk_bytes":262144,"plain_bytes":<size of what is inside>,"key_check":"<64 hex digits>"}
//      in one line, with these keys in this order, without spaces, numbers as whole decimals, hex digits lower case
//   3. sha256 <64 hex digits>      of the lines 1 and 2 with their LF
// iterations: 600,000 to 10,000,000. chunk_bytes: 1,024 to 16,777,216. plain_bytes: 0 to 2^40.
// A later format keeps line 1, line 3, the bound of the head, and a whole number "format" in the object of line 2.
//
// Keys. The passphrase has at least 8 characters (code points, after NFKC), no U+0000 and no half surrogate pairs.
//   secret    = PBKDF2-HMAC-SHA-256(UTF-8 of NFKC(passphrase), salt, iterations), 32 bytes; the salt is 16 random bytes
//   key_check = HKDF-SHA-256(secret, no salt, info "corong envelope 1 check"), 32 bytes
//   key       = HKDF-SHA-256(secret, no salt, info "corong envelope 1 chunks"), 32 bytes
//
// Chunks. What is inside is cut every chunk_bytes; the last chunk has the rest, at least one byte, but for an empty
// inside, which is one chunk of nothing. Each chunk is AES-256-GCM under `key`, its 16 bytes of tag behind it:
//   nonce           = the chunk's number from 0 as 11 bytes, big-endian; then one byte, 1 for the last chunk, else 0
//   additional data = the whole head
// Behind the last chunk there is nothing: the head tells the size of the whole file.
//
// Why so. The salt is new for each file and with it the key, so counting makes nonces that are never used twice.
// A chunk that was left out, moved, or comes from another file has another number, another head or another key.
// A reader checks in this order, and each check leaves only one reading of what fails it:
//   line 1 and the lines' form; sha256     damaged: whatever happens to the head by chance ends here, the salt included
//   format; iterations; everything else    newer format; too slow; damaged: somebody made such a head
//   size of the file                       damaged: it was cut off, or something was put behind it
//   key_check                              wrong passphrase: the salt is the one that was written
//   the chunks' tags                       damaged: the key is the one that was written
// Only a hand that computes sha256 anew can make a right passphrase look wrong; nothing makes a wrong text look right.
// 32 bytes of key_check also tie the file to one passphrase, which AES-GCM by itself does not.
//
// NFKC, not NFC: who reads a passphrase from a note cannot see whether a space is a narrow or a no-break one, a letter
// full-width, "fi" a ligature; and keyboards differ in it. Spaces at either end count: they can be typed and counted.
import { text, flag, joined, makeError, pause } from './bridge.js';

export const MAGIC = 'Corong sealed snapshot: open it in Corong with its passphrase.\n';
const LONGEST_HEAD_BYTES = 4096; // as long as a hostile head can make us look
const FORMAT = 1;
const KDF = 'PBKDF2-SHA-256';
const CIPHER = 'AES-256-GCM';
const ITERATIONS = { least: 600_000, most: 10_000_000 };
const CHUNK_BYTES = { least: 1 << 10, usual: 1 << 18, most: 1 << 24 }; // of 1 MB, Chromium does a third in the same time
const MOST_PLAIN_BYTES = 2 ** 40;
const TAG_BYTES = 16;
const SHORTEST_PASSPHRASE = 8; // characters

const encoder = new TextEncoder();
const letterByByte = (bytes) => String.fromCharCode(...bytes); // of a head: few
const hex = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
const fromHex = (digits) => Uint8Array.from(digits.match(/../g), (pair) => parseInt(pair, 16));
const sizeOf = (pieces) => pieces.reduce((sum, piece) => sum + piece.length, 0);
const isWithin = (number, least, most) => Number.isInteger(number) && number >= least && number <= most;
const grouped = (number) => number.toLocaleString('en');

// ---- Refusals ----

const damaged = (what, where) => makeError('envelope.damaged', `The sealed file ${what}: ask for it again.`, where);
const damagedBeginning = () => damaged('is damaged at its beginning', 'its beginning');
const wrongPassphrase = () => makeError('envelope.wrong_passphrase', 'This passphrase does not open the file: check each letter and space of it, or ask the sender.');
const newerFormat = () => makeError('envelope.newer_format', 'This file was sealed by a newer Corong: update Corong, or ask for a file sealed by this version.');
const tooSlow = (iterations) =>
  makeError('envelope.too_slow', `The file asks for ${grouped(iterations)} rounds to make its key, above the ${grouped(ITERATIONS.most)} Corong does: ask for one sealed by Corong.`, grouped(iterations));
const weakPassphrase = (why) => makeError('envelope.weak_passphrase', `The passphrase ${why}.`);
const cancelled = () => makeError('envelope.cancelled', 'It was stopped: no file was sealed or opened.');

function needCrypto() {
  if (globalThis.crypto?.subtle) return;
  throw makeError('envelope.unavailable', 'At this address the browser offers no encryption: open Corong at an address that begins with https.');
}

// ---- Keys ----

const normal = (passphrase) => passphrase.normalize('NFKC');

// Why nobody may seal with it, so that no file opens with it either; or nothing. To PBKDF2 a U+0000 at the end is
// the same as none, and half a pair has no UTF-8.
function weakness(passphrase) {
  if ([...normal(passphrase)].length < SHORTEST_PASSPHRASE) return `is too short: choose one of at least ${SHORTEST_PASSPHRASE} characters`;
  if (/[\0\p{Surrogate}]/u.test(passphrase)) return 'has a character that cannot be typed: choose another one';
  return null;
}

// The slow part, a quarter of a second or more. Gives the secret as a key of HKDF.
export async function deriveSecret(passphrase, salt, iterations) {
  const { subtle } = crypto;
  const base = await subtle.importKey('raw', encoder.encode(normal(passphrase)), 'PBKDF2', false, ['deriveBits']);
  const secret = await subtle.deriveBits({ name: 'PBKDF2', hash: 'SHA-256', salt, iterations }, base, 256);
  return subtle.importKey('raw', secret, 'HKDF', false, ['deriveBits', 'deriveKey']);
}

const expansion = (use) => ({ name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(), info: encoder.encode(`corong envelope 1 ${use}`) });

async function keyCheck(secret) {
  return hex(new Uint8Array(await crypto.subtle.deriveBits(expansion('check'), secret, 256)));
}

function chunkKey(secret) {
  return crypto.subtle.deriveKey(expansion('chunks'), secret, { name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
}

// ---- The head ----

async function sha256Line(lines) {
  return `sha256 ${hex(new Uint8Array(await crypto.subtle.digest('SHA-256', lines)))}\n`;
}

// The second line. Reading compares with it: so there is one spelling of each head.
function parametersLine({ format, kdf, iterations, salt, cipher, chunk_bytes, plain_bytes, key_check }) {
  return `${JSON.stringify({ format, kdf, iterations, salt, cipher, chunk_bytes, plain_bytes, key_check })}\n`;
}

async function writeHead(parameters) {
  const lines = encoder.encode(MAGIC + parametersLine(parameters));
  return joined([lines, encoder.encode(await sha256Line(lines))]);
}

// The parameters, within their bounds, and the bytes of the head.
async function readHead(beginning) {
  const [head, lines, first, second, third] = /^((.*\n)(.*\n))(.*\n)/.exec(letterByByte(beginning)) || [];
  if (first !== MAGIC || third !== (await sha256Line(beginning.subarray(0, lines.length)))) throw damagedBeginning();
  return { parameters: checked(second), head: beginning.subarray(0, head.length) };
}

function checked(line) {
  const parameters = parsed(line);
  const { format, kdf, iterations, salt, cipher, chunk_bytes, plain_bytes, key_check } = parameters;
  if (Number.isInteger(format) && format > FORMAT) throw newerFormat();
  if (isWithin(iterations, ITERATIONS.most + 1, Infinity)) throw tooSlow(iterations);
  const isOurs = format === FORMAT && kdf === KDF && cipher === CIPHER && isHex(salt, 16) && isHex(key_check, 32) &&
    isWithin(iterations, ITERATIONS.least, ITERATIONS.most) && isWithin(chunk_bytes, CHUNK_BYTES.least, CHUNK_BYTES.most) &&
    isWithin(plain_bytes, 0, MOST_PLAIN_BYTES) && parametersLine(parameters) === line;
  if (!isOurs) throw damaged('begins with what no Corong writes', 'its beginning');
  return parameters;
}

const isHex = (digits, bytes) => typeof digits === 'string' && digits.length === 2 * bytes && /^[0-9a-f]+$/.test(digits);

function parsed(line) {
  try {
    return Object(JSON.parse(line));
  } catch {
    return {};
  }
}

// Most letters of the first line are enough: a damaged file is to be told as one, not as a bad list.
export function isEnvelope(bytes) {
  let same = 0;
  for (let i = 0; i < MAGIC.length; ++i) if (bytes[i] === MAGIC.charCodeAt(i)) same += 1;
  return same >= MAGIC.length * 0.75;
}

// ---- Pieces and chunks ----

// take(count): the next bytes of all pieces, copied only where they are of several.
function takerOf(pieces) {
  let index = 0;
  let from = 0;
  return (count) => {
    const parts = [];
    for (let left = count; left > 0; ) {
      const part = pieces[index].subarray(from, from + left);
      parts.push(part);
      left -= part.length;
      from += part.length;
      if (from === pieces[index].length) [index, from] = [index + 1, 0];
    }
    return parts.length === 1 ? parts[0] : joined(parts);
  };
}

const chunkCount = ({ chunk_bytes, plain_bytes }) => Math.max(1, Math.ceil(plain_bytes / chunk_bytes));

function nonceOf(index, isLast) {
  const nonce = new Uint8Array(12);
  const view = new DataView(nonce.buffer);
  view.setBigUint64(3, BigInt(index));
  view.setUint8(11, isLast ? 1 : 0);
  return nonce;
}

// Each chunk through `turn(cipher, size, index)`, in order: all that it gives.
async function eachChunk(parameters, head, { signal, onProgress }, turn) {
  const { chunk_bytes, plain_bytes } = parameters;
  const count = chunkCount(parameters);
  const done = [];
  onProgress?.(0);
  for (let index = 0; index < count; ++index) {
    if (signal?.aborted) throw cancelled();
    const isLast = index === count - 1;
    const cipher = { name: 'AES-GCM', iv: nonceOf(index, isLast), additionalData: head, tagLength: 8 * TAG_BYTES };
    done.push(new Uint8Array(await turn(cipher, isLast ? plain_bytes - index * chunk_bytes : chunk_bytes, index)));
    onProgress?.((index + 1) / count);
  }
  return done;
}

// What it is waited for, or that it was stopped: the browser's own work for a key has no brake.
function unlessStopped(promise, signal) {
  if (!signal) return promise;
  const stopped = new Promise((_, reject) => {
    if (signal.aborted) reject(cancelled());
    signal.addEventListener('abort', () => reject(cancelled()), { once: true });
  });
  return Promise.race([promise, stopped]);
}

// ---- Sealing and opening ----

// `derive` stands in for deriveSecret where one secret serves for several files: it may remember, nothing else.
export async function seal(pieces, passphrase, options = {}) {
  const { iterations = ITERATIONS.least, chunk_bytes = CHUNK_BYTES.usual, derive = deriveSecret, signal } = options;
  const plain_bytes = sizeOf(pieces);
  if (!isWithin(iterations, ITERATIONS.least, ITERATIONS.most)) throw new RangeError(`iterations: ${iterations}`);
  if (!isWithin(chunk_bytes, CHUNK_BYTES.least, CHUNK_BYTES.most)) throw new RangeError(`chunk_bytes: ${chunk_bytes}`);
  if (plain_bytes > MOST_PLAIN_BYTES) throw new RangeError(`plain_bytes: ${plain_bytes}`);
  const why = weakness(passphrase);
  if (why) throw weakPassphrase(why);
  needCrypto();

  const salt = crypto.getRandomValues(new Uint8Array(16));
  const secret = await unlessStopped(derive(passphrase, salt, iterations), signal);
  const parameters = { format: FORMAT, kdf: KDF, iterations, salt: hex(salt), cipher: CIPHER, chunk_bytes, plain_bytes, key_check: await keyCheck(secret) };
  const head = await writeHead(parameters);
  const key = await chunkKey(secret);
  const take = takerOf(pieces);
  const chunks = await eachChunk(parameters, head, options, (cipher, size) => crypto.subtle.encrypt(cipher, key, take(size)));
  return [head, ...chunks];
}

// Gives all of what is inside, or nothing.
export async function open(bytes, passphrase, options = {}) {
  const { derive = deriveSecret, signal } = options;
  const pieces = Array.isArray(bytes) ? bytes : [bytes];
  const file_bytes = sizeOf(pieces);
  needCrypto();
  const { parameters, head } = await readHead(takerOf(pieces)(Math.min(file_bytes, LONGEST_HEAD_BYTES)));
  checkSize(file_bytes, head.length + parameters.plain_bytes + TAG_BYTES * chunkCount(parameters));

  if (weakness(passphrase)) throw wrongPassphrase();
  const secret = await unlessStopped(derive(passphrase, fromHex(parameters.salt), parameters.iterations), signal);
  if ((await keyCheck(secret)) !== parameters.key_check) throw wrongPassphrase();

  const key = await chunkKey(secret);
  const take = takerOf(pieces);
  take(head.length);
  return eachChunk(parameters, head, options, async (cipher, size, index) => {
    const chunk = take(size + TAG_BYTES);
    try {
      return await crypto.subtle.decrypt(cipher, key, chunk);
    } catch (error) {
      if (error.name !== 'OperationError') throw error;
      const from = head.length + index * (parameters.chunk_bytes + TAG_BYTES);
      const where = `bytes ${grouped(from + 1)} to ${grouped(from + chunk.length)}`;
      throw damaged(`is damaged in its ${where}`, where);
    }
  });
}

function checkSize(is_bytes, wanted_bytes) {
  if (is_bytes < wanted_bytes) throw damaged(`is cut off after ${grouped(is_bytes)} of its ${grouped(wanted_bytes)} bytes`, 'its end');
  if (is_bytes > wanted_bytes) throw damaged(`has ${grouped(is_bytes - wanted_bytes)} bytes behind its end`, 'its end');
}

// ---- Services ----

// Asked by C++ (host.async, so each is answered by its parts or by code, message and where):
//   envelope.seal    passphrase, parcel of the plain pieces, stays -> parcel of the file. stays: "true" leaves the
//                    parcel on the page, for files.save or for the answer to a script, else it is sent to C++
//   envelope.open    passphrase, parcel of the file -> parcel of what is inside, sent to C++
//   envelope.cancel  (host.sync) what is under way ends with envelope.cancelled
// Told to C++ meanwhile: envelope.progress, fraction from 0 to 1.
export function offerEnvelope(host) {
  const under_way = new Set();

  async function during(work, passphrase, parcel) {
    const pieces = host.takeParcel(parcel); // gone from the page, whatever comes of it
    const stop = new AbortController();
    under_way.add(stop);
    try {
      return await work(pieces, text(passphrase), { signal: stop.signal, onProgress: (fraction) => host.tell('envelope.progress', fraction) });
    } finally {
      under_way.delete(stop);
    }
  }

  async function send(pieces) {
    const parcel = host.newParcel(sizeOf(pieces));
    for (let i = 0; i < pieces.length; ++i) {
      parcel.add(pieces[i]);
      pieces[i] = null; // C++ has it now: no need of both
      await pause();
    }
    return parcel.name;
  }

  function keep(pieces) {
    const { name } = host.newParcel(0);
    for (const piece of pieces) host.piece(name, piece);
    return name;
  }

  host.async['envelope.seal'] = async (passphrase, parcel, stays) => {
    const pieces = await during(seal, passphrase, parcel);
    return [flag(stays) ? keep(pieces) : await send(pieces)];
  };
  host.async['envelope.open'] = async (passphrase, parcel) => [await send(await during(open, passphrase, parcel))];
  host.sync['envelope.cancel'] = () => {
    for (const stop of under_way) stop.abort();
  };
}
