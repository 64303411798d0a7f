// The list of leads divided into groups: the rows that are drawn, and what divides them.
#pragma once

#include "ui/panels/scene.h"
#include "ui/widgets/table.h"

#include <optional>
#include <set>
#include <string>
#include <vector>

namespace ui {

// A group's head, then its leads unless it is folded; without groups just the leads.
class ListRows {
public:
    // Keeps a reference to the view.
    ListRows(const app::LeadsView& view, const std::set<std::string>& folded);
    int64_t count() const { return count_; }
    const app::LeadGroup* group_at(int64_t row) const;          // if that row is a group's head
    bool is_folded(int64_t head) const;                         // of a group's head
    std::optional<size_t> lead_at(int64_t row) const;           // its place in LeadsView::rows
    std::optional<int64_t> row_of(size_t lead) const;           // nothing while its group is folded

private:
    struct Part {
        const app::LeadGroup* group = nullptr;
        int64_t head = 0;  // its row
        bool folded = false;
    };
    const Part& part_at(int64_t row) const;

    const app::LeadsView& view_;
    std::vector<Part> parts_;
    int64_t count_ = 0;
};

ListRows list_rows(Scene& scene, const app::LeadsView& view);
Heading heading_of(const ListRows& rows, int64_t row);
void fold_group(Scene& scene, const ListRows& rows, int64_t head);

// The keyboard's row as a place in LeadsView::rows, and back; a group that is folded opens for it.
std::optional<size_t> lead_at_cursor(Scene& scene);
void put_cursor_on(Scene& scene, size_t lead);

// Beside the list, and where there is no room for that in the dialog that narrows it.
void draw_group_button(Scene& scene, Rect box);
void draw_group_choices(Scene& scene, Rect& content);

}  // namespace ui
