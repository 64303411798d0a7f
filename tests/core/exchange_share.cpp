#include <doctest/doctest.h>

#include "base/text.h"
#include "core/support/book_dump.h"
#include "core/support/book_generator.h"
#include "exchange/merge_choice.h"
#include "exchange/share.h"
#include "exchange/snapshot.h"

#include <algorithm>
#include <set>
#include <string>

using domain::Book;
using domain::FieldKind;
using domain::Row;
using domain::RowId;
using domain::TableKind;
using domain::Value;
using exchange::FieldTreatment;
using exchange::Share;
using exchange::Treatment;
using tests::Random;

namespace {

constexpr base::Millis kNow = 1'795'000'000'000;

std::vector<RowId> shareable_leads(const Book& book) {
    std::vector<RowId> ids;
    for (Row row = 0; row < book.leads.size(); ++row)
        if (book.leads.created(row) && !book.forgotten.contains(book.leads.id(row))) ids.push_back(book.leads.id(row));
    return ids;
}

std::vector<FieldTreatment> random_treatments(Random& random, const Book& book) {
    std::vector<FieldTreatment> fields;
    const std::vector<std::string> nouns = {"Person", "Company", "Word"};
    for (const auto& [table, field] : exchange::personal_fields(book)) {
        if (random.chance(15)) continue;  // nobody chose
        fields.push_back({table, field.key, static_cast<Treatment>(random.below(3)), random.one_of(nouns)});
    }
    return fields;
}

Share random_share(Random& random, const Book& book) {
    Share share;
    share.seed = random.next();
    if (random.chance(60)) {
        share.leads.emplace();
        for (const RowId id : shareable_leads(book))
            if (random.chance(50)) share.leads->push_back(id);
    }
    if (random.chance(70)) share.redacted = random_treatments(random, book);
    return share;
}

exchange::SnapshotFile read(const std::string& bytes) {
    auto file = exchange::read_snapshot(bytes);
    REQUIRE_MESSAGE(bool(file), file.error().message << "\n" << bytes.substr(0, 2000));
    return std::move(*file);
}

void merge_into(Book& book, const std::string& bytes) {
    exchange::OpenedMerge merge = exchange::open_merge(book, read(bytes), kNow);
    for (const domain::Op& op : exchange::chosen_operations(book, merge)) domain::apply(book, op);
}

void apply_all(Book& book, const std::string& bytes) {
    for (const domain::Op& op : read(bytes).ops) domain::apply(book, op);
}

// The cells of a lead that tell, for comparing.
std::string person(const Book& book, RowId id) {
    std::string text = to_text(id);
    const Row row = book.leads.find(id);
    if (row == domain::kNoRow || !book.leads.created(row)) return text + " unknown";
    std::set<std::string> cells;
    for (const domain::Column& column : book.leads.columns())
        if (column.kind != FieldKind::reference && !column.empty_at(row)) cells.insert(column.key + "=" + domain::tie_bytes(column.value(row)));
    for (const std::string& cell : cells) text += "\n  " + cell;
    std::set<RowId> activities;
    book.activities_by_lead.for_each(row, [&](Row activity) { activities.insert(book.activities.id(activity)); });
    for (const RowId activity : activities) text += "\n  did " + to_text(activity);
    return text;
}

domain::CreateRows people(std::vector<std::pair<std::string, std::string>> names_and_companies) {
    domain::CreateRows batch;
    batch.count = static_cast<Row>(names_and_companies.size());
    batch.columns = {domain::make_column("name", FieldKind::text, true), domain::make_column("company", FieldKind::text, true),
                     domain::make_column("industry", FieldKind::choice, true)};
    for (const auto& [name, company] : names_and_companies) {
        batch.columns[0].push(name.empty() ? Value{} : Value{name});
        batch.columns[1].push(company.empty() ? Value{} : Value{company});
        batch.columns[2].push(std::string("shipping"));
    }
    return batch;
}

domain::Op creation(domain::CreateRows batch) { return {7, 1, {1000, 7}, {}, std::move(batch)}; }
domain::Op rename(uint64_t lead, std::string name, uint64_t ticks, domain::Replica who) {
    return {who, ticks, {ticks, who}, {}, domain::SetField{TableKind::leads, {7, lead}, "name", FieldKind::text, std::move(name)}};
}

Share pseudonymous() {
    return {.redacted = {{{TableKind::leads, "name", Treatment::pseudonym, "Person"}, {TableKind::leads, "company", Treatment::pseudonym, "Company"}}}, .seed = 5};
}

Value name_of(const Book& book, uint64_t lead) { return book.leads.value(book.leads.find({7, lead}), "name"); }

}  // namespace

