#include <doctest/doctest.h>

#include "core/support/imported.h"
#include "core/support/random.h"
#include "exchange/csv_out.h"

#include <string>

using namespace tests;

TEST_CASE("import: a file without a header says so") {
    const ImportPlan plan = good_plan(file("a.csv", "Budi,budi@x.id,0812\nSiti,siti@x.id,0813\n"));
    CHECK_FALSE(plan.has_header);
    CHECK(plan.rows == 2);
    CHECK(plan.columns[0].header == "Column 1");
    CHECK(plan.columns[1].target.key == "email");
    CHECK(plan.columns[1].how == How::guessed);
}

TEST_CASE("import: rejected rows with line, column and reason, to be downloaded as they were") {
    const Imported imported =
        import_text("name,phone,x\nBudi,0812,1\n,,2\nSiti,0813\nA,B,C,D\nE,F,G,\n\n,\"say \"\"hi\"\"\",\" \"\n");
    CHECK(imported.report.created == 3);
    CHECK(imported.report.empty_lines == 1);
    REQUIRE(imported.report.rejected.size() == 3);
    CHECK(imported.report.rejected[0].line == 3);
    CHECK(imported.report.rejected[0].fault == Fault::nobody);
    CHECK(imported.report.rejected[1].line == 4);
    CHECK(imported.report.rejected[1].column == "x");
    CHECK(imported.report.rejected[1].fault == Fault::wrong_width);
    CHECK(imported.report.rejected[1].is == 2);
    CHECK(imported.report.rejected[1].should_be == 3);
    CHECK(imported.report.rejected[2].line == 5);
    CHECK(imported.rejected_csv.starts_with("\"line\",\"reason\",\"name\",\"phone\",\"x\"\r\n\"3\",\"nobody\",\"\",\"\",\"2\"\r\n"));
}

TEST_CASE("import: an open date or number is asked for, by column") {
    const SharedFile given = file("a.csv", "name,since,price\nBudi,03/04/2026,1.200\nSiti,05/06/2026,2.500\n");
    ImportPlan plan = good_plan(given);
    const auto date = column(plan, "since").question();
    REQUIRE(date);
    CHECK(date->example == "03/04/2026");
    CHECK(date->answers == std::vector<std::pair<std::string, std::string>>{{"dmy", "2026-04-03"}, {"mdy", "2026-03-04"}});
    const auto price = column(plan, "price").question();
    REQUIRE(price);
    CHECK(price->answers ==
          std::vector<std::pair<std::string, std::string>>{{"dot_decimal", "1.2"}, {"comma_decimal", "1200"}});
    const auto status = ready(plan);
    REQUIRE_FALSE(status.ok());
    CHECK(status.error().code == "import.ambiguous_date");
    CHECK(status.error().where == "since");
    CHECK(status.error().message == "Column “since” can be read in two ways (03/04/2026): say “dmy” or “mdy” for it.");
    REQUIRE(apply_options(plan, *base::parse_json(R"({"dialect": {"since": "mdy", "price": "comma_decimal"}})")).ok());
    REQUIRE(ready(plan).ok());
    const Imported imported = import(given, plan);
    CHECK(cell(imported, 0, "since:date") == "2026-03-04");
    CHECK(cell(imported, 0, "asking_price") == "1200");
}

TEST_CASE("import: another column of the file answers") {
    const ImportPlan plan = good_plan(file(
        "a.csv",
        "name,since,until,price,cost\nBudi,03/04/2026,25/12/2026,1.200,\"1,5\"\nSiti,05/06/2026,01/02/2026,2.500,2\n"));
    CHECK(column(plan, "since").dialect.date == DateForm::dmy);
    CHECK(column(plan, "price").dialect.number == NumberForm::comma_decimal);
    CHECK(ready(plan).ok());
}

