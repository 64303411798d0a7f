// What facts do to deals: one begins with a deal opened, and ends won or lost; and what deals do to whose they are. Pure:
// decisions of commands.
#pragma once

#include "app/command.h"

#include <string_view>
#include <vector>

namespace app {

bool is_open_deal(const domain::Book& book, domain::Row deal);  // neither won nor lost
std::vector<domain::Row> open_deals(const domain::Book& book, domain::RowId lead);

// A fact that is about to be recorded on that day.
struct DealFact {
    std::string_view fact;
    base::Day day;
    domain::Value value, reason;
};
// What it does to a deal of that lead is added to the changes of a decision; which deal it is comes back, for the fact to name
// it. A deal is opened anew; proposals and ends belong to the only one that was open on that day. Where there is none, or
// several, nobody says which is meant: then the fact stands alone, and Empty comes back.
domain::Value follow_fact(const domain::Book& book, domain::RowId lead, const DealFact& fact, std::vector<domain::Change>& changes);

// A lead is won with one of its deals; lost with the last that was open, unless it has bought before; and whoever was lost is
// not, with a deal that is open again.
void win_lead(const domain::Book& book, domain::RowId lead, base::Day day, std::vector<domain::Change>& changes);
void lose_lead(const domain::Book& book, domain::RowId lead, base::Day day, std::vector<domain::Change>& changes);
void open_lead_again(const domain::Book& book, domain::RowId lead, std::vector<domain::Change>& changes);

// One ends, won or lost.
void end_deal(domain::RowId deal, std::string_view state, base::Day day, const domain::Value& reason, std::vector<domain::Change>& changes);

}  // namespace app