TEST_CASE("share, law: merging any part of a book into that book changes nothing") {
    Random random;
    CAPTURE(random.seed());
    for (int i = 0; i < tests::law_cases(400); ++i) {
        tests::OpsOptions options;
        options.clones = random.chance(30);
        const auto ops = tests::random_ops(random, 5 + static_cast<int>(random.below(60)), options);
        Book book = tests::book_of(ops);
        const std::string before = tests::dump(book);
        const base::Hash128 print = exchange::fingerprint(book);
        const std::string bytes = exchange::write_snapshot(book, random_share(random, book));
        CAPTURE(i);
        CAPTURE(bytes);
        const exchange::OpenedMerge merge = exchange::open_merge(book, read(bytes), kNow);
        REQUIRE(exchange::totals_of(book, merge.plan, merge.choice).deletions == 0);  // what it lacks is not deleted
        merge_into(book, bytes);
        REQUIRE_MESSAGE(tests::dump(book) == before, tests::difference(before, tests::dump(book)));
        apply_all(book, bytes);
        REQUIRE_MESSAGE(exchange::fingerprint(book) == print, tests::difference(before, tests::dump(book)));
    }
}

TEST_CASE("share, law: parts in any order, then the whole file: the book") {
    Random random;
    CAPTURE(random.seed());
    for (int i = 0; i < tests::law_cases(200); ++i) {
        const auto ops = tests::random_ops(random, 5 + static_cast<int>(random.below(40)), {});
        const Book book = tests::book_of(ops);
        std::vector<std::string> files = {exchange::write_snapshot(book, random_share(random, book)), exchange::write_snapshot(book, random_share(random, book)),
                                          exchange::write_snapshot(book)};
        random.shuffle(files);
        Book receiver;
        for (const std::string& bytes : files) apply_all(receiver, bytes);
        CAPTURE(i);
        REQUIRE_MESSAGE(exchange::write_snapshot(receiver) == exchange::write_snapshot(book), tests::difference(tests::dump(book), tests::dump(receiver)));
        Book careful;
        for (const std::string& bytes : files) merge_into(careful, bytes);
        REQUIRE_MESSAGE(exchange::write_snapshot(careful) == exchange::write_snapshot(book), tests::difference(tests::dump(book), tests::dump(careful)));
    }
}

TEST_CASE("share, law: parts that together cover a book give its people") {
    Random random;
    CAPTURE(random.seed());
    for (int i = 0; i < tests::law_cases(200); ++i) {
        tests::OpsOptions options;
        options.forget = random.chance(50);
        const Book book = tests::book_of(tests::random_ops(random, 5 + static_cast<int>(random.below(60)), options));
        std::vector<Share> parts(3);
        for (Share& part : parts) part.leads.emplace();
        for (const RowId id : shareable_leads(book)) parts[random.below(parts.size())].leads->push_back(id);
        Book receiver;
        for (const Share& part : parts) merge_into(receiver, exchange::write_snapshot(book, part));
        for (const RowId id : shareable_leads(book)) REQUIRE(person(receiver, id) == person(book, id));
    }
}

TEST_CASE("share, law: nothing personal of the original is in a redacted file") {
    Random random;
    CAPTURE(random.seed());
    for (int i = 0; i < tests::law_cases(200); ++i) {
        tests::OpsOptions options;
        options.as_typed = false;  // a text kept as typed is a pseudonym of an earlier share
        options.unknown = false;
        auto ops = tests::random_ops(random, 5 + static_cast<int>(random.below(60)), options);
        std::set<std::string> secrets;
        const auto hide = [&](const std::string& text) {
            const std::string secret = "zq" + base::slug(text) + "qz";
            secrets.insert(secret);
            return secret;
        };
        for (domain::Op& op : ops) {
            if (auto* batch = std::get_if<domain::CreateRows>(&op.change))
                for (domain::Column& column : batch->columns)
                    for (Row row = 0; row < batch->count; ++row) {
                        const Value value = column.value(row);
                        const auto* text = std::get_if<std::string>(&value);
                        if (text && (column.key == "name" || column.key == "company" || column.key == "note" || column.key == "title" || column.key == "site:link")) column.set(row, hide(*text));
                        if (column.key == "budget" && random.chance(30)) column.set(row, domain::AsTyped{hide("budget")});
                    }
            if (auto* set = std::get_if<domain::SetField>(&op.change))
                if (auto* text = std::get_if<std::string>(&set->value); text && set->kind != FieldKind::choice) *text = hide(*text);
            if (auto* set = std::get_if<domain::SetRange>(&op.change))
                if (auto* text = std::get_if<std::string>(&set->value); text && set->kind != FieldKind::choice) *text = hide(*text);
        }
        const Book book = tests::book_of(ops);
        Share share = random_share(random, book);
        share.redacted.emplace();
        for (const auto& [table, field] : exchange::personal_fields(book))
            share.redacted->push_back({table, field.key, random.chance(50) ? Treatment::pseudonym : Treatment::leave_out, "Person"});
        const std::string bytes = exchange::write_snapshot(book, share);
        CAPTURE(bytes);
        REQUIRE(read(bytes).redacted);
        for (const std::string& secret : secrets) REQUIRE_MESSAGE(!base::contains(bytes, secret), secret);
        REQUIRE(!base::contains(bytes, "zq"));
    }
}

