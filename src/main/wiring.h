// What main.cpp hands from one part to another, since they do not know each other.
#pragma once

#include "app/session.h"
#include "platform/platform.h"
#include "ui/face.h"

namespace corong {

app::Ports ports_of_platform();
ui::Fonts fonts_of_platform();
void open_book(app::Session& session);
ui::Input input_of(const platform::Frame& frame, const platform::Preferences& preferences,
                   std::vector<base::SemanticEvent> events, bool file_over);
void show_background(const ui::Output& output);
bool is_unsaved(const app::ShellView& shell);
void take_file(app::Session& session, base::Result<platform::File> file);
void answer_script(app::Session& session, platform::ScriptRequest request, platform::ScriptRespond respond);

}  // namespace corong
