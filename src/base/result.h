// Result<T>: a value, or one Error in words. For everything that can fail because of the world
// outside (a file, an argument, a disk). Not for broken invariants: those are CHECKs.
#pragma once

#include "base/check.h"

#include <string>
#include <utility>
#include <variant>

namespace base {

// What, where, what to do. `code` is stable and for programs ("csv.too_large"); `message` is one
// clear sentence for people; `where` names the place (line 12, column "budget"), or is empty.
struct Error {
    std::string code;
    std::string message;
    std::string where;

    bool operator==(const Error&) const = default;
};

template <class T>
class [[nodiscard]] Result {
public:
    Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}
    Result(Error error) : state_(std::in_place_index<1>, std::move(error)) {}

    explicit operator bool() const { return state_.index() == 0; }
    bool ok() const { return state_.index() == 0; }

    T& value() & { BASE_CHECK(ok()); return std::get<0>(state_); }
    const T& value() const& { BASE_CHECK(ok()); return std::get<0>(state_); }
    T&& value() && { BASE_CHECK(ok()); return std::get<0>(std::move(state_)); }
    T& operator*() & { return value(); }
    const T& operator*() const& { return value(); }
    T* operator->() { return &value(); }
    const T* operator->() const { return &value(); }

    const Error& error() const { BASE_CHECK(!ok()); return std::get<1>(state_); }

private:
    std::variant<T, Error> state_;
};

struct Nothing {
    bool operator==(const Nothing&) const = default;
};
using Status = Result<Nothing>;
inline Status success() { return Nothing{}; }

}  // namespace base
