// Runs every suite, says how each went, and ends with one line of totals.
//   node tools/run-tests.mjs [--long] [suite...]      (normally through ./corong test, which builds first)
// A suite that crashes, hangs, or runs no test counts as one failure. With CI=true a skipped test fails the run.

import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const logs = join(root, 'build/log');
const profiles = join(root, 'build/asan/profiles');
const long_minutes = 120, usual_minutes = 15;
const shown_lines = 60;

const { values: options, positionals: chosen } = parseArgs({
  allowPositionals: true,
  options: { long: { type: 'boolean', default: false } },
});

const limit_minutes = options.long ? long_minutes : usual_minutes;
const environment = {
  ...process.env,
  CORONG_DATA: resolve(root, process.env.CORONG_DATA ?? '../shared/data'),
  CORONG_SITE: join(root, 'build/site'),
  CORONG_LONG: options.long ? '1' : '',
  // Six frames say where memory came from; finding all thirty is much of the time of code that allocates.
  ASAN_OPTIONS: 'detect_stack_use_after_return=1:strict_string_checks=1:malloc_context_size=6',
  UBSAN_OPTIONS: 'print_stacktrace=1',
  // What was run, of the files that are counted: tools/coverage.mjs reads it. Four files that programs add to.
  LLVM_PROFILE_FILE: join(profiles, '%4m.profraw'),
};

// Suites in one stage run at the same time, and so do the files of a suite in as many lanes as it has: no test
// measures time. Each file has a browser, a server and folders of its own. Parts are of one program: each leaves out
// what another one runs.
const stages = [[
  { name: 'core', title: 'core, native with ASan and UBSan', needs: 'tests/core', command: ['build/asan/tests/core/corong_tests'],
    parts: ['-sf=*/app_*,*/exchange_*', '-sfe=*/app_*,*/exchange_*'], lanes: 2 },
  { name: 'wasm', title: 'core, as wasm under Node', needs: 'tests/core', command: ['node', 'build/web/tests/core/corong_tests.cjs'] },
], [
  { name: 'zoo', title: 'planted bugs are caught', needs: 'tests/zoo', command: ['node', '--test'], files: 'tests/zoo' },
  { name: 'fuzz', title: 'fuzzed readers, ASan and UBSan', needs: 'tests/fuzz', command: ['node', '--test'], files: 'tests/fuzz' },
  { name: 'ui', title: 'face without a window, ASan and UBSan', needs: 'tests/ui', command: ['build/asan/tests/ui/corong_ui_tests'],
    parts: ['-sf=*/widgets.cpp,*/keyboard.cpp', '-sfe=*/widgets.cpp,*/keyboard.cpp'], lanes: 2 },
  { name: 'tidy', title: 'tidy', needs: 'tests/tidy', command: ['node', '--test'], files: 'tests/tidy' },
], [
  { name: 'sim', title: 'simulated disks, clocks and crashes', needs: 'tests/sim', command: ['build/asan/tests/sim/corong_sim'],
    parts: ['-tc=crashes*', '-tce=crashes*'], lanes: 2, long: '' },
], [
  // Without the sanitizers, which watch the share of every run.
  ...(options.long ? [{ name: 'sim_long', title: 'the same, millions of steps', needs: 'tests/sim', command: ['build/native/tests/sim/corong_sim'],
    parts: ['-tc=crashes*', '-tce=crashes*'], lanes: 2 },
  { name: 'laws_long', title: 'laws, hundreds of thousands of cases', needs: 'tests/core', command: ['build/native/tests/core/corong_laws'] }] : []),
], [
  { name: 'web', title: 'journeys in browsers', needs: 'tests/web', command: ['node', '--test'], files: 'tests/web', lanes: 2 },
]];

const totals = { passed: 0, failed: 0, skipped: 0 };
mkdirSync(logs, { recursive: true });
rmSync(profiles, { recursive: true, force: true });
for (const stage of stages) {
  const wanted = stage.filter((suite) => (chosen.length === 0 || chosen.includes(suite.name)) && hasTests(suite));
  await Promise.all(wanted.map(runAndTell));
}

const nothing_ran = totals.passed + totals.failed === 0;
const skipped_in_ci = process.env.CI === 'true' && totals.skipped > 0;
if (nothing_ran) console.log('No test ran.');
if (skipped_in_ci) console.log(`CI accepts no skipped test. Is CORONG_DATA there? (${environment.CORONG_DATA})`);
console.log(summary(totals));
process.exit(totals.failed > 0 || skipped_in_ci || nothing_ran ? 1 : 0);

