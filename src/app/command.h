// The command registry: every action of the program, for menus, buttons, keys, the palette and
// window.corong alike. A command that edits the book is decided by a pure function; the session
// stamps, applies and stores what it yields.
#pragma once

#include "base/day.h"
#include "base/json.h"
#include "base/result.h"
#include "domain/book.h"
#include "storage/commit.h"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace app {

class Session;

// What a command wants done to the book, as one undo step.
struct Decision {
    storage::Label label;  // "Undo: <label>"
    std::vector<domain::Change> changes;
    // A row made here whose id the caller wants: index into `changes` of a CreateRows.
    std::optional<size_t> created;
    bool settles = false;  // conflicts: each change replaces all that stands where it writes, not only what is shown
};

// Stands in a decision for the id of row `row` that changes[change] makes, until they are stamped.
inline domain::RowId made_by(size_t change, size_t row = 0) { return {0, (uint64_t{change} + 1) << 32 | row}; }

// Pure: the same book, arguments and present give the same decision. An Error changes nothing.
using Decide = std::function<base::Result<Decision>(const domain::Book&, const base::Json& arguments, const base::Now&)>;
// For what is not an edit of the book (views, files, undo): acts on the session.
using Act = std::function<void(Session&, const base::Json& arguments, std::function<void(base::Result<base::Json>)> done)>;

struct Command {
    std::string id;
    std::string icon;      // a Lucide name, or empty
    std::string shortcut;  // "Ctrl+K", "L", or empty
    base::Json schema;     // JSON Schema of the arguments
    bool in_palette = false;  // makes sense without arguments
    Decide decide;            // either this
    Act act;                  // or this
    bool acts_on_book = false;  // `act` changes the book, or begins to
    bool edits() const { return decide || acts_on_book; }
    // Why it cannot be run now: one sentence; nothing if it can.
    std::function<std::optional<std::string>(const Session&)> why_not;
};

// The title of a command: message "command.<id>".
const std::string& title_of(const Command& command);

// Checks arguments against a schema: type, required, properties, enum, additionalProperties. The
// error names the argument.
base::Status check_arguments(const base::Json& schema, const base::Json& arguments);

}  // namespace app
