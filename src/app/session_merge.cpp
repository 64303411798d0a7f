// Colleagues' files: what merging one would do, and the doing.
#include "app/session_merge.h"

#include "app/view_parts.h"
#include "exchange/report_json.h"

namespace app {

using namespace domain;
using base::Json;

namespace {

// Between two looks at the clock.
constexpr size_t kReadBytes = 128u << 10;
constexpr uint64_t kPrintRows = 500, kCompareRows = 1'000;

// From the bytes of a snapshot to what merging it would do. What is in the file is made a book of its own
// only for its fingerprint.
class MergeLook {
public:
    MergeLook(exchange::SharedFile file, Audience audience) : file_(std::move(file)), audience_(audience) {
        reader_.emplace(file_->bytes);
    }

    // One piece more; true when done or failed. The comparison begins again where `here` has moved.
    bool step(const Book& here, base::Millis now);
    double progress() const;
    // After step() was true: the error, or what was found.
    base::Status take(ImportSession& import);

private:
    enum class Phase { reading, rebuilding, printing_there, printing_here, comparing, done };
    bool read();
    void rebuild();
    // What comes first of what looks at our book.
    Phase first_look_here() const { return prints() ? Phase::printing_here : Phase::comparing; }
    // Two fingerprints are for a user who compares books; a part of a book is none.
    bool prints() const { return audience_ == Audience::user && (*theirs_).is_everything(); }

