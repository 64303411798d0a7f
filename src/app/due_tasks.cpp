#include "app/due_tasks.h"

#include "app/view_parts.h"
#include "base/order.h"

#include <algorithm>

namespace app {

using namespace domain;

namespace {

// Calls `visit` with each task that waits and whose moment is after `told`.
template <class Visit>
void for_each_untold(const Book& book, const Told& told, const Visit& visit) {
    const ReferenceColumn* leads = book.tasks.reference("lead");
    const DateColumn* days = book.tasks.date("due");
    const NumberColumn* hours = book.tasks.number("due_time");
    const ClosedLeads outcome(book.leads);
    for (Row task = 0; leads && days && task < book.tasks.size(); ++task) {
        if (days->days[task] == kNoDay || !is_waiting(book.tasks, task)) continue;
        const bool timed = hours && hours->values[task] != kNoNumber;
        const int64_t at = timed ? due_minutes(book.tasks, task) : int64_t{days->days[task]} * kMinutesPerDay + kDayToldAtMinutes;
        const Row lead = leads->rows[task];
        if (at <= (timed ? told.hours : told.days) || lead == kNoRow || !book.leads.alive(lead) || outcome.closed(lead)) continue;
        visit(DueTask{at, task, timed});
    }
}

}  // namespace

std::vector<DueTask> tasks_due(const Book& book, const Told& told, int64_t now) {
    std::vector<DueTask> due;
    for_each_untold(book, told, [&](const DueTask& task) { if (task.at <= now) due.push_back(task); });
    base::sort(due);
    return due;
}

std::optional<int64_t> next_moment(const Book& book, const Told& told) {
    std::optional<int64_t> next;
    for_each_untold(book, told, [&](const DueTask& task) { next = std::min(next.value_or(task.at), task.at); });
    return next;
}

}  // namespace app
