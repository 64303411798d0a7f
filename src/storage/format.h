// The head and the tail that all stored files share: what kind of file it is, which format it has, which
// format its reader must know at least, and the checksum of all that. Format 1 is read for ever.
//
//   magic 4 bytes . format u8 . least reader u8 (not in format 0) . … . hash128 of all before, 16 bytes
//
// A file of a later format whose least reader is ours is read: what it says beyond us is kept as Unknown, or
// refused where it stands. Golden files of every format are in tests/core/data/formats.
//
// Stored files are never rewritten for a new format: each is read by the one its head tells. What a format changed is
// a Change here, and where it matters the reader asks for that, never for a number.
#pragma once

#include "base/bytes.h"
#include "base/hash.h"

#include <cstdint>
#include <iterator>
#include <optional>
#include <string_view>

namespace storage {

inline constexpr uint8_t kFormat = 1;       // of what this version writes
inline constexpr uint8_t kLeastReader = 1;  // the oldest format whose reader can still read it
inline constexpr size_t kChecksumBytes = 16;

enum class Change : uint8_t {
    least_reader,           // in the head
    no_next_number,         // of a replica, in commits and manifests: nobody went on with it
    stands_for,             // in a segment: the hash of the one that it was rewritten from
    forgotten_in_manifest,  // and which generations are kept though they are old
};
struct Migration {
    uint8_t format;  // that brought
    Change change;
};
inline constexpr Migration kMigrations[] = {
    {1, Change::least_reader},
    {1, Change::no_next_number},
    {1, Change::stands_for},
    {1, Change::forgotten_in_manifest},
};
constexpr bool has(uint8_t format, Change change) { return format >= kMigrations[static_cast<size_t>(change)].format; }
// Every change in its place, and no format between the first and ours that changed nothing.
constexpr bool are_gap_free() {
    uint8_t format = 0;
    for (size_t i = 0; i < std::size(kMigrations); ++i) {
        const auto& [number, change] = kMigrations[i];
        if (static_cast<size_t>(change) != i || number < format || number > format + 1) return false;
        format = number;
    }
    return format == kFormat;
}
static_assert(are_gap_free());

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
