// Copies of the book outside this browser: the place that writes itself, what was ever given out from this device, and
// the ports to both. It is this device's record, kept beside the book, never in it.
#pragma once

#include "base/day.h"
#include "base/result.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace app {

// A folder or file of the user's choice. `ask`: the user must allow it again; the browser forgot.
struct CopyPlace {
    enum class State : uint8_t { unsupported, none, granted, ask, denied } state = State::none;
    std::string kind, name;  // "folder" or "file"
    bool operator==(const CopyPlace&) const = default;
};

// What `main` lends for them. Codes of errors: copies.*, raw.nothing.
struct CopyPorts {
    using PlaceDone = std::function<void(base::Result<CopyPlace>)>;
    std::function<void(PlaceDone)> look;
    std::function<void(std::string kind, PlaceDone)> choose;  // these two ask the user: only after a press
    std::function<void(PlaceDone)> allow;
    std::function<void(std::string name, std::vector<std::string> pieces, std::function<void(base::Result<std::string>)>)> write;
    std::function<void(std::function<void(base::Status)>)> forget;
};

// A file that left, or a copy inside the browser that was made before an import.
struct CopyRecord {
    base::Millis at = 0;
    std::string name;
    std::string how;     // saved, shared, list, folder, file, before_import
    std::string detail;  // before_import: the file that was merged
    bool sealed = false;
    bool operator==(const CopyRecord&) const = default;
};
// As text for this device's settings, newest first. A copy that is written again under its name counts once. The most
// that is kept is far above what a person makes; `older` counts the rest.
struct CopyRecords {
    std::vector<CopyRecord> made;
    int64_t older = 0;
    void add(CopyRecord record);
};
CopyRecords read_copy_records(const std::string& text);
std::string written(const CopyRecords& records);

// The copy that writes itself, between two of them.
struct Copying {
    bool chosen = false;               // a place was, on this device: kept as a setting
    std::optional<CopyPlace> place;    // as it was told last; nothing before it was asked for
    bool due = false;                  // a copy, as soon as the place is known and the one before it is written
    bool looking = false, writing = false, timer = false;
    uint64_t again_timer = 0;          // the newest that tries again: an older one does nothing
    int failures = 0;                  // since the last copy, of those that may pass by themselves
    base::Millis saved_at = 0, burst_at = 0;  // of the last edit and the first of its burst, once they were durable
    std::optional<base::Error> error;  // of the last copy; nothing once one was written
    std::string told;                  // what of that the user was told
};

}  // namespace app
