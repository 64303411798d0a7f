// Looking after what is stored, and copies of it elsewhere.
#include "app/commands.h"
#include "app/session.h"
#include "app/state.h"

namespace app {
namespace {

using base::Json;
using Done = std::function<void(base::Result<Json>)>;
using WhyNot = std::function<std::optional<std::string>(const Session&)>;

std::optional<std::string> nothing_stored(const Session& session) {
    const Session::State& s = session.state();
    if (s.store && s.opened) return s.read_only && s.read_only->code == "book.not_read" ? std::optional(s.read_only->message) : std::nullopt;
    return tr("verify.nothing_stored");
}

std::optional<std::string> cannot_verify(const Session& session) {
    if (session.state().verifying.running) return tr("verify.running");
    return nothing_stored(session);
}

std::optional<std::string> not_verifying(const Session& session) {
    if (session.state().verifying.running) return std::nullopt;
    return tr("verify.not_running");
}

std::optional<std::string> nothing_failed(const Session& session) {
    const Session::State& s = session.state();
    if (s.store && s.store->state().kind == storage::SaveState::Kind::not_saved) return std::nullopt;
    return tr("refused.storage.nothing_failed");
}

std::optional<std::string> not_the_writer(const Session& session) {
    if (session.writes()) return std::nullopt;
    return session.state().read_only ? session.state().read_only->message : tr("verify.nothing_stored");
}

std::optional<std::string> no_place(const Session& session) {
    if (session.state().copying.chosen) return std::nullopt;
    return tr("copies.no_place");
}

Act on_file(bool save) {
    return [save](Session& session, const Json& arguments, Done done) { session.open_inner_copy(arguments.at("file").get<std::string>(), save, std::move(done)); };
}

}  // namespace

std::vector<Command> storage_commands() {
    std::vector<Command> commands;
    const auto add = [&](std::string_view id, std::string_view icon, bool in_palette, std::string_view arguments, Act act, WhyNot why_not = {}) {
        Command command;
        command.id = id;
        command.icon = icon;
        command.in_palette = in_palette;
        command.schema = object_schema(arguments);
        command.act = std::move(act);
        command.why_not = std::move(why_not);
        commands.push_back(std::move(command));
    };
    constexpr std::string_view none;
    add("storage.verify", "shield-check", true, none, [](Session& session, const Json&, Done done) { session.verify(std::move(done)); }, cannot_verify);
    add("storage.stop", "x", false, none, [](Session& session, const Json&, Done done) {
        session.state().stop_verifying = true;
        done(Json::object());
    }, not_verifying);
    add("storage.save", "refresh-cw", true, none, [](Session& session, const Json&, Done done) {
        const Session::State& s = session.state();
        s.store->retry(s.now().millis, true);
        done(Json::object());
    }, nothing_failed);
    add("storage.raw", "download", true, none, [](Session& session, const Json&, Done done) { session.save_raw_dump(std::move(done)); });
    add("copies.open", "upload", false, "file:string", on_file(false), nothing_stored);
    add("copies.save", "download", false, "file:string", on_file(true), nothing_stored);
    add("copies.choose", "hard-drive", false, "kind:folder|file", [](Session& session, const Json& arguments, Done done) {
        session.choose_copy_place(arguments.at("kind").get<std::string>(), std::move(done));
    }, not_the_writer);
    add("copies.allow", "check", false, none, [](Session& session, const Json&, Done done) { session.allow_copies(std::move(done)); }, no_place);
    add("copies.forget", "x", false, none, [](Session& session, const Json&, Done done) { session.forget_copy_place(std::move(done)); }, no_place);
    return commands;
}

}  // namespace app
