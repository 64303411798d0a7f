// The beginning of the single-file edition: what the page is made of is in it, and comes to light before the page begins.
import { createCrashPanel } from './platform/crash.js';
import { unpackAll } from './single_file/place.js';

try {
  await unpackAll();
  await import('./shell.js');
} catch (error) {
  createCrashPanel()(error);
}
