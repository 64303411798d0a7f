// Notifications of the system: due tasks, told while nobody looks at the page. Whether they are wanted is a setting of this
// device, read where it is needed, since another tab may change it. session_notifications.cpp tells, by due_tasks.h.
#pragma once

#include "base/result.h"

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace app {

inline constexpr std::string_view kNotificationsSetting = "notifications";  // "on": they are wanted

// What the browser allows here. The first four never change while the page is open.
enum class NotificationAccess : uint8_t { unsupported, insecure, from_file, not_installed, ask, granted, denied };

struct Notification {
    std::string tag;   // what it is of: with the same one it takes the place of the other
    std::string title, body;
    std::string path;  // where a press on it leads: "/lead/<id>"
};

// What `main` lends for them; see platform.h.
struct NotificationPorts {
    std::function<NotificationAccess()> access;
    std::function<void(std::function<void(base::Result<NotificationAccess>)>)> ask;  // only after a press
    std::function<void(std::function<void()> changed)> watch;
    // False: the page is in front, and nothing was shown. code notifications.failed.
    std::function<void(Notification, std::function<void(base::Result<bool>)>)> show;
};

// Settings > Reminders.
struct RemindersView {
    bool on = false;      // wanted, and allowed
    std::string detail;   // when they come, or why they do not
    std::string why_not;  // it cannot be changed here; empty: it can
};

}  // namespace app
