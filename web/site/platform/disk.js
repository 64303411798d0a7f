// The disk of this tab: IndexedDB by web/library/idbfs_strict.js, and who of several tabs writes.
// A Web Lock says who; the epoch in the database fences whoever lost it without noticing. What is acknowledged is followed
// by a second copy (second_copy.js), from which a database that the browser deleted is put back.
import { text, number, joined, makeError, within } from './bridge.js';

const NAME = 'corong-v1';
const PATIENCE = 3000; // ms that the writing tab has for its last words
const RENEWAL = 2000; // ms after a tab began to write, if it writes nothing before
const ROOM_PATIENCE = 60_000; // ms that room for it may be looked for

const ROOM = 24 << 20; // bytes
const PIECE = 1 << 20;

const SMALL = 64 << 10; // bytes that are kept as one record

const COPY = 'corong-v1.copy'; // the file of the second copy
const COPY_PATIENCE = 3000; // ms that a commit that failed, or a renewal, waits for it,
const COPY_DELAY = 5000; // ms after a tab began to write until it is compared,
const COPY_AGAIN = 60_000; // ms until it is looked for again where there was none

// Small pieces as one.
const asRecords = (pieces) => (pieces.reduce((sum, piece) => sum + piece.length, 0) > SMALL ? pieces : [joined(pieces)]);

// Throws if there is no room for a renewal, and for what the database makes of it. A plain file is asked: what is tried in
// Chromium's database while the disk is full tears its log again.
async function findRoom() {
  const folder = await navigator.storage.getDirectory();
  const file = await folder.getFileHandle('room', { create: true });
  const stream = await file.createWritable();
  try {
    for (let left = ROOM; left > 0; left -= PIECE) await stream.write(new Uint8Array(PIECE));
    await stream.close();
  } catch {
    await stream.abort().catch(() => {});
    throw makeError('disk.quota', 'The disk, or what the browser allows this page, is full.');
  } finally {
    await folder.removeEntry('room').catch(() => {});
  }
}

// As browsers say that there is none, or that a page like this gets no such files.
const NONE = ['NotFoundError', 'SecurityError', 'NotAllowedError'];
const isChromium = 'userAgentData' in navigator;

// Where there is none the first visit needs no more of the program. Throws where nobody knows: what is begun in place of a
// copy that is there would end it. Other browsers have more ways to say that they offer no such files here.
async function hasSecondCopy() {
  try {
    const folder = await navigator.storage.getDirectory();
    await folder.getFileHandle(COPY);
    return true;
  } catch (error) {
    if (isChromium && navigator.storage?.getDirectory && !NONE.includes(error.name)) throw makeError('disk.failed', error.message);
    return false;
  }
}

// What a sound database answers: there is nothing to mend. Renewed after each of these, a slow browser would never get
// ahead of the commits that come too late, because the store has begun anew meanwhile.
const REFUSALS = ['disk.stale_epoch', 'disk.cleared', 'disk.exists'];

const after = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

