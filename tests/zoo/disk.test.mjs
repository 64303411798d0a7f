// The zoo of the page's own disk: a bug is planted into a copy of the page that tests/web/storage.test.mjs runs on, and
// the test named here must catch it.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const pages = join(root, 'build/web/tests/web/idbfs');

// These ask the database once more behind what a commit asks: it may not be told that this was all.
const without_early_commit = ["if (state.answers === 0 && state.asked) store.transaction['commit']?.();", ''];

// Bug -> what of web/library/idbfs_commit.js is replaced by what, and the test.
const bugs = {
  mirror_delete: {
    caught_by: 'two tabs: what the first one saved is there after the second one saved',
    replaced: [without_early_commit, ['state.asked = true;', `
      const put = plan['puts'].map((file) => strictDisk.path(file['name']));
      const keys = store.getAllKeys();
      keys.onsuccess = () => {
        for (const key of keys.result) if (!key.includes('/.') && !put.includes(key) && !FS.analyzePath(key).exists) store.delete(key);
      };`]],
  },
  compared_by_time: {
    caught_by: 'a clock that stands still: nothing is called saved that is not what is stored',
    replaced: [without_early_commit, ['const request = store.add(next.record, next.key);', `
      const request = store.get(next.key);
      request.onsuccess = () => {
        if (request.result?.['timestamp'].getTime() !== next.record['timestamp'].getTime()) store.put(next.record, next.key);
      };`]],
  },
};

for (const [bug, { caught_by, replaced }] of Object.entries(bugs)) {
  test(`caught: ${bug}`, async () => {
    const folder = mkdtempSync(join(tmpdir(), 'corong-zoo-'));
    try {
      cpSync(pages, folder, { recursive: true });
      plant(join(folder, 'strict.mjs'), replaced);
      const { text, code } = await run(caught_by, folder);
      assert.notEqual(code, 0, `the test does not notice it:\n${text}`);
      assert.match(text, new RegExp(`^not ok \\d+ - ${caught_by}$`, 'm'), text);
      assert.match(text, /ERR_ASSERTION/, text);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
}

function plant(path, replaced) {
  let text = readFileSync(path, 'utf8');
  for (const [from, to] of replaced) {
    assert.equal(text.split(from).length, 2, `the page is to have this once: ${from}`);
    text = text.replace(from, () => to);
  }
  writeFileSync(path, text);
}

function run(name, folder) {
  return new Promise((resolved) => {
    const { NODE_TEST_CONTEXT: _, ...environment } = process.env; // it is a run of its own, not a part of this one
    const child = spawn(process.execPath, ['--test', '--test-reporter=tap', `--test-name-pattern=^${name}$`, 'tests/web/storage.test.mjs'],
      { cwd: root, env: { ...environment, CORONG_IDBFS: folder }, stdio: ['ignore', 'pipe', 'pipe'] });
    let text = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (bytes) => (text += bytes));
    child.on('close', (code) => resolved({ text, code }));
  });
}
