// Bugs planted on purpose, one at a time, to prove that the tests catch them (tests/zoo). Only the watched build for
// tests has them; in every other one, is_planted is false while compiling and nothing of a bug is left. Never for
// anything but a bug: what a test needs of the program is a port or an argument.
#pragma once

namespace base {

// Each is planted in one place, and tests/zoo says which tests catch it.
enum class Bug {
    none,
    absence_as_deletion,          // what a partial file lacks counts as deleted there
    acknowledged_before_complete, // saved is said when a transaction is sent
    chain_not_checked,            // a step need not follow the one before it
    clock_moved_by_far_future,    // a colleague's wrong clock is catching
    clock_put_back_not_noticed,   // what failed is tried again in ten years
    compared_by_size,             // contents are not looked at
    conflict_not_listed,          // deleted by one, written by another
    damage_hides_what_follows,    // after a damaged step, a merged file is given up
    deleted_before_verified,      // old snapshots go before the new one is read back
    dropped_unknown,              // operations of a later version are not taken from a file
    equal_stamps_by_order,        // whichever comes last wins
    forgotten_in_merged_files,    // merged files keep who is forgotten
    merged_without_last,          // a merged file lacks its last segment
    pseudonym_above_value,        // a pseudonym wins over a real value of one stamp
    reasons_without_clamp,        // reasons do not say what the ends cut off
    replica_used_again,           // an opening goes on with the numbers of the last one
    settled_without_seeing,       // a write does not replace what its writer saw
    skipped_epoch,                // a tab that lost the pen still writes
    snapshot_ahead_of_journal,    // a snapshot holds a step that is not saved yet
    undo_of_all_but_one,          // the last field of a step is not taken back
};

#ifdef CORONG_WATCHED
inline Bug planted_bug = Bug::none;  // chosen by tests/main.cpp
inline bool is_planted(Bug bug) { return bug == planted_bug; }
#else
constexpr bool is_planted(Bug) { return false; }
#endif

}  // namespace base
