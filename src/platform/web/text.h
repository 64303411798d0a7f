// Text drawn by the browser: an ImFontLoader whose glyphs come from the page's canvas
// (web/site/platform/glyphs.js). A glyph per code point: no kerning, no shaping; text that needs
// shaping (Arabic, Indic, flags, family emoji) shows its single signs. A browser that forbids reading a
// canvas gets its glyphs from web/site/platform/own_glyphs.js; here that makes no difference.
#pragma once

#include "platform/platform.h"

namespace platform::web {

// Adds the fonts to imgui's atlas. The web fonts must have been loaded by the page.
Fonts add_fonts();

// Forgets all glyphs: a face arrived late, or the system's fonts changed. Between frames only.
void discard_glyphs();

}  // namespace platform::web
