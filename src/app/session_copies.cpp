// Copies that leave this browser: what is known of them, and the one that writes itself into a place of the user's
// choice, once a burst of edits is over. No timer runs while nothing is due.
#include "app/session.h"
#include "app/session_share.h"
#include "app/state.h"
#include "base/text.h"

#include <algorithm>

namespace app {

using base::Error;
using base::Json;

namespace {

constexpr base::Millis kQuietMs = 5'000;     // without an edit: a burst is over
constexpr base::Millis kLongestMs = 60'000;  // a burst that goes on is copied all the same
constexpr base::Millis kShortestWaitMs = 1'000;
constexpr int kAgainMs = 60'000, kMostDoublings = 4;  // after a failure: a minute, at most sixteen

const std::string kRecords = "copies", kPlace = "copy_place";

}  // namespace

// --- what is known ---------------------------------------------------------------------------------------

void Session::load_copy_record() {
    State& s = *state_;
    const auto number = [&](std::string_view key) { return base::integer_from_text(s.ports.load_setting(key)).value_or(0); };
    s.exported_at = number("exported_at");
    s.edits_since_export = number("edits_since_export");
    s.first_saved_at = number("first_saved_at");
    s.full_at = number("full_at");
    s.copying.chosen = !s.ports.load_setting(kPlace).empty();
}

// Edits that came while the file was on its way are not in it.
void Session::note_copy(int64_t edits_in_it) {
    State& s = *state_;
    s.exported_at = s.now().millis;
    s.edits_since_export = std::max<int64_t>(0, s.edits_since_export - edits_in_it);
    s.ports.save_setting("exported_at", std::to_string(s.exported_at));
    s.ports.save_setting("edits_since_export", std::to_string(s.edits_since_export));
}

// The record is read anew: another tab may have added to it.
void Session::note_file(CopyRecord record) {
    CopyRecords records = read_copy_records(state_->ports.load_setting(kRecords));
    records.add(std::move(record));
    state_->ports.save_setting(kRecords, written(records));
    state_->touch();
}

void Session::note_inner_copy() {
    State& s = *state_;
    std::string newest;
    for (const storage::FileInfo& file : s.store->files())
        if (storage::parse_name(file.name).kind == storage::FileName::Kind::before_import) newest = std::max(newest, file.name);
    note_file({.at = s.now().millis, .name = newest, .how = "before_import", .detail = s.import.file ? s.import.file->name : ""});
}

void Session::note_saved() {
    State& s = *state_;
    s.saved_at = s.now().millis;
    if (!s.first_saved_at) {
        s.first_saved_at = s.saved_at;
        s.ports.save_setting("first_saved_at", std::to_string(s.saved_at));
    }
    if (s.copying.chosen) copy_when_quiet();
}

void Session::note_full() {
    State& s = *state_;
    s.full_at = s.now().millis;
    s.ports.save_setting("full_at", std::to_string(s.full_at));
}

// --- when ------------------------------------------------------------------------------------------------

void Session::copy_when_quiet() {
    State& s = *state_;
    Copying& copying = s.copying;
    copying.saved_at = s.now().millis;
    if (std::exchange(copying.timer, true)) return;
    copying.burst_at = copying.saved_at;
    s.ports.after(kQuietMs, [this] { look_whether_quiet(); });
}

void Session::look_whether_quiet() {
    State& s = *state_;
    Copying& copying = s.copying;
    const base::Millis now = s.now().millis;
    const base::Millis left = std::min(copying.saved_at + kQuietMs, copying.burst_at + kLongestMs) - now;
    const bool busy = s.applying_in_slices || copying.writing;
    if (left > 0 || busy) return s.ports.after(static_cast<int>(std::max(busy ? kQuietMs : left, kShortestWaitMs)), [this] { look_whether_quiet(); });
    copying.timer = false;
    if (s.edits_since_export > 0) copy_soon();
}

// --- the place -------------------------------------------------------------------------------------------

void Session::look_at_place() {
    Copying& copying = state_->copying;
    if (std::exchange(copying.looking, true)) return;
    state_->ports.copies.look([this](base::Result<CopyPlace> place) {
        state_->copying.looking = !place;  // a browser that cannot say is not asked again: the user is told to reload
        take_place(std::move(place));
        copy_if_due();
    });
}

void Session::take_place(base::Result<CopyPlace> place) {
    State& s = *state_;
    s.touch();
    if (!place) return copy_failed(place.error());
    s.copying.place = std::move(*place);
    const std::string kind = s.copying.place->kind;
    s.copying.chosen = !kind.empty();
    if (s.ports.load_setting(kPlace) != kind) s.ports.save_setting(kPlace, kind);
}

void Session::choose_copy_place(const std::string& kind, std::function<void(base::Result<Json>)> done) {
    state_->ports.copies.choose(kind, [this, done](base::Result<CopyPlace> place) {
        if (!place && place.error().code == "copies.cancelled") return done(Json::object());
        if (!place) return done(place.error());
        take_place(std::move(*place));
        state_->copying.error.reset();
        state_->copying.told.clear();
        state_->copying.failures = 0;
        copy_soon();  // the browser has emptied a file that was chosen
        done(Json::object());
    });
}

void Session::allow_copies(std::function<void(base::Result<Json>)> done) {
    state_->ports.copies.allow([this, done](base::Result<CopyPlace> place) {
        if (!place) return done(place.error());
        take_place(std::move(*place));
        const bool granted = state_->copying.place->state == CopyPlace::State::granted;
        if (granted) state_->copying.told.clear();
        if (granted) copy_soon();
        done(Json{{"allowed", granted}});
    });
}

void Session::forget_copy_place(std::function<void(base::Result<Json>)> done) {
    state_->ports.copies.forget([this, done](const base::Status& status) {
        if (!status) return done(status.error());
        take_place(CopyPlace{});
        state_->copying.error.reset();
        state_->copying.failures = 0;
        done(Json::object());
    });
}

// --- the copy --------------------------------------------------------------------------------------------

void Session::copy_soon() {
    state_->copying.due = true;
    copy_if_due();
}

void Session::copy_if_due() {
    State& s = *state_;
    Copying& copying = s.copying;
    if (!copying.due || copying.writing) return;
    if (!copying.chosen || !writes()) return void(copying.due = false);
    if (!copying.place) return look_at_place();
    copying.due = false;
    const CopyPlace& place = *copying.place;
    if (place.state == CopyPlace::State::ask || place.state == CopyPlace::State::denied)
        return copy_failed({"copies.permission", tr("copies.not_allowed", {{"name", place.name}}), place.name});
    copying.writing = true;
    s.touch();
    write_file("snapshot", std::make_shared<const ShareOptions>(), Work::in_background, [this](base::Result<FilePieces> pieces) {
        State& s = *state_;
        const std::string name = "corong-" + base::to_iso(s.now().today) + ".corong.json";
        s.ports.copies.write(name, std::move(*pieces), [this, edits = s.edits_since_export](base::Result<std::string> kept) {
            State& s = *state_;
            s.copying.writing = false;
            if (kept) note_written_copy(*kept, edits);
            else copy_failed(kept.error());
            copy_if_due();
        });
    });
}

void Session::note_written_copy(const std::string& name, int64_t edits_in_it) {
    State& s = *state_;
    s.copying.error.reset();
    s.copying.told.clear();
    s.copying.failures = 0;
    std::erase_if(s.notices, [](const NoticeView& notice) { return notice.action_command == "copies.allow"; });
    note_copy(edits_in_it);
    note_file({.at = s.now().millis, .name = name, .how = s.copying.place ? s.copying.place->kind : "folder", .detail = {}});
}

// What may pass by itself (another program has the file, a disk is full) is tried again, ever more seldom.
void Session::try_copy_again() {
    Copying& copying = state_->copying;
    const int doublings = std::min(copying.failures++, kMostDoublings);
    state_->ports.after(kAgainMs << doublings, [this, timer = ++copying.again_timer] {
        if (state_->copying.failures > 0 && timer == state_->copying.again_timer) copy_soon();
    });
}

// Told once for each reason. The browser asks the user for nothing but after a press.
void Session::copy_failed(const Error& error) {
    State& s = *state_;
    s.copying.error = error;
    const bool permission = error.code == "copies.permission";
    if (permission && s.copying.place && s.copying.place->state == CopyPlace::State::granted) s.copying.place->state = CopyPlace::State::ask;
    if (error.code == "copies.none") take_place(CopyPlace{});
    if (error.code == "copies.failed" && s.copying.place) try_copy_again();
    s.touch();
    const std::string reason = permission ? error.code : error.code + error.message;
    if (s.copying.told == reason) return;
    s.copying.told = reason;
    s.notice(NoticeView::Kind::warning, permission ? tr("copies.not_allowed", {{"name", error.where}}) : words_of(error));
    s.notices.back().action_label = tr(permission ? "copies.allow" : "copies.look");
    s.notices.back().action_command = permission ? "copies.allow" : "view.storage";
}

}  // namespace app
