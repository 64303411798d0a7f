// The cells of one column: a value per row, of which a mostly empty column keeps only what is there. A
// book that took in many files has hundreds of columns that few rows fill: those must cost next to
// nothing, and a full column must stay a plain array.
#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace domain {

using Row = uint32_t;
inline constexpr Row kNoRow = 0xFFFFFFFFu;

// Two layouts with one meaning. Dense: a value for every row. Sparse: a bit for every row up to the last
// full one, and the values of the rows whose bit is set, in their order. Which of them it is depends on how
// many rows are full, changes by itself (fewer than one row in sixteen: sparse; more than one in eight:
// dense) and never shows.
template <class T>
class Cells {
public:
    explicit Cells(T empty) : empty_(empty) {}

    T operator[](Row row) const {
        if (!sparse_) [[likely]]
            return values_[row];
        return sparse_at(row);
    }
    Row size() const { return rows_; }
    Row full_count() const { return full_; }  // rows that are not empty
    bool any_full(Row begin, Row end) const;
    // Calls visit(row, value) for the rows of [begin, end) that are not empty, in their order.
    template <class F>
    void for_each_full(Row begin, Row end, F&& visit) const;
    bool is_dense() const { return !sparse_; }
    std::span<const T> dense() const { return values_; }  // of a dense column: every row's value
    std::vector<T> to_vector() const;
    // So many rows will come: the column, once it is dense, grows without being moved. Changes nothing that can be
    // seen.
    void reserve(Row rows) {
        expected_ = std::max(expected_, rows);
        if (!sparse_) values_.reserve(rows);
    }
    size_t room() const { return sparse_ ? std::max(rows_, expected_) : values_.capacity(); }  // rows
    size_t memory_bytes() const { return values_.capacity() * sizeof(T) + blocks_.capacity() * sizeof(Block); }

    void set(Row row, T value);
    void push_back(T value);
    void resize(Row rows);  // new rows are empty
    // Rows [begin, end) of another column behind these. Each value that is not empty becomes what `make`
    // gives for it, which must not be empty.
    template <class F>
    void append(const Cells& from, Row begin, Row end, F&& make);
    void append(const Cells& from) {
        append(from, 0, from.size(), [](T value) { return value; });
    }
    // Replaces the values that are not empty, in the order of rows, by what `make` gives: not empty either.
    template <class F>
    void remake(F&& make);

private:
    static constexpr Row kBlockRows = 64;
    static constexpr Row kLeastRows = 1024;  // below, a plain array costs little
    struct Block {
        uint64_t full = 0;  // a bit a row
        Row before = 0;     // full rows in earlier blocks
    };
    static uint64_t bit_of(Row row) { return uint64_t{1} << row % kBlockRows; }
    static size_t place_in(const Block& block, uint64_t bit) {
        return block.before + static_cast<size_t>(std::popcount(block.full & (bit - 1)));
    }
    bool full_at(Row row) const { return !((*this)[row] == empty_); }
    [[gnu::noinline]] T sparse_at(Row row) const;
    template <class F>
    void for_each_block(Row begin, Row end, F&& visit) const;  // until it gives false
    void choose_layout(uint64_t full, Row rows);
    Block& reach_block(Row row);
    void make_sparse();
    void make_dense();
    void cut(Row rows);
    void set_sparse(Row row, T value, bool full);

    T empty_;
    bool sparse_ = false;
    Row rows_ = 0, full_ = 0;
    Row expected_ = 0;  // said by reserve
    std::vector<T> values_;
    std::vector<Block> blocks_;  // of the sparse layout
};

template <class T>
T Cells<T>::sparse_at(Row row) const {
    if (row / kBlockRows >= blocks_.size()) return empty_;
    const Block& block = blocks_[row / kBlockRows];
    return block.full & bit_of(row) ? values_[place_in(block, bit_of(row))] : empty_;
}

// The blocks that rows [begin, end) lie in: visit(block, its first row, the bits of those rows).
template <class T>
template <class F>
void Cells<T>::for_each_block(Row begin, Row end, F&& visit) const {
    const Row known = static_cast<Row>(std::min<uint64_t>(end, uint64_t{blocks_.size()} * kBlockRows));
    for (Row at = begin; at < known;) {
        const Row first = at / kBlockRows * kBlockRows, stop = std::min(known - first, kBlockRows) + first;
        const uint64_t bits = ~uint64_t{0} >> (kBlockRows - (stop - at)) << at % kBlockRows;
        if (!visit(blocks_[first / kBlockRows], first, bits)) return;
        at = stop;
    }
}

template <class T>
bool Cells<T>::any_full(Row begin, Row end) const {
    bool any = false;
    if (full_ == 0) return any;
    if (!sparse_) {
        for (Row row = begin; row < end && !any; ++row) any = full_at(row);
        return any;
    }
    for_each_block(begin, end, [&](const Block& block, Row, uint64_t bits) {
        any = (block.full & bits) != 0;
        return !any;
    });
    return any;
}

template <class T>
template <class F>
void Cells<T>::for_each_full(Row begin, Row end, F&& visit) const {
    if (full_ == 0) return;
    if (!sparse_) {
        for (Row row = begin; row < end; ++row)
            if (!(values_[row] == empty_)) visit(row, values_[row]);
        return;
    }
    for_each_block(begin, end, [&](const Block& block, Row first, uint64_t bits) {
        uint64_t left = block.full & bits;
        size_t place = left == 0 ? 0 : place_in(block, left & (~left + 1));
        for (; left != 0; left &= left - 1) visit(first + static_cast<Row>(std::countr_zero(left)), values_[place++]);
        return true;
    });
}

