// The pieces of the board: its cards, its columns, a card on its way from one to another, and the menu that does the
// same. Only board*.cpp and forms.cpp include this.
#pragma once

#include "ui/panels/scene.h"

#include <span>

namespace ui {

// --- cards ---------------------------------------------------------------------------------------------
struct CardLook {
    bool hovered = false, held = false, focused = false;
    bool current = false;  // its lead is open beside the board
    bool away = false;     // it is on its way somewhere
    float flash = 0;       // 1 when it has just come here
};
inline constexpr float kCardGap = 8;
float board_card_height(const Frame& frame);
void draw_board_card(Frame& frame, const app::LeadRow& row, Rect box, const CardLook& look);
std::string board_card_words(const app::LeadRow& row);  // what the card says beside the name

// --- columns -------------------------------------------------------------------------------------------
struct ColumnPlace {
    const app::BoardColumn* column = nullptr;
    Rect head, cards;
    bool reveal = false;  // the card under the cursor must be seen
};
// One id wherever it is asked for: the arrows go from column to column.
NodeId board_column_id(std::string_view column);
void put_board_cursor(Scene& scene, const app::BoardColumn& column, size_t row);
void open_board_card(Scene& scene, const app::BoardColumn& column, size_t row);
float board_head_height(const Frame& frame);
// `into`: what is dragged hangs over this column.
void draw_board_column(Scene& scene, const app::BoardView& view, const ColumnPlace& place, std::string_view current, const app::StageMove* into);
// A phone has room for one: the names of all in a strip, the cards of that which is chosen.
void draw_board_pages(Scene& scene, Rect box, const app::BoardView& view);

// --- a card on its way ---------------------------------------------------------------------------------
void take_hold(Scene& scene, const app::BoardColumn& column, size_t row, Rect card, bool finger);
bool is_dragging(const Scene& scene);                                         // it has left its place
void follow_drag(Scene& scene);                                               // before the columns are drawn
const app::StageMove* move_into(Scene& scene, std::string_view column);       // of what is dragged; null where it is
void finish_drag(Scene& scene, const app::StageMove* into);                   // behind them: the card in hand, and letting go
float drop_zone_height(const Frame& frame, float width, const app::StageMove& move, const std::string& name);
void draw_drop_zone(Scene& scene, Rect box, const app::StageMove& move, const std::string& name);
void open_move(Scene& scene, const std::string& lead, const std::string& name, const app::StageMove& move);

// --- the menu of a card --------------------------------------------------------------------------------
enum class MenuFrom : uint8_t { usual, moves };  // where its keyboard begins
void open_board_menu(Scene& scene, const app::LeadRow& row, Rect at, MenuFrom from);
void draw_board_menu(Scene& scene);

// --- the log of a move ---------------------------------------------------------------------------------
// What is logged is a move, and can still be one; null: it is not.
const app::StageMove* move_of_log(Scene& scene);
void draw_move_choices(Scene& scene, Rect& content, const app::StageMove& move);
const app::MoveChoice* chosen_of(const app::StageMove& move, std::string_view type);
void draw_move_gone(Frame& frame, Rect& content);
bool draw_until(Scene& scene, Rect& content);  // when a postponement ends; true when Enter ended it
void save_move(Scene& scene, const std::string& lead, const app::StageMove& move, const app::MoveChoice& choice);

}  // namespace ui
