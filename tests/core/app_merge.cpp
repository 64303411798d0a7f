// A colleague's file: what is said of it before it is merged, what of it is chosen, and what that does.
#include <doctest/doctest.h>

#include "base/text.h"
#include "core/support/session_fixture.h"

using app::MergeVerdict;
using base::Json;
using tests::MemoryDisk;
using tests::World;

namespace {

std::string make_lead(World& world, const char* name, Json more = Json::object()) {
    more["name"] = name;
    return world.run("lead.create", {{"fields", std::move(more)}}).at("id").get<std::string>();
}

// Two people who had the same book this morning.
struct Two {
    MemoryDisk disk_here, disk_there;
    World here{disk_here, 1}, there{disk_there, 2};
    std::string kari = make_lead(here, "Kari", {{"company", "Nordlys"}, {"phone", "1"}}), budi = make_lead(here, "Budi", {{"company", "Roti"}}),
                amara = make_lead(here, "Amara"), lars = make_lead(here, "Lars");
    std::string siti;
    Two() {
        there.import_file("book.corong.json", here.export_file("snapshot"));
        later();
    }
    void later() {
        here.millis += 600'000;
        there.millis += 600'000;
    }
    static void set(World& world, const std::string& lead, const char* field, const Json& value) { world.run("lead.set", {{"id", lead}, {"field", field}, {"value", value}}); }
    // Each verdict once: Kari conflicts, Budi is newer there, Amara is deleted there, Lars is newer here, Siti is new.
    void part() {
        set(here, kari, "phone", "2");
        set(here, lars, "phone", "4");
        later();
        set(there, kari, "phone", "3");
        set(there, kari, "email", "kari@nordlys.example");
        set(there, budi, "phone", "62");
        there.run("activity.log", {{"lead", budi}, {"type", "call"}, {"note", "Wants a demo"}});
        there.run("lead.delete", {{"id", amara}});
        siti = make_lead(there, "Siti", {{"company", "Kopi"}});
        later();
    }
    const app::MergeView& open() {
        here.session->offer_file("theirs.corong.json", there.export_file("snapshot"));
        here.pump();
        REQUIRE(here.session->merge_view());
        return *here.session->merge_view();
    }
    std::string value(const std::string& lead, const char* field) {
        const Json answer = here.query({{"fields", {field}}});
        for (const Json& row : answer.at("rows"))
            if (row.at("id") == lead) return row.at(field).is_null() ? "" : row.at(field).get<std::string>();
        return "nobody";
    }
    Json shown(const std::string& lead) { return here.run("merge.show", {{"entry", "leads/" + lead}}); }
};

std::vector<std::string> names(World& world, const app::MergeQuery& query) {
    std::vector<std::string> found;
    for (const uint32_t row : world.session->merge_list(query).rows) found.push_back(world.session->merge_row(row).name);
    return found;
}

}  // namespace

TEST_CASE("app merge: each person with a verdict, what needs a look first; filter and search") {
    Two two;
    two.part();
    const app::MergeView& view = two.open();
    CHECK(view.file == "theirs.corong.json");
    CHECK(view.rows == 5);
    for (const MergeVerdict verdict : {MergeVerdict::mine_newer, MergeVerdict::conflicting, MergeVerdict::deleted}) CHECK(view.of_verdict[static_cast<size_t>(verdict)] == 1);
    CHECK(view.of_verdict[static_cast<size_t>(MergeVerdict::theirs_newer)] == 2);
    CHECK(view.of == 4);
    CHECK(view.chosen == 4);
    CHECK(view.create == 1);
    CHECK(view.deletions == 1);
    CHECK_FALSE(view.identical);
    CHECK(names(two.here, {}) == std::vector<std::string>{"Kari", "Amara", "Budi", "Siti", "Lars"});
    CHECK(names(two.here, {MergeVerdict::deleted, ""}) == std::vector<std::string>{"Amara"});
    CHECK(names(two.here, {{}, "kop"}) == std::vector<std::string>{"Siti"});  // only in the file, by company
    CHECK(names(two.here, {{}, "nordlys"}) == std::vector<std::string>{"Kari"});
    CHECK(names(two.here, {MergeVerdict::deleted, "nordlys"}).empty());
    const auto row = [&](const std::string& name) {
        for (const uint32_t place : two.here.session->merge_list({}).rows)
            if (two.here.session->merge_row(place).name == name) return two.here.session->merge_row(place);
        return app::MergeRowView{};
    };
    CHECK(row("Kari").verdict_label == "Conflicting");
    CHECK(row("Kari").summary == "1 conflicting, 1 newer in the file");
    CHECK(row("Amara").verdict_label == "Deleted in the file");
    CHECK(row("Budi").summary == "2 newer in the file");
    CHECK(row("Siti").verdict_label == "Only in the file");
    CHECK(row("Lars").verdict_label == "Newer here");
    CHECK(row("Lars").take == app::MergeRowView::Take::nothing_to_take);
}

