// run(): the order in which the parts are set up. The page tells `start` when fonts
// are loaded and the canvas has its size (web/site/shell.js); the first frame is drawn there.
// main() may return before: the runtime stays, the page goes on calling.
#include "platform/web/bridge.h"
#include "platform/web/engine.h"
#include "platform/web/text.h"

#include "base/check.h"

#include <imgui.h>

#include <cstdlib>

namespace platform::web {

Engine& engine() {
    static Engine instance;
    return instance;
}

namespace {

void on_broken_invariant(const char* what) {
    engine().running = false;
    tell("crash", {what});
}

void start_imgui() {
    IMGUI_CHECKVERSION();
    ImGui::CreateContext();
    ImGuiIO& io = ImGui::GetIO();
    io.IniFilename = nullptr;
    io.LogFilename = nullptr;
    io.BackendPlatformName = "corong_web";
    io.BackendFlags |= ImGuiBackendFlags_HasMouseCursors;
    io.ConfigMacOSXBehaviors = engine().preferences.mac;
    io.ConfigErrorRecoveryEnableAssert = false;
}

// width, height in device pixels, their ratio, six preferences
Message on_start(const Message& message) {
    read_preferences(message, 3);
    start_imgui();
    start_page();
    if (!start_graphics()) return {"webgl"};
    resize_surface(number_at(message, 0), number_at(message, 1), number_at(message, 2));
    engine().fonts = add_fonts();
    start_frames();
    start_input();
    start_clipboard();
    start_text_agent();
    start_mirror();
    start_script();
    engine().running = true;
    if (engine().hooks.start) engine().hooks.start();
    draw_now();
    request_frame(2);
    return {"ok"};
}

}  // namespace
}  // namespace platform::web

namespace platform {

void run(Hooks hooks) {
    web::engine().hooks = std::move(hooks);
    base::set_crash_handler(web::on_broken_invariant);
    web::start_bridge();
    web::on("start", web::on_start);
}

const Fonts& fonts() { return web::engine().fonts; }
const Preferences& preferences() { return web::engine().preferences; }

}  // namespace platform
