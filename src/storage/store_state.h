// What a Store is made of. For store_*.cpp only; everything else uses storage/store.h.
#pragma once

#include "storage/read_each.h"
#include "storage/store.h"

#include <deque>
#include <set>

namespace storage {

// A snapshot whose manifest could be read.
struct Generation {
    uint64_t number = 0;
    uint64_t covered = 0;
    uint64_t size_bytes = 0;
    std::vector<uint64_t> missing;  // up to `covered`, not in it
};

// The file is there once it is sealed: each names the hash of the one before it.
struct QueuedSegment {
    uint64_t sequence = 0;
    std::vector<std::string> payload;
    NewFile file;
    bool sealed = false;
};

// One transaction on its way. An answer with another id than the current flight's is late: news of
// success still counts, news of failure does not.
struct Flight {
    uint64_t id = 0;
    std::optional<base::Millis> since;  // nothing where an answer sent it: the next retry() knows the time
};

struct CompactionWork {
    enum class Phase { idle, encoding, cutting, writing } phase = Phase::idle;
    std::unique_ptr<SnapshotWriter> writer;
    uint64_t bytes_beside = 0;  // of the steps taken while it encodes
    bool stale = false;         // one of them cannot go in beside the rest: begin anew
    int restarts = 0;
    Manifest manifest;
    std::vector<TailStep> tail;   // the history that goes into the manifest
    std::vector<NewFile> files;   // the parts, then the manifest
    bool with_manifest = false;
    bool waits_for_journal = false;  // the parts are through, a step they hold is not
    size_t next_file = 0;
    std::vector<std::string> put;  // acknowledged
    uint64_t token = 0;            // of the running attempt; late answers to others are ignored
    uint64_t signs_of_life = 0, signs_seen = 0;  // answers; as of the last look
    base::Millis since = 0;                      // of that look
    std::optional<base::Error> error;
    uint64_t due_at = 0;  // after a failure: not before this many segments
};

// Segments on their way into one file.
struct MergingWork {
    bool under_way = false;
    uint64_t token = 0;  // of the running attempt; late answers to others are ignored
    base::Millis since = 0;  // of the last answer
    std::vector<std::string> sources;                      // names of what is in it
    std::vector<std::pair<uint64_t, std::string>> pieces;  // segments by sequence
    NewFile file;
    std::set<std::string> left_out;  // damaged: they stay as they are
    size_t due_at = 0;               // after a failure: not before there are so many
    std::optional<base::Error> error;
};

// The whole book is written anew, because what was stored is gone.
struct RewritingWork {
    bool under_way = false;
    bool ready = false;    // its snapshot may be written
    uint64_t attempt = 0;  // late answers to others are ignored
    bool asked = false;    // the attempt waits for an answer
    int unanswered = 0;    // attempts given up for want of an answer: the next has twice the time
    uint64_t times = 0;    // that it came to its end
};

// What the FORMAT file says to somebody who opens it.
inline constexpr std::string_view kFormatText = "Corong store, format 1, read by format 1 and later\n";

struct ForgettingWork {
    bool under_way = false;
    bool snapshot_due = false;  // the segments are through
    uint64_t people = 0;        // forgotten_hash of those it is for: all of them were saved
    uint64_t token = 0;
    base::Millis since = 0;     // of the last answer
    uint64_t failed_at = UINT64_MAX;  // the last sequence then
    std::optional<base::Error> error;
};

struct Store::State : std::enable_shared_from_this<Store::State> {
    Disk disk;
    std::function<void()> changed;
    StoreLimits limits;
    InSlices in_slices;

    Mode mode = Mode::reader;
    bool opened = false;
    std::optional<base::Error> read_only;
    uint64_t epoch = 0;
    domain::Replica replica = 0;
    uint64_t clock_ticks = 0;

    // The journal.
    SaveState save;
    uint64_t generation = 0;  // the highest number in use by any file
    base::Hash128 last_hash;  // of the newest segment's file; zero if there is none or it is unreadable
    std::deque<QueuedSegment> queue;  // not acknowledged yet, in order
    bool sealing = false;             // the first of them that is not sealed
    std::optional<Flight> flight;
    uint64_t next_flight = 1;
    int failures = 0;
    base::Millis retry_at = 0;
    base::Millis last_now = 0;
    bool format_known = false;  // a FORMAT file is there
    std::vector<FileInfo> files;
    std::vector<base::Error> unreadable;  // files, by `where`
    uint64_t segments_since = 0;  // since the newest snapshot
    uint64_t bytes_since = 0;
    std::vector<uint64_t> missing;  // steps that the book lacks, sorted
    std::deque<TailStep> tail;

    // Snapshots.
    std::optional<Generation> newest, older;
    std::vector<uint64_t> unsure;  // generations whose last transactions were never answered
    CompactionWork compaction;
    MergingWork merging;
    ForgettingWork forgetting;
    RewritingWork rewriting;
    std::optional<Flight> look;  // whether what was stored is there; until its answer nothing counts as saved
    bool look_failed = false;  // nobody knows whether what was stored is there; what was sent from that look on tells
    uint64_t look_number = 0;  // of the newest look
    uint64_t next_number = 1;  // of all transactions
    uint64_t forgotten_done = 0;  // forgotten_hash of those who are in no file any more
    std::vector<uint64_t> kept_generations;

