#include "app/conflicts.h"

#include "app/messages.h"
#include "base/json.h"
#include "base/text.h"
#include "domain/forget.h"

#include <algorithm>
#include <map>

namespace app {

using namespace domain;
using base::Error;

namespace {

constexpr std::string_view kDocuments = "documents/";

bool is_alive(const Table& table, Row row) { return row != kNoRow && table.alive(row); }

// A value of a key's own kind: others that a file may bring are not what anybody sees.
bool is_shown(const Table& table, const Address& address) {
    const Column* column = table.column(address.key);
    return column && column->kind == address.kind;
}

bool concerns_anybody(const Book& book, const Conflict& conflict, bool of_deletion) {
    const Address& address = conflict.address;
    if (!address.path.empty()) return true;
    const Table& table = book.table(address.table);
    const Row row = table.find(address.row);
    if (row == kNoRow || !table.created(row) || !is_shown(table, address)) return false;
    if (!of_deletion && !table.alive(row)) return false;
    if (address.table == TableKind::leads || address.table == TableKind::companies) return true;
    const Row lead = lead_of(book, address.table, row);
    return lead == kNoRow || is_alive(book.leads, lead);
}

std::vector<Write> each_once(std::vector<Write> writes) {
    std::vector<Write> once;
    for (Write& write : writes) {
        const bool known = std::any_of(once.begin(), once.end(), [&](const Write& one) { return one.value == write.value; });
        if (!known) once.push_back(std::move(write));
    }
    return once;
}

void add_deletion(OpenConflict& open, Conflict conflict) {
    if (conflict.deleted) {
        open.shown = conflict.others.front();
        open.unseen.push_back({std::move(conflict.address), std::move(conflict.shown)});
    } else {
        open.shown = std::move(conflict.shown);
        open.others = each_once(std::move(conflict.others));
    }
}

// Of a key that has a slash, or of a member of a multi-choice.
void set_key(const Book& book, Address& address, std::string_view rest) {
    const Table& table = book.table(address.table);
    const size_t slash = rest.find('/');
    const bool whole = slash == std::string_view::npos || table.column(rest);
    address.key = whole ? rest : rest.substr(0, slash);
    if (!whole) address.member = rest.substr(slash + 1);
    if (const Column* column = table.column(address.key)) address.kind = column->kind;
}

std::optional<Address> address_of(const Book& book, std::string_view id) {
    Address address;
    if (id.starts_with(kDocuments)) {
        address.path = id.substr(kDocuments.size());
        return address.path.empty() ? std::nullopt : std::optional(address);
    }
    const size_t first = id.find('/'), second = first == id.npos ? id.npos : id.find('/', first + 1);
    if (second == id.npos) return std::nullopt;
    const auto table = table_from_name(id.substr(0, first));
    const auto row = row_id_from_text(id.substr(first + 1, second - first - 1));
    if (!table || !row) return std::nullopt;
    address.table = *table;
    address.row = *row;
    set_key(book, address, id.substr(second + 1));
    return address;
}

}  // namespace

std::vector<OpenConflict> open_conflicts(const Book& book, std::vector<Conflict> found) {
    std::vector<OpenConflict> open;
    std::map<std::pair<TableKind, RowId>, size_t> deletions;
    for (Conflict& conflict : found) {
        const Address& address = conflict.address;
        const bool of_deletion = conflict.deleted || (address.path.empty() && address.key == kDeletedKey);
        if (!concerns_anybody(book, conflict, of_deletion)) continue;
        if (!of_deletion) {
            open.push_back({address, std::move(conflict.shown), each_once(std::move(conflict.others)), {}});
            continue;
        }
        const auto [place, fresh] = deletions.try_emplace({address.table, address.row}, open.size());
        if (fresh) open.push_back({{address.table, address.row, std::string(kDeletedKey), FieldKind::yes_no, {}, {}}, {}, {}, {}});
        add_deletion(open[place->second], std::move(conflict));
    }
    return open;
}

std::string conflict_id(const Address& address) {
    if (!address.path.empty()) return std::string(kDocuments) + address.path;
    std::string id = std::string(table_name(address.table)) + "/" + to_text(address.row) + "/" + address.key;
    if (!address.member.empty()) id += "/" + address.member;
    return id;
}

base::Result<OpenConflict> open_conflict(const Book& book, std::string_view id) {
    const auto address = address_of(book, id);
    if (!address)
        return Error{"conflict.unknown", "There is no conflict “" + std::string(base::clip(id, 60)) + "”: conflict.list names those there are.", std::string(base::clip(id, 60))};
    for (OpenConflict& open : open_conflicts(book, conflicts_at(book, *address)))
        if (open.address == *address) return std::move(open);
    return Error{"conflict.settled", tr("refused.conflict.settled"), std::string(base::clip(id, 60))};
}

Row lead_behind(const Book& book, const Address& address) {
    if (!address.path.empty() || address.table == TableKind::companies) return kNoRow;
    const Row row = book.table(address.table).find(address.row);
    return row == kNoRow || address.table == TableKind::leads ? row : lead_of(book, address.table, row);
}

std::optional<Field> written_by_hand(const Book& book, const Address& address) {
    if (!address.path.empty() || address.key == kDeletedKey || address.key == "outcome") return std::nullopt;
    if (address.kind == FieldKind::multi_choice || address.kind == FieldKind::reference) return std::nullopt;
    const bool of_people = address.table == TableKind::leads || address.table == TableKind::companies;
    if (!of_people && address.key != "note" && address.key != "reason" && address.key != "title") return std::nullopt;
    return book.field(address.table, address.key);
}

std::optional<std::string> text_entry(const Write& write) {
    const std::string* json = std::get_if<std::string>(&write.value);
    const auto read = json && !json->empty() ? base::parse_json(*json) : base::Result<base::Json>(base::Json());
    return read && read->is_string() ? std::optional(read->get<std::string>()) : std::nullopt;
}

}  // namespace app
