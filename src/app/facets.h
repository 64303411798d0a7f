// What a list of leads is narrowed by: a few facets, each with its values; and how many leads each value would show.
// Only view_leads.cpp includes this.
#pragma once

#include "app/day_spans.h"
#include "app/lead_classes.h"

#include <vector>

namespace app {

class Facets {
public:
    // Keeps references into the book and its computed columns: use it before either changes.
    Facets(const Session::State& state, const std::vector<Facet>& wanted);
    // Whether it has one of the values in each facet that wants any; then it counts, and so it does in a facet that alone
    // leaves it out.
    bool take(domain::Row lead);
    std::vector<FacetView> views() const;

private:
    struct One {
        std::string_view key;
        LeadClasses classes;
        bool narrows = false;
    };
    // Of days, whose spans may lie one in another.
    struct Days {
        std::string_view key;
        std::vector<std::pair<DaySpan, FacetView::Choice>> spans;
        bool narrows = false;
        bool keeps(int32_t day) const;
        void count(int32_t day);
    };
    void mark(One& facet, const std::vector<std::string>& values);
    void add_days(std::string_view key, const std::vector<std::string>& wanted);
    int32_t day_of(std::string_view key, domain::Row lead) const;
    bool take_days(domain::Row lead, size_t misses);

    std::vector<One> facets_;
    std::vector<Days> days_;
    const domain::Table& leads_;
    const Computed::Columns& columns_;
    base::Now now_;
};

}  // namespace app
