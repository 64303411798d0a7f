// Streaming reader of separated text (RFC 4180, and what spreadsheets make of it): rows of cells out
// of UTF-8 fed in slices of any size. What a cell means is for import_plan.h.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace exchange {

// What the first rows say: the delimiter that cuts them most evenly. A first line "sep=;" is obeyed
// and skipped. `complete` says that `head` is the whole file.
struct CsvDialect {
    char delimiter = ',';
    bool sep_line = false;
};
CsvDialect detect_csv_dialect(std::string_view head, bool complete);
std::string_view delimiter_name(char delimiter);  // "comma", "semicolon", "tab", "bar"

// Pull rows with next() until it says need_more, feed() the next slice, and so on; finish() after the
// last slice. Any slicing gives the same rows. Line numbers are lines of the file, from 1; CR, LF and
// CRLF each end one, inside quotes too.
class CsvReader {
public:
    explicit CsvReader(CsvDialect dialect);

    enum class Step : uint8_t { row, need_more, end, unterminated_quote };
    void feed(std::string_view utf8);
    void finish() { finished_ = true; }
    Step next();

    // The row next() gave; the views in it are valid until the next call of feed() or next().
    const std::vector<std::string_view>& cells() const { return cells_; }
    uint64_t line() const { return row_line_; }  // where the row begins
    // A quote in the row is closed and then followed by more text: 1-based cell, 0 if all is well.
    size_t stray_quote_cell() const { return stray_quote_cell_; }

    uint64_t quote_line() const { return quote_line_; }    // after unterminated_quote:
    size_t quote_cell() const { return quote_cell_; }      // where the quote began, from 1
    uint64_t rows() const { return rows_; }                // non-empty rows so far
    uint64_t empty_lines() const { return empty_lines_; }  // lines without a single character
    uint64_t lines() const { return line_ - 1; }           // line ends passed

private:
    struct Range {
        size_t begin = 0, end = 0;  // from the row's begin
        bool doubled = false;       // has doubled quotes to undo
    };
    enum class State : uint8_t { cell_start, plain, quoted, quote_in_quoted };
    enum class Scan : uint8_t { row, need_more };
    Scan scan();
    bool scan_plain();
    bool scan_quoted();
    bool scan_after_quote();
    void end_cell(size_t end, bool doubled);
    void end_line(char newline);
    void count_lines(size_t begin, size_t end);
    bool give_row();
    void start_row();

    const char delimiter_;
    bool skip_first_row_;
    bool finished_ = false;
    std::string buffer_;
    size_t row_begin_ = 0;   // of the row being read, in buffer_
    size_t at_ = 0;          // first byte not looked at yet
    size_t cell_begin_ = 0;  // from row_begin_
    State state_ = State::cell_start;
    bool row_ended_ = false, doubled_ = false, was_quoted_ = false;
    bool skip_line_feed_ = false;        // the line before ended with CR
    bool carriage_return_last_ = false;  // the same inside quotes
    bool special_[256] = {};
    std::vector<Range> ranges_;
    std::vector<std::string_view> cells_;
    size_t stray_quote_cell_ = 0, quote_cell_ = 0;
    uint64_t line_ = 1, row_line_ = 1, quote_line_ = 0, rows_ = 0, empty_lines_ = 0;
};

}  // namespace exchange
