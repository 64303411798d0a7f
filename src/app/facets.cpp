#include "app/facets.h"

#include "app/messages.h"
#include "base/order.h"

#include <algorithm>

namespace app {

using domain::Row;

namespace {

constexpr size_t kMostOwners = 12;  // the others are found by searching
constexpr std::array<std::string_view, 4> kKeys = {"temperature", "grade", "stage", "owner"};
constexpr std::array<std::string_view, 3> kTemperatures = {"hot", "warm", "cold"};
constexpr std::array<std::string_view, 4> kGrades = {"1", "2", "3", "4"};

}  // namespace

Facets::Facets(const Session::State& state, const std::vector<Facet>& wanted)
    : columns_(state.shown().computed.columns()), owners_(state.shown().book.leads.choice("owner")) {
    name_choices(state);
    for (const Facet& facet : wanted)
        for (size_t key = 0; key < kKeys.size(); ++key)
            if (kKeys[key] == facet.key) mark(key, facet.values);
}

void Facets::name_choices(const Session::State& state) {
    const auto add = [&](Key key, std::string_view value, std::string label) { facets_[key].choices.push_back({std::string(value), std::move(label)}); };
    for (const std::string_view id : kTemperatures) add(temperature, id, tr("temperature." + std::string(id)));
    for (const std::string_view digit : kGrades) add(grade, digit, std::string(digit));
    const lifecycle::Lens& lens = state.shown().computed.lens();
    for (const lifecycle::LensStage& one : lens.stages) add(stage, one.id, tr("stage." + lens.id + "." + one.id));
    add(stage, "none", tr("stage.none"));
    add(owner, "", tr("facet.nobody"));
    for (size_t code = 1; owners_ && code < owners_->dictionary.texts().size(); ++code) add(owner, owners_->dictionary.texts()[code], owners_->dictionary.texts()[code]);
}

void Facets::mark(size_t key, const std::vector<std::string>& values) {
    facets_[key].narrows = !values.empty();
    for (FacetView::Choice& choice : facets_[key].choices) choice.wanted = std::find(values.begin(), values.end(), choice.value) != values.end();
}

uint32_t Facets::code_of(size_t key, Row lead) const {
    constexpr uint32_t kHot = kTemperatures.size() - 1;
    switch (key) {
        case temperature: return kHot - columns_.scores.temperature[lead];
        case grade: return columns_.scores.grade[lead] - 1u;
        case stage: return std::min<uint32_t>(columns_.stages.stage[lead], static_cast<uint32_t>(facets_[stage].choices.size() - 1));
        default: return owners_ ? owners_->codes[lead] : 0;
    }
}

bool Facets::take(Row lead) {
    std::array<uint32_t, kKeys.size()> codes;
    size_t missed = 0, misses = 0;
    for (size_t key = 0; key < facets_.size(); ++key) {
        codes[key] = code_of(key, lead);
        if (facets_[key].narrows && !facets_[key].choices[codes[key]].wanted) missed = key, ++misses;
    }
    if (misses == 1) ++facets_[missed].choices[codes[missed]].count;
    if (misses == 0)
        for (size_t key = 0; key < facets_.size(); ++key) ++facets_[key].choices[codes[key]].count;
    return misses == 0;
}

std::vector<FacetView> Facets::views() const {
    std::vector<FacetView> views;
    for (size_t key = 0; key < facets_.size(); ++key) {
        FacetView view{std::string(kKeys[key]), tr("facet." + std::string(kKeys[key])), facets_[key].choices};
        if (key == owner) base::sort(view.choices, [](const auto& one, const auto& other) { return one.count > other.count; });
        size_t shown = 0;
        std::erase_if(view.choices, [&](const FacetView::Choice& choice) { return !choice.wanted && (choice.count == 0 || (key == owner && ++shown > kMostOwners)); });
        views.push_back(std::move(view));
    }
    return views;
}

}  // namespace app
