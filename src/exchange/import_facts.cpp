#include "exchange/import_facts.h"

namespace exchange {

void FactWriter::begin() {
    leads_ = {};
    types_ = {};
    precisions_ = {};
    instants_ = {};
    notes_ = {};
    values_ = {};
}

void FactWriter::add(domain::Row lead, std::string_view type, const std::optional<ReadDate>& date) {
    leads_.ids.push_back({0, lead});
    types_.codes.push_back(types_.dictionary.code(type));
    const bool to_the_minute = !date || date->has_time;
    precisions_.codes.push_back(precisions_.dictionary.code(to_the_minute ? "minute" : "day"));
    instants_.millis.push_back(date ? zone_.instant_of(*date) : now_);
}

void FactWriter::add_value(base::Money value, bool has_value) {
    values_.minor.push_back(has_value ? value.minor : domain::kNoNumber);
    values_.currency.push_back(has_value ? value.currency.packed : 0);
}

void FactWriter::captured(domain::Row lead, const std::optional<ReadDate>& created) {
    add(lead, "captured", created);
    notes_.push(note_);
    add_value({}, false);
}

void FactWriter::closed(domain::Row lead, Outcome outcome, const std::optional<ReadDate>& date, base::Money value,
                        bool has_value) {
    switch (outcome) {
        case Outcome::open: return;
        case Outcome::lost:
            add(lead, "lose_deal", date);
            notes_.push({});
            return add_value(value, has_value);
        case Outcome::won:
            for (std::string_view type : {"win_deal", "purchase"}) {
                add(lead, type, date);
                notes_.push({});
                add_value(value, has_value);
            }
    }
}

domain::CreateRows FactWriter::take() {
    domain::CreateRows rows;
    rows.table = domain::TableKind::activities;
    rows.count = static_cast<domain::Row>(leads_.ids.size());
    const auto add_column = [&](std::string_view key, domain::ColumnData data) {
        domain::Column column;
        column.key = key;
        column.kind = domain::built_in_field(domain::TableKind::activities, key)->kind;
        column.data = std::move(data);
        rows.columns.push_back(std::move(column));
    };
    add_column("lead", std::move(leads_));
    add_column("type", std::move(types_));
    add_column("at", std::move(instants_));
    add_column("precision", std::move(precisions_));
    add_column("note", std::move(notes_));
    add_column("value", std::move(values_));
    begin();
    return rows;
}

}  // namespace exchange
