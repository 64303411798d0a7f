// Writes the cells of one file column straight into a batch's column. Used by Importer; one per
// imported column and batch.
#pragma once

#include "domain/column.h"
#include "exchange/zone.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace exchange {

class CellWriter {
public:
    CellWriter(std::string_view key, domain::FieldKind kind, const Dialect& dialect, Zone& zone);

    // One more row. False if the text does not read as the kind: it is kept as typed.
    bool push(std::string_view text);
    void push_empty();
    void push_number(uint64_t number);  // of a number column

    // What the last push() read, for the facts of a won or lost row.
    std::optional<ReadDate> last_date() const { return last_date_; }
    base::Money last_money() const { return last_money_; }
    bool last_money_read() const { return last_money_read_; }

    domain::Column take();                               // and begin a new batch
    bool took_nothing() const { return took_nothing_; }  // the column last taken has no value

private:
    bool push_typed(std::string_view text);
    bool keep_as_typed(std::string_view text);
    uint32_t choice_code(std::string_view text);
    uint32_t set_code(std::string_view text);

    std::string key_;
    domain::FieldKind kind_;
    Dialect dialect_;
    Zone& zone_;
    domain::Column column_;
    domain::Row rows_ = 0;
    std::optional<ReadDate> last_date_;
    base::Money last_money_;
    bool last_money_read_ = false, has_values_ = false, took_nothing_ = false;
    // Of choices: a small table over the dictionary, so that a repeated word costs one comparison.
    std::vector<uint32_t> recent_;
};

}  // namespace exchange
