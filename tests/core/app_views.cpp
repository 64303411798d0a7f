// What the face draws: the table of leads, one lead, today, the rail.
#include "app/state.h"
#include "core/support/session_fixture.h"

#include <doctest/doctest.h>

#include <algorithm>

using base::Json;
using tests::MemoryDisk;
using tests::World;

namespace {

struct Disk {
    MemoryDisk disk;
};
struct Book : Disk, World {
    Book() : World(disk) {}

    std::string lead(Json fields) { return run("lead.create", {{"fields", std::move(fields)}}).at("id"); }
    // Now, or on a day of which no more is known.
    void log(const std::string& id, std::string type, int days_ago = 0) {
        Json arguments = {{"lead", id}, {"type", std::move(type)}};
        if (days_ago) arguments["at"] = base::to_iso(base::day_of(millis, 60) + -days_ago);
        run("activity.log", std::move(arguments));
    }
    std::string hot(std::string name) {
        const std::string id = lead({{"name", std::move(name)}, {"email", "x@example.com"}});
        for (const char* type : {"quote_request", "demo_request", "tender_invite"}) log(id, type, 1);
        return id;
    }
    std::vector<std::string> names(const app::LeadsQuery& query) {
        std::vector<std::string> names;
        for (const app::RowHandle row : session->leads(query).rows) names.push_back(session->lead_row(row).name);
        return names;
    }
    const app::LeadView& open(const std::string& id) {
        const app::LeadView* view = session->lead(id);
        REQUIRE(view);
        return *view;
    }
};

using Names = std::vector<std::string>;

}  // namespace

TEST_CASE("the table of leads: search, open and closed, orders") {
    Book book;
    const std::string anna = book.lead({{"name", "Anna Ås"}, {"company", "Fisk AS"}, {"value", "100 NOK"}});
    const std::string budi = book.lead({{"name", "Budi"}, {"company", "PT Maju"}, {"value", "900 NOK"}});
    const std::string carl = book.lead({{"name", "Carl"}, {"company", "Acme"}});
    book.run("lead.set", {{"id", carl}, {"field", "outcome"}, {"value", "won"}});
    book.log(budi, "quote_request");
    const app::LeadsView& view = book.session->leads({});
    CHECK(view.open == 2);
    CHECK(view.closed == 1);
    CHECK(view.all == 3);
    CHECK(view.value_totals == "1 000 NOK");
    CHECK(book.names({}) == Names{"Budi", "Anna Ås"});
    CHECK(book.names({"", app::Show::closed, {{"score", true}}}) == Names{"Carl"});
    CHECK(book.names({"", app::Show::all, {{"name", false}}}) == Names{"Anna Ås", "Budi", "Carl"});
    CHECK(book.names({"", app::Show::all, {{"company", true}}}) == Names{"Budi", "Anna Ås", "Carl"});
    CHECK(book.names({"", app::Show::all, {{"value", true}}}) == Names{"Budi", "Anna Ås", "Carl"});
    CHECK(book.names({"", app::Show::all, {{"stage", true}}}).front() == "Carl");
    CHECK(book.names({"aas fisk", app::Show::open, {{"score", true}}}).empty());
    CHECK(book.names({"as fisk", app::Show::open, {{"score", true}}}) == Names{"Anna Ås"});
    for (const char* sort : {"score", "grade", "temperature", "owner", "last_activity", "due", "outcome", "closed_on"})
        for (const bool descending : {false, true}) CHECK(book.names({"", app::Show::all, {{sort, descending}}}).size() == 3);
    book.run("lead.delete", {{"id", anna}});
    CHECK(book.names({}) == Names{"Budi"});
    CHECK(book.session->lead(anna) == nullptr);
    CHECK(book.session->lead("nonsense") == nullptr);
    CHECK(book.session->find_leads("bud", 5).size() == 1);
}

