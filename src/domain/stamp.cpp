#include "domain/stamp.h"

#include "base/check.h"
#include "base/number.h"
#include "base/zoo.h"

#include <algorithm>

namespace domain {
namespace {

constexpr std::string_view kDigits = "0123456789abcdefghjkmnpqrstvwxyz";  // Crockford's base 32
constexpr size_t kReplicaDigits = 13;
constexpr size_t kTickDigits = 16;

std::optional<uint64_t> from_hexadecimal(std::string_view text) {
    if (text.size() != kTickDigits) return std::nullopt;
    uint64_t value = 0;
    for (char c : text) {
        const size_t digit = std::string_view("0123456789abcdef").find(c);
        if (digit == std::string_view::npos) return std::nullopt;
        value = value << 4 | digit;
    }
    return value;
}

}  // namespace

uint32_t author_of(Replica replica) { return static_cast<uint32_t>(replica >> 32); }

Replica next_opening(Replica earlier, uint64_t random) {
    constexpr uint64_t kOpening = 0xFFFF'FFFF;
    if (base::is_planted(base::Bug::replica_used_again) && earlier != 0) return earlier;
    const uint64_t author = earlier != 0 ? earlier & ~kOpening : random & ~kOpening;
    return std::max<Replica>(author | (random & kOpening), 1);
}

std::string replica_text(Replica replica) {
    std::string text(kReplicaDigits, '0');
    for (size_t i = kReplicaDigits; i-- > 0; replica >>= 5) text[i] = kDigits[replica & 31];
    return text;
}

std::optional<Replica> replica_from_text(std::string_view text) {
    if (text.size() != kReplicaDigits) return std::nullopt;
    if (kDigits.find(text[0]) > 15) return std::nullopt;  // 13 x 5 bits are one more than 64
    Replica replica = 0;
    for (char c : text) {
        const size_t digit = kDigits.find(c);
        if (digit == std::string_view::npos) return std::nullopt;
        replica = replica << 5 | digit;
    }
    return replica;
}

std::string to_text(RowId id) { return replica_text(id.replica) + "-" + std::to_string(id.sequence); }

std::optional<RowId> row_id_from_text(std::string_view text) {
    const size_t dash = text.find('-');
    if (dash == std::string_view::npos) return std::nullopt;
    const auto replica = replica_from_text(text.substr(0, dash));
    const auto sequence = base::integer_from_text(text.substr(dash + 1));
    if (!replica || *replica == 0 || !sequence || *sequence < 0) return std::nullopt;
    const RowId id{*replica, static_cast<uint64_t>(*sequence)};
    if (id.sequence > kLargestSequence) return std::nullopt;
    if (to_text(id) != text) return std::nullopt;  // one spelling for each id
    return id;
}

std::string to_text(Stamp stamp) {
    std::string text(kTickDigits, '0');
    uint64_t ticks = stamp.ticks;
    for (size_t i = kTickDigits; i-- > 0; ticks >>= 4) text[i] = "0123456789abcdef"[ticks & 15];
    return text + "@" + replica_text(stamp.replica);
}

std::optional<Stamp> stamp_from_text(std::string_view text) {
    const size_t at = text.find('@');
    if (at == std::string_view::npos) return std::nullopt;
    const auto ticks = from_hexadecimal(text.substr(0, at));
    const auto replica = replica_from_text(text.substr(at + 1));
    if (!ticks || !replica) return std::nullopt;
    return Stamp{*ticks, *replica};
}

Stamp Clock::next(base::Millis now, uint64_t count, Stamp above) {
    CHECK(replica_ != 0 && count > 0);
    const uint64_t present = static_cast<uint64_t>(std::max<base::Millis>(now, 0)) << 16;
    const uint64_t first = std::max({present, last_ticks_ + 1, above.ticks + 1});
    // Above a value that is stamped far ahead, but only this once: a colleague's wrong clock is not catching.
    const bool far_ahead = first == above.ticks + 1 && above.millis() > now + kFutureTolerance;
    if (!far_ahead) last_ticks_ = first + count - 1;
    return {first, replica_};
}

bool Clock::observe(Stamp stamp, base::Millis now) {
    if (stamp.millis() > now + kFutureTolerance && !base::is_planted(base::Bug::clock_moved_by_far_future)) return false;
    last_ticks_ = std::max(last_ticks_, stamp.ticks);
    return true;
}

}  // namespace domain
