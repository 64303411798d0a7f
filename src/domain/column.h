// The book's columns: each the cells of all rows of a table (domain/cells.h), made for questions of the
// form "for all leads". They know no stamps; domain/table.h decides who wins.
#pragma once

#include "domain/cells.h"
#include "domain/value.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <variant>
#include <vector>

namespace domain {

// A dictionary of texts: code 0 is the empty text. Codes never change.
class Dictionary {
public:
    Dictionary();
    uint32_t code(std::string_view text);                       // added if new
    std::optional<uint32_t> find(std::string_view text) const;
    std::string_view text(uint32_t code) const { return texts_[code]; }
    size_t size() const { return texts_.size(); }
    const std::vector<std::string>& texts() const { return texts_; }

private:
    std::vector<std::string> texts_;
    struct Hash {
        using is_transparent = void;
        size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
    };
    std::unordered_map<std::string, uint32_t, Hash, std::equal_to<>> codes_;
};

// Where a text lies in an arena.
struct TextPlace {
    uint32_t begin = 0, length = 0;
    bool operator==(const TextPlace&) const = default;
};

// All texts in one arena; a folded twin beside it for search. A rewritten cell leaves its old bytes
// behind; the arena is packed when more than half of it is waste.
class TextColumn {
public:
    std::string_view at(Row row) const { return text_at(arena_, places_[row]); }
    std::string_view folded_at(Row row) const { return text_at(folded_, folded_places_[row]); }
    void resize(Row rows);
    void set(Row row, std::string_view text);
    void append(const TextColumn& batch);
    void reserve(Row rows);  // as long texts as so far
    void reserve_bytes(size_t bytes);
    void push(std::string_view text);  // one more row
    Row size() const { return places_.size(); }
    const Cells<TextPlace>& places() const { return places_; }
    size_t memory_bytes() const;

private:
    static std::string_view text_at(const std::string& arena, TextPlace place) {
        return {arena.data() + place.begin, place.length};
    }
    TextPlace add(std::string_view text);
    TextPlace add_folded(std::string_view text);
    void pack();
    void reach(std::string& arena, size_t more);
    std::string arena_, folded_;
    Cells<TextPlace> places_{TextPlace{}}, folded_places_{TextPlace{}};
    size_t waste_bytes_ = 0;
};

// Codes of a dictionary.
struct ChoiceColumn {
    Dictionary dictionary;
    Cells<uint32_t> codes{0};  // 0 is empty
    std::string_view at(Row row) const { return dictionary.text(codes[row]); }
};

// Sets of members: each distinct set is stored once, `sets[codes[row]]` lists member codes, sorted.
struct MultiChoiceColumn {
    Dictionary members;
    std::vector<std::vector<uint32_t>> sets{{}};
    Cells<uint32_t> codes{0};  // 0 is the empty set
    uint32_t set_code(std::vector<uint32_t> sorted_members);
    Members at(Row row) const;
    std::unordered_map<std::string, uint32_t> set_codes;  // bytes of the member list -> code
};

inline constexpr int64_t kNoNumber = INT64_MIN;
inline constexpr int32_t kNoDay = INT32_MIN;

struct NumberColumn {  // millionths
    Cells<int64_t> values{kNoNumber};
};
struct MoneyColumn {
    Cells<int64_t> minor{kNoNumber};
    Cells<uint32_t> currency{0};  // packed base::Currency
};
struct DateColumn {
    Cells<int32_t> days{kNoDay};
};
struct InstantColumn {
    Cells<int64_t> millis{kNoNumber};
};
struct FlagColumn {
    Cells<uint8_t> values{0};  // 0 empty, 1 no, 2 yes
};
struct ReferenceColumn {  // rows of the target table in a book; kNoRow is empty
    Cells<Row> rows{kNoRow};
};
struct ReferenceBatch {  // the same in an operation, where only ids are known
    std::vector<RowId> ids;
};

using ColumnData = std::variant<TextColumn, ChoiceColumn, MultiChoiceColumn, NumberColumn, MoneyColumn,
                                DateColumn, InstantColumn, FlagColumn, ReferenceColumn, ReferenceBatch>;

// A column of one field. `as_typed` holds the few cells whose text does not parse as the kind; the
// typed cell is then empty.
struct Column {
    std::string key;
    FieldKind kind = FieldKind::text;
    ColumnData data;
    std::unordered_map<Row, std::string> as_typed;

    Row size() const;
    void resize(Row rows);
    void reserve(Row rows);
    // References are not handled by value/set: see Table.
    Value value(Row row) const;
    void set(Row row, const Value& value);
    void push(const Value& value);  // resize by one and set
    bool empty_at(Row row) const;
    bool any_full(Row begin, Row end) const;  // some row of these has a value, be it as typed
    // Calls visit(row) for each row of [begin, end) that has a value; those as typed come last.
    template <class F>
    void for_each_full(Row begin, Row end, F&& visit) const;
    size_t memory_bytes() const;
};

// The cells that tell which rows of a book's column are full: of money the amounts.
inline const Cells<TextPlace>& cells_of(const TextColumn& column) { return column.places(); }
inline const Cells<uint32_t>& cells_of(const ChoiceColumn& column) { return column.codes; }
inline const Cells<uint32_t>& cells_of(const MultiChoiceColumn& column) { return column.codes; }
inline const Cells<int64_t>& cells_of(const NumberColumn& column) { return column.values; }
inline const Cells<int64_t>& cells_of(const MoneyColumn& column) { return column.minor; }
inline const Cells<int32_t>& cells_of(const DateColumn& column) { return column.days; }
inline const Cells<int64_t>& cells_of(const InstantColumn& column) { return column.millis; }
inline const Cells<uint8_t>& cells_of(const FlagColumn& column) { return column.values; }
inline const Cells<Row>& cells_of(const ReferenceColumn& column) { return column.rows; }

template <class F>
void Column::for_each_full(Row begin, Row end, F&& visit) const {
    const auto with = [&](const auto& cells) {
        cells.for_each_full(begin, end, [&](Row row, const auto&) { visit(row); });
        for (const auto& [row, text] : as_typed)
            if (row >= begin && row < end && !cells.any_full(row, row + 1)) visit(row);
    };
    std::visit(
        [&]<class T>(const T& column) {
            if constexpr (!std::is_same_v<T, ReferenceBatch>) return with(cells_of(column));
            for (Row row = begin; row < end; ++row)
                if (!empty_at(row)) visit(row);
        },
        data);
}

// An empty column of this kind; `in_operation` chooses ReferenceBatch over ReferenceColumn.
Column make_column(std::string_view key, FieldKind kind, bool in_operation);

}  // namespace domain
