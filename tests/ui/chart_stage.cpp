#include "chart_stage.h"

#include "app/messages.h"
#include "main/wiring.h"

#include <imgui.h>

#include <cfloat>

namespace tests {
namespace {

constexpr float kMargin = 40;  // around the chart: what it draws beyond its box is seen

}  // namespace

ChartStage::ChartStage(Draw draw, const ChartStageOptions& options) : draw_(std::move(draw)), options_(options) {
    box = {kMargin, kMargin, options.width, options.height};
    hands::reset({.width = options.width + 2 * kMargin, .height = options.height + 2 * kMargin});
    app::use_language(options.language, platform::locale(options.language, "UTC"));
    platform::Hooks hooks;
    hooks.start = [this] { fonts_ = corong::fonts_of_platform(); };
    hooks.frame = [this](const platform::Frame&) { return frame(); };
    hooks.semantics = [this]() -> const base::SemanticTree& { return semantics_.tree(); };
    hooks.semantic_event = [this](base::SemanticEvent event) { events_.push_back(std::move(event)); };
    platform::run(std::move(hooks));
    hands::settle();
}

bool ChartStage::frame() {
    ImGui::GetIO().ConfigFlags |= ImGuiConfigFlags_NavEnableKeyboard;
    ImGui::GetIO().ConfigNavCursorVisibleAuto = true;
    semantics_.begin_frame(std::exchange(events_, {}));
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {0, 0});
    ImGui::SetNextWindowPos({0, 0});
    ImGui::SetNextWindowSize(ImGui::GetIO().DisplaySize);
    ImGui::Begin("stage", nullptr, ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoBackground | ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoMove);
    ImGui::PopStyleVar();
    const ImVec2 size = ImGui::GetIO().DisplaySize;
    ui::Frame shown{.theme = theme, .palette = *palette, .density = options_.touch ? theme.touch : theme.comfortable, .fonts = fonts_, .semantics = semantics_, .memory = memory_, .view = {0, 0, size.x, size.y}, .touch = options_.touch};
    const ImDrawList& list = *ImGui::GetWindowDrawList();
    const int before = list.VtxBuffer.Size, floating = ImGui::GetForegroundDrawList()->VtxBuffer.Size;
    const ui::ChartEvents events = draw_(shown, ui::make_id("chart"), box, state);
    if (events.pressed) pressed.push_back(*events.pressed);
    at = events.at.value_or(ui::ChartMark{});
    vertices = list.VtxBuffer.Size - before;
    float left = FLT_MAX, top = FLT_MAX, right = -FLT_MAX, bottom = -FLT_MAX;
    for (int i = before; i < list.VtxBuffer.Size; ++i) {
        const ImVec2 place = list.VtxBuffer[i].pos;
        left = std::min(left, place.x), right = std::max(right, place.x);
        top = std::min(top, place.y), bottom = std::max(bottom, place.y);
    }
    drawn = {left, top, right - left, bottom - top};
    tip = ImGui::GetForegroundDrawList()->VtxBuffer.Size > floating;
    ImGui::End();
    semantics_.end_frame("chart");
    return shown.animating;
}

void ChartStage::draw_again() {
    platform::request_frame();
    hands::settle();
}

std::vector<std::string> ChartStage::names(base::Role role) const {
    std::vector<std::string> out;
    for (const base::SemanticNode& node : hands::tree().nodes)
        if (node.role == role) out.push_back(node.name);
    return out;
}

std::string ChartStage::said() const {
    const std::vector<std::string> all = names(base::Role::status);
    return all.empty() ? std::string() : all.front();
}

bool ChartStage::says(std::string_view text) const { return hands::shown_text().find(text) != std::string::npos; }

bool ChartStage::is_focused() const {
    for (const base::SemanticNode& node : hands::tree().nodes)
        if (node.role == base::Role::figure && node.focused) return true;
    return false;
}

}  // namespace tests
