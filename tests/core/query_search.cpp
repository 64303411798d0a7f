#include <doctest/doctest.h>

#include "query/search.h"

#include "base/text.h"
#include "core/query_people.h"
#include "query/scan.h"

#include <algorithm>

namespace {

using domain::Row;

const std::vector<std::string> kKeys = query::lead_search_keys();

// What the search means, said slowly.
query::Mask search_plainly(const domain::Book& book, const std::string& text) {
    query::Mask mask(book.leads.size());
    for (Row row = 0; row < book.leads.size(); ++row) {
        bool all = book.leads.alive(row);
        for (const std::string& word : base::split(base::fold(text), ' ')) {
            bool found = word.empty();
            for (const std::string& key : kKeys)
                if (const auto* column = book.leads.text(key)) found = found || column->folded_at(row).find(word) != std::string_view::npos;
            all = all && found;
        }
        mask[row] = all;
    }
    return mask;
}

}  // namespace

TEST_CASE("query: a needle is found wherever it lies") {
    tests::Random random;
    CAPTURE(random.seed());
    for (int i = 0; i < tests::cases(4000); ++i) {
        const std::string hay = random.letters_of("aab", static_cast<size_t>(random.between(0, 300)));
        std::string word = random.letters_of("aab", static_cast<size_t>(random.between(1, 9)));
        if (random.chance(30)) word = random.letters_of("ab", 1) + word;
        const query::Needle needle(word);
        const size_t expected = hay.find(word);
        const char* found = needle.find(hay.data(), hay.data() + hay.size());
        CAPTURE(hay);
        CAPTURE(word);
        CHECK(static_cast<size_t>(found - hay.data()) == std::min(expected, hay.size()));
    }
}

TEST_CASE("query: words of a search") {
    CHECK(query::search_words("  Øyvind  HAGEN ") == std::vector<std::string>{"oyvind", "hagen"});
    CHECK(query::search_words("ana anastasia ana") == std::vector<std::string>{"anastasia"});
    CHECK(query::search_words(" ").empty());
}

TEST_CASE("query: search folds case and diacritics, and all words must match somewhere") {
    tests::People people;
    const auto person = [&](const char* name, const char* email, const char* company) {
        people.person({{"name", std::string(name)}, {"email", std::string(email)}, {"company", std::string(company)}});
    };
    person("Øyvind Hagen", "oyvind@hagen.example", "Hagen Sjømat AS");
    person("Ratna Kusuma", "ratna@dapur.example", "Dapur Ratna");
    person("Hagen", "x@y.example", "Andre");
    const auto found = [&](const char* text) { return query::rows_of(query::search_rows(people.book, domain::TableKind::leads, kKeys, text)); };
    CHECK(found("hagen") == std::vector<Row>{0, 2});
    CHECK(found("SJOMAT") == std::vector<Row>{0});
    CHECK(found("sjømat øyv") == std::vector<Row>{0});
    CHECK(found("ratna example") == std::vector<Row>{1});
    CHECK(found("hagen ratna").empty());
    CHECK(found("") == std::vector<Row>{0, 1, 2});
    CHECK(found("hagenhagen").empty());
    CHECK(found("kusumaratna").empty());  // across two cells is nowhere
    people.set(domain::TableKind::leads, people.book.leads.id(1), "deleted", domain::FieldKind::yes_no, true);
    CHECK(found("ratna").empty());
}

TEST_CASE("query: search is what it means, for random books, edits and slices") {
    tests::Random random;
    CAPTURE(random.seed());
    for (int round = 0; round < tests::cases(30); ++round) {
        tests::People people = tests::random_people(random, 60, 0);
        for (int edit = 0; edit < 20; ++edit) {
            const domain::RowId id = people.book.leads.id(static_cast<Row>(random.below(people.book.leads.size())));
            const std::string key = random.one_of(kKeys);
            const bool clear = random.chance(20);
            people.set(domain::TableKind::leads, id, key, domain::FieldKind::text,
                       clear ? domain::Value{} : domain::Value{random.letters_of("abcdeo Å", 12)});
        }
        for (const char* text : {"a", "be", "example", "ola", "as", "ab c", "example a", "zzz", "aa"}) {
            CAPTURE(text);
            query::SearchJob job(people.book, domain::TableKind::leads, kKeys, text);
            while (!job.step(static_cast<Row>(random.between(1, 40)))) {
            }
            CHECK(job.matches() == search_plainly(people.book, text));
        }
    }
}

TEST_CASE("query: search looks into choices and references by name, and within a mask") {
    tests::People people;
    people.person({{"name", std::string("A")}, {"owner", std::string("Sari W")}});
    people.person({{"name", std::string("B")}, {"owner", std::string("Henrik")}});
    people.event(people.book.leads.id(1), "call", 1);
    const auto leads = query::search_rows(people.book, domain::TableKind::leads, {"name", "owner", "nothing"}, "sari");
    CHECK(query::rows_of(leads) == std::vector<Row>{0});
    const auto calls = query::search_rows(people.book, domain::TableKind::activities, {"lead", "type"}, "b call");
    CHECK(query::rows_of(calls) == std::vector<Row>{0});
    const query::Mask second = {0, 1};
    query::SearchJob job(people.book, domain::TableKind::leads, {"name", "owner"}, "", &second);
    CHECK(job.done());
    CHECK(job.matches() == second);
}
