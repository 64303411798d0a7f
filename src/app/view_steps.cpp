// The history of the book: what was done here, newest first, each step with the way back to before it.
#include "app/view_parts.h"

#include <algorithm>
#include <cstdlib>

namespace app {
namespace {

StepView::Kind kind_of_step(storage::CommitKind kind) {
    switch (kind) {
        case storage::CommitKind::import: return StepView::Kind::import;
        case storage::CommitKind::merge: return StepView::Kind::merge;
        case storage::CommitKind::edit:
        case storage::CommitKind::undo:
        case storage::CommitKind::redo: break;
    }
    return StepView::Kind::edit;
}

}  // namespace

std::string step_title(const storage::Label& label) {
    Arguments shown = label.arguments;
    int64_t counted = -1;
    for (auto& [name, value] : shown) {
        if (name == "n") counted = std::strtoll(value.c_str(), nullptr, 10);
        if (name == "type") value = event_label(value);
        if (name == "field" && has_message("field." + value)) value = tr("field." + value);
    }
    if (counted < 0) return tr(label.key, shown);
    std::erase_if(shown, [](const auto& one) { return one.first == "n"; });
    return tr_count(label.key, counted, std::move(shown));
}

StepsView Session::steps() const {
    const History& history = state_->history;
    return {static_cast<int64_t>(history.steps(Direction::again).size()), static_cast<int64_t>(history.steps(Direction::back).size())};
}

std::optional<int64_t> Session::place_of_step(uint64_t step) const {
    const auto is_it = [&](const SharedStep& one) { return one->sequence == step; };
    const History::Steps &undone = state_->history.steps(Direction::again), &done = state_->history.steps(Direction::back);
    if (const auto found = std::find_if(undone.begin(), undone.end(), is_it); found != undone.end()) return found - undone.begin();
    if (const auto found = std::find_if(done.rbegin(), done.rend(), is_it); found != done.rend()) return static_cast<int64_t>(undone.size()) + (found - done.rbegin());
    return std::nullopt;
}

StepView Session::step(int64_t place) const {
    const State& s = *state_;
    const StepsView all = steps();
    CHECK(place >= 0 && place < all.total());
    StepView view;
    view.undone = place < all.undone;
    view.presses = view.undone ? all.undone - place : place - all.undone + 1;
    const History::Steps& steps = s.history.steps(view.undone ? Direction::again : Direction::back);
    const Step& step = *steps[steps.size() - static_cast<size_t>(view.presses)];
    const Forms forms{s.locale, s.now()};  // of the present, whichever day is shown
    view.step = step.sequence;
    view.kind = kind_of_step(step.kind);
    view.title = step_title(step.label);
    view.when = tr("date.with_time", {{"date", forms.day(base::day_of(step.at, forms.now.offset_minutes))}, {"time", forms.time(step.at)}});
    view.values = static_cast<int64_t>(step.registers);
    return view;
}

}  // namespace app
