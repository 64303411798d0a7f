// What the last run of the tests ran of storage and of merging, by llvm-cov: prints a table, and fails below the goal.
// Counted are the watched programs of tests/core, tests/sim, tests/zoo and tests/fuzz.
//   node tools/coverage.mjs      (after ./corong test; ./corong test --long does both)

import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const profiles = 'build/asan/profiles';
const data = 'build/asan/profiles/all.profdata';
const programs = ['build/asan/tests/core/corong_tests', 'build/asan/tests/sim/corong_sim', 'build/asan/tests/fuzz/corong_fuzz'];
const goal = { lines: 100, branches: 95 };

if (!existsSync(join(root, profiles))) end('no test was run: ./corong test');
const raw = readdirSync(join(root, profiles)).filter((name) => name.endsWith('.profraw')).map((name) => join(profiles, name));
run('llvm-profdata-14', ['merge', '-sparse', ...raw, '-o', data]);

const sources = [...sourcesIn('src/storage', /\.cpp$/), ...sourcesIn('src/exchange', /^merge.*\.cpp$/)];
const seen = [`-instr-profile=${data}`, programs[0], ...programs.slice(1).flatMap((program) => ['-object', program])];
const { data: [{ files, totals }] } = JSON.parse(run('llvm-cov-14', ['export', '-summary-only', ...seen, ...sources]));
// What says of itself that it is never reached is not counted: CHECK(!"why").
for (const { filename, summary } of files) {
  const shown = run('llvm-cov-14', ['show', ...seen, filename]);
  const excused = shown.split('\n').filter((line) => /^ *\d+\| *0\|.*CHECK\(!"/.test(line)).length;
  for (const { lines } of [summary, totals]) {
    lines.count -= excused;
    lines.percent = (100 * lines.covered) / lines.count;
  }
}
const row = (name, { lines, branches }) =>
  `${name.padEnd(44)} ${`${lines.covered}/${lines.count}`.padStart(11)} ${percent(lines)}  ${`${branches.covered}/${branches.count}`.padStart(11)} ${percent(branches)}`;
console.log(`${'file'.padEnd(44)} ${'lines'.padStart(11)}       %  ${'branches'.padStart(11)}       %`);
for (const { filename, summary } of files) console.log(row(filename.slice(root.length + 1), summary));
console.log(row('all of it', totals));
if (totals.lines.percent < goal.lines || totals.branches.percent < goal.branches)
  end(`the goal is ${goal.lines} % of lines and ${goal.branches} % of branches. What is missing:
  llvm-cov-14 show -show-branches=count ${seen.join(' ')} FILE`);

function percent({ percent: value }) {
  return value.toFixed(2).padStart(7);
}

function sourcesIn(folder, pattern) {
  return readdirSync(join(root, folder)).filter((name) => pattern.test(name)).sort().map((name) => join(folder, name));
}

function run(program, args) {
  const { status, stdout, stderr, error } = spawnSync(program, args, { cwd: root, encoding: 'utf8', maxBuffer: 1 << 30 });
  if (status !== 0) end(`${program}: ${error?.message ?? stderr.slice(-3000)}`);
  return stdout;
}

function end(why) {
  console.error(`coverage: ${why}`);
  process.exit(1);
}
