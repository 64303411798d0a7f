// What every panel gets: the frame to draw in, the face's memory, the session's views. Panels read
// views and push commands; `session` is not const only because its views are built when asked for.
#pragma once

#include "app/session.h"
#include "generated/icons.h"
#include "ui/face.h"
#include "ui/widgets/breadcrumb.h"
#include "ui/widgets/button.h"
#include "ui/widgets/choice.h"
#include "ui/widgets/field.h"
#include "ui/widgets/popup.h"
#include "ui/widgets/scroll.h"
#include "ui/widgets/select.h"
#include "ui/widgets/signals.h"
#include "ui/widgets/slider.h"
#include "ui/widgets/surface.h"
#include "ui/widgets/waterfall.h"

namespace ui {

using app::tr;
using app::tr_count;

inline constexpr float kPhoneQuickLog = 68;  // the bar at the end of a lead's page
inline constexpr float kPhoneMergeBar = 72;  // that at the end of the list of a merge

enum class SizeClass { phone, compact, fold, wide };

struct Scene {
    Frame& frame;
    Face& face;
    app::Session& session;
    const Input& input;
    Output& output;
    SizeClass size = SizeClass::wide;

    bool looks_back() const { return session.looks_back(); }  // at a past day: nothing can be changed
    bool phone() const { return size == SizeClass::phone; }
    void go(std::string path) { frame.run("view.open", {{"path", std::move(path)}}); }
    // The list of leads, or the board in its place: what a search and a filter are about.
    bool shows_leads() const { return (session.route().starts_with("/lead") || session.route().starts_with("/board")) && !shows_deals(); }
    bool shows_board() const { return session.route().starts_with("/board") || (face.list == "/board" && session.route().starts_with("/lead/")); }
    bool shows_deals() const { return session.route().starts_with("/deals") || (face.list == "/deals" && session.route().starts_with("/lead/")); }
    // What is asked for, as the list or as the board, which has groups of its own; and those that are found.
    app::LeadsQuery query() const {
        app::LeadsQuery asked = face.query;
        if (shows_board()) asked.group.clear();
        return asked;
    }
    const app::LeadsView& leads() const { return face.query.group.empty() ? session.leads(face.query) : session.leads(query()); }
    const app::LeadColumnsView& lead_columns() const { return session.lead_columns(face.query.columns); }
    float gutter() const { return phone() ? frame.theme.layout.phone_gutter : frame.theme.layout.gutter; }
};

// The bar over a view: title, a grey word behind it; gives what is left in the middle for tabs and
// buttons (cut from the right). On a phone it is the title bar of 60.
// `above`: the views that lead here, if it is not one of the rail.
Rect view_header(Scene& scene, Rect& view, std::string_view title, std::string_view detail, std::span<const Crumb> above = {});
// A card's rows between hairlines, and similar small helpers several panels use.
std::string join_names(std::string_view first, std::string_view second);  // "Role, Company"
std::string why_not_run(Scene& scene, std::string_view command);          // empty if the command can be run now
std::string day_text(base::Day day);                                      // for commands: "2026-11-24"

void draw_rail(Scene& scene, Rect box);
// One id wherever it is asked for: a key goes there from any window.
NodeId leads_search_id();
NodeId deals_search_id();
// The words of what just happened, on the page of a lead that is not a phone's. With each lead another field: what is
// typed into one is never another's.
NodeId quick_log_id(std::string_view lead);
void draw_bottom_nav(Scene& scene, Rect box);
void draw_save_strip(Scene& scene, Rect box);   // phone: the save state in words
float save_notice_height(Scene& scene, float width);
void draw_as_of_bar(Scene& scene, Rect box);    // the day that is shown, while that is not today
float as_of_bar_height(const Scene& scene);      // 0 if it is
void draw_save_notice(Scene& scene, Rect box);  // NOT SAVED or reading along; over every view
void draw_more_sheet(Scene& scene);

void draw_today(Scene& scene, Rect box);
void follow_leads_address(Scene& scene);
void draw_leads(Scene& scene, Rect box, std::string_view current_lead);
void draw_board(Scene& scene, Rect box, std::string_view current_lead);
void draw_companies(Scene& scene, Rect box);
void draw_steps(Scene& scene, Rect box);
void draw_deals(Scene& scene, Rect box, std::string_view current_lead);
void draw_selection_bar(Scene& scene, Rect box);
void draw_filter_dialog(Scene& scene);
void draw_columns_dialog(Scene& scene);
void draw_lead(Scene& scene, Rect box, std::string_view id, bool pane);
void draw_import(Scene& scene, Rect box);
void draw_merge(Scene& scene, Rect box);
void draw_conflicts(Scene& scene, Rect box);
void draw_settings(Scene& scene, Rect box);
void draw_keys(Scene& scene, Rect box);
void draw_welcome(Scene& scene, Rect box);      // the empty state of a book without leads

void draw_add_lead(Scene& scene);
void draw_log_sheet(Scene& scene);
void draw_task_dialog(Scene& scene);
void draw_deal_dialog(Scene& scene);
void draw_set_field_dialog(Scene& scene);
void draw_field_history(Scene& scene);
// Both are open as long as the session says so.
void follow_share(Scene& scene);
void draw_share_dialog(Scene& scene);
void draw_sealed_dialog(Scene& scene);
// A passphrase with a button that shows it. True if Enter ended it.
bool passphrase_field(Frame& frame, NodeId id, Rect& content, const TextField& field, std::string& text, bool& visible);
void draw_conflict_form(Scene& scene);
void draw_segment_dialog(Scene& scene);
void draw_forget_dialog(Scene& scene);
void draw_palette(Scene& scene);
void draw_toast(Scene& scene, Rect box);
void draw_drop_target(Scene& scene);
void handle_shortcuts(Scene& scene);
bool any_dialog_open(const Face& face);

// Whom a key means: the lead that is open, else the selected ones, else the row with the cursor; nobody anywhere else.
struct LeadsInHand {
    std::vector<std::string> ids = {};
    std::string who = {};  // a name, or "3 leads"
};
LeadsInHand leads_in_hand(Scene& scene);
void open_log(Face& face, std::vector<std::string> leads, std::string who, std::string type);
void open_forget(Face& face, std::string id, std::string who);
void open_task(Face& face, std::vector<std::string> leads, std::string who);
void open_task_change(Face& face, const app::TaskView& task, std::string who);
void open_new_deal(Face& face, const app::LeadView& lead);

}  // namespace ui
