#include "ui/semantics/recorder.h"

#include "base/check.h"
#include "base/hash.h"

namespace ui {

void Recorder::begin_frame(std::vector<base::SemanticEvent> events) {
    drawing_.nodes.clear();
    drawing_cut_.clear();
    parents_.clear();
    children_seen_.assign(1, 0);
    events_ = std::move(events);
    quiet_ = false;
}

void Recorder::end_frame(std::string title) {
    CHECK(parents_.empty());
    drawing_.title = std::move(title);
    std::swap(drawing_, finished_);
    std::swap(drawing_cut_, finished_cut_);
}

base::SemanticNode& Recorder::add(NodeId id, base::Role role, std::string_view name, Rect box) {
    if (quiet_) return ignored_ = {};
    ++children_seen_.back();
    base::SemanticNode node;
    node.id = id;
    node.parent = parents_.empty() ? -1 : parents_.back();
    node.role = role;
    node.name = name;
    node.box = {box.x, box.y, box.w, box.h};
    return drawing_.nodes.emplace_back(std::move(node));
}

base::SemanticNode& Recorder::add_text(base::Role role, std::string_view name, Rect box) {
    if (quiet_) return ignored_ = {};
    const uint64_t parent = parents_.empty() ? 0 : drawing_.nodes[static_cast<size_t>(parents_.back())].id;
    const uint64_t seed = parent * 0x9E3779B97F4A7C15ull + static_cast<uint64_t>(children_seen_.back());
    auto& node = add(0, role, name, box);
    // The upper half is never zero, so it cannot meet an imgui id.
    node.id = (seed ^ base::hash64(name)) | 1ull << 40;
    return node;
}

base::SemanticNode& Recorder::open(NodeId id, base::Role role, std::string_view name, Rect box) {
    auto& node = add(id, role, name, box);
    if (!quiet_) {
        parents_.push_back(static_cast<int32_t>(drawing_.nodes.size()) - 1);
        children_seen_.push_back(0);
    }
    return node;
}

void Recorder::close() {
    if (quiet_) return;
    CHECK(!parents_.empty());
    parents_.pop_back();
    children_seen_.pop_back();
}

std::optional<base::SemanticEvent> Recorder::take(NodeId id, base::SemanticEventKind kind) {
    for (size_t i = 0; i < events_.size(); ++i)
        if (events_[i].id == id && events_[i].kind == kind) {
            auto event = std::move(events_[i]);
            events_.erase(events_.begin() + static_cast<ptrdiff_t>(i));
            return event;
        }
    return std::nullopt;
}

bool Recorder::take_activation(NodeId id) { return take(id, base::SemanticEventKind::activate).has_value(); }
bool Recorder::take_focus(NodeId id) { return take(id, base::SemanticEventKind::focus).has_value(); }

std::optional<std::string> Recorder::take_value(NodeId id) {
    auto event = take(id, base::SemanticEventKind::set_value);
    if (!event) return std::nullopt;
    return std::move(event->value);
}

bool Recorder::waits_for(NodeId id) const {
    for (const auto& event : events_)
        if (event.id == id) return true;
    return false;
}

}  // namespace ui
