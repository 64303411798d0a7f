// Points of activities, made ready for one book and one day. Inside scoring only.
#pragma once

#include "query/timeline.h"
#include "scoring/decay.h"
#include "scoring/model.h"

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
    // The same, type by type.
    std::vector<TypeSums> types(const query::EventSpan& events, int32_t today) const;

private:
    struct Rule {
        const ActivityRule* source = nullptr;
        uint32_t first = 0;   // of its faded points, by age, in `faded_`
        uint32_t reach = 0;   // ages from here on give `beyond`
        int32_t beyond = 0;
        int32_t per_day = 0;  // INT32_MAX: no limit
        int64_t cap = 0;      // INT64_MAX: no cap
    };
    // Reads the run of one type that begins at `at`; gives the place after it.
    template <bool kDetails>
    uint32_t run(const Rule& rule, const query::EventSpan& events, uint32_t at, int32_t today, TypeSums& sums) const;
    int32_t faded(const Rule& rule, int32_t age) const {
        return static_cast<uint32_t>(age) < rule.reach ? faded_[rule.first + static_cast<uint32_t>(age)] : rule.beyond;
    }

    std::vector<uint16_t> rule_of_type_;  // by code; 0: none, else place in rules_ + 1
    std::vector<Rule> rules_;
    std::vector<int32_t> faded_;
};

}  // namespace scoring
