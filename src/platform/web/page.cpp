// The rest of the page: size, preferences, address, visibility, files, links, clocks.
#include "platform/web/bridge.h"
#include "platform/web/engine.h"

#include <emscripten.h>
#include <imgui.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <memory>
#include <utility>

namespace platform::web {
namespace {

// device width, device height, ratio, and the four insets in CSS pixels
Message on_resize(const Message& message) {
    resize_surface(number_at(message, 0), number_at(message, 1), number_at(message, 2));
    Frame& frame = engine().frame;
    frame.inset_top = static_cast<float>(number_at(message, 3));
    frame.inset_right = static_cast<float>(number_at(message, 4));
    frame.inset_bottom = static_cast<float>(number_at(message, 5));
    frame.inset_left = static_cast<float>(number_at(message, 6));
    draw_now();  // at once: a resized canvas is empty until it is drawn
    request_frame(2);
    return {};
}

Message on_preferences(const Message& message) {
    read_preferences(message, 0);
    if (engine().hooks.preferences) engine().hooks.preferences(engine().preferences);
    request_frame(2);
    return {};
}

Message on_visibility(const Message& message) {
    Engine& e = engine();
    const bool hides = flag_at(message, 0);
    if (hides) draw_what_waits();
    e.hidden = hides;
    if (e.hooks.visibility) e.hooks.visibility(e.hidden);
    request_frame(2);
    return {};
}

Message on_route(const Message& message) {
    draw_what_waits();  // letters that are meant for the view as it is
    if (engine().hooks.route) engine().hooks.route(text_at(message, 0));
    note_activity();
    return {};
}

// true, name, parcel; or false, code, message
Message on_file(Message& message) {
    if (!engine().hooks.file) return {};
    if (flag_at(message, 0)) engine().hooks.file(File{text_at(message, 1), take_parcel(text_at(message, 2))});
    else engine().hooks.file(base::Error{text_at(message, 1), text_at(message, 2), text_at(message, 3)});
    request_frame(2);
    return {};
}

Message on_drag(const Message& message) {
    if (engine().hooks.drag) engine().hooks.drag(flag_at(message, 0));
    request_frame(2);
    return {};
}

Message on_newer_version(const Message&) {
    if (engine().hooks.newer_version) engine().hooks.newer_version();
    request_frame(2);
    return {};
}

Message on_print(const Message&) { return engine().hooks.print ? Message{engine().hooks.print()} : Message{}; }

// Figures for the page's stats(): last frame's ms, frames drawn, and whether nothing is wanted.
Message on_figures(const Message&) {
    const Engine& e = engine();
    return {std::to_string(e.last_frame_milliseconds), std::to_string(e.frames_drawn), is_idle() ? "true" : "false"};
}

Done as_status(std::function<void(base::Status)> done) {
    return [done = std::move(done)](base::Result<Message> answer) {
        done(answer ? base::success() : base::Status(answer.error()));
        request_frame(2);
    };
}

}  // namespace

void read_preferences(const Message& message, size_t first) {
    Preferences& preferences = engine().preferences;
    preferences.dark = flag_at(message, first);
    preferences.high_contrast = flag_at(message, first + 1);
    preferences.reduced_motion = flag_at(message, first + 2);
    preferences.mac = flag_at(message, first + 3);
    preferences.language = text_at(message, first + 4);
    preferences.touch = flag_at(message, first + 5) || preferences.touch;
}

void start_page() {
    on("resize", on_resize);
    on("preferences", on_preferences);
    on("visibility", on_visibility);
    on("route", on_route);
    on("file", on_file);
    on("drag", on_drag);
    on("update", on_newer_version);
    on("print", on_print);
    on("figures", on_figures);
}

}  // namespace platform::web

