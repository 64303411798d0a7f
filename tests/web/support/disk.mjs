// A small disk of our own that can be filled, where mounting is permitted. Not a test itself.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, statfsSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { site } from './browser.mjs';

const mounted = new Set();
export const removeDisks = () => mounted.forEach(unmount);
process.on('exit', removeDisks); // a test that failed leaves no disk behind

function unmount(folder) {
  execFileSync('umount', ['--lazy', folder], { stdio: 'ignore' }); // who has a file open there is about to end
  mounted.delete(folder);
}

function freeBytes(folder) {
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize;
}

// `folder` as a disk of so many megabytes; null where that is not permitted.
export function smallDisk(folder, megabytes) {
  mkdirSync(folder);
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', folder], { stdio: 'ignore' });
  } catch {
    return null;
  }
  mounted.add(folder);
  const ballast = join(folder, 'ballast');
  return {
    fillBut(bytes) {
      try {
        writeFileSync(ballast, Buffer.alloc(freeBytes(folder) - bytes));
      } catch (error) {
        if (error.code !== 'ENOSPC') throw error; // somebody else wrote meanwhile
        truncateSync(ballast, statSync(ballast).size - bytes);
      }
    },
    makeRoom() {
      rmSync(ballast, { force: true });
      execFileSync('mount', ['-o', `remount,size=${4 * megabytes}m`, folder]);
    },
    remove: () => unmount(folder),
  };
}

const room = '4294967296'; // bytes, see web/site/platform/offline.js

export const digestOf = (bytes) => createHash('sha256').update(bytes).digest('hex');

// A copy of the page that is kept on small disks, too. Its folder.
export function siteForSmallDisks() {
  const folder = mkdtempSync(join(tmpdir(), 'corong-small-'));
  cpSync(site, folder, { recursive: true });
  const path = join(folder, 'platform/offline.js');
  const [before, after] = [readFileSync(path), Buffer.from(readFileSync(path, 'utf8').replace(room, '100'))];
  assert.ok(!after.equals(before));
  writeFileSync(path, after);
  const worker = join(folder, 'service_worker.js');
  writeFileSync(worker, readFileSync(worker, 'utf8').replace(digestOf(before), digestOf(after)));
  return folder;
}
