// Looking after the store: what opening fell back on, reading every file back, the raw dump, and the copies that are
// kept beside the book.
#include "app/session.h"
#include "app/state.h"

#include <algorithm>

namespace app {

using base::Error;
using base::Json;

// One notice for all of it: the storage page has the rest.
void Session::note_recovery(const storage::Loaded& loaded) {
    State& s = *state_;
    using Severity = storage::Notice::Severity;
    s.recovery = Recovery{loaded.source, loaded.steps_lost, loaded.notices, loaded.read_only};
    const auto worst = std::max_element(loaded.notices.begin(), loaded.notices.end(), [](const auto& a, const auto& b) { return a.severity < b.severity; });
    if (worst == loaded.notices.end()) return;  // why it is read only is said on every page
    const bool loss = worst->severity == Severity::loss || loaded.source == storage::Loaded::Source::copy_before_import;
    const auto kind = loss ? NoticeView::Kind::danger : worst->severity == Severity::warning ? NoticeView::Kind::warning : NoticeView::Kind::info;
    s.notice(kind, words_of_store(*s.recovery).value_or(tr(loss ? "recovery.notice_loss" : worst->severity == Severity::warning ? "recovery.notice" : "error.store.recovered")));
    s.notices.back().action_label = tr("recovery.look");
    s.notices.back().action_command = "view.storage";
}

namespace {

Json to_json(const storage::Verified& found) {
    Json problems = Json::array();
    for (const storage::CheckedFile& file : found.files)
        if (file.problem) problems.push_back({{"file", file.info.name}, {"code", file.problem->code}, {"message", file.problem->message}});
    for (const Error& gap : found.gaps) problems.push_back({{"file", ""}, {"code", gap.code}, {"message", gap.message + " " + gap.where}});
    return {{"files", found.files.size()}, {"bytes", found.bytes}, {"steps", found.steps}, {"stepsMissing", found.steps_missing}, {"problems", std::move(problems)}};
}

VerifyView view_of(const storage::Verified& found) {
    VerifyView view;
    view.done = true;
    int64_t whole = 0, damaged = 0;
    for (const storage::CheckedFile& file : found.files) {
        if (file.gone) continue;
        ++(file.problem ? damaged : whole);
        if (file.problem) view.problems.push_back(words_of(*file.problem));
    }
    for (const Error& gap : found.gaps) view.problems.push_back(words_of(gap));
    view.whole = view.problems.empty();
    const std::string files = tr_count("verify.files", whole), steps = tr_count("verify.steps", static_cast<int64_t>(found.steps));
    view.result = view.whole ? tr("verify.whole", {{"files", files}, {"steps", steps}}) : tr_count("verify.not_whole", damaged + static_cast<int64_t>(found.gaps.size()), {{"files", files}});
    return view;
}

}  // namespace

void Session::verify(std::function<void(base::Result<Json>)> done) {
    State& s = *state_;
    s.verifying = {};
    s.verifying.running = true;
    s.stop_verifying = false;
    s.touch();
    const auto progress = [this](uint64_t done_bytes, uint64_t all_bytes) {
        state_->verifying.done_bytes = static_cast<int64_t>(done_bytes);
        state_->verifying.all_bytes = static_cast<int64_t>(all_bytes);
        state_->show_progress();
        return !state_->stop_verifying;
    };
    s.store->verify(progress, [this, done](base::Result<storage::Verified> found) {
        const bool stopped = !found || found->stopped;
        state_->verifying = stopped ? VerifyView{} : view_of(*found);
        state_->touch();
        if (!found) return done(found.error());
        if (stopped) return done(Error{"job.cancelled", tr("job.cancelled"), ""});
        done(to_json(*found));
    });
}

void Session::save_raw_dump(std::function<void(base::Result<Json>)> done) {
    state_->ports.save_raw_dump([this, done](base::Result<RawDump> dump) {
        if (!dump) return done(dump.error());
        const bool whole = dump->damaged.empty();
        std::string damaged;
        for (const std::string& name : dump->damaged) damaged += (damaged.empty() ? "" : ", ") + name;
        const auto files = static_cast<int64_t>(dump->files);
        state_->notice(whole ? NoticeView::Kind::success : NoticeView::Kind::warning, whole ? tr_count("raw.done", files) : tr_count("raw.done_damaged", files, {{"names", damaged}}));
        note_file({.at = state_->now().millis, .name = dump->name, .how = "raw", .detail = {}});
        done(Json{{"file", dump->name}, {"files", files}, {"damaged", dump->damaged}});
    });
}

// Opened, it is a colleague's file like any other: what it would change is shown first.
void Session::open_inner_copy(const std::string& file, bool save, std::function<void(base::Result<Json>)> done) {
    State& s = *state_;
    const auto& files = s.store->files();
    const bool there = storage::parse_name(file).kind == storage::FileName::Kind::before_import &&
                       std::any_of(files.begin(), files.end(), [&](const storage::FileInfo& one) { return one.name == file; });
    if (!there) return done(Error{"copies.unknown", tr("copies.unknown"), file});
    s.disk.read(file, [this, file, save, done](base::Result<std::string> bytes) {
        if (!bytes) return done(bytes.error());
        if (!save) {
            offer_file(file, std::move(*bytes));
            return done(Json::object());
        }
        FilePieces pieces;
        pieces.push_back(std::move(*bytes));
        state_->ports.save_file(file, "application/json", std::move(pieces), [this, file, done](base::Status status) {
            if (!status) return done(status.error());
            note_file({.at = state_->now().millis, .name = file, .how = "shared", .detail = {}});
            done(Json::object());
        });
    });
}

}  // namespace app
