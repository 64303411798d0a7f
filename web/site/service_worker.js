// Keeps the whole program in the browser, so that the page opens where there is no network. What this build consists of,
// and of which content, is put in front by tools/site.mjs: BUILD, a name of it, and FILES, {path: SHA-256}. The
// parts of a build fit no other, so they are kept together, and another build takes over when no tab has this one open any
// more, or the user says so (platform/offline.js).
const PREFIX = `corong ${new URL(self.registration.scope).pathname} `; // another copy on this host has its own
const CACHE = PREFIX + BUILD;
const SHARED = `shared with ${PREFIX}`; // for the page to take (platform/offline.js)
const START = 'index.html';
const PATIENCE = 300; // ms that the tab that has the book is waited for: a browser lets a page to the front only so long after a press
const addressOf = (path) => new URL(path, self.registration.scope).href;

self.addEventListener('install', (event) => event.waitUntil(keepAll()));
self.addEventListener('activate', (event) => event.waitUntil(dropOthers().then(() => self.clients.claim())));
self.addEventListener('message', (event) => {
  if (event.data === 'take over') self.skipWaiting();
  if (event.data === 'keep') event.waitUntil(keepAll().catch(() => {}));
});
self.addEventListener('notificationclick', (event) => event.waitUntil(open(event.notification)));
self.addEventListener('fetch', (event) => {
  if (event.request.method === 'POST' && event.request.url === addressOf('share')) return event.respondWith(takeShare(event.request));
  const path = pathOf(event.request);
  if (path !== null) event.respondWith(answer(path, event.request));
});

// A press on what platform/notifications.js has shown: the tab that has the book comes to the front, or else one opens.
async function open(notification) {
  notification.close();
  const { path } = notification.data;
  const all = await self.clients.matchAll({ type: 'window', includeUncontrolled: true });
  const pages = all.filter(({ url }) => url.startsWith(self.registration.scope));
  const page = pages.length > 1 ? await holderOf(pages) : pages[0];
  if (!page) return self.clients.openWindow(addressOf(`./#${path}`));
  page.postMessage({ open: path });
  await page.focus();
}

// The one that says that it has the book; where none does in time, the first. A lock does not say whose it is: what Chromium
// calls a client there is not what it calls one here.
function holderOf(pages) {
  return new Promise((resolve) => {
    for (const page of pages) {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => resolve(page);
      page.postMessage({ answer: port2 }, [port2]);
    }
    setTimeout(() => resolve(pages[0]), PATIENCE);
  });
}

// Of this build; null for what is not.
function pathOf({ method, url }) {
  const { origin, pathname } = new URL(url);
  const scope = new URL(self.registration.scope);
  if (method !== 'GET' || origin !== scope.origin || !pathname.startsWith(scope.pathname)) return null;
  const path = pathname.slice(scope.pathname.length) || START;
  return path in FILES ? path : null;
}

async function answer(path, request) {
  const kept = await caches.match(addressOf(path), { cacheName: CACHE });
  return kept ?? fetch(request); // a browser short of room has dropped it
}

// What another app shares with the installed page (share_target of the manifest): it is kept until the page that opens now
// asks for it.
async function takeShare(request) {
  await keepShared(request).catch(() => {}); // no room: the page opens all the same, where a file can be chosen
  return Response.redirect(addressOf('./#/import'), 303);
}

async function keepShared(request) {
  const files = (await request.formData()).getAll('file').filter((entry) => entry instanceof File);
  await caches.delete(SHARED); // of an earlier time, when the page did not come
  const cache = await caches.open(SHARED);
  for (const [i, file] of files.entries())
    await cache.put(addressOf(`share/${i}`), new Response(file, { headers: { 'X-Name': encodeURIComponent(file.name) } }));
}

// All or nothing: a browser that is short of room keeps no part of a build. What is kept already stays.
async function keepAll() {
  const isNew = !(await caches.has(CACHE));
  try {
    await fill(await caches.open(CACHE));
  } catch (error) {
    if (isNew) await caches.delete(CACHE);
    throw error;
  }
}

// One after another, which leaves the network to the page.
async function fill(cache) {
  for (const [path, digest] of Object.entries(FILES)) {
    if (await cache.match(addressOf(path))) continue;
    const response = await fetch(addressOf(path), { cache: 'no-cache' });
    const bytes = await response.arrayBuffer();
    if (!response.ok || (await digestOf(bytes)) !== digest) throw new Error(`${path} is not of this build.`); // as in a café that asks to log in
    // Not the response itself: where the host redirects to another address, no page could be opened with it.
    await cache.put(addressOf(path), new Response(bytes, { headers: { 'Content-Type': response.headers.get('Content-Type') ?? '' } }));
  }
}

async function digestOf(bytes) {
  return [...new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

async function dropOthers() {
  for (const name of await caches.keys()) if (name.startsWith(PREFIX) && name !== CACHE) await caches.delete(name);
}
