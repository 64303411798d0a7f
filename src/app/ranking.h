// The order of leads' texts, found in slices where there are many. Only view_leads.cpp and view_companies.cpp include this.
#pragma once

#include "app/view_parts.h"

#include <string>
#include <vector>

namespace app {

// So many leads that ranking their texts at once would be felt.
bool is_ranked_in_slices(const State& state);

// Ranks these text columns of the book that is shown; then its views are made anew. Until then ViewCache::ranking is true.
void rank_in_slices(State& state, std::vector<std::string> columns);

}  // namespace app
