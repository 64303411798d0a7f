#include "ui/theme/theme.h"

#include "base/assets.h"
#include "base/json.h"

#include <cmath>
#include <string>

namespace ui {
namespace {

using base::Json;

// Walks the tokens and remembers the first thing that is missing, so that the reader below can
// name every token in one flat list and check once.
class Tokens {
public:
    explicit Tokens(const Json& root) : root_(root) {}

    const Json* find(std::string_view path) {
        const Json* node = &root_;
        for (size_t start = 0; start <= path.size();) {
            const size_t end = std::min(path.find('/', start), path.size());
            const std::string key(path.substr(start, end - start));
            if (!node->is_object() || !node->contains(key)) return miss(path);
            node = &(*node)[key];
            start = end + 1;
        }
        return node;
    }

    float number(const std::string& path) {
        const Json* node = find(path);
        if (!node) return 0;
        if (!node->is_number()) return static_cast<void>(miss(path)), 0.f;
        return node->get<float>();
    }

    Colour colour(const std::string& path) {
        const Json* node = find(path);
        if (!node) return 0;
        if (!node->is_string()) return static_cast<void>(miss(path)), 0u;
        return parse_colour(node->get<std::string>(), path);
    }

    const std::string& missing() const { return missing_; }

private:
    const Json* miss(std::string_view path) {
        if (missing_.empty()) missing_ = path;
        return nullptr;
    }

    Colour parse_colour(const std::string& text, std::string_view path) {
        if ((text.size() != 7 && text.size() != 9) || text[0] != '#' ||
            text.find_first_not_of("0123456789abcdefABCDEF", 1) != std::string::npos)
            return static_cast<void>(miss(path)), 0u;
        const auto byte = [&](size_t at) { return static_cast<uint32_t>(std::stoul(text.substr(at, 2), nullptr, 16)); };
        const uint32_t alpha = text.size() == 9 ? byte(7) : 255u;
        return byte(1) | byte(3) << 8 | byte(5) << 16 | alpha << 24;
    }

