// Carries window.corong's calls (web/site/platform/script.js) to the hook and its answers back.
#include "platform/web/bridge.h"
#include "platform/web/engine.h"

#include <memory>

namespace platform::web {
namespace {

// What only asks changes nothing, so it must not cost a frame either.
bool only_asks(const std::string& method) {
    return method == "stats" || method == "query" || method == "commands" || method == "ready" || method == "saved";
}

// Whether it went well; then the JSON and the parcel of a file, or code, message and place of the error.
Message answer_of(const base::Result<ScriptReply>& reply, std::string parcel = {}) {
    if (reply) return {"true", (*reply).json, std::move(parcel)};
    return {"false", reply.error().code, reply.error().message, reply.error().where};
}

// Its file goes ahead of an answer that has one.
void answer(base::Result<ScriptReply> reply, std::function<void(Message)> done) {
    if (!reply || (*reply).bytes.empty()) return done(answer_of(reply));
    const auto kept = std::make_shared<const ScriptReply>(std::move(*reply));
    const auto next = [kept, index = size_t{0}]() mutable -> std::optional<std::string_view> {
        if (index == kept->bytes.size()) return std::nullopt;
        return kept->bytes[index++];
    };
    send_ahead(next, [kept, done = std::move(done)](std::string parcel) { done(answer_of(*kept, std::move(parcel))); });
}

// call id, method, arguments as JSON, parcel of a file. The answer goes back at once where it exists by
// then, else later by "script.reply".
Message on_call(Message& message) {
    const std::string id = text_at(message, 0);
    const std::string method = text_at(message, 1);
    struct Call {
        bool returned = false;
        Message answer;
    };
    auto call = std::make_shared<Call>();
    const auto give = [call, id, method](Message answer) {
        if (!call->returned) {
            call->answer = std::move(answer);
            return;
        }
        answer.insert(answer.begin(), id);
        tell("script.reply", answer);
        if (!only_asks(method)) request_frame(2);
    };
    const auto respond = [give](base::Result<ScriptReply> reply) { answer(std::move(reply), give); };
    if (!engine().hooks.script) {
        respond(base::Error{"script.missing", "This build has no scripting interface.", ""});
    } else {
        engine().hooks.script({method, text_at(message, 2), take_parcel(text_at(message, 3))}, respond);
    }
    call->returned = true;
    if (!only_asks(method)) request_frame(2);
    return call->answer;
}

}  // namespace

void start_script() { on("script.call", on_call); }

}  // namespace platform::web
