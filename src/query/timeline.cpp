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

struct Event {
    uint16_t type = 0;
    int32_t day = 0;
    Row row = 0;
};

bool earlier(const Event& a, const Event& b) {
    if (a.type != b.type) return a.type < b.type;
    if (a.day != b.day) return a.day < b.day;
    return a.row < b.row;
}

void order(std::vector<Event>& events) {
    if (events.size() > 24) {
        std::sort(events.begin(), events.end(), earlier);
        return;
    }
    for (size_t i = 1; i < events.size(); ++i) {
        const Event moved = events[i];
        size_t place = i;
        for (; place > 0 && earlier(moved, events[place - 1]); --place) events[place] = events[place - 1];
        events[place] = moved;
    }
}

}  // namespace

Timeline timeline_of(const domain::Book& book, Row lead, int offset_minutes) {
    Timeline timeline;
    timeline.revision = book.revision;
    timeline.offset_minutes = offset_minutes;
    timeline.offsets = {0, 0};
    const Source source(book, offset_minutes);
    if (!source.complete()) return timeline;
    std::vector<Event> events;
    book.activities_by_lead.for_each(lead, [&](Row row) {
        if (source.lead->rows[row] == lead && source.counts(row))
            events.push_back({static_cast<uint16_t>(source.type->codes[row]), source.day(row), row});
    });
    order(events);
    for (const Event& event : events) {
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
    timeline_.types.resize(events);
    timeline_.days.resize(events);
    timeline_.rows.resize(events);
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
        const uint32_t place = cursors_[lead]++;
        timeline_.types[place] = static_cast<uint16_t>(source.type->codes[next_]);
        timeline_.days[place] = source.day(next_);
        timeline_.rows[place] = next_;
    }
    if (end < book_->activities.size()) return;
    cursors_ = {};
    phase_ = Phase::order;
    next_ = 0;
}

void TimelineJob::order_leads(Row rows) {
    const Row leads = timeline_.leads();
    const Row end = rows > leads - next_ ? leads : next_ + rows;
    std::vector<Event> events;
    for (; next_ < end; ++next_) {
        const uint32_t first = timeline_.offsets[next_], last = timeline_.offsets[next_ + 1];
        if (last - first < 2) continue;
        events.clear();
        for (uint32_t i = first; i < last; ++i)
            events.push_back({timeline_.types[i], timeline_.days[i], timeline_.rows[i]});
        order(events);
        for (uint32_t i = first; i < last; ++i) {
            timeline_.types[i] = events[i - first].type;
            timeline_.days[i] = events[i - first].day;
            timeline_.rows[i] = events[i - first].row;
        }
    }
    if (next_ == leads) phase_ = Phase::done;
}

Timeline build_timeline(const domain::Book& book, int offset_minutes) {
    TimelineJob job(book, offset_minutes);
    while (!job.step(std::numeric_limits<Row>::max())) {
    }
    return job.take();
}

}  // namespace query
