// Two people, each with a book of their own, who send each other snapshots: what both have written at the same
// time is shown to both, settled by one for both, and nothing is lost on the way.
#include "app/state.h"
#include "core/support/session_fixture.h"

#include <doctest/doctest.h>

using base::Json;
using tests::MemoryDisk;
using tests::World;

namespace {

struct Person {
    explicit Person(uint64_t seed) : world(disk, seed) {}

    void set(const std::string& id, const std::string& field, const Json& value) { world.run("lead.set", {{"id", id}, {"field", field}, {"value", value}}); }
    std::string shown(const std::string& id, const std::string& key) {
        const Json answer = world.query({{"fields", {key}}, {"limit", 100}});
        for (const Json& row : answer.at("rows"))
            if (row.at("id") == id) return row.at(key).is_string() ? row.at(key).get<std::string>() : row.at(key).dump();
        return "(no such lead)";
    }
    void take(Person& other) { world.import_file("theirs.corong.json", other.world.export_file("snapshot"), {{"confirmed", true}}); }
    Json list() { return world.run("conflict.list"); }
    // The page as it is when the search has come to its end.
    const app::ConflictsView& page() {
        world.session->conflicts();
        world.pump();
        return world.session->conflicts();
    }
    const app::ConflictView& only() {
        const app::ConflictsView& view = page();
        REQUIRE(view.total == 1);
        REQUIRE(view.groups.size() == 1);
        return view.groups[0].conflicts.at(0);
    }

    MemoryDisk disk;
    World world;
};

struct Two {
    Person ada{1}, budi{2};
    std::string kari;

    Two() {
        kari = ada.world.run("lead.create", {{"fields", {{"name", "Kari Nordmann"}, {"company", "Nordlys AS"}, {"phone", "1"}, {"tags", {"north"}}}}}).at("id");
        budi.take(ada);
        tick();
    }
    void tick() {
        ada.world.millis += 60'000;
        budi.world.millis = ada.world.millis + 1'000;
    }
    void exchange() {
        ada.take(budi);
        budi.take(ada);
        CHECK(ada.world.fingerprint() == budi.world.fingerprint());
        tick();
    }
    void write_both(const char* field = "phone", const Json& hers = "11", const Json& his = "22") {
        ada.set(kari, field, hers);
        budi.set(kari, field, his);
        tick();
    }
};

const app::ConflictValueView& other_of(const app::ConflictView& conflict) {
    for (const app::ConflictValueView& value : conflict.values)
        if (!value.shown) return value;
    FAIL("nothing stands beside");
    return conflict.values.front();
}

}  // namespace

TEST_CASE("app conflicts: both see both values, who wrote them and when, and which is shown") {
    Two two;
    two.write_both();
    two.exchange();
    for (Person* person : {&two.ada, &two.budi}) {
        const app::ConflictView conflict = person->only();
        CHECK(conflict.label == "Phone");
        CHECK(conflict.id == "leads/" + two.kari + "/phone");
        REQUIRE(conflict.values.size() == 2);
        CHECK(conflict.values[0].yours);  // at the left, whichever is shown
        CHECK(conflict.values[0].who == "You");
        CHECK(conflict.values[1].who.starts_with("Colleague "));
        CHECK(other_of(conflict).text == "11");
        CHECK(conflict.editable);
        CHECK(conflict.field.edit == "22");
        const app::ConflictsView& view = person->page();
        CHECK(view.two_sides);
        CHECK(view.merged_file == "theirs.corong.json");
        CHECK(view.groups[0].title == "Kari Nordmann");
        CHECK(view.groups[0].detail == "Nordlys AS");
        CHECK(person->world.session->shell().conflicts == 1);
    }
}

TEST_CASE("app conflicts: a merge that brings some says so, with the way there") {
    Two two;
    two.write_both();
    two.ada.take(two.budi);
    const auto& notices = two.ada.world.session->notices();
    REQUIRE(!notices.empty());
    CHECK(notices.back().text == "1 edit was made at the same time as another");
    CHECK(notices.back().action_command == "view.conflicts");
    two.ada.world.run("view.conflicts");
    for (const app::NoticeView& notice : two.ada.world.session->notices()) CHECK(notice.action_command != "view.conflicts");
    two.ada.take(two.budi);  // nothing new
    CHECK(two.ada.world.session->notices().back().action_command != "view.conflicts");
}

