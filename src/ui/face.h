// The face: one function that main calls each frame, and everything the face remembers between
// frames. It draws const views of app and pushes commands; it never edits, loads, saves or scores.
//
//     ui::Face face;                                    // once; reads the theme
//     in the frame hook, between NewFrame and Render:
//         ui::Output output = ui::draw(face, session, input);
//         for (auto& command : output.commands) session.run(command.id, command.arguments);
//         for (auto& link : output.links) platform::open_link(link);
//         platform::set_text_keyboard(...output.keyboard), set_background(...output.background)
//         platform::request_frame_after(output.wake_after) if it is not -1
//         return output.animating;
//     semantics hook: face.semantics.tree(). Semantic events: collect them, hand them in as
//     input.events, request a frame.
//     visibility(hidden): for (auto& command : ui::flush(face)) session.run(...).
#pragma once

#include "app/session.h"
#include "base/day.h"
#include "ui/widgets/chart.h"
#include "ui/widgets/frame.h"
#include "ui/widgets/table.h"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace ui {

// --- what the face remembers ---------------------------------------------------------------------
struct DayRange {  // as it is typed
    std::string first = {}, last = {};
    bool operator==(const DayRange&) const = default;
};
struct AddLeadForm {
    bool open = false;
    std::string name = {}, company = {}, role = {}, phone = {}, email = {};
    bool tried = false;  // Save was pressed with nothing to save: show what is missing
};
struct LogForm {
    bool open = false;
    std::vector<std::string> leads = {};  // ids
    std::string who = {};                 // their name, or "3 leads"
    std::string type = "call", note = {};  // no type: their move is not possible any more, so it is asked anew
    std::string next = {};                // days from today; none: no next step
    std::string next_day = {};            // or typed: "next tue"
    std::string next_title = {};
    std::string stage = {};               // into which they are moved: what may have happened is what leads there
    int until_months = 0;                 // of a postponement; 0: no date
    std::string until_day = {};           // or typed
};
struct TaskForm {
    bool open = false;
    std::vector<std::string> leads = {};
    std::string who = {}, title = {};
    int days = 1;                    // from today; -1 no date
    std::string day = {};            // or typed: "next tue"
    bool tried = false;
    std::string task = {};           // the one that changes; empty: a new one
    std::string title_before = {}, day_before = {};
};
struct DealForm {
    enum class What : uint8_t { open, change, win, lose };
    bool open = false;
    What what = What::open;
    std::string lead = {}, deal = {}, who = {};  // whose a new one is; else which one; a name
    std::string title = {}, value = {}, reason = {};
    std::string day = {};            // expected, or when it ended
    bool tried = false;
    app::DealView before = {};
};
struct SetFieldForm {
    bool open = false;
    std::vector<std::string> leads = {};
    std::string who = {}, field = {}, value = {};
};
struct ShareForm {  // of the dialog that share.open opens; forgotten when it closes
    enum class What : uint8_t { everything, shown, chosen };
    bool open = false;
    What what = What::everything;
    bool redacted = false, sealed = false, visible = false;
    std::map<std::string, std::string> treatments = {};  // by field: what was chosen instead of the usual
    std::string passphrase = {}, again = {};
    bool tried = false;  // Save was pressed: show what is missing
};
struct SealedForm {
    bool open = false;
    std::string passphrase = {};
    bool visible = false;
};
struct ConflictForm {  // another value for one of them
    bool open = false;
    std::string id = {}, who = {}, value = {};
};
struct MergePage {  // of the file that is open
    std::string file = {};
    app::MergeQuery query = {};
    TableState table = {};
    std::string open = {};   // the entry whose fields are shown
    bool about = false;      // where there is no room beside the list
    bool entered = false;    // the keyboard's focus was brought into the list
};
struct PaletteState {
    bool open = false;
    std::string text = {};
    int cursor = 0;
};
struct LeadWidths {  // what the columns of the list need for what stands in its first rows
    uint64_t version = 0;
    app::LeadsQuery query = {};
    std::unordered_map<std::string, float> of = {};
};
struct RowMenu {  // of a lead in the list
    std::string id = {}, name = {};
    Rect at = {};
};
struct BoardDrag {
    enum class Phase : uint8_t { none, held, moving, given_up };  // given up: by Esc, while the button is still down
    Phase phase = Phase::none;
    bool finger = false;               // lifted by a long press
    app::LeadRow lead = {};
    std::string from = {};             // its column
    uint32_t place = 0;                // in the list
    float x = 0, y = 0;                // where it was taken hold of
    float dx = 0, dy = 0, width = 0;   // of the card, seen from there
};
struct BoardState {
    app::LeadsQuery query = {};
    uint64_t made = 0;                           // of the view that the rest belongs to
    std::map<std::string, double> scrolls = {};  // of each column
    double across = 0;                           // of the columns together; on a phone of their names
    std::string column = {}, card = {};          // under the cursor; on a phone the column that is shown
    int64_t row = -1;                            // of that card
    std::string reveal = {};                     // a column that must be seen whole, with the card under the cursor
    std::string enter = {};                      // a column that gets the keyboard with the next frame
    std::string flash = {};                      // a card that has come here
    double flash_since = 0;
    float swipe = 0;                             // of a finger that goes sideways
    double swiped_at = 0;
    bool swiped = false;                         // it has turned the page: the rest of the way does nothing
    BoardDrag drag = {};
    RowMenu menu = {};
    bool menu_begins_with_moves = false;         // for the keyboard
};
struct KeptSegment {  // that was changed where it is shown
    std::string id = {}, list = {};
};
struct FilterDays {  // other days than those that are offered, in the dialog that narrows the list
    std::string facet = {};  // of which they are; none while nobody types
    DayRange range = {};
};
struct SegmentForm {  // the name of a new one, or of the one with this id
    bool open = false;
    std::string id = {}, name = {};
    bool tried = false;
};
struct LeadPaneState {
    std::string id = {};                  // whose state this is
    bool all_reasons = false, all_fields = false, all_timeline = false;
    bool history = false, all_history = false;
    bool field_history = false;           // the dialog with that of one field
    std::string history_field = {}, history_label = {};
};

