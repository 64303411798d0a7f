// What must hold in every view, at every width, in every state: names, ids, words of the catalogue, no boxes in each
// other's way, nothing cut that must not be, rest.
#include "program.h"

#include "app/messages.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <functional>
#include <map>
#include <set>

using namespace tests;

namespace {

struct Size {
    float width, height;
};
constexpr Size kSizes[] = {{390, 844}, {760, 900}, {900, 700}, {1024, 768}, {1440, 900}, {2560, 1300}};

hands::World world_of(Size size, const std::string& language = "en") {
    hands::World world;
    world.width = size.width;
    world.height = size.height;
    world.preferences.language = language;
    return world;
}

// Every language at every width.
void everywhere(const std::function<void(Size size, const std::string& language)>& look) {
    for (const std::string& language : app::languages())
        for (const Size size : kSizes) {
            INFO(language, " at ", size.width);
            look(size, language);
        }
}

bool overlap(const base::Rectangle& a, const base::Rectangle& b) {
    constexpr float kSlack = 1;
    return a.x + kSlack < b.x + b.width && b.x + kSlack < a.x + a.width && a.y + kSlack < b.y + b.height && b.y + kSlack < a.y + a.height;
}

bool inside(const std::vector<base::SemanticNode>& nodes, size_t node, size_t of) {
    for (int32_t parent = nodes[node].parent; parent >= 0; parent = nodes[static_cast<size_t>(parent)].parent)
        if (static_cast<size_t>(parent) == of) return true;
    return false;
}

bool is_key(const std::string& text) {
    static const std::vector<std::string> keys = app::message_keys();  // the same in every language
    return std::binary_search(keys.begin(), keys.end(), text);
}

// Words of ours: never cut, at no width. What comes from a list (companies, notes, samples, titles) may be.
bool is_ours(const std::string& text) {
    static std::map<std::string, std::set<std::string>> ours;  // by language
    std::set<std::string>& texts = ours[app::locale().language];
    if (texts.empty())
        // What happened stands in lists, where it may be cut like any other value; the hint is a step of the sample book.
        for (const std::string& key : app::message_keys())
            if (!key.starts_with("activity.") && !key.starts_with("fact.") && key != "task.what_hint") texts.insert(app::tr(key));
    return texts.contains(text);
}

void check_words(const base::SemanticNode& node) {
    for (const std::string* text : {&node.name, &node.value, &node.description}) {
        CHECK(!is_key(*text));
        CHECK(text->find('{') == std::string::npos);
    }
}

// Floats: a toast and the selection bar lie over the list on purpose.
bool floats(const std::vector<base::SemanticNode>& nodes, size_t node) {
    for (auto at = static_cast<int32_t>(node); at >= 0; at = nodes[static_cast<size_t>(at)].parent) {
        const Role role = nodes[static_cast<size_t>(at)].role;
        if (role == Role::status || role == Role::alert) return true;
    }
    return false;
}

void check_tree(Size size) {
    const auto& nodes = hands::tree().nodes;
    std::set<uint64_t> ids;
    std::vector<size_t> boxes;
    for (size_t i = 0; i < nodes.size(); ++i) {
        const auto& node = nodes[i];
        INFO(node.name, " role ", static_cast<int>(node.role));
        CHECK(node.parent < static_cast<int32_t>(i));
        CHECK_MESSAGE(ids.insert(node.id).second, "two elements share an id");
        check_words(node);
        if (!is_interactive(node)) continue;
        CHECK(!node.name.empty());
        if (node.box.width < 1 || node.box.height < 1) continue;  // scrolled out of sight
        CHECK(node.box.x >= -1);
        CHECK(node.box.x + node.box.width <= size.width + 1);
        CHECK(node.box.y >= -1);
        CHECK(node.box.y + node.box.height <= size.height + 1);
        if (!floats(nodes, i)) boxes.push_back(i);
    }
    for (size_t a = 0; a < boxes.size(); ++a)
        for (size_t b = a + 1; b < boxes.size(); ++b) {
            if (inside(nodes, boxes[b], boxes[a])) continue;
            INFO(nodes[boxes[a]].name, " / ", nodes[boxes[b]].name);
            CHECK(!overlap(nodes[boxes[a]].box, nodes[boxes[b]].box));
        }
    for (const std::string& text : corong::program().face.semantics.cut_texts()) {
        INFO("cut: ", text);
        CHECK(!is_ours(text));
    }
}

void draw_again() {
    platform::request_frame();
    hands::settle();
}

void check_views(Program& program, Size size, const std::string& lead) {
    for (const std::string& path : {std::string("/today"), std::string("/leads"), "/lead/" + lead, std::string("/board"), "/lead/" + lead, std::string("/companies"), std::string("/deals"), std::string("/import"), std::string("/conflicts"), std::string("/history"), std::string("/settings"), std::string("/keys"), std::string("/widgets")}) {
        INFO(path, " at ", size.width);
        program.go(path);
        check_tree(size);
    }
    for (const char* page : {"language", "reminders", "storage", "about"}) {
        INFO(page, " at ", size.width);
        program.face().settings_page = page;
        program.go("/settings");
        draw_again();
        check_tree(size);
    }
    program.face().settings_page = "appearance";
}

std::string first_lead(Program& program) {
    return program.session().lead_row(program.session().leads(program.face().query).rows.at(0)).id;
}

constexpr const char* kMixed =
    "Name;E-mail;Betrag;Datum;Status;A column with a very long header indeed, as exports have them\n"
    "Ratna Kusumadewi;ratna@dapur.example;1.200;03/04/2026;Won;1\n"
    "Lars Petter Vik;lars@vik.example;2.300;05/06/2026;Open;2\n"
    ";;;;Open;3\n"
    "Elif Yılmaz;elif@bogaz.example;3.400;07/08/2026;Lost;4\n";

}  // namespace

