// What is known of one register (a cell, a member of a multi-choice, an entry of a document) beyond the
// value it shows: which writes nobody has replaced knowingly, and which somebody has. Writes that did not
// know of each other all stand: the newest is shown, the others are a conflict to be settled, never lost.
//
// It is the set union of what operations say, so it is free of order and of duplicates: each operation adds
// one write and strikes out those its writer saw. (A multi-value register; see Shapiro et al., "A
// comprehensive study of Convergent and Commutative Replicated Data Types", 2011.)
#pragma once

#include "domain/value.h"

#include <span>
#include <vector>

namespace domain {

// What somebody wrote, and when: of a member true or false, of an entry its JSON text.
struct Write {
    Stamp stamp;
    Value value;
    bool operator==(const Write&) const = default;
};

using Stamps = std::vector<Stamp>;

struct Register {
    std::vector<Write> standing;  // by stamp, equal stamps by tie_bytes: the last one is the newest
    Stamps replaced;              // sorted

    // One write, and the stamps of those its writer saw. A stamp that is not below its own is no past and
    // is passed over. True if that was news.
    bool add(const Write& write, std::span<const Stamp> seen);
    // Takes in all that another says of the same register. True if any of it was news.
    bool merge(const Register& other);
    // Whether `add` would be no news.
    bool holds(const Write& write, std::span<const Stamp> seen) const;
    bool operator==(const Register&) const = default;

private:
    bool replace(Stamp stamp);
};

}  // namespace domain
