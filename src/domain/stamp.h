// When and by whom a value was written: stamps of a hybrid logical clock, ids of operations and
// rows. The clock follows Kulkarni et al., "Logical Physical Clocks" (2014).
#pragma once

#include "base/day.h"

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace domain {

// One opening of a book to write in it. Upper half: the author, one copy of the book on one device. Lower half:
// which of its openings. Never 0; 0 means "shipped with the program".
using Replica = uint64_t;
uint32_t author_of(Replica replica);
// A replica that nobody has used: `random` with the author of an earlier one, if there was one (else 0).
Replica next_opening(Replica earlier, uint64_t random);

// Totally ordered. `ticks` is milliseconds since 1970 (48 bits) above a counter (16 bits), so a
// counter that overflows carries into the milliseconds by itself. Stamp{} loses to every edit.
struct Stamp {
    uint64_t ticks = 0;
    Replica replica = 0;
    auto operator<=>(const Stamp&) const = default;

    base::Millis millis() const { return static_cast<base::Millis>(ticks >> 16); }
    Stamp plus(uint64_t steps) const { return {ticks + steps, replica}; }
};

// Nothing from outside may use a larger number: what follows in a batch has room above.
inline constexpr uint64_t kLargestSequence = (uint64_t{1} << 53) - (uint64_t{1} << 24);

// (replica, sequence) of the operation that created a row; row i of a batch has sequence + i.
struct RowId {
    Replica replica = 0;
    uint64_t sequence = 0;
    auto operator<=>(const RowId&) const = default;

    bool valid() const { return replica != 0; }
    RowId plus(uint64_t rows) const { return {replica, sequence + rows}; }
};

// "3fk20q9zs7m1c-42": the replica in Crockford's base 32 (lower case, 13 digits), then the sequence.
std::string to_text(RowId id);
std::optional<RowId> row_id_from_text(std::string_view text);
std::string replica_text(Replica replica);
std::optional<Replica> replica_from_text(std::string_view text);

// "1a2b3c4d5e6f7081@<replica>": ticks in hexadecimal.
std::string to_text(Stamp stamp);
std::optional<Stamp> stamp_from_text(std::string_view text);

inline constexpr base::Millis kFutureTolerance = base::kMillisPerDay;

// Gives stamps above everything seen. Never throws, never goes back.
class Clock {
public:
    explicit Clock(Replica replica = 0) : replica_(replica) {}

    // The first of `count` stamps for an edit made now, all above `above`. One that is more than 24 h ahead of
    // `now` does not move this clock.
    Stamp next(base::Millis now, uint64_t count = 1, Stamp above = {});
    // Remembers a foreign stamp, unless it is more than 24 h ahead of `now`: then it does not move
    // this clock (the operation itself is folded all the same). Returns false in that case.
    bool observe(Stamp stamp, base::Millis now);

    Replica replica() const { return replica_; }
    uint64_t last_ticks() const { return last_ticks_; }
    void restore(uint64_t last_ticks) { if (last_ticks > last_ticks_) last_ticks_ = last_ticks; }

private:
    Replica replica_ = 0;
    uint64_t last_ticks_ = 0;
};

}  // namespace domain
