// What a list of leads is narrowed by: a few facets, each with its values; and how many leads each value would show.
// Only view_leads.cpp includes this.
#pragma once

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
    void mark(One& facet, const std::vector<std::string>& values);

    std::vector<One> facets_;
};

}  // namespace app