TEST_CASE("import: 1,5 M is asked for, unless the file speaks Indonesian") {
    const ImportPlan open = good_plan(file("a.csv", "name,cost\nBudi,\"1,5 M\"\nSiti,\"2,5 M\"\n"));
    const auto status = ready(open);
    REQUIRE_FALSE(status.ok());
    CHECK(status.error().code == "import.ambiguous_million");
    const Imported settled = import_text("nama,anggaran\nBudi,\"Rp 1,5 M\"\nSiti,Rp 15 jt\n");
    CHECK(cell(settled, 0, "budget") == "1500000000 IDR");
    CHECK(cell(settled, 1, "budget") == "15000000 IDR");
}

TEST_CASE("import: what does not parse is kept as typed and told") {
    const Imported imported =
        import_text("name,budget,created\nBudi,100 kr,2026-01-02\nSiti,about ten,soon\nOla,200 kr,2026-01-03\n");
    REQUIRE(imported.report.as_typed.size() == 2);
    CHECK(imported.report.as_typed[0].line == 3);
    CHECK(imported.report.as_typed[0].column == "budget");
    CHECK(imported.report.as_typed[0].text == "about ten");
    CHECK(imported.book.leads.value(1, "budget") == domain::Value{domain::AsTyped{"about ten"}});
    CHECK(cell(imported, 2, "budget") == "200 NOK");
}

TEST_CASE("import: kinds of new fields are guessed from their values") {
    std::string text = "name,Plan,Langs,Site,Since,Fee,VIP,Zip,Essay\n";
    for (int i = 0; i < 8; ++i)
        text += "N" + std::to_string(i) + "," + (i % 2 ? "Gold" : "Silver") + "," + (i % 2 ? "id;en" : "no;en") +
                ",https://x.no/" + std::to_string(i) + ",2026-01-0" + std::to_string(i + 1) + ",\"kr " +
                std::to_string(i) + ",50\"," + (i % 2 ? "yes" : "no") + ",0" + std::to_string(1000 + i) + ",words " +
                std::to_string(i) + "\n";
    const ImportPlan plan = good_plan(file("a.csv", text));
    CHECK(column(plan, "Plan").guessed_kind == FieldKind::choice);
    CHECK(column(plan, "Langs").guessed_kind == FieldKind::multi_choice);
    CHECK(column(plan, "Site").guessed_kind == FieldKind::link);
    CHECK(column(plan, "Since").guessed_kind == FieldKind::date);
    CHECK(column(plan, "Fee").guessed_kind == FieldKind::money);
    CHECK(column(plan, "VIP").guessed_kind == FieldKind::yes_no);
    CHECK(column(plan, "Zip").guessed_kind == FieldKind::text);
    CHECK(column(plan, "Essay").guessed_kind == FieldKind::text);
    const SharedFile given = file("a.csv", text);
    const Imported imported = import(given, plan);
    CHECK(cell(imported, 1, "langs:multi_choice") == "en;id");
    CHECK(cell(imported, 1, "fee:money") == "1.50 NOK");
    CHECK(cell(imported, 0, "zip:text") == "01000");
    bool labelled = false, from_header = false;
    for (const domain::SetEntry& entry : imported.entries) {
        labelled = labelled || (entry.path == "fields/leads/plan:choice/label" && entry.json == "\"Plan\"");
        from_header = from_header || (entry.path == "fields/leads/name/header/name" && entry.json == "\"name\"");
    }
    CHECK(labelled);
    CHECK(from_header);
}

