// What the page's frames cost by the clock of the thread that draws them. On a machine with few cores the clock on the
// wall counts what other threads take of them, too: here the one that plays the graphics card.
const CATEGORIES = ['devtools.timeline', 'toplevel'];

// Milliseconds of every frame drawn while `work` ran: `cpu` and `wall` of our own drawing; `task`, CPU with the browser's
// own part of the frame (the style, layout and paint of the elements for screen readers).
export async function frameCosts(page, work) {
  const events = await traced(page, work);
  const frames = events.filter((event) => event.name === 'FireAnimationFrame');
  if (!frames.length) throw new Error('no frame was drawn while measuring');
  if (!frames.every((frame) => Number.isFinite(frame.tdur))) throw new Error('this browser tells no CPU time of its frames');
  const { pid, tid } = frames[0];
  const tasks = events.filter((event) => event.name === 'ThreadControllerImpl::RunTask' && event.pid === pid && event.tid === tid);
  const ofFrames = tasks.filter((task) => frames.some((frame) => holds(task, frame)));
  const milliseconds = (list, key) => list.map((event) => event[key] / 1000);
  return { cpu: milliseconds(frames, 'tdur'), wall: milliseconds(frames, 'dur'), task: milliseconds(ofFrames, 'tdur') };
}

const holds = (outer, inner) => inner.ts >= outer.ts && inner.ts + inner.dur <= outer.ts + outer.dur;

async function traced(page, work) {
  const session = await page.context().newCDPSession(page);
  const events = [];
  session.on('Tracing.dataCollected', ({ value }) => events.push(...value));
  await session.send('Tracing.start', { transferMode: 'ReportEvents', traceConfig: { includedCategories: CATEGORIES } });
  await work();
  const complete = new Promise((done) => session.once('Tracing.tracingComplete', done));
  await session.send('Tracing.end');
  await complete;
  await session.detach();
  return events;
}
