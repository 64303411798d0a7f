// Emscripten library: how idbfs_strict.js puts a commit into the database. All of it is in one strict transaction, the
// pieces of large files excepted: a transaction of many megabytes would hold up the edits behind it for seconds.
addToLibrary({
  $strictCommit__deps: ['$strictDisk'],
  $strictCommit: {
    // A file of many pieces is one record for each: a large one would be copied in one go. The first has the
    // file's size and is the one that is listed; the others lie behind it, at `<path>/<number>`.
    records: (put) => put['pieces'].map((bytes, index, pieces) => {
      const record = { 'timestamp': new Date(), 'mode': 0o100666, 'contents': bytes };
      if (index > 0) return { key: strictCommit.piece(put['name'], index), record };
      record['size'] = pieces.reduce((sum, piece) => sum + piece.length, 0);
      record['pieces'] = pieces.length;
      return { key: strictDisk.path(put['name']), record };
    }),
    piece: (name, index) => `${strictDisk.path(name)}/${String(index).padStart(6, '0')}`,
    allPieces: (name) => IDBKeyRange.bound(strictDisk.path(name) + '/', strictDisk.path(name) + '0', false, true),

    // The epoch of a plan must be the stored one.
    checkEpoch: (store, plan, abort, then) => strictDisk.withEpoch(store, abort, (epoch) => {
      if (plan['epoch'] < epoch) abort(strictDisk.error('disk.stale_epoch', 'Another tab has taken over writing.'));
      else if (plan['epoch'] > epoch) abort(strictDisk.error('disk.cleared', 'The browser deleted what was stored.'));
      else then();
    }),

    // The plan of one commit, and nothing but the plan. Of a large file the further pieces are put ahead, by transactions
    // of their own: nobody sees them before the last one puts what is listed, with all the rest of the plan. A name is
    // never tried with other bytes, so it does not matter which of two attempts put a piece.
    persist: (plan, callback) => {
      const ahead = plan['puts'].filter((put) => put['pieces'].length > 1 && strictCommit.bytesIn(put) > strictDisk.STEP);
      const steps = ahead.flatMap(strictCommit.stepsOf);
      const end = (error) => {
        if (!error) strictDisk.follow(plan);
        callback(error);
      };
      const start = Date.now();
      const failed = (error) => (ahead.length > 0 ? strictCommit.takeBack(plan, ahead, () => end(error)) : end(error));
      const next = (index) => (error) => {
        if (error) failed(error);
        else if (index > 0 && Date.now() - start > strictDisk.WATCHDOG) failed(strictDisk.noAnswer()); // who asked has given up
        else if (index < steps.length) strictCommit.putStep(plan, steps[index], next(index + 1));
        else strictCommit.putPlan(plan, ahead, (failure) => (failure ? failed(failure) : end(null)));
      };
      next(0)(null);
    },
    putStep: (plan, step, callback) => strictDisk.transact('readwrite', (store, give, abort) => {
      strictCommit.checkEpoch(store, plan, abort, () => {});
      store.getKey(strictDisk.path(step.name)).onsuccess = (event) => {
        if (event.target.result) abort(strictDisk.error('disk.exists', 'A file of that name is there already.'));
      };
      for (const { record, key } of step.records) store.put(record, key);
      store.delete(strictDisk.path(strictDisk.CLEAN));
    }, callback),
    bytesIn: (put) => put['pieces'].reduce((sum, piece) => sum + piece.length, 0),
    stepsOf: (put) => {
      const steps = [];
      let room = 0;
      for (const one of strictCommit.records(put).slice(1)) {
        if (room <= 0) steps.push({ name: put['name'], records: [] });
        if (room <= 0) room = strictDisk.STEP;
        steps.at(-1).records.push(one);
        room -= one.record['contents'].length;
      }
      return steps;
    },
    // What did not become a file. What is a file, by an answer that came late, stays whole.
    takeBack: (plan, ahead, callback) => strictDisk.transact('readwrite', (store, give, abort) => {
      strictCommit.checkEpoch(store, plan, abort, () => {
        store.delete(strictDisk.path(strictDisk.CLEAN));
        for (const put of ahead) {
          store.getKey(strictDisk.path(put['name'])).onsuccess = (event) => {
            if (!event.target.result) store.delete(strictCommit.allPieces(put['name']));
          };
        }
      });
    }, callback),

    // What is asked of the database first is answered first: all of it can be under way before the epoch is known, and
    // an older one's is undone.
    putPlan: (plan, ahead, callback) => {
      strictDisk.transact('readwrite', (store, give, abort) => {
        const records = plan['puts'].flatMap((put) => strictCommit.records(put).slice(0, ahead.includes(put) ? 1 : undefined));
        const state = { answers: 1 + ahead.length, asked: false };
        // Without it the transaction waits for one more turn of this page.
        const commit = () => {
          if (state.answers === 0 && state.asked) store.transaction['commit']?.();
        };
        const answered = () => {
          state.answers -= 1;
          commit();
        };
        const putFrom = (index) => {
          const next = records[index];
          if (next) {
            const request = store.add(next.record, next.key);
            if (index + 1 < records.length) request.onsuccess = strictDisk.guarded(abort, () => putFrom(index + 1));
          }
          if (index + 1 < records.length) return;
          for (const name of plan['deletes']) {
            store.delete(strictDisk.path(name));
            store.delete(strictCommit.allPieces(name));
          }
          store.delete(strictDisk.path(strictDisk.CLEAN)); // always: it may be on its way at this moment
          state.asked = true;
          commit();
        };
        strictCommit.checkEpoch(store, plan, abort, answered);
        for (const put of ahead) {
          store.count(strictCommit.allPieces(put['name'])).onsuccess = (event) => {
            if (event.target.result === put['pieces'].length - 1) answered();
            else abort(strictDisk.error('disk.failed', `A part of the file ${put['name']} is missing.`));
          };
        }
        putFrom(0);
      }, callback);
    },
  },
});
