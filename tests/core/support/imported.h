// Imports a file into an empty book as app does it, for the tests of exchange.
#pragma once

#include <doctest/doctest.h>

#include "base/json.h"
#include "domain/book.h"
#include "exchange/import_options.h"
#include "exchange/importer.h"

#include <string>

namespace tests {

using namespace exchange;
using domain::FieldKind;

inline constexpr base::Millis kNow = 1'795'000'000'000;
inline const base::Now now{kNow, base::day_of(kNow, 60), 60};

inline SharedFile file(std::string name, std::string bytes) {
    return std::make_shared<const ImportFile>(ImportFile{std::move(name), std::move(bytes)});
}

inline base::Result<ImportPlan> plan_of(const SharedFile& given, uint64_t slice = 1000) {
    Planner planner(given);
    while (!planner.step(slice)) REQUIRE(planner.progress() <= 1);
    return planner.take();
}

inline ImportPlan good_plan(const SharedFile& given) {
    auto plan = plan_of(given);
    if (!plan) FAIL(plan.error().message);
    return *plan;
}

struct Imported {
    domain::Book book;
    ImportReport report;
    std::string rejected_csv;
    std::vector<domain::SetEntry> entries;
};

// As app does it: operations with ids and stamps, applied to an empty book.
inline Imported import(const SharedFile& given, const ImportPlan& plan, uint64_t slice = 700) {
    Imported imported;
    Importer importer(given, plan, now);
    uint64_t sequence = 1;
    const auto apply = [&](domain::Change change) {
        const domain::Op op{7, sequence, {static_cast<uint64_t>(kNow) << 16 | sequence, 7}, {}, std::move(change)};
        domain::apply(imported.book, op);
        sequence += domain::sequences_used(op.change);
    };
    imported.entries = importer.field_entries();
    for (bool done = false; !done;) {
        done = importer.step(slice);
        while (auto batch = importer.take_batch()) {
            const domain::RowId first{7, sequence};
            apply(std::move(batch->leads));
            resolve_leads(batch->activities, first);
            apply(std::move(batch->activities));
        }
    }
    REQUIRE(importer.status().ok());
    imported.report = importer.report();
    imported.rejected_csv = importer.rejected_csv();
    const ImportReport& report = imported.report;
    CHECK(report.read == report.created + report.updated + report.unchanged + report.rejected.size());
    CHECK(imported.book.leads.size() == report.created);
    return imported;
}

inline Imported import_text(const std::string& text, const std::string& options = "{}") {
    const SharedFile given = file("list.csv", text);
    ImportPlan plan = good_plan(given);
    const auto status = apply_options(plan, *base::parse_json(options));
    REQUIRE(status.ok());
    REQUIRE(ready(plan).ok());
    return import(given, plan);
}

inline std::string cell(const Imported& imported, domain::Row row, std::string_view key) {
    return domain::to_text(imported.book.leads.value(row, key));
}

inline const ColumnPlan& column(const ImportPlan& plan, std::string_view header) {
    const auto found = plan.column_of(header);
    REQUIRE(found);
    return plan.columns[*found];
}

}  // namespace tests
