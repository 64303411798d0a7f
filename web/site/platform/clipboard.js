// Copy, cut and paste go through the page's own events, the only places where every browser opens
// its clipboard. C++ draws a frame inside and says what was copied.
import { text } from './bridge.js';

export function watchClipboard(host, agent) {
  const isOurs = (event) => agent.owns(event.target);

  function copyOrCut(event) {
    if (!isOurs(event)) return;
    event.preventDefault();
    const [copied] = host.tell('copy', event.type);
    if (copied) event.clipboardData.setData('text/plain', text(copied));
  }

  document.addEventListener('copy', copyOrCut);
  document.addEventListener('cut', copyOrCut);
  document.addEventListener('paste', (event) => {
    if (!isOurs(event)) return;
    event.preventDefault();
    const files = [...event.clipboardData.files];
    if (files.length > 0) return host.offerFiles(files);
    const pasted = event.clipboardData.getData('text/plain');
    if (pasted) host.tell('paste', pasted.replaceAll('\r\n', '\n').normalize('NFC'));
  });

  // A Copy in a menu: inside a click, so the browser lets it through.
  host.sync['clipboard.write'] = (part) => {
    navigator.clipboard?.writeText(text(part)).catch(() => {});
  };
}
