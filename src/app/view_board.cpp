// The board: the list of leads dealt out by stage, and what would bring one of them from one stage into another.
#include "app/messages.h"
#include "app/value_totals.h"
#include "app/view_parts.h"
#include "lifecycle/moves.h"

#include <algorithm>

namespace app {

using namespace domain;

namespace {

constexpr std::string_view kNone = "none";

// Stages of the lens from the first to the last, then those beside the way.
std::vector<size_t> stages_in_order(const lifecycle::Lens& lens) {
    std::vector<size_t> order;
    for (const bool side : {false, true})
        for (size_t stage = lens.stages.size(); stage-- > 0;)
            if (lens.stages[stage].side == side) order.push_back(stage);
    return order;
}

BoardColumn outside(const lifecycle::Lens& lens) {
    BoardColumn column;
    column.id = kNone;
    column.mark = mark_of(lens, lifecycle::kNoStage);
    column.mark.name = tr("stage.none");
    return column;
}

// Who is not in the funnel yet stands before it; nobody there, no column.
std::vector<BoardColumn> deal_out(const State& state, const std::vector<RowHandle>& rows) {
    const lifecycle::Lens& lens = state.shown().computed.lens();
    const Computed::Columns& from = state.shown().computed.columns();
    std::vector<BoardColumn> columns = {outside(lens)};
    std::vector<size_t> column_of(lens.stages.size(), 0);
    for (const size_t stage : stages_in_order(lens)) {
        column_of[stage] = columns.size();
        columns.push_back({lens.stages[stage].id, mark_of(lens, stage), {}, {}, {}});
    }
    std::vector<ValueTotals> totals(columns.size());
    for (size_t place = 0; place < rows.size(); ++place) {
        const Row lead = rows[place].row;
        const uint8_t stage = lead < from.size() ? from.stages.stage[lead] : lifecycle::kNoStage;
        const size_t at = stage < column_of.size() ? column_of[stage] : 0;
        columns[at].rows.push_back(rows[place]);
        columns[at].places.push_back(static_cast<uint32_t>(place));
        if (lead < from.size() && from.value_minor[lead] != kNoNumber) totals[at].add(from.value_minor[lead], from.value_currency[lead]);
    }
    const Forms forms = forms_of(state);
    for (size_t at = 0; at < columns.size(); ++at) columns[at].values = totals[at].texts(forms);
    if (columns.front().rows.empty()) columns.erase(columns.begin());
    return columns;
}

MoveChoice choice_of(std::string_view id) {
    const auto fact = lifecycle::fact_from_id(id);
    return {std::string(id), event_label(id), activity_icon(id), fact.has_value(), fact && lifecycle::asks_reason(*fact)};
}

std::string why_not(const lifecycle::Move& move, const StageMark& to, const StageMark& from, const std::string& name, const Forms& forms) {
    using WhyNot = lifecycle::Move::WhyNot;
    switch (move.why_not) {
        case WhyNot::none:
        case WhyNot::here: return {};
        case WhyNot::by_itself: return tr("board.by_itself", {{"stage", to.name}});
        case WhyNot::lacks: return tr("stage.missing_one", {{"stage", to.name}, {"what", forms.message(move.lacks.front())}});
        case WhyNot::kept: break;
    }
    return tr("board.kept", {{"name", name}, {"stage", from.name.empty() ? tr("stage.none") : from.name}});
}

std::vector<StageMove> moves_of(const State& state, Row lead) {
    const lifecycle::Lens& lens = state.shown().computed.lens();
    const std::vector<lifecycle::Move> moves = lifecycle::moves(state.shown().book, lens, lead, state.shown().views.now);
    const Forms forms = forms_of(state);
    const StageMark from = stage_of(state, lead);
    const std::string_view name = text_at(state.shown().book.leads, lead, "name");
    const std::string who(name.empty() ? tr("lead.no_name") : name);
    std::vector<StageMove> shown;
    const BoardColumn none = outside(lens);
    const bool outside_now = from.kind == StageMark::Kind::none;
    shown.push_back({none.id, none.mark, outside_now, {}, false, outside_now ? std::string() : why_not({}, none.mark, from, who, forms)});
    for (const size_t stage : stages_in_order(lens)) {
        const lifecycle::Move& move = moves[stage];
        StageMove one{lens.stages[stage].id, mark_of(lens, stage), move.why_not == lifecycle::Move::WhyNot::here, {}, move.recycled, {}};
        for (const std::string_view id : move.ids) one.choices.push_back(choice_of(id));
        one.why_not = why_not(move, one.mark, from, who, forms);
        shown.push_back(std::move(one));
    }
    return shown;
}

}  // namespace

const BoardView& Session::board(const LeadsQuery& query) {
    const LeadsView& list = leads(query);
    ViewCache& views = state_->shown().views;
    if (views.board_inputs == views.leads_inputs && views.board_query == views.leads_query && views.board.made > 0) return views.board;
    views.board.columns = deal_out(*state_, list.rows);
    views.board.made = ++state_->boards_made;
    views.board_inputs = views.leads_inputs;
    views.board_query = views.leads_query;
    return views.board;
}

std::optional<BoardPlace> Session::board_place(const LeadsQuery& query, std::string_view lead) {
    const BoardView& view = board(query);
    const auto id = row_id_from_text(lead);
    const Row row = id ? state_->shown().book.leads.find(*id) : kNoRow;
    if (row == kNoRow) return std::nullopt;
    for (size_t column = 0; column < view.columns.size(); ++column) {
        const auto& rows = view.columns[column].rows;
        if (const auto found = std::find(rows.begin(), rows.end(), RowHandle{row}); found != rows.end())
            return BoardPlace{column, static_cast<size_t>(found - rows.begin())};
    }
    return std::nullopt;
}

const std::vector<StageMove>& Session::stage_moves(std::string_view lead) {
    State& s = *state_;
    ViewCache& views = s.shown().views;
    bring_up_to_date(s);
    const ViewInputs inputs = inputs_of(s, Depends::on_the_minute);
    if (views.moves_inputs == inputs && views.moves_lead == lead) return views.moves;
    const auto id = row_id_from_text(lead);
    const Row row = id ? s.shown().book.leads.find(*id) : kNoRow;
    views.moves = row != kNoRow && s.shown().book.leads.alive(row) ? moves_of(s, row) : std::vector<StageMove>();
    views.moves_inputs = inputs;
    views.moves_lead = lead;
    return views.moves;
}

}  // namespace app
