// The corpus is replayed, watched; in the long run libFuzzer looks for more, a minute for each target. What it finds
// lies in build/fuzz; a file that fails goes into the corpus, and its cause into a test of its own.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const corpus = join(root, 'tests/fuzz/corpus');
const targets = ['store_file', 'snapshot_json', 'json', 'csv'];
const seconds_each = 60;
const longest_input_bytes = 8192;

function run(program, args) {
  const { status, stdout, stderr } = spawnSync(join(root, program), args, { encoding: 'utf8', maxBuffer: 1 << 28 });
  const text = stdout + stderr;
  assert.equal(status, 0, text.slice(-5000));
  return text;
}

test('every file of the corpus is read or refused', () => {
  const text = run('build/asan/tests/fuzz/corong_fuzz', [corpus]);
  for (const target of targets) {
    const files = readdirSync(join(corpus, target)).length;
    assert.ok(files > 0);
    assert.match(text, new RegExp(`^${target}: ${files} files$`, 'm'));
  }
});

if (process.env.CORONG_LONG) {
  const seed = process.env.CORONG_SEED || '20261122';
  for (const target of targets) {
    test(`a minute of ${target}`, (t) => {
      const found = join(root, 'build/fuzz/found', target);
      mkdirSync(found, { recursive: true });
      const text = run(`build/fuzz/tests/fuzz/corong_fuzz_${target}`, [found, join(corpus, target),
        `-max_total_time=${seconds_each}`, `-seed=${seed}`, `-max_len=${longest_input_bytes}`, '-timeout=20', '-rss_limit_mb=4096',
        '-print_final_stats=1', `-artifact_prefix=${found}/`]);
      t.diagnostic(`${target}, seed ${seed}: ${/executed_units: *(\d+)/.exec(text)?.[1]} inputs, ${readdirSync(found).length} new files`);
    });
  }
}
