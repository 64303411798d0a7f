// The real files the tests read: CORONG_DATA, or ../shared/data beside the repository.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

export const dataFolder = process.env.CORONG_DATA || '../shared/data';
export const hasData = existsSync(dataFolder);
// For node:test: why a test is skipped, or false.
export const skip = hasData ? false : 'CORONG_DATA is not here';

export function dataFiles(folder = dataFolder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? dataFiles(path) : [path];
  });
}

export const dataName = (path) => relative(dataFolder, path);
export const read = (path) => readFileSync(existsSync(path) ? path : join(dataFolder, path));

// Calls corong.importFile in the page; gives {report} or {error: {code, message, where}}.
export async function importFile(page, name, bytes, options = {}) {
  return page.evaluate(
    async ([name, base64, options]) => {
      const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
      try {
        return { report: await corong.importFile(name, bytes, options) };
      } catch (error) {
        return { error: { code: error.code, message: error.message, where: error.where } };
      }
    },
    [name, Buffer.from(bytes).toString('base64'), options],
  );
}
