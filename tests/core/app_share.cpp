#include <doctest/doctest.h>

#include "base/text.h"
#include "core/support/session_fixture.h"

using base::Json;
using tests::MemoryDisk;
using tests::World;

namespace {

std::string make_lead(World& world, std::string name, std::string email) {
    return world.run("lead.create", {{"fields", {{"name", name}, {"email", email}, {"company", "Nordlys"}}}}).at("id").get<std::string>();
}

struct TwoBooks {
    MemoryDisk disk, disk_there;
    World here{disk, 1}, there{disk_there, 2};
    std::string kari = make_lead(here, "Kari", "kari@nordlys.no"), budi = make_lead(here, "Budi", "budi@nordlys.no");
};

Json leads_of(World& world) { return world.query({{"fields", {"name", "email", "company"}}}); }

}  // namespace

TEST_CASE("share: a chosen lead arrives alone") {
    TwoBooks books;
    const std::string bytes = books.here.export_file("snapshot", {{"leads", {books.kari}}});
    CHECK(base::contains(bytes, "\"partial\":{\"leads\":1,\"of\":2}"));
    CHECK_FALSE(base::contains(bytes, "Budi"));
    const Json report = books.there.import_file("part.corong.json", bytes);
    CHECK(report.at("created") == 1);
    CHECK_FALSE(report.at("identical").get<bool>());
    const std::string before = books.here.fingerprint();
    books.here.import_file("part.corong.json", bytes);
    CHECK(books.here.fingerprint() == before);
}

TEST_CASE("share: redacted, then in full: the real values stand") {
    TwoBooks books;
    const std::string bytes = books.here.export_file("snapshot", {{"redacted", {{"leads.name", "pseudonym"}, {"leads.email", "left_out"}}}});
    for (const char* secret : {"Kari", "Budi", "kari@", "Nordlys"}) CHECK_FALSE(base::contains(bytes, secret));
    books.there.import_file("redacted.corong.json", bytes);
    CHECK(base::contains(leads_of(books.there).dump(), "Person "));
    const auto found = books.there.session->find_leads("person 2", 5);
    REQUIRE(found.size() == 1);
    CHECK(found[0].name == "Person 2");
    CHECK(found[0].company.empty());  // of which nobody said anything
    books.there.import_file("all.corong.json", books.here.export_file("snapshot"));
    CHECK(books.there.fingerprint() == books.here.fingerprint());
    books.there.import_file("redacted.corong.json", bytes);
    CHECK(books.there.fingerprint() == books.here.fingerprint());
}

TEST_CASE("share: what cannot be meant is refused") {
    TwoBooks books;
    CHECK(books.here.refuse_export("snapshot", {{"leads", {"nobody"}}}).code == "row.unknown");
    CHECK(books.here.refuse_export("snapshot", {{"leads", "all"}}).code == "share.bad_option");
    CHECK(books.here.refuse_export("snapshot", {{"people", Json::array()}}).code == "share.bad_option");
    CHECK(books.here.refuse_export("snapshot", {{"redacted", {{"leads.shoes", "keep"}}}}).code == "field.unknown");
    CHECK(books.here.refuse_export("snapshot", {{"redacted", {{"leads.email", "hashed"}}}}).code == "share.bad_treatment");
    CHECK(books.here.refuse_export("snapshot", {{"redacted", {{"leads.tags", "pseudonym"}}}}).code == "share.bad_treatment");
    CHECK(books.here.refuse_export("snapshot", {{"passphrase", "short"}}).code == "envelope.weak_passphrase");
    CHECK(books.here.refuse_export("snapshot", {{"passphrase", "ååååååå"}}).code == "envelope.weak_passphrase");
    books.here.run("lead.forget", {{"id", books.budi}});
    CHECK(books.here.refuse_export("snapshot", {{"leads", {books.budi}}}).code == "row.forgotten");
}

TEST_CASE("share: sealed for a script, opened by one") {
    TwoBooks books;
    const std::string sealed = books.here.export_file("snapshot", {{"passphrase", "open sesame"}});
    CHECK(sealed.starts_with("Corong sealed snapshot"));
    CHECK(books.there.refuse_file("book.corong.sealed", sealed).code == "envelope.needs_passphrase");
    CHECK(books.there.refuse_file("book.corong.sealed", sealed, {{"passphrase", "open barley"}}).code == "envelope.wrong_passphrase");
    books.there.import_file("book.corong.sealed", sealed, {{"passphrase", "open sesame"}});
    CHECK(books.there.fingerprint() == books.here.fingerprint());
}

