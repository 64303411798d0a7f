// Whom Today names to call first.
#include "app/state.h"
#include "core/support/session_fixture.h"

#include <doctest/doctest.h>

using base::Json;
using tests::MemoryDisk;
using tests::World;

namespace {

using Names = std::vector<std::string>;

struct Disk {
    MemoryDisk disk;
};
struct Book : Disk, World {
    Book() : World(disk) {}
    std::string lead(Json fields) { return run("lead.create", {{"fields", std::move(fields)}}).at("id"); }
    void log(const std::string& id, std::string type, int days_ago = 0) { run("activity.log", {{"lead", id}, {"type", std::move(type)}, {"at", base::to_iso(base::day_of(millis, 60) + -days_ago)}}); }
};

}  // namespace

TEST_CASE("whom to call first: the best whom nobody has called, until something is planned") {
    Book book;
    const std::string cafe = book.lead({{"name", "Ratna"}, {"phone", "0812 555 0101"}});
    const std::string bakery = book.lead({{"name", "Ola"}, {"email", "ola@bakeri.example"}, {"role", "Decision maker"}});
    book.lead({{"name", "Nobody can reach them"}, {"role", "Decision maker"}});
    const auto first = [&] {
        Names names;
        for (const app::LeadToCall& call : book.session->today().first) names.push_back(call.row.name);
        return names;
    };
    CHECK(first() == Names{"Ola", "Ratna"});
    CHECK(book.session->today().first.front().why == "Decision maker");
    CHECK(book.session->today().first_total == 2);
    book.run("task.add", {{"lead", bakery}, {"title", "Call"}, {"due", "2026-12-01"}});
    CHECK(first() == Names{"Ratna"});
    book.log(cafe, "call_no_answer");
    CHECK(first().empty());
    book.run("undo");
    CHECK(first() == Names{"Ratna"});
    book.run("fact.record", {{"lead", cafe}, {"fact", "defer"}, {"reason", "No budget"}});
    CHECK(first().empty());
    book.run("undo");
    book.log(cafe, "call", 2);
    book.log(cafe, "email_open", 1);  // what they did since does not make it a first call
    CHECK(first().empty());
    book.run("undo");
    book.run("undo");
    CHECK(first() == Names{"Ratna"});
    book.run("fact.record", {{"lead", cafe}, {"fact", "opt_out"}});
    CHECK(first().empty());
}

TEST_CASE("whom to call first: five of many, none of them hot") {
    Book book;
    const std::string hot = book.lead({{"name", "Silje Tveit"}, {"email", "silje@tveit.example"}});
    for (const char* type : {"quote_request", "demo_request", "tender_invite"}) book.log(hot, type, 1);
    for (int i = 0; i < 9; ++i) book.lead({{"name", "Lead " + std::to_string(i)}, {"phone", "0812 555 010" + std::to_string(i)}});
    CHECK(book.session->today().first.size() == 5);
    CHECK(book.session->today().first_total == 9);
    for (const app::LeadToCall& call : book.session->today().first) CHECK(call.row.name != "Silje Tveit");
}