TEST_CASE("app conflicts: whoever settles one, with what is shown, another value or a new one, settles it for both") {
    const std::pair<const char*, const char*> ways[] = {{"conflict.keep", "22"}, {"conflict.take", "11"}, {"conflict.write", "33"}, {"conflict.keep-all", "22"}};
    for (const auto& way : ways) {
        const std::string command = way.first, result = way.second;
        CAPTURE(command);
        Two two;
        two.write_both();
        two.exchange();
        const app::ConflictView conflict = two.ada.only();
        Json arguments = Json::object();
        if (command != "conflict.keep-all") arguments["conflict"] = conflict.id;
        if (command == "conflict.take") arguments["stamp"] = other_of(conflict).stamp;
        if (command == "conflict.write") arguments["value"] = "33";
        two.ada.world.run(command, arguments);
        CHECK(two.ada.page().total == 0);
        CHECK(two.budi.page().total == 1);
        CHECK(two.ada.world.refuse("conflict.keep", {{"conflict", conflict.id}}).code == "conflict.settled");
        two.exchange();
        CHECK(two.budi.page().total == 0);
        CHECK(two.ada.shown(two.kari, "phone") == result);
        CHECK(two.budi.shown(two.kari, "phone") == result);
    }
}

TEST_CASE("app conflicts: undo of a settlement brings the conflict back, for both; redo settles it; after a reload, too") {
    Two two;
    two.write_both();
    two.exchange();
    const app::ConflictView conflict = two.ada.only();
    two.ada.world.run("conflict.take", {{"conflict", conflict.id}, {"stamp", other_of(conflict).stamp}});
    CHECK(two.ada.shown(two.kari, "phone") == "11");
    two.ada.world.run("undo");
    CHECK(two.ada.shown(two.kari, "phone") == "22");
    CHECK(other_of(two.ada.only()).text == "11");
    two.ada.world.run("redo");
    CHECK(two.ada.page().total == 0);
    CHECK(two.ada.shown(two.kari, "phone") == "11");
    two.exchange();
    CHECK(two.budi.page().total == 0);
    // The step is read from the disk.
    World again(two.ada.disk, 77);
    again.millis = two.ada.world.millis;
    again.run("undo");
    CHECK(again.run("conflict.list").size() == 1);
    two.budi.world.import_file("again.corong.json", again.export_file("snapshot"), {{"confirmed", true}});
    CHECK(two.budi.page().total == 1);
    CHECK(two.budi.shown(two.kari, "phone") == "22");
    again.import_file("back.corong.json", two.budi.world.export_file("snapshot"), {{"confirmed", true}});
    CHECK(again.fingerprint() == two.budi.world.fingerprint());
}

TEST_CASE("app conflicts: undo of a merge takes its conflicts with it, whoever was shown; redo brings them back") {
    for (const bool mine_is_newer : {false, true}) {
        CAPTURE(mine_is_newer);
        Two two;
        Person& me = mine_is_newer ? two.budi : two.ada;
        Person& other = mine_is_newer ? two.ada : two.budi;
        two.write_both();
        other.set(two.kari, "need", "a cold store");
        const std::string mine = me.shown(two.kari, "phone");
        me.take(other);
        CHECK(me.only().values.size() == 2);
        me.world.run("undo");
        CHECK(me.page().total == 0);
        CHECK(me.shown(two.kari, "phone") == mine);
        CHECK(me.shown(two.kari, "need") == "null");
        for (const app::NoticeView& notice : me.world.session->notices()) CHECK(notice.kind != app::NoticeView::Kind::warning);
        me.world.run("redo");
        CHECK(me.only().values.size() == 2);
        CHECK(me.shown(two.kari, "phone") == "22");
        CHECK(me.shown(two.kari, "need") == "a cold store");
        other.take(me);
        me.take(other);
        CHECK(me.world.fingerprint() == other.world.fingerprint());
    }
}

TEST_CASE("app conflicts: undo of a merge that deleted what was written here, and redo") {
    Two two;
    two.ada.world.run("lead.delete", {{"id", two.kari}});
    two.budi.set(two.kari, "notes", "wants a call");
    two.budi.take(two.ada);
    CHECK(two.budi.page().total == 1);
    two.budi.world.run("undo");
    CHECK(two.budi.page().total == 0);
    CHECK(two.budi.world.query(Json::object()).at("total") == 1);
    two.budi.world.run("redo");
    CHECK(two.budi.page().total == 1);
    CHECK(two.budi.world.query(Json::object()).at("total") == 0);
}

