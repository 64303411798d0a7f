// Undo, views, settings and the like: what acts on the session rather than on rows.
#include "app/commands.h"
#include "app/session.h"
#include "app/state.h"
#include "base/text.h"

namespace app {
namespace {

using base::Error;
using base::Json;
using Done = std::function<void(base::Result<Json>)>;

const std::vector<std::string_view> kViews = {"today", "leads", "lead", "board", "companies", "deals", "import", "conflicts", "history", "settings", "keys", "widgets"};

void answer(const Done& done, const base::Status& status) {
    if (status) done(Json::object());
    else done(status.error());
}

bool is_view(std::string_view path) {
    if (!path.starts_with('/')) return false;
    const std::string_view first = path.substr(1, path.find_first_of("/?", 1) - 1);
    return std::find(kViews.begin(), kViews.end(), first) != kViews.end();
}

void open_view(Session& session, const Json& arguments, Done done) {
    std::string path = arguments.at("path").get<std::string>();
    if (path.empty() || path == "/") path = "/today";
    if (!is_view(path))
        return done(Error{"view.unknown", "There is no view “" + std::string(base::clip(path, 60)) + "”: try /today, /leads, /board, /companies, /deals, /import, /conflicts, /history or /settings.", "path"});
    Session::State& s = session.state();
    if (s.route != path) {
        s.route = path;
        if (path == "/conflicts") std::erase_if(s.notices, [](const NoticeView& notice) { return notice.action_command == "view.conflicts"; });
        s.ports.set_route(path, arguments.value("instead", false));
        s.touch();
    }
    done(Json::object());
}

std::vector<std::string> values_of_setting(std::string_view key) {
    if (key == "theme") return {"system", "light", "dark", "high-contrast"};
    if (key == "density") return {"comfortable", "compact", "touch"};
    if (key == "remind") return {"3", "7", "never"};
    if (key == kNotificationsSetting) return {"on", "off"};
    return languages();
}

void keep_setting(Session& session, const std::string& key, const std::string& value) {
    Session::State& s = session.state();
    (key == "theme" ? s.settings.theme : key == "density" ? s.settings.density : key == "remind" ? s.settings.remind : s.settings.language) = value;
    s.ports.save_setting(key, value);
    session.use_settings();
}

void set_setting(Session& session, const Json& arguments, Done done) {
    const std::string key = arguments.at("key"), value = arguments.at("value");
    const std::vector<std::string> values = values_of_setting(key);
    if (std::find(values.begin(), values.end(), value) == values.end())
        return done(Error{"settings.bad_value", "The setting “" + key + "” cannot be “" + std::string(base::clip(value, 60)) + "”.", "value"});
    if (key == kNotificationsSetting) return session.set_notifications(value == "on", std::move(done));
    if (key != "language") {
        keep_setting(session, key, value);
        return done(Json::object());
    }
    static uint64_t newest = 0;  // of two languages chosen one after another the words may come the other way round
    session.state().ports.fetch_asset(words_path(value), [&session, key, value, asked = ++newest, done = std::move(done)](base::Result<std::string> words) {
        if (!words) return done(words.error());
        if (asked == newest) keep_setting(session, key, value);
        done(Json::object());
    });
}

base::Result<Decision> rename_book(const domain::Book&, const Json& arguments, const base::Now&) {
    const std::string name(base::trim(arguments.at("name").get_ref<const std::string&>()));
    if (name.empty()) return Error{"book.no_name", tr("refused.book.no_name"), "name"};
    return Decision{{"step.book_rename", {{"name", name}}}, {domain::SetEntry{"book/name", Json(name).dump()}}, std::nullopt};
}

// What is not saved would be lost with the page.
void start_newer_version(Session& session, const Json&, Done done) {
    if (!session.state().newer_version) return done(base::Error{"page.no_update", tr("error.page.no_update"), ""});
    session.when_saved([&session, done = std::move(done)](base::Status saved) {
        if (!saved) return done(saved.error());
        session.state().ports.update([done](base::Status status) { answer(done, status); });
    });
}

void dismiss(Session& session, const Json& arguments, Done done) {
    Session::State& s = session.state();
    const uint64_t id = arguments.at("id").get<uint64_t>();
    std::erase_if(s.notices, [&](const NoticeView& notice) { return notice.id == id; });
    s.touch();
    done(Json::object());
}

void run_fingerprint(Session& session, const Json&, Done done) {
    session.fingerprint([done](base::Result<std::string> text) {
        if (text) done(Json(*text));
        else done(text.error());
    });
}

std::optional<std::string> nothing_to(const Session& session, Direction direction) {
    const Session::State& s = session.state();
    if (s.read_only) return s.read_only->message;
    if (s.history.next(direction)) return std::nullopt;
    return tr(direction == Direction::back ? "undo.nothing" : "redo.nothing");
}

std::optional<std::string> cannot_write(const Session& session) {
    if (const auto& read_only = session.state().read_only) return read_only->message;
    return std::nullopt;
}

std::optional<std::string> not_empty(const Session& session) {
    if (session.state().book.leads.alive_count() == 0) return std::nullopt;
    return tr("sample.not_empty");
}

std::optional<std::string> not_another_tab(const Session& session) {
    if (session.state().mode == AccessMode::reader_other_tab) return std::nullopt;
    return tr("edit_here.not_needed");
}

Command acting(std::string_view id, std::string_view icon, std::string_view shortcut, std::string_view arguments, Act act) {
    Command command;
    command.id = id;
    command.icon = icon;
    command.shortcut = shortcut;
    command.schema = object_schema(arguments);
    command.in_palette = command.schema.at("required").empty();
    command.act = std::move(act);
    return command;
}

Command going(std::string_view id, std::string_view icon, std::string_view shortcut, std::string path) {
    return acting(id, icon, shortcut, "",
                  [path](Session& session, const Json&, Done done) { open_view(session, {{"path", path}}, std::move(done)); });
}

}  // namespace

std::vector<Command> book_commands() {
    std::vector<Command> commands;
    commands.push_back(acting("undo", "undo-2", "Ctrl+Z", "", [](Session& session, const Json&, Done done) {
        session.undo(Direction::back, [done](base::Status status) { answer(done, status); });
    }));
    commands.back().why_not = [](const Session& session) { return nothing_to(session, Direction::back); };
    commands.back().acts_on_book = true;
    commands.push_back(acting("redo", "redo-2", "Ctrl+Shift+Z", "", [](Session& session, const Json&, Done done) {
        session.undo(Direction::again, [done](base::Status status) { answer(done, status); });
    }));
    commands.back().why_not = [](const Session& session) { return nothing_to(session, Direction::again); };
    commands.back().acts_on_book = true;
    commands.push_back(acting("undo.to", "undo-2", "", "step:integer", [](Session& session, const Json& arguments, Done done) {
        session.undo_to(arguments.at("step").get<uint64_t>(), std::move(done));
    }));
    commands.back().why_not = cannot_write;
    commands.back().acts_on_book = true;
    commands.push_back(going("view.today", "sun", "G T", "/today"));
    commands.push_back(going("view.leads", "list", "G L", "/leads"));
    commands.push_back(going("view.board", "square-kanban", "G B", "/board"));
    commands.push_back(going("view.companies", "building-2", "G O", "/companies"));
    commands.push_back(going("view.deals", "handshake", "G D", "/deals"));
    commands.push_back(going("view.import", "arrow-down-to-line", "G I", "/import"));
    commands.push_back(going("view.conflicts", "git-merge", "G C", "/conflicts"));
    commands.push_back(going("view.history", "history", "G H", "/history"));
    commands.push_back(going("view.settings", "settings", "G S", "/settings"));
    commands.push_back(going("view.storage", "hard-drive", "", "/settings/storage"));
    commands.push_back(going("view.keys", "keyboard", "?", "/keys"));
    commands.push_back(going("view.widgets", "layers", "", "/widgets"));
    commands.push_back(acting("view.print", "file-text", "", "", [](Session& session, const Json&, Done done) {
        session.state().ports.print();
        done(Json::object());
    }));
    commands.push_back(acting("view.open", "", "", "path:string instead?:boolean", open_view));
    commands.push_back(acting("page.update", "", "", "", start_newer_version));
    commands.back().in_palette = false;
    commands.push_back(acting("settings.set", "", "", "key:language|theme|density|remind|notifications value:string", set_setting));
    commands.push_back(acting("book.fingerprint", "shield-check", "", "", run_fingerprint));
    commands.back().in_palette = false;
    commands.push_back(acting("notice.dismiss", "", "", "id:integer", dismiss));
    commands.push_back(acting("job.cancel", "x", "", "", [](Session& session, const Json&, Done done) {
        if (session.state().envelope) session.state().ports.stop_sealing();
        else session.state().jobs.cancel();
        session.state().touch();
        done(Json::object());
    }));
    commands.back().in_palette = false;
    commands.push_back(acting("sample.open", "users", "", "", [](Session& session, const Json&, Done done) {
        session.open_sample(std::move(done));
    }));
    commands.back().why_not = not_empty;
    commands.back().acts_on_book = true;
    commands.push_back(acting("edit_here", "pencil", "", "", [](Session& session, const Json&, Done done) {
        session.state().ports.take_over();
        done(Json::object());
    }));
    commands.back().why_not = not_another_tab;
    Command rename;
    rename.id = "book.rename";
    rename.schema = object_schema("name:string");
    rename.decide = rename_book;
    commands.push_back(std::move(rename));
    return commands;
}

}  // namespace app
