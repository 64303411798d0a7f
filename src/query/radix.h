// Stable radix sort of rows by packed keys. Inside query only; see sort.h.
#pragma once

#include <cstdint>
#include <vector>

namespace query {

// Sorts words by their bits [low, high), keeping the order of equal ones. `spare` is scratch of the
// same size.
void radix_sort(std::vector<uint64_t>& words, std::vector<uint64_t>& spare, int low, int high);

}  // namespace query
