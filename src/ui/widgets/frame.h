// One frame of the face, as every widget and panel sees it: the theme, the fonts, where meaning is
// recorded, what the frame asks for in the end. A widget is a plain function that takes a Frame&.
// Not the state of the face (face.h): what lives in Memory is what a frame needs of the one before.
#pragma once

#include "base/json.h"
#include "ui/semantics/recorder.h"
#include "ui/theme/theme.h"
#include "ui/widgets/rect.h"

#include <imgui.h>

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace ui {

// Filled by main from the platform. Sizes are CSS font sizes; every digit has one advance.
struct Fonts {
    ImFont* regular = nullptr;   // 400
    ImFont* medium = nullptr;    // 500
    ImFont* strong = nullptr;    // 550
    ImFont* semibold = nullptr;  // 600
    ImFont* icons = nullptr;
};

// A command of the registry, run by main after drawing.
struct CommandCall {
    std::string id;
    base::Json arguments = base::Json::object();
};

// How a phone's keyboard should look for the field in use.
enum class Keyboard { text, email, phone, number, address, search };

// A field that is being typed into; at most one in the whole face.
struct Draft {
    NodeId id = 0;
    std::string text, original;
    std::string in_book;       // its value there, in this frame
    CommandCall on_leave;      // its "value" is filled with the text
    bool seen = false;         // its field was drawn in this frame
};

struct Tween {
    float from = 0, to = 0;
    double started = 0;  // milliseconds
    float duration = 0;
};

struct TooltipMemory {
    NodeId id = 0;
    double since = 0;
    bool seen = false;
    Rect anchor;
    std::string text, key;
};

// What one frame leaves for the next. `main` never looks inside.
struct Memory {
    std::unordered_map<NodeId, Tween> tweens;
    std::unordered_map<NodeId, float> heights;  // content of scroll areas and dialogs, measured last frame
    TooltipMemory tooltip;
    Draft draft;
    std::string select_search; // typed into the one list that is open
    NodeId scroll_to_top = 0;
    int popup_frame = -2;      // the last one in which anything floated under an anchor
    NodeId focus_next = 0;     // keyboard focus goes here when the widget is drawn,
    bool focus_shown = true;   // and is seen there
};

struct Frame {
    const Theme& theme;
    const Palette& palette;
    Density density;
    Fonts fonts;
    Recorder& semantics;
    Memory& memory;
    Rect view;                 // the canvas without notch and keyboard
    double milliseconds = 0;
    bool reduced_motion = false;
    bool touch = false;
    bool mac = false;

    // Filled while drawing.
    std::vector<CommandCall> commands;
    bool animating = false;
    int wake_after = -1;       // milliseconds; -1 never
    Keyboard keyboard = Keyboard::text;

    void run(std::string id, base::Json arguments = base::Json::object()) {
        commands.push_back({std::move(id), std::move(arguments)});
    }
    void wake(int milliseconds_from_now);
};

struct Interaction {
    NodeId id = 0;
    bool hovered = false;
    bool held = false;
    bool pressed = false;  // by mouse, finger, key or assistive technology
    bool focused = false;  // has the keyboard and shows it
};

// The behaviour of everything that can be pressed: mouse, Tab, Enter and Space, outside events.
// Takes no layout space. Give the id of GetID() so that it is stable.
Interaction interact(Frame& frame, NodeId id, Rect box, bool enabled = true);

bool shows_focus(NodeId id);  // it has the keyboard, and that is to be seen

NodeId make_id(std::string_view name);
NodeId make_id(int64_t number);

// Records an element; its box is cut to what its scroll area shows, and it tells whether it has the keyboard.
base::SemanticNode& record(Frame& frame, NodeId id, base::Role role, std::string_view name, Rect box);
Rect visible_part(Rect box);
bool is_visible(Rect box);  // any of it, in the current clip rectangle

inline constexpr float kFingerTarget = 40;  // the least side of what a finger presses

// A value that follows its target along the curve of look.md. With reduced motion it jumps. Asks
// for further frames only while it moves.
float animate(Frame& frame, NodeId id, float target, float duration);

// Shown after 400 ms of hovering, or at once under the keyboard's focus for icon-only buttons.
void tooltip(Frame& frame, const Interaction& on, Rect anchor, std::string_view text, std::string_view key = {});
void draw_tooltip(Frame& frame);  // last thing in a frame

// Moves the keyboard's focus to a widget in the next frame it is drawn.
void focus_next(Frame& frame, NodeId id, bool shown = true);
// The same for who is being drawn, at `box` of the current window.
void focus_now(NodeId id, Rect box, bool shown);

// While it lives an arrow key brings the focus into what is drawn only from within the width of this box: from beside it
// Tab does.
class ArrowFence {
public:
    explicit ArrowFence(Rect box);
    ~ArrowFence();
    ArrowFence(const ArrowFence&) = delete;
    ArrowFence& operator=(const ArrowFence&) = delete;
};

// The one field being typed into. Called by the face at both ends of a frame: a draft whose field
// is gone becomes its command, nothing typed is lost.
void begin_draft_frame(Frame& frame);
void end_draft_frame(Frame& frame);

}  // namespace ui