struct ForgetForm {  // of the dialog that asks before a person is forgotten
    bool open = false;
    std::string id = {}, who = {};
};
struct WidgetsPage {  // of the page that shows every widget: what its specimens keep
    std::unordered_map<NodeId, std::string> texts = {};
    std::unordered_map<NodeId, int> numbers = {};
    std::unordered_map<NodeId, DayRange> ranges = {};
    std::unordered_map<NodeId, ChartState> charts = {};
    TableState table = {}, bare_table = {};
    std::string sorted_by = "score", current = "Siti Rahayu";
    bool descending = true;
    std::set<std::string> selected = {"Budi Santoso"};
    double across = 0;    // of what scrolls sideways
    int pressed = 0;      // how often one of those was that do nothing else
    bool dialog = false;  // is open
};
struct StoragePage {
    bool all_copies = false, all_files = false;  // not only the newest; not only how many
};

// Of the tour that the session says is being taken (panels/tour.h).
struct TourState {
    enum class Step : uint8_t { call, score, log };
    enum class Anchor : uint8_t { caller, task, row, score, log };  // the first three of a list
    uint64_t of = 0;            // that tour
    Step step = Step::call;
    Anchor at = Anchor::caller;
    std::string lead = {};      // whom it is about
    uint64_t looked = 0;        // at the views of this version, for whom to begin with
    int64_t logged = 0;         // how much had happened with them when the last step began
    Rect anchor = {};           // as far as it is seen in this frame
    Rect pointed_at = {};       // where that was last
    Rect card = {};             // where the card is
    float width = 0;            // of the view it was in
    bool waits = false;         // it was not there in the frame before
    int settling = 0;           // frames in which it may still come
    bool reveal = false;        // it must come into sight
    bool enter = false;         // the card gets the keyboard
    bool on_the_way = false;    // the view of its first step opens behind this frame
    bool has_keyboard = false;  // the card
    NodeId before = 0;          // what had it when the tour began
};

