// The sealed envelope: what goes in comes out and nothing else ever does; a bad file and a bad passphrase are told
// apart; the format is what its description says, for ever. Mostly in Node, at the end in Chromium.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { createHost, decode, encode, joined, text } from '../../web/site/platform/bridge.js';
import { deriveSecret, isEnvelope, offerEnvelope, open, seal } from '../../web/site/platform/envelope.js';
import { start } from './support/browser.mjs';
import { headAround, headOf, openByHand, sealByHand } from './support/envelope_by_hand.mjs';

const PASSPHRASE = 'Fjell, kaffe og rugbrød ';
const CHUNK = 1024; // the smallest there is
const seed = Number(process.env.CORONG_SEED || 20261122);
const isLong = Boolean(process.env.CORONG_LONG);

// next(n): a whole number below n; the same seed, the same numbers.
function randomOf(seed) {
  let state = seed >>> 0;
  return (bound) => {
    state = (state + 0x9e3779b9) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 16), 0x21f0aaad);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
    return ((mixed ^ (mixed >>> 15)) >>> 0) % bound;
  };
}

const bytesOf = (next, count) => Uint8Array.from({ length: count }, () => next(256));

// The same bytes in pieces, some of them empty.
function cut(next, bytes) {
  const pieces = [];
  for (let from = 0; from < bytes.length; ) {
    const size = next(4) === 0 ? 0 : 1 + next(bytes.length);
    pieces.push(bytes.subarray(from, from + size));
    from += size;
  }
  return pieces;
}

// The true secret, made once for each salt and passphrase.
const secrets = new Map();
function derive(passphrase, salt, iterations) {
  const name = [salt, iterations, passphrase].join(' ');
  if (!secrets.has(name)) secrets.set(name, deriveSecret(passphrase, salt, iterations));
  return secrets.get(name);
}

const sealed = async (plain, passphrase = PASSPHRASE) => Buffer.from(joined(await seal([plain], passphrase, { chunk_bytes: CHUNK, derive })));
const opened = async (file, passphrase = PASSPHRASE) => Buffer.from(joined(await open(file, passphrase, { derive })));
const same = (one, other, what) => assert.ok(Buffer.from(one).equals(Buffer.from(other)), what);

// The code of the refusal, which is one sentence; or 'opened'.
async function outcome(file, passphrase) {
  try {
    await opened(file, passphrase);
    return 'opened';
  } catch (error) {
    assert.match(error.code ?? String(error), /^envelope\./);
    assert.match(error.message, /^[A-Z][^.]*(: [^.]*)?\.$/, error.message);
    return error.code;
  }
}

async function mustBeDamaged(file, what) {
  assert.equal(await outcome(file), 'envelope.damaged', what);
}

const harmed = (file, at, by) => {
  const copy = Buffer.from(file);
  copy[at] ^= by;
  return copy;
};

// ---- What is sealed opens ----

test('what is sealed comes back, whatever its length and however it is cut, and a second implementation agrees', async (t) => {
  t.diagnostic(`seed ${seed}`);
  const next = randomOf(seed);
  const some = [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, 3 * CHUNK - 1, 5 * CHUNK + 1];
  const lengths = [...some, ...Array.from({ length: isLong ? 100 : 6 }, () => next(9 * CHUNK))];
  for (const length of lengths) {
    const plain = bytesOf(next, length);
    const chunk_bytes = next(2) ? CHUNK : CHUNK + next(CHUNK);
    const file = Buffer.from(joined(await seal(cut(next, plain), PASSPHRASE, { chunk_bytes, derive })));
    const what = `seed ${seed}, ${length} bytes in chunks of ${chunk_bytes}`;
    assert.ok(isEnvelope(file), what);
    same(await opened(file), plain, what);
    same(await opened(cut(next, file)), plain, `${what}, file in pieces`);
    same(openByHand(file, PASSPHRASE), plain, `${what}, by hand`);
    const { parameters } = headOf(file);
    same(file, sealByHand(plain, PASSPHRASE, { ...parameters, salt: Buffer.from(parameters.salt, 'hex') }), `${what}, sealed by hand`);
  }
});

