// Names in corong.query: which field or computed column is meant, and what to say where none is.
#pragma once

#include "base/result.h"
#include "domain/book.h"
#include "query/computed.h"

#include <span>
#include <string>
#include <string_view>

namespace app {

struct Named {
    enum class Kind : uint8_t { id, field, amount, currency, computed, reasons };
    Kind kind = Kind::field;
    std::string asked;                          // as the script wrote it
    domain::Field field;                        // of field, amount and currency
    const query::Computed* computed = nullptr;  // of computed
    // The name that query::sort and query::filter know it by; "" where they do not.
    std::string column() const;
};

base::Result<Named> resolve_name(const domain::Book& book, domain::TableKind table,
                                 std::span<const query::Computed> computed, std::string_view name);

}  // namespace app
