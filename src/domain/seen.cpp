// Questions to the book about a change that is not an operation yet, or not applied: what its writer sees.
#include "domain/book.h"
#include "domain/forget.h"

#include <algorithm>

namespace domain {
namespace {

constexpr std::string_view kDeleted = "deleted";

// Stamp{} where the cell was not written since its row was created.
Stamp own_stamp(const Table& table, RowId id, std::string_view key, FieldKind kind) {
    const Row row = table.find(id);
    const auto column = table.column_index(key, kind);
    const Stamp* own = row == kNoRow || !column ? nullptr : table.cell_stamps().find(row, *column);
    return own ? *own : Stamp{};
}

struct NewestStamp {
    const Book& book;

    Stamp operator()(const CreateRows&) const { return {}; }
    Stamp operator()(const Forget&) const { return {}; }
    Stamp operator()(const Unknown&) const { return {}; }
    Stamp operator()(const SetField& set) const { return cell(set.table, set.row, set.key, set.kind); }
    Stamp operator()(const SetRange& set) const {
        Stamp newest;
        for (Row i = 0; i < set.count; ++i) newest = std::max(newest, cell(set.table, set.first.plus(i), set.key, set.kind));
        return newest;
    }
    Stamp operator()(const SetMember& set) const {
        const Table& table = book.table(set.table);
        const Row row = table.find(set.row);
        if (row == kNoRow) return {};
        const auto column = table.column_index(set.key, FieldKind::multi_choice);
        const auto code = column ? table.multi(set.key)->members.find(set.member) : std::nullopt;
        return code ? table.member_stamp(row, *column, *code) : table.base_stamp(row);
    }
    Stamp operator()(const SetEntry& set) const {
        const auto found = book.documents.find(set.path);
        return found == book.documents.end() ? Stamp{} : found->second.stamp;
    }
    Stamp cell(TableKind kind, RowId id, std::string_view key, FieldKind field_kind) const {
        const Table& table = book.table(kind);
        const Row row = table.find(id);
        if (row == kNoRow) return {};
        const auto column = table.column_index(key, field_kind);
        return column ? table.stamp(row, *column) : table.base_stamp(row);
    }
};

struct Seen {
    const Book& book;

    Stamps operator()(const CreateRows&) const { return {}; }
    Stamps operator()(const Forget&) const { return {}; }
    Stamps operator()(const Unknown&) const { return {}; }
    Stamps operator()(const SetField& set) const {
        const bool deletes = set.key == kDeleted && set.value == Value{true};
        return deletes ? all_of_row(set) : some(own_stamp(book.table(set.table), set.row, set.key, set.kind));
    }
    Stamps operator()(const SetRange& set) const { return some(own_stamp(book.table(set.table), set.first, set.key, set.kind)); }
    Stamps operator()(const SetMember& set) const {
        const Table& table = book.table(set.table);
        const Row row = table.find(set.row);
        const auto column = table.column_index(set.key, FieldKind::multi_choice);
        if (row == kNoRow || !column) return {};
        const auto code = table.multi(set.key)->members.find(set.member);
        const auto* own = table.member_stamps().find(row, *column);
        return code && own && own->contains(*code) ? Stamps{own->at(*code).stamp} : Stamps{};
    }
    Stamps operator()(const SetEntry& set) const {
        const auto found = book.documents.find(set.path);
        return found == book.documents.end() ? Stamps{} : some(found->second.stamp);
    }
    Stamps all_of_row(const SetField& set) const {
        const Table& table = book.table(set.table);
        const Row row = table.find(set.row);
        Stamps seen;
        if (row == kNoRow) return seen;
        for (const auto& cell : table.cell_stamps().of_row(row)) seen.push_back(cell.value);
        for (const auto& cell : table.member_stamps().of_row(row))
            for (const auto& [code, member] : cell.value) seen.push_back(member.stamp);
        std::sort(seen.begin(), seen.end());
        seen.erase(std::unique(seen.begin(), seen.end()), seen.end());
        return seen;
    }
    static Stamps some(Stamp stamp) { return stamp == Stamp{} ? Stamps{} : Stamps{stamp}; }
};

// Whether a range's row must be written by itself: what its deleter sees is more than the one cell.
bool stands_alone(const Book& book, const SetRange& range, Row offset) {
    if (range.key != kDeleted || range.value != Value{true}) return false;
    const Table& table = book.table(range.table);
    const Row row = table.find(range.first.plus(offset));
    if (row == kNoRow || !table.member_stamps().of_row(row).empty()) return row != kNoRow;
    const auto cells = table.cell_stamps().of_row(row);
    return std::any_of(cells.begin(), cells.end(), [&](const auto& cell) { return table.columns()[cell.column].key != kDeleted; });
}

struct Known {
    const Book& book;
    const Op& op;

