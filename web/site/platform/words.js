// What the page says itself, and in which language all of it is. The words that looking around needs are a file of their
// own for each language, fetched beside the program (tools/assets.mjs); those of the page stand in index.html, in English,
// for whoever has no other yet.
import { makeError } from './bridge.js';
import { addressOf } from './place.js';

const CHOSEN = 'corong.language'; // as settings.save keeps it (page.js)
const ALSO_CALLED = { no: 'nb', nn: 'nb', in: 'id' };
const find = (key) => document.querySelector(`[data-say="${key}"]`);

// The first of what was chosen, or else is spoken, that is offered.
export function pickLanguage(offered, chosen, spoken) {
  const codes = [chosen, ...spoken].filter(Boolean).map((tag) => tag.toLowerCase().split('-')[0]);
  return codes.map((code) => ALSO_CALLED[code] ?? code).find((code) => offered.includes(code)) ?? 'en';
}

const pathOf = (language) => `i18n/${language}.json`;
const missing = () => makeError('page.part', 'A part of the program did not come. Try it again while online.');

// A host may answer with a page of its own for what it does not have any more.
function textsOf(bytes) {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    throw missing();
  }
}

// A browser that keeps nothing throws.
function chosen() {
  try {
    return localStorage.getItem(CHOSEN);
  } catch {
    return null;
  }
}

export const say = (key, about = {}) => Object.entries(about).reduce((text, [name, value]) => text.replaceAll(`{${name}}`, value), find(key).textContent);

// coming: rejects where the words cannot be had. speak(language): so does the page. fetchAsset(path) -> the bytes of a file of assets/; asset(path) -> those of
// words that were fetched, or null.
export function createWords() {
  const place = document.getElementById('assets').content;
  const offered = document.getElementById('languages').content.split(' ');
  const language = pickLanguage(offered, chosen(), navigator.languages ?? []);
  const own = [...document.querySelectorAll('[data-say]')].map((element) => [element, element.textContent]);
  const kept = new Map(); // path -> bytes of words,
  const texts = new Map(); // and what they say

  async function fetchAsset(wanted) {
    const response = await fetch(addressOf(`${place}/${wanted}`)).catch(() => null);
    if (!response?.ok) throw missing();
    const bytes = new Uint8Array(await response.arrayBuffer());
    if (wanted.startsWith('i18n/')) texts.set(wanted, textsOf(bytes));
    if (wanted.startsWith('i18n/')) kept.set(wanted, bytes);
    return bytes;
  }

  // From here on the page itself is in that language, whose words have been fetched.
  function speak(wanted) {
    document.documentElement.lang = wanted;
    const said = texts.get(pathOf(wanted)) ?? {};
    for (const [element, english] of own) element.textContent = said[element.dataset.say] ?? english;
  }

  const coming = fetchAsset(pathOf(language)).then(() => speak(language), (error) => {
    throw new Error(say('page.part'), { cause: error });
  });
  coming.catch(() => {}); // whoever waits for it is told
  return { language, coming, speak, fetchAsset, asset: (wanted) => kept.get(wanted) ?? null };
}
