// Edits, what the program said of each, and whether the disk agrees. It is kept outside of the browser, so it outlives
// whatever happens there. Not a test itself.
import assert from 'node:assert/strict';
import { settled } from './browser.mjs';
import { until } from './chance.mjs';

const FACTS = 3; // an edit is one commit of four rows: a lead that is won, and three facts about it

// In the page: the edits in one go, then the question whether they are saved.
async function editInPage({ names, notes }) {
  const inWords = (error) => ({ words: error.message });
  const fields = (name) => ({ name, notes, outcome: 'won', captured: true });
  const taken = await Promise.all(names.map((name) => window.corong.run('lead.create', { fields: fields(name) }).catch(inWords)));
  const unsaved = await window.corong.saved().then(() => null, inWords);
  return { taken, unsaved, saveState: unsaved ? null : window.corong.stats().saveState };
}

// In the page: the whole book.
function bookInPage() {
  const all = (query) => window.corong.query({ limit: 1_000_000, ...query }).rows;
  return { leads: all({ fields: ['name'] }), facts: all({ from: 'activities', fields: ['lead'] }) };
}

// In the page: whether the book is open; a tab opens it anew when it becomes the one that writes.
function isOpenInPage() {
  try {
    return !!window.corong.stats();
  } catch {
    return false;
  }
}

export function createLedger() {
  const given = new Set();
  const acknowledged = new Map(); // name -> id of the row
  const lives = [[]]; // each edit came after all those before it in its list
  let number = 0;

  // What is given from now on is of a new life: an edit of the one before may be missing before it.
  const begin = () => lives.push([]);

  function note(name, { taken, unsaved, saveState }) {
    const words = taken.words ?? unsaved?.words ?? null;
    if (words === null) {
      assert.equal(saveState, 'saved', 'saved() says so, stats() does not');
      acknowledged.set(name, taken.id);
    } else {
      assert.match(words, /^\p{Lu}\S* \S+ \S+/u, 'what is refused is refused in words');
    }
    return words;
  }

  // Gives the page `count` edits at once. The answer: null for each that is said to be saved, or why it is not. Throws
  // if the page goes before it answers: then nothing was said. Several tabs need a name each.
  async function edit(page, { by = 'edit', count = 1, notes = '' } = {}) {
    const names = Array.from({ length: count }, () => `${by} ${++number}`);
    for (const name of names) given.add(name);
    if (by === 'edit') lives.at(-1).push(...names);
    const { taken, ...rest } = await page.evaluate(editInPage, { names, notes });
    return names.map((name, index) => note(name, { taken: taken[index], ...rest }));
  }

  const editUntilSaved = (page, by) => until('an edit is saved', async () => (await edit(page, { by }))[0] === null);

  // The page shows every acknowledged edit; of the others each is there as a whole or not at all. It warns of nothing, or
  // says what it is expected to. Gives the sum of it.
  async function holds(page, says = /^$/) {
    const { status, alert } = await shown(page);
    const book = await page.evaluate(bookInPage);
    const there = new Map(book.leads.map(({ name, id }) => [name, id]));
    const lost = [...acknowledged].filter(([name, id]) => there.get(name) !== id).map(([name]) => name);
    assert.equal(lost.length, 0, `of ${acknowledged.size} acknowledged edits ${lost.length} are lost: ${lost.slice(0, 5)} …; shown: ${status}; ${alert}`);
    assert.equal(there.size, book.leads.length, 'an edit is there twice');
    for (const name of there.keys()) assert.ok(given.has(name), `nobody gave “${name}”`);
    checkWhole(book);
    lives.forEach((life) => checkOrder(life, there));
    assert.match(alert, says, 'what the program warns of');
    return `${given.size} edits given, ${acknowledged.size} acknowledged, ${there.size} there`;
  }

  return { begin, edit, editUntilSaved, holds };
}

function checkWhole({ leads, facts }) {
  const counts = new Map(leads.map(({ id }) => [id, 0]));
  for (const { lead } of facts) counts.set(lead, counts.get(lead) + 1);
  for (const { id, name } of leads) assert.equal(counts.get(id), FACTS, `“${name}” is there in part`);
  assert.equal(facts.length, leads.length * FACTS, 'a fact is there without its lead');
}

function checkOrder(life, there) {
  const first = life.findIndex((name) => !there.has(name));
  const later = first < 0 ? [] : life.slice(first).filter((name) => there.has(name));
  assert.deepEqual(later, [], `these are there, but not “${life[first]}” before them`);
}

// What the page says to somebody who looks at it: the labels of its status, and of what it warns of.
export async function shown(page) {
  const session = await page.context().newCDPSession(page);
  await session.send('Emulation.setFocusEmulationEnabled', { enabled: true }); // it is in front, whatever is before it
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  await until('the book is open', () => page.evaluate(isOpenInPage));
  await settled(page);
  const labels = (role) =>
    page.locator(`#mirror [role=${role}]`).evaluateAll((elements) => elements.map((element) => element.firstChild?.data ?? element.getAttribute('aria-label')));
  const said = { status: (await labels('status')).join('; '), alert: (await labels('alert')).join('; ') };
  await session.detach();
  return said;
}
