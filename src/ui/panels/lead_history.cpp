// What was ever written on a lead: at the end of its page, and of one field alone in a dialog, each value with the way
// back to it.
#include "ui/panels/lead_parts.h"

#include "base/text.h"

namespace ui {
namespace {

constexpr size_t kFirstOfHistory = 12;
constexpr size_t kMostBytes = 240;  // of a value: a note may be as long as a page
constexpr float kMostOfView = 0.6f;  // the list in the dialog, of the window's height

using Entry = app::HistoryEntryView;
enum class Of { lead, field };

char32_t glyph_of(const Entry& entry) {
    switch (entry.kind) {
        case Entry::Kind::created: return icon::user_plus;
        case Entry::Kind::deleted: return icon::trash_2;
        case Entry::Kind::restored: return icon::undo_2;
        case Entry::Kind::changed: return icon::pencil;
        case Entry::Kind::put_in:
        case Entry::Kind::taken_out: return icon::tag;
    }
    return icon::pencil;
}

std::string value_words(const Entry& entry) {
    const std::string from(base::clip(entry.from, kMostBytes)), to(base::clip(entry.to, kMostBytes));
    if (entry.kind == Entry::Kind::put_in) return tr("history.put_in", {{"to", to}});
    if (entry.kind == Entry::Kind::taken_out) return tr("history.taken_out", {{"to", to}});
    if (entry.of_creation) return tr("history.began", {{"to", to}});
    if (to.empty()) return tr("history.emptied", {{"from", from}});
    return from.empty() ? to : tr("history.changed", {{"to", to}, {"from", from}});
}

std::string words_of(const Entry& entry, Of of) {
    switch (entry.kind) {
        case Entry::Kind::created: return tr("history.created");
        case Entry::Kind::deleted: return tr("history.deleted");
        case Entry::Kind::restored: return tr("history.restored");
        case Entry::Kind::changed:
        case Entry::Kind::put_in:
        case Entry::Kind::taken_out: break;
    }
    return of == Of::field ? value_words(entry) : tr("history.field", {{"field", entry.label}, {"what", value_words(entry)}});
}

std::string by_whom(const Entry& entry) {
    constexpr std::string_view kBetween = " \u00b7 ";
    std::string words = entry.who;
    words.append(kBetween).append(entry.when);
    return entry.how.empty() ? words : words.append(kBetween).append(entry.how);
}

void bring_back(Scene& scene, std::string_view lead, const Entry& entry) {
    scene.frame.run("lead.set", {{"id", lead}, {"field", entry.field}, {"value", entry.back}});
}

// The tag of a value that is shown, or stands beside it; gives its width.
float standing_tag(Scene& scene, Rect box, const Entry& entry, Of of) {
    Frame& frame = scene.frame;
    if (entry.standing == Entry::Standing::beside) {
        const float width = tag(frame, box, TagTone::warning, tr("history.beside"), icon::git_merge);
        tooltip(frame, interact(frame, make_id("beside"), {box.x, box.y, width, box.h}), box, tr("history.beside_why"));
        return width + 8;
    }
    if (entry.standing == Entry::Standing::shown && of == Of::field) return tag(frame, box, TagTone::neutral, tr("history.now")) + 8;
    return 0;
}

void entry_row(Scene& scene, Rect& at, std::string_view lead, const Entry& entry, Of of, bool last) {
    Frame& frame = scene.frame;
    const Palette& p = frame.palette;
    ImGui::PushID(entry.id.c_str());
    const std::string words = words_of(entry, of), who = by_whom(entry);
    const float side = icon_button_width(frame, ButtonSize::small);
    const float width = at.w - 28 - side - 8;
    const float tall = paragraph_height(frame, width, Type::body, words), line = line_height(frame, Type::small);
    Rect row = at.cut_top(tall + line + (frame.density.touch ? 18.f : 12.f));
    Group group(frame.semantics, make_id("entry"), base::Role::list_item, join_names(words, who), visible_part(row));
    Painter painter = paint(frame);
    if (!last) painter.fill({row.x + 7, row.y + line_height(frame, Type::body) / 2 + 11, 1, row.h - 18}, p.line.normal);
    painter.icon({row.x, row.y, 16, line_height(frame, Type::body)}, glyph_of(entry), p.ink.third, 14);
    row.cut_left(28);
    if (entry.can_come_back) {
        const std::string name = tr("history.bring_back_value", {{"value", std::string(base::clip(entry.to, 60))}});
        const Button back{.icon = icon::undo_2, .tip = scene.looks_back() ? std::string_view(tr("as_of.refused")) : tr("history.bring_back"), .name = name, .enabled = !scene.looks_back()};
        if (icon_button(frame, make_id("back"), row.cut_right(side), ButtonKind::quiet, back, ButtonSize::small)) bring_back(scene, lead, entry);
    }
    paragraph(frame, {row.x, row.y, width, tall}, Type::body, p.ink.first, words);
    Rect under{row.x, row.y + tall, width, line};
    under.cut_left(standing_tag(scene, under, entry, of));
    const NodeId when = make_id("when");
    tooltip(frame, {.id = when, .hovered = ImGui::IsMouseHoveringRect({under.x, under.y}, {under.right(), under.bottom()}) && ImGui::IsWindowHovered()}, under, entry.when_exact);
    label(frame, under, Type::small, p.ink.third, who);
    ImGui::PopID();
}

// What is on its way, and what can be said of the whole.
void draw_state(Scene& scene, Rect& at, const app::HistoryView& view, bool nothing) {
    Frame& frame = scene.frame;
    if (view.reading) {
        const float share = view.total > 0 ? static_cast<float>(view.done) / static_cast<float>(view.total) : -1.f;
        const Progress reading{.title = tr("as_of.reading"), .cancel = tr("history.stop"), .share = share};
        if (progress(frame, make_id("reading"), at.cut_top(kProgressHeight), reading)) {
            frame.run("history.stop");
            scene.face.lead.history = scene.face.lead.field_history = false;
        }
    } else if (nothing) {
        label(frame, at.cut_top(24), Type::small, frame.palette.ink.third, tr("history.none"));
    }
    if (view.incomplete.empty()) return;
    const float height = paragraph_height(frame, at.w, Type::small, view.incomplete);
    paragraph(frame, at.cut_top(height + 8), Type::small, frame.palette.warning.text, view.incomplete);
}

std::vector<const Entry*> entries_of(const app::HistoryView& view, Of of, std::string_view field) {
    std::vector<const Entry*> entries;
    for (const Entry& entry : view.entries)
        if (of == Of::lead ? !entry.of_creation : entry.field == field) entries.push_back(&entry);
    return entries;
}

}  // namespace

void draw_history(Scene& scene, Rect& at, const app::LeadView& lead) {
    Frame& frame = scene.frame;
    LeadPaneState& state = scene.face.lead;
    ImGui::PushID("history");
    Group group(frame.semantics, make_id("list"), base::Role::list, tr("history.title"), visible_part({at.x, at.y, at.w, 28}));
    at.cut_top(4);
    Rect head = block_head(scene, at, tr("history.title"), -1);
    const std::string& words = tr(state.history ? "history.hide" : "history.show");
    const float width = std::max(text_width(frame, Type::small, words) + 1, frame.density.touch ? kFingerTarget : 0.f);
    if (text_link(frame, make_id("show"), head.cut_right(width), Type::small, words)) state.history = !state.history;
    if (state.history) {
        const app::HistoryView& view = scene.session.history(lead.head.id);
        const std::vector<const Entry*> entries = entries_of(view, Of::lead, {});
        draw_state(scene, at, view, entries.empty());
        const size_t shown = state.all_history ? entries.size() : std::min(entries.size(), kFirstOfHistory);
        for (size_t i = 0; i < shown; ++i) entry_row(scene, at, lead.head.id, *entries[i], Of::lead, i + 1 == shown);
        if (shown < entries.size() && text_link(frame, make_id("more"), at.cut_top(text_link_height(frame)), Type::small, tr_count("timeline.more", static_cast<int64_t>(entries.size() - shown))))
            state.all_history = true;
    }
    ImGui::PopID();
}

void draw_field_history(Scene& scene) {
    Frame& frame = scene.frame;
    LeadPaneState& state = scene.face.lead;
    const NodeId id = make_id("field-history"), height_id = make_id("field-history-height");
    const std::string title = tr("history.of", {{"field", state.history_label}});
    Rect content;
    if (!begin_dialog(frame, id, {.title = title, .width = 480}, state.field_history, content)) return;
    const app::HistoryView& view = scene.session.history(state.id);
    const std::vector<const Entry*> entries = entries_of(view, Of::field, state.history_field);
    const float wanted = frame.memory.heights.try_emplace(height_id, 120.f).first->second;
    const Rect box = content.cut_top(std::min(wanted, std::floor(frame.view.h * kMostOfView)));
    const ScrollArea area = begin_scroll(frame, make_id("entries"), box);
    Group group(frame.semantics, make_id("list"), base::Role::list, title, visible_part(box));
    Rect at = area.content;
    draw_state(scene, at, view, entries.empty());
    for (size_t i = 0; i < entries.size(); ++i) entry_row(scene, at, state.id, *entries[i], Of::field, i + 1 == entries.size());
    const float used = std::ceil(at.y - area.content.y);
    if (used != wanted) frame.animating = true;
    frame.memory.heights[height_id] = used;
    end_scroll(frame, area, at.y);
    content.cut_top(scene.phone() ? 16.f : 20.f);
    end_dialog(frame, id, content);
}

}  // namespace ui
