// Laws of choosing: what is taken in parts is in the end what is taken at once, and what is not chosen stays as it was.
#include <doctest/doctest.h>

#include "core/support/book_dump.h"
#include "core/support/book_generator.h"
#include "exchange/merge_choice.h"
#include "exchange/snapshot.h"

using domain::Book;
using domain::Op;
using domain::Row;
using domain::RowId;
using domain::Table;
using domain::TableKind;
using exchange::MergeEntry;
using exchange::OpenedMerge;
using tests::Random;

namespace {

constexpr base::Millis kNow = 1'795'000'000'000;

struct TwoSides {
    std::vector<Op> mine, theirs;
    exchange::SnapshotFile file;
};

bool has_clones(int number) { return number % 3 == 0; }

TwoSides two_sides(Random& random, int number, bool forget = true) {
    tests::OpsOptions options;
    options.clones = has_clones(number);
    options.forget = forget;
    options.ticks = number % 2 ? 5 : 200;
    TwoSides sides;
    for (const Op& op : tests::random_ops(random, 4 + number % 40, options)) {
        if (random.chance(70)) sides.mine.push_back(op);
        if (random.chance(70)) sides.theirs.push_back(op);
    }
    sides.file = *exchange::read_snapshot(exchange::write_snapshot(tests::book_of(sides.theirs)));
    return sides;
}

void choose_some(Random& random, const Book& here, OpenedMerge& merge) {
    for (size_t place = 0; place < merge.plan.entries.size(); ++place) {
        merge.choice.choose(place, random.chance(50));
        const MergeEntry& entry = merge.plan.entries[place];
        if (entry.whole || random.chance(50)) continue;
        const auto fields = exchange::compared_fields(here, merge.there, merge.file, entry);
        for (const exchange::ComparedField& field : fields)
            if (field.news && random.chance(50)) merge.choice.choose_field(place, fields, field.id, random.chance(50));
    }
}

void apply_all(Book& book, const std::vector<Op>& ops) {
    for (const Op& op : ops) domain::apply(book, op);
}

void take_chosen(Book& book, OpenedMerge& merge) { apply_all(book, exchange::chosen_operations(book, merge)); }

// All that a book says of one person, without what rows and columns are called inside.
std::string told_of(const Book& book, RowId lead, bool clones) {
    const Row row = book.leads.find(lead);
    if (row == domain::kNoRow) return {};
    const std::string file = exchange::write_snapshot(book, {.leads = {{lead}}});
    const size_t leads = file.find("\"leads\":["), companies = file.find("\"companies\":["), records = file.find("\"activities\":["), end = file.find("\"documents\":");
    // One id that two devices gave may be an activity of two people.
    return file.substr(leads, companies - leads) + (clones ? "" : file.substr(records, end - records));
}

void check_all_chosen(uint64_t seed, int number) {
    Random random(seed);
    const TwoSides sides = two_sides(random, number);
    Book merged = tests::book_of(sides.mine), plain = tests::book_of(sides.mine);
    OpenedMerge merge = exchange::open_merge(merged, sides.file, kNow);
    const bool nothing_new = merge.plan.nothing_new, identical = merge.plan.identical;
    const std::string before = exchange::write_snapshot(plain), theirs = exchange::write_snapshot(merge.there);
    take_chosen(merged, merge);
    apply_all(plain, sides.file.ops);
    const std::string after = exchange::write_snapshot(plain);
    if (exchange::write_snapshot(merged) != after) FAIL("seed ", seed, "\n", exchange::write_snapshot(merged), "\n", after);
    if (nothing_new != (before == after)) FAIL("seed ", seed, ": said ", nothing_new, "\n", before, "\n", after);
    if (identical != (before == theirs)) FAIL("seed ", seed, ": said identical ", identical, "\n", before, "\n", theirs);
    const OpenedMerge again = exchange::open_merge(merged, sides.file, kNow);
    if (!again.plan.nothing_new) FAIL("seed ", seed, ": still something new");
}

void check_in_parts(uint64_t seed, int number, bool forget) {
    Random random(seed);
    const TwoSides sides = two_sides(random, number, forget);
    Book in_parts = tests::book_of(sides.mine), at_once = tests::book_of(sides.mine);
    for (int times = 0; times < 2; ++times) {
        OpenedMerge part = exchange::open_merge(in_parts, sides.file, kNow);
        choose_some(random, in_parts, part);
        take_chosen(in_parts, part);
    }
    OpenedMerge rest = exchange::open_merge(in_parts, sides.file, kNow);
    take_chosen(in_parts, rest);
    apply_all(at_once, sides.file.ops);
    if (exchange::fingerprint(in_parts) != exchange::fingerprint(at_once))
        FAIL("seed ", seed, "\n", tests::difference(tests::dump(in_parts), tests::dump(at_once)));
}

}  // namespace

