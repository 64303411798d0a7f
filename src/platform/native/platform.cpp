// platform.h without a window: see native/headless.h.
#include "base/assets.h"
#include "base/check.h"
#include "platform/native/world.h"

#include <imgui.h>
#include <imgui_internal.h>

#include <algorithm>

namespace platform::headless {

State& state() {
    static State instance;
    return instance;
}

namespace {

// What a renderer would do to textures, without pixels.
void accept_textures() {
    for (ImTextureData* texture : ImGui::GetPlatformIO().Textures) {
        if (texture->Status == ImTextureStatus_WantDestroy) {
            texture->SetStatus(ImTextureStatus_Destroyed);
        } else if (texture->Status != ImTextureStatus_Destroyed) {
            if (texture->GetTexID() == ImTextureID_Invalid) texture->SetTexID(1);
            texture->SetStatus(ImTextureStatus_OK);
        }
    }
}

void start_imgui() {
    if (ImGui::GetCurrentContext()) ImGui::DestroyContext();
    ImGui::CreateContext();
    ImGuiIO& io = ImGui::GetIO();
    io.IniFilename = nullptr;
    io.LogFilename = nullptr;
    io.BackendPlatformName = "corong_native";
    io.BackendFlags |= ImGuiBackendFlags_RendererHasTextures;
    io.ConfigMacOSXBehaviors = state().world.preferences.mac;
    io.ConfigInputTextCursorBlink = false;
    ImFont* font = io.Fonts->AddFontDefault();
    state().fonts = {font, font, font, font, font, font};
    ImGui::GetPlatformIO().Platform_GetClipboardTextFn = [](ImGuiContext*) { return state().clipboard.c_str(); };
    ImGui::GetPlatformIO().Platform_SetClipboardTextFn = [](ImGuiContext*, const char* text) { state().clipboard = text; };
}

void run_due_timers() {
    State& s = state();
    for (;;) {
        auto due = std::min_element(s.timers.begin(), s.timers.end(), [](const Timer& a, const Timer& b) {
            return a.at != b.at ? a.at < b.at : a.order < b.order;
        });
        if (due == s.timers.end() || due->at > s.world.now) return;
        auto done = std::move(due->done);
        s.timers.erase(due);
        done();
        request_frame(2);
    }
}

bool run_answers() {
    State& s = state();
    if (s.answers.empty()) return false;
    auto answer = std::move(s.answers.front());
    s.answers.pop_front();
    answer();
    request_frame(2);
    return true;
}

}  // namespace

void reset(World world) {
    State& s = state();
    auto files = std::move(s.files);
    auto settings = std::move(s.settings);
    const uint64_t epoch = s.epoch;
    s = State{};
    if (world.keep_disk) {
        s.files = std::move(files);
        s.settings = std::move(settings);
        s.epoch = epoch;
    }
    s.world = std::move(world);
    s.began = s.world.now;
    s.random = s.world.seed;
    s.frame.width = s.world.width;
    s.frame.height = s.world.height;
    start_imgui();
}

void resize(float width, float height) {
    state().frame.width = width;
    state().frame.height = height;
    settle();
}

bool draw() {
    State& s = state();
    s.frames_wanted = std::max(0, s.frames_wanted - 1);
    s.wake_at.reset();
    const double now = milliseconds();
    s.frame.seconds = s.frames_drawn == 0 ? 1.0f / 60 : std::clamp(static_cast<float>((now - s.frame.milliseconds) / 1000), 1.0f / 60, 0.05f);
    s.frame.milliseconds = now;
    ImGuiIO& io = ImGui::GetIO();
    io.DisplaySize = {s.frame.width, s.frame.height};
    io.DeltaTime = s.frame.seconds;
    ImGui::NewFrame();
    const bool more = s.hooks.frame(s.frame);
    ImGui::Render();
    accept_textures();
    ++s.frames_drawn;
    const bool queued = ImGui::GetCurrentContext()->InputEventsQueue.Size > 0;
    if (more || queued) s.frames_wanted = std::max(s.frames_wanted, 1);
    return s.frames_wanted > 0;
}

bool pump() {
    State& s = state();
    for (size_t left = s.jobs.size(); left > 0; --left) {
        auto job = std::move(s.jobs.front());
        s.jobs.pop_front();
        if (job()) s.jobs.push_back(std::move(job));
        request_frame(2);
    }
    return !s.jobs.empty();
}

int settle(int most_frames) {
    State& s = state();
    const int before = s.frames_drawn;
    while (s.frames_drawn - before < most_frames) {
        run_due_timers();
        if (run_answers()) continue;
        if (pump()) continue;
        if (s.frames_wanted == 0) break;
        draw();
        s.world.now += 16;  // an animation ends only if time goes on
    }
    return s.frames_drawn - before;
}

void advance(base::Millis milliseconds) {
    State& s = state();
    s.world.now += milliseconds;
    run_due_timers();
    if (s.wake_at && *s.wake_at <= s.world.now) {
        s.wake_at.reset();
        request_frame(1);
    }
    settle();
}

int frames_drawn() { return state().frames_drawn; }

}  // namespace platform::headless

