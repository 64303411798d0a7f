// The table of leads: which rows, in which order. One row's cells are made when it is asked for.
#include "app/facets.h"
#include "app/lead_groups.h"
#include "app/messages.h"
#include "app/ranking.h"
#include "app/value_totals.h"
#include "app/view_parts.h"
#include "base/text.h"
#include "query/search.h"

#include <algorithm>
#include <array>

namespace app {

using namespace domain;

namespace {

query::SortKey key(std::string_view column, bool descending) { return {std::string(column), descending}; }

// A column of the table by the name of its head, as keys of query::sort.
void add_keys(const Table& leads, const LeadSort& sort, std::vector<query::SortKey>& keys) {
    const auto& [column, descending] = sort;
    const auto add = [&](std::string_view name, bool from_the_most) { keys.push_back(key(name, from_the_most)); };
    if (column == "score") return add("score.total", descending);
    if (column == "grade" || column == "temperature") return add("score." + column, descending);
    // The lens counts from its best stage; the table from the first.
    if (column == "stage") return add("table.stage", !descending);
    if (column == "value") return add("table.value_currency", false), add("table.value", descending);
    if (column == "due") return add("table.due", descending);
    if (column == "closed_on") return add("closed", descending);
    // Of a field that nobody has written yet all values are equal.
    if (column == "last_activity" || leads.column(column)) add(column, descending);
}

// Leads that are equal in a column of few values, or without one, follow by score.
std::vector<query::SortKey> sort_keys(const Table& leads, const std::vector<LeadSort>& sorts) {
    std::vector<query::SortKey> keys;
    for (const LeadSort& sort : sorts) add_keys(leads, sort, keys);
    const std::string_view last = sorts.empty() ? std::string_view() : sorts.back().column;
    const bool tells_apart = last == "name" || last == "company" || last == "value" || last == "last_activity" || last == "closed_on";
    const bool by_score = std::any_of(sorts.begin(), sorts.end(), [](const LeadSort& sort) { return sort.column == "score"; });
    if (keys.empty() || (!tells_apart && !by_score)) keys.push_back(key("score.total", true));
    return keys;
}

query::Computed column_of(std::string name, query::ComputedValues values) {
    query::Computed column;
    column.name = std::move(name);
    column.values = values;
    return column;
}

std::vector<query::Computed> sortable(State& state) {
    std::vector<query::Computed> columns = state.shown().computed.named(state.shown().book);
    const Computed::Columns& from = state.shown().computed.columns();
    columns.push_back(column_of("table.due", std::span<const int64_t>(from.next_due)));
    columns.push_back(column_of("table.value", std::span<const int64_t>(from.value_minor)));
    columns.push_back(column_of("table.value_currency", std::span<const uint32_t>(from.value_currency)));
    columns.back().empty = 0;
    columns.push_back(column_of("table.stage", std::span<const uint8_t>(from.stages.stage)));
    columns.back().empty = lifecycle::kNoStage;
    return columns;
}

// False while texts of a big book are being ranked for the first time, where there is an old order to keep.
// Once ranked, the ranks of a moment ago do until the new ones are there.
bool refresh_order(State& state, const LeadsQuery& query, const ViewInputs& inputs) {
    ViewCache& views = state.shown().views;
    if (views.order_inputs == inputs && views.order_sorts == query.sorts) return true;
    const bool same = views.order_inputs && views.order_inputs->language == inputs.language && views.order_sorts == query.sorts;
    const std::vector<query::Computed> columns = sortable(state);
    const std::vector<query::SortKey> keys = sort_keys(state.shown().book.leads, query.sorts);
    query::SortInput input;
    input.book = &state.shown().book;
    input.computed = columns;
    input.locale = &state.locale;
    input.cache = &ranks_of(state, state.shown());
    input.revisions = &state.shown().computed.lead_texts();
    const std::vector<std::string> to_rank = query::columns_to_rank(input, keys);
    if (!to_rank.empty() && is_ranked_in_slices(state)) {
        rank_in_slices(state, to_rank);
        const auto known = [&](const std::string& column) { return input.cache->knows(column); };
        if (!views.order.empty() && !std::all_of(to_rank.begin(), to_rank.end(), known)) return false;
        input.ranks_so_far = true;
    }
    const auto moved = same ? state.shown().computed.moved_since(views.order_inputs->generation) : std::nullopt;
    base::Result<std::vector<Row>> sorted = moved ? query::sort_again(input, keys, std::move(views.order), *moved)
                                                  : query::sort_rows(input, keys, query::rows_of(query::alive_rows(state.shown().book.leads)));
    // A field nobody has written yet cannot be sorted by.
    views.order = sorted ? std::move(*sorted) : query::rows_of(query::alive_rows(state.shown().book.leads));
    views.order_inputs = inputs;
    views.order_sorts = query.sorts;
    return true;
}

// Leads as they lie in memory; only the list itself is made in its order.
void select(State& state, const LeadsQuery& query, LeadsView& view) {
    const Table& leads = state.shown().book.leads;
    const Computed::Columns& columns = state.shown().computed.columns();
    const ClosedLeads outcome(leads);
    query::Mask found;
    if (!base::trim(query.search).empty())
        found = query::search_rows(state.shown().book, TableKind::leads, query::lead_search_keys(), query.search);
    query::Mask shown = query::alive_rows(leads);
    view = {};
    ValueTotals totals;
    std::optional<Facets> facets;
    if (query.counted || !query.facets.empty()) facets.emplace(state, query.facets);
    for (Row lead = 0; lead < shown.size(); ++lead) {
        if (!shown[lead]) continue;
        const bool closed = outcome.closed(lead);
        ++(closed ? view.closed : view.open);
        shown[lead] = (query.show == Show::all || closed == (query.show == Show::closed)) && (found.empty() || found[lead]) && (!facets || facets->take(lead));
        if (shown[lead] && columns.value_minor[lead] != kNoNumber) totals.add(columns.value_minor[lead], columns.value_currency[lead]);
    }
    view.all = view.open + view.closed;
    view.rows.resize(state.shown().views.order.size());
    size_t count = 0;
    for (const Row lead : state.shown().views.order) {
        view.rows[count] = {lead};
        count += shown[lead];
    }
    view.rows.resize(count);
    view.value_totals = totals.text(forms_of(state));
    if (facets) view.facets = facets->views();
}

}  // namespace

const LeadsView& Session::leads(const LeadsQuery& query) {
    State& s = *state_;
    ViewCache& views = s.shown().views;
    if (!bring_up_to_date(s)) return views.leads;
    const ViewInputs inputs = inputs_of(s, Depends::on_the_book);
    if (views.leads_inputs == inputs && views.leads_query == query) return views.leads;
    if (!refresh_order(s, query, inputs)) return views.leads;
    select(s, query, views.leads);
    if (!query.group.empty()) divide(s, query.group, views.leads);
    views.leads_inputs = inputs;
    views.leads_query = query;
    return views.leads;
}

std::optional<RowHandle> Session::find_lead(std::string_view id) const {
    const auto row_id = row_id_from_text(id);
    const Row row = row_id ? state_->shown().book.leads.find(*row_id) : kNoRow;
    return row == kNoRow ? std::nullopt : std::optional(RowHandle{row});
}

bool Session::is_ranking() const { return state_->shown().views.ranking; }

LeadRow Session::lead_row(RowHandle row) { return lead_row_of(*state_, row.row); }

// Names that begin with the text first, then by score.
std::vector<LeadRow> Session::find_leads(std::string_view text, size_t limit) {
    State& s = *state_;
    bring_up_to_date(s);
    const query::Mask found = query::search_rows(s.shown().book, TableKind::leads, query::lead_search_keys(), text);
    const TextColumn* names = s.shown().book.leads.text("name");
    const std::string begin = base::fold(base::trim(text));
    std::vector<std::pair<int, Row>> ranked;
    for (const Row lead : query::rows_of(found)) {
        const bool begins = names && !begin.empty() && names->folded_at(lead).starts_with(begin);
        ranked.emplace_back(-score_of(s, lead).total - (begins ? 1000 : 0), lead);
    }
    const size_t shown = std::min(limit, ranked.size());
    std::partial_sort(ranked.begin(), ranked.begin() + static_cast<std::ptrdiff_t>(shown), ranked.end());
    std::vector<LeadRow> rows;
    for (size_t i = 0; i < shown; ++i) rows.push_back(lead_row_of(s, ranked[i].second));
    return rows;
}

}  // namespace app
