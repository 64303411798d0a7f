// What this build calls itself, and the format of what it writes.
#pragma once

namespace app {

inline constexpr const char* kVersion = "0.1.0";
inline constexpr int kFormat = 1;  // of stores and snapshots: read for ever

}  // namespace app