TEST_CASE("app merge: a person's fields with both values, who and when") {
    Two two;
    two.part();
    two.open();
    const app::MergeDetailView& detail = two.here.session->merge_detail("leads/" + two.kari);
    CHECK(detail.row.name == "Kari");
    REQUIRE(detail.fields.size() == 2);
    const app::MergeFieldView& phone = detail.fields[0];
    CHECK(phone.label == "Phone");
    CHECK(phone.verdict == MergeVerdict::conflicting);
    CHECK(phone.here.text == "2");
    CHECK(phone.here.who == "You");
    CHECK_FALSE(phone.here.when.empty());
    CHECK(phone.there.text == "3");
    CHECK(phone.there.who.starts_with("Colleague "));
    CHECK(phone.can_choose);
    CHECK(phone.chosen);
    CHECK(detail.fields[1].label == "E-mail");
    CHECK(detail.fields[1].here.text == "Empty");
    CHECK(detail.fields[1].verdict_label == "Newer in the file");
    CHECK(detail.same > 0);

    const app::MergeDetailView& budi = two.here.session->merge_detail("leads/" + two.budi);
    REQUIRE(budi.fields.size() == 2);
    CHECK(budi.fields[1].label == "Activity");
    CHECK(budi.fields[1].record == "Call");
    CHECK(budi.fields[1].here.text.empty());
    CHECK(base::contains(budi.fields[1].there.text, "Wants a demo"));
    CHECK(two.here.session->merge_detail("leads/" + two.amara).fields.at(0).verdict_label == "Deleted in the file");
    CHECK(two.here.session->merge_detail("leads/nobody").row.id.empty());
}

TEST_CASE("app merge: who is deleted on one side and edited on the other is told apart from who is only deleted") {
    Two two;
    two.here.run("lead.set", {{"id", two.amara}, {"field", "phone"}, {"value", "7"}});
    two.there.run("lead.delete", {{"id", two.amara}});
    two.here.run("lead.delete", {{"id", two.budi}});
    two.there.run("lead.set", {{"id", two.budi}, {"field", "phone"}, {"value", "8"}});
    two.there.run("lead.delete", {{"id", two.kari}});
    two.open();
    const auto label = [&](const std::string& lead) { return two.here.session->merge_detail("leads/" + lead).row.verdict_label; };
    CHECK(label(two.amara) == "Deleted in the file, edited here");
    CHECK(label(two.budi) == "Deleted here, edited in the file");
    CHECK(label(two.kari) == "Deleted in the file");
}

