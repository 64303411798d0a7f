// Columns of an operation as bytes. Arrays lie in the file as in memory (little endian); those that
// are mostly empty list only their full rows.
#include "base/check.h"
#include "storage/op_codec.h"

#include <algorithm>
#include <bit>
#include <map>

namespace storage {
namespace {

using base::ByteReader;
using base::ByteWriter;
using domain::Cells;
using domain::Row;

static_assert(std::endian::native == std::endian::little);

enum Layout : uint8_t { kDense = 0, kSparse = 1 };

// --- plain arrays with a value that means empty ---------------------------------------------------

template <class T>
void write_array(ByteWriter& out, const Cells<T>& values) {
    const size_t full = values.full_count();
    if (full * (sizeof(T) + 2) >= size_t{values.size()} * sizeof(T)) {
        out.u8(kDense);
        return out.column(values.to_vector());
    }
    out.u8(kSparse);
    std::vector<T> present;
    present.reserve(full);
    out.varint(full);
    Row previous = 0;
    values.for_each_full(0, values.size(), [&](Row row, T value) {
        out.varint(row - previous);
        previous = row;
        present.push_back(value);
    });
    out.column(present);
}

template <class T>
void fill(Cells<T>& cells, const std::vector<T>& values) {
    for (const T value : values) cells.push_back(value);
}

template <class T>
bool read_array(ByteReader& reader, Row rows, Cells<T>& values) {
    const uint8_t layout = reader.u8();
    if (layout > kSparse) return false;
    if (layout == kDense) {
        fill(values, reader.column<T>());
        if (values.size() != rows) reader.fail();
        return true;
    }
    const uint64_t full = reader.varint();
    if (full > rows || full > reader.remaining()) return reader.fail(), true;
    std::vector<Row> places;
    uint64_t row = 0;
    for (uint64_t i = 0; i < full; ++i) {
        const uint64_t step = reader.varint();
        if ((i > 0 && step == 0) || step >= rows - row) return reader.fail(), true;
        row += step;
        places.push_back(static_cast<Row>(row));
    }
    const std::vector<T> present = reader.column<T>();
    if (reader.failed() || present.size() != places.size()) return reader.fail(), true;
    for (size_t i = 0; i < places.size(); ++i) {
        values.resize(places[i]);
        values.push_back(present[i]);
    }
    values.resize(rows);
    return true;
}

// --- dictionaries and codes -----------------------------------------------------------------------

void write_dictionary(ByteWriter& out, const domain::Dictionary& dictionary) {
    out.varint(dictionary.size() - 1);
    for (size_t code = 1; code < dictionary.size(); ++code) out.text(dictionary.text(static_cast<uint32_t>(code)));
}

void read_dictionary(ByteReader& reader, domain::Dictionary& dictionary) {
    const uint64_t words = reader.varint();
    if (words > reader.remaining()) reader.fail();
    for (uint64_t i = 0; i < words && !reader.failed(); ++i)
        if (dictionary.code(reader.text()) != i + 1) reader.fail();  // a word twice
}

template <class T>
void write_narrow(ByteWriter& out, const Cells<uint32_t>& codes) {
    std::vector<T> narrow(codes.size());
    codes.for_each_full(0, codes.size(), [&](Row row, uint32_t code) { narrow[row] = static_cast<T>(code); });
    out.column(narrow);
}

template <class T>
std::vector<uint32_t> read_narrow(ByteReader& reader) {
    const std::vector<T> codes = reader.column<T>();
    return {codes.begin(), codes.end()};
}

void write_codes(ByteWriter& out, const Cells<uint32_t>& codes, size_t alphabet) {
    if (alphabet <= 0x100) write_narrow<uint8_t>(out, codes);
    else if (alphabet <= 0x10000) write_narrow<uint16_t>(out, codes);
    else write_narrow<uint32_t>(out, codes);
}

void read_codes(ByteReader& reader, Row rows, size_t alphabet, Cells<uint32_t>& cells) {
    const std::vector<uint32_t> codes = alphabet <= 0x100     ? read_narrow<uint8_t>(reader)
                                        : alphabet <= 0x10000 ? read_narrow<uint16_t>(reader)
                                                              : reader.column<uint32_t>();
    const bool good = codes.size() == rows &&
                      std::all_of(codes.begin(), codes.end(), [&](uint32_t code) { return code < alphabet; });
    if (good) fill(cells, codes);
    else reader.fail();
}

void write_sets(ByteWriter& out, const domain::MultiChoiceColumn& multi) {
    out.varint(multi.sets.size() - 1);
    for (size_t i = 1; i < multi.sets.size(); ++i) {
        out.varint(multi.sets[i].size());
        for (uint32_t member : multi.sets[i]) out.varint(member);
    }
}

void read_sets(ByteReader& reader, domain::MultiChoiceColumn& multi) {
    const uint64_t sets = reader.varint();
    if (sets > reader.remaining()) reader.fail();
    for (uint64_t i = 0; i < sets && !reader.failed(); ++i) {
        const uint64_t size = reader.varint();
        if (size > reader.remaining()) return reader.fail();
        std::vector<uint32_t> members;
        for (uint64_t k = 0; k < size; ++k) {
            const uint64_t member = reader.varint();
            if (member >= multi.members.size() || (k > 0 && member <= members.back())) return reader.fail();
            members.push_back(static_cast<uint32_t>(member));
        }
        if (multi.set_code(std::move(members)) != i + 1) reader.fail();  // empty, or a set twice
    }
}

// --- each kind of column --------------------------------------------------------------------------

struct DataWriter {
    ByteWriter& out;

