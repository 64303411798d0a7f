#include "app/deals.h"

namespace app {

using namespace domain;

namespace {

constexpr TableKind kDeals = TableKind::deals;

std::string outcome_of(const Book& book, RowId lead) { return to_text(book.value(TableKind::leads, book.leads.find(lead), "outcome")); }

void set_outcome(const Book& book, RowId lead, std::string_view outcome, const Value& closed, std::vector<Change>& changes) {
    if (outcome_of(book, lead) == outcome) return;
    changes.push_back(SetField{TableKind::leads, lead, "outcome", FieldKind::choice, std::string(outcome)});
    changes.push_back(SetField{TableKind::leads, lead, "closed", FieldKind::date, closed});
}

bool was_open_on(const Book& book, Row deal, base::Day day) {
    const Value opened = book.value(kDeals, deal, "opened");
    const auto* since = std::get_if<base::Day>(&opened);
    return !since || *since <= day;
}

}  // namespace

void win_lead(const Book& book, RowId lead, base::Day day, std::vector<Change>& changes) { set_outcome(book, lead, kWon, day, changes); }

void lose_lead(const Book& book, RowId lead, base::Day day, std::vector<Change>& changes) {
    if (outcome_of(book, lead) != kWon && open_deals(book, lead).size() <= 1) set_outcome(book, lead, kLost, day, changes);
}

void open_lead_again(const Book& book, RowId lead, std::vector<Change>& changes) {
    if (outcome_of(book, lead) == kLost) set_outcome(book, lead, kOpen, {}, changes);
}

bool is_open_deal(const Book& book, Row deal) {
    const std::string state = to_text(book.value(kDeals, deal, "state"));
    return state != kWon && state != kLost;
}

std::vector<Row> open_deals(const Book& book, RowId lead) {
    std::vector<Row> open;
    const Row row = book.leads.find(lead);
    if (row == kNoRow) return open;
    book.deals_by_lead.for_each(row, [&](Row deal) {
        if (book.deals.alive(deal) && is_open_deal(book, deal)) open.push_back(deal);
    });
    return open;
}

void end_deal(RowId deal, std::string_view state, base::Day day, const Value& reason, std::vector<Change>& changes) {
    changes.push_back(SetField{kDeals, deal, "state", FieldKind::choice, std::string(state)});
    changes.push_back(SetField{kDeals, deal, "closed", FieldKind::date, day});
    if (!std::holds_alternative<Empty>(reason)) changes.push_back(SetField{kDeals, deal, "reason", FieldKind::text, reason});
}

Value follow_fact(const Book& book, RowId lead, const DealFact& fact, std::vector<Change>& changes) {
    if (fact.fact == "open_deal") {
        changes.push_back(create_one(kDeals, {{"lead", lead}, {"value", fact.value}, {"state", std::string(kOpen)}, {"opened", fact.day}}));
        return made_by(changes.size() - 1);
    }
    const bool wins = fact.fact == "win_deal", loses = fact.fact == "lose_deal";
    if (!wins && !loses && fact.fact != "send_proposal") return {};
    std::vector<Row> open = open_deals(book, lead);
    std::erase_if(open, [&](Row deal) { return !was_open_on(book, deal, fact.day); });
    if (open.size() != 1) return {};
    const RowId deal = book.deals.id(open.front());
    if (wins && !std::holds_alternative<Empty>(fact.value)) changes.push_back(SetField{kDeals, deal, "value", FieldKind::money, fact.value});
    if (wins || loses) end_deal(deal, wins ? kWon : kLost, fact.day, loses ? fact.reason : Value{}, changes);
    return deal;
}

}  // namespace app
