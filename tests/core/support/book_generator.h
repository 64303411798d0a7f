// Random operations for laws, and a plausible big book for measuring. The same seed, the same result.
#pragma once

#include "core/support/random.h"
#include "domain/book.h"

#include <array>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

namespace tests {

struct OpsOptions {
    int replicas = 3;
    int rows_at_most = 5;    // in one batch
    int ticks = 30;          // stamps lie in 1 .. ticks: small, so that many are equal
    int focus = 80;          // percent of ids that are one of the first rows made: large, so that they meet
    std::vector<domain::TableKind> tables = {domain::TableKind::leads, domain::TableKind::leads, domain::TableKind::activities,
                                             domain::TableKind::tasks, domain::TableKind::deals, domain::TableKind::companies};
    bool forget = true;
    bool unknown = true;
    bool moving_references = false;  // activities, tasks, deals that change their lead later
    bool clones = false;     // two devices with one replica id: one row id, two creations
    bool as_typed = true;
};

struct FieldSample {
    const char* key;
    domain::FieldKind kind;
};
const std::vector<FieldSample>& sample_fields(domain::TableKind table);

// Operations one after another, as they come from several devices that know some of each other's.
class OpGenerator {
public:
    OpGenerator(Random& random, OpsOptions options);

    domain::Op next();

    domain::Value value(domain::FieldKind kind);

    // Mostly one of the first rows of that table; else any id, known, not yet, or never created.
    domain::RowId row_id(domain::TableKind table);

    domain::TableKind table() { return random_.one_of(options_.tables); }

private:
    static size_t at(domain::TableKind table) { return static_cast<size_t>(table); }
    uint64_t tick() { return 1 + random_.below(static_cast<uint64_t>(options_.ticks)); }

    domain::Change change();
    domain::CreateRows create_rows();
    // A field that is written later: not a multi-choice, whose members are registers of their own.
    FieldSample field_to_set(domain::TableKind table);
    domain::SetField set_field();
    domain::SetRange set_range();
    domain::SetMember set_member();
    domain::Members members();
    std::string word();

    Random& random_;
    OpsOptions options_;
    std::vector<uint64_t> next_sequence_;
    std::array<std::vector<std::pair<domain::RowId, domain::Stamp>>, std::size(domain::kTables)> made_;
    std::vector<std::string> choices_ = {"a", "b", "c", "nøkkel", "Ærlig"};  // in byte order
};

std::vector<domain::Op> random_ops(Random& random, int count, const OpsOptions& options = {});

domain::Book book_of(const std::vector<domain::Op>& ops);

struct BigBookOptions {
    uint32_t leads = 100'000;
    uint32_t activities = 400'000;
    uint32_t batch_rows = 10'000;  // as an import makes them
    uint64_t first_sequence = 1;
    base::Millis now = 1'795'000'000'000;
    domain::Replica replica = 77;
};

// The operations of an import of that size: leads first, then their activities.
std::vector<domain::Op> big_ops(Random& random, const BigBookOptions& options = {});

}  // namespace tests
