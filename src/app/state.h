// The session's insides, shared by the files of this folder. Nobody outside app includes this.
#pragma once

#include "app/computed.h"
#include "app/due_tasks.h"
#include "app/history.h"
#include "app/import_session.h"
#include "app/lead_history.h"
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
    std::string remind = "7";  // days without a copy outside: "3", "7" or "never"
};

// A book that lies open, with what follows from it and the views of both.
struct OpenBook {
    domain::Book book;
    Computed computed;               // scores and stages, brought up to date by refresh()
    ViewCache views;
    std::optional<base::Now> as_of;  // the end of a past day; nothing for the book that is worked in
};

// A step as it was made, without what only undo needs.
using KeptCommit = std::shared_ptr<const storage::NumberedCommit>;

// The history of the lead that was last asked for.
struct LeadReading {
    explicit LeadReading(domain::RowId lead) : told(lead) {}
    LeadHistory told;
    bool reading = true;            // false: all is told, and new steps are as they come
    int64_t done = 0, total = 0;    // steps
    uint64_t missing = 0;           // steps that could not be read
    std::vector<std::function<void(base::Status)>> waiting;
};

// While the user looks back.
struct AsOf {
    base::Day day;                    // the one that is wished
    base::Day first;                  // of the first operation
    std::vector<KeptCommit> commits;  // all there are: another day is built without reading again
    bool read = false, building = false;
    int64_t done = 0, total = 0;      // steps read, or operations applied
    uint64_t missing = 0;
    std::vector<std::function<void(base::Result<base::Json>)>> waiting;
};

// Which due tasks were told by notifications (session_notifications.cpp).
struct Telling {
    bool timer = false;           // it is set
    Told told;
    std::optional<int64_t> next;  // the next moment of any task, in the book as of `revision`
    uint64_t revision = 0;
    base::Day day;                // the last one that was told at nine
};

// What opening had to fall back on, told on the storage page.
struct Recovery {
    storage::Loaded::Source source = storage::Loaded::Source::newest_snapshot;
    uint64_t steps_lost = 0;
    std::vector<storage::Notice> notices;
    std::optional<base::Error> read_only;
};
// Of what befell the store as a whole: it is gone, or was put back. Nothing: neither.
std::optional<std::string> words_of_store(const Recovery& recovery);

// A sealed file that waits for its passphrase.
struct Sealed {
    std::shared_ptr<const std::string> bytes;
    SealedView view;
};

struct Session::State {
    explicit State(Ports given) : ports(std::move(given)) {}

    Ports ports;
    // Commands and files work in the live book. Views and questions are answered from the one that is shown: that, or
    // while the user looks back, the book of a past day (session_as_of.cpp).
    const std::shared_ptr<OpenBook> live = std::make_shared<OpenBook>();
    std::shared_ptr<OpenBook> past;
    OpenBook& shown() const { return past ? *past : *live; }
    base::Now shown_now() const { return past ? *past->as_of : now(); }
    domain::Book& book = live->book;
    Computed& computed = live->computed;
    ViewCache& views = live->views;
    domain::Clock clock;
    uint64_t next_sequence = 1;  // of this replica's next operation

    storage::Disk disk;
    std::unique_ptr<storage::Store> store;  // opened once: what is read anew, or by another role, is another
    AccessMode mode = AccessMode::memory_only;
    bool opened = false;
    std::optional<base::Error> read_only;  // why nothing can be edited, if so
    base::Millis saved_at = 0;             // of the last acknowledgement
    base::Millis first_saved_at = 0;       // the first thing that was ever saved by this browser
    base::Millis full_at = 0;              // a write was refused for want of space; 0 is never
    base::Millis exported_at = 0;          // of the last copy outside this browser; 0 is never
    int64_t edits_since_export = 0;
    int64_t edits_in_file = 0;             // of those, in the file that was written last
    Copying copying;
    Telling telling;
    std::optional<Recovery> recovery;
    std::optional<StorageFigures> figures;
    bool asking_figures = false;
    base::Millis figures_at = 0;
    VerifyView verifying;
    bool stop_verifying = false;
    bool kept = false;                     // the browser agreed not to clear the data by itself
    std::vector<std::function<void(base::Status)>> waiting_for_save;
    std::vector<std::function<void()>> waiting_for_open;
    uint64_t seen_durable = 0;
    uint64_t memory_sequence = 0;          // numbers commits where there is no store
    bool store_look_pending = false;
    std::optional<base::Millis> store_wakes_at;  // a timer is set
    // The disk answers just now: the store is looked at behind that.
    std::shared_ptr<bool> disk_answers = std::make_shared<bool>(false);
    bool asked_to_keep = false;
    bool put_back = false;  // the database, from the second copy: not told yet
    uint64_t seen_written_anew = 0;        // as the store counts it
    int failed_openings = 0;               // one after another
    bool newer_version = false;            // of the program is here, and waits to be started
    bool compaction_queued = false;
    bool following = false, follow_again = false;  // what the writing tab did

