// Who is forgotten leaves the steps that tell of them, and nobody else does.
#include "core/storage_tab.h"
#include "storage/scrub.h"

#include <doctest/doctest.h>

using domain::FieldKind;
using domain::RowId;
using domain::TableKind;
using storage::CellEdit;
using storage::ConflictEdit;
using storage::EntryEdit;
using storage::MemberEdit;
using tests::DiskState;
using tests::Random;
using tests::Tab;
using FileKind = storage::FileName::Kind;

namespace {

constexpr RowId kForgotten{7, 1}, kOther{7, 2};

domain::Book book_with_one_forgotten() {
    domain::Book book;
    for (const RowId id : {kForgotten, kOther}) domain::apply(book, {id.replica, id.sequence, {id.sequence, 7}, {}, domain::create_one(TableKind::leads, {{"name", std::string("x")}})});
    domain::apply(book, {7, 3, {3, 7}, {}, domain::create_one(TableKind::companies, {{"name", std::string("y")}})});
    domain::apply(book, {7, 4, {4, 7}, {}, domain::Forget{kForgotten}});
    return book;
}

storage::Edit restored(RowId id) {
    return ConflictEdit{CellEdit{TableKind::leads, id, "deleted", FieldKind::yes_no, true, false}, {}, {}, {{"phone", FieldKind::text, std::string("unseen")}}};
}

// All steps of the store, as bytes.
std::string history_of(Tab& tab) {
    std::string all;
    tab.store.read_history([&](const storage::NumberedCommit& step) { return all += storage::encode(step.commit), true; }, [](const storage::HistoryRead&) {});
    tab.disk.settle();
    return all;
}

storage::Commit forgetting(Tab& tab, domain::Row row) {
    storage::Commit commit = tab.step("");
    commit.edits.clear();
    commit.ops[0].change = domain::Forget{tab.book().leads.id(row)};
    return commit;
}

}  // namespace

TEST_CASE("scrub: what can be undone of a forgotten person goes, what can be undone of others stays") {
    const domain::Book book = book_with_one_forgotten();
    storage::Commit commit;
    const std::vector<storage::Edit> theirs = {
        CellEdit{TableKind::leads, kForgotten, "name", FieldKind::text, std::string("a"), std::string("b")},
        MemberEdit{TableKind::leads, kForgotten, "tags", "vip", false, true},
        ConflictEdit{CellEdit{TableKind::leads, kForgotten, "phone", FieldKind::text, std::string("1"), std::string("2")}, {std::string("3")}, {}, {}},
        restored(kForgotten),
    };
    const std::vector<storage::Edit> of_others = {
        CellEdit{TableKind::leads, kOther, "name", FieldKind::text, std::string("a"), std::string("b")},
        CellEdit{TableKind::companies, {7, 3}, "name", FieldKind::text, std::string("a"), std::string("b")},
        CellEdit{TableKind::leads, {9, 9}, "name", FieldKind::text, std::string("a"), std::string("b")},  // not in this book
        EntryEdit{"model/x", "1", "2"},
        ConflictEdit{EntryEdit{"model/x", "1", "2"}, {std::string("3")}, {}, {}},
        restored(kOther),
    };
    commit.edits = theirs;
    commit.edits.insert(commit.edits.end(), of_others.begin(), of_others.end());
    REQUIRE(storage::scrub(commit, book));
    CHECK(commit.edits == of_others);
    CHECK_FALSE(storage::scrub(commit, book));
    CHECK(commit.edits == of_others);
}

TEST_CASE("scrub: where nobody is forgotten nothing goes") {
    storage::Commit commit;
    commit.label = {"step.edit", {{"name", "Anders"}}};
    CHECK_FALSE(storage::scrub(commit, domain::Book{}));
    CHECK(commit.label.arguments[0].second == "Anders");
}

