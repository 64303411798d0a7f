// The list of companies: everybody who says they work there, summed up. Codes are ranks of the companies' names, which the
// list of leads sorts by, too: equal names have equal ranks.
#include "app/leads_address.h"
#include "app/messages.h"
#include "app/ranking.h"
#include "app/value_totals.h"
#include "base/order.h"
#include "base/text.h"

#include <algorithm>
#include <limits>

namespace app {

using namespace domain;

namespace {

constexpr size_t kMostRowsKept = 500;

// Null while a big book's names are being ranked: for the first time, or after one of them has changed.
const std::vector<uint32_t>* codes_of(State& state) {
    const Table& leads = state.shown().book.leads;
    query::RankCache& ranks = ranks_of(state, state.shown());
    const uint64_t revision = state.shown().computed.lead_texts().of("company");
    if (!leads.text("company")) return &ranks.ranks_so_far(leads, "company");
    if (ranks.fresh(leads, "company", revision) || !is_ranked_in_slices(state)) return &ranks.ranks(leads, "company", revision, &state.locale);
    rank_in_slices(state, {"company"});
    return nullptr;
}

// People side by side by company: counted, then put where their company begins.
void gather(const Table& leads, const std::vector<uint32_t>& codes, CompanyCache& cache) {
    cache.sums.clear();
    cache.view.leads_without = 0;
    for (Row lead = 0; lead < leads.size(); ++lead) {
        if (!leads.alive(lead)) continue;
        const uint32_t code = codes[lead];
        if (code == query::kEmptyRank) {
            ++cache.view.leads_without;
            continue;
        }
        if (code >= cache.sums.size()) cache.sums.resize(code + 1);
        ++cache.sums[code].people;
    }
    uint32_t next = 0;
    for (CompanySum& sum : cache.sums) sum.first = next, next += std::exchange(sum.people, 0);
    cache.people.resize(next);
    const TextColumn* names = leads.text("company");
    for (Row lead = 0; lead < leads.size(); ++lead) {
        if (!leads.alive(lead) || codes[lead] == query::kEmptyRank) continue;
        CompanySum& sum = cache.sums[codes[lead]];
        if (sum.people == 0) sum.name = names->at(lead), sum.search_form = names->folded_at(lead);
        cache.people[sum.first + sum.people++] = lead;
    }
}

std::span<const Row> people_of(const CompanyCache& cache, const CompanySum& sum) { return {cache.people.data() + sum.first, sum.people}; }

// Places on the way from 0, the last; those beside it come after all that are on it.
int place_of(const lifecycle::Lens& lens, uint8_t stage) {
    if (stage >= lens.stages.size()) return std::numeric_limits<int>::max();
    return stage + (lens.stages[stage].side ? static_cast<int>(lens.stages.size()) : 0);
}

// The best score is that of somebody who is open, where anybody is. Of leads whose score and stage are on their way it is
// only said that they are there: columns are shorter than the table then.
void sum_up(const State& state, CompanyCache& cache) {
    const Computed::Columns& columns = state.shown().computed.columns();
    const lifecycle::Lens& lens = state.shown().computed.lens();
    const ClosedLeads outcome(state.shown().book.leads);
    for (CompanySum& sum : cache.sums) {
        std::pair<bool, int> best{false, -1};
        int furthest = std::numeric_limits<int>::max();
        int64_t latest = kNoNumber, next = std::numeric_limits<int64_t>::max();
        for (const Row lead : people_of(cache, sum)) {
            const bool open = !outcome.closed(lead);
            sum.open += open;
            if (lead >= columns.size()) continue;
            if (const std::pair score{open, static_cast<int>(columns.scores.total[lead])}; score > best) best = score, sum.best = lead;
            if (const int place = place_of(lens, columns.stages.stage[lead]); place < furthest) furthest = place, sum.furthest = lead;
            if (columns.last_at[lead] != kNoNumber && (latest == kNoNumber || columns.last_at[lead] > latest)) latest = columns.last_at[lead], sum.latest = lead;
            if (open && columns.next_due[lead] != kNoNumber && columns.next_due[lead] < next) next = columns.next_due[lead], sum.next = lead;
        }
    }
}

ValueTotals open_value(const State& state, const CompanyCache& cache, const CompanySum& sum, const ClosedLeads& outcome) {
    const Computed::Columns& columns = state.shown().computed.columns();
    ValueTotals totals;
    for (const Row lead : people_of(cache, sum))
        if (lead < columns.size() && !outcome.closed(lead) && columns.value_minor[lead] != kNoNumber) totals.add(columns.value_minor[lead], columns.value_currency[lead]);
    return totals;
}

// What companies are sorted by; the least first, and without a value last whichever way it goes.
struct Key {
    bool empty = false;
    int64_t major = 0, minor = 0;
};

Key key_of(const State& state, const CompanyCache& cache, uint32_t code, std::string_view column, const ClosedLeads& outcome) {
    const CompanySum& sum = cache.sums[code];
    const Computed::Columns& columns = state.shown().computed.columns();
    if (column == "people") return {false, sum.people};
    if (column == "score") return {sum.best == kNoRow, sum.best == kNoRow ? 0 : columns.scores.total[sum.best]};
    if (column == "stage") return {sum.furthest == kNoRow, sum.furthest == kNoRow ? 0 : -place_of(state.shown().computed.lens(), columns.stages.stage[sum.furthest])};
    if (column == "last_activity") return {sum.latest == kNoRow, sum.latest == kNoRow ? 0 : columns.last_at[sum.latest]};
    if (column == "due") return {sum.next == kNoRow, sum.next == kNoRow ? 0 : columns.next_due[sum.next]};
    if (column == "value") {
        const std::optional<base::Money> value = open_value(state, cache, sum, outcome).most_used();
        return {!value, value ? value->currency.packed : 0, value ? value->minor : 0};
    }
    return {false, code};  // names: by their ranks
}

// Companies that are equal follow by name.
void sort_rows(const State& state, CompanyCache& cache) {
    const bool descending = cache.query.descending;
    const ClosedLeads outcome(state.shown().book.leads);
    std::vector<std::pair<Key, uint32_t>> keys;
    for (const uint32_t code : cache.view.rows) keys.emplace_back(key_of(state, cache, code, cache.query.column, outcome), code);
    base::sort(keys, [&](const auto& one, const auto& other) {
        if (one.first.empty != other.first.empty) return other.first.empty;
        const auto of = [](const Key& key) { return std::pair(key.major, key.minor); };
        if (of(one.first) != of(other.first)) return descending ? of(one.first) > of(other.first) : of(one.first) < of(other.first);
        return one.second < other.second;
    });
    for (size_t at = 0; at < keys.size(); ++at) cache.view.rows[at] = keys[at].second;
}

void select(const State& state, CompanyCache& cache) {
    const std::string wanted = base::fold(base::trim(cache.query.search));
    cache.view.rows.clear();
    cache.view.companies = 0;
    for (uint32_t code = 0; code < cache.sums.size(); ++code) {
        if (cache.sums[code].people == 0) continue;
        ++cache.view.companies;
        if (wanted.empty() || base::contains(cache.sums[code].search_form, wanted)) cache.view.rows.push_back(code);
    }
    sort_rows(state, cache);
}

CompanyRow row_of(const State& state, const CompanyCache& cache, const CompanySum& sum) {
    CompanyRow row;
    LeadRow& shown = row.sum;
    if (sum.next != kNoRow) {
        const LeadRow next = lead_row_of(state, sum.next);
        shown.next_step = next.next_step;
        shown.due = next.due;
        shown.due_kind = next.due_kind;
    }
    if (sum.latest != kNoRow) {
        const LeadRow latest = lead_row_of(state, sum.latest);
        shown.last_activity = latest.last_activity;
        shown.last_activity_icon = latest.last_activity_icon;
        shown.last_activity_when = latest.last_activity_when;
    }
    shown.name = sum.name;
    shown.score = score_of(state, sum.best);
    if (sum.furthest != kNoRow) shown.stage = stage_of(state, sum.furthest);
    shown.value = open_value(state, cache, sum, ClosedLeads(state.shown().book.leads)).text(forms_of(state));
    row.list = people_of_company(shown.name);
    row.people = sum.people;
    row.open = sum.open;
    return row;
}

}  // namespace

std::string people_of_company(std::string_view company) {
    LeadsQuery query;
    query.show = Show::all;
    query.facets = {{"company", {std::string(company)}}};
    return address_of(query);
}

const CompaniesView& Session::companies(const CompaniesQuery& query) {
    State& s = *state_;
    ViewCache& views = s.shown().views;
    CompanyCache& cache = views.companies;
    if (!bring_up_to_date(s)) return cache.view;
    const ViewInputs inputs = inputs_of(s, Depends::on_the_book);
    const std::vector<uint32_t>* codes = views.companies_inputs == inputs ? nullptr : codes_of(s);
    if (codes) {
        gather(s.shown().book.leads, *codes, cache);
        sum_up(s, cache);
        cache.rows.clear();
        cache.view.ready = true;
        ++cache.gathered;
        views.companies_inputs = inputs;
    }
    // While a big book's names are being ranked, it is those of a moment ago that are searched and sorted.
    if (!codes && cache.query == query) return cache.view;
    cache.query = query;
    select(s, cache);
    return cache.view;
}

std::vector<CompanyRow> Session::find_companies(std::string_view text, size_t limit) {
    State& s = *state_;
    CompanyCache& cache = s.shown().views.companies;
    companies(CompaniesQuery(cache.query));  // brought up to date, as it is shown
    if (cache.found_text == text && cache.found_of == cache.gathered) return cache.found;
    const std::string wanted = base::fold(base::trim(text));
    std::vector<std::pair<int, uint32_t>> ranked;  // names that begin with the text first, then by score
    for (uint32_t code = 0; !wanted.empty() && code < cache.sums.size(); ++code) {
        const CompanySum& sum = cache.sums[code];
        if (sum.people > 0 && base::contains(sum.search_form, wanted)) ranked.emplace_back(-score_of(s, sum.best).total - (sum.search_form.starts_with(wanted) ? 1000 : 0), code);
    }
    const size_t shown = std::min(limit, ranked.size());
    std::partial_sort(ranked.begin(), ranked.begin() + static_cast<std::ptrdiff_t>(shown), ranked.end());
    cache.found.clear();
    for (size_t i = 0; i < shown; ++i) cache.found.push_back(row_of(s, cache, cache.sums[ranked[i].second]));
    cache.found_text = text;
    cache.found_of = cache.gathered;
    return cache.found;
}

const CompanyRow& Session::company_row(uint32_t company) {
    CompanyCache& cache = state_->shown().views.companies;
    const int64_t minute = inputs_of(*state_, Depends::on_the_minute).minute;
    if (cache.rows.size() > kMostRowsKept || cache.minute != minute) cache.rows.clear();  // "25 min ago" is another then
    cache.minute = minute;
    const auto [row, is_new] = cache.rows.try_emplace(company);
    if (is_new) row->second = row_of(*state_, cache, cache.sums[company]);
    return row->second;
}

}  // namespace app
