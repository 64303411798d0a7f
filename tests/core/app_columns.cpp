// The columns of the list of leads: what every list has, what somebody chooses, and what befalls the choice.
#include "app/state.h"
#include "core/support/session_fixture.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <tuple>

using base::Json;
using tests::MemoryDisk;
using tests::World;
using Names = std::vector<std::string>;

namespace {

Names keys_of(const std::vector<app::LeadColumnView>& columns) {
    Names keys;
    for (const app::LeadColumnView& column : columns) keys.push_back(column.key);
    return keys;
}

Names shown(World& world) { return keys_of(world.session->lead_columns().shown); }

Names all_of(World& world) {
    Names all = shown(world), others = keys_of(world.session->other_lead_columns());
    all.insert(all.end(), others.begin(), others.end());
    std::sort(all.begin(), all.end());
    return all;
}

const Names kUsual = {"name", "company", "score", "grade", "temperature", "stage", "value", "owner", "last_activity", "next_step", "due"};

}  // namespace

TEST_CASE("columns: as usual at first, then as chosen, with the names first, and each column in one place") {
    MemoryDisk disk;
    World world(disk);
    world.run("sample.open");
    CHECK(world.session->lead_columns().as_usual);
    CHECK(shown(world) == kUsual);
    const Names all = all_of(world);
    CHECK(std::find(all.begin(), all.end(), "phone") != all.end());
    world.run("leads.columns", {{"columns", Json::parse(R"(["phone",{"key":"name","width":200},"score","phone"])")}});
    CHECK_FALSE(world.session->lead_columns().as_usual);
    CHECK(shown(world) == Names{"name", "phone", "score"});
    CHECK(world.session->lead_columns().shown.front().width == 200);
    CHECK(all_of(world) == all);
    world.run("leads.columns", {{"columns", Json::array()}});
    CHECK(world.session->lead_columns().as_usual);
    CHECK(shown(world) == kUsual);
}

TEST_CASE("columns: what is chosen is of the browser: it outlives the page, and changes nothing in the book") {
    MemoryDisk disk;
    World world(disk);
    world.run("sample.open");
    CHECK(world.saved());
    const std::string before = world.fingerprint();
    world.run("leads.columns", {{"columns", Json::array({"name", "email"})}});
    CHECK(world.fingerprint() == before);
    World again(disk, 7, app::AccessMode::writer, tests::Slices::usual, world.settings);
    CHECK(shown(again) == Names{"name", "email"});
}

TEST_CASE("columns: what is wrong is refused in words, and changes nothing") {
    MemoryDisk disk;
    World world(disk);
    world.run("sample.open");
    world.run("leads.columns", {{"columns", Json::array({"name", "email"})}});
    const auto refused = [&](const char* columns) { return world.refuse("leads.columns", {{"columns", Json::parse(columns)}}).code; };
    CHECK(refused(R"(["shoe"])") == "column.unknown");
    CHECK(refused(R"([1])") == "column.no_key");
    CHECK(refused(R"([""])") == "column.no_key");
    CHECK(refused(R"([{"width":100}])") == "column.no_key");
    CHECK(refused(R"([{"key":"email","width":4}])") == "column.width");
    CHECK(refused(R"([{"key":"email","width":"wide"}])") == "column.width");
    CHECK(refused(R"([{"key":"email","width":1e300}])") == "column.width");
    CHECK(shown(world) == Names{"name", "email"});
}

TEST_CASE("columns: a setting that somebody has damaged is as usual") {
    for (const char* setting : {"[", "{}", "7", R"([{"key":1}])", R"([{"key":"email","width":-3}])"}) {
        MemoryDisk disk;
        World world(disk, 1, app::AccessMode::writer, tests::Slices::usual, {{"lead_columns", setting}});
        CHECK_MESSAGE(world.session->lead_columns().as_usual, setting);
    }
}

