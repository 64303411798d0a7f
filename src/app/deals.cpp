#include "app/deals.h"

namespace app {

using namespace domain;

namespace {

constexpr TableKind kDeals = TableKind::deals;

}  // namespace

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
    const std::vector<Row> open = open_deals(book, lead);
    if (open.size() != 1) return {};
    const RowId deal = book.deals.id(open.front());
    if (wins || loses) end_deal(deal, wins ? kWon : kLost, fact.day, loses ? fact.reason : Value{}, changes);
    return deal;
}

}  // namespace app
