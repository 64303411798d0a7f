#include <doctest/doctest.h>

#include "base/check.h"
#include "base/result.h"

#include <string>

namespace {

struct Crash {
    std::string what;
};

// The handler leaves by an exception: the one way to see a crash without dying of it.
std::string what_crashes(void (*action)()) {
    base::set_crash_handler([](const char* what) { throw Crash{what}; });
    std::string what = "nothing";
    try {
        action();
    } catch (const Crash& crash) {
        what = crash.what;
    }
    base::set_crash_handler(nullptr);
    return what;
}

}  // namespace

TEST_CASE("a broken invariant names itself to the crash handler") {
    const std::string what = what_crashes([] { BASE_CHECK(1 + 1 == 3); });
    CHECK(what.find("1 + 1 == 3") != std::string::npos);
    CHECK(what.find("base_check.cpp:") != std::string::npos);
}

TEST_CASE("a kept invariant says nothing") {
    CHECK(what_crashes([] { BASE_CHECK(1 + 1 == 2); }) == "nothing");
}

TEST_CASE("a result gives its value or its error, and asking for the other one is a broken invariant") {
    const base::Result<int> good = 7;
    CHECK(good.ok());
    CHECK(*good == 7);
    const base::Result<int> bad = base::Error{"csv.too_large", "Too large.", "line 3"};
    CHECK(!bad);
    CHECK(bad.error().code == "csv.too_large");
    CHECK(what_crashes([] { (void)base::Result<int>(base::Error{}).value(); }) != "nothing");
    CHECK(what_crashes([] { (void)base::Result<int>(7).error(); }) != "nothing");
    CHECK(base::success().ok());
}
