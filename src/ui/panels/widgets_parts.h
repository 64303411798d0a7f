// The page that shows every widget in every state: its families, and how their specimens stand side by side. Only the
// widgets*.cpp here and the face include this.
#pragma once

#include "ui/panels/scene.h"

#include <functional>
#include <string_view>

namespace ui {

void draw_widgets(Scene& scene, Rect box);
void draw_widgets_dialog(Scene& scene);

inline constexpr const char* kInventedName = "Kari Nordmann";

// A card of specimens in columns, as many as there is room for. It cuts itself off the page when it ends.
class Family {
public:
    Family(Scene& in, Rect& at, const char* title, std::string_view right = {});
    ~Family();
    Family(const Family&) = delete;
    Family& operator=(const Family&) = delete;

    Scene& scene;
    Frame& frame;
    WidgetsPage& page;

    // The words over what follows.
    void part(std::string_view title);
    // One specimen under the grey words for its state. Its box is as wide as the columns that `width` needs.
    void show(std::string_view state, float width, float height, const std::function<void(NodeId id, Rect box)>& draw);
    // As high as what is typed into or pressed.
    void show_control(std::string_view state, float width, const std::function<void(NodeId id, Rect box)>& draw) { show(state, width, frame.density.control, draw); }
    // The widest that fits.
    float most() const { return inside_.w; }

private:
    void end_line();

    Rect& at_;
    const char* title_;
    Rect ground_, inside_;
    Group group_;
    int columns_ = 1, used_ = 0, shown_ = 0;
    float step_ = 0, line_ = 0, y_ = 0;
};

void show_buttons(Scene& scene, Rect& at);
void show_links(Scene& scene, Rect& at);
void show_floating(Scene& scene, Rect& at);
void show_focus(Scene& scene, Rect& at);
void show_fields(Scene& scene, Rect& at);
void show_selects(Scene& scene, Rect& at);
void show_days(Scene& scene, Rect& at);
void show_sliders(Scene& scene, Rect& at);
void show_choices(Scene& scene, Rect& at);
void show_chips(Scene& scene, Rect& at);
void show_tags(Scene& scene, Rect& at);
void show_signals(Scene& scene, Rect& at);
void show_stages(Scene& scene, Rect& at);
void show_reasons(Scene& scene, Rect& at);
void show_cards(Scene& scene, Rect& at);
void show_notices(Scene& scene, Rect& at);
void show_waiting(Scene& scene, Rect& at);
void show_tables(Scene& scene, Rect& at);
void show_scrolling(Scene& scene, Rect& at);
void show_charts(Scene& scene, Rect& at);

}  // namespace ui
