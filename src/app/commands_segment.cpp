// Segments: lists of leads that are given a name.
#include "app/commands.h"
#include "app/leads_address.h"
#include "app/messages.h"
#include "app/segments.h"
#include "app/state.h"
#include "base/hash.h"
#include "base/text.h"

#include <algorithm>

namespace app {
namespace {

using base::Error;
using base::Json;
using domain::Book;
using domain::SetEntry;

std::string path_of(std::string_view id, std::string_view what) { return "segments/" + std::string(id) + "/" + std::string(what); }

base::Result<SegmentView> segment_argument(const Book& book, const Json& arguments) {
    const std::string id = arguments.at("segment");
    for (SegmentView& segment : segments_of(book))
        if (segment.id == id) return std::move(segment);
    return Error{"segment.unknown", tr("refused.segment.unknown"), "segment"};
}

// Of the segment `id`, or of a new one.
base::Result<std::string> name_argument(const Book& book, const Json& arguments, std::string_view id = {}) {
    const std::string name(base::trim(arguments.at("name").get_ref<const std::string&>()));
    if (name.empty()) return Error{"segment.no_name", tr("refused.segment.no_name"), "name"};
    if (base::count_code_points(name) > kMostSegmentLetters) return Error{"segment.long_name", tr("refused.segment.long_name"), "name"};
    for (const SegmentView& other : segments_of(book))
        if (other.id != id && base::fold(other.name) == base::fold(name)) return Error{"segment.same_name", tr("refused.segment.same_name", {{"name", other.name}}), "name"};
    return name;
}

base::Result<std::string> list_argument(const Json& arguments) {
    const std::string list = address_of(leads_query_of(arguments.at("list").get_ref<const std::string&>()));
    if (list.empty()) return Error{"segment.whole_list", tr("refused.segment.whole_list"), "list"};
    return list;
}

std::string new_id(const Book& book, const std::string& name, const base::Now& now) {
    constexpr std::string_view kDigits = "0123456789abcdef";
    for (uint64_t tries = 0;; ++tries) {
        uint64_t number = base::hash64(name + "/" + std::to_string(now.millis + static_cast<base::Millis>(tries)));
        std::string id;
        for (int digit = 0; digit < 16; ++digit, number >>= 4) id += kDigits[number & 15];
        if (!book.entry(path_of(id, "name"))) return id;
    }
}

base::Result<Decision> save(const Book& book, const Json& arguments, const base::Now& now) {
    const auto name = name_argument(book, arguments);
    if (!name) return name.error();
    const auto list = list_argument(arguments);
    if (!list) return list.error();
    const std::string id = new_id(book, *name, now);
    return Decision{{"step.segment_save", {{"name", *name}}}, {SetEntry{path_of(id, "name"), Json(*name).dump()}, SetEntry{path_of(id, "list"), Json(*list).dump()}}, std::nullopt};
}

base::Result<Decision> rename(const Book& book, const Json& arguments, const base::Now&) {
    const auto segment = segment_argument(book, arguments);
    if (!segment) return segment.error();
    const auto name = name_argument(book, arguments, segment->id);
    if (!name) return name.error();
    return Decision{{"step.segment_rename", {{"name", *name}}}, {SetEntry{path_of(segment->id, "name"), Json(*name).dump()}}, std::nullopt};
}

base::Result<Decision> change(const Book& book, const Json& arguments, const base::Now&) {
    const auto segment = segment_argument(book, arguments);
    if (!segment) return segment.error();
    const auto list = list_argument(arguments);
    if (!list) return list.error();
    return Decision{{"step.segment_change", {{"name", segment->name}}}, {SetEntry{path_of(segment->id, "list"), Json(*list).dump()}}, std::nullopt};
}

// The name alone: whoever gives it another one meanwhile has it back, with its list.
base::Result<Decision> remove(const Book& book, const Json& arguments, const base::Now&) {
    const auto segment = segment_argument(book, arguments);
    if (!segment) return segment.error();
    return Decision{{"step.segment_delete", {{"name", segment->name}}}, {SetEntry{path_of(segment->id, "name"), ""}}, std::nullopt};
}

void list_segments(Session& session, const Json&, std::function<void(base::Result<Json>)> done) {
    Json segments = Json::array();
    for (const SegmentView& segment : segments_of(session.state().shown().book)) segments.push_back({{"id", segment.id}, {"name", segment.name}, {"list", segment.list}});
    done(std::move(segments));
}

}  // namespace

std::vector<Command> segment_commands() {
    std::vector<Command> commands;
    commands.push_back(editing_command("segment.save", "layers", "name:string list:string", save));
    commands.push_back(editing_command("segment.rename", "layers", "segment:string name:string", rename));
    commands.push_back(editing_command("segment.change", "layers", "segment:string list:string", change));
    commands.push_back(editing_command("segment.delete", "layers", "segment:string", remove));
    Command all;
    all.id = "segment.list";
    all.icon = "layers";
    all.schema = object_schema("");
    all.act = list_segments;
    commands.push_back(std::move(all));
    return commands;
}

}  // namespace app
