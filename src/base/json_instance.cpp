// The one place where nlohmann's tree is compiled; base/json.h declares it for everyone else.
#include "base/json.h"

#include <type_traits>

namespace base {

static_assert(std::is_same_v<Json, nlohmann::basic_json<>>, "what is compiled below is the tree that everyone uses");

}  // namespace base

template class nlohmann::basic_json<>;
