#include "sim/hand.h"

#include <doctest/doctest.h>

#include "exchange/merge_choice.h"

namespace tests {

using domain::Book;
using domain::FieldKind;
using domain::TableKind;
using domain::Value;

namespace {

constexpr domain::Row kMostLeads = 12, kMostActivities = 20;

}  // namespace

void Hand::begin(const storage::Loaded& loaded) {
    clock_ = domain::Clock(loaded.replica);
    clock_.restore(loaded.clock_ticks);
    next_sequence_ = 1;
}

storage::Commit Hand::edit(Book& book, base::Millis now) {
    storage::Commit commit;
    for (uint64_t left = 1 + random_.below(3); left > 0; --left) write(book, change(book), now, commit);
    return finished(std::move(commit), now, "step.edit");
}

storage::Commit Hand::forget(Book& book, base::Millis now) {
    storage::Commit commit;
    if (book.leads.size() > 0) write(book, domain::Forget{lead(book)}, now, commit);
    return finished(std::move(commit), now, "step.forget");
}

storage::Commit Hand::mark(Book& book, const std::string& path, base::Millis now) {
    storage::Commit commit;
    write(book, domain::SetEntry{path, "1"}, now, commit);
    write(book, change(book), now, commit);
    return finished(std::move(commit), now, "step.mark");
}

storage::Commit Hand::merge(Book& book, const std::string& file, base::Millis now) {
    base::Result<exchange::SnapshotFile> read = exchange::read_snapshot(file);
    REQUIRE(read.ok());
    exchange::OpenedMerge merge = exchange::open_merge(book, std::move(*read), now);
    storage::Commit commit;
    commit.kind = storage::CommitKind::merge;
    const domain::Stamp latest{static_cast<uint64_t>(std::max<base::Millis>(now, 0) + domain::kFutureTolerance) << 16 | 0xFFFF, 0};
    const uint64_t most_ticks = std::max(clock_.last_ticks(), latest.ticks);
    for (domain::Op& op : exchange::chosen_operations(book, merge)) {
        clock_.observe(op.stamp, now);
        domain::apply(book, op);
        commit.ops.push_back(std::move(op));
    }
    REQUIRE(clock_.last_ticks() <= most_ticks);  // a colleague's wrong clock is not catching
    return finished(std::move(commit), now, "step.merge");
}

storage::Commit Hand::finished(storage::Commit commit, base::Millis now, const char* label) {
    commit.at = now;
    commit.label.key = label;
    commit.clock_ticks = clock_.last_ticks();
    return commit;
}

void Hand::write(Book& book, domain::Change change, base::Millis now, storage::Commit& commit) {
    for (domain::Change& part : domain::uniform_parts(book, std::move(change))) {
        domain::Op op;
        op.replica = clock_.replica();
        op.sequence = next_sequence_;
        op.seen = domain::seen_by(book, part);
        domain::Stamp above = domain::current_stamp(book, part);
        for (const domain::Stamp seen : op.seen) above = std::max(above, seen);
        op.stamp = clock_.next(now, domain::sequences_used(part), above);
        next_sequence_ += domain::sequences_used(part);
        op.change = std::move(part);
        domain::apply(book, op);
        commit.ops.push_back(std::move(op));
    }
}

domain::RowId Hand::lead(const Book& book) { return book.leads.id(static_cast<domain::Row>(random_.below(book.leads.size()))); }
std::string Hand::word() { return random_.letters_of("abcdef", 1 + random_.below(12)); }

domain::Change Hand::creation(const Book& book) {
    if (book.leads.size() == 0 || (book.leads.size() < kMostLeads && random_.chance(50)))
        return domain::create_one(TableKind::leads, {{"name", word()}, {"phone", word()}, {"tags", domain::Members{"new"}}});
    return domain::create_one(TableKind::activities, {{"lead", lead(book)}, {"type", std::string("call")}, {"note", word()}});
}

domain::Change Hand::change(const Book& book) {
    const bool room = book.leads.size() < kMostLeads || book.activities.size() < kMostActivities;
    if (book.leads.size() == 0 || (room && random_.chance(20))) return creation(book);
    switch (random_.below(8)) {
        case 0: return domain::SetMember{TableKind::leads, lead(book), "tags", random_.letters_of("abc", 1), random_.chance(60)};
        case 1: return domain::SetEntry{"model/default/" + random_.letters_of("abcd", 1), random_.chance(20) ? "" : std::to_string(random_.below(50))};
        case 2: return domain::SetField{TableKind::leads, lead(book), "deleted", FieldKind::yes_no, random_.chance(50)};
        case 3: return domain::SetRange{TableKind::leads, lead(book), 1 + static_cast<domain::Row>(random_.below(3)), "owner", FieldKind::choice, word()};
        case 4: return domain::SetField{TableKind::leads, lead(book), "value", FieldKind::money, base::Money{random_.between(0, 100'000), base::currency_from_code("NOK")}};
        case 5: return domain::SetField{TableKind::leads, lead(book), "of a later version", FieldKind::text, random_.chance(50) ? Value{word()} : Value{domain::AsTyped{word()}}};
        case 6: return random_.chance(20) ? domain::Change{domain::Unknown{"of a later version", word()}} : domain::Change{domain::SetField{TableKind::leads, lead(book), "notes", FieldKind::text, word()}};
        default: return domain::SetField{TableKind::leads, lead(book), random_.chance(50) ? "phone" : "name", FieldKind::text, random_.chance(10) ? Value{} : Value{word()}};
    }
}

}  // namespace tests
