// Hands on the trial page: mouse, touch, keys, input methods, clipboard, files, address, mirror,
// window.corong, and two tabs over one disk.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { middle, press, settled, type } from './support/browser.mjs';
import { startTrial } from './support/trial.mjs';

let trial;
before(async () => {
  trial = await startTrial();
});
after(() => trial?.close());

const saying = (page, name) => page.getByRole('status').filter({ hasText: name }).first().textContent();
const log = (page) => saying(page, 'log');
const valueOf = (page, role, name) => page.getByRole(role, { name }).inputValue();

async function withPage(options, work) {
  const page = await trial.open(options);
  try {
    await work(page);
    assert.deepEqual(page.errors, []);
  } finally {
    await page.context().close();
  }
}

test('mouse: press, right press, wheel by exact pixels', () =>
  withPage({}, async (page) => {
    await press(page, 'button', 'Add lead');
    await press(page, 'button', 'Add lead', { button: 'right' });
    assert.match(await saying(page, 'clicks'), /clicks 1 menus 1/);
    const { x, y } = await middle(page, 'region', 'List');
    await page.mouse.move(x, y);
    await page.mouse.wheel(0, 137);
    await settled(page);
    assert.match(await saying(page, 'scrolled'), /scrolled 137$/);
  }));

test('text: letters of all kinds, a word composed by an input method, a dead key', () =>
  withPage({}, async (page) => {
    await type(page, 'searchbox', 'Search', 'Øystein Åse');
    assert.equal(await valueOf(page, 'searchbox', 'Search'), 'Øystein Åse');
    await page.keyboard.press('ControlOrMeta+a');
    const session = await page.context().newCDPSession(page);
    await session.send('Input.imeSetComposition', { text: 'やま', selectionStart: 2, selectionEnd: 2 });
    await settled(page);
    assert.equal(await valueOf(page, 'searchbox', 'Search'), 'Øystein Åse', 'a half-typed word is not yet text');
    assert.ok(await page.evaluate(() => document.getElementById('text-agent').classList.contains('composing')));
    await session.send('Input.insertText', { text: '山田' });
    await settled(page);
    assert.equal(await valueOf(page, 'searchbox', 'Search'), '山田');
    await session.send('Input.imeSetComposition', { text: '´', selectionStart: 1, selectionEnd: 1 });
    await session.send('Input.insertText', { text: 'é' });
    await settled(page);
    assert.equal(await valueOf(page, 'searchbox', 'Search'), '山田é');
  }));

test('text: who presses elsewhere in the middle of a composed word has written it', () =>
  withPage({}, async (page) => {
    await type(page, 'searchbox', 'Search', 'a ');
    const session = await page.context().newCDPSession(page);
    await session.send('Input.imeSetComposition', { text: 'やま', selectionStart: 2, selectionEnd: 2 });
    await settled(page);
    await press(page, 'button', 'Add lead');
    assert.equal(await valueOf(page, 'searchbox', 'Search'), 'a やま');
    await type(page, 'textbox', 'Name', 'b');
    assert.equal(await valueOf(page, 'searchbox', 'Search'), 'a やま');
    assert.doesNotMatch(await valueOf(page, 'textbox', 'Name'), /やま/);
  }));

test('keys: editing keys reach the field, once each', () =>
  withPage({}, async (page) => {
    await type(page, 'searchbox', 'Search', 'abcd');
    for (const key of ['Backspace', 'ArrowLeft', 'ArrowLeft', 'Delete', 'Home']) {
      await page.keyboard.press(key);
      await settled(page);
    }
    await page.keyboard.type('x');
    await settled(page);
    assert.equal(await valueOf(page, 'searchbox', 'Search'), 'xac');
    await page.keyboard.press('ControlOrMeta+z');
    await settled(page);
    assert.equal(await valueOf(page, 'searchbox', 'Search'), 'ac');
  }));

test('keys: what belongs to the browser stays the browser’s', () =>
  withPage({}, async (page) => {
    const taken = await page.evaluate(() => {
      const isTaken = (init) => !document.getElementById('canvas').dispatchEvent(new KeyboardEvent('keydown', { bubbles: true, cancelable: true, ...init }));
      const browser = [{ key: 'F5' }, { key: 'F11' }, { key: 'F12' }, { key: 'r', ctrlKey: true }, { key: 'l', ctrlKey: true },
        { key: 't', ctrlKey: true }, { key: '+', ctrlKey: true }, { key: 'I', ctrlKey: true, shiftKey: true }, { key: 'v', ctrlKey: true }];
      const ours = [{ key: 'k', ctrlKey: true }, { key: 'Tab' }, { key: 'ArrowDown' }, { key: ' ' }, { key: 'F2' }, { key: '/' }, { key: 's', ctrlKey: true }];
      return [browser.map(isTaken), ours.map(isTaken)];
    });
    assert.deepEqual(taken, [Array(9).fill(false), Array(7).fill(true)]);
  }));

