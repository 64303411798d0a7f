// What was, and what the book was on a past day: told from the steps that are kept, without touching what is now.
#include "app/state.h"
#include "core/support/book_dump.h"
#include "core/support/random.h"
#include "core/support/session_fixture.h"

#include <doctest/doctest.h>

using base::Json;
using tests::MemoryDisk;
using tests::Random;
using tests::World;

namespace {

constexpr base::Millis kHour = 3'600'000;

std::string create(World& world, Json fields) { return world.run("lead.create", {{"fields", std::move(fields)}}).at("id"); }
void set(World& world, const std::string& id, const char* field, Json value) { world.run("lead.set", {{"id", id}, {"field", field}, {"value", std::move(value)}}); }

Json history(World& world, const std::string& id, const std::string& field = "") {
    return world.run("lead.history", field.empty() ? Json{{"id", id}} : Json{{"id", id}, {"field", field}});
}

// "from>to" of each entry, newest first.
std::vector<std::string> steps(const Json& entries) {
    std::vector<std::string> out;
    for (const Json& entry : entries) out.push_back(entry.at("from").get<std::string>() + ">" + entry.at("to").get<std::string>());
    return out;
}

std::vector<std::string> kinds(const Json& entries) {
    std::vector<std::string> out;
    for (const Json& entry : entries) out.push_back(entry.at("kind"));
    return out;
}

void random_edit(Random& random, World& world, std::vector<std::string>& leads) {
    const auto run = [&](const char* id, Json arguments) { world.session->run(id, std::move(arguments), [](auto) {}); };
    if (leads.empty() || random.chance(20)) return leads.push_back(create(world, {{"name", random.letters_of("abcde", 4)}, {"tags", {"a", "b"}}}));
    const std::string lead = random.one_of(leads);
    switch (random.below(9)) {
        case 0: return run("lead.set", {{"id", lead}, {"field", "name"}, {"value", random.letters_of("abcde", 4)}});
        case 1: return run("lead.set", {{"id", lead}, {"field", "budget"}, {"value", std::to_string(random.below(9)) + "00 NOK"}});
        case 2: return run("lead.set", {{"id", lead}, {"field", "tags"}, {"value", random.chance(50) ? Json{"a"} : Json{"b", "c"}}});
        case 3: return run("lead.delete", {{"id", lead}});
        case 4: return run("lead.restore", {{"id", lead}});
        case 5: return run("activity.log", {{"lead", lead}, {"type", "call"}});
        case 6: return run("undo", Json::object());
        case 7: return run("redo", Json::object());
        default: return run("lead.set", {{"id", lead}, {"field", "outcome"}, {"value", random.chance(50) ? "won" : "lost"}});
    }
}

void take_over(World& from, World& to) {
    to.import_file("theirs.corong.json", from.export_file("snapshot"), {{"confirmed", true}});
}

std::string day_of(const World& world) { return base::to_iso(base::day_of(world.millis, 60)); }

std::string book_as_of(World& world, const std::string& day) {
    world.run("view.as-of", {{"day", day}});
    REQUIRE(world.session->stats().at("asOf") == day);
    return tests::dump(world.session->state().shown().book);
}

}  // namespace

TEST_CASE("history: the book as of each day is what it was at the end of that day") {
    for (int i = 0; i < tests::law_cases(30); ++i) {
        Random random(tests::base_seed() + static_cast<uint64_t>(i));
        CAPTURE(random.seed());
        MemoryDisk disk;
        World world(disk, 1 + random.below(1000));
        std::vector<std::string> leads;
        std::map<std::string, std::string> was;
        for (uint64_t step = 0; step < 25; ++step) {
            random_edit(random, world, leads);
            world.pump();
            was[day_of(world)] = tests::dump(world.session->state().book);
            if (random.chance(40)) world.millis += static_cast<base::Millis>(random.below(60)) * kHour;
        }
        REQUIRE(world.saved());
        const std::string live = world.fingerprint();
        for (const auto& was_then : was) {
            CAPTURE(was_then.first);
            const std::string seen = book_as_of(world, was_then.first);
            CHECK_MESSAGE(seen == was_then.second, tests::difference(seen, was_then.second));
        }
        world.run("view.now");
        CHECK(world.fingerprint() == live);
        World again(disk, 7);  // from the files alone
        again.millis = world.millis;
        for (const auto& [day, book] : was) CHECK(book_as_of(again, day) == book);
    }
}

