// One person, company or document compared, with what belongs to it. Used by merge.cpp and merge_collect.cpp.
#pragma once

#include "exchange/merge_rows.h"

namespace exchange {

inline constexpr domain::TableKind kRecords[] = {domain::TableKind::activities, domain::TableKind::tasks, domain::TableKind::deals};

// Rows of two tables by id, those with the same id together; kNoRow where a side has none.
class RowsById {
public:
    struct Pair {
        domain::RowId id;
        domain::Row here = domain::kNoRow, there = domain::kNoRow;
    };
    RowsById(const domain::Table& here, const domain::Table& there) : here_(here), there_(there) {}
    std::optional<Pair> next();

private:
    struct Side {
        explicit Side(const domain::Table& table) : run(table.runs_by_id().begin()), end(table.runs_by_id().end()) {}
        bool done() const { return run == end; }
        domain::RowId id() const { return run->second.first_id.plus(offset); }
        domain::Row take();
        std::map<domain::RowId, domain::Run>::const_iterator run, end;
        domain::Row offset = 0;
    };
    Side here_, there_;
};

struct Compared {
    MergeEntry entry;
    bool they_lack = false;
};
// `fields` gets what is not the same, if it is wanted. Whose a record is, their creation of it says, else ours.
Compared compare_person(const RowComparison& rows, const RowsById::Pair& pair, std::vector<ComparedField>* fields);
Compared compare_company(const RowComparison& rows, const RowsById::Pair& pair, std::vector<ComparedField>* fields);
// A record, into whatever it belongs to.
void add_record(const RowComparison& rows, domain::TableKind table, domain::Row here, domain::Row there, Compared& to, std::vector<ComparedField>* fields);
// An entry of a document: null where a side has none.
void add_document(const std::string& path, const domain::Entry* here, const domain::Entry* there, Compared& to, std::vector<ComparedField>* fields);
void add_later(const domain::Book& here, const domain::Book& there, Compared& to, std::vector<ComparedField>* fields);

}  // namespace exchange
