// What the preview says will be rejected is what the import rejects.
#include <doctest/doctest.h>

#include "core/support/imported.h"
#include "core/support/random.h"
#include "exchange/csv_out.h"

#include <string>

using namespace tests;

namespace {

Rejections rejections_of(const SharedFile& given, const ImportPlan& plan, uint64_t slice = 3) {
    RejectionFinder finder(given, plan);
    while (!finder.step(slice)) REQUIRE(finder.progress() <= 1);
    return finder.take();
}

}  // namespace

TEST_CASE("rejections: line, column, value and reason, before anything is imported") {
    const SharedFile given = file("a.csv", "name,phone,x\nBudi,0812,1\n,,2\nSiti,0813\nA,B,C,D\n\"E\"x,F,G\n");
    const Rejections found = rejections_of(given, good_plan(given));
    REQUIRE(found.total == 4);
    REQUIRE(found.first.size() == 4);
    CHECK(found.first[0].line == 3);
    CHECK(found.first[0].column == "");
    CHECK(found.first[0].value == "2");
    CHECK(found.first[0].fault == Fault::nobody);
    CHECK(found.first[1].line == 4);
    CHECK(found.first[1].column == "x");
    CHECK(found.first[1].value == "Siti, 0813");
    CHECK(found.first[2].value == "A, B, C, D");
    CHECK(found.first[3].line == 6);
    CHECK(found.first[3].column == "name");
    CHECK(found.first[3].fault == Fault::text_after_quote);
    CHECK(found.csv.starts_with("\"line\",\"reason\",\"name\",\"phone\",\"x\"\r\n\"3\",\"nobody\""));
}

TEST_CASE("rejections: a cell past the limit is counted with the plan") {
    const SharedFile given = file("a.csv", "name,notes\nBudi,short\nSiti," + std::string(70'000, 'x') + "\n");
    const ImportPlan plan = good_plan(given);
    CHECK(plan.rejected_rows() == 1);
    const Rejections found = rejections_of(given, plan);
    REQUIRE(found.total == 1);
    CHECK(found.first[0].line == 3);
    CHECK(found.first[0].column == "notes");
    CHECK(found.first[0].value.size() <= 130);
    CHECK(found.first[0].fault == Fault::cell_too_large);
    CHECK(found.first[0].is == 70'000);
    CHECK(found.first[0].should_be == 65'536);
}

TEST_CASE("rejections: the first fifty, the number of all, and a file of all") {
    std::string text = "name,phone\n";
    for (int i = 0; i < 60; ++i) text += "Budi,2\n";
    for (int i = 0; i < 80; ++i) text += "A,1,more\n";
    const SharedFile given = file("a.csv", text);
    const Rejections found = rejections_of(given, good_plan(given));
    CHECK(found.total == 80);
    CHECK(found.first.size() == kShownRejections);
    CHECK(std::count(found.csv.begin(), found.csv.end(), '\n') == 81);
}

TEST_CASE("rejections law: under any mapping, what is foretold is what happens") {
    const uint64_t seed = base_seed();
    MESSAGE("seed ", seed);
    const std::vector<std::string> headers = {"name", "email", "phone", "company", "x", "y"};
    const std::vector<std::string> values = {"", "", "", " ", "a@b.example", "Budi", "0812 1", "7", "long \"quoted\" text"};
    for (int i = 0; i < cases(600); ++i) {
        Random random(seed + static_cast<uint64_t>(i));
        CAPTURE(random.seed());
        std::string text;
        CsvWriter writer(text);
        for (const std::string& header : headers) writer.cell(header);
        writer.end_row();
        for (uint64_t left = 1 + random.below(30); left > 0; --left) {
            for (uint64_t cells = headers.size() + random.below(3) - (random.chance(10) ? 1 : 0); cells > 0; --cells) writer.cell(random.one_of(values));
            writer.end_row();
            if (random.chance(5)) text += "\"stray\"quote,,,,,\r\n";
        }
        const SharedFile given = file("a.csv", text);
        auto planned = plan_of(given);
        if (!planned) continue;
        ImportPlan plan = *planned;
        base::Json mapping = base::Json::object();
        for (const std::string& header : headers)
            if (random.chance(30)) mapping[header] = random.chance(50) ? base::Json() : base::Json(random.one_of(headers));
        if (!apply_options(plan, {{"mapping", mapping}, {"dialect", {"dmy", "comma_decimal", "million"}}}) || !ready(plan)) continue;
        const Rejections found = rejections_of(given, plan, 1 + random.below(9));
        const Imported imported = import(given, plan);
        REQUIRE(found.total == imported.report.rejected.size());
        if (found.total > 0) REQUIRE(found.csv == imported.rejected_csv);
        for (size_t row = 0; row < found.first.size(); ++row) {
            REQUIRE(found.first[row].line == imported.report.rejected[row].line);
            REQUIRE(found.first[row].fault == imported.report.rejected[row].fault);
        }
    }
}
