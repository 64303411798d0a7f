#include "ui/widgets/paint.h"

#include "base/text.h"

#include <imgui_internal.h>

namespace ui {
namespace {

constexpr std::string_view kEllipsis = "\u2026";
// Inter's cap height in ems. Text is centred on its capitals, whatever a loader calls ascent.
constexpr float kCapHeight = 0.727f;

ImFont* font_of(const Frame& frame, int weight) {
    if (weight >= 600) return frame.fonts.semibold;
    if (weight >= 550) return frame.fonts.strong;
    if (weight >= 500) return frame.fonts.medium;
    return frame.fonts.regular;
}

float measure(const TypeFace& face, std::string_view text) {
    if (text.empty()) return 0;  // it may begin nowhere
    return face.font->CalcTextSizeA(face.size, FLT_MAX, 0, text.data(), text.data() + text.size()).x;
}

// Where the line that begins at `at` ends. Lines end at spaces alone, so that a file's name or an
// address stays whole; a word wider than the line is cut between letters.
const char* line_end(const TypeFace& face, float width, const char* at, const char* stop) {
    const char* cut = at;
    while (cut < stop) {
        const char* word = cut;
        while (word < stop && *word == ' ') ++word;
        while (word < stop && *word != ' ') ++word;
        if (measure(face, {at, static_cast<size_t>(word - at)}) > width) break;
        cut = word;
    }
    if (cut > at) return cut;
    face.font->CalcTextSizeA(face.size, width, 0, at, stop, &cut);
    if (cut > at) return cut;
    size_t letter = 0;  // narrower than one letter
    base::next_code_point({at, static_cast<size_t>(stop - at)}, letter);
    return at + letter;
}

// Calls `each(line)` for the lines of a wrapped text.
template <class Each>
void wrap_lines(const TypeFace& face, float width, std::string_view text, Each each) {
    const char* at = text.data();
    const char* const end = at + text.size();
    while (at < end) {
        const char* newline = static_cast<const char*>(memchr(at, '\n', static_cast<size_t>(end - at)));
        const char* stop = newline ? newline : end;
        const char* cut = line_end(face, width, at, stop);
        each(std::string_view(at, static_cast<size_t>(cut - at)));
        at = cut;
        if (at == newline && at < end) ++at;
        else while (at < end && *at == ' ') ++at;
    }
}

}  // namespace

TypeFace face_of(const Frame& frame, Type type) {
    const TypeScale& scale = frame.theme.type;
    const bool touch = frame.density.touch;
    TypeStep step;
    int weight = 0;
    switch (type) {
        case Type::micro: step = scale.micro; break;
        case Type::caption: step = touch ? scale.touch_caption : scale.caption; break;
        case Type::small: step = touch ? scale.touch_small : scale.small; break;
        case Type::small_strong: step = touch ? scale.touch_small : scale.small, weight = 550; break;
        case Type::body: step = touch ? scale.touch_body : scale.body; break;
        case Type::medium: step = touch ? scale.touch_body : scale.body, weight = 500; break;
        case Type::strong: step = touch ? scale.touch_body : scale.strong, weight = 550; break;
        case Type::heading: step = touch ? scale.touch_body : scale.heading, weight = 600; break;
        case Type::input: step = scale.touch_body; break;  // 16 px: the palette
        case Type::title: step = touch ? scale.touch_title : scale.title; break;
        case Type::display: step = touch ? scale.touch_title : scale.display; break;
        case Type::metric: step = scale.metric; break;
    }
    return {font_of(frame, weight ? weight : step.weight), step.size, step.line};
}

float text_width(const Frame& frame, Type type, std::string_view text) {
    return std::ceil(measure(face_of(frame, type), text));
}

float choice_text_width(const Frame& frame, std::string_view text) {
    return std::max(text_width(frame, Type::strong, text), text_width(frame, Type::body, text));
}

float line_height(const Frame& frame, Type type) { return face_of(frame, type).line; }

float paragraph_height(const Frame& frame, float width, Type type, std::string_view text) {
    const TypeFace face = face_of(frame, type);
    int lines = 0;
    wrap_lines(face, width, text, [&](std::string_view) { ++lines; });
    return static_cast<float>(lines) * face.line;
}

std::string elide(const Frame& frame, Type type, std::string_view text, float width) {
    const TypeFace face = face_of(frame, type);
    if (measure(face, text) <= width + 0.5f) return std::string(text);
    const float room = width - measure(face, kEllipsis);
    if (room <= 0) return std::string();
    const char* stop = text.data();
    face.font->CalcTextSizeA(face.size, room, 0, text.data(), text.data() + text.size(), &stop);
    std::string out(text.data(), static_cast<size_t>(stop - text.data()));
    while (!out.empty() && out.back() == ' ') out.pop_back();
    return out.append(kEllipsis);
}

Painter paint(const Frame& frame) { return {frame, *ImGui::GetWindowDrawList()}; }

void Painter::fill(Rect box, Colour colour, float radius) {
    if (box.w <= 0 || box.h <= 0) return;
    list_.AddRectFilled({box.x, box.y}, {box.right(), box.bottom()}, colour, std::min(radius, std::min(box.w, box.h) / 2));
}

void Painter::fill_corners(Rect box, Colour colour, float radius, int corners) {
    list_.AddRectFilled({box.x, box.y}, {box.right(), box.bottom()}, colour, radius, corners);
}

void Painter::border(Rect box, Colour colour, float radius, float width) {
    if (box.w <= 0 || box.h <= 0) return;
    const float half = (width - 1) / 2;  // AddRect draws on the middle of the outermost pixel
    list_.AddRect({box.x + half, box.y + half}, {box.right() - half, box.bottom() - half}, colour, std::max(radius - half, 0.f), 0, width);
}

void Painter::dashed_border(Rect box, Colour colour, float radius) {
    constexpr float kDash = 4, kGap = 3;
    list_.PathRect({box.x + 0.5f, box.y + 0.5f}, {box.right() - 0.5f, box.bottom() - 0.5f}, radius);
    ImVector<ImVec2> path = list_._Path;
    list_.PathClear();
    if (path.empty()) return;
    const ImVec2 first = path[0];  // push_back may move what it is given
    path.push_back(first);
    float phase = 0;
    for (int i = 0; i + 1 < path.Size; ++i) {
        const float dx = path[i + 1].x - path[i].x, dy = path[i + 1].y - path[i].y;
        const float length = std::sqrt(dx * dx + dy * dy);
        for (float at = 0; at < length;) {
            const bool on = phase < kDash;
            const float step = std::min((on ? kDash : kDash + kGap) - phase, length - at);
            if (on)
                list_.AddLine({path[i].x + dx * at / length, path[i].y + dy * at / length},
                              {path[i].x + dx * (at + step) / length, path[i].y + dy * (at + step) / length}, colour);
            at += step;
            phase += step;
            if (phase >= kDash + kGap - 0.001f) phase = 0;
        }
    }
}

void Painter::shadow(Rect box, int level, float radius) {
    for (const ShadowLayer& layer : frame_.palette.shadow[static_cast<size_t>(level - 1)]) {
        Rect at = box.grown(layer.spread);
        at.x += layer.dx;
        at.y += layer.dy;
        fill(at, with_alpha(frame_.palette.shadow_ink, layer.alpha), radius + layer.spread);
    }
}

void Painter::focus_ring(Rect box, float radius) {
    const float out = frame_.theme.focus_gap + frame_.theme.focus_width;
    border(box.grown(out), frame_.palette.accent.focus, radius + out, frame_.theme.focus_width);
}

void Painter::focus_inside(Rect box, float radius) { border(box, frame_.palette.accent.focus, radius, frame_.theme.focus_width); }

void Painter::line_below(Rect box, Colour colour) { fill({box.x, box.bottom() - 1, box.w, 1}, colour); }
void Painter::line_above(Rect box, Colour colour) { fill({box.x, box.y, box.w, 1}, colour); }
void Painter::line_left(Rect box, Colour colour) { fill({box.x, box.y, 1, box.h}, colour); }
void Painter::line_right(Rect box, Colour colour) { fill({box.right() - 1, box.y, 1, box.h}, colour); }
void Painter::circle(float x, float y, float radius, Colour colour) { list_.AddCircleFilled({x, y}, radius, colour, 32); }
void Painter::ring(float x, float y, float radius, Colour colour, float width) {
    list_.AddCircle({x, y}, radius, colour, 32, width);
}
void Painter::stroke(float x0, float y0, float x1, float y1, Colour colour, float width) {
    list_.AddLine({x0, y0}, {x1, y1}, colour, width);
}

void Painter::pie(float x, float y, float radius, float share, Colour colour) {
    if (share <= 0) return;
    list_.PathLineTo({x, y});
    list_.PathArcTo({x, y}, radius, -IM_PI / 2, -IM_PI / 2 + 2 * IM_PI * share, 24);
    list_.PathFillConvex(colour);
}

void Painter::raw_text(const TypeFace& face, float x, float middle_y, Colour colour, std::string_view text) {
    const float ascent = face.font->GetFontBaked(face.size)->Ascent;
    const float baseline = std::round(middle_y + face.size * kCapHeight / 2);
    list_.AddText(face.font, face.size, {std::round(x), std::round(baseline - ascent)}, colour, text.data(),
                  text.data() + text.size());
}

float Painter::text(Rect box, Type type, Colour colour, std::string_view text, Align align) {
    if (text.empty() || box.w <= 0) return 0;
    const TypeFace face = face_of(frame_, type);
    float width = measure(face, text);
    std::string cut;
    if (width > box.w + 0.5f) {
        frame_.semantics.note_cut(text);
        cut = elide(frame_, type, text, box.w);
        text = cut;
        width = measure(face, text);
    }
    float x = box.x;
    if (align == Align::right) x = box.right() - width;
    if (align == Align::middle) x = box.x + (box.w - width) / 2;
    raw_text(face, x, box.middle_y(), colour, text);
    return std::ceil(width);
}

float Painter::paragraph(Rect box, Type type, Colour colour, std::string_view text, Align align) {
    const TypeFace face = face_of(frame_, type);
    float y = box.y;
    wrap_lines(face, box.w, text, [&](std::string_view line) {
        const float slack = align == Align::left ? 0 : box.w - measure(face, line);
        raw_text(face, box.x + (align == Align::middle ? slack / 2 : slack), y + face.line / 2, colour, line);
        y += face.line;
    });
    return y - box.y;
}

void Painter::icon(Rect box, char32_t icon, Colour colour, float size) {
    if (!frame_.fonts.icons || !icon) return;
    std::string glyph;
    base::append_utf8(glyph, icon);
    const ImFontBaked* baked = frame_.fonts.icons->GetFontBaked(size);
    // The em square is the line from ascent to descent: centre that.
    const float height = baked->Ascent - baked->Descent;
    const Rect at = box.centred(size, height > 0 ? height : size);
    list_.AddText(frame_.fonts.icons, size, {std::round(at.x), std::round(at.y)}, colour, glyph.data(), glyph.data() + glyph.size());
}

float label(Frame& frame, Rect box, Type type, Colour colour, std::string_view text, Align align) {
    const float width = paint(frame).text(box, type, colour, text, align);
    if (!text.empty()) frame.semantics.add_text(base::Role::text, text, visible_part(box));
    return width;
}

float paragraph(Frame& frame, Rect box, Type type, Colour colour, std::string_view text, Align align) {
    const float height = paint(frame).paragraph(box, type, colour, text, align);
    if (!text.empty()) frame.semantics.add_text(base::Role::text, text, visible_part({box.x, box.y, box.w, height}));
    return height;
}

void heading(Frame& frame, Rect box, Type type, std::string_view text, int level) {
    paint(frame).text(box, type, frame.palette.ink.first, text);
    frame.semantics.add_text(base::Role::heading, text, visible_part(box)).level = level;
}

}  // namespace ui
