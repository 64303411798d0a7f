// Which tasks are to be told of, and when: one with an hour at its minute, those of a whole day together at nine. A
// moment is a minute of the book's zone, as due_minutes() has it: clocks that are put back tell nothing twice. Open leads
// only, as on Today.
#pragma once

#include "domain/book.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace app {

inline constexpr int64_t kDayToldAtMinutes = 9 * 60;  // after midnight

// Up to which moment all was told, that one included.
struct Told {
    int64_t hours = 0;  // of tasks with an hour
    int64_t days = 0;   // of tasks of a whole day
};

struct DueTask {
    int64_t at = 0;  // the moment
    domain::Row task = 0;
    bool timed = false;
    auto operator<=>(const DueTask&) const = default;
};

// The tasks that wait and whose moment is after `told` and not after `now`; the earliest first.
std::vector<DueTask> tasks_due(const domain::Book& book, const Told& told, int64_t now);
// The first moment after `told`; nothing: no task that waits has one.
std::optional<int64_t> next_moment(const domain::Book& book, const Told& told);

}  // namespace app
