// Plants the bug that the environment variable CORONG_ZOO names, as base/zoo.h spells it. For tests/main.cpp.
#pragma once

#include "base/zoo.h"

#include <cstdio>
#include <cstdlib>
#include <string_view>
#include <utility>

namespace tests {

#ifdef CORONG_WATCHED
inline constexpr std::pair<std::string_view, base::Bug> kBugs[] = {
#define CORONG_BUG(name) {#name, base::Bug::name}
    CORONG_BUG(absence_as_deletion),
    CORONG_BUG(acknowledged_before_complete),
    CORONG_BUG(chain_not_checked),
    CORONG_BUG(clock_moved_by_far_future),
    CORONG_BUG(clock_put_back_not_noticed),
    CORONG_BUG(compared_by_size),
    CORONG_BUG(conflict_not_listed),
    CORONG_BUG(damage_hides_what_follows),
    CORONG_BUG(deleted_before_verified),
    CORONG_BUG(dropped_unknown),
    CORONG_BUG(equal_stamps_by_order),
    CORONG_BUG(forgotten_in_merged_files),
    CORONG_BUG(merged_without_last),
    CORONG_BUG(pseudonym_above_value),
    CORONG_BUG(reasons_without_clamp),
    CORONG_BUG(replica_used_again),
    CORONG_BUG(settled_without_seeing),
    CORONG_BUG(skipped_epoch),
    CORONG_BUG(snapshot_ahead_of_journal),
    CORONG_BUG(undo_of_all_but_one),
#undef CORONG_BUG
};

// Ends the program where there is no such bug: a test that plants nothing would prove nothing.
inline bool plant_from_environment() {
    const char* name = std::getenv("CORONG_ZOO");
    if (!name || !*name) return false;
    for (const auto& [known, bug] : kBugs) {
        if (known != name) continue;
        base::planted_bug = bug;
        std::printf("planted: %s\n", name);
        return true;
    }
    std::fprintf(stderr, "base/zoo.h has no bug \"%s\"\n", name);
    std::exit(2);
}
#endif

}  // namespace tests
