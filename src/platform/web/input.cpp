// Pointer, wheel and keyboard of the page (web/site/platform/pointer.js, keys.js) to imgui's
// events.
#include "platform/web/bridge.h"
#include "platform/web/engine.h"
#include "platform/web/keys.h"
#include "platform/web/touch.h"

#include <imgui.h>
#include <imgui_internal.h>

#include <algorithm>
#include <cfloat>
#include <memory>

namespace platform::web {
namespace {

std::unique_ptr<Touch> touch;

// The window that a wheel over `at` would scroll: as imgui's own search, but without its lock.
ImGuiWindow* scrollable_at(Point at, bool vertical) {
    ImGuiWindow* window = nullptr;
    ImGui::FindHoveredWindowEx({at.x, at.y}, false, &window, nullptr);
    while (window) {
        const float room = vertical ? window->ScrollMax.y : window->ScrollMax.x;
        if (room > 0 && !(window->Flags & ImGuiWindowFlags_NoScrollWithMouse)) return window;
        if (!(window->Flags & ImGuiWindowFlags_ChildWindow)) return nullptr;
        window = window->ParentWindow;
    }
    return nullptr;
}

// imgui scrolls a window by this many CSS pixels for one turn of the wheel.
float step_of(const ImGuiWindow* window, bool vertical) {
    // A list that scrolls itself reads io.MouseWheel; it takes a turn as five lines.
    if (!window) return 5 * ImGui::GetStyle().FontSizeBase;
    const ImVec2 inner = window->InnerRect.GetSize();
    const float most = (vertical ? inner.y : inner.x) * 0.67f;
    const float lines = (vertical ? 5.0f : 2.0f) * window->FontRefSize;
    return std::max(1.0f, ImTrunc(std::min(lines, most)));
}

// CSS pixels to wheel turns, so that the content moves by exactly these pixels.
void send_wheel(Point at, Point pixels) {
    const float x = pixels.x / step_of(scrollable_at(at, false), false);
    const float y = pixels.y / step_of(scrollable_at(at, true), true);
    ImGui::GetIO().AddMouseWheelEvent(x, y);
}

void tick_touch() {
    request_frame(2);
    if (!touch->step(milliseconds())) return;
    after(16, tick_touch);
}

template <class Is>
bool is_there(Point at, Is is) {
    if (!engine().hooks.semantics) return false;
    for (const base::SemanticNode& node : engine().hooks.semantics().nodes) {
        if (!is(node)) continue;
        const base::Rectangle& box = node.box;
        if (at.x >= box.x && at.x < box.x + box.width && at.y >= box.y && at.y < box.y + box.height) return true;
    }
    return false;
}

void make_touch() {
    TouchSink sink;
    sink.move = [](Point at) { ImGui::GetIO().AddMousePosEvent(at.x, at.y); };
    sink.press = [](int button, bool down) { ImGui::GetIO().AddMouseButtonEvent(button, down); };
    sink.scroll = [](Point at, Point by) { send_wheel(at, by); };
    sink.leave = [] { ImGui::GetIO().AddMousePosEvent(-FLT_MAX, -FLT_MAX); };
    sink.drags = [](Point at) { return is_there(at, [](const base::SemanticNode& node) { return node.role == base::Role::slider; }); };
    sink.lifts = [](Point at) { return is_there(at, [](const base::SemanticNode& node) { return node.draggable; }); };
    touch = std::make_unique<Touch>(std::move(sink));
}

void set_touch(bool is_touch) {
    Engine& e = engine();
    if (e.preferences.touch == is_touch) return;
    e.preferences.touch = is_touch;
    if (e.hooks.preferences) e.hooks.preferences(e.preferences);
}

void on_touch(const std::string& kind, Point at) {
    ImGui::GetIO().AddMouseSourceEvent(ImGuiMouseSource_TouchScreen);
    if (kind == "down") {
        touch->down(at, milliseconds());
        after(16, tick_touch);
    } else if (kind == "move") {
        touch->move(at, milliseconds());
    } else if (kind == "up") {
        touch->up(at, milliseconds());
        after(16, tick_touch);
    } else {
        touch->cancel();
    }
}

void on_mouse(const std::string& kind, Point at, int button, bool pen) {
    ImGuiIO& io = ImGui::GetIO();
    io.AddMouseSourceEvent(pen ? ImGuiMouseSource_Pen : ImGuiMouseSource_Mouse);
    if (kind == "leave") {
        io.AddMousePosEvent(-FLT_MAX, -FLT_MAX);
        return;
    }
    io.AddMousePosEvent(at.x, at.y);
    if ((kind == "down" || kind == "up") && button < 5) io.AddMouseButtonEvent(button, kind == "down");
}

bool are_letters_waiting() {
    const auto& queue = ImGui::GetCurrentContext()->InputEventsQueue;
    return std::any_of(queue.begin(), queue.end(), [](const ImGuiInputEvent& event) { return event.Type == ImGuiInputEventType_Text; });
}

// kind, pointer type, x, y, button (imgui's order)
Message on_pointer(const Message& message) {
    const std::string kind = text_at(message, 0);
    const std::string type = text_at(message, 1);
    const Point at{static_cast<float>(number_at(message, 2)), static_cast<float>(number_at(message, 3))};
    // In one frame with the press the letters before it would find their field left.
    if (kind == "down" && are_letters_waiting()) draw_what_waits();
    if (kind == "down") set_touch(type == "touch");
    if (type == "touch") on_touch(kind, at);
    else on_mouse(kind, at, static_cast<int>(number_at(message, 4)), type == "pen");
    note_activity();
    // A phone shows its keyboard only if the field gets the focus inside the finger's event: the
    // press and the release need a frame each, the third learns the outcome.
    if (type == "touch" && kind == "up")
        for (int i = 0; i < 4; ++i) draw_now();
    return {};
}

// x, y of the pointer; right and down in CSS pixels
Message on_wheel(const Message& message) {
    const Point at{static_cast<float>(number_at(message, 0)), static_cast<float>(number_at(message, 1))};
    const Point by{static_cast<float>(number_at(message, 2)), static_cast<float>(number_at(message, 3))};
    ImGui::GetIO().AddMousePosEvent(at.x, at.y);
    send_wheel(at, {-by.x, -by.y});
    note_activity();
    return {};
}

// code, key, down, ctrl, shift, alt, meta, repeat
Message on_key(const Message& message) {
    ImGuiIO& io = ImGui::GetIO();
    io.AddKeyEvent(ImGuiMod_Ctrl, flag_at(message, 3));
    io.AddKeyEvent(ImGuiMod_Shift, flag_at(message, 4));
    io.AddKeyEvent(ImGuiMod_Alt, flag_at(message, 5));
    io.AddKeyEvent(ImGuiMod_Super, flag_at(message, 6));
    const int key = key_of(text_at(message, 0), text_at(message, 1));
    if (key != ImGuiKey_None) io.AddKeyEvent(static_cast<ImGuiKey>(key), flag_at(message, 2));
    if (flag_at(message, 7)) note_real_time();
    note_activity();
    return {};
}

// A field that opens has the focus three frames after the key that opened it.
Message settle(const Message&) {
    draw_until_settled(3);
    return {};
}

Message on_text(const Message& message) {
    ImGui::GetIO().AddInputCharactersUTF8(text_at(message, 0).c_str());
    note_activity();
    return {};
}

Message on_focus(const Message& message) {
    ImGuiIO& io = ImGui::GetIO();
    const bool gained = flag_at(message, 0);
    // Who loses the focus forgets the letters of that frame: those before it have one of their own, and so have those
    // that come when the input method hears of it.
    if (!gained) {
        draw_what_waits();
        io.ClearInputKeys();
        touch->cancel();
    }
    io.AddFocusEvent(gained);
    if (!gained) draw_what_waits();
    note_activity();
    return {};
}

}  // namespace

void start_input() {
    make_touch();
    on("pointer", on_pointer);
    on("wheel", on_wheel);
    on("key", on_key);
    on("keys.settle", settle);
    on("text", on_text);
    on("focus", on_focus);
}

void press_command_key(int imgui_key) {
    ImGuiIO& io = ImGui::GetIO();
    const ImGuiKey command = io.ConfigMacOSXBehaviors ? ImGuiMod_Super : ImGuiMod_Ctrl;
    const auto key = static_cast<ImGuiKey>(imgui_key);
    io.AddKeyEvent(command, true);
    io.AddKeyEvent(key, true);
    draw_now();
    io.AddKeyEvent(key, false);
    io.AddKeyEvent(command, false);
    draw_now();
}

}  // namespace platform::web
