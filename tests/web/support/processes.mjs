// Programs that are ended at once, with all they start. Not a test itself.
import { spawn } from 'node:child_process';

const running = new Map(); // leader of a process group -> promise of its end
export const killAll = () => Promise.all([...running.keys()].map(kill));
// A test that failed, or was stopped, leaves nothing behind.
process.on('exit', killAll);
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(1));

// Detached, it leads a process group of its own: whatever it starts dies with it.
export function lead(program, args, options) {
  const leader = spawn(program, args, { ...options, detached: true });
  // All its processes hold its pipes: they close when the last of them is gone.
  running.set(leader, new Promise((resolve) => leader.once('close', resolve)));
  leader.once('error', () => running.delete(leader)); // it never began
  return leader;
}

export async function kill(leader) {
  try {
    process.kill(-leader.pid, 'SIGKILL');
  } catch (error) {
    if (error.code !== 'ESRCH') throw error; // it has ended by itself
  }
  await running.get(leader);
  running.delete(leader);
}

// What it says on one of its pipes, once that matches; rejects where it ends before.
export function says(leader, pipe, pattern) {
  return new Promise((resolve, reject) => {
    let said = '';
    leader.stdio[pipe].on('data', (bytes) => {
      said += bytes;
      const found = pattern.exec(said);
      if (found) resolve(found);
    });
    leader.once('error', reject);
    leader.once('close', () => reject(new Error(`${leader.spawnfile} ended before it could be used:\n${said}`)));
  });
}
