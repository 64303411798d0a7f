// What a merge that is open says of one entry, in words. For view_merge.cpp and commands_merge.cpp.
#pragma once

#include "app/register_words.h"

namespace app {

// "book", "leads/<id>", "companies/<id>".
std::string merge_entry_id(const exchange::MergeEntry& entry);
std::optional<size_t> merge_entry(const OpenMerge& merge, std::string_view id);

MergeList merge_list_of(const Session::State& state, const MergeQuery& query);
MergeRowView merge_row_of(const Session::State& state, size_t entry);
MergeDetailView merge_detail_of(const Session::State& state, size_t entry);

}  // namespace app
