// Fields as people and scripts name them, and values as they write them. For commands; files have
// exchange's dialects for whole columns.
#pragma once

#include "base/day.h"
#include "base/json.h"
#include "base/result.h"
#include "domain/book.h"

#include <optional>
#include <string_view>

namespace app {

// By key; else by label, else by the header it was imported from, where only one field fits.
// Errors: field.unknown, field.ambiguous; the sentence names fields that are near.
base::Result<domain::Field> find_field(const domain::Book& book, domain::TableKind table, std::string_view name);

// A JSON value as a value of this field. Text is read as people type it ("15 jt", "22/11/2026" where
// it can only be one day, "next tue", "1 250 000 kr"); null and "" are Empty. Error: field.bad_value, in words.
base::Result<domain::Value> value_of(const domain::Field& field, const base::Json& json, const base::Now& now);

// A day as people type it: "2026-11-22", "22 Nov 2026", "15 Dec", "next tue", "in 3 days", in any of the three languages
// (exchange/spoken_days.h). Nothing where it is none, or can be read two ways.
std::optional<base::Day> typed_day(std::string_view written, base::Day today);

// As scripts get it: text, exact number, "1250000 NOK", "2026-11-22", instant, true, ["a","b"], id, null.
base::Json to_json(const domain::Value& value);

// An instant from "2026-11-22", "2026-11-22T09:30:00Z", or a number of days as "today-3"; and how exact
// it is: "minute" or "day". Error: field.bad_value.
struct Moment {
    base::Millis at = 0;
    std::string_view precision = "day";
};
base::Result<Moment> moment_of(std::string_view name, const base::Json& json, const base::Now& now);

}  // namespace app
