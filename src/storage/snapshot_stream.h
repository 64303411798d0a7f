// The stream of records while it is written, and what goes into it beside the rows. For snapshot_*.cpp only.
#pragma once

#include "domain/book.h"
#include "storage/snapshot_records.h"

#include <algorithm>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

namespace storage {

// What is written, in pieces: one string would be moved as a whole each time it is full.
class Stream {
public:
    uint64_t size() const { return size_; }
    void append(std::string_view bytes) {
        if (pieces_.empty() || pieces_.back().size() + bytes.size() > kPieceBytes) pieces_.emplace_back().reserve(kPieceBytes);
        pieces_.back().append(bytes);
        size_ += bytes.size();
    }
    // The first so many bytes, or all there are; they are no longer in it.
    std::vector<std::string> take(uint64_t bytes) {
        std::vector<std::string> taken;
        while (bytes > 0 && !pieces_.empty()) {
            std::string& piece = pieces_.front();
            const size_t part = static_cast<size_t>(std::min<uint64_t>(bytes, piece.size()));
            bytes -= part;
            size_ -= part;
            if (part < piece.size()) {
                taken.push_back(piece.substr(0, part));
                piece.erase(0, part);
                break;
            }
            taken.push_back(std::move(piece));
            pieces_.pop_front();
        }
        return taken;
    }

private:
    static constexpr size_t kPieceBytes = 256u << 10;  // a longer record has a piece of its own
    std::deque<std::string> pieces_;
    uint64_t size_ = 0;
};

inline void write_record(Stream& stream, RecordType type, const std::string& body) {
    base::ByteWriter out;
    out.u8(type);
    out.varint(body.size());
    stream.append(out.bytes());
    stream.append(body);
}

// Each writes enough for a record, of the pages from `next` on, and moves it behind them.
void write_cells(Stream& stream, const domain::Book& book, domain::TableKind kind, domain::Row& next);
void write_members(Stream& stream, const domain::Book& book, domain::TableKind kind, domain::Row& next);
void write_cell_registers(Stream& stream, const domain::Book& book, domain::TableKind kind, domain::Row& next);
void write_member_registers(Stream& stream, const domain::Book& book, domain::TableKind kind, domain::Row& next);
// Documents, what is forgotten, what is unknown.
void write_the_rest(Stream& stream, const domain::Book& book);

}  // namespace storage
