#include "app/copies.h"

#include "base/json.h"

#include <algorithm>

namespace app {

using base::Json;

namespace {

constexpr size_t kMostRecords = 500;

CopyRecord record_of(const Json& json) {
    CopyRecord record;
    const auto text = [&](const char* key) { return json.contains(key) && json.at(key).is_string() ? json.at(key).get<std::string>() : std::string(); };
    if (json.contains("at") && json.at("at").is_number_integer()) record.at = json.at("at").get<base::Millis>();
    record.name = text("name");
    record.how = text("how");
    record.detail = text("detail");
    record.sealed = json.contains("sealed") && json.at("sealed").is_boolean() && json.at("sealed").get<bool>();
    return record;
}

}  // namespace

void CopyRecords::add(CopyRecord record) {
    const bool writes_again = record.how == "folder" || record.how == "file";
    if (writes_again) std::erase_if(made, [&](const CopyRecord& one) { return one.how == record.how && one.name == record.name; });
    made.insert(made.begin(), std::move(record));
    if (made.size() <= kMostRecords) return;
    older += static_cast<int64_t>(made.size() - kMostRecords);
    made.resize(kMostRecords);
}

CopyRecords read_copy_records(const std::string& text) {
    CopyRecords records;
    const base::Result<Json> json = base::parse_json(text);
    if (!json || !json->is_object() || !json->contains("made") || !json->at("made").is_array()) return records;
    for (const Json& one : json->at("made"))
        if (one.is_object()) records.made.push_back(record_of(one));
    if (json->contains("older") && json->at("older").is_number_integer()) records.older = json->at("older").get<int64_t>();
    return records;
}

std::string written(const CopyRecords& records) {
    Json made = Json::array();
    for (const CopyRecord& record : records.made) {
        Json one = {{"at", record.at}, {"name", record.name}, {"how", record.how}};
        if (!record.detail.empty()) one["detail"] = record.detail;
        if (record.sealed) one["sealed"] = true;
        made.push_back(std::move(one));
    }
    const Json json = {{"made", std::move(made)}, {"older", records.older}};
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace app
