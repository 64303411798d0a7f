#include "app/lead_groups.h"

#include "app/lead_classes.h"
#include "app/messages.h"
#include "app/value_totals.h"
#include "app/view_fields.h"
#include "base/order.h"

#include <algorithm>
#include <array>
#include <numeric>

namespace app {
namespace {

constexpr std::array<std::string_view, 3> kRanked = {"stage", "temperature", "grade"};
constexpr std::string_view kOwner = "owner";

bool is_ranked(std::string_view key) { return std::find(kRanked.begin(), kRanked.end(), key) != kRanked.end(); }

// As the lens counts, but those beside the way come after all that are on it; none at all is last.
std::vector<uint32_t> furthest_first(const lifecycle::Lens& lens, std::vector<uint32_t> order) {
    const auto beside = [&](uint32_t code) { return code >= lens.stages.size() ? 2 : lens.stages[code].side ? 1 : 0; };
    base::sort(order, [&](uint32_t one, uint32_t other) { return beside(one) < beside(other); });
    return order;
}

// Codes in the order of their groups.
std::vector<uint32_t> order_of(const State& state, std::string_view by, const LeadClasses& classes) {
    std::vector<uint32_t> order(classes.choices.size());
    std::iota(order.begin(), order.end(), 0u);
    if (by == "stage") return furthest_first(state.shown().computed.lens(), std::move(order));
    if (is_ranked(by)) return order;
    std::vector<std::string_view> labels;
    for (const FacetView::Choice& choice : classes.choices) labels.push_back(choice.label);
    const std::vector<uint32_t> ranks = state.locale.collation_ranks(labels);
    const auto place = [&](uint32_t code) { return std::pair(classes.choices[code].value.empty(), ranks[code]); };
    base::sort(order, [&](uint32_t one, uint32_t other) { return place(one) < place(other); });
    return order;
}

bool divides(const domain::Book& book, const domain::Field& field) { return field.kind == domain::FieldKind::choice && field.key != kOwner && book.leads.choice(field.key); }

// An address may name a field that is gone, or is none of the kind.
bool is_known(const domain::Book& book, std::string_view by) {
    const std::optional<domain::Field> field = book.field(domain::TableKind::leads, by);
    return is_ranked(by) || by == kOwner || (field && divides(book, *field));
}

}  // namespace

void divide(const State& state, std::string_view by, LeadsView& view) {
    if (!is_known(state.shown().book, by)) return;
    const LeadClasses classes(state, by);
    const Computed::Columns& columns = state.shown().computed.columns();
    std::vector<size_t> counts(classes.choices.size());
    std::vector<ValueTotals> totals(classes.choices.size());
    for (const RowHandle lead : view.rows) {
        const uint32_t code = classes.code_of(lead.row);
        ++counts[code];
        if (columns.value_minor[lead.row] != domain::kNoNumber) totals[code].add(columns.value_minor[lead.row], columns.value_currency[lead.row]);
    }
    std::vector<size_t> next(counts.size());  // where the next lead of a code goes
    size_t first = 0;
    for (const uint32_t code : order_of(state, by, classes)) {
        if (counts[code] == 0) continue;
        const FacetView::Choice& choice = classes.choices[code];
        const std::string label = by == "grade" ? tr("grade.words", {{"grade", choice.label}}) : choice.label;
        view.groups.push_back({choice.value, label, first, counts[code], totals[code].text(forms_of(state))});
        next[code] = first;
        first += counts[code];
    }
    std::vector<RowHandle> rows(view.rows.size());
    for (const RowHandle lead : view.rows) rows[next[classes.code_of(lead.row)]++] = lead;
    view.rows = std::move(rows);
}

std::vector<LeadGrouping> Session::lead_groupings() const {
    std::vector<LeadGrouping> groupings;
    for (const std::string_view key : kRanked) groupings.push_back({std::string(key), tr("facet." + std::string(key))});
    groupings.push_back({std::string(kOwner), tr("facet.owner")});
    for_each_field(state_->shown().book, [&](const domain::Field& field) {
        if (divides(state_->shown().book, field)) groupings.push_back({field.key, field_label(field)});
    });
    return groupings;
}

}  // namespace app
