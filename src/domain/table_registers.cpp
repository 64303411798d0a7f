// What a table keeps of writes beyond the value that is shown: in full only where cell and stamp do not tell all.
#include "domain/table.h"

namespace domain {

Register Table::told_by_cell(Row row, size_t column) const {
    const Stamp* own = cell_stamps_.find(row, column);
    const bool plain = own && columns_[column].kind != FieldKind::reference;
    return plain ? Register{{{*own, columns_[column].value(row)}}, {}} : Register{};
}

Register Table::cell_register(Row row, size_t column) const {
    const Register* more = cell_registers_.find(row, column);
    return more ? *more : told_by_cell(row, column);
}

void Table::keep(Row row, size_t column, Register known) {
    if (known == told_by_cell(row, column)) cell_registers_.erase(row, column);
    else cell_registers_.at_or_new(row, column) = std::move(known);
}

Register Table::told_by_member(Row row, size_t column, uint32_t member) const {
    const MemberStamps* own = member_stamps_.find(row, column);
    if (!own) return {};
    const auto known = own->find(member);
    return known == own->end() ? Register{} : Register{{{known->second.stamp, known->second.present}}, {}};
}

Register Table::member_register(Row row, size_t column, uint32_t member) const {
    if (const MemberRegisters* more = member_registers_.find(row, column))
        if (const auto known = more->find(member); known != more->end()) return known->second;
    return told_by_member(row, column, member);
}

void Table::keep_member(Row row, size_t column, uint32_t member, Register known) {
    if (known != told_by_member(row, column, member)) {
        member_registers_.at_or_new(row, column)[member] = std::move(known);
        return;
    }
    if (!member_registers_.find(row, column)) return;
    MemberRegisters& more = member_registers_.at_or_new(row, column);
    more.erase(member);
    if (more.empty()) member_registers_.erase(row, column);
}

// Members whose stamps do not count any more beside that of the row's creation.
void Table::forget_member_stamps(Row row, size_t column, Stamp created) {
    MemberStamps& own = member_stamps_.at_or_new(row, column);
    std::map<uint32_t, Register> known;
    for (const auto& [code, member] : own)
        if (member.stamp <= created) known.emplace(code, member_register(row, column, code));
    std::erase_if(own, [&](const auto& entry) { return entry.second.stamp <= created; });
    if (own.empty()) member_stamps_.erase(row, column);
    for (auto& [code, writes] : known) keep_member(row, column, code, std::move(writes));
}

}  // namespace domain