TEST_CASE("app merge: only the chosen people and fields are merged, as one step; everything later is everything at once") {
    Two two;
    two.part();
    const std::string before = two.here.fingerprint(), file = two.there.export_file("snapshot");
    two.open();
    two.here.run("merge.choose", {{"take", false}});
    CHECK(two.here.session->merge_view()->chosen == 0);
    CHECK(two.here.refuse("merge.run").code == "merge.nothing_chosen");
    two.here.run("merge.choose", {{"entries", {"leads/" + two.kari}}, {"field", "email"}, {"take", true}});
    two.here.run("merge.choose", {{"entries", {"leads/" + two.siti}}, {"take", true}});
    CHECK(two.here.session->merge_view()->chosen == 2);
    CHECK(two.here.session->merge_view()->deletions == 0);
    CHECK(two.shown(two.kari).at("takes") == "part");
    const Json report = two.here.run("merge.run");
    CHECK(report.at("chosen") == 2);
    CHECK(report.at("of") == 4);
    CHECK(two.value(two.kari, "email") == "kari@nordlys.example");
    CHECK(two.value(two.kari, "phone") == "2");
    CHECK(two.here.session->conflicts().total == 0);
    CHECK(two.value(two.siti, "company") == "Kopi");
    CHECK(two.value(two.budi, "phone").empty());
    CHECK(two.value(two.amara, "name") == "Amara");
    two.here.run("undo");
    CHECK(two.value(two.siti, "name") == "nobody");
    CHECK(two.value(two.kari, "email").empty());
    two.here.run("redo");
    two.here.import_file("again.corong.json", file);
    CHECK(two.value(two.budi, "phone") == "62");
    CHECK(two.value(two.amara, "name") == "nobody");
    CHECK(two.here.session->conflicts().total == 1);
    CHECK(two.here.saved());
    World again(two.disk_here, 3);
    CHECK(again.fingerprint() == two.here.fingerprint());
}

TEST_CASE("app merge: scripts open a preview, ask, choose and merge") {
    Two two;
    two.part();
    const Json report = two.here.import_file("theirs.corong.json", two.there.export_file("snapshot"), {{"preview", true}});
    CHECK(report.at("people").at("conflicting") == 1);
    CHECK(report.at("fields").at("theirs_newer").get<int>() >= 4);
    CHECK(report.at("of") == 4);
    Json list = two.here.run("merge.list", {{"verdict", "theirs_newer"}, {"limit", 1}});
    CHECK(list.at("total") == 2);
    CHECK(list.at("rows").size() == 1);
    CHECK(list.at("rows").at(0).at("name") == "Budi");
    CHECK(two.here.run("merge.list", {{"offset", 4}}).at("rows").at(0).at("verdict") == "mine_newer");
    CHECK(two.here.run("merge.list", {{"limit", -1}}).at("rows").empty());
    CHECK(two.shown(two.kari).at("fields").at(0).at("here").at("text") == "2");
    CHECK(two.here.refuse("merge.show", {{"entry", "leads/x"}}).code == "merge.unknown");
    CHECK(two.here.refuse("merge.choose", {{"entries", {"leads/x"}}, {"take", true}}).code == "merge.unknown");
    CHECK(two.here.refuse("merge.choose", {{"field", "phone"}, {"take", true}}).code == "merge.one_entry");
    CHECK(two.here.refuse("merge.choose", {{"entries", {"leads/" + two.kari}}, {"field", "shoes"}, {"take", true}}).code == "merge.unknown");
    CHECK(two.here.run("merge.choose", {{"verdict", "deleted"}, {"take", false}}).at("chosen") == 3);
    two.here.run("merge.run");
    CHECK(two.value(two.amara, "name") == "Amara");
    CHECK(two.value(two.budi, "phone") == "62");
    CHECK(two.here.refuse("merge.list").code == "command.disabled");
    CHECK(two.here.refuse_file("people.csv", "Name\nAda\n", {{"preview", true}}).code == "import.bad_options");
}

TEST_CASE("app merge: equal books say so, with the one fingerprint") {
    Two two;
    const app::MergeView& view = two.open();
    CHECK(view.identical);
    CHECK(view.nothing_new);
    CHECK(view.fingerprint_here == view.fingerprint_there);
    CHECK(view.fingerprint_here == two.here.fingerprint());
}

