// How the list of leads is narrowed, sorted and divided, as the end of its address, so that it can be linked to and gone
// back to: "?search=kopi&temperature=hot,warm&show=closed&sort=-value,name&group=owner&columns=company,value~120". What is as
// usual is not said.
#pragma once

#include "app/views.h"

#include <string>
#include <string_view>

namespace app {

inline constexpr size_t kMostSorts = 4;  // columns, one after the other

// "" for the usual list.
std::string address_of(const LeadsQuery& query);

// `route` with or without what is before the "?". What says nothing that we know is as usual.
LeadsQuery leads_query_of(std::string_view route);

}  // namespace app
