// Today: what is due, who is hot while nobody has answered, and with whom to begin. Open leads only.
#include "app/messages.h"
#include "app/text_forms.h"
#include "app/view_parts.h"
#include "base/order.h"
#include "scoring/card.h"

#include <algorithm>
#include <array>
#include <span>

namespace app {

using namespace domain;

namespace {

constexpr size_t kMostTasks = 500;  // a list; who is that far behind needs no longer one
constexpr size_t kMostHot = 20;
constexpr size_t kMostFirst = 5;

struct Due {
    int64_t minutes = 0;
    Row task = 0;
    auto operator<=>(const Due&) const = default;
};

struct DueLists {
    std::vector<Due> overdue, today, tomorrow;
    int64_t done_today = 0;
};

DueLists due_lists(const Book& book, const base::Now& now) {
    DueLists lists;
    const ReferenceColumn* leads = book.tasks.reference("lead");
    const DateColumn* days = book.tasks.date("due");
    const InstantColumn* done_at = book.tasks.instant("done_at");
    const ClosedLeads outcome(book.leads);
    const int64_t minute = minutes_of(now);
    for (Row task = 0; leads && task < book.tasks.size(); ++task) {
        const Row lead = leads->rows[task];
        if (!book.tasks.alive(task) || lead == kNoRow || !book.leads.alive(lead)) continue;
        if (!is_waiting(book.tasks, task)) {
            const bool dated = done_at && done_at->millis[task] != kNoNumber;
            lists.done_today += dated && base::day_of(done_at->millis[task], now.offset_minutes) == now.today;
            continue;
        }
        if (!days || days->days[task] == kNoDay || days->days[task] > now.today.count + 1 || outcome.closed(lead)) continue;
        const Due due{due_minutes(book.tasks, task), task};
        if (due.minutes < minute) lists.overdue.push_back(due);
        else if (days->days[task] == now.today.count) lists.today.push_back(due);
        else lists.tomorrow.push_back(due);
    }
    return lists;
}

// Nearest deadline first: what is least late, then what comes soonest.
std::vector<TaskView> tasks_of(const State& state, std::vector<Due> due, bool overdue) {
    if (overdue) base::sort(due, [](const Due& a, const Due& b) { return a.minutes != b.minutes ? a.minutes > b.minutes : a.task < b.task; });
    else base::sort(due);
    std::vector<TaskView> tasks;
    for (size_t i = 0; i < due.size() && i < kMostTasks; ++i) tasks.push_back(task_of(state, due[i].task, DuePlace::within_day));
    return tasks;
}

// Did they do it, or did we? Facts that record our own decision about a person count as ours.
enum class Hand : uint8_t { nobody, theirs, ours };

Hand hand_of(std::string_view type) {
    if (const lifecycle::ActivityType* known = lifecycle::find_type(lifecycle::activity_types(), type))
        return known->by == lifecycle::By::them ? Hand::theirs : Hand::ours;
    using enum lifecycle::Fact;
    const auto fact = lifecycle::fact_from_id(type);
    if (!fact) return Hand::nobody;
    switch (*fact) {
        case qualify_sales: case disqualify: case accept: case refuse: case recycle: case open_deal:
        case send_proposal: case win_deal: case lose_deal: case defer: return Hand::ours;
        case purchase: case start_trial: case referral_made: return Hand::theirs;
        case captured: case qualify_marketing: case qualify_product: case qualify_service: case hand_over:
        case generate_by_sales: case record_need: case record_budget: case record_authority: case record_timing:
        case customer_ended: case satisfaction: case opt_in: case opt_out: return Hand::nobody;
    }
    return Hand::nobody;
}

// Nobody of us has done anything since they last did. On one day, where a time of day is missing, it
// counts as answered: nobody is called twice for that.
class Untouched {
public:
    Untouched(const Book& book, const base::Now& now) : book_(book), now_(now) {
        types_ = book.activities.choice("type");
        at_ = book.activities.instant("at");
        if (!types_) return;
        for (const std::string& text : types_->dictionary.texts()) hands_.push_back(hand_of(text));
    }
    // None of us has ever done anything.
    bool never(Row lead) const {
        bool never = true;
        if (types_) book_.activities_by_lead.for_each(lead, [&](Row row) { never = never && (hands_[types_->codes[row]] != Hand::ours || !book_.activities.alive(row)); });
        return never;
    }
    bool operator()(Row lead) const {
        if (!types_ || !at_) return false;
        int64_t theirs = kNoNumber, ours = kNoNumber;
        bool theirs_timed = true, ours_timed = true;
        book_.activities_by_lead.for_each(lead, [&](Row row) {
            const Hand hand = hands_[types_->codes[row]];
            const int64_t at = at_->millis[row];
            if (hand == Hand::nobody || !book_.activities.alive(row) || at == kNoNumber || at > now_.millis + base::kMillisPerDay) return;
            int64_t& newest = hand == Hand::theirs ? theirs : ours;
            if (at < newest) return;
            newest = at;
            (hand == Hand::theirs ? theirs_timed : ours_timed) = timed_activity(book_.activities, row);
        });
        if (ours == kNoNumber) return true;
        if (theirs == kNoNumber) return false;
        const auto day = [&](int64_t at) { return base::day_of(at, now_.offset_minutes); };
        return theirs_timed && ours_timed ? ours < theirs : day(ours) < day(theirs);
    }

private:
    const Book& book_;
    const base::Now& now_;
    const ChoiceColumn* types_ = nullptr;
    const InstantColumn* at_ = nullptr;
    std::vector<Hand> hands_;  // by code of the activity type
};

bool is_better(const Computed::Columns& columns, Row a, Row b) {
    if (columns.scores.total[a] != columns.scores.total[b]) return columns.scores.total[a] > columns.scores.total[b];
    if (columns.last_at[a] != columns.last_at[b]) return columns.last_at[a] > columns.last_at[b];
    return a < b;
}

class Reachable {
public:
    explicit Reachable(const Table& leads) : ways_{leads.column("phone"), leads.column("email")} {}
    bool operator()(Row lead) const {
        return std::any_of(ways_.begin(), ways_.end(), [&](const Column* way) { return way && !way->empty_at(lead); });
    }

private:
    std::array<const Column*, 2> ways_;
};

std::vector<Row> hot_untouched(const State& state) {
    const Book& book = state.shown().book;
    const Computed::Columns& columns = state.shown().computed.columns();
    const ClosedLeads outcome(book.leads);
    const Untouched untouched(book, state.shown().views.now);
    constexpr auto kHot = static_cast<uint8_t>(scoring::Temperature::hot);
    std::vector<Row> leads;
    for (Row lead = 0; lead < columns.size() && lead < book.leads.size(); ++lead)
        if (columns.scores.temperature[lead] == kHot && book.leads.alive(lead) && !outcome.closed(lead) && untouched(lead)) leads.push_back(lead);
    base::sort(leads, [&](Row a, Row b) { return is_better(columns, a, b); });
    return leads;
}

// Not hot, but nobody has ever called them either, and nothing is planned: open, in no pause, with a way to reach them. After
// a list was imported that is everybody in it.
std::vector<Row> not_begun(const State& state) {
    const Book& book = state.shown().book;
    const Computed::Columns& columns = state.shown().computed.columns();
    const ClosedLeads outcome(book.leads);
    const Untouched untouched(book, state.shown().views.now);
    const Reachable reachable(book.leads);
    constexpr auto kHot = static_cast<uint8_t>(scoring::Temperature::hot);
    std::vector<Row> leads;
    for (Row lead = 0; lead < columns.size() && lead < book.leads.size(); ++lead) {
        const bool waits = columns.next_task[lead] == kNoRow && columns.stages.markers[lead] == 0 && columns.scores.temperature[lead] != kHot;
        if (waits && book.leads.alive(lead) && !outcome.closed(lead) && reachable(lead) && untouched.never(lead)) leads.push_back(lead);
    }
    const auto end = leads.begin() + static_cast<ptrdiff_t>(std::min(leads.size(), kMostFirst));
    std::partial_sort(leads.begin(), end, leads.end(), [&](Row a, Row b) { return is_better(columns, a, b); });
    return leads;
}

// What they did counts before who they are.
std::string strongest_reason(const State& state, Row lead) {
    const scoring::Reason* strongest = nullptr;
    const scoring::ScoreCard card = scoring::card(state.shown().book, state.shown().computed.model(), lead, state.shown().views.now);
    for (const scoring::Reason& reason : card.reasons)
        if (reason.points > 0 && (!strongest || reason.axis > strongest->axis)) strongest = &reason;
    return strongest ? forms_of(state).message(strongest->text) : std::string();
}

std::vector<LeadToCall> to_call(const State& state, std::span<const Row> leads) {
    std::vector<LeadToCall> calls;
    for (const Row lead : leads) {
        const std::string_view phone = text_at(state.shown().book.leads, lead, "phone");
        calls.push_back({lead_row_of(state, lead), strongest_reason(state, lead), std::string(phone), tel_href(phone)});
    }
    return calls;
}

}  // namespace

int64_t count_due(const Book& book, const base::Now& now) {
    const DueLists lists = due_lists(book, now);
    return static_cast<int64_t>(lists.overdue.size() + lists.today.size());
}

const TodayView& Session::today() {
    State& s = *state_;
    ViewCache& views = s.shown().views;
    if (!bring_up_to_date(s)) return views.today;
    const ViewInputs inputs = inputs_of(s, Depends::on_the_minute);
    if (views.today_inputs == inputs) return views.today;
    TodayView& view = views.today;
    view = {};
    view.date = forms_of(s).long_day(views.now.today);
    const DueLists due = due_lists(s.shown().book, views.now);
    view.overdue = tasks_of(s, due.overdue, true);
    view.due_today = tasks_of(s, due.today, false);
    view.tomorrow = tasks_of(s, due.tomorrow, false);
    view.done_today = due.done_today;
    const std::vector<Row> hot = hot_untouched(s);
    view.hot_untouched_total = static_cast<int64_t>(hot.size());
    view.hot_untouched = to_call(s, std::span(hot).first(std::min(hot.size(), kMostHot)));
    const std::vector<Row> first = not_begun(s);
    view.first_total = static_cast<int64_t>(first.size());
    view.first = to_call(s, std::span(first).first(std::min(first.size(), kMostFirst)));
    views.today_inputs = inputs;
    return view;
}

}  // namespace app
