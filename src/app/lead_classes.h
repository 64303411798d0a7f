// What tells leads apart by one of a few values: temperature, grade, stage, owner, a field with choices, or a few companies. The list is
// narrowed by some of them (facets.h), and divided by any (lead_groups.h).
#pragma once

#include "app/state.h"

#include <string_view>
#include <vector>

namespace app {

class LeadClasses {
public:
    // Keeps references into the book and its computed columns: use it before either changes. Of a field that nobody has
    // written yet, or that has no choices, there is one value: none.
    LeadClasses(const Session::State& state, std::string_view key);
    // By these companies, which are wanted, however they are spelled; the first code is that of all others. "": those
    // that name none.
    LeadClasses(const Session::State& state, const std::vector<std::string>& companies);
    uint32_t code_of(domain::Row lead) const;

    // By code. Of a field the first is that of those without one; all others are in the order in which they are shown.
    std::vector<FacetView::Choice> choices;

private:
    enum class Kind : uint8_t { temperature, grade, stage, outcome, field, company };
    void add(std::string_view value, std::string label) { choices.push_back({std::string(value), std::move(label)}); }
    void name_stages(const lifecycle::Lens& lens);
    void name_outcomes();
    void name_choices(std::string_view nothing);
    uint32_t company_of(domain::Row lead) const;

    const Computed::Columns& columns_;
    const domain::ChoiceColumn* field_ = nullptr;
    const domain::TextColumn* company_ = nullptr;
    std::vector<std::string> companies_;  // search forms; of code 1 and on
    uint32_t open_ = 0;  // the code of an outcome that says so, which is the same as none
    Kind kind_ = Kind::field;
};

}  // namespace app
