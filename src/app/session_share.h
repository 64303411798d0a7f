// What somebody shares of a book, as commands and scripts say it.
#pragma once

#include "base/json.h"
#include "base/result.h"
#include "exchange/share.h"

#include <string>

namespace app {

struct ShareOptions {
    exchange::Share share;
    std::string passphrase;  // empty: not sealed
};

// {"leads":[ids],"redacted":{"leads.email":"left_out","leads.name":"pseudonym","leads.notes":"keep"},"passphrase":"…"},
// each optional. A personal field that "redacted" does not name is left out. Errors: row.unknown, row.forgotten,
// field.unknown, share.bad_option, share.bad_treatment, envelope.weak_passphrase.
base::Result<ShareOptions> share_options(const domain::Book& book, const base::Json& options, uint64_t seed);

// "E-mail"; of another table than leads "Activity: Note".
std::string shared_field_label(const domain::Book& book, domain::TableKind table, const std::string& key);

}  // namespace app
