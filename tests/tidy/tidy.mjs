// The rules of the house that a machine can check. A rule looks at a tree (path -> text) and returns what it objects
// to, one line each. tidy.test.mjs holds the repository against them, self.test.mjs shows that each of them can object.
// Not a style checker: layout is clang-format's (./corong format).

import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { codeOf, functionsOf, includesOf, linesOf, scannedCode } from './source.mjs';
import { messageRules } from './messages.mjs';

const longest_file = 400;
const longest_function = 70;

// Who may say what: pattern, what it is called, the folders of src/ that may.
const reserved = [
  [/\bimgui|\bIm(Gui|Vec|Draw|Font|Texture)\w*/i, 'imgui', ['ui', 'platform']],
  [/emscripten|\bEM_(JS|ASM|BOOL)/i, 'emscripten', ['platform']],
  [/\b(system_clock|steady_clock|high_resolution_clock|gettimeofday|localtime|gmtime|time\s*\(\s*(nullptr|NULL|0)\s*\))/, 'a real clock', ['platform']],
  [/<random>|\b(random_device|mt19937\w*|s?rand\s*\()/, 'randomness', ['platform']],
  [/<(fstream|filesystem)>|\bfopen\s*\(/, 'the disk', ['platform']],
  [/<nlohmann\/|\bnlohmann::|<xxhash\.h>|\bXXH\w*\s*\(/, 'nlohmann/json or xxHash', ['base']],
];

// Spelled apart, so that this file does not object to itself.
// The three crosses count in comments only: elsewhere they are the ISO code for "no currency".
const leftovers = new RegExp(`\\b(${'TO' + 'DO'}|${'FIX' + 'ME'})\\b|(//|/\\*|^\\s*\\*|#|<!--).*\\b${'XX' + 'X'}\\b`);
const machine_paths = new RegExp(['/wo' + 'rk/', '/ro' + 'ot/', '/ho' + 'me/'].join('|'));
const registries = /\b(deb|snapshot|security|ftp)\.debian\.org|\bregistry\.npmjs|\bnpmjs\.(org|com)|\bpypi\.org|\bcrates\.io|yarnpkg\.com/;

// Third-party headers by quotes, where their makers' own documentation writes them so.
const imgui_header = /^(imgui|imgui_internal|imgui_stdlib|imgui_impl_\w+)\.h$/;

export const rules = {
  'a folder includes only what its row in src/README.md allows': (tree) => {
    const table = tableOf(tree);
    return sources(tree).flatMap(([path, text]) => {
      const folder = folderOf(path);
      const row = table.get(folder);
      if (!row) return [`${path}: src/README.md has no row for "${folder}"`];
      const allowed = new Set([folder, ...row]);
      return includesOf(text)
        .filter(({ quoted, target }) => quoted && table.has(target.split('/')[0]) && !allowed.has(target.split('/')[0]))
        .map(({ target, line }) => `${path}:${line}: ${folder} may not include ${target}`);
    });
  },

  'the linker is told no more than the table allows': (tree) => {
    const table = tableOf(tree);
    return [...table].flatMap(([folder, row]) => {
      const path = `src/${folder}/CMakeLists.txt`;
      const depends = /corong_library\([^)]*\bDEPENDS\s+([a-z\s]+)/.exec(tree.get(path) ?? '')?.[1] ?? '';
      return depends.split(/\s+/).filter((other) => other && !row.includes(other)).map((other) => `${path}: ${folder} may not use ${other}`);
    });
  },

  'of storage, platform knows the port alone': (tree) =>
    sources(tree).filter(([path]) => folderOf(path) === 'platform').flatMap(([path, text]) =>
      includesOf(text).filter(({ target }) => target.startsWith('storage/') && target !== 'storage/disk.h')
        .map(({ target, line }) => `${path}:${line}: ${target} is not the port`)),

  'include paths begin at src/ and lead somewhere': (tree) =>
    sources(tree).flatMap(([path, text]) =>
      includesOf(text)
        .filter(({ quoted, target }) => quoted && !tree.has(`src/${target}`) && !target.startsWith('generated/') && !imgui_header.test(target))
        .map(({ target, line }) => `${path}:${line}: there is no src/${target}`)),

  'words stay in the folders that may say them': (tree) =>
    sources(tree).flatMap(([path, text]) =>
      reserved.filter(([, , folders]) => !folders.includes(folderOf(path))).flatMap(([pattern, name]) =>
        matchesIn(scannedCode(text), pattern).map((line) => `${path}:${line}: ${name} does not belong into ${folderOf(path)}`))),

  'the build picks the world, not the preprocessor': (tree) =>
    sources(tree).filter(([path]) => folderOf(path) !== 'platform').flatMap(([path, text]) =>
      matchesIn(codeOf(text), /__EMSCRIPTEN__/).map((line) => `${path}:${line}: asks for the compiler's target`)),

  'folder and namespace are one': (tree) =>
    sources(tree).filter(([path]) => folderOf(path) !== 'main').flatMap(([path, text]) =>
      new RegExp(`\\bnamespace\\s+${folderOf(path)}\\b`).test(text) ? [] : [`${path}: has no namespace ${folderOf(path)}`]),

  'a header begins with what it is for, and is read once': (tree) =>
    sources(tree).filter(([path]) => path.endsWith('.h')).flatMap(([path, text]) => [
      ...(text.startsWith('//') ? [] : [`${path}: the first line does not say what the file is for`]),
      ...(/^#pragma once$/m.test(text) ? [] : [`${path}: has no #pragma once`]),
    ]),

  [`a file has at most ${longest_file} lines`]: (tree) =>
    written(tree).filter(([path]) => !/\.(json|md|txt)$/.test(path) && !/(^|\/)LICENSE$/.test(path))
      .flatMap(([path, text]) => (linesOf(text) > longest_file ? [`${path}: ${linesOf(text)} lines`] : [])),

  [`a function has at most ${longest_function} lines`]: (tree) =>
    written(tree).filter(([path]) => /\.(cpp|h)$/.test(path)).flatMap(([path, text]) =>
      functionsOf(text).filter(({ lines }) => lines > longest_function)
        .map(({ line, lines, head }) => `${path}:${line}: ${lines} lines: ${head}`)),

  'nothing is left for later': (tree) =>
    written(tree).flatMap(([path, text]) => matchesIn(text, leftovers).map((line) => `${path}:${line}: an open end`)),

  'no machine and no registry is named': (tree) =>
    [...tree].flatMap(([path, text]) => [
      ...matchesIn(text, machine_paths).map((line) => `${path}:${line}: a path of one machine`),
      ...matchesIn(text, registries).map((line) => `${path}:${line}: the address of a registry`),
    ]),

  'lock files carry no addresses': (tree) =>
    [...tree].filter(([path]) => path.endsWith('package-lock.json')).flatMap(([path, text]) =>
      matchesIn(text, /"resolved"/).map((line) => `${path}:${line}: a download address`)),

  'JSON is JSON': (tree) =>
    [...tree].filter(([path]) => path.endsWith('.json')).flatMap(([path, text]) => {
      try {
        JSON.parse(text);
        return [];
      } catch (error) {
        return [`${path}: ${error.message}`];
      }
    }),

  ...messageRules,
};

// The repository as a tree: everything people wrote, nothing that was built, fetched or is no text.
export function treeOf(folder) {
  const ignored = new Set(['.git', 'build', 'node_modules']);
  const walk = (prefix) =>
    readdirSync(join(folder, prefix), { withFileTypes: true }).filter((entry) => !ignored.has(entry.name)).flatMap((entry) => {
      const path = prefix + entry.name;
      if (entry.isDirectory()) return walk(`${path}/`);
      return /\.(png|woff2|ico|gz|br|bin|snap|seg)$/.test(path) ? [] : [[path, readFileSync(join(folder, path), 'utf8')]];
    });
  return new Map(walk('').sort(([a], [b]) => (a < b ? -1 : 1)));
}

// The table "| level | folder | may include | what lives there |" as folder -> names.
function tableOf(tree) {
  const rows = (tree.get('src/README.md') ?? '').matchAll(/^\|\s*\d+\s*\|\s*`(\w+)`\s*\|([^|]*)\|/gm);
  return new Map([...rows].map(([, folder, allowed]) => [folder, allowed.split(',').map((name) => name.trim().replaceAll('`', '')).filter(Boolean)]));
}

function sources(tree) {
  return [...tree].filter(([path]) => /^src\/\w+\/.*\.(cpp|h)$/.test(path));
}

// What people wrote by hand; captured test data may be as it is.
function written(tree) {
  return [...tree].filter(([path]) => !/package-lock\.json$|^tests\/(\w+\/)?(data|corpus)\//.test(path));
}

function folderOf(path) {
  return path.split('/')[1];
}

function matchesIn(text, pattern) {
  return text.split('\n').flatMap((line, index) => (pattern.test(line) ? [index + 1] : []));
}
