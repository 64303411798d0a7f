// The state behind native/headless.h, shared by the files of platform/native.
#pragma once

#include "platform/native/headless.h"

#include <deque>
#include <map>

namespace platform::headless {

struct Timer {
    base::Millis at = 0;
    uint64_t order = 0;
    std::function<void()> done;
};

struct State {
    World world;
    Hooks hooks;
    Fonts fonts;
    Frame frame;
    bool running = false;
    base::Millis began = 0;
    int frames_wanted = 0;
    int frames_drawn = 0;
    std::optional<base::Millis> wake_at;
    std::deque<std::function<bool()>> jobs;
    std::deque<std::function<void()>> answers;  // callbacks that are due: never inside the call
    std::vector<Timer> timers;
    uint64_t timers_made = 0;
    uint64_t random = 0;

    std::vector<Saved> saved;
    Copies copies;
    Notifications notifications;
    std::vector<std::string> links;
    int times_asked_to_print = 0;
    std::string clipboard, route;
    std::optional<base::Result<File>> next_pick;
    bool unsaved = false;
    std::map<std::string, std::string> settings;

    std::vector<storage::NewFile> files;
    uint64_t epoch = 0;
    std::optional<base::Error> commit_error;
    DiskEvents disk_events;
};

State& state();

}  // namespace platform::headless
