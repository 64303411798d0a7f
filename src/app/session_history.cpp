// Reading what was ever done: every step again, for the history of a lead and for the book of a past day.
#include "app/commands.h"
#include "app/session.h"
#include "app/state.h"
#include "app/view_history.h"

#include <set>

namespace app {

using namespace domain;
using base::Error;
using base::Json;

namespace {

constexpr int kMostReadings = 3;  // a file may be merged into another just when it is asked for

// One reading of all steps: the store's, then those on their way there.
struct Reading : std::enable_shared_from_this<Reading> {
    storage::Store* store = nullptr;
    std::function<bool(const KeptCommit&)> visit;
    std::function<void(uint64_t missing)> done;
    std::vector<KeptCommit> later;
    std::set<uint64_t> told;  // sequences
    uint64_t expected = 0;
    int readings = 0;
    bool stopped = false;

    void read() {
        ++readings;
        const auto self = shared_from_this();
        const auto take = [self](storage::NumberedCommit commit) {
            if (!self->told.insert(commit.sequence).second) return true;
            commit.commit.edits.clear();
            self->stopped = !self->visit(std::make_shared<const storage::NumberedCommit>(std::move(commit)));
            return !self->stopped;
        };
        store->read_history(take, [self](storage::HistoryRead read) {
            const auto moved = [](const Error& error) { return error.code == "disk.missing"; };
            const bool again = std::any_of(read.unread.begin(), read.unread.end(), moved) && !self->stopped && self->readings < kMostReadings;
            if (again) self->read();
            else self->end();
        });
    }

    void end() {
        for (const KeptCommit& commit : later) stopped = stopped || !visit(commit);
        done(expected - std::min<uint64_t>(expected, told.size()));
    }
};

}  // namespace

void Session::State::read_steps(std::function<bool(const KeptCommit&)> visit, std::function<void(uint64_t)> done) {
    const auto reading = std::make_shared<Reading>();
    reading->visit = std::move(visit);
    reading->done = std::move(done);
    reading->expected = store ? store->state().durable_sequence : 0;
    reading->later = unsaved;
    for (const KeptCommit& commit : recent)
        if (commit->sequence > reading->expected) reading->later.push_back(commit);
    reading->store = store.get();
    if (store) reading->read();
    else reading->end();
}

void Session::State::keep_step(uint64_t sequence, storage::Commit& commit) {
    storage::Commit told{.kind = commit.kind, .at = commit.at, .label = commit.label, .of = commit.of, .clock_ticks = 0, .ops = std::move(commit.ops), .edits = {}};
    recent.push_back(std::make_shared<const storage::NumberedCommit>(storage::NumberedCommit{sequence, std::move(told)}));
    tell_step(recent.back()->commit);
}

void Session::State::tell_step(const storage::Commit& commit) {
    if (history_read) history_read->told.take(commit);
}

void Session::State::let_go_of_saved_steps() {
    if (!store) return;
    while (!recent.empty() && recent.front()->sequence <= store->state().durable_sequence) recent.pop_front();
}

void Session::State::end_history() {
    const auto read = std::exchange(history_read, nullptr);
    if (!read) return;
    for (auto& done : std::exchange(read->waiting, {})) done(Error{"job.cancelled", tr("job.cancelled"), ""});
    touch();
}

// The lead's history, from now on brought up to date; reading it once goes on in slices.
LeadReading& Session::State::history_of(RowId lead) {
    if (history_read && history_read->told.lead() == lead) return *history_read;
    end_history();
    const auto read = std::make_shared<LeadReading>(lead);
    history_read = read;
    read->total = store ? static_cast<int64_t>(store->state().durable_sequence) : 0;
    const auto visit = [this, read](const KeptCommit& step) {
        if (history_read != read) return false;
        read->told.take(step->commit);
        ++read->done;
        show_progress();
        return true;
    };
    read_steps(visit, [this, read](uint64_t missing) {
        read->reading = false;
        read->missing = missing;
        if (history_read != read) return;
        for (auto& done : std::exchange(read->waiting, {})) done(base::success());
        touch();
    });
    return *read;
}

void Session::lead_history(const std::string& id, const std::string& field, std::function<void(base::Result<Json>)> done) {
    const base::Result<RowId> lead = row_argument(state_->shown().book, TableKind::leads, {{"id", id}}, "id");
    if (!lead) return done(lead.error());
    const auto answer = [this, id, field, done](const base::Status& status) {
        if (!status) return done(status.error());
        done(to_json(history(id), field));
    };
    LeadReading& read = state_->history_of(*lead);
    if (read.reading) read.waiting.push_back(answer);
    else answer(base::success());
}

}  // namespace app
