// Text drawn by the browser: an ImFontLoader whose glyphs come from the page's canvas
// (web/site/platform/glyphs.js). A glyph per code point: no kerning, no shaping; text that needs
// shaping (Arabic, Indic, flags, family emoji) shows its single signs.
#pragma once

#include "platform/platform.h"

#include <optional>
#include <string>

namespace platform::web {

// Adds the fonts to imgui's atlas. The web fonts must have been loaded by the page.
Fonts add_fonts();

// Where the browser forbids reading a canvas (protection against fingerprinting): the same fonts
// from TrueType files, drawn by imgui. One weight, no system fonts. Nothing if a file is empty.
std::optional<Fonts> add_own_fonts(const std::string& text_file, const std::string& icon_file);

// Forgets all glyphs: a face arrived late, or the system's fonts changed. Between frames only.
void discard_glyphs();

}  // namespace platform::web
