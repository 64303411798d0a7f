// What the files of platform/web share: the hooks, the frame loop's state, and the order in which
// they are set up (start.cpp). Each subject has its own file; this header only joins them.
#pragma once

#include "platform/platform.h"

#include <string>
#include <vector>

namespace platform::web {

struct Engine {
    Hooks hooks;
    Preferences preferences;
    Fonts fonts;
    Frame frame;             // sizes and insets are kept current by events
    bool running = false;    // between the first frame and a crash
    bool hidden = false;
    bool context_lost = false;
    float background[3] = {1, 1, 1};
    // What the page's stats() adds.
    double last_frame_milliseconds = 0;
    int64_t frames_drawn = 0;
};
Engine& engine();

// bridge.cpp
void start_bridge();      // first of all: what is sent ahead of a message

// frames.cpp
void start_frames();
void draw_now();          // one frame, inside the event that needs its outcome
void draw_until_settled(int most);  // and then those that are wanted, up to so many: a dialog that opens gets its focus
void draw_what_waits();   // frames until no key or letter waits for one: a hidden page has none
void note_real_time();    // the next frame may be told of a long pause as it was
void note_activity();     // the user did something: the caret blinks again
void arm_frames();        // after hidden or context_lost changed
bool is_idle();           // no frame is wanted, no job has more to do, the mirror shows the last frame

// graphics.cpp
bool start_graphics();    // false: no WebGL 2
void resize_surface(double device_width, double device_height, double ratio);
void begin_graphics();
void end_graphics();

// input.cpp, clipboard.cpp, text_agent.cpp, page.cpp, mirror.cpp, script.cpp
void start_input();
void start_clipboard();
void start_text_agent();
void sync_text_agent();   // after each frame: shows, moves or hides the page's hidden field
void start_page();
// dark, high contrast, reduced motion, mac, language, touch: from that part of the message on
void read_preferences(const std::vector<std::string>& message, size_t first);
void start_mirror();
void sync_mirror();       // after a frame
void note_scrolling();    // in this frame a wheel or finger scrolls: the mirror waits for its rest
bool mirror_is_behind();  // the page's elements do not show the last frame yet
void start_script();

// A key of imgui's, pressed and released in two frames drawn at once, with the command key.
void press_command_key(int imgui_key);

}  // namespace platform::web