TEST_CASE("share: a chosen lead comes with what belongs to it, and with nothing of others") {
    domain::CreateRows companies = people({{"Nordlys", ""}, {"Roti Jaya", ""}});
    companies.table = TableKind::companies;
    const Book book = tests::book_of({creation(people({{"Kari", "Nordlys"}, {"Budi", "Roti Jaya"}})),
                                      {7, 10, {1010, 7}, {}, domain::create_one(TableKind::activities, {{"lead", RowId{7, 1}}, {"note", std::string("of Kari")}})},
                                      {7, 11, {1011, 7}, {}, domain::create_one(TableKind::tasks, {{"lead", RowId{7, 2}}, {"title", std::string("of Budi")}})},
                                      {7, 12, {1012, 7}, {}, std::move(companies)},
                                      {7, 20, {1020, 7}, {}, domain::SetEntry{"model/default/name", "\"ours\""}},
                                      {7, 21, {1021, 7}, {}, domain::Forget{{7, 99}}},
                                      {7, 22, {1022, 7}, {}, domain::Unknown{"later", "Budi"}}});
    const std::string bytes = exchange::write_snapshot(book, {.leads = {{{7, 1}}}});
    const exchange::SnapshotFile file = read(bytes);
    REQUIRE(file.partial);
    CHECK(file.partial->leads == 1);
    CHECK(file.partial->of == 2);
    CHECK_FALSE(file.redacted);
    CHECK(base::contains(bytes, "of Kari"));
    CHECK(base::contains(bytes, "Nordlys"));
    CHECK(base::contains(bytes, "model/default/name"));
    CHECK_FALSE(base::contains(bytes, "Budi"));
    CHECK_FALSE(base::contains(bytes, "Roti"));
    CHECK_FALSE(base::contains(bytes, to_text(RowId{7, 99})));
}

TEST_CASE("share: one value has one pseudonym, another in the next file") {
    const Book book = tests::book_of({creation(people({{"Kari", "Nordlys"}, {"Budi", "Nordlys"}, {"Kari", "Roti"}, {"", "Roti"}}))});
    Share share = pseudonymous();
    Book there;
    apply_all(there, exchange::write_snapshot(book, share));
    CHECK(name_of(there, 1) == name_of(there, 3));
    CHECK(name_of(there, 1) != name_of(there, 2));
    CHECK(exchange::is_pseudonym(FieldKind::text, name_of(there, 1)));
    CHECK(domain::to_text(name_of(there, 1)).starts_with("Person "));
    CHECK(name_of(there, 4) == Value{});
    CHECK(exchange::write_snapshot(book, share) == exchange::write_snapshot(book, share));
    std::set<std::string> ways;
    for (share.seed = 0; share.seed < 20; ++share.seed) ways.insert(exchange::write_snapshot(book, share));
    CHECK(ways.size() > 1);
}

TEST_CASE("share: a pseudonym never stands before a real value, and gives way to it") {
    const Book book = tests::book_of({creation(people({{"Kari", "Nordlys"}})), rename(1, "Åse", 2000, 8)});
    const std::string redacted = exchange::write_snapshot(book, pseudonymous()), whole = exchange::write_snapshot(book);
    CHECK_FALSE(base::contains(redacted, "Åse"));

    Book there;
    merge_into(there, redacted);
    CHECK(exchange::is_pseudonym(FieldKind::text, name_of(there, 1)));
    CHECK(there.leads.value(0, "industry") == Value{std::string("shipping")});

    SUBCASE("the full file comes later") {
        const exchange::OpenedMerge merge = exchange::open_merge(there, read(whole), kNow);
        CHECK(exchange::totals_of(there, merge.plan, merge.choice).deletions == 0);
        merge_into(there, whole);
        CHECK(name_of(there, 1) == Value{std::string("Åse")});
        CHECK(exchange::fingerprint(there) == exchange::fingerprint(book));
    }
    SUBCASE("somebody found out and wrote it") {
        domain::apply(there, rename(1, "Siri", 1001, 9));
        merge_into(there, redacted);
        CHECK(name_of(there, 1) == Value{std::string("Siri")});
    }
    SUBCASE("an older copy of the book has the older name") {
        Book older = tests::book_of({creation(people({{"Kari", "Nordlys"}}))});
        exchange::OpenedMerge merge = exchange::open_merge(older, read(redacted), kNow);
        CHECK(exchange::totals_of(older, merge.plan, merge.choice).overwrites == 0);
        CHECK(merge.plan.nothing_new);
        CHECK_FALSE(merge.plan.identical);
        CHECK(exchange::chosen_operations(older, merge).empty());
        apply_all(older, redacted);
        CHECK(name_of(older, 1) == Value{std::string("Kari")});
    }
    SUBCASE("it is shared once more") {
        Share again = pseudonymous();
        again.seed = 77;
        const std::string second = exchange::write_snapshot(there, again);
        CHECK(base::contains(second, "{\"pseudonym\":\"" + domain::to_text(name_of(there, 1)) + "\"}"));
        const std::string before = tests::dump(there);
        apply_all(there, second);
        CHECK(tests::dump(there) == before);
    }
}

