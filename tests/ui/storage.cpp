// Settings > Storage by role and name: verifying, raw download, copies that write themselves, the reminder, and what
// forgetting a person cannot reach.
#include "program.h"

#include <doctest/doctest.h>

using namespace tests;

namespace {

constexpr base::Millis kBurstIsOver = 7'000;

void open_page(Program& program) {
    program.go("/settings/storage");
    REQUIRE(hands::find(Role::heading, "Storage and backup") != nullptr);
}

void edit(Program& program) {
    program.session().run("lead.create", {{"fields", {{"name", "Siti Rahma"}}}});
    platform::request_frame();
    hands::settle();
}

// What lies below the fold is scrolled to as a screen reader does it.
bool press(Role role, std::string_view name) {
    const auto* node = hands::find(role, name);
    if (!node) return false;
    hands::act({base::SemanticEventKind::activate, node->id, ""});
    hands::settle();
    return true;
}

}  // namespace

TEST_CASE("storage page: a press verifies every file and says so") {
    Program program;
    program.open_sample();
    open_page(program);
    REQUIRE(press(Role::button, "Verify now"));
    CHECK(program.says("All whole: 2 files, 1 step, each as it was written."));
    storage::NewFile& file = hands::files().back();
    std::string bytes = file.bytes.joined();
    bytes[bytes.size() / 2] ^= 1;
    file.bytes = std::move(bytes);
    REQUIRE(press(Role::button, "Verify now"));
    CHECK(program.says("problem found"));
    CHECK(program.says(file.name));
}

TEST_CASE("what could not be saved is saved by a press as soon as there is room") {
    Program program;
    program.open_sample();
    CHECK(program.session().why_not(*program.session().command("storage.save")));
    hands::fail_commits(base::Error{"disk.quota", "The disk is full.", ""});
    edit(program);
    CHECK(program.session().shell().save == app::ShellView::Save::not_saved);
    hands::fail_commits(std::nullopt);
    REQUIRE(press(Role::button, "Try again"));
    CHECK(program.session().shell().save == app::ShellView::Save::saved);
    CHECK_FALSE(hands::find(Role::button, "Try again"));
}

TEST_CASE("storage page: with a copy of everything nothing is said to be in danger") {
    Program program;
    program.open_sample();
    program.session().run("export.snapshot", base::Json::object());
    open_page(program);
    CHECK(program.says("Everything is in a copy outside this browser, made today."));
    CHECK_FALSE(program.says("would lose the book"));
    edit(program);
    CHECK(program.says("Last copy outside this browser: today, 1 edit since."));
    CHECK(program.says("would lose the book"));
}

TEST_CASE("storage page: the files are listed by kind, and all of them can be downloaded as they are") {
    Program program;
    program.open_sample();
    open_page(program);
    CHECK(program.says("2 stored files"));
    CHECK_FALSE(program.says("Mark of format 1"));
    REQUIRE(press(Role::button, "Show files"));
    CHECK(program.says("Mark of format 1"));
    CHECK(program.says("Step 1"));
    REQUIRE(press(Role::button, "Hide files"));
    CHECK_FALSE(program.says("Mark of format 1"));
    const size_t before = hands::saved_files().size();
    REQUIRE(press(Role::button, "Download"));
    REQUIRE(hands::saved_files().size() == before + 1);
    CHECK(hands::saved_files().back().name == "corong.corong-raw");
}

TEST_CASE("storage page: a folder is chosen by a press, written after a burst, and stopped by a press") {
    Program program;
    program.open_sample();
    open_page(program);
    REQUIRE(press(Role::button, "Choose a folder"));
    CHECK(hands::copies().asked == 1);
    CHECK(program.says("Automatic copies into “Backups”"));
    CHECK(hands::copies().written.size() == 1);
    edit(program);
    hands::advance(kBurstIsOver);
    CHECK(hands::copies().written.size() == 2);
    CHECK(program.session().shell().edits_since_copy == 0);
    hands::advance(20'000);
    const int drawn = hands::frames_drawn();
    for (int minute = 0; minute < 5; ++minute) hands::advance(60'000);
    CHECK(hands::copies().written.size() == 2);
    CHECK(hands::frames_drawn() == drawn);  // nothing is due, nothing is drawn
    REQUIRE(press(Role::button, "Stop"));
    CHECK(hands::find(Role::button, "Choose a folder") != nullptr);
}

TEST_CASE("storage page: a lost permission is a notice with a button, on every page, and no question") {
    Program program;
    program.open_sample();
    open_page(program);
    REQUIRE(press(Role::button, "Choose a folder"));
    hands::copies().place.state = platform::CopyPlace::State::ask;
    program.go("/leads");
    edit(program);
    hands::advance(10'000);
    CHECK(hands::copies().asked == 1);
    REQUIRE(hands::find(Role::button, "Allow") != nullptr);
    REQUIRE(hands::press(Role::button, "Allow"));
    CHECK(hands::copies().asked == 2);
    CHECK(hands::copies().written.size() == 2);
}

TEST_CASE("storage page: a browser that cannot says so, and the reminder is chosen") {
    Program program;
    hands::copies().place.state = platform::CopyPlace::State::unsupported;
    program.open_sample();
    open_page(program);
    CHECK(program.says("This browser lets a page keep no copies by itself."));
    CHECK(hands::find(Role::button, "Choose a folder") == nullptr);
    CHECK(program.says("No copy outside this browser yet"));
    hands::advance(4 * base::kMillisPerMinute * 60 * 24);
    CHECK_FALSE(program.session().shell().copy_is_old);
    REQUIRE(press(Role::tab, "3 days"));
    CHECK(program.session().shell().copy_is_old);
    REQUIRE(press(Role::tab, "Never"));
    CHECK_FALSE(program.session().shell().copy_is_old);
}

TEST_CASE("storage page: on a phone the last copy is said beside the save state") {
    Program program({.width = 390, .height = 844});
    program.open_sample();
    program.go("/leads");
    CHECK(program.says("No copy elsewhere yet"));
    program.session().run("export.snapshot", base::Json::object());
    hands::settle();
    platform::request_frame();
    hands::settle();
    CHECK(program.says("Last copy: today"));
}

TEST_CASE("forget: the dialog names every file that is out of reach, and forgets only when it is pressed") {
    Program program;
    program.open_sample();
    program.session().run("export.csv", base::Json::object());
    hands::settle();
    program.go("/leads");
    const std::string id = program.session().lead_row(program.session().leads(program.face().query).rows.at(0)).id;
    const int64_t leads = program.session().shell().leads_total;
    program.go("/lead/" + id);
    REQUIRE(hands::press(Role::button, "More for this lead"));
    REQUIRE(hands::press(Role::menu_item, "Forget for good"));
    REQUIRE(hands::find(Role::dialog, "Forget this person") != nullptr);
    CHECK(program.says("corong-2026-11-18.csv · List of leads · "));
    REQUIRE(hands::press(Role::button, "Cancel"));
    CHECK(program.session().shell().leads_total == leads);
    REQUIRE(hands::press(Role::button, "More for this lead"));
    REQUIRE(hands::press(Role::menu_item, "Forget for good"));
    REQUIRE(hands::press(Role::button, "Forget for good"));
    CHECK(program.session().shell().leads_total == leads - 1);
    CHECK(program.session().lead(id) == nullptr);
}
