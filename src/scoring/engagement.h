// Points of activities, made ready for one book and one day. Inside scoring only.
#pragma once

#include "query/timeline.h"
#include "scoring/decay.h"
#include "scoring/model.h"

#include <algorithm>

namespace scoring {

// One type's share, before it is rounded: 1/100 point x 16.16.
struct TypeSums {
    const ActivityRule* rule = nullptr;
    int64_t raw = 0;      // all of its activities
    int64_t counted = 0;  // those that count on their day
    int64_t capped = 0;   // at most the type's cap
    int count = 0;        // activities, all
    int32_t newest_day = 0;
};

class Engagement {
public:
    Engagement(const domain::Book& book, const Model& model);

    // Whole points of all types, before the ends 0 and 100. Allocates nothing.
    int32_t sum(const query::EventSpan& events, int32_t today) const;
    // The same for leads [begin, end).
    void sum_all(const query::Timeline& timeline, domain::Row begin, domain::Row end, int32_t today, int32_t* out) const;
    // The same, type by type.
    std::vector<TypeSums> types(const query::EventSpan& events, int32_t today) const;

private:
    // No sum goes beyond this (42 million points), so that whole_points always can round it.
    static constexpr int64_t kMostSum = int64_t{1} << 48;

    struct Rule {
        const ActivityRule* source = nullptr;
        uint32_t first = 0;              // of its faded points in `faded_`, by age
        uint32_t reach = 0;              // the last of them: for this age and all above
        int32_t per_day = INT32_MAX;     // INT32_MAX: no limit
        int64_t cap = kMostSum;
    };
    // The rules as bare arrays, for the loops.
    struct Tables {
        const uint16_t* rule_of_type;
        const Rule* rules;
        const int32_t* faded;

        // Points of one activity of this age; 0 if it lies in the future.
        int64_t points(const Rule& rule, int32_t age) const {
            const uint32_t place = std::min(static_cast<uint32_t>(age), rule.reach);
            return faded[rule.first + place] & ~(age >> 31);
        }
    };
    Tables tables() const { return {rule_of_type_.data(), rules_.data(), faded_.data()}; }
    static int32_t sum(const Tables& tables, const query::EventSpan& events, int32_t today);

    std::vector<uint16_t> rule_of_type_;  // by code: place in rules_
    std::vector<Rule> rules_;             // the first stands for types without a rule: 0 points
    std::vector<int32_t> faded_;
};

}  // namespace scoring
