// The one gate between C++ and the page's JavaScript (web/site/platform/bridge.js is the other
// side). A message is a list of byte strings; what each means is said at its user. Hot paths
// (glyphs) have a function of their own elsewhere. Not for anything outside platform/web.
#pragma once

#include "base/result.h"

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace platform::web {

using Message = std::vector<std::string>;

// Asks the page and has the answer at once. An empty message if the page has nothing to say.
Message ask(const char* method, const Message& arguments = {});
inline void tell(const char* method, const Message& arguments = {}) { ask(method, arguments); }

// Asks the page for something that takes time. `done` is called once, from the event loop.
using Done = std::function<void(base::Result<Message>)>;
void start(const char* method, const Message& arguments, Done done);

// What is too much for one message goes ahead of it in pieces, with pauses between them: the receiver keeps
// them as a parcel until a message says by its name what it is. `next` gives a piece that is good until it is
// asked for another, and nothing at the end.
using NextPiece = std::function<std::optional<std::string_view>()>;
void send_ahead(NextPiece next, std::function<void(std::string parcel)> done);
std::string take_parcel(const std::string& name);  // that the page has sent, joined; once

// What the page tells: the handler of `event` gets its arguments, may move them away, may answer.
using Handler = std::function<Message(Message&)>;
void on(const std::string& event, Handler handler);

// Arguments as numbers and flags; 0 and "" where the page sent fewer.
double number_at(const Message& message, size_t index);
bool flag_at(const Message& message, size_t index);
std::string text_at(const Message& message, size_t index);

}  // namespace platform::web
