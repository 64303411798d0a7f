// What is typed and is no step yet, as text: main keeps it beside the book while it is there and hands it
// back when the page is opened again. So a tab may be closed, or die, in the middle of a word.
#pragma once

#include "ui/face.h"

#include <string>
#include <string_view>
#include <vector>

namespace ui {

// JSON; empty while nothing is typed.
std::string drafts_of(const Face& face);

// `text` is what drafts_of gave; of anything else what cannot be read is left alone. Dialogs open as they were,
// notes wait in the quick log of their lead. A field becomes the command that leaving it would have been, if the
// book still has the value that was there when the typing began; if not, the words wait in the lead's quick log.
std::vector<CommandCall> take_drafts(Face& face, app::Session& session, std::string_view text);

}  // namespace ui
