// When a frame is drawn, and what one frame is. Idle is idle: without a wish there is no pending
// animation frame, and no timer but the caret's, the mirror's for its last frame, and those that somebody asked for.
#include "platform/web/engine.h"
#include "platform/web/bridge.h"
#include "platform/web/text.h"

#include <emscripten.h>
#include <emscripten/html5.h>
#include <imgui.h>
#include <imgui_internal.h>

#include <algorithm>
#include <cmath>
#include <deque>
#include <memory>
#include <utility>

namespace platform::web {
namespace {

constexpr double kCaretBlinksFor = 10'000;   // ms after the last input, then it stands
constexpr float kLongestStep = 0.05f;        // seconds an animation may be told of
constexpr float kCaretPeriod = 1.2f, kCaretShown = 0.8f;  // imgui's own, in InputText

struct Loop {
    int wanted = 0;
    bool pending = false;
    bool caret_only = false;  // what is wanted is the blinking of the caret and nothing else
    bool real_time = false;
    bool drawing = false;
    bool glyphs_are_stale = false;
    double drawn_at = 0;
    double active_at = 0;
    double wake_at = 0;       // 0: not asked for
    int wake_timer = 0;
    int caret_timer = 0;
};
Loop loop;

bool may_draw() {
    const Engine& e = engine();
    return e.running && !e.hidden && !e.context_lost;
}

float step_since_last_frame(double now) {
    const auto seconds = static_cast<float>((now - loop.drawn_at) / 1000);
    const float longest = loop.real_time ? 60.0f : kLongestStep;
    return std::clamp(seconds, 0.0005f, longest);
}

void on_wake(void*) {
    loop.wake_timer = 0;
    loop.wake_at = 0;
    note_real_time();
    request_frame(1);
}

void forget_wake() {
    if (loop.wake_timer) emscripten_clear_timeout(loop.wake_timer);
    loop.wake_timer = 0;
    loop.wake_at = 0;
}

void on_caret(void*) {
    loop.caret_timer = 0;
    note_real_time();
    const bool alone = loop.wanted == 0;
    request_frame(1);
    loop.caret_only = alone;
}

// imgui counts CursorAnim up and derives the caret from it: the next frame is needed at its edge.
void schedule_caret() {
    if (loop.caret_timer) emscripten_clear_timeout(loop.caret_timer);
    loop.caret_timer = 0;
    ImGuiIO& io = ImGui::GetIO();
    ImGuiContext& context = *ImGui::GetCurrentContext();
    const ImGuiInputTextState* field = ImGui::GetInputTextState(context.ActiveId);
    if (!field || !io.WantTextInput) return;
    if (milliseconds() - loop.active_at > kCaretBlinksFor) {
        if (io.ConfigInputTextCursorBlink) request_frame(1);  // once more, with the caret shown
        io.ConfigInputTextCursorBlink = false;
        return;
    }
    const float phase = field->CursorAnim <= 0 ? field->CursorAnim : std::fmod(field->CursorAnim, kCaretPeriod);
    const float edge = phase <= kCaretShown ? kCaretShown - phase : kCaretPeriod - phase;
    loop.caret_timer = emscripten_set_timeout(on_caret, edge * 1000 + 5, nullptr);
}

void show_cursor() {
    static ImGuiMouseCursor shown = ImGuiMouseCursor_Arrow;
    const ImGuiMouseCursor now = ImGui::GetMouseCursor();
    if (std::exchange(shown, now) != now) tell("page.cursor", {std::to_string(now)});
}

// imgui's own delayed tooltips count time only while frames are drawn.
void schedule_tooltip() {
    const ImGuiContext& context = *ImGui::GetCurrentContext();
    const float left = context.Style.HoverDelayNormal - context.HoverItemDelayTimer;
    if (context.HoverItemDelayId && left > 0) request_frame_after(static_cast<int>(left * 1000) + 10);
}

// Events that imgui puts off to the next frame (a press and a release in one) need that frame.
bool is_input_waiting() { return ImGui::GetCurrentContext()->InputEventsQueue.Size > 0; }

void draw_frame() {
    Engine& e = engine();
    ImGuiIO& io = ImGui::GetIO();
    const double began = milliseconds();
    if (std::exchange(loop.glyphs_are_stale, false)) discard_glyphs();
    forget_wake();

    e.frame.seconds = step_since_last_frame(began);
    e.frame.milliseconds = began;
    io.DeltaTime = e.frame.seconds;
    loop.real_time = false;
    loop.drawn_at = began;

    begin_graphics();
    ImGui::NewFrame();
    if (io.MouseWheel != 0 || io.MouseWheelH != 0) note_scrolling();
    const bool more = e.hooks.frame(e.frame);
    ImGui::Render();
    end_graphics();
    ++e.frames_drawn;

    if (more || is_input_waiting()) loop.wanted = std::max(loop.wanted, 1);
    show_cursor();
    sync_text_agent();
    sync_mirror();
    schedule_caret();
    schedule_tooltip();
    e.last_frame_milliseconds = milliseconds() - began;
}

bool on_animation_frame(double, void*) {
    loop.pending = false;
    if (!may_draw()) return false;
    loop.wanted = std::max(0, loop.wanted - 1);
    draw_now();
    arm_frames();
    return false;
}

// ---- Jobs and timers ----

std::deque<std::function<bool()>>& jobs() {
    static std::deque<std::function<bool()>> queue;
    return queue;
}

void run_slice() {
    if (jobs().empty()) return;
    auto job = std::move(jobs().front());
    jobs().pop_front();
    const bool more = job();
    if (more) jobs().push_back(std::move(job));
    if (!jobs().empty()) tell("jobs.next");  // a frame is asked for by whoever changed something
}

}  // namespace

void arm_frames() {
    if (loop.pending || loop.wanted <= 0 || !may_draw()) return;
    loop.pending = true;
    emscripten_request_animation_frame(on_animation_frame, nullptr);
}

void draw_now() {
    if (!may_draw() || loop.drawing) return;
    loop.drawing = true;
    draw_frame();
    loop.drawing = false;
}

void draw_what_waits() {
    while (may_draw() && !loop.drawing && is_input_waiting()) draw_now();  // each takes one event at least
}

void draw_until_settled(int most) {
    draw_what_waits();
    for (int i = 0; i < most && loop.wanted > 0 && may_draw() && !loop.drawing; ++i) {
        --loop.wanted;
        draw_now();
    }
}

bool is_idle() {
    return jobs().empty() && !mirror_is_behind() && (loop.wanted == 0 || loop.caret_only || !may_draw());
}

void note_real_time() { loop.real_time = true; }

void note_activity() {
    loop.active_at = milliseconds();
    ImGui::GetIO().ConfigInputTextCursorBlink = true;
    request_frame(2);
}

void start_frames() {
    on("jobs.slice", [](const Message&) { run_slice(); return Message{}; });
    on("fonts.changed", [](const Message&) {
        loop.glyphs_are_stale = true;
        request_frame(2);
        return Message{};
    });
}

}  // namespace platform::web

namespace platform {

void request_frame(int frames) {
    web::loop.wanted = std::max(web::loop.wanted, frames);
    web::loop.caret_only = false;
    web::arm_frames();
}

void request_frame_after(int wait) {
    const double at = milliseconds() + wait;
    if (web::loop.wake_at != 0 && web::loop.wake_at <= at) return;
    if (web::loop.wake_timer) emscripten_clear_timeout(web::loop.wake_timer);
    web::loop.wake_at = at;
    web::loop.wake_timer = emscripten_set_timeout(web::on_wake, wait, nullptr);
}

double milliseconds() { return emscripten_get_now(); }

void schedule(std::function<bool()> slice) {
    web::jobs().push_back(std::move(slice));
    if (web::jobs().size() == 1) web::tell("jobs.next");
}

void after(int wait, std::function<void()> done) {
    auto* kept = new std::function<void()>(std::move(done));
    emscripten_set_timeout(
        [](void* data) {
            const std::unique_ptr<std::function<void()>> owned(static_cast<std::function<void()>*>(data));
            (*owned)();
        },
        wait, kept);
}

}  // namespace platform
