#include "main/kept_drafts.h"

#include "main/wiring.h"
#include "platform/platform.h"

namespace corong {
namespace {

using base::Json;

constexpr std::string_view kSetting = "drafts";
constexpr size_t kMostTextBytes = 8u << 20;  // more than a page's settings hold

ui::Drafts read(std::string_view text) {
    const base::Result<Json> json = base::parse_json(text, {.string_bytes = kMostTextBytes});
    ui::Drafts drafts;
    if (json && json->is_object())
        for (const auto& [key, draft] : json->items()) drafts[key] = draft;
    return drafts;
}

std::string written(const ui::Drafts& drafts) {
    return drafts.empty() ? std::string() : Json(drafts).dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace

void KeptDrafts::take(ui::Face& face, app::Session& session) {
    if (taken_ || !session.writes()) return;
    taken_ = true;
    stored_ = platform::load_setting(kSetting);
    const ui::Drafts drafts = read(stored_);
    const std::vector<ui::CommandCall> commands = ui::take_drafts(face, session, drafts);
    for (const ui::CommandCall& command : commands) session.run(command.id, command.arguments);
    if (const auto field = drafts.find("field"); field != drafts.end() && !commands.empty()) in_hand_.insert(*field);
}

void KeptDrafts::keep(const ui::Face& face, app::Session& session, bool ran) {
    if (!session.writes()) {
        *this = {};  // another tab's from here on
        return;
    }
    if (!taken_) return;
    ui::Drafts typed = ui::drafts_of(face);
    for (auto& [key, draft] : typed_) {
        if (!ran || typed.contains(key)) continue;
        draft["left"] = true;
        in_hand_.insert_or_assign(key, std::move(draft));
    }
    if (!is_unsaved(session.shell())) in_hand_.clear();
    ui::Drafts all = typed;
    all.insert(in_hand_.begin(), in_hand_.end());
    typed_ = std::move(typed);
    std::string text = written(all);
    if (text == stored_) return;
    stored_ = std::move(text);
    platform::save_setting(kSetting, stored_);
}

}  // namespace corong
