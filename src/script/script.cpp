#include "script/script.h"

#include "app/session.h"
#include "app/version.h"
#include "base/json.h"

namespace script {
namespace {

using base::Error;
using base::Json;
using base::Result;
using Done = std::function<void(Result<Reply>)>;

constexpr size_t kArgumentBytes = 64u << 20;

Reply reply(const Json& json) { return {json.dump(-1, ' ', false, Json::error_handler_t::replace), {}}; }

std::function<void(Result<Json>)> as_reply(Done done) {
    return [done = std::move(done)](Result<Json> json) {
        if (json) done(reply(*json));
        else done(json.error());
    };
}

Json commands(const app::Session& session) {
    Json list = Json::array();
    for (const app::Command& command : session.commands()) {
        const auto why = session.why_not(command);
        list.push_back({{"id", command.id}, {"title", app::title_of(command)}, {"shortcut", command.shortcut},
                        {"args", command.schema}, {"enabled", !why}, {"why", why ? Json(*why) : Json()}});
    }
    return list;
}

// The n-th argument of the call; null where it was left out.
Json argument(const Json& arguments, size_t index) { return index < arguments.size() ? arguments[index] : Json(); }

Result<std::string> text_argument(const Json& arguments, size_t index, const char* name) {
    const Json given = argument(arguments, index);
    if (given.is_string()) return given.get<std::string>();
    return Error{"script.bad_argument", std::string("The argument “") + name + "” must be a text.", name};
}

void run(app::Session& session, const Json& arguments, Done done) {
    const Result<std::string> id = text_argument(arguments, 0, "id");
    if (!id) return done(id.error());
    session.run(*id, argument(arguments, 1), as_reply(std::move(done)));
}

void import_file(app::Session& session, const Json& arguments, std::string bytes, Done done) {
    const Result<std::string> name = text_argument(arguments, 0, "name");
    if (!name) return done(name.error());
    session.import_file(*name, std::move(bytes), argument(arguments, 1), as_reply(std::move(done)));
}

void export_file(app::Session& session, const Json& arguments, Done done) {
    const Result<std::string> kind = text_argument(arguments, 0, "kind");
    if (!kind) return done(kind.error());
    session.export_file(*kind, argument(arguments, 1), [done](Result<app::FilePieces> bytes) {
        if (bytes) done(Reply{"null", std::move(*bytes)});
        else done(bytes.error());
    });
}

void query(app::Session& session, const Json& arguments, const Done& done) {
    const Json request = argument(arguments, 0);
    const Result<Json> result = session.query(request.is_null() ? Json::object() : request);
    if (result) done(reply(*result));
    else done(result.error());
}

void saved(app::Session& session, Done done) {
    session.when_saved([done = std::move(done)](base::Status status) {
        if (status) done(Reply{"null", {}});
        else done(status.error());
    });
}

}  // namespace

void handle(app::Session& session, Request request, Done done) {
    base::JsonLimits limits;
    limits.bytes = kArgumentBytes;
    limits.string_bytes = kArgumentBytes;
    const Result<Json> arguments = base::parse_json(request.arguments_json.empty() ? "[]" : request.arguments_json, limits);
    if (!arguments) return done(arguments.error());
    const std::string& method = request.method;
    if (method == "ready") return done(reply({{"version", app::kVersion}, {"format", app::kFormat}}));
    if (method == "commands") return done(reply(commands(session)));
    if (method == "stats") return done(reply(session.stats()));
    if (method == "query") return query(session, *arguments, done);
    if (method == "run") return run(session, *arguments, std::move(done));
    if (method == "importFile") return import_file(session, *arguments, std::move(request.bytes), std::move(done));
    if (method == "exportFile") return export_file(session, *arguments, std::move(done));
    if (method == "saved") return saved(session, std::move(done));
    done(Error{"script.unknown_method", "window.corong has no method “" + method + "”.", method});
}

}  // namespace script
