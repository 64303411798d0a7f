// The table of leads: which rows, in which order. One row's cells are made when it is asked for.
#include "app/messages.h"
#include "app/view_parts.h"
#include "base/text.h"
#include "query/search.h"

#include <algorithm>
#include <array>

namespace app {

using namespace domain;

namespace {

constexpr size_t kMostTotals = 4;  // currencies named under the table

query::SortKey key(std::string_view column, bool descending) { return {std::string(column), descending}; }

// Columns of the table by the name of their head, as keys of query::sort.
std::vector<query::SortKey> sort_keys(const std::string& sort, bool descending) {
    const query::SortKey then_score = key("score.total", true);
    if (sort == "name" || sort == "company") return {key(sort, descending)};
    if (sort == "grade") return {key("score.grade", descending), then_score};
    if (sort == "temperature") return {key("score.temperature", descending), then_score};
    // The lens counts from its best stage; the table from the first.
    if (sort == "stage") return {key("table.stage", !descending), then_score};
    if (sort == "value") return {key("table.value_currency", false), key("table.value", descending)};
    if (sort == "owner" || sort == "outcome") return {key(sort, descending), then_score};
    if (sort == "last_activity") return {key(sort, descending)};
    if (sort == "due") return {key("table.due", descending), then_score};
    if (sort == "closed_on") return {key("closed", descending)};
    return {key("score.total", descending)};
}

query::Computed column_of(std::string name, query::ComputedValues values) {
    query::Computed column;
    column.name = std::move(name);
    column.values = values;
    return column;
}

std::vector<query::Computed> sortable(State& state) {
    std::vector<query::Computed> columns = state.computed.named(state.book);
    const Computed::Columns& from = state.computed.columns();
    columns.push_back(column_of("table.due", std::span<const int64_t>(from.next_due)));
    columns.push_back(column_of("table.value", std::span<const int64_t>(from.value_minor)));
    columns.push_back(column_of("table.value_currency", std::span<const uint32_t>(from.value_currency)));
    columns.back().empty = 0;
    columns.push_back(column_of("table.stage", std::span<const uint8_t>(from.stages.stage)));
    columns.back().empty = lifecycle::kNoStage;
    return columns;
}

std::vector<Row> ordered(State& state, const std::vector<query::SortKey>& keys, std::vector<Row> rows) {
    const std::vector<query::Computed> columns = sortable(state);
    query::SortInput input;
    input.book = &state.book;
    input.computed = columns;
    input.locale = &state.locale;
    input.cache = &state.views.ranks;
    input.revision = state.computed.texts_revision();
    std::vector<Row> kept = rows;
    // A field nobody has written yet cannot be sorted by.
    base::Result<std::vector<Row>> sorted = query::sort_rows(input, keys, std::move(rows));
    return sorted ? std::move(*sorted) : kept;
}

void refresh_order(State& state, const LeadsQuery& query, const ViewInputs& inputs) {
    ViewCache& views = state.views;
    if (views.order_inputs == inputs && views.order_sort == query.sort && views.order_descending == query.descending) return;
    views.order = ordered(state, sort_keys(query.sort, query.descending), query::rows_of(query::alive_rows(state.book.leads)));
    views.order_inputs = inputs;
    views.order_sort = query.sort;
    views.order_descending = query.descending;
}

// Sums by currency, never across.
class Totals {
public:
    void add(int64_t minor, uint32_t currency) {
        for (Total& total : totals_)
            if (total.currency == currency) return total.add(minor);
        totals_.push_back({currency, minor, 1});
    }
    std::string text(const Forms& forms) {
        std::stable_sort(totals_.begin(), totals_.end(), [](const Total& a, const Total& b) { return a.rows > b.rows; });
        std::string text;
        for (size_t i = 0; i < totals_.size() && i < kMostTotals; ++i)
            text += (i ? "   " : "") + forms.short_money({totals_[i].minor, {totals_[i].currency}});
        return totals_.size() > kMostTotals ? text + "   …" : text;
    }

private:
    struct Total {
        uint32_t currency = 0;
        int64_t minor = 0;
        int64_t rows = 0;
        void add(int64_t more) {
            ++rows;
            if (__builtin_add_overflow(minor, more, &minor)) minor = INT64_MAX;
        }
    };
    std::vector<Total> totals_;
};

void select(State& state, const LeadsQuery& query, LeadsView& view) {
    const Computed::Columns& columns = state.computed.columns();
    const ClosedLeads outcome(state.book.leads);
    query::Mask found;
    if (!base::trim(query.search).empty())
        found = query::search_rows(state.book, TableKind::leads, query::lead_search_keys(), query.search);
    view = {};
    Totals totals;
    for (const Row lead : state.views.order) {
        const bool closed = outcome.closed(lead);
        ++(closed ? view.closed : view.open);
        if (query.show != Show::all && closed != (query.show == Show::closed)) continue;
        if (!found.empty() && !found[lead]) continue;
        view.rows.push_back({lead});
        if (columns.value_minor[lead] != kNoNumber) totals.add(columns.value_minor[lead], columns.value_currency[lead]);
    }
    view.all = view.open + view.closed;
    view.value_totals = totals.text(forms_of(state));
}

}  // namespace

const LeadsView& Session::leads(const LeadsQuery& query) {
    State& s = *state_;
    ViewCache& views = s.views;
    if (!bring_up_to_date(s)) return views.leads;
    const ViewInputs inputs = inputs_of(s, Depends::on_the_book);
    if (views.leads_inputs == inputs && views.leads_query == query) return views.leads;
    refresh_order(s, query, inputs);
    select(s, query, views.leads);
    views.leads_inputs = inputs;
    views.leads_query = query;
    return views.leads;
}

LeadRow Session::lead_row(RowHandle row) { return lead_row_of(*state_, row.row); }

// Names that begin with the text first, then by score.
std::vector<LeadRow> Session::find_leads(std::string_view text, size_t limit) {
    State& s = *state_;
    bring_up_to_date(s);
    const query::Mask found = query::search_rows(s.book, TableKind::leads, query::lead_search_keys(), text);
    const TextColumn* names = s.book.leads.text("name");
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
