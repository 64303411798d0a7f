// Segments: lists of leads that somebody has named, always current. In the book each is two registers, segments/<id>/name
// and segments/<id>/list: so it travels with the book, is merged and can be undone. The list is kept as the end of its address
// (leads_address.h).
#pragma once

#include "app/views.h"
#include "domain/book.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace app {

inline constexpr size_t kMostSegmentLetters = 120;  // of a name

// Sorted by name, not counted. One without a name, or with a list that says nothing, is none.
std::vector<SegmentView> segments_of(const domain::Book& book);

}  // namespace app
