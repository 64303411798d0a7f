#include <doctest/doctest.h>

#include "core/support/book_generator.h"
#include "exchange/merge_choice.h"
#include "exchange/snapshot.h"

#include <string>

using domain::SetEntry;
using domain::SetField;
using domain::TableKind;
using exchange::Verdict;
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

exchange::OpenedMerge merge(const std::vector<domain::Op>& here, const std::vector<domain::Op>& there) {
    return exchange::open_merge(tests::book_of(here), file_of(there), kNow);
}

uint64_t people(const exchange::OpenedMerge& merge, Verdict verdict) { return merge.plan.people[static_cast<size_t>(verdict)]; }
uint64_t fields(const exchange::OpenedMerge& merge, Verdict verdict) { return merge.plan.fields[static_cast<size_t>(verdict)]; }

exchange::MergeTotals totals(const std::vector<domain::Op>& here, const std::vector<domain::Op>& there) {
    const domain::Book book = tests::book_of(here);
    const exchange::OpenedMerge opened = exchange::open_merge(book, file_of(there), kNow);
    return exchange::totals_of(book, opened.plan, opened.choice);
}

domain::Op seeing(domain::Op op, domain::Stamp seen) {
    op.seen = {seen};
    return op;
}

domain::Op deletion(uint64_t lead, uint64_t ticks) {
    return {8, lead, {ticks, 8}, {}, SetField{TableKind::leads, {7, lead}, "deleted", domain::FieldKind::yes_no, true}};
}

std::vector<domain::Op> plus(std::vector<domain::Op> ops, std::vector<domain::Op> more) {
    for (domain::Op& op : more) ops.push_back(std::move(op));
    return ops;
}

}  // namespace

TEST_CASE("merge: each verdict has one word, and another word is none") {
    for (const exchange::Verdict verdict : {exchange::Verdict::same, exchange::Verdict::theirs_newer, exchange::Verdict::mine_newer, exchange::Verdict::conflicting, exchange::Verdict::deleted})
        CHECK(exchange::verdict_from_word(exchange::verdict_word(verdict)) == verdict);
    CHECK_FALSE(exchange::verdict_from_word("later"));
}

TEST_CASE("merge: the same book is identical") {
    const auto opened = merge(hundred_leads(), hundred_leads());
    CHECK(opened.plan.identical);
    CHECK(opened.plan.nothing_new);
    CHECK(people(opened, Verdict::same) == 100);
    CHECK(fields(opened, Verdict::same) == 100);
    CHECK(totals(hundred_leads(), hundred_leads()).of == 0);
}

TEST_CASE("merge: into an empty book everything is theirs; what only this book has is mine") {
    const auto into_empty = merge({}, hundred_leads());
    CHECK(people(into_empty, Verdict::theirs_newer) == 100);
    CHECK(into_empty.plan.new_people == 100);
    CHECK_FALSE(into_empty.plan.identical);
    const auto of_nothing = merge(hundred_leads(), {});
    CHECK(people(of_nothing, Verdict::mine_newer) == 100);
    CHECK(of_nothing.plan.nothing_new);
    CHECK_FALSE(of_nothing.plan.identical);
}

