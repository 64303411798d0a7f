// What a visitor does who only looks around: opens the sample book, searches, sorts, opens a lead, mends a field, logs
// a call and takes it back, goes away and comes again. Nothing here asks window.corong: that would fetch the whole
// program. Not a test itself.
import { middle } from './browser.mjs';

const pause = (page) => page.waitForTimeout(150);
const appears = (page, role, name) => page.getByRole(role, { name }).first().waitFor({ state: 'attached' });
const goes = (page, role, name) => page.getByRole(role, { name }).first().waitFor({ state: 'detached' });
const isWide = (page) => page.viewportSize().width >= 900;

async function press(page, role, name) {
  const { x, y } = await middle(page, role, name, { exact: true });
  await page.mouse.click(x, y);
  await pause(page);
  return { x, y };
}

export async function started(page) {
  await page.waitForFunction(() => document.getElementById('loading').hidden);
  await appears(page, 'button', 'Open the sample book');
}

// `see` is called where there is something to read, before anything is edited.
export async function lookAround(page, see = async () => {}) {
  await started(page);
  await see();
  for (let i = 0; i < 3; ++i) await page.keyboard.press('Tab');
  await dragOverAndAway(page);
  await press(page, 'button', 'Open the sample book');
  await appears(page, 'grid', 'Leads');
  await press(page, 'link', 'Today');
  await appears(page, 'heading', 'Today');
  await see();
  await press(page, 'link', 'Leads');
  await appears(page, 'grid', 'Leads');
  await see();
  if (isWide(page)) await searchAndSort(page);
  await openLead(page);
  await see();
  if (isWide(page)) await mendAndLeave(page);
  if (isWide(page)) await logByDesk(page);
  else await logByPhone(page);
  await comeAndGo(page);
  await page.waitForTimeout(8000); // what is done when nothing happens
}

// Whoever drops a file waits for the second part; the hint that it can be dropped must not.
async function dragOverAndAway(page) {
  for (const kind of ['dragenter', 'dragover', 'dragleave']) {
    await page.evaluate((kind) => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([], 'leads.csv'));
      document.getElementById('canvas').dispatchEvent(new DragEvent(kind, { bubbles: true, cancelable: true, dataTransfer }));
    }, kind);
    await pause(page);
  }
}

async function searchAndSort(page) {
  const { x, y } = await press(page, 'searchbox', 'Search leads');
  await page.keyboard.type('dapur');
  await pause(page);
  for (const clickCount of [2, 3, 2]) { // selects a word, all, and again where something is selected
    await page.mouse.click(x, y, { clickCount });
    await pause(page);
  }
  await page.keyboard.press('Control+a');
  await page.keyboard.press('Backspace');
  for (const column of ['Company', 'Score']) await press(page, 'columnheader', column);
}

async function openLead(page) {
  const { x, y, width, height } = await page.getByRole('grid', { name: 'Leads' }).getByRole('link').first().boundingBox();
  await page.mouse.move(x + width / 2, y + height / 2);
  for (const by of [400, -400]) {
    await page.mouse.wheel(0, by);
    await pause(page);
  }
  await page.mouse.click(x + width / 2, y + height / 2);
  await appears(page, 'button', 'More for this lead');
}

// The page is left with words half typed, by every way the browser has to say so: nothing may be waited for then.
async function mendAndLeave(page) {
  for (const [key, dialog] of [['n', 'Add lead'], ['t', 'Add task']]) {
    await page.keyboard.press(key);
    await appears(page, 'dialog', dialog);
    await page.keyboard.type('Half');
    await pause(page);
    await page.keyboard.press('Escape'); // the field,
    await pause(page);
    await page.keyboard.press('Escape'); // the dialog
    await goes(page, 'dialog', dialog);
  }
  await page.keyboard.press('l'); // to the log; the press below goes on to a field
  await pause(page);
  const pane = await page.getByRole('heading', { name: 'Profile' }).boundingBox();
  await page.mouse.move(pane.x + 40, pane.y + 10);
  await page.mouse.wheel(0, 300);
  await pause(page);
  for (const [field, words] of [['Title', 'Founder'], ['Budget', '64000 USD']]) {
    await press(page, 'textbox', field);
    await page.keyboard.type(words);
    await page.keyboard.press('Enter');
    await press(page, 'textbox', field);
    await page.keyboard.type(words);
    await page.evaluate(() => {
      window.dispatchEvent(new Event('blur'));
      Object.defineProperty(document, 'hidden', { configurable: true, get: () => true });
      document.dispatchEvent(new Event('visibilitychange'));
      window.dispatchEvent(new Event('pagehide'));
      document.dispatchEvent(new Event('freeze'));
      delete document.hidden;
      document.dispatchEvent(new Event('visibilitychange'));
      for (const back of ['pageshow', 'focus']) window.dispatchEvent(new Event(back));
    });
    await pause(page);
  }
}

async function comeAndGo(page) {
  await page.emulateMedia({ colorScheme: 'dark' });
  await pause(page);
  await page.getByRole('link', { name: 'Leads', exact: true }).first().evaluate((element) => element.click()); // as a screen reader does
  await pause(page);
  await page.evaluate(() => history.back());
  await pause(page);
}

async function logByDesk(page) {
  await press(page, 'button', 'Reached');
  await appears(page, 'button', 'Undo');
  await page.keyboard.press('Control+z');
  await pause(page);
  await page.keyboard.press('Escape');
  await goes(page, 'button', 'More for this lead');
}

async function logByPhone(page) {
  await press(page, 'button', 'Log what happened');
  await appears(page, 'dialog', 'What happened?');
  await page.waitForTimeout(500); // the sheet slides in
  await press(page, 'button', 'Save');
  await goes(page, 'dialog', 'What happened?');
  await press(page, 'button', 'Undo');
}
