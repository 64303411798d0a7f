#include "app/facets.h"

#include "app/messages.h"
#include "base/order.h"

#include <algorithm>

namespace app {

using domain::Row;

namespace {

constexpr size_t kMostOwners = 12;  // the others are found by searching
constexpr std::array<std::string_view, 4> kKeys = {"temperature", "grade", "stage", "owner"};
constexpr std::string_view kCompany = "company";  // there only where one is wanted: they are too many to choose from
constexpr size_t kMostFacets = kKeys.size() + 1;

}  // namespace

Facets::Facets(const Session::State& state, const std::vector<Facet>& wanted) {
    const auto find = [&](std::string_view key) { return std::find_if(wanted.begin(), wanted.end(), [&](const Facet& facet) { return facet.key == key; }); };
    facets_.reserve(kMostFacets);
    for (const std::string_view key : kKeys) {
        One& one = facets_.emplace_back(One{key, LeadClasses(state, key)});
        if (const auto facet = find(key); facet != wanted.end()) mark(one, facet->values);
    }
    const auto company = find(kCompany);
    if (company == wanted.end()) return;
    facets_.push_back(One{kCompany, LeadClasses(state, company->values), !company->values.empty()});
}

void Facets::mark(One& facet, const std::vector<std::string>& values) {
    facet.narrows = !values.empty();
    for (FacetView::Choice& choice : facet.classes.choices) choice.wanted = std::find(values.begin(), values.end(), choice.value) != values.end();
}

bool Facets::take(Row lead) {
    std::array<uint32_t, kMostFacets> codes;
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
    for (const One& one : facets_) {
        FacetView view{std::string(one.key), tr("facet." + std::string(one.key)), one.classes.choices};
        const bool owner = one.key == "owner";
        if (one.key == kCompany) view.choices.erase(view.choices.begin());  // all others
        if (owner) base::sort(view.choices, [](const auto& more, const auto& less) { return more.count > less.count; });
        size_t shown = 0;
        std::erase_if(view.choices, [&](const FacetView::Choice& choice) { return !choice.wanted && (choice.count == 0 || (owner && ++shown > kMostOwners)); });
        views.push_back(std::move(view));
    }
    return views;
}

}  // namespace app
