#include <doctest/doctest.h>

#include "core/support/imported.h"
#include "data.h"

#include <string>

using namespace tests;

TEST_CASE("import: the Salesforce leads, whole" * doctest::skip(!tests::has_data())) {
    const SharedFile given = file("salesforce_leads.csv", tests::data("salesforce-leads/salesforce_leads.csv"));
    const ImportPlan plan = good_plan(given);
    CHECK(plan.rows == 160);
    CHECK(plan.rejected_rows() == 0);
    CHECK(plan.encoding == Encoding::utf8);
    CHECK(plan.delimiter == ',');
    CHECK(column(plan, "first_name").target.key == "name");
    CHECK(column(plan, "lead_source").target.key == "channel");
    CHECK(column(plan, "lead_id").target == custom("lead_id", FieldKind::text));
    CHECK(column(plan, "lead_score").target == custom("lead_score", FieldKind::number));
    CHECK(column(plan, "annual_revenue").target == custom("annual_revenue", FieldKind::number));
    CHECK(column(plan, "platform").target == custom("platform", FieldKind::choice));
    CHECK(column(plan, "employees").target.key == "company_size");
    REQUIRE(plan.outcome.columns.size() == 2);
    CHECK(plan.columns[plan.outcome.columns[0].column].header == "status");
    CHECK(plan.outcome.columns[0].words[0].value == "Converted");
    CHECK(plan.outcome.columns[0].words[0].outcome == Outcome::won);
    CHECK(plan.outcome.columns[0].words[0].rows == 78);
    CHECK(plan.column_with("closed") == plan.column_of("conversion_date"));
    CHECK(plan.column_with("value") == plan.column_of("opportunity_value"));
    REQUIRE(ready(plan).ok());

    const Imported imported = import(given, plan);
    CHECK(imported.report.created == 160);
    CHECK(imported.report.won == 78);
    CHECK(imported.report.lost == 0);
    CHECK(imported.report.as_typed.empty());
    CHECK(cell(imported, 0, "name") == "John Smith");
    CHECK(cell(imported, 0, "email") == "john.smith@techcorp.com");
    CHECK(cell(imported, 0, "outcome") == "won");
    CHECK(cell(imported, 0, "closed") == "2024-02-28");
    CHECK(cell(imported, 0, "value") == "75000");
    CHECK(cell(imported, 0, "created") == "2024-01-15");
    CHECK(cell(imported, 0, "annual_revenue:number") == "5000000");
    CHECK(cell(imported, 2, "outcome") == "open");
    CHECK(cell(imported, 2, "closed") == "");
    CHECK(cell(imported, 159, "source_row") == "161");
    CHECK(cell(imported, 0, "source_file").starts_with("salesforce_leads.csv ("));

    const domain::Table& facts = imported.book.activities;
    CHECK(facts.size() == 160 + 2 * 78);
    CHECK(facts.choice("type")->at(0) == "captured");
    CHECK(facts.choice("type")->at(1) == "win_deal");
    CHECK(facts.choice("type")->at(2) == "purchase");
    CHECK(facts.choice("precision")->at(1) == "day");
    CHECK(facts.money("value")->minor[1] == 7'500'000);
    CHECK(facts.instant("at")->millis[1] == base::instant_of(*base::day_from_iso("2024-02-28"), 60));
    CHECK(facts.text("note")->at(0) == "salesforce_leads.csv");
    CHECK(facts.reference("lead")->rows[1] == 0);
}

TEST_CASE("import: 41,188 rows of bank marketing" * doctest::skip(!tests::has_data())) {
    const SharedFile given = file("bank.csv", tests::data("bank-marketing/bank-additional-full.csv"));
    ImportPlan plan = good_plan(given);
    CHECK(plan.rows == 41'188);
    CHECK(plan.delimiter == ';');
    CHECK(plan.name_rows_by_line);
    CHECK(column(plan, "cons.price.idx").dialect.number == NumberForm::dot_decimal);  // 93.994 alone would be open
    CHECK(column(plan, "y").guessed_kind == FieldKind::yes_no);
    REQUIRE(apply_options(plan, *base::parse_json(R"({"outcome": {"y": {"yes": "won", "no": "lost"}}})")).ok());
    const Imported imported = import(given, plan, 5000);
    CHECK(imported.report.created == 41'188);
    CHECK(imported.report.won == 4'640);
    CHECK(imported.report.lost == 36'548);
    CHECK(cell(imported, 0, "name") == "Row 2");
    CHECK(cell(imported, 0, "cons_price_idx:number") == "93.994");
    CHECK(cell(imported, 41'187, "outcome") == "lost");
}

TEST_CASE("import: contacts of Outlook, Google, Thunderbird" * doctest::skip(!tests::has_data())) {
    const auto load = [](const std::string& name) {
        const SharedFile given = file(name, tests::data("contacts-io/" + name));
        return import(given, good_plan(given));
    };
    const Imported outlook = load("Outlook365.csv");
    CHECK(outlook.report.created == 6);
    CHECK(cell(outlook, 0, "name") == "Anita Jorgensen");
    CHECK(cell(outlook, 0, "company") == "Contoso");
    CHECK(cell(outlook, 0, "birthday:date") == "1981-01-20");
    const Imported google = load("Google.csv");
    CHECK(cell(google, 0, "name") == "Dr. Max Middle Name Mustermann jr.");
    CHECK(cell(google, 0, "company") == "Firma");
    const Imported ansi = load("ThunderbirdAnsi.csv");
    CHECK(cell(ansi, 0, "name") == "Max Mustermann");
    CHECK(cell(ansi, 0, "notes") == "Kommentar für Maxl");
    const Imported live = load("WindowsLiveMail.csv");
    CHECK(cell(live, 0, "email") == "privat@folker-kinzel.de");
    CHECK(load("Outlook365 Web.csv").report.empty_lines == 1);
    const Imported headless = load("NoHeader.csv");
    CHECK(headless.report.created == 2);
    CHECK(cell(headless, 1, "column_3:number") == "6");
}

TEST_CASE("import: every file of the data folder imports truly or is refused truly" *
          doctest::skip(!tests::has_data())) {
    for (const auto& entry : std::filesystem::recursive_directory_iterator(tests::data_folder())) {
        if (!entry.is_regular_file() || entry.path().filename() == "bank-additional-full.csv") continue;
        const std::string name = entry.path().filename().string();
        CAPTURE(name);
        const SharedFile given =
            file(name, tests::data(std::filesystem::relative(entry.path(), tests::data_folder()).string()));
        const auto plan = plan_of(given, 1);
        if (!plan) {
            CHECK(plan.error().code.find('.') != std::string::npos);
            CHECK(plan.error().message.ends_with("."));
            continue;
        }
        if (const auto status = ready(*plan); !status) {
            CHECK(status.error().code.starts_with("import."));
            continue;
        }
        const Imported imported = import(given, *plan);
        CHECK(imported.report.read == plan->rows);
        CHECK(imported.report.rejected.size() == plan->rejected_rows());
        CHECK(imported.report.empty_lines == plan->empty_lines);
    }
}
