// The dialog Share, and the one that asks for a passphrase, by role and name.
#include "program.h"

#include <doctest/doctest.h>
#include <imgui.h>

#include <algorithm>

using namespace tests;

namespace {

void write(std::string_view field, std::string_view text) {
    const auto* node = hands::find(Role::text_field, field);
    REQUIRE_MESSAGE(node != nullptr, field << "\n" << hands::shown_text());
    hands::act({base::SemanticEventKind::set_value, node->id, std::string(text)});
    hands::settle();
}

size_t files() { return hands::saved_files().size(); }

void open_share(Program& program) {
    program.session().run("share.open", base::Json::object());
    hands::settle();
    REQUIRE(hands::find(Role::dialog, "Share") != nullptr);
}

}  // namespace

TEST_CASE("share: everything as it is, from the settings, with the fingerprint") {
    Program program;
    program.open_sample();
    program.go("/settings");
    REQUIRE(hands::press(Role::tab, "Storage"));
    REQUIRE(hands::press(Role::button, "Share"));
    REQUIRE(hands::find(Role::dialog, "Share") != nullptr);
    CHECK(program.says("It is a copy of the whole book."));
    CHECK(program.says("Fingerprint of the book: "));
    const size_t before = files();
    REQUIRE(hands::press(Role::button, "Save file"));
    REQUIRE(files() == before + 1);
    CHECK(hands::saved_files().back().name == "corong-2026-11-18.corong.json");
    CHECK(hands::find(Role::dialog, "Share") == nullptr);
    CHECK_FALSE(program.session().shell().last_copy.empty());
}

TEST_CASE("share: the selected leads, redacted, under a passphrase") {
    Program program;
    program.open_sample();
    program.go("/leads");
    for (size_t i = 0; i < 3; ++i) program.face().selected.insert(program.session().leads(program.face().query).rows.at(i).row);
    hands::settle();
    platform::request_frame();
    hands::settle();
    REQUIRE(hands::press(Role::button, "Share"));
    CHECK(program.says("3 leads will be in the file"));
    REQUIRE(hands::press(Role::tab, "Redacted"));
    CHECK(program.says("Left out: "));
    CHECK(program.says("nobody else can"));
    CHECK(program.says("It does not count as a copy of the book."));
    CHECK(hands::find(Role::combo_box, "Name") != nullptr);
    REQUIRE(hands::press(Role::tab, "Passphrase"));
    const size_t before = files();
    write("Passphrase", "short");
    REQUIRE(hands::press(Role::button, "Save file"));
    CHECK(files() == before);
    write("Passphrase", "open sesame");
    write("Passphrase once more", "open barley");
    REQUIRE(hands::press(Role::button, "Save file"));
    CHECK(files() == before);
    CHECK(program.says("The two are not the same"));
    write("Passphrase once more", "open sesame");
    REQUIRE(hands::press(Role::button, "Save file"));
    REQUIRE(files() == before + 1);
    CHECK(hands::saved_files().back().name == "corong-2026-11-18-part.corong.sealed");
    CHECK(program.session().shell().last_copy.empty());
}

TEST_CASE("share: a passphrase is dots until it is asked for") {
    Program program;
    program.open_sample();
    open_share(program);
    REQUIRE(hands::press(Role::tab, "Passphrase"));
    write("Passphrase", "open sesame");
    CHECK_FALSE(program.says("open sesame"));
    REQUIRE(hands::press(Role::button, "Show the passphrase"));
    CHECK(program.says("open sesame"));
    hands::key(ImGuiKey_Escape);
    hands::key(ImGuiKey_Escape);
    CHECK(hands::find(Role::dialog, "Share") == nullptr);
    CHECK(program.face().share.passphrase.empty());
}

TEST_CASE("share: a sealed file asks for its passphrase, again after a wrong one, and is merged") {
    std::string sealed;
    {
        Program program;
        program.open_sample();
        open_share(program);
        REQUIRE(hands::press(Role::tab, "Passphrase"));
        write("Passphrase", "open sesame");
        write("Passphrase once more", "open sesame");
        REQUIRE(hands::press(Role::button, "Save file"));
        REQUIRE_FALSE(hands::saved_files().empty());
        sealed = hands::saved_files().back().bytes;
    }
    Program program;
    hands::drop({"book.corong.sealed", sealed});
    REQUIRE(hands::find(Role::dialog, "Sealed file") != nullptr);
    write("Passphrase", "open barley");
    REQUIRE(hands::press(Role::button, "Open"));
    CHECK(program.says("This passphrase does not open the file"));
    write("Passphrase", "open sesame");
    REQUIRE(hands::press(Role::button, "Open"));
    CHECK(hands::find(Role::dialog, "Sealed file") == nullptr);
    REQUIRE(program.session().merge_view() != nullptr);
    REQUIRE(hands::press(Role::button, "Merge"));
    CHECK(program.session().shell().leads_total > 10);
}

TEST_CASE("share: on a phone it is a sheet that scrolls, and its button stays in sight") {
    Program program({.width = 390, .height = 700});
    program.open_sample();
    open_share(program);
    REQUIRE(hands::press(Role::tab, "Redacted"));
    const auto* save = hands::find(Role::button, "Save file");
    REQUIRE(save != nullptr);
    CHECK(save->box.y + save->box.height <= 700);
    const auto* dialog = hands::find(Role::dialog, "Share");
    CHECK(dialog->box.y >= 0);
}
