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

base::Json to_json(const MergePlan& plan) {
    const MergeCounts all = plan.total();
    const auto counts = [](const MergeCounts& part) {
        return base::Json{{"new", part.new_rows},          {"same", part.same_rows},
                          {"changed", part.changed_rows},  {"onlyHere", part.only_here_rows},
                          {"newerHere", part.newer_here},  {"newerThere", part.newer_there},
                          {"overwrites", part.overwrites}, {"deletions", part.deletions}};
    };
    const uint64_t read = plan.leads.new_rows + plan.leads.same_rows + plan.leads.changed_rows;
    return base::Json{{"kind", "snapshot"},
                      {"read", read},
                      {"created", plan.leads.new_rows},
                      {"updated", plan.leads.changed_rows},
                      {"unchanged", plan.leads.same_rows},
                      {"rejected", base::Json::array()},
                      {"conflicts", all.newer_here},
                      {"identical", plan.identical},
                      {"leads", counts(plan.leads)},
                      {"others", counts(plan.others)},
                      {"documents", counts(plan.documents)},
                      {"futureStamps", plan.future_stamps}};
}

}  // namespace exchange
