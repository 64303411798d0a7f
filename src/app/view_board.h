// What the board shows: the list of leads dealt out by stage, and what would bring one of them from one stage into another.
#pragma once

#include "app/views.h"

namespace app {

struct BoardColumn {
    std::string id;                // of the stage, as in scripts; "none": in the book, not in the funnel
    StageMark mark;
    std::vector<RowHandle> rows;   // of the list of leads, in its order
    std::vector<uint32_t> places;  // of each in that list
    std::vector<std::string> values;  // their sum, one per currency, the most used first
};
// The list of leads, dealt out by stage: from the first of the way to the last, then those beside it.
struct BoardView {
    std::vector<BoardColumn> columns;
    uint64_t made = 0;  // another number whenever it was made anew
};
struct BoardPlace {
    size_t column = 0, row = 0;
};
// What may have happened that brings somebody into a stage.
struct MoveChoice {
    std::string id, label, icon;  // of the activity type or the fact
    bool fact = false, asks_reason = false;
};
struct StageMove {
    std::string stage;  // as BoardColumn::id
    StageMark mark;
    bool here = false;
    std::vector<MoveChoice> choices;  // the most usual first; none: `why_not`, unless they are here
    bool recycled = false;            // they are taken back into the funnel first
    std::string why_not;
};

}  // namespace app
