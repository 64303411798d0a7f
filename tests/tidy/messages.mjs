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

  'what the page says by itself is what the English catalogue says': (tree) => {
    const path = 'web/site/index.html';
    const catalogue = JSON.parse(tree.get(english));
    const own = new Map([...(tree.get(path) ?? '').matchAll(/data-say="([^"]+)"[^>]*>([^<]*)</g)].map(([, key, text]) => [key, text]));
    return [
      ...[...own].filter(([key, text]) => catalogue[key] !== text).map(([key]) => `${path}: says something else for "${key}" than ${english}`),
      ...[...tree].filter(([name]) => /^web\/site\/.*\.js$/.test(name)).flatMap(([name, text]) => [...text.matchAll(/\bsay\('([^']+)'/g)]
        .filter(([, key]) => !own.has(key)).map((found) => `${name}:${linesOf(text.slice(0, found.index + 1))}: ${path} has no "${found[1]}"`)),
    ];
  },

  'every letter of our own words is in the font that comes first': (tree) => {
    const had = codePoints(tree.get('tools/inter.txt') ?? '');
    return [english, ...languagesOf(tree)].flatMap((path) => [...new Set(Object.values(JSON.parse(tree.get(path))).join(''))].filter((letter) => !had(letter.codePointAt(0)))
      .map((letter) => `${path}: tools/inter.txt lacks “${letter}”`));
  },

  'every language has the same places to fill in': (tree) => {
    const places = (text) => [...new Set(text.match(/\{\w+\}/g))].sort().join(' ');
    const sentences = (path) => new Map(Object.entries(JSON.parse(tree.get(path))).filter(([key]) => !/\.(zero|one|two)$/.test(key)));
    const said = sentences(english);
    return languagesOf(tree).flatMap((path) => [...sentences(path)].filter(([key, text]) => said.has(key) && places(said.get(key)) !== places(text))
      .map(([key, text]) => `${path}: "${key}" has ${places(text) || 'no places'}, English ${places(said.get(key)) || 'none'}`));
  },

  'every language says what English says': (tree) => {
    const said = stems(keysOf(tree, english));
    return languagesOf(tree).flatMap((path) => {
      const here = stems(keysOf(tree, path));
      return [
        ...[...said].filter((key) => !here.has(key)).map((key) => `${path}: lacks "${key}"`),
        ...[...here].filter((key) => !said.has(key)).map((key) => `${path}: English has no "${key}"`),
      ];
    });
  },
};

// Of a list as fonttools reads it: "U+0020-007E,U+00A0".
function codePoints(list) {
  const ranges = list.split('\n').filter((line) => !line.startsWith('#')).join(',').split(',').filter(Boolean)
    .map((range) => range.slice(2).split('-').map((end) => Number.parseInt(end, 16)));
  return (code) => ranges.some(([first, last = first]) => first <= code && code <= last);
}

function languagesOf(tree) {
  return [...tree.keys()].filter((path) => /^assets\/i18n\/[\w-]+\.json$/.test(path) && path !== english);
}

function keysOf(tree, path) {
  return new Set(tree.has(path) ? Object.keys(JSON.parse(tree.get(path))) : []);
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
