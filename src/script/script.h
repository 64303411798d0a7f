// window.corong from the inside: one request in, one reply out, as JSON values and bytes. The web
// page carries them; what they mean is decided here. Not for the face: that pushes commands.
#pragma once

#include "base/result.h"

#include <functional>
#include <string>
#include <vector>

namespace app {
class Session;
}

namespace script {

// `method` is commands, run, importFile, exportFile, query, saved, stats or ready.
struct Request {
    std::string method;
    std::string arguments_json;  // an array of the call's arguments, files left out
    std::string bytes;           // importFile's file
};

struct Reply {
    std::string json;                // the result; "null" where there is none
    std::vector<std::string> bytes;  // exportFile's file, in pieces
};

// Calls `done` once: before returning for commands, query and stats (so the page can answer at
// once), later for what takes time. Errors carry code, message, where.
void handle(app::Session& session, Request request, std::function<void(base::Result<Reply>)> done);

}  // namespace script
