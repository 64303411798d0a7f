// Everything that was ever written on one lead, picked out of the steps as they are told, in any order and any number
// of times. Not the words for it (view_history.cpp), and not the reading of steps (session_history.cpp).
#pragma once

#include "domain/book.h"
#include "storage/commit.h"

#include <string>
#include <vector>

namespace app {

// One write on a register of the lead: a cell, or a member of a multi-choice.
struct LeadWrite {
    enum class Kind : uint8_t { creation, created_cell, cell, member };
    Kind kind = Kind::cell;  // created_cell: the value a cell had from the beginning
    domain::Stamp stamp;
    std::string key;
    domain::FieldKind field_kind = domain::FieldKind::text;
    std::string member;
    domain::Value value;  // of a member true or false
    domain::Stamps seen;
    storage::CommitKind how = storage::CommitKind::edit;  // of the step it came with
    storage::Label label;

    bool on_register_of(const LeadWrite& other) const { return key == other.key && field_kind == other.field_kind && member == other.member; }
};

class LeadHistory {
public:
    explicit LeadHistory(domain::RowId lead) : lead_(lead) {}

    domain::RowId lead() const { return lead_; }
    void take(const storage::Commit& commit);
    // What the book knows and no step told: of books whose oldest steps are not kept.
    void take_from(const domain::Book& book);

    const std::vector<LeadWrite>& writes() const { return writes_; }  // newest first
    // What stood there before, to its writer's knowledge: what it saw, else the newest older write; null if nothing.
    const LeadWrite* before(const LeadWrite& write) const;
    uint64_t revision() const { return revision_; }

private:
    void take_op(const domain::Op& op, const storage::Commit& commit);
    void take_creation(const domain::Op& op, const domain::CreateRows& batch, const storage::Commit& commit);
    void take_created_cells(const domain::Table& table, domain::Row row);
    void take_registers(const domain::Table& table, domain::Row row, size_t column);
    void add(LeadWrite write);

    domain::RowId lead_;
    std::vector<LeadWrite> writes_;
    uint64_t revision_ = 0;
};

}  // namespace app
