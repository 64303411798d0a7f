// Broken invariants. CHECK stays on in release: a book that is wrong must stop, never go on
// quietly. For errors that come from outside (files, arguments, disks) use base/result.h.
#pragma once

namespace base {

// Prints the failed condition, hands it to the crash handler and does not return.
[[noreturn]] void check_failed(const char* condition, const char* file, int line);

// The platform sets what happens last words before the abort (the web shows its crash panel).
using CrashHandler = void (*)(const char* what);
void set_crash_handler(CrashHandler handler);

}  // namespace base

// BASE_CHECK is for headers: doctest has a CHECK of its own, and in a test file that one wins,
// whichever is included first. Everywhere else write CHECK.
#define BASE_CHECK(condition) \
    (static_cast<bool>(condition) ? void(0) : ::base::check_failed(#condition, __FILE__, __LINE__))

#ifndef DOCTEST_LIBRARY_INCLUDED
#define CHECK(condition) BASE_CHECK(condition)
#endif
