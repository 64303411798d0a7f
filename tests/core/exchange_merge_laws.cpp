// Laws of merging: colleagues who edit, settle, delete and send each other files in any order, with clocks that are
// years apart, with equal stamps and cloned replicas, end with equal books; and no edit is lost on the way: each is
// shown, or stands beside, or was replaced by somebody who saw it.
#include <doctest/doctest.h>

#include "core/support/book_dump.h"
#include "core/support/book_generator.h"
#include "domain/conflicts.h"
#include "exchange/merge_choice.h"
#include "exchange/snapshot.h"

#include <set>

using domain::Book;
using domain::FieldKind;
using domain::Op;
using domain::RowId;
using domain::Stamp;
using domain::TableKind;
using domain::Value;
using tests::Random;

namespace {

constexpr base::Millis kNow = 1'795'000'000'000;
constexpr base::Millis kTenYears = 3650 * base::kMillisPerDay;

struct Peer {
    domain::Clock clock;
    Book book;
    uint64_t next = 1;
    base::Millis skew = 0;
};

// What was ever written where, by whom: the plain model that books are compared with.
struct Written {
    domain::Address address;
    domain::Write write;
};

class Schedule {
public:
    Schedule(uint64_t seed, bool clones) : random_(seed), clones_(clones) {
        const uint64_t peers = 3 + random_.below(6);
        for (uint64_t i = 0; i < peers; ++i) {
            Peer peer{domain::Clock(100 + i), {}, 1, random_.chance(30) ? random_.between(-kTenYears, kTenYears) : 0};
            peers_.push_back(std::move(peer));
        }
        for (int i = 0; i < 3; ++i) create(peers_[0]);
        const std::string file = exchange::write_snapshot(peers_[0].book);
        for (size_t i = 1; i < peers_.size(); ++i) receive(peers_[i], file);
        if (clones_) clone();
    }

    void run(uint64_t moves) {
        for (; moves > 0; --moves) {
            Peer& peer = one_peer();
            const uint64_t dice = random_.below(100);
            if (dice < 50) edit(peer);
            else if (dice < 58) settle(peer);
            else if (dice < 63) create(peer);
            else if (dice < 90) receive(one_peer(), exchange::write_snapshot(peer.book));
            else time_ += static_cast<base::Millis>(random_.below(3));
        }
        // Round the table: the last one has everything, and back again.
        for (size_t i = 0; i + 1 < peers_.size(); ++i) receive(peers_[i + 1], exchange::write_snapshot(peers_[i].book));
        for (size_t i = peers_.size() - 1; i > 0; --i) receive(peers_[i - 1], exchange::write_snapshot(peers_[i].book));
    }

    std::string problem() const {
        const std::string first = exchange::write_snapshot(peers_[0].book);
        for (const Peer& peer : peers_)
            if (exchange::write_snapshot(peer.book) != first) return "two books differ:\n" + tests::difference(tests::dump(peers_[0].book), tests::dump(peer.book));
        for (const Written& written : written_)
            if (!accounted_for(written)) return "an edit is lost: " + written.address.key + written.address.path + " " + to_text(written.write.stamp);
        return {};
    }

private:
    Peer& one_peer() { return peers_[random_.below(peers_.size())]; }

    void clone() {
        Peer copy = peers_[1];
        copy.skew += static_cast<base::Millis>(random_.below(2));
        peers_.push_back(std::move(copy));
    }

    void write(Peer& peer, domain::Change change, bool settles) {
        for (domain::Change& part : domain::uniform_parts(peer.book, std::move(change))) {
            Op op{peer.clock.replica(), peer.next, {}, settles ? domain::standing_at(peer.book, part) : domain::seen_by(peer.book, part), {}};
            Stamp above = domain::current_stamp(peer.book, part);
            for (const Stamp seen : op.seen) above = std::max(above, seen);
            op.stamp = peer.clock.next(kNow + time_ + peer.skew, domain::sequences_used(part), above);
            peer.next += domain::sequences_used(part);
            op.change = std::move(part);
            note(op);
            domain::apply(peer.book, op);
        }
    }

    void note(const Op& op) {
        for (const Stamp seen : op.seen)
            if (seen < op.stamp) replaced_.insert(seen);
        if (const auto* set = std::get_if<domain::SetField>(&op.change))
            written_.push_back({{set->table, set->row, set->key, set->kind, {}, {}}, {op.stamp, domain::without_emptiness(set->value)}});
        if (const auto* set = std::get_if<domain::SetMember>(&op.change))
            written_.push_back({{set->table, set->row, set->key, FieldKind::multi_choice, set->member, {}}, {op.stamp, set->present}});
        if (const auto* set = std::get_if<domain::SetEntry>(&op.change)) written_.push_back({{{}, {}, {}, {}, {}, set->path}, {op.stamp, set->json}});
        if (const auto* set = std::get_if<domain::SetRange>(&op.change))
            for (domain::Row i = 0; i < set->count; ++i) written_.push_back({{set->table, set->first.plus(i), set->key, set->kind, {}, {}}, {op.stamp, set->value}});
    }

