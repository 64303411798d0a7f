// Holds the repository against every rule of tidy.mjs.

import assert from 'node:assert/strict';
import { dirname, resolve } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { rules, treeOf } from './tidy.mjs';

const repository = treeOf(resolve(dirname(fileURLToPath(import.meta.url)), '../..'));

for (const [title, rule] of Object.entries(rules)) {
  test(title, () => {
    const objections = rule(repository);
    if (objections.length > 0) assert.fail(`\n${objections.join('\n')}`);
  });
}
