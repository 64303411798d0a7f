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

Message answer_of(const base::Result<ScriptReply>& reply) {
    if (reply) return {"true", (*reply).json, (*reply).bytes};
    return {"false", reply.error().code, reply.error().message, reply.error().where};
}

// call id, method, arguments as JSON, bytes. The answer goes back at once where it exists by then,
// else later by "script.reply".
Message on_call(Message& message) {
    const std::string id = text_at(message, 0);
    const std::string method = text_at(message, 1);
    struct Call {
        bool returned = false;
        Message answer;
    };
    auto call = std::make_shared<Call>();
    auto respond = [call, id, method](base::Result<ScriptReply> reply) {
        Message answer = answer_of(reply);
        if (!call->returned) {
            call->answer = std::move(answer);
            return;
        }
        answer.insert(answer.begin(), id);
        tell("script.reply", answer);
        if (!only_asks(method)) request_frame(2);
    };
    if (!engine().hooks.script) {
        respond(base::Error{"script.missing", "This build has no scripting interface.", ""});
    } else {
        engine().hooks.script({method, text_at(message, 2), std::move(message.at(3))}, respond);
    }
    call->returned = true;
    if (!only_asks(method)) request_frame(2);
    return call->answer;
}

}  // namespace

void start_script() { on("script.call", on_call); }

}  // namespace platform::web
