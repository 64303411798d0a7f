// Small services of the page: preferences, visibility, address, clocks, jobs, links, storage.
import { text, flag, number } from './bridge.js';

const QUERIES = {
  dark: '(prefers-color-scheme: dark)',
  contrast: '(prefers-contrast: more), (forced-colors: active)',
  motion: '(prefers-reduced-motion: reduce)',
  touch: '(pointer: coarse)',
};

export function watchPreferences(host, language) {
  const queries = Object.fromEntries(Object.entries(QUERIES).map(([name, query]) => [name, matchMedia(query)]));
  const values = () => [queries.dark.matches, queries.contrast.matches, queries.motion.matches,
    /Mac|iPhone|iPad/.test(navigator.platform), language, queries.touch.matches];
  const send = () => host.tell('preferences', ...values());
  for (const query of Object.values(queries)) query.addEventListener('change', send);
  return values;
}

export function watchVisibility(host) {
  document.addEventListener('visibilitychange', () => host.tell('visibility', document.hidden));
  // Trusting none of them: each may be the last that comes.
  window.addEventListener('pagehide', () => host.tell('visibility', true));
  document.addEventListener('freeze', () => host.tell('visibility', true));
  window.addEventListener('pageshow', () => host.tell('visibility', document.hidden));

  let unsaved = false;
  window.addEventListener('beforeunload', (event) => unsaved && event.preventDefault());
  host.sync['page.unsaved'] = (on) => {
    unsaved = flag(on);
  };
}

const currentPath = () => {
  try {
    return decodeURI(location.hash.slice(1));
  } catch {
    return location.hash.slice(1);
  }
};

const ADDRESS_DELAY = 200; // ms

export function watchRoute(host) {
  host.sync['route.get'] = () => [currentPath()];
  let waiting = () => {};
  let timer = 0;
  const go = (method, address) => location.hash !== address && history[method](null, '', address);
  // What narrows a list changes with each letter, and a browser takes only so many addresses in a while.
  host.sync['route.set'] = (part, push) => {
    const address = `#${encodeURI(text(part))}`;
    clearTimeout(timer);
    if (flag(push)) {
      waiting();
      waiting = () => {};
      return void go('pushState', address);
    }
    waiting = () => go('replaceState', address);
    timer = setTimeout(() => waiting(), ADDRESS_DELAY);
  };
  // popstate comes for back and forward, and for a hash typed by hand.
  window.addEventListener('popstate', () => {
    clearTimeout(timer); // that was of the address before
    waiting = () => {};
    host.tell('route', currentPath());
  });
}

const SAFE_LINK = /^(https?|mailto|tel):/i;

// In the order of ImGuiMouseCursor, from -1: none.
const CURSORS = ['none', 'default', 'text', 'move', 'ns-resize', 'ew-resize', 'nesw-resize', 'nwse-resize', 'pointer', 'wait', 'progress', 'not-allowed'];

export function offerServices(host) {
  host.sync['page.cursor'] = (cursor) => {
    document.getElementById('canvas').style.cursor = CURSORS[number(cursor) + 1] || 'default';
  };
  host.sync['page.language'] = (language) => {
    host.speak(text(language));
  };
  host.sync['clock.now'] = (zone) => {
    const now = Date.now();
    return [now, offsetNow(now, text(zone) || localZone(performance.now()))];
  };
  host.sync['clock.offset'] = (zone, at) => [offsetMinutes(number(at), text(zone) || localZone(performance.now()))];
  host.sync['clock.zone'] = () => [localZone(performance.now())];
  host.sync['random'] = () => [crypto.getRandomValues(new Uint8Array(8))];
  host.sync['page.open'] = (part) => {
    if (SAFE_LINK.test(text(part))) window.open(text(part), '_blank', 'noopener,noreferrer');
  };
  host.sync['page.background'] = (red, green, blue, dark) => {
    const colour = `rgb(${text(red)} ${text(green)} ${text(blue)})`;
    document.documentElement.style.setProperty('--ground', colour);
    document.documentElement.style.colorScheme = flag(dark) ? 'dark' : 'light';
    for (const meta of document.querySelectorAll('meta[name="theme-color"]')) meta.content = colour;
  };
  host.sync['notifications.access'] = () => [notificationAccess()];
  host.tabs = countTabs;
  host.async['storage.keep'] = async () => [(await navigator.storage?.persist?.()) ?? false];
  host.async['storage.estimate'] = async () => {
    const { usage = 0, quota = 0 } = (await navigator.storage?.estimate?.()) || {};
    return [usage, quota, (await navigator.storage?.persisted?.()) ?? false, await host.tabs(), ...(await host.async['disk.second_copy']()), location.protocol === 'file:'];
  };
  offerSettings(host);
  offerJobs(host);
}

