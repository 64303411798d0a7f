// The zoo: each bug of src/base/zoo.h is planted by itself, and the tests named here must catch it. A bug that lives
// on means that what it breaks is proven nowhere.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');

// Bug -> program and test case.
const caught_by = {
  absence_as_deletion: ['core', 'share, law: merging any part*'],
  acknowledged_before_complete: ['sim', 'crashes: * after every few steps'],
  chain_not_checked: ['core', 'store: a step replaced by another one*'],
  clock_moved_by_far_future: ['sim', 'worlds: *'],
  clock_put_back_not_noticed: ['sim', 'worlds: *'],
  compared_by_size: ['sim', 'lives: a snapshot that comes back wrong*'],
  conflict_not_listed: ['core', 'conflicts: deleted by one*'],
  damage_hides_what_follows: ['core', 'merged: whatever byte is damaged*'],
  deleted_before_verified: ['sim', 'lives: a snapshot that comes back wrong*'],
  dropped_unknown: ['sim', 'worlds: *'],
  equal_stamps_by_order: ['core', 'law: the order and repetition*'],
  forgotten_in_merged_files: ['core', 'forget: *'],
  merged_without_last: ['sim', 'crashes: * after every few steps'],
  pseudonym_above_value: ['core', 'share: a pseudonym never stands before*'],
  reasons_without_clamp: ['core', 'scoring: cards sum to the columns*'],
  replica_used_again: ['core', 'store: saved means acknowledged*'],
  settled_without_seeing: ['core', 'conflicts: whoever settles one*'],
  skipped_epoch: ['sim', 'worlds: *'],
  snapshot_ahead_of_journal: ['core', 'a snapshot that holds a step waits*'],
  undo_of_all_but_one: ['core', 'a lead is created, changed, undone*'],
};

const programs = { core: 'build/asan/tests/core/corong_tests', sim: 'build/asan/tests/sim/corong_sim' };

test('every bug of the zoo is planted in one place, and is to be caught', () => {
  const named = /enum class Bug \{([^]*?)\};/.exec(readFileSync(join(root, 'src/base/zoo.h'), 'utf8'))[1];
  const bugs = [...named.matchAll(/^ {4}(\w+),/gm)].map(([, name]) => name).filter((name) => name !== 'none');
  assert.deepEqual(bugs, Object.keys(caught_by));
  const sources = [...filesBelow('src'), ...filesBelow('tests')].filter((path) => !path.includes('zoo')).map((path) => readFileSync(path, 'utf8')).join('\n');
  for (const bug of bugs) assert.equal(sources.split(`is_planted(base::Bug::${bug})`).length - 1, 1, bug);
});

test('a bug that is not in the zoo is not planted silently', async () => {
  assert.equal((await run('core', '*', 'no_such_bug')).code, 2);
});

for (const [bug, [program, cases]] of Object.entries(caught_by)) {
  test(`caught: ${bug}`, async () => {
    const { text, code } = await run(program, cases, bug);
    assert.match(text, new RegExp(`^planted: ${bug}$`, 'm'));
    assert.notEqual(code, 0, `${program} -tc="${cases}" does not notice it:\n${text}`);
    assert.match(text, /\d+ failed|CHECK|terminated|SIGABRT|hard error/i, text);
  });
}

// `code` is null where a signal ended it.
function run(program, cases, bug) {
  return new Promise((resolved) => {
    const environment = { ...process.env, CORONG_ZOO: bug, CORONG_LONG: '' };
    const child = spawn(join(root, programs[program]), [`-tc=${cases.replaceAll(',', '\\,')}`, '-aa=1'], { cwd: root, env: environment, stdio: ['ignore', 'pipe', 'pipe'] });
    let text = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (bytes) => (text += bytes));
    child.on('close', (code) => resolved({ text: text.slice(0, 400) + text.slice(-4000), code }));
  });
}

function filesBelow(folder) {
  return readdirSync(join(root, folder), { withFileTypes: true }).filter((entry) => entry.name !== 'node_modules').flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return filesBelow(path);
    return /\.(cpp|h)$/.test(path) ? [join(root, path)] : [];
  });
}
