// The page without a network, and a newer version of it: service_worker.js keeps a build whole, and gives way only when
// nobody has it open or the user says so.
import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, get } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { middle, see, settled, site, start } from './support/browser.mjs';
import { until } from './support/chance.mjs';
import { digestOf, siteForSmallDisks } from './support/disk.mjs';

let folder, world;
before(async () => {
  folder = siteForSmallDisks(); // wherever the tests run
  world = await start({ folder });
});
after(async () => {
  await world?.close();
  rmSync(folder, { recursive: true });
});

const visit = (options = {}) => world.browser.newContext({ viewport: { width: 1440, height: 900 }, serviceWorkers: 'allow', ...options });
const open = (context) => world.open({ context });
const cachesOf = (page) => page.evaluate(() => caches.keys());

// Until all of the build is kept. That comes behind a book and its second copy.
async function kept(page) {
  await page.evaluate(() => corong.run('lead.create', { fields: { name: 'Kari Nordmann' } }));
  await page.evaluate(() => corong.saved());
  await until('the program is kept', () => page.evaluate(() => navigator.serviceWorker.getRegistration().then((found) => found?.active?.state === 'activated')));
}

// The next build: one file of it is another, and so is the list of them.
let builds = 0;
function bringNewerBuild() {
  const licenses = readFileSync(join(folder, 'licenses.txt'));
  const newer = Buffer.concat([licenses, Buffer.from(`build ${++builds}\n`)]);
  const worker = readFileSync(join(folder, 'service_worker.js'), 'utf8');
  writeFileSync(join(folder, 'licenses.txt'), newer);
  writeFileSync(join(folder, 'service_worker.js'), worker.replace(digestOf(licenses), digestOf(newer)).replace(/"[0-9a-f]{8}"/, `"0000000${builds}"`));
}

test('without a network the page opens, in each language, with all it can do', async () => {
  const context = await visit();
  const page = await open(context);
  await kept(page);
  await context.setOffline(true);
  await page.reload();
  await page.evaluate(() => corong.ready);
  assert.equal(await page.evaluate(() => corong.query({ search: 'Kari' }).total), 1);
  for (const [language, today] of [['nb', 'I dag'], ['id', 'Hari ini'], ['en', 'Today']]) {
    await page.evaluate((value) => corong.run('settings.set', { key: 'language', value }), language);
    await see(page, 'link', today);
  }
  const sealed = await page.evaluate(async () => (await corong.exportFile('snapshot', { passphrase: 'open sesame' })).length);
  assert.ok(sealed > 0, 'what comes with its first question is there, too');
  await page.evaluate(() => corong.run('lead.create', { fields: { name: 'Budi' } }));
  await page.evaluate(() => corong.saved());
  assert.deepEqual(page.errors, []);
  await context.close();
});

test('without a book nothing is kept', async () => {
  const context = await visit();
  const page = await open(context);
  await see(page, 'button', 'Open the sample book');
  await page.evaluate(() => corong.commands());
  await page.waitForTimeout(4000);
  assert.deepEqual(await cachesOf(page), []);
  assert.equal(await page.evaluate(() => navigator.serviceWorker.getRegistration().then((found) => found?.scope)), undefined);
  await context.close();
});

test('a newer version is told of and waits; whoever starts it has it at once, and loses nothing', async () => {
  const context = await visit();
  const page = await open(context);
  await kept(page);
  const [before] = await cachesOf(page);
  bringNewerBuild();
  await page.evaluate(() => navigator.serviceWorker.getRegistration().then((registration) => registration.update()));
  await see(page, 'button', 'Start it');
  await settled(page);
  const reloaded = page.waitForEvent('load');
  const { x, y } = await middle(page, 'button', 'Start it');
  await page.mouse.click(x, y);
  await reloaded;
  await page.evaluate(() => corong.ready);
  const [now, ...others] = await cachesOf(page);
  assert.notEqual(now, before);
  assert.deepEqual(others, [], 'the older one is gone');
  assert.match(await page.evaluate(() => fetch('licenses.txt').then((response) => response.text())), new RegExp(`build ${builds}\\n$`));
  assert.equal(await page.evaluate(() => corong.query({ search: 'Kari' }).total), 1);
  assert.deepEqual(page.errors, []);
  await context.close();
});

