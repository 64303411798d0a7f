// Who wrote without knowing of whom: stories of two colleagues, told by the operations they exchange.
#include <doctest/doctest.h>

#include "core/support/book_dump.h"
#include "core/support/book_generator.h"
#include "domain/conflicts.h"

using domain::Book;
using domain::Conflict;
using domain::FieldKind;
using domain::Op;
using domain::RowId;
using domain::TableKind;
using domain::Value;

namespace {

// A copy of the book with somebody who edits it; what they do is kept, to be sent.
struct Colleague {
    explicit Colleague(domain::Replica replica) : clock(replica) {}

    Op write(domain::Change change, bool settles = false) {
        Op op{clock.replica(), next++, {}, settles ? domain::standing_at(book, change) : domain::seen_by(book, change), {}};
        domain::Stamp above = domain::current_stamp(book, change);
        for (const domain::Stamp seen : op.seen) above = std::max(above, seen);
        op.stamp = clock.next(now++, domain::sequences_used(change), above);
        op.change = std::move(change);
        domain::apply(book, op);
        done.push_back(op);
        return op;
    }
    void set(std::string_view key, Value value, bool settles = false) {
        const FieldKind kind = domain::built_in_field(TableKind::leads, key)->kind;
        write(domain::SetField{TableKind::leads, kKari, std::string(key), kind, std::move(value)}, settles);
    }
    void tag(std::string_view tag, bool present) { write(domain::SetMember{TableKind::leads, kKari, "tags", std::string(tag), present}); }
    void take_from(const Colleague& other) {
        for (const Op& op : other.done) domain::apply(book, op);
    }
    std::string shown(std::string_view key) const { return to_text(book.leads.value(0, key)); }

    static constexpr RowId kKari{7, 1};
    Book book;
    domain::Clock clock;
    uint64_t next = 1;
    base::Millis now = 1'000'000;
    std::vector<Op> done;
};

struct Two {
    Colleague ada{7}, budi{8};

    Two() {
        ada.write(domain::create_one(TableKind::leads, {{"name", std::string("Kari")}, {"phone", std::string("1")}}));
        budi.take_from(ada);
        budi.now += 10;
    }
    void exchange() {
        ada.take_from(budi);
        budi.take_from(ada);
        REQUIRE(tests::dump(ada.book) == tests::dump(budi.book));
    }
    std::vector<Conflict> found() const { return domain::conflicts(ada.book); }
};

}  // namespace

TEST_CASE("conflicts: an edit that follows another is none") {
    Two two;
    two.ada.set("phone", std::string("11"));
    two.exchange();
    two.budi.set("phone", std::string("22"));
    two.budi.set("phone", std::string("33"));
    two.exchange();
    CHECK(two.ada.shown("phone") == "33");
    CHECK(two.found().empty());
}

TEST_CASE("conflicts: two edits that did not know of each other both stand") {
    Two two;
    two.ada.set("phone", std::string("11"));
    two.budi.set("phone", std::string("22"));
    two.exchange();
    CHECK(two.ada.shown("phone") == "22");
    REQUIRE(two.found().size() == 1);
    const Conflict conflict = two.found()[0];
    CHECK(conflict.address.key == "phone");
    CHECK(conflict.shown.value == Value{std::string("22")});
    REQUIRE(conflict.others.size() == 1);
    CHECK(conflict.others[0].value == Value{std::string("11")});
    CHECK(conflict.others[0].stamp.replica == 7);
}

TEST_CASE("conflicts: an edit on top of one that is in conflict leaves the other standing") {
    Two two;
    two.ada.set("phone", std::string("11"));
    two.budi.set("phone", std::string("22"));
    two.exchange();
    two.budi.set("phone", std::string("33"));
    two.exchange();
    REQUIRE(two.found().size() == 1);
    CHECK(two.found()[0].others[0].value == Value{std::string("11")});
}

