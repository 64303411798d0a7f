// The head and the tail that all stored files share: what kind of file it is, which format it has, which
// format its reader must know at least, and the checksum of all that. Format 1 is read for ever.
//
//   magic 4 bytes . format u8 . least reader u8 (not in format 0) . … . hash128 of all before, 16 bytes
//
// A file of a later format whose least reader is ours is read: what it says beyond us is kept as Unknown, or
// refused where it stands. Golden files of every format are in tests/core/data/formats.
#pragma once

#include "base/bytes.h"
#include "base/hash.h"

#include <cstdint>
#include <optional>
#include <string_view>

namespace storage {

inline constexpr uint8_t kFormat = 1;       // of what this version writes
inline constexpr uint8_t kLeastReader = 1;  // the oldest format whose reader can still read it
inline constexpr size_t kChecksumBytes = 16;

void write_head(base::ByteWriter& out, std::string_view magic);

// What stands behind the head, whose format it tells.
struct Headed {
    uint8_t format = 0;
    bool newer = false;  // this version cannot read it
    std::string_view rest;
};
// Nothing if the file is not of that kind.
std::optional<Headed> read_head(std::string_view file, std::string_view magic);

void write_hash(base::ByteWriter& out, base::Hash128 hash);
base::Hash128 read_hash(base::ByteReader& reader);
// The file without the checksum at its end; nothing if that is wrong.
std::optional<std::string_view> without_checksum(std::string_view file);

// The same, a megabyte at a time.
class ChecksumReader {
public:
    explicit ChecksumReader(std::string_view file) : file_(file) {}  // which must stay until the end
    bool step();  // true when complete; after that:
    std::optional<std::string_view> content() const;
    base::Hash128 hash() const { return hasher_.finish(); }  // hash128 of the whole file

private:
    std::string_view file_;
    size_t read_ = 0;  // bytes
    bool right_ = false;
    base::Hasher hasher_;
};

}  // namespace storage
