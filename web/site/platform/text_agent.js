// A real field, invisible, at imgui's caret: input methods, dead keys, AltGr and phone keyboards
// type into it, and what they type goes to C++ as text. While an input method composes, the field
// is visible, because its half-typed word is nowhere else.
import { flag, number, text } from './bridge.js';

const SPARE = '\u200b\u200b'; // something to delete, so that a phone's backspace is told at all

const HALF_LETTER = /[\ud800-\udbff]$/; // Firefox tells some letters in two halves

const DELETIONS = {
  deleteContentBackward: ['Backspace', false],
  deleteContentForward: ['Delete', false],
  deleteWordBackward: ['Backspace', true],
  deleteWordForward: ['Delete', true],
};

export function createTextAgent(host, canvas) {
  const field = document.getElementById('text-agent');
  let active = false;
  let composing = false;

  function empty() {
    field.value = SPARE;
    field.setSelectionRange(SPARE.length, SPARE.length);
  }

  const isMirrored = (element) => element !== field && element !== canvas && element?.closest?.('#mirror');

  // Whatever assistive technology holds the focus on keeps it.
  function takeFocus() {
    if (isMirrored(document.activeElement)) return;
    const target = active ? field : canvas;
    if (document.activeElement !== target) target.focus({ preventScroll: true });
  }

  function place(on, x, y, height, keyboard) {
    const was = active;
    active = on;
    if (on) {
      const left = Math.max(0, Math.min(x, window.innerWidth - 40));
      field.style.transform = `translate(${left}px, ${y}px)`;
      field.style.height = `${Math.max(16, height)}px`;
      field.inputMode = keyboard;
    }
    if (was !== on) {
      finishComposition();
      empty();
    }
    takeFocus();
  }

  function finishComposition() {
    composing = false;
    field.classList.remove('composing');
  }

  function typed(text) {
    const clean = text.replaceAll('\u200b', '').normalize('NFC');
    if (clean) host.tell('text', clean);
  }

  function press(key, word) {
    const isMac = /Mac/.test(navigator.platform);
    host.tell('key', key, key, true, word && !isMac, false, word && isMac, false, false);
    host.tell('key', key, key, false, false, false, false, false, false);
  }

  field.addEventListener('compositionstart', () => {
    composing = true;
    field.value = '';
    field.classList.add('composing');
  });

  function endComposition(word) {
    if (!composing) return;
    finishComposition();
    typed(word);
    empty();
  }

  function take() {
    typed(field.value);
    empty();
  }

  field.addEventListener('compositionend', (event) => {
    if (composing) endComposition(event.data || '');
    else take(); // WebKitGTK tells only the end of what an input method writes at once
  });

  // Whoever leaves in the middle of a word is not asked for its end: on a phone it is composed until the space behind it.
  // These come before keys.js, page.js and the address hear of it (shell.js).
  const leave = () => endComposition(field.value);
  window.addEventListener('popstate', leave);
  document.addEventListener('visibilitychange', () => document.hidden && leave());
  window.addEventListener('pagehide', leave);
  document.addEventListener('freeze', leave);

  field.addEventListener('beforeinput', (event) => {
    if (composing) return;
    const deletion = DELETIONS[event.inputType];
    if (deletion) press(...deletion);
    else if (event.inputType === 'insertLineBreak') press('Enter', false);
    else return;
    event.preventDefault();
  });

  field.addEventListener('input', (event) => {
    if (composing || event.isComposing || HALF_LETTER.test(field.value)) return;
    take();
  });

  host.sync['agent.place'] = (on, x, y, height, keyboard) => {
    if (!flag(on)) return place(false);
    place(true, number(x), number(y), number(height), text(keyboard));
  };

  // Pressing the canvas takes the focus back from wherever it was, and ends a word as in any field.
  host.canvasPressed = () => {
    leave();
    const target = active ? field : canvas;
    target.focus({ preventScroll: true });
  };

  empty();
  return {
    isActive: () => active,
    owns: (element) => element === field || element === canvas || element === document.body || !element,
    takeFocus,
  };
}
