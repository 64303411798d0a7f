// Proposes won, lost or open for the words of a status or stage column, in English, Indonesian and
// Norwegian. A proposal only: the user decides.
#pragma once

#include "exchange/import_plan.h"

#include <optional>
#include <string_view>

namespace exchange {

// `header` tells what a bare "yes" means: IsConverted yes is won. Nothing for words nobody knows.
std::optional<Outcome> outcome_of_word(std::string_view header, std::string_view value);

// A column whose words say won or lost at least once; nothing otherwise.
std::optional<OutcomeColumn> propose_outcome(size_t column, std::string_view header,
                                             const std::vector<std::pair<std::string, uint64_t>>& distinct);

}  // namespace exchange
