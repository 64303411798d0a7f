#include "exchange/csv_out.h"

namespace exchange {
namespace {

bool starts_formula(char c) {
    return c == '=' || c == '+' || c == '-' || c == '@' || c == '\t' || c == '\r' || c == '\n';
}

}  // namespace

// Apostrophes before a formula start count too, so that a text which had one keeps it: '=1 goes out as
// ''=1 and comes back as '=1.
bool looks_like_formula(std::string_view text) {
    size_t at = 0;
    while (at < text.size() && text[at] == '\'') ++at;
    return at < text.size() && starts_formula(text[at]);
}

std::string_view undo_defuse(std::string_view text) {
    if (text.empty() || text[0] != '\'' || !looks_like_formula(text)) return text;
    return text.substr(1);
}

CsvWriter::CsvWriter(std::string& out, bool byte_order_mark) : out_(out) {
    if (byte_order_mark) out_ += "\xEF\xBB\xBF";
}

void CsvWriter::cell(std::string_view text) {
    if (!first_) out_ += ',';
    first_ = false;
    out_ += '"';
    if (looks_like_formula(text)) out_ += '\'';
    for (char c : text) {
        if (c == '"') out_ += '"';
        out_ += c;
    }
    out_ += '"';
}

void CsvWriter::end_row() {
    out_ += "\r\n";
    first_ = true;
}

}  // namespace exchange