namespace platform {

using web::Message;
using web::ask;
using web::tell;

base::Now now(std::string_view zone) {
    const Message answer = ask("clock.now", {std::string(zone)});
    base::Now present;
    present.millis = static_cast<base::Millis>(web::number_at(answer, 0));
    present.offset_minutes = static_cast<int>(web::number_at(answer, 1));
    present.today = base::day_of(present.millis, present.offset_minutes);
    return present;
}

int offset_minutes(std::string_view zone, base::Millis at) {
    return static_cast<int>(web::number_at(ask("clock.offset", {std::string(zone), std::to_string(at)}), 0));
}

std::string local_zone() { return web::text_at(ask("clock.zone"), 0); }

uint64_t random64() {
    const Message answer = ask("random");
    uint64_t value = 0;
    const std::string bytes = web::text_at(answer, 0);
    std::memcpy(&value, bytes.data(), std::min(sizeof value, bytes.size()));
    return value;
}

void set_background(uint8_t red, uint8_t green, uint8_t blue, bool dark) {
    const std::array<int, 4> wanted{red, green, blue, dark};
    static std::array<int, 4> shown{-1, -1, -1, -1};
    if (std::exchange(shown, wanted) == wanted) return;  // asked for in every frame
    web::engine().background[0] = red / 255.0f;
    web::engine().background[1] = green / 255.0f;
    web::engine().background[2] = blue / 255.0f;
    tell("page.background", {std::to_string(red), std::to_string(green), std::to_string(blue), dark ? "true" : "false"});
}

void keep_storage(std::function<void(bool)> done) {
    web::start("storage.keep", {}, [done = std::move(done)](base::Result<Message> answer) {
        done(answer && web::flag_at(*answer, 0));
        request_frame(2);
    });
}

void storage_estimate(std::function<void(StorageEstimate)> done) {
    web::start("storage.estimate", {}, [done = std::move(done)](base::Result<Message> answer) {
        StorageEstimate estimate;
        if (answer) {
            estimate.used_bytes = static_cast<uint64_t>(web::number_at(*answer, 0));
            estimate.quota_bytes = static_cast<uint64_t>(web::number_at(*answer, 1));
            estimate.kept = web::flag_at(*answer, 2);
            estimate.tabs = static_cast<int>(web::number_at(*answer, 3));
            estimate.second_copy = web::flag_at(*answer, 4);
            estimate.from_file = web::flag_at(*answer, 5);
        }
        done(estimate);
        request_frame(2);
    });
}

void pick_file(std::string_view accept, std::function<void(base::Result<File>)> done) {
    web::start("files.pick", {std::string(accept)}, [done = std::move(done)](base::Result<Message> answer) {
        if (answer) done(File{web::text_at(*answer, 0), web::take_parcel(web::text_at(*answer, 1))});
        else done(answer.error());
        request_frame(2);
    });
}

void save_file(std::string_view name, std::string_view mime, std::vector<std::string> pieces,
               std::function<void(base::Status)> done) {
    const auto next = [pieces = std::make_shared<const std::vector<std::string>>(std::move(pieces)),
                       index = size_t{0}]() mutable -> std::optional<std::string_view> {
        if (index == pieces->size()) return std::nullopt;
        return (*pieces)[index++];
    };
    web::send_ahead(next, [name = std::string(name), mime = std::string(mime), done = std::move(done)](std::string parcel) {
        web::start("files.save", {name, mime, std::move(parcel)}, web::as_status(done));
    });
}

void open_link(std::string_view address) { tell("page.open", {std::string(address)}); }

void set_route(std::string_view path, History history) {
    tell("route.set", {std::string(path), history == History::push ? "true" : "false"});
}
std::string route() { return web::text_at(ask("route.get"), 0); }

std::string load_setting(std::string_view key) { return web::text_at(ask("settings.load", {std::string(key)}), 0); }
void save_setting(std::string_view key, std::string_view value) {
    tell("settings.save", {std::string(key), std::string(value)});
}

void set_unsaved(bool unsaved) {
    static bool shown = false;
    if (std::exchange(shown, unsaved) != unsaved) tell("page.unsaved", {unsaved ? "true" : "false"});
}
void print() { tell("page.print"); }
void update(std::function<void(base::Status)> done) { web::start("page.update", {}, web::as_status(std::move(done))); }

}  // namespace platform
