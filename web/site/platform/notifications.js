// Notifications of the system: the program says what is due (src/app/session_notifications.cpp), and it is shown while nobody
// looks at the page. Comes when somebody turns them on, and with the page from then on.
import { makeError, text } from './bridge.js';

const isInFront = () => !document.hidden && document.hasFocus();

function go(path) {
  location.hash = `#${encodeURI(path)}`; // page.js follows
}

// A phone takes them from a service worker alone, which has the press, too (service_worker.js); where there is none yet the
// page shows its own.
async function show(title, options) {
  const registration = await navigator.serviceWorker?.getRegistration();
  if (registration?.active) return registration.showNotification(title, options);
  const shown = new Notification(title, options);
  shown.onclick = () => {
    shown.close();
    window.focus();
    go(options.data.path);
  };
}

export function offerNotifications(host) {
  host.async['notifications.watch'] = async () => {};
  host.async['notifications.ask'] = async () => [await Notification.requestPermission()];
  host.async['notifications.show'] = async (...parts) => {
    if (isInFront()) return [false];
    const [tag, title, body, path] = parts.map(text);
    const options = { tag, body, renotify: true, lang: document.documentElement.lang, icon: 'icon-192.png', data: { path } };
    try {
      await show(title, options);
      return [true];
    } catch (error) {
      throw makeError('notifications.failed', error.message);
    }
  };
  navigator.serviceWorker?.addEventListener('message', ({ data }) => {
    if (data.answer && host.hasBook()) data.answer.postMessage(null);
    if (data.open) go(data.open);
  });
  const tell = () => host.tell('notifications.changed');
  navigator.permissions?.query({ name: 'notifications' }).then((permission) => permission.addEventListener('change', tell)).catch(() => {}); // it is asked for anew with each frame
}
