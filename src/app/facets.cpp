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

Facets::Facets(const Session::State& state, const std::vector<Facet>& wanted)
    : leads_(state.shown().book.leads), columns_(state.shown().computed.columns()), now_(state.shown().views.now) {
    const auto find = [&](std::string_view key) { return std::find_if(wanted.begin(), wanted.end(), [&](const Facet& facet) { return facet.key == key; }); };
    facets_.reserve(kMostFacets);
    for (const std::string_view key : kKeys) {
        One& one = facets_.emplace_back(One{key, LeadClasses(state, key)});
        if (const auto facet = find(key); facet != wanted.end()) mark(one, facet->values);
    }
    for (const std::string_view key : kDayFacets) {
        const auto facet = find(key);
        add_days(key, facet == wanted.end() ? std::vector<std::string>() : facet->values);
    }
    const auto company = find(kCompany);
    if (company == wanted.end()) return;
    facets_.push_back(One{kCompany, LeadClasses(state, company->values), !company->values.empty()});
}

void Facets::mark(One& facet, const std::vector<std::string>& values) {
    facet.narrows = !values.empty();
    for (FacetView::Choice& choice : facet.classes.choices) choice.wanted = std::find(values.begin(), values.end(), choice.value) != values.end();
}

// What is no span narrows nothing.
void Facets::add_days(std::string_view key, const std::vector<std::string>& wanted) {
    Days& days = days_.emplace_back(Days{key, {}});
    const auto add = [&](std::string_view text, bool is_wanted) {
        const auto span = span_of(text, now_.today);
        if (!span) return;
        days.spans.push_back({*span, {std::string(text), span_label(key, text, now_.today), 0, is_wanted}});
        days.narrows |= is_wanted;
    };
    const std::span<const UsualSpan> usual = usual_spans(key);
    for (const UsualSpan& one : usual) add(one.text, std::find(wanted.begin(), wanted.end(), one.text) != wanted.end());
    for (const std::string& text : wanted)
        if (std::none_of(usual.begin(), usual.end(), [&](const UsualSpan& one) { return one.text == text; })) add(text, true);
}

bool Facets::Days::keeps(int32_t day) const {
    return !narrows || std::any_of(spans.begin(), spans.end(), [&](const auto& span) { return span.second.wanted && span.first.holds(day); });
}

void Facets::Days::count(int32_t day) {
    for (auto& [span, choice] : spans) choice.count += span.holds(day);
}

int32_t Facets::day_of(std::string_view key, Row lead) const {
    if (key == "created") {
        const domain::DateColumn* created = leads_.date("created");
        return created ? created->days[lead] : domain::kNoDay;
    }
    if (lead >= columns_.size()) return domain::kNoDay;
    if (key == "due") return columns_.next_due[lead] == domain::kNoNumber ? domain::kNoDay : static_cast<int32_t>(columns_.next_due[lead] / kMinutesPerDay);
    return columns_.last_at[lead] == domain::kNoNumber ? domain::kNoDay : base::day_of(columns_.last_at[lead], now_.offset_minutes).count;
}

// Whether it is in a span of each; it counts as with other facets, of which it missed so many.
bool Facets::take_days(Row lead, size_t misses) {
    std::array<int32_t, kDayFacets.size()> of;
    size_t missed = kDayFacets.size();
    for (size_t i = 0; i < days_.size(); ++i) {
        of[i] = day_of(days_[i].key, lead);
        if (!days_[i].keeps(of[i])) missed = i, ++misses;
    }
    if (misses == 1 && missed < days_.size()) days_[missed].count(of[missed]);
    if (misses == 0)
        for (size_t i = 0; i < days_.size(); ++i) days_[i].count(of[i]);
    return missed == kDayFacets.size();
}

bool Facets::take(Row lead) {
    std::array<uint32_t, kMostFacets> codes;
    size_t missed = 0, misses = 0;
    for (size_t key = 0; key < facets_.size(); ++key) {
        codes[key] = facets_[key].classes.code_of(lead);
        if (facets_[key].narrows && !facets_[key].classes.choices[codes[key]].wanted) missed = key, ++misses;
    }
    const bool in_days = take_days(lead, misses);
    if (misses == 1 && in_days) ++facets_[missed].classes.choices[codes[missed]].count;
    if (misses == 0 && in_days)
        for (size_t key = 0; key < facets_.size(); ++key) ++facets_[key].classes.choices[codes[key]].count;
    return misses == 0 && in_days;
}

std::vector<FacetView> Facets::views() const {
    std::vector<FacetView> views;
    for (const One& one : facets_) {
        FacetView view{std::string(one.key), tr("facet." + std::string(one.key)), one.classes.choices};
        const bool owner = one.key == "owner";
        if (one.key == kCompany) view.choices.erase(view.choices.begin());  // all others
        if (one.key == "stage") std::reverse(view.choices.begin(), view.choices.end() - 1);  // as on the board: on the way, then beside it
        if (owner) base::sort(view.choices, [](const auto& more, const auto& less) { return more.count > less.count; });
        size_t shown = 0;
        std::erase_if(view.choices, [&](const FacetView::Choice& choice) { return !choice.wanted && (choice.count == 0 || (owner && ++shown > kMostOwners)); });
        views.push_back(std::move(view));
    }
    for (const Days& days : days_) {
        FacetView view{std::string(days.key), tr("facet." + std::string(days.key)), {}};
        for (const auto& [span, choice] : days.spans)
            if (choice.wanted || choice.count > 0) view.choices.push_back(choice);
        views.push_back(std::move(view));
    }
    return views;
}

}  // namespace app
