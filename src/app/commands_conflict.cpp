// Settling what several people wrote without knowing of each other: the value that is shown, another one that
// stands, or a new one takes the place of all of them, for everybody who gets it.
#include "app/commands.h"
#include "app/conflicts.h"
#include "app/field_values.h"
#include "app/messages.h"
#include "app/session.h"
#include "app/state.h"

#include <algorithm>

namespace app {
namespace {

using namespace domain;
using base::Error;
using base::Json;
using Done = std::function<void(base::Result<Json>)>;

Change change_to(const Address& address, const Value& value) {
    if (!address.path.empty()) return SetEntry{address.path, std::get<std::string>(value)};
    if (!address.member.empty()) return SetMember{address.table, address.row, address.key, address.member, std::get<bool>(value)};
    return SetField{address.table, address.row, address.key, address.kind, value};
}

storage::Label label_of(const Book& book, const Address& address) {
    const Row lead = lead_behind(book, address);
    if (lead == kNoRow) return {"step.conflict_book", {}};
    const auto field = book.field(address.table, address.key);
    return {"step.conflict", {{"name", lead_name(book, book.leads.id(lead))}, {"field", field && field->custom ? field->label : address.key}}};
}

Decision settled(const Book& book, const OpenConflict& open, const Value& value) {
    return {label_of(book, open.address), {change_to(open.address, value)}, std::nullopt, true};
}

base::Result<OpenConflict> conflict_argument(const Book& book, const Json& arguments) {
    return open_conflict(book, arguments.at("conflict").get_ref<const std::string&>());
}

base::Result<Decision> keep(const Book& book, const Json& arguments, const base::Now&) {
    const base::Result<OpenConflict> open = conflict_argument(book, arguments);
    if (!open) return open.error();
    return settled(book, *open, open->shown.value);
}

// A write in a row that somebody deleted is taken by bringing the row back.
base::Result<Decision> take(const Book& book, const Json& arguments, const base::Now&) {
    const base::Result<OpenConflict> open = conflict_argument(book, arguments);
    if (!open) return open.error();
    const std::string& text = arguments.at("stamp").get_ref<const std::string&>();
    if (to_text(open->shown.stamp) == text) return settled(book, *open, open->shown.value);
    for (const Write& other : open->others)
        if (to_text(other.stamp) == text) return settled(book, *open, other.value);
    for (const OpenConflict::Unseen& unseen : open->unseen)
        if (to_text(unseen.write.stamp) == text) return settled(book, *open, false);
    return Error{"conflict.no_such_write", tr("refused.conflict.no_such_write"), "stamp"};
}

base::Result<Decision> write(const Book& book, const Json& arguments, const base::Now& now) {
    const base::Result<OpenConflict> open = conflict_argument(book, arguments);
    if (!open) return open.error();
    const Json& written = arguments.at("value");
    if (text_entry(open->shown) && written.is_string() && !written.get_ref<const std::string&>().empty())
        return settled(book, *open, written.dump());
    const std::optional<Field> field = written_by_hand(book, open->address);
    if (!field) return Error{"conflict.only_chosen", tr("refused.conflict.only_chosen"), "value"};
    const base::Result<Value> value = value_of(*field, written, now);
    if (!value) return value.error();
    return settled(book, *open, *value);
}

void keep_all(Session& session, const Json&, Done done) {
    Session::State& s = session.state();
    const std::vector<OpenConflict> open = open_conflicts(s.book, conflicts(s.book));
    if (open.empty()) return done(Error{"conflict.none", tr("refused.conflict.none"), ""});
    Decision decision{{"step.conflict_all", {}}, {}, std::nullopt, true};
    for (const OpenConflict& one : open) decision.changes.push_back(change_to(one.address, one.shown.value));
    const storage::Label label = decision.label;
    const auto made = s.commit(std::move(decision));
    if (!made) return done(made.error());
    session.say_done(label);
    done({{"settled", open.size()}});
}

Json json_of(const Write& write) {
    return {{"value", to_json(write.value)}, {"stamp", to_text(write.stamp)}, {"at", base::to_iso_instant(write.stamp.millis())}};
}

void list(Session& session, const Json&, Done done) {
    const Book& book = session.state().book;
    Json all = Json::array();
    for (const OpenConflict& open : open_conflicts(book, conflicts(book))) {
        Json one = {{"conflict", conflict_id(open.address)}, {"shown", json_of(open.shown)}, {"others", Json::array()}};
        const Row lead = lead_behind(book, open.address);
        if (lead != kNoRow) one["lead"] = to_text(book.leads.id(lead));
        for (const Write& other : open.others) one["others"].push_back(json_of(other));
        for (const OpenConflict::Unseen& unseen : open.unseen) {
            one["others"].push_back(json_of(unseen.write));
            one["others"].back()["field"] = unseen.address.key;
        }
        all.push_back(std::move(one));
    }
    done(std::move(all));
}

std::optional<std::string> nothing_to_settle(const Session& session) {
    const ViewCache& views = session.state().views;
    const bool known = views.conflicts_found == session.state().book.revision;
    if (session.state().read_only) return session.state().read_only->message;
    return known && views.conflicts.empty() ? std::optional(tr("refused.conflict.none")) : std::nullopt;
}

}  // namespace

std::vector<Command> conflict_commands() {
    std::vector<Command> commands;
    const auto add = [&](std::string_view id, std::string_view icon, std::string_view arguments, Decide decide, Act act) {
        Command command;
        command.id = id;
        command.icon = icon;
        command.schema = object_schema(arguments);
        command.decide = std::move(decide);
        command.act = std::move(act);
        commands.push_back(std::move(command));
    };
    add("conflict.keep", "check", "conflict:string", keep, {});
    add("conflict.take", "check", "conflict:string stamp:string", take, {});
    add("conflict.write", "pencil", "conflict:string value", write, {});
    add("conflict.keep-all", "check-check", "", {}, keep_all);
    commands.back().in_palette = true;
    commands.back().why_not = nothing_to_settle;
    add("conflict.list", "", "", {}, list);
    return commands;
}

}  // namespace app
