// What the list of deals shows: those that are open by when they are expected, those that ended by when they did.
#pragma once

#include "app/views.h"

#include <set>
#include <unordered_map>

namespace app {

struct DealsQuery {
    DealState state = DealState::open;
    std::string search;           // in title, name and company
    std::string column = "when";  // title name value when score
    bool descending = false;
    std::set<std::string> folded;  // groups, by their keys
    bool operator==(const DealsQuery&) const = default;
};
struct DealGroup {
    std::string key, label, totals;
    int64_t deals = 0;
};
struct DealLine {
    int32_t group = -1;  // its heading; else
    uint32_t deal = 0;   // a deal, for Session::deal_row, until the book changes
};
struct DealsView {
    std::vector<DealLine> lines;   // under headings of months where they go by date
    std::vector<DealGroup> groups;
    int64_t of_state[3] = {};      // of those that match the search
    int64_t all = 0;               // before searching
    std::string totals;            // of this state: one sum for each currency
};
struct DealRow {
    DealView deal;
    LeadRow lead;
};

// Only view_deals.cpp looks into it.
struct DealsCache {
    DealsQuery query;
    DealsView view;
    std::unordered_map<uint32_t, DealRow> rows;
    int64_t minute = -1;  // that the rows are of
};

}  // namespace app