TEST_CASE("a view is rebuilt only when its inputs moved") {
    Book book;
    const std::string id = book.hot("Kari Nordmann");
    const app::LeadView* before = book.session->lead(id);
    const std::string* first = &before->timeline.front().id;
    CHECK(&book.session->lead(id)->timeline.front().id == first);
    CHECK(book.session->leads({}).rows.data() == book.session->leads({}).rows.data());
    book.run("lead.set", {{"id", id}, {"field", "name"}, {"value", "Kari Dahl"}});
    CHECK(book.session->lead(id)->head.name == "Kari Dahl");
}

TEST_CASE("one lead: reasons sum to the score, stage and timeline are told") {
    Book book;
    const std::string id = book.lead({{"name", "Øyvind Hagen"}, {"role", "CEO"}, {"company", "Hagen Sjømat AS"}, {"email", "o@hagen.no"},
                                      {"phone", "+47 912 34 567"}, {"budget", "1300000 NOK"}, {"asking_price", "1250000 NOK"}});
    for (const char* type : {"quote_request", "demo_request", "demo_attended"}) book.log(id, type, 1);
    book.run("activity.log", {{"lead", id}, {"type", "call"}, {"note", "Volumes up"}});
    const app::LeadView& view = book.open(id);
    int fit = 0, engagement = 0;
    for (const app::ReasonView& reason : view.fit) fit += reason.points;
    for (const app::ReasonView& reason : view.engagement) engagement += reason.points;
    CHECK(fit == view.head.score.fit);
    CHECK(engagement == view.head.score.engagement);
    CHECK(view.head.score.temperature == app::Temperature::hot);
    CHECK(view.outlook.starts_with("Hot until "));
    CHECK(view.head.initials == "ØH");
    CHECK(view.head.value == "1 250 000 NOK");
    CHECK(view.head.stage.count == 5);
    CHECK(view.head.stage.place == 2);
    CHECK(view.head.stage.name == "Prospect");
    CHECK_FALSE(view.why.empty());
    CHECK(view.next_stage == "Opportunity");
    REQUIRE_FALSE(view.missing.empty());
    CHECK(view.missing.front().command == "fact.record");
    CHECK(view.timeline_total == 4);
    CHECK(view.timeline.front().note == "Volumes up");
    CHECK(view.head.last_activity == view.timeline.front().type_label);
    CHECK(view.tel_href == "tel:+4791234567");
    CHECK(view.whatsapp_href == "https://wa.me/4791234567");
    // The button does what it says.
    const app::MissingView missing = view.missing.front();
    book.run(missing.command, missing.arguments);
    CHECK(book.open(id).head.stage.name == "Opportunity");
}

TEST_CASE("the fields of a lead, with choices in use first") {
    Book book;
    book.lead({{"name", "A"}, {"owner", "Ingrid"}});
    book.lead({{"name", "B"}, {"owner", "Dewi"}});
    const std::string id = book.lead({{"name", "C"}, {"owner", "Dewi"}, {"tags", {"fair", "north"}}});
    const app::LeadView& view = book.open(id);
    const auto field = [&](std::string_view key) {
        const auto found = std::find_if(view.fields.begin(), view.fields.end(), [&](const app::FieldView& one) { return one.key == key; });
        REQUIRE(found != view.fields.end());
        return *found;
    };
    CHECK(view.fields.front().key == "name");
    CHECK(field("owner").choices == std::vector<std::pair<std::string, std::string>>{{"Dewi", "Dewi"}, {"Ingrid", "Ingrid"}});
    CHECK(field("tags").edit == "fair;north");
    CHECK(field("tags").value == "fair, north");
    CHECK(field("outcome").edit == "open");
    CHECK(field("outcome").value == "Open");
    CHECK_FALSE(field("role").choices.empty());
    CHECK(field("company_size").label == "Company size");
    for (const app::FieldView& one : view.fields) CHECK(one.key != "deleted");
}

