// The plain model of a device: what was given to its store, in order, and how much of it was acknowledged as saved.
// There is no code of storage in it.
#pragma once

#include "core/support/book_dump.h"
#include "domain/book.h"
#include "storage/commit.h"

#include <string>
#include <vector>

namespace tests {

struct Ledger {
    std::vector<storage::Commit> steps;
    uint64_t acknowledged = 0;

    domain::Book book_after(size_t count) const {
        domain::Book book;
        for (size_t i = 0; i < count; ++i)
            for (const domain::Op& op : steps[i].ops) domain::apply(book, op);
        return book;
    }
    // What cannot be there any more was never acknowledged.
    void keep(uint64_t count) {
        steps.resize(count);
        acknowledged = count;
    }
};

}  // namespace tests
