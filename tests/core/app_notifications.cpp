// Due tasks, told by notifications of the system.
#include "core/support/random.h"
#include "core/support/session_fixture.h"

#include <doctest/doctest.h>

#include <algorithm>

using app::NotificationAccess;
using base::Json;
using tests::MemoryDisk;
using tests::World;

namespace {

using Settings = std::map<std::string, std::string>;
using Titles = std::vector<std::string>;

constexpr base::Millis kHour = 60 * base::kMillisPerMinute;
constexpr const char* kToday = "2026-11-18";
constexpr const char* kTomorrow = "2026-11-19";

struct Disk {
    MemoryDisk disk;
};
// Reminders are on, and the page is behind something else. It is 12:06:40.
struct Hidden : Disk, World {
    explicit Hidden(bool on = true) : World(disk), lead(run("lead.create", {{"fields", {{"name", "Ratna Dewi"}, {"company", "Kopi Nusantara"}}}}).at("id")) {
        if (on) run("settings.set", {{"key", "notifications"}, {"value", "on"}});
        in_front = false;
    }

    std::string add(const char* title, std::string due) { return run("task.add", {{"lead", lead}, {"title", title}, {"due", std::move(due)}}).at("id"); }
    // A minute at a time, as when the computer is awake.
    void wait(base::Millis until) {
        for (; millis < until; millis += base::kMillisPerMinute) pump();
        pump();
    }
    void sleep(base::Millis time) {
        millis += time;
        pump();
    }
    Titles titles() const {
        Titles all;
        for (const app::Notification& one : notifications) all.push_back(one.title);
        return all;
    }

    std::string lead;
};

std::string at(const char* day, const char* time) { return std::string(day) + "T" + time + ":00+01:00"; }
base::Millis moment(const char* day, const char* time) { return base::instant_from_iso(at(day, time)).value(); }

}  // namespace