TEST_CASE("today: what is due of open leads, late ones first by nearness") {
    Book book;  // Wednesday 18 November 2026, 12:06
    const std::string id = book.lead({{"name", "Agus Prasetyo"}, {"company", "CV Maju"}});
    const auto task = [&](const char* title, const char* due, int minutes = -1) {  // -1: any time
        const domain::RowId lead = *domain::row_id_from_text(id);
        std::vector<std::pair<std::string, domain::Value>> values = {{"lead", lead}, {"title", std::string(title)}};
        if (due) values.emplace_back("due", *base::day_from_iso(due));
        if (minutes >= 0) values.emplace_back("due_time", base::Decimal{minutes * base::kMillionths});
        const auto made = book.session->state().commit({{"step.task_add", {}}, {domain::create_one(domain::TableKind::tasks, values)}, std::nullopt});
        return domain::to_text(made.value().front());
    };
    task("long ago", "2026-11-10");
    task("yesterday", "2026-11-17");
    const std::string now = task("any time", "2026-11-18");
    task("at two", "2026-11-18", 14 * 60);
    task("at nine", "2026-11-18", 9 * 60);
    task("tomorrow", "2026-11-19");
    task("next week", "2026-11-25");
    task("some day", nullptr);
    const auto titles = [](const std::vector<app::TaskView>& tasks) {
        Names found;
        for (const app::TaskView& one : tasks) found.push_back(one.title);
        return found;
    };
    const app::TodayView& today = book.session->today();
    CHECK(titles(today.overdue) == Names{"at nine", "yesterday", "long ago"});
    CHECK(titles(today.due_today) == Names{"at two", "any time"});
    CHECK(titles(today.tomorrow) == Names{"tomorrow"});
    CHECK(today.overdue.front().due == "3 h late");
    CHECK(today.overdue.front().lead_name == "Agus Prasetyo");
    CHECK(book.session->shell().today_count == 5);
    book.run("task.done", {{"id", now}});
    CHECK(book.session->today().done_today == 1);
    CHECK(titles(book.session->today().due_today) == Names{"at two"});
    CHECK(book.session->lead_row(book.session->leads({}).rows.front()).next_step == "long ago");
    book.millis += 3 * 60 * 60'000;  // time passes: two o'clock is late
    CHECK(titles(book.session->today().overdue).front() == "at two");
    book.run("lead.set", {{"id", id}, {"field", "outcome"}, {"value", "lost"}});
    CHECK(book.session->today().overdue.empty());
    CHECK(book.session->shell().today_count == 0);
}

TEST_CASE("hot and untouched: until one of us answers") {
    Book book;
    const std::string id = book.hot("Silje Tveit");
    REQUIRE(book.session->today().hot_untouched.size() == 1);
    CHECK(book.session->today().hot_untouched.front().row.name == "Silje Tveit");
    CHECK_FALSE(book.session->today().hot_untouched.front().why.empty());
    book.log(id, "call");
    CHECK(book.session->today().hot_untouched.empty());
    book.millis += 2 * base::kMillisPerDay;
    book.log(id, "quote_request");
    CHECK(book.session->today().hot_untouched_total == 1);
    book.run("lead.set", {{"id", id}, {"field", "outcome"}, {"value", "won"}});
    CHECK(book.session->today().hot_untouched.empty());
}

TEST_CASE("a step about several leads counts them in words") {
    Book book;
    const std::string one = book.lead({{"name", "Ratna"}}), other = book.lead({{"name", "Ola"}});
    book.run("leads.set", {{"ids", {one, other}}, {"field", "owner"}, {"value", "Dewi"}});
    CHECK(book.session->shell().undo_title == "Change Owner of 2 leads");
    book.run("leads.set", {{"ids", {one}}, {"field", "owner"}, {"value", "Ingrid"}});
    CHECK(book.session->shell().undo_title == "Change Owner of Ratna");
}

TEST_CASE("from which score somebody is hot is what the model says") {
    Book book;
    CHECK(book.open(book.hot("Silje Tveit")).hot_from == 60);
}

