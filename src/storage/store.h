// The store: keeps every commit of one device over the `Disk` port and gives them back at start.
// What it reports as saved has been acknowledged by the disk; it says "saved" on nothing else.
// It makes up neither time nor randomness and runs nothing by itself: `now` and new replica ids are
// arguments, and app calls `retry` and `compact_step` when it is time. Not thread-safe; one thread.
//
//   open    -> Loaded (book, undo history, clock, what went wrong in words), read in slices
//   append  -> one strict transaction per commit (those that come while one is in flight go together,
//              in order); state() tells saved / saving / not saved and why
//   retry   -> tries again what failed, with backoff; the watchdog of an answer that never comes
//   compact -> a snapshot of the book, read back from the disk and compared before anything goes; segments are
//              merged into fewer files all the while, by the same rule, and never discarded
//   reload_newer -> for a reading tab: commits that the writing tab added meanwhile
//   verify -> reads every file back from the disk and says which of them are whole; changes nothing
#pragma once

#include "domain/book.h"
#include "storage/commit_slices.h"
#include "storage/disk.h"
#include "storage/merged.h"
#include "storage/segment.h"
#include "storage/snapshot_file.h"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace storage {

// Reader: a second tab. It never writes, not even the epoch.
enum class Mode { writer, reader };

// Something the user should know about the stored files. `message` is one clear sentence.
struct Notice {
    enum class Severity { info, warning, loss } severity = Severity::info;
    base::Error what;
};

struct Loaded {
    domain::Book book;
    domain::Replica replica = 0;     // of this opening: nobody has used any of its numbers
    bool fresh = false;              // nothing was stored yet
    uint64_t clock_ticks = 0;        // for Clock::restore
    std::vector<NumberedCommit> history;  // oldest first, for the undo stacks; ops are left out
    std::vector<Notice> notices;
    std::optional<base::Error> read_only;  // why nothing will be written, if so
    // What the book was made of, if not of the newest snapshot and what came after it: the steps of a ladder, of
    // which none destroys anything.
    enum class Source { newest_snapshot, older_snapshot, steps_alone, copy_before_import } source = Source::newest_snapshot;
    uint64_t steps_lost = 0;
};

struct SaveState {
    enum class Kind { saved, saving, not_saved } kind = Kind::saved;
    base::Error reason;             // of not_saved; also set while saving again after a failure
    bool for_good = false;          // not_saved, and trying again is useless (another tab took over)
    uint64_t durable_sequence = 0;  // the last commit that is known to be on the disk
    uint64_t last_sequence = 0;     // the last commit that was given to the store
    bool operator==(const SaveState&) const = default;
};

// How reading all steps went.
struct HistoryRead {
    uint64_t commits = 0;
    std::vector<base::Error> unread;  // files, and steps in them
};

struct Newer {
    std::vector<NumberedCommit> commits;  // in order, with their ops: apply them
    bool reopen = false;  // the files in between are gone: open anew instead
    std::vector<Notice> notices;
};

// One file as verify() found it.
struct CheckedFile {
    FileInfo info;
    FileName::Kind kind = FileName::Kind::other;
    std::optional<base::Error> problem;  // nothing: it is whole
    bool gone = false;  // merged into another one while this went on
};
struct Verified {
    std::vector<CheckedFile> files;
    std::vector<base::Error> gaps;  // steps that no file has
    uint64_t steps = 0, steps_missing = 0;
    uint64_t bytes = 0;
    bool stopped = false;  // `progress` said so: then the rest says nothing
};
// Is told how many bytes of how many are through, after each file, and says whether to go on.
using VerifyProgress = std::function<bool(uint64_t done_bytes, uint64_t all_bytes)>;

struct StoreLimits {
    uint64_t segments = 500;          // a snapshot is due after so many since the last one,
    uint64_t bytes = 4u << 20;        // or so many bytes, or half of the last one if that is more
    MergeLimits merging;              // of files with segments
    uint64_t history_commits = 200;   // of the undo tail that a snapshot carries
    uint64_t history_bytes = 4u << 20;
    base::Millis watchdog = 10'000;   // an unanswered transaction counts as not saved after this
    base::Millis first_retry = 250;   // then doubled up to
    base::Millis last_retry = 15'000;  // Chromium sees room that was made only after up to a minute
};

// Calls `step` again and again, with pauses as it likes, until that gives false. Several of these may be
// under way at a time; `name` says what it is, for those who measure: "store.read".
using InSlices = std::function<void(const char* name, std::function<bool()> step)>;
void all_at_once(const char* name, std::function<bool()> step);

