// Shows that each rule of tidy.mjs can object: a small tree that is in order, and one planted fault for each rule.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { functionsOf } from './source.mjs';
import { rules } from './tidy.mjs';

const header = '// What it is for.\n#pragma once\n\nnamespace base {\nint one();\n}\n';

const in_order = {
  'src/README.md':
    '| level | folder | may include | what lives there |\n|--:|---|---|---|\n' +
    '| 0 | `base` | | things |\n| 1 | `domain` | base | things |\n| 3 | `storage` | base, domain | things |\n' +
    '| 5 | `ui` | base, domain, imgui | things |\n| 5 | `platform` | base, storage | things |\n',
  'src/base/one.h': header,
  'src/base/one.cpp': '#include "base/one.h"\n#include <nlohmann/json.hpp>\nnamespace base {\nint one() { return 1; }  // not imgui\n}\n',
  'src/domain/CMakeLists.txt': 'corong_library(domain FOR speed DEPENDS base)\n',
  'src/domain/two.cpp': '#include "base/one.h"\nnamespace domain {\nint two() { return 2 * base::one(); }\n}\n',
  'src/storage/disk.h': header.replace('base', 'storage'),
  'src/storage/store.h': header.replace('base', 'storage'),
  'src/ui/panel.cpp':
    '#include "imgui.h"\n#include "generated/icons.h"\nnamespace ui {\nvoid draw() { ImGui::Text(tr("panel.title"), tr_count("panel.leads", 2), tr("stage." + id)); }\n}\n',
  'src/platform/web/clock.cpp':
    '#include <emscripten.h>\n#include <random>\n#include "storage/disk.h"\nnamespace platform {\nauto now = std::chrono::system_clock::now();\n}\n',
  'assets/i18n/en.json': '{"page.stopped": "Corong has stopped", "panel.leads.one": "one", "panel.leads.other": "{n}", "panel.title": "Leads", "stage.won": "Won"}',
  'assets/i18n/id.json': '{"page.stopped": "Corong berhenti", "panel.leads.other": "{n}", "panel.title": "Lead", "stage.won": "Menang"}',
  'web/site/index.html': '<h1 data-say="page.stopped">Corong has stopped</h1>\n',
  'tools/inter.txt': '# what comes first\nU+0020-007E\nU+00E5,U+00F8\n',
  'web/package-lock.json': '{"packages": {"a": {"version": "1.0.0"}}}',
};

const long_function = `namespace base {\nint f(int x) {\n${'    x += 1;\n'.repeat(70)}    return x;\n}\n}\n`;
const open_end = '// TO' + 'DO: later\n';