// `load` gives the module second_copy.js; `whenCopied` is called when the copy has the whole book, and room for more.
export function offerDisk(host, load, whenCopied) {
  const strict = () => host.module.strictDisk;
  const channel = 'BroadcastChannel' in window ? new BroadcastChannel(NAME) : null;
  const tab = crypto.getRandomValues(new Uint32Array(2)).join('-');
  let release = null; // ends this tab's lock
  let isWriter = false;
  host.hasBook = () => isWriter;
  let newest = 0; // epoch that this tab has taken

  // See `renew` of the disk: only Chromium's database needs it. Before the first commit of a tab, if the last one that
  // wrote may not have come to a good end; and after each commit that failed, because the disk may have been full. No
  // commit comes to an end behind one that does not.
  let renewal = null;
  let isRenewed = false;
  let isDoubtful = false; // what failed may be in the database all the same
  const renewed = () => (renewal ??= isChromium ? renew() : Promise.resolve());

  async function renew() {
    await copySettled();
    const work = within(ROOM_PATIENCE, findRoom()).then(() => strict().renew());
    copy?.then((there) => there.rest(work.catch(() => {}))).catch(() => {}); // the room is not for the copy
    await work;
  }
  const renewSoon = () => renewed().then(() => (isRenewed = true), () => (renewal = null)); // if that fails, the next commit tells

  // ---- The second copy ----

  let copy = null; // a promise: it comes with the first commit
  let copyAt = 0;

  function secondCopy() {
    if (copy) return copy;
    copy = load().then(({ createSecondCopy }) => createSecondCopy(strict(), whenCopied));
    copy.catch(() => {
      copy = null;
      copyAt = Date.now() + COPY_AGAIN;
    });
    return copy;
  }

  // Nobody waits for it: what goes wrong is made good by a comparison with the database.
  function withCopy(work) {
    if (copy || Date.now() >= copyAt) secondCopy().then(work).catch(() => {});
  }
  const copySettled = () => Promise.race([Promise.resolve(copy).then((there) => there?.settled()).catch(() => {}), after(COPY_PATIENCE)]);

  host.async['disk.second_copy'] = async () => {
    await copySettled(); // it may be on its way
    const there = await Promise.resolve(copy).catch(() => null);
    return [there ? there.isLevel() : await hasSecondCopy().catch(() => false)];
  };

  // A database without an epoch is new, or the browser deleted the one there was.
  async function putBack() {
    if ((await strict().storedEpoch()) > 0 || !(await hasSecondCopy())) return;
    const files = await (await secondCopy()).putBack();
    if (files > 0) host.tell('disk.put_back');
  }

  async function compareCopySoon(epoch) {
    await after(COPY_DELAY);
    if (isWriter && (await strict().list()).length > 0) withCopy((there) => there.compare(epoch));
  }

  // ---- Who writes ----

  const post = (kind) => channel?.postMessage({ kind, from: tab });

  // Holds the lock until somebody takes it or this tab gives it away.
  function hold(onGranted) {
    isWriter = true;
    onGranted();
    return new Promise((resolve) => {
      release = resolve;
    });
  }

  function lose() {
    if (!isWriter) return;
    isWriter = false;
    release = null;
    copy?.then((there) => there.end()).catch(() => {});
    host.tell('disk.lost_writer');
  }

  // Waits in the line of tabs for the lock; a writer that goes away passes it on. Whoever loses it to another tab waits
  // again; a page that is being closed is refused, and would ask for ever.
  function queue() {
    navigator.locks
      .request(NAME, () => hold(() => host.tell('disk.became_writer')))
      .catch(({ name }) => {
        lose();
        if (name === 'AbortError') queue();
      });
  }

  function tryLock() {
    return new Promise((resolve) => {
      navigator.locks
        .request(NAME, { ifAvailable: true }, (lock) => {
          if (lock) return hold(() => resolve('writer'));
          resolve('other_tab');
          queue();
          return undefined;
        })
        .catch(() => {
          lose();
          queue();
        });
    });
  }

  host.async['disk.open'] = async () => {
    try {
      await strict().open(`/${NAME}`);
      strict().whenClosed(() => host.tell('disk.closed'));
    } catch (error) {
      return ['unavailable', error.message];
    }
    if (!navigator.locks) return ['insecure', 'This address is not secure (https), so the browser offers no lock between tabs.'];
    return [await tryLock(), ''];
  };

  host.async['disk.list'] = async () => (await strict().list()).flat();
  host.async['disk.read'] = async (name) => {
    let parcel = null;
    try {
      await strict().read(text(name), (bytes, size) => {
        parcel ??= host.newParcel(size);
        parcel.add(bytes);
      });
    } catch (error) {
      if (parcel) host.tell('parcel.drop', parcel.name);
      throw error;
    }
    return [parcel.name];
  };

  const mustWrite = () => {
    if (!isWriter) throw makeError('disk.closed', 'Another tab is the one that writes.');
  };

  // Then the names of the files to delete; then the name of each to put, and how many of the pieces are its.
  host.async['disk.commit'] = async (epoch, parcel, count, ...parts) => {
    const pieces = host.takeParcel(parcel);
    mustWrite();
    const deletes = parts.slice(0, number(count)).map(text);
    const rest = parts.slice(number(count));
    const puts = [];
    for (let i = 0; i < rest.length; i += 2) puts.push({ name: text(rest[i]), pieces: asRecords(pieces.splice(0, number(rest[i + 1]))) });
    const plan = { puts, deletes, epoch: number(epoch) };
    try {
      await renewed();
      isRenewed = true;
      await strict().commit(plan);
    } catch (error) {
      if (error.code === 'disk.stale_epoch' && plan.epoch === newest) lose(); // else it was overtaken by this tab itself
      if (REFUSALS.includes(error.code)) throw error;
      renewal = null;
      isRenewed = false;
      isDoubtful = true;
      await copySettled(); // who hears that the disk is full may end the browser
      throw error;
    }
    if (isDoubtful) withCopy((there) => there.doubt());
    isDoubtful = false;
    if (puts.length + deletes.length > 0) withCopy((there) => there.follow(plan));
    post('committed');
  };

  host.async['disk.take_epoch'] = async () => {
    mustWrite();
    await putBack();
    const epoch = await strict().takeEpoch();
    newest = epoch;
    compareCopySoon(epoch).catch(() => {}); // the next commit does it, too
    isRenewed = strict().endedCleanly();
    if (isRenewed) renewal = Promise.resolve();
    else setTimeout(renewSoon, RENEWAL);
    return [epoch];
  };

  for (const [target, end] of [[document, 'visibilitychange'], [window, 'pagehide']]) {
    target.addEventListener(end, () => {
      if (isWriter && isRenewed && (end === 'pagehide' || document.hidden)) strict().markClean();
    });
  }

  // ---- Passing the pen on ----

  host.sync['disk.yield'] = () => post('yielded');

  const yielded = () =>
    new Promise((resolve) => {
      const timer = setTimeout(resolve, PATIENCE);
      channel?.addEventListener('message', ({ data }) => {
        if (data.kind !== 'yielded') return;
        clearTimeout(timer);
        resolve();
      });
    });

  host.async['disk.take_over'] = async () => {
    if (isWriter) return;
    if (!navigator.locks) throw makeError('disk.closed', 'This address offers no lock between tabs.');
    post('please_yield');
    await yielded();
    await new Promise((resolve, reject) => {
      navigator.locks
        .request(NAME, { steal: true }, () => hold(() => {
          resolve();
          host.tell('disk.became_writer');
        }))
        .catch((error) => {
          reject(makeError('disk.failed', error.message));
          lose();
          queue();
        });
    });
  };

  channel?.addEventListener('message', ({ data }) => {
    if (data.from === tab) return;
    if (data.kind === 'committed') host.tell('disk.changed');
    if (data.kind === 'please_yield' && isWriter) host.tell('disk.asked_to_yield');
  });
}
