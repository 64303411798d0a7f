// The test's hands and eyes: input into imgui, the frame's tree out.
#include "platform/native/world.h"

#include "base/text.h"

#include <imgui.h>

namespace platform::headless {
namespace {

const base::SemanticTree kNothing;

bool has_name(const base::SemanticNode& node, base::Role role, std::string_view name, bool whole) {
    if (node.role != role) return false;
    return whole ? node.name == name : base::contains(node.name, name);
}

}  // namespace

void move(float x, float y) {
    ImGui::GetIO().AddMousePosEvent(x, y);
    request_frame(2);
    settle();
}

void click(float x, float y, int button) {
    move(x, y);
    ImGui::GetIO().AddMouseButtonEvent(button, true);
    draw();
    ImGui::GetIO().AddMouseButtonEvent(button, false);
    draw();
    request_frame(2);
    settle();
}

void drag(float x0, float y0, float x1, float y1) {
    move(x0, y0);
    ImGui::GetIO().AddMouseButtonEvent(0, true);
    draw();
    for (int step = 1; step <= 8; ++step) {
        const float part = static_cast<float>(step) / 8;
        ImGui::GetIO().AddMousePosEvent(x0 + (x1 - x0) * part, y0 + (y1 - y0) * part);
        draw();
    }
    ImGui::GetIO().AddMouseButtonEvent(0, false);
    request_frame(3);
    settle();
}

void wheel(float x, float y, float turns) {
    move(x, y);
    ImGui::GetIO().AddMouseWheelEvent(0, turns);
    request_frame(3);
    settle();
}

void type(std::string_view text) {
    ImGui::GetIO().AddInputCharactersUTF8(std::string(text).c_str());
    request_frame(2);
    settle();
}

void key(int chord) {
    ImGuiIO& io = ImGui::GetIO();
    const auto mods = static_cast<ImGuiKey>(chord & ImGuiMod_Mask_);
    const auto plain = static_cast<ImGuiKey>(chord & ~ImGuiMod_Mask_);
    for (ImGuiKey mod : {ImGuiMod_Ctrl, ImGuiMod_Shift, ImGuiMod_Alt, ImGuiMod_Super})
        if (mods & mod) io.AddKeyEvent(mod, true);
    if (mods) draw();  // nobody presses both at once
    io.AddKeyEvent(plain, true);
    draw();
    io.AddKeyEvent(plain, false);
    for (ImGuiKey mod : {ImGuiMod_Ctrl, ImGuiMod_Shift, ImGuiMod_Alt, ImGuiMod_Super})
        if (mods & mod) io.AddKeyEvent(mod, false);
    request_frame(2);
    settle();
}

const base::SemanticTree& tree() { return state().hooks.semantics ? state().hooks.semantics() : kNothing; }

const base::SemanticNode* find(base::Role role, std::string_view name) {
    for (const bool whole : {true, false})
        for (const base::SemanticNode& node : tree().nodes)
            if (has_name(node, role, name, whole)) return &node;
    return nullptr;
}

bool press(base::Role role, std::string_view name, int button) {
    const base::SemanticNode* node = find(role, name);
    if (!node) return false;
    const base::Rectangle box = node->box;
    click(box.x + box.width / 2, box.y + box.height / 2, button);
    return true;
}

void act(base::SemanticEvent event) {
    if (state().hooks.semantic_event) state().hooks.semantic_event(std::move(event));
    request_frame(4);  // a focus arrives with the second frame, and what has it hears keys from the third
    settle();
}

std::string shown_text() {
    std::string out;
    for (const base::SemanticNode& node : tree().nodes) {
        out += node.name;
        if (!node.value.empty()) out += " = " + node.value;
        out += '\n';
    }
    return out;
}

void drop(File file) {
    if (state().hooks.file) state().hooks.file(std::move(file));
    request_frame(2);
    settle();
}

void answer_next_pick(base::Result<File> file) { state().next_pick.emplace(std::move(file)); }
const std::vector<Saved>& saved_files() { return state().saved; }
const std::vector<std::string>& opened_links() { return state().links; }
int times_asked_to_print() { return state().times_asked_to_print; }
std::string printed() { return state().hooks.print ? state().hooks.print() : std::string(); }
std::string clipboard() { return state().clipboard; }
bool is_unsaved() { return state().unsaved; }

void paste_rows(std::string text) {
    if (state().hooks.paste_rows) state().hooks.paste_rows(std::move(text));
    request_frame(2);
    settle();
}

void go_to(std::string path) {
    state().route = path;
    if (state().hooks.route) state().hooks.route(std::move(path));
    request_frame(2);
    settle();
}

void hide(bool hidden) {
    if (state().hooks.visibility) state().hooks.visibility(hidden);
    settle();
}

void prefer(const Preferences& preferences) {
    state().world.preferences = preferences;
    if (state().hooks.preferences) state().hooks.preferences(preferences);
    request_frame(2);
    settle();
}

base::Result<ScriptReply> script(std::string method, std::string arguments_json, std::string bytes) {
    std::optional<base::Result<ScriptReply>> reply;
    state().hooks.script({std::move(method), std::move(arguments_json), std::move(bytes)},
                         [&reply](base::Result<ScriptReply> answer) { reply.emplace(std::move(answer)); });
    request_frame(2);
    for (int rounds = 0; !reply && rounds < 100'000; ++rounds) advance(1);
    CHECK(reply.has_value());
    return *reply;
}

}  // namespace platform::headless
