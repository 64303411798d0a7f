// The page without a network, and newer versions of it: service_worker.js keeps all files of the build. It comes when
// there is a book, and a second copy of it: a visit alone fetches no more than it needs.
import { makeError, within } from './bridge.js';

// Bytes that Chromium must offer this page: its disk, but for a part of a GB, or 10 GB. When a disk is full, it deletes all that
// a page has, its book and the second copy, if that is more than some hundredths of the disk (5.6 and 3.7 were; 1.4, 1.9 and
// 2.7 were not). There the program, 2.6 MB, could cost the book: two builds of it are to be about a thousandth.
const ROOM = 4_294_967_296;
const PATIENCE = 10_000; // ms
const EVERY = 3_600_000; // ms between two questions for a newer version, while the page is looked at

async function register() {
  const there = await navigator.serviceWorker?.getRegistration();
  there?.active?.postMessage('keep'); // the browser may have dropped it
  return there ?? ((await hasRoom()) && navigator.serviceWorker?.register('service_worker.js', { updateViaCache: 'none' }));
}

async function hasRoom() {
  if (!('userAgentData' in navigator)) return true;
  const { quota, usage } = await navigator.storage.estimate();
  return quota - usage >= ROOM;
}

// What another app shared with this one waits where service_worker.js has put it. A page takes it once.
async function takeShared(host, scope) {
  const name = `shared with corong ${new URL(scope).pathname} `;
  if (!(await caches.has(name))) return;
  const cache = await caches.open(name);
  const files = [];
  for (const request of await cache.keys()) {
    const response = await cache.match(request);
    files.push(new File([await response.blob()], decodeURIComponent(response.headers.get('X-Name'))));
  }
  await host.started;
  await host.offerFiles(files);
  await caches.delete(name);
}

// Where the browser keeps nothing, or the address is not secure, the page needs the network.
export async function startOffline(host) {
  const registration = await register().catch(() => null);
  if (!registration) return;
  host.takeShared = () => takeShared(host, registration.scope).catch(() => {}); // what could not be read is still where it came from
  host.takeShared();
  let askedAt = Date.now();

  function ask() {
    if (document.hidden || Date.now() < askedAt + EVERY) return;
    askedAt = Date.now();
    registration.update().catch(() => {}); // there is no network
  }

  // The first one of all is no news.
  function follow(worker) {
    worker.addEventListener('statechange', () => {
      if (worker.state === 'installed' && registration.active) tell();
    });
  }

  const tell = () => host.tell('update');

  // Other tabs have the old version, whose parts fit no other.
  host.async['page.update'] = async () => {
    if ((await host.tabs()) > 1) throw makeError('page.other_tabs', 'Other tabs have this version open. Close them, and the new one comes with the next start.');
    const worker = registration.waiting;
    if (worker) {
      const changed = new Promise((resolve) => worker.addEventListener('statechange', () => ['activated', 'redundant'].includes(worker.state) && resolve()));
      worker.postMessage('take over');
      await within(PATIENCE, changed);
    }
    location.reload(); // what was edited meanwhile and is not saved makes the browser ask
  };

  if (registration.waiting) tell();
  if (registration.installing) follow(registration.installing); // the browser looks for it by itself, too
  registration.addEventListener('updatefound', () => follow(registration.installing));
  document.addEventListener('visibilitychange', ask);
  setInterval(ask, EVERY);
}
