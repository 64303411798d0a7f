// Ranks of texts, in slices and in a language's order.
#include "query/sort.h"

#include "base/text.h"
#include "core/support/random.h"

#include <doctest/doctest.h>

#include <map>
#include <set>

using tests::Random;

namespace {

// Texts that have long beginnings in common, and many that are equal or empty.
domain::TextColumn random_texts(Random& random, int rows) {
    const std::vector<std::string> beginnings = {"", "Nordlys ", "Nordlys Energi og Miljø AS, avdeling ", "a", "Åse Øverby-"};
    domain::TextColumn column;
    for (int i = 0; i < rows; ++i) {
        if (random.chance(5)) column.push("");
        else {
            const std::string& begin = random.one_of(beginnings);
            column.push(begin + random.letters_of("ab ", static_cast<size_t>(random.below(12))));
        }
    }
    return column;
}

std::vector<uint32_t> expected(const domain::TextColumn& column) {
    std::map<std::string, uint32_t> rank;
    for (domain::Row row = 0; row < column.size(); ++row) rank[std::string(column.folded_at(row))];
    rank.erase("");
    uint32_t next = 0;
    for (auto& [text, place] : rank) place = next++;
    std::vector<uint32_t> ranks;
    for (domain::Row row = 0; row < column.size(); ++row) {
        const auto found = rank.find(std::string(column.folded_at(row)));
        ranks.push_back(found == rank.end() ? query::kEmptyRank : found->second);
    }
    return ranks;
}

}  // namespace

TEST_CASE("ranks: in slices of any size they are those of the texts' byte order") {
    Random random;
    CAPTURE(random.seed());
    for (int round = 0; round < tests::cases(100); ++round) {
        const domain::TextColumn column = random_texts(random, static_cast<int>(random.below(300)));
        const std::vector<uint32_t> wanted = expected(column);
        CHECK(query::text_ranks(column, column.size(), nullptr) == wanted);
        query::RankJob job(column, column.size(), nullptr);
        int steps = 1;
        while (!job.step(1 + static_cast<domain::Row>(random.below(20)))) ++steps;
        if (column.size() > 100) CHECK(steps > 8);
        CHECK(job.take() == wanted);
    }
}

TEST_CASE("ranks: a language that is asked about some texts at a time orders all of them") {
    Random random;
    CAPTURE(random.seed());
    domain::TextColumn column;
    for (int i = 0; i < 12'000; ++i) {
        std::string text = random.letters_of("abcdefgh", 3);
        column.push(text + random.letters_of("xyz", static_cast<size_t>(random.below(5))));
    }
    // A language that reads backwards and takes x and y for one letter.
    const auto key = [](std::string_view text) {
        std::string reversed(text.rbegin(), text.rend());
        for (char& c : reversed)
            if (c == 'y') c = 'x';
        return reversed;
    };
    size_t calls = 0, most = 0;
    base::Locale locale = base::plain_locale();
    locale.collation_ranks = [&](const std::vector<std::string_view>& texts) {
        ++calls;
        most = std::max(most, texts.size());
        std::set<std::string> keys;
        for (const std::string_view text : texts) keys.insert(key(text));
        std::vector<uint32_t> ranks;
        for (const std::string_view text : texts) ranks.push_back(static_cast<uint32_t>(std::distance(keys.begin(), keys.find(key(text)))));
        return ranks;
    };
    std::set<std::string> different;
    for (domain::Row row = 0; row < column.size(); ++row) different.insert(std::string(column.at(row)));
    REQUIRE(different.size() > 5'000);
    const std::vector<uint32_t> ranks = query::text_ranks(column, column.size(), &locale);
    CHECK(calls > 4);
    CHECK(most < different.size());
    for (int round = 0; round < 20'000; ++round) {
        const auto a = static_cast<domain::Row>(random.below(column.size())), b = static_cast<domain::Row>(random.below(column.size()));
        const std::string left = key(column.at(a)), right = key(column.at(b));
        REQUIRE((ranks[a] < ranks[b]) == (left < right));
        REQUIRE((ranks[a] == ranks[b]) == (left == right));
    }
}

TEST_CASE("ranks: old ones do for a while, and new rows come last in them") {
    query::RankCache cache;
    domain::Table table(domain::TableKind::leads);
    table.append_rows({1, 1}, {1, 1}, 3);
    table.ensure_column("name", domain::FieldKind::text);
    CHECK_FALSE(cache.knows("name"));
    CHECK(cache.ranks_so_far(table, "name") == std::vector<uint32_t>(3, query::kEmptyRank));
    CHECK_FALSE(cache.knows("name"));
    cache.keep("name", 7, {2, 0, 1});
    CHECK(cache.fresh(table, "name", 7));
    CHECK_FALSE(cache.fresh(table, "name", 8));
    table.append_rows({1, 10}, {10, 1}, 1);
    table.settle();
    CHECK_FALSE(cache.fresh(table, "name", 7));
    CHECK(cache.ranks_so_far(table, "name") == std::vector<uint32_t>{2, 0, 1, query::kEmptyRank});
}
