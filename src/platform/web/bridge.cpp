#include "platform/web/bridge.h"

#include "platform/platform.h"

#include <emscripten.h>

#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <map>

extern "C" {
// web/library/bridge.js. corong_ask gives malloc'ed bytes, or null.
uint8_t* corong_ask(const char* method, const uint8_t* bytes, size_t size, size_t* answer_size);
void corong_start(const char* method, const uint8_t* bytes, size_t size, int ticket);
void corong_piece(const char* parcel, const uint8_t* bytes, size_t size);
}

namespace platform::web {
namespace {

std::map<std::string, Handler>& handlers() {
    static std::map<std::string, Handler> map;
    return map;
}

std::map<int, Done>& waiting() {
    static std::map<int, Done> map;
    return map;
}

constexpr size_t kBytesASlice = 1u << 20;

// What the page has sent ahead, by name.
std::map<std::string, std::string>& parcels() {
    static std::map<std::string, std::string> map;
    return map;
}

void put_u32(std::string& out, size_t value) {
    const auto small = static_cast<uint32_t>(value);
    char bytes[4];
    std::memcpy(bytes, &small, 4);  // wasm is little-endian
    out.append(bytes, 4);
}

// Count, then size and bytes of each part; all sizes are 32 bits, little-endian.
std::string encode(const Message& message) {
    std::string out;
    size_t total = 4;
    for (const std::string& part : message) total += 4 + part.size();
    out.reserve(total);
    put_u32(out, message.size());
    for (const std::string& part : message) {
        put_u32(out, part.size());
        out.append(part);
    }
    return out;
}

Message decode(const uint8_t* bytes, size_t size) {
    size_t position = 0;
    auto u32 = [&] {
        uint32_t value = 0;
        CHECK(position + 4 <= size);
        std::memcpy(&value, bytes + position, 4);
        position += 4;
        return value;
    };
    Message message(u32());
    for (std::string& part : message) {
        const uint32_t length = u32();
        CHECK(position + length <= size);
        part.assign(reinterpret_cast<const char*>(bytes) + position, length);
        position += length;
    }
    return message;
}

// Takes over bytes that JavaScript allocated.
Message adopt(uint8_t* bytes, size_t size) {
    if (!bytes) return {};
    Message message = decode(bytes, size);
    std::free(bytes);
    return message;
}

const uint8_t* data_of(const std::string& text) {
    return reinterpret_cast<const uint8_t*>(text.data());
}

}  // namespace

Message ask(const char* method, const Message& arguments) {
    const std::string bytes = encode(arguments);
    size_t answer_size = 0;
    uint8_t* answer = corong_ask(method, data_of(bytes), bytes.size(), &answer_size);
    return adopt(answer, answer_size);
}

void start(const char* method, const Message& arguments, Done done) {
    static int next_ticket = 1;
    const int ticket = next_ticket++;
    waiting().emplace(ticket, std::move(done));
    const std::string bytes = encode(arguments);
    corong_start(method, data_of(bytes), bytes.size(), ticket);
}

void send_ahead(NextPiece next, std::function<void(std::string parcel)> done) {
    static int next_parcel = 1;
    const auto step = [parcel = std::to_string(next_parcel++), next = std::move(next), done = std::move(done)] {
        for (size_t sent = 0; sent < kBytesASlice;) {
            const std::optional<std::string_view> piece = next();
            if (!piece) return done(parcel), false;
            corong_piece(parcel.c_str(), reinterpret_cast<const uint8_t*>(piece->data()), piece->size());
            sent += piece->size();
        }
        return true;
    };
    if (step()) schedule(step);
}

std::string take_parcel(const std::string& name) {
    const auto found = parcels().find(name);
    if (found == parcels().end()) return {};  // it had nothing in it
    std::string bytes = std::move(found->second);
    parcels().erase(found);
    return bytes;
}

// The name, the size of the whole, and the next piece.
Message on_piece(const Message& message) {
    std::string& parcel = parcels()[text_at(message, 0)];
    if (parcel.empty()) parcel.reserve(static_cast<size_t>(number_at(message, 1)));
    parcel += message.at(2);
    return {};
}

// Nobody will take it.
Message on_drop(const Message& message) {
    parcels().erase(text_at(message, 0));
    return {};
}

void start_bridge() {
    on("parcel.piece", on_piece);
    on("parcel.drop", on_drop);
}

void on(const std::string& event, Handler handler) { handlers()[event] = std::move(handler); }

std::string text_at(const Message& message, size_t index) {
    return index < message.size() ? message[index] : std::string();
}
double number_at(const Message& message, size_t index) {
    return index < message.size() ? std::strtod(message[index].c_str(), nullptr) : 0.0;
}
bool flag_at(const Message& message, size_t index) { return text_at(message, index) == "true"; }

}  // namespace platform::web

using platform::web::Message;

extern "C" {

// The page answers a `start`: parts of the result, or code, message and place of an error.
EMSCRIPTEN_KEEPALIVE void corong_finish(int ticket, int ok, uint8_t* bytes, size_t size) {
    Message message = platform::web::adopt(bytes, size);
    auto& map = platform::web::waiting();
    auto found = map.find(ticket);
    CHECK(found != map.end());
    auto done = std::move(found->second);
    map.erase(found);
    if (ok) {
        done(std::move(message));
    } else {
        done(base::Error{platform::web::text_at(message, 0), platform::web::text_at(message, 1),
                         platform::web::text_at(message, 2)});
    }
}

// The page tells an event: its name, then the arguments. Gives the handler's answer, encoded and
// malloc'ed, its size in the first four bytes; or null.
EMSCRIPTEN_KEEPALIVE uint8_t* corong_event(uint8_t* bytes, size_t size) {
    Message message = platform::web::adopt(bytes, size);
    auto& map = platform::web::handlers();
    auto found = map.find(platform::web::text_at(message, 0));
    if (found == map.end()) return nullptr;
    message.erase(message.begin());
    const Message answer = found->second(message);
    if (answer.empty()) return nullptr;
    const std::string encoded = platform::web::encode(answer);
    const auto length = static_cast<uint32_t>(encoded.size());
    auto* out = static_cast<uint8_t*>(std::malloc(4 + encoded.size()));
    CHECK(out != nullptr);
    std::memcpy(out, &length, 4);
    std::memcpy(out + 4, encoded.data(), encoded.size());
    return out;
}

}  // extern "C"
