// Rules about the words of the face: assets/i18n/<language>.json against the keys that code and assets use.
// A key is used where a string literal is that key, or a beginning of it that ends with a dot ("stage." + id).

import { linesOf } from './source.mjs';

const english = 'assets/i18n/en.json';
// A code with its sentence behind it, in C++ and in JavaScript.
const gives_store_errors = /^(src\/storage\/.*\.(cpp|h)|src\/platform\/.*disk\.cpp|web\/library\/.*\.js|web\/site\/platform\/disk\.js)$/;
const store_error = /"((?:store|segment|snapshot|commit|op|disk)\.\w+)",\s*"|rror\('((?:store|disk)\.\w+)'/g;
const plural = /\.(zero|one|two|few|many|other)$/;

export const messageRules = {
  'every message key that code asks for is in the English catalogue': (tree) => {
    const keys = keysOf(tree, english);
    return [...tree].filter(([path]) => /^src\/.*\.(cpp|h)$/.test(path)).flatMap(([path, text]) =>
      asked(path, text).filter(({ key, counted }) => !keys.has(counted ? `${key}.other` : key))
        .map(({ key, line }) => `${path}:${line}: ${english} has no "${key}"`));
  },

  'every error that the store can give has its words': (tree) => {
    const keys = keysOf(tree, english);
    return [...tree].filter(([path]) => gives_store_errors.test(path)).flatMap(([path, text]) =>
      [...text.matchAll(store_error)].map((found) => ({ code: found[1] ?? found[2], line: linesOf(text.slice(0, found.index + 1)) }))
        .filter(({ code }) => !keys.has(`error.${code}`))
        .map(({ code, line }) => `${path}:${line}: ${english} has no "error.${code}"`));
  },

  'every English message is used': (tree) => {
    const literals = new Set([...tree].filter(([path]) => speaks(path)).flatMap(([, text]) => literalsOf(text)));
    const families = [...literals].filter((literal) => /^\w[\w.-]*\.$/.test(literal));
    return [...keysOf(tree, english)]
      .filter((key) => !literals.has(key) && !literals.has(key.replace(plural, '')) && !families.some((family) => key.startsWith(family)))
      .map((key) => `${english}: nothing says "${key}"`);
  },

  'every language says what English says': (tree) => {
    const said = stems(keysOf(tree, english));
    return [...tree.keys()].filter((path) => /^assets\/i18n\/\w+\.json$/.test(path) && path !== english).flatMap((path) => {
      const here = stems(keysOf(tree, path));
      return [
        ...[...said].filter((key) => !here.has(key)).map((key) => `${path}: lacks "${key}"`),
        ...[...here].filter((key) => !said.has(key)).map((key) => `${path}: English has no "${key}"`),
      ];
    });
  },
};

// Keys of a catalogue, nested objects joined by dots.
function keysOf(tree, path) {
  const walk = (value, prefix) =>
    Object.entries(value).flatMap(([key, inner]) => (typeof inner === 'object' ? walk(inner, `${prefix}${key}.`) : prefix + key));
  return new Set(tree.has(path) ? walk(JSON.parse(tree.get(path)), '') : []);
}

function stems(keys) {
  return new Set([...keys].map((key) => key.replace(plural, '')));
}

// tr("key"), tr_count("key") anywhere; Message{"key"} in the folders that say things without a language.
function asked(path, text) {
  const message = /^src\/(query|lifecycle|scoring)\//.test(path) ? '|Message\\s*\\{' : '';
  const call = new RegExp(`\\b(?:tr(_count)?\\s*\\(${message})\\s*"([^"]+)"(?!\\s*\\+)`, 'g');
  return [...text.matchAll(call)].map((found) => ({ key: found[2], counted: Boolean(found[1]), line: linesOf(text.slice(0, found.index + 1)) }))
    .filter(({ key }) => !key.endsWith('.'));
}

function speaks(path) {
  return /^(src|web)\/.*\.(cpp|h|mjs|js|html)$/.test(path) || (/^assets\/.*\.json$/.test(path) && !path.startsWith('assets/i18n'));
}

function literalsOf(text) {
  return [...text.matchAll(/"((?:\\.|[^"\\\n])*)"|'((?:\\.|[^'\\\n])*)'/g)].map((found) => found[1] ?? found[2]);
}