TEST_CASE("import: options of scripts") {
    const Imported imported = import_text(
        "Who,Plan,Stage,x\nBudi,Gold,Vunnet,1\nSiti,Silver,Tapt,2\n",
        R"({"mapping": {"Who": "name", "Plan": {"label": "Tier", "kind": "text"}, "x": null}, "outcome": {"Stage": {"Vunnet": "won", "Tapt": "lost"}}})");
    CHECK(cell(imported, 0, "name") == "Budi");
    CHECK(cell(imported, 0, "tier:text") == "Gold");
    CHECK(cell(imported, 0, "outcome") == "won");
    CHECK(cell(imported, 1, "outcome") == "lost");
    CHECK(imported.report.left_out_columns == std::vector<std::string>{"x"});
    CHECK(imported.book.activities.choice("type")->at(4) == "lose_deal");

    ImportPlan plan = good_plan(file("a.csv", "name,x\nBudi,1\n"));
    const auto code = [&](const char* options) {
        const auto status = apply_options(plan, *base::parse_json(options));
        return status ? "" : status.error().code + "|" + status.error().where;
    };
    CHECK(code(R"({"mapping": {"y": "email"}})") == "import.bad_option|mapping");
    CHECK(code(R"({"mapping": {"x": "nothing"}})") == "import.bad_option|mapping");
    CHECK(code(R"({"mapping": {"x": {"kind": "blob"}}})") == "import.bad_option|mapping");
    CHECK(code(R"({"mapping": 5})") == "import.bad_option|mapping");
    CHECK(code(R"({"dialect": {"x": "ymdh"}})") == "import.bad_option|dialect");
    CHECK(code(R"({"mode": "replace"})") == "import.bad_option|mode");
    CHECK(code(R"({"outcome": {"x": {"1": "maybe"}}})") == "import.bad_option|outcome");
    CHECK(code(R"({"mode": "update"})") == "");
    CHECK(ready(plan).error().code == "import.mode_unsupported");
}

TEST_CASE("import: two columns for one field are refused, unless one was asked for") {
    ImportPlan plan = good_plan(file("a.csv", "name,email,other\nBudi,a@b.no,c@d.no\n"));
    plan.columns[2].target = built_in("email");
    CHECK(ready(plan).error().code == "import.two_columns_one_field");
    ImportPlan asked = good_plan(file("a.csv", "name,email,other\nBudi,a@b.no,c@d.no\n"));
    REQUIRE(apply_options(asked, *base::parse_json(R"({"mapping": {"other": "email"}})")).ok());
    CHECK(ready(asked).ok());
    CHECK(asked.columns[1].target.kind == TargetKind::custom);
}

TEST_CASE("import: broken files get one sentence") {
    const auto error = [](std::string name, std::string bytes) {
        const auto plan = plan_of(file(std::move(name), std::move(bytes)));
        REQUIRE_FALSE(plan.ok());
        return plan.error();
    };
    CHECK(error("a.csv", "name,x\nBudi,1\nSiti,\"open\nOla,3\n").code == "csv.unterminated_quote");
    CHECK(error("a.csv", "name,x\nBudi,1\nSiti,\"open\nOla,3\n").message ==
          "The quote that begins in line 3, column 2 is never closed: close it, or export the file again if it was cut "
          "off.");
    CHECK(error("a.csv", "name,phone\n").code == "csv.no_rows");
    CHECK(error("a.csv", "").code == "file.empty");
    CHECK(error("a.txt", "Dear all,\n\nthis is a letter\nand no table.\n").code == "csv.no_table");
    CHECK(error("a.csv", std::string(3000, ',') + "\n1\n").code == "csv.too_many_columns");
    CHECK(error("a.json", "{\"corong\":\"snapshot\"}").code == "file.snapshot");
}

