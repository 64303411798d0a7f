// A page of a browser that is steered by a W3C protocol (firefox.mjs, webkit.mjs), with as much of Playwright's page
// as the hands and eyes of browser.mjs and a journey need. Not a test itself.
import { pause, until } from '../chance.mjs';

// As the protocols name the keys that write nothing.
const KEYS = { Control: '\ue009', Shift: '\ue008', Alt: '\ue00a', Enter: '\ue007', Escape: '\ue00c', Tab: '\ue004' };

const code = (key) => KEYS[key] ?? key;
const down = (key) => ({ type: 'keyDown', value: code(key) });
const up = (key) => ({ type: 'keyUp', value: code(key) });
// Of “Control+k”: all go down, and up the other way round.
function strokes(chord) {
  const keys = chord.length > 1 ? chord.split('+') : [chord];
  return [...keys.map(down), ...keys.toReversed().map(up)];
}

// In the page: where the first element of the mirror of that role and name lies, and what is in it.
function look({ role, name, pattern }) {
  const ROLES = { BUTTON: 'button', MAIN: 'main', NAV: 'navigation', TEXTAREA: 'textbox' };
  const roleOf = (element) => element.getAttribute('role') ?? ROLES[element.tagName];
  const nameOf = (element) => element.getAttribute('aria-label') ?? element.firstChild?.data ?? '';
  const isNamed = (element) => (pattern ? new RegExp(pattern).test(nameOf(element)) : nameOf(element).includes(name));
  const found = [...document.querySelectorAll('#mirror [data-id]')].find((element) => roleOf(element) === role && isNamed(element));
  if (!found) return null;
  const { x, y, width, height } = found.getBoundingClientRect();
  return { box: { x, y, width, height }, value: found.value };
}

// In the page: a field for files that the program makes is laid on the page instead of opening the browser's dialogue,
// which no protocol reaches everywhere.
function catchDialogue() {
  HTMLInputElement.prototype.click = function () {
    document.body.append(this);
  };
}

// `tab` speaks the protocol: evaluate(source, argument), act(sources), picture(), setFile(selector, path), goTo(address), close().
export function createPage(tab) {
  const evaluate = (work, argument) => tab.evaluate(String(work), argument);
  const point = (...actions) => tab.act([{ type: 'pointer', id: 'mouse', parameters: { pointerType: 'mouse' }, actions }]);
  const strike = (actions) => tab.act([{ type: 'key', id: 'keyboard', actions }]);

  function getByRole(role, { name }) {
    const wanted = name instanceof RegExp ? { role, pattern: name.source } : { role, name };
    const seen = () => evaluate(look, wanted);
    const locator = {
      first: () => locator,
      waitFor: () => until(`${role} “${name}” is there`, seen),
      boundingBox: async () => (await seen())?.box ?? null,
      inputValue: async () => (await seen()).value,
    };
    return locator;
  }

  return {
    evaluate,
    getByRole,
    goto: tab.goTo,
    close: tab.close,
    screenshot: tab.picture,
    waitForTimeout: pause,
    mouse: {
      move: (x, y) => point({ type: 'pointerMove', x: Math.round(x), y: Math.round(y) }),
      down: () => point({ type: 'pointerDown', button: 0 }),
      up: () => point({ type: 'pointerUp', button: 0 }),
    },
    keyboard: {
      press: (chord) => strike(strokes(chord)),
      type: (text) => strike([...text].flatMap(strokes)),
    },
    // All at once: none waits for what the one before it did.
    burst: (chords) => strike(chords.flatMap(strokes)),
    async chooseFile(ask, path) {
      await evaluate(catchDialogue);
      await ask();
      await tab.setFile('input[type=file]', path);
    },
  };
}
