#include "query/timeline.h"

#include <algorithm>
#include <limits>

namespace query {
namespace {

using domain::Row;

constexpr uint32_t kMostTypes = 65534;

// The columns a timeline reads; any of them may not exist yet.
struct Source {
    const domain::Table& table;
    const domain::ReferenceColumn* lead;
    const domain::ChoiceColumn* type;
    const domain::InstantColumn* at;
    int64_t offset_millis;

    Source(const domain::Book& book, int offset_minutes)
        : table(book.activities),
          lead(table.reference("lead")),
          type(table.choice("type")),
          at(table.instant("at")),
          offset_millis(offset_minutes * base::kMillisPerMinute) {}

    bool complete() const { return lead && type && at; }
    bool counts(Row row) const {
        const uint32_t code = type->codes[row];
        return code != 0 && code <= kMostTypes && table.alive(row) && at->millis[row] != domain::kNoNumber;
    }
    int32_t day(Row row) const {
        const int64_t local = at->millis[row] + offset_millis;
        const int64_t day = local / base::kMillisPerDay;
        return static_cast<int32_t>(day - (local % base::kMillisPerDay < 0));
    }
};

}  // namespace

bool TimelineJob::earlier(const Event& a, const Event& b) {
    if (a.type != b.type) return a.type < b.type;
    if (a.day != b.day) return a.day < b.day;
    return a.row < b.row;
}

void TimelineJob::order(Event* first, Event* last) {
    if (last - first > 24) {
        std::sort(first, last, earlier);
        return;
    }
    for (Event* next = first; next < last; ++next) {
        const Event moved = *next;
        Event* place = next;
        for (; place > first && earlier(moved, place[-1]); --place) *place = place[-1];
        *place = moved;
    }
}

Timeline timeline_of(const domain::Book& book, Row lead, int offset_minutes) {
    Timeline timeline;
    timeline.revision = book.revision;
    timeline.offset_minutes = offset_minutes;
    timeline.offsets = {0, 0};
    const Source source(book, offset_minutes);
    if (!source.complete()) return timeline;
    std::vector<TimelineJob::Event> events;
    book.activities_by_lead.for_each(lead, [&](Row row) {
        if (source.lead->rows[row] == lead && source.counts(row))
            events.push_back({static_cast<uint16_t>(source.type->codes[row]), source.day(row), row});
    });
    TimelineJob::order(events.data(), events.data() + events.size());
    for (const TimelineJob::Event& event : events) {
        timeline.types.push_back(event.type);
        timeline.days.push_back(event.day);
        timeline.rows.push_back(event.row);
    }
    timeline.offsets[1] = static_cast<uint32_t>(events.size());
    return timeline;
}

TimelineJob::TimelineJob(const domain::Book& book, int offset_minutes) : book_(&book) {
    timeline_.offsets.assign(static_cast<size_t>(book.leads.size()) + 1, 0);
    timeline_.revision = book.revision;
    timeline_.offset_minutes = offset_minutes;
    if (!Source(book, offset_minutes).complete()) phase_ = Phase::done;
}

bool TimelineJob::step(Row rows) {
    const Row total = book_->activities.size();
    const Row end = rows > total - std::min(next_, total) ? total : next_ + rows;
    switch (phase_) {
        case Phase::count: count_rows(end); break;
        case Phase::place: place_rows(end); break;
        case Phase::order: order_leads(rows); break;
        case Phase::done: break;
    }
    return phase_ == Phase::done;
}

void TimelineJob::count_rows(Row end) {
    const Source source(*book_, timeline_.offset_minutes);
    const Row leads = timeline_.leads();
    for (; next_ < end; ++next_) {
        const Row lead = source.lead->rows[next_];
        if (lead < leads && source.counts(next_)) ++timeline_.offsets[lead + 1];
    }
    if (end < book_->activities.size()) return;
    for (size_t i = 1; i < timeline_.offsets.size(); ++i) timeline_.offsets[i] += timeline_.offsets[i - 1];
    const size_t events = timeline_.offsets.back();
    placed_.resize(events);
    cursors_.assign(timeline_.offsets.begin(), timeline_.offsets.end() - 1);
    phase_ = Phase::place;
    next_ = 0;
}

void TimelineJob::place_rows(Row end) {
    const Source source(*book_, timeline_.offset_minutes);
    const Row leads = timeline_.leads();
    for (; next_ < end; ++next_) {
        const Row lead = source.lead->rows[next_];
        if (lead >= leads || !source.counts(next_)) continue;
        placed_[cursors_[lead]++] = {static_cast<uint16_t>(source.type->codes[next_]), source.day(next_), next_};
    }
    if (end < book_->activities.size()) return;
    cursors_ = {};
    timeline_.types.reserve(placed_.size());
    timeline_.days.reserve(placed_.size());
    timeline_.rows.reserve(placed_.size());
    phase_ = Phase::order;
    next_ = 0;
}

void TimelineJob::order_leads(Row rows) {
    const Row leads = timeline_.leads();
    const Row end = rows > leads - next_ ? leads : next_ + rows;
    for (; next_ < end; ++next_) {
        Event* const first = placed_.data() + timeline_.offsets[next_];
        Event* const last = placed_.data() + timeline_.offsets[next_ + 1];
        order(first, last);
        for (const Event* event = first; event < last; ++event) {
            timeline_.types.push_back(event->type);
            timeline_.days.push_back(event->day);
            timeline_.rows.push_back(event->row);
        }
    }
    if (next_ < leads) return;
    placed_ = {};
    phase_ = Phase::done;
}

Timeline build_timeline(const domain::Book& book, int offset_minutes) {
    TimelineJob job(book, offset_minutes);
    while (!job.step(std::numeric_limits<Row>::max())) {
    }
    return job.take();
}

}  // namespace query