TEST_CASE("share: real values in the place of pseudonyms are no loss, however many") {
    std::vector<std::pair<std::string, std::string>> names;
    for (int i = 0; i < 60; ++i) names.emplace_back("Kari " + std::to_string(i), "Nordlys " + std::to_string(i));
    const Book book = tests::book_of({creation(people(names)), rename(1, "Åse", 2000, 8)});
    Book there;
    merge_into(there, exchange::write_snapshot(book, pseudonymous()));
    const exchange::OpenedMerge merge = exchange::open_merge(there, read(exchange::write_snapshot(book)), kNow);
    CHECK(merge.plan.fields[static_cast<size_t>(exchange::Verdict::theirs_newer)] > 60);
    const exchange::MergeTotals totals = exchange::totals_of(there, merge.plan, merge.choice);
    CHECK(totals.overwrites == 0);
    CHECK_FALSE(totals.hard_stop);
}

TEST_CASE("share: what a redacted file lacks is no difference") {
    const Book book = tests::book_of({creation(people({{"Kari", "Nordlys"}, {"Budi", "Roti"}})), rename(1, "Åse", 2000, 8)});
    exchange::OpenedMerge merge = exchange::open_merge(book, read(exchange::write_snapshot(book, pseudonymous())), kNow);
    CHECK(merge.plan.people[static_cast<size_t>(exchange::Verdict::same)] == 2);
    CHECK(merge.plan.fields[static_cast<size_t>(exchange::Verdict::mine_newer)] == 0);
    CHECK_FALSE(merge.plan.identical);
    CHECK(exchange::chosen_operations(book, merge).empty());
}

TEST_CASE("share: a field of which nobody said anything is left out, and the file names it") {
    const Book book = tests::book_of({creation(people({{"Kari", "Nordlys"}}))});
    const std::string bytes = exchange::write_snapshot(book, {.redacted = std::vector<FieldTreatment>{}});
    CHECK(base::contains(bytes, "\"redacted\":{\"fields\":[[\"leads\",\"company\",\"left_out\"],\n[\"leads\",\"name\",\"left_out\"]]}"));
    CHECK_FALSE(base::contains(bytes, "Kari"));
    const exchange::SnapshotFile file = read(bytes);
    CHECK(file.is_redacted(TableKind::leads, "name"));
    CHECK_FALSE(file.is_redacted(TableKind::leads, "industry"));
}

TEST_CASE("share: a pseudonym where no word belongs is refused") {
    std::string bytes = exchange::write_snapshot(tests::book_of({{7, 1, {1000, 7}, {}, domain::create_one(TableKind::leads, {{"created", base::Day{20'000}}})}}));
    const size_t at = bytes.find("\"2024-10-04\"");
    REQUIRE(at != std::string::npos);
    bytes.replace(at, 12, "{\"pseudonym\":\"Day 3\"}");
    const auto file = exchange::read_snapshot(bytes);
    REQUIRE_FALSE(bool(file));
    CHECK(file.error().code == "snapshot.broken");
}

TEST_CASE("share: these built-in fields say who somebody is, or are free text") {
    std::string personal;
    for (const TableKind table : domain::kTables)
        for (const domain::Field& field : domain::built_in_fields(table))
            if (field.personal) personal += std::string(domain::table_name(table)) + "." + field.key + " ";
    CHECK(personal == "leads.name leads.company leads.title leads.email leads.phone leads.owner leads.need leads.timing leads.tags leads.notes "
                      "leads.source_file leads.source_row companies.name companies.website companies.notes activities.note activities.reason "
                      "tasks.title deals.title deals.reason ");
}
