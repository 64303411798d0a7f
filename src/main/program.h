// The program: one open book and one face, and what the page calls of them. main.cpp starts it in the
// browser, tests/ui without a window.
#pragma once

#include "app/session.h"
#include "main/kept_drafts.h"
#include "platform/platform.h"
#include "ui/face.h"

#include <vector>

namespace corong {

class Program {
public:
    Program();  // fonts and preferences exist; the book begins to open

    bool frame(const platform::Frame& shown);
    void leave_nothing_typed_behind();

    app::Session session;
    ui::Face face;
    std::vector<base::SemanticEvent> events;  // for the next frame
    bool file_over = false;

    KeptDrafts drafts;

private:
    uint32_t background_ = 0;
};

// Hooks of the one program of the page: `start` makes it.
platform::Hooks hooks_of_program();
Program& program();

}  // namespace corong