TEST_CASE("the rail counts, names the book and what undo would take back") {
    Book book;
    CHECK(book.session->shell().empty);
    CHECK(book.session->shell().save == app::ShellView::Save::nothing);
    const std::string id = book.lead({{"name", "Kari"}});
    const app::ShellView& shell = book.session->shell();
    CHECK_FALSE(shell.empty);
    CHECK(shell.leads_open == 1);
    CHECK(shell.can_undo);
    CHECK(shell.undo_title == "Add Kari");
    CHECK(shell.save == app::ShellView::Save::saved);
    CHECK(shell.last_copy.empty());
    book.run("lead.set", {{"id", id}, {"field", "company_size"}, {"value", 30}});
    CHECK(book.session->shell().undo_title == "Change Company size of Kari");
    book.run("book.rename", {{"name", "Kopra Labs"}});
    CHECK(book.session->shell().book_name == "Kopra Labs");
    // What every frame asks for goes over no book; the fingerprint does, one at a time, for who shows it.
    book.session->settings();
    book.pump();
    CHECK_FALSE(book.session->stats().at("longestSlicesMs").contains("fingerprint"));
    for (int i = 0; i < 3; ++i) {
        CHECK(book.session->shown_fingerprint().empty());
        book.session->run("lead.set", {{"id", id}, {"field", "company_size"}, {"value", 31 + i}});
    }
    book.pump();
    CHECK(book.session->shown_fingerprint() == book.fingerprint());
    const auto& types = book.session->activity_types();
    REQUIRE_FALSE(types.empty());
    CHECK(types.front().by_us);
    CHECK(types.front().common);
}

TEST_CASE("small edits and a full refresh come to the same columns") {
    Book book;
    std::vector<std::string> ids;
    for (int i = 0; i < 12; ++i) ids.push_back(book.lead({{"name", "Lead " + std::to_string(i)}, {"email", "a@b.c"}, {"role", i % 2 ? "CEO" : "Assistant"}}));
    (void)book.session->leads({});  // from here on leads are brought up to date one by one
    const char* types[] = {"visit", "webinar", "quote_request", "call", "demo_attended"};
    for (int i = 0; i < 40; ++i) {
        book.log(ids[static_cast<size_t>(i * 7 % 12)], types[i % 5], i % 9);
        if (i % 10 == 0) book.run("fact.record", {{"lead", ids[static_cast<size_t>(i % 12)]}, {"fact", "open_deal"}});
        if (i % 8 == 0) book.run("task.add", {{"lead", ids[static_cast<size_t>(i % 12)]}, {"title", "t"}, {"due", "2026-11-20"}});
        if (i % 11 == 0) book.run("undo");
        (void)book.session->leads({});
    }
    const app::Session::State& state = book.session->state();
    app::Computed full;
    full.finish(state.book, state.now());
    const app::Computed::Columns &one = state.computed.columns(), &all = full.columns();
    CHECK(one.scores.total == all.scores.total);
    CHECK(one.scores.fit == all.scores.fit);
    CHECK(one.scores.engagement == all.scores.engagement);
    CHECK(one.scores.temperature == all.scores.temperature);
    CHECK(one.stages.stage == all.stages.stage);
    CHECK(one.stages.markers == all.stages.markers);
    CHECK(one.last_at == all.last_at);
    CHECK(one.last_activity == all.last_activity);
    CHECK(one.next_task == all.next_task);
    CHECK(one.next_due == all.next_due);
    CHECK(one.value_minor == all.value_minor);
    CHECK(one.qualification == all.qualification);
}

