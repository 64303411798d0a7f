// Settings > Storage and backup: how safe the book is in this browser, what there is of it elsewhere, and what to do
// when something is not whole.
#include "ui/panels/setting_rows.h"

namespace ui {
namespace {

constexpr size_t kFewCopies = 5;
constexpr float kWhenWidth = 120, kKindWidth = 250, kSizeWidth = 76;

void save_row(Scene& scene, Rect& body, const app::ShellView& shell, const std::string& step) {
    using Save = app::ShellView::Save;
    const std::string saved = step.empty() ? tr("settings.saved_detail", {{"time", shell.save_time}}) : tr("settings.saved_step", {{"time", shell.save_time}, {"n", step}});
    switch (shell.save) {
        case Save::nothing: return tag_row(scene, body, tr("save.nothing"), tr("save.stays_here"), TagTone::neutral, tr("save.short.nothing"), icon::minus);
        case Save::saved: return tag_row(scene, body, tr("settings.saved"), shell.save_time.empty() ? tr("settings.saved_before", {{"n", step}}) : saved, TagTone::success, tr("save.short.saved"), icon::check);
        case Save::saving: return tag_row(scene, body, tr("save.saving"), tr("settings.saving_detail"), TagTone::neutral, tr("save.short.saving"), icon::repeat);
        case Save::not_saved: return tag_row(scene, body, tr("save.not_saved"), shell.save_reason, TagTone::danger, tr("save.short.not_saved"), icon::circle_alert);
        case Save::read_only: return tag_row(scene, body, tr("save.read_only"), shell.save_reason, TagTone::neutral, tr("save.short.read_only"), icon::eye);
    }
}

// Sentences one under the other, as far as they go.
void lines(Scene& scene, Rect& body, const std::vector<std::string>& sentences, Colour colour) {
    Rect inside = body.inset(16, 0);
    for (const std::string& sentence : sentences) inside.cut_top(paragraph(scene.frame, inside, Type::small, colour, sentence) + 4);
    body.cut_top(inside.y - body.y);
}

// --- what opening fell back on ---------------------------------------------------------------------------

void recovery_card(Scene& scene, Rect& at, const app::RecoveryView& recovery) {
    if (recovery.title.empty()) return;
    Frame& frame = scene.frame;
    const Notice what{.kind = recovery.loss ? NoticeKind::danger : NoticeKind::warning, .text = recovery.title, .detail = recovery.advice, .action = tr("settings.open"), .action_icon = icon::upload};
    if (notice(frame, make_id("recovery"), at.cut_top(notice_height(frame, at.w, what)), what)) frame.run("file.open");
    at.cut_top(8);
    if (!recovery.details.empty()) lines(scene, at, recovery.details, frame.palette.ink.second);
    at.cut_top(16);
}

// With something lost a copy that has no more than what is left is no success.
void copy_notice(Scene& scene, Rect& at, const app::ShellView& shell, bool loss) {
    if (shell.empty) return;
    Frame& frame = scene.frame;
    const bool never = shell.last_copy.empty(), whole = !never && !loss && shell.edits_since_copy == 0;
    const std::string text = never ? tr("settings.no_copy") : whole ? tr("settings.copy_whole", {{"when", shell.last_copy}}) : tr_count("settings.last_copy", shell.edits_since_copy, {{"when", shell.last_copy}});
    const NoticeKind kind = whole ? NoticeKind::success : shell.copy_is_old ? NoticeKind::danger : never ? NoticeKind::warning : NoticeKind::info;
    const Notice copy{.kind = kind, .text = text, .detail = tr(whole ? "settings.copy_whole_detail" : "settings.copy_detail"), .action = tr("save.export_now"), .action_icon = icon::download};
    if (notice(frame, make_id("copy"), at.cut_top(notice_height(frame, at.w, copy)), copy)) frame.run("export.snapshot");
    at.cut_top(24);
}

// --- in this browser -------------------------------------------------------------------------------------

void verify_row(Scene& scene, Rect& body, const app::VerifyView& verify) {
    Frame& frame = scene.frame;
    const std::string why_not = why_not_run(scene, "storage.verify");
    if (verify.running) {
        const float share = verify.all_bytes ? static_cast<float>(verify.done_bytes) / static_cast<float>(verify.all_bytes) : -1;
        const Rect row = body.cut_top(kProgressHeight + 18);
        if (progress(frame, make_id("verifying"), row.inset(16, 9), {.title = tr("verify.reading"), .count = {}, .cancel = tr("job.cancel"), .share = share})) frame.run("storage.stop");
        return;
    }
    const Button button{.text = tr("verify.button"), .icon = icon::shield_check, .tip = why_not, .enabled = why_not.empty()};
    if (button_row(scene, body, "verify", tr("verify.title"), tr("verify.detail"), button, true)) frame.run("storage.verify");
    if (!verify.done) return;
    const Notice result{.kind = verify.whole ? NoticeKind::success : NoticeKind::danger, .text = verify.result, .detail = verify.whole ? std::string_view() : tr("verify.advice"), .spoken = true};
    Rect row = body.cut_top(notice_height(frame, body.w - 32, result) + 12);
    notice(frame, make_id("verified"), {row.x + 16, row.y, row.w - 32, row.h - 12}, result);
    if (!verify.problems.empty()) {
        lines(scene, body, verify.problems, frame.palette.ink.first);
        body.cut_top(12);
    }
}

// What the browser grants or not, and what that means.
void yes_row(Scene& scene, Rect& body, const std::string& title, const std::string& detail, bool yes) {
    tag_row(scene, body, title, detail, yes ? TagTone::success : TagTone::warning, tr(yes ? "value.yes" : "value.no"), yes ? icon::check : icon::minus);
}

void browser_card(Scene& scene, Rect& at, const app::StorageView& storage) {
    const app::SettingsView& settings = scene.session.settings();
    Rect body = begin_card(scene, at, "storage-card");
    save_row(scene, body, scene.session.shell(), storage.last_step);
    yes_row(scene, body, tr("settings.kept"), tr(storage.kept ? "settings.kept_yes" : "settings.kept_no"), storage.kept);
    if (storage.from_file) tag_row(scene, body, tr("settings.from_file"), tr("settings.from_file_detail"), TagTone::neutral, tr("settings.from_file_short"), icon::file_text);
    else if (storage.second_copy) yes_row(scene, body, tr("settings.second_copy"), tr(*storage.second_copy ? "settings.second_copy_yes" : "settings.second_copy_no"), *storage.second_copy);
    const std::string leads = tr_count("settings.leads", settings.leads), activities = tr_count("settings.activities", settings.activities);
    if (!storage.space_used.empty()) value_row(scene, body, tr("settings.space"), join_names(leads, activities), storage.space_used, false);
    const std::string felt = storage.last_full.empty() ? tr("settings.never_full") : tr("settings.last_full", {{"when", storage.last_full}});
    value_row(scene, body, tr("settings.room"), felt, storage.quota.empty() ? tr("settings.quota_unknown") : storage.quota, false);
    if (storage.tabs > 0) {
        const bool writes = scene.session.writes();
        const std::string others = storage.tabs > 1 ? tr_count(writes ? "settings.tabs_read" : "settings.tabs_reading", storage.tabs - 1) : tr("settings.tabs_alone");
        value_row(scene, body, tr("settings.tabs"), others, tr_count("settings.tabs_count", storage.tabs), false);
    }
    value_row(scene, body, tr("settings.fingerprint"), tr("settings.fingerprint_detail"), scene.session.shown_fingerprint(), false);
    verify_row(scene, body, storage.verify);
    end_card(scene, at, "storage-card", body);
}

// --- copies ----------------------------------------------------------------------------------------------

// What, grey words beside or beneath it, and room for `right` at the end.
Rect list_row(Scene& scene, Rect& body, const std::string& first, float first_width, const std::string& second, float right) {
    Frame& frame = scene.frame;
    const Palette& p = frame.palette;
    const bool narrow = scene.phone();
    Rect row = body.cut_top(narrow ? 60.f : 36.f);
    paint(frame).line_above(row.inset(1, 0), p.line.subtle);
    row = row.inset(16, 0);
    const Rect end = row.cut_right(right);
    row.cut_right(12);
    if (narrow) {
        row = row.inset(0, 8);
        label(frame, row.cut_top(22), Type::body, p.ink.first, first);
        label(frame, row.cut_top(20), Type::small, p.ink.second, second);
        return end;
    }
    label(frame, row.cut_left(first_width), Type::body, p.ink.first, first);
    row.cut_left(12);
    label(frame, row, Type::small, p.ink.second, second);
    return end;
}

void copy_rows(Scene& scene, Rect& body, const app::StorageView& storage) {
    Frame& frame = scene.frame;
    bool& all = scene.face.storage.all_copies;
    const size_t shown = all ? storage.copies.size() : std::min(storage.copies.size(), kFewCopies);
    for (size_t i = 0; i < shown; ++i) {
        const app::CopyMadeView& copy = storage.copies[i];
        const float width = std::min(text_width(frame, Type::small, copy.how) + 1, body.w * 0.45f);
        const Rect end = scene.phone() ? list_row(scene, body, copy.name, 0, join_names(copy.when, copy.how), 0) : list_row(scene, body, copy.when, kWhenWidth, copy.name, width);
        if (!scene.phone()) label(frame, end, Type::small, frame.palette.ink.second, copy.how, Align::right);
    }
    if (storage.copies.size() > kFewCopies) {
        const std::string words = all ? tr("settings.fewer_copies") : tr_count("settings.all_copies", static_cast<int64_t>(storage.copies.size()));
        Rect row = body.cut_top(frame.density.control + 8).inset(16, 4);
        if (button_from_left(frame, row, "all-copies", ButtonKind::quiet, {.text = words}, ButtonSize::small)) all = !all;
    }
    if (storage.older_copies > 0) lines(scene, body, {tr_count("settings.older_copies", storage.older_copies)}, frame.palette.ink.second);
}

void inner_copy_row(Scene& scene, Rect& body, const app::InnerCopyView& copy) {
    Frame& frame = scene.frame;
    ImGui::PushID(copy.file.c_str());
    const float side = frame.density.control;
    const std::string where = join_names(copy.when, join_names(tr("settings.in_browser"), copy.size));
    Rect end = scene.phone() ? list_row(scene, body, copy.title, 0, where, 2 * side + 4) : list_row(scene, body, copy.when, kWhenWidth, copy.title, 2 * side + 4 + 150);
    if (!scene.phone()) label(frame, end.cut_left(142), Type::small, frame.palette.ink.second, join_names(tr("settings.in_browser"), copy.size), Align::right);
    const auto press = [&](std::string_view id, char32_t glyph, const char* name, const char* command) {
        if (icon_button(frame, make_id(id), end.cut_right(side), ButtonKind::quiet, {.icon = glyph, .name = tr(name, {{"what", copy.title}})})) frame.run(command, {{"file", copy.file}});
        end.cut_right(4);
    };
    press("save", icon::download, "copies.save_it", "copies.save");
    press("open", icon::upload, "copies.open_it", "copies.open");
    ImGui::PopID();
}

void copies_card(Scene& scene, Rect& at, const app::StorageView& storage) {
    Frame& frame = scene.frame;
    const app::ShellView& shell = scene.session.shell();
    const std::string tip = shell.empty ? tr("settings.nothing_to_export") : std::string();
    const auto acting = [&](const char* text, char32_t glyph) { return Button{.text = tr(text), .icon = glyph, .tip = tip, .enabled = !shell.empty}; };
    Rect body = begin_card(scene, at, "copies-card");
    if (button_row(scene, body, "snapshot", tr("settings.snapshot"), tr("settings.snapshot_detail"), acting("settings.export", icon::download), false)) frame.run("export.snapshot");
    if (button_row(scene, body, "share", tr("settings.share"), tr("settings.share_detail"), acting("settings.share_button", icon::share_2), false)) frame.run("share.open");
    if (button_row(scene, body, "sheet", tr("settings.csv"), tr("settings.csv_detail"), acting("settings.export", icon::download), false)) frame.run("export.csv");
    if (button_row(scene, body, "open", tr("settings.open"), tr("settings.open_detail"), {.text = tr("settings.open_file"), .icon = icon::upload}, true)) frame.run("file.open");
    end_card(scene, at, "copies-card", body);

    if (storage.copies.empty() && storage.inner_copies.empty()) return;
    body = begin_card(scene, at, "made-card");
    const Rect head = body.cut_top(kCardHead).inset(16, 0);
    heading(frame, head, Type::heading, tr("settings.copies_made"), scene.phone() ? 2 : 3);
    for (const app::InnerCopyView& copy : storage.inner_copies) inner_copy_row(scene, body, copy);
    copy_rows(scene, body, storage);
    Rect words = body;
    words.cut_top(8);
    lines(scene, words, {tr("settings.beyond_reach")}, frame.palette.ink.second);
    body.cut_top(words.y - body.y + 8);
    end_card(scene, at, "made-card", body);
}

// --- the copy that writes itself -------------------------------------------------------------------------

void place_rows(Scene& scene, Rect& body, const app::StorageView& storage) {
    using Place = app::CopyPlace::State;
    Frame& frame = scene.frame;
    const std::string why_not = why_not_run(scene, "copies.choose");
    const Button folder{.text = tr("copies.folder"), .icon = icon::hard_drive, .tip = why_not, .enabled = why_not.empty()};
    const Button file{.text = tr("copies.file"), .icon = icon::file_text, .tip = why_not, .enabled = why_not.empty()};
    const app::CopyPlace& place = storage.place;
    if (!storage.place_known || place.state == Place::unsupported) {
        const std::string& not_yet = storage.copy_error.empty() ? tr("copies.looking") : storage.copy_error;
        setting_row(scene, body, tr("copies.title"), storage.place_known ? tr("copies.unsupported") : not_yet, 0, false);
        return;
    }
    if (place.state == Place::none) {
        if (button_row(scene, body, "folder", tr("copies.title"), tr("copies.folder_detail"), folder, false)) frame.run("copies.choose", {{"kind", "folder"}});
        if (button_row(scene, body, "file", tr("copies.title_file"), tr("copies.file_detail"), file, false)) frame.run("copies.choose", {{"kind", "file"}});
        return;
    }
    const std::string title = tr(place.kind == "file" ? "copies.into_file" : "copies.into_folder", {{"name", place.name}});
    if (place.state == Place::granted) {
        const std::string detail = !storage.copy_error.empty() ? storage.copy_error : storage.copying ? tr("copies.writing") : tr("copies.on");
        if (button_row(scene, body, "stop", title, detail, {.text = tr("copies.stop"), .icon = icon::x}, false)) frame.run("copies.forget");
        return;
    }
    if (button_row(scene, body, "allow", title, tr("copies.not_allowed", {{"name", place.name}}), {.text = tr("copies.allow"), .icon = icon::check}, false)) frame.run("copies.allow");
    if (button_row(scene, body, "stop", tr("copies.other_place"), tr("copies.other_place_detail"), {.text = tr("copies.stop"), .icon = icon::x}, false)) frame.run("copies.forget");
}

void automatic_card(Scene& scene, Rect& at, const app::StorageView& storage) {
    Rect body = begin_card(scene, at, "automatic-card");
    place_rows(scene, body, storage);
    constexpr std::pair<const char*, const char*> kReminders[] = {{"3", "remind.3"}, {"7", "remind.7"}, {"never", "remind.never"}};
    choice_segments(scene, body, "remind.title", "remind.detail", "remind", storage.remind, kReminders, true);
    end_card(scene, at, "automatic-card", body);
}

// --- files -----------------------------------------------------------------------------------------------

void file_rows(Scene& scene, Rect& body, const app::StorageView& storage) {
    Frame& frame = scene.frame;
    const Palette& p = frame.palette;
    for (const app::StoredFileView& file : storage.files) {
        const Rect end = list_row(scene, body, file.kind, kKindWidth, file.name, kSizeWidth);
        label(frame, scene.phone() ? Rect{end.x, end.y + 8, end.w, 22} : end, Type::body, p.ink.first, file.size, Align::right);
        if (!file.problem.empty()) lines(scene, body, {file.problem}, p.danger.text);
    }
}

void files_card(Scene& scene, Rect& at, const app::StorageView& storage) {
    Frame& frame = scene.frame;
    bool& all = scene.face.storage.all_files;
    Rect body = begin_card(scene, at, "files-card");
    if (button_row(scene, body, "raw", tr("raw.title"), tr("raw.detail"), {.text = tr("raw.button"), .icon = icon::download}, storage.files.empty())) frame.run("storage.raw");
    if (!storage.files.empty()) {
        const auto count = static_cast<int64_t>(storage.files.size());
        const std::string detail = storage.damaged ? tr_count("settings.files_damaged", storage.damaged) : tr("settings.files_detail");
        const Button button{.text = tr(all ? "settings.hide_files" : "settings.show_files"), .icon = icon::list};
        if (button_row(scene, body, "files", tr_count("settings.files", count), detail, button, true)) all = !all;
        if (all) file_rows(scene, body, storage);
    }
    end_card(scene, at, "files-card", body);
}

}  // namespace

void draw_storage_page(Scene& scene, Rect& at) {
    const app::StorageView& storage = scene.session.storage();
    page_title(scene, at, "settings.storage", "settings.storage_detail");
    recovery_card(scene, at, storage.recovery);
    copy_notice(scene, at, scene.session.shell(), storage.recovery.loss);
    browser_card(scene, at, storage);
    copies_card(scene, at, storage);
    automatic_card(scene, at, storage);
    files_card(scene, at, storage);
}

}  // namespace ui
