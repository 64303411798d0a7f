// What happened with a person, and what is to be done: activities, facts, tasks.
#include "app/commands.h"
#include "app/deals.h"
#include "app/field_values.h"
#include "app/messages.h"
#include "base/text.h"
#include "lifecycle/activity_types.h"

#include <algorithm>

namespace app {
namespace {

using namespace domain;
using base::Error;
using base::Json;

constexpr TableKind kActivities = TableKind::activities;
constexpr TableKind kTasks = TableKind::tasks;

using Values = std::vector<std::pair<std::string, Value>>;

// Optional text, value, number and reason of an activity, as the registry's fields read them.
base::Status add_extras(const Json& arguments, const base::Now& now, Values& values) {
    for (std::string_view name : {"note", "reason", "value", "number"}) {
        const auto given = arguments.find(std::string(name));
        if (given == arguments.end()) continue;
        const base::Result<Value> value = value_of(*built_in_field(kActivities, name), *given, now);
        if (!value) return value.error();
        if (!std::holds_alternative<Empty>(*value)) values.emplace_back(name, *value);
    }
    return base::success();
}

// What a fact does to a deal, and through it to whose it is; the fact names it then. A function of its own: most of what is
// recorded is of no deal (tools/parts.mjs).
[[gnu::noinline]] void add_deal(const Book& book, RowId lead, const std::string& type, base::Day day, Values& values, std::vector<Change>& changes) {
    const auto said = [&](std::string_view key) {
        const auto found = std::find_if(values.begin(), values.end(), [&](const auto& one) { return one.first == key; });
        return found == values.end() ? Value{} : found->second;
    };
    const Value deal = follow_fact(book, lead, {type, day, said("value"), said("reason")}, changes);
    if (std::holds_alternative<Empty>(deal)) return;
    values.emplace_back("deal", deal);
    if (type == "open_deal") open_lead_again(book, lead, changes);
    if (type == "win_deal") win_lead(book, lead, day, changes);
    if (type == "lose_deal") lose_lead(book, lead, day, changes);
}

base::Result<Decision> record(const Book& book, const Json& arguments, const base::Now& now, const std::string& type, std::string label) {
    const base::Result<RowId> lead = row_argument(book, TableKind::leads, arguments, "lead");
    if (!lead) return lead.error();
    const base::Result<Moment> moment = moment_of("at", arguments.contains("at") ? arguments.at("at") : Json(), now);
    if (!moment) return moment.error();
    const auto event = [&](const std::string& of) {
        return Values{{"lead", *lead}, {"type", of}, {"at", Instant{moment->at}}, {"precision", std::string(moment->precision)}};
    };
    Values values = event(type);
    if (const base::Status status = add_extras(arguments, now, values); !status) return status.error();
    Decision decision;
    decision.label = {std::move(label), {{"name", lead_name(book, *lead)}, {"type", type}}};
    if (arguments.value("recycled", false)) {  // taken back into the funnel just before: one step with what follows
        Values before = event(std::string(lifecycle::fact_id(lifecycle::Fact::recycle)));
        const std::string why = arguments.value("reason", arguments.value("note", std::string()));
        if (!why.empty()) before.emplace_back("reason", why);
        decision.changes.push_back(create_one(kActivities, before));
    }
    if (type.ends_with("_deal") || type == "send_proposal") add_deal(book, *lead, type, base::day_of(moment->at, now.offset_minutes), values, decision.changes);
    decision.created = decision.changes.size();
    decision.changes.push_back(create_one(kActivities, values));
    return decision;
}

base::Result<Decision> log_activity(const Book& book, const Json& arguments, const base::Now& now) {
    const std::string type = arguments.at("type").get<std::string>();
    if (!lifecycle::find_type(lifecycle::activity_types(), type))
        return Error{"activity.unknown_type", "There is no activity type “" + std::string(base::clip(type, 60)) +
                     "”: use one of the catalogue's, such as call, mail_sent or demo_attended.", "type"};
    return record(book, arguments, now, type, "step.activity_log");
}

// A deferral's value is the day until which it holds; satisfaction's is the number 0 to 10.
base::Result<Decision> record_fact(const Book& book, const Json& arguments, const base::Now& now) {
    const std::string fact = arguments.at("fact").get<std::string>();
    if (!lifecycle::fact_from_id(fact))
        return Error{"fact.unknown", "There is no fact “" + std::string(base::clip(fact, 60)) + "”.", "fact"};
    Json given = arguments;
    std::optional<Moment> until;
    if (fact == "defer" && given.contains("value") && !given.at("value").is_null()) {
        const base::Result<Moment> moment = moment_of("value", given.at("value"), now);
        if (!moment) return moment.error();
        until = *moment;
        given.erase("value");
    } else if (given.contains("value") && (fact == "satisfaction" || given.at("value").is_number())) {
        given["number"] = given.at("value");
        given.erase("value");
    }
    base::Result<Decision> decision = record(book, given, now, fact, "step.fact_record");
    if (decision && until) {
        Column column = make_column("until", FieldKind::instant, true);
        column.push(Instant{until->at});
        std::get<CreateRows>(decision->changes[*decision->created]).columns.push_back(std::move(column));
    }
    return decision;
}

base::Result<Decision> delete_row(const Book& book, TableKind table, const Json& arguments, std::string label) {
    const base::Result<RowId> row = row_argument(book, table, arguments, "id");
    if (!row) return row.error();
    Decision decision;
    decision.label = {std::move(label), {}};
    decision.changes.push_back(SetField{table, *row, "deleted", FieldKind::yes_no, true});
    return decision;
}

struct Due {
    Value day = Empty{};
    Value time = Empty{};  // minutes after midnight
};

base::Result<Due> due_of(const Json& json, const base::Now& now) {
    if (json.is_null()) return Due{};
    const bool has_time = json.is_string() && base::instant_from_iso(json.get_ref<const std::string&>());
    const base::Result<Value> day = value_of(*built_in_field(kTasks, "due"), json, now);
    if (day && !has_time) return Due{*day, Empty{}};
    const base::Result<Moment> moment = moment_of("due", json, now);
    if (!moment) return day.error();
    const base::Day local = base::day_of(moment->at, now.offset_minutes);
    const int64_t minutes = (moment->at - base::instant_of(local, now.offset_minutes)) / base::kMillisPerMinute;
    return Due{local, base::Decimal{minutes * base::kMillionths}};
}

base::Result<Decision> add_task(const Book& book, const Json& arguments, const base::Now& now) {
    const base::Result<RowId> lead = row_argument(book, TableKind::leads, arguments, "lead");
    if (!lead) return lead.error();
    const std::string title(base::trim(arguments.at("title").get_ref<const std::string&>()));
    if (title.empty()) return Error{"task.no_title", tr("refused.task.no_title"), "title"};
    const base::Result<Due> due = due_of(arguments.at("due"), now);
    if (!due) return due.error();
    Decision decision;
    decision.label = {"step.task_add", {{"title", title}, {"name", lead_name(book, *lead)}}};
    decision.changes.push_back(create_one(kTasks, {{"lead", *lead}, {"title", title}, {"due", due->day}, {"due_time", due->time}}));
    decision.created = 0;
    return decision;
}

// What is not given stays as it is; a day alone keeps the hour that the task had.
base::Result<Decision> change_task(const Book& book, const Json& arguments, const base::Now& now) {
    const base::Result<RowId> task = row_argument(book, kTasks, arguments, "id");
    if (!task) return task.error();
    const Row row = book.tasks.find(*task);
    const std::string before = to_text(book.value(kTasks, row, "title"));
    Decision decision;
    decision.label = {"step.task_due", {{"title", before}}};
    if (arguments.contains("title")) {
        const std::string title(base::trim(arguments.at("title").get_ref<const std::string&>()));
        if (title.empty()) return Error{"task.no_title", tr("refused.task.no_title"), "title"};
        decision.label = {"step.task_change", {{"title", before}}};
        decision.changes.push_back(SetField{kTasks, *task, "title", FieldKind::text, title});
    }
    if (arguments.contains("due")) {
        const base::Result<Due> due = due_of(arguments.at("due"), now);
        if (!due) return due.error();
        const bool day_alone = !std::holds_alternative<Empty>(due->day) && std::holds_alternative<Empty>(due->time);
        decision.changes.push_back(SetField{kTasks, *task, "due", FieldKind::date, due->day});
        if (!day_alone) decision.changes.push_back(SetField{kTasks, *task, "due_time", FieldKind::number, due->time});
    }
    if (decision.changes.empty()) return Error{"task.no_change", tr("refused.task.no_change"), "title"};
    return decision;
}

Decide finish_task(bool done) {
    return [done](const Book& book, const Json& arguments, const base::Now& now) -> base::Result<Decision> {
        const base::Result<RowId> task = row_argument(book, kTasks, arguments, "id");
        if (!task) return task.error();
        Decision decision;
        decision.label = {done ? "step.task_done" : "step.task_reopen", {{"title", to_text(book.value(kTasks, book.tasks.find(*task), "title"))}}};
        decision.changes.push_back(SetField{kTasks, *task, "done", FieldKind::yes_no, done});
        decision.changes.push_back(SetField{kTasks, *task, "done_at", FieldKind::instant, done ? Value{Instant{now.millis}} : Value{}});
        return decision;
    };
}

// What tells of a deal goes with it, and is not taken from under it.
base::Result<Decision> delete_activity(const Book& book, const Json& arguments, const base::Now&) {
    const base::Result<RowId> activity = row_argument(book, kActivities, arguments, "id");
    if (!activity) return activity.error();
    const Row row = book.activities.find(*activity);
    const std::string type = to_text(book.value(kActivities, row, "type"));
    const Value deal = book.value(kActivities, row, "deal");
    const bool holds = type == "open_deal" || type == "win_deal" || type == "lose_deal";
    const bool of_deal = std::holds_alternative<RowId>(deal) && book.deals.alive(book.deals.find(std::get<RowId>(deal)));
    if (holds && of_deal) return Error{"activity.of_deal", tr("refused.activity.of_deal"), "id"};
    return delete_row(book, kActivities, arguments, "step.activity_delete");
}

Decide deleting(TableKind table, std::string label) {
    return [table, label](const Book& book, const Json& arguments, const base::Now&) { return delete_row(book, table, arguments, label); };
}

}  // namespace

std::vector<Command> activity_commands() {
    std::vector<Command> commands;
    const auto add = [&](std::string_view id, std::string_view icon, std::string_view arguments, Decide decide) { commands.push_back(editing_command(id, icon, arguments, std::move(decide))); };
    add("activity.log", "pencil", "lead:string type:string at?:string note?:string recycled?:boolean", log_activity);
    add("activity.delete", "trash-2", "id:string", delete_activity);
    add("fact.record", "check", "lead:string fact:string at?:string value? reason?:string note?:string recycled?:boolean", record_fact);
    add("task.add", "plus", "lead:string title:string due", add_task);
    add("task.change", "pencil", "id:string title?:string due?", change_task);
    add("task.done", "check", "id:string", finish_task(true));
    add("task.reopen", "undo-2", "id:string", finish_task(false));
    add("task.delete", "trash-2", "id:string", deleting(kTasks, "step.task_delete"));
    return commands;
}

}  // namespace app
