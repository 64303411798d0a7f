// Files in and out, and the answers an open import waits for.
#include "app/commands.h"
#include "app/session.h"
#include "app/state.h"
#include "base/text.h"
#include "exchange/import_options.h"
#include "exchange/rejection.h"

namespace app {
namespace {

using base::Error;
using base::Json;
using Done = std::function<void(base::Result<Json>)>;
using exchange::ColumnPlan;

std::optional<std::string> no_plan(const Session& session) {
    if (session.state().jobs.busy()) return tr("import.busy");
    if (session.state().import.plan) return std::nullopt;
    return tr("import.none_open");
}

base::Result<ColumnPlan*> column_argument(exchange::ImportPlan& plan, const Json& arguments) {
    const int64_t index = arguments.at("column").get<int64_t>();
    if (index < 0 || index >= static_cast<int64_t>(plan.columns.size()))
        return Error{"import.no_column", "The file has no column " + std::to_string(index) + ".", "column"};
    return &plan.columns[static_cast<size_t>(index)];
}

// "" leaves the column out, "new:<kind>" makes a field of its header, anything else is a field key.
base::Result<exchange::Target> target_of(const domain::Book& book, const ColumnPlan& column, const std::string& written) {
    if (written.empty()) return exchange::leave_out();
    if (written.starts_with("new:")) {
        const auto kind = domain::kind_from_name(written.substr(4));
        if (!kind || *kind == domain::FieldKind::reference)
            return Error{"import.bad_kind", "There is no kind of field “" + written.substr(4) + "”.", "target"};
        return exchange::custom(column.header, *kind);
    }
    if (domain::built_in_field(domain::TableKind::leads, written)) return exchange::built_in(written);
    if (const auto field = book.field(domain::TableKind::leads, written)) return exchange::custom(field->label, field->kind);
    return Error{"field.unknown", "There is no field “" + std::string(base::clip(written, 60)) + "”.", "target"};
}

void map_column(Session& session, const Json& arguments, Done done) {
    Session::State& s = session.state();
    const base::Result<ColumnPlan*> column = column_argument(*s.import.plan, arguments);
    if (!column) return done(column.error());
    const base::Result<exchange::Target> target = target_of(s.book, **column, arguments.at("target").get<std::string>());
    if (!target) return done(target.error());
    const std::vector<size_t> who = exchange::who_columns(*s.import.plan);
    (*column)->target = *target;
    (*column)->how = target->kind == exchange::TargetKind::leave_out ? exchange::How::not_imported
                     : target->kind == exchange::TargetKind::custom  ? exchange::How::new_field
                                                                     : exchange::How::guessed;
    if (exchange::who_columns(*s.import.plan) != who) {
        s.import.plan->name_rows_by_line = exchange::who_columns(*s.import.plan).empty();
        session.find_rejections();
    }
    s.touch();
    done(Json::object());
}

void answer_question(Session& session, const Json& arguments, Done done) {
    Session::State& s = session.state();
    const base::Result<ColumnPlan*> column = column_argument(*s.import.plan, arguments);
    if (!column) return done(column.error());
    const std::string header = (*column)->header;
    const base::Status status = exchange::apply_options(*s.import.plan, {{"dialect", {{header, arguments.at("answer")}}}});
    if (!status) return done(status.error());
    (*column)->how = exchange::How::asked;
    s.touch();
    done(Json::object());
}

void set_outcome(Session& session, const Json& arguments, Done done) {
    Session::State& s = session.state();
    auto& columns = s.import.plan->outcome.columns;
    const std::string value = arguments.at("value"), meaning = arguments.at("meaning");
    for (exchange::OutcomeColumn& column : columns)
        for (exchange::OutcomeWord& word : column.words)
            if (word.value == value && (!arguments.contains("column") || arguments.at("column").get<size_t>() == column.column)) {
                word.outcome = meaning == "won" ? exchange::Outcome::won : meaning == "lost" ? exchange::Outcome::lost : exchange::Outcome::open;
                word.proposed = true;
                s.touch();
                return done(Json::object());
            }
    done(Error{"import.no_value", "No column of outcomes holds “" + std::string(base::clip(value, 60)) + "”.", "value"});
}

void cancel_import(Session& session, const Json&, Done done) {
    Session::State& s = session.state();
    s.jobs.cancel();  // reading or taking in the file stops with it; applying is carried to its end
    if (s.jobs.busy()) return done(Error{"import.busy", tr("import.busy"), ""});
    s.import = {};
    s.touch();
    done(Json::object());
}

// Of the import that is open, else of the last one that was carried out.
std::string_view rejected_csv(const ImportSession& import) {
    if (!import.plan) return import.rejected_csv;
    return import.rejections ? std::string_view(import.rejections->csv) : std::string_view();
}

std::string rejected_file_name(const std::string& file) { return tr("import.rejected_name", {{"file", file}}) + ".csv"; }

void save_rejected(Session& session, const Json&, Done done) {
    Session::State& s = session.state();
    const std::string name = rejected_file_name(s.import.plan ? s.import.plan->file_name : s.import.rejected_file);
    s.ports.save_file(name, "text/csv", {std::string(rejected_csv(s.import))}, [done](base::Status status) {
        if (status) done(Json::object());
        else done(status.error());
    });
}

std::optional<std::string> nothing_rejected(const Session& session) {
    if (!rejected_csv(session.state().import).empty()) return std::nullopt;
    return tr("import.nothing_rejected");
}

std::optional<std::string> nothing_to_share(const Session& session) {
    if (session.state().book.leads.alive_count() > 0) return std::nullopt;
    return tr("settings.nothing_to_export");
}

void open_share(Session& session, const Json& arguments, Done done) {
    Session::State& s = session.state();
    s.share.emplace();
    if (arguments.contains("leads"))
        for (const Json& lead : arguments.at("leads"))
            if (lead.is_string()) s.share->push_back(lead.get<std::string>());
    s.touch();
    done(Json::object());
}

// What is being written or sealed for it ends, too.
void close_share(Session& session, const Json&, Done done) {
    Session::State& s = session.state();
    if (s.share && s.envelope) s.ports.stop_sealing();
    else if (s.share) s.jobs.cancel();
    s.share.reset();
    s.touch();
    done(Json::object());
}

std::optional<std::string> no_sealed(const Session& session) {
    if (session.state().sealed) return std::nullopt;
    return tr("sealed.none_open");
}

void close_sealed(Session& session, const Json&, Done done) {
    Session::State& s = session.state();
    if (s.sealed && s.envelope) s.ports.stop_sealing();
    s.sealed.reset();
    s.touch();
    done(Json::object());
}

}  // namespace

std::vector<Command> file_commands() {
    std::vector<Command> commands;
    const auto add = [&](std::string_view id, std::string_view icon, std::string_view arguments, Act act, std::function<std::optional<std::string>(const Session&)> why_not = {}) {
        Command command;
        command.id = id;
        command.icon = icon;
        command.schema = object_schema(arguments);
        command.act = std::move(act);
        command.why_not = std::move(why_not);
        commands.push_back(std::move(command));
    };
    const auto exporting = [](std::string kind) -> Act {
        return [kind](Session& session, const Json&, Done done) { session.export_to_disk(kind, std::move(done)); };
    };
    add("file.open", "upload", "", [](Session& session, const Json&, Done done) {
        session.pick_file();
        done(Json::object());
    });
    commands.back().shortcut = "Ctrl+O";
    commands.back().acts_on_book = true;
    add("export.snapshot", "download", "", exporting("snapshot"));
    add("export.csv", "file-spreadsheet", "", exporting("csv"));
    for (Command& command : commands) command.in_palette = true;
    add("share.open", "share-2", "leads?:array", open_share, nothing_to_share);
    commands.back().in_palette = true;
    add("share.save", "", "leads?:array redacted?:object passphrase?:string",
        [](Session& session, const Json& arguments, Done done) { session.save_share(arguments, std::move(done)); }, nothing_to_share);
    add("share.close", "", "", close_share);
    add("sealed.open", "", "passphrase:string", [](Session& session, const Json& arguments, Done done) {
        session.open_sealed(arguments.at("passphrase").get<std::string>(), std::move(done));
    }, no_sealed);
    add("sealed.close", "", "", close_sealed);
    add("import.map", "", "column:integer target:string", map_column, no_plan);
    add("import.answer", "", "column:integer question?:string answer:string", answer_question, no_plan);
    add("import.outcome", "", "column?:integer value:string meaning:open|won|lost", set_outcome, no_plan);
    add("import.run", "arrow-down-to-line", "", [](Session& session, const Json&, Done done) { session.run_import(std::move(done)); }, no_plan);
    commands.back().acts_on_book = true;
    add("import.cancel", "x", "", cancel_import);
    add("import.rejected", "download", "", save_rejected, nothing_rejected);
    add("merge.cancel", "x", "", cancel_import);
    return commands;
}

}  // namespace app