TEST_CASE("merge: five verdicts, by who knew of whom") {
    const auto mine = [](uint64_t lead, uint64_t ticks) { return rename(lead, "mine", ticks, 7); };
    const auto theirs = [](uint64_t lead, uint64_t ticks) { return rename(lead, "theirs", ticks, 8); };
    auto opened = merge(plus(hundred_leads(), {mine(1, 5000), mine(2, 5000), mine(3, 5000), theirs(5, 4000), seeing(mine(5, 5000), {4000, 8})}),
                        plus(hundred_leads(), {mine(2, 5000), seeing(theirs(2, 6000), {5000, 7}), theirs(3, 4000), theirs(4, 4000), theirs(5, 4000), deletion(6, 7000)}));
    const auto of = [&](uint64_t lead) { return opened.plan.entries[*opened.plan.find(exchange::MergeEntry::Kind::lead, {7, lead})]; };
    CHECK(of(1).verdict == Verdict::mine_newer);    // they never touched it
    CHECK_FALSE(of(1).news);
    CHECK(of(2).verdict == Verdict::theirs_newer);  // they saw mine
    CHECK(of(2).overwrites == 1);
    CHECK(of(3).verdict == Verdict::conflicting);   // mine is later, but did not know theirs: it will stand beside
    CHECK(of(3).news);
    CHECK(of(3).overwrites == 0);
    CHECK(of(4).verdict == Verdict::theirs_newer);  // over what it was created with
    CHECK(of(5).verdict == Verdict::mine_newer);    // I saw theirs
    CHECK_FALSE(of(5).news);
    CHECK(of(6).verdict == Verdict::deleted);
    CHECK(of(6).deletes);
    CHECK(of(7).verdict == Verdict::same);
    CHECK(people(opened, Verdict::same) == 94);
    CHECK(people(opened, Verdict::theirs_newer) == 2);
    CHECK(people(opened, Verdict::mine_newer) == 2);
    CHECK(people(opened, Verdict::conflicting) == 1);
    CHECK(people(opened, Verdict::deleted) == 1);

    const domain::Book here = tests::book_of(plus(hundred_leads(), {mine(3, 5000)}));
    const auto found = exchange::compared_fields(here, opened.there, opened.file, of(3));
    REQUIRE(found.size() == 1);
    CHECK(found[0].id == "name");
    CHECK(found[0].verdict == Verdict::conflicting);
    CHECK(found[0].cells[0].here == domain::Write{{5000, 7}, std::string("mine")});
    CHECK(found[0].cells[0].there == domain::Write{{4000, 8}, std::string("theirs")});
}

TEST_CASE("merge: a conflict that both know is none, one that is settled there is theirs") {
    const std::vector<domain::Op> both = plus(hundred_leads(), {rename(1, "a", 5000, 7), rename(1, "b", 6000, 8)});
    CHECK(merge(both, both).plan.identical);
    domain::Op settled = rename(1, "b", 9000, 8);
    settled.seen = {{5000, 7}, {6000, 8}};
    const auto opened = merge(both, plus(both, {settled}));
    CHECK(people(opened, Verdict::theirs_newer) == 1);
    CHECK(people(opened, Verdict::conflicting) == 0);
    CHECK(people(merge(plus(both, {settled}), both), Verdict::mine_newer) == 1);
}

TEST_CASE("merge: whoever is deleted on both sides, or was never known here and is deleted there, is told of to nobody") {
    const auto both = merge(plus(hundred_leads(), {deletion(1, 5000)}), plus(hundred_leads(), {deletion(1, 6000)}));
    CHECK(people(both, Verdict::deleted) == 0);
    CHECK(people(both, Verdict::same) == 99);
    const auto unknown = merge({}, plus(hundred_leads(), {deletion(1, 5000)}));
    CHECK(people(unknown, Verdict::theirs_newer) == 99);
    CHECK(people(unknown, Verdict::deleted) == 0);
}

TEST_CASE("merge: a partial file says nothing of whom it lacks, a redacted one nothing of what it leaves out") {
    const domain::Book here = tests::book_of(plus(hundred_leads(), {rename(1, "mine", 5000, 7)}));
    const auto written = [](const domain::Book& book, exchange::Share share) { return *exchange::read_snapshot(exchange::write_snapshot(book, std::move(share))); };
    const domain::Book there = tests::book_of(hundred_leads());
    const auto part = exchange::open_merge(here, written(there, {.leads = {{{7, 2}, {7, 3}}}}), kNow);
    CHECK(part.plan.entries.size() == 3);
    CHECK(people(part, Verdict::same) == 2);
    CHECK_FALSE(part.plan.identical);
    for (const exchange::Treatment treatment : {exchange::Treatment::leave_out, exchange::Treatment::pseudonym}) {
        const auto redacted = exchange::open_merge(here, written(there, {.redacted = {{{TableKind::leads, "name", treatment, "Person"}}}, .seed = 1}), kNow);
        CHECK(people(redacted, Verdict::same) + people(redacted, Verdict::mine_newer) == 100);
        CHECK(redacted.plan.nothing_new);
    }
    // The other way round pseudonyms give way, and that is no loss.
    const auto secret = written(there, {.redacted = {{{TableKind::leads, "name", exchange::Treatment::pseudonym, "Person"}}}, .seed = 1});
    domain::Book redacted;
    for (const domain::Op& op : secret.ops) domain::apply(redacted, op);
    const auto full = exchange::open_merge(redacted, written(there, {}), kNow);
    CHECK(people(full, Verdict::theirs_newer) == 100);
    CHECK(exchange::totals_of(redacted, full.plan, full.choice).overwrites == 0);
    CHECK_FALSE(exchange::totals_of(redacted, full.plan, full.choice).hard_stop);
}