class Store {
public:
    // `changed` is called after every change of state(), also from inside append, retry and
    // compact_step where the disk answers at once: only set a flag in it. `in_slices` runs what opening,
    // reload_newer and append do with the files' bytes.
    Store(Disk disk, std::function<void()> changed, StoreLimits limits = {}, InSlices in_slices = all_at_once);
    ~Store();
    Store(const Store&) = delete;
    Store& operator=(const Store&) = delete;

    // Calls `done` once, later or at once (never after the store is gone). `random` makes the replica of this
    // opening: new each time, so that neither a copied profile nor a backup put back gives a number twice. An error
    // means that nothing could be read at all (disk.*): trying again is open() once more; so is reading
    // anew in a reading tab, and becoming the writer there. Opening writes nothing but the epoch.
    void open(Mode mode, uint64_t random, std::function<void(base::Result<Loaded>)> done);

    // Takes the commit for keeping and gives its sequence number. Ops must have been applied to the
    // book already. Never fails for a full or broken disk: that is state(). Errors: store.read_only.
    base::Result<uint64_t> append(const Commit& commit, base::Millis now);
    // For a commit of many rows, which storage/commit_slices.h has encoded. The rest goes on in slices.
    base::Result<uint64_t> append(const Commit& commit, EncodedCommit encoded, base::Millis now);

    const SaveState& state() const;
    // Call from time to time, at the latest at next_wake(): retries and watchdog. With `at_once` the
    // backoff is skipped (the user pressed "Try again").
    void retry(base::Millis now, bool at_once = false);
    std::optional<base::Millis> next_wake() const;  // nothing while idle
    // Finds out whether what was stored is still there. Where it is not, that is `not_saved` with disk.cleared, and the
    // whole book is written anew: compaction is due then. So it is after any transaction that meets the same.
    void check_there();
    uint64_t times_written_anew() const;

    // Writable, not reading only, not fenced off.
    bool writable() const;

    // --- compaction -----------------------------------------------------------------------------
    bool compaction_due() const;
    // One slice; `book` must be the one all appended commits, and nothing else, were applied to. More may be
    // appended between slices; a large one, or one that forgets a person, makes it begin anew. Goes on to write,
    // read back, compare and delete by callbacks. True while there is more to do in slices.
    bool compact_step(const domain::Book& book, base::Millis now, uint64_t budget_bytes = 1u << 20);
    // From the first slice until the old files are gone; false again also when it failed.
    bool compacting() const;
    // How the last compaction ended, if it failed; it is tried again after more commits.
    const std::optional<base::Error>& compaction_error() const;
    // The same of merging segments, which goes on by itself.
    const std::optional<base::Error>& merging_error() const;

    // --- a reading tab --------------------------------------------------------------------------
    void reload_newer(std::function<void(base::Result<Newer>)> done);

    // --- before an import -----------------------------------------------------------------------
    // Keeps a snapshot of exchange/snapshot.h beside the book; `done` once (never after the store is gone) when it
    // was read back from the disk. The two newest stay. Errors: disk.*, store.read_back.
    void keep_before_import(std::vector<std::string> pieces, std::function<void(base::Status)> done);

    // --- Forget ---------------------------------------------------------------------------------
    // Whether somebody is forgotten in the book who is still in a file, and nothing else is under way.
    bool forgetting_due(const domain::Book& book) const;
    // Takes them out of all of them; `book` must stay. A snapshot follows by compact_step, which is due then.
    void forget_in_files(const domain::Book& book, base::Millis now);
    const std::optional<base::Error>& forgetting_error() const;

    // --- what there ever was --------------------------------------------------------------------
    // Gives every step that can be read, in order, to `visit` until that says false; then `done`, once (never after
    // the store is gone).
    void read_history(std::function<bool(NumberedCommit)> visit, std::function<void(HistoryRead)> done);

    // --- looking after the files ----------------------------------------------------------------
    // All files known to be on the disk.
    const std::vector<FileInfo>& files() const;
    // Those of them that could not be read, by `where`. They stay as they are, under their names.
    const std::vector<base::Error>& unreadable() const;
    // Reads every file back from the disk; `done` once (never after the store is gone). Changes nothing. An error
    // (disk.*) where there is not even a list of files.
    void verify(VerifyProgress progress, std::function<void(base::Result<Verified>)> done);

    struct State;  // store_state.h, for store_*.cpp only

private:
    std::shared_ptr<State> state_;  // callbacks in flight hold it weakly
};

}  // namespace storage
