// Settings > Reminders by role and name: what the toggle shows, asks and says, whatever the browser allows.
#include "program.h"

#include <doctest/doctest.h>

using namespace tests;
using platform::NotificationAccess;

namespace {

constexpr std::string_view kToggle = "Remind me of due tasks";

const base::SemanticNode& toggle() {
    const base::SemanticNode* node = hands::find(Role::toggle, kToggle);
    REQUIRE(node != nullptr);
    return *node;
}

bool is_on() { return toggle().checked == base::Checked::yes; }

void open_page(Program& program) {
    program.go("/settings/reminders");
    REQUIRE(hands::find(Role::heading, "Reminders") != nullptr);
}

void draw_again() {
    platform::request_frame();
    hands::settle();
}

}  // namespace

TEST_CASE("reminders: a press asks the browser, and the toggle is on when it allows them, also after a reload") {
    Program program;
    open_page(program);
    CHECK_FALSE(is_on());
    CHECK(program.says("each task at its hour"));
    REQUIRE(hands::press(Role::toggle, kToggle));
    CHECK(hands::notifications().asked == 1);
    CHECK(is_on());
    program.reload();
    hands::notifications().access = NotificationAccess::granted;
    open_page(program);
    CHECK(is_on());
    REQUIRE(hands::press(Role::toggle, kToggle));
    CHECK_FALSE(is_on());
    CHECK(hands::notifications().asked == 0);
}

TEST_CASE("reminders: refused, the toggle goes back to off, and it is said where that can be changed") {
    Program program;
    open_page(program);
    hands::notifications().answer = NotificationAccess::denied;
    REQUIRE(hands::press(Role::toggle, kToggle));
    CHECK_FALSE(is_on());
    CHECK_FALSE(toggle().enabled);
    CHECK(program.says("Reminders stay off: the browser does not allow notifications from this page."));
    CHECK(program.says("You can allow them in its site settings, next to the address."));
}

TEST_CASE("reminders: a question that is not answered is asked again by the next press") {
    Program program;
    open_page(program);
    hands::notifications().answer = NotificationAccess::ask;
    REQUIRE(hands::press(Role::toggle, kToggle));
    CHECK_FALSE(is_on());
    CHECK(program.says("the browser’s question was not answered"));
    hands::notifications().answer = NotificationAccess::granted;
    REQUIRE(hands::press(Role::toggle, kToggle));
    CHECK(hands::notifications().asked == 2);
    CHECK(is_on());
}

TEST_CASE("reminders: what the browser takes back is seen at once") {
    Program program;
    open_page(program);
    REQUIRE(hands::press(Role::toggle, kToggle));
    REQUIRE(is_on());
    hands::notifications().access = NotificationAccess::denied;
    const int frames = hands::frames_drawn();
    hands::notifications().changed();
    hands::settle();
    CHECK(hands::frames_drawn() > frames);
    CHECK_FALSE(is_on());
    CHECK(program.says("The browser does not allow notifications from this page."));
    hands::notifications().access = NotificationAccess::granted;
    hands::notifications().changed();
    hands::settle();
    CHECK(is_on());
}

TEST_CASE("reminders: where there can be none, the toggle is disabled and says why") {
    Program program;
    open_page(program);
    const std::pair<NotificationAccess, std::string_view> none[] = {{NotificationAccess::unsupported, "This browser cannot show notifications"}, {NotificationAccess::from_file, "A page opened as a file"},
                                                                   {NotificationAccess::insecure, "begins with https"}, {NotificationAccess::not_installed, "home screen"}};
    for (const auto& one : none) {
        const std::string_view words = one.second;
        CAPTURE(words);
        hands::notifications().access = one.first;
        draw_again();
        CHECK_FALSE(toggle().enabled);
        CHECK(toggle().description.find(words) != std::string::npos);
        CHECK(program.says(words));
        hands::press(Role::toggle, kToggle);
        CHECK_FALSE(is_on());
    }
    CHECK(hands::notifications().asked == 0);
}

TEST_CASE("reminders: a tab that reads along leaves them to the one that has the book") {
    Program program({.access = platform::Access::reader_other_tab});
    open_page(program);
    CHECK_FALSE(toggle().enabled);
    CHECK(program.says("Another tab is editing this book"));
}

TEST_CASE("reminders: on a phone the pages of the settings are chosen from a list") {
    Program program({.width = 390, .height = 844});
    program.go("/settings/reminders");
    REQUIRE(hands::press(Role::combo_box, "Settings"));
    REQUIRE(hands::press(Role::option, "About"));
    CHECK(program.session().route() == "/settings/about");
    CHECK(program.says("Version"));
}