// The cell of the list that is being changed where it stands.
struct CellEdit {
    bool open = false;
    std::string lead, column;
    bool began = false;  // its field has had the keyboard
    bool drawn = false;  // in this frame
    int out_of_sight = 0;  // frames
    int onward = 0;      // where Tab goes when it is left: 1 to the next cell, -1 to the one before
};

struct CompaniesPage {
    app::CompaniesQuery query = {};
    TableState table = {};
    std::vector<float> wishes = {};  // what the cells of each column need,
    uint64_t measured = 0;           // of the views of this version, asked for so
    app::CompaniesQuery measured_query = {};
};

struct StepsPage {
    TableState table = {};
    uint64_t menu = 0;  // of which step
    Rect menu_at = {};
};

struct DealMenu {  // of a deal in the list
    app::DealView deal = {};
    std::string lead = {}, who = {};
    Rect at = {};
};
struct DealsPage {
    app::DealsQuery query = {};
    TableState table = {};
    std::vector<std::string> titles = {};  // of its columns
    std::vector<float> wishes = {};        // what their cells need,
    uint64_t measured = 0;                 // of the views of this version, asked for so
    app::DealsQuery measured_query = {};
    DealMenu menu = {};
};

struct Face {
    Theme theme = load_theme();
    Fonts fonts;                     // main fills this before the first draw
    Recorder semantics;
    Memory memory;

    app::LeadsQuery query;
    app::LeadsQuery addressed;  // what `leads_route` says of it
    std::string leads_route;    // the list's address; empty where another view is shown
    TableState table;
    CellEdit cell_edit;
    std::string follow_lead;  // the keyboard's row goes where this one is
    LeadWidths widths;
    RowMenu row_menu;
    BoardState board;
    CompaniesPage companies;
    StepsPage steps;
    DealsPage deals;
    base::Day calendar_day;  // in the month that the open calendar shows
    std::string list = "/leads";            // where a lead was opened from: what closing it goes back to
    std::unordered_set<uint32_t> selected;  // rows of the book
    std::set<std::string> folded;           // groups of the list, by their values
    int64_t rows_seen = 0;
    std::optional<base::Day> day_seen;      // of the book that was shown; nothing for today's

    AddLeadForm add_lead;
    LogForm log;
    TaskForm task;
    DealForm deal;
    SetFieldForm set_field;
    ShareForm share;
    SealedForm sealed;
    ConflictForm conflict;
    MergePage merge;
    std::string next_conflict;       // the keyboard goes there when it is drawn
    PaletteState palette;
    LeadPaneState lead;
    std::map<std::string, std::string> notes;  // typed into the quick log of a lead, by its id
    SegmentForm segment;
    RowMenu segment_menu;
    bool filter_open = false;        // the dialog that narrows the list of leads
    FilterDays filter_days;
    KeptSegment kept_segment;
    bool columns_open = false;       // the one that chooses its columns
    bool more = false;               // phone: the sheet behind "More"
    std::string settings_page = "appearance";
    StoragePage storage;
    ForgetForm forget;
    TourState tour;
    WidgetsPage widgets;
    std::string last_route = {};
    std::string chord = {};               // "G" waits for its second key
    double chord_since = 0;
    uint64_t toast = 0;
    double toast_since = 0;
};

// --- what main hands in and gets back --------------------------------------------------------------
struct Input {
    float width = 0, height = 0;     // CSS pixels
    float inset_top = 0, inset_bottom = 0, inset_left = 0, inset_right = 0;
    double milliseconds = 0;         // steady
    base::Day today;
    bool dark = false, high_contrast = false, reduced_motion = false, touch = false, mac = false;
    bool file_over = false;          // a file is being dragged over the page
    std::vector<base::SemanticEvent> events;
};

struct Output {
    std::vector<CommandCall> commands;
    std::vector<std::string> links = {};  // tel:, mailto:, https:
    bool animating = false;
    int wake_after = -1;             // milliseconds; -1: nothing waits
    Keyboard keyboard = Keyboard::text;
    Colour background = 0;           // 0xAABBGGRR, surface.app
    bool dark = false;
};

Output draw(Face& face, app::Session& session, const Input& input);

// What is being typed and not yet a command: for the moment before the tab is hidden.
std::vector<CommandCall> flush(Face& face);

}  // namespace ui
