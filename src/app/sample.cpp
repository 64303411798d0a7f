#include "app/sample.h"

#include "app/command.h"
#include "app/field_values.h"
#include "domain/book.h"

#include <algorithm>

namespace app {
namespace {

using namespace domain;
using base::Error;
using base::Json;

// Rows of one table, gathered cell by cell into one batch.
class BatchMaker {
public:
    explicit BatchMaker(TableKind table) { batch_.table = table; }

    void begin_row() { ++batch_.count; }
    void set(std::string_view key, const Value& value) {
        Column& column = this->column(key);
        column.resize(batch_.count - 1);
        column.push(value);
    }
    CreateRows take() {
        for (Column& column : batch_.columns) column.resize(batch_.count);
        return std::move(batch_);
    }

private:
    Column& column(std::string_view key) {
        for (Column& column : batch_.columns)
            if (column.key == key) return column;
        batch_.columns.push_back(make_column(key, built_in_field(batch_.table, key)->kind, true));
        return batch_.columns.back();
    }
    CreateRows batch_;
};

constexpr std::string_view kDayKeys[] = {"created", "closed", "follow_up", "expected", "opened"};

bool is_day(std::string_view key) { return std::find(std::begin(kDayKeys), std::end(kDayKeys), key) != std::end(kDayKeys); }

// How to write: on which day, and in which words, by the English ones. English itself has none.
struct Pen {
    const base::Now& now;
    Json words = Json::object();

    Json in_words(const Json& json) const {
        if (json.is_array()) {
            Json list = Json::array();
            for (const Json& one : json) list.push_back(in_words(one));
            return list;
        }
        const auto said = json.is_string() ? words.find(json.get_ref<const std::string&>()) : words.end();
        return said == words.end() ? json : *said;
    }
};

int minutes_of(const Json& row) {
    if (!row.contains("time")) return -1;
    const std::string time = row.at("time");
    return std::stoi(time.substr(0, 2)) * 60 + std::stoi(time.substr(3, 2));
}

// Cells that stand under their own field key.
base::Status set_fields(BatchMaker& batch, TableKind table, const Json& row, const Pen& pen) {
    for (const auto& [key, json] : row.items()) {
        const Field* field = built_in_field(table, key);
        if (!field || field->kind == FieldKind::instant || field->kind == FieldKind::reference || key == "due") continue;
        if (is_day(key)) {
            batch.set(key, pen.now.today + json.get<int>());
            continue;
        }
        const base::Result<Value> value = value_of(*field, pen.in_words(json), pen.now);
        if (!value) return Error{"sample.broken", value.error().message, key};
        batch.set(key, *value);
    }
    return base::success();
}

void set_moment(BatchMaker& activities, const Json& row, const base::Now& now) {
    const int minutes = minutes_of(row);
    base::Millis at = base::instant_of(now.today + row.at("day").get<int>(), now.offset_minutes);
    if (minutes >= 0) at = std::min(at + minutes * base::kMillisPerMinute, now.millis);
    activities.set("at", Instant{at});
    activities.set("precision", std::string(minutes >= 0 ? "minute" : "day"));
    if (row.contains("until"))
        activities.set("until", Instant{base::instant_of(now.today + row.at("until").get<int>(), now.offset_minutes)});
}

void set_due(BatchMaker& tasks, const Json& row, const base::Now& now) {
    if (row.contains("due")) tasks.set("due", now.today + row.at("due").get<int>());
    if (const int minutes = minutes_of(row); minutes >= 0) tasks.set("due_time", base::Decimal{minutes * base::kMillionths});
}

struct Batches {
    BatchMaker leads{TableKind::leads}, activities{TableKind::activities}, tasks{TableKind::tasks}, deals{TableKind::deals};
    std::vector<size_t> lead_of_activity, lead_of_task, lead_of_deal;
    std::vector<std::optional<size_t>> deal_of_activity;
};

base::Status add_list(BatchMaker& batch, TableKind table, const Json& person, const char* list, std::vector<size_t>& leads,
                      size_t lead, const Pen& pen, void (*when)(BatchMaker&, const Json&, const base::Now&)) {
    if (!person.contains(list)) return base::success();
    for (const Json& row : person.at(list)) {
        batch.begin_row();
        leads.push_back(lead);
        if (const base::Status status = set_fields(batch, table, row, pen); !status) return status;
        if (when) when(batch, row, pen.now);
    }
    return base::success();
}

base::Status add_person(Batches& batches, const Json& person, size_t index, const Pen& pen) {
    batches.leads.begin_row();
    if (const base::Status status = set_fields(batches.leads, TableKind::leads, person, pen); !status) return status;
    const size_t first_deal = batches.lead_of_deal.size();
    if (const base::Status status = add_list(batches.deals, TableKind::deals, person, "deals", batches.lead_of_deal, index, pen, nullptr); !status) return status;
    if (person.contains("activities"))
        for (const Json& row : person.at("activities")) batches.deal_of_activity.push_back(row.contains("deal") ? std::optional(first_deal + row.at("deal").get<size_t>()) : std::nullopt);
    if (const base::Status status = add_list(batches.activities, TableKind::activities, person, "activities", batches.lead_of_activity, index, pen, set_moment); !status) return status;
    return add_list(batches.tasks, TableKind::tasks, person, "tasks", batches.lead_of_task, index, pen, set_due);
}

// The leads' ids are not known yet: made_by(0) is the first of them, and `offset` the rest.
Column lead_column(const std::vector<size_t>& leads) {
    Column column = make_column("lead", FieldKind::reference, true);
    for (size_t lead : leads) column.push(Value{made_by(0, lead)});
    return column;
}

Column deal_column(const std::vector<std::optional<size_t>>& deals) {
    Column column = make_column("deal", FieldKind::reference, true);
    for (const std::optional<size_t> deal : deals) column.push(deal ? Value{made_by(1, *deal)} : Value{});
    return column;
}

}  // namespace

base::Result<std::vector<Change>> sample_changes(std::string_view bytes, std::string_view language, const base::Now& now) {
    const base::Result<Json> json = base::parse_json(bytes);
    if (!json) return json.error();
    Batches batches;
    Pen pen{now};
    if (const auto words = json->at("words").find(language); words != json->at("words").end()) pen.words = *words;
    size_t index = 0;
    for (const Json& person : json->at("people"))
        if (const base::Status status = add_person(batches, person, index++, pen); !status) return status.error();
    std::vector<Change> changes;
    changes.push_back(batches.leads.take());
    const auto add = [&](BatchMaker& maker, const std::vector<size_t>& leads) {
        if (leads.empty()) return;
        CreateRows batch = maker.take();
        batch.columns.push_back(lead_column(leads));
        changes.push_back(std::move(batch));
    };
    add(batches.deals, batches.lead_of_deal);  // facts name them: they come before
    add(batches.activities, batches.lead_of_activity);
    std::get<CreateRows>(changes.back()).columns.push_back(deal_column(batches.deal_of_activity));
    add(batches.tasks, batches.lead_of_task);
    return changes;
}

}  // namespace app
