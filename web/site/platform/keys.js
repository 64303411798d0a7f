// The keyboard. What belongs to the browser stays the browser's; the rest goes to C++. Typed text
// comes through the hidden field (text_agent.js) while a field is active, and from here otherwise.

// Never taken: reload, full screen, developer tools, tabs, windows, address bar, zoom, print.
// F6 is also the way out of the canvas for the keyboard.
const BROWSER_KEYS = new Set(['F5', 'F6', 'F11', 'F12']);
const BROWSER_COMMANDS = new Set(['r', 'w', 't', 'n', 'l', 'q', 'tab', 'p', '+', '-', '=', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'pageup', 'pagedown']);
const BROWSER_SHIFT_COMMANDS = new Set(['i', 'j', 'c', 't', 'n', 'r', 'w', 'delete', 'tab']);
const CLIPBOARD = new Set(['c', 'x', 'v']);

const isMac = /Mac|iPhone|iPad/.test(navigator.platform);

export function belongsToBrowser(event) {
  if (BROWSER_KEYS.has(event.key)) return true;
  const command = isMac ? event.metaKey : event.ctrlKey;
  if (event.altKey && !event.ctrlKey && ['ArrowLeft', 'ArrowRight', 'F4', 'd', 'Home'].includes(event.key)) return !isMac;
  if (event.ctrlKey && event.key === 'Tab') return true;
  if (!command || isAltGr(event)) return false;
  const key = event.key.toLowerCase();
  return event.shiftKey ? BROWSER_SHIFT_COMMANDS.has(key) : BROWSER_COMMANDS.has(key);
}

// Windows tells AltGr as Ctrl + Alt; what it types is text, not a command.
const isAltGr = (event) => event.getModifierState?.('AltGraph') || (event.ctrlKey && event.altKey && event.key.length === 1);
const isText = (event) => [...event.key].length === 1 && (isAltGr(event) || !(event.ctrlKey || event.metaKey || event.altKey && isMac === false));
// The input method has the key: what it makes of it arrives as text.
const isComposing = (event) => event.isComposing || event.keyCode === 229 || event.key === 'Process' || event.key === 'Dead' || event.key === 'Unidentified';

export function watchKeys(host, agent) {
  function send(event, down) {
    const altGr = isAltGr(event);
    host.tell('key', event.code, event.key, down, event.ctrlKey && !altGr, event.shiftKey, event.altKey && !altGr, event.metaKey, event.repeat);
  }

  function onKeyDown(event) {
    if (!agent.owns(event.target) || isComposing(event) || belongsToBrowser(event)) return;
    const command = (isMac ? event.metaKey : event.ctrlKey) && !isAltGr(event);
    // The page's own copy, cut and paste events do the work (clipboard.js).
    if (command && CLIPBOARD.has(event.key.toLowerCase())) return;
    if (event.key === 'Insert' && (event.ctrlKey || event.shiftKey)) return;
    const typed = isText(event);
    // The key before it may be opening a field, which this letter is meant for.
    if (typed && !event.repeat && !agent.isActive()) host.tell('keys.settle');
    // The hidden field receives it. Its key alone would only hold up the letter after it: in one frame no key goes
    // down and up.
    if (typed && agent.isActive()) return;
    send(event, true);
    if (typed) host.tell('text', event.key);
    event.preventDefault();
  }

  // Also of a key whose press the input method had: a Shift that began a word would stay down.
  function onKeyUp(event) {
    send(event, false);
    // macOS tells no release of keys that were held with Cmd.
    if (event.key === 'Meta') releaseAll();
  }

  function releaseAll() {
    host.tell('focus', false);
    if (document.hasFocus() && !document.hidden) host.tell('focus', true);
  }

  window.addEventListener('keydown', onKeyDown);
  window.addEventListener('keyup', onKeyUp);
  window.addEventListener('blur', () => host.tell('focus', false));
  window.addEventListener('focus', () => host.tell('focus', true));
  document.addEventListener('visibilitychange', () => document.hidden && host.tell('focus', false));
}
