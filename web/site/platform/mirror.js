// The frame's meaning as real elements over the canvas: unseen, not in the pointer's way, and
// there for screen readers and tests. C++ sends changes (src/platform/web/mirror.cpp); acting on
// an element goes back as an event and becomes the widget's own action.
import { text } from './bridge.js';

// role -> element and, where the element does not have that role by itself, the ARIA role.
const ELEMENTS = {
  main: ['main'], navigation: ['nav'], region: ['section', 'region'], dialog: ['div', 'dialog'], form: ['form', 'form'],
  list: ['div', 'list'], listitem: ['div', 'listitem'], heading: ['div', 'heading'], text: ['span'],
  status: ['div', 'status'], alert: ['div', 'alert'], button: ['button'], link: ['a', 'link'],
  checkbox: ['button', 'checkbox'], switch: ['button', 'switch'], radio: ['button', 'radio'],
  tab: ['button', 'tab'], tablist: ['div', 'tablist'], tabpanel: ['div', 'tabpanel'],
  menu: ['div', 'menu'], menuitem: ['button', 'menuitem'],
  textbox: ['input', 'textbox'], searchbox: ['input', 'searchbox'], textarea: ['textarea'],
  combobox: ['button', 'combobox'], option: ['div', 'option'], listbox: ['div', 'listbox'], slider: ['input'],
  grid: ['div', 'grid'], row: ['div', 'row'], columnheader: ['div', 'columnheader'], gridcell: ['div', 'gridcell'],
  progressbar: ['div', 'progressbar'], img: ['div', 'img'], tooltip: ['div', 'tooltip'],
  figure: ['div', 'figure'], table: ['div', 'table'], rowheader: ['div', 'rowheader'], cell: ['div', 'cell'],
};
const FIELDS = new Set(['textbox', 'searchbox', 'textarea']);
// Their content is what they say; the others are named by a label.
const NAMED_BY_CONTENT = new Set(['heading', 'text', 'status', 'alert', 'button', 'link', 'tab', 'menuitem', 'option', 'gridcell', 'cell', 'columnheader', 'rowheader', 'listitem', 'tooltip']);
const ACTIVE = new Set(['button', 'link', 'checkbox', 'switch', 'radio', 'tab', 'menuitem', 'combobox', 'option', 'row', 'columnheader', 'gridcell', 'cell', 'listitem', 'textbox', 'searchbox', 'textarea', 'slider']);

export function createMirror(host, root) {
  const elements = new Map(); // id -> { element, role, label }

  function create(id, role) {
    const [tag, aria] = ELEMENTS[role] || ELEMENTS.text;
    const element = document.createElement(tag);
    if (aria) element.setAttribute('role', aria);
    if (tag === 'button') element.type = 'button';
    if (role === 'slider') Object.assign(element, { type: 'range', step: 'any' });
    if (ACTIVE.has(role)) element.tabIndex = -1;
    element.dataset.id = id;
    return { element, role, label: null };
  }

  // An element whose role changed is made anew around the same children.
  function ensure(change) {
    const known = elements.get(change.id);
    const role = change.words?.role ?? known?.role ?? 'text';
    if (known && known.role === role) return known;
    const fresh = create(change.id, role);
    if (known) {
      fresh.element.append(...known.element.children);
      fresh.element.style.cssText = known.element.style.cssText;
      known.element.replaceWith(fresh.element);
    }
    elements.set(change.id, fresh);
    return fresh;
  }

  function put(change, { element }) {
    const parent = elements.get(change.parent)?.element || root;
    const before = elements.get(change.before)?.element;
    const after = before && before.parentNode === parent ? before.nextSibling : parent.firstElementChild;
    if (element.parentNode !== parent || element.nextSibling !== after) {
      if (after !== element) parent.insertBefore(element, after);
    }
  }


  function apply(change) {
    const entry = ensure(change);
    if (change.parent !== undefined) put(change, entry);
    if (change.box) setBox(entry.element.style, change.box);
    if (change.words) setWords(entry, change.words);
  }

  function remove(id) {
    elements.get(id)?.element.remove();
    elements.delete(id);
  }

  const isItem = (element) => elements.get(element.dataset.id)?.role === 'listitem' || elements.get(Number(element.dataset.id))?.role === 'listitem';

  function change(title, removed, changes) {
    document.title = title || 'Corong';
    // New ones first: children of a removed element may have moved out of it.
    for (const one of changes) apply(one);
    removed.forEach(remove);
    for (const { element, role } of elements.values()) if (role === 'list') nameList(element, isItem);
  }

  // After the frame that says so, in a task of its own: making elements takes as long as drawing does.
  const told = [];
  const channel = new MessageChannel();
  channel.port1.onmessage = () => {
    const next = told.shift();
    if (!host.dead) change(...next);
  };
  host.sync['mirror.change'] = (title, removed, changes) => {
    told.push([text(title), JSON.parse(text(removed)), JSON.parse(text(changes))]);
    channel.port2.postMessage(null);
  };

  listen(host, root, (element) => elements.get(element.dataset?.id));
}

