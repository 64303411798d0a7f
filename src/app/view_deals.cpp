#include "app/view_deals.h"

#include "app/deals.h"
#include "app/deal_parts.h"
#include "app/messages.h"
#include "app/value_totals.h"
#include "base/order.h"
#include "base/text.h"

#include <algorithm>

namespace app {

using namespace domain;

namespace {

constexpr size_t kMostRowsKept = 500;
constexpr std::string_view kLate = "late", kUndated = "undated";

struct Deals {
    explicit Deals(const Book& from)
        : book(from), lead(from.deals.reference("lead")), expected(from.deals.date("expected")), closed(from.deals.date("closed")), value(from.deals.money("value")) {}
    int32_t day(Row deal, DealState state) const {
        const DateColumn* days = state == DealState::open ? expected : closed;
        return days ? days->days[deal] : kNoDay;
    }
    void add_value(Row deal, ValueTotals& totals) const {
        if (value && value->minor[deal] != kNoNumber) totals.add(value->minor[deal], value->currency[deal]);
    }

    const Book& book;
    const ReferenceColumn* lead;
    const DateColumn *expected, *closed;
    const MoneyColumn* value;
};

bool deal_matches(const Deals& deals, Row deal, const std::string& wanted) {
    if (wanted.empty() || base::contains(base::fold(text_at(deals.book.deals, deal, "title")), wanted)) return true;
    const Row lead = deals.lead->rows[deal];
    return base::contains(base::fold(text_at(deals.book.leads, lead, "name")), wanted) || base::contains(base::fold(text_at(deals.book.leads, lead, "company")), wanted);
}

struct Key {
    bool empty = false;
    int64_t major = 0, minor = 0;
};

Key deal_key(const State& state, const Deals& deals, Row deal, const DealsQuery& query) {
    if (query.column == "value") {
        const bool known = deals.value && deals.value->minor[deal] != kNoNumber;
        return {!known, known ? deals.value->currency[deal] : 0, known ? deals.value->minor[deal] : 0};
    }
    if (query.column == "score") return {false, 0, score_of(state, deals.lead->rows[deal]).total};
    const int32_t day = deals.day(deal, query.state);
    return {day == kNoDay, 0, day};
}

// By what they are called, or whose they are, in the order of the language.
std::vector<Key> deal_text_keys(const State& state, const Deals& deals, const std::vector<Row>& rows, bool by_title) {
    std::vector<std::string> texts;
    for (const Row row : rows) texts.push_back(by_title ? deal_name(deals.book, row) : std::string(text_at(deals.book.leads, deals.lead->rows[row], "name")));
    const std::vector<uint32_t> ranks = state.locale.collation_ranks(std::vector<std::string_view>(texts.begin(), texts.end()));
    std::vector<Key> keys;
    for (size_t at = 0; at < rows.size(); ++at) keys.push_back({texts[at].empty(), 0, ranks[at]});
    return keys;
}

// What is equal goes as it was entered; without a value last, whichever way it goes.
void sort_deals(const State& state, const Deals& deals, const DealsQuery& query, std::vector<Row>& rows) {
    std::vector<std::pair<Key, Row>> keys;
    const bool by_title = query.column == "title";
    const std::vector<Key> texts = by_title || query.column == "name" ? deal_text_keys(state, deals, rows, by_title) : std::vector<Key>();
    for (size_t at = 0; at < rows.size(); ++at) keys.emplace_back(texts.empty() ? deal_key(state, deals, rows[at], query) : texts[at], rows[at]);
    base::sort(keys, [&](const auto& one, const auto& other) {
        if (one.first.empty != other.first.empty) return other.first.empty;
        const auto of = [](const Key& key) { return std::pair(key.major, key.minor); };
        return query.descending ? of(other.first) < of(one.first) : of(one.first) < of(other.first);
    });
    for (size_t at = 0; at < keys.size(); ++at) rows[at] = keys[at].second;
}

// Whose day is over while they are open stand together, whatever their month.
std::string deal_group_key(int32_t day, DealState state, base::Day today) {
    if (day == kNoDay) return std::string(kUndated);
    if (state == DealState::open && day < today.count) return std::string(kLate);
    return base::to_iso(base::Day{day}).substr(0, 7);
}

std::string deal_group_label(const std::string& key, int32_t day, const Forms& forms) {
    if (key == kLate) return tr("deals.late");
    return key == kUndated ? tr("deals.undated") : forms.month({day});
}

void put_deal_lines(const State& state, const Deals& deals, const std::vector<Row>& rows, DealsCache& cache) {
    const Forms forms = forms_of(state);
    DealsView& view = cache.view;
    std::vector<ValueTotals> totals;
    bool folded = false;
    for (const Row row : rows) {
        if (cache.query.column == "when") {
            const int32_t day = deals.day(row, cache.query.state);
            const std::string key = deal_group_key(day, cache.query.state, forms.now.today);
            if (view.groups.empty() || view.groups.back().key != key) {
                folded = cache.query.folded.contains(key);
                view.lines.push_back({static_cast<int32_t>(view.groups.size()), 0});
                view.groups.push_back({key, deal_group_label(key, day, forms), {}, 0});
                totals.emplace_back();
            }
            ++view.groups.back().deals;
            deals.add_value(row, totals.back());
        }
        if (!folded) view.lines.push_back({-1, row});
    }
    for (size_t group = 0; group < totals.size(); ++group) view.groups[group].totals = totals[group].text(forms);
}

void select_deals(const State& state, DealsCache& cache) {
    const Deals deals(state.shown().book);
    const std::string wanted = base::fold(base::trim(cache.query.search));
    cache.view = {};
    std::vector<Row> rows;
    ValueTotals totals;
    for (Row deal = 0; deals.lead && deal < deals.book.deals.size(); ++deal) {
        const Row lead = deals.lead->rows[deal];
        if (!deals.book.deals.alive(deal) || lead == kNoRow || !deals.book.leads.alive(lead)) continue;
        ++cache.view.all;
        if (!deal_matches(deals, deal, wanted)) continue;
        const DealState is = deal_state(deals.book, deal);
        ++cache.view.of_state[static_cast<size_t>(is)];
        if (is != cache.query.state) continue;
        rows.push_back(deal);
        deals.add_value(deal, totals);
    }
    cache.view.totals = totals.text(forms_of(state));
    sort_deals(state, deals, cache.query, rows);
    put_deal_lines(state, deals, rows, cache);
}

}  // namespace

DealState deal_state(const Book& book, Row deal) {
    if (is_open_deal(book, deal)) return DealState::open;
    return to_text(book.value(TableKind::deals, deal, "state")) == kWon ? DealState::won : DealState::lost;
}

std::string deal_name(const Book& book, Row deal) {
    if (const std::string_view title = text_at(book.deals, deal, "title"); !title.empty()) return std::string(title);
    const ReferenceColumn* leads = book.deals.reference("lead");
    const Row lead = leads ? leads->rows[deal] : kNoRow;
    if (lead == kNoRow) return {};
    const std::string_view company = text_at(book.leads, lead, "company");
    return std::string(company.empty() ? text_at(book.leads, lead, "name") : company);
}

DealView deal_of(const State& state, Row deal) {
    const Book& book = state.shown().book;
    const Forms forms = forms_of(state);
    DealView view;
    view.id = to_text(book.deals.id(deal));
    view.state = deal_state(book, deal);
    view.name = deal_name(book, deal);
    view.title = text_at(book.deals, deal, "title");
    const Value value = book.value(TableKind::deals, deal, "value"), expected = book.value(TableKind::deals, deal, "expected");
    view.value_edit = to_text(value);
    if (const auto* money = std::get_if<base::Money>(&value)) view.value = forms.short_money(*money), view.value_exact = forms.money(*money);
    view.expected_edit = to_text(expected);
    view.opened = to_text(book.value(TableKind::deals, deal, "opened"));
    view.reason = text_at(book.deals, deal, "reason");
    const Value when = view.state == DealState::open ? expected : book.value(TableKind::deals, deal, "closed");
    const auto* day = std::get_if<base::Day>(&when);
    if (!day) return view;
    view.when = forms.day(*day);
    if (view.state != DealState::open) return view;
    const int ahead = *day - forms.now.today;
    view.when_kind = ahead < 0 ? DueKind::late : ahead == 0 ? DueKind::today : DueKind::later;
    return view;
}

std::vector<DealView> deals_of(const State& state, Row lead) {
    const Deals deals(state.shown().book);
    std::vector<std::tuple<bool, int64_t, Row>> found;  // open ones first, by when they are expected; then what ended last
    state.shown().book.deals_by_lead.for_each(lead, [&](Row deal) {
        if (!deals.book.deals.alive(deal)) return;
        const DealState is = deal_state(deals.book, deal);
        const int32_t day = deals.day(deal, is);
        const bool open = is == DealState::open;
        found.emplace_back(!open, day == kNoDay ? INT64_MAX : open ? day : -int64_t{day}, deal);
    });
    base::sort(found);
    std::vector<DealView> views;
    for (const auto& [ended, day, deal] : found) views.push_back(deal_of(state, deal));
    return views;
}

const DealsView& Session::deals(const DealsQuery& query) {
    State& s = *state_;
    ViewCache& views = s.shown().views;
    DealsCache& cache = views.deals;
    if (!bring_up_to_date(s)) return cache.view;
    const ViewInputs inputs = inputs_of(s, Depends::on_the_book);
    if (views.deals_inputs == inputs && cache.query == query) return cache.view;
    if (views.deals_inputs != inputs) cache.rows.clear();
    views.deals_inputs = inputs;
    cache.query = query;
    select_deals(s, cache);
    return cache.view;
}

std::optional<DealView> Session::find_deal(std::string_view id) const {
    const auto row_id = row_id_from_text(id);
    const Table& deals = state_->shown().book.deals;
    const Row row = row_id ? deals.find(*row_id) : kNoRow;
    return row == kNoRow || !deals.alive(row) ? std::nullopt : std::optional(deal_of(*state_, row));
}

const DealRow& Session::deal_row(uint32_t deal) {
    State& s = *state_;
    DealsCache& cache = s.shown().views.deals;
    const int64_t minute = inputs_of(s, Depends::on_the_minute).minute;
    if (cache.rows.size() > kMostRowsKept || cache.minute != minute) cache.rows.clear();
    cache.minute = minute;
    const auto [row, is_new] = cache.rows.try_emplace(deal);
    if (is_new) row->second = {deal_of(s, deal), lead_row_of(s, s.shown().book.deals.reference("lead")->rows[deal])};
    return row->second;
}

}  // namespace app
