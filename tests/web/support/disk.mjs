// A small disk of our own that can be filled, where mounting is permitted. Not a test itself.
import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

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
    fillBut: (bytes) => writeFileSync(ballast, Buffer.alloc(freeBytes(folder) - bytes)),
    makeRoom() {
      rmSync(ballast, { force: true });
      execFileSync('mount', ['-o', `remount,size=${4 * megabytes}m`, folder]);
    },
    remove: () => unmount(folder),
  };
}
