// The second copy of the store: the same files as in the database, in one file of the origin's private file system
// (copy_pool.js). A browser that takes its database for damaged deletes all of it, and no program can mend that from memory.
// Whatever deletes everything of the origin (clearing the site's data, or the browser itself when space runs short and it
// has not agreed to keep it) deletes the copy, too.
//
// The tab that writes follows each transaction when the database has acknowledged it, in order. What there is no room for
// waits in memory, and so does everything that is to be deleted behind it: the copy is what the database was at some
// moment, or more. Where it may be less (a kill, a module that came late) it is compared with the database before anything
// is deleted in it. So whoever is forgotten in the database is forgotten here, at the latest at the next start.
import { makeError, within } from './bridge.js';
import { addressOf } from './place.js';

const DELAY = 100; // ms that plans are gathered: each one alone would hold up the commits behind it
const PAUSE = 500; // ms until what did not succeed is tried again,
const COMPARISON = 5000; // ms between two comparisons
const COMPARISONS = 3; // in one go, while the database changes under them
const MOST_WAITING = 16 << 20; // bytes: beyond that they are read from the database, later
const LARGE = 64 << 10; // bytes of a file that does not go along with its plan
const STEP = 512 << 10; // bytes of a message: each is copied in one go
const ANSWER_PATIENCE = 20_000; // ms: on a disk that was full Chromium may never come back from closing a file
const SLOW = 100; // bytes in a ms that a disk writes or reads at least

const sizeOf = (pieces) => pieces.reduce((sum, { length }) => sum + length, 0);
const bytesOf = (plans) => sizeOf(plans.flatMap(({ puts }) => puts.flatMap(({ pieces }) => pieces)));

// Pieces in groups of about STEP bytes.
function groupsOf(pieces) {
  const groups = [];
  let room = 0;
  for (const piece of pieces) {
    if (room <= 0) groups.push([]);
    if (room <= 0) room = STEP;
    groups.at(-1).push(piece);
    room -= piece.length;
  }
  return groups;
}

