// What of the book leaves, in a dialog: whom, what of their personal data, under a passphrase or not; and in words
// what that comes to, before anything is saved.
#include "ui/panels/scene.h"
#include "ui/widgets/dialog_middle.h"

#include "base/text.h"

namespace ui {
namespace {

constexpr float kWidth = 520, kTreatmentWidth = 132;
constexpr size_t kShortestPassphrase = 8;  // characters
constexpr size_t kMostShownFields = 6;     // in a list that scrolls by itself

using What = ShareForm::What;

std::string treatment_of(const ShareForm& form, const app::ShareFieldView& field) {
    const auto chosen = form.treatments.find(field.key);
    return chosen == form.treatments.end() ? field.usual : chosen->second;
}

int64_t shown_count(Scene& scene) { return static_cast<int64_t>(scene.leads().rows.size()); }

int64_t count_of(Scene& scene, const app::ShareView& view) {
    switch (scene.face.share.what) {
        case What::everything: return view.leads;
        case What::shown: return shown_count(scene);
        case What::chosen: return static_cast<int64_t>(view.chosen.size());
    }
    return 0;
}

void caption(Frame& frame, Rect& content, const char* key) {
    label(frame, content.cut_top(22), Type::small, frame.palette.ink.second, tr(key));
}

// Side by side where the words fit, else one below the other.
int choose(Frame& frame, Rect& content, std::string_view id, const char* key, const std::vector<Segment>& items, int chosen) {
    caption(frame, content, key);
    int picked = -1;
    if (segments_width(frame, items) <= content.w) {
        picked = segments(frame, id, content.cut_top(frame.density.control), tr(key), items, chosen);
    } else {
        Group group(frame.semantics, make_id(id), base::Role::list, tr(key), content);
        for (size_t i = 0; i < items.size(); ++i) {
            if (i > 0) content.cut_top(8);
            if (tile(frame, make_id(static_cast<int64_t>(i)), content.cut_top(frame.density.control), 0, items[i].text, static_cast<int>(i) == chosen)) picked = static_cast<int>(i);
        }
    }
    content.cut_top(16);
    return picked;
}

void draw_what(Scene& scene, Rect& content, const app::ShareView& view) {
    ShareForm& form = scene.face.share;
    std::vector<std::pair<What, std::string>> ways = {{What::everything, tr("share.everything")}};
    if (const int64_t shown = shown_count(scene); shown > 0) ways.emplace_back(What::shown, tr_count("share.filtered", shown));
    if (!view.chosen.empty()) ways.emplace_back(What::chosen, tr_count("share.chosen", static_cast<int64_t>(view.chosen.size())));
    std::vector<Segment> items;
    int chosen = 0;
    for (const auto& [what, words] : ways) {
        if (what == form.what) chosen = static_cast<int>(items.size());
        items.push_back({.text = words});
    }
    const int picked = choose(scene.frame, content, "what", "share.what", items, chosen);
    if (picked >= 0) form.what = ways[static_cast<size_t>(picked)].first;
}

void draw_field(Scene& scene, Rect row, const app::ShareFieldView& field) {
    ShareForm& form = scene.face.share;
    Options options = {{"keep", tr("share.keep")}};
    if (field.can_be_pseudonym) options.emplace_back("pseudonym", tr("share.pseudonym"));
    options.emplace_back("left_out", tr("share.left_out"));
    const Rect at = row.cut_right(kTreatmentWidth).strip(scene.frame.density.control);
    row.cut_right(12);
    label(scene.frame, row, Type::body, scene.frame.palette.ink.first, field.label);
    if (auto picked = select(scene.frame, make_id(field.key), at, {.label = field.label}, options, treatment_of(form, field))) form.treatments[field.key] = *picked;
}

void draw_personal(Scene& scene, Rect& content, const app::ShareView& view) {
    Frame& frame = scene.frame;
    ShareForm& form = scene.face.share;
    const std::vector<Segment> items = {{.text = tr("share.as_it_is")}, {.text = tr("share.redacted")}};
    const int picked = choose(frame, content, "personal", "share.personal", items, form.redacted);
    if (picked >= 0) form.redacted = picked == 1;
    if (!form.redacted || view.fields.empty()) return;
    const float row = frame.density.control + 8;
    // A sheet scrolls as a whole: one list within another is nothing for a thumb.
    const size_t rows = scene.phone() ? view.fields.size() : std::min(view.fields.size(), kMostShownFields);
    const Rect box = content.cut_top(row * static_cast<float>(rows) + 8);
    content.cut_top(16);
    card_ground(frame, box);
    const ScrollArea area = begin_scroll(frame, make_id("fields"), box.inset(0, 4));
    Rect list = area.content.inset(12, 0);
    list.h = row * static_cast<float>(view.fields.size());
    Group group(frame.semantics, make_id("fields-group"), base::Role::list, tr("share.personal"), box);
    for (const app::ShareFieldView& field : view.fields) draw_field(scene, list.cut_top(row), field);
    end_scroll(frame, area, list.y);
}

bool is_long_enough(const std::string& passphrase) {
    size_t characters = 0;
    for (size_t at = 0; at < passphrase.size(); ++characters) base::next_code_point(passphrase, at);
    return characters >= kShortestPassphrase;
}

bool is_ready(const ShareForm& form) { return !form.sealed || (is_long_enough(form.passphrase) && form.passphrase == form.again); }

// True if Enter ended the last field.
bool draw_protection(Scene& scene, Rect& content) {
    Frame& frame = scene.frame;
    ShareForm& form = scene.face.share;
    const std::vector<Segment> items = {{.text = tr("share.none")}, {.text = tr("share.passphrase"), .icon = icon::lock}};
    const int picked = choose(frame, content, "protection", "share.protection", items, form.sealed);
    if (picked >= 0) {
        form.sealed = picked == 1;
        if (form.sealed) focus_next(frame, make_id("passphrase"));
    }
    if (!form.sealed) return false;
    const bool is_short = form.tried && !is_long_enough(form.passphrase);
    const bool differs = form.tried && !is_short && form.passphrase != form.again;
    const TextField first{.label = tr("share.passphrase"), .show_label = true, .hint = tr("share.passphrase_hint"), .error = is_short ? tr("share.too_short") : std::string_view()};
    const TextField second{.label = tr("share.passphrase_again"), .show_label = true, .error = differs ? tr("share.mismatch") : std::string_view()};
    passphrase_field(frame, make_id("passphrase"), content, first, form.passphrase, form.visible);
    content.cut_top(8);
    const bool entered = passphrase_field(frame, make_id("again"), content, second, form.again, form.visible);
    content.cut_top(16);
    return entered;
}

// What the choices come to.
std::string summary(Scene& scene, const app::ShareView& view) {
    const ShareForm& form = scene.face.share;
    const bool everybody = form.what == What::everything;
    std::string words = tr_count("share.people", count_of(scene, view));
    const auto add = [&](const std::string& sentence) { words += " " + sentence; };
    if (form.redacted) {
        std::map<std::string, std::string> lists;
        for (const app::ShareFieldView& field : view.fields) {
            std::string& list = lists[treatment_of(form, field)];
            list += (list.empty() ? "" : ", ") + field.label;
        }
        for (const auto& [treatment, key] : {std::pair{"left_out", "share.summary_left_out"}, {"pseudonym", "share.summary_pseudonyms"}, {"keep", "share.summary_kept"}})
            if (!lists[treatment].empty()) add(tr(key, {{"fields", lists[treatment]}}));
        add(tr("share.summary_typed"));
        add(tr("share.summary_ids"));
    }
    if (view.unknown > 0 && (form.redacted || !everybody)) add(tr_count("share.summary_unknown", view.unknown));
    add(tr(everybody && !form.redacted ? "share.summary_copy" : "share.summary_not_a_copy"));
    return words;
}

void draw_summary(Scene& scene, Rect& content, const app::ShareView& view) {
    Frame& frame = scene.frame;
    content.cut_top(paragraph(frame, content, Type::body, frame.palette.ink.second, summary(scene, view)) + 8);
    const ShareForm& form = scene.face.share;
    if (form.redacted || form.what != What::everything) return;
    const std::string code = scene.session.shown_fingerprint();
    content.cut_top(paragraph(frame, content, Type::small, frame.palette.ink.third, tr("share.fingerprint", {{"code", code.empty() ? "…" : code}})) + 8);
}

void save(Scene& scene, const app::ShareView& view) {
    ShareForm& form = scene.face.share;
    form.tried = true;
    scene.frame.animating = true;  // what is missing is said above, in the next frame
    if (!is_ready(form)) return;
    base::Json arguments = base::Json::object();
    if (form.what == What::chosen) arguments["leads"] = view.chosen;
    if (form.what == What::shown) {
        arguments["leads"] = base::Json::array();
        for (const app::RowHandle row : scene.leads().rows) arguments["leads"].push_back(scene.session.lead_id(row));
    }
    if (form.redacted) {
        arguments["redacted"] = base::Json::object();
        for (const app::ShareFieldView& field : view.fields) arguments["redacted"][field.key] = treatment_of(form, field);
    }
    if (form.sealed) arguments["passphrase"] = form.passphrase;
    scene.frame.run("share.save", std::move(arguments));
}

// The buttons; in their place how far it is, once it is under way.
void draw_foot(Scene& scene, Rect& content, const app::ShareView& view, bool entered) {
    Frame& frame = scene.frame;
    if (const app::JobView* job = scene.session.job()) {
        const float part = job->total > 0 ? static_cast<float>(job->done) / static_cast<float>(job->total) : -1;
        const Progress look{.title = job->title, .cancel = job->can_cancel ? std::string_view(tr("dialog.cancel")) : std::string_view(), .share = part};
        if (progress(frame, make_id("progress"), content.cut_top(kProgressHeight), look)) frame.run("job.cancel");
        return;
    }
    const bool nobody = count_of(scene, view) == 0;
    const Button button{.text = tr("share.save"), .icon = icon::download, .tip = nobody ? tr("settings.nothing_to_export") : std::string_view(), .enabled = !nobody};
    Rect row = content.cut_top(scene.phone() ? 48 : button_height(frame));
    bool pressed = false;
    if (scene.phone()) {
        pressed = ui::button(frame, make_id("save"), row, ButtonKind::primary, button, ButtonSize::large);
    } else {
        pressed = button_from_right(frame, row, "save", ButtonKind::primary, button);
        if (button_from_right(frame, row, "cancel", ButtonKind::quiet, {.text = tr("dialog.cancel")})) frame.run("share.close");
    }
    if (!nobody && (pressed || entered)) save(scene, view);
}

}  // namespace

void follow_share(Scene& scene) {
    Face& face = scene.face;
    const app::ShareView* share = scene.session.share_view();
    if (!share && face.share.open) face.share = {};  // with its passphrase
    if (share && !face.share.open) face.share = {.open = true, .what = share->chosen.empty() ? What::everything : What::chosen};
    const app::SealedView* sealed = scene.session.sealed_view();
    if (!sealed && face.sealed.open) face.sealed = {};
    if (sealed && !face.sealed.open) face.sealed = {.open = true};
}

void draw_share_dialog(Scene& scene) {
    Frame& frame = scene.frame;
    const app::ShareView* view = scene.session.share_view();
    if (!view) return;
    const NodeId id = make_id("share-dialog");
    bool open = true;
    Rect content;
    if (!begin_dialog(frame, id, {.title = tr("share.title"), .width = kWidth}, open, content)) return frame.run("share.close");
    bool entered = false;
    dialog_middle(frame, content, (scene.phone() ? 48 + 28 : button_height(frame) + 20) + 12, [&](Rect& inside) {
        draw_what(scene, inside, *view);
        draw_personal(scene, inside, *view);
        entered = draw_protection(scene, inside);
        draw_summary(scene, inside, *view);
    });
    content.cut_top(12);
    draw_foot(scene, content, *view, entered);
    content.cut_top(scene.phone() ? 28 : 20);
    end_dialog(frame, id, content);
    if (!open) frame.run("share.close");
}

}  // namespace ui
