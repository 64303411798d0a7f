// Creating, changing, deleting people.
#include "app/commands.h"
#include "app/deals.h"
#include "app/field_values.h"
#include "app/messages.h"

#include "base/order.h"
#include "base/text.h"

#include <algorithm>

namespace app {
namespace {

using namespace domain;
using base::Error;
using base::Json;

constexpr TableKind kLeads = TableKind::leads;

// A fact that goes with an edit, on that day.
CreateRows fact_row(RowId lead, std::string_view fact, const base::Now& now, const Value& value = Empty{}, const Value& deal = Empty{}) {
    std::vector<std::pair<std::string, Value>> values = {{"lead", lead}, {"type", std::string(fact)}, {"at", Instant{now.millis}},
                                                         {"precision", std::string("minute")}, {"value", value}};
    if (!std::holds_alternative<Empty>(deal)) values.emplace_back("deal", deal);
    return create_one(TableKind::activities, values);
}

// Winning and losing are facts as well as a field: they come together, and end the deal that is open.
void add_outcome_facts(const Book& book, std::vector<Change>& changes, RowId lead, const Value& outcome, const base::Now& now, const Value& value) {
    const std::string* word = std::get_if<std::string>(&outcome);
    if (!word || (*word != kWon && *word != kLost)) return;
    const bool won = *word == kWon;
    const std::string_view fact = won ? "win_deal" : "lose_deal";
    const Value deal = follow_fact(book, lead, {fact, now.today, {}, {}}, changes);
    // The deal knows best what it is worth.
    const auto* id = std::get_if<RowId>(&deal);
    const Value of_deal = id ? book.value(TableKind::deals, book.deals.find(*id), "value") : Value{};
    const Value worth = std::holds_alternative<Empty>(of_deal) ? value : of_deal;
    changes.push_back(fact_row(lead, fact, now, won ? worth : Value{}, deal));
    if (won) changes.push_back(fact_row(lead, "purchase", now, worth, deal));
}

base::Status check_outcome(const Field& field, const Value& value) {
    const std::string* word = std::get_if<std::string>(&value);
    if (field.key != "outcome" || !word || *word == kOpen || *word == kWon || *word == kLost) return base::success();
    return Error{"field.bad_value", tr("refused.field.bad_value", {{"value", *word}, {"what", tr("refused.hint.outcome")}}), "outcome"};
}

base::Status check_writable_field(const Field& field) {
    if (field.key == "deleted" || field.kind == FieldKind::reference)
        return Error{"field.read_only", "The field “" + field.key + "” is not set by hand: use lead.delete or lead.restore.", field.key};
    return base::success();
}

base::Result<Value> checked_value(const Field& field, const Json& json, const base::Now& now) {
    if (const base::Status status = check_writable_field(field); !status) return status.error();
    base::Result<Value> value = value_of(field, json, now);
    if (!value) return value;
    if (const base::Status status = check_outcome(field, *value); !status) return status.error();
    return value;
}

base::Result<Decision> create_lead(const Book& book, const Json& arguments, const base::Now& now) {
    std::vector<std::pair<std::string, Value>> values;
    bool captured = false;
    Value outcome = Empty{}, worth = Empty{};
    for (const auto& [name, json] : arguments.at("fields").items()) {
        if (name == "captured") {
            captured = !(json.is_null() || json == false);
            continue;
        }
        const base::Result<Field> field = find_field(book, kLeads, name);
        if (!field) return field.error();
        const base::Result<Value> value = checked_value(*field, json, now);
        if (!value) return value.error();
        if (std::holds_alternative<Empty>(*value)) continue;
        if (field->key == "outcome") outcome = *value;
        if (field->key == "value") worth = *value;
        std::erase_if(values, [&](const auto& one) { return one.first == field->key; });
        values.emplace_back(field->key, *value);
    }
    const auto says = [&](std::string_view key) {
        return std::any_of(values.begin(), values.end(), [&](const auto& one) { return one.first == key; });
    };
    if (!says("name") && !says("company") && !says("email") && !says("phone"))
        return Error{"lead.nobody", tr("refused.lead.nobody"), "fields"};
    if (!says("created")) values.emplace_back("created", now.today);
    Decision decision;
    decision.changes.push_back(create_one(kLeads, values));
    decision.created = 0;
    if (captured) decision.changes.push_back(fact_row(made_by(0), "captured", now));
    add_outcome_facts(book, decision.changes, made_by(0), outcome, now, worth);
    const auto name = std::find_if(values.begin(), values.end(), [](const auto& one) { return one.first == "name"; });
    decision.label = {"step.lead_create", {{"name", name == values.end() ? "" : to_text(name->second)}}};
    return decision;
}

void set_members(std::vector<Change>& changes, RowId lead, const std::string& key, const Value& before, const Value& after) {
    const Members* was = std::get_if<Members>(&before);
    const Members* is = std::get_if<Members>(&after);
    const Members old_members = was ? *was : Members{}, new_members = is ? *is : Members{};
    for (const std::string& member : old_members)
        if (!std::binary_search(new_members.begin(), new_members.end(), member))
            changes.push_back(SetMember{kLeads, lead, key, member, false});
    for (const std::string& member : new_members)
        if (!std::binary_search(old_members.begin(), old_members.end(), member))
            changes.push_back(SetMember{kLeads, lead, key, member, true});
}

void set_field(const Book& book, std::vector<Change>& changes, RowId lead, const Field& field, const Value& value, const base::Now& now) {
    const Row row = book.leads.find(lead);
    const Value before = book.value(kLeads, row, field.key);
    if (before == value) return;
    if (field.kind == FieldKind::multi_choice) return set_members(changes, lead, field.key, before, value);
    changes.push_back(SetField{kLeads, lead, field.key, field.kind, value});
    if (field.key != "outcome") return;
    add_outcome_facts(book, changes, lead, value, now, book.value(kLeads, row, "value"));
    const bool closes = value == Value{std::string(kWon)} || value == Value{std::string(kLost)};
    if (closes && std::holds_alternative<Empty>(book.value(kLeads, row, "closed")))
        changes.push_back(SetField{kLeads, lead, "closed", FieldKind::date, now.today});
}

base::Result<Decision> set_leads(const Book& book, const std::vector<RowId>& leads, const Json& arguments, const base::Now& now) {
    const base::Result<Field> field = find_field(book, kLeads, arguments.at("field").get<std::string>());
    if (!field) return field.error();
    const base::Result<Value> value = checked_value(*field, arguments.at("value"), now);
    if (!value) return value.error();
    Decision decision;
    for (RowId lead : leads) set_field(book, decision.changes, lead, *field, *value, now);
    const std::string named = field->custom ? field->label : field->key;
    if (leads.size() == 1) decision.label = {"step.lead_set", {{"name", lead_name(book, leads.front())}, {"field", named}}};
    else decision.label = {"step.leads_set", {{"n", std::to_string(leads.size())}, {"field", named}}};
    return decision;
}

base::Result<std::vector<RowId>> rows_argument(const Book& book, const Json& arguments) {
    std::vector<RowId> rows;
    for (const Json& id : arguments.at("ids")) {
        const base::Result<RowId> row = row_argument(book, kLeads, Json{{"ids", id}}, "ids");
        if (!row) return row.error();
        rows.push_back(*row);
    }
    if (rows.empty()) return Error{"row.none", "No lead was named: give at least one id.", "ids"};
    return rows;
}

// Many rows at once are written as runs of rows that were created together.
std::vector<Change> set_deleted(std::vector<RowId> leads, bool deleted) {
    base::sort(leads);
    leads.erase(std::unique(leads.begin(), leads.end()), leads.end());
    std::vector<Change> changes;
    for (size_t begin = 0, end; begin < leads.size(); begin = end) {
        end = begin + 1;
        while (end < leads.size() && leads[end] == leads[begin].plus(end - begin)) ++end;
        changes.push_back(SetRange{kLeads, leads[begin], static_cast<Row>(end - begin), "deleted", FieldKind::yes_no, deleted});
    }
    return changes;
}

Decision delete_decision(const Book& book, const std::vector<RowId>& leads, bool deleted) {
    Decision decision;
    decision.changes = set_deleted(leads, deleted);
    decision.label = {deleted ? "step.lead_delete" : "step.lead_restore",
                      {{"name", leads.size() == 1 ? lead_name(book, leads.front()) : std::to_string(leads.size())}}};
    return decision;
}

Decide on_one(bool deleted) {
    return [deleted](const Book& book, const Json& arguments, const base::Now&) -> base::Result<Decision> {
        const base::Result<RowId> lead = row_argument(book, kLeads, arguments, "id");
        if (!lead) return lead.error();
        return delete_decision(book, {*lead}, deleted);
    };
}

Decide on_many(bool deleted) {
    return [deleted](const Book& book, const Json& arguments, const base::Now&) -> base::Result<Decision> {
        const base::Result<std::vector<RowId>> leads = rows_argument(book, arguments);
        if (!leads) return leads.error();
        return delete_decision(book, *leads, deleted);
    };
}

base::Result<Decision> forget_lead(const Book& book, const Json& arguments, const base::Now&) {
    const base::Result<RowId> lead = row_argument(book, kLeads, arguments, "id");
    if (!lead) return lead.error();
    return Decision{{"step.lead_forget", {}}, {Forget{*lead}}, std::nullopt};
}

}  // namespace

std::vector<Command> lead_commands() {
    std::vector<Command> commands;
    const auto add = [&](std::string_view id, std::string_view icon, std::string_view arguments, Decide decide) { commands.push_back(editing_command(id, icon, arguments, std::move(decide))); };
    add("lead.create", "user-plus", "fields:object", create_lead);
    add("lead.set", "pencil", "id:string field:string value",
        [](const Book& book, const Json& arguments, const base::Now& now) -> base::Result<Decision> {
            const base::Result<RowId> lead = row_argument(book, kLeads, arguments, "id");
            if (!lead) return lead.error();
            return set_leads(book, {*lead}, arguments, now);
        });
    add("leads.set", "pencil", "ids:array field:string value",
        [](const Book& book, const Json& arguments, const base::Now& now) -> base::Result<Decision> {
            const base::Result<std::vector<RowId>> leads = rows_argument(book, arguments);
            if (!leads) return leads.error();
            return set_leads(book, *leads, arguments, now);
        });
    add("lead.delete", "trash-2", "id:string", on_one(true));
    add("lead.restore", "undo-2", "id:string", on_one(false));
    add("leads.delete", "trash-2", "ids:array", on_many(true));
    add("lead.forget", "eye-off", "id:string", forget_lead);
    return commands;
}

}  // namespace app