// What the browser says, or why it would say nothing. On an iPhone only a page on the home screen has notifications.
function notificationAccess() {
  if (location.protocol === 'file:') return 'from_file';
  if (!window.isSecureContext) return 'insecure';
  return window.Notification?.permission ?? (navigator.standalone === false ? 'not_installed' : 'unsupported');
}

// Each tab holds the lock of the store, or waits for it (disk.js).
async function countTabs() {
  const { held = [], pending = [] } = (await navigator.locks?.query?.()) || {};
  return [...held, ...pending].filter(({ name }) => name === 'corong-v1').length;
}

// A browser that keeps nothing (or is told not to) throws: then a setting lasts as long as the page.
function offerSettings(host) {
  const memory = new Map();
  const keyOf = (part) => `corong.${text(part)}`;
  host.sync['settings.load'] = (key) => {
    try {
      return [localStorage.getItem(keyOf(key)) ?? ''];
    } catch {
      return [memory.get(keyOf(key)) ?? ''];
    }
  };
  host.sync['settings.save'] = (key, value) => {
    memory.set(keyOf(key), text(value));
    try {
      localStorage.setItem(keyOf(key), text(value));
    } catch {
      // Kept in memory above.
    }
  };
}

// A message is delivered in hidden tabs too, where timers and frames are not; and between two
// messages the browser may draw.
function offerJobs(host) {
  const channel = new MessageChannel();
  channel.port1.onmessage = () => host.tell('jobs.slice');
  host.sync['jobs.next'] = () => channel.port2.postMessage(null);
}

// Asking costs half a millisecond, and the program asks with every step of its work. Who travels is noticed
// within a minute; no zone changes its distance from UTC but at a quarter of an hour.
const MINUTE = 60_000;
const NOWHERE = 'Etc/Unknown'; // a zone that the browser says, and does not take: the machine's is none that it knows
let zone_here = { asked: -Infinity, name: 'UTC' };
const offsets = new Map();

function localZone(time) {
  if (time - zone_here.asked > MINUTE) {
    const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
    zone_here = { asked: time, name: !timeZone || timeZone === NOWHERE ? 'UTC' : timeZone };
  }
  return zone_here.name;
}

function offsetNow(now, zone) {
  const quarter = Math.floor(now / (15 * MINUTE));
  const known = offsets.get(zone);
  if (known?.quarter === quarter) return known.minutes;
  const minutes = offsetMinutes(now, zone);
  offsets.set(zone, { quarter, minutes });
  return minutes;
}

const zoneFormats = new Map();

// The zone's distance from UTC at that instant. An unknown or empty zone is the machine's own.
function offsetMinutes(at, zone) {
  if (!zone) return -new Date(at).getTimezoneOffset();
  try {
    if (!zoneFormats.has(zone)) zoneFormats.set(zone, new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'longOffset' }));
    const name = zoneFormats.get(zone).formatToParts(at).find((part) => part.type === 'timeZoneName').value;
    const [, sign, hours, minutes] = /GMT(?:([+-])(\d+):(\d+))?/.exec(name);
    return sign ? (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) : 0;
  } catch {
    return -new Date(at).getTimezoneOffset();
  }
}
