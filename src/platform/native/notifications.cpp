// Notifications in the test's hand: the browser allows what the test says, and what would be shown is kept.
#include "platform/native/world.h"

namespace platform {

using headless::state;

namespace headless {

Notifications& notifications() { return state().notifications; }

}  // namespace headless

NotificationAccess notification_access() { return state().notifications.access; }

void ask_for_notifications(std::function<void(base::Result<NotificationAccess>)> done) {
    ++state().notifications.asked;
    state().notifications.access = state().notifications.answer;
    state().answers.push_back([done = std::move(done)] { done(state().notifications.access); });
}

void watch_notifications(std::function<void()> changed) { state().notifications.changed = std::move(changed); }

void show_notification(const Notification& notification, std::function<void(base::Result<bool>)> done) {
    headless::Notifications& notifications = state().notifications;
    base::Result<bool> shown = !notifications.in_front;
    if (notifications.access != NotificationAccess::granted) shown = base::Error{"notifications.failed", "The browser allows no notifications.", ""};
    else if (!notifications.in_front) notifications.shown.push_back(notification);
    state().answers.push_back([done = std::move(done), shown] { done(shown); });
}

}  // namespace platform
