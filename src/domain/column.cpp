#include "domain/column.h"

#include "base/check.h"
#include "base/order.h"
#include "base/text.h"

#include <algorithm>
#include <cstring>

namespace domain {
namespace {

constexpr size_t kLeastWasteToPack = 64 * 1024;
constexpr double kSpare = 1.1;  // of room for texts that may be longer than those so far
constexpr size_t kMostAtOnce = 16u << 20;  // bytes: the first texts may be far longer than the rest

template <class... Ts>
struct Visitor : Ts... {
    using Ts::operator()...;
};
template <class... Ts>
Visitor(Ts...) -> Visitor<Ts...>;

std::string bytes_of(const std::vector<uint32_t>& codes) {
    return {reinterpret_cast<const char*>(codes.data()), codes.size() * sizeof(uint32_t)};
}

size_t memory_of(const Dictionary& dictionary) {
    size_t bytes = 0;
    for (const std::string& text : dictionary.texts()) bytes += 2 * (sizeof(std::string) + text.capacity()) + 16;
    return bytes;
}

Value typed_value(const ColumnData& data, FieldKind kind, Row row) {
    return std::visit(
        Visitor{
            [&](const TextColumn& c) -> Value { return c.at(row).empty() ? Value{} : Value{std::string(c.at(row))}; },
            [&](const ChoiceColumn& c) -> Value { return c.codes[row] == 0 ? Value{} : Value{std::string(c.at(row))}; },
            [&](const MultiChoiceColumn& c) -> Value { return c.codes[row] == 0 ? Value{} : Value{c.at(row)}; },
            [&](const NumberColumn& c) -> Value { return c.values[row] == kNoNumber ? Value{} : Value{base::Decimal{c.values[row]}}; },
            [&](const MoneyColumn& c) -> Value { return c.minor[row] == kNoNumber ? Value{} : Value{base::Money{c.minor[row], {c.currency[row]}}}; },
            [&](const DateColumn& c) -> Value { return c.days[row] == kNoDay ? Value{} : Value{base::Day{c.days[row]}}; },
            [&](const InstantColumn& c) -> Value { return c.millis[row] == kNoNumber ? Value{} : Value{Instant{c.millis[row]}}; },
            [&](const FlagColumn& c) -> Value { return c.values[row] == 0 ? Value{} : Value{c.values[row] == 2}; },
            [&](const ReferenceColumn&) -> Value { CHECK(kind != FieldKind::reference); return {}; },
            [&](const ReferenceBatch& c) -> Value { return c.ids[row].valid() ? Value{c.ids[row]} : Value{}; },
        },
        data);
}

MultiChoiceColumn& set_members(MultiChoiceColumn& column, Row row, const Members* members) {
    std::vector<uint32_t> codes;
    if (members)
        for (const std::string& member : *members) codes.push_back(column.members.code(member));
    base::sort(codes);
    column.codes.set(row, column.set_code(std::move(codes)));
    return column;
}

void set_typed(ColumnData& data, Row row, const Value& value) {
    std::visit(
        Visitor{
            [&](TextColumn& c) { const auto* v = std::get_if<std::string>(&value); c.set(row, v ? *v : std::string_view()); },
            [&](ChoiceColumn& c) { const auto* v = std::get_if<std::string>(&value); c.codes.set(row, v ? c.dictionary.code(*v) : 0); },
            [&](MultiChoiceColumn& c) { set_members(c, row, std::get_if<Members>(&value)); },
            [&](NumberColumn& c) { const auto* v = std::get_if<base::Decimal>(&value); c.values.set(row, v ? v->millionths : kNoNumber); },
            [&](MoneyColumn& c) {
                const auto* v = std::get_if<base::Money>(&value);
                c.minor.set(row, v ? v->minor : kNoNumber);
                c.currency.set(row, v ? v->currency.packed : 0);
            },
            [&](DateColumn& c) { const auto* v = std::get_if<base::Day>(&value); c.days.set(row, v ? v->count : kNoDay); },
            [&](InstantColumn& c) { const auto* v = std::get_if<Instant>(&value); c.millis.set(row, v ? v->millis : kNoNumber); },
            [&](FlagColumn& c) { const auto* v = std::get_if<bool>(&value); c.values.set(row, v ? (*v ? 2 : 1) : 0); },
            [&](ReferenceColumn&) { CHECK(!"references are set by Table"); },
            [&](ReferenceBatch& c) { const auto* v = std::get_if<RowId>(&value); c.ids[row] = v ? *v : RowId{}; },
        },
        data);
}

bool any_typed(const ColumnData& data, Row begin, Row end) {
    return std::visit(
        [&]<class T>(const T& column) {
            if constexpr (!std::is_same_v<T, ReferenceBatch>) return cells_of(column).any_full(begin, end);
            else return std::any_of(column.ids.begin() + begin, column.ids.begin() + end, [](RowId id) { return id.valid(); });
        },
        data);
}

}  // namespace

Dictionary::Dictionary() : texts_{""} { codes_.emplace("", 0); }

uint32_t Dictionary::code(std::string_view text) {
    if (const auto found = find(text)) return *found;
    const uint32_t code = static_cast<uint32_t>(texts_.size());
    texts_.emplace_back(text);
    codes_.emplace(std::string(text), code);
    return code;
}

std::optional<uint32_t> Dictionary::find(std::string_view text) const {
    const auto found = codes_.find(text);
    if (found == codes_.end()) return std::nullopt;
    return found->second;
}

void TextColumn::resize(Row rows) {
    places_.resize(rows);
    folded_places_.resize(rows);
}

void TextColumn::reserve(Row rows) {
    places_.reserve(rows);
    folded_places_.reserve(rows);
    const double bytes = static_cast<double>(std::max(arena_.size(), folded_.size()));
    reserve_bytes(static_cast<size_t>(bytes / std::max<Row>(size(), 1) * rows));
}

void TextColumn::reserve_bytes(size_t bytes) {
    arena_.reserve(bytes);
    folded_.reserve(bytes);
}

// Appends to the arenas; the empty text needs no place.
TextPlace TextColumn::add(std::string_view text) {
    if (text.empty()) return {};
    CHECK(arena_.size() + text.size() < UINT32_MAX && folded_.size() + 3 * text.size() < UINT32_MAX);
    const auto begin = static_cast<uint32_t>(arena_.size());
    arena_.append(text);
    return {begin, static_cast<uint32_t>(text.size())};
}

TextPlace TextColumn::add_folded(std::string_view text) {
    const auto begin = static_cast<uint32_t>(folded_.size());
    base::fold_append(folded_, text);
    const auto length = static_cast<uint32_t>(folded_.size()) - begin;
    return length == 0 ? TextPlace{} : TextPlace{begin, length};
}

void TextColumn::push(std::string_view text) {
    places_.push_back(add(text));
    folded_places_.push_back(add_folded(text));
}

void TextColumn::set(Row row, std::string_view text) {
    waste_bytes_ += places_[row].length;
    places_.set(row, add(text));
    folded_places_.set(row, add_folded(text));
    if (waste_bytes_ > kLeastWasteToPack && waste_bytes_ > arena_.size() / 2) pack();
}

// Room for more bytes, and then for the texts of all rows there is room for: they would be copied again and again.
void TextColumn::reach(std::string& arena, size_t more) {
    const size_t bytes = arena.size() + more;
    if (bytes <= arena.capacity()) return;
    const double of_all = kSpare * static_cast<double>(bytes) / std::max<Row>(size(), 1) * static_cast<double>(places_.room());
    const size_t at_most = std::max(arena.capacity() * 2, bytes + kMostAtOnce);
    arena.reserve(std::max(bytes, static_cast<size_t>(std::min(of_all, static_cast<double>(at_most)))));
}

void TextColumn::append(const TextColumn& batch) {
    CHECK(arena_.size() + batch.arena_.size() < UINT32_MAX && folded_.size() + batch.folded_.size() < UINT32_MAX);
    const auto shift = [](Cells<TextPlace>& to, const Cells<TextPlace>& from, size_t by) {
        to.append(from, 0, from.size(), [&](TextPlace place) { return TextPlace{place.begin + static_cast<uint32_t>(by), place.length}; });
    };
    shift(places_, batch.places_, arena_.size());
    shift(folded_places_, batch.folded_places_, folded_.size());
    reach(arena_, batch.arena_.size());
    reach(folded_, batch.folded_.size());
    arena_ += batch.arena_;
    folded_ += batch.folded_;
    waste_bytes_ += batch.waste_bytes_;
}

void TextColumn::pack() {
    const auto repack = [](std::string& arena, Cells<TextPlace>& places) {
        std::string packed;
        packed.reserve(arena.size() / 2);
        places.remake([&](TextPlace place) {
            const uint32_t begin = static_cast<uint32_t>(packed.size());
            packed.append(arena, place.begin, place.length);
            return TextPlace{begin, place.length};
        });
        arena = std::move(packed);
    };
    repack(arena_, places_);
    repack(folded_, folded_places_);
    waste_bytes_ = 0;
}

size_t TextColumn::memory_bytes() const {
    return arena_.capacity() + folded_.capacity() + places_.memory_bytes() + folded_places_.memory_bytes();
}

uint32_t MultiChoiceColumn::set_code(std::vector<uint32_t> sorted_members) {
    if (sorted_members.empty()) return 0;
    const std::string bytes = bytes_of(sorted_members);
    const auto [entry, added] = set_codes.try_emplace(bytes, static_cast<uint32_t>(sets.size()));
    if (added) sets.push_back(std::move(sorted_members));
    return entry->second;
}

Members MultiChoiceColumn::at(Row row) const {
    Members texts;
    for (uint32_t member : sets[codes[row]]) texts.emplace_back(members.text(member));
    base::sort(texts);
    return texts;
}

Row Column::size() const {
    return std::visit(
        []<class T>(const T& column) {
            if constexpr (std::is_same_v<T, ReferenceBatch>) return static_cast<Row>(column.ids.size());
            else return cells_of(column).size();
        },
        data);
}

void Column::resize(Row rows) {
    std::visit(
        Visitor{
            [&](TextColumn& c) { c.resize(rows); },
            [&](ChoiceColumn& c) { c.codes.resize(rows); },
            [&](MultiChoiceColumn& c) { c.codes.resize(rows); },
            [&](NumberColumn& c) { c.values.resize(rows); },
            [&](MoneyColumn& c) { c.minor.resize(rows); c.currency.resize(rows); },
            [&](DateColumn& c) { c.days.resize(rows); },
            [&](InstantColumn& c) { c.millis.resize(rows); },
            [&](FlagColumn& c) { c.values.resize(rows); },
            [&](ReferenceColumn& c) { c.rows.resize(rows); },
            [&](ReferenceBatch& c) { c.ids.resize(rows); },
        },
        data);
}

void Column::reserve(Row rows) {
    std::visit(
        Visitor{
            [&](TextColumn& c) { c.reserve(rows); },
            [&](ChoiceColumn& c) { c.codes.reserve(rows); },
            [&](MultiChoiceColumn& c) { c.codes.reserve(rows); },
            [&](NumberColumn& c) { c.values.reserve(rows); },
            [&](MoneyColumn& c) { c.minor.reserve(rows); c.currency.reserve(rows); },
            [&](DateColumn& c) { c.days.reserve(rows); },
            [&](InstantColumn& c) { c.millis.reserve(rows); },
            [&](FlagColumn& c) { c.values.reserve(rows); },
            [&](ReferenceColumn& c) { c.rows.reserve(rows); },
            [&](ReferenceBatch& c) { c.ids.reserve(rows); },
        },
        data);
}

Value Column::value(Row row) const {
    if (!as_typed.empty())
        if (const auto found = as_typed.find(row); found != as_typed.end()) return AsTyped{found->second};
    return typed_value(data, kind, row);
}

void Column::set(Row row, const Value& value) {
    if (const AsTyped* typed = std::get_if<AsTyped>(&value)) {
        set_typed(data, row, Empty{});
        as_typed[row] = typed->text;
        return;
    }
    if (!as_typed.empty()) as_typed.erase(row);
    set_typed(data, row, value);
}

void Column::push(const Value& value) {
    resize(size() + 1);
    set(size() - 1, value);
}

bool Column::empty_at(Row row) const { return !as_typed.contains(row) && !any_typed(data, row, row + 1); }

bool Column::any_full(Row begin, Row end) const {
    const auto is_here = [&](const auto& cell) { return cell.first >= begin && cell.first < end; };
    return any_typed(data, begin, end) || std::any_of(as_typed.begin(), as_typed.end(), is_here);
}

size_t Column::memory_bytes() const {
    const size_t typed = as_typed.size() * 64;
    return typed + std::visit(
        Visitor{
            [](const TextColumn& c) { return c.memory_bytes(); },
            [](const ChoiceColumn& c) { return c.codes.memory_bytes() + memory_of(c.dictionary); },
            [](const MultiChoiceColumn& c) { return c.codes.memory_bytes() + memory_of(c.members) + c.sets.size() * 64; },
            [](const MoneyColumn& c) { return c.minor.memory_bytes() + c.currency.memory_bytes(); },
            [](const ReferenceBatch& c) { return c.ids.capacity() * sizeof(RowId); },
            [](const auto& c) { return cells_of(c).memory_bytes(); },
        },
        data);
}

Column make_column(std::string_view key, FieldKind kind, bool in_operation) {
    Column column;
    column.key = key;
    column.kind = kind;
    switch (kind) {
        case FieldKind::text:
        case FieldKind::link: column.data = TextColumn{}; break;
        case FieldKind::choice: column.data = ChoiceColumn{}; break;
        case FieldKind::multi_choice: column.data = MultiChoiceColumn{}; break;
        case FieldKind::number: column.data = NumberColumn{}; break;
        case FieldKind::money: column.data = MoneyColumn{}; break;
        case FieldKind::date: column.data = DateColumn{}; break;
        case FieldKind::instant: column.data = InstantColumn{}; break;
        case FieldKind::yes_no: column.data = FlagColumn{}; break;
        case FieldKind::reference:
            if (in_operation) column.data = ReferenceBatch{};
            else column.data = ReferenceColumn{};
            break;
    }
    return column;
}

}  // namespace domain