TEST_CASE("forget: a file of steps that is damaged may hold the person, and goes as a whole; of a merged one what is whole stays") {
    Random random;
    INFO("seed ", random.seed());
    for (const bool merged : {false, true}) {
        CAPTURE(merged);
        const auto state = std::make_shared<DiskState>();
        storage::StoreLimits limits = tests::small_limits(100);
        if (!merged) limits.merging.of_the_lowest = limits.merging.most_units = 1000;
        Tab tab(state, random, {}, limits);
        REQUIRE(tab.open());
        for (const char* name : {"Anders", "Budi", "Citra", "Dewi"}) {
            tab.add(name);
            tab.disk.settle();
        }
        std::string damaged;
        for (auto& [name, bytes] : state->files) {
            const auto parsed = storage::parse_name(name);
            if (parsed.kind != (merged ? FileKind::merged : FileKind::segment) || parsed.number != 1) continue;
            damaged = name;
            bytes[static_cast<const std::string&>(bytes).find("Anders")] = 'O';
        }
        REQUIRE_FALSE(damaged.empty());
        REQUIRE(tab.append(forgetting(tab, 1)));
        tab.disk.settle();
        REQUIRE(tab.store.forgetting_due(tab.book()));
        tab.store.forget_in_files(tab.book(), tab.now);
        tab.disk.settle();
        REQUIRE(tab.compact());
        CHECK_FALSE(tab.store.forgetting_error());
        CHECK_FALSE(state->files.contains(damaged));
        const std::string left = history_of(tab);
        CHECK(left.find("Citra") != std::string::npos);
        for (const auto& file : state->files)
            for (const char* gone : {"Onders", "Budi"}) CHECK_MESSAGE(file.second.find(gone) == std::string::npos, file.first);
        Tab again(state, random, {}, limits);
        REQUIRE(again.open());
        CHECK(tests::dump(again.book()) == tests::dump(tab.book()));
    }
}

TEST_CASE("forget: what comes back wrong from the disk deletes nothing, and is tried again after the next step") {
    Random random;
    INFO("seed ", random.seed());
    const auto state = std::make_shared<DiskState>();
    Tab tab(state, random);
    REQUIRE(tab.open());
    tab.add("Anders");
    REQUIRE(tab.append(forgetting(tab, 0)));
    tab.disk.settle();
    tab.store.forget_in_files(tab.book(), tab.now);
    const auto before = state->files;
    const auto damage = [&] {
        for (auto& [name, bytes] : state->files)
            if (!before.contains(name)) bytes[bytes.size() / 2] ^= 1;
    };
    while (tab.disk.step()) damage();
    REQUIRE(tab.store.forgetting_error());
    CHECK(tab.store.forgetting_error()->code == "store.read_back");
    CHECK_FALSE(tab.store.forgetting_due(tab.book()));
    for (const auto& file : before) CHECK_MESSAGE(state->files.contains(file.first), file.first);
    tab.add("Budi");
    tab.disk.settle();
    REQUIRE(tab.store.forgetting_due(tab.book()));
    tab.store.forget_in_files(tab.book(), tab.now);
    tab.disk.settle();
    REQUIRE(tab.compact());
    CHECK_FALSE(tab.store.forgetting_due(tab.book()));
    CHECK(history_of(tab).find("Anders") == std::string::npos);
}

TEST_CASE("forget: a tab that lost the pen takes nobody out of the files, and says that it writes no more") {
    Random random;
    INFO("seed ", random.seed());
    const auto state = std::make_shared<DiskState>();
    Tab tab(state, random);
    REQUIRE(tab.open());
    tab.add("Anders");
    REQUIRE(tab.append(forgetting(tab, 0)));
    tab.disk.settle();
    Tab other(state, random);
    REQUIRE(other.open());
    const auto before = state->files;
    tab.store.forget_in_files(tab.book(), tab.now);
    tab.disk.settle();
    CHECK(state->files == before);
    CHECK(tab.store.state().for_good);
    CHECK_FALSE(tab.store.writable());
}
