#include "query/radix.h"

#include "query/sort.h"

#include <algorithm>
#include <array>
#include <bit>

namespace query {
namespace {

constexpr int kDigitBits = 11;
constexpr uint32_t kDigits = 1u << kDigitBits;

// A key column as unsigned numbers from 0 that sort the right way.
struct Encoder {
    const KeyColumn* column = nullptr;
    int64_t least = 0, most = 0;
    int bits = 0;

    uint64_t encode(int64_t value) const {
        if (value == column->empty) return static_cast<uint64_t>(most) - static_cast<uint64_t>(least) + 1;
        return column->descending ? static_cast<uint64_t>(most) - static_cast<uint64_t>(value)
                                  : static_cast<uint64_t>(value) - static_cast<uint64_t>(least);
    }
};

// A run of bits of one key.
struct Piece {
    const Encoder* encoder = nullptr;
    int shift = 0, bits = 0;
};

Encoder make_encoder(const KeyColumn& column, const std::vector<Row>& rows) {
    Encoder encoder;
    encoder.column = &column;
    bool any = false, gap = false;
    std::visit(
        [&](const auto& values) {
            int64_t least = INT64_MAX, most = INT64_MIN;
            for (const Row row : rows) {
                const int64_t value = static_cast<int64_t>(values[row]);
                if (value == column.empty) {
                    gap = true;
                    continue;
                }
                least = std::min(least, value);
                most = std::max(most, value);
            }
            any = least <= most;
            if (any) {
                encoder.least = least;
                encoder.most = most;
            }
        },
        column.values);
    const uint64_t range = static_cast<uint64_t>(encoder.most) - static_cast<uint64_t>(encoder.least) + (gap ? 1 : 0);
    encoder.bits = any ? std::bit_width(range) : 0;
    return encoder;
}

// Cuts the keys into groups of at most `room` bits, the least significant group first; in a group
// the most significant piece comes first.
std::vector<std::vector<Piece>> group(const std::vector<Encoder>& encoders, int room) {
    std::vector<std::vector<Piece>> groups;
    int left = 0;
    for (auto encoder = encoders.rbegin(); encoder != encoders.rend(); ++encoder)
        for (int done = 0; done < encoder->bits;) {
            if (left == 0) {
                groups.emplace_back();
                left = room;
            }
            const int bits = std::min(left, encoder->bits - done);
            groups.back().insert(groups.back().begin(), {&*encoder, done, bits});
            done += bits;
            left -= bits;
        }
    return groups;
}

void append_piece(std::vector<uint64_t>& words, const std::vector<Row>& rows, const Piece& piece) {
    const Encoder& encoder = *piece.encoder;
    const uint64_t mask = piece.bits == 64 ? ~uint64_t{0} : (uint64_t{1} << piece.bits) - 1;
    std::visit(
        [&](const auto& values) {
            for (size_t i = 0; i < rows.size(); ++i) {
                const uint64_t code = encoder.encode(static_cast<int64_t>(values[rows[i]]));
                words[i] = words[i] << piece.bits | (code >> piece.shift & mask);
            }
        },
        encoder.column->values);
}

}  // namespace

void radix_sort(std::vector<uint64_t>& words, std::vector<uint64_t>& spare, int low, int high) {
    const size_t size = words.size();
    for (int shift = low; shift < high; shift += kDigitBits) {
        const uint64_t mask = (uint64_t{1} << std::min(kDigitBits, high - shift)) - 1;
        std::array<uint32_t, kDigits> starts{};
        for (const uint64_t word : words) ++starts[word >> shift & mask];
        if (starts[words[0] >> shift & mask] == size) continue;  // all alike in this digit
        uint32_t sum = 0;
        for (uint32_t& start : starts) sum += std::exchange(start, sum);
        const uint64_t* from = words.data();
        uint64_t* to = spare.data();
        for (size_t i = 0; i < size; ++i) to[starts[from[i] >> shift & mask]++] = from[i];
        words.swap(spare);
    }
}

std::vector<Row> order_by(std::vector<Row> rows, std::span<const KeyColumn> keys) {
    if (rows.size() < 2) return rows;
    std::vector<Encoder> encoders;
    for (const KeyColumn& key : keys) encoders.push_back(make_encoder(key, rows));
    const int row_bits = std::bit_width(*std::max_element(rows.begin(), rows.end()));
    std::vector<uint64_t> words, spare(rows.size());
    for (const std::vector<Piece>& pieces : group(encoders, 64 - row_bits)) {
        words.assign(rows.size(), 0);
        int bits = 0;
        for (const Piece& piece : pieces) {
            append_piece(words, rows, piece);
            bits += piece.bits;
        }
        if (row_bits)
            for (size_t i = 0; i < rows.size(); ++i) words[i] = words[i] << row_bits | rows[i];
        radix_sort(words, spare, row_bits, row_bits + bits);
        const uint64_t row_mask = (uint64_t{1} << row_bits) - 1;
        for (size_t i = 0; i < rows.size(); ++i) rows[i] = static_cast<Row>(words[i] & row_mask);
    }
    return rows;
}

}  // namespace query