TEST_CASE("columns: a field of somebody's own is one, is sorted by, and is no trouble in a book without it") {
    MemoryDisk disk, empty;
    World world(disk);
    world.import_file("list.csv", "Name,Email,Shoe size\nKari,k@x.example,41\nOla,o@x.example,38\nAna,a@x.example,\n");
    const auto others = world.session->other_lead_columns();
    const auto found = std::find_if(others.begin(), others.end(), [](const app::LeadColumnView& column) { return column.label == "Shoe size"; });
    REQUIRE(found != others.end());
    const std::string key = found->key;
    world.run("leads.columns", {{"columns", Json::array({"name", key})}});
    app::LeadsQuery by_size;
    by_size.sorts = {{key, false}};
    const auto& rows = world.session->leads(by_size).rows;
    REQUIRE(rows.size() == 3);
    CHECK(world.session->lead_field(rows[0], key) == "38");
    CHECK(world.session->lead_field(rows[1], key) == "41");
    CHECK(world.session->lead_field(rows[2], key).empty());
    World other(empty, 7, app::AccessMode::writer, tests::Slices::usual, world.settings);
    other.run("lead.create", {{"fields", {{"name", "Ida"}}}});
    CHECK(shown(other) == Names{"name"});
    CHECK(other.session->leads(by_size).rows.size() == 1);
    // What is arranged there leaves what was chosen for the other book.
    other.run("leads.columns", {{"columns", Json::parse(R"([{"key":"name","width":222},"email"])")}});
    World back(disk, 8, app::AccessMode::writer, tests::Slices::usual, other.settings);
    CHECK(shown(back) == Names{"name", key, "email"});
    CHECK(back.session->lead_columns().shown.front().width == 222);
    back.run("leads.columns", {{"columns", Json::array()}});
    CHECK(back.session->lead_columns().as_usual);
}

TEST_CASE("columns: closed leads show how they ended in place of what comes next, and no column of values is empty") {
    MemoryDisk disk;
    World world(disk);
    world.run("sample.open");
    const auto in = [&](app::Show show, bool has_values) { return keys_of(app::columns_in(world.session->lead_columns(), show, has_values)); };
    CHECK(in(app::Show::open, true) == kUsual);
    CHECK(in(app::Show::closed, false) == Names{"name", "company", "score", "grade", "temperature", "stage", "owner", "outcome", "closed_on"});
    world.run("leads.columns", {{"columns", Json::array({"due", "phone", "next_step"})}});
    CHECK(in(app::Show::all, true) == Names{"name", "due", "phone", "next_step"});
    CHECK(in(app::Show::closed, true) == Names{"name", "outcome", "closed_on", "phone"});
    world.run("leads.columns", {{"columns", Json::array({"phone"})}});
    CHECK(in(app::Show::closed, true) == Names{"name", "phone", "outcome", "closed_on"});
}

TEST_CASE("columns: a field's text is in one line, in the form of the reader") {
    MemoryDisk disk;
    World world(disk, 1, app::AccessMode::writer, tests::Slices::usual, {{"language", "nb"}});
    const std::string id = world.run("lead.create", {{"fields", {{"name", "Ida"}, {"notes", "one\ntwo"}, {"budget", "1500 NOK"}}}}).at("id");
    const app::RowHandle row = world.session->leads({}).rows.at(0);
    CHECK(world.session->lead_field(row, "notes") == "one two");
    CHECK(world.session->lead_field(row, "budget").find("500") != std::string::npos);
    CHECK(world.session->lead_field(row, "phone").empty());
}

TEST_CASE("the list is sorted by one column after the other") {
    MemoryDisk disk;
    World world(disk);
    for (const auto& [name, owner, company] : {std::tuple{"Ola", "Sari", "Fjord"}, {"Kari", "Ana", "Fjord"}, {"Budi", "Sari", "Dapur"}, {"Ida", "Ana", "Dapur"}})
        world.run("lead.create", {{"fields", {{"name", name}, {"owner", owner}, {"company", company}}}});
    const auto names = [&](std::vector<app::LeadSort> sorts) {
        app::LeadsQuery query;
        query.sorts = std::move(sorts);
        Names all;
        for (const app::RowHandle row : world.session->leads(query).rows) all.push_back(world.session->lead_row(row).name);
        return all;
    };
    CHECK(names({{"owner", false}, {"name", false}}) == Names{"Ida", "Kari", "Budi", "Ola"});
    CHECK(names({{"owner", false}, {"name", true}}) == Names{"Kari", "Ida", "Ola", "Budi"});
    CHECK(names({{"company", true}, {"owner", false}}) == Names{"Kari", "Ola", "Ida", "Budi"});
    CHECK(names({{"nobody:7", true}, {"name", false}}) == Names{"Budi", "Ida", "Kari", "Ola"});
}