TEST_CASE("conflicts: whoever settles one settles it for everybody") {
    Two two;
    two.ada.set("phone", std::string("11"));
    two.budi.set("phone", std::string("22"));
    two.exchange();
    two.ada.set("phone", std::string("11"), true);
    two.exchange();
    CHECK(two.found().empty());
    CHECK(two.budi.shown("phone") == "11");
}

TEST_CASE("conflicts: the same value twice, and an edit of something else, are none") {
    Two two;
    two.ada.set("phone", std::string("11"));
    two.budi.set("phone", std::string("11"));
    two.ada.set("notes", std::string("called"));
    two.exchange();
    CHECK(two.found().empty());
}

TEST_CASE("conflicts: emptied here, changed there") {
    Two two;
    two.ada.set("phone", Value{});
    two.budi.set("phone", std::string("22"));
    two.exchange();
    REQUIRE(two.found().size() == 1);
    CHECK(two.found()[0].others[0].value == Value{});
}

TEST_CASE("conflicts: a tag put in here and taken out there, when both had it") {
    Two two;
    two.ada.tag("vip", true);
    two.exchange();
    two.ada.tag("vip", false);
    two.budi.tag("vip", false);
    two.budi.tag("vip", true);
    two.exchange();
    REQUIRE(two.found().size() == 1);
    CHECK(two.found()[0].address.member == "vip");
    CHECK(two.found()[0].shown.value == Value{true});
}

TEST_CASE("conflicts: deleted by one, written by another who did not know") {
    Two two;
    two.ada.set("phone", std::string("11"));
    two.ada.set("deleted", true);
    CHECK(two.found().empty());  // who deletes has seen what is there
    two.budi.set("notes", std::string("wants a call"));
    two.exchange();
    REQUIRE(two.found().size() == 1);
    CHECK(two.found()[0].deleted);
    CHECK(two.found()[0].address.key == "notes");
    two.budi.set("deleted", true, true);
    two.exchange();
    CHECK(two.found().empty());
}

TEST_CASE("conflicts: of an entry of a document") {
    Two two;
    two.ada.write(domain::SetEntry{"model/default/rule/role/points", "10"});
    two.budi.write(domain::SetEntry{"model/default/rule/role/points", "20"});
    two.exchange();
    REQUIRE(two.found().size() == 1);
    CHECK(two.found()[0].address.path == "model/default/rule/role/points");
    CHECK(two.found()[0].others[0].value == Value{std::string("10")});
}

TEST_CASE("a range that is written again comes in parts that each replace one write") {
    Two two;
    for (int i = 0; i < 4; ++i) two.ada.write(domain::create_one(TableKind::leads, {{"name", std::string("more")}}));
    const domain::SetRange range{TableKind::leads, {7, 1}, 5, "deleted", FieldKind::yes_no, true};
    two.ada.write(domain::SetField{TableKind::leads, {7, 3}, "phone", FieldKind::text, std::string("9")});
    const auto parts = domain::uniform_parts(two.ada.book, range);
    REQUIRE(parts.size() == 3);
    CHECK(std::get<domain::SetRange>(parts[0]).count == 2);
    CHECK(std::get<domain::SetField>(parts[1]).row == RowId{7, 3});  // its deleter sees the phone, too
    CHECK(std::get<domain::SetRange>(parts[2]).count == 2);
    for (const domain::Change& part : parts) two.ada.write(part);
    CHECK(domain::uniform_parts(two.ada.book, domain::SetRange{TableKind::leads, {7, 1}, 5, "deleted", FieldKind::yes_no, false}).size() == 3);
    two.exchange();
    CHECK(two.found().empty());
}

TEST_CASE("an edit above a stamp of the far future does not move the clock") {
    domain::Clock clock(9);
    const base::Millis now = 1'000'000;
    const domain::Stamp far{static_cast<uint64_t>(now + 10 * 365 * base::kMillisPerDay) << 16, 8};
    const domain::Stamp edit = clock.next(now, 1, far);
    CHECK(edit > far);
    CHECK(clock.next(now).millis() == now);
}
