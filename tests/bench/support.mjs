// Measuring in the page: times, long tasks, percentiles, and one table at the end.
import { cpus } from 'node:os';

const rows = [];

export function report(work, measured, beside = '', goal = '') {
  rows.push({ work, measured, beside, goal });
  console.log(`${work}: ${measured}${beside ? `  (${beside})` : ''}`);
}

export function printTable() {
  console.log(`\nMachine: ${cpus()[0].model.trim()}, ${cpus().length} cores; Chromium with software GL\n`);
  console.log('| work | Corong | beside it | goal |\n|---|--:|--:|---|');
  for (const row of rows) console.log(`| ${row.work} | ${row.measured} | ${row.beside} | ${row.goal} |`);
}

export const ms = (value) => `${value < 10 ? value.toFixed(1) : Math.round(value)} ms`;
export const ratio = (theirs, ours) => `${(theirs / ours).toFixed(1)} ×`;

export function percentile(values, share) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
}

// Puts helpers into the page: timed(f), the long tasks since the last look, and when frames were drawn.
export async function instrument(page) {
  await page.evaluate(() => {
    window.benchTasks = [];
    window.benchFrames = [];
    new PerformanceObserver((list) => window.benchTasks.push(...list.getEntries())).observe({ type: 'longtask' });
    const request = window.requestAnimationFrame;
    window.requestAnimationFrame = (draw) => request((time) => {
      window.benchFrames.push(performance.now());
      draw(time);
    });
    window.timed = async (work) => {
      const begin = performance.now();
      await work();
      return performance.now() - begin;
    };
    window.median = async (times, work) => {
      const all = [];
      for (let i = 0; i < times; ++i) all.push(await window.timed(work));
      return all.sort((a, b) => a - b)[Math.floor(times / 2)];
    };
  });
}

// Milliseconds of the longest task since the last look, 0 where none took 50: of work, and of frames. A frame that is
// the first to show something compiles what draws it and draws its letters, too.
export async function longestTasks(page) {
  await page.waitForTimeout(300); // the browser tells of them when it has time
  return page.evaluate(() => {
    const drew = (task) => window.benchFrames.some((begin) => begin >= task.startTime && begin <= task.startTime + task.duration);
    const longest = (tasks) => Math.max(0, ...tasks.map((task) => task.duration));
    const frames = window.benchTasks.filter(drew);
    const work = window.benchTasks.filter((task) => !frames.includes(task));
    window.benchTasks = [];
    return { work: longest(work), frame: longest(frames) };
  });
}

export async function reportLongest(page, when) {
  const { work, frame } = await longestTasks(page);
  report(`longest slice while ${when}`, work ? ms(work) : 'under 50 ms', '', '≤ 50 ms');
  report(`longest frame while ${when}`, frame ? ms(frame) : 'under 50 ms');
}

// Of several runs: the quietest, and beside it the others.
export function reportSlice(what, longest, aim = '') {
  const [least, ...others] = [...longest].sort((a, b) => a - b).map((value) => (value ? ms(value) : 'under 50 ms'));
  report(`longest slice${what}`, least, others.length ? `in the other runs ${others.join(', ')}` : '', `≤ 50 ms${aim}`);
}

export function reportEach(when, tasks) {
  reportSlice(` ${when}`, tasks.map(({ work }) => work));
  report(`longest frame ${when}`, tasks.map(({ frame }) => (frame ? ms(frame) : 'under 50 ms')).join(', '));
}
