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

// Puts helpers into the page: timed(f), the longest task since the last look.
export async function instrument(page) {
  await page.evaluate(() => {
    window.benchTasks = [];
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) window.benchTasks.push(entry.duration);
    }).observe({ type: 'longtask' });
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

export async function longestTask(page) {
  await page.waitForTimeout(100);
  return page.evaluate(() => {
    const longest = Math.max(0, ...window.benchTasks);
    window.benchTasks = [];
    return longest;
  });
}
