// One lead: profile, score with its reasons, stage with why and what is missing, tasks, timeline.
// Its fields are made in view_fields.cpp.
#include "app/deal_parts.h"
#include "app/messages.h"
#include "app/view_fields.h"
#include "app/view_parts.h"
#include "base/order.h"
#include "lifecycle/explain.h"
#include "scoring/card.h"

#include <algorithm>

namespace app {

using namespace domain;

namespace {

constexpr size_t kMostTimeline = 100;
constexpr size_t kMostDoneTasks = 20;

// --- score and stage ---------------------------------------------------------------------------------

void add_score(const State& state, Row lead, const Forms& forms, LeadView& view) {
    const scoring::ScoreCard card = scoring::card(state.shown().book, state.shown().computed.model(), lead, state.shown().views.now);
    for (const scoring::Reason& reason : card.reasons)
        (reason.axis == scoring::Axis::fit ? view.fit : view.engagement).push_back({forms.message(reason.text), reason.points});
    view.hot_from = state.shown().computed.model().thresholds.hot;
    if (!card.cooler_on || view.head.closed) return;
    const bool hot = card.score.temperature == scoring::Temperature::hot;
    view.outlook = tr(hot ? "lead.outlook.hot" : "lead.outlook.warm", {{"day", forms.day_in_sentence(*card.cooler_on)}});
}

void add_missing(const lifecycle::Explanation& explained, const lifecycle::Lens& lens, const Forms& forms, LeadView& view) {
    if (explained.next.empty()) return;
    const auto needs = [](const lifecycle::NextStage& next) { return !next.missing.empty(); };
    auto next = std::find_if(explained.next.begin(), explained.next.end(), needs);
    if (next == explained.next.end()) next = explained.next.begin();
    if (next->stage >= lens.stages.size()) return;
    view.next_stage = tr("stage." + lens.id + "." + lens.stages[next->stage].id);
    for (const lifecycle::Missing& missing : next->missing) {
        MissingView shown;
        shown.text = forms.message(missing.text);
        if (!missing.ways.empty()) {
            shown.button = forms.message(missing.ways.front().button);
            shown.command = missing.ways.front().command;
            shown.arguments = missing.ways.front().args;
        }
        view.missing.push_back(std::move(shown));
    }
}

void add_stage(const State& state, Row lead, const Forms& forms, LeadView& view) {
    const lifecycle::Lens& lens = state.shown().computed.lens();
    const lifecycle::Explanation explained = lifecycle::explain(state.shown().book, lens, lead, state.shown().views.now);
    view.lens_name = tr("lens." + lens.id);
    if (explained.since) {
        const int days = state.shown().views.now.today - *explained.since;
        view.stage_since = days > 0 ? tr("lead.here_for", {{"span", forms.span(*explained.since, state.shown().views.now.today)}}) : tr("lead.here_since_today");
    }
    for (const lifecycle::Met& met : explained.why) view.why.push_back(forms.message(met.text));
    for (const query::Message& marker : explained.markers) view.markers.push_back(forms.message(marker));
    add_missing(explained, lens, forms, view);
}

// --- company -----------------------------------------------------------------------------------------

void add_colleagues(const State& state, Row lead, LeadView& view) {
    const Table& leads = state.shown().book.leads;
    const TextColumn* companies = leads.text("company");
    const std::string_view here = companies ? companies->folded_at(lead) : std::string_view();
    if (here.empty()) return;
    for (Row other = 0; other < leads.size(); ++other) view.colleagues += other != lead && leads.alive(other) && companies->folded_at(other) == here;
    if (view.colleagues > 0) view.company_list = people_of_company(view.head.company);
}

// --- tasks -------------------------------------------------------------------------------------------

void add_tasks(const State& state, Row lead, LeadView& view) {
    const Table& tasks = state.shown().book.tasks;
    const InstantColumn* done_at = tasks.instant("done_at");
    std::vector<std::pair<int64_t, Row>> waiting, done;
    state.shown().book.tasks_by_lead.for_each(lead, [&](Row task) {
        if (!tasks.alive(task)) return;
        const int64_t due = due_minutes(tasks, task);
        if (is_waiting(tasks, task)) waiting.emplace_back(due == kNoNumber ? INT64_MAX : due, task);
        else done.emplace_back(done_at ? done_at->millis[task] : kNoNumber, task);
    });
    base::sort(waiting);
    base::sort(done, std::greater<>());
    if (done.size() > kMostDoneTasks) done.resize(kMostDoneTasks);
    for (const auto& [due, task] : waiting) view.tasks.push_back(task_of(state, task, DuePlace::anywhere));
    for (const auto& [at, task] : done) view.done_tasks.push_back(task_of(state, task, DuePlace::anywhere));
}

// --- timeline ----------------------------------------------------------------------------------------

// What was written down with it: note, reason, amount, rating, date.
std::string remark_of(const State& state, Row activity, const Forms& forms) {
    std::string remark;
    for (const char* key : {"note", "reason", "value", "number", "until"}) {
        const Value value = state.shown().book.value(TableKind::activities, activity, key);
        std::string part = forms.value(value);
        if (const auto* until = std::get_if<Instant>(&value))
            part = tr("lead.until", {{"day", forms.day_in_sentence(base::day_of(until->millis, forms.now.offset_minutes))}});
        if (!part.empty()) remark += (remark.empty() ? "" : ", ") + part;
    }
    return remark;
}

ActivityView activity_of(const State& state, Row activity, int64_t at, const Forms& forms) {
    const Table& activities = state.shown().book.activities;
    const std::string_view type = text_at(activities, activity, "type");
    const bool timed = timed_activity(activities, activity);
    ActivityView view;
    view.id = to_text(activities.id(activity));
    view.type_label = event_label(type);
    view.icon = activity_icon(type);
    view.note = remark_of(state, activity, forms);
    view.system = type == lifecycle::fact_id(lifecycle::Fact::captured);
    if (at == kNoNumber) return view;
    view.when = forms.past(at, timed);
    view.when_exact = forms.exact(at, timed);
    return view;
}

void add_timeline(const State& state, Row lead, const Forms& forms, LeadView& view) {
    const InstantColumn* at = state.shown().book.activities.instant("at");
    std::vector<std::pair<int64_t, Row>> found;
    state.shown().book.activities_by_lead.for_each(lead, [&](Row activity) {
        if (state.shown().book.activities.alive(activity)) found.emplace_back(at ? at->millis[activity] : kNoNumber, activity);
    });
    view.timeline_total = static_cast<int64_t>(found.size());
    const size_t shown = std::min(found.size(), kMostTimeline);
    std::partial_sort(found.begin(), found.begin() + static_cast<std::ptrdiff_t>(shown), found.end(), std::greater<>());
    for (size_t i = 0; i < shown; ++i) view.timeline.push_back(activity_of(state, found[i].second, found[i].first, forms));
}

LeadView make_lead(State& state, Row lead) {
    const Forms forms = forms_of(state);
    const Table& leads = state.shown().book.leads;
    LeadView view;
    view.head = lead_row_of(state, lead);
    if (const auto value = lead_value(state, lead)) view.value = forms.money(*value);
    view.email = text_at(leads, lead, "email");
    view.phone = text_at(leads, lead, "phone");
    view.tel_href = tel_href(view.phone);
    view.mail_href = mail_href(view.email);
    view.whatsapp_href = whatsapp_href(view.phone, text_at(leads, lead, "country"));
    view.fields = fields_of(state, lead);
    add_score(state, lead, forms, view);
    add_stage(state, lead, forms, view);
    add_colleagues(state, lead, view);
    add_tasks(state, lead, view);
    view.deals = deals_of(state, lead);
    add_timeline(state, lead, forms, view);
    return view;
}

}  // namespace

const LeadView* Session::lead(std::string_view id) {
    State& s = *state_;
    ViewCache& views = s.shown().views;
    bring_up_to_date(s);
    const ViewInputs inputs = inputs_of(s, Depends::on_the_minute);
    if (views.lead_inputs != inputs || views.lead_id != id) {
        const auto row_id = row_id_from_text(id);
        const Row row = row_id ? s.shown().book.leads.find(*row_id) : kNoRow;
        views.lead_found = row != kNoRow && s.shown().book.leads.alive(row);
        if (views.lead_found) views.lead = make_lead(s, row);
        views.lead_inputs = inputs;
        views.lead_id = id;
    }
    return views.lead_found ? &views.lead : nullptr;
}

}  // namespace app