TEST_CASE("a task with an hour is told at its minute, once, with who and when, and leads to them") {
    Hidden page;
    const std::string task = page.add("Send the offer", at(kToday, "14:00"));
    page.wait(moment(kToday, "14:00") - 20'000);
    CHECK(page.notifications.empty());
    page.wait(moment(kToday, "14:00") + 40'000);
    REQUIRE(page.titles() == Titles{"Send the offer"});
    const app::Notification& told = page.notifications.front();
    CHECK(told.body == "Ratna Dewi, Kopi Nusantara · 14:00");
    CHECK(told.path == "/lead/" + page.lead);
    CHECK(told.tag == "task " + task);
    page.wait(moment(kTomorrow, "14:00"));
    CHECK(page.notifications.size() == 1);
}

TEST_CASE("what is due while somebody looks at the page is told there, and not again afterwards") {
    Hidden page;
    page.add("Call", at(kToday, "14:00"));
    page.in_front = true;
    page.wait(moment(kToday, "14:10"));
    const auto& notices = page.session->notices();
    const auto told = std::find_if(notices.begin(), notices.end(), [](const app::NoticeView& notice) { return notice.text.starts_with("Call"); });
    REQUIRE(told != notices.end());
    CHECK(told->action_command == "view.open");
    CHECK(told->arguments.at("path") == "/lead/" + page.lead);
    page.in_front = false;
    page.wait(moment(kToday, "15:00"));
    CHECK(page.notifications.empty());
}

TEST_CASE("tasks of a whole day are told together at nine") {
    Hidden page;
    page.add("Of today: whoever turns reminders on is looking at it", kToday);
    for (const char* title : {"Call", "Send the offer", "Ask for the budget", "Visit"}) page.add(title, kTomorrow);
    page.wait(moment(kTomorrow, "08:59"));
    CHECK(page.notifications.empty());
    page.wait(moment(kTomorrow, "09:01"));
    REQUIRE(page.titles() == Titles{"4 tasks are due today"});
    CHECK(page.notifications.front().body == "Call · Send the offer · Ask for the budget · and 1 more");
    CHECK(page.notifications.front().path == "/today");
    page.wait(moment(kTomorrow, "23:59"));
    CHECK(page.notifications.size() == 1);
}

TEST_CASE("a single task of a whole day is told by its own name") {
    Hidden page;
    page.add("Call", kTomorrow);
    page.wait(moment(kTomorrow, "09:01"));
    REQUIRE(page.titles() == Titles{"Call"});
    CHECK(page.notifications.front().body == "Ratna Dewi, Kopi Nusantara · Today");
    CHECK(page.notifications.front().path == "/lead/" + page.lead);
}

TEST_CASE("whoever opens the page after nine behind something else is told of the day, once, and of no hour that has passed") {
    MemoryDisk disk;
    Settings settings;
    {
        World page(disk);
        const std::string lead = page.run("lead.create", {{"fields", {{"name", "Ratna"}}}}).at("id");
        page.run("settings.set", {{"key", "notifications"}, {"value", "on"}});
        for (const std::string& due : {std::string(kTomorrow), at(kTomorrow, "10:00"), at(kTomorrow, "13:00")}) page.run("task.add", {{"lead", lead}, {"title", "Due " + due.substr(11 < due.size() ? 11 : 0)}, {"due", due}});
        REQUIRE(page.saved());
        settings = page.settings;
    }
    const auto opened_at = [&](const char* time) {
        World page(disk, 2, app::AccessMode::reader_insecure_origin);  // opened in earnest below, at its hour
        page.settings = settings;
        page.notification_access = NotificationAccess::granted;
        page.in_front = false;
        page.millis = moment(kTomorrow, time);
        page.session->open(disk.port(), app::AccessMode::writer, [](base::Status) {});
        page.pump();
        settings = page.settings;
        Titles titles;
        for (const app::Notification& one : page.notifications) titles.push_back(one.title);
        return titles;
    };
    CHECK(opened_at("08:00").empty());
    CHECK(opened_at("11:00") == Titles{"Due 2026-11-19"});
    CHECK(opened_at("11:05").empty());
}

TEST_CASE("a computer that slept tells what it missed when it wakes: one by one, or more than three together") {
    Hidden page;
    SUBCASE("three") {
        for (const char* title : {"One", "Two", "Three"}) page.add(title, at(kToday, "14:00"));
        page.sleep(3 * kHour);
        CHECK(page.titles() == Titles{"One", "Two", "Three"});
    }
    SUBCASE("four") {
        for (const char* title : {"One", "Two", "Three", "Four"}) page.add(title, at(kToday, "14:00"));
        page.sleep(3 * kHour);
        REQUIRE(page.titles() == Titles{"4 tasks are due"});
        CHECK(page.notifications.front().body == "One · Two · Three · and 1 more");
        CHECK(page.notifications.front().path == "/today");
    }
    SUBCASE("over midnight: what was of the day that is over is late, what is of this one is of today") {
        page.add("Late", at(kToday, "18:00"));
        page.add("Of today", kTomorrow);
        page.sleep(moment(kTomorrow, "09:30") - page.millis);
        CHECK(page.titles() == Titles{"Late", "Of today"});
        CHECK(page.notifications.front().body == "Ratna Dewi, Kopi Nusantara · Yesterday 18:00");
    }
    SUBCASE("over a whole day: what was of it is told, too") {
        page.add("Of the day slept through", kTomorrow);
        page.sleep(moment("2026-11-20", "07:00") - page.millis);
        REQUIRE(page.titles() == Titles{"Of the day slept through"});
        CHECK(page.notifications.front().body == "Ratna Dewi, Kopi Nusantara · Yesterday");
    }
    const size_t told = page.notifications.size();
    page.sleep(24 * kHour);
    CHECK(page.notifications.size() == told);
}

TEST_CASE("what is done, moved or deleted in time is not told; what is moved is told at its new hour") {
    Hidden page;
    const std::string done = page.add("Done", at(kToday, "14:00")), moved = page.add("Moved", at(kToday, "14:00"));
    page.add("Stays", at(kToday, "14:00"));
    page.wait(moment(kToday, "13:30"));
    page.run("task.done", {{"id", done}});
    page.run("task.change", {{"id", moved}, {"due", at(kToday, "16:00")}});
    page.wait(moment(kToday, "15:00"));
    CHECK(page.titles() == Titles{"Stays"});
    page.wait(moment(kToday, "16:01"));
    CHECK(page.titles() == Titles{"Stays", "Moved"});
}

TEST_CASE("a task that is added behind its own hour is not told: whoever adds it knows") {
    Hidden page;
    page.wait(moment(kToday, "14:30"));
    page.add("Late from the start", at(kToday, "14:10"));
    page.wait(moment(kToday, "15:00"));
    CHECK(page.notifications.empty());
}

TEST_CASE("reminders that are off tell nothing, and set no timer") {
    Hidden page(false);
    page.add("Call", at(kToday, "14:00"));
    CHECK_FALSE(page.timer_waits());
    page.wait(moment(kToday, "15:00"));
    CHECK(page.notifications.empty());
    page.run("settings.set", {{"key", "notifications"}, {"value", "on"}});
    CHECK(page.timer_waits());
    page.add("Write", at(kToday, "16:00"));
    page.run("settings.set", {{"key", "notifications"}, {"value", "off"}});
    page.wait(moment(kToday, "17:00"));
    CHECK(page.notifications.empty());
    CHECK_FALSE(page.timer_waits());
}

TEST_CASE("turned off and on again within a minute, reminders still come once") {
    Hidden page;
    page.add("Call", at(kToday, "14:00"));
    for (const char* value : {"off", "on", "off", "on"}) page.run("settings.set", {{"key", "notifications"}, {"value", value}});
    page.wait(moment(kToday, "15:00"));
    CHECK(page.titles() == Titles{"Call"});
}

TEST_CASE("of two tabs the one that has the book tells, and it tells on when the other takes over") {
    MemoryDisk disk;
    World writer(disk);
    const std::string lead = writer.run("lead.create", {{"fields", {{"name", "Ratna"}}}}).at("id");
    writer.run("settings.set", {{"key", "notifications"}, {"value", "on"}});
    for (const char* time : {"14:00", "16:00"}) writer.run("task.add", {{"lead", lead}, {"title", time}, {"due", at(kToday, time)}});
    World reader(disk, 2, app::AccessMode::reader_other_tab, tests::Slices::usual, writer.settings);
    reader.notification_access = NotificationAccess::granted;
    const auto wait = [&](const char* time) {
        while (writer.millis < moment(kToday, time)) {
            writer.millis = reader.millis += base::kMillisPerMinute;
            writer.pump();
            reader.pump();
        }
    };
    writer.in_front = reader.in_front = false;
    CHECK(reader.refuse("settings.set", {{"key", "notifications"}, {"value", "off"}}).code == "notifications.not_here");
    wait("15:00");
    CHECK(writer.notifications.size() == 1);
    CHECK(reader.notifications.empty());
    writer.session->lost_writer();
    reader.session->became_writer();
    wait("17:00");
    CHECK(writer.notifications.size() == 1);
    REQUIRE(reader.notifications.size() == 1);
    CHECK(reader.notifications.front().title == "16:00");
}

TEST_CASE("reminders are on only when the browser allows them, and what it says otherwise is told in words") {
    MemoryDisk disk;
    World page(disk);
    const auto turn_on = [&] { return page.refuse("settings.set", {{"key", "notifications"}, {"value", "on"}}).code; };
    page.notification_answer = NotificationAccess::denied;
    CHECK(turn_on() == "notifications.denied");
    CHECK(page.settings["notifications"] != "on");
    CHECK(page.session->reminders().detail.find("does not allow") != std::string::npos);
    page.notification_answer = page.notification_access = NotificationAccess::ask;
    CHECK(turn_on() == "notifications.unanswered");
    CHECK_FALSE(page.session->reminders().on);
    page.notification_answer = NotificationAccess::granted;
    page.run("settings.set", {{"key", "notifications"}, {"value", "on"}});
    CHECK(page.session->reminders().on);
    CHECK(page.session->reminders().detail.find("09:00") != std::string::npos);
    page.notification_access = NotificationAccess::denied;  // in the browser's own settings
    CHECK_FALSE(page.session->reminders().on);
    CHECK(page.session->reminders().detail.find("does not allow") != std::string::npos);
    CHECK(page.session->reminders().why_not.empty());  // what is wanted can be taken back
    page.run("settings.set", {{"key", "notifications"}, {"value", "off"}});
    CHECK_FALSE(page.session->reminders().why_not.empty());
    page.notification_access = NotificationAccess::granted;
    CHECK_FALSE(page.session->reminders().on);
    page.run("settings.set", {{"key", "notifications"}, {"value", "on"}});
    page.notification_access = NotificationAccess::ask;
    CHECK(page.session->reminders().detail.find("forgotten") != std::string::npos);
    for (const NotificationAccess none : {NotificationAccess::unsupported, NotificationAccess::insecure, NotificationAccess::from_file, NotificationAccess::not_installed}) {
        page.notification_access = none;
        CHECK(turn_on() == "notifications.not_here");
        CHECK_FALSE(page.session->reminders().why_not.empty());
        CHECK_FALSE(page.session->reminders().on);
    }
}

TEST_CASE("a notification that cannot be shown is told in the page") {
    Hidden page;
    page.add("Send the offer", at(kToday, "14:00"));
    page.notification_access = NotificationAccess::denied;
    page.wait(moment(kToday, "14:01"));
    const auto& notices = page.session->notices();
    CHECK(std::any_of(notices.begin(), notices.end(), [](const app::NoticeView& notice) { return notice.text == "A reminder could not be shown: Send the offer"; }));
}
