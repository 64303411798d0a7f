// The world, as `main` sees it: one header, plain functions. `platform/web` fills it in a browser
// tab, `platform/native` without a window (tests, bench; its knobs are in native/headless.h). The
// build picks one. Not for `ui`, `app` or below: they get what they need from `main` as values.
//
// The shape of a program:
//
//     int main() {
//         platform::Hooks hooks;
//         hooks.start = [] { ... fonts and preferences exist: make theme and session, open_disk };
//         hooks.frame = [](const platform::Frame& frame) { ... imgui calls ...; return animating; };
//         hooks.semantics = []() -> const base::SemanticTree& { ... };
//         platform::run(std::move(hooks));   // web: returns at once, the page calls the hooks
//     }
//
// Everything runs on one thread. A callback (`done`) is called exactly once and never before the
// function that took it has returned, unless said otherwise. After any callback or hook but after()'s,
// two frames are drawn; you need request_frame only for what you change outside of them.
//
//   1 Running      Hooks, run, Frame, request_frame
//   2 Time         now, milliseconds, schedule, after
//   3 Face         fonts, preferences, set_background, set_text_keyboard
//   4 Language     locale, local_zone
//   5 Storage      open_disk, take_over, keep_storage, storage_estimate
//   6 Files        fetch_asset, pick_file, save_file, save_raw_dump, seal_file, open_sealed_file, copy_text, open_link;
//                  copy_place, choose_copy_place, ask_copy_place, write_copy, forget_copy_place
//   7 Page         set_route, route, load_setting, save_setting, set_unsaved, update, print
//   8 Notifications  notification_access, ask_for_notifications, watch_notifications, show_notification
#pragma once

#include "base/day.h"
#include "base/locale.h"
#include "base/result.h"
#include "base/semantics.h"
#include "storage/disk.h"

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

struct ImFont;

namespace platform {

// ---- 1 Running ---------------------------------------------------------------------------------

// A file the user picked, dropped or pasted.
struct File {
    std::string name;
    std::string bytes;
};

// What the world prefers; all of it can change while the program runs.
struct Preferences {
    bool dark = false;
    bool high_contrast = false;
    bool reduced_motion = false;
    bool touch = false;          // the last pointer was a finger (else: a mouse or a pen)
    bool mac = false;            // Cmd is the command key
    std::string language = "en"; // of assets/i18n: what was chosen here, else the first that the browser speaks
};

// One frame. Lengths are CSS pixels; the image behind has `pixel_ratio` pixels for each.
struct Frame {
    float width = 0, height = 0;
    float pixel_ratio = 1;
    float seconds = 0;           // since the last frame, at most 0.05 after a pause: for animations
    double milliseconds = 0;     // a steady clock, as milliseconds()
    // Of `width` x `height`, what a notch, a home bar or the phone's keyboard covers.
    float inset_top = 0, inset_bottom = 0, inset_left = 0, inset_right = 0;
};

// window.corong's call, to be handed to script::handle, and its answer. `respond` may be called
// before `script` returns: the page needs that for commands, query and stats. The platform adds
// lastFrameMs, framesDrawn, startupMs and memoryBytes to what `stats` answers.
struct ScriptRequest {
    std::string method;          // commands run importFile exportFile query saved stats ready
    std::string arguments_json;  // an array
    std::string bytes;           // importFile's file
};
struct ScriptReply {
    std::string json = "null";
    std::vector<std::string> bytes;  // exportFile's file, in pieces
};
using ScriptRespond = std::function<void(base::Result<ScriptReply>)>;

struct Hooks {
    // Once, before the first frame: the imgui context, fonts() and preferences() exist.
    std::function<void()> start;

    // Draws with imgui, between NewFrame and Render (both are the platform's). Returns true while
    // something moves and the next frame is wanted at once. False costs nothing: no frame follows
    // until an event, a callback, a timer or request_frame.
    std::function<bool(const Frame&)> frame;

    // Right after `frame`: what it meant. Must stay valid until the next frame.
    std::function<const base::SemanticTree&()> semantics;
    // Assistive technology or a test acted on an element of that tree.
    std::function<void(base::SemanticEvent)> semantic_event;

    // Dropped on the page, or pasted as a file. An unreadable or too large one is an Error.
    std::function<void(base::Result<File>)> file;
    // True while a file is dragged over the page: draw the drop target.
    std::function<void(bool over)> drag;
    // Rows pasted outside a text field: tab-separated text of at least two lines or two columns.
    std::function<void(std::string text)> paste_rows;

    // The address changed by back, forward or hand; path is "/leads?segment=hot", "" at the root.
    std::function<void(std::string path)> route;
    // hidden: flush drafts now, the tab may never come back. Called on hide, pagehide and freeze.
    std::function<void(bool hidden)> visibility;
    std::function<void(const Preferences&)> preferences;
    // A newer version of the program is here and waits: see update().
    std::function<void()> newer_version;

    // What is to be printed, as web/site/platform/print.js reads it.
    std::function<std::string()> print;

