// Writes what src/base/assets.h promises as two sources, and what comes later as files, too.
//   node tools/assets.mjs <assets> <later words> <folder for assets.cpp, assets_later.cpp, later/ and apart/>
// Of a catalogue (i18n/*.json) the keys that begin as a line of the list says come later; i18n/later.txt is that list.
// What is apart is fetched by the page as a file of its own.

import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const [folder, list, out] = process.argv.slice(2);
const beginnings = readFileSync(list, 'utf8').split('\n').filter((line) => line && !line.startsWith('#'));
const isForReaders = (path) => path.startsWith('schema/'); // of our files: the program does not read it
const isApart = (path) => path.startsWith('sample/');
const isCatalogue = (path) => path.startsWith('i18n/');
const comesLater = (key) => beginnings.some((beginning) => key.startsWith(beginning));

const paths = readdirSync(folder, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => join(entry.parentPath ?? entry.path, entry.name).slice(folder.length + 1).replaceAll('\\', '/'))
  .filter((path) => !isForReaders(path))
  .sort();
const first = [...paths.filter((path) => !isApart(path)).map((path) => ({ path, bytes: bytesOf(path, (key) => !comesLater(key)) })), { path: 'i18n/later.txt', bytes: Buffer.from(beginnings.join('\n')) }]
  .sort((one, other) => (one.path < other.path ? -1 : 1));
const later = paths.filter(isCatalogue).map((path) => ({ path, bytes: bytesOf(path, comesLater) }));
const apart = paths.filter(isApart).map((path) => ({ path, bytes: bytesOf(path) }));

writeFileSync(join(out, 'assets.cpp'), source(first, 'asset', 'std::span<const std::string_view> asset_paths() { return paths; }\n\n'));
writeFileSync(join(out, 'assets_later.cpp'), source([...later, ...apart].sort((one, other) => (one.path < other.path ? -1 : 1)), 'later_asset', ''));
layOut('later', later);
layOut('apart', apart);

function layOut(name, files) {
  rmSync(join(out, name), { recursive: true, force: true });
  for (const { path, bytes } of files) {
    mkdirSync(dirname(join(out, name, path)), { recursive: true });
    writeFileSync(join(out, name, path), bytes);
  }
}

// Without the layout of JSON, which is for those who write it; of a catalogue what is wanted.
function bytesOf(path, isWanted) {
  const bytes = readFileSync(join(folder, path));
  if (!path.endsWith('.json')) return bytes;
  const value = JSON.parse(bytes);
  return Buffer.from(JSON.stringify(isCatalogue(path) ? Object.fromEntries(Object.entries(value).filter(([key]) => isWanted(key))) : value));
}

function source(files, name, more) {
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