TEST_CASE("an empty book in every view at every width") {
    everywhere([](Size size, const std::string& language) {
        Program program(world_of(size, language));
        check_tree(size);
        check_views(program, size, "nobody");
    });
}

TEST_CASE("the sample book in every view at every width") {
    everywhere([](Size size, const std::string& language) {
        Program program(world_of(size, language));
        program.session().run("sample.open", base::Json::object());
        draw_again();
        check_tree(size);  // with the toast
        hands::advance(10'000);
        check_views(program, size, first_lead(program));
    });
}

TEST_CASE("a book that another tab writes, and one that cannot be saved, in every view at every width") {
    everywhere([](Size size, const std::string& language) {
        Program program(world_of(size, language));
        program.open_sample();
        const std::string lead = first_lead(program);
        hands::fail_commits(base::Error{"disk.quota", "The disk is full.", ""});
        program.session().run("lead.set", {{"id", lead}, {"field", "company"}, {"value", "Typed on a full disk"}});
        hands::settle();
        REQUIRE(program.session().shell().save == app::ShellView::Save::not_saved);
        check_views(program, size, lead);
        hands::fail_commits(std::nullopt);
        hands::advance(120'000);
        REQUIRE(program.session().shell().save == app::ShellView::Save::saved);
        hands::lose_writer();
        REQUIRE(program.session().shell().save == app::ShellView::Save::read_only);
        check_views(program, size, lead);
    });
}

TEST_CASE("the storage page with all it can show, at every width") {
    everywhere([](Size size, const std::string& language) {
        Program program(world_of(size, language));
        program.open_sample();
        for (int i = 0; i < 3; ++i) program.session().run("export.csv", base::Json::object());
        program.session().run("share.save", {{"passphrase", "open sesame"}});
        program.session().run("copies.choose", {{"kind", "folder"}});
        hands::settle();
        program.session().run("export.snapshot", base::Json::object());
        hands::settle();
        const std::string snapshot = hands::saved_files().back().bytes;
        program.session().run("lead.create", {{"fields", {{"name", "Not in the file"}}}});
        hands::settle();
        program.session().import_file("a file with a name that is long enough to be cut somewhere.corong.json", snapshot, {{"confirmed", true}}, [](auto) {});
        hands::settle();
        storage::NewFile& file = hands::files().back();
        std::string bytes = file.bytes.joined();
        bytes[bytes.size() / 2] ^= 1;
        file.bytes = std::move(bytes);
        program.reload();
        program.face().storage = {.all_copies = true, .all_files = true};
        program.go("/settings/storage");
        hands::advance(10'000);
        CHECK(program.says(app::tr("settings.in_browser")));
        check_tree(size);
        program.session().run("storage.verify", base::Json::object());
        draw_again();
        check_tree(size);
        hands::copies().place.state = platform::CopyPlace::State::ask;
        program.session().run("lead.create", {{"fields", {{"name", "To be copied"}}}});
        hands::settle();
        hands::advance(10'000);
        draw_again();
        check_tree(size);
        program.face().forget = {true, first_lead(program), "Somebody"};
        draw_again();
        check_tree(size);
    });
}

TEST_CASE("an import that asks, a file that is refused and a merge at every width") {
    everywhere([](Size size, const std::string& language) {
        Program program(world_of(size, language));
        hands::drop({"a name of a file that is long enough to be cut somewhere.csv", kMixed});
        REQUIRE(program.session().import_view() != nullptr);
        REQUIRE(!program.session().import_view()->questions.empty());
        check_tree(size);
        for (const auto& question : program.session().import_view()->questions)
            program.session().run("import.answer", {{"column", question.column}, {"answer", question.answers.at(0).first}});
        draw_again();
        REQUIRE(program.session().import_view()->ready);
        check_tree(size);
        program.session().run("import.run", base::Json::object());
        draw_again();
        REQUIRE(program.session().shell().leads_total == 3);
        program.go("/import");
        REQUIRE(hands::find(Role::button, app::tr("import.download_rejected")) != nullptr);
        check_tree(size);
        hands::drop({"brochure.pdf", "%PDF-1.7\n"});
        REQUIRE(program.session().file_error() != nullptr);
        check_tree(size);
        program.session().run("import.cancel", base::Json::object());
        program.session().run("export.snapshot", base::Json::object());
        hands::settle();
        const std::string snapshot = hands::saved_files().at(0).bytes;
        Program other(world_of(size, language));
        hands::drop({"a colleague.corong.json", snapshot});
        REQUIRE(other.session().merge_view() != nullptr);
        check_tree(size);
    });
}

TEST_CASE("a colleague's file at every width: the list, a person, the file as a whole") {
    everywhere([](Size size, const std::string& language) {
        Program program(world_of(size, language));
        program.open_sample();
        program.session().run("export.snapshot", base::Json::object());
        hands::settle();
        const std::string snapshot = hands::saved_files().at(0).bytes;
        const std::string id = first_lead(program);
        program.session().run("lead.set", {{"id", id}, {"field", "phone"}, {"value", "+47 900 00 000"}});
        program.session().run("lead.set", {{"id", id}, {"field", "notes"}, {"value", "Wants the price list first, then a call, and to hear how others in Vestland keep their cold store cold"}});
        program.session().run("export.snapshot", base::Json::object());
        hands::settle();
        const std::string newer = hands::saved_files().at(1).bytes;
        Program other(world_of(size, language));
        hands::drop({"a colleague.corong.json", snapshot});
        other.session().run("merge.run", base::Json::object());
        hands::settle();
        hands::drop({"a colleague.corong.json", newer});
        REQUIRE(other.session().merge_view() != nullptr);
        REQUIRE(other.session().merge_view()->of == 1);
        draw_again();
        check_tree(size);
        other.face().merge.open = "leads/" + id;
        draw_again();
        check_tree(size);
        CHECK(other.says("Wants the price list first"));
        other.face().merge.open.clear();
        other.face().merge.about = true;
        draw_again();
        check_tree(size);
        other.face().merge.query.search = "nobody is called so";
        other.face().merge.about = false;
        draw_again();
        check_tree(size);
    });
}

TEST_CASE("dialogs have names and boxes of their own, and hide what is behind them") {
    everywhere([](Size size, const std::string& language) {
        Program program(world_of(size, language));
        program.open_sample();
        program.go("/leads");
        const std::function<void(ui::Face&)> opens[] = {[](ui::Face& face) { face.add_lead.open = true; }, [](ui::Face& face) { face.log.open = true; },
                                                        [](ui::Face& face) { face.palette.open = true; }, [](ui::Face& face) { face.task.open = true; },
                                                        [](ui::Face& face) { face.columns_open = true; }};
        for (const auto& open : opens) {
            INFO("dialog ", &open - opens, " at ", size.width);
            open(program.face());
            draw_again();
            check_tree(size);
            CHECK(hands::find(Role::grid, app::tr("leads.title")) == nullptr);
            program.face().add_lead.open = program.face().log.open = program.face().palette.open = program.face().task.open = program.face().columns_open = false;
            draw_again();
        }
        for (const bool used : {false, true}) {
            program.face().filter_open = true;
            if (used) program.face().query.facets = {{"temperature", {"hot", "warm"}}, {"grade", {"1", "2", "3"}}, {"stage", {"prospect"}}};
            draw_again();
            check_tree(size);
            program.face().filter_open = false;
            draw_again();
            check_tree(size);
        }
        program.face().query.facets.clear();
        program.session().run("share.open", {{"leads", {first_lead(program)}}});
        draw_again();
        for (const char* key : {"share.everything", "share.redacted", "share.passphrase"}) {
            const std::string choice = app::tr(key);
            INFO(choice, " at ", size.width);
            hands::press(size.width < 600 ? Role::button : Role::tab, choice);
            draw_again();
            check_tree(size);
            CHECK(hands::find(Role::grid, app::tr("leads.title")) == nullptr);
        }
        program.session().run("share.close", base::Json::object());
        hands::drop({"a colleague's book with a long name.corong.sealed", "Corong sealed snapshot: open it in Corong with its passphrase.\nno\n"});
        draw_again();
        check_tree(size);
        program.session().run("sealed.open", {{"passphrase", "open sesame"}});
        draw_again();
        check_tree(size);
    });
}

TEST_CASE("names, grades and numbers are never cut, and where there is room neither are steps nor activities") {
    for (const Size size : kSizes) {
        Program program(world_of(size));
        program.open_sample();
        program.go("/leads");
        std::set<std::string> names, words;
        for (const auto& handle : program.session().leads(program.face().query).rows) {
            const app::LeadRow row = program.session().lead_row(handle);
            names.insert({row.name, row.value, row.due, std::to_string(row.score.total)});
            words.insert({row.next_step, row.last_activity, row.company});
        }
        for (const std::string& cut : program.face().semantics.cut_texts()) {
            INFO(cut, " at ", size.width);
            CHECK(!names.contains(cut));
            if (size.width >= 2560) CHECK(!words.contains(cut));
        }
    }
}

TEST_CASE("every view comes to rest") {
    Program program;
    program.open_sample();
    for (const char* path : {"/today", "/leads", "/board", "/companies", "/deals", "/import", "/conflicts", "/history", "/settings", "/settings/storage", "/keys", "/widgets"}) {
        INFO(path);
        program.go(path);
        hands::settle();
        const int before = hands::frames_drawn();
        CHECK(hands::settle() == 0);
        hands::advance(10'000);
        CHECK(hands::frames_drawn() - before <= 2);
    }
}

TEST_CASE("under a finger nothing that is pressed is smaller than 40") {
    constexpr float kLeast = 40, kTall = 20'000;  // nothing is cut by an edge
    for (const std::string& language : app::languages()) {
        hands::World world = world_of({390, kTall}, language);
        world.preferences.touch = true;
        Program program(world);
        program.open_sample();
        const std::string lead = first_lead(program);
        for (const std::string& path : {std::string("/today"), std::string("/leads"), std::string("/leads?temperature=hot&group=owner"), "/lead/" + lead, std::string("/board"), std::string("/companies"), std::string("/deals"), std::string("/import"), std::string("/conflicts"), std::string("/history"), std::string("/settings"), std::string("/keys"), std::string("/widgets")}) {
            program.go(path);
            draw_again();
            for (const base::SemanticNode& node : hands::tree().nodes) {
                if (!is_interactive(node) || node.role == Role::cell || node.box.width < 1 || node.box.height < 1) continue;
                INFO(path, ": ", node.name, " role ", static_cast<int>(node.role), " ", node.box.width, " x ", node.box.height);
                CHECK(node.box.width >= kLeast - 0.5f);
                CHECK(node.box.height >= kLeast - 0.5f);
            }
        }
    }
}
