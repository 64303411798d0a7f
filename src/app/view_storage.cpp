// Settings > Storage: how safe the book is here, file by file, and what there is of it elsewhere.
#include "app/view_storage.h"

#include "app/view_parts.h"

#include <algorithm>

namespace app {

namespace {

using Kind = storage::FileName::Kind;
constexpr base::Millis kFiguresForMs = 60'000;  // what the browser says is asked for anew after that

std::string number_text(const Forms& forms, uint64_t number) { return forms.count(static_cast<int64_t>(number)); }

// "712 B", "1.2 KB", "11.8 MB", "63.4 GB": never less than it is.
std::string size_text(const Forms& forms, uint64_t bytes) {
    constexpr uint64_t kThousand = 1'000;
    if (bytes < kThousand) return tr("size.bytes", {{"n", number_text(forms, bytes)}});
    uint64_t unit = kThousand;
    size_t name = 0;
    constexpr const char* kNames[] = {"size.kilobytes", "size.megabytes", "size.gigabytes"};
    for (; name + 1 < std::size(kNames) && bytes >= unit * kThousand; unit *= kThousand) ++name;
    const uint64_t tenth = unit / 10;
    const auto tenths = static_cast<int64_t>((bytes + tenth - 1) / tenth);
    return tr(kNames[name], {{"n", forms.number({tenths * base::kMillionths / 10})}});
}

std::string kind_of(const Forms& forms, const storage::FileName& name) {
    const std::string generation = number_text(forms, name.generation), number = number_text(forms, name.number);
    switch (name.kind) {
        case Kind::segment: return tr("file_kind.step", {{"n", number}});
        case Kind::merged: return tr("file_kind.steps", {{"first", number}, {"last", number_text(forms, name.last)}});
        case Kind::snapshot_manifest: return tr("file_kind.manifest", {{"n", generation}});
        case Kind::snapshot_part: return tr("file_kind.part", {{"n", generation}, {"part", number_text(forms, name.number + 1)}});
        case Kind::before_import: return tr("file_kind.before_import");
        case Kind::format: return tr("file_kind.format", {{"n", number}});
        case Kind::other: return tr("file_kind.other");
    }
    return {};
}

// Of the notices where a name stands for a file.
const base::Error* problem_of(const storage::Store& store, const std::string& name) {
    for (const base::Error& error : store.unreadable())
        if (error.where == name) return &error;
    return nullptr;
}

void add_files(const State& state, const Forms& forms, StorageView& view) {
    uint64_t bytes = 0;
    for (const storage::FileInfo& file : state.store->files()) {
        const base::Error* problem = problem_of(*state.store, file.name);
        view.files.push_back({file.name, kind_of(forms, storage::parse_name(file.name)), size_text(forms, file.size_bytes), problem ? words_of(*problem) : ""});
        view.damaged += problem != nullptr;
        bytes += file.size_bytes;
    }
    std::sort(view.files.begin(), view.files.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
    view.space_used = size_text(forms, bytes);
    if (const uint64_t step = state.store->state().durable_sequence) view.last_step = number_text(forms, step);
}

std::string when_text(const Forms& forms, base::Millis at) { return at ? forms.past(at, true) : std::string(); }

std::string how_text(const CopyRecord& record) {
    const std::string how = tr("copies.how." + record.how);
    return record.sealed ? tr("copies.sealed", {{"how", how}}) : how;
}

void add_copies(const State& state, const Forms& forms, StorageView& view) {
    const CopyRecords records = read_copy_records(state.ports.load_setting("copies"));
    view.older_copies = records.older;
    for (const CopyRecord& record : records.made)
        if (record.how != "before_import") view.copies.push_back({record.name, when_text(forms, record.at), how_text(record)});
    if (!state.store) return;
    for (const storage::FileInfo& file : state.store->files()) {
        if (storage::parse_name(file.name).kind != Kind::before_import) continue;
        const auto known = std::find_if(records.made.begin(), records.made.end(), [&](const CopyRecord& one) { return one.name == file.name && one.how == "before_import"; });
        const bool named = known != records.made.end() && !known->detail.empty();
        const std::string title = named ? tr("copies.before_import_of", {{"file", known->detail}}) : tr("file_kind.before_import");
        view.inner_copies.insert(view.inner_copies.begin(), {file.name, title, known == records.made.end() ? "" : when_text(forms, known->at), size_text(forms, file.size_bytes)});
    }
}

// --- what opening fell back on ---------------------------------------------------------------------------

bool has(const Recovery& recovery, std::string_view code) {
    return std::any_of(recovery.notices.begin(), recovery.notices.end(), [&](const storage::Notice& notice) { return notice.what.code == code; });
}

std::string source_words(const Recovery& recovery) {
    using Source = storage::Loaded::Source;
    const auto lost = static_cast<int64_t>(recovery.steps_lost);
    if (recovery.read_only && recovery.read_only->code == "store.no_snapshot") return tr("recovery.no_snapshot");
    if (recovery.read_only) return words_of(*recovery.read_only);
    if (const auto words = words_of_store(recovery)) return *words;
    switch (recovery.source) {
        case Source::newest_snapshot: return lost ? tr_count("recovery.newest_lost", lost) : tr("recovery.newest");
        case Source::older_snapshot: return lost ? tr_count("recovery.older_lost", lost) : tr("recovery.older");
        case Source::steps_alone: return lost ? tr_count("recovery.steps_lost", lost) : tr("recovery.steps");
        case Source::copy_before_import: return tr("recovery.copy");
    }
    return {};
}

RecoveryView recovery_view(const Recovery& recovery) {
    RecoveryView view;
    view.loss = recovery.steps_lost > 0 || has(recovery, "store.vanished") || recovery.source == storage::Loaded::Source::copy_before_import || recovery.read_only;
    view.title = source_words(recovery);
    const bool newer = recovery.read_only && recovery.read_only->code == "store.newer_format";
    view.advice = tr(newer ? "recovery.advice_newer" : has(recovery, "store.vanished") ? "recovery.advice_vanished" : view.loss ? "recovery.advice_loss" : "recovery.advice");
    for (const storage::Notice& notice : recovery.notices) view.details.push_back(words_of(notice.what));
    return view;
}

// A store that could not be read at all.
RecoveryView not_read_view(const base::Error& why) { return {true, why.message, tr("recovery.advice_not_read"), {}}; }

}  // namespace

std::optional<std::string> words_of_store(const Recovery& recovery) {
    if (has(recovery, "store.vanished")) return tr("recovery.vanished");
    if (has(recovery, "store.put_back")) return tr("recovery.put_back");
    return std::nullopt;
}

void Session::ask_figures() {
    State& s = *state_;
    const base::Millis now = s.now().millis;
    if (!s.opened || s.asking_figures || (s.figures && now - s.figures_at < kFiguresForMs)) return;
    s.asking_figures = true;
    s.ports.storage_figures([this, now](const StorageFigures& figures) {
        State& s = *state_;
        s.asking_figures = false;
        s.figures_at = now;
        s.figures = figures;
        s.kept = s.kept || figures.kept;
        s.touch();
    });
}

const StorageView& Session::storage() {
    State& s = *state_;
    bring_up_to_date(s);
    ask_figures();
    if (!s.copying.place) look_at_place();
    ViewCache& views = s.shown().views;
    const ViewInputs inputs = inputs_of(s, Depends::on_the_session);
    if (views.storage_inputs == inputs) return views.storage;
    StorageView& view = views.storage;
    view = {};
    const Forms forms = forms_of(s);
    if (s.store && s.opened) add_files(s, forms, view);
    add_copies(s, forms, view);
    if (s.figures && s.figures->quota_bytes) view.quota = tr("settings.quota_told", {{"used", size_text(forms, s.figures->used_bytes)}, {"quota", size_text(forms, s.figures->quota_bytes)}});
    if (s.full_at) view.last_full = forms.past(s.full_at, true);
    view.tabs = s.figures ? s.figures->tabs : 0;
    view.kept = s.kept;
    if (s.figures) view.second_copy = s.figures->second_copy;
    view.from_file = s.figures && s.figures->from_file;
    view.verify = s.verifying;
    if (s.read_only && s.read_only->code == "book.not_read") view.recovery = not_read_view(*s.read_only);
    else if (s.recovery) view.recovery = recovery_view(*s.recovery);
    view.place_known = s.copying.place.has_value();
    if (s.copying.place) view.place = *s.copying.place;
    view.copying = s.copying.writing;
    if (s.copying.error) view.copy_error = words_of(*s.copying.error);
    view.remind = s.settings.remind;
    views.storage_inputs = inputs;
    return view;
}

}  // namespace app
