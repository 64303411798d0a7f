// What two people wrote at the same time, as it is seen and settled: by mouse, by keys, in every width.
#include "program.h"

#include <doctest/doctest.h>
#include <imgui.h>

using namespace tests;
using base::Json;

namespace {

constexpr const char* kList =
    "Name,Company,Role,E-mail,Phone,Budget,Notes\n"
    "Amara Okafor,Lagos Cold Chain Ltd,Owner,amara@lagos.example,+234 803 555 0199,USD 64000,\n"
    "Lars Petter Vik,Vik Engros AS,Buyer,lars@vik.example,+47 905 12 884,NOK 410000,Met at the fair in Bergen\n";

void merge(Program& program, const std::string& snapshot) {
    hands::drop({"kopra_ingrid.corong.json", snapshot});
    REQUIRE(program.session().merge_view() != nullptr);
    program.session().run("merge.run", {{"confirmed", true}});
    hands::settle();
}

std::string export_snapshot(Program& program) {
    program.session().run("export.snapshot", Json::object());
    hands::settle();
    return hands::saved_files().back().bytes;
}

void set(Program& program, const char* name, const char* field, const char* value) {
    const auto found = program.session().find_leads(name, 1);
    REQUIRE(found.size() == 1);
    program.session().run("lead.set", {{"id", found[0].id}, {"field", field}, {"value", value}});
    hands::settle();
}

std::string value_of(Program& program, const char* name, const char* field) {
    const auto found = program.session().find_leads(name, 1);
    if (found.empty()) return "nobody";
    for (const auto& one : program.session().lead(found[0].id)->fields)
        if (one.key == field) return one.value;
    return "no such field";
}

// What a colleague sends, of the book that `snapshot` is.
std::string colleagues_copy(const std::string& snapshot) {
    Program theirs({.now = 1'795'000'600'000, .seed = 2});
    merge(theirs, snapshot);
    set(theirs, "Amara", "phone", "+234 803 555 0100");
    set(theirs, "Amara", "company", "Lagos Cold Chain");
    set(theirs, "Lars", "notes", "Wants the price list first, then a call, and to hear how others in Vestland keep their cold store cold");
    return export_snapshot(theirs);
}

std::string first_copy() {
    Program program({.seed = 3});
    hands::drop({"leads.csv", kList});
    REQUIRE(hands::press(Role::button, "Import 2 leads"));
    return export_snapshot(program);
}

// A program that has three conflicts.
struct InConflict {
    explicit InConflict(hands::World world = {}, const std::string& path = "/conflicts") : first(first_copy()), theirs(colleagues_copy(first)), program(world) {
        merge(program, first);
        hands::advance(1'200'000);
        set(program, "Amara", "phone", "+234 803 555 0111");
        set(program, "Amara", "company", "Lagos Cold Chain Limited");
        set(program, "Lars", "notes", "Has a new buyer");
        merge(program, theirs);
        program.go(path);
    }
    std::string first, theirs;
    Program program;
};

}  // namespace

TEST_CASE("conflicts: with none the page says what it is for, and the rail counts nothing") {
    Program program;
    program.open_sample();
    program.go("/leads");
    const auto* entry = hands::find(Role::link, "Conflicts");
    REQUIRE(entry != nullptr);
    CHECK(entry->description.empty());
    REQUIRE(hands::press(Role::link, "Conflicts"));
    CHECK(program.session().route() == "/conflicts");
    CHECK(program.says("No conflicting edits"));
    CHECK(hands::find(Role::button, "Keep all as shown") == nullptr);
}

TEST_CASE("conflicts: a merge says that it brought some, a press on its button leads there") {
    InConflict world({}, "/leads");
    Program& program = world.program;
    CHECK(program.says("3 edits were made at the same time as others"));
    REQUIRE(hands::press(Role::button, "Look at them"));
    CHECK(program.session().route() == "/conflicts");
    CHECK(hands::find(Role::link, "Conflicts")->description == "3");
    CHECK(program.says("3 edits made at the same time"));
    CHECK(program.says("Merged kopra_ingrid.corong.json"));
}

