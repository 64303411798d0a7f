#include "query/sort.h"

#include "query/radix.h"

#include <algorithm>
#include <bit>
#include <cstring>

namespace query {
namespace {

using domain::TextColumn;

// Up to eight bytes of a text from `from` on, as a number that sorts like them; shorter texts are
// filled with zeros.
uint64_t bytes_at(std::string_view text, size_t from) {
    uint64_t value = 0;
    if (from >= text.size()) return 0;
    const size_t size = std::min<size_t>(8, text.size() - from);
    if (size == 8) {
        std::memcpy(&value, text.data() + from, 8);
        return __builtin_bswap64(value);
    }
    for (size_t i = 0; i < size; ++i)
        value |= static_cast<uint64_t>(static_cast<unsigned char>(text[from + i])) << (56 - 8 * i);
    return value;
}

struct Keyed {
    uint64_t key;
    Row row;
};

// So long a common beginning is compared text by text: recursion must not go as deep as texts are long.
constexpr size_t kDeepest = 256;

template <class F>
void sort_deep_run(const TextColumn& column, std::vector<Keyed>& keyed, size_t begin, size_t end, F&& same) {
    const auto text = [&](const Keyed& one) { return column.folded_at(one.row); };
    std::sort(keyed.begin() + static_cast<std::ptrdiff_t>(begin), keyed.begin() + static_cast<std::ptrdiff_t>(end),
              [&](const Keyed& a, const Keyed& b) { return text(a) != text(b) ? text(a) < text(b) : a.row < b.row; });
    for (size_t i = begin; i < end;) {
        size_t next = i + 1;
        while (next < end && text(keyed[next]) == text(keyed[i])) ++next;
        same(i, next);
        i = next;
    }
}

// Sorts rows whose texts agree in their first `depth` bytes, and calls `same` for each run of equal texts.
template <class F>
void sort_run(const TextColumn& column, std::vector<Keyed>& keyed, size_t begin, size_t end, size_t depth, F&& same) {
    if (depth > kDeepest) return sort_deep_run(column, keyed, begin, end, same);
    for (size_t i = begin; i < end; ++i) keyed[i].key = bytes_at(column.folded_at(keyed[i].row), depth);
    std::sort(keyed.begin() + static_cast<std::ptrdiff_t>(begin), keyed.begin() + static_cast<std::ptrdiff_t>(end),
              [](const Keyed& a, const Keyed& b) { return a.key != b.key ? a.key < b.key : a.row < b.row; });
    for (size_t i = begin; i < end;) {
        size_t next = i + 1;
        while (next < end && keyed[next].key == keyed[i].key) ++next;
        const bool ends_here = (keyed[i].key & 0xFF) == 0;  // search forms hold no zero bytes
        if (ends_here || next - i == 1) same(i, next);
        else sort_run(column, keyed, i, next, depth + 8, same);
        i = next;
    }
}

// The first pass over all rows goes by radix: two sorts of words that carry half a key and the
// place it came from.
void sort_first_bytes(std::vector<Keyed>& keyed) {
    const size_t size = keyed.size();
    const int place_bits = std::bit_width(size);
    std::vector<uint64_t> words(size), spare(size);
    std::vector<uint32_t> order(size);
    for (size_t i = 0; i < size; ++i) order[i] = static_cast<uint32_t>(i);
    for (const int shift : {0, 32}) {
        for (size_t i = 0; i < size; ++i)
            words[i] = (keyed[order[i]].key >> shift & 0xFFFFFFFFu) << place_bits | order[i];
        radix_sort(words, spare, place_bits, place_bits + 32);
        for (size_t i = 0; i < size; ++i) order[i] = static_cast<uint32_t>(words[i] & ((uint64_t{1} << place_bits) - 1));
    }
    std::vector<Keyed> sorted(size);
    for (size_t i = 0; i < size; ++i) sorted[i] = keyed[order[i]];
    keyed.swap(sorted);
}

// Ranks from 0 for the byte order of the search forms; gives the row that stands for each rank.
std::vector<Row> rank_by_bytes(const TextColumn& column, Row rows, std::vector<uint32_t>& ranks) {
    std::vector<Keyed> keyed;
    keyed.reserve(rows);
    for (Row row = 0; row < rows && row < column.size(); ++row)
        if (const std::string_view text = column.folded_at(row); !text.empty()) keyed.push_back({bytes_at(text, 0), row});
    std::vector<Row> standing;
    if (keyed.empty()) return standing;
    sort_first_bytes(keyed);
    const auto same = [&](size_t begin, size_t end) {
        for (size_t i = begin; i < end; ++i) ranks[keyed[i].row] = static_cast<uint32_t>(standing.size());
        standing.push_back(keyed[begin].row);
    };
    for (size_t i = 0; i < keyed.size();) {
        size_t next = i + 1;
        while (next < keyed.size() && keyed[next].key == keyed[i].key) ++next;
        if (next - i == 1 || (keyed[i].key & 0xFF) == 0) same(i, next);
        else sort_run(column, keyed, i, next, 8, same);
        i = next;
    }
    return standing;
}

}  // namespace

std::vector<uint32_t> text_ranks(const TextColumn& column, Row rows, const base::Locale* locale) {
    std::vector<uint32_t> ranks(rows, kEmptyRank);
    const std::vector<Row> standing = rank_by_bytes(column, rows, ranks);
    if (!locale || !locale->collation_ranks || standing.size() > kCollatedTexts || standing.empty()) return ranks;
    std::vector<std::string_view> texts;
    for (const Row row : standing) texts.push_back(column.at(row));
    const std::vector<uint32_t> in_language = locale->collation_ranks(texts);
    if (in_language.size() != standing.size()) return ranks;
    for (uint32_t& rank : ranks)
        if (rank != kEmptyRank) rank = in_language[rank];
    return ranks;
}

}  // namespace query