TEST_CASE("app conflicts: a settlement that a colleague has written over is not undone, and the user is told") {
    Two two;
    two.write_both();
    two.exchange();
    two.ada.world.run("conflict.keep", {{"conflict", two.ada.only().id}});
    // The colleague's edit comes in by another tab's hand, so it is no step of this history.
    domain::Book& book = two.ada.world.session->state().book;
    const domain::SetField change{domain::TableKind::leads, *domain::row_id_from_text(two.kari), "phone", domain::FieldKind::text, std::string("99")};
    const domain::Stamp above{domain::current_stamp(book, change).ticks + 5, 42};
    domain::apply(book, {42, 1, above, domain::seen_by(book, change), change});
    two.ada.world.run("undo");
    CHECK(two.ada.shown(two.kari, "phone") == "99");
    CHECK(two.ada.page().total == 0);
    CHECK(two.ada.world.session->notices().back().kind == app::NoticeView::Kind::warning);
}

TEST_CASE("app conflicts: redo settles what the step had settled, and leaves standing what came since") {
    Two two;
    two.write_both();
    two.exchange();
    two.ada.world.run("conflict.keep", {{"conflict", two.ada.only().id}});
    two.ada.world.run("undo");
    domain::Book& book = two.ada.world.session->state().book;
    const domain::SetField change{domain::TableKind::leads, *domain::row_id_from_text(two.kari), "phone", domain::FieldKind::text, std::string("00")};
    domain::apply(book, {42, 1, domain::Stamp{1'000, 42}, {}, change});  // older than all: shown nowhere
    REQUIRE(two.ada.only().values.size() == 3);
    two.ada.world.run("redo");
    CHECK(two.ada.shown(two.kari, "phone") == "22");
    REQUIRE(two.ada.only().values.size() == 2);
    CHECK(other_of(two.ada.only()).text == "00");
}

TEST_CASE("app conflicts: deleted by one, written by the other: it stays deleted or comes back, and undo asks again") {
    for (const bool back : {false, true}) {
        CAPTURE(back);
        Two two;
        two.ada.world.run("lead.delete", {{"id", two.kari}});
        two.budi.set(two.kari, "notes", "wants a call");
        two.budi.set(two.kari, "phone", "22");
        two.tick();
        two.exchange();
        const app::ConflictView conflict = two.budi.only();
        CHECK(conflict.id == "leads/" + two.kari + "/deleted");
        REQUIRE(conflict.values.size() == 2);
        CHECK(conflict.values[0].text == "Not deleted. Phone: 22. Notes: wants a call");
        CHECK(conflict.values[0].yours);
        CHECK(conflict.values[1].text == "Deleted");
        CHECK(conflict.values[1].shown);
        CHECK_FALSE(conflict.editable);
        CHECK(two.budi.page().groups[0].gone);
        if (back) two.budi.world.run("conflict.take", {{"conflict", conflict.id}, {"stamp", conflict.values[0].stamp}});
        else two.budi.world.run("conflict.keep", {{"conflict", conflict.id}});
        CHECK(two.budi.page().total == 0);
        CHECK(two.budi.world.query(Json::object()).at("total") == (back ? 1 : 0));
        two.budi.world.run("undo");
        CHECK(two.budi.world.query(Json::object()).at("total") == 0);
        CHECK(two.budi.only().id == conflict.id);
        two.budi.world.run("redo");
        CHECK(two.budi.page().total == 0);
        two.exchange();
        CHECK(two.ada.page().total == 0);
        CHECK(two.ada.world.query(Json::object()).at("total") == (back ? 1 : 0));
    }
}

TEST_CASE("app conflicts: of tags, tasks, activities and of the book itself") {
    Two two;
    two.ada.world.run("task.add", {{"lead", two.kari}, {"title", "Call her"}, {"due", "2026-12-01"}});
    two.exchange();
    const std::string task = two.ada.world.query({{"from", "tasks"}}).at("rows").at(0).at("id");
    two.ada.world.run("task.change", {{"id", task}, {"due", "2026-12-02"}});
    two.budi.world.run("task.change", {{"id", task}, {"due", "2026-12-03"}});
    two.ada.set(two.kari, "tags", Json::array());
    two.budi.set(two.kari, "tags", Json::array());
    two.budi.set(two.kari, "tags", {"north"});
    two.ada.world.run("book.rename", {{"name", "Ada's"}});
    two.budi.world.run("book.rename", {{"name", "Budi's"}});
    two.tick();
    two.exchange();
    const app::ConflictsView view = two.ada.page();
    CHECK(view.total == 3);
    REQUIRE(view.groups.size() == 2);
    REQUIRE(view.groups[0].conflicts.size() == 2);
    CHECK(view.groups[0].conflicts[0].label == "Tags");
    CHECK(view.groups[0].conflicts[0].values[0].text == "Without “north”");
    CHECK(view.groups[0].conflicts[1].record == "Call her");
    CHECK(view.groups[0].conflicts[1].label == "Due");
    CHECK(view.groups[1].title == "The book itself");
    CHECK(view.groups[1].conflicts[0].label == "Name of the book");
    CHECK(view.groups[1].conflicts[0].editable);
    CHECK(two.ada.world.refuse("conflict.write", {{"conflict", view.groups[0].conflicts[0].id}, {"value", "x"}}).code == "conflict.only_chosen");
    two.ada.world.run("conflict.write", {{"conflict", view.groups[1].conflicts[0].id}, {"value", "Ours"}});
    CHECK(two.ada.world.session->shell().book_name == "Ours");
    two.ada.world.run("undo");
    CHECK(two.ada.page().total == 3);
    two.ada.world.run("conflict.keep-all");
    CHECK(two.ada.page().total == 0);
    CHECK(two.ada.world.session->shell().undo_title == "Settle all conflicts");
    two.exchange();
    CHECK(two.budi.page().total == 0);
    two.ada.world.run("undo");
    CHECK(two.ada.page().total == 3);
    CHECK(two.ada.world.refuse("conflict.keep", {{"conflict", "nonsense"}}).code == "conflict.unknown");
}

TEST_CASE("app conflicts: the title of a deal is not called what that of a task is") {
    Two two;
    const domain::Value lead = *domain::row_id_from_text(two.kari);
    const auto made = two.ada.world.session->state().commit({{"step.fact_record", {}}, {domain::create_one(domain::TableKind::deals, {{"lead", lead}, {"title", std::string("Cold store")}})}, std::nullopt});
    const domain::RowId deal = made.value().front();
    two.exchange();
    const auto rename = [&](Person& person, std::string title) {
        CHECK(person.world.session->state().commit({{"step.fact_record", {}}, {domain::SetField{domain::TableKind::deals, deal, "title", domain::FieldKind::text, std::move(title)}}, std::nullopt}));
    };
    rename(two.ada, "Cold store in Bergen");
    rename(two.budi, "Cold store in Bandung");
    two.tick();
    two.exchange();
    CHECK(two.ada.only().label == "Title of the deal");
}

TEST_CASE("app conflicts: an equal value on both sides is none, and a deleted lead's are not asked about") {
    Two two;
    two.write_both("phone", "11", "11");
    two.exchange();
    CHECK(two.ada.page().total == 0);
    two.write_both("notes", "a", "b");
    two.exchange();
    CHECK(two.ada.page().total == 1);
    two.ada.world.run("lead.delete", {{"id", two.kari}});
    CHECK(two.ada.page().total == 0);
    CHECK(two.ada.world.refuse("conflict.keep-all").code == "command.disabled");
    two.ada.world.run("lead.restore", {{"id", two.kari}});
    CHECK(two.ada.page().total == 1);
}

TEST_CASE("app conflicts: a colleague's name, where the book has it") {
    Two two;
    two.write_both();
    const uint32_t budi = domain::author_of(two.budi.world.session->state().clock.replica());
    char path[32];
    std::snprintf(path, sizeof path, "team/%08x/name", budi);
    REQUIRE(two.budi.world.session->state().commit({{"step.book_rename", {}}, {domain::SetEntry{path, "\"Budi Santoso\""}}, std::nullopt}));
    two.exchange();
    CHECK(two.ada.only().values[1].who == "Budi Santoso");
}
