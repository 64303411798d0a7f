// The book's columns: each a plain array over all rows of a table, made for questions of the form
// "for all leads". They know no stamps; domain/table.h decides who wins.
#pragma once

#include "domain/value.h"

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <variant>
#include <vector>

namespace domain {

using Row = uint32_t;
inline constexpr Row kNoRow = 0xFFFFFFFFu;

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
    std::unordered_map<std::string, uint32_t> codes_;
};

// All texts in one arena; a folded twin beside it for search. A rewritten cell leaves its old bytes
// behind; the arena is packed when more than half of it is waste.
class TextColumn {
public:
    std::string_view at(Row row) const { return {arena_.data() + begins_[row], lengths_[row]}; }
    std::string_view folded_at(Row row) const { return {folded_.data() + folded_begins_[row], folded_lengths_[row]}; }
    void resize(Row rows);
    void set(Row row, std::string_view text);
    void append(const TextColumn& batch);
    void reserve(size_t rows, size_t bytes);
    void push(std::string_view text);  // one more row
    Row size() const { return static_cast<Row>(lengths_.size()); }
    size_t bytes() const { return std::max(arena_.size(), folded_.size()); }
    size_t memory_bytes() const;

private:
    void pack();
    void reach(std::string& arena, size_t more);
    std::string arena_, folded_;
    std::vector<uint32_t> begins_, lengths_, folded_begins_, folded_lengths_;
    size_t waste_bytes_ = 0;
};

// Codes of a dictionary.
struct ChoiceColumn {
    Dictionary dictionary;
    std::vector<uint32_t> codes;  // 0 is empty
    std::string_view at(Row row) const { return dictionary.text(codes[row]); }
};

// Sets of members: each distinct set is stored once, `sets[codes[row]]` lists member codes, sorted.
struct MultiChoiceColumn {
    Dictionary members;
    std::vector<std::vector<uint32_t>> sets{{}};
    std::vector<uint32_t> codes;  // 0 is the empty set
    uint32_t set_code(std::vector<uint32_t> sorted_members);
    Members at(Row row) const;
    std::unordered_map<std::string, uint32_t> set_codes;  // bytes of the member list -> code
};

inline constexpr int64_t kNoNumber = INT64_MIN;
inline constexpr int32_t kNoDay = INT32_MIN;

struct NumberColumn {  // millionths
    std::vector<int64_t> values;
};
struct MoneyColumn {
    std::vector<int64_t> minor;
    std::vector<uint32_t> currency;  // packed base::Currency
};
struct DateColumn {
    std::vector<int32_t> days;
};
struct InstantColumn {
    std::vector<int64_t> millis;
};
struct FlagColumn {
    std::vector<uint8_t> values;  // 0 empty, 1 no, 2 yes
};
struct ReferenceColumn {  // rows of the target table in a book; kNoRow is empty
    std::vector<Row> rows;
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
    void reserve(Row rows);  // as long texts as so far
    // References are not handled by value/set: see Table.
    Value value(Row row) const;
    void set(Row row, const Value& value);
    void push(const Value& value);  // resize by one and set
    bool empty_at(Row row) const;
    size_t memory_bytes() const;
};

// An empty column of this kind; `in_operation` chooses ReferenceBatch over ReferenceColumn.
Column make_column(std::string_view key, FieldKind kind, bool in_operation);

}  // namespace domain
