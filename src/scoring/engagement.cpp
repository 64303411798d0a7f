#include "scoring/engagement.h"

#include <algorithm>

namespace scoring {

using query::EventSpan;

Engagement::Engagement(const domain::Book& book, const Model& model) {
    const auto* types = book.activities.choice("type");
    rule_of_type_.assign(types ? types->dictionary.size() : 1, 0);
    for (const ActivityRule& source : model.activities) {
        const auto code = types ? types->dictionary.find(source.type) : std::nullopt;
        if (!code || *code == 0 || source.points == 0) continue;
        Rule rule;
        rule.source = &source;
        rule.first = static_cast<uint32_t>(faded_.size());
        rule.per_day = source.per_day ? source.per_day : INT32_MAX;
        rule.cap = source.cap ? source.cap * kOne : INT64_MAX;
        if (source.half_life_days == 0) rule.beyond = static_cast<int32_t>(source.points * kOne);
        else rule.reach = static_cast<uint32_t>(17 * source.half_life_days);
        for (uint32_t age = 0; age < rule.reach; ++age)
            faded_.push_back(static_cast<int32_t>(source.points * int64_t{decay(age, source.half_life_days)}));
        rules_.push_back(rule);
        rule_of_type_[*code] = static_cast<uint16_t>(rules_.size());
    }
}

template <bool kDetails>
uint32_t Engagement::run(const Rule& rule, const EventSpan& events, uint32_t at, int32_t today, TypeSums& sums) const {
    const uint16_t type = events.types[at];
    int32_t day = INT32_MIN, of_day = 0;
    int64_t counted = 0;
    for (; at < events.size && events.types[at] == type; ++at) {
        const int32_t age = today - events.days[at];
        if (age < 0) continue;  // has not happened yet
        const int32_t points = faded(rule, age);
        of_day = events.days[at] == day ? of_day + 1 : 1;
        day = events.days[at];
        const bool counts = of_day <= rule.per_day;
        counted += counts ? points : 0;
        if constexpr (kDetails) {
            sums.raw += points;
            ++sums.count;
            sums.newest_day = day;
        }
    }
    sums.counted = counted;
    sums.capped = std::clamp(counted, -rule.cap, rule.cap);
    return at;
}

int32_t Engagement::sum(const EventSpan& events, int32_t today) const {
    int32_t total = 0;
    for (uint32_t at = 0; at < events.size;) {
        const uint16_t rule = rule_of_type_[events.types[at]];
        if (rule == 0) {
            ++at;
            continue;
        }
        TypeSums sums;
        at = run<false>(rules_[rule - 1u], events, at, today, sums);
        total += whole_points(sums.capped);
    }
    return total;
}

std::vector<TypeSums> Engagement::types(const EventSpan& events, int32_t today) const {
    std::vector<TypeSums> all;
    for (uint32_t at = 0; at < events.size;) {
        const uint16_t rule = rule_of_type_[events.types[at]];
        if (rule == 0) {
            ++at;
            continue;
        }
        TypeSums& sums = all.emplace_back();
        sums.rule = rules_[rule - 1u].source;
        at = run<true>(rules_[rule - 1u], events, at, today, sums);
        if (sums.count == 0) all.pop_back();
    }
    return all;
}

}  // namespace scoring