async function runAndTell(suite) {
  const started = Date.now();
  const result = await run(suite);
  for (const key of Object.keys(totals)) totals[key] += result[key];
  const seconds = ((Date.now() - started) / 1000).toFixed(1);
  console.log(`${result.failed > 0 ? 'FAILED' : 'ok    '} ${suite.title.padEnd(40)} ${summary(result)}  (${seconds} s)`);
  if (result.failed > 0) showFailure(suite);
}

// A suite whose folder holds no test yet is no failure; one whose program is missing is.
function hasTests({ needs }) {
  return testFiles(needs, /\.cpp$|\.test\.mjs$/).length > 0;
}

function testFiles(folder, pattern) {
  const path = join(root, folder);
  if (!existsSync(path)) return [];
  return readdirSync(path).filter((name) => pattern.test(name)).sort().map((name) => join(folder, name));
}

async function run(suite) {
  const log = createWriteStream(logOf(suite));
  const waiting = suite.files
    ? testFiles(suite.files, /\.test\.mjs$/).map((file) => [...suite.command, file])
    : (suite.parts ?? []).map((part) => [...suite.command, part]);
  if (waiting.length === 0) waiting.push(suite.command);
  const results = [];
  const lane = async () => {
    while (waiting.length > 0) {
      const { text, ok } = await output(waiting.shift(), suite.long);
      log.write(text);
      results.push(counted({ text, ok }));
    }
  };
  await Promise.all(Array.from({ length: suite.lanes ?? 1 }, lane));
  log.end();
  await finished(log);
  return suite.parts ? sumOfParts(results) : sumOf(results);
}

function sumOf(results) {
  const sum = { passed: 0, failed: 0, skipped: 0 };
  for (const result of results) for (const key of Object.keys(sum)) sum[key] += result[key];
  return sum;
}

// Each part counts as skipped what the others run.
function sumOfParts(results) {
  const sum = sumOf(results);
  const all = Math.max(...results.map(({ passed, failed, skipped }) => passed + failed + skipped));
  return { ...sum, skipped: Math.max(0, all - sum.passed - sum.failed) };
}

// Runs a command to its end; resolves to what it printed and how it ended.
function output([program, ...args], long = environment.CORONG_LONG) {
  return new Promise((resolved) => {
    const child = spawn(program, args, { cwd: root, env: { ...environment, CORONG_LONG: long }, stdio: ['ignore', 'pipe', 'pipe'] });
    const parts = [];
    const say = (words) => parts.push(Buffer.from(words));
    const timer = setTimeout(() => {
      say(`\nstopped after ${limit_minutes} minutes\n`);
      child.kill('SIGKILL');
    }, limit_minutes * 60_000);
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (bytes) => parts.push(bytes));
    child.on('error', (error) => say(`${error.message}\n`));
    child.on('close', (code) => {
      clearTimeout(timer);
      resolved({ text: Buffer.concat(parts).toString(), ok: code === 0 });
    });
  });
}

// Reads the closing lines of doctest and of Node's runner.
function counted({ text, ok }) {
  const doctest = /test cases:\s+\d+ \|\s+(\d+) passed \|\s+(\d+) failed \|\s+(\d+) skipped/.exec(text);
  const result = doctest
    ? { passed: Number(doctest[1]), failed: Number(doctest[2]), skipped: Number(doctest[3]) }
    : { passed: noded(text, 'pass'), failed: noded(text, 'fail') + noded(text, 'cancelled'), skipped: noded(text, 'skipped') + noded(text, 'todo') };
  const silent = result.passed + result.failed + result.skipped === 0;
  if ((!ok || silent) && result.failed === 0) result.failed = 1;
  return result;
}

function noded(text, word) {
  const found = [...text.matchAll(new RegExp(`^(?:#|ℹ) ${word} (\\d+)$`, 'gm'))].at(-1);
  return found ? Number(found[1]) : 0;
}

// The failures by themselves where the log marks them (TAP), else its last lines.
function showFailure(suite) {
  const text = readFileSync(logOf(suite), 'utf8').trimEnd();
  const marked = text.match(/^( *)not ok [^]*?\n\1  \.\.\.$/gm);
  const lines = (marked ? marked.join('\n') : text).split('\n');
  console.log(lines.slice(-shown_lines).map((line) => `       ${line}`).join('\n'));
  console.log(`       all of it: build/log/test-${suite.name}.log`);
}

function logOf(suite) {
  return join(logs, `test-${suite.name}.log`);
}

function summary({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`;
}
