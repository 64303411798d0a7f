// Due tasks, told by notifications of the system while nobody looks at the page. Who looks is played: a browser without a
// window says that its page always has the focus. Time goes by the page's own clock, which the tests move.
import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { WITHOUT_WORKER, press, see, settled, start } from './support/browser.mjs';
import { until } from './support/chance.mjs';
import { siteForSmallDisks } from './support/disk.mjs';

let folder, world;
before(async () => {
  folder = siteForSmallDisks(); // wherever the tests run
  world = await start({ folder, whole: true });
});
after(async () => {
  await world?.close();
  rmSync(folder, { recursive: true });
});

const NOON = new Date('2026-11-18T12:00:20+07:00');
const isModule = (request) => request.url().endsWith('/notifications.js');

// `window.away` puts the page behind something else; `window.shown` has what the page itself shows.
const playAway = () => {
  window.away = false;
  document.hasFocus = () => !window.away;
  window.shown = [];
  const Real = window.Notification;
  window.Notification = class extends EventTarget {
    static get permission() { return Real.permission; }
    static requestPermission() { return Real.requestPermission(); }
    constructor(title, options) {
      super();
      window.shown.push(Object.assign(this, { title, options, close() {} }));
    }
  };
};

async function visit({ allowed = true, ...options } = {}) {
  const context = await world.browser.newContext({ viewport: { width: 1440, height: 900 }, timezoneId: 'Asia/Jakarta', locale: 'en', ...WITHOUT_WORKER, ...options });
  if (allowed) await context.grantPermissions(['notifications'], { origin: world.address });
  await context.addInitScript(playAway);
  await context.clock.install({ time: NOON });
  return context;
}

async function open(context, path = '') {
  const asked = [];
  const page = await world.open({ context, path, ready: false });
  page.on('request', (request) => asked.push(request));
  await page.evaluate(() => window.corong.ready);
  return Object.assign(page, { asked });
}

const run = (page, id, fields) => page.evaluate(([id, fields]) => corong.run(id, fields), [id, fields]);
const addLead = async (page) => (await run(page, 'lead.create', { fields: { name: 'Ratna Dewi', company: 'Kopi Nusantara' } })).id;
const shownBy = (page) => page.evaluate(() => window.shown.map(({ title, options }) => ({ title, ...options })));
const goAway = (page, away = true) => page.evaluate((away) => { window.away = away; }, away);

async function turnOn(page) {
  await run(page, 'view.open', { path: '/settings/reminders' });
  await settled(page);
  await press(page, 'switch', 'Remind me of due tasks');
}
const isOn = (page, checked = true) => page.getByRole('switch', { name: 'Remind me of due tasks', checked }).waitFor({ state: 'attached' });

test('a task is told at its minute while the page is away, once and in these words; a press leads to the lead', async () => {
  const context = await visit();
  const page = await open(context);
  const lead = await addLead(page);
  await turnOn(page);
  await isOn(page);
  await run(page, 'task.add', { lead, title: 'Send the offer', due: '2026-11-18T12:01:00+07:00' });
  await settled(page);
  await goAway(page);
  const frames = await page.evaluate(() => corong.stats().framesDrawn);
  await page.clock.runFor('00:30');
  assert.deepEqual(await shownBy(page), [], 'not before its minute');
  await page.clock.runFor('00:20');
  await until('it is told', async () => (await shownBy(page)).length);
  const [{ tag, ...told }] = await shownBy(page);
  assert.deepEqual(told, { title: 'Send the offer', body: 'Ratna Dewi, Kopi Nusantara · 12:01', renotify: true, lang: 'en', icon: 'icon-192.png', data: { path: `/lead/${lead}` } });
  assert.match(tag, /^task /);
  assert.equal(await page.evaluate(() => corong.stats().framesDrawn), frames, 'nothing is drawn for it');
  await page.clock.fastForward('03:00:00');
  assert.equal((await shownBy(page)).length, 1);
  await page.evaluate(() => window.shown[0].onclick());
  await see(page, 'heading', 'Ratna Dewi');
  assert.equal(new URL(page.url()).hash, `#/lead/${lead}`);
  assert.deepEqual(page.errors, []);
  await context.close();
});

test('what is due while the page is looked at is not told beside it, and neither is anything once reminders are off', async () => {
  const context = await visit();
  const page = await open(context);
  const lead = await addLead(page);
  await turnOn(page);
  await isOn(page);
  await run(page, 'task.add', { lead, title: 'Call', due: '2026-11-18T12:05:00+07:00' });
  await run(page, 'task.add', { lead, title: 'Write', due: '2026-11-18T13:00:00+07:00' });
  await page.clock.fastForward('10:00');
  await goAway(page);
  await page.clock.fastForward('10:00');
  assert.deepEqual(await shownBy(page), []);
  await goAway(page, false);
  await press(page, 'switch', 'Remind me of due tasks');
  await isOn(page, false);
  await goAway(page);
  await page.clock.fastForward('02:00:00');
  assert.deepEqual(await shownBy(page), []);
  await context.close();
});

