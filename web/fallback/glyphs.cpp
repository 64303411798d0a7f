// Draws glyphs from TrueType files, for a browser that forbids reading a canvas: a small program of its own, fetched
// only there, behind web/site/platform/own_glyphs.js. Not for text that the browser can draw.
#include <emscripten/emscripten.h>

#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <cstring>

#define STB_TRUETYPE_IMPLEMENTATION
#define STBTT_STATIC
#include <imstb_truetype.h>

namespace {

constexpr int kFaces = 2;  // text, icons
stbtt_fontinfo faces[kFaces];

}  // namespace

// Takes the file over. 1, or 0 if it is no font.
extern "C" EMSCRIPTEN_KEEPALIVE int open_face(int face, uint8_t* file) {
    return stbtt_InitFont(&faces[face], file, stbtt_GetFontOffsetForIndex(file, 0));
}

// `out` takes seven floats in pixels, y downwards from the baseline: advance, x, y, width, height, ascent, descent.
// Gives the coverage of each pixel in malloc'ed bytes, or null where there is nothing to see or no wish for it.
extern "C" EMSCRIPTEN_KEEPALIVE uint8_t* draw_glyph(int face, float pixels, int code_point, int wants_image, float* out) {
    const stbtt_fontinfo& font = faces[face];
    const float scale = stbtt_ScaleForMappingEmToPixels(&font, pixels);
    const int glyph = stbtt_FindGlyphIndex(&font, code_point);
    int advance = 0, bearing = 0, ascent = 0, descent = 0, gap = 0;
    stbtt_GetGlyphHMetrics(&font, glyph, &advance, &bearing);
    stbtt_GetFontVMetrics(&font, &ascent, &descent, &gap);
    int left = 0, top = 0, right = 0, bottom = 0;
    stbtt_GetGlyphBitmapBox(&font, glyph, scale, scale, &left, &top, &right, &bottom);
    const int width = right - left, height = bottom - top;
    const float numbers[] = {static_cast<float>(advance) * scale, static_cast<float>(left), static_cast<float>(top),
                             static_cast<float>(width), static_cast<float>(height),
                             static_cast<float>(ascent) * scale, static_cast<float>(-descent) * scale};
    std::memcpy(out, numbers, sizeof numbers);
    if (!wants_image || width <= 0 || height <= 0) return nullptr;
    auto* coverage = static_cast<uint8_t*>(std::malloc(static_cast<size_t>(width) * static_cast<size_t>(height)));
    if (coverage) stbtt_MakeGlyphBitmap(&font, coverage, width, height, width, scale, scale, glyph);
    return coverage;
}
