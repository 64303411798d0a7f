// Keeps what is typed (ui/drafts.h) where it outlives the page, and gives it to the next one. Only the tab that
// writes does: the words of another one are not its own.
#pragma once

#include "app/session.h"
#include "ui/drafts.h"

#include <string>

namespace corong {

class KeptDrafts {
public:
    // Before a frame: once, what an earlier page left.
    void take(ui::Face& face, app::Session& session);
    // After a frame, or when the page may be at its end: none of the events that tell of that is sure to come.
    // What is typed no more was cancelled, unless commands ran: then it stays until the book is saved.
    void keep(const ui::Face& face, app::Session& session, bool ran);

private:
    bool taken_ = false;
    ui::Drafts typed_;    // as of the last frame
    ui::Drafts in_hand_;  // left, but not saved yet
    std::string stored_;
};

}  // namespace corong