TEST_CASE("merge law: all that is chosen gives what all operations give, and nothing is left to take") {
    const uint64_t seed = tests::base_seed();
    MESSAGE("seed ", seed);
    for (int i = 0; i < tests::cases(1500); ++i) check_all_chosen(seed + static_cast<uint64_t>(i), i);
}

// A write that was known here by a creation, over which the file brings a later one by a clone.
TEST_CASE("merge: what failed once: all that is chosen gives what all operations give") { check_all_chosen(20'262'628, 1'506); }

TEST_CASE("merge law: any choice first and everything then is everything at once") {
    const uint64_t seed = tests::base_seed() + 1'000'000;
    MESSAGE("seed ", seed);
    // A record that clones gave to two people, one of them forgotten, may be the other's by the time it is forgotten, or
    // not yet: there the order shows (see the laws of the book, which leave it out as well).
    for (int i = 0; i < tests::cases(1500); ++i) check_in_parts(seed + static_cast<uint64_t>(i), i, !has_clones(i));
}

// A write to a record that is here of somebody forgotten, and by a clone's creation of the same stamp of somebody else.
TEST_CASE("merge: what failed once: any choice first and everything then is everything at once") { check_in_parts(21'264'632, 3'510, true); }

TEST_CASE("merge law: a choice touches nobody else, and of whom it takes a part only that") {
    const uint64_t seed = tests::base_seed() + 2'000'000;
    MESSAGE("seed ", seed);
    for (int i = 0; i < tests::cases(1500); ++i) {
        Random random(seed + static_cast<uint64_t>(i));
        const TwoSides sides = two_sides(random, i);
        Book book = tests::book_of(sides.mine);
        const Book before = tests::book_of(sides.mine);
        OpenedMerge merge = exchange::open_merge(book, sides.file, kNow);
        choose_some(random, book, merge);
        const exchange::MergeChoice choice = merge.choice;
        take_chosen(book, merge);
        for (size_t place = 1; place < merge.plan.first_company; ++place) {
            const MergeEntry& entry = merge.plan.entries[place];
            const std::string was_told = told_of(before, entry.row, has_clones(i)), is_told = told_of(book, entry.row, has_clones(i));
            if (!choice.takes(place) && was_told != is_told) FAIL("seed ", random.seed(), ": not chosen, and changed\n", was_told, "\n", is_told);
            const auto* left_out = choice.left_out(place);
            if (!left_out) continue;
            const Row was = before.leads.find(entry.row), is = book.leads.find(entry.row);
            for (const std::string& key : *left_out) {
                if (key.find('/') != std::string::npos) continue;
                const domain::Value value = was == domain::kNoRow ? domain::Value{} : before.value(TableKind::leads, was, key);
                const domain::Value now = is == domain::kNoRow ? domain::Value{} : book.value(TableKind::leads, is, key);
                if (value != now) FAIL("seed ", random.seed(), ": left out, and changed: ", key);
            }
        }
        const bool book_itself = choice.takes(0);
        for (const auto& [path, written] : book.documents) {
            const auto known = before.documents.find(path);
            const bool changed = known == before.documents.end() || known->second.json != written.json;
            if (changed && !book_itself && !path.starts_with("fields/")) FAIL("seed ", random.seed(), ": not chosen, and changed: ", path);
        }
    }
}
