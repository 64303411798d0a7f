#include "query/computed.h"

namespace query {

const Computed* find_computed(std::span<const Computed> columns, std::string_view name) {
    for (const Computed& column : columns)
        if (column.name == name) return &column;
    return nullptr;
}

int64_t computed_at(const Computed& column, domain::Row row) {
    return std::visit([&](const auto& values) { return row < values.size() ? static_cast<int64_t>(values[row]) : column.empty; },
                      column.values);
}

}  // namespace query