TEST_CASE("import: UTF-8 that breaks off late is read as Windows-1252") {
    std::string text = "name,notes\n";
    while (text.size() < 200'000) text += "Budi,plain\n";
    text += "K\xE5re,bl\xE5\n";
    const SharedFile given = file("a.csv", text);
    const ImportPlan plan = good_plan(given);
    CHECK(plan.encoding == Encoding::windows_1252);
    const Imported imported = import(given, plan);
    CHECK(cell(imported, static_cast<domain::Row>(plan.rows - 1), "name") == "Kåre");
}

TEST_CASE("import: formulas come back, and preambles are told") {
    const Imported imported = import_text("Report of leads\nname,phone,notes\nBudi,'+62812,'=1+1\n");
    CHECK(cell(imported, 0, "phone") == "+62812");
    CHECK(cell(imported, 0, "notes") == "=1+1");
    CHECK(imported.report.preamble_rows == 1);
    CHECK(imported.report.read == 1);
    CHECK(cell(imported, 0, "source_row") == "3");
}

TEST_CASE("import: cells over the limit reject their row") {
    const Imported imported = import_text("name,notes\nBudi,x\nSiti," + std::string(70'000, 'y') + "\n");
    CHECK(imported.report.created == 1);
    REQUIRE(imported.report.rejected.size() == 1);
    CHECK(imported.report.rejected[0].column == "notes");
}

TEST_CASE("import: batches of 8,192 rows, references within each") {
    std::string text = "name,email\n";
    for (int i = 0; i < 20'000; ++i) text += "N" + std::to_string(i) + ",n" + std::to_string(i) + "@x.no\n";
    const SharedFile given = file("a.csv", text);
    const Imported imported = import(given, good_plan(given), 3000);
    CHECK(imported.report.created == 20'000);
    CHECK(imported.book.activities.size() == 20'000);
    for (domain::Row row = 0; row < 20'000; row += 997)
        CHECK(imported.book.activities.reference("lead")->rows[row] == row);
    CHECK(cell(imported, 19'999, "name") == "N19999");
}

TEST_CASE("import property: nothing is silently dropped, whatever the slices") {
    const uint64_t seed = tests::base_seed();
    MESSAGE("seed ", seed);
    const std::vector<std::string> headers = {"name", "email", "phone", "Stage", "budget", "created", "Plan", "x"};
    const std::vector<std::string> values = {"",    "",    "Budi",  "a@b.no",     "0812",       "Won",  "Lost",
                                             "1.5", "1,5", "1.200", "2026-01-02", "03/04/2026", "kr 5", "yes",
                                             "a;b", " ",   "\"q\"", "two\nlines", "=x"};
    int refused = 0;
    for (int i = 0; i < tests::cases(1500); ++i) {
        tests::Random random(seed + static_cast<uint64_t>(i));
        CAPTURE(random.seed());
        std::string text;
        CsvWriter writer(text);
        const size_t width = 2 + random.below(headers.size() - 1);
        for (size_t cell = 0; cell < width; ++cell) writer.cell(headers[cell]);
        writer.end_row();
        uint64_t rows = 0, blank = 0;
        for (uint64_t left = 1 + random.below(12); left > 0; --left) {
            if (random.chance(10)) {
                text += "\r\n";
                ++blank;
                continue;
            }
            bool filled = false;
            for (size_t cell = 0; cell < width + (random.chance(5) ? 1 : 0); ++cell) {
                const std::string value = random.one_of(values);
                filled = filled || (!value.empty() && value != " ");
                writer.cell(value);
            }
            writer.end_row();
            ++(filled ? rows : blank);
        }
        const SharedFile given = file("a.csv", text);
        auto planned = plan_of(given, 1);
        if (!planned) {
            ++refused;
            REQUIRE(rows == 0);
            continue;
        }
        ImportPlan plan = *planned;
        REQUIRE(plan.rows == rows);
        REQUIRE(plan.empty_lines == blank);
        REQUIRE(apply_options(plan, *base::parse_json(R"({"dialect": ["dmy", "comma_decimal", "million"]})")).ok());
        if (!ready(plan)) continue;
        const Imported imported = import(given, plan, 1 + random.below(5));
        REQUIRE(imported.report.read == rows);
        REQUIRE(imported.report.empty_lines == blank);
        REQUIRE(imported.report.rejected.size() == plan.rejected_rows());
    }
    CHECK(refused < tests::cases(1500) / 4);
}