test('after a reload reminders go on; what was due before is not told', async () => {
  const context = await visit();
  const page = await open(context);
  const lead = await addLead(page);
  await turnOn(page);
  await isOn(page);
  for (const [title, due] of [['Before', '2026-11-18T12:30:00+07:00'], ['After', '2026-11-18T14:00:00+07:00'], ['Of tomorrow', '2026-11-19'], ['Also of tomorrow', '2026-11-19']]) await run(page, 'task.add', { lead, title, due });
  await page.evaluate(() => corong.saved());
  await page.clock.setSystemTime(new Date('2026-11-18T13:00:00+07:00'));
  await page.reload();
  await page.evaluate(() => corong.ready);
  await goAway(page);
  await page.clock.fastForward('02:00:00');
  await until('the later one is told', async () => (await shownBy(page)).length);
  assert.deepEqual((await shownBy(page)).map(({ title }) => title), ['After']);
  await page.clock.fastForward('20:00:00');
  await until('the next day is told', async () => (await shownBy(page)).length > 1);
  const { title, body, data } = (await shownBy(page))[1];
  assert.deepEqual({ title, body, data }, { title: '2 tasks are due today', body: 'Of tomorrow · Also of tomorrow', data: { path: '/today' } });
  await context.close();
});

test('refused: the toggle goes back to off, and the page says where that can be changed', async () => {
  const context = await visit({ allowed: false });
  const page = await open(context);
  await page.evaluate(() => {
    let answer = 'default';
    Object.defineProperties(window.Notification, { permission: { get: () => answer }, requestPermission: { value: async () => (answer = 'denied') } });
  });
  await turnOn(page);
  await page.getByText('Reminders stay off').first().waitFor({ state: 'attached' });
  await page.getByText('You can allow them in its site settings').first().waitFor({ state: 'attached' });
  await isOn(page, false);
  const code = await page.evaluate(() => corong.run('settings.set', { key: 'notifications', value: 'on' }).then(() => '', (error) => error.code));
  assert.equal(code, 'notifications.denied');
  assert.equal(await page.evaluate(() => localStorage.getItem('corong.notifications')), null);
  await context.close();
});

test('where a browser has no notifications, the toggle is disabled and says why; nobody fetches what they would need', async () => {
  const context = await visit();
  await context.addInitScript(() => { delete window.Notification; });
  const page = await open(context, '#/settings/reminders');
  const toggle = page.getByRole('switch', { name: 'Remind me of due tasks', disabled: true });
  await toggle.waitFor({ state: 'attached' });
  await page.getByText('This browser cannot show notifications').first().waitFor({ state: 'attached' });
  await page.evaluate(() => { navigator.standalone = false; });
  await page.mouse.move(300, 300);
  await page.getByText('put Corong on the home screen first').first().waitFor({ state: 'attached' });
  await settled(page);
  assert.equal(page.asked.filter(isModule).length, 0);
  await context.close();
});

// With the worker that keeps the page for when there is no network, which is the only way on a phone.
async function withWorker() {
  const context = await visit({ serviceWorkers: 'allow' });
  const page = await open(context);
  const lead = await addLead(page);
  await page.evaluate(() => corong.saved());
  await until('the worker is there', () => page.evaluate(() => navigator.serviceWorker.getRegistration().then((found) => found?.active?.state === 'activated')));
  await turnOn(page);
  await isOn(page);
  assert.deepEqual(await openOnes(page), []); // the first look lets the browser tidy up, which it must not do to ours
  return { context, page, lead };
}

const pressed = (worker) => worker.evaluate(async () => {
  for (const notification of await self.registration.getNotifications()) self.dispatchEvent(new NotificationEvent('notificationclick', { notification }));
});
const openOnes = (page) => page.evaluate(() => navigator.serviceWorker.getRegistration().then((found) => found.getNotifications()).then((all) => all.map(({ title }) => title)));

const untilOpen = (page) => until('it is told', async () => (await openOnes(page)).length, async () => `; the page itself shows ${JSON.stringify(await shownBy(page))}, and says: ${await page.evaluate(() => document.getElementById('mirror').textContent)}`);

test('with a service worker it shows them, and a press on one leads to the lead in the tab that has the book', async () => {
  const { context, page, lead } = await withWorker();
  const reader = await open(context, '#/settings/reminders');
  await run(page, 'task.add', { lead, title: 'Send the offer', due: '2026-11-18T13:00:00+07:00' });
  for (const one of [page, reader]) await goAway(one);
  await page.clock.fastForward('02:00:00');
  await untilOpen(page);
  assert.deepEqual(await openOnes(page), ['Send the offer']);
  assert.deepEqual(await shownBy(reader), []);
  const [worker] = context.serviceWorkers();
  await pressed(worker);
  await see(page, 'heading', 'Ratna Dewi');
  assert.deepEqual(await openOnes(page), [], 'it is gone');
  assert.equal(new URL(reader.url()).hash, '#/settings/reminders');
  await context.close();
});

test('a press on one whose page is closed opens the page at the lead', async () => {
  const { context, page, lead } = await withWorker();
  await run(page, 'task.add', { lead, title: 'Send the offer', due: '2026-11-18T13:00:00+07:00' });
  await goAway(page);
  await page.clock.fastForward('02:00:00');
  await untilOpen(page);
  const [worker] = context.serviceWorkers();
  await worker.evaluate(() => { // no window opens without a hand that presses
    self.clients.openWindow = (address) => { self.opened = address; };
  });
  await page.goto('about:blank');
  await pressed(worker);
  await until('a page is opened', () => worker.evaluate(() => self.opened));
  assert.equal(await worker.evaluate(() => self.opened), `${world.address}#/lead/${lead}`);
  await context.close();
});
