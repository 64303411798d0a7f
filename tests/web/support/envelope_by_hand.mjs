// The sealed envelope a second time, from its description in web/site/platform/envelope.js and by other means: what
// both agree on is what the description says. Not a test itself, and without any kindness to who holds a bad file.
import { createCipheriv, createDecipheriv, createHash, hkdfSync, pbkdf2Sync } from 'node:crypto';

const FIRST_LINE = 'Corong sealed snapshot: open it in Corong with its passphrase.\n';
const sha256Line = (lines) => `sha256 ${createHash('sha256').update(lines).digest('hex')}\n`;

// The head around a second line that may say anything.
export const headAround = (line) => Buffer.from(FIRST_LINE + line + sha256Line(FIRST_LINE + line));

const secrets = new Map(); // by passphrase, salt and iterations: each costs a fifth of a second

function keysOf(passphrase, salt, iterations) {
  const words = Buffer.from(passphrase.normalize('NFKC'), 'utf8');
  const name = [words.toString('hex'), salt.toString('hex'), iterations].join(' ');
  if (!secrets.has(name)) secrets.set(name, pbkdf2Sync(words, salt, iterations, 32, 'sha256'));
  const expand = (use) => Buffer.from(hkdfSync('sha256', secrets.get(name), '', `corong envelope 1 ${use}`, 32));
  return { check: expand('check').toString('hex'), key: expand('chunks') };
}

function nonceOf(number, isLast) {
  const counter = BigInt(number).toString(16).padStart(22, '0');
  return Buffer.from(counter + (isLast ? '01' : '00'), 'hex');
}

export function sealByHand(plain, passphrase, { salt, iterations, chunk_bytes }) {
  const { check, key } = keysOf(passphrase, salt, iterations);
  const line = `{"format":1,"kdf":"PBKDF2-SHA-256","iterations":${iterations},"salt":"${salt.toString('hex')}",` +
    `"cipher":"AES-256-GCM","chunk_bytes":${chunk_bytes},"plain_bytes":${plain.length},"key_check":"${check}"}\n`;
  const head = headAround(line);
  const parts = [head];
  for (let from = 0, number = 0; from === 0 || from < plain.length; from += chunk_bytes, ++number) {
    const isLast = from + chunk_bytes >= plain.length;
    const cipher = createCipheriv('aes-256-gcm', key, nonceOf(number, isLast)).setAAD(head);
    parts.push(cipher.update(plain.subarray(from, from + chunk_bytes)), cipher.final(), cipher.getAuthTag());
  }
  return Buffer.concat(parts);
}

// The parameters of a head, and how many bytes it has.
export function headOf(file) {
  const [first, second, third] = file.subarray(0, 4096).toString('latin1').split('\n', 3).map((line) => `${line}\n`);
  if (first !== FIRST_LINE || third !== sha256Line(first + second)) throw new Error('not a head');
  return { parameters: JSON.parse(second), line: second, head_bytes: first.length + second.length + third.length };
}

export function openByHand(file, passphrase) {
  const { parameters, head_bytes } = headOf(file);
  const { check, key } = keysOf(passphrase, Buffer.from(parameters.salt, 'hex'), parameters.iterations);
  if (check !== parameters.key_check) throw new Error('not the passphrase');
  const parts = [];
  for (let at = head_bytes, number = 0, isLast = false; !isLast; ++number) {
    const end = Math.min(at + parameters.chunk_bytes + 16, file.length);
    isLast = end === file.length;
    const cipher = createDecipheriv('aes-256-gcm', key, nonceOf(number, isLast)).setAAD(file.subarray(0, head_bytes));
    cipher.setAuthTag(file.subarray(end - 16, end));
    parts.push(cipher.update(file.subarray(at, end - 16)), cipher.final());
    at = end;
  }
  const plain = Buffer.concat(parts);
  if (plain.length !== parameters.plain_bytes) throw new Error('not the size');
  return plain;
}