template <class T>
std::vector<T> Cells<T>::to_vector() const {
    if (!sparse_) return values_;
    std::vector<T> all(rows_, empty_);
    for_each_full(0, rows_, [&](Row row, const T& value) { all[row] = value; });
    return all;
}

template <class T>
void Cells<T>::set(Row row, T value) {
    const bool full = !(value == empty_);
    const bool was_full = full_at(row);
    if (sparse_ && full && !was_full) choose_layout(uint64_t{full_} + 1, rows_);
    if (sparse_) return set_sparse(row, value, full);
    values_[row] = value;
    full_ += static_cast<Row>(full) - static_cast<Row>(was_full);
}

template <class T>
void Cells<T>::set_sparse(Row row, T value, bool full) {
    if (!full && row / kBlockRows >= blocks_.size()) return;
    Block& block = reach_block(row);
    const auto place = values_.begin() + static_cast<std::ptrdiff_t>(place_in(block, bit_of(row)));
    const bool was_full = (block.full & bit_of(row)) != 0;
    if (was_full && full) *place = value;
    if (was_full == full) return;
    if (full) values_.insert(place, value);
    else values_.erase(place);
    block.full ^= bit_of(row);
    const Row change = full ? Row{1} : ~Row{0};
    full_ += change;
    for (size_t later = row / kBlockRows + 1; later < blocks_.size(); ++later) blocks_[later].before += change;
}

template <class T>
void Cells<T>::push_back(T value) {
    const bool full = !(value == empty_);
    choose_layout(uint64_t{full_} + full, rows_ + 1);
    if (!sparse_) {
        values_.push_back(value);
    } else if (full) {
        reach_block(rows_).full |= bit_of(rows_);
        values_.push_back(value);
    }
    ++rows_;
    full_ += full;
}

template <class T>
void Cells<T>::resize(Row rows) {
    if (rows < rows_) cut(rows);
    choose_layout(full_, rows);
    if (!sparse_) values_.resize(rows, empty_);
    rows_ = rows;
}

template <class T>
void Cells<T>::cut(Row rows) {
    if (sparse_) {
        if (rows / kBlockRows < blocks_.size()) {
            Block& last = blocks_[rows / kBlockRows];
            last.full &= bit_of(rows) - 1;
            full_ = last.before + static_cast<Row>(std::popcount(last.full));
            blocks_.resize(rows / kBlockRows + 1);
            values_.resize(full_, empty_);
        }
    } else {
        for_each_full(rows, rows_, [&](Row, const T&) { --full_; });
        values_.resize(rows, empty_);
    }
    rows_ = rows;
}

template <class T>
template <class F>
void Cells<T>::append(const Cells& from, Row begin, Row end, F&& make) {
    Row coming = from.full_;
    if (begin > 0 || end < from.rows_) {
        coming = 0;
        from.for_each_full(begin, end, [&](Row, const T&) { ++coming; });
    }
    const Row first = rows_;
    choose_layout(uint64_t{full_} + coming, first + (end - begin));
    rows_ += end - begin;
    if (!sparse_ && !from.sparse_) {
        values_.insert(values_.end(), from.values_.begin() + begin, from.values_.begin() + end);
        for (Row row = first; row < rows_; ++row)
            if (!(values_[row] == empty_)) values_[row] = make(values_[row]);
        full_ += coming;
        return;
    }
    if (!sparse_) values_.resize(rows_, empty_);
    from.for_each_full(begin, end, [&](Row row, const T& value) {
        const Row to = first + (row - begin);
        if (sparse_) {
            reach_block(to).full |= bit_of(to);
            values_.push_back(make(value));
        } else {
            values_[to] = make(value);
        }
        ++full_;
    });
}

template <class T>
template <class F>
void Cells<T>::remake(F&& make) {
    for (T& value : values_)
        if (!(value == empty_)) value = make(value);
}

// The layout for so many rows, so many of them full.
template <class T>
void Cells<T>::choose_layout(uint64_t full, Row rows) {
    if (!sparse_ && rows >= kLeastRows && full < rows / 16) make_sparse();
    else if (sparse_ && (rows < kLeastRows || full > rows / 8)) make_dense();
}

// All full rows so far lie in it or before it, or it is there already.
template <class T>
typename Cells<T>::Block& Cells<T>::reach_block(Row row) {
    if (row / kBlockRows >= blocks_.size()) blocks_.resize(row / kBlockRows + 1, Block{0, full_});
    return blocks_[row / kBlockRows];
}

template <class T>
void Cells<T>::make_sparse() {
    const std::vector<T> all = std::exchange(values_, {});
    values_.reserve(full_);
    full_ = 0;
    sparse_ = true;
    for (Row row = 0; row < all.size(); ++row) {
        if (all[row] == empty_) continue;
        reach_block(row).full |= bit_of(row);
        values_.push_back(all[row]);
        ++full_;
    }
}

template <class T>
void Cells<T>::make_dense() {
    std::vector<T> all;
    all.reserve(std::max(rows_, expected_));
    all.resize(rows_, empty_);
    for_each_full(0, rows_, [&](Row row, const T& value) { all[row] = value; });
    values_ = std::move(all);
    blocks_ = {};
    sparse_ = false;
}

}  // namespace domain