TEST_CASE("app merge: an edit while the file is open is compared, too; what was chosen stays chosen") {
    Two two;
    two.part();
    two.open();
    two.here.run("merge.choose", {{"entries", {"leads/" + two.siti}}, {"take", false}});
    two.here.run("merge.choose", {{"entries", {"leads/" + two.kari}}, {"field", "phone"}, {"take", false}});
    two.set(two.here, two.budi, "phone", "63");
    make_lead(two.here, "Ada");
    (void)two.here.session->merge_view();
    two.here.pump();
    const app::MergeView& view = *two.here.session->merge_view();
    CHECK_FALSE(view.comparing);
    CHECK(view.rows == 6);
    CHECK(view.of_verdict[static_cast<size_t>(MergeVerdict::conflicting)] == 2);
    CHECK(view.fingerprint_here == two.here.fingerprint());
    CHECK(view.chosen == 3);
    CHECK(two.shown(two.kari).at("takes") == "part");
    two.set(two.here, two.budi, "phone", "64");
    two.here.run("merge.run");  // at once: it is compared first
    CHECK(two.value(two.siti, "name") == "nobody");
    CHECK(two.value(two.kari, "phone") == "2");
    CHECK(two.here.session->conflicts().total == 1);
}

TEST_CASE("app merge: the hard stop counts what is chosen") {
    Two two;
    for (const std::string& lead : {two.kari, two.budi, two.amara, two.lars}) two.there.run("lead.delete", {{"id", lead}});
    CHECK(two.open().hard_stop);
    CHECK(two.here.refuse("merge.run").code == "merge.hard_stop");
    two.here.run("merge.choose", {{"entries", {"leads/" + two.kari}}, {"take", false}});
    CHECK_FALSE(two.here.session->merge_view()->hard_stop);
    two.here.run("merge.run");
    CHECK(two.here.query(Json::object()).at("total") == 1);
}

namespace {

// Somebody who had the redacted file first, then the full one.
struct Redacted {
    MemoryDisk disk_full, disk;
    World full{disk_full, 1}, world{disk, 2};
    std::string kari = make_lead(full, "Kari", {{"company", "Nordlys"}}), budi = make_lead(full, "Budi");
    std::string secret = full.export_file("snapshot", {{"redacted", {{"leads.name", "pseudonym"}}}}), open = full.export_file("snapshot");
    Redacted() {
        world.import_file("redacted.corong.json", secret);
        world.millis += 600'000;
    }
    bool knows_kari() { return world.query({{"filter", {{"name", "Kari"}}}}).at("total") == 1; }
    // The full book takes what this one says, and knows the names still.
    void no_pseudonym_elsewhere() {
        full.import_file("back.corong.json", world.export_file("snapshot"));
        CHECK(full.query({{"filter", {{"name", "Kari"}}}}).at("total") == 1);
        CHECK(full.query({{"filter", {{"name", "Budi"}}}}).at("total") == 1);
    }
};

}  // namespace

TEST_CASE("app merge: undo of a merge that told the names behind pseudonyms keeps them, and says so; nobody is deleted") {
    Redacted redacted;
    redacted.world.import_file("all.corong.json", redacted.open);
    CHECK(redacted.knows_kari());
    CHECK(redacted.world.query({{"filter", {{"company", "Nordlys"}}}}).at("total") == 1);
    redacted.world.run("undo");
    CHECK(redacted.world.query(Json::object()).at("total") == 2);
    CHECK(redacted.knows_kari());
    CHECK(redacted.world.session->notices().back().text == "2 values stay: they stand in place of pseudonyms, which cannot come back.");
    CHECK(redacted.world.query({{"filter", {{"company", "Nordlys"}}}}).at("total") == 0);  // what was left out is taken back
    redacted.world.run("redo");
    CHECK(redacted.world.query({{"filter", {{"company", "Nordlys"}}}}).at("total") == 1);
    redacted.no_pseudonym_elsewhere();
}

TEST_CASE("app merge: undo of a name written over a pseudonym does not put that above the real name") {
    Redacted redacted;
    redacted.world.run("lead.set", {{"id", redacted.kari}, {"field", "name"}, {"value", "Kari"}});
    redacted.world.run("undo");
    CHECK(redacted.knows_kari());
    CHECK(redacted.world.session->notices().back().text == "1 value stays: it stands in place of a pseudonym, which cannot come back.");
    redacted.no_pseudonym_elsewhere();
}
