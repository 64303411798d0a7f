// Opening, and what the other tabs do: the ways of a book out of the store.
#include "app/session.h"
#include "app/state.h"

namespace app {

using namespace domain;
using base::Error;

namespace {

std::optional<Error> why_read_only(AccessMode mode) {
    switch (mode) {
        case AccessMode::writer:
        case AccessMode::memory_only: return std::nullopt;
        case AccessMode::reader_other_tab: return Error{"book.read_only", tr("save.read_only.other_tab"), ""};
        case AccessMode::reader_insecure_origin: return Error{"book.read_only", tr("save.read_only.insecure"), ""};
    }
    return std::nullopt;
}

constexpr int kFirstReopeningMs = 2'000, kMostDoublings = 4;

// What the writing tab did, an operation at a time; true while there is more.
bool follow_on(Session::State& s, const std::vector<storage::NumberedCommit>& commits, size_t& commit, size_t& op) {
    s.applying_in_slices = true;
    if (commit < commits.size()) {
        const storage::NumberedCommit& newer = commits[commit];
        if (op < newer.commit.ops.size()) {
            apply(s.book, newer.commit.ops[op++]);
            return true;
        }
        s.tell_step(newer.commit);
        s.history.note(newer.sequence, newer.commit);
        ++commit;
        op = 0;
        return true;
    }
    s.computed.invalidate_all();
    s.applying_in_slices = false;
    s.touch();
    return false;
}

}  // namespace

bool Session::opened() const { return state_->opened; }
bool Session::writes() const { return state_->opened && state_->mode == AccessMode::writer && !state_->read_only; }

void Session::open(storage::Disk disk, AccessMode mode, std::function<void(base::Status)> done) {
    State& s = *state_;
    s.mode = mode;
    s.read_only = why_read_only(mode);
    if (mode == AccessMode::memory_only || mode == AccessMode::reader_insecure_origin) {
        note_opened();
        return done(base::success());
    }
    s.disk = std::move(disk);
    reopen(std::move(done));
}

// With a store of its own: whatever the one before still waits for no longer concerns anybody.
void Session::reopen(std::function<void(base::Status)> done) {
    State& s = *state_;
    s.opened = s.following = s.follow_again = false;
    s.end_history();  // steps are read from the store that was
    s.end_as_of();
    s.verifying = {};  // its store is gone
    const auto in_slices = [this](const char* name, std::function<bool()> step) { state_->in_slices(name, std::move(step)); };
    s.set_unsaved_aside();
    s.seen_written_anew = 0;
    s.store = std::make_unique<storage::Store>(watched(s.disk), [this] { on_store_changed(); }, storage::StoreLimits{}, in_slices);
    const auto mode = s.mode == AccessMode::writer ? storage::Mode::writer : storage::Mode::reader;
    s.store->open(mode, s.ports.random64(), [this, done = std::move(done)](base::Result<storage::Loaded> loaded) {
        State& s = *state_;
        if (loaded) take_loaded(std::move(*loaded));
        else s.read_only = Error{"book.not_read", tr("save.read_only.not_read", {{"reason", words_of(loaded.error())}}), ""};
        note_opened();
        // A tab that is frozen in the middle of a transaction holds up everybody's, for as long as it is.
        const bool failed = !loaded || (s.read_only && s.read_only->code.starts_with("disk."));
        s.failed_openings = failed ? s.failed_openings + 1 : 0;
        if (failed) try_opening_again();
        done(loaded ? base::success() : base::Status(loaded.error()));
    });
}

void Session::try_opening_again() {
    const int in_ms = kFirstReopeningMs << std::min(state_->failed_openings - 1, kMostDoublings);
    state_->ports.after(in_ms, [this, of = state_->store.get()] {
        if (state_->store.get() == of && state_->opened) reopen([](base::Status) {});
    });
}

void Session::note_opened() {
    state_->opened = true;
    state_->touch();
    if (state_->store) on_store_changed();
    if (state_->copying.chosen && state_->edits_since_export > 0) copy_when_quiet();
    if (state_->ports.load_setting(kNotificationsSetting) == "on") watch_due_tasks();
    for (auto& done : std::exchange(state_->waiting_for_open, {})) done();
}

void Session::when_opened(std::function<void()> done) {
    if (state_->opened) return done();
    state_->waiting_for_open.push_back(std::move(done));
}

void Session::take_loaded(storage::Loaded loaded) {
    State& s = *state_;
    s.book = std::move(loaded.book);
    s.views.conflicts_of = s.views.conflicts_found = UINT64_MAX;
    s.clock = Clock(loaded.replica);
    s.clock.restore(loaded.clock_ticks);
    s.next_sequence = 1;
    s.history.clear();
    s.recent.clear();
    for (const storage::NumberedCommit& commit : loaded.history) s.history.note(commit.sequence, commit.commit);
    s.read_only = loaded.read_only ? loaded.read_only : why_read_only(s.mode);
    if (loaded.read_only) s.read_only->message = words_of(*loaded.read_only);
    s.recovery.reset();
    // Settings are kept elsewhere than the book, and have outlived it.
    if (loaded.fresh && s.first_saved_at)
        loaded.notices.push_back({storage::Notice::Severity::loss, {"store.vanished", "The browser deleted what was stored.", ""}});
    if (std::exchange(s.put_back, false))
        loaded.notices.push_back({storage::Notice::Severity::warning, {"store.put_back", "A lost database was put back from the second copy.", ""}});
    const bool as_usual = loaded.notices.empty() && !loaded.read_only && loaded.source == storage::Loaded::Source::newest_snapshot;
    if (!as_usual) note_recovery(loaded);
    s.computed.invalidate_all();
    use_settings();
    if (s.mode == AccessMode::writer && !s.read_only) s.write_unsaved();
    else s.show_unsaved();
}

void Session::became_writer() {
    if (!state_->opened) return when_opened([this] { became_writer(); });
    state_->mode = AccessMode::writer;
    if (state_->store) reopen([](base::Status) {});
}

// What was not saved by then never will be from here; it is still in the book, and an export keeps it.
void Session::lost_writer() {
    State& s = *state_;
    s.mode = AccessMode::reader_other_tab;
    s.read_only = why_read_only(s.mode);
    if (s.opened) s.set_unsaved_aside();
    if (!s.unsaved.empty()) s.notice(NoticeView::Kind::danger, tr("save.lost_writer"));
    answer_waiting(*s.read_only);
    s.touch();
}

void Session::other_tab_committed() {
    State& s = *state_;
    if (!s.store || s.mode == AccessMode::writer) return;
    if (!s.opened) return when_opened([this] { other_tab_committed(); });
    s.follow_again = s.following;
    if (s.following) return;
    s.following = true;
    s.store->reload_newer([this](base::Result<storage::Newer> newer) { follow(std::move(newer)); });
}

void Session::disk_was_closed() {
    State& s = *state_;
    if (!s.store || !s.opened) return;
    if (s.mode == AccessMode::writer) s.store->check_there();
    else other_tab_committed();
}

// While it is opened, mostly: then it is told with what else opening has to tell.
void Session::disk_was_put_back() {
    State& s = *state_;
    if (s.opened) s.notice(NoticeView::Kind::warning, tr("recovery.put_back"));
    else s.put_back = true;
}

void Session::follow(base::Result<storage::Newer> newer) {
    State& s = *state_;
    if (newer && newer->reopen) return reopen([](base::Status) {});
    if (!newer) s.notice(NoticeView::Kind::warning, words_of(newer.error()));
    const auto commits = std::make_shared<std::vector<storage::NumberedCommit>>();
    if (newer) *commits = std::move(newer->commits);
    s.in_slices("store.follow", [this, of = s.store.get(), commits, commit = size_t{0}, op = size_t{0}]() mutable {
        State& s = *state_;
        if (s.store.get() != of) return s.applying_in_slices = false;  // opened anew meanwhile
        if (follow_on(s, *commits, commit, op)) return true;
        s.following = false;
        if (s.follow_again) other_tab_committed();
        return false;
    });
}

}  // namespace app
