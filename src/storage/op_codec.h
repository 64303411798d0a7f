// domain::Op as bytes, for segments and snapshots: the same in formats 0 and 1. What this version does not know (a kind
// of change, of field, of value, or anything after the known end of one) becomes Unknown and is
// written again byte for byte. Says nothing about whether an operation makes sense: that is apply's.
//
//   op     = replica fixed64 . sequence varint . stamp . seen . tag u8 . [name text, if tag 0] . body text
//   seen   = count varint . (ticks fixed64 . replica fixed64) each
//   stamp  = 0 u8 for Stamp{}, else 1 u8 . ticks fixed64 . replica fixed64
//   tag    = 1 CreateRows 2 SetField 3 SetRange 4 SetMember 5 SetEntry 6 Forget; 0 a kind by name.
//            Later versions add kinds by name only.
//   Unknown::kind is the name, or "#<tag>" for a known tag whose body this version cannot read.
#pragma once

#include "base/bytes.h"
#include "base/result.h"
#include "domain/change.h"
#include "storage/format.h"

#include <string>
#include <string_view>

namespace storage {

// Bounds while decoding, before anything is allocated for them.
inline constexpr uint64_t kMaxBatchRows = 1u << 24;
inline constexpr uint64_t kMaxNumber = 1ull << 53;  // sequence numbers
inline constexpr uint64_t kMaxBatchCells = 1u << 28;  // rows x columns
inline constexpr uint64_t kMaxKeyBytes = 64u << 10;
inline constexpr uint64_t kMaxSeen = 1u << 24;

std::string encode(const domain::Op& op);
// Refuses what is not exactly one operation. Error: op.damaged.
base::Result<domain::Op> decode_op(std::string_view bytes);

// The same inside a longer record. A failed read leaves `reader.failed()`.
void write_op(base::ByteWriter& out, const domain::Op& op);
domain::Op read_op(base::ByteReader& reader);

// The parts, for commits and snapshots.
void write_stamp(base::ByteWriter& out, domain::Stamp stamp);
domain::Stamp read_stamp(base::ByteReader& reader);
void write_seen(base::ByteWriter& out, const domain::Stamps& seen);
domain::Stamps read_seen(base::ByteReader& reader);
void write_row_id(base::ByteWriter& out, domain::RowId id);
domain::RowId read_row_id(base::ByteReader& reader);
void write_value(base::ByteWriter& out, const domain::Value& value);
// Gives false for a kind of value of a later version; damage shows in reader.failed().
bool read_value(base::ByteReader& reader, domain::Value& value);
// A whole column of an operation (column_codec.cpp): key, kind, dictionary, all rows, kept as typed.
// Reading gives false for a kind of column of a later version.
void write_column(base::ByteWriter& out, const domain::Column& column);
bool read_column(base::ByteReader& reader, domain::Row rows, domain::Column& column);
// The same bytes for a text column that exists only as texts: `like` gives key and kind.
using AsTypedCells = std::unordered_map<domain::Row, std::string>;
void write_text_column(base::ByteWriter& out, const domain::Column& like, const std::vector<std::string_view>& texts,
                       const AsTypedCells& as_typed);

std::string_view read_key(base::ByteReader& reader);
bool read_table(base::ByteReader& reader, domain::TableKind& table);
bool read_kind(base::ByteReader& reader, domain::FieldKind& kind);

}  // namespace storage
