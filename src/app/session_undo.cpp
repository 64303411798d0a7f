// Taking a step back, or doing it again: a small one at once, a large one as a job. First it is found what
// to write, which changes nothing and can be cancelled; then that is applied as one commit.
#include "app/session.h"
#include "app/state.h"
#include "base/zoo.h"

#include <algorithm>

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

void Session::undo(Direction direction, std::function<void(base::Status)> done) {
    State& s = *state_;
    const std::string nothing = tr(direction == Direction::back ? "undo.nothing" : "redo.nothing");
    const auto work = std::make_shared<Undoing>(Undoing{s.history.next(direction), direction});
    if (!work->step) return done(Error{"undo.nothing", nothing, ""});
    if (const base::Status status = s.writable(); !status) return done(status);
    work->commit->kind = direction == Direction::back ? storage::CommitKind::undo : storage::CommitKind::redo;
    work->commit->label = work->step->label;
    work->commit->of = work->step->sequence;
    const auto finished = [this, work, done](const base::Status& status) {
        if (status && work->reversal.skipped) state_->notice(NoticeView::Kind::warning, tr_count("undo.skipped", work->reversal.skipped));
        if (status && work->reversal.pseudonyms) state_->notice(NoticeView::Kind::info, tr_count("undo.pseudonym", work->reversal.pseudonyms));
        done(status);
    };
    if (registers_of(*work->step) <= kAtOnce) {
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

// One step after another, each a commit of its own. Whoever edits meanwhile ends it: of what is new nothing was asked.
void Session::undo_to(uint64_t step, std::function<void(base::Result<base::Json>)> done) {
    State& s = *state_;
    struct Way {
        Direction direction = Direction::back;
        std::vector<uint64_t> steps = {};  // the next one last
        int64_t taken = 0;
        std::function<void()> go_on = {};
    };
    const auto way = std::make_shared<Way>();
    for (const Direction direction : {Direction::back, Direction::again}) {
        const History::Steps& steps = s.history.steps(direction);
        const auto found = std::find_if(steps.begin(), steps.end(), [&](const SharedStep& one) { return one->sequence == step; });
        if (found == steps.end()) continue;
        way->direction = direction;
        for (auto one = found; one != steps.end(); ++one) way->steps.push_back((*one)->sequence);
    }
    if (way->steps.empty()) return done(Error{"undo.unknown_step", tr("refused.undo.unknown_step"), "step"});
    const auto finish = [way, done = std::move(done)](base::Result<base::Json> result) {
        way->go_on = nullptr;
        done(std::move(result));
    };
    way->go_on = [this, way, finish] {
        State& s = *state_;
        const SharedStep next = s.history.next(way->direction);
        if (way->steps.empty() || !next || next->sequence != way->steps.back()) return finish(base::Json{{"steps", way->taken}});
        way->steps.pop_back();
        undo(way->direction, [this, way, finish](const base::Status& status) {
            if (!status) return finish(status.error());
            ++way->taken;
            state_->ports.schedule([way] {
                if (const auto go_on = way->go_on) go_on();
                return false;
            });
        });
    };
    way->go_on();
}

}  // namespace app
