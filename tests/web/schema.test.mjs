// A snapshot of a book with everything in it, written by the core's own test program, holds to the
// published schema; and the schema is no rubber stamp.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import Ajv from 'ajv';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const sample = join(root, 'build/snapshot-sample.json');
const sharedSample = join(root, 'build/snapshot-sample-shared.json');
const schema = JSON.parse(readFileSync(join(root, 'assets/schema/snapshot-1.schema.json'), 'utf8'));
const validate = new Ajv({ strict: true, strictRequired: false, allowUnionTypes: true, allErrors: true }).compile(schema);

// Any of the test programs that are built writes the sample.
function writeSample() {
  const only = ['-tc=snapshot: a sample for the schema'];
  const programs = [
    ['web/tests/core/corong_tests.cjs', process.execPath],
    ['asan/tests/core/corong_tests', null],
    ['native/tests/core/corong_tests', null],
  ];
  for (const [path, interpreter] of programs) {
    const program = join(root, 'build', path);
    if (!existsSync(program)) continue;
    const run = interpreter ? spawnSync(interpreter, [program, ...only], { cwd: root }) : spawnSync(program, only, { cwd: root });
    if (run.status === 0 && existsSync(sample) && existsSync(sharedSample)) return;
  }
  assert.ok(existsSync(sample), 'no test program wrote build/snapshot-sample.json: build the core tests first');
}

let snapshot, shared;
before(() => {
  writeSample();
  shared = JSON.parse(readFileSync(sharedSample, 'utf8'));
  snapshot = JSON.parse(readFileSync(sample, 'utf8'));
});

test('a snapshot holds to the schema', () => {
  assert.ok(validate(snapshot), JSON.stringify(validate.errors?.slice(0, 5), null, 1));
  for (const table of ['leads', 'companies', 'activities', 'tasks', 'deals']) assert.ok(snapshot.tables[table].length > 0, table);
  assert.ok(snapshot.unknown.length > 0 && snapshot.forgotten.length > 0 && Object.keys(snapshot.documents).length > 0);
});

test('what is no snapshot does not', () => {
  const spoil = (change) => {
    const copy = structuredClone(snapshot);
    change(copy);
    return validate(copy);
  };
  assert.equal(validate({}), false);
  assert.equal(spoil((s) => { s.format = 2; }), false);
  assert.equal(spoil((s) => { delete s.forgotten; }), false);
  assert.equal(spoil((s) => { s.tables.leads[0].id = 'x-1'; }), false);
  assert.equal(spoil((s) => { s.tables.leads[0].rows[0] = 'Kari'; }), false);
  assert.equal(spoil((s) => { s.tables.leads[0].rows[0] = [[5]]; }), false);
  assert.equal(spoil((s) => { delete s.tables.leads[0].columns; }), false);
  assert.equal(spoil((s) => { s.tables.leads.find((run) => !run.waiting).stamp = 'soon'; }), false);
  assert.equal(spoil((s) => { s.documents['a/b'] = ['1']; }), false);
});

test('a partial and redacted snapshot holds to the schema, and says what it is', () => {
  assert.ok(validate(shared), JSON.stringify(validate.errors?.slice(0, 5), null, 1));
  assert.deepEqual(Object.keys(shared).slice(0, 5), ['corong', 'format', 'reader', 'partial', 'redacted']);
  assert.ok(shared.partial.leads > 0);
  assert.ok(shared.redacted.fields.some(([table, key, how]) => table === 'leads' && key === 'name' && how === 'pseudonym'));
  assert.ok(JSON.stringify(shared.tables.leads).includes('{"pseudonym":"Person '));
  const spoil = (change) => {
    const copy = structuredClone(shared);
    change(copy);
    return validate(copy);
  };
  assert.equal(spoil((s) => { delete s.partial.of; }), false);
  assert.equal(spoil((s) => { s.redacted.fields.push(['leads', 'name']); }), false);
  assert.equal(spoil((s) => { s.redacted.fields.push(['leads', 'name', 'hashed']); }), false);
});
