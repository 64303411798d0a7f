// The session's insides, shared by the files of this folder. Nobody outside app includes this.
#pragma once

#include "app/computed.h"
#include "app/history.h"
#include "app/import_session.h"
#include "app/job.h"
#include "app/session.h"
#include "app/view_cache.h"
#include "domain/book.h"
#include "storage/store.h"

namespace app {

// Of this device, not of the book.
struct Settings {
    std::string language = "en";
    std::string theme = "system";
    std::string density = "comfortable";
};

struct Session::State {
    explicit State(Ports given) : ports(std::move(given)) {}

    Ports ports;
    domain::Book book;
    domain::Clock clock;
    uint64_t next_sequence = 1;  // of this replica's next operation

    storage::Disk disk;
    std::unique_ptr<storage::Store> store;  // opened once: what is read anew, or by another role, is another
    AccessMode mode = AccessMode::memory_only;
    bool opened = false;
    std::optional<base::Error> read_only;  // why nothing can be edited, if so
    base::Millis saved_at = 0;             // of the last acknowledgement
    base::Millis exported_at = 0;          // of the last copy outside this browser; 0 is never
    int64_t edits_since_export = 0;
    bool kept = false;                     // the browser agreed not to clear the data by itself
    std::vector<std::function<void(base::Status)>> waiting_for_save;
    std::vector<std::function<void()>> waiting_for_open;
    uint64_t seen_durable = 0;
    uint64_t memory_sequence = 0;          // numbers commits where there is no store
    bool store_look_pending = false, store_wake_pending = false;
    // The disk answers just now: the store is looked at behind that.
    std::shared_ptr<bool> disk_answers = std::make_shared<bool>(false);
    bool asked_to_keep = false;
    bool compaction_queued = false;
    bool following = false, follow_again = false;  // what the writing tab did

    History history;
    Computed computed;  // scores and stages, brought up to date by refresh()
    JobQueue jobs;
    bool job_pump_runs = false;
    double progress_shown_at_ms = 0;
    ImportSession import;
    std::vector<Command> commands;
    Settings settings;
    base::Locale locale = base::plain_locale();
    std::vector<NoticeView> notices;
    uint64_t next_notice = 1;
    std::string route = "/today";
    uint64_t version = 1;
    bool applying_in_slices = false;  // a job is half-way through its batches: views stay as they are
    ViewCache views;

    base::Now now() const;      // in the book's zone
    std::function<int(base::Millis)> offset_at() const;  // of that zone from UTC, in minutes
    std::string zone() const;   // of the book, or of this machine while it has none
    void touch();               // views may have changed
    void notice(NoticeView::Kind kind, std::string text);
    void start_jobs();
    void show_progress();
    void start_compaction();
    // Upkeep behind the scenes: `step` gives true while there is more.
    void in_slices(std::string name, std::function<bool()> step);

    // The way of one edit: stamps, applies, stores and remembers the changes. Ids of created rows
    // come back in the order of the changes.
    base::Result<std::vector<domain::RowId>> commit(storage::CommitKind kind, storage::Label label,
                                                    std::vector<domain::Change> changes, uint64_t of = 0);
    // The last part of it: stores and remembers a commit whose operations are applied.
    base::Status append(storage::Commit commit);
    // The same in three parts, for jobs: says when the commit was and by which clock; the job encodes it.
    void date(storage::Commit& commit) const;
    base::Status append(storage::Commit commit, storage::EncodedCommit encoded);
    domain::Op stamped(domain::Change change);  // with the next stamp and sequence numbers; ranges are uniform
    void take_new_replica();
    base::Status writable() const;
};

}  // namespace app
