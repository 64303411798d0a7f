// Columns computed elsewhere (scores, stages, last activity), handed to filters and sorts by name.
// query knows no score: it sees numbers, and labels for codes. The spans must outlive their use.
#pragma once

#include "domain/column.h"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace query {

using ComputedValues = std::variant<std::span<const uint8_t>, std::span<const int16_t>,
                                    std::span<const int32_t>, std::span<const uint32_t>,
                                    std::span<const int64_t>>;

struct Computed {
    std::string name;       // "score.total", "stage"
    ComputedValues values;  // one per row of the table
    // Not empty: each value is an index into this list and is compared as its text; order
    // comparisons and sorting go by the index.
    std::vector<std::string> labels;
    // The value that means "empty" (for labels: any index past their end is empty too).
    int64_t empty = domain::kNoNumber;
    // Values are milliseconds since 1970 and are compared with days ("2026-11-22", "today-7").
    bool instant = false;
};

const Computed* find_computed(std::span<const Computed> columns, std::string_view name);
int64_t computed_at(const Computed& column, domain::Row row);

}  // namespace query
