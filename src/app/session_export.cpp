// What leaves the session: snapshots, CSV, the fingerprint, and the sample book's way in.
#include "app/commands.h"
#include "app/field_values.h"
#include "app/sample.h"
#include "app/session.h"
#include "app/session_share.h"
#include "app/state.h"
#include "exchange/csv_out.h"
#include "exchange/snapshot.h"

namespace app {

using namespace domain;
using base::Error;
using base::Json;

namespace {

constexpr uint64_t kExportRows = 250;  // between two looks at the clock
constexpr size_t kPieceBytes = 512u << 10;

// One line of the CSV per slice unit; columns are the fields in use, keys as headers.
struct CsvExport {
    std::shared_ptr<const OpenBook> open;  // which may be closed meanwhile
    const Book& book;
    std::vector<Field> fields;
    bool begun = false;
    Row next = 0;

    explicit CsvExport(std::shared_ptr<const OpenBook> from) : open(std::move(from)), book(open->book) {
        for (Field& field : book.fields(TableKind::leads))
            if (field.key != "deleted" && book.leads.column(field.key)) fields.push_back(std::move(field));
    }
    bool step(uint64_t rows, std::string& out) {
        exchange::CsvWriter writer(out, !begun);
        if (!begun) {
            for (const Field& field : fields) writer.cell(field.custom ? field.label : field.key);
            writer.end_row();
        }
        begun = true;
        for (; next < book.leads.size() && rows > 0; ++next) {
            if (!book.leads.alive(next)) continue;
            for (const Field& field : fields) writer.cell(to_text(book.leads.value(next, field.key)));
            writer.end_row();
            --rows;
        }
        return next == book.leads.size();
    }
};

}  // namespace

void Session::export_file(std::string kind, Json options, std::function<void(base::Result<FilePieces>)> done) {
    if (kind != "snapshot" && kind != "csv")
        return done(Error{"export.unknown_kind", "This version writes snapshot and csv, not “" + kind + "”.", "kind"});
    auto read = share_options(state_->book, kind == "snapshot" ? options : Json::object(), state_->ports.random64());
    if (!read) return done(read.error());
    const auto kept = std::make_shared<const ShareOptions>(std::move(*read));
    write_file(kind, kept, Work::awaited, [this, kept, done](base::Result<FilePieces> pieces) {
        state_->edits_in_file = state_->edits_since_export;
        if (!pieces || kept->passphrase.empty()) return done(std::move(pieces));
        through_envelope(state_->ports.seal, tr("job.sealing"), std::move(*pieces), kept->passphrase, done);
    });
}

void Session::write_file(const std::string& kind, std::shared_ptr<const ShareOptions> options, Work work, std::function<void(base::Result<FilePieces>)> done) {
    State& s = *state_;
    Job job;
    job.name = "export." + kind;
    job.title = tr("job.exporting");
    job.quiet = work == Work::in_background;
    job.cancelled = [done] { done(Error{"job.cancelled", tr("job.cancelled"), ""}); };
    const uint64_t revision = s.book.revision;
    std::function<bool(std::string& out)> write;
    const auto writing = [](auto writer) { return [writer](std::string& out) { return writer->step(kExportRows, out); }; };
    // A snapshot is a copy of all there is, whatever day is shown; a list is of what is shown.
    if (kind == "snapshot") write = writing(std::make_shared<exchange::SnapshotWriter>(s.book, options->share));
    else write = writing(std::make_shared<CsvExport>(s.past ? s.past : s.live));
    job.step = [this, write, pieces = std::make_shared<FilePieces>(1), kind, revision, options, work, done](Job&, Slice& slice) {
        // An edit came in between: what was written so far is of two books. Begin again.
        if (state_->book.revision != revision) return write_file(kind, options, work, done), false;
        for (;;) {
            if (pieces->back().size() >= kPieceBytes) pieces->emplace_back();
            if (write(pieces->back())) break;
            if (slice.spent()) return true;
        }
        done(std::move(*pieces));
        return false;
    };
    s.jobs.add(std::move(job));
    s.start_jobs();
}

void Session::export_to_disk(const std::string& kind, std::function<void(base::Result<Json>)> done) {
    export_file(kind, Json::object(), [this, kind, done](base::Result<FilePieces> bytes) {
        if (!bytes) return done(bytes.error());
        State& s = *state_;
        const bool snapshot = kind == "snapshot";
        const std::string day = base::to_iso((snapshot ? s.now() : s.shown_now()).today);
        const std::string name = "corong-" + day + (snapshot ? ".corong.json" : ".csv");
        s.ports.save_file(name, snapshot ? "application/json" : "text/csv", std::move(*bytes), [this, snapshot, name, edits = s.edits_in_file, done](base::Status status) {
            if (!status) return done(status.error());
            if (snapshot) note_copy(edits);
            note_file({.at = state_->now().millis, .name = name, .how = snapshot ? "saved" : "list", .detail = {}});
            state_->touch();
            done(Json::object());
        });
    });
}

void Session::fingerprint(std::function<void(base::Result<std::string>)> done) {
    State& s = *state_;
    auto printer = std::make_shared<exchange::Fingerprinter>(s.book);
    const uint64_t revision = s.book.revision;
    Job job;
    job.name = "fingerprint";
    job.quiet = true;
    job.can_cancel = false;
    job.step = [this, printer, revision, done](Job&, Slice& slice) {
        if (state_->book.revision != revision) return fingerprint(done), false;
        while (!printer->step(kExportRows))
            if (slice.spent()) return true;
        done(base::fingerprint_text(printer->take()));
        return false;
    };
    s.jobs.add(std::move(job));
    s.start_jobs();
}

void Session::pick_file() {
    state_->ports.pick_file(".csv,.tsv,.txt,.json,.sealed", [this](base::Result<std::pair<std::string, std::string>> file) {
        if (file) offer_file(std::move(file->first), std::move(file->second));
        else if (file.error().code != "file.cancelled") state_->notice(NoticeView::Kind::warning, words_of(file.error()));
    });
}

void Session::open_sample(std::function<void(base::Result<Json>)> done) {
    state_->ports.fetch_asset(kSamplePath, [this, done = std::move(done)](base::Result<std::string> bytes) {
        const base::Status opened = bytes ? add_sample(*bytes) : base::Status(bytes.error());
        if (opened) done(Json::object());
        else done(opened.error());
    });
}

// Meanwhile somebody may have begun a book.
base::Status Session::add_sample(std::string_view bytes) {
    State& s = *state_;
    if (const auto why_not = this->why_not(*command("sample.open"))) return Error{"command.disabled", *why_not, ""};
    base::Result<std::vector<Change>> changes = sample_changes(bytes, s.settings.language, s.now());
    if (!changes) return changes.error();
    const auto made = s.commit({{"step.sample", {}}, std::move(*changes), std::nullopt});
    if (!made) return made.error();
    s.computed.invalidate_all();
    announce(tr_count("sample.done", s.book.leads.alive_count()));
    return base::success();
}

}  // namespace app
