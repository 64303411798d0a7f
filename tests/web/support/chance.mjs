// How often a test tries, what it leaves to chance, and how it waits. The seed is printed; CORONG_SEED gives it again.
// Not a test itself.
import { randomInt } from 'node:crypto';
import { PATIENCE } from './browser.mjs';

export const ROUNDS = process.env.CORONG_LONG === '1' ? 20 : 3;

const seed = Number(process.env.CORONG_SEED) || randomInt(1, 2 ** 31);
console.log(`CORONG_SEED=${seed}, ${ROUNDS} rounds`);
let state = seed >>> 0;

// A whole number from `least` to `most`, both included (the generator is mulberry32).
export function between(least, most) {
  state = (state + 0x6d2b79f5) >>> 0;
  let mixed = Math.imul(state ^ (state >>> 15), state | 1);
  mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
  const share = ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  return least + Math.floor(share * (most - least + 1));
}

// Words that cannot be stored in less than they are long.
export const noise = (words) => Array.from({ length: words }, () => between(0, 2 ** 40).toString(36)).join(' ');

export const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

// Until it happens; `what` says it in words, and what there was instead (`seen`, if it is given).
export async function until(what, happens, seen = () => '') {
  const end = Date.now() + PATIENCE;
  while (!(await happens())) {
    if (Date.now() > end) throw new Error(`waited in vain until ${what}${await seen()}`);
    await pause(20);
  }
}