TEST_CASE("history: of two who exchange snapshots, a day is the fold of all operations up to its end, and today is now") {
    for (int i = 0; i < tests::law_cases(30); ++i) {
        Random random(tests::base_seed() + static_cast<uint64_t>(i));
        CAPTURE(random.seed());
        MemoryDisk disks[2];
        World one(disks[0], 1 + random.below(1000)), two(disks[1], 2000 + random.below(1000));
        std::vector<std::string> leads;
        const base::Millis begin = one.millis;
        for (uint64_t step = 0; step < 24; ++step) {
            World& who = random.chance(50) ? one : two;
            random_edit(random, who, leads);
            who.pump();
            if (random.chance(20)) take_over(one, two);
            if (random.chance(20)) take_over(two, one);
            one.millis = two.millis += static_cast<base::Millis>(random.below(10)) * kHour;
        }
        take_over(two, one);
        std::vector<domain::Op> ops;
        one.session->state().read_steps(
            [&](const app::KeptCommit& step) { return ops.insert(ops.end(), step->commit.ops.begin(), step->commit.ops.end()), true; }, [](uint64_t missing) { CHECK(missing == 0); });
        one.pump();
        for (base::Millis at = begin; base::day_of(at, 60) <= base::day_of(one.millis, 60); at += base::kMillisPerDay) {
            const base::Day day = base::day_of(at, 60);
            domain::Book expected;
            for (const domain::Op& op : ops)
                if (op.stamp.millis() < base::instant_of(day + 1, 60)) apply(expected, op);
            const std::string seen = book_as_of(one, base::to_iso(day));
            CHECK_MESSAGE(seen == tests::dump(expected), tests::difference(seen, tests::dump(expected)));
        }
        const std::string today = book_as_of(one, day_of(one));
        CHECK(today == tests::dump(one.session->state().book));
    }
}

TEST_CASE("history: of a field lists each edit once, from what to what, and undo is an edit") {
    MemoryDisk disk;
    World world(disk);
    const std::string id = create(world, {{"name", "Kari"}, {"budget", "100 NOK"}});
    CHECK(steps(history(world, id, "budget")) == std::vector<std::string>{">100 NOK"});
    set(world, id, "budget", "200 NOK");
    world.millis += kHour;
    set(world, id, "budget", "300 NOK");
    world.run("undo");
    set(world, id, "budget", "");
    const Json told = history(world, id, "budget");
    CHECK(steps(told) == std::vector<std::string>{"200 NOK>", "300 NOK>200 NOK", "200 NOK>300 NOK", "100 NOK>200 NOK", ">100 NOK"});
    CHECK(told.at(1).at("how") == "by undo");
    CHECK(told.at(0).at("standing") == "shown");
    CHECK(told.at(2).at("standing") == "replaced");
    CHECK(told.at(0).at("byYou") == true);
    CHECK(told.at(0).at("back").is_null());
    set(world, id, "budget", told.at(2).at("back"));
    CHECK(steps(history(world, id, "budget")).front() == ">300 NOK");
    World again(disk, 5);
    again.millis = world.millis;
    CHECK(history(again, id, "budget").size() == 6);
    CHECK(history(again, id, "name").size() == 1);
}

TEST_CASE("history: a lead is added, edited, tagged, deleted and restored") {
    MemoryDisk disk;
    World world(disk);
    const std::string id = create(world, {{"name", "Kari"}, {"tags", {"fair"}}});
    set(world, id, "name", "Kari Dahl");
    set(world, id, "tags", {"north"});
    world.run("lead.delete", {{"id", id}});
    CHECK(kinds(history(world, id)) == std::vector<std::string>{"deleted", "put_in", "taken_out", "changed", "created"});
    world.run("lead.restore", {{"id", id}});
    CHECK(kinds(history(world, id)).front() == "restored");
    const Json tags = history(world, id, "tags");
    CHECK(kinds(tags) == std::vector<std::string>{"put_in", "taken_out", "changed"});
    CHECK(tags.at(1).at("back").is_null());  // it is out now: nothing to bring back
}

TEST_CASE("history: says by which import a lead came, who wrote what came by a merge, and what stands beside") {
    MemoryDisk disks[2];
    World one(disks[0], 1), two(disks[1], 77);
    one.import_file("people.csv", "Name,Company\nKari,Nordlys\n");
    const std::string id = one.query({{"limit", 1}}).at("rows").at(0).at("id");
    CHECK(history(one, id).at(0).at("how") == "import of people.csv");
    take_over(one, two);
    set(one, id, "company", "Nordlys AS");
    two.millis += kHour;
    set(two, id, "company", "Nordlys Sjø");
    take_over(two, one);
    const Json told = history(one, id, "company");
    REQUIRE(told.size() == 3);
    CHECK(told.at(0).at("to") == "Nordlys Sjø");
    CHECK(told.at(0).at("from") == "Nordlys AS");  // it saw no write: the newest older one
    CHECK(told.at(0).at("byYou") == false);
    CHECK(told.at(0).at("who").get<std::string>().starts_with("Colleague "));
    CHECK(told.at(0).at("how") == "merged from theirs.corong.json");
    CHECK(told.at(1).at("standing") == "beside");
    CHECK(told.at(2).at("standing") == "replaced");
}

