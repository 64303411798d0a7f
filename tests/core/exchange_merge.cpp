#include <doctest/doctest.h>

#include "core/support/book_generator.h"
#include "exchange/merge.h"
#include "exchange/snapshot.h"

#include <string>

using domain::SetField;
using domain::TableKind;
using tests::Random;

namespace {

constexpr base::Millis kNow = 1'795'000'000'000;

std::vector<domain::Op> hundred_leads() {
    domain::CreateRows batch;
    batch.count = 100;
    batch.columns.push_back(domain::make_column("name", domain::FieldKind::text, true));
    for (int i = 0; i < 100; ++i) batch.columns[0].push("Lead " + std::to_string(i));
    return {{7, 1, {1000, 7}, {}, batch}};
}

domain::Op rename(uint64_t lead, std::string name, uint64_t ticks, domain::Replica who) {
    return {who,
            ticks,
            {ticks, who},
            {},
            SetField{TableKind::leads, {7, lead}, "name", domain::FieldKind::text, std::move(name)}};
}

exchange::SnapshotFile file_of(const std::vector<domain::Op>& ops) {
    return *exchange::read_snapshot(exchange::write_snapshot(tests::book_of(ops)));
}

exchange::MergePlan merge(const std::vector<domain::Op>& here, const std::vector<domain::Op>& there) {
    return exchange::plan_merge(tests::book_of(here), file_of(there), kNow);
}

std::vector<domain::Op> plus(std::vector<domain::Op> ops, std::vector<domain::Op> more) {
    for (domain::Op& op : more) ops.push_back(std::move(op));
    return ops;
}

}  // namespace

TEST_CASE("merge: the same book is identical") {
    const auto plan = merge(hundred_leads(), hundred_leads());
    CHECK(plan.identical);
    CHECK(plan.leads.same_rows == 100);
    CHECK(plan.ops_to_apply.empty());
    CHECK_FALSE(plan.hard_stop);
}

TEST_CASE("merge: into an empty book everything is new") {
    const auto plan = merge({}, hundred_leads());
    CHECK(plan.leads.new_rows == 100);
    CHECK_FALSE(plan.identical);
    CHECK_FALSE(plan.hard_stop);
}

TEST_CASE("merge: newer here, newer there, only here") {
    const auto plan = merge(
        plus(hundred_leads(), {rename(1, "mine", 5000, 7), rename(2, "mine", 5000, 7), rename(3, "mine", 5000, 7)}),
        plus(hundred_leads(),
             {rename(2, "theirs", 6000, 8), rename(3, "theirs", 4000, 8), rename(4, "theirs", 4000, 8)}));
    CHECK(plan.leads.newer_here == 2);   // 1 and 3
    CHECK(plan.leads.newer_there == 2);  // 2 and 4
    CHECK(plan.leads.overwrites == 2);
    CHECK(plan.leads.changed_rows == 4);
    CHECK(plan.leads.same_rows == 96);
    CHECK(plan.ops_to_apply.size() == 3);  // of 3 theirs stands beside ours: neither knew of the other
    CHECK_FALSE(plan.identical);
    CHECK_FALSE(plan.hard_stop);
    CHECK(merge(hundred_leads(), {}).leads.only_here_rows == 100);
}

TEST_CASE("merge: the hard stop above a fifth of the leads, with its numbers") {
    std::vector<domain::Op> there = hundred_leads();
    for (uint64_t lead = 1; lead <= 20; ++lead) there.push_back(rename(lead, "x", 5000 + lead, 8));
    CHECK_FALSE(merge(hundred_leads(), there).hard_stop);
    there.push_back(rename(21, "x", 6000, 8));
    const auto plan = merge(hundred_leads(), there);
    REQUIRE(plan.hard_stop);
    CHECK(plan.hard_stop->code == "merge.hard_stop");
    CHECK(plan.hard_stop->message ==
          "This file would delete 0 rows and overwrite 21 values here (21 of 100 leads lose something): confirm it, or "
          "choose another file.");
}

