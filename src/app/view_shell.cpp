// What frames every view: rail, save state, notices, jobs, settings, the registry of activities.
#include "app/messages.h"
#include "app/version.h"
#include "app/view_parts.h"
#include "base/order.h"
#include "base/text.h"

#include <algorithm>

namespace app {

using namespace domain;

namespace {

std::string book_name(const Book& book) {
    const auto stored = book.entry("book/name");
    const auto name = stored ? base::parse_json(*stored) : base::Result<base::Json>(base::Json());
    return name && name->is_string() ? name->get<std::string>() : tr("book.unnamed");
}

// --- rail ----------------------------------------------------------------------------------------------

void refresh_counts(State& state) {
    ViewCache& views = state.shown().views;
    const ViewInputs inputs = inputs_of(state, Depends::on_the_minute);
    if ((state.applying_in_slices && !state.past) || views.counts_inputs == inputs) return;
    const ClosedLeads outcome(state.shown().book.leads);
    views.leads_open = 0;
    for (Row lead = 0; lead < state.shown().book.leads.size(); ++lead) views.leads_open += state.shown().book.leads.alive(lead) && !outcome.closed(lead);
    views.due_count = count_due(state.shown().book, views.now);
    views.counts_inputs = inputs;
}

void add_save_state(const State& state, const Forms& forms, ShellView& view) {
    using Save = ShellView::Save;
    using Kind = storage::SaveState::Kind;
    view.can_edit_here = state.mode == AccessMode::reader_other_tab;
    if (state.saved_at) view.save_time = forms.time(state.saved_at);
    if (!state.unsaved.empty()) {
        view.save = Save::not_saved;
        view.save_reason = tr("save.lost_writer");
    } else if (state.read_only) {
        view.save = Save::read_only;
        view.save_reason = state.read_only->message;
    } else if (!state.store) {
        view.save = state.book.revision ? Save::not_saved : Save::nothing;
        if (state.book.revision) view.save_reason = tr("save.memory_only");
    } else {
        const storage::SaveState& save = state.store->state();
        switch (save.kind) {
            case Kind::saved: view.save = save.durable_sequence || state.book.revision ? Save::saved : Save::nothing; break;
            case Kind::saving:
                view.save = Save::saving;
                if (save.reason.code.empty()) break;
                [[fallthrough]];  // a failure stays in sight while it is tried again
            case Kind::not_saved:
                view.save = Save::not_saved;
                view.save_reason = words_of(save.reason);
                view.can_save_again = !save.for_good;
                break;
        }
    }
}

void add_last_copy(const State& state, ShellView& view) {
    view.edits_since_copy = state.edits_since_export;
    const base::Now now = state.now();
    const auto days_since = [&](base::Millis at) { return now.today - base::day_of(at, now.offset_minutes); };
    const base::Millis since = state.exported_at ? state.exported_at : state.first_saved_at;
    const int64_t remind_days = base::integer_from_text(state.settings.remind).value_or(0);  // "never" is none
    view.copy_is_old = since && remind_days > 0 && days_since(since) >= remind_days && state.edits_since_export > 0;
    if (!state.exported_at) return;
    const base::Day on = base::day_of(state.exported_at, now.offset_minutes);
    const int days = days_since(state.exported_at);
    const Forms forms{state.locale, now};
    view.last_copy = days <= 1 ? forms.day_in_sentence(std::min(on, now.today)) : tr("date.span_ago", {{"span", forms.span(on, now.today)}});
}

}  // namespace

const ShellView& Session::shell() {
    State& s = *state_;
    bring_up_to_date(s);
    const ViewInputs inputs = inputs_of(s, Depends::on_the_session);
    if (s.shown().views.shell_inputs == inputs) return s.shown().views.shell;
    refresh_counts(s);
    ShellView& view = s.shown().views.shell;
    view = {};
    view.book_name = book_name(s.shown().book);
    view.leads_open = s.shown().views.leads_open;
    view.leads_total = s.shown().book.leads.alive_count();
    view.today_count = s.shown().views.due_count;
    view.conflicts = s.past ? 0 : static_cast<int64_t>(known_conflicts(s).size());
    view.empty = s.shown().book.leads.alive_count() == 0 && !s.applying_in_slices;
    add_save_state(s, forms_of(s), view);
    add_last_copy(s, view);
    const bool undoable = !s.read_only && !s.past;
    const SharedStep undo = s.history.next(Direction::back), redo = s.history.next(Direction::again);
    view.can_undo = undoable && undo;
    view.can_redo = undoable && redo;
    if (view.can_undo) view.undo_title = step_title(undo->label);
    if (view.can_redo) view.redo_title = step_title(redo->label);
    s.shown().views.shell_inputs = inputs;
    return view;
}

// --- settings ------------------------------------------------------------------------------------------

namespace {

std::vector<std::pair<std::string, std::string>> named_languages() {
    std::vector<std::pair<std::string, std::string>> named;
    for (const std::string& code : languages()) named.emplace_back(code, tr("language." + code));
    return named;
}

}  // namespace

const SettingsView& Session::settings() {
    State& s = *state_;
    bring_up_to_date(s);
    ViewCache& views = s.shown().views;
    const ViewInputs inputs = inputs_of(s, Depends::on_the_session);
    if (views.settings_inputs == inputs) return views.settings;
    SettingsView& view = views.settings;
    view = {};
    view.theme = s.settings.theme;
    view.density = s.settings.density;
    view.language = s.settings.language;
    view.version = kVersion;
    view.leads = s.shown().book.leads.alive_count();
    view.activities = s.shown().book.activities.alive_count();
    view.languages = named_languages();
    views.settings_inputs = inputs;
    return view;
}

const std::string& Session::shown_fingerprint() {
    State& s = *state_;
    ViewCache& views = s.views;
    if (views.fingerprint_revision == s.book.revision) return views.fingerprint;
    views.fingerprint.clear();
    if (views.printing || s.applying_in_slices || !s.opened) return views.fingerprint;
    views.printing = true;
    fingerprint([this](base::Result<std::string> text) {
        ViewCache& kept = state_->views;
        kept.printing = false;
        kept.fingerprint_revision = state_->book.revision;
        if (text) kept.fingerprint = std::move(*text);
        state_->touch();
    });
    return views.fingerprint;
}

// --- small things ----------------------------------------------------------------------------------------

const std::vector<NoticeView>& Session::notices() const { return state_->notices; }
const std::string& Session::route() const { return state_->route; }
uint64_t Session::tour() const { return state_->tour; }
uint64_t Session::version() const { return state_->version; }

const JobView* Session::job() const {
    if (state_->envelope) return &*state_->envelope;
    const Job* job = state_->jobs.current();
    if (!job || job->quiet) return nullptr;
    state_->views.job = {job->title, job->done, job->total, job->can_cancel};
    return &state_->views.job;
}

// Ours first, then theirs; in each those in common use in their order.
const std::vector<ActivityTypeView>& Session::activity_types() {
    ViewCache& views = state_->views;
    if (views.activity_types_language == state_->locale.language) return views.activity_types;
    views.activity_types_language = state_->locale.language;
    views.activity_types.clear();
    std::vector<const lifecycle::ActivityType*> types;
    for (const lifecycle::ActivityType& type : lifecycle::activity_types()) types.push_back(&type);
    const auto place = [](const lifecycle::ActivityType* type) {
        return std::pair(type->by == lifecycle::By::them, type->common ? type->common : INT32_MAX);
    };
    base::sort(types, [&](const auto* a, const auto* b) { return place(a) < place(b); });
    for (const lifecycle::ActivityType* type : types)
        views.activity_types.push_back({type->id, event_label(type->id), type->icon, type->by == lifecycle::By::us, type->common > 0});
    return views.activity_types;
}

}  // namespace app
