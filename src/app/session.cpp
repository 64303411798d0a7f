// Committing and saving: the way of one edit. Opening is in session_open.cpp, commands in commands_*.cpp,
// files in session_files.cpp and session_merge.cpp, views in view_*.cpp.
#include "app/session.h"

#include "app/commands.h"
#include "app/state.h"
#include "base/text.h"
#include "domain/conflicts.h"

#include <algorithm>
#include <utility>

namespace app {

using namespace domain;
using base::Error;
using base::Json;

namespace {

constexpr size_t kMostNotices = 20;
constexpr uint64_t kCompactionBytes = 32u << 10;  // encoded between two looks at the clock: a record, mostly
constexpr int kRetryGraceMs = 20;  // a timer that fires early finds nothing due

// Placeholders of made_by() become the ids the rows got.
void resolve(Change& change, const std::vector<RowId>& made) {
    CreateRows* batch = std::get_if<CreateRows>(&change);
    if (!batch) return;
    for (Column& column : batch->columns)
        if (auto* references = std::get_if<ReferenceBatch>(&column.data))
            for (RowId& id : references->ids)
                if (id.replica == 0 && id.sequence > 0)
                    id = made.at((id.sequence >> 32) - 1).plus(id.sequence & 0xFFFFFFFFu);
}

}  // namespace

Session::Session(Ports ports) : state_(std::make_unique<State>(std::move(ports))) {
    for (auto list : {lead_commands(), activity_commands(), deal_commands(), segment_commands(), column_commands(), book_commands(), history_commands(), file_commands(), storage_commands(), conflict_commands(), merge_commands(), tour_commands()})
        std::move(list.begin(), list.end(), std::back_inserter(state_->commands));
    const auto load = [&](std::string_view key, std::string& value) {
        if (std::string stored = state_->ports.load_setting(key); !stored.empty()) value = std::move(stored);
    };
    state_->settings.language = state_->ports.language;
    load("theme", state_->settings.theme);
    load("density", state_->settings.density);
    load("remind", state_->settings.remind);
    load_copy_record();
    use_settings();
    // A book in memory works before, and without, a disk.
    state_->clock = Clock(next_opening(0, state_->ports.random64()));
}

Session::~Session() = default;

void Session::use_settings() {
    State& s = *state_;
    s.locale = s.ports.locale(s.settings.language, s.zone());
    CHECK(use_language(s.settings.language, s.locale));  // whoever chose it has its words
    s.as_of_view = {};
    s.touch();
}

std::span<const Command> Session::commands() const { return state_->commands; }

const Command* Session::command(std::string_view id) const {
    for (const Command& command : state_->commands)
        if (command.id == id) return &command;
    return nullptr;
}

// --- saving --------------------------------------------------------------------------------------

void Session::on_store_changed() {
    State& s = *state_;
    // Called from inside the store: look at it in a moment, not now.
    if (std::exchange(s.store_look_pending, true) || *s.disk_answers) return;
    s.ports.after(0, [this] { look_at_store(); });
}

// The disk, with a look at the store right behind each answer of a commit: a timer could wait behind a frame.
storage::Disk Session::watched(storage::Disk disk) {
    disk.commit = [this, commit = std::move(disk.commit)](storage::Transaction transaction, std::function<void(base::Status)> done) {
        const auto later = std::make_shared<bool>(false);
        const std::weak_ptr<bool> weak = state_->disk_answers;  // an answer may come when the session is gone
        commit(std::move(transaction), [this, weak, later, done = std::move(done)](base::Status status) {
            const auto answers = weak.lock();
            if (!answers || !*later) return done(std::move(status));
            *answers = true;
            done(std::move(status));
            *answers = false;
            look_at_store();
        });
        *later = true;
    };
    return disk;
}

void Session::look_at_store() {
    State& s = *state_;
    if (!std::exchange(s.store_look_pending, false)) return;
    const storage::SaveState& save = s.store->state();
    s.let_go_of_saved_steps();
    if (save.kind == storage::SaveState::Kind::saved) {
        if (save.durable_sequence > 0 && save.durable_sequence != s.seen_durable) {
            s.seen_durable = save.durable_sequence;
            note_saved();
            if (!s.asked_to_keep) s.ports.keep_storage([this](bool kept) {
                state_->kept = kept;
                state_->touch();
            });
            s.asked_to_keep = true;
        }
        // Of what is being applied nothing has been given to the store yet.
        if (!s.applying_in_slices) answer_waiting(base::success());
        if (s.store->forgetting_due(s.book)) {
            s.history.scrub(s.book);
            s.store->forget_in_files(s.book, s.now().millis);
        }
        s.tell_if_written_anew();
    } else if (save.kind == storage::SaveState::Kind::not_saved) {
        if (save.reason.code == "disk.quota") note_full();
        answer_waiting(save.reason);
    }
    if (s.store->compaction_due()) s.start_compaction();
    s.touch();
    wake_store();
}

// The browser had deleted what was stored, and now all of it is there again.
void Session::State::tell_if_written_anew() {
    if (std::exchange(seen_written_anew, store->times_written_anew()) == store->times_written_anew()) return;
    notice(NoticeView::Kind::warning, tr("save.written_anew"));
}

void Session::answer_waiting(const base::Status& status) {
    auto waiting = std::move(state_->waiting_for_save);
    state_->waiting_for_save.clear();
    for (auto& done : waiting) done(status);
}

void Session::wake_store() {
    State& s = *state_;
    const auto wake = s.store->next_wake();
    if (!wake || (s.store_wakes_at && *s.store_wakes_at <= *wake)) return;
    s.store_wakes_at = *wake;
    const base::Millis in = std::max<base::Millis>(*wake - s.now().millis, 0) + kRetryGraceMs;
    s.ports.after(static_cast<int>(std::min<base::Millis>(in, 60'000)), [this, at = *wake] {
        if (state_->store_wakes_at != at) return;  // another one was sooner
        state_->store_wakes_at.reset();
        state_->store->retry(state_->now().millis);
        wake_store();
    });
}

void Session::when_saved(std::function<void(base::Status)> done) {
    State& s = *state_;
    if (!s.store)
        return done(s.book.revision == 0 ? base::success() : base::Status(Error{"save.memory_only", tr("save.memory_only"), ""}));
    const storage::SaveState& save = s.store->state();
    const bool more_to_come = s.applying_in_slices && s.mode == AccessMode::writer;
    if (save.kind == storage::SaveState::Kind::saved && !more_to_come) return done(base::success());
    if (save.kind == storage::SaveState::Kind::not_saved) return done(save.reason);
    s.waiting_for_save.push_back(std::move(done));
}

void Session::newer_version_waits() {
    state_->newer_version = true;
    std::erase_if(state_->notices, [](const NoticeView& told) { return told.action_command == "page.update"; });
    state_->notice(NoticeView::Kind::info, tr("update.ready"));
    NoticeView& told = state_->notices.back();
    told.stays = true;
    told.action_label = tr("update.start");
    told.action_command = "page.update";
}

// --- the way of one edit -------------------------------------------------------------------------

std::string Session::State::zone() const {
    const auto stored = book.entry("book/zone");
    const auto parsed = stored ? base::parse_json(*stored) : base::Result<Json>(Json());
    return parsed && parsed->is_string() ? parsed->get<std::string>() : ports.local_zone();
}

base::Now Session::State::now() const { return ports.now(zone()); }

std::function<int(base::Millis)> Session::State::offset_at() const {
    return [this, zone = zone()](base::Millis at) { return ports.offset_minutes(zone, at); };
}

void Session::State::touch() {
    ++version;
    ports.changed();
}

void Session::State::notice(NoticeView::Kind kind, std::string text) {
    NoticeView view;
    view.id = next_notice++;
    view.kind = kind;
    view.text = std::move(text);
    view.stays = kind == NoticeView::Kind::danger || kind == NoticeView::Kind::warning;
    std::erase_if(notices, [](const NoticeView& older) { return !older.stays; });  // one after another would be news of long ago
    notices.push_back(std::move(view));
    if (notices.size() > kMostNotices) notices.erase(notices.begin());
    touch();
}

base::Status Session::State::writable() const {
    if (!opened) return Error{"book.not_open", tr("save.not_open"), ""};
    if (read_only) return *read_only;
    if (as_of) return Error{"book.as_of", tr("as_of.refused"), ""};
    if (applying_in_slices) return Error{"book.busy", tr("save.busy"), ""};
    return base::success();
}

void Session::State::take_new_replica() {
    const uint64_t ticks = clock.last_ticks();
    clock = Clock(next_opening(clock.replica(), ports.random64()));
    clock.restore(ticks);
    next_sequence = 1;
}

Op Session::State::stamped(Change change, std::optional<Stamps> seen) {
    Op op;
    op.replica = clock.replica();
    op.sequence = next_sequence;
    op.seen = seen ? std::move(*seen) : seen_by(book, change);
    Stamp above = current_stamp(book, change);
    for (const Stamp known : op.seen) above = std::max(above, known);
    op.stamp = clock.next(ports.now({}).millis, sequences_used(change), above);
    next_sequence += sequences_used(change);
    op.change = std::move(change);
    return op;
}

base::Result<std::vector<RowId>> Session::State::commit(Decision decision) {
    if (const base::Status status = writable(); !status) return status.error();
    std::vector<RowId> made;
    if (decision.changes.empty()) return made;
    const size_t of_the_user = decision.changes.size();
    // Opening a book writes nothing: the zone goes in with the first edit.
    if (!book.entry("book/zone")) decision.changes.push_back(SetEntry{"book/zone", Json(ports.local_zone()).dump()});
    storage::Commit commit;
    commit.label = std::move(decision.label);
    for (size_t i = 0; i < decision.changes.size(); ++i) {
        resolve(decision.changes[i], made);
        made.push_back({clock.replica(), next_sequence});
        for (Change& part : uniform_parts(book, std::move(decision.changes[i]))) {
            std::optional<Stamps> seen;
            if (decision.settles) seen = standing_at(book, part);
            Op op = stamped(std::move(part), std::move(seen));
            const RowId id{op.replica, op.sequence};
            if (i < of_the_user && decision.settles) remember_settlement(book, op.change, commit.edits);
            else if (i < of_the_user) remember(book, op.change, id, commit.edits);
            apply(book, op);
            computed.note(book, op.change, id);
            commit.ops.push_back(std::move(op));
        }
    }
    if (const base::Status status = append(std::move(commit)); !status) return status.error();
    return made;
}

base::Status Session::State::append(storage::Commit commit) {
    date(commit);
    if (!store) return append(std::move(commit), storage::EncodedCommit{});
    storage::CommitEncoder encoder(commit);
    while (!encoder.step()) {}
    return append(std::move(commit), encoder.take());
}

void Session::State::date(storage::Commit& commit) const {
    commit.at = ports.now({}).millis;
    commit.clock_ticks = clock.last_ticks();
}

base::Status Session::State::append(storage::Commit commit, storage::EncodedCommit encoded) {
    uint64_t sequence = ++memory_sequence;
    if (store) {
        const base::Result<uint64_t> numbered = store->append(commit, std::move(encoded), commit.at);
        if (!numbered) return numbered.error();
        sequence = *numbered;
    }
    ++edits_since_export;
    ports.save_setting("edits_since_export", std::to_string(edits_since_export));
    keep_step(sequence, commit);
    history.note(sequence, std::move(commit));
    touch();
    return base::success();
}

void Session::State::start_compaction() {
    if (compaction_queued) return;
    compaction_queued = true;
    in_slices("store.compaction", [this] {
        compaction_queued = store->compact_step(book, now().millis, kCompactionBytes) || store->compaction_due();
        return compaction_queued;
    });
}

void Session::State::in_slices(std::string name, std::function<bool()> step) {
    Job job;
    job.name = std::move(name);
    job.quiet = true;
    job.can_cancel = false;
    job.step = [step = std::move(step)](Job&, Slice& slice) {
        while (step())
            if (slice.spent()) return true;
        return false;
    };
    jobs.add(std::move(job));
    start_jobs();
}

void Session::State::start_jobs() {
    if (job_pump_runs || jobs.idle()) return;
    job_pump_runs = true;
    ports.schedule([this] {
        const bool shown = jobs.current() && !jobs.current()->quiet;
        job_pump_runs = jobs.step(ports.milliseconds);
        const bool over = !jobs.current() || jobs.current()->quiet;
        if (shown && over) touch();
        else if (shown) show_progress();
        return job_pump_runs;
    });
    touch();
}

// A frame after each slice would cost more than the slice.
void Session::State::show_progress() {
    constexpr double kEveryMs = 100;
    const double now = ports.milliseconds();
    if (now - progress_shown_at_ms < kEveryMs) return;
    progress_shown_at_ms = now;
    touch();
}

// --- commands ------------------------------------------------------------------------------------

void Session::run(std::string_view id, Json arguments, std::function<void(base::Result<Json>)> done) {
    const auto answer = [this, done](base::Result<Json> result, bool quiet = false) {
        if (!result && !done && !quiet) state_->notice(NoticeView::Kind::warning, words_of(result.error()));
        if (done) done(std::move(result));
    };
    if (arguments.is_null()) arguments = Json::object();
    const Command* found = command(id);
    if (!found) return answer(Error{"command.unknown", "There is no command “" + std::string(base::clip(id, 60)) + "”: corong.commands() lists them.", std::string(base::clip(id, 60))});
    if (const base::Status status = check_arguments(found->schema, arguments); !status) return answer(status.error());
    if (const auto why = why_not(*found)) return answer(Error{state_->as_of && found->edits() ? "book.as_of" : "command.disabled", *why, found->id});
    if (found->act) return found->act(*this, arguments, answer);
    if (const base::Status status = state_->writable(); !status) return answer(status.error());
    base::Result<Decision> decision = found->decide(state_->book, arguments, state_->now());
    if (!decision) return answer(decision.error());
    const auto created = decision->created;
    const storage::Label label = decision->label;
    const auto made = state_->commit(std::move(*decision));
    if (!made) return answer(made.error());
    if (!done) say_done(label);  // scripts are told by their answer
    Json result = Json::object();
    if (created) result["id"] = to_text(made->at(*created));
    answer(std::move(result));
}

std::optional<std::string> Session::why_not(const Command& command) const {
    if (state_->as_of && command.edits()) return tr("as_of.refused");
    return command.why_not ? command.why_not(*this) : std::nullopt;
}

// For the steps whose "done.<step>" the catalogue has.
void Session::say_done(const storage::Label& label) {
    const std::string key = "done." + label.key.substr(label.key.find('.') + 1);
    if (!has_message(key)) return;
    state_->notice(NoticeView::Kind::success, tr(key, label.arguments));
    offer_undo();
}

Json Session::stats() const {
    const State& s = *state_;
    std::string save = "memory";
    uint64_t durable = 0;
    if (s.store) {
        switch (s.store->state().kind) {
            case storage::SaveState::Kind::saved: save = "saved"; break;
            case storage::SaveState::Kind::saving: save = "saving"; break;
            case storage::SaveState::Kind::not_saved: save = "not_saved"; break;
        }
        durable = s.store->state().durable_sequence;
    }
    const Book& shown = s.shown().book;
    return {{"rows", {{"leads", shown.leads.alive_count()}, {"activities", shown.activities.alive_count()}, {"tasks", shown.tasks.alive_count()}}},
            {"asOf", s.past ? Json(base::to_iso(s.past->as_of->today)) : Json()}, {"bookBytes", s.book.memory_bytes()}, {"saveState", save}, {"durableSequence", durable},
            {"longestSlicesMs", s.jobs.longest_slices()}};
}

}  // namespace app
