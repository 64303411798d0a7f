// Looking back: a second book of all operations up to the end of a past day, shown in place of the live one, which
// stays as it is. The stamps decide what belongs to a day, so the order in which operations are told does not matter.
#include "app/messages.h"
#include "app/session.h"
#include "app/state.h"

#include <algorithm>

namespace app {

using namespace domain;
using base::Error;
using base::Json;

namespace {

constexpr size_t kFreedAStep = 500;

// The last moment of a day by the clocks of the book's zone; of this day, this moment.
base::Now end_of(const Session::State& state, base::Day day) {
    const base::Now now = state.now();
    if (day >= now.today) return now;
    const auto offset = state.offset_at();
    const base::Millis about = base::instant_of(day + 1, now.offset_minutes);
    const base::Millis end = base::instant_of(day + 1, offset(about)) - 1;
    return {end, day, offset(end)};
}

// Builds the book of a day, a piece at a time.
class PastBook {
public:
    PastBook(const Session::State& state, const AsOf& all, base::Day day) : commits_(all.commits), open_(std::make_shared<OpenBook>()) {
        open_->as_of = end_of(state, day);
        for (const RowId lead : state.book.forgotten) forgotten_.push_back(lead);
        for (const KeptCommit& step : commits_)
            for (const Op& op : step->commit.ops)
                if (belongs(op)) room_.expect(op.change);
    }
    base::Day day() const { return open_->as_of->today; }
    int64_t applied() const { return applied_; }
    std::shared_ptr<OpenBook> take() { return std::move(open_); }

    // True while there is more.
    bool step(const Slice& slice) {
        if (!forgotten_.empty()) {
            apply(open_->book, {.replica = 0, .sequence = 0, .stamp = {}, .seen = {}, .change = Forget{forgotten_.back()}});
            forgotten_.pop_back();
        } else if (!has_room_) {
            has_room_ = !room_.step(open_->book);
        } else if (commit_ < commits_.size()) {
            apply_next();
        } else {
            return open_->computed.step(open_->book, *open_->as_of, slice);
        }
        return true;
    }

private:
    // Who is forgotten is forgotten on every day.
    bool belongs(const Op& op) const { return op.stamp.millis() <= open_->as_of->millis && !std::holds_alternative<Forget>(op.change); }

    void apply_next() {
        const std::vector<Op>& ops = commits_[commit_]->commit.ops;
        if (op_ == ops.size()) {
            ++commit_;
            op_ = 0;
            return;
        }
        const Op& op = ops[op_++];
        if (belongs(op)) apply(open_->book, op);
        ++applied_;
    }

    const std::vector<KeptCommit>& commits_;
    std::shared_ptr<OpenBook> open_;
    std::vector<RowId> forgotten_;
    Room room_;
    bool has_room_ = false;
    size_t commit_ = 0, op_ = 0;
    int64_t applied_ = 0;
};

Json day_json(const std::shared_ptr<OpenBook>& past) { return {{"asOf", past ? Json(base::to_iso(past->as_of->today)) : Json()}}; }

void answer_all(AsOf& as_of, const std::shared_ptr<OpenBook>& past) {
    for (auto& done : std::exchange(as_of.waiting, {})) done(day_json(past));
}

int64_t note_ops(AsOf& as_of, const storage::Commit& commit, int offset_minutes) {
    for (const Op& op : commit.ops)
        if (op.stamp.ticks > 0) as_of.first = std::min(as_of.first, base::day_of(op.stamp.millis(), offset_minutes));
    return static_cast<int64_t>(commit.ops.size());
}

}  // namespace

void Session::show_as_of(base::Day day, std::function<void(base::Result<Json>)> done) {
    State& s = *state_;
    if (!s.opened) return done(Error{"book.not_open", tr("save.not_open"), ""});
    if (s.applying_in_slices || s.jobs.busy()) return done(Error{"book.busy", tr("save.busy"), ""});
    const base::Day today = s.now().today;
    if (day > today) return done(Error{"as_of.future", tr("as_of.future"), "day"});
    if (s.as_of) {
        s.as_of->day = std::max(day, s.as_of->read ? s.as_of->first : day);
        s.as_of->waiting.push_back(std::move(done));
        return build_as_of();
    }
    const auto as_of = std::make_shared<AsOf>();
    s.as_of = as_of;
    as_of->day = day;
    as_of->first = today;
    as_of->total = s.store ? static_cast<int64_t>(s.store->state().durable_sequence) : 0;
    as_of->waiting.push_back(std::move(done));
    const auto ops = std::make_shared<int64_t>(0);
    const auto visit = [this, as_of, ops](const KeptCommit& step) {
        State& s = *state_;
        if (s.as_of != as_of) return false;
        *ops += note_ops(*as_of, step->commit, s.now().offset_minutes);
        as_of->commits.push_back(step);
        ++as_of->done;
        s.show_progress();
        return true;
    };
    s.touch();
    s.read_steps(visit, [this, as_of, ops](uint64_t missing) {
        if (state_->as_of != as_of) return;
        as_of->read = true;
        as_of->missing = missing;
        as_of->total = *ops;
        as_of->day = std::max(as_of->day, as_of->first);
        build_as_of();
    });
}

// Builds the day that is wished; a wish that comes meanwhile ends that and begins the other.
void Session::build_as_of() {
    State& s = *state_;
    const auto as_of = s.as_of;
    s.touch();
    if (!as_of->read || std::exchange(as_of->building, true)) return;
    Job job;
    job.name = "as_of";
    job.quiet = true;
    job.can_cancel = false;
    job.step = [this, as_of, book = std::shared_ptr<PastBook>()](Job&, Slice& slice) mutable {
        State& s = *state_;
        if (s.as_of != as_of) return false;
        if (!book || book->day() != as_of->day) book = std::make_shared<PastBook>(s, *as_of, as_of->day);
        bool more = true;
        do more = book->step(slice);
        while (more && !slice.spent());
        as_of->done = book->applied();
        if (more) return s.show_progress(), true;
        as_of->building = false;
        s.past = book->take();
        answer_all(*as_of, s.past);
        s.touch();
        return false;
    };
    s.jobs.add(std::move(job));
    s.start_jobs();
}

// At once; what was kept for it goes in slices.
void Session::State::end_as_of() {
    const auto gone = std::exchange(as_of, nullptr);
    past.reset();
    if (!gone) return;
    answer_all(*gone, nullptr);
    touch();
    in_slices("as_of.freed", [gone] {
        gone->commits.resize(gone->commits.size() - std::min(gone->commits.size(), kFreedAStep));
        return !gone->commits.empty();
    });
}

bool Session::looks_back() const { return state_->as_of != nullptr; }

const AsOfView* Session::as_of() {
    State& s = *state_;
    if (!s.as_of) return nullptr;
    AsOfView& view = s.as_of_view;
    const AsOf& as_of = *s.as_of;
    const base::Now now = s.now();
    if (view.date.empty() || view.day != as_of.day)
        view.date = s.locale.date(base::instant_of(as_of.day, s.locale.offset_minutes) + base::kMillisPerDay / 2, base::DateStyle::day);
    view.day = as_of.day;
    view.first = std::min(as_of.first, as_of.day);
    view.today = now.today;
    view.shown = s.past && s.past->as_of->today == as_of.day;
    view.done = as_of.done;
    view.total = as_of.total;
    view.incomplete = as_of.missing > 0 ? tr_count("history.incomplete", static_cast<int64_t>(as_of.missing)) : std::string();
    return &view;
}

}  // namespace app
