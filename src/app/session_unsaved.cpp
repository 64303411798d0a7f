// Steps of this tab that the disk never confirmed when another tab took over. They stay in the book that is shown, and
// when this tab writes again they are written: as steps that do not know what the other tab did meanwhile.
#include "app/session.h"
#include "app/state.h"
#include "storage/scrub.h"

namespace app {

using namespace domain;

namespace {

bool is_there(const Book& book, const Op& op) {
    if (const auto* rows = std::get_if<CreateRows>(&op.change)) return book.table(rows->table).find({op.replica, op.sequence}) != kNoRow;
    return is_known(book, op);
}

bool is_there(const Book& book, const storage::Commit& step) {
    for (const Op& op : step.ops)
        if (!is_there(book, op)) return false;
    return true;
}

}  // namespace

void Session::State::set_unsaved_aside() {
    if (!store) return;
    for (const KeptCommit& step : recent)
        if (step->sequence > store->state().durable_sequence) unsaved.push_back(step);
    recent.clear();
}

void Session::State::show_unsaved() {
    for (const KeptCommit& step : unsaved)
        for (const Op& op : step->commit.ops) apply(book, op);
}

// What the disk has after all, though it never said so, is not written twice.
void Session::State::write_unsaved() {
    size_t brought_back = 0;
    for (const KeptCommit& step : std::exchange(unsaved, {})) {
        if (is_there(book, step->commit)) continue;
        storage::Commit commit;
        commit.label = step->commit.label;
        for (const Op& op : step->commit.ops) {
            remember_merged(book, op, commit.edits);
            apply(book, op);
            commit.ops.push_back(op);
        }
        // The tab that wrote meanwhile may have forgotten whom this is about.
        if (storage::scrub(commit, book) && commit.ops.empty()) continue;
        if (const base::Status written = append(std::move(commit)); !written) return notice(NoticeView::Kind::danger, words_of(written.error()));
        ++brought_back;
    }
    if (brought_back > 0) notice(NoticeView::Kind::info, tr_count("save.brought_back", static_cast<int64_t>(brought_back)));
}

}  // namespace app