    exchange::SharedFile file_;
    Audience audience_;
    Phase phase_ = Phase::reading;
    std::optional<exchange::SnapshotReader> reader_;
    base::Result<exchange::SnapshotFile> theirs_ = exchange::SnapshotFile{};
    std::optional<Book> book_;  // theirs
    Room room_;                 // for its rows
    size_t rebuilt_ = 0;        // operations
    std::optional<exchange::Fingerprinter> printer_;
    std::optional<exchange::MergePlanner> planner_;
    uint64_t revision_ = 0;  // of our book, when it was begun with
    base::Hash128 there_, here_;
    std::optional<exchange::MergePlan> plan_;
};

// True if that failed.
bool MergeLook::read() {
    if (!reader_->step(kReadBytes)) return false;
    theirs_ = reader_->take();
    reader_.reset();
    if (theirs_)
        for (const Op& op : (*theirs_).ops) room_.expect(op.change);
    phase_ = !theirs_ ? Phase::done : prints() ? Phase::rebuilding : Phase::comparing;
    return !theirs_;
}

void MergeLook::rebuild() {
    if (!book_) book_.emplace();
    if (room_.step(*book_)) return;
    if (rebuilt_ < theirs_->ops.size()) {
        apply(*book_, (*theirs_).ops[rebuilt_++]);
        return;
    }
    printer_.emplace(*book_);
    phase_ = Phase::printing_there;
}

bool MergeLook::step(const Book& here, base::Millis now) {
    const bool ours_moved = revision_ != here.revision && (phase_ == Phase::comparing || phase_ == Phase::printing_here);
    if (ours_moved) phase_ = first_look_here(), printer_.reset(), planner_.reset();
    revision_ = here.revision;
    switch (phase_) {
        case Phase::reading: return read();
        case Phase::rebuilding: rebuild(); return false;
        case Phase::printing_there:
            if (!printer_->step(kPrintRows)) return false;
            there_ = printer_->take();
            printer_.reset();
            book_.reset();
            phase_ = Phase::printing_here;
            return false;
        case Phase::printing_here:
            if (!printer_) printer_.emplace(here);
            if (!printer_->step(kPrintRows)) return false;
            here_ = printer_->take();
            printer_.reset();
            phase_ = Phase::comparing;
            return false;
        case Phase::comparing:
            if (!planner_) planner_.emplace(here, *theirs_, now);
            if (!planner_->step(kCompareRows)) return false;
            plan_ = planner_->take();
            phase_ = Phase::done;
            return true;
        case Phase::done: return true;
    }
    return true;
}

double MergeLook::progress() const {
    switch (phase_) {
        case Phase::reading: return 0.5 * reader_->progress();
        case Phase::rebuilding: return 0.5 + 0.15 * static_cast<double>(rebuilt_) / static_cast<double>((*theirs_).ops.size() + 1);
        case Phase::printing_there: return 0.65;
        case Phase::printing_here: return 0.75;
        case Phase::comparing: return 0.85 + 0.15 * (planner_ ? planner_->progress() : 0);
        case Phase::done: return 1;
    }
    return 1;
}

base::Status MergeLook::take(ImportSession& import) {
    if (!theirs_) return theirs_.error();
    import.merge = std::move(*plan_);
    import.partial = (*theirs_).partial;
    import.redacted = (*theirs_).redacted;
    import.fingerprint_there = there_;
    import.fingerprint_here = here_;
    return base::success();
}

}  // namespace

std::function<bool(Job&, Slice&)> look_at_snapshot(Session::State& state, Audience audience, std::function<void(base::Status)> planned) {
    const auto look = std::make_shared<MergeLook>(state.import.file, audience);
    return [&state, planned = std::move(planned), look](Job& job, Slice& slice) {
        const base::Millis now = state.now().millis;
        bool finished = false;
        do finished = look->step(state.book, now);
        while (!finished && !slice.spent());
        job.done = static_cast<int64_t>(look->progress() * 100);
        if (finished) planned(look->take(state.import));
        return !finished;
    };
}

void Session::run_merge(bool confirmed, std::function<void(base::Result<Json>)> done) {
    State& s = *state_;
    if (const base::Status status = s.writable(); !status) return done(status.error());
    if (s.import.merge->hard_stop && !confirmed) return done(*s.import.merge->hard_stop);
    keep_copy([this, done, file = s.import.file](const base::Status& kept) {
        const ImportSession& import = state_->import;
        const bool still_wanted = import.merge && import.file == file;
        if (!kept) done(kept.error());
        else if (still_wanted) apply_merge(done);
        else done(base::Error{"job.cancelled", tr("job.cancelled"), ""});
    });
}

// The book as it is, kept in the store before a file changes it; a book without anybody needs none.
void Session::keep_copy(std::function<void(const base::Status&)> then) {
    State& s = *state_;
    if (!s.store || s.book.leads.alive_count() == 0) return then(base::success());
    export_file("snapshot", {}, [this, then](base::Result<FilePieces> pieces) {
        if (!pieces) return then(pieces.error());
        state_->store->keep_before_import(std::move(*pieces), [this, then](const base::Status& kept) {
            if (kept) note_inner_copy();
            state_->touch();
            then(kept);
        });
    });
}

void Session::apply_merge(std::function<void(base::Result<Json>)> done) {
    State& s = *state_;
    if (const base::Status status = s.writable(); !status) return done(status.error());
    auto commit = std::make_shared<storage::Commit>();
    commit->kind = storage::CommitKind::merge;
    commit->label = {"step.merge", {{"file", s.import.file->name}}};
    const Json report = exchange::to_json(*s.import.merge);
    auto ops = std::make_shared<std::vector<Op>>(std::move(s.import.merge->ops_to_apply));
    auto next = std::make_shared<size_t>(0);
    const auto apply_one = [this, ops, next, commit] {
        State& s = *state_;
        Op& op = (*ops)[(*next)++];
        s.clock.observe(op.stamp.plus(sequences_used(op.change) - 1), s.ports.now({}).millis);
        // A copy of this very opening came back (a machine that was cloned while it ran): no number is given twice.
        if (op.replica == s.clock.replica() && op.sequence >= s.next_sequence) s.take_new_replica();
        remember_merged(s.book, op, commit->edits);
        apply(s.book, op);
        commit->ops.push_back(std::move(op));
    };
    Room room;
    for (const Op& op : *ops) room.expect(op.change);
    apply_in_slices(std::move(room), commit, [ops, next] { return *next < ops->size(); }, apply_one,
                    [this, report, done, before = known_conflicts(s)](const base::Status& status) {
                        if (!status) return done(status.error());
                        state_->import = {};
                        use_settings();
                        announce(tr("merge.done"));
                        state_->conflicts_before_merge = before;
                        known_conflicts(*state_);
                        done(report);
                    });
}

}  // namespace app
