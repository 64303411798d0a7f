// The language of the face: it can be chosen at any time, all that is shown follows, and what cannot be had changes nothing.
#include "app/messages.h"
#include "support/session_fixture.h"

#include <doctest/doctest.h>

#include <set>
#include <string>
#include <vector>

using base::Json;
using tests::World;

namespace {

// Other tests speak English.
struct EnglishAfterwards {
    ~EnglishAfterwards() { app::use_language("en", base::plain_locale()); }
};

constexpr const char* kWithoutHeader = "Budi,budi@roti.example,0812 8840 117\nSiti,siti@kopi.example,0813 8840 118\n";
constexpr const char* kNamesNobody = "age;balance\n30;1787\n33;4789\n";

std::string heads_of_list(World& world) {
    const std::string csv = world.export_file("csv");
    return csv.substr(0, csv.find('\n'));
}

struct SampleWords {
    std::set<std::string> said;  // what the sample itself writes
    std::vector<Json> rows;      // and all the rest, which no language changes
};

SampleWords sample_in(const std::string& language) {
    tests::MemoryDisk disk;
    World world(disk);
    world.run("settings.set", {{"key", "language"}, {"value", language}});
    world.run("sample.open");
    SampleWords sample;
    const auto read = [&](const char* table, std::vector<const char*> said, std::vector<const char*> kept) {
        std::vector<std::string> fields(said.begin(), said.end());
        fields.insert(fields.end(), kept.begin(), kept.end());
        const Json found = world.query({{"from", table}, {"fields", fields}, {"limit", 1000}});
        for (Json row : found.at("rows")) {
            for (const char* key : said) {
                for (const Json& text : row.at(key).is_array() ? row.at(key) : Json::array({row.at(key)}))
                    if (text.is_string()) sample.said.insert(text);
                row.erase(key);
            }
            sample.rows.push_back(std::move(row));
        }
    };
    read("leads", {"industry", "channel", "campaign", "need", "timing", "tags"}, {"name", "company", "title", "email", "phone", "owner", "value", "score.total"});
    read("activities", {"note", "reason"}, {"type", "at"});
    read("tasks", {"title"}, {"due"});
    read("deals", {"title"}, {"value", "state"});
    return sample;
}

}  // namespace

TEST_CASE("a language that is chosen is spoken at once, and is kept") {
    const EnglishAfterwards english;
    tests::MemoryDisk disk;
    World world(disk);
    CHECK(app::tr("nav.today") == "Today");
    world.run("settings.set", {{"key", "language"}, {"value", "nb"}});
    CHECK(app::tr("nav.today") == "I dag");
    CHECK(world.session->settings().language == "nb");
    CHECK(world.settings.at("language") == "nb");
    world.run("settings.set", {{"key", "language"}, {"value", "id"}});
    CHECK(app::tr("nav.today") == "Hari ini");
    const World again(disk, 2, app::AccessMode::writer, tests::Slices::usual, world.settings);
    CHECK(app::tr("nav.today") == "Hari ini");
}

TEST_CASE("what can be undone is told in the language that is spoken now") {
    const EnglishAfterwards english;
    tests::MemoryDisk disk;
    World world(disk);
    world.run("lead.create", {{"fields", {{"name", "Kari Nordmann"}, {"email", "kari@nordlys.example"}}}});
    const std::string before = world.session->shell().undo_title;
    CHECK(before == "Add Kari Nordmann");
    world.run("settings.set", {{"key", "language"}, {"value", "nb"}});
    CHECK(world.session->shell().undo_title == app::tr("step.lead_create", {{"name", "Kari Nordmann"}}));
    CHECK(world.session->shell().undo_title != before);
}

TEST_CASE("words that come later are of the language, too") {
    const EnglishAfterwards english;
    tests::MemoryDisk disk;
    World world(disk);
    world.run("settings.set", {{"key", "language"}, {"value", "nb"}});
    CHECK(app::tr("conflicts.title") == "Konflikter");
    world.run("settings.set", {{"key", "language"}, {"value", "en"}});
    CHECK(app::tr("conflicts.title") == "Conflicts");
}

TEST_CASE("a language that there is not, and one that cannot be fetched, change nothing") {
    const EnglishAfterwards english;
    tests::MemoryDisk disk;
    World world(disk);
    CHECK(world.refuse("settings.set", {{"key", "language"}, {"value", "tlh"}}).code == "settings.bad_value");
    world.offline = true;
    CHECK(world.refuse("settings.set", {{"key", "language"}, {"value", "nb"}}).code == "page.part");
    CHECK(app::tr("nav.today") == "Today");
    CHECK(world.session->settings().language == "en");
    CHECK(world.settings["language"].empty());
}