    // store.cpp
    bool writable() const { return opened && mode == Mode::writer && !read_only && !save.for_good; }
    void set_save(SaveState::Kind kind, base::Error reason = {});
    void remember_step(uint64_t sequence, std::string step);
    void count_clock(const Commit& commit);
    void note_time(base::Millis now);
    void add_file(const NewFile& file) { files.push_back({file.name, file.bytes.size()}); }
    void remove_files(const std::vector<std::string>& names);
    void forget_all();  // before a listing: as if never opened, but for the epoch
    bool all_saved() const { return queue.empty() && !look && !look_failed; }
    bool is_on_its_way(uint64_t sequence) const { return !queue.empty() && queue.front().sequence <= sequence; }

    // store_rewriting.cpp
    void commit(Transaction transaction, std::function<void(base::Status)> done);  // every transaction goes this way
    void check_there();
    void looked(uint64_t look_id, const base::Status& status);
    void was_cleared(base::Error reason);
    base::Millis patience() const;
    void begin_rewriting_anew(base::Error reason);
    void take_new_epoch();
    void list_what_is_left();
    void forget_what_is_gone(std::vector<FileInfo> left);
    void write_format();
    void go_on_rewriting();
    void end_rewriting();

    // store_journal.cpp
    uint64_t append(const Commit& commit, EncodedCommit encoded, base::Millis now);
    void seal_next();
    void sealed(EncodedSegment segment);
    void launch(std::optional<base::Millis> now);
    void landed(uint64_t flight_id, uint64_t up_to, bool with_format, const base::Status& status);
    void mark_durable(uint64_t up_to);
    void failed(base::Error reason);
    void compare_with_disk(uint64_t flight_id);
    bool gave_up(std::optional<Flight>& sent, base::Millis now) const;  // resets what was not answered in time
    void retry(base::Millis now, bool at_once);
    std::optional<base::Millis> next_wake() const;

    // store_compaction.cpp
    bool compaction_due() const;
    bool compact_step(const domain::Book& book, base::Millis now, uint64_t budget_bytes);
    void begin_encoding();
    bool encode_more(const domain::Book& book, uint64_t budget_bytes);
    void add_to_snapshot(const Commit& commit, uint64_t bytes);
    void begin_cutting(const domain::Book& book);
    bool cut_next_part();
    void begin_writing();
    void write_next();
    void write_manifest();
    void tell_compaction_of_journal();
    void verify(size_t first, size_t last, std::function<void(Store::State&)> next);
    void settle_manifest(base::Error reason);
    void leave_what_was_put();
    void finish_compaction();
    void leave_compaction();
    void stop_compaction(base::Error reason);
    std::vector<std::string> superseded(uint64_t oldest) const;
    void check_compaction_alive();

    // store_merging.cpp
    std::vector<SegmentUnit> segment_units() const;
    size_t useless_files() const;
    void merge_if_due();
    bool take_source(const std::string& name, base::Result<std::string> bytes);
    void put_merged();
    void verify_merged();
    void delete_sources();
    void stop_merging(base::Error reason);
    void check_merging_alive();

    // store_before_import.cpp
    std::vector<std::string> copies_before_imports() const;  // newest first
    void keep_before_import(std::vector<std::string> pieces, std::function<void(base::Status)> done);
    void drop_old_copies();

    // store_forgetting.cpp
    bool forgetting_due(const domain::Book& book) const;
    void forget_in_files(const domain::Book& book);
    void forget_in_file(const std::string& name, const std::string& bytes, const domain::Book& book, const GoOn& go_on);
    void replace_file(const std::string& name, std::optional<NewFile> by, const GoOn& go_on);
    void forget_later();
    void stop_forgetting(base::Error reason);
    void scrub_tail(const domain::Book& book);
    void check_forgetting_alive();
};
// Of the ids of all that are forgotten; 0 if nobody is.
uint64_t forgotten_hash(const domain::Book& book);

// "7", or "7–9".
std::string name_of_steps(uint64_t first, uint64_t last);

// store_open.cpp, store_follow.cpp, store_history.cpp, store_verifying.cpp
using OpenDone = std::function<void(base::Result<Loaded>)>;
void open_store(std::shared_ptr<Store::State> state, uint64_t random, OpenDone done);
void read_history(std::shared_ptr<Store::State> state, std::function<bool(NumberedCommit)> visit, std::function<void(HistoryRead)> done);
void reload_newer(std::shared_ptr<Store::State> state, std::function<void(base::Result<Newer>)> done);
void verify_store(std::shared_ptr<Store::State> state, VerifyProgress progress, std::function<void(base::Result<Verified>)> done);

}  // namespace storage