TEST_CASE("merge: the hard stop above a fifth of the leads, with its numbers, counts what is chosen") {
    std::vector<domain::Op> there = hundred_leads();
    for (uint64_t lead = 1; lead <= 20; ++lead) there.push_back(rename(lead, "x", 5000 + lead, 8));
    CHECK_FALSE(totals(hundred_leads(), there).hard_stop);
    there.push_back(rename(21, "x", 6000, 8));
    const domain::Book here = tests::book_of(hundred_leads());
    auto opened = exchange::open_merge(here, file_of(there), kNow);
    const auto stop = exchange::totals_of(here, opened.plan, opened.choice).hard_stop;
    REQUIRE(stop);
    CHECK(stop->code == "merge.hard_stop");
    CHECK(stop->message ==
          "This file would delete 0 rows and overwrite 21 values here (21 of 100 leads lose something): confirm it, or "
          "choose another file.");
    const size_t first = *opened.plan.find(exchange::MergeEntry::Kind::lead, {7, 1});
    opened.choice.choose(first, false);
    CHECK_FALSE(exchange::totals_of(here, opened.plan, opened.choice).hard_stop);
    opened.choice.choose(first, true);
    CHECK(exchange::totals_of(here, opened.plan, opened.choice).hard_stop);
    opened.choice.choose_field(first, exchange::compared_fields(here, opened.there, opened.file, opened.plan.entries[first]), "name", false);
    CHECK_FALSE(opened.choice.takes(first));  // there was nothing else to it
    CHECK(exchange::totals_of(here, opened.plan, opened.choice).chosen == 20);
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
        for (uint64_t lead = 1; lead <= count; ++lead) ops.push_back(deletion(lead, 5000 + lead));
        return ops;
    };
    CHECK_FALSE(totals(first_leads(3), plus(first_leads(3), edits(1))).hard_stop);
    CHECK_FALSE(totals(first_leads(9), plus(first_leads(9), edits(9))).hard_stop);
    CHECK(totals(first_leads(10), plus(first_leads(10), edits(10))).hard_stop);
    CHECK_FALSE(totals(first_leads(3), plus(first_leads(3), deletions(2))).hard_stop);
    CHECK(totals(first_leads(3), plus(first_leads(3), deletions(3))).hard_stop);
    CHECK_FALSE(totals(first_leads(60), plus(first_leads(60), edits(12))).hard_stop);
    CHECK(totals(first_leads(60), plus(first_leads(60), edits(13))).hard_stop);
}

TEST_CASE("merge: deletions and forgetting count") {
    const auto there = plus(hundred_leads(), {deletion(1, 9000), {8, 2, {9001, 8}, {}, domain::Forget{{7, 2}}}});
    const auto found = totals(hundred_leads(), there);
    CHECK(found.deletions == 2);
    CHECK(found.overwrites == 0);
    CHECK(people(merge(hundred_leads(), there), Verdict::deleted) == 2);
    // Forgotten here: whatever they have of that person is not taken.
    const auto back = merge(there, hundred_leads());
    CHECK(people(back, Verdict::deleted) == 2);
    CHECK(back.plan.nothing_new);
}

