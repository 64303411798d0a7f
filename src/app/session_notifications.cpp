// Due tasks, told by notifications of the system: a look at each minute, and none but by the tab that has the book. A timer
// for the next moment would be late when a computer has slept: its clock stands still meanwhile.
#include "app/session.h"
#include "app/state.h"
#include "app/text_forms.h"
#include "app/view_parts.h"

#include <algorithm>
#include <utility>

namespace app {

using namespace domain;
using base::Error;
using base::Json;

namespace {

constexpr size_t kMostAlone = 3;   // of what is told at once, but for tasks of a whole day: more come together
constexpr size_t kMostTitles = 3;  // in words that are of several
constexpr int kGraceMs = 20;       // a timer that fires early finds the minute before

constexpr std::string_view kDayTold = "notified_day";  // the last day whose tasks were told at nine

bool are_wanted(const State& s) { return s.ports.load_setting(kNotificationsSetting) == "on"; }

base::Day day_of_moment(int64_t at) { return {static_cast<int32_t>(at / kMinutesPerDay)}; }
bool is_past_nine(int64_t minute) { return minute % kMinutesPerDay >= kDayToldAtMinutes; }

// --- words -----------------------------------------------------------------------------------------------

std::string joined(std::string first, const char* between, std::string_view second) {
    if (!first.empty() && !second.empty()) first += between;
    return first.append(second);
}

std::string title_of(const Book& book, const DueTask& due) {
    const std::string_view title = text_at(book.tasks, due.task, "title");
    return title.empty() ? tr_count("reminders.due", 1) : std::string(title);
}

// "14:00"; of another day "Yesterday 14:00"; of a whole day "Today".
std::string when_of(const Forms& forms, const DueTask& due) {
    const base::Day day = day_of_moment(due.at);
    if (!due.timed) return forms.day(day);
    const std::string time = forms.time_of_day(due.at);
    return day == forms.now.today ? time : tr("date.with_time", {{"date", forms.day(day)}, {"time", time}});
}

Notification alone(const Book& book, const Forms& forms, const DueTask& due) {
    const Row lead = book.tasks.reference("lead")->rows[due.task];
    const std::string who = joined(std::string(text_at(book.leads, lead, "name")), ", ", text_at(book.leads, lead, "company"));
    return {.tag = "task " + to_text(book.tasks.id(due.task)), .title = title_of(book, due), .body = joined(who, " · ", when_of(forms, due)), .path = "/lead/" + to_text(book.leads.id(lead))};
}

Notification together(const Book& book, const char* title, const std::vector<DueTask>& due) {
    const auto count = static_cast<int64_t>(due.size());
    const auto named = static_cast<int64_t>(std::min(due.size(), kMostTitles));
    std::string body;
    for (int64_t i = 0; i < named; ++i) body = joined(body, " · ", title_of(book, due[static_cast<size_t>(i)]));
    if (count > named) body = joined(body, " · ", tr_count("reminders.more", count - named));
    return {.tag = std::string(title) + " " + std::to_string(due.front().at), .title = tr_count(title, count), .body = std::move(body), .path = "/today"};
}

std::vector<Notification> notifications_of(const Book& book, const Forms& forms, const std::vector<DueTask>& due) {
    std::vector<DueTask> today, others;
    for (const DueTask& task : due) (!task.timed && day_of_moment(task.at) == forms.now.today ? today : others).push_back(task);
    std::vector<Notification> made;
    const auto add = [&](const std::vector<DueTask>& tasks, size_t most_alone, const char* title) {
        if (tasks.size() > most_alone) return made.push_back(together(book, title, tasks));
        for (const DueTask& task : tasks) made.push_back(alone(book, forms, task));
    };
    add(others, kMostAlone, "reminders.due");
    add(today, 1, "reminders.due_today");
    return made;
}

// --- whether it can be -----------------------------------------------------------------------------------

// The key of why there are none here, whatever the user wants; or null.
const char* why_none(NotificationAccess access) {
    switch (access) {
        case NotificationAccess::unsupported: return "reminders.unsupported";
        case NotificationAccess::insecure: return "reminders.insecure";
        case NotificationAccess::from_file: return "reminders.from_file";
        case NotificationAccess::not_installed: return "reminders.not_installed";
        case NotificationAccess::ask:
        case NotificationAccess::granted:
        case NotificationAccess::denied: return nullptr;
    }
    return nullptr;
}

std::string why_not_set(const State& s, NotificationAccess access) {
    if (const char* none = why_none(access)) return tr(none);
    return s.read_only ? s.read_only->message : std::string();  // it is for the tab that has the book
}

// Whoever has the page in front is told there, whatever they are at.
void tell_in_page(Session::State& s, const Notification& one) {
    s.notice(NoticeView::Kind::info, joined(one.title, " · ", one.body));
    NoticeView& notice = s.notices.back();
    notice.action_label = tr("lead.open");
    notice.action_command = "view.open";
    notice.arguments = {{"path", one.path}};
}

}  // namespace

RemindersView Session::reminders() const {
    const State& s = *state_;
    const NotificationAccess access = s.ports.notifications.access();
    const bool wanted = are_wanted(s);
    RemindersView view;
    view.on = wanted && access == NotificationAccess::granted;
    view.why_not = why_not_set(s, access);
    if (view.why_not.empty() && !wanted && access == NotificationAccess::denied) view.why_not = tr("reminders.denied");
    if (!view.why_not.empty()) view.detail = view.why_not;
    else if (access == NotificationAccess::denied) view.detail = tr("reminders.denied");
    else if (wanted && !view.on) view.detail = tr("reminders.ask_again");
    else view.detail = tr("reminders.detail", {{"time", Forms{s.locale, s.now()}.time_of_day(kDayToldAtMinutes)}});
    return view;
}

void Session::set_notifications(bool on, std::function<void(base::Result<Json>)> done) {
    State& s = *state_;
    if (const std::string why_not = why_not_set(s, s.ports.notifications.access()); !why_not.empty()) return done(Error{"notifications.not_here", why_not, "value"});
    if (!on) {
        s.ports.save_setting(kNotificationsSetting, "off");
        s.touch();
        return done(Json::object());
    }
    s.ports.notifications.ask([this, done = std::move(done)](base::Result<NotificationAccess> access) {
        State& s = *state_;
        s.touch();
        if (!access) return done(access.error());
        if (*access == NotificationAccess::denied) return done(Error{"notifications.denied", "The browser does not allow notifications.", "value"});
        if (*access != NotificationAccess::granted) return done(Error{"notifications.unanswered", "The browser asked whether to allow notifications, and got no answer.", "value"});
        s.ports.save_setting(kNotificationsSetting, "on");
        const base::Now now = s.now();
        if (is_past_nine(minutes_of(now))) s.ports.save_setting(kDayTold, base::to_iso(now.today));  // who presses it is looking
        watch_due_tasks();
        done(Json::object());
    });
}

// --- when ------------------------------------------------------------------------------------------------

// From here on. What had its hour before is not told; what is of this day is, unless it was.
void Session::watch_due_tasks() {
    State& s = *state_;
    if (s.read_only) return;
    const base::Now now = s.now();
    const int64_t minute = minutes_of(now);
    const auto day_told = base::day_from_iso(s.ports.load_setting(kDayTold));
    const bool today_told = day_told && *day_told >= now.today;
    s.telling.told = {.hours = minute, .days = today_told ? minute : int64_t{now.today.count} * kMinutesPerDay};
    s.telling.next = minute;
    s.ports.notifications.watch([this] { state_->touch(); });
    if (!s.telling.timer) tell_due_tasks();
}

void Session::tell_due_tasks() {
    State& s = *state_;
    s.telling.timer = s.opened && !s.read_only && are_wanted(s);
    if (!s.telling.timer) return;
    if (!s.applying_in_slices) tell_until_now();
    const base::Millis in = base::kMillisPerMinute - s.now().millis % base::kMillisPerMinute + kGraceMs;
    s.ports.after(static_cast<int>(in), [this] { tell_due_tasks(); });
}

void Session::tell_until_now() {
    State& s = *state_;
    Telling& telling = s.telling;
    const base::Now now = s.now();
    const int64_t minute = minutes_of(now);
    const bool look = telling.revision != s.book.revision || (telling.next && *telling.next <= minute);
    const std::vector<DueTask> due = look ? tasks_due(s.book, telling.told, minute) : std::vector<DueTask>();
    telling.told = {.hours = std::max(telling.told.hours, minute), .days = std::max(telling.told.days, minute)};
    if (look) telling.next = next_moment(s.book, telling.told);
    telling.revision = s.book.revision;
    if (is_past_nine(minute) && std::exchange(telling.day, now.today) != now.today) s.ports.save_setting(kDayTold, base::to_iso(now.today));
    for (Notification& one : notifications_of(s.book, Forms{s.locale, now}, due)) {
        s.ports.notifications.show(one, [this, one](const base::Result<bool>& shown) {
            if (!shown) state_->notice(NoticeView::Kind::warning, tr("reminders.failed", {{"title", one.title}}));
            else if (!*shown) tell_in_page(*state_, one);
        });
    }
}

}  // namespace app