test('keys are released when the window loses the focus', () =>
  withPage({}, async (page) => {
    await page.keyboard.down('Shift');
    await page.evaluate(() => window.dispatchEvent(new Event('blur')));
    await page.evaluate(() => window.dispatchEvent(new Event('focus')));
    await page.keyboard.up('Shift');
    await type(page, 'searchbox', 'Search', 'a');
    assert.equal(await valueOf(page, 'searchbox', 'Search'), 'a');
  }));

test('clipboard: copy, cut, paste; rows outside a field are offered as an import', () =>
  withPage({ permissions: ['clipboard-read', 'clipboard-write'] }, async (page) => {
    await type(page, 'searchbox', 'Search', 'Siti');
    await page.keyboard.press('ControlOrMeta+a');
    await settled(page);
    await page.keyboard.press('ControlOrMeta+x');
    await settled(page);
    assert.equal(await valueOf(page, 'searchbox', 'Search'), '');
    assert.equal(await page.evaluate(() => navigator.clipboard.readText()), 'Siti');
    await page.keyboard.press('ControlOrMeta+v');
    await page.keyboard.press('ControlOrMeta+v');
    await settled(page);
    assert.equal(await valueOf(page, 'searchbox', 'Search'), 'SitiSiti');
    await press(page, 'button', 'Copy text');
    assert.equal(await page.evaluate(() => navigator.clipboard.readText()), 'copied by button');
    await page.evaluate(() => navigator.clipboard.writeText('Name\tCompany\nSiti\tUD Sumber\n'));
    await page.keyboard.press('ControlOrMeta+v');
    await settled(page);
    assert.match(await log(page), /rows 28/);
    assert.equal(await valueOf(page, 'searchbox', 'Search'), 'SitiSiti');
  }));

test('touch: a tap clicks, a long press is the right button, a drag scrolls and glides, a slider drags', () =>
  withPage({ hasTouch: true, viewport: { width: 800, height: 900 } }, async (page) => {
    const session = await page.context().newCDPSession(page);
    const finger = (kind, x, y) => session.send('Input.dispatchTouchEvent', { type: kind, touchPoints: kind === 'touchEnd' ? [] : [{ x, y }] });
    const button = await middle(page, 'button', 'Add lead');
    await page.touchscreen.tap(button.x, button.y);
    await settled(page);
    assert.match(await saying(page, 'clicks'), /clicks 1 menus 0/);
    await finger('touchStart', button.x, button.y);
    await page.waitForTimeout(700);
    await finger('touchEnd');
    await settled(page);
    assert.match(await saying(page, 'clicks'), /clicks 1 menus 1/);

    const list = await middle(page, 'region', 'List');
    await finger('touchStart', list.x, list.y + 80);
    for (let i = 1; i <= 10; ++i) await finger('touchMove', list.x, list.y + 80 - i * 12);
    await finger('touchEnd');
    await settled(page);
    const scrolled = Number((await saying(page, 'scrolled')).match(/\d+$/)[0]);
    assert.ok(scrolled >= 100, `scrolled ${scrolled}`);
    assert.match(await saying(page, 'clicks'), /clicks 1 menus 1/);

    const slider = await middle(page, 'slider', 'Weight');
    await finger('touchStart', slider.x, slider.y);
    await finger('touchMove', slider.x + 100, slider.y);
    await finger('touchEnd');
    await settled(page);
    assert.ok(Number(await page.getByRole('slider', { name: 'Weight' }).inputValue()) > 50);
  }));

test('touch: the field’s keyboard is asked for within the tap', () =>
  withPage({ hasTouch: true }, async (page) => {
    await page.evaluate(() => {
      const field = document.getElementById('text-agent');
      document.getElementById('canvas').addEventListener('pointerup', () => {
        window.focusedInTap = document.activeElement === field;
      });
    });
    const { x, y } = await middle(page, 'searchbox', 'Search');
    await page.touchscreen.tap(x, y);
    await settled(page);
    assert.equal(await page.evaluate(() => window.focusedInTap), true);
  }));

