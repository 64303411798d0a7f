// The head of the sealed envelope, mutated by seed: whatever is there, it is refused with one of the envelope's own
// codes in one sentence, and never opened as something else than was sealed. Keys are made by a quick stand-in.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { joined } from '../../web/site/platform/bridge.js';
import { isEnvelope, open, seal } from '../../web/site/platform/envelope.js';
import { headAround, headOf } from '../web/support/envelope_by_hand.mjs';

const seed = Number(process.env.CORONG_SEED || 20261122);
const rounds = process.env.CORONG_LONG ? 60_000 : 3_000;
const passphrase = 'Fjell, kaffe og rugbrød';
const inside = new TextEncoder().encode('{"corong":"snapshot","format":1}');

// next(n): a whole number below n; the same seed, the same numbers (splitmix32, after Steele, Lea and Flood 2014).
function randomOf(start) {
  let state = start >>> 0;
  return (bound) => {
    state = (state + 0x9e3779b9) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 16), 0x21f0aaad);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
    return ((mixed ^ (mixed >>> 15)) >>> 0) % bound;
  };
}

// One secret for each passphrase, salt and count of rounds, as PBKDF2 would give, without its quarter of a second.
async function derive(words, salt, iterations) {
  const name = new TextEncoder().encode(`${words} ${Buffer.from(salt).toString('hex')} ${iterations}`);
  const secret = await crypto.subtle.digest('SHA-256', name);
  return crypto.subtle.importKey('raw', secret, 'HKDF', false, ['deriveBits', 'deriveKey']);
}

// Digits, letters, brackets and what else the head is made of; and anything.
const words = ['0', '9', '-1', '1e999', 'null', '{}', '[]', '"', '{', '}', ',', ':', '\n', '\0', '600000', '10000001', 'NaN', '"format":2', '__proto__', '\u00ff'];

function mutated(next, text) {
  let result = text;
  for (let left = 1 + next(3); left > 0; --left) {
    const at = next(result.length + 1);
    const to = Math.min(result.length, at + next(6));
    const word = next(3) === 0 ? String.fromCharCode(next(256)) : words[next(words.length)];
    switch (next(4)) {
      case 0: result = result.slice(0, at) + word + result.slice(to); break;
      case 1: result = result.slice(0, at) + word + result.slice(at); break;
      case 2: result = result.slice(0, at) + result.slice(to); break;
      default: result = result.slice(0, to) + result.slice(at);
    }
  }
  return result;
}

// The parameters mutated under a right checksum, or all of the head as it comes.
function mutatedFile(next, file, { line, head_bytes }) {
  const behind = file.subarray(head_bytes);
  if (next(4) > 0) return Buffer.concat([headAround(mutated(next, line)), behind]);
  return Buffer.concat([Buffer.from(mutated(next, file.subarray(0, head_bytes).toString('latin1')), 'latin1'), behind]);
}

test(`whatever the head says, it is refused in words or opens as what was sealed (seed ${seed}, ${rounds} files)`, async () => {
  const next = randomOf(seed);
  const file = Buffer.from(joined(await seal([inside], passphrase, { chunk_bytes: 1024, derive })));
  const head = headOf(file);
  const codes = new Map();
  for (let round = 0; round < rounds; ++round) {
    const bad = mutatedFile(next, file, head);
    isEnvelope(bad);
    const { code, bytes } = await outcome(bad);
    codes.set(code, (codes.get(code) ?? 0) + 1);
    if (bytes) assert.deepEqual(Buffer.from(bytes), Buffer.from(inside), `round ${round}`);
  }
  assert.ok(codes.get('envelope.damaged') > 0 && codes.get('envelope.newer_format') > 0, JSON.stringify([...codes]));
});

async function outcome(file) {
  try {
    return { code: 'opened', bytes: joined(await open(file, passphrase, { derive })) };
  } catch (error) {
    assert.match(error.code ?? String(error.stack), /^envelope\.(damaged|newer_format|too_slow|wrong_passphrase)$/);
    assert.match(error.message, /^[A-Z][^\n]*\.$/);
    return { code: error.code };
  }
}
