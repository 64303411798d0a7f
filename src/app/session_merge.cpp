// Colleagues' files: what merging one would do, and the doing.
#include "app/session_merge.h"

#include "app/rewritten_rows.h"
#include "app/view_parts.h"
#include "exchange/report_json.h"
#include "storage/scrub.h"

namespace app {

using namespace domain;
using base::Json;

namespace {

// Between two looks at the clock.
constexpr size_t kReadBytes = 128u << 10;
constexpr uint64_t kPrintRows = 500, kCompareRows = 1'000;

// From the bytes of a snapshot to what merging it would do: what is in the file is made a book of its own, and the two
// are compared.
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
    bool print(const Book& book, base::Hash128& fingerprint);  // true when done
    // What comes first of what looks at our book.
    Phase first_look_here() const { return prints() ? Phase::printing_here : Phase::comparing; }
    // Two fingerprints are for a user who compares books; a part of a book is none.
    bool prints() const { return audience_ == Audience::user && merge_->file.is_everything(); }

    exchange::SharedFile file_;
    Audience audience_;
    Phase phase_ = Phase::reading;
    std::optional<exchange::SnapshotReader> reader_;
    base::Status read_ = base::success();
    const std::shared_ptr<OpenMerge> merge_ = std::make_shared<OpenMerge>();
    Room room_;                 // for their rows
    size_t rebuilt_ = 0;        // operations
    std::optional<exchange::Fingerprinter> printer_;
    std::optional<exchange::MergePlanner> planner_;
    uint64_t revision_ = 0;  // of our book, when it was begun with
};

// True if that failed.
bool MergeLook::read() {
    if (!reader_->step(kReadBytes)) return false;
    base::Result<exchange::SnapshotFile> file = reader_->take();
    reader_.reset();
    if (!file) {
        read_ = file.error();
        phase_ = Phase::done;
        return true;
    }
    merge_->file = std::move(*file);
    for (const Op& op : merge_->file.ops) room_.expect(op.change);
    phase_ = Phase::rebuilding;
    return false;
}

void MergeLook::rebuild() {
    if (room_.step(merge_->there)) return;
    if (rebuilt_ < merge_->file.ops.size()) {
        apply(merge_->there, merge_->file.ops[rebuilt_++]);
        return;
    }
    phase_ = prints() ? Phase::printing_there : Phase::comparing;
}

bool MergeLook::step(const Book& here, base::Millis now) {
    const bool ours_moved = revision_ != here.revision && (phase_ == Phase::comparing || phase_ == Phase::printing_here);
    if (ours_moved) phase_ = first_look_here(), printer_.reset(), planner_.reset();
    revision_ = here.revision;
    switch (phase_) {
        case Phase::reading: return read();
        case Phase::rebuilding: rebuild(); return false;
        case Phase::printing_there:
            if (!print(merge_->there, merge_->fingerprint_there)) return false;
            phase_ = Phase::printing_here;
            return false;
        case Phase::printing_here:
            if (!print(here, merge_->fingerprint_here)) return false;
            phase_ = Phase::comparing;
            return false;
        case Phase::comparing:
            if (!planner_) planner_.emplace(here, merge_->there, merge_->file, now);
            if (!planner_->step(kCompareRows)) return false;
            merge_->plan = planner_->take();
            merge_->choice = exchange::MergeChoice(merge_->plan.entries.size());
            merge_->revision = here.revision;
            phase_ = Phase::done;
            return true;
        case Phase::done: return true;
    }
    return true;
}

bool MergeLook::print(const Book& book, base::Hash128& fingerprint) {
    if (!printer_) printer_.emplace(book);
    if (!printer_->step(kPrintRows)) return false;
    fingerprint = printer_->take();
    printer_.reset();
    return true;
}

double MergeLook::progress() const {
    switch (phase_) {
        case Phase::reading: return 0.5 * reader_->progress();
        case Phase::rebuilding: return 0.5 + 0.15 * static_cast<double>(rebuilt_) / static_cast<double>(merge_->file.ops.size() + 1);
        case Phase::printing_there: return 0.65;
        case Phase::printing_here: return 0.75;
        case Phase::comparing: return 0.85 + 0.15 * (planner_ ? planner_->progress() : 0);
        case Phase::done: return 1;
    }
    return 1;
}

base::Status MergeLook::take(ImportSession& import) {
    if (read_) import.merge = merge_;
    return read_;
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

namespace {

// What was chosen of the same file, when it was compared with the book of before.
exchange::MergeChoice carried(const Book& here, const OpenMerge& merge, const exchange::MergePlan& plan) {
    exchange::MergeChoice choice(plan.entries.size());
    for (size_t place = 0; place < plan.entries.size(); ++place) {
        const exchange::MergeEntry& entry = plan.entries[place];
        const auto before = merge.plan.find(entry.kind, entry.row);
        if (!before) continue;
        if (!merge.choice.takes(*before)) choice.choose(place, false);
        const auto* left_out = merge.choice.left_out(*before);
        if (!left_out) continue;
        const auto fields = exchange::compared_fields(here, merge.there, merge.file, entry);
        for (const std::string& field : *left_out) choice.choose_field(place, fields, field, false);
    }
    return choice;
}

}  // namespace

void compare_again(Session::State& s, std::function<void(const base::Status&)> then) {
    const std::shared_ptr<OpenMerge> merge = s.import.merge;
    if (merge->revision == s.book.revision) return then(base::success());
    struct Again {
        std::optional<exchange::MergePlanner> planner = std::nullopt;
        std::optional<exchange::Fingerprinter> printer = std::nullopt;
        uint64_t revision = 0;
        bool printed = false;
    };
    merge->comparing_again = true;
    s.in_slices("merge.compare", [&s, merge, then = std::move(then), again = std::make_shared<Again>()] {
        if (s.import.merge != merge) return then(base::Error{"job.cancelled", tr("job.cancelled"), ""}), false;
        if (!again->planner && merge->revision == s.book.revision) return then(base::success()), false;  // another one did it
        if (!again->planner || again->revision != s.book.revision) {
            again->planner.emplace(s.book, merge->there, merge->file, s.now().millis);
            again->printer.emplace(s.book);
            again->revision = s.book.revision;
            again->printed = merge->fingerprint_there == base::Hash128{};
        }
        if (!again->printed) {
            again->printed = again->printer->step(kPrintRows);
            if (again->printed) merge->fingerprint_here = again->printer->take();
            return true;
        }
        if (!again->planner->step(kCompareRows)) return true;
        exchange::MergePlan plan = again->planner->take();
        merge->choice = carried(s.book, *merge, plan);
        merge->plan = std::move(plan);
        merge->revision = s.book.revision;
        merge->comparing_again = false;
        s.touch();
        then(base::success());
        return false;
    });
}

void Session::run_merge(bool confirmed, std::function<void(base::Result<Json>)> done) {
    State& s = *state_;
    if (const base::Status status = s.writable(); !status) return done(status.error());
    compare_again(s, [this, confirmed, done](const base::Status& compared) {
        if (!compared) return done(compared.error());
        State& s = *state_;
        const exchange::MergeTotals totals = exchange::totals_of(s.book, s.import.merge->plan, s.import.merge->choice);
        if (totals.of > 0 && totals.chosen == 0) return done(base::Error{"merge.nothing_chosen", tr("refused.merge.nothing_chosen"), ""});
        if (totals.hard_stop && !confirmed) return done(*totals.hard_stop);
        collect_merge(done);
    });
}

// Finds the operations of what was chosen; the book is as it was until then, and it can be cancelled.
void Session::collect_merge(std::function<void(base::Result<Json>)> done) {
    State& s = *state_;
    const std::shared_ptr<OpenMerge> merge = s.import.merge;
    const auto collector = std::make_shared<std::optional<exchange::MergeCollector>>();
    Job job;
    job.name = "merge.collect";
    job.title = tr("job.applying");
    job.total = 100;
    job.cancelled = [done] { done(base::Error{"job.cancelled", tr("job.cancelled"), ""}); };
    job.step = [this, merge, collector, revision = std::make_shared<uint64_t>(), done](Job& job, Slice& slice) {
        const Book& book = state_->book;
        if (!*collector || *revision != book.revision) collector->emplace(book, merge->there, merge->file, merge->plan, merge->choice);
        *revision = book.revision;
        bool finished = false;
        do finished = (*collector)->step(kCompareRows);
        while (!finished && !slice.spent());
        job.done = static_cast<int64_t>((*collector)->progress() * 100);
        if (!finished) return true;
        keep_copy([this, done, merge, collector](const base::Status& kept) {
            State& s = *state_;
            if (!kept) return done(kept.error());
            if (s.import.merge != merge) return done(base::Error{"job.cancelled", tr("job.cancelled"), ""});
            // Taking moves operations out of the file: what could refuse comes before.
            if (const base::Status status = s.writable(); !status) return done(status.error());
            apply_merge((*collector)->take(), done);
        });
        return false;
    };
    s.jobs.add(std::move(job));
    s.start_jobs();
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

void Session::apply_merge(std::vector<Op> chosen, std::function<void(base::Result<Json>)> done) {
    State& s = *state_;
    auto commit = std::make_shared<storage::Commit>();
    commit->kind = storage::CommitKind::merge;
    commit->label = {"step.merge", {{"file", s.import.file->name}}};
    const OpenMerge& merge = *s.import.merge;
    const Json report = exchange::to_json(merge.plan, exchange::totals_of(s.book, merge.plan, merge.choice));
    auto ops = std::make_shared<std::vector<Op>>(std::move(chosen));
    auto next = std::make_shared<size_t>(0);
    const auto apply_one = [this, ops, next, commit] {
        State& s = *state_;
        Op& op = (*ops)[(*next)++];
        s.clock.observe(op.stamp.plus(sequences_used(op.change) - 1), s.ports.now({}).millis);
        // A copy of this very opening came back (a machine that was cloned while it ran): no number is given twice.
        if (op.replica == s.clock.replica() && op.sequence >= s.next_sequence) s.take_new_replica();
        const size_t told = commit->edits.size();
        const RewrittenRows rewritten(s.book, op);
        if (!rewritten.any()) remember_merged(s.book, op, commit->edits);
        apply(s.book, op);
        rewritten.remember(s.book, commit->edits);
        // Of whoever is forgotten here a colleague may know more than was taken out of the files.
        if (!storage::scrub(op, commit->edits, told, s.book)) commit->ops.push_back(std::move(op));
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
