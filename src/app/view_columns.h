// The columns of the list of leads: which there are, and which of them this browser shows, in which order and how wide.
// Each field of a lead can be one, beside those that every list has. What is chosen is a setting of the browser, not a part
// of the book; but a segment can have columns of its own (LeadsQuery::columns).
#pragma once

#include "app/views.h"

#include <string>
#include <vector>

namespace app {

inline constexpr float kLeastColumnWidth = 40, kMostColumnWidth = 640;  // CSS pixels

struct LeadColumnView {
    std::string key;     // "score"; of a field its key
    std::string label;
    bool field = false;  // its cells are Session::lead_field
    bool right = false;  // numbers and money
    bool words = false;  // in order they begin with A; all else begins with the most
    float width = 0;     // CSS pixels; 0: by what stands in it
};

// The names come first. While nothing was chosen, `shown` is what every list has.
struct LeadColumnsView {
    std::vector<LeadColumnView> shown;
    bool as_usual = true;
    bool usual_order = true;  // what every list has, perhaps wider or narrower
};

std::vector<ColumnChoice> usual_column_choices();

// Those of one list, on the screen and on paper: closed leads show how they ended in place of what comes next, and where no
// lead has a value there is no column of values.
std::vector<LeadColumnView> columns_in(const LeadColumnsView& chosen, Show show, bool has_values);

}  // namespace app
