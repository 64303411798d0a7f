#include "exchange/csv.h"

#include <cstring>

namespace exchange {

CsvReader::CsvReader(CsvDialect dialect) : delimiter_(dialect.delimiter), skip_first_row_(dialect.sep_line) {
    special_[static_cast<unsigned char>(delimiter_)] = true;
    special_[static_cast<unsigned char>('\n')] = true;
    special_[static_cast<unsigned char>('\r')] = true;
}

void CsvReader::feed(std::string_view utf8) {
    if (row_ended_) start_row();
    buffer_.erase(0, row_begin_);
    at_ -= row_begin_;
    row_begin_ = 0;
    buffer_.append(utf8);
}

CsvReader::Step CsvReader::next() {
    for (;;) {
        if (row_ended_) start_row();
        if (scan() == Scan::row) {
            if (give_row()) return Step::row;
            continue;
        }
        if (!finished_) return Step::need_more;
        if (state_ == State::quoted) return Step::unterminated_quote;
        const bool nothing = ranges_.empty() && at_ == row_begin_ && !was_quoted_;
        if (nothing) return Step::end;
        end_cell(at_ - row_begin_, doubled_);
        row_ended_ = true;
        if (give_row()) return Step::row;
    }
}

// Goes on where the last slice ended.
CsvReader::Scan CsvReader::scan() {
    if (skip_line_feed_ && at_ < buffer_.size()) {
        skip_line_feed_ = false;
        if (buffer_[at_] == '\n') row_begin_ = ++at_;
    }
    while (at_ < buffer_.size()) {
        switch (state_) {
            case State::cell_start:
                was_quoted_ = buffer_[at_] == '"';
                state_ = was_quoted_ ? State::quoted : State::plain;
                if (was_quoted_) {
                    ++at_;
                    quote_line_ = line_;
                    quote_cell_ = ranges_.size() + 1;
                }
                break;
            case State::plain:
                if (scan_plain()) return Scan::row;
                break;
            case State::quoted:
                if (!scan_quoted()) return Scan::need_more;
                break;
            case State::quote_in_quoted:
                if (scan_after_quote()) return Scan::row;
                break;
        }
    }
    return Scan::need_more;
}

// To the end of a cell or of the input; true at the end of a row.
bool CsvReader::scan_plain() {
    const char* const data = buffer_.data();
    const size_t size = buffer_.size();
    size_t at = at_;
    for (;;) {
        while (at < size && !special_[static_cast<unsigned char>(data[at])]) ++at;
        if (at == size) {
            at_ = at;
            return false;
        }
        end_cell(at - row_begin_, false);
        const char found = data[at++];
        at_ = at;
        if (found != delimiter_) {
            end_line(found);
            return true;
        }
        if (at == size || data[at] == '"') return false;  // scan() looks at the quote
        state_ = State::plain;
    }
}

bool CsvReader::scan_quoted() {
    const char* const begin = buffer_.data() + at_;
    const void* const quote = std::memchr(begin, '"', buffer_.size() - at_);
    const size_t end = quote ? at_ + static_cast<size_t>(static_cast<const char*>(quote) - begin) : buffer_.size();
    count_lines(at_, end);
    at_ = end;
    if (!quote) return false;
    ++at_;
    carriage_return_last_ = false;
    state_ = State::quote_in_quoted;
    return true;
}

bool CsvReader::scan_after_quote() {
    const char after = buffer_[at_];
    if (after == '"') {
        ++at_;
        doubled_ = true;
        state_ = State::quoted;
        return false;
    }
    if (!special_[static_cast<unsigned char>(after)]) {  // "abc"def: kept raw, and told
        if (!stray_quote_cell_) stray_quote_cell_ = ranges_.size() + 1;
        was_quoted_ = doubled_ = false;
        state_ = State::plain;
        return false;
    }
    end_cell(at_ - row_begin_, doubled_);
    ++at_;
    if (after == delimiter_) return false;
    end_line(after);
    return true;
}

void CsvReader::end_cell(size_t end, bool doubled) {
    if (was_quoted_)
        ranges_.push_back({cell_begin_ + 1, end - 1, doubled});
    else
        ranges_.push_back({cell_begin_, end, false});
    cell_begin_ = end + 1;
    was_quoted_ = doubled_ = false;
    state_ = State::cell_start;
}

void CsvReader::end_line(char newline) {
    skip_line_feed_ = newline == '\r';
    ++line_;
    row_ended_ = true;
}

void CsvReader::count_lines(size_t begin, size_t end) {
    for (size_t i = begin; i < end; ++i) {
        const char c = buffer_[i];
        if (c == '\r' || (c == '\n' && !carriage_return_last_)) ++line_;
        carriage_return_last_ = c == '\r';
    }
}

namespace {

// Doubled quotes to single ones, in place; the new length.
size_t undo_doubling(char* text, size_t length) {
    size_t out = 0;
    for (size_t i = 0; i < length; ++i) {
        text[out++] = text[i];
        if (text[i] == '"') ++i;
    }
    return out;
}

}  // namespace

// False for an empty line and for "sep=;".
bool CsvReader::give_row() {
    const bool empty = ranges_.size() == 1 && ranges_[0].begin == 0 && ranges_[0].end == 0;
    if (empty) ++empty_lines_;
    if (skip_first_row_ && !empty) {
        skip_first_row_ = false;
        return false;
    }
    if (empty) return false;
    ++rows_;
    cells_.resize(ranges_.size());
    char* const row = buffer_.data() + row_begin_;
    for (size_t i = 0; i < ranges_.size(); ++i) {
        const Range& range = ranges_[i];
        size_t length = range.end - range.begin;
        if (range.doubled) length = undo_doubling(row + range.begin, length);
        cells_[i] = {row + range.begin, length};
    }
    return true;
}

void CsvReader::start_row() {
    row_ended_ = false;
    row_begin_ = at_;
    cell_begin_ = 0;
    ranges_.clear();
    stray_quote_cell_ = 0;
    row_line_ = line_;
    state_ = State::cell_start;
}

}  // namespace exchange
