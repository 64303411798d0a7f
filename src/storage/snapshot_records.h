// Inside a snapshot: the stream of records that its parts cut up. For snapshot_*.cpp only.
//
//   record = type u8 . body text
//   rows      = table u8 . runs (count; first id, rows varint, stamp) . columns (count; column of all
//               rows together). Cells with a stamp of their own are empty here and come as `cells`.
//   cells     = table u8 . key . kind u8 . (count; row id, stamp, value)
//   members   = table u8 . key . (count; row id, member, present u8, stamp)
//   entries   = (count; path, json, stamp)
//   forgotten = (count; row id)
//   operations = (count; op). Those of later versions, and those that came while the rest was written.
#pragma once

#include "base/bytes.h"
#include "domain/book.h"

namespace storage {

enum RecordType : uint8_t {
    kRowsRecord = 1,
    kCellsRecord = 2,
    kMembersRecord = 3,
    kEntriesRecord = 4,
    kForgottenRecord = 5,
    kOperationsRecord = 6,
};

enum class RecordResult { good, damaged, newer };

// Applies what the record says.
RecordResult read_record(domain::Book& book, uint8_t type, std::string_view body);

}  // namespace storage
