#include "domain/register.h"

#include "base/zoo.h"

#include <algorithm>

namespace domain {
namespace {

bool is_before(const Write& a, const Write& b) {
    return a.stamp != b.stamp ? a.stamp < b.stamp : tie_bytes(a.value) < tie_bytes(b.value);
}

bool is_replaced(const Register& known, Stamp stamp) {
    return std::binary_search(known.replaced.begin(), known.replaced.end(), stamp);
}

}  // namespace

bool Register::replace(Stamp stamp) {
    if (base::is_planted(base::Bug::settled_without_seeing)) return false;
    const auto place = std::lower_bound(replaced.begin(), replaced.end(), stamp);
    if (place != replaced.end() && *place == stamp) return false;
    replaced.insert(place, stamp);
    std::erase_if(standing, [&](const Write& write) { return write.stamp == stamp; });
    return true;
}

bool Register::add(const Write& write, std::span<const Stamp> seen) {
    bool news = false;
    for (const Stamp stamp : seen)
        if (stamp < write.stamp && stamp != Stamp{}) news |= replace(stamp);
    if (is_replaced(*this, write.stamp)) return news;
    const auto place = std::lower_bound(standing.begin(), standing.end(), write, is_before);
    if (place != standing.end() && *place == write) return news;
    standing.insert(place, write);
    return true;
}

bool Register::merge(const Register& other) {
    bool news = false;
    for (const Stamp stamp : other.replaced) news |= replace(stamp);
    for (const Write& write : other.standing) news |= add(write, {});
    return news;
}

bool Register::holds(const Write& write, std::span<const Stamp> seen) const {
    for (const Stamp stamp : seen)
        if (stamp < write.stamp && stamp != Stamp{} && !is_replaced(*this, stamp)) return false;
    return is_replaced(*this, write.stamp) || std::find(standing.begin(), standing.end(), write) != standing.end();
}

}  // namespace domain
