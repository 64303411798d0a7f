// What a list of leads is narrowed by: a few facets, each with its values; and how many leads each value would show.
// Only view_leads.cpp includes this.
#pragma once

#include "app/state.h"

#include <array>

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
    enum Key : size_t { temperature, grade, stage, owner };
    struct One {
        std::vector<FacetView::Choice> choices;  // by code, in the order in which they are shown
        bool narrows = false;
    };
    void name_choices(const Session::State& state);
    void mark(size_t key, const std::vector<std::string>& values);
    uint32_t code_of(size_t key, domain::Row lead) const;

    const Computed::Columns& columns_;
    const domain::ChoiceColumn* owners_;
    std::array<One, 4> facets_;
};

}  // namespace app
