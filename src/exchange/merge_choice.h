// Which of a compared file is taken: all of it, some people, single fields of them. What is not chosen is not applied,
// and a later merge of the same file brings it: what is taken in parts is in the end what is taken at once.
#pragma once

#include "exchange/merge.h"

#include <map>
#include <set>
#include <string>
#include <string_view>

namespace exchange {

// Of one plan; entries by their place in it.
class MergeChoice {
public:
    MergeChoice() = default;
    explicit MergeChoice(size_t entries) : taken_(entries, 1) {}  // all of it

    bool takes(size_t entry) const { return taken_[entry] != 0; }
    // Some of its fields are left out.
    bool takes_part(size_t entry) const { return takes(entry) && left_out_.contains(entry); }
    bool takes_field(size_t entry, std::string_view field) const;
    const std::set<std::string, std::less<>>* left_out(size_t entry) const;

    void choose(size_t entry, bool take);
    // One field of an entry (ComparedField::id), of all that can be chosen. Leaving out the last one leaves out the entry,
    // choosing the first one takes it without the others.
    void choose_field(size_t entry, const std::vector<ComparedField>& fields, std::string_view field, bool take);

    bool takes_everything(const MergePlan& plan) const;  // that would change anything

    // What is lost by the fields left out is not lost.
    struct Spared { uint32_t overwrites = 0, deletions = 0, losing_others = 0; bool own_row = false; };
    Spared spared(size_t entry) const;

private:
    struct LeftOut {
        std::set<std::string, std::less<>> fields;
        Spared spared;
    };
    std::vector<uint8_t> taken_;
    std::map<size_t, LeftOut> left_out_;  // of taken ones
};

struct MergeTotals {
    uint64_t chosen = 0, of = 0;  // entries that bring something
    uint64_t overwrites = 0, deletions = 0;
    // More than 50 deletions or overwrites, or more than 20 % of the leads or of the other rows losing
    // something: needs a confirmation. The share counts from 10 losses on: in a book of three leads a single
    // corrected phone number is a third of it, and a stop that comes with every file is soon agreed to
    // unread. What deletes every lead here stops whatever their number. Code merge.hard_stop; one sentence with the
    // numbers.
    std::optional<base::Error> hard_stop;
};
MergeTotals totals_of(const domain::Book& here, const MergePlan& plan, const MergeChoice& choice);

// The operations of what is chosen, without what would change nothing, in slices. With people come the companies their
// cells name and the labels of their own fields, where this book has none yet. Takes operations out of `file` in the
// end. The books must not change meanwhile.
class MergeCollector {
public:
    MergeCollector(const domain::Book& here, const domain::Book& there, SnapshotFile& file, const MergePlan& plan, const MergeChoice& choice);
    bool step(uint64_t rows);
    double progress() const;
    std::vector<domain::Op> take();

private:
    enum class Pass : uint8_t { people, what_they_need, done };
    // Of rows that follow each other: what is done with them.
    enum class Part : uint8_t { nothing, all, some };
    struct Rows {
        Part part = Part::nothing;
        bool known = false;  // here already: only something of what they were created with is news
        bool operator==(const Rows&) const = default;
    };
    std::optional<size_t> entry_of(domain::TableKind table, domain::RowId row) const;
    bool takes(const domain::Op& op) const;
    bool takes_record(std::optional<size_t> entry, domain::TableKind table, domain::RowId row) const;
    bool takes_over(domain::TableKind table, domain::Row here, domain::Row there) const;
    bool is_of_recreated(const domain::Op& op) const;
    void look_at(const domain::Op& op);
    void need_for(const domain::Op& op);
    bool split(const domain::Op& op, const domain::CreateRows& batch, uint64_t& budget);
    Rows part_of(const domain::CreateRows& batch, domain::RowId row) const;
    bool is_news(domain::TableKind table, domain::RowId row, bool& known) const;
    void put(const domain::Op& op, const domain::CreateRows& batch, domain::Row begin, domain::Row end, Rows rows);
    void note_company(domain::RowId lead);

    const domain::Book& here_;
    const domain::Book& there_;
    SnapshotFile& file_;
    const MergePlan& plan_;
    const MergeChoice& choice_;
    const bool everything_;
    class RowNewsOf;
    std::shared_ptr<const RowNewsOf> news_;
    Pass pass_ = Pass::people;
    size_t next_op_ = 0;
    domain::Row next_row_ = 0, run_begin_ = 0;
    Rows run_;
    std::set<std::string, std::less<>> companies_, labels_;  // that are needed: names, and paths up to the label
    struct Taken {
        size_t place = 0;  // in file_.ops
        std::optional<domain::Op> part;
    };
    std::vector<Taken> taken_;
};

// All of a file at once, for tests and small ones.
struct OpenedMerge {
    SnapshotFile file;
    domain::Book there;
    MergePlan plan;
    MergeChoice choice;
};
OpenedMerge open_merge(const domain::Book& here, SnapshotFile file, base::Millis now);
std::vector<domain::Op> chosen_operations(const domain::Book& here, OpenedMerge& merge);

}  // namespace exchange
