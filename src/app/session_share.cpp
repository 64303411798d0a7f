// Sharing: what is chosen, the dialog's view, the sealed envelope on its way out and in.
#include "app/session_share.h"

#include "app/commands.h"
#include "app/messages.h"
#include "app/session.h"
#include "app/state.h"
#include "app/view_fields.h"
#include "app/view_parts.h"
#include "base/text.h"

#include <algorithm>

namespace app {

using namespace domain;
using base::Error;
using base::Json;
using exchange::Treatment;

namespace {

constexpr size_t kShortestPassphrase = 8;  // characters, as web/site/platform/envelope.js has it
constexpr std::string_view kSealedEnding = ".sealed";

std::string field_name(TableKind table, std::string_view key) { return std::string(table_name(table)) + "." + std::string(key); }

// Names of people and companies are words in sentences: they stay told apart. Everything else is better not there.
Treatment usual_treatment(const Field& field) {
    const bool tells_apart = !field.custom && (field.key == "name" || field.key == "company" || field.key == "owner");
    return tells_apart && exchange::may_be_pseudonym(field.kind) ? Treatment::pseudonym : Treatment::leave_out;
}

// One noun for one kind of thing, wherever it stands: a lead's company and the company itself have one word.
std::string noun_of(const Book& book, TableKind table, const Field& field) {
    if (!field.custom && field.key == "owner") return tr("share.noun.owner");
    if (field.key == "company" || (table == TableKind::companies && field.key == "name")) return tr("share.noun.company");
    if (table == TableKind::leads && field.key == "name") return tr("share.noun.person");
    return shared_field_label(book, table, field.key);
}

base::Result<std::vector<RowId>> chosen_leads(const Book& book, const Json& given) {
    if (!given.is_array()) return Error{"share.bad_option", "“leads” must be a list of ids of leads.", "leads"};
    std::vector<RowId> leads;
    for (const Json& one : given) {
        const base::Result<RowId> id = row_argument(book, TableKind::leads, {{"lead", one}}, "lead");
        if (!id) return id.error();
        leads.push_back(*id);
    }
    return leads;
}

base::Result<std::vector<exchange::FieldTreatment>> chosen_treatments(const Book& book, const Json& given) {
    if (!given.is_object()) return Error{"share.bad_option", "“redacted” must be an object: a field and what becomes of it.", "redacted"};
    const auto personal = exchange::personal_fields(book);
    std::vector<exchange::FieldTreatment> fields;
    for (const auto& [name, word] : given.items()) {
        const size_t dot = name.find('.');
        const auto table = table_from_name(name.substr(0, dot));
        const std::string key = dot == std::string::npos ? "" : name.substr(dot + 1);
        const auto field = table && !key.empty() ? book.field(*table, key) : std::nullopt;
        if (!field || !field->personal) return Error{"field.unknown", "There is no personal field “" + std::string(base::clip(name, 60)) + "”: write it as leads.email.", "redacted"};
        const auto treatment = word.is_string() ? exchange::treatment_from_word(word.get<std::string>()) : std::nullopt;
        if (!treatment || (*treatment == Treatment::pseudonym && !exchange::may_be_pseudonym(field->kind)))
            return Error{"share.bad_treatment", "“" + std::string(base::clip(name, 60)) + "” can be kept (keep) or left out (left_out); texts and choices can be a pseudonym, too.", "redacted"};
        fields.push_back({*table, key, *treatment, noun_of(book, *table, *field)});
    }
    return fields;
}

base::Result<std::string> chosen_passphrase(const Json& given) {
    const std::string passphrase = given.is_string() ? given.get<std::string>() : std::string();
    size_t characters = 0;
    for (size_t at = 0; at < passphrase.size(); ++characters) base::next_code_point(passphrase, at);
    if (characters < kShortestPassphrase)
        return Error{"envelope.weak_passphrase", "The passphrase is too short: choose one of at least 8 characters.", "passphrase"};
    return passphrase;
}

std::string joined(FilePieces pieces) {
    if (pieces.size() == 1) return std::move(pieces[0]);
    std::string whole;
    for (const std::string& piece : pieces) whole += piece;
    return whole;
}

std::string name_inside(std::string name) {
    if (name.ends_with(kSealedEnding)) name.resize(name.size() - kSealedEnding.size());
    return name.ends_with(".json") ? name : name + ".json";
}

std::string file_name(const ShareOptions& options, base::Day today) {
    const std::string part = options.share.is_everything() ? "" : "-" + tr("share.file_part");
    return "corong-" + base::to_iso(today) + part + (options.passphrase.empty() ? ".corong.json" : ".corong.sealed");
}

}  // namespace

base::Result<ShareOptions> share_options(const Book& book, const Json& options, uint64_t seed) {
    ShareOptions read;
    read.share.seed = seed;
    if (options.is_null()) return read;
    if (!options.is_object()) return Error{"share.bad_option", "The options must be an object.", "options"};
    for (const auto& [name, value] : options.items()) {
        if (name == "leads") {
            auto leads = chosen_leads(book, value);
            if (!leads) return leads.error();
            read.share.leads = std::move(*leads);
        } else if (name == "redacted") {
            auto fields = chosen_treatments(book, value);
            if (!fields) return fields.error();
            read.share.redacted = std::move(*fields);
        } else if (name == "passphrase") {
            auto passphrase = chosen_passphrase(value);
            if (!passphrase) return passphrase.error();
            read.passphrase = std::move(*passphrase);
        } else {
            return Error{"share.bad_option", "A snapshot has the options leads, redacted and passphrase, not “" + std::string(base::clip(name, 60)) + "”.", "options"};
        }
    }
    return read;
}

std::string shared_field_label(const Book& book, TableKind table, const std::string& key) {
    const auto field = book.field(table, key);
    const std::string own = "share.field." + field_name(table, key);
    if (has_message(own)) return tr(own);
    const std::string label = field ? field_label(*field) : key;
    if (table == TableKind::leads) return label;
    return tr("share.field_of", {{"table", tr("share.table." + std::string(table_name(table)))}, {"field", label}});
}

// --- the dialog ------------------------------------------------------------------------------------------

const ShareView* Session::share_view() {
    State& s = *state_;
    if (!s.share) return nullptr;
    const ViewInputs inputs = inputs_of(s, Depends::on_the_session);
    if (s.views.share_inputs == inputs) return &s.views.share;
    s.views.share_inputs = inputs;
    ShareView& view = s.views.share;
    view = {};
    view.chosen = *s.share;
    view.leads = s.book.leads.alive_count();
    view.unknown = static_cast<int64_t>(s.book.unknown.size());
    for (const auto& [table, field] : exchange::personal_fields(s.book))
        view.fields.push_back({field_name(table, field.key), shared_field_label(s.book, table, field.key), exchange::may_be_pseudonym(field.kind),
                               std::string(exchange::treatment_word(usual_treatment(field)))});
    return &view;
}

std::string Session::lead_id(RowHandle row) const { return to_text(state_->book.leads.id(row.row)); }

void Session::save_share(const Json& options, std::function<void(base::Result<Json>)> done) {
    State& s = *state_;
    if (s.busy()) return done(Error{"import.busy", tr("import.busy"), ""});
    auto read = share_options(s.book, options, 0);
    if (!read) return done(read.error());
    const bool is_copy = read->share.is_everything();
    const std::string name = file_name(*read, s.now().today);
    const std::string mime = read->passphrase.empty() ? "application/json" : "application/octet-stream";
    const bool sealed = !read->passphrase.empty();
    export_file("snapshot", options, [this, is_copy, name, mime, sealed, done](base::Result<FilePieces> bytes) {
        if (!bytes) return done(bytes.error());
        state_->ports.save_file(name, mime, std::move(*bytes), [this, is_copy, name, edits = state_->edits_in_file, sealed, done](base::Status status) {
            if (!status) return done(status.error());
            if (is_copy) note_copy(edits);
            note_file({.at = state_->now().millis, .name = name, .how = is_copy ? "saved" : "shared", .detail = {}, .sealed = sealed});
            state_->share.reset();
            state_->notice(NoticeView::Kind::success, tr("share.done", {{"file", name}}));
            done(Json::object());
        });
    });
}

// --- the envelope ------------------------------------------------------------------------------------------

const SealedView* Session::sealed_view() const { return state_->sealed ? &state_->sealed->view : nullptr; }

// Shown as a job, but it works elsewhere.
void Session::through_envelope(const Ports::Seal& port, std::string title, FilePieces pieces, std::string passphrase,
                               std::function<void(base::Result<FilePieces>)> done) {
    State& s = *state_;
    s.envelope = JobView{std::move(title), 0, 100, true};
    s.touch();
    const auto progress = [this](double fraction) {
        if (!state_->envelope) return;
        state_->envelope->done = static_cast<int64_t>(fraction * 100);
        state_->show_progress();
    };
    port(std::move(pieces), std::move(passphrase), progress, [this, done](base::Result<FilePieces> result) {
        state_->envelope.reset();
        state_->touch();
        done(std::move(result));
    });
}

void Session::unseal(std::string name, std::string bytes, std::string passphrase, std::function<void(base::Result<std::string>)> done) {
    FilePieces pieces;
    pieces.push_back(std::move(bytes));
    through_envelope(state_->ports.open_sealed, tr("job.unsealing", {{"file", name}}), std::move(pieces), std::move(passphrase), [done](base::Result<FilePieces> inside) {
        if (inside) done(joined(std::move(*inside)));
        else done(inside.error());
    });
}

void Session::open_sealed(std::string passphrase, std::function<void(base::Result<Json>)> done) {
    State& s = *state_;
    if (s.busy()) return done(Error{"import.busy", tr("import.busy"), ""});
    s.sealed->view.error.clear();
    const auto bytes = s.sealed->bytes;
    unseal(s.sealed->view.file, *bytes, std::move(passphrase), [this, bytes, done](base::Result<std::string> inside) {
        State& s = *state_;
        const bool waits = s.sealed && s.sealed->bytes == bytes;
        if (!inside) {
            if (waits) s.sealed->view.error = words_of(inside.error());  // the file stays: another passphrase may be tried
            s.touch();
            return done(Json::object());
        }
        if (waits) {
            const std::string name = name_inside(s.sealed->view.file);
            s.sealed.reset();
            offer_file(name, std::move(*inside));
        }
        done(Json::object());
    });
}

void Session::import_sealed(std::string name, std::string bytes, Json options, std::function<void(base::Result<Json>)> done) {
    const auto given = options.find("passphrase");
    if (given == options.end() || !given->is_string())
        return done(Error{"envelope.needs_passphrase", "The file is sealed: importFile needs {passphrase}.", "passphrase"});
    const std::string passphrase = given->get<std::string>();
    options.erase("passphrase");
    unseal(name, std::move(bytes), passphrase, [this, name, options, done](base::Result<std::string> inside) {
        if (inside) import_file(name_inside(name), std::move(*inside), options, done);
        else done(inside.error());
    });
}

}  // namespace app