// rule -> what to plant, and what the objection must say
const plants = {
  'a folder includes only what its row in src/README.md allows': [{ 'src/domain/bad.cpp': '#include "ui/panel.h"\nnamespace domain {}\n' }, /bad\.cpp:1: domain may not include ui/],
  'the linker is told no more than the table allows': [{ 'src/domain/CMakeLists.txt': 'corong_library(domain DEPENDS base storage)\n' }, /domain may not use storage/],
  'of storage, platform knows the port alone': [{ 'src/platform/native/bad.cpp': '#include "storage/store.h"\nnamespace platform {}\n' }, /bad\.cpp:1: .* is not the port/],
  'include paths begin at src/ and lead somewhere': [{ 'src/base/bad.cpp': 'namespace base {}\n#include "one.h"\n' }, /bad\.cpp:2: there is no src\/one\.h/],
  'words stay in the folders that may say them': [{ 'src/domain/bad.cpp': 'namespace domain {\nauto t = std::chrono::steady_clock::now();\n}\n' }, /bad\.cpp:2: a real clock/],
  'the build picks the world, not the preprocessor': [{ 'src/ui/bad.cpp': 'namespace ui {}\n#ifdef __EMSCRIPTEN__\n#endif\n' }, /bad\.cpp:2: asks/],
  'folder and namespace are one': [{ 'src/base/bad.cpp': 'namespace domain {}\n' }, /bad\.cpp: has no namespace base/],
  'a header begins with what it is for, and is read once': [{ 'src/base/bad.h': '#include <string>\nnamespace base {}\n' }, /first line[^]*no #pragma once/],
  'a file has at most 400 lines': [{ 'web/bad.js': 'f();\n'.repeat(401) }, /web\/bad\.js: 401 lines/],
  'a function has at most 70 lines': [{ 'src/base/bad.cpp': long_function }, /bad\.cpp:2: 73 lines: int f\(int x\)/],
  'nothing is left for later': [{ 'web/bad.js': `f();\n${open_end}` }, /web\/bad\.js:2: an open end/],
  'no machine and no registry is named': [{ 'tools/bad': 'cd /wo' + 'rk/main\ncurl registry.npm' + 'js.org\n' }, /bad:1: a path[^]*bad:2: the address/],
  'lock files carry no addresses': [{ 'web/package-lock.json': '{\n"resolved": "somewhere"\n}' }, /package-lock\.json:2: a download address/],
  'JSON is JSON': [{ 'assets/models/bad.json': '{"a": 1,}' }, /bad\.json: /],
  'every message key that code asks for is in the English catalogue': [{ 'src/ui/bad.cpp': 'namespace ui {\nauto a = tr("no.such");\nauto b = tr_count("panel.title", 2);\n}\n' }, /bad\.cpp:2: .*"no\.such"[^]*bad\.cpp:3: .*"panel\.title"/],
  'every error that the store can give has its words': [{ 'src/storage/bad.cpp': 'namespace storage {\nconst base::Error e{"store.no_words", "A sentence.", ""};\n}\n', 'web/library/bad.js': "throw makeError('disk.none', 'x');\n" }, /bad\.cpp:2: .*"error\.store\.no_words"[^]*bad\.js:1: .*"error\.disk\.none"/],
  'every English message is used': [{ 'assets/i18n/en.json': '{"page.stopped": "Corong has stopped", "panel.title": "Leads", "panel.unsaid": "?"}' }, /nothing says "panel\.unsaid"/],
  'what the page says by itself is what the English catalogue says': [{ 'web/site/index.html': '<h1 data-say="page.stopped">It has stopped</h1>', 'web/site/bad.js': "f();\nsay('page.none');\n" }, /something else for "page\.stopped"[^]*bad\.js:2: .* no "page\.none"/],
  'every letter of our own words is in the font that comes first': [{ 'assets/i18n/nb.json': '{"stage.won": "Vunnet ✓"}' }, /nb\.json: .* lacks “✓”/],
  'every language has the same places to fill in': [{ 'assets/i18n/nb.json': '{"panel.leads.other": "{antall}"}' }, /"panel\.leads\.other" has \{antall\}, English \{n\}/],
  'every language says what English says': [{ 'assets/i18n/nb.json': '{"panel.title": "Kunder", "more": "Mer"}' }, /lacks "panel\.leads"[^]*English has no "more"/],
};

test('a tree in order has nothing to object to', () => {
  for (const [title, rule] of Object.entries(rules)) assert.deepEqual(rule(tree()), [], title);
});

test('every rule has its planted fault', () => assert.deepEqual(Object.keys(plants).sort(), Object.keys(rules).sort()));

for (const [title, [planted, objection]] of Object.entries(plants)) {
  test(`objects: ${title}`, () => assert.match(rules[title](tree(planted)).join('\n'), objection));
}

for (const [word, plant] of Object.entries({
  imgui: 'ImGui::Text("x");',
  emscripten: '#include <emscripten/html5.h>',
  randomness: '#include <random>',
  disk: '#include <filesystem>',
  json: '#include <nlohmann/json.hpp>',
})) {
  test(`objects to ${word} in domain, not in a comment`, () => {
    const rule = rules['words stay in the folders that may say them'];
    assert.equal(rule(tree({ 'src/domain/bad.cpp': `${plant}\nnamespace domain {}\n` })).length, 1);
    assert.deepEqual(rule(tree({ 'src/domain/good.cpp': `// ${plant}\n/* ${plant} */\n` })), []);
  });
}

test('functions are found among scopes, tables, initialisers and raw strings', () => {
  const text = [
    'namespace a {',
    'const int table[] = {',
    '    1, 2};',
    'enum class E { x, y };',
    'struct S {',
    '    S() : a_{1}, b_{2} {',
    '        g();',
    '    }',
    '    int get() const { return a_; }',
    '    int a_ = 0;',
    '};',
    'template <class T>',
    'auto f(T x) -> int {',
    '    auto inner = [&](int y) { return y; };',
    '    if (x) { return inner(\'{\'); }',
    '    return R"({{{)" == "}" ? 1 : 10\'000;',
    '}',
    '}',
  ].join('\n');
  const found = functionsOf(text).filter(({ lines }) => lines > 1).map(({ line, lines }) => [line, lines]);
  assert.deepEqual(found, [[6, 3], [12, 6]]);
});

function tree(planted = {}) {
  return new Map(Object.entries({ ...in_order, ...planted }));
}
