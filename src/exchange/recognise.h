// First look at an offered file: what is it, and may it go on? Names and first bytes only; whether
// the contents hold is for the readers (csv.h, snapshot.h) to say.
#pragma once

#include "base/result.h"

#include <cstdint>
#include <optional>
#include <string_view>

namespace exchange {

enum class FileKind : uint8_t {
    snapshot,  // our own JSON, by its header or a .json name that at least begins like JSON
    sealed,    // an envelope (web/site/platform/envelope.js), by most letters of its first line
    csv,
    vcard,
    xlsx,
    ics,
    json_other,  // JSON, but not ours
    pdf,
    image,
    binary,  // archives, old Office files, anything else that is not text
    empty,
};

struct Recognised {
    FileKind kind = FileKind::empty;
    std::optional<base::Error> refusal;  // set for every kind but snapshot, sealed and csv
};

inline constexpr size_t kForeignBytes = 256u << 20;  // limits of storage.md
inline constexpr size_t kSnapshotBytes = 1024u << 20;

// `head` is the beginning of the file (4 KB are enough), `total_bytes` its whole size. Codes:
// file.empty, file.too_large, file.vcard, file.xlsx, file.ics, file.json, file.pdf, file.image,
// file.archive, file.office, file.database, file.markup, file.binary.
Recognised recognise(std::string_view name, std::string_view head, size_t total_bytes);

}  // namespace exchange
