// Settings > Storage of a sample book, with a folder for copies. The dialogues that no browser under test shows give
// places of the browser's own file system. Not a test itself.
import { settled } from './browser.mjs';

// A place that is granted until `window.permission` says something else.
const offerFolder = (context) =>
  context.addInitScript(() => {
    window.permission = 'granted';
    window.questions = 0;
    const folder = async () => (await navigator.storage.getDirectory()).getDirectoryHandle('Backups', { create: true });
    window.showDirectoryPicker = () => ((window.questions += 1), folder());
    FileSystemHandle.prototype.queryPermission = async () => window.permission;
    FileSystemHandle.prototype.requestPermission = async () => ((window.questions += 1), (window.permission = 'granted'));
  });

// A `height` of more than a screen shows all of the page.
export async function openStorage(world, { viewport = { width: 1440, height: 900 }, colorScheme = 'light', height } = {}) {
  const context = await world.browser.newContext({ viewport: { ...viewport, ...(height && { height }) }, colorScheme });
  await offerFolder(context);
  const page = await world.open({ context });
  await page.evaluate(async () => {
    await corong.run('sample.open');
    await corong.saved();
    await corong.run('view.open', { path: '/settings/storage' });
  });
  await settled(page);
  return page;
}