    std::function<void(ScriptRequest, ScriptRespond)> script;
};

// Web: sets up and returns; the page goes on calling the hooks. Native: calls `start` and returns;
// native/headless.h pumps.
void run(Hooks hooks);

// At least this many frames follow. From a hook or callback you need not call it.
void request_frame(int frames = 2);
// One frame after a pause: a tooltip's delay, a clock on screen. Only the earliest is kept, and it
// is forgotten when any frame is drawn: ask anew in each frame that still wants it.
void request_frame_after(int milliseconds);

// ---- 2 Time ------------------------------------------------------------------------------------

// The present in a zone (IANA name, "Asia/Jakarta"; empty or unknown: the machine's own zone).
base::Now now(std::string_view zone = {});
int offset_minutes(std::string_view zone, base::Millis at);  // its distance from UTC then; slow
std::string local_zone();
double milliseconds();  // steady, since the page began
uint64_t random64();    // from the system's generator; new replica ids

// Long work. `slice` does at most 8 ms and returns true if there is more; slices of all jobs take
// turns. Not tied to frames: a hidden tab goes on. A frame is drawn between slices when one is due.
void schedule(std::function<bool()> slice);
// Draws nothing by itself: a timer that finds nothing to do (a watchdog) costs no frame.
void after(int milliseconds, std::function<void()> done);

// ---- 3 Face ------------------------------------------------------------------------------------

// Inter at four weights, and the icon font. A size is CSS's font-size (the em), and any size goes:
// ImGui::PushFont(fonts().strong, 13). imgui's line is as high as the size; a text centred in its
// row by that height stands where CSS would put it, with descenders reaching below the line.
// Every digit has the widest digit's advance. Icons are code points of assets' icon table.
inline constexpr float kParagraphEm = 0.65f;
struct Fonts {
    ImFont* body = nullptr;       // 400
    ImFont* medium = nullptr;     // 500
    ImFont* strong = nullptr;     // 550
    ImFont* heading = nullptr;    // 600
    ImFont* icons = nullptr;      // natively: the stand-in font, so boxes
    // 400 for text of many lines (InputTextMultiline, TextWrapped): the size is the line's height
    // and the em kParagraphEm of it: PushFont(fonts().paragraph, 20) draws 13 px on lines of 20.
    ImFont* paragraph = nullptr;
};
const Fonts& fonts();

const Preferences& preferences();

// The page's colour behind the canvas and of the browser's frame: surface.app of the theme.
void set_background(uint8_t red, uint8_t green, uint8_t blue, bool dark);

// Which keyboard a phone shows for the text field that is active; call in the frame that draws it.
// Forgotten after each frame.
enum class TextKeyboard { text, email, phone, number, address, search };
void set_text_keyboard(TextKeyboard keyboard);

// ---- 4 Language --------------------------------------------------------------------------------

// Intl's rules for a language, with results remembered: cheap enough for every cell of a frame.
// The page's language becomes that one.
// Money is written as its currency's home writes it.
base::Locale locale(std::string_view language, std::string_view zone = {});

// ---- 5 Storage ---------------------------------------------------------------------------------

enum class Access {
    writer,                  // this tab has the lock: take_epoch, then write
    reader_other_tab,        // another tab has it: read, follow, offer "Edit here" (take_over)
    reader_insecure_origin,  // plain http on a network address: no locks, so nothing is written
    unavailable,             // no IndexedDB (private mode of some browsers): memory only
};

struct DiskEvents {
    // This tab is a writer now: the other one closed, gave way or was taken over. Take the epoch,
    // list again, go on as the writer.
    std::function<void()> became_writer;
    // Another tab took over: every commit is refused from now on; go on as a reader.
    std::function<void()> lost_writer;
    // Another tab asks to take over. Finish what is being written, then call `yield`. After 3 s it
    // is taken anyway, and the epoch fences this tab.
    std::function<void(std::function<void()> yield)> asked_to_yield;
    // The writing tab committed: list again and read what is new.
    std::function<void()> changed;
    // The browser closed the database, perhaps because somebody deletes it: look whether all is there.
    std::function<void()> closed;
    // The browser had deleted the database; what was in it is there again, from the second copy. Before the epoch is taken.
    std::function<void()> put_back;
};

struct OpenedDisk {
    Access access = Access::unavailable;
    storage::Disk disk;      // always callable; as a reader, commit and take_epoch are refused
    std::string reason;      // of `unavailable`, in the browser's words
};

// Mounts /corong-v1 and asks for the lock. Which FORMAT is in it is storage's to judge. Never
// fails: see Access. Call once.
void open_disk(DiskEvents events, std::function<void(OpenedDisk)> done);

// "Edit here": asks the writing tab to give way, takes the lock by force after 3 s. The answer is
// DiskEvents::became_writer; `done` tells a failure to take it.
void take_over(std::function<void(base::Status)> done);

// Asks the browser to keep the data when space runs short. `kept` is its answer.
void keep_storage(std::function<void(bool kept)> done);
struct StorageEstimate {
    uint64_t used_bytes = 0;
    uint64_t quota_bytes = 0;  // 0: not told. Not to be relied on; act on disk.quota instead
    bool kept = false;
    int tabs = 0;              // that have this store open, this one too; 0: not told
    bool second_copy = false;  // of this store, beside its database
    bool from_file = false;    // the page is a file of this device, and not of a host
};
void storage_estimate(std::function<void(StorageEstimate)> done);

// ---- 6 Files, clipboard, links -----------------------------------------------------------------

// Call these four in answer to something the user just did, else the browser refuses.
// `accept` as in HTML: ".csv,.json". code file.cancelled when the user changed their mind.
void pick_file(std::string_view accept, std::function<void(base::Result<File>)> done);
// A file of assets/ that is not in the program: "sample/people.json". From then on words are there for base::later_asset,
// too. code page.part where it cannot be had now.
void fetch_asset(std::string_view path, std::function<void(base::Result<std::string>)> done);
// A save dialogue where the browser has one, else a download. Answers when the bytes are written,
// or the download was started. The file is `pieces` joined, which nobody does in one go.
void save_file(std::string_view name, std::string_view mime, std::vector<std::string> pieces,
               std::function<void(base::Status)> done);
// A file under a passphrase, and what is in one: pieces in, pieces out; envelope.* codes (envelope.js has the format).
// Not every platform seals: then code envelope.unavailable.
void seal_file(std::vector<std::string> pieces, std::string passphrase, std::function<void(double fraction)> progress,
               std::function<void(base::Result<std::vector<std::string>>)> done);
void open_sealed_file(std::vector<std::string> pieces, std::string passphrase, std::function<void(double fraction)> progress,
                      std::function<void(base::Result<std::vector<std::string>>)> done);
void stop_sealing();  // what is under way answers with envelope.cancelled

// Every stored file as it is, in one (web/site/platform/raw.js): it needs nothing of the store's. code raw.nothing.
struct RawDump {
    std::string name;
    uint64_t files = 0;
    std::vector<std::string> damaged;  // those that are not whole; what is there of them is in it
};
void save_raw_dump(std::function<void(base::Result<RawDump>)> done);

// A file or folder outside the browser for copies that are written by themselves (web/site/platform/copies.js has the
// rules). choose and ask: in answer to something the user just did. Codes: copies.cancelled, copies.unsupported,
// copies.none, copies.permission, copies.failed.
struct CopyPlace {
    enum class State { unsupported, none, granted, ask, denied } state = State::unsupported;
    std::string kind, name;  // "folder" or "file"; "" where nothing is chosen
};
using CopyPlaceDone = std::function<void(base::Result<CopyPlace>)>;
void copy_place(CopyPlaceDone done);
void choose_copy_place(std::string_view kind, CopyPlaceDone done);
void ask_copy_place(CopyPlaceDone done);
// Gives the name that the copy got.
void write_copy(std::string name, std::vector<std::string> pieces, std::function<void(base::Result<std::string>)> done);
void forget_copy_place(std::function<void(base::Status)> done);

void copy_text(std::string_view text);
// https, http, mailto, tel only; anything else is ignored. A new tab that cannot reach this one.
void open_link(std::string_view address);

// ---- 7 Page ------------------------------------------------------------------------------------

// "/leads?segment=hot" becomes "#/leads?segment=hot". Does not call the route hook.
enum class History { push, replace };
void set_route(std::string_view path, History history = History::push);
std::string route();

// Small preferences of this device (localStorage): "" where nothing is kept or may be kept.
std::string load_setting(std::string_view key);
void save_setting(std::string_view key, std::string_view value);

// True: the browser asks before the tab is closed. For NOT SAVED and for writes under way.
void set_unsaved(bool unsaved);
// The page begins again, with the newer version. Does not answer, unless it cannot be: code page.other_tabs.
void update(std::function<void(base::Status)> done);
// Asks the browser to print; it asks back by the hook, as it does when it is told to print by its own menu.
void print();

// ---- 8 Notifications ---------------------------------------------------------------------------

// Of the system, beside the page (web/site/platform/notifications.js). What the browser allows:
enum class NotificationAccess {
    unsupported,    // it has none
    insecure,       // not at an address like this one
    from_file,      // not for a page that is a file of this device
    not_installed,  // iPhone, iPad: only for a page on the home screen
    ask, granted, denied,
};
NotificationAccess notification_access();
// In answer to something the user just did. `ask` again: no answer was given. code page.part.
void ask_for_notifications(std::function<void(base::Result<NotificationAccess>)> done);
// From here on a press on a notification leads to its path, also on one of an earlier page. `changed`: what the browser
// allows may be another; any number of times.
void watch_notifications(std::function<void()> changed);
struct Notification {
    std::string tag;  // one takes the place of another with the same
    std::string title, body;
    std::string path;
};
// False: the page is in front, and nothing was shown. code notifications.failed.
void show_notification(const Notification& notification, std::function<void(base::Result<bool>)> done);

}  // namespace platform
