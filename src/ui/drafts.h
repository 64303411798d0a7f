// What is typed and is no step yet, as data: main keeps it beside the book while it is there and hands it back
// when the page is opened again (main/kept_drafts.h). So a tab may be closed, or die, in the middle of a word.
#pragma once

#include "base/json.h"
#include "ui/face.h"

#include <map>
#include <string>
#include <vector>

namespace ui {

// By what it is: "add_lead", "log", "task", "set_field", "conflict" (the forms), "field" (the value being typed into),
// "note/<lead>" (the quick log). Each an object; {"left": true} in it says that it has become a command, of which
// nobody knows yet whether it was saved.
using Drafts = std::map<std::string, base::Json>;

Drafts drafts_of(const Face& face);

// Puts back what drafts_of gave an earlier page; what it cannot read it leaves alone. Forms open as they were, if
// none is open; notes wait in the quick log of their lead, behind what is there. A field becomes the command that
// leaving it would have been, if the book has the value that was there when it was typed into; if not, the words
// wait in the lead's quick log.
std::vector<CommandCall> take_drafts(Face& face, app::Session& session, const Drafts& drafts);

}  // namespace ui