test('while another tab has the older version the newer one is refused in words, and both go on', async () => {
  const context = await visit();
  const [page, other] = [await open(context), await open(context)];
  await kept(page);
  const before = await cachesOf(page);
  bringNewerBuild();
  await page.evaluate(() => navigator.serviceWorker.getRegistration().then((registration) => registration.update()));
  await see(page, 'button', 'Start it');
  const refusal = await page.evaluate(() => corong.run('page.update').then(() => '', ({ code }) => code));
  assert.equal(refusal, 'page.other_tabs');
  assert.ok((await cachesOf(page)).includes(before[0]), 'what the tabs run stays');
  await other.evaluate(() => corong.query({ limit: 1 }));
  await other.close();
  const reloaded = page.waitForEvent('load');
  await until('the other tab is gone', () => page.evaluate(() => navigator.locks.query().then(({ held, pending }) => held.length + pending.length === 1)));
  await page.evaluate(() => void corong.run('page.update'));
  await reloaded;
  await page.evaluate(() => corong.ready);
  await context.close();
});

test('a network that answers with something else, as in a café, spoils nothing that is kept', async () => {
  const context = await visit();
  const page = await open(context);
  await kept(page);
  const before = await cachesOf(page);
  const worker = readFileSync(join(folder, 'service_worker.js'), 'utf8');
  const styles = readFileSync(join(folder, 'shell.css'));
  writeFileSync(join(folder, 'service_worker.js'), worker.replace(/"[0-9a-f]{8}"/, '"ffffffff"'));
  writeFileSync(join(folder, 'shell.css'), '<p>Please log in.</p>');
  const outcome = await page.evaluate(() => navigator.serviceWorker.getRegistration().then((registration) => registration.update()).then((registration) =>
    new Promise((done) => registration.installing.addEventListener('statechange', ({ target }) => done(target.state)))));
  assert.equal(outcome, 'redundant');
  await context.setOffline(true);
  await page.reload();
  await page.evaluate(() => corong.ready);
  assert.deepEqual(await cachesOf(page), before, 'no part of the other one is kept');
  assert.deepEqual(page.errors, []);
  writeFileSync(join(folder, 'service_worker.js'), worker);
  writeFileSync(join(folder, 'shell.css'), styles);
  await context.close();
});

