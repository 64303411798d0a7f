// What the list of leads is asked for, and what it is then.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace app {

struct RowHandle {  // cheap; valid until the book changes
    uint32_t row = 0;
    bool operator==(const RowHandle&) const = default;
};

enum class Show : uint8_t { open, closed, all };
// The leads that have one of these values, as in scripts: temperature "hot", grade "1", stage "prospect", owner.
struct Facet {
    std::string key;
    std::vector<std::string> values;
    bool operator==(const Facet&) const = default;
};
struct FacetView {
    struct Choice {
        std::string value, label;
        int64_t count = 0;  // of leads that the list would have with it
        bool wanted = false;
    };
    std::string key, label;
    std::vector<Choice> choices;
};
struct LeadSort {
    // name company score grade temperature stage value owner last_activity due outcome closed_on, or the key of a field
    std::string column;
    bool descending = false;
    bool operator==(const LeadSort&) const = default;
};
struct ColumnChoice {
    std::string key;
    float width = 0;  // CSS pixels; 0: by what stands in it
    bool operator==(const ColumnChoice&) const = default;
};
struct LeadsQuery {
    std::string search;
    Show show = Show::open;
    std::vector<LeadSort> sorts = {{"score", true}};  // where one leaves two equal the next one goes on; never empty
    std::vector<Facet> facets = {};  // all of them hold
    std::string group = {};          // what the list is divided by: a facet's key, or a field's that has choices; "": by nothing
    std::vector<ColumnChoice> columns = {};  // that the list has of its own; none: those of the browser
    bool counted = false;            // LeadsView::facets is wanted; where facets are in use it always is
    bool operator==(const LeadsQuery&) const = default;
};
// Leads that are alike in what the list is divided by: they stand together, in the list's order.
struct LeadGroup {
    std::string value, label;  // "hot", "Hot"
    size_t first = 0, count = 0;  // of LeadsView::rows
    std::string value_totals;
};
// What the list can be divided by.
struct LeadGrouping {
    std::string key, label;
};
struct LeadsView {
    std::vector<RowHandle> rows;  // all that match, in order
    std::vector<LeadGroup> groups;  // all of them, one after the other; none where the list is not divided
    int64_t open = 0, closed = 0, all = 0;
    std::vector<FacetView> facets;  // if they are wanted
    std::string value_totals;  // "Rp 1,58 M   5 175 000 kr": one per currency
};

}  // namespace app
