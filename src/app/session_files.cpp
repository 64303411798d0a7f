// Files the session takes in, as jobs (session_export.cpp gives them out): nothing is applied before all of a file was
// read, and what is applied is one commit and one undo step.
#include "app/commands.h"
#include "app/session.h"
#include "app/session_merge.h"
#include "app/state.h"
#include "base/check.h"
#include "base/text.h"
#include "exchange/import_options.h"
#include "exchange/recognise.h"
#include "exchange/report_json.h"
#include "storage/commit_slices.h"

#include <algorithm>

namespace app {

using namespace domain;
using base::Error;
using base::Json;

namespace {

constexpr uint64_t kPlanRows = 400, kImportRows = 250, kCheckRows = 1000;  // between two looks at the clock
constexpr size_t kHeadBytes = 4096;

bool says_yes(const Json& options, const char* name) {
    const auto found = options.find(name);
    return found != options.end() && found->is_boolean() && found->get<bool>();
}

bool is_sealed(std::string_view name, std::string_view bytes) {
    const exchange::Recognised seen = exchange::recognise(name, bytes.substr(0, kHeadBytes), bytes.size());
    return seen.kind == exchange::FileKind::sealed && !seen.refusal;
}

}  // namespace

void Session::offer_file(std::string name, std::string bytes) {
    State& s = *state_;
    if (s.as_of) return s.notice(NoticeView::Kind::warning, tr("as_of.refused"));
    if (s.busy()) return s.notice(NoticeView::Kind::warning, tr("import.busy"));
    s.import = {};
    s.sealed.reset();
    if (is_sealed(name, bytes)) {
        s.sealed = Sealed{std::make_shared<const std::string>(std::move(bytes)), {std::move(name), {}}};
        return s.touch();
    }
    plan_file(name, std::move(bytes), Audience::user, [this, name](base::Status status) {
        State& s = *state_;
        if (!status) s.import.error = FileErrorView{name, words_of(status.error())};
        if (s.import.plan) find_rejections();
        run("view.open", {{"path", "/import"}});
        s.touch();
    });
}

void Session::offer_rows(std::string tab_separated_text) { offer_file(tr("import.pasted_name") + ".tsv", std::move(tab_separated_text)); }

void Session::refuse_file(const Error& error) {
    if (state_->busy()) return state_->notice(NoticeView::Kind::warning, words_of(error));
    state_->import = {};
    state_->import.error = FileErrorView{error.where, words_of(error)};
    run("view.open", {{"path", "/import"}});
}

// Looks at the file and makes a plan of what it would do. Nothing is changed.
void Session::plan_file(std::string name, std::string bytes, Audience audience, std::function<void(base::Status)> planned) {
    State& s = *state_;
    const exchange::Recognised seen = exchange::recognise(name, std::string_view(bytes).substr(0, kHeadBytes), bytes.size());
    if (seen.refusal) return planned(*seen.refusal);
    s.import.file = std::make_shared<const exchange::ImportFile>(exchange::ImportFile{name, std::move(bytes)});
    Job job;
    job.name = "import.plan";
    job.title = tr("job.reading", {{"file", name}});
    job.total = 100;
    job.cancelled = [this, planned] {
        state_->import = {};
        planned(Error{"job.cancelled", tr("job.cancelled"), ""});
    };
    if (seen.kind == exchange::FileKind::snapshot) {
        job.name = "merge.plan";
        job.step = look_at_snapshot(s, audience, planned);
    } else {
        job.step = [this, planned, planner = std::make_shared<exchange::Planner>(s.import.file, numbered_words())](Job& running, Slice& slice) {
            bool finished = false;
            do finished = planner->step(kPlanRows);
            while (!finished && !slice.spent());
            running.done = static_cast<int64_t>(planner->progress() * 100);
            if (!finished) return true;
            base::Result<exchange::ImportPlan> plan = planner->take();
            if (!plan) return planned(plan.error()), false;
            state_->import.plan = std::move(*plan);
            return planned(base::success()), false;
        };
    }
    s.jobs.add(std::move(job));
    s.start_jobs();
}

// What the plan would reject, row by row: a second look at the file, if the first one counted such rows or the
// user has since chosen who the rows are about. It holds nobody up; a later question makes this one void.
void Session::find_rejections() {
    State& s = *state_;
    const uint64_t asked = ++s.import.rejections_asked;
    s.import.rejections.reset();
    if (s.import.plan->rejected_rows() == 0 && asked == 1) return void(s.import.rejections.emplace());
    Job job;
    job.name = "import.check";
    job.quiet = true;
    job.step = [this, asked, file = s.import.file,
                finder = std::make_shared<exchange::RejectionFinder>(s.import.file, *s.import.plan, rejected_words())](Job&, Slice& slice) {
        ImportSession& import = state_->import;
        bool finished = false;
        do {
            if (import.file != file || import.rejections_asked != asked || !import.plan) return false;
            finished = finder->step(kCheckRows);
        } while (!finished && !slice.spent());
        if (!finished) return true;
        import.rejections = finder->take();
        state_->touch();
        return false;
    };
    s.jobs.add(std::move(job));
    s.start_jobs();
}

// --- carrying out -----------------------------------------------------------------------------------

void Session::run_import(std::function<void(base::Result<Json>)> done) {
    State& s = *state_;
    if (const base::Status status = s.writable(); !status) return done(status.error());
    if (const base::Status status = exchange::ready(*s.import.plan); !status) return done(status.error());
    auto importer = std::make_shared<exchange::Importer>(s.import.file, *s.import.plan, s.now(), s.offset_at(), rejected_words(), numbered_words());
    auto batches = std::make_shared<std::vector<exchange::ImportBatch>>();
    Job job;
    job.name = "import.read";
    job.title = tr("job.importing", {{"file", s.import.file->name}});
    job.total = static_cast<int64_t>(s.import.plan->rows);
    job.cancelled = [this, done] {
        state_->touch();
        done(Error{"job.cancelled", tr("job.cancelled"), ""});
    };
    job.step = [this, importer, batches, done](Job& job, Slice& slice) {
        bool finished = false;
        do {
            finished = importer->step(kImportRows);
            while (auto batch = importer->take_batch()) batches->push_back(std::move(*batch));
        } while (!finished && !slice.spent());
        job.done = static_cast<int64_t>(importer->progress() * static_cast<double>(job.total));
        if (!finished) return true;
        if (const base::Status status = importer->status(); !status) return done(status.error()), false;
        apply_import(*importer, std::move(*batches), done);
        return false;
    };
    s.jobs.add(std::move(job));
    s.start_jobs();
}

void Session::apply_import(const exchange::Importer& importer, std::vector<exchange::ImportBatch> batches,
                           std::function<void(base::Result<Json>)> done) {
    State& s = *state_;
    const exchange::ImportReport report = importer.report();
    auto changes = std::make_shared<std::vector<Change>>();
    if (!s.book.entry("book/zone")) changes->push_back(SetEntry{"book/zone", Json(s.ports.local_zone()).dump()});
    for (const SetEntry& entry : importer.field_entries()) changes->push_back(entry);
    for (exchange::ImportBatch& batch : batches) {
        changes->push_back(std::move(batch.leads));
        if (batch.activities.count) changes->push_back(std::move(batch.activities));
    }
    ImportSession finished;
    finished.rejected_csv = report.rejected.empty() ? "" : importer.rejected_csv();
    finished.rejected_file = s.import.file->name;
    auto commit = std::make_shared<storage::Commit>();
    commit->kind = storage::CommitKind::import;
    commit->label = {"step.import", {{"file", s.import.file->name}, {"n", std::to_string(report.created)}}};
    auto next = std::make_shared<size_t>(0);
    auto last_leads = std::make_shared<RowId>();
    const auto apply_one = [this, changes, commit, next, last_leads] {
        State& s = *state_;
        Change change = std::move((*changes)[(*next)++]);
        CreateRows* rows = std::get_if<CreateRows>(&change);
        if (rows && rows->table == TableKind::activities) exchange::resolve_leads(*rows, *last_leads);
        const bool of_the_user = rows || std::get<SetEntry>(change).path != "book/zone";
        Op op = s.stamped(std::move(change));
        const RowId id{op.replica, op.sequence};
        if (const auto* made = std::get_if<CreateRows>(&op.change); made && made->table == TableKind::leads) *last_leads = id;
        if (of_the_user) remember(s.book, op.change, id, commit->edits);
        apply(s.book, op);
        commit->ops.push_back(std::move(op));
    };
    Room room;
    for (const Change& change : *changes) room.expect(change);
    apply_in_slices(std::move(room), commit, [next, changes] { return *next < changes->size(); }, apply_one,
                    [this, finished, report, done](const base::Status& status) {
                        if (!status) return done(status.error());
                        state_->import = finished;
                        std::string words = tr_count("import.done", static_cast<int64_t>(report.created));
                        const auto rejected = static_cast<int64_t>(report.rejected.size());
                        if (rejected > 0) words += ". " + tr_count("import.done_but", rejected);
                        announce(std::move(words));
                        if (state_->book.leads.alive_count() == report.created) offer_tour();  // the first people there are
                        done(exchange::to_json(report, rejected_words()));
                    });
}

namespace {

std::string apply_name(storage::CommitKind kind) {
    switch (kind) {
        case storage::CommitKind::edit: return "edit.apply";
        case storage::CommitKind::undo: return "undo.apply";
        case storage::CommitKind::redo: return "redo.apply";
        case storage::CommitKind::import: return "import.apply";
        case storage::CommitKind::merge: return "merge.apply";
    }
    CHECK(false);
}

// The last steps of an import, a merge or an undo of one: operations are applied, their commit is encoded for the store,
// and the store takes it as one.
struct Applying {
    Room room;
    std::shared_ptr<storage::Commit> commit;
    std::function<bool()> more;
    std::function<void()> apply_one;
    std::optional<storage::CommitEncoder> encoder;
    bool has_room = false, encoded = false;

