// Deals: opened for a person, changed, won, lost. What becomes of one stands in the person's history, too, and a lead is won
// or lost with its deals: one step each.
#include "app/commands.h"
#include "app/deals.h"
#include "app/field_values.h"
#include "app/messages.h"
#include "base/text.h"

#include <algorithm>

namespace app {
namespace {

using namespace domain;
using base::Error;
using base::Json;
using Values = std::vector<std::pair<std::string, Value>>;

constexpr TableKind kDeals = TableKind::deals;

base::Result<Value> read_deal_value(std::string_view key, const Json& arguments, const base::Now& now) {
    base::Result<Value> value = value_of(*built_in_field(kDeals, key), arguments.at(std::string(key)), now);
    if (!value) return value;
    if (const auto* money = std::get_if<base::Money>(&*value); money && money->minor < 0) return Error{"deal.negative", tr("refused.deal.negative"), std::string(key)};
    if (auto* text = std::get_if<std::string>(&*value); text && key == "title") *text = std::string(base::trim(*text));
    return value;
}

// What of a deal is written by hand; nothing that is not given.
base::Result<Values> deal_values_told(const Json& arguments, const base::Now& now) {
    Values values;
    for (const char* key : {"title", "value", "expected"}) {
        if (!arguments.contains(key)) continue;
        const base::Result<Value> value = read_deal_value(key, arguments, now);
        if (!value) return value.error();
        values.emplace_back(key, *value);
    }
    return values;
}

CreateRows deal_event(RowId lead, std::string_view type, const Moment& moment, const Value& deal, const Values& more = {}) {
    Values values = {{"lead", lead}, {"type", std::string(type)}, {"at", Instant{moment.at}}, {"precision", std::string(moment.precision)}, {"deal", deal}};
    for (const auto& [key, value] : more)
        if (!std::holds_alternative<Empty>(value)) values.emplace_back(key, value);
    return create_one(TableKind::activities, values);
}

Value deal_note(const Json& arguments) {
    const std::string note = arguments.value("note", std::string());
    return note.empty() ? Value{} : Value{note};
}

// What happened: not what will.
base::Result<Moment> deal_moment(const Json& arguments, const base::Now& now) {
    base::Result<Moment> moment = moment_of("at", arguments.contains("at") ? arguments.at("at") : Json(), now);
    if (moment && base::day_of(moment->at, now.offset_minutes) > now.today) return Error{"deal.future", tr("refused.deal.future"), "at"};
    return moment;
}

base::Result<Decision> open_deal(const Book& book, const Json& arguments, const base::Now& now) {
    const base::Result<RowId> lead = row_argument(book, TableKind::leads, arguments, "lead");
    if (!lead) return lead.error();
    const base::Result<Moment> moment = deal_moment(arguments, now);
    if (!moment) return moment.error();
    base::Result<Values> values = deal_values_told(arguments, now);
    if (!values) return values.error();
    const auto value = std::find_if(values->begin(), values->end(), [](const auto& one) { return one.first == "value"; });
    Decision decision;
    decision.label = {"step.deal_open", {{"name", lead_name(book, *lead)}}};
    decision.created = 0;
    const CreateRows opened = deal_event(*lead, "open_deal", *moment, made_by(0), {{"value", value == values->end() ? Value{} : value->second}, {"note", deal_note(arguments)}});
    values->insert(values->end(), {{"lead", *lead}, {"state", std::string(kOpen)}, {"opened", base::day_of(moment->at, now.offset_minutes)}});
    decision.changes.push_back(create_one(kDeals, *values));
    decision.changes.push_back(opened);
    open_lead_again(book, *lead, decision.changes);
    return decision;
}

// A deal as arguments name it.
struct Named {
    RowId id, lead;
    Row row = kNoRow;
    std::string who;  // whose it is
};

base::Result<Named> deal_in(const Book& book, const Json& arguments) {
    const base::Result<RowId> id = row_argument(book, kDeals, arguments, "id");
    if (!id) return id.error();
    const Row row = book.deals.find(*id);
    if (!book.deals.alive(row)) return Error{"deal.deleted", tr("refused.deal.deleted"), "id"};
    const Value lead = book.value(kDeals, row, "lead");
    if (!std::holds_alternative<RowId>(lead)) return Error{"deal.nobody", tr("refused.deal.nobody"), "id"};
    return Named{*id, std::get<RowId>(lead), row, lead_name(book, std::get<RowId>(lead))};
}

base::Result<Decision> change_deal(const Book& book, const Json& arguments, const base::Now& now) {
    const base::Result<Named> deal = deal_in(book, arguments);
    if (!deal) return deal.error();
    const base::Result<Values> values = deal_values_told(arguments, now);
    if (!values) return values.error();
    Decision decision;
    decision.label = {"step.deal_change", {{"name", deal->who}}};
    for (const auto& [key, value] : *values)
        if (book.value(kDeals, deal->row, key) != value) decision.changes.push_back(SetField{kDeals, deal->id, key, built_in_field(kDeals, key)->kind, value});
    if (decision.changes.empty()) return Error{"deal.no_change", tr("refused.deal.no_change"), "title"};
    return decision;
}

// When it ended: not before it began.
base::Result<Moment> end_of_deal(const Book& book, const Named& deal, const Json& arguments, const base::Now& now) {
    if (!is_open_deal(book, deal.row)) return Error{"deal.not_open", tr("refused.deal.not_open"), "id"};
    const base::Result<Moment> moment = deal_moment(arguments, now);
    if (!moment) return moment;
    const Value opened = book.value(kDeals, deal.row, "opened");
    if (const auto* day = std::get_if<base::Day>(&opened); day && base::day_of(moment->at, now.offset_minutes) < *day) return Error{"deal.before_opened", tr("refused.deal.before_opened"), "at"};
    return moment;
}

base::Result<Decision> win_deal(const Book& book, const Json& arguments, const base::Now& now) {
    const base::Result<Named> deal = deal_in(book, arguments);
    if (!deal) return deal.error();
    const base::Result<Moment> moment = end_of_deal(book, *deal, arguments, now);
    if (!moment) return moment.error();
    Value value = book.value(kDeals, deal->row, "value");
    Decision decision;
    decision.label = {"step.deal_win", {{"name", deal->who}}};
    if (arguments.contains("value")) {
        const base::Result<Value> agreed = read_deal_value("value", arguments, now);
        if (!agreed) return agreed.error();
        if (*agreed != value) decision.changes.push_back(SetField{kDeals, deal->id, "value", FieldKind::money, *agreed});
        value = *agreed;
    }
    const base::Day day = base::day_of(moment->at, now.offset_minutes);
    end_deal(deal->id, kWon, day, {}, decision.changes);
    decision.changes.push_back(deal_event(deal->lead, "win_deal", *moment, deal->id, {{"value", value}, {"note", deal_note(arguments)}}));
    decision.changes.push_back(deal_event(deal->lead, "purchase", *moment, deal->id, {{"value", value}}));
    win_lead(book, deal->lead, day, decision.changes);
    return decision;
}

base::Result<Decision> lose_deal(const Book& book, const Json& arguments, const base::Now& now) {
    const base::Result<Named> deal = deal_in(book, arguments);
    if (!deal) return deal.error();
    const std::string reason(base::trim(arguments.at("reason").get_ref<const std::string&>()));
    if (reason.empty()) return Error{"deal.no_reason", tr("refused.deal.no_reason"), "reason"};
    const base::Result<Moment> moment = end_of_deal(book, *deal, arguments, now);
    if (!moment) return moment.error();
    const base::Day day = base::day_of(moment->at, now.offset_minutes);
    Decision decision;
    decision.label = {"step.deal_lose", {{"name", deal->who}}};
    end_deal(deal->id, kLost, day, reason, decision.changes);
    decision.changes.push_back(deal_event(deal->lead, "lose_deal", *moment, deal->id, {{"reason", reason}, {"note", deal_note(arguments)}}));
    lose_lead(book, deal->lead, day, decision.changes);
    return decision;
}

base::Result<Decision> reopen_deal(const Book& book, const Json& arguments, const base::Now& now) {
    const base::Result<Named> deal = deal_in(book, arguments);
    if (!deal) return deal.error();
    if (to_text(book.value(kDeals, deal->row, "state")) != kLost) return Error{"deal.not_lost", tr("refused.deal.not_lost"), "id"};
    Decision decision;
    decision.label = {"step.deal_reopen", {{"name", deal->who}}};
    decision.changes.push_back(SetField{kDeals, deal->id, "state", FieldKind::choice, std::string(kOpen)});
    for (const auto& [key, kind] : {std::pair{"closed", FieldKind::date}, std::pair{"reason", FieldKind::text}}) decision.changes.push_back(SetField{kDeals, deal->id, key, kind, Empty{}});
    decision.changes.push_back(deal_event(deal->lead, "open_deal", {now.millis, "minute"}, deal->id));
    open_lead_again(book, deal->lead, decision.changes);
    return decision;
}

// Nobody is won or lost by a deal that never was: where no other fact says it, they are open.
void take_back_outcome(const Book& book, const Named& deal, std::vector<Change>& changes) {
    const std::string outcome = to_text(book.value(TableKind::leads, book.leads.find(deal.lead), "outcome"));
    if (outcome.empty() || outcome != to_text(book.value(kDeals, deal.row, "state")) || outcome == kOpen) return;
    const std::string_view fact = outcome == kWon ? "win_deal" : "lose_deal";
    bool told_elsewhere = false;
    book.activities_by_lead.for_each(book.leads.find(deal.lead), [&](Row activity) {
        told_elsewhere |= book.activities.alive(activity) && to_text(book.value(TableKind::activities, activity, "type")) == fact && book.value(TableKind::activities, activity, "deal") != Value{deal.id};
    });
    if (told_elsewhere) return;
    changes.push_back(SetField{TableKind::leads, deal.lead, "outcome", FieldKind::choice, std::string(kOpen)});
    changes.push_back(SetField{TableKind::leads, deal.lead, "closed", FieldKind::date, Empty{}});
}

// It never was: what stands in the history of it goes, too.
base::Result<Decision> delete_deal(const Book& book, const Json& arguments, const base::Now&) {
    const base::Result<Named> deal = deal_in(book, arguments);
    if (!deal) return deal.error();
    Decision decision;
    decision.label = {"step.deal_delete", {{"name", deal->who}}};
    decision.changes.push_back(SetField{kDeals, deal->id, "deleted", FieldKind::yes_no, true});
    book.activities_by_lead.for_each(book.leads.find(deal->lead), [&](Row activity) {
        if (book.activities.alive(activity) && book.value(TableKind::activities, activity, "deal") == Value{deal->id})
            decision.changes.push_back(SetField{TableKind::activities, book.activities.id(activity), "deleted", FieldKind::yes_no, true});
    });
    take_back_outcome(book, *deal, decision.changes);
    return decision;
}

}  // namespace

std::vector<Command> deal_commands() {
    std::vector<Command> commands;
    const auto add = [&](std::string_view id, std::string_view icon, std::string_view arguments, Decide decide) { commands.push_back(editing_command(id, icon, arguments, std::move(decide))); };
    add("deal.open", "handshake", "lead:string title?:string value? expected? at?:string note?:string", open_deal);
    add("deal.change", "pencil", "id:string title?:string value? expected?", change_deal);
    add("deal.win", "trophy", "id:string value? at?:string note?:string", win_deal);
    add("deal.lose", "x", "id:string reason:string at?:string note?:string", lose_deal);
    add("deal.reopen", "undo-2", "id:string", reopen_deal);
    add("deal.delete", "trash-2", "id:string", delete_deal);
    return commands;
}

}  // namespace app
