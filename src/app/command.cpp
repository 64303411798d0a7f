#include "app/command.h"

#include "app/messages.h"

namespace app {
namespace {

using base::Error;
using base::Json;

bool is_of_type(const Json& value, const std::string& type) {
    if (type == "string") return value.is_string();
    if (type == "number") return value.is_number();
    if (type == "integer") return value.is_number_integer();
    if (type == "boolean") return value.is_boolean();
    if (type == "object") return value.is_object();
    if (type == "array") return value.is_array();
    return type == "null" && value.is_null();
}

std::string list(const Json& words) {
    std::string text;
    for (const Json& word : words) text += (text.empty() ? "" : ", ") + word.get<std::string>();
    return text;
}

base::Status check_property(const std::string& name, const Json& schema, const Json& value) {
    if (const auto type = schema.find("type"); type != schema.end() && !is_of_type(value, type->get<std::string>()))
        return Error{"command.bad_argument", "The argument “" + name + "” must be a " + type->get<std::string>() + ".", name};
    if (const auto words = schema.find("enum"); words != schema.end())
        if (std::find(words->begin(), words->end(), value) == words->end())
            return Error{"command.bad_argument", "The argument “" + name + "” must be one of: " + list(*words) + ".", name};
    return base::success();
}

}  // namespace

const std::string& title_of(const Command& command) { return tr("command." + command.id); }

base::Status check_arguments(const Json& schema, const Json& arguments) {
    if (!arguments.is_object())
        return Error{"command.bad_argument", "The arguments must be an object, like {\"id\": \"…\"}.", ""};
    const Json none = Json::object();
    const Json& properties = schema.contains("properties") ? schema.at("properties") : none;
    if (schema.contains("required"))
        for (const Json& name : schema.at("required"))
            if (!arguments.contains(name.get<std::string>()))
                return Error{"command.missing_argument", "The argument “" + name.get<std::string>() + "” is missing.", name.get<std::string>()};
    for (const auto& [name, value] : arguments.items()) {
        const auto property = properties.find(name);
        if (property == properties.end())
            return Error{"command.unknown_argument", "There is no argument “" + name + "” here; known are: " +
                         list([&] { Json names = Json::array(); for (const auto& [key, unused] : properties.items()) names.push_back(key); return names; }()) + ".", name};
        if (const base::Status status = check_property(name, *property, value); !status) return status.error();
    }
    return base::success();
}

}  // namespace app
