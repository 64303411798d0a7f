#include "base/order.h"

#include <algorithm>
#include <numeric>

namespace base {

std::vector<uint32_t> places_in_order(size_t count, EarlierAt earlier, const void* context) {
    std::vector<uint32_t> places(count);
    std::iota(places.begin(), places.end(), 0u);
    std::stable_sort(places.begin(), places.end(),
                     [&](uint32_t first, uint32_t second) { return earlier(context, first, second); });
    return places;
}

}  // namespace base