TEST_CASE("conflicts: a value is pressed and holds; undo brings the choice back") {
    InConflict world;
    Program& program = world.program;
    CHECK(value_of(program, "Amara", "phone") == "+234 803 555 0111");
    const auto* theirs = hands::find(Role::radio, "+234 803 555 0100, Colleague");
    REQUIRE(theirs != nullptr);
    CHECK(theirs->checked == base::Checked::no);
    REQUIRE(hands::find(Role::radio, "+234 803 555 0111, You") != nullptr);
    CHECK(hands::find(Role::radio, "+234 803 555 0111, You")->checked == base::Checked::yes);
    REQUIRE(hands::press(Role::radio, "+234 803 555 0100, Colleague"));
    CHECK(value_of(program, "Amara", "phone") == "+234 803 555 0100");
    CHECK(hands::find(Role::radio, "+234 803 555 0100") == nullptr);
    CHECK(program.says("Settled for Amara Okafor"));
    CHECK(program.session().conflicts().total == 2);
    hands::key(ImGuiMod_Ctrl | ImGuiKey_Z);
    CHECK(program.session().conflicts().total == 3);
    CHECK(hands::find(Role::radio, "+234 803 555 0100") != nullptr);
    CHECK(value_of(program, "Amara", "phone") == "+234 803 555 0111");
}

TEST_CASE("conflicts: all are kept as shown in one press and one step") {
    InConflict world;
    Program& program = world.program;
    REQUIRE(hands::press(Role::button, "Keep all as shown"));
    CHECK(program.session().conflicts().total == 0);
    CHECK(program.says("No conflicting edits"));
    hands::key(ImGuiMod_Ctrl | ImGuiKey_Z);
    CHECK(program.session().conflicts().total == 3);
}

TEST_CASE("conflicts: another value is written, and the merge is taken back") {
    InConflict world;
    Program& program = world.program;
    CHECK(hands::find(Role::button, "Undo this merge") != nullptr);
    REQUIRE(hands::press(Role::button, "Write another value for Phone"));
    REQUIRE(hands::find(Role::dialog, "Another value") != nullptr);
    const auto* field = hands::find(Role::text_field, "Phone");
    REQUIRE(field != nullptr);
    CHECK(field->value == "+234 803 555 0111");
    hands::act({base::SemanticEventKind::set_value, field->id, "+234 1"});
    REQUIRE(hands::press(Role::button, "Settle with this value"));
    CHECK(value_of(program, "Amara", "phone") == "+234 1");
    CHECK(hands::find(Role::dialog, "Another value") == nullptr);
    CHECK(hands::find(Role::button, "Undo this merge") == nullptr);  // it is not the last step any more
    hands::key(ImGuiMod_Ctrl | ImGuiKey_Z);
    CHECK(program.session().conflicts().total == 3);
    REQUIRE(hands::press(Role::button, "Undo this merge"));
    CHECK(program.session().conflicts().total == 0);
    CHECK(value_of(program, "Amara", "phone") == "+234 803 555 0111");
}

TEST_CASE("conflicts: by keys: Tab to a value, Enter, and the keyboard is at the next one") {
    InConflict world;
    Program& program = world.program;
    for (int tabs = 0; tabs < 40; ++tabs) {
        const auto* at = program.focused();
        if (at && at->role == Role::radio) break;
        hands::key(ImGuiKey_Tab);
    }
    REQUIRE(program.focused() != nullptr);
    REQUIRE(program.focused()->role == Role::radio);
    const std::string first = program.focused()->name;
    hands::key(ImGuiKey_RightArrow);
    REQUIRE(program.focused() != nullptr);
    CHECK(program.focused()->role == Role::radio);
    CHECK(program.focused()->name != first);
    hands::key(ImGuiKey_Enter);
    CHECK(program.session().conflicts().total == 2);
    REQUIRE(program.focused() != nullptr);
    CHECK(program.focused()->role == Role::radio);
    hands::key(ImGuiKey_Enter);
    CHECK(program.session().conflicts().total == 1);
}

TEST_CASE("conflicts: who only reads along sees them and cannot settle them") {
    InConflict world;
    hands::lose_writer();
    hands::settle();
    const auto* value = hands::find(Role::radio, "+234 803 555 0100");
    REQUIRE(value != nullptr);
    CHECK_FALSE(value->enabled);
    CHECK_FALSE(hands::find(Role::button, "Keep all as shown")->enabled);
}

TEST_CASE("conflicts: on a phone they are behind More, values one above the other") {
    InConflict world({.width = 390, .height = 844});
    Program& program = world.program;
    program.go("/today");
    REQUIRE(hands::press(Role::button, "More"));
    REQUIRE(hands::press(Role::link, "Conflicts"));
    CHECK(program.session().route() == "/conflicts");
    const auto* ours = hands::find(Role::radio, "+234 803 555 0111");
    const auto* theirs = hands::find(Role::radio, "+234 803 555 0100");
    REQUIRE(ours != nullptr);
    REQUIRE(theirs != nullptr);
    CHECK(ours->box.x == theirs->box.x);
    CHECK(ours->box.y + ours->box.height < theirs->box.y);
    CHECK(ours->box.height >= 44);
}
