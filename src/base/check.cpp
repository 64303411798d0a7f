#include "base/check.h"

#include <cstdio>
#include <cstdlib>

namespace base {

namespace {
CrashHandler crash_handler = nullptr;
}

void set_crash_handler(CrashHandler handler) { crash_handler = handler; }

void check_failed(const char* condition, const char* file, int line) {
    char what[512];
    std::snprintf(what, sizeof what, "%s:%d: CHECK failed: %s", file, line, condition);
    std::fprintf(stderr, "%s\n", what);
    std::fflush(stderr);
    // Taken away first: a handler that breaks an invariant itself must not come back here for ever.
    const CrashHandler handler = crash_handler;
    crash_handler = nullptr;
    if (handler) handler(what);
    std::abort();
}

}  // namespace base
