#include "exchange/csv.h"

#include "base/text.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>

namespace exchange {
namespace {

constexpr std::array<char, 4> kDelimiters = {',', ';', '\t', '|'};
constexpr size_t kRowsToLookAt = 100;

// "sep=;" as Excel writes and reads it.
std::optional<char> sep_line(std::string_view head) {
    const std::string_view line = head.substr(0, head.find_first_of("\r\n"));
    std::string_view text = line;
    if (text.size() >= 2 && text.front() == '"' && text.back() == '"') text = text.substr(1, text.size() - 2);
    if (text.size() != 5 || base::lower_ascii(text.substr(0, 4)) != "sep=") return std::nullopt;
    return text[4];
}

// How well a delimiter cuts the first rows: rows that have the commonest number of cells (more than
// one), as a share, then the number of cells.
struct Fit {
    double share = 0;
    size_t cells = 1;
    bool operator<(const Fit& other) const { return share != other.share ? share < other.share : cells < other.cells; }
};

Fit fit_of(char delimiter, std::string_view head, bool complete) {
    CsvReader reader({delimiter, false});
    reader.feed(head);
    if (complete) reader.finish();
    std::map<size_t, size_t> rows_by_cells;
    size_t rows = 0, torn = 0;
    while (rows < kRowsToLookAt && reader.next() == CsvReader::Step::row) {
        ++rows;
        if (reader.stray_quote_cell())
            ++torn;
        else
            ++rows_by_cells[reader.cells().size()];
    }
    Fit best;
    if (rows == 0) return best;
    size_t most = 0;
    for (const auto& [cells, count] : rows_by_cells)
        if (cells > 1 && count >= most) {
            most = count;
            best.cells = cells;
        }
    best.share =
        static_cast<double>(most) / static_cast<double>(rows) - static_cast<double>(torn) / static_cast<double>(rows);
    return best;
}

}  // namespace

CsvDialect detect_csv_dialect(std::string_view head, bool complete) {
    if (const auto stated = sep_line(head)) return {*stated, true};
    CsvDialect dialect;
    Fit best;
    for (char delimiter : kDelimiters)
        if (const Fit fit = fit_of(delimiter, head, complete); best < fit) {
            best = fit;
            dialect.delimiter = delimiter;
        }
    return dialect;
}

std::string_view delimiter_name(char delimiter) {
    switch (delimiter) {
        case ',': return "comma";
        case ';': return "semicolon";
        case '\t': return "tab";
        case '|': return "bar";
        default: return "another character";
    }
}

}  // namespace exchange
