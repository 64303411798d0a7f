// All activities grouped by lead in plain arrays, made once for questions of the form "for all
// leads" (scores, stages). A copy of what the book says at one revision: the caller builds it again
// when activities have changed, and asks the one-lead functions in between.
#pragma once

#include "domain/book.h"

#include <cstdint>
#include <memory>
#include <vector>

namespace query {

// The events of one lead, as the engines read them: three arrays of one length.
struct EventSpan {
    const uint16_t* types = nullptr;      // codes of the `type` dictionary of activities
    const int32_t* days = nullptr;        // day of `at`
    const domain::Row* rows = nullptr;    // in Book::activities
    uint32_t size = 0;
};

struct Timeline {
    // Activities of lead row r are [offsets[r], offsets[r + 1]), sorted by type, then day, then row.
    std::vector<uint32_t> offsets;
    std::vector<uint16_t> types;  // codes of the `type` dictionary; those past 65534 are left out
    std::vector<int32_t> days;    // day of `at` in the zone it was built for
    std::vector<domain::Row> rows;
    uint64_t revision = 0;  // of the book it was built from
    int offset_minutes = 0;

    domain::Row leads() const { return offsets.empty() ? 0 : static_cast<domain::Row>(offsets.size() - 1); }
    EventSpan events(domain::Row lead) const {
        const uint32_t first = offsets[lead];
        return {types.data() + first, days.data() + first, rows.data() + first, offsets[lead + 1] - first};
    }
};

// The same for one lead, straight from the book: a timeline with that lead alone, as row 0.
Timeline timeline_of(const domain::Book& book, domain::Row lead, int offset_minutes);

// In slices of `rows` activities. The book must not change before it is done.
class TimelineJob {
public:
    TimelineJob(const domain::Book& book, int offset_minutes);
    bool step(domain::Row rows);  // true when done
    Timeline take() { return std::move(timeline_); }

private:
    struct Event {
        uint16_t type = 0;
        int32_t day = 0;
        domain::Row row = 0;
    };
    enum class Phase : uint8_t { count, place, order, done };
    friend Timeline timeline_of(const domain::Book&, domain::Row, int);
    static bool earlier(const Event& a, const Event& b);
    static void order(Event* first, Event* last);
    void count_rows(domain::Row end);
    void place_rows(domain::Row end);
    void order_leads(domain::Row rows);

    const domain::Book* book_;
    Timeline timeline_;
    std::vector<uint32_t> cursors_;
    std::vector<Event> placed_;  // by lead, not yet in order
    Phase phase_ = Phase::count;
    domain::Row next_ = 0;
};
Timeline build_timeline(const domain::Book& book, int offset_minutes);

}  // namespace query
