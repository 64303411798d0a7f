#include "app/view_parts.h"

#include "app/messages.h"

namespace app {

using namespace domain;

bool bring_up_to_date(State& state) {
    const std::shared_ptr<OpenBook> open = state.past ? state.past : state.live;
    open->views.now = state.shown_now();
    if (state.applying_in_slices && !state.past) return false;
    if (open->computed.refresh(open->book, open->views.now) || open->views.refreshing) return true;
    open->views.refreshing = true;
    Job job;
    job.name = "scores";
    job.quiet = true;
    job.can_cancel = false;
    job.step = [&state, open](Job&, Slice& slice) {
        const bool more = open->computed.step(open->book, open->as_of.value_or(state.now()), slice);
        open->views.refreshing = more;
        if (!more) state.touch();
        return more;
    };
    state.jobs.add(std::move(job));
    state.start_jobs();
    return true;
}

query::RankCache& ranks_of(const State& state, OpenBook& open) {
    if (open.views.ranks_language != state.locale.language) open.views.ranks.clear();
    open.views.ranks_language = state.locale.language;
    return open.views.ranks;
}

ViewInputs inputs_of(const State& state, Depends depends) {
    ViewInputs inputs;
    inputs.revision = state.shown().book.revision;
    inputs.generation = state.shown().computed.generation();
    inputs.today = state.shown().views.now.today.count;
    inputs.language = state.locale.language;
    inputs.offset_minutes = state.shown().views.now.offset_minutes;
    if (depends != Depends::on_the_book) inputs.minute = state.shown().views.now.millis / base::kMillisPerMinute;
    if (depends == Depends::on_the_session) inputs.version = state.version;
    return inputs;
}

Forms forms_of(const State& state) { return {state.locale, state.shown().views.now}; }

ClosedLeads::ClosedLeads(const Table& leads) : outcome_(leads.choice("outcome")) {
    if (!outcome_) return;
    for (const std::string& text : outcome_->dictionary.texts()) closed_by_code_.push_back(text == kWon || text == kLost);
}

// --- one lead ----------------------------------------------------------------------------------------

ScoreShort score_of(const State& state, Row lead) {
    ScoreShort shown;
    if (lead >= state.shown().computed.columns().size()) return shown;
    const scoring::Score score = state.shown().computed.columns().scores.at(lead);
    shown.total = score.total;
    shown.fit = score.fit;
    shown.engagement = score.engagement;
    shown.grade = score.grade;
    switch (score.temperature) {
        case scoring::Temperature::cold: shown.temperature = Temperature::cold; break;
        case scoring::Temperature::warm: shown.temperature = Temperature::warm; break;
        case scoring::Temperature::hot: shown.temperature = Temperature::hot; break;
    }
    return shown;
}

// Stages on the way count from the lowest; one beside it (Contact) is paused or has ended.
StageMark mark_of(const lifecycle::Lens& lens, size_t stage) {
    StageMark mark;
    for (const lifecycle::LensStage& one : lens.stages) mark.count += !one.side;
    if (stage >= lens.stages.size()) return mark;
    mark.name = tr("stage." + lens.id + "." + lens.stages[stage].id);
    if (lens.stages[stage].side) {
        mark.kind = StageMark::Kind::paused;
        return mark;
    }
    for (size_t i = stage + 1; i < lens.stages.size(); ++i) mark.place += !lens.stages[i].side;
    mark.kind = stage == 0 ? StageMark::Kind::last : StageMark::Kind::open;
    return mark;
}

StageMark stage_of(const State& state, Row lead) {
    const Computed::Columns& columns = state.shown().computed.columns();
    const bool known = lead < columns.size();
    StageMark mark = mark_of(state.shown().computed.lens(), known ? columns.stages.stage[lead] : lifecycle::kNoStage);
    if (mark.kind == StageMark::Kind::paused && !(columns.stages.markers[lead] & lifecycle::kPaused)) mark.kind = StageMark::Kind::ended;
    return mark;
}

namespace {

void add_activity(const State& state, const Forms& forms, Row lead, LeadRow& row) {
    const Computed::Columns& columns = state.shown().computed.columns();
    if (lead >= columns.size() || columns.last_activity[lead] == kNoRow) return;
    const Row activity = columns.last_activity[lead];
    const std::string_view type = text_at(state.shown().book.activities, activity, "type");
    row.last_activity = event_label(type);
    row.last_activity_icon = activity_icon(type);
    row.last_activity_when = forms.past(columns.last_at[lead], timed_activity(state.shown().book.activities, activity));
}

DueKind due_kind(const Forms& forms, int64_t due) {
    if (due == kNoNumber) return DueKind::none;
    if (forms.is_late(due)) return DueKind::late;
    return due / kMinutesPerDay == forms.now.today.count ? DueKind::today : DueKind::later;
}

bool timed_task(const Table& tasks, Row task) {
    const NumberColumn* time = tasks.number("due_time");
    return time && time->values[task] != kNoNumber;
}

void add_next_step(const State& state, const Forms& forms, Row lead, LeadRow& row) {
    const Computed::Columns& columns = state.shown().computed.columns();
    if (lead >= columns.size() || columns.next_task[lead] == kNoRow) return;
    const Row task = columns.next_task[lead];
    row.next_step = text_at(state.shown().book.tasks, task, "title");
    row.due = forms.due(columns.next_due[lead], timed_task(state.shown().book.tasks, task));
    row.due_kind = due_kind(forms, columns.next_due[lead]);
}

}  // namespace

std::optional<base::Money> lead_value(const State& state, Row lead) {
    const Computed::Columns& columns = state.shown().computed.columns();
    if (lead >= columns.size() || columns.value_minor[lead] == kNoNumber) return std::nullopt;
    return base::Money{columns.value_minor[lead], {columns.value_currency[lead]}};
}

LeadRow lead_row_of(const State& state, Row lead) {
    LeadRow row;
    const Table& leads = state.shown().book.leads;
    if (lead >= leads.size()) return row;
    const Forms forms = forms_of(state);
    row.id = to_text(leads.id(lead));
    row.name = text_at(leads, lead, "name");
    row.company = text_at(leads, lead, "company");
    row.role = text_at(leads, lead, "role");
    row.title = text_at(leads, lead, "title");
    row.owner = text_at(leads, lead, "owner");
    row.initials = initials(row.name.empty() ? row.company : row.name);
    row.owner_initials = initials(row.owner);
    row.score = score_of(state, lead);
    row.stage = stage_of(state, lead);
    if (const auto value = lead_value(state, lead)) row.value = forms.short_money(*value);
    add_activity(state, forms, lead, row);
    add_next_step(state, forms, lead, row);
    const std::string_view outcome = text_at(leads, lead, "outcome");
    row.closed = outcome == kWon || outcome == kLost;
    if (row.closed) row.outcome = tr(outcome == kWon ? "outcome.won" : "outcome.lost");
    const DateColumn* closed = leads.date("closed");
    if (row.closed && closed && closed->days[lead] != kNoDay) row.closed_on = forms.day({closed->days[lead]});
    return row;
}

TaskView task_of(const State& state, Row task, DuePlace place) {
    TaskView view;
    const Table& tasks = state.shown().book.tasks;
    const Forms forms = forms_of(state);
    const int64_t due = due_minutes(tasks, task);
    const bool timed = timed_task(tasks, task);
    view.id = to_text(tasks.id(task));
    view.title = text_at(tasks, task, "title");
    view.due = place == DuePlace::within_day ? forms.due_within_day(due, timed) : forms.due(due, timed);
    view.due_exact = forms.due_exact(due, timed);
    view.due_day = to_text(tasks.value(task, "due"));
    view.due_kind = due_kind(forms, due);
    view.done = !is_waiting(tasks, task);
    const ReferenceColumn* leads = tasks.reference("lead");
    const Row lead = leads ? leads->rows[task] : kNoRow;
    if (lead == kNoRow) return view;
    view.lead_id = to_text(state.shown().book.leads.id(lead));
    view.lead_name = text_at(state.shown().book.leads, lead, "name");
    view.lead_company = text_at(state.shown().book.leads, lead, "company");
    view.score = score_of(state, lead);
    return view;
}

// --- activities --------------------------------------------------------------------------------------

std::string activity_icon(std::string_view type) {
    if (const lifecycle::ActivityType* known = lifecycle::find_type(lifecycle::activity_types(), type)) return known->icon;
    if (const auto fact = lifecycle::fact_from_id(type)) return std::string(lifecycle::fact_icon(*fact));
    return "circle-help";
}

bool timed_activity(const Table& activities, Row activity) { return text_at(activities, activity, "precision") == "minute"; }

std::string_view text_at(const Table& table, Row row, std::string_view key) {
    const Column* column = table.column(key);
    if (!column || row >= column->size()) return {};
    if (!column->as_typed.empty())  // a pseudonym
        if (const auto typed = column->as_typed.find(row); typed != column->as_typed.end()) return typed->second;
    if (const auto* text = std::get_if<TextColumn>(&column->data)) return text->at(row);
    if (const auto* choice = std::get_if<ChoiceColumn>(&column->data)) return choice->at(row);
    return {};
}

}  // namespace app
