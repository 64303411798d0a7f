// The native platform's knobs: a world without a window, in the test's hand. Deterministic: the
// clock stands until it is moved, jobs and timers run when pumped, the disk is in memory.
//
//     platform::headless::reset({.width = 390, .height = 844});
//     main_hooks_of_the_program();                    // ends in platform::run(hooks)
//     platform::headless::settle();
//     platform::headless::press(base::Role::button, "Add lead");
//     platform::headless::type("Ratna");
//     CHECK(platform::headless::find(base::Role::status, "Saved") != nullptr);
#pragma once

#include "platform/platform.h"

#include <optional>
#include <string>
#include <vector>

namespace platform::headless {

struct World {
    float width = 1440, height = 900;
    base::Millis now = 1'795'000'000'000;  // 2026-11-18
    int offset_minutes = 0;                // of every zone
    std::string zone = "UTC";
    uint64_t seed = 1;                     // of random64
    Access access = Access::writer;
    bool keep_disk = false;                // its files and settings are those of the world before
    Preferences preferences;
};

// Forgets everything and makes a new world; then call platform::run.
void reset(World world = {});

// ---- Time ----
void advance(base::Millis milliseconds);  // moves the clock and runs the timers that fall due
bool pump();                              // one slice of every job; true while jobs are left
bool draw();                              // one frame now; true if another one is wanted
// Jobs, timers due now and frames, until nothing is wanted. Gives the frames drawn; stops at most.
int settle(int most_frames = 200);
int frames_drawn();

// ---- Hands ----
void move(float x, float y);
void click(float x, float y, int button = 0);  // and settles
void drag(float x0, float y0, float x1, float y1);
void wheel(float x, float y, float turns);
void type(std::string_view text);              // and settles
void key(int imgui_key_with_mods);             // an ImGuiKeyChord, pressed and released; settles
void resize(float width, float height);

// ---- Eyes ----
const base::SemanticTree& tree();
// The first of that role whose name is `name`, else the first whose name contains it.
const base::SemanticNode* find(base::Role role, std::string_view name);
// Presses the middle of it with the mouse. False: not there.
bool press(base::Role role, std::string_view name, int button = 0);
// As assistive technology does it.
void act(base::SemanticEvent event);
std::string shown_text();  // names and values of the frame, one a line: for messages of tests

// ---- The world around ----
void drop(File file);
void answer_next_pick(base::Result<File> file);  // else pick_file answers file.cancelled
struct Saved {
    std::string name, mime, bytes;
};
const std::vector<Saved>& saved_files();
const std::vector<std::string>& opened_links();
int times_asked_to_print();
std::string printed();  // what would be on paper now, as the hook says it
std::string clipboard();
void paste_rows(std::string text);
void go_to(std::string path);                    // as if typed into the address
void hide(bool hidden);
void prefer(const Preferences& preferences);
bool is_unsaved();

// ---- Copies outside the browser ----
struct Copies {
    CopyPlace place{CopyPlace::State::none, "", ""};
    CopyPlace::State answer = CopyPlace::State::granted;  // to the next question for permission
    std::optional<base::Error> error;                     // of every copy that is written
    std::vector<Saved> written;
    int asked = 0;                                        // how often the user was
};
Copies& copies();

// ---- Notifications of the system ----
struct Notifications {
    NotificationAccess access = NotificationAccess::ask;
    NotificationAccess answer = NotificationAccess::granted;  // to the question
    bool in_front = true;                                     // the page is: nothing is shown
    std::vector<Notification> shown;
    std::function<void()> changed;                            // to be called when `access` was changed from outside
    int asked = 0;
};
Notifications& notifications();

// window.corong's way in; settles until the answer is there.
base::Result<ScriptReply> script(std::string method, std::string arguments_json, std::string bytes = {});

// ---- The disk in memory ----
std::vector<storage::NewFile>& files();          // to look at and to damage
void fail_commits(std::optional<base::Error> error);  // from now on; nothing: no more
void lose_writer();                              // another tab took over
void become_writer();

}  // namespace platform::headless
