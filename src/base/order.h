// Sorting for everything that is not a whole column: stable, so that equal values keep one order under
// every compiler's library, and compiled once, where std::sort is written out anew for every type
// (2 to 5 KB of the download each time). Columns of rows are sorted by query/sort.h.
#pragma once

#include <cstdint>
#include <functional>
#include <utility>
#include <vector>

namespace base {

// Whether the value at the first place comes before the value at the second.
using EarlierAt = bool (*)(const void* context, uint32_t first, uint32_t second);

// The places 0 to count - 1 in the order of `earlier`, equal ones as they stand.
std::vector<uint32_t> places_in_order(size_t count, EarlierAt earlier, const void* context);

// Sorts `values`; equal ones stay as they stand. Not for more than 2^32 values.
template <class Value, class Earlier = std::less<>>
void sort(std::vector<Value>& values, const Earlier& earlier = {}) {
    const std::pair<const Value*, const Earlier*> context{values.data(), &earlier};
    const EarlierAt at = [](const void* given, uint32_t first, uint32_t second) -> bool {
        const auto& [all, compare] = *static_cast<const std::pair<const Value*, const Earlier*>*>(given);
        return (*compare)(all[first], all[second]);
    };
    std::vector<Value> sorted;
    sorted.reserve(values.size());
    for (const uint32_t place : places_in_order(values.size(), at, &context)) sorted.push_back(std::move(values[place]));
    values = std::move(sorted);
}

}  // namespace base