TEST_CASE("merge: in a tiny book a few edits are no hard stop, losing everybody is") {
    const auto first_leads = [](domain::Row count) {
        std::vector<domain::Op> ops = hundred_leads();
        std::get<domain::CreateRows>(ops[0].change).count = count;
        for (domain::Column& column : std::get<domain::CreateRows>(ops[0].change).columns) column.resize(count);
        return ops;
    };
    const auto edits = [](uint64_t count) {
        std::vector<domain::Op> ops;
        for (uint64_t lead = 1; lead <= count; ++lead) ops.push_back(rename(lead, "x", 5000 + lead, 8));
        return ops;
    };
    const auto deletions = [](uint64_t count) {
        std::vector<domain::Op> ops;
        for (uint64_t lead = 1; lead <= count; ++lead)
            ops.push_back({8, lead, {5000 + lead, 8}, {}, SetField{TableKind::leads, {7, lead}, "deleted", domain::FieldKind::yes_no, true}});
        return ops;
    };
    CHECK_FALSE(merge(first_leads(3), plus(first_leads(3), edits(1))).hard_stop);
    CHECK_FALSE(merge(first_leads(9), plus(first_leads(9), edits(9))).hard_stop);
    CHECK(merge(first_leads(10), plus(first_leads(10), edits(10))).hard_stop);
    CHECK_FALSE(merge(first_leads(3), plus(first_leads(3), deletions(2))).hard_stop);
    CHECK(merge(first_leads(3), plus(first_leads(3), deletions(3))).hard_stop);
    CHECK_FALSE(merge(first_leads(60), plus(first_leads(60), edits(12))).hard_stop);
    CHECK(merge(first_leads(60), plus(first_leads(60), edits(13))).hard_stop);
}

TEST_CASE("merge: deletions and forgetting count") {
    const auto there =
        plus(hundred_leads(),
             {{8, 1, {9000, 8}, {}, SetField{TableKind::leads, {7, 1}, "deleted", domain::FieldKind::yes_no, true}},
              {8, 2, {9001, 8}, {}, domain::Forget{{7, 2}}}});
    const auto plan = merge(hundred_leads(), there);
    CHECK(plan.leads.deletions == 2);
    CHECK(plan.leads.overwrites == 0);
}

TEST_CASE("merge: stamps from tomorrow after tomorrow are counted") {
    const uint64_t ticks = static_cast<uint64_t>(kNow + 3 * base::kMillisPerDay) << 16;
    CHECK(merge(hundred_leads(), plus(hundred_leads(), {rename(1, "x", ticks, 8)})).future_stamps == 1);
}

TEST_CASE("merge law: ops_to_apply give what all operations give") {
    const uint64_t seed = tests::base_seed();
    MESSAGE("seed ", seed);
    for (int i = 0; i < tests::cases(1500); ++i) {
        Random random(seed + static_cast<uint64_t>(i));
        tests::OpsOptions options;
        options.clones = i % 3 == 0;
        options.ticks = i % 2 ? 5 : 200;
        const auto all = tests::random_ops(random, 4 + i % 40, options);
        std::vector<domain::Op> mine, theirs;
        for (const domain::Op& op : all) {
            if (random.chance(70)) mine.push_back(op);
            if (random.chance(70)) theirs.push_back(op);
        }
        const exchange::SnapshotFile file = file_of(theirs);
        domain::Book merged = tests::book_of(mine), plain = tests::book_of(mine);
        const auto plan = exchange::plan_merge(merged, file, kNow);
        const std::string before = exchange::write_snapshot(plain);
        for (const domain::Op& op : plan.ops_to_apply) domain::apply(merged, op);
        for (const domain::Op& op : file.ops) domain::apply(plain, op);
        if (exchange::write_snapshot(merged) != exchange::write_snapshot(plain))
            FAIL("seed ", random.seed(), "\n", exchange::write_snapshot(merged), "\n", exchange::write_snapshot(plain));
        const auto again = exchange::plan_merge(merged, file, kNow);
        if (exchange::write_snapshot(merged) != before && again.total().newer_there > 0 && !options.clones)
            FAIL("seed ", random.seed(), ": still newer there");
    }
}
