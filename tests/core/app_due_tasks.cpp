// Which tasks are due between two moments.
#include "app/due_tasks.h"

#include "app/computed.h"
#include "app/state.h"
#include "core/support/random.h"
#include "core/support/session_fixture.h"

#include <doctest/doctest.h>

#include <set>

using base::Json;
using tests::MemoryDisk;
using tests::Random;
using tests::World;

namespace {

constexpr int64_t kDay = app::kMinutesPerDay;

struct Disk {
    MemoryDisk disk;
};
// Tasks of one person; moments are minutes of the zone.
struct Tasks : Disk, World {
    Tasks() : World(disk), lead(run("lead.create", {{"fields", {{"name", "Ratna"}}}}).at("id")), today(int64_t{base::day_of(millis, 60).count} * kDay) {}

    std::string add(int64_t minute, bool timed) { return run("task.add", {{"lead", lead}, {"title", "Call"}, {"due", due(minute, timed)}}).at("id"); }
    void move(const std::string& task, int64_t minute, bool timed) {
        if (!timed) run("task.change", {{"id", task}, {"due", nullptr}});  // a day alone would keep the hour
        run("task.change", {{"id", task}, {"due", due(minute, timed)}});
    }
    static std::string due(int64_t minute, bool timed) {
        const base::Day day{static_cast<int32_t>(minute / kDay)};
        if (!timed) return base::to_iso(day);
        return base::to_iso_instant(base::instant_of(day, 60) + minute % kDay * base::kMillisPerMinute);
    }
    const domain::Book& book() const { return session->state().book; }
    std::vector<std::string> due_between(app::Told told, int64_t now) const {
        std::vector<std::string> ids;
        for (const app::DueTask& one : app::tasks_due(book(), told, now)) ids.push_back(to_text(book().tasks.id(one.task)));
        return ids;
    }

    std::string lead;
    int64_t today;  // its first minute
};

using Ids = std::vector<std::string>;

}  // namespace

TEST_CASE("due tasks: an hour is its minute, a whole day is nine, and both ends of the time between are exact") {
    Tasks tasks;
    const int64_t noon = tasks.today + kDay + 12 * 60;
    const std::string timed = tasks.add(noon, true), whole = tasks.add(noon, false);
    const int64_t nine = tasks.today + kDay + app::kDayToldAtMinutes;
    CHECK(tasks.due_between({noon - 1, noon}, noon) == Ids{timed});
    CHECK(tasks.due_between({noon - 2, noon}, noon - 1).empty());
    CHECK(tasks.due_between({noon, noon}, noon + kDay).empty());
    CHECK(tasks.due_between({noon, nine - 1}, nine) == Ids{whole});
    CHECK(tasks.due_between({noon, nine - 2}, nine - 1).empty());
    CHECK(tasks.due_between({nine - 1, nine - 1}, noon) == Ids{whole, timed});
    CHECK(app::next_moment(tasks.book(), {nine - 1, nine - 1}) == nine);
    CHECK(app::next_moment(tasks.book(), {nine, nine}) == noon);
    CHECK(app::next_moment(tasks.book(), {noon, noon}) == std::nullopt);
}

TEST_CASE("due tasks: midnight, and the last minute before it, are of their own days") {
    Tasks tasks;
    const int64_t midnight = tasks.today + 2 * kDay;
    const std::string last = tasks.add(midnight - 1, true), first = tasks.add(midnight, true);
    CHECK(tasks.due_between({midnight - 2, midnight}, midnight - 1) == Ids{last});
    CHECK(tasks.due_between({midnight - 1, midnight}, midnight) == Ids{first});
}

TEST_CASE("due tasks: what is done, moved or deleted, or of nobody who is open and known, is not due") {
    Tasks tasks;
    const int64_t at = tasks.today + kDay + 10 * 60;
    const auto due = [&] { return tasks.due_between({at - 1, at - 1}, at); };
    const std::string task = tasks.add(at, true);
    const auto without = [&](const char* command, Json arguments) {
        CAPTURE(command);
        REQUIRE(due() == Ids{task});
        tasks.run(command, std::move(arguments));
        CHECK(due().empty());
        CHECK_FALSE(app::next_moment(tasks.book(), {at - 1, at - 1}));
        tasks.run("undo");
    };
    without("task.done", {{"id", task}});
    without("task.delete", {{"id", task}});
    without("lead.delete", {{"id", tasks.lead}});
    without("lead.set", {{"id", tasks.lead}, {"field", "outcome"}, {"value", "won"}});
    without("task.change", {{"id", task}, {"due", nullptr}});
    tasks.move(task, at + 60, true);
    CHECK(due().empty());
    CHECK(tasks.due_between({at, at}, at + 60) == Ids{task});
    tasks.run("lead.forget", {{"id", tasks.lead}});
    CHECK(tasks.due_between({at, at}, at + 60).empty());
}

// Whoever looks now and then, however long it slept and however the clocks were changed meanwhile, is told of every
// moment that has passed, and of none twice.
TEST_CASE("due tasks: each once, whatever the steps between two looks") {
    for (int round = 0; round < tests::law_cases(200); ++round) {
        Random random(tests::base_seed() + static_cast<uint64_t>(round));
        CAPTURE(random.seed());
        Tasks tasks;
        std::set<std::string> all;
        for (int i = 0; i < 12; ++i) all.insert(tasks.add(tasks.today + random.between(0, 4 * kDay - 1), random.chance(60)));
        int offset = 60;
        base::Millis now = base::instant_of({static_cast<int32_t>(tasks.today / kDay)}, offset) - base::kMillisPerMinute;
        app::Told told{tasks.today - 1, tasks.today - 1};
        std::set<std::string> told_of;
        while (told.hours < tasks.today + 4 * kDay) {
            now += random.between(1, random.chance(20) ? 20 * 60 : 90) * base::kMillisPerMinute;
            if (random.chance(5)) offset = 180 - offset;  // summer time begins or ends
            const int64_t minute = app::minutes_of({now, base::day_of(now, offset), offset});
            const auto next = app::next_moment(tasks.book(), told);
            const Ids due = tasks.due_between(told, minute);
            CHECK((next && *next <= minute) == !due.empty());
            for (const std::string& id : due) CHECK(told_of.insert(id).second);
            told = {std::max(told.hours, minute), std::max(told.days, minute)};
        }
        CHECK(told_of == all);
    }
}