    const Json& root_;
    std::string missing_;
};

void read_grounds(Tokens& tokens, const std::string& at, Palette& palette) {
    const auto colour = [&](const char* name) { return tokens.colour(at + name); };
    palette.surface = {colour("surface/app"),      colour("surface/pane"),     colour("surface/sunken"),
                       colour("surface/raised"),   colour("surface/hover"),    colour("surface/pressed"),
                       colour("surface/selected"), colour("surface/selectedHover"), colour("surface/disabled"),
                       colour("surface/inverse"),  colour("surface/inverseHover"),  colour("surface/scrim"),
                       colour("surface/track"),    colour("surface/tabTrack"), colour("surface/tabOn")};
    palette.line = {colour("line/subtle"), colour("line/default"), colour("line/strong"), colour("line/control")};
    palette.ink = {colour("ink/1"),        colour("ink/2"),       colour("ink/3"),
                   colour("ink/disabled"), colour("ink/inverse"), colour("ink/inverse2")};
    palette.accent = {colour("accent/solid"), colour("accent/hover"),   colour("accent/pressed"), colour("accent/text"),
                      colour("accent/tint"),  colour("accent/onSolid"), colour("accent/focus"),   colour("accent/mark")};
}

void read_signals(Tokens& tokens, const std::string& at, Palette& palette) {
    const auto tone = [&](const std::string& name) {
        return Tone{tokens.colour(at + name + "/fg"), tokens.colour(at + name + "/solid"), tokens.colour(at + name + "/tint")};
    };
    palette.hot = tone("hot");
    palette.warm = tone("warm");
    palette.cold = tone("cold");
    palette.success = tone("success");
    palette.warning = tone("warning");
    const auto danger = [&](const char* name) { return tokens.colour(at + "danger/" + name); };
    palette.danger = {danger("fg"), danger("solid"), danger("hover"), danger("pressed"), danger("tint"), danger("onSolid")};
    for (size_t i = 0; i < palette.grade.size(); ++i) {
        const std::string grade = at + "grade/" + std::to_string(i + 1) + "/";
        palette.grade[i] = {tokens.colour(grade + "bg"), tokens.colour(grade + "fg"), tokens.colour(grade + "line")};
    }
    for (size_t i = 0; i < palette.stage.size(); ++i) {
        palette.stage[i] = tokens.colour(at + "stage/" + std::to_string(i + 1));
        palette.stage_tint[i] = tokens.colour(at + "stageTint/" + std::to_string(i + 1));
    }
}

void read_shadows(Tokens& tokens, const std::string& at, Palette& palette) {
    palette.shadow_ink = tokens.colour(at + "shadow/ink");
    for (size_t i = 0; i < palette.shadow.size(); ++i) {
        const Json* layers = tokens.find(at + "shadow/" + std::to_string(i + 1));
        if (!layers || !layers->is_array()) continue;
        for (const Json& layer : *layers)
            if (layer.is_array() && layer.size() == 4)
                palette.shadow[i].push_back(
                    {layer[0].get<float>(), layer[1].get<float>(), layer[2].get<float>(), layer[3].get<float>()});
    }
}

Palette read_palette(Tokens& tokens, const std::string& name) {
    Palette palette;
    palette.dark = name != "light";
    palette.high_contrast = name == "high-contrast";
    const std::string at = "themes/" + name + "/";
    read_grounds(tokens, at, palette);
    read_signals(tokens, at, palette);
    read_shadows(tokens, at, palette);
    return palette;
}

TypeStep read_step(Tokens& tokens, const std::string& name) {
    const std::string at = "type/" + name + "/";
    return {tokens.number(at + "size"), tokens.number(at + "line"), static_cast<int>(tokens.number(at + "weight"))};
}

Density read_density(Tokens& tokens, const std::string& name) {
    const auto number = [&](const char* key) { return tokens.number("density/" + name + "/" + key); };
    return {name == "touch", number("control"), number("row"),  number("header"), number("bar"),
            number("chip"),  number("padX"),    number("icon"), number("font")};
}

void read_numbers(Tokens& tokens, Theme& theme) {
    const auto number = [&](const char* path) { return tokens.number(path); };
    theme.radius = {number("radius/xs"), number("radius/sm"),  number("radius/md"), number("radius/lg"),
                    number("radius/xl"), number("radius/tag"), number("radius/bar")};
    theme.layout = {number("layout/rail"),      number("layout/railIcons"),   number("layout/header"),
                    number("layout/filterBar"), number("layout/lead"),        number("layout/leadMin"),
                    number("layout/gutter"),    number("layout/paneGutter"),  number("layout/phoneGutter"),
                    number("layout/bottomNav"), number("layout/contentMax"),  number("layout/dialog"),
                    number("layout/palette")};
    theme.breakpoints = {number("breakpoints/compact"), number("breakpoints/fold"), number("breakpoints/wide"),
                         number("breakpoints/roomy")};
    theme.motion = {number("motion/quick"), number("motion/base"), number("motion/pane"), number("motion/sheet"),
                    number("motion/noticeStay")};
    theme.focus_width = number("border/focus");
    theme.focus_gap = number("border/focusGap");
}

// In float: the tables behind a double's power would be six kilobytes of every first visit.
double luminance(Colour colour) {
    const auto channel = [](uint32_t value) -> double {
        const float share = static_cast<float>(value) / 255.0f;
        return share <= 0.03928f ? share / 12.92f : std::pow((share + 0.055f) / 1.055f, 2.4f);
    };
    return 0.2126 * channel(colour & 255) + 0.7152 * channel(colour >> 8 & 255) + 0.0722 * channel(colour >> 16 & 255);
}

}  // namespace

Colour with_alpha(Colour colour, float alpha) {
    const float own = static_cast<float>(colour >> 24);
    return (colour & 0x00FFFFFFu) | static_cast<uint32_t>(own * alpha + 0.5f) << 24;
}

Colour mix(Colour from, Colour to, float share) {
    Colour out = 0;
    for (int shift = 0; shift < 32; shift += 8) {
        const float a = static_cast<float>(from >> shift & 255), b = static_cast<float>(to >> shift & 255);
        out |= static_cast<uint32_t>(a + (b - a) * share + 0.5f) << shift;
    }
    return out;
}

// WCAG 2.1, "contrast ratio" and "relative luminance".
double contrast_ratio(Colour text, Colour background) {
    const double a = luminance(text), b = luminance(background);
    return (std::max(a, b) + 0.05) / (std::min(a, b) + 0.05);
}

base::Result<Theme> read_theme(std::string_view tokens_json) {
    auto parsed = base::parse_json(tokens_json);
    if (!parsed) return parsed.error();
    Tokens tokens(*parsed);
    Theme theme;
    theme.light = read_palette(tokens, "light");
    theme.dark = read_palette(tokens, "dark");
    theme.high_contrast = read_palette(tokens, "high-contrast");
    const auto step = [&](const char* name) { return read_step(tokens, name); };
    theme.type = {step("micro"),     step("caption"),    step("small"),        step("body"),   step("bodyStrong"),
                  step("heading"),   step("title"),      step("display"),      step("metric"), step("touchBody"),
                  step("touchSmall"), step("touchCaption"), step("touchTitle")};
    theme.compact = read_density(tokens, "compact");
    theme.comfortable = read_density(tokens, "comfortable");
    theme.touch = read_density(tokens, "touch");
    read_numbers(tokens, theme);
    if (!tokens.missing().empty()) return base::Error{"theme.missing", "A token is missing: " + tokens.missing(), tokens.missing()};
    return theme;
}

Theme load_theme() {
    const auto tokens = base::asset("look/tokens.json");
    CHECK(tokens);
    auto theme = read_theme(*tokens);
    CHECK(theme.ok());
    return std::move(theme).value();
}

}  // namespace ui
