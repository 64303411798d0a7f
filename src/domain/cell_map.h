// What is said of few cells of a table, by row, then column: stamps of cells written after their row was
// created. Sorted, in pages of rows: it never rehashes or moves as a whole, however many cells there are.
#pragma once

#include "domain/column.h"

#include <algorithm>
#include <span>
#include <utility>
#include <vector>

namespace domain {

template <class T>
class CellMap {
public:
    struct Cell {
        Row row = 0;
        uint32_t column = 0;
        T value{};
    };

    const T* find(Row row, size_t column) const {
        if (row / kPageRows >= pages_.size()) return nullptr;
        const Page& page = pages_[row / kPageRows];
        const auto place = lower_bound(page, row, column);
        return place != page.end() && is_at(*place, row, column) ? &place->value : nullptr;
    }
    T& at_or_new(Row row, size_t column) {
        if (row / kPageRows >= pages_.size()) pages_.resize(row / kPageRows + 1);
        Page& page = pages_[row / kPageRows];
        const auto place = page.begin() + (lower_bound(page, row, column) - page.begin());
        if (place != page.end() && is_at(*place, row, column)) return place->value;
        ++size_;
        return page.insert(place, Cell{row, static_cast<uint32_t>(column), T{}})->value;
    }
    void erase(Row row, size_t column) {
        if (row / kPageRows >= pages_.size()) return;
        Page& page = pages_[row / kPageRows];
        const auto place = lower_bound(page, row, column);
        if (place == page.end() || !is_at(*place, row, column)) return;
        page.erase(place);
        --size_;
    }
    // A row's cells, by column.
    std::span<const Cell> of_row(Row row) const {
        if (row / kPageRows >= pages_.size()) return {};
        const Page& page = pages_[row / kPageRows];
        const auto begin = lower_bound(page, row, 0);
        auto end = begin;
        while (end != page.end() && end->row == row) ++end;
        return {begin, end};
    }
    // Cells of the rows from `row` to the end of its page, where `row` is the first of one.
    std::span<const Cell> page_of(Row row) const {
        if (row / kPageRows >= pages_.size()) return {};
        return pages_[row / kPageRows];
    }
    size_t size() const { return size_; }
    bool empty() const { return size_ == 0; }

    static constexpr Row kPageRows = 256;

private:
    using Page = std::vector<Cell>;

    static bool is_at(const Cell& cell, Row row, size_t column) { return cell.row == row && cell.column == column; }
    static auto lower_bound(const Page& page, Row row, size_t column) {
        return std::lower_bound(page.begin(), page.end(), std::pair(row, column), [](const Cell& cell, const auto& wanted) {
            return cell.row != wanted.first ? cell.row < wanted.first : cell.column < wanted.second;
        });
    }

    std::vector<Page> pages_;
    size_t size_ = 0;
};

}  // namespace domain
