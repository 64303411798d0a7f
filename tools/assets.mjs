// Writes what src/base/assets.h promises as two sources, and what comes later as files, too.
//   node tools/assets.mjs <assets> <later words> <folder for assets.cpp, assets_later.cpp, later/ and apart/>
// Of a catalogue (i18n/*.json) the keys that begin as a line of the list says come later, as i18n/<language>.later.json;
// i18n/later.txt is that list, i18n/languages.txt names the languages. What a language does not say is said in English;
// what the page says by itself (page.*) stands in index.html in English already.
// What is apart is fetched by the page as a file of its own: the words of the reader's language, and no others.

import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const [folder, list, out] = process.argv.slice(2);
const beginnings = readFileSync(list, 'utf8').split('\n').filter((line) => line && !line.startsWith('#'));
const isForReaders = (path) => path.startsWith('schema/'); // of our files: the program does not read it
const isCatalogue = (path) => path.startsWith('i18n/');
const isApart = (path) => isCatalogue(path) || path.startsWith('sample/');
const isOfPage = (key) => key.startsWith('page.') && key !== 'page.title';
const comesLater = (key) => beginnings.some((beginning) => key.startsWith(beginning));

const paths = readdirSync(folder, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => join(entry.parentPath ?? entry.path, entry.name).slice(folder.length + 1).replaceAll('\\', '/'))
  .filter((path) => !isForReaders(path))
  .sort();
const catalogues = paths.filter(isCatalogue);
const english = JSON.parse(readFileSync(join(folder, 'i18n/en.json')));
const lists = [
  { path: 'i18n/languages.txt', bytes: Buffer.from(catalogues.map((path) => path.slice('i18n/'.length, -'.json'.length)).join('\n')) },
  { path: 'i18n/later.txt', bytes: Buffer.from(beginnings.join('\n')) },
];
const first = [...paths.filter((path) => !isApart(path)).map((path) => ({ path, bytes: bytesOf(path) })), ...lists];
const later = catalogues.map((path) => ({ path: path.replace(/\.json$/, '.later.json'), bytes: wordsOf(path, comesLater) }));
const apart = paths.filter(isApart).map((path) => ({ path, bytes: isCatalogue(path) ? wordsOf(path, (key) => !comesLater(key) && !(path === 'i18n/en.json' && isOfPage(key))) : bytesOf(path) }));

writeFileSync(join(out, 'assets.cpp'), source(first, 'asset', 'std::span<const std::string_view> asset_paths() { return paths; }\n\n'));
writeFileSync(join(out, 'assets_later.cpp'), source([...later, ...apart], 'later_asset', ''));
layOut('later', later);
layOut('apart', apart);

function layOut(name, files) {
  rmSync(join(out, name), { recursive: true, force: true });
  for (const { path, bytes } of files) {
    mkdirSync(dirname(join(out, name, path)), { recursive: true });
    writeFileSync(join(out, name, path), bytes);
  }
}

// Without the layout of JSON, which is for those who write it.
function bytesOf(path) {
  const bytes = readFileSync(join(folder, path));
  return path.endsWith('.json') ? Buffer.from(JSON.stringify(JSON.parse(bytes))) : bytes;
}

// A language need not have every plural form of English: what it has of a key is enough.
function wordsOf(path, isWanted) {
  const said = JSON.parse(readFileSync(join(folder, path)));
  const stem = (key) => key.replace(/\.(zero|one|two|few|many|other)$/, '');
  const stems = new Set(Object.keys(said).map(stem));
  const unsaid = Object.entries(english).filter(([key]) => !stems.has(stem(key)));
  return Buffer.from(JSON.stringify(Object.fromEntries([...Object.entries(said), ...unsaid].filter(([key]) => isWanted(key)))));
}

function source(unsorted, name, more) {
  const files = [...unsorted].sort((one, other) => (one.path < other.path ? -1 : 1));
  const literal = (bytes) => [...bytes].map((byte) => `\\x${byte.toString(16).padStart(2, '0')}`).join('');
  return `// Written by tools/assets.mjs from assets/. Do not edit.
#include "base/assets.h"

#include <algorithm>
#include <array>

namespace {
${files.map(({ bytes }, i) => `constexpr char data_${i}[] = "${literal(bytes)}";\n`).join('')}
constexpr std::array<std::string_view, ${files.length}> paths{{ // sorted
${files.map(({ path }) => `    "${path}",\n`).join('')}}};
constexpr std::array<std::string_view, ${files.length}> contents{{
${files.map(({ bytes }, i) => `    {data_${i}, ${bytes.length}},\n`).join('')}}};
} // namespace

namespace base {

std::optional<std::string_view> ${name}(std::string_view path) {
    const auto found = std::lower_bound(paths.begin(), paths.end(), path);
    if (found == paths.end() || *found != path) return std::nullopt;
    return contents[static_cast<std::size_t>(found - paths.begin())];
}

${more}} // namespace base
`;
}
