// Which column headers mean which fields: Salesforce reports, data exports and Data Loader files, and
// the usual words of English, Indonesian and Norwegian. Case, spaces, '_' and '-' do not matter.
#pragma once

#include "domain/field.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace exchange {

// Several columns may make one name: a whole name wins, else given + middle + family, else display.
enum class NamePart : uint8_t { whole, given, middle, family, display };

struct KnownHeader {
    std::string_view key;  // of a built-in lead field
    NamePart part = NamePart::whole;
    int rank = 0;  // among columns of the same key: the lowest wins
};

// nullopt: an unknown header (it becomes a custom field).
std::optional<KnownHeader> known_header(std::string_view header);

// What a header suggests about a column nobody knows.
enum class HeaderHint : uint8_t {
    none,
    outcome,  // status, stage, IsConverted, IsWon, ...
    code,     // ids, postal codes, phones: digits that are not numbers
    yes_no,   // is_..., has_..., ...
};
HeaderHint header_hint(std::string_view header);

// True if these cells are headers and not already data: texts, all different, none of them a number,
// a date or an e-mail address. `second` is the row below (empty if there is none).
bool looks_like_header(const std::vector<std::string>& first, const std::vector<std::string>& second);

}  // namespace exchange