TEST_CASE("share: a sealed file waits for its passphrase, and a wrong one can be tried again") {
    TwoBooks books;
    const std::string sealed = books.here.export_file("snapshot", {{"passphrase", "open sesame"}});
    app::Session& session = *books.there.session;
    session.offer_file("book.corong.sealed", sealed);
    REQUIRE(session.sealed_view());
    CHECK(session.sealed_view()->file == "book.corong.sealed");
    books.there.run("sealed.open", {{"passphrase", "open barley"}});
    REQUIRE(session.sealed_view());
    CHECK(base::contains(session.sealed_view()->error, "does not open"));
    books.there.run("sealed.open", {{"passphrase", "open sesame"}});
    CHECK_FALSE(session.sealed_view());
    REQUIRE(session.merge_view());
    CHECK(session.merge_view()->create > 0);
    CHECK(session.merge_view()->file == "book.corong.json");
    books.there.run("merge.run");
    CHECK(books.there.fingerprint() == books.here.fingerprint());
}

TEST_CASE("share: a damaged envelope is told as one") {
    TwoBooks books;
    std::string sealed = books.here.export_file("snapshot", {{"passphrase", "open sesame"}});
    sealed[3] = '?';
    app::Session& session = *books.there.session;
    session.offer_file("book.corong.sealed", sealed);
    REQUIRE(session.sealed_view());
    books.there.run("sealed.open", {{"passphrase", "open sesame"}});
    REQUIRE(session.sealed_view());
    CHECK(base::contains(session.sealed_view()->error, "damaged"));
    books.there.run("sealed.close");
    CHECK_FALSE(session.sealed_view());
}

TEST_CASE("share: the dialog's view, and which file counts as a copy") {
    TwoBooks books;
    app::Session& session = *books.here.session;
    CHECK_FALSE(session.share_view());
    books.here.run("share.open", {{"leads", {books.kari}}});
    REQUIRE(session.share_view());
    CHECK(session.share_view()->chosen == std::vector<std::string>{books.kari});
    CHECK(session.share_view()->leads == 2);
    bool has_email = false;
    for (const app::ShareFieldView& field : session.share_view()->fields) {
        if (field.key == "leads.email") has_email = field.can_be_pseudonym && field.usual == "left_out";
        if (field.key == "leads.name") CHECK(field.usual == "pseudonym");
        CHECK(field.key != "leads.phone");  // nobody has one
    }
    CHECK(has_email);

    books.here.run("share.save", {{"leads", {books.kari}}});
    CHECK_FALSE(session.share_view());
    CHECK(books.here.saved_name == "corong-2026-11-18-part.corong.json");
    CHECK(books.here.settings["exported_at"].empty());
    books.here.run("share.save", {{"redacted", Json::object()}});
    CHECK(books.here.settings["exported_at"].empty());
    books.here.run("share.save", {{"passphrase", "open sesame"}});
    CHECK(books.here.saved_name == "corong-2026-11-18.corong.sealed");
    CHECK(books.here.saved_bytes.starts_with("Corong sealed snapshot"));
    CHECK(books.here.settings["exported_at"] == std::to_string(books.here.millis));
    CHECK(books.here.refuse("share.save", {{"passphrase", "short"}}).code == "envelope.weak_passphrase");
}

TEST_CASE("share: a merge says that the file is a part, and compares no fingerprints") {
    TwoBooks books;
    const std::string bytes = books.here.export_file("snapshot", {{"leads", {books.kari}}, {"redacted", {{"leads.name", "pseudonym"}}}});
    app::Session& session = *books.here.session;
    session.offer_file("part.corong.json", bytes);
    books.here.pump();
    REQUIRE(session.merge_view());
    CHECK_FALSE(session.merge_view()->identical);
    CHECK(session.merge_view()->nothing_new);
    CHECK(session.merge_view()->fingerprint_here.empty());
    CHECK(session.merge_view()->partial == "It holds 1 of 2 leads.");
    CHECK(base::contains(session.merge_view()->redacted, "E-mail"));
    CHECK(base::contains(session.merge_view()->redacted, "Name"));
}
