// What every view is held to: axe-core finds nothing to say against it, and no message key stands
// where its words should be.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';

const axe = readFileSync(new URL('../../node_modules/axe-core/axe.min.js', import.meta.url), 'utf8');
const catalogue = JSON.parse(readFileSync(new URL('../../../assets/i18n/en.json', import.meta.url), 'utf8'));
const families = [...new Set(Object.keys(catalogue).map((key) => key.split('.')[0]))];
const KEY = new RegExp(`^(${families.join('|')})\\.[a-z_.]+$`);

// Everything the page says: names, values, descriptions.
const wordsOf = (page) =>
  page.evaluate(() => [...document.querySelectorAll('[data-id]')].flatMap((element) => [
    element.firstChild?.data, element.getAttribute('aria-label'), element.getAttribute('aria-description'), element.value,
  ]).filter(Boolean));

export async function holdClean(page, view) {
  assert.deepEqual((await wordsOf(page)).filter((words) => KEY.test(words)), [], `${view}: keys instead of words`);
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe);
  // All it says of a view is a megabyte: what comes here is what is wrong.
  const violations = await page.evaluate(async () => (await axe.run({ resultTypes: ['violations'] })).violations.map(({ id, nodes }) => `${id}: ${nodes[0].html}`));
  assert.deepEqual(violations.map((one) => `${view}: ${one}`), []);
}
