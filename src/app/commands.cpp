#include "app/commands.h"

#include "app/messages.h"
#include "base/text.h"

#include <algorithm>

namespace app {

using base::Json;

Json object_schema(std::string_view arguments) {
    Json properties = Json::object(), required = Json::array();
    for (const std::string& argument : base::split(arguments, ' ')) {
        if (argument.empty()) continue;
        const size_t colon = std::min(argument.find(':'), argument.size());
        const std::string written = argument.substr(0, colon), type = argument.substr(std::min(colon + 1, argument.size()));
        const bool optional = written.ends_with('?');
        const std::string name = optional ? written.substr(0, written.size() - 1) : written;
        Json property = Json::object();
        if (base::contains(type, "|")) property = {{"type", "string"}, {"enum", base::split(type, '|')}};
        else if (!type.empty()) property = {{"type", type}};
        properties[name] = std::move(property);
        if (!optional) required.push_back(name);
    }
    return {{"type", "object"}, {"properties", properties}, {"required", required}, {"additionalProperties", false}};
}

Command editing_command(std::string_view id, std::string_view icon, std::string_view arguments, Decide decide) {
    Command command;
    command.id = id;
    command.icon = icon;
    command.schema = object_schema(arguments);
    command.decide = std::move(decide);
    return command;
}

base::Result<domain::RowId> row_argument(const domain::Book& book, domain::TableKind table, const Json& arguments,
                                         std::string_view name) {
    const Json& given = arguments.at(std::string(name));
    const std::string text = given.is_string() ? given.get<std::string>() : given.dump();
    const auto id = domain::row_id_from_text(text);
    const domain::Row row = id ? book.table(table).find(*id) : domain::kNoRow;
    if (row == domain::kNoRow || !book.table(table).created(row))
        return base::Error{"row.unknown", "There is no row “" + std::string(base::clip(text, 60)) + "” in " +
                           std::string(domain::table_name(table)) + ".", std::string(name)};
    if (book.forgotten.contains(*id))
        return base::Error{"row.forgotten", tr("refused.row.forgotten"), std::string(name)};
    return *id;
}

std::string lead_name(const domain::Book& book, domain::RowId lead) {
    const domain::Row row = book.leads.find(lead);
    if (row == domain::kNoRow) return {};
    for (std::string_view key : {"name", "company", "email", "phone"})
        if (std::string text = domain::to_text(book.value(domain::TableKind::leads, row, key)); !text.empty()) return text;
    return {};
}

}  // namespace app
