#include "platform/web/text.h"

#include <imgui.h>
#include <imgui_internal.h>
#include <misc/freetype/imgui_freetype.h>

#include <array>
#include <cmath>
#include <cstdlib>
#include <memory>

extern "C" uint8_t* corong_glyph(const char* face, float pixels, uint32_t code_point,
                                 int wants_image, float* out);

namespace platform::web {
namespace {

// What the page calls the face, and how large its em is in the size that imgui asks for.
struct Face {
    const char* name;
    float em;
};
constexpr std::array kFaces{Face{"400", 1.0f},  Face{"500", 1.0f},   Face{"550", 1.0f},
                            Face{"600", 1.0f},  Face{"icons", 1.0f}, Face{"400", kParagraphEm}};

// The nine floats of corong_glyph, device pixels, y downwards from the baseline.
struct Drawn {
    float found, advance, x, y, width, height, coloured, ascent, descent;
};

float density_of(const ImFontConfig* source, const ImFontBaked* baked) {
    return source->RasterizerDensity * baked->RasterizerDensity;
}

std::unique_ptr<uint8_t, decltype(&std::free)> draw(const ImFontConfig* source, const ImFontBaked* baked,
                                                    uint32_t code_point, bool wants_image, Drawn& drawn) {
    const Face& face = kFaces[source->FontNo];
    const float pixels = baked->Size * face.em * density_of(source, baked);
    static_assert(sizeof(Drawn) == 9 * sizeof(float));
    uint8_t* image = corong_glyph(face.name, pixels, code_point, wants_image ? 1 : 0, &drawn.found);
    return {image, &std::free};
}

// The em box stands in the middle of the line of `Size`, as CSS puts it into a line-height.
bool init_bake(ImFontAtlas*, ImFontConfig* source, ImFontBaked* baked, void*) {
    Drawn drawn{};
    draw(source, baked, 'x', false, drawn);
    const float density = density_of(source, baked);
    const float middle = baked->Size * density / 2;
    baked->Ascent = std::round(middle + (drawn.ascent - drawn.descent) / 2) / density;
    baked->Descent = baked->Ascent - baked->Size;
    return true;
}

bool load_glyph(ImFontAtlas* atlas, ImFontConfig* source, ImFontBaked* baked, void*, ImWchar code_point,
                ImFontGlyph* glyph, float* only_advance) {
    if (code_point < ' ' || (code_point >= 0x7F && code_point < 0xA0)) return false;
    Drawn drawn{};
    const auto image = draw(source, baked, code_point, only_advance == nullptr, drawn);
    if (!drawn.found) return false;
    const float density = density_of(source, baked);
    if (only_advance) {
        *only_advance = drawn.advance / density;
        return true;
    }
    glyph->Codepoint = code_point;
    glyph->AdvanceX = drawn.advance / density;
    if (!image) return true;  // a space

    const int width = static_cast<int>(drawn.width), height = static_cast<int>(drawn.height);
    const ImFontAtlasRectId place = ImFontAtlasPackAddRect(atlas, width, height);
    if (place == ImFontAtlasRectId_Invalid) return false;
    ImTextureRect* rectangle = ImFontAtlasPackGetRect(atlas, place);
    const float top = drawn.y / density + baked->Ascent;
    glyph->X0 = drawn.x / density;
    glyph->Y0 = top;
    glyph->X1 = glyph->X0 + drawn.width / density;
    glyph->Y1 = top + drawn.height / density;
    glyph->Visible = true;
    glyph->Colored = drawn.coloured != 0;
    glyph->PackId = place;
    ImFontAtlasBakedSetFontGlyphBitmap(atlas, baked, source, glyph, rectangle, image.get(),
                                       ImTextureFormat_RGBA32, width * 4);
    return true;
}

bool contains_glyph(ImFontAtlas*, ImFontConfig*, ImWchar code_point) { return code_point >= ' '; }

ImFont* add_font(ImU32 face) {
    ImFontConfig config;
    config.FontNo = face;
    config.SizePixels = 13.0f;
    config.OversampleH = config.OversampleV = 1;
    return ImGui::GetIO().Fonts->AddFont(&config);
}

}  // namespace

Fonts add_fonts() {
    Fonts fonts;
    fonts.body = add_font(0);
    fonts.medium = add_font(1);
    fonts.strong = add_font(2);
    fonts.heading = add_font(3);
    fonts.icons = add_font(4);
    fonts.paragraph = add_font(5);
    return fonts;
}

void discard_glyphs() { ImFontAtlasBuildDiscardBakes(ImGui::GetIO().Fonts, 0); }

}  // namespace platform::web

// imgui's own loader, which draws glyphs from files, is left out of the program: the build tells imgui that there is
// another (tools/dependencies.cmake), and this is the name it asks for.
const ImFontLoader* ImGuiFreeType::GetFontLoader() {
    static const ImFontLoader instance = [] {
        ImFontLoader made;
        made.Name = "browser";
        made.FontSrcContainsGlyph = platform::web::contains_glyph;
        made.FontBakedInit = platform::web::init_bake;
        made.FontBakedLoadGlyph = platform::web::load_glyph;
        return made;
    }();
    return &instance;
}
