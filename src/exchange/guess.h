// What the values of one column look like: counted while the file is read once, concluded at its end.
// Used by Planner; knows no targets and no other columns.
#pragma once

#include "domain/value.h"
#include "exchange/dialects.h"
#include "exchange/headers.h"

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace exchange {

// How closely a column has to be looked at.
enum class Watch : uint8_t {
    samples,  // its kind is known and needs no dialect
    values,   // everything
};

class ColumnGuess {
public:
    explicit ColumnGuess(Watch watch = Watch::values) : watch_(watch) {}
    ColumnGuess(ColumnGuess&&) = default;
    ColumnGuess& operator=(ColumnGuess&&) = default;
    void see(std::string_view value);  // trimmed and not empty

    uint64_t filled() const { return filled_; }
    const std::vector<std::string>& samples() const { return samples_; }

    // The kind at least nine of ten values have; text if none. `code` columns are never numbers.
    domain::FieldKind kind(HeaderHint hint) const;
    // Values that do not read as this kind.
    uint64_t misfits(domain::FieldKind kind) const;
    bool mostly_email() const { return watch_ == Watch::values && filled_ > 0 && emails_ * 10 >= filled_ * 9; }

    // From this column's values alone; open where they leave it open.
    Dialect dialect() const;
    bool has_numbers() const { return numbers_ > 0; }
    bool indonesian() const { return indonesian_ > 0; }
    const std::string& open_number() const { return open_number_; }
    const std::string& open_date() const { return open_date_; }
    const std::string& bare_m() const { return bare_m_example_; }

    // Distinct values with their counts; empty if there are too many.
    std::vector<std::pair<std::string, uint64_t>> distinct() const;

private:
    struct Hash {
        using is_transparent = void;
        size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
    };
    void see_number(std::string_view value);
    void see_date(std::string_view value);
    void count_distinct(std::string_view value);
    void keep_sample(std::string_view value);
    bool looks_like_choice() const;
    bool looks_like_multi_choice() const;

    Watch watch_;
    uint64_t filled_ = 0;
    std::vector<std::string> samples_;
    uint64_t numbers_ = 0, dot_ = 0, comma_ = 0, with_currency_ = 0, indonesian_ = 0;
    uint64_t dates_ = 0, dmy_ = 0, mdy_ = 0, with_time_ = 0;
    uint64_t yes_no_ = 0, zero_one_ = 0, links_ = 0, emails_ = 0, with_semicolon_ = 0;
    std::string open_number_, open_date_, bare_m_example_;
    size_t longest_ = 0;
    base::Currency currency_;
    bool many_currencies_ = false, many_distinct_ = false;
    std::unordered_map<std::string, uint64_t, Hash, std::equal_to<>> distinct_;
    uint64_t* last_count_ = nullptr;
    std::string_view last_value_;
};

}  // namespace exchange
