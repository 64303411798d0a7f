#include <doctest/doctest.h>

#include "query/sort.h"

#include "core/query_people.h"

#include <algorithm>
#include <numeric>

namespace {

using domain::Row;
using query::Computed;
using query::SortKey;

std::vector<Row> all(const domain::Book& book) {
    std::vector<Row> rows(book.leads.size());
    std::iota(rows.begin(), rows.end(), 0u);
    return rows;
}

}  // namespace

TEST_CASE("query: sort keys from text") {
    CHECK(query::sort_key_from_text("-score.total").column == "score.total");
    CHECK(query::sort_key_from_text("-score.total").descending);
    CHECK(!query::sort_key_from_text("name").descending);
}

TEST_CASE("query: the radix order is the stable order, for random keys") {
    tests::Random random;
    CAPTURE(random.seed());
    for (int round = 0; round < tests::cases(150); ++round) {
        const size_t size = static_cast<size_t>(random.between(0, 400));
        std::vector<uint8_t> small(size);
        std::vector<int64_t> wide(size), extreme(size);
        std::vector<int32_t> days(size);
        for (size_t i = 0; i < size; ++i) {
            small[i] = static_cast<uint8_t>(random.below(5));
            wide[i] = random.chance(20) ? domain::kNoNumber : random.between(-1'000'000'000'000, 1'000'000'000'000);
            extreme[i] = random.chance(10) ? domain::kNoNumber : random.chance(50) ? INT64_MAX : random.any_integer();
            days[i] = random.chance(20) ? domain::kNoDay : static_cast<int32_t>(random.between(-5, 5));
        }
        std::vector<query::KeyColumn> keys = {
            {std::span<const uint8_t>(small), random.chance(50), domain::kNoNumber},
            {std::span<const int32_t>(days), random.chance(50), domain::kNoDay},
            {std::span<const int64_t>(wide), random.chance(50), domain::kNoNumber},
            {std::span<const int64_t>(extreme), random.chance(50), domain::kNoNumber}};
        random.shuffle(keys);
        keys.resize(static_cast<size_t>(random.between(0, 4)));
        std::vector<Row> rows(size);
        std::iota(rows.begin(), rows.end(), 0u);
        random.shuffle(rows);
        std::vector<Row> expected = rows;
        std::stable_sort(expected.begin(), expected.end(), [&](Row a, Row b) {
            for (const query::KeyColumn& key : keys) {
                const auto value = [&](Row row) { return std::visit([&](const auto& values) { return static_cast<int64_t>(values[row]); }, key.values); };
                const int64_t left = value(a), right = value(b);
                if (left == right) continue;
                if (left == key.empty || right == key.empty) return right == key.empty;
                return key.descending ? left > right : left < right;
            }
            return false;
        });
        CHECK(query::order_by(rows, keys) == expected);
    }
}

TEST_CASE("query: text ranks are the order of the search forms") {
    tests::Random random;
    CAPTURE(random.seed());
    for (int round = 0; round < tests::cases(60); ++round) {
        domain::TextColumn column;
        const std::string prefix(static_cast<size_t>(random.chance(20) ? random.between(0, 700) : 0), 'x');
        for (int i = 0; i < 200; ++i)
            column.push(random.chance(10) ? "" : prefix + random.letters_of("abÅ ", static_cast<size_t>(random.between(1, 20))));
        const std::vector<uint32_t> ranks = query::text_ranks(column, column.size(), nullptr);
        for (Row a = 0; a < column.size(); ++a) {
            CHECK((ranks[a] == query::kEmptyRank) == column.folded_at(a).empty());
            const Row b = static_cast<Row>(random.below(column.size()));
            if (column.folded_at(a).empty() || column.folded_at(b).empty()) continue;
            CHECK((ranks[a] < ranks[b]) == (column.folded_at(a) < column.folded_at(b)));
        }
    }
}

TEST_CASE("query: a language may order texts in its own way") {
    domain::TextColumn column;
    for (const char* text : {"Ås", "Zebra", "Anna", "", "Zebra"}) column.push(text);
    base::Locale locale;  // backwards
    locale.collation_ranks = [](const std::vector<std::string_view>& texts) {
        std::vector<uint32_t> ranks;
        for (const std::string_view text : texts)
            ranks.push_back(static_cast<uint32_t>(std::count_if(texts.begin(), texts.end(), [&](auto other) { return other > text; })));
        return ranks;
    };
    const std::vector<uint32_t> ranks = query::text_ranks(column, 5, &locale);
    CHECK(ranks[0] < ranks[1]);
    CHECK(ranks[1] < ranks[2]);
    CHECK(ranks[1] == ranks[4]);
    CHECK(ranks[3] == query::kEmptyRank);
}