test('without being told otherwise: 600,000 rounds, chunks of 256 KB, a salt of its own', async () => {
  const plain = bytesOf(randomOf(seed), (1 << 18) + 1);
  const files = [await seal([plain], PASSPHRASE), await seal([plain], PASSPHRASE)].map((pieces) => Buffer.from(joined(pieces)));
  const [one, other] = files.map((file) => headOf(file).parameters);
  assert.deepEqual([one.format, one.iterations, one.chunk_bytes, one.plain_bytes], [1, 600_000, 1 << 18, plain.length]);
  assert.notEqual(one.salt, other.salt);
  for (const file of files) same(joined(await open(file, PASSPHRASE)), plain);
  assert.ok(files[0].toString('latin1').startsWith('Corong sealed snapshot: open it in Corong with its passphrase.\n{"format":1,'));
});

// ---- For ever ----

const golden = readFileSync(new URL('data/envelope-1.bin', import.meta.url));
const goldenPlain = Buffer.from(Array.from({ length: 60 }, (_, i) => `${i}. Kari Nordmann, Roti Jaya, ☎ +47 900 00 0${i}\n`).join(''));

test('a file of format 1 that was sealed long ago opens, and would be sealed to the same bytes', async () => {
  same(joined(await open(golden, PASSPHRASE)), goldenPlain);
  same(openByHand(golden, PASSPHRASE), goldenPlain);
  same(golden, sealByHand(goldenPlain, PASSPHRASE, { salt: Buffer.from('00112233445566778899aabbccddeeff', 'hex'), iterations: 600_000, chunk_bytes: CHUNK }));
  assert.ok(golden.length > 2 * CHUNK, 'it has several chunks');
});

// ---- A bad file is told as one ----

test('every byte that flips is damage, never a wrong passphrase and never other contents', async (t) => {
  t.diagnostic(`seed ${seed}`);
  const next = randomOf(seed);
  for (const length of [0, 40, CHUNK + 40]) {
    const file = await sealed(bytesOf(next, length));
    const { head_bytes } = headOf(file);
    for (let at = 0; at < file.length; ++at) {
      const bits = isLong || at < head_bytes ? [1, 2, 4, 8, 16, 32, 64, 128, 255] : [1 + next(255)];
      for (const by of bits) await mustBeDamaged(harmed(file, at, by), `seed ${seed}: byte ${at} of ${file.length} by ${by}`);
      if (at < head_bytes) assert.ok(isEnvelope(harmed(file, at, 255)), 'it is still seen what the file is meant to be');
    }
  }
});

test('every shorter file, and every longer one, is damage, and is told before the slow part', async () => {
  const derive = () => assert.fail('derived a key');
  const file = await sealed(bytesOf(randomOf(seed), CHUNK + 40));
  const refused = (bytes) => assert.rejects(open(bytes, PASSPHRASE, { derive }), { code: 'envelope.damaged' }, `${bytes.length} bytes`);
  for (let length = 0; length < file.length; ++length) await refused(file.subarray(0, length));
  for (const more of [1, 16, CHUNK, CHUNK + 16]) await refused(Buffer.concat([file, Buffer.alloc(more)]));
  await refused(Buffer.concat([file, file]));
  await refused([]);
  await assert.rejects(open(file.subarray(0, 1000), PASSPHRASE), { message: `The sealed file is cut off after 1,000 of its ${file.length.toLocaleString('en')} bytes: ask for it again.`, where: 'its end' });
});

