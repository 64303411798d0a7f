// Which columns of the list somebody has chosen, as a setting of the browser. Only view_columns.cpp and
// commands_columns.cpp include this.
#pragma once

#include "app/state.h"
#include "app/view_columns.h"

#include <string>
#include <string_view>
#include <vector>

namespace app {

inline constexpr std::string_view kColumnsSetting = "lead_columns";  // [{"key", "width"}], or nothing while all is as usual

// A column is its key, or {key, width}. What another book had is no error: it may be shown again.
base::Result<std::vector<ColumnChoice>> choices_in(const base::Json& columns);
std::vector<ColumnChoice> stored_choices(const Session::State& state);

// All that a list of this book can have, the usual ones first.
std::vector<LeadColumnView> all_columns(const domain::Book& book);
bool has_column(const std::vector<LeadColumnView>& columns, std::string_view key);

}  // namespace app
