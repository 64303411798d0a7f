// A colleague's file that is open: what it says, what of it is taken, the taking. What the face shows scripts can ask
// for: {"verdict":"conflicting","search":"kari"} names rows of the list, their ids single ones.
#include "app/commands.h"
#include "app/merge_words.h"
#include "app/messages.h"
#include "base/text.h"

#include <algorithm>

namespace app {
namespace {

using base::Error;
using base::Json;
using exchange::MergeEntry;
using exchange::Verdict;
using Done = std::function<void(base::Result<Json>)>;

constexpr size_t kUsualRows = 100;

std::optional<std::string> no_merge(const Session& session) {
    if (session.state().jobs.busy()) return tr("import.busy");
    if (session.state().import.merge) return std::nullopt;
    return tr("merge.none_open");
}

Error unknown_entry(std::string_view id) {
    return {"merge.unknown", "The file has nothing called “" + std::string(base::clip(id, 60)) + "”: merge.list names what it has.", std::string(base::clip(id, 60))};
}

MergeQuery merge_query_of(const Json& arguments) {
    MergeQuery query;
    if (arguments.contains("verdict"))
        if (const auto verdict = exchange::verdict_from_word(arguments.at("verdict").get<std::string>())) query.verdict = static_cast<MergeVerdict>(*verdict);
    query.search = arguments.value("search", std::string());
    return query;
}

const char* word_of(MergeRowView::Take take) {
    switch (take) {
        case MergeRowView::Take::nothing_to_take: return "nothing";
        case MergeRowView::Take::yes: return "all";
        case MergeRowView::Take::no: return "none";
        case MergeRowView::Take::part: return "part";
    }
    return "";
}

std::string word_of(MergeVerdict verdict) { return std::string(exchange::verdict_word(static_cast<Verdict>(verdict))); }

Json json_of(const MergeRowView& row) {
    return Json{{"entry", row.id}, {"name", row.name}, {"detail", row.detail}, {"verdict", word_of(row.verdict)}, {"says", row.verdict_label}, {"summary", row.summary}, {"takes", word_of(row.take)}};
}

Json json_of(const MergeSideView& side) {
    if (side.text.empty()) return nullptr;
    return Json{{"text", side.text}, {"who", side.who}, {"when", side.when}};
}

void list_merge(Session& session, const Json& arguments, Done done) {
    Session::State& s = session.state();
    const MergeList found = merge_list_of(s, merge_query_of(arguments));
    const auto at_most = [](const Json& given, const char* name, size_t usual, size_t most) {
        return given.contains(name) ? static_cast<size_t>(std::clamp<int64_t>(given.at(name).get<int64_t>(), 0, static_cast<int64_t>(most))) : std::min(usual, most);
    };
    const size_t begin = at_most(arguments, "offset", 0, found.rows.size());
    const size_t end = begin + at_most(arguments, "limit", kUsualRows, found.rows.size() - begin);
    Json rows = Json::array();
    for (size_t i = begin; i < end; ++i) rows.push_back(json_of(merge_row_of(s, found.rows[i])));
    done(Json{{"total", found.rows.size()}, {"bring", found.bring}, {"chosen", found.chosen}, {"rows", std::move(rows)}});
}

void show_merge(Session& session, const Json& arguments, Done done) {
    Session::State& s = session.state();
    const std::string id = arguments.at("entry");
    const auto place = merge_entry(*s.import.merge, id);
    if (!place) return done(unknown_entry(id));
    const MergeDetailView view = merge_detail_of(s, *place);
    Json json = json_of(view.row);
    json["same"] = view.same;
    json["more"] = view.more;
    json["whole"] = view.whole;
    json["fields"] = Json::array();
    for (const MergeFieldView& field : view.fields)
        json["fields"].push_back({{"field", field.id}, {"label", field.label}, {"verdict", word_of(field.verdict)}, {"here", json_of(field.here)}, {"there", json_of(field.there)}, {"canChoose", field.can_choose}, {"chosen", field.chosen}});
    done(std::move(json));
}

base::Status choose_field(OpenMerge& merge, const domain::Book& book, size_t place, const std::string& field, bool take) {
    const MergeEntry& entry = merge.plan.entries[place];
    if (entry.whole) return Error{"merge.whole", tr("refused.merge.whole"), field};
    const auto fields = exchange::compared_fields(book, merge.there, merge.file, entry);
    const auto found = std::find_if(fields.begin(), fields.end(), [&](const exchange::ComparedField& one) { return one.id == field && one.news; });
    if (found == fields.end()) return unknown_entry(field);
    merge.choice.choose_field(place, fields, field, take);
    return base::success();
}

// One field of one entry; some entries; or all that match a query.
void choose_merge(Session& session, const Json& arguments, Done done) {
    Session::State& s = session.state();
    OpenMerge& merge = *s.import.merge;
    const bool take = arguments.at("take");
    std::vector<size_t> places;
    if (arguments.contains("entries")) {
        for (const Json& one : arguments.at("entries")) {
            const std::string id = one.is_string() ? one.get<std::string>() : one.dump();
            const auto place = merge_entry(merge, id);
            if (!place) return done(unknown_entry(id));
            places.push_back(*place);
        }
    } else {
        for (const uint32_t place : merge_list_of(s, merge_query_of(arguments)).rows) places.push_back(place);
    }
    if (arguments.contains("field")) {
        if (places.size() != 1) return done(Error{"merge.one_entry", "A field is one of a single entry: name it in “entries”.", "entries"});
        if (const base::Status status = choose_field(merge, s.book, places[0], arguments.at("field"), take); !status) return done(status.error());
    } else {
        for (const size_t place : places) merge.choice.choose(place, take);
    }
    s.touch();
    const exchange::MergeTotals totals = exchange::totals_of(s.book, merge.plan, merge.choice);
    done(Json{{"chosen", totals.chosen}, {"of", totals.of}});
}

}  // namespace

std::vector<Command> merge_commands() {
    std::vector<Command> commands;
    const auto add = [&](std::string_view id, std::string_view icon, std::string_view arguments, Act act) {
        Command command;
        command.id = id;
        command.icon = icon;
        command.schema = object_schema(arguments);
        command.act = std::move(act);
        command.why_not = no_merge;
        commands.push_back(std::move(command));
    };
    add("merge.list", "", "verdict?:same|mine_newer|theirs_newer|conflicting|deleted search?:string offset?:integer limit?:integer", list_merge);
    add("merge.show", "", "entry:string", show_merge);
    add("merge.choose", "", "take:boolean entries?:array field?:string verdict?:same|mine_newer|theirs_newer|conflicting|deleted search?:string", choose_merge);
    add("merge.run", "git-merge", "confirmed?:boolean", [](Session& session, const Json& arguments, Done done) {
        session.run_merge(arguments.value("confirmed", false), std::move(done));
    });
    commands.back().acts_on_book = true;
    return commands;
}

}  // namespace app
