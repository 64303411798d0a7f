// Prints the longest that anything runs in one go, and all of it together, for what is done with a big book.
// CORONG_MEASURE says how many thousand leads; one thousand if it does not.
#include "app/state.h"
#include "core/support/book_generator.h"
#include "core/support/session_fixture.h"
#include "exchange/snapshot.h"

#include <doctest/doctest.h>

#include <cstdlib>

using tests::MemoryDisk;
using tests::Slices;
using tests::World;

namespace {

uint32_t thousands() {
    const char* text = std::getenv("CORONG_MEASURE");
    return text ? static_cast<uint32_t>(std::atoi(text)) : 1;
}

std::string csv(tests::Random& random, uint32_t leads) {
    std::string out = "First Name,Last Name,Company,Title,Email,Phone,Lead Source,Employees,Budget,Created Date,Status,City,Country,Website,Industry,Remarks,Rating\n";
    const std::vector<std::string> given = {"Kari", "Ola", "Budi", "Sari", "Ingrid", "Agus", "Amara", "Lars"};
    const std::vector<std::string> firms = {"Nordlys", "Roti Jaya", "Fjell", "Kopi Timur", "Harbour", "Sumber"};
    const std::vector<std::string> states = {"Open", "Working", "Open", "Working", "Converted", "Unqualified"};
    const auto number = [&](uint64_t below) { return std::to_string(random.below(below)); };
    for (uint32_t i = 0; i < leads; ++i) {
        const std::string family = random.letters_of("abdehiklmnorst", 7), firm = random.one_of(firms);
        for (const std::string& cell :
             {random.one_of(given), family, firm + " " + number(900), random.one_of(given) + "s boss", family + std::to_string(i) + "@firm.example",
              "+47 9" + std::to_string(1'000'000 + random.below(8'000'000)), random.one_of(firms), number(500), number(900) + "000 NOK",
              base::to_iso(base::Day{static_cast<int32_t>(20'000 + random.below(700))}), random.one_of(states), random.one_of(firms), std::string("Norway"),
              "https://" + family + ".example", random.one_of(firms), "note " + number(100'000)})
            out += cell + ",";
        out += random.one_of(states) + "\n";
    }
    return out;
}

// What was done since the last call.
void tell(World& world, const std::string& what) {
    MESSAGE(what, ": longest ", world.longest_ms, " ms, in all ", world.sum_ms, " ms");
    world.longest_ms = world.sum_ms = 0;
}

// The table of leads, again and again until nothing more is on its way.
void look(World& world, const char* sort) {
    for (bool more = true; more;) {
        world.measured([&] { world.session->leads({"", app::Show::all, {{sort, false}}}); });
        more = world.pump_once();
    }
    CHECK(world.session->leads({"", app::Show::all, {{sort, false}}}).all > 0);
}

}  // namespace

TEST_CASE("measure: a big file comes in, is sorted, leaves and survives a reload") {
    tests::Random random;
    const uint32_t leads = thousands() * 1000;
    MemoryDisk disk;
    World world(disk, 1, app::AccessMode::writer, Slices::measured);
    tell(world, "open an empty book");
    world.session->offer_file("people.csv", csv(random, leads));
    world.pump();
    tell(world, "plan the CSV");
    world.run("import.run");
    tell(world, "import it");
    look(world, "score");
    tell(world, "score and sort by score");
    world.measured([&] { CHECK(world.session->board({"", app::Show::all, {{"score", false}}}).made > 0); });
    tell(world, "deal out the board");
    look(world, "name");
    tell(world, "sort by name");
    look(world, "company");
    tell(world, "sort by company");
    world.session->leads({"norway", app::Show::all, {{"name", false}}});
    (void)world.export_file("snapshot");
    tell(world, "export a snapshot");
    (void)world.export_file("csv");
    tell(world, "export CSV");
    CHECK(world.saved());
    world.run("undo");
    tell(world, "take the import back");
    (void)world.export_file("snapshot");
    tell(world, "export a snapshot where every row was edited");
    world.run("redo");
    tell(world, "do the import again");
    const std::string before = world.fingerprint();
    World again(disk, 2, app::AccessMode::writer, Slices::measured);
    tell(again, "start");
    look(again, "name");
    tell(again, "score and sort by name after the start");
    CHECK(again.fingerprint() == before);
    MESSAGE("the longest slices by job: ", world.session->stats().at("longestSlicesMs").dump(), " and after the start ",
            again.session->stats().at("longestSlicesMs").dump());
}

TEST_CASE("measure: a big snapshot is read, planned, merged, and merged again") {
    tests::Random random;
    tests::BigBookOptions options;
    options.leads = thousands() * 1000;
    options.activities = options.leads * 4;
    const std::string file = exchange::write_snapshot(tests::book_of(tests::big_ops(random, options)));
    MESSAGE("the file has ", file.size() >> 10, " KB");
    MemoryDisk disk;
    World world(disk, 1, app::AccessMode::writer, Slices::measured);
    world.session->offer_file("book.corong.json", file);
    world.pump();
    tell(world, "read it and plan the merge");
    world.run("merge.run");
    tell(world, "merge it");
    look(world, "name");
    tell(world, "score and sort by name");
    world.session->offer_file("book.corong.json", file);
    world.pump();
    tell(world, "plan the same merge again");
    world.run("merge.run");
    for (int i = 0; i < 60; ++i) world.run("lead.create", {{"fields", {{"name", "More"}}}});
    world.longest_ms = world.sum_ms = 0;
    world.pump();
    CHECK(world.saved());
    const std::string before = world.fingerprint();
    World again(disk, 2, app::AccessMode::writer, Slices::measured);
    tell(again, "start");
    look(again, "name");
    tell(again, "score and sort by name after the start");
    CHECK(again.fingerprint() == before);
    MESSAGE("the longest slices by job: ", world.session->stats().at("longestSlicesMs").dump(), " and after the start ",
            again.session->stats().at("longestSlicesMs").dump());
}

TEST_CASE("measure: the history of a lead in a big book, and the book of a past day") {
    tests::Random random;
    MemoryDisk disk;
    World world(disk, 1, app::AccessMode::writer, Slices::measured);
    world.session->offer_file("people.csv", csv(random, thousands() * 1000));
    world.pump();
    world.run("import.run");
    const std::string id = world.query({{"limit", 1}}).at("rows").at(0).at("id");
    const std::string day = base::to_iso(world.session->state().now().today);
    world.millis += 3 * base::kMillisPerDay;
    for (int i = 0; i < 200; ++i) world.run("lead.set", {{"id", id}, {"field", "company"}, {"value", "Firm " + std::to_string(i)}});
    const std::string before = world.fingerprint();
    world.longest_ms = world.sum_ms = 0;
    CHECK(world.run("lead.history", {{"id", id}, {"field", "company"}}).size() == 201);
    tell(world, "read the history of a lead");
    world.run("view.as-of", {{"day", day}});
    tell(world, "read everything and build the book of a day");
    world.run("view.as-of", {{"day", base::to_iso(world.session->state().now().today)}});
    tell(world, "build that of another day");
    look(world, "name");
    tell(world, "sort it by name");
    world.run("view.now");
    tell(world, "back to today");
    CHECK(world.fingerprint() == before);
    MESSAGE("the longest slices by job: ", world.session->stats().at("longestSlicesMs").dump());
}
