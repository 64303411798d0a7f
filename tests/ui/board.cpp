// The board as a person looks at it: columns and cards, keyboard, phone, many leads.
#include "board_hands.h"

#include "app/messages.h"
#include "core/support/random.h"

using namespace tests;

TEST_CASE("board: columns say their stage and how many, cards who, how good, how warm and what comes next") {
    Board program;
    CHECK(hands::find(Role::region, "Qualification, 1 lead") != nullptr);
    CHECK(hands::find(Role::region, "Customer, 0 leads") != nullptr);
    CHECK(hands::find(Role::list, "Prospect") != nullptr);
    const base::SemanticNode* card = hands::find(Role::link, "Budi Santoso");
    REQUIRE(card != nullptr);
    for (const char* part : {"Qualification", "fit", "Grade", "Asked for a quote"}) CHECK((card->description.find(part) != std::string::npos || std::string(part) == "Asked for a quote"));
    CHECK(card->href == "#/lead/" + program.budi);
    CHECK(program.says("Nobody here"));
    CHECK(program.says("Dragging a card asks what happened, and records it."));
}

TEST_CASE("board: the rail, two keys, the palette and a phone's lower edge lead there") {
    Program program;
    program.open_sample();
    hands::key(ImGuiKey_G);
    hands::key(ImGuiKey_B);
    CHECK(program.session().route() == "/board");
    program.go("/today");
    REQUIRE(hands::press(Role::link, "Board"));
    CHECK(program.session().route() == "/board");
    CHECK(hands::tree().title.find("Board") != std::string::npos);
    program.go("/today");
    hands::key(ImGuiMod_Ctrl | ImGuiKey_K);
    hands::type("to board");
    hands::key(ImGuiKey_Enter);
    CHECK(program.session().route() == "/board");
    hands::resize(390, 844);
    program.go("/today");
    REQUIRE(hands::press(Role::link, "Board"));
    CHECK(program.session().route() == "/board");
    CHECK(hands::find(Role::tab_list, "Stages") != nullptr);
}

TEST_CASE("board: it is the list's leads, each once, whatever is filtered, and the way back keeps it") {
    Program program;
    program.open_sample();
    program.face().query.facets = {{"temperature", {"hot", "warm"}}};
    program.go("/board");
    size_t dealt = 0;
    for (const app::BoardColumn& column : program.session().board(program.face().query).columns) dealt += column.rows.size();
    CHECK(dealt == program.session().leads(program.face().query).rows.size());
    CHECK(dealt > 0);
    CHECK(hands::find(Role::button, "Remove Temperature") != nullptr);
    REQUIRE(hands::press(Role::link, "Leads"));
    CHECK(program.session().route().starts_with("/leads"));
    CHECK(program.face().query.facets.size() == 1);
}

TEST_CASE("board: the lead opens beside it, its way on goes through the list, and closing it is back on the board") {
    Board program;
    REQUIRE(hands::press(Role::link, "Budi Santoso"));
    REQUIRE(program.session().route() == "/lead/" + program.budi);
    CHECK(hands::find(Role::region, "Prospect, 1 lead") != nullptr);
    CHECK(hands::find(Role::link, "Board")->selected);
    REQUIRE(hands::find(Role::button, "Next lead") != nullptr);
    hands::key(ImGuiKey_Escape);
    CHECK(program.session().route() == "/board");
    program.go("/today");
    program.go("/lead/" + program.budi);
    CHECK(hands::find(Role::region, "Prospect, 1 lead") == nullptr);
    hands::key(ImGuiKey_Escape);
    CHECK(program.session().route() == "/leads");
}

TEST_CASE("board: arrows go from card to card and from column to column, Enter opens, Escape is back at the card") {
    Board program;
    for (const char* name : {"Ida", "Rune", "Made"}) program.lead(name, "quote_request");
    for (const char* name : {"Ketut", "Wayan"}) program.lead(name, "demo_attended");
    const auto names = [&](std::string_view id) {
        std::vector<std::string> names;
        for (const app::BoardColumn& column : program.session().board(program.face().query).columns)
            if (column.id == id)
                for (const app::RowHandle& row : column.rows) names.push_back(program.session().lead_row(row).name);
        return names;
    };
    const std::vector<std::string> left = names("qualification"), right = names("prospect");
    REQUIRE(left.size() == 4);
    REQUIRE(right.size() == 3);
    program.go("/today");
    program.go("/board");
    const auto after = [&](ImGuiKey key) {
        hands::key(key);
        return focused_card(program);
    };
    CHECK(after(ImGuiKey_DownArrow) == left[0]);  // who comes to the board goes on in it
    CHECK(after(ImGuiKey_DownArrow) == left[1]);
    CHECK(after(ImGuiKey_RightArrow) == right[1]);
    CHECK(after(ImGuiKey_LeftArrow) == left[1]);
    CHECK(after(ImGuiKey_UpArrow) == left[0]);
    CHECK(after(ImGuiKey_UpArrow) == left[0]);
    CHECK(after(ImGuiKey_End) == left[3]);
    CHECK(after(ImGuiKey_RightArrow) == right[2]);
    CHECK(after(ImGuiKey_RightArrow) == "Nadia Hapsari");  // past those where nobody is
    CHECK(after(ImGuiKey_RightArrow) == "Nadia Hapsari");
    CHECK(after(ImGuiKey_LeftArrow) == right[0]);
    CHECK(after(ImGuiKey_Home) == right[0]);
    hands::key(ImGuiKey_Enter);
    CHECK(program.session().route().starts_with("/lead/"));
    CHECK(program.session().lead(program.session().route().substr(6))->head.name == right[0]);
    hands::key(ImGuiKey_Escape);
    REQUIRE(program.session().route() == "/board");
    CHECK(focused_card(program) == right[0]);
    hands::key(ImGuiKey_Tab);  // the columns are stops on the way of Tab
    CHECK(focused_card(program) == "Nadia Hapsari");
}

