// The history of a lead in words. Only session_history.cpp and the view_*.cpp files include this.
#pragma once

#include "app/views.h"

namespace app {

// As scripts get it, newest first; of one field, or with "" of the lead as a whole.
base::Json to_json(const HistoryView& view, std::string_view field);

}  // namespace app
