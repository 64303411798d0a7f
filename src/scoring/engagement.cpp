#include "scoring/engagement.h"

namespace scoring {

using query::EventSpan;

Engagement::Engagement(const domain::Book& book, const Model& model) : rules_(1), faded_(1, 0) {
    const auto* types = book.activities.choice("type");
    rule_of_type_.assign(types ? types->dictionary.size() : 1, 0);
    for (const ActivityRule& source : model.activities) {
        const auto code = types ? types->dictionary.find(source.type) : std::nullopt;
        if (!code || *code == 0 || *code > UINT16_MAX || source.points == 0) continue;
        Rule rule;
        rule.source = &source;
        rule.first = static_cast<uint32_t>(faded_.size());
        rule.reach = static_cast<uint32_t>(17 * source.half_life_days);
        if (source.per_day) rule.per_day = source.per_day;
        if (source.cap) rule.cap = source.cap * kOne;
        for (uint32_t age = 0; age <= rule.reach; ++age)
            faded_.push_back(static_cast<int32_t>(source.points * int64_t{decay(age, source.half_life_days)}));
        rule_of_type_[*code] = static_cast<uint16_t>(rules_.size());
        rules_.push_back(rule);
    }
}

// Runs for every activity of everyone, in whatever mixture: so it has no branch that depends on the
// data. Each activity adds what its type's rounded share grows by.
inline int32_t Engagement::sum(const Tables& tables, const EventSpan& events, int32_t today) {
    int32_t total = 0, share = 0, of_day = 0, day = 0;
    int64_t counted = 0;
    uint32_t type = UINT32_MAX;
    for (uint32_t at = 0; at < events.size; ++at) {
        const Rule& rule = tables.rules[tables.rule_of_type[events.types[at]]];
        const int32_t same_type = -static_cast<int32_t>(events.types[at] == type);  // all ones, or 0
        const int32_t same_day = same_type & -static_cast<int32_t>(events.days[at] == day);
        type = events.types[at];
        day = events.days[at];
        of_day = (of_day & same_day) + 1;
        const int64_t counts = -static_cast<int64_t>(of_day <= rule.per_day);
        counted = (counted & same_type) + (tables.points(rule, today - day) & counts);
        const int32_t before = share & same_type;
        share = whole_points(std::min(std::max(counted, -rule.cap), rule.cap));
        total += share - before;
    }
    return total;
}

int32_t Engagement::sum(const EventSpan& events, int32_t today) const { return sum(tables(), events, today); }

void Engagement::sum_all(const query::Timeline& timeline, domain::Row begin, domain::Row end, int32_t today, int32_t* out) const {
    const Tables bare = tables();
    for (domain::Row row = begin; row < end; ++row) out[row - begin] = sum(bare, timeline.events(row), today);
}

std::vector<TypeSums> Engagement::types(const EventSpan& events, int32_t today) const {
    std::vector<TypeSums> all;
    int32_t of_day = 0, day = 0;
    uint32_t type = UINT32_MAX;
    for (uint32_t at = 0; at < events.size; ++at) {
        const Rule& rule = rules_[rule_of_type_[events.types[at]]];
        const int32_t age = today - events.days[at];
        if (!rule.source || age < 0) continue;  // no rule, or has not happened yet
        const bool same_type = events.types[at] == type;
        of_day = same_type && events.days[at] == day ? of_day + 1 : 1;
        type = events.types[at];
        day = events.days[at];
        if (!same_type) all.emplace_back().rule = rule.source;
        TypeSums& sums = all.back();
        const int64_t points = tables().points(rule, age);
        sums.raw = std::clamp(sums.raw + points, -kMostSum, kMostSum);
        if (of_day <= rule.per_day) sums.counted = std::clamp(sums.counted + points, -kMostSum, kMostSum);
        sums.capped = std::clamp(sums.counted, -rule.cap, rule.cap);
        ++sums.count;
        sums.newest_day = day;
    }
    return all;
}

}  // namespace scoring
