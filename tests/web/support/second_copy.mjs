// What the second copy has (web/site/platform/copy_pool.js), and the database that it is of.
import { readLayout } from '../../../web/site/platform/copy_pool.js';
import { until } from './chance.mjs';

// The bytes of the copy, and the names of the files in the database.
function bothInPage() {
  const answer = (request) => new Promise((done, failed) => Object.assign(request, { onsuccess: () => done(request.result), onerror: failed }));
  const bytesOf = async () => {
    const folder = await navigator.storage.getDirectory();
    const file = await (await folder.getFileHandle('corong-v1.copy')).getFile();
    const url = await new Promise((done) => {
      const reader = new FileReader();
      reader.onloadend = () => done(reader.result ?? ''); // it may be written at this moment
      reader.readAsDataURL(file);
    });
    return url.slice(url.indexOf(',') + 1);
  };
  const namesOf = async () => {
    if (!(await indexedDB.databases()).some(({ name }) => name === '/corong-v1')) return []; // opening it would make it
    const db = await answer(indexedDB.open('/corong-v1'));
    try {
      const keys = await answer(db.transaction('FILE_DATA').objectStore('FILE_DATA').index('size').getAllKeys());
      return keys.map((key) => key.slice('/corong-v1/'.length)).sort();
    } finally {
      db.close();
    }
  };
  return Promise.all([bytesOf().catch(() => ''), namesOf()]);
}

export async function both(page) {
  const [base64, stored] = await page.evaluate(bothInPage);
  const bytes = Buffer.from(base64, 'base64');
  const file = { getSize: () => bytes.length, read: (into, { at }) => bytes.copy(into, 0, at) };
  const layout = readLayout(file);
  return { bytes, epoch: layout?.epoch, copied: [...(layout?.files.keys() ?? [])].sort(), stored };
}

async function isLevel(page) {
  const { copied, stored } = await both(page);
  return stored.length > 0 && copied.join() === stored.join();
}
export const untilLevel = (page) =>
  until('the second copy has what the database has', () => isLevel(page), async () => {
    const { bytes, epoch, copied, stored } = await both(page);
    return `; it has ${copied} in ${bytes.length} bytes of the writer ${epoch}, the database has ${stored}`;
  });