test('files: picked, cancelled, dropped, saved', () =>
  withPage({}, async (page) => {
    const folder = mkdtempSync(join(tmpdir(), 'corong-file-'));
    const path = join(folder, 'leads.txt');
    writeFileSync(path, 'Siti');
    const [chooser] = await Promise.all([page.waitForEvent('filechooser'), press(page, 'button', 'Pick file')]);
    await chooser.setFiles(path);
    await settled(page);
    assert.match(await log(page), /picked leads\.txt Siti/);
    await page.evaluate(() => {
      const data = new DataTransfer();
      data.items.add(new File(['12345'], 'dropped.csv'));
      for (const kind of ['dragover', 'drop']) window.dispatchEvent(new DragEvent(kind, { dataTransfer: data, bubbles: true, cancelable: true }));
    });
    await page.waitForTimeout(100);
    await settled(page);
    assert.match(await log(page), /over;.*out;.*file dropped\.csv 5/);
    const [download] = await Promise.all([page.waitForEvent('download'), press(page, 'button', 'Save file')]);
    assert.equal(download.suggestedFilename(), 'trial.txt');
    assert.equal(readFileSync(await download.path(), 'utf8'), 'hello');
    rmSync(folder, { recursive: true });
  }));

test('address: the route is in the hash, back and forward are told', () =>
  withPage({}, async (page) => {
    await press(page, 'button', 'Go');
    assert.equal(await page.evaluate(() => location.hash), '#/leads?segment=hot');
    await page.goBack();
    await settled(page);
    assert.match(await log(page), /route ;/);
    await page.goForward();
    await settled(page);
    assert.match(await log(page), /route \/leads\?segment=hot;/);
    assert.equal(await page.title(), 'Trial');
  }));

test('mirror: an element’s own events do what the hand does', () =>
  withPage({}, async (page) => {
    await page.getByRole('button', { name: 'Add lead' }).dispatchEvent('click');
    await settled(page);
    assert.match(await saying(page, 'clicks'), /clicks 1/);
    await page.getByRole('textbox', { name: 'Name' }).fill('Ratna');
    await settled(page);
    assert.equal(await valueOf(page, 'textbox', 'Name'), 'Ratna');
    assert.equal(await page.getByRole('checkbox', { name: 'Spin' }).getAttribute('aria-checked'), 'false');
    const { box } = await middle(page, 'button', 'Add lead');
    assert.ok(box.width > 30 && box.height > 10);
    const hit = await page.evaluate(([x, y]) => document.elementFromPoint(x, y).id, [box.x + 5, box.y + 5]);
    assert.equal(hit, 'canvas', 'the mirror lets the pointer through');
  }));

test('window.corong: answers at once or by promise, and refuses with Errors', () =>
  withPage({}, async (page) => {
    const said = await page.evaluate(async () => {
      const failure = await window.corong.run('nothing').catch((error) => [error instanceof Error, error.code, error.message, error.where]);
      const stats = window.corong.stats();
      return {
        ready: await window.corong.ready,
        commands: window.corong.commands(),
        failure,
        exported: [...(await window.corong.exportFile('snapshot'))],
        imported: await window.corong.importFile('a.csv', new Uint8Array(70_000)),
        manyPieces: await window.corong.importFile('b.csv', new Uint8Array(3_500_001)),
        saved: await window.corong.saved(),
        numbers: ['lastFrameMs', 'framesDrawn', 'startupMs', 'memoryBytes'].map((key) => typeof stats[key]),
      };
    });
    assert.deepEqual(said, {
      ready: { version: 'trial', format: 0 },
      commands: [],
      failure: [true, 'trial.refused', 'Not in the trial.', 'here'],
      exported: [0, 1, 255],
      imported: 70_000,
      manyPieces: 3_500_001,
      saved: undefined,
      numbers: Array(4).fill('number'),
    });
  }));

test('two tabs: one writes; the other follows, takes over, or inherits', async () => {
  const context = await trial.browser.newContext();
  const run = (page, id) => page.evaluate((command) => window.corong.run(command).catch((error) => error.code), id);
  const access = (page) => page.evaluate(() => window.corong.stats().access);
  const first = await trial.open({ context });
  assert.equal(await run(first, 'claim'), 1);
  const second = await trial.open({ context });
  assert.deepEqual([await access(first), await access(second)], [0, 1]);
  assert.equal(await run(second, 'put:x'), 'disk.closed');
  assert.deepEqual(await run(first, 'put:a'), ['a 4']);
  await settled(second);
  assert.match(await log(second), /changed/);

  await run(second, 'take_over');
  await settled(second);
  assert.match(await log(second), /became writer/);
  assert.equal(await run(second, 'claim'), 2);
  await settled(first);
  assert.match(await log(first), /asked;lost writer/);
  assert.equal(await run(first, 'put:late'), 'disk.closed');
  assert.deepEqual(await run(second, 'put:b'), ['a 4', 'b 4']);

  await second.close();
  await first.getByRole('status').filter({ hasText: 'became writer' }).waitFor({ state: 'attached' });
  assert.equal(await run(first, 'claim'), 3);
  await context.close();
});