    void create(Peer& peer) {
        write(peer, domain::create_one(TableKind::leads, {{"name", word()}, {"phone", word()}}), false);
    }

    RowId lead(const Peer& peer) { return peer.book.leads.id(static_cast<domain::Row>(random_.below(std::min<uint64_t>(peer.book.leads.size(), 4)))); }
    std::string word() { return std::string(1, static_cast<char>('a' + random_.below(6))); }

    domain::Change change(const Peer& peer) {
        switch (random_.below(6)) {
            case 0: return domain::SetMember{TableKind::leads, lead(peer), "tags", word(), random_.chance(60)};
            case 1: return domain::SetEntry{"model/" + word(), random_.chance(20) ? "" : std::to_string(random_.below(5))};
            case 2: return domain::SetField{TableKind::leads, lead(peer), "deleted", FieldKind::yes_no, random_.chance(60)};
            case 3: return domain::SetRange{TableKind::leads, {100, 1}, 3, "deleted", FieldKind::yes_no, random_.chance(50)};
            default: return domain::SetField{TableKind::leads, lead(peer), random_.chance(50) ? "phone" : "name", FieldKind::text, random_.chance(10) ? Value{} : Value{word()}};
        }
    }

    void edit(Peer& peer) { write(peer, change(peer), false); }

    void settle(Peer& peer) {
        const std::vector<domain::Conflict> found = domain::conflicts(peer.book);
        if (found.empty()) return;
        const domain::Conflict& conflict = random_.one_of(found);
        const domain::Address& at = conflict.address;
        const Value value = conflict.deleted || random_.chance(50) ? conflict.shown.value : conflict.others[0].value;
        if (conflict.deleted) write(peer, domain::SetField{at.table, at.row, "deleted", FieldKind::yes_no, random_.chance(50)}, true);
        else if (!at.path.empty()) write(peer, domain::SetEntry{at.path, std::get<std::string>(value)}, true);
        else if (!at.member.empty()) write(peer, domain::SetMember{at.table, at.row, at.key, at.member, value == Value{true}}, true);
        else write(peer, domain::SetField{at.table, at.row, at.key, at.kind, value}, true);
    }

    void receive(Peer& peer, const std::string& file) {
        auto read = exchange::read_snapshot(file);
        REQUIRE(read.ok());
        exchange::OpenedMerge merge = exchange::open_merge(peer.book, std::move(*read), kNow + time_ + peer.skew);
        for (const Op& op : exchange::chosen_operations(peer.book, merge)) {
            peer.clock.observe(op.stamp, kNow + time_ + peer.skew);
            domain::apply(peer.book, op);
        }
    }

    domain::Register known_at(const domain::Address& at) const {
        const Book& book = peers_[0].book;
        if (!at.path.empty()) return book.documents.at(at.path).known();
        const domain::Table& table = book.table(at.table);
        const domain::Row row = table.find(at.row);
        const size_t column = *table.column_index(at.key, at.kind);
        if (at.member.empty()) return table.cell_register(row, column);
        return table.member_register(row, column, *table.multi(at.key)->members.find(at.member));
    }

    bool accounted_for(const Written& written) const {
        const domain::Register known = known_at(written.address);
        for (const Stamp stamp : known.replaced)
            if (!replaced_.contains(stamp)) return false;  // nobody ever said so
        return known.holds(written.write, {});
    }

    Random random_;
    bool clones_;
    base::Millis time_ = 0;
    std::vector<Peer> peers_;
    std::vector<Written> written_;
    std::set<Stamp> replaced_;
};

void check_schedules(int count, bool clones) {
    const uint64_t seed = tests::base_seed();
    MESSAGE(count, " schedules, seeds ", seed, " .. ", seed + static_cast<uint64_t>(count) - 1);
    for (int i = 0; i < count; ++i) {
        Schedule schedule(seed + static_cast<uint64_t>(i), clones);
        schedule.run(10 + static_cast<uint64_t>(i) % 40);
        if (const std::string problem = schedule.problem(); !problem.empty()) FAIL("seed ", seed + static_cast<uint64_t>(i), ": ", problem);
    }
    CHECK(true);
}

}  // namespace

// 150,000 and 50,000 with CORONG_LONG, and a tenth of that where it is watched.
TEST_CASE("merge law: whoever exchanges all files has the same book, and no edit is lost") { check_schedules(tests::law_cases(1'500) * (tests::cases(1) > 1 ? 10 : 1), false); }

TEST_CASE("merge law: nor with a cloned replica that gives its stamps twice") { check_schedules(tests::law_cases(500) * (tests::cases(1) > 1 ? 10 : 1), true); }
