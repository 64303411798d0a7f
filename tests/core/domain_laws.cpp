// The laws of apply: free of order, of grouping and of duplicates, whatever comes from however many
// replicas. A failing case prints its seed; put that seed into a named test.
#include <doctest/doctest.h>

#include "core/support/book_dump.h"
#include "core/support/book_generator.h"

using tests::dump;
using tests::OpsOptions;
using tests::Random;

namespace {

int scaled(int usual) { return tests::law_cases(usual); }

using Ops = std::vector<domain::Op>;
using Places = std::vector<size_t>;  // which operation comes when; some twice

Ops in_order(const Ops& ops, const Places& places) {
    Ops out;
    for (size_t place : places) out.push_back(ops[place]);
    return out;
}

bool differ(const Ops& ops, const Places& a, const Places& b) {
    return dump(tests::book_of(in_order(ops, a))) != dump(tests::book_of(in_order(ops, b)));
}

// Leaves out operations as long as the two orders still give different books, then tells the rest.
std::string smallest_case(const Ops& ops, Places a, Places b) {
    for (bool smaller = true; smaller;) {
        smaller = false;
        for (size_t op = 0; op < ops.size(); ++op) {
            Places fewer_a = a, fewer_b = b;
            if (std::erase(fewer_a, op) + std::erase(fewer_b, op) == 0 || !differ(ops, fewer_a, fewer_b)) continue;
            a = std::move(fewer_a);
            b = std::move(fewer_b);
            smaller = true;
        }
    }
    std::string out = "one order:\n";
    for (const domain::Op& op : in_order(ops, a)) out += "  " + tests::describe(op) + "\n";
    out += "the other:\n";
    for (const domain::Op& op : in_order(ops, b)) out += "  " + tests::describe(op) + "\n";
    return out + tests::difference(dump(tests::book_of(in_order(ops, a))), dump(tests::book_of(in_order(ops, b))));
}

// Applies `ops` in `orders` other orders, some of them twice, and compares with the order given.
void check_any_order(uint64_t seed, int count, const OpsOptions& options, int orders) {
    Random random(seed);
    const Ops ops = tests::random_ops(random, count, options);
    Places given;
    for (size_t i = 0; i < ops.size(); ++i) given.push_back(i);
    const std::string expected = dump(tests::book_of(ops));
    for (int i = 0; i < orders; ++i) {
        Places other = given;
        random.shuffle(other);
        for (size_t op : given)
            if (random.chance(20)) other.insert(other.begin() + static_cast<std::ptrdiff_t>(random.below(other.size() + 1)), op);
        if (dump(tests::book_of(in_order(ops, other))) == expected) continue;
        FAIL("seed ", seed, "\n", smallest_case(ops, given, other));
    }
    CHECK(true);
}

void check_law(int cases, const OpsOptions& options) {
    const uint64_t seed = tests::base_seed();
    MESSAGE("seeds ", seed, " .. ", seed + static_cast<uint64_t>(cases) - 1);
    for (int i = 0; i < cases; ++i) check_any_order(seed + static_cast<uint64_t>(i), 2 + i % 40, options, 2);
}

}  // namespace

TEST_CASE("law: the order and repetition of operations do not matter") { check_law(scaled(10'000), {}); }

TEST_CASE("law: nor with many rows in a batch and few stamps") {
    OpsOptions options;
    options.rows_at_most = 12;
    options.ticks = 6;
    options.replicas = 2;
    check_law(scaled(3'000), options);
}

TEST_CASE("law: nor when rows change the lead they belong to") {
    OpsOptions options;
    options.moving_references = true;
    options.forget = false;
    check_law(scaled(3'000), options);
}

TEST_CASE("law: nor when rows of a forgotten person change their lead") {
    OpsOptions options;
    options.moving_references = true;
    options.replicas = 1;
    options.rows_at_most = 2;
    options.tables = {domain::TableKind::leads, domain::TableKind::activities};
    check_law(scaled(3'000), options);
}

TEST_CASE("law: nor with cloned replicas that give one id to two rows") {
    OpsOptions options;
    options.clones = true;
    options.forget = false;
    options.replicas = 1;
    options.unknown = false;
    options.ticks = 6;
    check_law(scaled(3'000), options);
}

TEST_CASE("law: applying all of it again changes nothing, and says so") {
    const int cases = scaled(3'000);
    for (int i = 0; i < cases; ++i) {
        const uint64_t seed = tests::base_seed() + static_cast<uint64_t>(i);
        CAPTURE(seed);
        Random random(seed);
        const std::vector<domain::Op> ops = tests::random_ops(random, 2 + i % 40);
        domain::Book book = tests::book_of(ops);
        const std::string expected = dump(book);
        const uint64_t revision = book.revision;
        for (const domain::Op& op : ops) domain::apply(book, op);
        REQUIRE(dump(book) == expected);
        REQUIRE(book.revision == revision);
    }
}
