// The speed table for what exists, in Chromium, the shipped wasm beside what a JavaScript app would do:
// an array of objects, typed by hand. `node tests/bench/browser.mjs [leads]`.
import { readFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { firstVisit, packedBytes, withFirstUse } from '../../tools/first_visit.mjs';
import { launchProfile, settled, site, start } from '../web/support/browser.mjs';
import { frameCosts } from './frames.mjs';
import { bring, importInPage, plainPeople } from './in_page.mjs';
import { peopleCsv } from './people.mjs';
import { instrument, longestTasks, ms, percentile, printTable, ratio, report, reportEach, reportLongest, reportSlice } from './support.mjs';

const SIZES = [1_000, 10_000, 100_000, 1_000_000]; // leads
const MOST_AT_ONCE = 100_000; // leads of one file
const QUIET = 8_000; // ms
const WHEEL_FRAMES = 300;
const LEADS = Number(process.argv[2] || 100000);
const papaparse = readFileSync(new URL('../node_modules/papaparse/papaparse.min.js', import.meta.url), 'utf8');
const world = await start({ whole: true, args: ['--enable-precise-memory-info'] });
const count = LEADS.toLocaleString('en');

async function emptyApp() {
  const page = await world.open();
  const { startupMs } = await page.evaluate(() => corong.stats());
  report('start, empty book', ms(startupMs));
  await settled(page);
  const before = await page.evaluate(() => corong.stats().framesDrawn);
  await page.waitForTimeout(10000);
  const after = await page.evaluate(() => corong.stats().framesDrawn);
  report('idle for 10 s', `${after - before} frames`, '', '0');
  await page.close();
  return startupMs;
}

// Of a visitor who was never here: the press fetches the second part of the program, too.
async function firstInteraction() {
  const page = await world.open({ ready: false });
  await page.getByRole('main').first().waitFor({ state: 'attached' });
  await page.evaluate(() => {
    window.addEventListener('keydown', () => (window.pressedAt ??= performance.now()), { capture: true });
    new MutationObserver(() => {
      if (document.querySelector('#mirror [role=dialog]')) window.openedAt ??= performance.now();
    }).observe(document.getElementById('mirror'), { childList: true, subtree: true });
  });
  await page.keyboard.press('Control+k');
  await page.waitForFunction(() => window.openedAt);
  report('first interaction: from a press to what it opens, the rest of the program fetched', ms(await page.evaluate(() => openedAt - pressedAt)));
  await page.close();
}

async function importing(page, csv) {
  await bring(page, { text: csv });
  await longestTasks(page);
  const ours = await importInPage(page, 'people.csv');
  await reportLongest(page, 'importing');
  await page.evaluate(papaparse);
  const theirs = await page.evaluate((csv) => window.timed(() => window.Papa.parse(csv, { header: true })), csv);
  report(`import ${count} leads from CSV`, ms(ours), `papaparse to objects ${ms(theirs)}, ${ratio(theirs, ours)}`, '≥ 3 × faster');
}

// The same questions of the book and of an array of objects. Each question is a task of its own.
async function questions(page) {
  const ask = async (request) => {
    const times = [];
    for (let i = 0; i < 7; ++i) times.push(await page.evaluate((request) => window.timed(() => corong.query(request)), request));
    return percentile(times, 0.5);
  };
  const plain = await plainPeople(page);
  await longestTasks(page);
  const search = await ask({ search: 'lestari', limit: 1 });
  report(`search ${count}: name, e-mail, company`, ms(search), `plain JS ${ms(plain.search)}, ${ratio(plain.search, search)}`, '≥ 8 ×');
  const sort = await ask({ sort: ['-score.total', 'name'], limit: 50 });
  report(`sort ${count} by score, then name`, ms(sort), `plain JS ${ms(plain.sort)}, ${ratio(plain.sort, sort)}`, '≥ 30 ×');
  await reportLongest(page, 'asking');
}

// What each of the page's jobs worked at most in one go, as the session measured it.
async function slices(page, what) {
  const longest = await page.evaluate(() => corong.stats().longestSlicesMs);
  for (const [job, took] of Object.entries(longest)) report(`longest slice, ${what}: ${job}`, ms(took), '', '≤ 50 ms, aim 8');
}

async function editing(page, leads, when = '') {
  const times = await page.evaluate(async () => {
    const { rows } = corong.query({ limit: 200 });
    const all = [];
    for (const { id } of rows) {
      const begin = performance.now();
      await corong.run('lead.set', { id, field: 'need', value: `n${begin}` });
      await corong.saved();
      all.push(performance.now() - begin);
    }
    return all;
  });
  report(`edit to durable, ${leads.toLocaleString('en')} stored${when}`, `p50 ${ms(percentile(times, 0.5))}, p99 ${ms(percentile(times, 0.99))}`, '', 'p50 ≤ 10, p99 ≤ 50 ms');
}

// Until nothing is snapshotted, merged, compared or copied any more: what the origin takes on the disk stays as it is.
async function untilQuiet(page) {
  const usage = () => page.evaluate(async () => (await navigator.storage.estimate()).usage);
  for (let before = -1, now = await usage(); before !== now; ) {
    await page.waitForTimeout(QUIET);
    [before, now] = [now, await usage()];
  }
}

// The same where less, and more and more, is stored: it must not grow.
async function editingAtEachSize() {
  const page = await world.open();
  await instrument(page);
  for (let stored = 0; stored < SIZES.at(-1); ) {
    const more = Math.min(SIZES.find((size) => size > stored) - stored, MOST_AT_ONCE);
    await bring(page, { text: peopleCsv(more, stored + 1, stored) });
    await importInPage(page, 'people.csv');
    stored += more;
    if (!SIZES.includes(stored)) continue;
    await page.evaluate(() => corong.saved());
    await settled(page, 60_000);
    if (stored === SIZES.at(-1)) await editing(page, stored, ' right after importing them');
    await untilQuiet(page);
    await editing(page, stored);
  }
  await page.close();
}

// In the page and between its frames, until so many are drawn: a turn that is sent from outside arrives six times a second
// at most.
async function turnWheel(frames) {
  const canvas = document.getElementById('canvas');
  const last = corong.stats().framesDrawn + frames;
  while (corong.stats().framesDrawn < last) {
    canvas.dispatchEvent(new WheelEvent('wheel', { deltaY: 400, clientX: 700, clientY: 500, bubbles: true, cancelable: true }));
    await new Promise((resolve) => setTimeout(resolve, 16));
  }
}

async function scrolling(page) {
  await page.evaluate(() => corong.run('view.open', { path: '/leads' }));
  await settled(page);
  await page.mouse.move(700, 500);
  const { cpu, wall, task } = await frameCosts(page, () => page.evaluate(turnWheel, WHEEL_FRAMES));
  const spread = (times) => `p50 ${ms(percentile(times, 0.5))}, p99 ${ms(percentile(times, 0.99))}`;
  report(`frame while scrolling ${count} leads, CPU`, spread(cpu), `${cpu.length} frames`, 'p99 ≤ 4 ms');
  report('the same by the clock on the wall', spread(wall));
  report('the same, CPU with the browser\'s part', spread(task));
}

// From the press until their rows are in the page for screen readers, which is up to 100 ms behind the frame.
async function companies(page) {
  const took = await page.evaluate(async () => {
    const shown = async (path) => {
      const begin = performance.now();
      await corong.run('view.open', { path });
      while (!document.querySelector(`#mirror main[aria-label*="${path === '/companies' ? 'Companies' : 'Leads'}"] [role=grid] [role=row][aria-rowindex]`)) await new Promise(requestAnimationFrame);
      return performance.now() - begin;
    };
    await shown('/leads');
    return { first: await shown('/companies'), away: await shown('/leads'), again: await shown('/companies') };
  });
  report(`companies of ${count} leads, first`, ms(took.first));
  report('the same, gone back to', ms(took.again));
}

async function snapshots(page) {
  const figures = await page.evaluate(async () => {
    const begin = performance.now();
    const bytes = await corong.exportFile('snapshot');
    const written = performance.now();
    const { rows } = corong.query({ limit: 1e6, fields: ['name', 'company', 'title', 'email', 'phone', 'channel', 'company_size', 'budget', 'created', 'outcome'] });
    const plain = JSON.stringify(rows);
    const parseBegin = performance.now();
    JSON.parse(plain);
    return { write: written - begin, megabytes: bytes.length / 1e6, parse: performance.now() - parseBegin, plainMegabytes: plain.length / 1e6 };
  });
  report(`write a snapshot of ${count}`, `${ms(figures.write)}, ${figures.megabytes.toFixed(1)} MB`);
  const base64 = await page.evaluate(async () => {
    const bytes = await corong.exportFile('snapshot');
    const blob = new Blob([bytes]);
    const url = await new Promise((done) => { const reader = new FileReader(); reader.onload = () => done(reader.result); reader.readAsDataURL(blob); });
    return url.slice(url.indexOf(',') + 1);
  });
  const readings = [];
  for (let i = 0; i < READINGS; ++i) readings.push(await readAndTakeBack(base64));
  const read = percentile(readings.map((reading) => reading.read), 0.5);
  report(`read it into an empty book`, ms(read), `JSON.parse of plain objects (${figures.plainMegabytes.toFixed(0)} MB) ${ms(figures.parse)}, ${(read / figures.parse).toFixed(1)} × as long`, '≤ 1.5 ×');
  reportEach('while reading it', readings.map((reading) => reading.whileReading));
  report('take it back', ms(percentile(readings.map((reading) => reading.undo), 0.5)));
  reportEach('while taking it back', readings.map((reading) => reading.whileTakingBack));
  for (const job of Object.keys(readings[0].slices)) reportSlice(`, merging and taking back: ${job}`, readings.map((reading) => reading.slices[job] ?? 0), ', aim 8');
}

// What other threads take of two cores looks like work of the page: of three readings the quietest says what is work.
const READINGS = 3;

async function readAndTakeBack(base64) {
  const page = await world.open();
  await instrument(page);
  await bring(page, { base64 });
  await longestTasks(page);
  const read = await importInPage(page, 'book.corong.json');
  const whileReading = await longestTasks(page);
  const undo = await page.evaluate(() => window.timed(() => corong.run('undo')));
  const whileTakingBack = await longestTasks(page);
  const slices = await page.evaluate(() => corong.stats().longestSlicesMs);
  await page.close();
  return { read, whileReading, undo, whileTakingBack, slices };
}

async function reloading(csv, emptyStartMs) {
  const folder = mkdtempSync(join(tmpdir(), 'corong-bench-'));
  const context = await launchProfile(folder, { viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  await page.goto(world.address);
  await page.evaluate(() => corong.ready);
  await instrument(page);
  await bring(page, { text: csv });
  await importInPage(page, 'people.csv');
  await page.evaluate(() => corong.saved());
  await page.waitForTimeout(3000);
  const starts = [];
  for (let i = 0; i < 3; ++i) {
    await page.reload();
    await page.evaluate(() => corong.ready);
    const stats = await page.evaluate(() => corong.stats());
    starts.push(stats.startupMs);
    if (stats.rows.leads !== LEADS) throw new Error(`a reload lost leads: ${stats.rows.leads}`);
  }
  const stats = await page.evaluate(() => corong.stats());
  report(`start with ${count} leads stored`, ms(percentile(starts, 0.5)), `empty ${ms(emptyStartMs)}, ${(percentile(starts, 0.5) / emptyStartMs).toFixed(2)} × as long`, '≤ 1.5 ×');
  await slices(page, 'starting');
  report(`memory with ${count} leads`, `${Math.round(stats.memoryBytes / 1e6)} MB wasm, book ${Math.round(stats.bookBytes / 1e6)} MB`);
  await context.close();
  rmSync(folder, { recursive: true, force: true });
}

const emptyStartMs = await emptyApp();
await firstInteraction();
const csv = peopleCsv(LEADS);
const page = await world.open();
await instrument(page);
await importing(page, csv);
await questions(page);
await editing(page, LEADS);
await scrolling(page);
await companies(page);
await snapshots(page);
await slices(page, 'importing and exporting');
await reloading(csv, emptyStartMs);
await page.close();
await editingAtEachSize();
const kilobytes = (rows) => `${Math.round(packedBytes(rows) / 1000)} KB`;
report('first visit, brotli', kilobytes(firstVisit(site)), '', '≤ 450 KB');
report('the rest of the program, with the first press', kilobytes(withFirstUse(site)));
await world.close();
printTable();