    void operator()(const domain::TextColumn& texts) const {
        for (Row row = 0; row < texts.size(); ++row) out.varint(texts.at(row).size());
        for (Row row = 0; row < texts.size(); ++row) out.raw(texts.at(row));
    }
    void operator()(const domain::ChoiceColumn& choice) const {
        write_dictionary(out, choice.dictionary);
        write_codes(out, choice.codes, choice.dictionary.size());
    }
    void operator()(const domain::MultiChoiceColumn& multi) const {
        write_dictionary(out, multi.members);
        write_sets(out, multi);
        write_codes(out, multi.codes, multi.sets.size());
    }
    void operator()(const domain::NumberColumn& numbers) const { write_array(out, numbers.values); }
    void operator()(const domain::MoneyColumn& money) const {
        write_array(out, money.minor);
        write_array(out, money.currency);
    }
    void operator()(const domain::DateColumn& dates) const { write_array(out, dates.days); }
    void operator()(const domain::InstantColumn& instants) const { write_array(out, instants.millis); }
    void operator()(const domain::FlagColumn& flags) const { write_array(out, flags.values); }
    void operator()(const domain::ReferenceColumn&) const { CHECK(!"an operation knows ids, not rows"); }
    void operator()(const domain::ReferenceBatch& references) const {
        // Ids mostly come from few replicas and lie close together: a replica by number (0 is
        // "empty") and the distance from the id before.
        std::map<domain::Replica, uint64_t> numbers;
        for (domain::RowId id : references.ids)
            if (id.valid()) numbers.try_emplace(id.replica, 0);
        out.varint(numbers.size());
        uint64_t next = 0;
        for (auto& [replica, number] : numbers) {
            number = ++next;
            out.fixed64(replica);
        }
        uint64_t previous = 0;
        for (domain::RowId id : references.ids) {
            out.varint(id.valid() ? numbers.at(id.replica) : 0);
            if (!id.valid()) continue;
            out.signed_varint(static_cast<int64_t>(id.sequence - previous));
            previous = id.sequence;
        }
    }
};

struct DataReader {
    ByteReader& reader;
    Row rows;

