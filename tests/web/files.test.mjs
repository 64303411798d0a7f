// Every real file is taken in with a true report or refused with a true reason, and none of them
// breaks the program.
import assert from 'node:assert/strict';
import { statSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { drop, see, settled, start } from './support/browser.mjs';
import { dataFiles, dataName, importFile, read, skip } from './support/data.mjs';

// Small, because without a graphics card the drawing is what takes the time.
const viewport = { width: 480, height: 320 };
let world;
let page;
before(async () => {
  world = await start();
  page = await world.open({ viewport });
});
after(() => world?.close());

// Answers that a person would give where a file leaves two readings open.
async function importAnswering(name, bytes) {
  const dialect = {};
  for (let questions = 0; questions < 20; ++questions) {
    const outcome = await importFile(page, name, bytes, { dialect });
    const code = outcome.error?.code;
    if (!code?.startsWith('import.ambiguous')) return outcome;
    assert.ok(outcome.error.where, `${name}: an open question names its column`);
    dialect[outcome.error.where] = { 'import.ambiguous_date': 'dmy', 'import.ambiguous_number': 'dot_decimal' }[code] || 'million';
  }
  throw new Error(`${name} never runs out of questions`);
}

// The largest last, so that the others meet a small book.
const bySize = () => dataFiles().map((path) => ({ path, size: statSync(path).size })).sort((a, b) => a.size - b.size).map(({ path }) => path);
const sum = (report) => report.created + report.updated + report.unchanged + report.rejected.length;
const isVcard = (name) => name.endsWith('.vcf');
const isBadJson = (name) => /test_parsing\/n_/.test(name);

test('every file of the data folder imports with a true report or is refused in words', { skip }, async () => {
  const count = () => page.evaluate(() => corong.query({ limit: 0 }).total);
  let leads = 0;
  for (const path of bySize()) {
    const name = dataName(path);
    const { report, error } = await importAnswering(name, read(path));
    assert.notEqual(error?.code, 'import.busy', `${name}: the file before it is done`);
    if (error) {
      assert.ok(error.code && error.message.length > 10, `${name}: ${JSON.stringify(error)}`);
      assert.equal(await count(), leads, `${name}: a refusal changes nothing`);
    } else {
      assert.equal(sum(report), report.read, `${name}: nothing is dropped`);
      leads += report.created;
      assert.equal(await count(), leads, `${name}: the report is true`);
    }
    if (isVcard(name)) assert.ok(error, `${name}: vCards are refused until they are supported`);
    if (isBadJson(name)) assert.ok(error, `${name} is not JSON`);
  }
  await page.evaluate(() => corong.saved());
  assert.deepEqual(page.errors, []);
});

test('no broken JSON changes a byte of the book', { skip }, async () => {
  const own = await world.open({ viewport });
  await own.evaluate(() => corong.run('sample.open'));
  const bytes = () => own.evaluate(async () => new TextDecoder().decode(await corong.exportFile('snapshot')));
  const was = await bytes();
  const bad = dataFiles().filter((path) => isBadJson(dataName(path)));
  assert.ok(bad.length > 150);
  for (const path of bad) {
    const { error } = await importFile(own, 'book.corong.json', read(path));
    assert.ok(error?.message, `${dataName(path)} must be refused`);
  }
  assert.equal(await bytes(), was);
  await own.close();
});

test('files nobody should send are refused in one sentence', async () => {
  const deep = Buffer.from('['.repeat(200000));
  const bad = {
    'empty.csv': Buffer.alloc(0),
    'book.xlsx': Buffer.from('PK\u0003\u0004 and so on', 'latin1'),
    'photo.png': Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0, 13]),
    'noise.csv': Buffer.from(Array.from({ length: 4000 }, (_, i) => (i * 7919) % 251)),
    'half.csv': Buffer.from('name,email\n"Kari,kari@nordlys.example\n'),
    'deep.corong.json': deep,
    'other.json': Buffer.from('{"hello": 1}'),
    'contact.vcf': Buffer.from('BEGIN:VCARD\nVERSION:3.0\nFN:Kari\nEND:VCARD\n'),
  };
  for (const [name, bytes] of Object.entries(bad)) {
    const { error } = await importFile(page, name, bytes);
    assert.ok(error, `${name} was taken`);
    assert.match(error.message, /\.$/, `${name}: a whole sentence: ${error.message}`);
  }
  assert.deepEqual(page.errors, []);
});

// What is under way is carried to its end: a second file, a second press, a cancel do not touch it.
test('a file that comes while another is taken in waits for its turn', async () => {
  const own = await world.open({ viewport });
  const rows = Array.from({ length: 20000 }, (_, i) => `Person ${i},p${i}@nordlys.example`);
  await drop(own, 'many.csv', ['Name,E-mail', ...rows, ''].join('\n'));
  await see(own, 'button', 'Import 20,000 leads');
  await settled(own);
  const during = await own.evaluate(async () => {
    const codeOf = (promise) => promise.then(() => 'taken', (error) => error.code);
    const first = corong.run('import.run');
    const second = codeOf(corong.run('import.run'));
    const other = codeOf(corong.importFile('a.csv', new TextEncoder().encode('Name\nKari\n')));
    await first;
    return [await second, await other];
  });
  assert.deepEqual(during, ['command.disabled', 'import.busy']);
  assert.equal(await own.evaluate(() => corong.query({ limit: 0 }).total), 20000);
  await own.evaluate(() => corong.run('undo'));

  await drop(own, 'many.csv', ['Name,E-mail', ...rows, ''].join('\n'));
  await see(own, 'button', 'Import 20,000 leads');
  const stopped = await own.evaluate(async () => {
    const running = corong.run('import.run').then(() => 'taken', (error) => error.code);
    await corong.run('import.cancel');
    return running;
  });
  assert.equal(stopped, 'job.cancelled');
  assert.equal(await own.evaluate(() => corong.query({ limit: 0 }).total), 0);
  assert.deepEqual(own.errors, []);
  await own.context().close();
});
