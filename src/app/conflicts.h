// What waits to be settled, one thing at a time: a register where several writes stand, or a row that somebody
// deleted while somebody else wrote in it. Found by domain/conflicts.h; here is what the commands and the view of
// conflicts have in common.
#pragma once

#include "base/result.h"
#include "domain/conflicts.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace app {

inline constexpr std::string_view kDeletedKey = "deleted";

struct OpenConflict {
    domain::Address address;            // of the register that settling writes; of a deletion, of the row's "deleted"
    domain::Write shown;
    std::vector<domain::Write> others;  // of that register, newest first, each value once
    struct Unseen {
        domain::Address address;
        domain::Write write;
        bool operator==(const Unseen&) const = default;
    };
    std::vector<Unseen> unseen;  // cells of a deleted row that were written by somebody who did not know of that
    bool operator==(const OpenConflict&) const = default;

    bool of_deletion() const { return address.path.empty() && address.key == kDeletedKey; }
};

// Those of them that concern anybody: what nobody can see (of a row that is gone for good, or of a deleted lead)
// is left until it comes back.
std::vector<OpenConflict> open_conflicts(const domain::Book& book, std::vector<domain::Conflict> found);

// "leads/<row>/phone", "leads/<row>/tags/vip", "documents/book/name".
std::string conflict_id(const domain::Address& address);
// Errors: conflict.unknown, conflict.settled.
base::Result<OpenConflict> open_conflict(const domain::Book& book, std::string_view id);

// The lead a row of any table belongs to, or is; kNoRow.
domain::Row lead_behind(const domain::Book& book, const domain::Address& address);
// Nothing where it is not written by hand, but only chosen: deletions, members, outcomes, what the program keeps.
std::optional<domain::Field> written_by_hand(const domain::Book& book, const domain::Address& address);
// The text of an entry that is a text; nothing for all other entries.
std::optional<std::string> text_entry(const domain::Write& write);

}  // namespace app
