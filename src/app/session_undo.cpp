// Taking a step back, or doing it again: a small one at once, a large one as a job. First it is found what
// to write, which changes nothing and can be cancelled; then that is applied as one commit.
#include "app/session.h"
#include "app/state.h"
#include "base/zoo.h"

#include <algorithm>
#include <utility>

namespace app {

using namespace domain;
using base::Error;

namespace {

constexpr uint64_t kAtOnce = 1'000;  // registers
constexpr uint64_t kPlanRegisters = 1'000, kChangesAStep = 20;  // between two looks at the clock

struct Undoing {
    SharedStep step;
    Direction direction;
    std::optional<ReversalPlanner> planner = std::nullopt;
    uint64_t revision = 0;  // of the book it is planned for
    Reversal reversal = {};
    std::shared_ptr<storage::Commit> commit = std::make_shared<storage::Commit>();

    // One piece; true when all is planned. It begins again where the book has moved.
    bool plan(const Book& book, uint64_t registers) {
        if (!planner || revision != book.revision) planner.emplace(step, direction);
        revision = book.revision;
        if (!planner->step(book, registers)) return false;
        reversal = planner->take();
        if (base::is_planted(base::Bug::undo_of_all_but_one) && reversal.changes.size() > 1) reversal.changes.pop_back();
        return true;
    }
    bool more() const { return !reversal.changes.empty(); }
    // The edits of the step say what this does: the commit needs none of its own.
    void apply_some(Session::State& s) {
        for (size_t left = kChangesAStep; left > 0 && more(); --left) {
            Rewrite rewrite = std::move(reversal.changes.front());
            reversal.changes.pop_front();
            for (Change& part : uniform_parts(s.book, std::move(rewrite.change))) {
                Op op = s.stamped(std::move(part), rewrite.seen);
                apply(s.book, op);
                s.computed.note(s.book, op.change, {op.replica, op.sequence});
                commit->ops.push_back(std::move(op));
            }
            if (std::holds_alternative<SetRange>(commit->ops.back().change)) return;  // of many rows
        }
    }
};

}  // namespace

// What was written since is left as it is.
struct LeftAsIs {
    int64_t changed = 0, pseudonyms = 0;
};

void Session::tell_left_as_is(const LeftAsIs& left) {
    if (left.changed) state_->notice(NoticeView::Kind::warning, tr_count("undo.skipped", left.changed));
    if (left.pseudonyms) state_->notice(NoticeView::Kind::info, tr_count("undo.pseudonym", left.pseudonyms));
}

void Session::undo(Direction direction, std::function<void(base::Status)> done) {
    const auto left = std::make_shared<LeftAsIs>();
    undo_one(direction, *left, [this, left, done = std::move(done)](const base::Status& status) {
        if (status) tell_left_as_is(*left);
        done(status);
    });
}

// `left` is there until it is done.
void Session::undo_one(Direction direction, LeftAsIs& left, std::function<void(base::Status)> done) {
    State& s = *state_;
    const std::string nothing = tr(direction == Direction::back ? "undo.nothing" : "redo.nothing");
    const auto work = std::make_shared<Undoing>(Undoing{s.history.next(direction), direction});
    if (!work->step) return done(Error{"undo.nothing", nothing, ""});
    if (const base::Status status = s.writable(); !status) return done(status);
    work->commit->kind = direction == Direction::back ? storage::CommitKind::undo : storage::CommitKind::redo;
    work->commit->label = work->step->label;
    work->commit->of = work->step->sequence;
    const auto finished = [work, done, &left](const base::Status& status) {
        if (status) left.changed += work->reversal.skipped, left.pseudonyms += work->reversal.pseudonyms;
        done(status);
    };
    if (work->step->registers <= kAtOnce) {
        work->plan(s.book, kAtOnce + 1);
        while (work->more()) work->apply_some(s);
        return finished(s.append(std::move(*work->commit)));
    }
    if (s.jobs.busy()) return done(Error{"book.busy", tr("save.busy"), ""});
    Job job;
    job.name = "undo.plan";
    job.title = tr(direction == Direction::back ? "job.undoing" : "job.redoing");
    job.cancelled = [done] { done(Error{"job.cancelled", tr("job.cancelled"), ""}); };
    job.step = [this, work, nothing, finished](Job&, Slice& slice) {
        State& s = *state_;
        // Edits in between may have made it one that cannot be done again.
        if (!s.history.holds(work->step, work->direction)) return finished(Error{"undo.nothing", nothing, ""}), false;
        while (!work->plan(s.book, kPlanRegisters))
            if (slice.spent()) return true;
        apply_in_slices({}, work->commit, [work] { return work->more(); }, [this, work] { work->apply_some(*state_); }, finished);
        return false;
    };
    s.jobs.add(std::move(job));
    s.start_jobs();
}

// Steps one after another, each a commit of its own; what they could not put back is told once.
struct UndoWay {
    Direction direction = Direction::back;
    std::vector<uint64_t> steps = {};  // the next one last
    int64_t wanted = 0, taken = 0;
    LeftAsIs left = {};
    std::function<void(base::Result<base::Json>)> done;
};

void Session::undo_to(uint64_t step, std::function<void(base::Result<base::Json>)> done) {
    const auto way = std::make_shared<UndoWay>();
    for (const Direction direction : {Direction::back, Direction::again}) {
        const History::Steps& steps = state_->history.steps(direction);
        const auto found = std::find_if(steps.begin(), steps.end(), [&](const SharedStep& one) { return one->sequence == step; });
        if (found == steps.end()) continue;
        way->direction = direction;
        for (auto one = found; one != steps.end(); ++one) way->steps.push_back((*one)->sequence);
    }
    if (way->steps.empty()) return done(Error{"undo.unknown_step", tr("refused.undo.unknown_step"), "step"});
    way->wanted = static_cast<int64_t>(way->steps.size());
    way->done = std::move(done);
    go_on_undoing(way);
}

// Small steps in this job; a large one has a job of its own, and then it goes on.
void Session::go_on_undoing(const std::shared_ptr<UndoWay>& way) {
    State& s = *state_;
    if (s.jobs.busy()) return end_undoing(*way, Error{"book.busy", tr("save.busy"), ""});
    Job job;
    job.name = "undo.to";
    job.title = tr(way->direction == Direction::back ? "job.undoing" : "job.redoing");
    job.total = way->wanted;
    job.cancelled = [this, way] { end_undoing(*way, Error{"job.cancelled", tr("job.cancelled"), ""}); };
    job.step = [this, way](Job& self, Slice& slice) {
        State& s = *state_;
        while (!way->steps.empty()) {
            const SharedStep next = s.history.next(way->direction);
            const bool large = next && next->registers > kAtOnce;
            const auto take = [this, way](const std::function<void()>& then) {
                // Who edits meanwhile ends it: of what is new nothing was asked.
                const SharedStep now = state_->history.next(way->direction);
                if (!now || now->sequence != way->steps.back()) return end_undoing(*way, base::success());
                way->steps.pop_back();
                undo_one(way->direction, way->left, [this, way, then](const base::Status& status) {
                    if (!status) return end_undoing(*way, status.error());
                    ++way->taken;
                    then();
                });
            };
            if (large) {
                const auto when_free = [this](std::function<void()> then) {
                    state_->ports.schedule([then = std::move(then)] { return then(), false; });
                };
                when_free([this, way, take, when_free] { take([this, way, when_free] { when_free([this, way] { go_on_undoing(way); }); }); });
                return false;
            }
            take([] {});
            self.done = way->taken;
            if (!way->done) return false;
            if (slice.spent()) return true;
        }
        end_undoing(*way, base::success());
        return false;
    };
    s.jobs.add(std::move(job));
    s.start_jobs();
}

void Session::end_undoing(UndoWay& way, const base::Status& status) {
    const auto done = std::exchange(way.done, nullptr);
    if (!done) return;
    tell_left_as_is(way.left);
    if (way.taken < way.wanted && (way.taken > 0 || status)) {  // an error says for itself that nothing was done
        const char* key = way.direction == Direction::back ? "steps.undone_some" : "steps.redone_some";
        state_->notice(NoticeView::Kind::warning, tr(key, {{"taken", tr_count("count", way.taken)}, {"wanted", tr_count("count", way.wanted)}}));
    }
    if (!status) return done(status.error());
    done(base::Json{{"steps", way.taken}, {"wanted", way.wanted}});
}

}  // namespace app
