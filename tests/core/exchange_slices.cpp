// Long work in pieces gives what it gives in one go.
#include "core/support/book_dump.h"
#include "core/support/book_generator.h"
#include "exchange/merge_choice.h"
#include "exchange/snapshot.h"

#include <doctest/doctest.h>

using tests::Random;

namespace {

constexpr base::Millis kNow = 1'795'000'000'000;

// All of a plan, and what its operations make of the book.
std::string told(const domain::Book& book, exchange::OpenedMerge& merge, uint64_t rows_at_once) {
    std::string text = std::to_string(merge.plan.identical) + std::to_string(merge.plan.nothing_new) + std::to_string(merge.plan.future_stamps) + "\n";
    for (const exchange::MergeEntry& entry : merge.plan.entries) {
        text += to_text(entry.row) + " " + std::string(exchange::verdict_word(entry.verdict)) + " " + std::to_string(entry.news) + std::to_string(entry.overwrites) + std::to_string(entry.deletions);
        for (const uint32_t fields : entry.fields) text += " " + std::to_string(fields);
        text += "\n";
    }
    exchange::MergeCollector collector(book, merge.there, merge.file, merge.plan, merge.choice);
    while (!collector.step(rows_at_once)) {
    }
    domain::Book merged = book;
    for (const domain::Op& op : collector.take()) domain::apply(merged, op);
    return text + tests::dump(merged);
}

}  // namespace

TEST_CASE("a snapshot is read in slices, whole or refused, as in one go") {
    Random random;
    CAPTURE(random.seed());
    for (int round = 0; round < tests::law_cases(200); ++round) {
        std::string bytes = exchange::write_snapshot(tests::book_of(tests::random_ops(random, 20)));
        if (random.chance(50)) bytes[static_cast<size_t>(random.below(bytes.size()))] = static_cast<char>(random.next());
        const auto at_once = exchange::read_snapshot(bytes);
        exchange::SnapshotReader reader(bytes);
        int steps = 1;
        while (!reader.step(1 + static_cast<size_t>(random.below(100)))) ++steps;
        const auto in_slices = reader.take();
        REQUIRE(at_once.ok() == in_slices.ok());
        if (!at_once) {
            CHECK(at_once.error() == in_slices.error());
            continue;
        }
        CHECK(steps > 3);
        CHECK(tests::dump(tests::book_of(at_once->ops)) == tests::dump(tests::book_of(in_slices->ops)));
    }
}

TEST_CASE("a merge is counted in slices as in one go") {
    Random random;
    CAPTURE(random.seed());
    for (int round = 0; round < tests::law_cases(200); ++round) {
        tests::OpsOptions options;
        options.clones = random.chance(30);
        const auto ops = tests::random_ops(random, 60, options);
        const size_t common = static_cast<size_t>(random.below(ops.size()));
        std::vector<domain::Op> ours(ops.begin(), ops.begin() + static_cast<std::ptrdiff_t>(common)), theirs = ours;
        for (size_t i = common; i < ops.size(); ++i) (random.chance(50) ? ours : theirs).push_back(ops[i]);
        const domain::Book here = tests::book_of(ours);
        const auto file = exchange::read_snapshot(exchange::write_snapshot(tests::book_of(theirs)));
        REQUIRE(file);
        exchange::OpenedMerge at_once = exchange::open_merge(here, *file, kNow), in_slices{*file, at_once.there, {}, {}};
        exchange::MergePlanner planner(here, in_slices.there, in_slices.file, kNow);
        int steps = 1;
        while (!planner.step(1)) {
            ++steps;
            REQUIRE(planner.progress() < 1);
        }
        CHECK(steps > static_cast<int>(file->ops.size()));
        in_slices.plan = planner.take();
        in_slices.choice = exchange::MergeChoice(in_slices.plan.entries.size());
        CHECK(told(here, in_slices, 1) == told(here, at_once, UINT64_MAX));
    }
}