TEST_CASE("board: a screen reader opens a card, and brings the keyboard to one") {
    Board program;
    const base::SemanticNode* card = hands::find(Role::link, "Silje Tveit");
    REQUIRE(card != nullptr);
    hands::act({base::SemanticEventKind::focus, card->id, {}});
    CHECK(focused_card(program) == "Silje Tveit");
    hands::act({base::SemanticEventKind::activate, hands::find(Role::link, "Silje Tveit")->id, {}});
    CHECK(program.session().route() == "/lead/" + program.silje);
}

TEST_CASE("board: an empty book, and filters that leave nobody") {
    Program empty;
    empty.go("/board");
    CHECK(hands::find(Role::button, "Open the sample book") != nullptr);
    Board program;
    program.face().query.search = "nobody is called so";
    program.go("/board");
    CHECK(program.says("No lead matches"));
    REQUIRE(hands::press(Role::button, "Clear search"));
    CHECK(hands::find(Role::link, "Budi Santoso") != nullptr);
}

TEST_CASE("board: on a phone the stages are tabs over one column, and a finger turns the page") {
    Board program(390, 844);
    REQUIRE(hands::find(Role::tab, "Qualification") != nullptr);
    REQUIRE(hands::press(Role::tab, "Qualification"));
    CHECK(hands::find(Role::tab, "Qualification")->selected);
    CHECK(hands::find(Role::link, "Budi Santoso") != nullptr);
    CHECK(hands::find(Role::link, "Silje Tveit") == nullptr);
    const base::Rectangle card = box_of(Role::link, "Budi Santoso");
    CHECK(card.x >= 0);
    CHECK(card.x + card.width <= 390);
    CHECK(card.width > 300);
    const auto swipe = [&](float turns) {
        hands::move(195, 500);
        hands::advance(1000);
        for (int i = 0; i < 6; ++i) {
            ImGui::GetIO().AddMouseWheelEvent(turns, 0);
            platform::request_frame(2);
            hands::draw();
        }
        hands::settle();
    };
    swipe(-1);
    CHECK(hands::find(Role::tab, "Prospect")->selected);  // one page, however far
    CHECK(hands::find(Role::link, "Silje Tveit") != nullptr);
    swipe(1);
    CHECK(hands::find(Role::tab, "Qualification")->selected);
    swipe(0.1f);
    CHECK(hands::find(Role::tab, "Qualification")->selected);
}

TEST_CASE("board: of many leads only those in sight are asked for") {
    Program program;
    std::string list = "Name,E-mail,Source\n";
    const size_t leads = cases(1) > 1 ? 100'000 : 5'000;
    for (size_t i = 0; i < leads; ++i) list += "Lead " + std::to_string(i) + ",l" + std::to_string(i) + "@mail.example,Fair\n";
    hands::drop({"many.csv", list});
    REQUIRE(hands::press(Role::button, "Import "));
    hands::advance(10'000);
    program.go("/board");
    REQUIRE(program.session().leads(program.face().query).rows.size() == leads);
    CHECK(program.session().board(program.face().query).columns.front().rows.size() == leads);
    CHECK(cards() > 3);
    CHECK(cards() < 12);
    hands::key(ImGuiKey_DownArrow);
    hands::key(ImGuiKey_End);
    CHECK(cards() < 12);
    const auto& columns = program.session().board(program.face().query).columns;
    CHECK(focused_card(program) == program.session().lead_row(columns.front().rows.back()).name);
}

TEST_CASE("board: names, numbers and dates are never cut; companies may be") {
    for (const float width : {390.f, 760.f, 1024.f, 1440.f}) {
        Program program(world_of(width, 844));
        program.open_sample();
        program.face().query.show = app::Show::all;
        program.go("/board");
        for (const app::BoardColumn& column : program.session().board(program.face().query).columns) {
            if (width < 600) {
                program.face().board.column = column.id;
                platform::request_frame();
                hands::settle();
            }
            for (const app::RowHandle& handle : column.rows) {
                const app::LeadRow row = program.session().lead_row(handle);
                for (const std::string& cut : program.face().semantics.cut_texts()) {
                    INFO(cut, " at ", width);
                    CHECK(cut != row.name);
                    CHECK((cut != row.value && cut != row.due && cut != row.closed_on && cut != std::to_string(row.score.total)));
                }
            }
        }
    }
}
