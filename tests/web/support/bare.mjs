// The page's own modules, one by one: web/site as it is written, without the program.
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { start } from './browser.mjs';

const folder = resolve(dirname(fileURLToPath(import.meta.url)), '../../../web/site');

export const startBare = () => start({ folder });

// A page with the policy of ours, in which nothing has been started.
export async function openBare(world, context) {
  const place = context || (await world.browser.newContext());
  await place.route('**/shell.js', (route) => route.abort());
  return world.open({ context: place, ready: false });
}
