// The trial page of the platform tests: the shell of web/site around tests/web/trial.
import { cpSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { start } from './browser.mjs';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../../..');
const program = process.env.CORONG_TRIAL || join(root, 'build/web/tests/web/trial');
const fonts = [process.env.CORONG_FONTS, join(root, 'build/site/fonts'), join(root, 'build/web/fonts')];
const fallback = join(root, 'build/site/fallback');

export async function startTrial(options = {}) {
  if (!existsSync(join(program, 'corong.mjs'))) throw new Error(`no trial page at ${program}; ./corong build makes it`);
  const folder = mkdtempSync(join(tmpdir(), 'corong-trial-'));
  cpSync(join(root, 'web/site'), folder, { recursive: true });
  cpSync(join(root, 'assets/i18n'), join(folder, 'assets/i18n'), { recursive: true });
  for (const name of ['corong.mjs', 'corong.wasm']) cpSync(join(program, name), join(folder, name));
  writeFileSync(join(folder, 'corong.later.wasm'), Buffer.from('\0asm\x01\0\0\0', 'latin1')); // it is whole: its second part has nothing
  const found = fonts.find((place) => place && existsSync(place));
  if (found) cpSync(found, join(folder, 'fonts'), { recursive: true });
  if (existsSync(fallback)) cpSync(fallback, join(folder, 'fallback'), { recursive: true });
  const trial = await start({ folder, ...options });
  const close = async () => {
    await trial.close();
    rmSync(folder, { recursive: true });
  };
  return { ...trial, close };
}
