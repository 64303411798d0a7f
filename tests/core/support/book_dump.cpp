#include "core/support/book_dump.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <vector>

namespace tests {
namespace {

domain::Value dump_value(const domain::Book& book, domain::TableKind kind, const domain::Column& column, domain::Row row) {
    const auto* references = std::get_if<domain::ReferenceColumn>(&column.data);
    if (!references) return column.value(row);
    const domain::Field* field = domain::built_in_field(kind, column.key);
    const domain::Row to = references->rows[row];
    if (to == domain::kNoRow) return domain::Empty{};
    return book.table(field ? field->target : domain::TableKind::leads).id(to);
}

// All of a register, but for what its value and stamp tell already.
std::string dump_register(const domain::Register& known) {
    std::string out;
    for (const domain::Write& write : known.standing) out += " stands " + domain::tie_bytes(write.value) + "@" + to_text(write.stamp);
    for (const domain::Stamp stamp : known.replaced) out += " replaced " + to_text(stamp);
    return out;
}

// A cell, if it says anything: its value, and its stamp where that is not the row's own.
std::string dump_cell(const domain::Book& book, const domain::Table& table, size_t index, domain::Row row) {
    const domain::Column& column = table.columns()[index];
    std::string out;
    const domain::Stamp base = table.base_stamp(row);
    if (const auto* multi = std::get_if<domain::MultiChoiceColumn>(&column.data)) {
        std::map<std::string, std::string> members;
        for (const std::string& member : multi->at(row)) members[member] = "+";
        if (const auto* own = table.member_stamps().find(row, index))
            for (const auto& [code, stamp] : *own)
                if (stamp.stamp != base) members[std::string(multi->members.text(code))] += (stamp.present ? "in@" : "out@") + to_text(stamp.stamp);
        for (uint32_t code = 1; code < multi->members.size(); ++code)
            if (const auto known = dump_register(table.member_register(row, index, code)); !known.empty()) members[std::string(multi->members.text(code))] += known;
        for (const auto& [member, how] : members) out += " " + member + how;
        return out;
    }
    const domain::Value value = dump_value(book, table.kind(), column, row);
    if (!std::holds_alternative<domain::Empty>(value)) out += " " + domain::tie_bytes(value);
    if (const domain::Stamp own = table.stamp(row, index); own != base) out += "@" + to_text(own);
    return out + dump_register(table.cell_register(row, index));
}

std::string dump_row(const domain::Book& book, const domain::Table& table, domain::Row row) {
    std::map<std::string, std::string> cells;
    for (size_t index = 0; index < table.columns().size(); ++index) {
        const domain::Column& column = table.columns()[index];
        if (std::string cell = dump_cell(book, table, index, row); !cell.empty())
            cells[column.key + "/" + std::string(domain::kind_name(column.kind))] = std::move(cell);
    }
    if (cells.empty() && !table.created(row)) return {};  // only referred to
    std::string out = to_text(table.id(row)) + (table.created(row) ? " @" + to_text(table.base_stamp(row)) : " waiting");
    out += table.alive(row) ? " alive" : "";
    for (const auto& [key, cell] : cells) out += "\n    " + key + cell;
    return out + "\n";
}

// Which rows an index gives for each lead, by ids.
std::string dump_index(const domain::Book& book, const domain::LeadIndex& index, domain::TableKind kind) {
    const domain::Table& table = book.table(kind);
    std::map<domain::RowId, std::vector<domain::RowId>> found, expected;
    for (domain::Row lead = 0; lead < book.leads.size(); ++lead)
        index.for_each(lead, [&](domain::Row row) { found[book.leads.id(lead)].push_back(table.id(row)); });
    if (const auto* leads = table.reference("lead"))
        for (domain::Row row = 0; row < table.size(); ++row)
            if (leads->rows[row] != domain::kNoRow) expected[book.leads.id(leads->rows[row])].push_back(table.id(row));
    for (auto* lists : {&found, &expected})
        for (auto& [lead, rows] : *lists) std::sort(rows.begin(), rows.end());
    return found == expected ? "" : "index of " + std::string(domain::table_name(kind)) + " is wrong\n";
}

struct Describe {
    std::string operator()(const domain::CreateRows& c) const {
        std::string out = "CreateRows " + std::string(domain::table_name(c.table)) + " x" + std::to_string(c.count);
        for (const domain::Column& column : c.columns) {
            out += " " + column.key + "[";
            for (domain::Row row = 0; row < c.count; ++row) out += domain::tie_bytes(column.value(row)) + ",";
            out += "]";
        }
        return out;
    }
    std::string operator()(const domain::SetField& c) const {
        return "SetField " + std::string(domain::table_name(c.table)) + " " + to_text(c.row) + " " + c.key + "=" + domain::tie_bytes(c.value);
    }
    std::string operator()(const domain::SetRange& c) const {
        return "SetRange " + std::string(domain::table_name(c.table)) + " " + to_text(c.first) + " x" + std::to_string(c.count) + " " + c.key + "=" + domain::tie_bytes(c.value);
    }
    std::string operator()(const domain::SetMember& c) const {
        return "SetMember " + std::string(domain::table_name(c.table)) + " " + to_text(c.row) + " " + c.key + (c.present ? " +" : " -") + c.member;
    }
    std::string operator()(const domain::SetEntry& c) const { return "SetEntry " + c.path + "=" + c.json; }
    std::string operator()(const domain::Forget& c) const { return "Forget " + to_text(c.lead); }
    std::string operator()(const domain::Unknown& c) const { return "Unknown " + c.kind + " of " + std::to_string(c.raw.size()) + " bytes"; }
};

}  // namespace

std::string dump(const domain::Book& book) {
    std::string out;
    for (domain::TableKind kind : domain::kTables) {
        const domain::Table& table = book.table(kind);
        std::map<domain::RowId, std::string> rows;
        domain::Row alive = 0;
        for (domain::Row row = 0; row < table.size(); ++row) {
            rows[table.id(row)] = dump_row(book, table, row);
            alive += table.alive(row) ? 1 : 0;
        }
        out += std::string(domain::table_name(kind)) + "\n";
        if (alive != table.alive_count()) out += "alive_count is wrong\n";
        for (const auto& [id, row] : rows) out += row;
    }
    out += dump_index(book, book.activities_by_lead, domain::TableKind::activities);
    out += dump_index(book, book.tasks_by_lead, domain::TableKind::tasks);
    out += dump_index(book, book.deals_by_lead, domain::TableKind::deals);
    for (const auto& [path, entry] : book.documents) out += path + " = " + entry.json + " @" + to_text(entry.stamp) + dump_register(entry.known()) + "\n";
    for (domain::RowId id : book.forgotten) out += "forgotten " + to_text(id) + "\n";
    for (const auto& [id, op] : book.unknown) {
        const auto& unknown = std::get<domain::Unknown>(op.change);
        out += "unknown " + to_text(domain::RowId{id.first, id.second}) + " " + unknown.kind + " " + unknown.raw + " @" + to_text(op.stamp) + "\n";
    }
    return out;
}

std::string describe(const domain::Op& op) {
    std::string seen;
    for (const domain::Stamp stamp : op.seen) seen += " saw " + std::to_string(stamp.ticks) + "@" + std::to_string(stamp.replica);
    return "op " + to_text(domain::RowId{op.replica, op.sequence}) + " @" + std::to_string(op.stamp.ticks) + "@" + std::to_string(op.stamp.replica) + " " + std::visit(Describe{}, op.change) + seen;
}

// Lines of one text that the other lacks.
std::string difference(const std::string& a, const std::string& b) {
    const auto lines = [](const std::string& text) {
        std::vector<std::string> out;
        for (size_t at = 0; at < text.size();) {
            const size_t end = std::min(text.find('\n', at), text.size());
            out.push_back(text.substr(at, end - at));
            at = end + 1;
        }
        std::sort(out.begin(), out.end());
        return out;
    };
    const auto left = lines(a), right = lines(b);
    std::vector<std::string> only_a, only_b;
    std::set_difference(left.begin(), left.end(), right.begin(), right.end(), std::back_inserter(only_a));
    std::set_difference(right.begin(), right.end(), left.begin(), left.end(), std::back_inserter(only_b));
    std::string out;
    for (const std::string& line : only_a) out += "  only first:  " + line + "\n";
    for (const std::string& line : only_b) out += "  only second: " + line + "\n";
    return out;
}

}  // namespace tests