    bool operator()(domain::TextColumn& texts) const {
        if (rows > reader.remaining()) return reader.fail(), true;
        std::vector<uint64_t> sizes(rows);
        uint64_t total = 0;
        for (uint64_t& size : sizes) {
            size = reader.varint();
            if (size > reader.remaining()) return reader.fail(), true;
            total += size;
        }
        if (total > reader.remaining()) return reader.fail(), true;
        const std::string_view all = reader.raw(static_cast<size_t>(total));
        texts.reserve_bytes(all.size());
        size_t begin = 0;
        for (uint64_t size : sizes) {
            texts.push(all.substr(begin, static_cast<size_t>(size)));
            begin += static_cast<size_t>(size);
        }
        return true;
    }
    bool operator()(domain::ChoiceColumn& choice) const {
        read_dictionary(reader, choice.dictionary);
        read_codes(reader, rows, choice.dictionary.size(), choice.codes);
        return true;
    }
    bool operator()(domain::MultiChoiceColumn& multi) const {
        read_dictionary(reader, multi.members);
        read_sets(reader, multi);
        read_codes(reader, rows, multi.sets.size(), multi.codes);
        return true;
    }
    bool operator()(domain::NumberColumn& numbers) const { return read_array(reader, rows, numbers.values); }
    bool operator()(domain::MoneyColumn& money) const {
        return read_array(reader, rows, money.minor) &&
               read_array(reader, rows, money.currency);
    }
    bool operator()(domain::DateColumn& dates) const { return read_array(reader, rows, dates.days); }
    bool operator()(domain::InstantColumn& instants) const { return read_array(reader, rows, instants.millis); }
    bool operator()(domain::FlagColumn& flags) const {
        if (!read_array(reader, rows, flags.values)) return false;
        flags.values.for_each_full(0, flags.values.size(), [&](Row, uint8_t flag) {
            if (flag > 2) reader.fail();
        });
        return true;
    }
    bool operator()(domain::ReferenceColumn&) const { CHECK(!"an operation knows ids, not rows"); }
    bool operator()(domain::ReferenceBatch& references) const {
        const uint64_t replicas = reader.varint();
        if (replicas > reader.remaining() / sizeof(uint64_t) || rows > reader.remaining()) return reader.fail(), true;
        std::vector<domain::Replica> by_number(static_cast<size_t>(replicas));
        for (domain::Replica& replica : by_number) replica = reader.fixed64();
        references.ids.resize(rows);
        uint64_t previous = 0;
        for (domain::RowId& id : references.ids) {
            const uint64_t number = reader.varint();
            if (number > by_number.size()) return reader.fail(), true;
            if (number == 0) continue;
            previous += static_cast<uint64_t>(reader.signed_varint());
            if (previous > kMaxNumber) return reader.fail(), true;
            id = {by_number[static_cast<size_t>(number) - 1], previous};
        }
        return true;
    }
};

void write_as_typed(ByteWriter& out, const AsTypedCells& as_typed) {
    const std::map<Row, std::string_view> ordered(as_typed.begin(), as_typed.end());
    out.varint(ordered.size());
    for (const auto& [row, text] : ordered) {
        out.varint(row);
        out.text(text);
    }
}

void read_as_typed(ByteReader& reader, Row rows, domain::Column& column) {
    const uint64_t count = reader.varint();
    if (count > reader.remaining()) reader.fail();
    for (uint64_t i = 0; i < count && !reader.failed(); ++i) {
        const uint64_t row = reader.varint();
        if (row >= rows) return reader.fail();
        if (!column.as_typed.emplace(static_cast<Row>(row), reader.text()).second) reader.fail();
    }
}

}  // namespace

void write_column(ByteWriter& out, const domain::Column& column) {
    out.text(column.key);
    out.u8(static_cast<uint8_t>(column.kind));
    std::visit(DataWriter{out}, column.data);
    write_as_typed(out, column.as_typed);
}

void write_text_column(ByteWriter& out, const domain::Column& like, const std::vector<std::string_view>& texts, const AsTypedCells& as_typed) {
    out.text(like.key);
    out.u8(static_cast<uint8_t>(like.kind));
    for (std::string_view text : texts) out.varint(text.size());
    for (std::string_view text : texts) out.raw(text);
    write_as_typed(out, as_typed);
}

bool read_column(ByteReader& reader, Row rows, domain::Column& column) {
    const std::string_view key = read_key(reader);
    domain::FieldKind kind;
    if (!read_kind(reader, kind)) return false;
    column = domain::make_column(key, kind, true);
    if (!std::visit(DataReader{reader, rows}, column.data)) return false;
    read_as_typed(reader, rows, column);
    return true;
}

}  // namespace storage