test('whatever else happens to a file on its way is damage', async (t) => {
  t.diagnostic(`seed ${seed}`);
  const next = randomOf(seed);
  const file = await sealed(bytesOf(next, 3 * CHUNK + 100));
  const piece = () => {
    const from = next(file.length);
    return [from, from + 1 + next(200)];
  };
  const ways = [
    (from, to) => [file.subarray(0, from), file.subarray(to)], // a part is gone
    (from, to) => [file.subarray(0, to), file.subarray(from)], // comes twice
    (from, to) => [file.subarray(0, from), Buffer.alloc(Math.min(to, file.length) - from), file.subarray(to)], // is empty
    (from, to) => [file.subarray(0, from), bytesOf(next, to - from), file.subarray(to)], // is noise
    (from, to) => [file.subarray(0, from), Buffer.from(file.subarray(from, to)).reverse(), file.subarray(to)],
  ];
  for (let i = 0; i < (isLong ? 5000 : 500); ++i) {
    const bad = Buffer.concat(ways[next(ways.length)](...piece()));
    if (!bad.equals(file)) await mustBeDamaged(bad, `seed ${seed}: case ${i}`);
  }
  await mustBeDamaged(Buffer.from(file.toString('latin1').replaceAll('\n', '\r\n'), 'latin1'), 'as text of another system');
  await mustBeDamaged(Buffer.from(file.toString('utf8')), 'as text');
});

test('chunks that are moved, left out, or of another file are damage, even when the head is made to fit', async () => {
  const next = randomOf(seed);
  const [file, other] = [await sealed(bytesOf(next, 3 * CHUNK)), await sealed(bytesOf(next, 3 * CHUNK))];
  const { line, head_bytes } = headOf(file);
  const chunk = (from, index) => from.subarray(head_bytes + index * (CHUNK + 16), head_bytes + (index + 1) * (CHUNK + 16));
  const head = file.subarray(0, head_bytes);
  const shorter = headAround(line.replace(`"plain_bytes":${3 * CHUNK}`, `"plain_bytes":${2 * CHUNK}`));
  const made = {
    moved: [head, chunk(file, 1), chunk(file, 0), chunk(file, 2)],
    'twice the same': [head, chunk(file, 0), chunk(file, 0), chunk(file, 2)],
    'the last one elsewhere': [head, chunk(file, 0), chunk(file, 2), chunk(file, 1)],
    'of another file': [head, chunk(file, 0), chunk(other, 1), chunk(file, 2)],
    'without the last': [shorter, chunk(file, 0), chunk(file, 1)],
    'without a middle one': [shorter, chunk(file, 0), chunk(file, 2)],
  };
  for (const [what, parts] of Object.entries(made)) await mustBeDamaged(Buffer.concat(parts), what);
  same(await opened([head, chunk(file, 0), chunk(file, 1), chunk(file, 2)]), await opened(file), 'as it was, it opens');
});

// ---- Heads that somebody made ----

