#include "base/check.h"
#include "base/zoo.h"
#include "storage/store_state.h"

#include <algorithm>

namespace storage {

void all_at_once(const char*, std::function<bool()> step) {
    while (step()) {}
}

Store::Store(Disk disk, std::function<void()> changed, StoreLimits limits, InSlices in_slices)
    : state_(std::make_shared<State>()) {
    state_->disk = std::move(disk);
    CHECK(changed);
    state_->changed = std::move(changed);
    state_->limits = limits;
    state_->in_slices = std::move(in_slices);
}

Store::~Store() = default;

void Store::open(Mode mode, uint64_t random, std::function<void(base::Result<Loaded>)> done) {
    CHECK(!state_->opened || state_->mode == Mode::reader);
    state_->opened = false;
    state_->mode = mode;
    open_store(state_, random, std::move(done));
}

base::Result<uint64_t> Store::append(const Commit& commit, base::Millis now) {
    CommitEncoder encoder(commit);
    while (!encoder.step()) {}
    return append(commit, encoder.take(), now);
}

base::Result<uint64_t> Store::append(const Commit& commit, EncodedCommit encoded, base::Millis now) {
    if (!writable()) {
        if (state_->read_only) return *state_->read_only;
        return base::Error{"store.read_only", "This tab does not write to the store.", ""};
    }
    return state_->append(commit, std::move(encoded), now);
}

const SaveState& Store::state() const { return state_->save; }
void Store::retry(base::Millis now, bool at_once) { state_->retry(now, at_once); }
std::optional<base::Millis> Store::next_wake() const { return state_->next_wake(); }
void Store::check_there() { state_->check_there(); }
uint64_t Store::times_written_anew() const { return state_->rewriting.times; }
bool Store::writable() const { return state_->writable(); }
bool Store::compaction_due() const { return state_->compaction_due(); }
bool Store::compacting() const { return state_->compaction.phase != CompactionWork::Phase::idle; }
const std::optional<base::Error>& Store::compaction_error() const { return state_->compaction.error; }
const std::optional<base::Error>& Store::merging_error() const { return state_->merging.error; }
const std::vector<FileInfo>& Store::files() const { return state_->files; }
const std::vector<base::Error>& Store::unreadable() const { return state_->unreadable; }

bool Store::compact_step(const domain::Book& book, base::Millis now, uint64_t budget_bytes) {
    return state_->compact_step(book, now, budget_bytes);
}

void Store::reload_newer(std::function<void(base::Result<Newer>)> done) {
    CHECK(state_->opened);
    storage::reload_newer(state_, std::move(done));
}

void Store::keep_before_import(std::vector<std::string> pieces, std::function<void(base::Status)> done) {
    if (!writable()) return done(base::Error{"store.read_only", "This tab does not write to the store.", ""});
    state_->keep_before_import(std::move(pieces), std::move(done));
}

bool Store::forgetting_due(const domain::Book& book) const { return state_->forgetting_due(book); }
const std::optional<base::Error>& Store::forgetting_error() const { return state_->forgetting.error; }

void Store::forget_in_files(const domain::Book& book, base::Millis now) {
    state_->note_time(now);
    state_->forget_in_files(book);
}

void Store::read_history(std::function<bool(NumberedCommit)> visit, std::function<void(HistoryRead)> done) {
    CHECK(state_->opened);
    storage::read_history(state_, std::move(visit), std::move(done));
}

void Store::verify(VerifyProgress progress, std::function<void(base::Result<Verified>)> done) {
    CHECK(state_->opened);
    verify_store(state_, std::move(progress), std::move(done));
}

// --- small parts of State -------------------------------------------------------------------------

void Store::State::set_save(SaveState::Kind kind, base::Error reason) {
    const SaveState before = save;
    save.kind = kind;
    save.reason = std::move(reason);
    if (save != before) changed();
}

// The history a snapshot carries: the newest steps, within limits, but always the last one.
void Store::State::remember_step(uint64_t sequence, std::string step) {
    tail.push_back({sequence, std::move(step)});
    uint64_t bytes = 0;
    for (const TailStep& each : tail) bytes += each.bytes.size();
    while (tail.size() > 1 && (tail.size() > limits.history_commits || bytes > limits.history_bytes)) {
        bytes -= tail.front().bytes.size();
        tail.pop_front();
    }
}

void Store::State::count_clock(const Commit& commit) {
    clock_ticks = std::max(clock_ticks, commit.clock_ticks);
}

// Where the clock of the device was put back, what waits for a moment still waits as long as it would have.
void Store::State::note_time(base::Millis now) {
    const base::Millis back = base::is_planted(base::Bug::clock_put_back_not_noticed) ? 0 : std::max<base::Millis>(last_now - now, 0);
    retry_at -= back;
    for (auto* sent : {&flight, &look})
        if (*sent && (*sent)->since) *(*sent)->since -= back;
    compaction.since -= back;
    merging.since -= back;
    forgetting.since -= back;
    last_now = now;
}

void Store::State::remove_files(const std::vector<std::string>& names) {
    std::erase_if(files, [&](const FileInfo& file) {
        return std::find(names.begin(), names.end(), file.name) != names.end();
    });
}

void Store::State::forget_all() {
    read_only.reset();
    replica = 0;
    clock_ticks = 0;
    save = SaveState{};
    generation = 0;
    last_hash = {};
    format_known = false;
    files.clear();
    unreadable.clear();
    segments_since = bytes_since = 0;
    missing.clear();
    tail.clear();
    newest = older = std::nullopt;
    forgotten_done = 0;
    kept_generations.clear();
    unsure.clear();
}

}  // namespace storage