TEST_CASE("a large book is brought up to date in slices; the views stay whole meanwhile") {
    Book book;
    std::string csv = "Name,E-mail,Role\n";
    for (int i = 0; i < 6'000; ++i) csv += "Lead " + std::to_string(i) + ",l" + std::to_string(i) + "@x.no," + (i % 3 ? "Assistant" : "CEO") + "\n";
    book.import_file("many.csv", csv);
    app::Session& session = *book.session;
    CHECK(session.leads({}).rows.size() == 6'000);
    CHECK_FALSE(session.state().computed.fresh(session.state().book, session.state().now()));
    book.pump();
    CHECK(session.state().computed.fresh(session.state().book, session.state().now()));
    const auto& rows = session.leads({}).rows;
    REQUIRE(rows.size() == 6'000);
    CHECK(session.lead_row(rows.front()).role == "CEO");
    CHECK(session.lead_row(rows.back()).role == "Assistant");
    // One edit after that is quick again: no slices.
    const app::RowHandle last = rows.back();
    book.log(session.lead_row(last).id, "quote_request");
    (void)session.leads({});
    CHECK(session.state().computed.fresh(session.state().book, session.state().now()));
    CHECK(session.lead_row(last).score.engagement >= 30);
    // What a script asks is right at once, whatever is under way.
    book.run("undo");
    session.state().computed.invalidate_all();
    CHECK(book.query({{"filter", {{"score.engagement", {{">=", 30}}}}}, {"limit", 0}}).at("total") == 0);
}

TEST_CASE("the preview says what was taken for granted") {
    Book book;
    book.session->offer_file("old.csv", "Andr\xE9,andre@x.id,0812\nSiti,siti@x.id,0813\n");
    book.pump();
    const app::ImportView* view = book.session->import_view();
    REQUIRE(view);
    REQUIRE(view->remarks.size() == 2);
    CHECK(view->remarks[0].starts_with("The file has no header line"));
    CHECK(view->remarks[1].starts_with("The file is not UTF-8"));
    book.run("import.cancel");
    book.session->offer_file("report.csv", "Pipeline 2026\n\nName,E-mail\nBudi,b@x.id\nSiti,s@x.id\n");
    book.pump();
    view = book.session->import_view();
    REQUIRE(view);
    REQUIRE(view->remarks.size() == 1);
    CHECK(view->remarks[0] == "The first row stands above the table and is not imported.");
}

TEST_CASE("the preview of an import shows the rows that will be rejected, and hands them out, before the user agrees") {
    Book book;
    app::Session& session = *book.session;
    std::string saved_name, saved;
    session.state().ports.save_file = [&](std::string name, std::string, app::FilePieces pieces, auto done) {
        saved_name = std::move(name);
        saved.clear();
        for (const std::string& piece : pieces) saved += piece;
        done(base::success());
    };
    std::string csv = "Name,E-mail,Nick\n";
    for (int i = 0; i < 60; ++i) csv += ",,nobody " + std::to_string(i) + "\n";
    session.offer_file("people.csv", csv + "Budi,b@x.id\nSiti,s@x.id,sisi\n");
    book.pump();
    const app::ImportView* view = session.import_view();
    REQUIRE(view);
    CHECK(view->rows == 62);
    CHECK(view->rejected_total == 61);
    CHECK(view->create == 1);
    REQUIRE(view->rejected.size() == 50);
    CHECK(view->rejected[0].line == 2);
    CHECK(view->rejected[0].value == "nobody 0");
    CHECK(view->rejected[0].reason == "No name, company, phone or e-mail.");
    book.run("import.rejected");
    CHECK(saved_name == "Rejected rows of people.csv.csv");
    CHECK(std::count(saved.begin(), saved.end(), '\n') == 62);
    CHECK(saved.find("\"Budi\",\"b@x.id\"") != std::string::npos);
    // Another mapping names other people: the rows are looked at again.
    book.run("import.map", {{"column", 0}, {"target", ""}});
    book.run("import.map", {{"column", 2}, {"target", "name"}});
    view = session.import_view();
    CHECK(view->rejected_total == 1);
    CHECK(view->create == 61);
    REQUIRE(view->rejected.size() == 1);
    CHECK(view->rejected[0].line == 62);
    CHECK(view->rejected[0].column == "Nick");
    const Json report = book.run("import.run");
    CHECK(report.at("created") == 61);
    CHECK(report.at("rejected").size() == 1);
    book.run("import.rejected");
    CHECK(std::count(saved.begin(), saved.end(), '\n') == 2);
}
