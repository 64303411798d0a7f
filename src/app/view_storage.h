// What Settings > Storage shows: values of Session::storage(), finished words. Not the book's; the rest is in views.h.
#pragma once

#include "app/copies.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace app {

struct StoredFileView {
    std::string name, kind, size;
    std::string problem;  // why it could not be read, if so
};
struct CopyMadeView {
    std::string name, when, how;
};
// A snapshot beside the book, from before an import.
struct InnerCopyView {
    std::string file, title, when, size;
};
struct VerifyView {
    bool running = false, done = false, whole = false;
    int64_t done_bytes = 0, all_bytes = 0;
    std::string result;  // one sentence
    std::vector<std::string> problems;
};
// What opening could not do as usual. `title` empty: nothing.
struct RecoveryView {
    bool loss = false;
    std::string title, advice;
    std::vector<std::string> details;
};
struct StorageView {
    std::string last_step;          // "1 204": of those that are durable; empty: none
    std::string space_used, quota;  // quota: as the browser told it; empty: it did not
    std::string last_full;          // when a write was refused for want of space; empty: never here
    int tabs = 0;                   // that have the book open; 0: not known
    bool kept = false;              // the browser agreed not to clear it by itself
    std::optional<bool> second_copy;  // in the browser; nothing while that is not known
    bool from_file = false;         // the page was opened as a file
    std::vector<StoredFileView> files;
    int64_t damaged = 0;            // of them
    std::vector<CopyMadeView> copies;
    int64_t older_copies = 0;
    std::vector<InnerCopyView> inner_copies;
    VerifyView verify;
    RecoveryView recovery;
    // The copy that writes itself.
    CopyPlace place;
    bool place_known = false, copying = false;
    std::string copy_error;
    std::string remind;  // "3", "7" or "never"
};

}  // namespace app
