#include "ui/widgets/waterfall.h"

#include "app/messages.h"
#include "base/order.h"
#include "ui/widgets/button.h"

#include <numeric>
#include <vector>

namespace ui {
namespace {

constexpr float kNumber = 44;

float row_of(const Frame& frame) { return frame.density.touch ? 26 : 22; }
// The one that leads to the reasons that are not shown.
float row_of_more(const Frame& frame) { return frame.density.touch ? text_link_height(frame) : row_of(frame); }
float bars_of(float width) { return std::min(std::floor(width * (width < 380 ? 0.26f : 0.34f)), 160.f); }
float words_of(float width) { return width - kNumber - bars_of(width) - 12; }

// A reason is never cut: where its words need more lines, its row is higher.
float row_of(const Frame& frame, float width, std::string_view words) {
    const float more = paragraph_height(frame, words_of(width), Type::small, words) - paragraph_height(frame, words_of(width), Type::small, "1");
    return row_of(frame) + std::max(more, 0.f);
}

std::string signed_text(int points) {
    return points < 0 ? "\u2212" + std::to_string(-points) : "+" + std::to_string(points);
}

// Indices of the reasons to show, in their own order: the strongest when there is not room for all.
std::vector<size_t> choose(std::span<const app::ReasonView> reasons, size_t most) {
    std::vector<size_t> order(reasons.size());
    std::iota(order.begin(), order.end(), size_t{0});
    if (order.size() <= most) return order;
    base::sort(order, [&](size_t a, size_t b) { return std::abs(reasons[a].points) > std::abs(reasons[b].points); });
    order.resize(most);
    base::sort(order);
    return order;
}

struct Scale {
    float x = 0, width = 0, per_point = 0;
    float at(int points) const { return std::round(x + static_cast<float>(points) * per_point); }
};

void draw_bar(Frame& frame, Rect row, const Scale& scale, int from, int to, bool accent, float height) {
    if (from == to) return;
    const float x0 = scale.at(std::min(from, to)), x1 = scale.at(std::max(from, to));
    const Rect bar{x0, row.strip(height).y, std::max(x1 - x0, 2.f), height};
    Painter painter = paint(frame);
    const float radius = frame.theme.radius.extra_small - 1;
    if (to >= from) painter.fill(bar, accent ? frame.palette.accent.solid : frame.palette.ink.second, radius);
    else painter.border(bar, frame.palette.danger.solid, radius);
}

}  // namespace

float waterfall_height(const Frame& frame, float width, const Waterfall& fall) {
    float rows = fall.reasons.size() > fall.shown ? row_of_more(frame) : fall.reasons.empty() ? row_of(frame) : 0;
    for (const size_t i : choose(fall.reasons, fall.shown)) rows += row_of(frame, width, fall.reasons[i].text);
    return 28 + rows + row_of(frame) + 2;
}

bool waterfall(Frame& frame, NodeId id, Rect box, const Waterfall& fall) {
    const Palette& p = frame.palette;
    Painter painter = paint(frame);
    const std::string name = std::string(fall.title) + " " + std::to_string(fall.total);
    Group group(frame.semantics, id, base::Role::list, name, visible_part(box));
    Rect head = box.cut_top(28);
    label(frame, head.cut_right(text_width(frame, Type::small, fall.right)), Type::small, p.ink.third, fall.right);
    const Type strong = frame.density.touch ? Type::small_strong : Type::strong;
    head.cut_left(label(frame, head, strong, p.ink.first, fall.title) + 8);
    label(frame, head, Type::small, p.ink.third, fall.detail);

    Scale scale;
    scale.width = bars_of(box.w);
    scale.x = box.right() - kNumber - scale.width;
    int reach = std::max(fall.total, 1), sum = 0;
    for (const auto& reason : fall.reasons) reach = std::max(reach, sum += reason.points);
    scale.per_point = scale.width / static_cast<float>(std::max(reach, 100));

    const auto shown = choose(fall.reasons, fall.shown);
    const float top = box.y, words = words_of(box.w);
    const Type type = Type::small;
    int at = 0;
    int hidden = 0;
    float joint_x = 0, joint_y = 0;
    const auto draw_row = [&](std::string_view text, int points, float height) {
        const Rect row = box.cut_top(height);
        auto& item = record(frame, 0, base::Role::list_item, std::string(text) + " " + signed_text(points), row);
        item.id = (static_cast<uint64_t>(id) << 8 | static_cast<uint64_t>(row.y - top)) | 1ull << 41;
        painter.paragraph(Rect{row.x, row.y, words, row.h}.strip(paragraph_height(frame, words, type, text)), type, p.ink.first, text);
        if (joint_y > 0) painter.fill({joint_x, joint_y, 1, row.middle_y() - joint_y - 3}, p.line.strong);
        draw_bar(frame, row, scale, at, at + points, fall.accent, 7);
        at += points;
        joint_x = scale.at(at) - (points >= 0 ? 1.f : 0.f);
        joint_y = row.middle_y() + 3;
        painter.text(row, Type::small_strong, points < 0 ? p.danger.text : p.ink.first, signed_text(points), Align::right);
    };
    size_t next = 0;
    for (size_t i = 0; i < fall.reasons.size(); ++i) {
        if (next < shown.size() && shown[next] == i) ++next;
        else hidden += fall.reasons[i].points;
    }
    for (const size_t i : shown) draw_row(fall.reasons[i].text, fall.reasons[i].points, row_of(frame, box.w, fall.reasons[i].text));
    bool pressed = false;
    const size_t more = fall.reasons.size() - shown.size();
    if (more > 0) {
        const Rect link{box.x, box.y, words, row_of_more(frame)};
        draw_row({}, hidden, row_of_more(frame));
        pressed = text_link(frame, id ^ 0x302eu, link, type, app::tr_count("waterfall.more", static_cast<int64_t>(more)));
    }
    if (fall.reasons.empty()) {
        label(frame, box.cut_top(row_of(frame)), type, p.ink.third, app::tr("waterfall.none"));
    }
    const Rect total = box.cut_top(row_of(frame) + 2);
    painter.line_above(total, p.line.normal);
    painter.text(total, Type::small_strong, p.ink.first, fall.title);
    if (joint_y > 0) painter.fill({joint_x, joint_y, 1, total.middle_y() - joint_y - 6}, p.line.strong);
    draw_bar(frame, total, scale, 0, fall.total, fall.accent, 12);
    painter.text(total, Type::small_strong, p.ink.first, std::to_string(fall.total), Align::right);
    painter.fill({scale.x, top, 1, total.bottom() - top}, p.line.normal);
    return pressed;
}

}  // namespace ui