// As hosts with clean addresses do: index.html is only at the address of its folder.
async function redirecting() {
  const server = createServer((request, response) => {
    if (request.url === '/index.html') return response.writeHead(308, { Location: '/' }).end();
    return get(new URL(request.url, world.address), (found) => found.pipe(response.writeHead(found.statusCode, found.headers)));
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  return { address: `http://127.0.0.1:${server.address().port}/`, close: () => new Promise((done) => server.close(done).closeAllConnections()) };
}

test('where the host redirects to clean addresses the page opens all the same, with and without a network', async () => {
  const host = await redirecting();
  const context = await visit();
  const page = await context.newPage();
  await page.goto(host.address);
  await page.evaluate(() => corong.ready);
  await kept(page);
  for (const isOffline of [false, true]) {
    await context.setOffline(isOffline);
    await page.reload();
    await page.evaluate(() => corong.ready);
  }
  await context.close();
  await host.close();
});

const CSV = 'Name;Company\nKari Nordmann;Nordlys AS\n';

// As a phone hands over what another app shares: a form that is sent to the page's address.
async function share(context, address, files) {
  const page = await context.newPage();
  page.errors = [];
  page.on('pageerror', (error) => page.errors.push(String(error)));
  await page.setContent(`<form method="post" enctype="multipart/form-data" action="${address}share"><input type="file" name="file" multiple><button>Share</button></form>`);
  await page.locator('input').setInputFiles(files);
  await Promise.all([page.waitForURL(`${address}#/import`), page.locator('button').click()]);
  await page.waitForFunction(() => window.corong);
  await page.evaluate(() => corong.ready);
  return page;
}

const fileOf = (name, text) => ({ name, mimeType: 'text/csv', buffer: Buffer.from(text) });

test('a list that another app shares is shown before it is taken, and once', async () => {
  const context = await visit();
  const first = await open(context);
  await kept(first);
  await first.close();
  await context.setOffline(true);
  const page = await share(context, world.address, [fileOf('messe på Ålesund.csv', CSV)]);
  await see(page, 'button', 'Import 1 lead');
  assert.equal(await page.evaluate(() => corong.query({ limit: 0 }).total), 1, 'nothing is taken unasked');
  await page.getByText('messe på Ålesund.csv').first().waitFor({ state: 'attached' });
  await page.reload();
  await page.evaluate(() => corong.ready);
  await settled(page);
  assert.equal(await page.getByRole('button', { name: 'Import 1 lead' }).count(), 0, 'it was handed over once');
  assert.deepEqual((await cachesOf(page)).filter((name) => name.startsWith('shared')), []);
  assert.deepEqual(page.errors, []);
  await context.close();
});

test('of several files that come at once none is taken, and that is said', async () => {
  const context = await visit();
  const first = await open(context);
  await kept(first);
  const page = await share(context, world.address, [fileOf('a.csv', CSV), fileOf('b.csv', CSV)]);
  await page.getByText('2 files came at once. Bring them one after the other.').first().waitFor({ state: 'attached' });
  assert.equal(await page.getByRole('button', { name: /^Import / }).count(), 0);
  await context.close();
});

// Somebody's own host: in a folder of it, and with no policy but what the host itself says.
function folderOnAHost({ policy }) {
  const host = mkdtempSync(join(tmpdir(), 'corong-host-'));
  const inside = join(host, 'team/leads of ours');
  cpSync(folder, inside, { recursive: true });
  if (policy) return host;
  const [index, worker] = [join(inside, 'index.html'), join(inside, 'service_worker.js')];
  const [was, bare] = [readFileSync(index), Buffer.from(readFileSync(index, 'utf8').replace(/<meta http-equiv="Content-Security-Policy"[^>]*>/, ''))];
  assert.notEqual(bare.length, was.length);
  writeFileSync(index, bare);
  writeFileSync(worker, readFileSync(worker, 'utf8').replace(digestOf(was), digestOf(bare)));
  return host;
}

for (const policy of [true, false])
  test(`in a folder of a host, ${policy ? 'with' : 'without'} its content security policy, the page is kept and opens without a network`, async () => {
    const host = folderOnAHost({ policy });
    const there = await start({ folder: host });
    const context = await there.browser.newContext({ viewport: { width: 1440, height: 900 }, serviceWorkers: 'allow' });
    const page = await there.open({ context, path: 'team/leads%20of%20ours/' });
    await kept(page);
    await context.setOffline(true);
    await page.reload();
    await page.evaluate(() => corong.ready);
    assert.equal(await page.evaluate(() => corong.query({ search: 'Kari', limit: 0 }).total), 1);
    assert.equal(await page.evaluate(async () => (await corong.exportFile('snapshot', { passphrase: 'open sesame' })).length > 0), true);
    assert.deepEqual(page.errors, []);
    await there.close();
    rmSync(host, { recursive: true });
  });

test('the page can be installed: its manifest names what is there', async () => {
  const manifest = JSON.parse(readFileSync(join(site, 'manifest.webmanifest'), 'utf8'));
  for (const { src, sizes, type } of manifest.icons) {
    const bytes = readFileSync(join(site, src));
    if (type === 'image/png') assert.equal(`${bytes.readUInt32BE(16)}x${bytes.readUInt32BE(20)}`, sizes, src);
  }
  const page = await world.open();
  assert.equal(await page.evaluate(() => document.querySelector('link[rel=manifest]').getAttribute('href')), 'manifest.webmanifest');
  await page.context().close();
});
