// The two structures that grow with the book without ever being made anew as a whole, against plain maps.
#include "core/support/book_generator.h"
#include "domain/cell_map.h"
#include "domain/lead_index.h"

#include <doctest/doctest.h>

#include <map>
#include <set>

using domain::Row;
using tests::Random;

TEST_CASE("law: a cell map holds what a plain map holds, by row and then by column") {
    Random random;
    CAPTURE(random.seed());
    for (int round = 0; round < tests::law_cases(200); ++round) {
        domain::CellMap<int> cells;
        std::map<std::pair<Row, size_t>, int> plain;
        const uint64_t rows = random.chance(50) ? 5 : 2'000;
        for (int i = 0; i < 300; ++i) {
            const Row row = static_cast<Row>(random.below(rows));
            const size_t column = static_cast<size_t>(random.below(4));
            if (random.chance(30)) {
                cells.erase(row, column);
                plain.erase({row, column});
            } else {
                cells.at_or_new(row, column) = i;
                plain[{row, column}] = i;
            }
        }
        CHECK(cells.size() == plain.size());
        CHECK(cells.empty() == plain.empty());
        std::vector<std::pair<std::pair<Row, size_t>, int>> by_row, by_page;
        for (Row row = 0; row < rows; ++row)
            for (const auto& cell : cells.of_row(row)) by_row.push_back({{cell.row, cell.column}, cell.value});
        for (Row row = 0; row < rows; row += domain::CellMap<int>::kPageRows)
            for (const auto& cell : cells.page_of(row)) by_page.push_back({{cell.row, cell.column}, cell.value});
        const std::vector<std::pair<std::pair<Row, size_t>, int>> expected(plain.begin(), plain.end());
        CHECK(by_row == expected);
        CHECK(by_page == expected);
        for (int i = 0; i < 50; ++i) {
            const Row row = static_cast<Row>(random.below(rows + 600));
            const size_t column = static_cast<size_t>(random.below(5));
            const auto known = plain.find({row, column});
            const int* found = cells.find(row, column);
            REQUIRE((found != nullptr) == (known != plain.end()));
            if (found) CHECK(*found == known->second);
        }
    }
}

TEST_CASE("law: a lead's rows come in their order, in whatever order they were put in and taken out") {
    Random random;
    CAPTURE(random.seed());
    for (int round = 0; round < tests::law_cases(200); ++round) {
        domain::LeadIndex index;
        std::map<Row, std::set<Row>> plain;
        std::map<Row, Row> lead_of;
        for (int i = 0; i < 200; ++i) {
            const Row row = static_cast<Row>(random.below(60));
            if (const auto known = lead_of.find(row); known != lead_of.end()) {
                index.remove(known->second, row);
                plain[known->second].erase(row);
                lead_of.erase(known);
                continue;
            }
            const Row lead = static_cast<Row>(random.below(8));
            index.add(lead, row);
            plain[lead].insert(row);
            lead_of[row] = lead;
        }
        for (Row lead = 0; lead < 10; ++lead) {
            std::vector<Row> rows;
            index.for_each(lead, [&](Row row) { rows.push_back(row); });
            CHECK(rows == std::vector<Row>(plain[lead].begin(), plain[lead].end()));
        }
    }
}
