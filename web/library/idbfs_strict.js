// Emscripten library: IDBFS stays the file view, its `reconcile` is replaced. Stock IDBFS mirrors:
// it deletes what this tab's memory lacks, sees changes by time only, and can lose both the old and
// the new. Ours never infers anything: a commit names what it puts and what it deletes, in one
// strict transaction that checks the writer's epoch; populate reads names and sizes, contents come
// when asked for. How a commit is put: idbfs_commit.js.
addToLibrary({
  $strictDisk__deps: ['$IDBFS', '$FS', '$MEMFS', '$strictCommit'],
  $strictDisk__postset: 'strictDisk.install();',
  $strictDisk: {
    EPOCH: '.epoch', // the one record that is rewritten; it has no size, so it is not listed
    CLEAN: '.clean', // nothing was written behind it by the writer whose epoch it has; no size, either
    BALLAST: '.ballast', // records that are deleted again at once, see renew
    WATCHDOG: 10000, // ms
    STEP: 1 << 20, // bytes that one transaction reads or puts, about: it holds up those behind it
    mount: '',
    epoch: 0, // the highest this tab has had: another store's is made higher, so that an older tab is fenced there, too
    wasOpen: false,
    onClosed: null,
    endedCleanly: false, // whoever wrote before this tab

    error: (code, message) => {
      const made = new Error(message);
      made['code'] = code;
      made['where'] = '';
      return made;
    },

    noAnswer: () => strictDisk.error('disk.failed', 'The browser did not answer within 10 seconds.'),

    // What the browser says in its own names, as storage/disk.h says it.
    translate: (error) => {
      const name = error?.name || '';
      const message = error?.message || String(error);
      if (error?.['code'] && typeof error['code'] === 'string') return error;
      if (name === 'QuotaExceededError' || /NO_SPACE|disk (is )?full|no space|not enough (disk )?space/i.test(message)) return strictDisk.error('disk.quota', 'The disk, or what the browser allows this page, is full.');
      if (name === 'ConstraintError') return strictDisk.error('disk.exists', 'A file of that name is there already.');
      if (name === 'InvalidStateError') return strictDisk.error('disk.closed', 'The browser closed the database.');
      return strictDisk.error('disk.failed', message || name || 'The browser gave no reason.');
    },

    install: () => {
      IDBFS.getDB = strictDisk.getDB;
      IDBFS.getRemoteSet = strictDisk.getRemoteSet;
      IDBFS.reconcile = strictDisk.reconcile;
      // Quoted here, inside a function: Emscripten drops the quotes of a library object's own keys,
      // and a minifier would rename them.
      Module['strictDisk'] = {
        'open': strictDisk.open,
        'list': strictDisk.list,
        'read': strictDisk.read,
        'commit': strictDisk.commit,
        'takeEpoch': strictDisk.takeEpoch,
        'storedEpoch': strictDisk.storedEpoch,
        'putBack': strictDisk.putBack,
        'renew': strictDisk.renew,
        'markClean': strictDisk.markClean,
        'endedCleanly': () => strictDisk.endedCleanly,
        'whenClosed': (then) => (strictDisk.onClosed = then),
      };
    },

    // As IDBFS's, with an index of sizes (to list without reading) and a handle that is forgotten
    // when the browser closes it. The first opening is
    // waited for: without it there is no store. Another answer that comes late is for whoever asks next.
    getDB: (name, done) => {
      if (IDBFS.dbs[name]) return done(null, IDBFS.dbs[name]);
      const callback = (error, db) => {
        clearTimeout(watchdog);
        done?.(error, db);
        done = null;
      };
      const watchdog = strictDisk.wasOpen ? setTimeout(() => callback(strictDisk.noAnswer()), strictDisk.WATCHDOG) : 0;
      let request;
      try {
        request = IDBFS.indexedDB().open(name, IDBFS.DB_VERSION + 1);
      } catch (error) {
        return callback(error);
      }
      request.onupgradeneeded = () => strictDisk.upgrade(request);
      request.onblocked = () => callback(strictDisk.error('disk.closed', 'Another tab holds an older form of the database open.'));
      request.onerror = (event) => {
        event.preventDefault();
        callback(request.error);
      };
      request.onsuccess = () => {
        const db = request.result;
        strictDisk.wasOpen = true;
        if (IDBFS.dbs[name]) {
          db.close();
          return callback(null, IDBFS.dbs[name]);
        }
        const forget = () => {
          if (IDBFS.dbs[name] === db) delete IDBFS.dbs[name];
        };
        db.onclose = () => {
          forget();
          strictDisk.onClosed?.();
        };
        db.onversionchange = () => {
          db.close(); // somebody deletes the database, or makes a newer form of it
          db.onclose();
        };
        IDBFS.dbs[name] = db;
        callback(null, db);
      };
    },

    upgrade: (request) => {
      const db = request.result;
      const name = IDBFS.DB_STORE_NAME;
      const store = db.objectStoreNames.contains(name) ? request.transaction.objectStore(name) : db.createObjectStore(name);
      if (!store.indexNames.contains('timestamp')) store.createIndex('timestamp', 'timestamp');
      if (!store.indexNames.contains('size')) store.createIndex('size', 'size');
    },

    // Runs `work(store)` in one transaction and gives what it returned when that is durable. A dead
    // handle is replaced once; a browser that does not answer is not waited for.
    transact: (mode, work, callback, again = true) => {
      strictDisk.getDB(strictDisk.mount, (error, db) => {
        if (error) return callback(strictDisk.translate(error));
        let transaction;
        try {
          transaction = db.transaction([IDBFS.DB_STORE_NAME], mode, { 'durability': 'strict' });
        } catch (failure) {
          delete IDBFS.dbs[strictDisk.mount];
          if (again) return strictDisk.transact(mode, work, callback, false);
          return callback(strictDisk.translate(failure));
        }
        strictDisk.finish(transaction, work, callback);
      });
    },

    finish: (transaction, work, callback) => {
      const state = { reason: null, result: undefined };
      let watchdog = 0;
      const end = (error, result) => {
        if (!callback) return;
        const done = callback;
        callback = null;
        clearTimeout(watchdog);
        done(error, result);
      };
      const abort = (reason) => {
        state.reason = state.reason || reason;
        try {
          transaction.abort();
        } catch {
          // it has ended by itself; its own event tells how
        }
      };
      watchdog = setTimeout(() => {
        delete IDBFS.dbs[strictDisk.mount];
        abort(strictDisk.noAnswer());
        end(state.reason);
      }, strictDisk.WATCHDOG);
      // An entry's error that nobody handles aborts the transaction: the first reason is kept.
      transaction.onerror = (event) => {
        state.reason = state.reason || event.target.error;
      };
      transaction.onabort = () => end(strictDisk.translate(state.reason || transaction.error));
      transaction.oncomplete = () => end(null, state.result);
      try {
        work(transaction.objectStore(IDBFS.DB_STORE_NAME), (result) => (state.result = result), abort);
      } catch (error) {
        abort(error);
      }
    },

    path: (name) => `${strictDisk.mount}/${name}`,

    // What `then` throws ends the transaction, as an error would.
    guarded: (abort, then) => () => {
      try {
        then();
      } catch (error) {
        abort(error);
      }
    },
    // One record inside a transaction.
    get: (store, key, abort, then) => {
      const request = store.get(key);
      request.onerror = () => abort(request.error);
      request.onsuccess = strictDisk.guarded(abort, () => then(request.result));
    },
    // The stored epoch; 0 where there is none.
    withEpoch: (store, abort, then) => {
      strictDisk.get(store, strictDisk.path(strictDisk.EPOCH), abort, (record) => then(record ? record['epoch'] : 0));
    },

    // The file view after a commit: names only, contents stay in the database.
    follow: (plan) => {
      for (const name of plan['deletes']) strictDisk.unlink(strictDisk.path(name));
      for (const put of plan['puts']) strictDisk.touch(strictDisk.path(put['name']));
    },
    touch: (path) => {
      if (!FS.analyzePath(path).exists) FS.create(path, 0o666);
    },
    unlink: (path) => {
      if (FS.analyzePath(path).exists) FS.unlink(path);
    },

    // The set of stored files with sizes, by keys alone.
    getRemoteSet: (mount, callback) => {
      const entries = {};
      strictDisk.transact('readonly', (store) => {
        store.index('size').openKeyCursor().onsuccess = (event) => {
          const cursor = event.target.result;
          if (!cursor) return;
          entries[cursor.primaryKey] = { 'size': cursor.key };
          cursor.continue();
        };
      }, (error) => callback(error, { type: 'remote', entries }));
    },

    // Populate makes the view show the stored names. Persisting without a plan changes nothing:
    // what a tab's memory lacks or has says nothing about what others saved.
    reconcile: (source, target, callback) => {
      if (source.plan) return strictCommit.persist(source.plan, callback);
      if (target.type !== 'local') return callback(null);
      for (const path of Object.keys(target.entries)) if (!source.entries[path]) strictDisk.unlink(path);
      for (const path of Object.keys(source.entries)) strictDisk.touch(path);
      callback(null);
    },

    promise: (start) => new Promise((resolve, reject) => start((error, result) => (error ? reject(strictDisk.translate(error)) : resolve(result)))),

    // ---- What site/platform/disk.js uses (see install) ----
    open: (path) => {
      strictDisk.mount = path;
      if (!FS.analyzePath(path).exists) {
        FS.mkdir(path);
        FS.mount(IDBFS, {}, path);
      }
      return strictDisk.promise((done) => FS.syncfs(true, done));
    },
    list: async () => {
      const set = await strictDisk.promise((done) => strictDisk.getRemoteSet(null, done));
      const start = strictDisk.mount.length + 1;
      return Object.entries(set.entries).map(([path, entry]) => [path.slice(start), entry['size']]);
    },
    // `take(bytes, size)` is called with each piece of the file, in order. Files never change, so they may be
    // read by parts; one that is deleted meanwhile ends with disk.missing.
    read: async (name, take) => {
      const file = { size: 0, pieces: 1, done: 0 };
      while (file.done < file.pieces) await strictDisk.promise((done) => strictDisk.transact('readonly', strictDisk.readStep(name, file, take), done));
    },
    readStep: (name, file, take) => (store, give, abort) => {
      const many = Math.max(1, Math.floor((strictDisk.STEP * file.pieces) / (file.size || strictDisk.STEP)));
      const end = Math.min(file.pieces, file.done + many);
      const missing = () => strictDisk.get(store, strictDisk.path(name), abort, (first) => {
        if (first) abort(strictDisk.error('disk.failed', `A part of the file ${name} is missing.`));
        else abort(strictDisk.error('disk.missing', `There is no file ${name}.`));
      });
      for (let index = file.done; index < end; ++index) {
        strictDisk.get(store, index ? strictCommit.piece(name, index) : strictDisk.path(name), abort, (record) => {
          if (!record) return missing();
          if (index === 0) file.size = record['size'];
          if (index === 0) file.pieces = record['pieces'] || 1;
          file.done = index + 1;
          take(new Uint8Array(record['contents']), file.size);
        });
      }
    },
    commit: (plan) => strictDisk.promise((done) => IDBFS.reconcile({ type: 'local', plan }, { type: 'remote' }, done)),
    epochRecord: (epoch) => ({ 'timestamp': new Date(), 'mode': 0o100666, 'epoch': epoch, 'contents': new TextEncoder().encode(String(epoch)) }),
    takeEpoch: () => strictDisk.promise((done) => strictDisk.transact('readwrite', (store, give, abort) => {
      const clean = store.get(strictDisk.path(strictDisk.CLEAN)); // answered before what is asked behind it
      strictDisk.withEpoch(store, abort, (epoch) => {
        strictDisk.endedCleanly = epoch === (clean.result ? clean.result['epoch'] : 0);
        store.delete(strictDisk.path(strictDisk.CLEAN));
        strictDisk.sweep(store);
        const next = Math.max(epoch, strictDisk.epoch) + 1;
        store.put(strictDisk.epochRecord(next), strictDisk.path(strictDisk.EPOCH));
        give(next);
      });
    }, (error, epoch) => {
      if (!error) strictDisk.epoch = epoch;
      done(error, epoch);
    })),

    // Pieces of what never became a file: whoever put them was ended before.
    sweep: (store) => {
      store.getAllKeys(strictDisk.everything()).onsuccess = (event) => {
        const keys = new Set(event.target.result);
        for (const key of keys) {
          const file = key.slice(0, key.lastIndexOf('/'));
          if (file !== strictDisk.mount && !keys.has(file)) store.delete(key);
        }
      };
    },
    everything: () => IDBKeyRange.bound(strictDisk.mount + '/', strictDisk.mount + '0', false, true),

    storedEpoch: () => strictDisk.promise((done) => strictDisk.transact('readonly', (store, give, abort) => strictDisk.withEpoch(store, abort, give), done)),

    // Files, or at last the epoch, of a database that is new. What somebody who was ended in the middle put there is the same.
    putBack: (plan) => strictDisk.promise((done) => strictDisk.transact('readwrite', (store, give, abort) => {
      strictDisk.withEpoch(store, abort, (epoch) => {
        if (epoch > 0) return abort(strictDisk.error('disk.exists', 'The database is in use already.'));
        for (const { record, key } of plan['puts'].flatMap(strictCommit.records)) store.put(record, key);
        if (plan['epoch'] > 0) store.put(strictDisk.epochRecord(plan['epoch']), strictDisk.path(strictDisk.EPOCH));
      });
    }, (error) => {
      if (!error) strictDisk.follow({ 'puts': plan['puts'], 'deletes': [] });
      done(error);
    })),

    // Said when the page is hidden, which may be its end: all that was written is whole.
    markClean: () => {
      const db = IDBFS.dbs[strictDisk.mount];
      if (!db) return;
      try {
        const transaction = db.transaction([IDBFS.DB_STORE_NAME], 'readwrite', { 'durability': 'relaxed' });
        const record = { 'timestamp': new Date(), 'mode': 0o100666, 'epoch': strictDisk.epoch, 'contents': new Uint8Array() };
        transaction.objectStore(IDBFS.DB_STORE_NAME).put(record, strictDisk.path(strictDisk.CLEAN));
        transaction['commit']?.(); // the page may not live until the answer
      } catch {
        // the next start takes more care, that is all
      }
    },

    // Chromium's database writes behind a torn end of its log (a power cut, a full disk), and at the start after that takes
    // all of it for corrupt. More than 4 MB that do not compress make it begin a new log. Records of more than 64 KB would
    // not go through that log, so these are smaller.
    renew: () => strictDisk.promise((done) => strictDisk.transact('readwrite', (store) => {
      for (let index = 0; index < 80; ++index) {
        const contents = crypto.getRandomValues(new Uint8Array(60_000));
        store.put({ 'timestamp': new Date(), 'mode': 0o100666, 'contents': contents }, strictDisk.path(strictDisk.BALLAST) + index);
      }
    }, (error) => {
      if (error) return done(error);
      strictDisk.transact('readwrite', (store) => store.delete(strictDisk.ballast()), done);
    })),
    ballast: () => IDBKeyRange.bound(strictDisk.path(strictDisk.BALLAST), strictDisk.path(strictDisk.BALLAST) + ':'),
  },

  corong_link_disk__deps: ['$strictDisk'],
  corong_link_disk: () => {},
});