    std::optional<std::vector<OpenConflict>> conflicts_before_merge;  // until it is told which ones it has brought

    History history;
    std::vector<KeptCommit> unsaved;  // steps of this tab that another one's take-over left unsaved, and no disk has
    std::deque<KeptCommit> recent;  // steps no file holds: on their way to the disk, or all where there is none
    std::shared_ptr<LeadReading> history_read;
    std::shared_ptr<AsOf> as_of;
    AsOfView as_of_view;
    uint64_t boards_made = 0;
    JobQueue jobs;
    bool job_pump_runs = false;
    double progress_shown_at_ms = 0;
    ImportSession import;
    std::optional<Sealed> sealed;
    std::optional<std::vector<std::string>> share;  // the ids it was opened for: somebody is about to share
    std::optional<JobView> envelope;                // it is being sealed or opened
    std::vector<Command> commands;
    Settings settings;
    base::Locale locale = base::plain_locale();
    std::vector<NoticeView> notices;
    uint64_t next_notice = 1;
    std::string route = "/today";
    uint64_t tour = 0, tours = 0;  // the one that is being taken, or 0; how many were begun since the page is open
    uint64_t version = 1;
    bool applying_in_slices = false;  // a job is half-way through its batches: views stay as they are

    base::Now now() const;      // in the book's zone
    std::function<int(base::Millis)> offset_at() const;  // of that zone from UTC, in minutes
    std::string zone() const;   // of the book, or of this machine while it has none
    void touch();               // views may have changed
    void notice(NoticeView::Kind kind, std::string text);
    void start_jobs();
    void show_progress();
    void start_compaction();
    void tell_if_written_anew();
    // Upkeep behind the scenes: `step` gives true while there is more.
    void in_slices(std::string name, std::function<bool()> step);

    // The way of one edit: stamps, applies, stores and remembers the changes. Ids of created rows
    // come back in the order of the changes.
    base::Result<std::vector<domain::RowId>> commit(Decision decision);
    // The last part of it: stores and remembers a commit whose operations are applied.
    base::Status append(storage::Commit commit);
    // The same in three parts, for jobs: says when the commit was and by which clock; the job encodes it.
    void date(storage::Commit& commit) const;
    base::Status append(storage::Commit commit, storage::EncodedCommit encoded);
    // With the next stamp and sequence numbers; ranges are uniform. `seen`: what it replaces, if not what is shown.
    domain::Op stamped(domain::Change change, std::optional<domain::Stamps> seen = std::nullopt);
    void take_new_replica();
    base::Status writable() const;
    bool busy() const { return jobs.busy() || envelope; }

    // session_history.cpp. Every step there ever was, in order, until `visit` says false; then `done` with the number of
    // those that could not be read (never once the book is opened anew).
    void read_steps(std::function<bool(const KeptCommit&)> visit, std::function<void(uint64_t missing)> done);
    void keep_step(uint64_t sequence, storage::Commit& commit);  // takes its operations
    void tell_step(const storage::Commit& commit);               // one that another tab made
    void let_go_of_saved_steps();
    LeadReading& history_of(domain::RowId lead);
    void end_history();
    // session_as_of.cpp
    void end_as_of();
    // session_unsaved.cpp
    void set_unsaved_aside();
    void show_unsaved();
    void write_unsaved();
};

}  // namespace app