TEST_CASE("a count is told in words in every language") {
    const EnglishAfterwards english;
    for (const std::string& language : app::languages()) {
        INFO(language);
        REQUIRE(app::use_language(language, base::plain_locale()));
        for (const int64_t count : {0, 1, 2, 5, 1000}) {
            const std::string told = app::tr_count("selection.count", count);
            CHECK(told.find("selection") == std::string::npos);
            CHECK(told.find('{') == std::string::npos);
        }
    }
}

TEST_CASE("what a file does not name is called in the words of who imports it") {
    const EnglishAfterwards english;
    struct Reader {
        std::string language, column, row;
    };
    for (const Reader& reader : {Reader{"en", "Column 1", "Row 2"}, Reader{"id", "Kolom 1", "Baris 2"}, Reader{"nb", "Kolonne 1", "Rad 2"}}) {
        INFO(reader.language);
        tests::MemoryDisk disk;
        World world(disk);
        world.run("settings.set", {{"key", "language"}, {"value", reader.language}});
        world.import_file("people.csv", kWithoutHeader);
        CHECK(heads_of_list(world).find(reader.column) != std::string::npos);
        CHECK(world.query({{"fields", {reader.column}}, {"sort", {reader.column}}}).at("rows").at(0).at(reader.column) == "Budi");
        tests::MemoryDisk another_disk;
        World another(another_disk);
        another.run("settings.set", {{"key", "language"}, {"value", reader.language}});
        another.import_file("bank.csv", kNamesNobody);
        CHECK(another.query({{"fields", {"name"}}, {"sort", {"name"}}}).at("rows").at(0).at("name") == reader.row);
    }
}

TEST_CASE("an import tells of columns and rows without a name in its reader's words") {
    const EnglishAfterwards english;
    tests::MemoryDisk disk;
    World world(disk);
    world.run("settings.set", {{"key", "language"}, {"value", "nb"}});
    world.session->offer_file("dates.csv", "03/04/2026;1200\n05/06/2026;2300\n");
    world.pump();
    const app::ImportView* view = world.session->import_view();
    REQUIRE(view != nullptr);
    REQUIRE(view->columns.size() == 2);
    CHECK(view->columns[0].header == "Kolonne 1");
    REQUIRE_FALSE(view->questions.empty());
    CHECK(view->questions[0].detail == "Kolonne 1");
    REQUIRE(view->remarks.size() == 2);
    CHECK(view->remarks[0].find("Kolonne 1, Kolonne 2") != std::string::npos);
    CHECK(view->remarks[1].find("Rad 1, Rad 2") != std::string::npos);
    CHECK(world.refuse("import.run").code == "import.ambiguous_date");
    CHECK(app::words_of(world.refuse("import.run")).find("Datoene i «Kolonne 1»") == 0);
}

TEST_CASE("a script names a column without a header in its reader's words, or as in every language") {
    const EnglishAfterwards english;
    for (const std::string first : {"Kolonne 1", "kolonne 1", "Column 1"}) {
        INFO(first);
        tests::MemoryDisk disk;
        World world(disk);
        world.run("settings.set", {{"key", "language"}, {"value", "nb"}});
        world.import_file("people.csv", kWithoutHeader, {{"mapping", {{first, "name"}, {"Column 3", "phone"}}}});
        const Json lead = world.query({{"fields", {"name", "phone"}}, {"sort", {"name"}}}).at("rows").at(0);
        CHECK(lead.at("name") == "Budi");
        CHECK(lead.at("phone") == "0812 8840 117");
    }
    tests::MemoryDisk disk;
    World world(disk);
    CHECK(world.refuse_file("people.csv", kWithoutHeader, {{"mapping", {{"Kolonne 1", "name"}}}}).code == "import.bad_option");
    CHECK(world.refuse_file("people.csv", kWithoutHeader, {{"mapping", {{"Column 4", "name"}}}}).code == "import.bad_option");
}

TEST_CASE("the sample book speaks the language of its reader, and is the same people, days and scores in each") {
    const EnglishAfterwards english;
    const SampleWords plain = sample_in("en");
    REQUIRE(plain.said.size() > 100);
    // Written alike in these languages, or names.
    const std::set<std::string> same_everywhere = {"Web", "LinkedIn", "Podcast", "Google Ads", "Webinar", "Hotel", "Newsletter", "Partner", "Restaurant", "Catering", "Cold call", "Direct mail"};
    for (const std::string language : {"id", "nb"}) {
        INFO(language);
        const SampleWords sample = sample_in(language);
        CHECK(sample.rows == plain.rows);
        std::string in_english;
        for (const std::string& text : plain.said)
            if (sample.said.contains(text) && !same_everywhere.contains(text)) in_english += text + "; ";
        CHECK_MESSAGE(in_english.empty(), in_english);
    }
    CHECK(sample_in("nb").said.contains("Send tilbudet for ni restauranter"));
    CHECK(sample_in("id").said.contains("Kirim penawaran untuk sembilan gerai"));
}