TEST_CASE("history: who is forgotten has none, on any day") {
    MemoryDisk disk;
    World world(disk);
    const std::string id = create(world, {{"name", "Kari"}});
    const std::string day = day_of(world);
    CHECK(history(world, id).size() == 1);
    world.millis += 3 * base::kMillisPerDay;
    world.run("lead.forget", {{"id", id}});
    CHECK(world.refuse("lead.history", {{"id", id}}).code == "row.forgotten");
    CHECK(world.session->history(id).entries.empty());
    CHECK(book_as_of(world, day).find("Kari") == std::string::npos);
}

TEST_CASE("history: of a book in memory alone, and of steps that are not on the disk yet") {
    MemoryDisk disk;
    disk.failing = true;
    World waits(disk);
    MemoryDisk none;
    World memory(none, 3, app::AccessMode::memory_only);
    for (World* world : {&waits, &memory}) {
        const std::string id = create(*world, {{"name", "Kari"}});
        set(*world, id, "name", "Kari Dahl");
        CHECK(history(*world, id).size() == 2);
        CHECK(steps(history(*world, id, "name")) == std::vector<std::string>{"Kari>Kari Dahl", ">Kari"});
        CHECK(book_as_of(*world, day_of(*world)) == tests::dump(world->session->state().book));
    }
}

TEST_CASE("as of: the whole face looks at the past, nothing can be changed, and going back gives the same book") {
    MemoryDisk disk;
    World world(disk);
    const std::string id = create(world, {{"name", "Kari"}, {"email", "kari@nordlys.example"}});
    world.run("activity.log", {{"lead", id}, {"type", "call"}});
    const std::string first = day_of(world);
    world.millis += 40 * base::kMillisPerDay;
    create(world, {{"name", "Budi"}});
    set(world, id, "name", "Kari Dahl");
    const std::string before = world.fingerprint();
    const app::LeadView now = *world.session->lead(id);
    world.run("view.as-of", {{"day", first}});
    CHECK(world.session->lead(id)->head.name == "Kari");
    CHECK(world.session->leads({}).all == 1);
    CHECK(world.session->shell().leads_total == 1);
    CHECK(world.query(Json::object()).at("total") == 1);
    CHECK(world.session->stats().at("rows").at("leads") == 1);
    CHECK(world.session->as_of()->shown);
    CHECK(world.session->as_of()->first == *base::day_from_iso(first));
    CHECK(history(world, id).size() == 1);
    for (const char* command : {"undo", "redo", "sample.open", "file.open"}) CHECK(world.refuse(command).code == "book.as_of");
    CHECK(world.refuse("lead.set", {{"id", id}, {"field", "name"}, {"value", "No"}}).code == "book.as_of");
    CHECK(world.refuse_file("a.csv", "Name\nX\n").code == "book.as_of");
    CHECK(world.refuse("view.as-of", {{"day", "2027-12-01"}}).code == "as_of.future");
    CHECK(world.refuse("view.as-of", {{"day", "yesterday"}}).code == "as_of.bad_day");
    CHECK_FALSE(world.session->shell().can_undo);
    // Never before the first operation.
    CHECK(world.run("view.as-of", {{"day", "1999-01-01"}}).at("asOf") == first);
    world.run("view.now");
    CHECK(world.session->as_of() == nullptr);
    CHECK(world.session->lead(id)->head.name == now.head.name);
    CHECK(world.session->stats().at("asOf").is_null());
    CHECK(world.fingerprint() == before);
    CHECK(world.refuse("view.now").code == "command.disabled");
    world.run("undo");
    CHECK(world.session->lead(id)->head.name == "Kari");
}

TEST_CASE("as of: a wish that comes while a day is being built ends that, and leaving ends all") {
    MemoryDisk disk;
    World world(disk, 1, app::AccessMode::writer, tests::Slices::short_ones);
    std::vector<std::string> days;
    for (int day = 0; day < 4; ++day) {
        for (int i = 0; i < 5; ++i) create(world, {{"name", "One of " + std::to_string(day)}});
        days.push_back(day_of(world));
        world.millis += base::kMillisPerDay;
    }
    Json answers = Json::array();
    const auto wish = [&](const std::string& day) {
        world.session->run("view.as-of", {{"day", day}}, [&](base::Result<Json> result) { answers.push_back(result ? result->at("asOf") : Json("refused")); });
    };
    wish(days[0]);
    for (int i = 0; i < 30; ++i) world.pump_once();
    wish(days[1]);
    for (int i = 0; i < 5; ++i) world.pump_once();
    wish(days[2]);
    CHECK_FALSE(world.session->as_of()->shown);
    world.pump();
    CHECK(answers == Json{days[2], days[2], days[2]});
    CHECK(world.query(Json::object()).at("total") == 15);
    wish(days[0]);
    for (int i = 0; i < 5; ++i) world.pump_once();
    world.session->run("view.now", {});
    CHECK(answers.size() == 4);
    CHECK(answers.back().is_null());
    CHECK(world.query(Json::object()).at("total") == 20);
    world.pump();
    CHECK(world.session->as_of() == nullptr);
    CHECK(world.query(Json::object()).at("total") == 20);
}