// A list may hold items alone: with a heading among them it is a group of groups.
function nameList(element, isItem) {
  const children = [...element.children];
  const isList = children.length > 0 && children.every(isItem);
  setAttribute(element, 'role', isList ? 'list' : 'group');
  for (const child of children) if (isItem(child)) setAttribute(child, 'role', isList ? 'listitem' : 'group');
}

function setBox(style, [x, y, width, height]) {
  style.left = `${x}px`;
  style.top = `${y}px`;
  style.width = `${width}px`;
  style.height = `${height}px`;
}

function setAttribute(element, name, value) {
  if (value === undefined || value === '' || value === false) element.removeAttribute(name);
  else if (element.getAttribute(name) !== String(value)) element.setAttribute(name, value);
}

function setWords(entry, words) {
  const { element, role } = entry;
  setName(entry, words);
  setAttribute(element, 'aria-description', words.description);
  setAttribute(element, 'aria-disabled', words.disabled);
  setAttribute(element, 'aria-checked', words.checked);
  setAttribute(element, 'aria-sort', words.sorted);
  // Where one is: of a link or button that is "current"; what is chosen, elsewhere.
  const isWay = role === 'link' || role === 'button';
  setAttribute(element, 'aria-current', isWay && words.selected ? 'page' : undefined);
  setAttribute(element, 'aria-selected', isWay ? undefined : words.selected || (['tab', 'option'].includes(role) ? 'false' : undefined));
  setAttribute(element, 'aria-expanded', words.expanded);
  setAttribute(element, 'aria-haspopup', words.popup);
  setAttribute(element, 'aria-modal', words.modal);
  setAttribute(element, 'aria-invalid', words.invalid);
  setAttribute(element, 'aria-level', role === 'heading' ? words.level || 2 : words.level);
  setAttribute(element, 'data-focused', words.focused);
  if (role === 'link' && words.href) element.href = words.href;
  setGrid(element, role, words);
  setValue(element, role, words);
}

function setGrid(element, role, words) {
  setAttribute(element, 'aria-rowcount', words.rows);
  setAttribute(element, 'aria-colcount', words.columns);
  // The page counts from 1.
  setAttribute(element, 'aria-rowindex', words.row === undefined ? undefined : words.row + 1);
  setAttribute(element, 'aria-colindex', words.column === undefined ? undefined : words.column + 1);
}

function setName(entry, words) {
  const name = words.name || '';
  if (!NAMED_BY_CONTENT.has(entry.role)) return setAttribute(entry.element, 'aria-label', name);
  const shown = entry.role === 'text' && words.value ? `${name} ${words.value}`.trim() : name;
  if (!entry.label) {
    entry.label = document.createTextNode('');
    entry.element.prepend(entry.label);
  }
  if (entry.label.data !== shown) entry.label.data = shown;
}

function setValue(element, role, words) {
  const value = words.value || '';
  if (FIELDS.has(role)) {
    // What somebody types into the element itself must not be overwritten while they type.
    if (document.activeElement !== element && element.value !== value) element.value = value;
    element.readOnly = !!words.disabled;
  } else if (role === 'slider') {
    setAttribute(element, 'aria-valuetext', value);
    const place = Number.parseFloat(value);
    if (document.activeElement !== element && !Number.isNaN(place)) {
      element.min = Math.min(Number(element.min || 0), place);
      element.max = Math.max(Number(element.max || 100), place);
      element.value = String(place);
    }
  } else if (role === 'progressbar') {
    setAttribute(element, 'aria-valuenow', Number.parseFloat(value) || undefined);
    setAttribute(element, 'aria-valuetext', value);
  } else if (role === 'combobox') {
    if (element.textContent !== value) element.textContent = value;
  }
}

function listen(host, root, entryOf) {
  const nearest = (event) => {
    const element = event.target.closest?.('[data-id]');
    return element && entryOf(element);
  };
  root.addEventListener('click', (event) => {
    event.preventDefault();
    let entry = nearest(event);
    while (entry && !ACTIVE.has(entry.role)) entry = entryOf(entry.element.parentElement?.closest('[data-id]') || {});
    if (entry) host.tell('semantic', 'activate', entry.element.dataset.id);
  });
  root.addEventListener('focusin', (event) => {
    const entry = nearest(event);
    if (entry) host.tell('semantic', 'focus', entry.element.dataset.id);
  });
  root.addEventListener('input', (event) => {
    const entry = nearest(event);
    if (entry) host.tell('semantic', 'value', entry.element.dataset.id, event.target.value);
  });
  root.addEventListener('submit', (event) => event.preventDefault());
  root.addEventListener('keydown', (event) => {
    const entry = nearest(event);
    if (entry && event.key === 'Enter' && FIELDS.has(entry.role) && entry.role !== 'textarea')
      host.tell('semantic', 'activate', entry.element.dataset.id);
  });
}