    bool operator()(const CreateRows&) const { return false; }
    bool operator()(const SetField& set) const { return cell(set.table, set.row, set.key, set.kind, set.value); }
    bool operator()(const SetRange& set) const {
        for (Row i = 0; i < set.count; ++i)
            if (!cell(set.table, set.first.plus(i), set.key, set.kind, set.value)) return false;
        return true;
    }
    bool operator()(const SetMember& set) const {
        const Table& table = book.table(set.table);
        const Row row = table.find(set.row);
        if (row == kNoRow) return false;
        if (is_blanked(book, set.table, row, set.key)) return true;
        const auto column = table.column_index(set.key, FieldKind::multi_choice);
        const auto code = column ? table.multi(set.key)->members.find(set.member) : std::nullopt;
        return code && table.member_register(row, *column, *code).holds({op.stamp, set.present}, op.seen);
    }
    bool operator()(const SetEntry& set) const {
        const auto found = book.documents.find(set.path);
        return found != book.documents.end() && found->second.known().holds({op.stamp, set.json}, op.seen);
    }
    bool operator()(const Forget& forget) const { return book.forgotten.contains(forget.lead); }
    bool operator()(const Unknown&) const { return book.unknown.contains({op.replica, op.sequence}); }
    bool cell(TableKind kind, RowId id, std::string_view key, FieldKind field_kind, const Value& value) const {
        if (field_kind == FieldKind::reference) return true;  // never written
        const Table& table = book.table(kind);
        const Row row = table.find(id);
        if (row == kNoRow) return false;
        if (is_blanked(book, kind, row, key)) return true;
        const auto column = table.column_index(key, field_kind);
        return column && table.cell_register(row, *column).holds({op.stamp, without_emptiness(value)}, op.seen);
    }
};

}  // namespace

Stamp current_stamp(const Book& book, const Change& change) { return std::visit(NewestStamp{book}, change); }
Stamps seen_by(const Book& book, const Change& change) { return std::visit(Seen{book}, change); }
bool is_known(const Book& book, const Op& op) { return std::visit(Known{book, op}, op.change); }

std::vector<Change> uniform_parts(const Book& book, Change change) {
    std::vector<Change> parts;
    const SetRange* range = std::get_if<SetRange>(&change);
    if (!range) {
        parts.push_back(std::move(change));
        return parts;
    }
    const Table& table = book.table(range->table);
    const auto own = [&](Row i) { return own_stamp(table, range->first.plus(i), range->key, range->kind); };
    for (Row begin = 0; begin < range->count;) {
        if (stands_alone(book, *range, begin)) {
            parts.push_back(SetField{range->table, range->first.plus(begin), range->key, range->kind, range->value});
            ++begin;
            continue;
        }
        Row end = begin + 1;
        while (end < range->count && !stands_alone(book, *range, end) && own(end) == own(begin)) ++end;
        parts.push_back(SetRange{range->table, range->first.plus(begin), end - begin, range->key, range->kind, range->value});
        begin = end;
    }
    return parts;
}

}  // namespace domain