    // One piece; true while there is more. Then the commit is ready to be appended.
    bool step(Session::State& s) {
        if (!has_room) {
            has_room = !room.step(s.book);
        } else if (more()) {
            apply_one();
        } else if (!encoder) {
            s.date(*commit);
            encoder.emplace(*commit);
            encoded = !s.store;
        } else if (!encoded) {
            encoded = encoder->step();
        } else {
            return false;
        }
        return true;
    }
};

}  // namespace

// Once it has begun this is carried to its end: it takes little, and half of it would be worth nothing.
// Applies until `more` says no, then keeps it all as one commit.
void Session::apply_in_slices(Room room, std::shared_ptr<storage::Commit> commit, std::function<bool()> more, std::function<void()> apply_one,
                              std::function<void(const base::Status&)> finished) {
    State& s = *state_;
    if (const base::Status status = s.writable(); !status) return finished(status);
    s.applying_in_slices = true;
    const auto work = std::make_shared<Applying>(Applying{std::move(room), commit, std::move(more), std::move(apply_one), std::nullopt});
    Job job;
    job.name = apply_name(commit->kind);
    job.title = tr("job.applying");
    job.can_cancel = false;
    job.step = [this, work, finished](Job&, Slice& slice) {
        State& s = *state_;
        while (work->step(s)) {
            if (work->encoded) slice.end();  // before the store takes it
            if (slice.spent()) return true;
        }
        s.computed.invalidate_all();
        s.applying_in_slices = false;
        finished(keep_applied(*work->commit, work->encoder->take()));
        return false;
    };
    s.jobs.add(std::move(job));
    s.start_jobs();
}

// Gives the store what was applied. Where another tab has become the writer meanwhile the store takes nothing:
// the book is read anew, and nothing of it is there.
base::Status Session::keep_applied(storage::Commit& commit, storage::EncodedCommit encoded) {
    State& s = *state_;
    base::Status kept = base::success();
    if (s.read_only) kept = *s.read_only;
    else if (!commit.ops.empty() || commit.of) kept = s.append(std::move(commit), std::move(encoded));
    if (!kept && s.store) reopen([](base::Status) {});
    if (s.store) on_store_changed();
    return kept;
}

void Session::offer_undo() {
    state_->notices.back().action_label = tr("command.undo");
    state_->notices.back().action_command = "undo";
}

void Session::announce(std::string text) {
    State& s = *state_;
    s.notice(NoticeView::Kind::success, std::move(text));
    offer_undo();
    run("view.open", {{"path", "/leads"}});
}

// --- for window.corong ------------------------------------------------------------------------------

void Session::import_file(std::string name, std::string bytes, Json options, std::function<void(base::Result<Json>)> done) {
    State& s = *state_;
    if (options.is_null()) options = Json::object();
    if (!options.is_object()) return done(Error{"import.bad_options", "The options must be an object.", "options"});
    if (s.as_of) return done(Error{"book.as_of", tr("as_of.refused"), ""});
    if (s.busy() || s.import.plan || s.import.merge)
        return done(Error{"import.busy", tr("import.open_already"), ""});
    if (is_sealed(name, bytes)) return import_sealed(std::move(name), std::move(bytes), std::move(options), std::move(done));
    s.import = {};
    // Whoever wants a preview looks before agreeing, like a user.
    const Audience audience = says_yes(options, "preview") ? Audience::user : Audience::script;
    plan_file(std::move(name), std::move(bytes), audience, [this, options, done](base::Status status) {
        State& s = *state_;
        const auto finish = [this, done](base::Result<Json> result) {
            if (state_->import.plan || state_->import.merge || state_->import.error) state_->import = {};
            state_->touch();
            done(std::move(result));
        };
        if (!status) return finish(status.error());
        const bool dry_run = says_yes(options, "dryRun"), preview = says_yes(options, "preview");
        if (s.import.merge) {
            if (dry_run || preview) {
                const Json report = exchange::to_json(s.import.merge->plan, exchange::totals_of(s.book, s.import.merge->plan, s.import.merge->choice));
                return preview ? done(report) : finish(report);
            }
            return run_merge(says_yes(options, "confirmed"), finish);
        }
        if (preview) return finish(Error{"import.bad_options", "Only a snapshot has a preview: use dryRun for other files.", "preview"});
        if (const base::Status applied = exchange::apply_options(*s.import.plan, options); !applied) return finish(applied.error());
        if (!dry_run) return run_import(finish);
        dry_run_import(finish);
    });
}

// The same work as the import, thrown away at its end: so the report is the true one.
void Session::dry_run_import(std::function<void(base::Result<Json>)> done) {
    State& s = *state_;
    if (const base::Status status = exchange::ready(*s.import.plan); !status) return done(status.error());
    auto importer = std::make_shared<exchange::Importer>(s.import.file, *s.import.plan, s.now(), s.offset_at(), rejected_words(), numbered_words());
    Job job;
    job.name = "import.dry_run";
    job.title = tr("job.reading", {{"file", s.import.file->name}});
    job.cancelled = [done] { done(Error{"job.cancelled", tr("job.cancelled"), ""}); };
    job.step = [importer, done](Job&, Slice& slice) {
        bool finished = false;
        do {
            finished = importer->step(kImportRows);
            while (importer->take_batch()) {}
        } while (!finished && !slice.spent());
        if (!finished) return true;
        if (const base::Status status = importer->status(); !status) done(status.error());
        else done(exchange::to_json(importer->report(), rejected_words()));
        return false;
    };
    s.jobs.add(std::move(job));
    s.start_jobs();
}

}  // namespace app
