// Notifications of the system: web/site/platform/notifications.js is the other side. What the browser allows is asked of
// page.js, which is there without that module.
#include "platform/platform.h"
#include "platform/web/bridge.h"

#include <utility>

namespace platform {
namespace {

NotificationAccess access_of(const web::Message& answer) {
    using enum NotificationAccess;
    constexpr std::pair<std::string_view, NotificationAccess> kNames[] = {
        {"insecure", insecure}, {"from_file", from_file}, {"not_installed", not_installed}, {"default", ask}, {"granted", granted}, {"denied", denied}};
    for (const auto& [name, access] : kNames)
        if (web::text_at(answer, 0) == name) return access;
    return unsupported;
}

}  // namespace

NotificationAccess notification_access() { return access_of(web::ask("notifications.access")); }

void ask_for_notifications(std::function<void(base::Result<NotificationAccess>)> done) {
    web::start("notifications.ask", {}, [done = std::move(done)](base::Result<web::Message> answer) {
        if (answer) done(access_of(*answer));
        else done(answer.error());
        request_frame(2);
    });
}

void watch_notifications(std::function<void()> changed) {
    web::on("notifications.changed", [changed = std::move(changed)](const web::Message&) {
        changed();
        return web::Message{};
    });
    web::start("notifications.watch", {}, [](const base::Result<web::Message>&) {});  // what cannot come now comes with the first that is shown
}

void show_notification(const Notification& notification, std::function<void(base::Result<bool>)> done) {
    web::start("notifications.show", {notification.tag, notification.title, notification.body, notification.path}, [done = std::move(done)](base::Result<web::Message> answer) {
        if (answer) done(web::flag_at(*answer, 0));
        else done(answer.error());
    });
}

}  // namespace platform