test('a head that fits its sum is refused by its first bad parameter, before the slow part', async () => {
  const file = await sealed(Buffer.from('one lead'));
  const { line, head_bytes } = headOf(file);
  const body = file.subarray(head_bytes);
  const damaged = 'envelope.damaged';
  const heads = [
    [line.replace('"format":1', '"format":2'), 'envelope.newer_format'],
    ['{"format":2,"what":["nobody","knows","yet"]}\n', 'envelope.newer_format'],
    [line.replace('600000', '10000001'), 'envelope.too_slow'],
    [line.replace('600000', '1e300'), 'envelope.too_slow'],
    ...['0', '-1', '1.5', '"1"', 'null', '1e999'].map((format) => [line.replace('"format":1', `"format":${format}`), damaged]),
    ...['599999', '0', '-600000', '600000.5', '6e5', '"600000"', '"99999999"', '1e999', 'null'].map((iterations) => [line.replace('600000', iterations), damaged]),
    ...['1023', '0', '16777217', '-1024', '1024.0', '1e999'].map((size) => [line.replace('"chunk_bytes":1024', `"chunk_bytes":${size}`), damaged]),
    ...['-1', '1e3', '1099511627777', '9007199254740993', '""'].map((size) => [line.replace('"plain_bytes":8', `"plain_bytes":${size}`), damaged]),
    ...['plain_bytes":9', 'plain_bytes":7', 'plain_bytes":1099511627776'].map((other) => [line.replace('plain_bytes":8', other), damaged]),
    [line.replace('PBKDF2-SHA-256', 'PBKDF2-SHA-1'), damaged],
    [line.replace('AES-256-GCM', 'none'), damaged],
    [line.replace(/"salt":"../, '"salt":"'), damaged],
    [line.replace(/"salt":".{32}/, (salt) => salt.slice(0, 8) + 'A'.repeat(32)), damaged],
    [line.replace(/"key_check":"../, '"key_check":"'), damaged],
    [line.replace('{', '{ '), damaged],
    [line.replace('{', '{"format":1,'), damaged],
    [line.replace('}', ',"more":1}'), damaged],
    [line.replace('}', ',"__proto__":{"format":9}}'), damaged],
    [line.replace('{"format":1,', '{').replace('}', ',"format":1}'), damaged],
    ...['{}\n', 'null\n', '[]\n', '1\n', '"format"\n', '\n', '{"format":1\n', `${'['.repeat(3000)}\n`].map((other) => [other, damaged]),
    [line.replace('}', `${' '.repeat(4096)}}`), damaged],
  ];
  for (const [made, code] of heads) {
    const bad = Buffer.concat([headAround(made), body]);
    await assert.rejects(open(bad, PASSPHRASE, { derive: () => assert.fail('derived a key') }), { code }, made.slice(0, 300));
  }
});

test('whoever makes the sum fit a changed head gains nothing', async () => {
  const file = await sealed(Buffer.from('one lead'));
  const { line, head_bytes } = headOf(file);
  const made = (other) => Buffer.concat([headAround(other), file.subarray(head_bytes)]);
  assert.equal(await outcome(made(line)), 'opened', 'the test itself');
  await mustBeDamaged(made(line.replace('"chunk_bytes":1024', '"chunk_bytes":1025')));
  const turned = (key) => line.replace(new RegExp(`("${key}":")(.)`), (_, name, digit) => name + (digit === '0' ? '1' : '0'));
  for (const other of [turned('salt'), turned('key_check'), line.replace('600000', '600001')]) assert.equal(await outcome(made(other)), 'envelope.wrong_passphrase');
});

// ---- Passphrases ----

test('every other passphrase is told as the wrong one', async (t) => {
  t.diagnostic(`seed ${seed}`);
  const next = randomOf(seed);
  const file = await sealed(Buffer.from('one lead'));
  const letters = [...'abcdefghijklmnopqrstuvwxyz ,.-ØøÅå漢字🔥'];
  const random = () => Array.from({ length: 8 + next(20) }, () => letters[next(letters.length)]).join('');
  const near = [PASSPHRASE.trim(), ` ${PASSPHRASE}`, `${PASSPHRASE} `, `${PASSPHRASE}\0`, `${PASSPHRASE}\n`, PASSPHRASE.toLowerCase(), PASSPHRASE.slice(1), PASSPHRASE.replace('ø', 'o')];
  for (const other of ['', 'x', 'p', '\ud800'.repeat(9), ...near, ...Array.from({ length: isLong ? 200 : 10 }, random)]) {
    assert.equal(await outcome(file, other), 'envelope.wrong_passphrase', `seed ${seed}: ${JSON.stringify(other)}`);
  }
  await mustBeDamaged(file.subarray(1), 'a damaged file is one under every passphrase');
  assert.equal(await outcome(harmed(file, file.length - 1, 1), 'not the passphrase'), 'envelope.wrong_passphrase', 'of the chunks nobody can tell without it');
});

test('what looks the same is the same passphrase', async () => {
  const file = await sealed(Buffer.from('one lead'), 'Blåbær fi 42');
  for (const other of ['Bla\u030abær fi 42', 'Blåbær\u00a0fi\u202f42', 'Blåbær \ufb01 42', 'Ｂlåbær fi ４２']) assert.equal(await outcome(file, other), 'opened', other);
});

test('a weak passphrase seals nothing', async () => {
  for (const weak of ['', 'seven77', '🔥🔥🔥🔥🔥🔥🔥', 'a\u0301b\u0301c\u0301d\u0301', 'with\0zero ', 'half a \ud83d pair']) {
    await assert.rejects(seal([], weak), { code: 'envelope.weak_passphrase' }, JSON.stringify(weak));
  }
  await assert.rejects(seal([], 'seven77'), { message: 'The passphrase is too short: choose one of at least 8 characters.' });
  for (const bad of [{ iterations: 599_999 }, { iterations: 10_000_001 }, { chunk_bytes: 1000 }]) await assert.rejects(seal([], PASSPHRASE, bad), RangeError);
  assert.equal(await outcome(await sealed(Buffer.from('x'), '🔥🔥🔥🔥🔥🔥🔥🔥'), '🔥🔥🔥🔥🔥🔥🔥🔥'), 'opened');
});

// ---- Progress and stopping ----

test('progress goes from 0 to 1, and what is stopped gives nothing', async () => {
  const file = await sealed(bytesOf(randomOf(seed), 5 * CHUNK));
  const heard = [];
  await open(file, PASSPHRASE, { derive, onProgress: (fraction) => heard.push(fraction) });
  assert.deepEqual(heard, [0, 0.2, 0.4, 0.6, 0.8, 1]);
  for (const at of [0, 0.4]) {
    const stop = new AbortController();
    const onProgress = (fraction) => fraction === at && stop.abort();
    await assert.rejects(open(file, PASSPHRASE, { derive, signal: stop.signal, onProgress }), { code: 'envelope.cancelled' });
  }
  const forever = () => new Promise(() => {});
  const stop = new AbortController();
  setTimeout(() => stop.abort(), 10);
  await assert.rejects(seal([], PASSPHRASE, { derive: forever, signal: stop.signal }), { code: 'envelope.cancelled' });
  await assert.rejects(seal([], PASSPHRASE, { derive: forever, signal: stop.signal }), { code: 'envelope.cancelled' });
});

test('what is no envelope is not taken for one', () => {
  for (const other of ['', 'Corong', 'Name,E-mail\nKari,kari@nordlys.example\n', '{"corong":"snapshot","format":0}', 'Corong is a lead tracker that runs whole in a browser tab, they say.']) {
    assert.equal(isEnvelope(Buffer.from(other)), false, other);
  }
});

// ---- The services ----

// The page's gate with a program behind it that only remembers: what it is told, what comes as parcels.
function programOf() {
  const host = createHost();
  const program = { host, told: [], parcels: {}, answers: new Map() };
  const memory = new Uint8Array(1 << 21);
  const message = (size) => decode(memory.slice(0, size));
  host.module = {
    HEAPU8: memory,
    _malloc: () => 0,
    _free: () => {},
    _corong_event: (_, size) => {
      const [event, ...parts] = message(size);
      if (text(event) === 'parcel.piece') (program.parcels[text(parts[0])] ??= []).push(parts[2]);
      else program.told.push([text(event), ...parts.map(text)]);
      return 0;
    },
    _corong_finish: (ticket, ok, _, size) => program.answers.get(ticket)([ok === 1, ...message(size).map(text)]),
  };
  let tickets = 0;
  program.ask = (method, ...parts) =>
    new Promise((resolve) => {
      program.answers.set(++tickets, resolve);
      host.start(method, encode(parts), tickets);
    });
  offerEnvelope(host);
  return program;
}

test('the services take a parcel and give one, tell how far they are, and can be stopped', async () => {
  const { host, told, parcels, ask } = programOf();
  const plain = bytesOf(randomOf(seed), 700_000);
  for (const piece of [plain.subarray(0, 300_000), plain.subarray(300_000)]) host.piece('7', piece);
  const [isSealed, file] = await ask('envelope.seal', PASSPHRASE, '7', false);
  assert.equal(isSealed, true);
  assert.deepEqual(told, [0, 1 / 3, 2 / 3, 1].map((fraction) => ['envelope.progress', String(fraction)]));

  host.piece('8', joined(parcels[file]));
  const [isOpened, inside] = await ask('envelope.open', PASSPHRASE, '8');
  assert.equal(isOpened, true);
  same(joined(parcels[inside]), plain);

  host.piece('9', plain);
  const [, kept] = await ask('envelope.seal', PASSPHRASE, '9', true);
  assert.ok(!parcels[kept], 'it stays on the page');
  same(joined(await open(host.takeParcel(encoded(kept)), PASSPHRASE)), plain);

  host.piece('10', joined(parcels[file]));
  assert.deepEqual((await ask('envelope.open', 'another passphrase', '10')).slice(0, 2), [false, 'envelope.wrong_passphrase']);
  assert.deepEqual(host.takeParcel(encoded('10')), [], 'nothing is left behind');
  assert.deepEqual((await ask('envelope.seal', 'short', '11')).slice(0, 3), [false, 'envelope.weak_passphrase', 'The passphrase is too short: choose one of at least 8 characters.']);

  const stopped = ask('envelope.seal', PASSPHRASE, '12');
  await Promise.resolve().then(() => {});
  host.ask('envelope.cancel', encode([]));
  assert.deepEqual((await stopped).slice(0, 2), [false, 'envelope.cancelled']);
});

const encoded = (word) => new TextEncoder().encode(word);

// ---- In the browser ----

// Runs in the page: what Node sealed, opened; the same sealed anew; and what a wrong passphrase and a bad file say.
async function inPage([base64, passphrase]) {
  const { seal, open } = await import('/platform/envelope.js');
  const { joined } = await import('/platform/bridge.js');
  const file = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  const codeOf = (promise) => promise.then(() => 'opened', (error) => error.code ?? String(error));
  const plain = await open(file, passphrase);
  const again = joined(await seal(plain, passphrase));
  const bad = [0, 70, 150, file.length - 1].map((at) => Uint8Array.from(file, (byte, i) => (i === at ? byte ^ 4 : byte)));
  return {
    again: btoa(Array.from(again, (byte) => String.fromCharCode(byte)).join('')),
    wrong: await codeOf(open(file, `${passphrase} `)),
    damaged: await Promise.all(bad.map((one) => codeOf(open(one, passphrase)))),
  };
}

// The sources of the page, without the program.
const sources = new URL('../../web/site', import.meta.url).pathname;
const empty = { contentType: 'text/html', body: '<!doctype html><title>Envelope</title>' };

test('Chromium opens what Node sealed, and the other way round; without https it says what is missing', async () => {
  const world = await start({ folder: sources });
  try {
    const page = await world.browser.newPage();
    await page.route('**/empty', (route) => route.fulfill(empty));
    await page.goto(`${world.address}empty`);
    const said = await page.evaluate(inPage, [golden.toString('base64'), PASSPHRASE]);
    same(openByHand(Buffer.from(said.again, 'base64'), PASSPHRASE), goldenPlain);
    assert.equal(said.wrong, 'envelope.wrong_passphrase');
    assert.deepEqual(said.damaged, Array(4).fill('envelope.damaged'));

    const away = 'http://corong.example/'; // nothing of it leaves the browser
    await page.route(`${away}**`, (route) => {
      const { pathname } = new URL(route.request().url());
      return route.fulfill(pathname === '/empty' ? empty : { path: sources + pathname });
    });
    await page.goto(`${away}empty`);
    const refused = await page.evaluate(async () => {
      const { seal, open } = await import('/platform/envelope.js');
      const saying = (promise) => promise.then(() => 'opened', ({ code, message }) => `${code}: ${message}`);
      return [await saying(seal([], 'eight characters')), await saying(open(new Uint8Array(9), 'eight characters'))];
    });
    for (const words of refused) assert.match(words, /^envelope\.unavailable: At this address the browser offers no encryption: .* https\.$/);
  } finally {
    await world.close();
  }
});
