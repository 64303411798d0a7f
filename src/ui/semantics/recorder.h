// What the frame means, recorded while it is drawn, and what assistive technology asks of it.
// Widgets write here; `main` hands the finished tree to the platform. Not for drawing.
#pragma once

#include "base/semantics.h"
#include "ui/widgets/rect.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ui {

using NodeId = uint32_t;  // an imgui id; widens to SemanticNode::id

class Recorder {
public:
    // Events given here are acted on by their widgets in the frame that begins.
    void begin_frame(std::vector<base::SemanticEvent> events);
    void end_frame(std::string title);

    // Adds an element under the open parent. The reference holds until the next add or open.
    base::SemanticNode& add(NodeId id, base::Role role, std::string_view name, Rect box);
    // Text without an id of its own: the id comes from its parent, its words and its place.
    base::SemanticNode& add_text(base::Role role, std::string_view name, Rect box);
    base::SemanticNode& open(NodeId id, base::Role role, std::string_view name, Rect box);
    void close();

    // True once if the element was activated (pressed) from outside.
    bool take_activation(NodeId id);
    bool take_focus(NodeId id);
    std::optional<std::string> take_value(NodeId id);
    // True if an event waits for this element and this frame has not served it.
    bool waits_for(NodeId id) const;
    // All events that no element has taken: their elements were not drawn.
    bool has_events() const { return !events_.empty(); }

    // While quiet, nothing is recorded: what is drawn behind a modal dialog cannot be reached. What
    // floats above it is drawn inside begin_loud and end_loud.
    void set_quiet(bool quiet) { quiet_ = quiet; }
    void begin_loud() {
        quiet_before_.push_back(quiet_);
        quiet_ = false;
    }
    void end_loud() {
        quiet_ = quiet_before_.back();
        quiet_before_.pop_back();
    }

    const base::SemanticTree& tree() const { return finished_; }

    // Texts of the frame that did not fit their place and end in "…".
    void note_cut(std::string_view text) { drawing_cut_.emplace_back(text); }
    const std::vector<std::string>& cut_texts() const { return finished_cut_; }

private:
    std::optional<base::SemanticEvent> take(NodeId id, base::SemanticEventKind kind);

    base::SemanticTree drawing_, finished_;
    std::vector<std::string> drawing_cut_, finished_cut_;
    std::vector<int32_t> parents_;
    std::vector<int32_t> children_seen_;
    std::vector<base::SemanticEvent> events_;
    std::vector<bool> quiet_before_;
    base::SemanticNode ignored_;
    bool quiet_ = false;
};

// Opens a parent for as long as it lives.
class Group {
public:
    Group(Recorder& recorder, NodeId id, base::Role role, std::string_view name, Rect box) : recorder_(recorder) {
        node_ = &recorder.open(id, role, name, box);
    }
    ~Group() { recorder_.close(); }
    Group(const Group&) = delete;
    Group& operator=(const Group&) = delete;
    // Only right after opening, before anything else is recorded.
    base::SemanticNode& node() { return *node_; }

private:
    Recorder& recorder_;
    base::SemanticNode* node_;
};

}  // namespace ui
