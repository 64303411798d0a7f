// WebGL 2 on the page's canvas: exact pixels, and the loss and return of the context. The drawing
// itself is imgui's stock OpenGL 3 backend.
#include "platform/web/engine.h"

#include <GLES2/gl2.h>
#include <emscripten/html5.h>
#include <imgui.h>
#include <imgui_impl_opengl3.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>

// imgui's backend asks for the whole state of the context before it draws and puts it back after. Each question
// makes the browser wait until all that was drawn before is done, which can take longer than everything else in a
// frame together. The context is ours alone and the backend always puts its state back, so the first answer
// holds for ever. tools/dependencies.cmake lets the backend ask here instead of glGetIntegerv.
namespace {
std::map<GLenum, std::array<GLint, 4>> answers;
}

extern "C" void corong_gl_integer(GLenum name, GLint* values) {
    const auto [answer, is_new] = answers.try_emplace(name);
    if (is_new) glGetIntegerv(name, answer->second.data());
    const int count = name == GL_VIEWPORT || name == GL_SCISSOR_BOX ? 4 : 1;
    std::copy_n(answer->second.begin(), count, values);
}

namespace platform::web {
namespace {

constexpr const char* kCanvas = "#canvas";
EMSCRIPTEN_WEBGL_CONTEXT_HANDLE context = 0;
int device_width = 1, device_height = 1;

// The largest float whose product with the ratio, cut to a whole number, is `pixels`.
float points_of(int pixels, float ratio) {
    float points = static_cast<float>(pixels) / ratio;
    while (static_cast<int>(points * ratio) < pixels) points = std::nextafter(points, INFINITY);
    return points;
}

bool on_lost(int, const void*, void*) {
    engine().context_lost = true;
    return true;  // preventDefault: without it the context never comes back
}

bool on_restored(int, const void*, void*) {
    // The old objects died with the context: drop imgui's handles, make everything anew.
    ImGui_ImplOpenGL3_Shutdown();
    answers.clear();  // the context may come back on another card
    ImGui_ImplOpenGL3_Init();
    engine().context_lost = false;
    request_frame(2);
    return true;
}

}  // namespace

bool start_graphics() {
    EmscriptenWebGLContextAttributes attributes;
    emscripten_webgl_init_context_attributes(&attributes);
    attributes.majorVersion = 2;
    attributes.alpha = attributes.depth = attributes.stencil = attributes.antialias = false;
    attributes.powerPreference = EM_WEBGL_POWER_PREFERENCE_LOW_POWER;
    context = emscripten_webgl_create_context(kCanvas, &attributes);
    if (context <= 0) return false;
    emscripten_webgl_make_context_current(context);
    emscripten_set_webglcontextlost_callback(kCanvas, nullptr, false, on_lost);
    emscripten_set_webglcontextrestored_callback(kCanvas, nullptr, false, on_restored);
    if (!ImGui_ImplOpenGL3_Init()) return false;
    GLint largest = 2048;
    glGetIntegerv(GL_MAX_TEXTURE_SIZE, &largest);
    ImFontAtlas& atlas = *ImGui::GetIO().Fonts;
    atlas.TexMaxWidth = atlas.TexMaxHeight = std::min<int>(largest, 8192);
    return true;
}

void resize_surface(double width, double height, double ratio) {
    device_width = std::max(1, static_cast<int>(std::lround(width)));
    device_height = std::max(1, static_cast<int>(std::lround(height)));
    Frame& frame = engine().frame;
    frame.pixel_ratio = static_cast<float>(ratio);
    frame.width = points_of(device_width, frame.pixel_ratio);
    frame.height = points_of(device_height, frame.pixel_ratio);
    ImGuiIO& io = ImGui::GetIO();
    io.DisplaySize = {frame.width, frame.height};
    io.DisplayFramebufferScale = {frame.pixel_ratio, frame.pixel_ratio};
}

void begin_graphics() { ImGui_ImplOpenGL3_NewFrame(); }

void end_graphics() {
    const float* color = engine().background;
    glViewport(0, 0, device_width, device_height);
    glClearColor(color[0], color[1], color[2], 1);
    glClear(GL_COLOR_BUFFER_BIT);
    ImGui_ImplOpenGL3_RenderDrawData(ImGui::GetDrawData());
}

}  // namespace platform::web