TEST_CASE("query: empty cells last, ties by newest activity, then name, then id") {
    tests::People people;
    const auto person = [&](const char* name, const char* owner) {
        tests::People::Values values = {{"name", std::string(name)}};
        if (*owner) values.emplace_back("owner", std::string(owner));
        people.person(values);
    };
    person("Cici", "Ana");   // 0
    person("bo", "Ana");     // 1
    person("Åse", "");       // 2
    person("Bo", "Budi");    // 3
    person("Adi", "Ana");    // 4
    const std::vector<int64_t> newest = {5, 9, 1, domain::kNoNumber, 5};
    const std::vector<Computed> computed = {{"last_activity", std::span<const int64_t>(newest), {}, domain::kNoNumber, true}};
    const query::SortInput input{&people.book, domain::TableKind::leads, computed, nullptr, nullptr, nullptr};
    const auto sorted = [&](std::vector<SortKey> keys) { return *query::sort_rows(input, keys, all(people.book)); };
    CHECK(sorted({{"owner", false}}) == std::vector<Row>{1, 4, 0, 3, 2});
    CHECK(sorted({{"owner", true}}) == std::vector<Row>{3, 1, 4, 0, 2});
    CHECK(sorted({{"name", false}}) == std::vector<Row>{4, 2, 1, 3, 0});
    CHECK(sorted({{"last_activity", true}}) == std::vector<Row>{1, 4, 0, 2, 3});
    CHECK(sorted({}) == std::vector<Row>{1, 4, 0, 2, 3});
    CHECK(sorted({{"budget", false}}) == sorted({}));  // known, but nobody has one
    const auto unknown = query::sort_rows(input, {{"shoe_size", false}}, all(people.book));
    REQUIRE(!unknown);
    CHECK(unknown.error().code == "sort.unknown_column");
}

TEST_CASE("query: amounts sort by currency first, and the cache follows the revision of its texts") {
    tests::People people;
    for (const auto& [minor, code] : std::vector<std::pair<int64_t, const char*>>{{500, "USD"}, {9000, "NOK"}, {700, "NOK"}, {100, "USD"}})
        people.person({{"name", std::string("n")}, {"value", tests::money(minor, code)}});
    people.person({{"name", std::string("n")}});
    query::RankCache cache;
    query::TextRevisions texts;
    const query::SortInput input{&people.book, domain::TableKind::leads, {}, nullptr, &cache, &texts};
    CHECK(*query::sort_rows(input, {{"value", false}}, all(people.book)) == std::vector<Row>{2, 1, 3, 0, 4});
    CHECK(*query::sort_rows(input, {{"value", true}}, all(people.book)) == std::vector<Row>{1, 2, 0, 3, 4});
    people.set(domain::TableKind::leads, people.book.leads.id(0), "name", domain::FieldKind::text, std::string("a"));
    texts.moved("name");
    CHECK((*query::sort_rows(input, {{"name", false}}, all(people.book)))[0] == 0);
    people.set(domain::TableKind::leads, people.book.leads.id(3), "name", domain::FieldKind::text, std::string("A"));
    texts.moved("company");
    CHECK(cache.fresh(people.book.leads, "name", texts.of("company") - 1));
    texts.all_moved();
    CHECK(*query::sort_rows(input, {{"name", true}}, all(people.book)) == std::vector<Row>{1, 2, 4, 0, 3});
}

TEST_CASE("query: what few changes leave of an order is the order of a whole sort") {
    tests::Random random;
    CAPTURE(random.seed());
    for (int round = 0; round < tests::cases(60); ++round) {
        tests::People people;
        std::vector<int64_t> scores;
        const auto change = [&](Row row) {
            scores[row] = random.chance(20) ? domain::kNoNumber : random.between(0, 5);
            people.set(domain::TableKind::leads, people.book.leads.id(row), "owner", domain::FieldKind::choice, std::string(random.chance(50) ? "Ana" : "Budi"));
            if (random.chance(30)) people.set(domain::TableKind::leads, people.book.leads.id(row), "deleted", domain::FieldKind::yes_no, random.chance(50));
        };
        const auto add = [&] {
            people.person({{"name", std::string(random.chance(50) ? "Bo" : "Adi")}});
            scores.push_back(random.between(0, 5));
        };
        for (int i = 0; i < 40; ++i) add();
        const std::vector<SortKey> keys = {{random.chance(50) ? "score" : "owner", random.chance(50)}, {"score", random.chance(50)}};
        std::vector<Row> order;
        Row known = 0;
        for (int step = 0; step < 12; ++step) {
            std::vector<Row> moved;
            for (int64_t left = random.between(0, 6); left > 0; --left) {
                if (random.chance(20)) add();
                moved.push_back(random.chance(20) ? people.book.leads.size() - 1 : static_cast<Row>(random.below(people.book.leads.size())));
                change(moved.back());
            }
            for (; known < people.book.leads.size(); ++known) moved.push_back(known);
            const std::vector<Computed> computed = {{"score", std::span<const int64_t>(scores), {}, domain::kNoNumber, false}};
            const query::SortInput input{&people.book, domain::TableKind::leads, computed, nullptr, nullptr, nullptr};
            const std::vector<Row> whole = *query::sort_rows(input, keys, query::rows_of(query::alive_rows(people.book.leads)));
            order = *query::sort_again(input, keys, std::move(order), moved);
            REQUIRE(order == whole);
        }
    }
}
