#include "app/facets.h"

#include "app/messages.h"
#include "base/order.h"

#include <algorithm>

namespace app {

using domain::Row;

namespace {

constexpr size_t kMostOwners = 12;  // the others are found by searching
constexpr std::array<std::string_view, 4> kKeys = {"temperature", "grade", "stage", "owner"};

}  // namespace

Facets::Facets(const Session::State& state, const std::vector<Facet>& wanted) {
    facets_.reserve(kKeys.size());
    for (const std::string_view key : kKeys) {
        One& one = facets_.emplace_back(One{LeadClasses(state, key)});
        for (const Facet& facet : wanted)
            if (facet.key == key) mark(one, facet.values);
    }
}

void Facets::mark(One& facet, const std::vector<std::string>& values) {
    facet.narrows = !values.empty();
    for (FacetView::Choice& choice : facet.classes.choices) choice.wanted = std::find(values.begin(), values.end(), choice.value) != values.end();
}

bool Facets::take(Row lead) {
    std::array<uint32_t, kKeys.size()> codes;
    size_t missed = 0, misses = 0;
    for (size_t key = 0; key < facets_.size(); ++key) {
        codes[key] = facets_[key].classes.code_of(lead);
        if (facets_[key].narrows && !facets_[key].classes.choices[codes[key]].wanted) missed = key, ++misses;
    }
    if (misses == 1) ++facets_[missed].classes.choices[codes[missed]].count;
    if (misses == 0)
        for (size_t key = 0; key < facets_.size(); ++key) ++facets_[key].classes.choices[codes[key]].count;
    return misses == 0;
}

std::vector<FacetView> Facets::views() const {
    std::vector<FacetView> views;
    for (size_t key = 0; key < facets_.size(); ++key) {
        FacetView view{std::string(kKeys[key]), tr("facet." + std::string(kKeys[key])), facets_[key].classes.choices};
        const bool owner = kKeys[key] == "owner";
        if (owner) base::sort(view.choices, [](const auto& one, const auto& other) { return one.count > other.count; });
        size_t shown = 0;
        std::erase_if(view.choices, [&](const FacetView::Choice& choice) { return !choice.wanted && (choice.count == 0 || (owner && ++shown > kMostOwners)); });
        views.push_back(std::move(view));
    }
    return views;
}

}  // namespace app