namespace platform {

using headless::state;

void run(Hooks hooks) {
    state().hooks = std::move(hooks);
    state().running = true;
    if (state().hooks.start) state().hooks.start();
    request_frame(2);
}

void request_frame(int frames) { state().frames_wanted = std::max(state().frames_wanted, frames); }

void request_frame_after(int wait) {
    const base::Millis at = state().world.now + wait;
    if (!state().wake_at || *state().wake_at > at) state().wake_at = at;
}

base::Now now(std::string_view) {
    base::Now present;
    present.millis = state().world.now;
    present.offset_minutes = state().world.offset_minutes;
    present.today = base::day_of(present.millis, present.offset_minutes);
    return present;
}

int offset_minutes(std::string_view, base::Millis) { return state().world.offset_minutes; }

std::string local_zone() { return state().world.zone; }
double milliseconds() { return static_cast<double>(state().world.now - state().began); }

// splitmix64 (Steele, Lea, Flood 2014)
uint64_t random64() {
    uint64_t z = (state().random += 0x9E3779B97F4A7C15ull);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ull;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBull;
    return z ^ (z >> 31);
}

void schedule(std::function<bool()> slice) { state().jobs.push_back(std::move(slice)); }

void after(int wait, std::function<void()> done) {
    state().timers.push_back({state().world.now + wait, state().timers_made++, std::move(done)});
}

const Fonts& fonts() { return state().fonts; }
const Preferences& preferences() { return state().world.preferences; }
void set_background(uint8_t, uint8_t, uint8_t, bool) {}
void set_text_keyboard(TextKeyboard) {}

base::Locale locale(std::string_view language, std::string_view) {
    base::Locale made = base::plain_locale();
    made.language = std::string(language);
    made.offset_minutes = state().world.offset_minutes;
    return made;
}

void pick_file(std::string_view, std::function<void(base::Result<File>)> done) {
    base::Result<File> answer = base::Error{"file.cancelled", "No file was chosen.", ""};
    if (state().next_pick) answer = *std::exchange(state().next_pick, std::nullopt);
    state().answers.push_back([done = std::move(done), answer = std::move(answer)] { done(answer); });
}

void save_file(std::string_view name, std::string_view mime, std::vector<std::string> pieces, std::function<void(base::Status)> done) {
    std::string bytes;
    for (const std::string& piece : pieces) bytes += piece;
    state().saved.push_back({std::string(name), std::string(mime), std::move(bytes)});
    state().answers.push_back([done = std::move(done)] { done(base::success()); });
}

// Natively nothing is encrypted: a stand-in for tests, the passphrase in its second line.
namespace {

constexpr std::string_view kStandIn = "Corong sealed snapshot: open it in Corong with its passphrase.\n";

using Pieces = std::vector<std::string>;
void answer_pieces(std::function<void(base::Result<Pieces>)> done, base::Result<Pieces> answer) {
    state().answers.push_back([done = std::move(done), answer = std::move(answer)] { done(answer); });
}

}  // namespace

void fetch_asset(std::string_view path, std::function<void(base::Result<std::string>)> done) {
    const auto bytes = base::later_asset(path);
    CHECK(bytes);
    state().answers.push_back([done = std::move(done), bytes = std::string(*bytes)] { done(bytes); });
}

void seal_file(Pieces pieces, std::string passphrase, std::function<void(double)>, std::function<void(base::Result<Pieces>)> done) {
    pieces.insert(pieces.begin(), std::string(kStandIn) + passphrase + "\n");
    answer_pieces(std::move(done), std::move(pieces));
}

void open_sealed_file(Pieces pieces, std::string passphrase, std::function<void(double)>, std::function<void(base::Result<Pieces>)> done) {
    std::string bytes;
    for (const std::string& piece : pieces) bytes += piece;
    const std::string head = std::string(kStandIn) + passphrase + "\n";
    if (!bytes.starts_with(kStandIn)) return answer_pieces(std::move(done), base::Error{"envelope.damaged", "The sealed file is damaged.", "its beginning"});
    if (!bytes.starts_with(head)) return answer_pieces(std::move(done), base::Error{"envelope.wrong_passphrase", "This passphrase does not open the file.", ""});
    answer_pieces(std::move(done), Pieces{bytes.substr(head.size())});
}

void stop_sealing() {}

void copy_text(std::string_view text) { state().clipboard = std::string(text); }
void open_link(std::string_view address) { state().links.emplace_back(address); }
void set_route(std::string_view path, History) { state().route = std::string(path); }
std::string route() { return state().route; }
void set_unsaved(bool unsaved) { state().unsaved = unsaved; }
std::string load_setting(std::string_view key) {
    const auto found = state().settings.find(std::string(key));
    return found == state().settings.end() ? std::string() : found->second;
}
void save_setting(std::string_view key, std::string_view value) { state().settings[std::string(key)] = std::string(value); }
void print() { ++state().times_asked_to_print; }
void update(std::function<void(base::Status)> done) {
    state().answers.push_back([done = std::move(done)] { done(base::success()); });
}

}  // namespace platform