TEST_CASE("merge: stamps from tomorrow after tomorrow are counted") {
    const uint64_t ticks = static_cast<uint64_t>(kNow + 3 * base::kMillisPerDay) << 16;
    CHECK(merge(hundred_leads(), plus(hundred_leads(), {rename(1, "x", ticks, 8)})).plan.future_stamps == 1);
}

TEST_CASE("merge: a chosen person brings activities, the company and the label of an own field, and nobody else") {
    const auto label = [](std::string key) { return SetEntry{"fields/leads/" + key + "/label", "\"Size\""}; };
    const std::vector<domain::Op> there = {
        {7, 1, {1000, 7}, {}, domain::create_one(TableKind::leads, {{"name", std::string("Kari")}, {"company", std::string("Nordlys")}, {"size:number", base::Decimal{5'000'000}}})},
        {7, 2, {1001, 7}, {}, domain::create_one(TableKind::leads, {{"name", std::string("Budi")}, {"company", std::string("Roti")}, {"age:number", base::Decimal{5'000'000}}})},
        {7, 3, {1002, 7}, {}, domain::create_one(TableKind::companies, {{"name", std::string("Nordlys")}})},
        {7, 4, {1003, 7}, {}, domain::create_one(TableKind::companies, {{"name", std::string("Roti")}})},
        {7, 5, {1004, 7}, {}, domain::create_one(TableKind::activities, {{"lead", domain::RowId{7, 1}}, {"type", std::string("call")}})},
        {7, 6, {1005, 7}, {}, domain::create_one(TableKind::activities, {{"lead", domain::RowId{7, 2}}, {"type", std::string("call")}})},
        {7, 7, {1006, 7}, {}, label("size:number")},
        {7, 8, {1007, 7}, {}, label("age:number")},
        {7, 9, {1008, 7}, {}, SetEntry{"model/default/rule", "5"}}};
    domain::Book here;
    auto opened = exchange::open_merge(here, file_of(there), kNow);
    for (size_t place = 0; place < opened.plan.entries.size(); ++place) opened.choice.choose(place, opened.plan.entries[place].row == domain::RowId{7, 1});
    CHECK(exchange::totals_of(here, opened.plan, opened.choice).chosen == 1);
    for (const domain::Op& op : exchange::chosen_operations(here, opened)) domain::apply(here, op);
    CHECK(here.leads.alive_count() == 1);
    CHECK(here.companies.alive_count() == 1);
    CHECK(here.activities.alive_count() == 1);
    CHECK(here.documents.size() == 1);
    CHECK(here.field(TableKind::leads, "size:number")->label == "Size");
    opened = exchange::open_merge(here, file_of(there), kNow);
    for (const domain::Op& op : exchange::chosen_operations(here, opened)) domain::apply(here, op);
    CHECK(exchange::fingerprint(here) == exchange::fingerprint(tests::book_of(there)));
}

TEST_CASE("merge: some fields of a person who is new, the rest later") {
    const std::vector<domain::Op> there = {{7, 1, {1000, 7}, {}, domain::create_one(TableKind::leads, {{"name", std::string("Kari")}, {"email", std::string("kari@nordlys.no")}, {"phone", std::string("1")}})}};
    domain::Book here;
    auto opened = exchange::open_merge(here, file_of(there), kNow);
    const auto found = exchange::compared_fields(here, opened.there, opened.file, opened.plan.entries[1]);
    opened.choice.choose_field(1, found, "email", false);
    CHECK(opened.choice.takes_part(1));
    for (const domain::Op& op : exchange::chosen_operations(here, opened)) domain::apply(here, op);
    CHECK(here.value(TableKind::leads, 0, "name") == domain::Value{std::string("Kari")});
    CHECK(here.value(TableKind::leads, 0, "email") == domain::Value{});
    opened = exchange::open_merge(here, file_of(there), kNow);
    CHECK(people(opened, Verdict::theirs_newer) == 1);
    CHECK(fields(opened, Verdict::theirs_newer) == 1);
    for (const domain::Op& op : exchange::chosen_operations(here, opened)) domain::apply(here, op);
    CHECK(exchange::fingerprint(here) == exchange::fingerprint(tests::book_of(there)));
}
