// Writes separated text that opens safely in a spreadsheet: comma, CRLF, every cell quoted, and cells
// that a spreadsheet would run as a formula begin with an apostrophe. import takes it off again.
#pragma once

#include <string>
#include <string_view>

namespace exchange {

// True for text that begins with = + - @ tab CR or LF, or with apostrophes before one of these.
bool looks_like_formula(std::string_view text);
// What defuse() made of a text, back: one apostrophe before a formula start is taken off.
std::string_view undo_defuse(std::string_view text);

class CsvWriter {
public:
    explicit CsvWriter(std::string& out, bool byte_order_mark = false);
    void cell(std::string_view text);  // defused
    void end_row();

private:
    std::string& out_;
    bool first_ = true;
};

}  // namespace exchange
