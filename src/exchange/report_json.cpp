#include "exchange/report_json.h"

namespace exchange {

base::Json to_json(const ImportReport& report, const RejectedWords& words) {
    base::Json json = {{"kind", report.kind},
                       {"read", report.read},
                       {"created", report.created},
                       {"updated", report.updated},
                       {"unchanged", report.unchanged},
                       {"emptyLines", report.empty_lines},
                       {"won", report.won},
                       {"lost", report.lost},
                       {"preambleRows", report.preamble_rows},
                       {"conflicts", report.conflicts}};
    json["rejected"] = base::Json::array();
    for (const Rejected& row : report.rejected)
        json["rejected"].push_back({{"line", row.line}, {"column", row.column}, {"fault", fault_word(row.fault)}, {"reason", words.of(row)}});
    json["asTyped"] = base::Json::array();
    for (const TypedCell& cell : report.as_typed)
        json["asTyped"].push_back({{"line", cell.line}, {"column", cell.column}, {"text", cell.text}});
    json["leftOutColumns"] = report.left_out_columns;
    return json;
}

base::Json to_json(const MergePlan& plan, const MergeTotals& totals) {
    const auto counts = [](const auto& by_verdict) {
        base::Json json = base::Json::object();
        for (const Verdict verdict : kVerdicts) json[std::string(verdict_word(verdict))] = by_verdict[static_cast<size_t>(verdict)];
        return json;
    };
    const auto people = [&](Verdict verdict) { return plan.people[static_cast<size_t>(verdict)]; };
    uint64_t changed = 0;
    for (size_t i = 1; i < plan.first_company; ++i) changed += plan.entries[i].here && plan.entries[i].news && plan.entries[i].verdict != Verdict::same;
    return base::Json{{"kind", "snapshot"},
                      {"read", plan.rows_there},
                      {"created", plan.new_people},
                      {"updated", changed},
                      {"unchanged", people(Verdict::same)},
                      {"rejected", base::Json::array()},
                      {"conflicts", plan.fields[static_cast<size_t>(Verdict::conflicting)]},
                      {"identical", plan.identical},
                      {"people", counts(plan.people)},
                      {"fields", counts(plan.fields)},
                      {"chosen", totals.chosen},
                      {"of", totals.of},
                      {"overwrites", totals.overwrites},
                      {"deletions", totals.deletions},
                      {"futureStamps", plan.future_stamps}};
}

}  // namespace exchange