// `database` is web/library/idbfs_strict.js; `whenSafe` is called when the copy is level and has its reserve. Fails where the browser offers no such file, or the worker does not come.
export async function createSecondCopy(database, whenSafe = () => {}) {
  const { ask, end } = offerWorker();
  let line = Promise.resolve(); // one thing at a time
  let waiting = []; // plans
  let isGoing = false;
  let timer = 0;
  let newest = 0; // epoch of the writer that is to be followed; 0: of none
  let epoch = 0; // that is followed
  let hasBegun = false;
  let isLevel = false;
  let hasReserve = false;
  let isFenced = false;
  let compareAt = 0;
  let doubts = 0; // how often it was to be compared anew

  await ask('look', {}).catch((error) => {
    end();
    throw error;
  });

  function inLine(work) {
    const result = line.then(work);
    line = result.catch(() => {});
    return result;
  }

  const isCopied = () => isLevel && !isFenced && waiting.length === 0;

  function startEpoch(next) {
    if (next === epoch) return;
    epoch = next;
    hasBegun = isLevel = isFenced = false;
    compareAt = 0;
  }

  // What is large goes ahead, in pieces.
  async function apply(plans) {
    const large = plans.flatMap(({ puts }) => puts).filter(({ pieces }) => sizeOf(pieces) > LARGE);
    for (const { name, pieces } of large) for (const [index, group] of groupsOf(pieces).entries()) await ask('hold', { name, isFirst: index === 0, pieces: group });
    const light = (put) => (large.includes(put) ? { name: put.name, pieces: null } : put);
    const applied = await ask('apply', { epoch, plans: plans.map(({ puts, deletes }) => ({ puts: puts.map(light), deletes })) }, bytesOf(plans));
    hasReserve = applied.hasReserve;
    return applied;
  }

  // ---- Following ----

  function follow(plan) {
    newest = plan.epoch;
    waiting.push(plan);
    if (bytesOf(waiting) > MOST_WAITING) {
      waiting = [];
      doubt();
    }
    goSoon(DELAY);
  }

  // A comparison that is under way may have come too early for it.
  function doubt() {
    ++doubts;
    isLevel = false;
  }

  function goSoon(milliseconds) {
    if (!isGoing && timer === 0) timer = setTimeout(goOn, milliseconds);
  }

  function goOn() {
    clearTimeout(timer);
    timer = 0;
    if (isGoing) return line;
    isGoing = true;
    return inLine(step).catch(failed).then(() => {
      const isMore = newest > 0 && !isFenced && (waiting.length > 0 || !isLevel);
      if (isMore) goSoon(PAUSE);
      else if (isCopied() && hasReserve) whenSafe();
    });
  }

  function failed(error) {
    hasBegun = isLevel = false;
    if (error.code === 'copy.stale' || error.code === 'copy.unsupported') isFenced = true;
  }

  async function step() {
    isGoing = false; // what comes from here on is for the next one
    startEpoch(newest);
    if (isFenced || epoch === 0) return;
    if (!hasBegun) await ask('begin', { epoch });
    hasBegun = true;
    await copyWaiting();
    if (!isLevel && Date.now() >= compareAt) await compare();
  }

  async function copyWaiting() {
    const taken = [...waiting];
    const plans = taken.map((plan) => (isLevel ? plan : { ...plan, deletes: [] }));
    if (plans.length === 0) return;
    const { done, missing } = await apply(plans);
    const left = taken.slice(done).map((plan) => ({ ...plan, puts: plan.puts.filter(({ name }) => missing.includes(name)) }));
    waiting = [...left, ...waiting.filter((plan) => !taken.includes(plan))];
  }

  // ---- Comparing ----

  async function compare() {
    compareAt = Date.now() + COMPARISON;
    const doubted = doubts;
    for (let left = COMPARISONS; left > 0; --left) {
      const seen = [...waiting]; // what these did is in the listing; what comes from here on may not be
      const there = await ask('begin', { epoch });
      const stored = await listStored();
      const outcome = await putMissing(stored.filter((name) => !there.includes(name)), seen);
      if (outcome === 'no room') return;
      if (outcome === 'changed') continue;
      await apply([{ puts: [], deletes: there.filter((name) => !stored.includes(name)) }]);
      isLevel = doubts === doubted;
      waiting = waiting.filter((plan) => !seen.includes(plan));
      return;
    }
  }

  // What is listed where the database has just been deleted must not be followed.
  async function listStored() {
    const names = (await database.list()).map(([name]) => name);
    if ((await database.storedEpoch()) !== epoch) throw makeError('copy.behind', 'The database is not what this tab left.');
    return names;
  }

  async function putMissing(names, seen) {
    const atHand = new Map(seen.flatMap(({ puts }) => puts.map((one) => [one.name, one.pieces])));
    let outcome = 'done';
    for (const name of names) {
      const pieces = atHand.get(name) ?? (await readStored(name));
      if (!pieces) {
        outcome = 'changed';
        continue;
      }
      const { missing } = await apply([{ puts: [{ name, pieces }], deletes: [] }]);
      if (missing.length > 0) return 'no room';
    }
    return outcome;
  }

  // Null if it was deleted meanwhile.
  async function readStored(name) {
    const pieces = [];
    try {
      await database.read(name, (bytes) => pieces.push(bytes));
      return pieces;
    } catch (error) {
      if (error.code === 'disk.missing') return null;
      throw error;
    }
  }

  // ---- Putting back ----

  // Into a database that has nothing, not even an epoch: that comes last, so whoever is ended in the middle begins anew.
  // Gives the number of files.
  async function putBack() {
    const there = await ask('look', {});
    if (there.epoch === 0) return 0;
    for (const [name, size] of there.files) await database.putBack({ puts: [{ name, pieces: await ask('read', { name }, size) }], epoch: 0 });
    await database.putBack({ puts: [], epoch: there.epoch });
    return there.files.length;
  }

  return {
    follow,
    putBack() {
      goOn();
      return inLine(putBack);
    },
    // For what the last writer could not follow any more.
    compare(next) {
      newest = next;
      return goOn();
    },
    doubt,
    // Nothing is copied until that is over.
    rest: (work) => inLine(() => work),
    settled: goOn,
    isLevel: isCopied,
    // Another tab writes now.
    end() {
      waiting = [];
      newest = 0;
    },
  };
}

// ask(service, about, bytes) -> answer, where so many bytes come or go. A worker that does not answer is ended, and
// another one has the next question.
function offerWorker() {
  let worker = null;
  const end = () => {
    worker?.end();
    worker = null;
  };
  async function ask(service, about, bytes = 0) {
    worker ??= startWorker();
    try {
      return await within(ANSWER_PATIENCE + Math.ceil(bytes / SLOW), worker.ask(service, about));
    } catch (error) {
      if (error.code === 'disk.no_answer') end();
      throw error;
    }
  }
  return { ask, end };
}

function startWorker() {
  const worker = new Worker(addressOf('platform/second_copy_worker.js'), { type: 'module' });
  const asked = new Map();
  let next = 1;
  const ask = (service, about) => new Promise((resolve, reject) => {
    const id = next++;
    asked.set(id, { resolve, reject });
    worker.postMessage({ id, service, about });
  });
  worker.onmessage = ({ data: { id, answer, error } }) => {
    const { resolve, reject } = asked.get(id);
    asked.delete(id);
    if (error) reject(makeError(error.code || 'copy.failed', error.message));
    else resolve(answer);
  };
  worker.onerror = () => {
    for (const { reject } of asked.values()) reject(makeError('page.part', 'A part of the program did not come. Try it again while online.'));
    asked.clear();
  };
  return { ask, end: () => worker.terminate() };
}
