#include "main/wiring.h"

#include "script/script.h"

namespace corong {
namespace {

app::AccessMode mode_of(platform::Access access) {
    switch (access) {
        case platform::Access::writer: return app::AccessMode::writer;
        case platform::Access::reader_other_tab: return app::AccessMode::reader_other_tab;
        case platform::Access::reader_insecure_origin: return app::AccessMode::reader_insecure_origin;
        case platform::Access::unavailable: return app::AccessMode::memory_only;
    }
    return app::AccessMode::memory_only;
}

platform::DiskEvents disk_events(app::Session& session) {
    platform::DiskEvents events;
    events.became_writer = [&session] { session.became_writer(); };
    events.lost_writer = [&session] { session.lost_writer(); };
    events.asked_to_yield = [&session](std::function<void()> yield) {
        session.when_saved([yield](base::Status) { yield(); });
    };
    events.closed = [&session] { session.disk_was_closed(); };
    events.put_back = [&session] { session.disk_was_put_back(); };
    events.changed = [&session] { session.other_tab_committed(); };
    return events;
}

app::CopyPlace::State state_of(platform::CopyPlace::State state) {
    using From = platform::CopyPlace::State;
    using To = app::CopyPlace::State;
    switch (state) {
        case From::unsupported: return To::unsupported;
        case From::none: return To::none;
        case From::granted: return To::granted;
        case From::ask: return To::ask;
        case From::denied: return To::denied;
    }
    return To::none;
}

platform::CopyPlaceDone as_place(app::CopyPorts::PlaceDone done) {
    return [done = std::move(done)](base::Result<platform::CopyPlace> place) {
        if (place) done(app::CopyPlace{state_of(place->state), std::move(place->kind), std::move(place->name)});
        else done(place.error());
    };
}

app::CopyPorts copy_ports() {
    app::CopyPorts ports;
    ports.look = [](auto done) { platform::copy_place(as_place(std::move(done))); };
    ports.choose = [](std::string kind, auto done) { platform::choose_copy_place(kind, as_place(std::move(done))); };
    ports.allow = [](auto done) { platform::ask_copy_place(as_place(std::move(done))); };
    ports.write = [](std::string name, app::FilePieces pieces, auto done) { platform::write_copy(std::move(name), std::move(pieces), std::move(done)); };
    ports.forget = [](auto done) { platform::forget_copy_place(std::move(done)); };
    return ports;
}

app::NotificationAccess access_of(platform::NotificationAccess access) {
    using From = platform::NotificationAccess;
    using To = app::NotificationAccess;
    switch (access) {
        case From::unsupported: return To::unsupported;
        case From::insecure: return To::insecure;
        case From::from_file: return To::from_file;
        case From::not_installed: return To::not_installed;
        case From::ask: return To::ask;
        case From::granted: return To::granted;
        case From::denied: return To::denied;
    }
    return To::unsupported;
}

// In place: everybody's start has it.
void set_notification_ports(app::NotificationPorts& ports) {
    ports.access = [] { return access_of(platform::notification_access()); };
    ports.ask = [](auto done) {
        platform::ask_for_notifications([done = std::move(done)](base::Result<platform::NotificationAccess> access) {
            if (access) done(access_of(*access));
            else done(access.error());
        });
    };
    ports.watch = platform::watch_notifications;
    ports.show = [](app::Notification one, auto done) {
        platform::show_notification({std::move(one.tag), std::move(one.title), std::move(one.body), std::move(one.path)}, std::move(done));
    };
}

}  // namespace

app::Ports ports_of_platform() {
    app::Ports ports;
    ports.now = platform::now;
    ports.offset_minutes = platform::offset_minutes;
    ports.local_zone = platform::local_zone;
    ports.milliseconds = platform::milliseconds;
    ports.random64 = platform::random64;
    ports.schedule = platform::schedule;
    ports.after = platform::after;
    ports.locale = platform::locale;
    ports.language = platform::preferences().language;
    ports.changed = [] { platform::request_frame(); };
    ports.load_setting = platform::load_setting;
    ports.save_setting = platform::save_setting;
    ports.pick_file = [](std::string_view accept, auto done) {
        platform::pick_file(accept, [done](base::Result<platform::File> file) {
            if (file) done(std::pair(std::move(file->name), std::move(file->bytes)));
            else done(file.error());
        });
    };
    ports.save_file = [](std::string name, std::string mime, app::FilePieces bytes, std::function<void(base::Status)> done) {
        platform::save_file(name, mime, std::move(bytes), std::move(done));
    };
    ports.fetch_asset = platform::fetch_asset;
    ports.set_route = [](std::string_view path, bool instead) { platform::set_route(path, instead ? platform::History::replace : platform::History::push); };
    ports.open_link = platform::open_link;
    ports.print = platform::print;
    ports.keep_storage = [](std::function<void(bool)> done) { platform::keep_storage(std::move(done)); };
    ports.seal = [](app::FilePieces pieces, std::string passphrase, auto progress, auto done) {
        platform::seal_file(std::move(pieces), std::move(passphrase), std::move(progress), std::move(done));
    };
    ports.open_sealed = [](app::FilePieces pieces, std::string passphrase, auto progress, auto done) {
        platform::open_sealed_file(std::move(pieces), std::move(passphrase), std::move(progress), std::move(done));
    };
    ports.stop_sealing = platform::stop_sealing;
    ports.storage_figures = [](auto done) {
        platform::storage_estimate([done](platform::StorageEstimate told) { done({told.used_bytes, told.quota_bytes, told.kept, told.tabs, told.second_copy, told.from_file}); });
    };
    ports.save_raw_dump = [](auto done) {
        platform::save_raw_dump([done](base::Result<platform::RawDump> dump) {
            if (dump) done(app::RawDump{std::move(dump->name), dump->files, std::move(dump->damaged)});
            else done(dump.error());
        });
    };
    ports.copies = copy_ports();
    set_notification_ports(ports.notifications);
    ports.update = platform::update;
    ports.take_over = [] { platform::take_over([](base::Status) {}); };
    return ports;
}

ui::Fonts fonts_of_platform() {
    const platform::Fonts& fonts = platform::fonts();
    return {.regular = fonts.body, .medium = fonts.medium, .strong = fonts.strong, .semibold = fonts.heading, .icons = fonts.icons};
}

void open_book(app::Session& session) {
    platform::open_disk(disk_events(session), [&session](platform::OpenedDisk opened) {
        session.open(std::move(opened.disk), mode_of(opened.access), [](base::Status) { platform::request_frame(); });
    });
}

ui::Input input_of(const platform::Frame& frame, const platform::Preferences& preferences,
                   std::vector<base::SemanticEvent> events, bool file_over) {
    ui::Input input;
    input.width = frame.width;
    input.height = frame.height;
    input.inset_top = frame.inset_top;
    input.inset_bottom = frame.inset_bottom;
    input.inset_left = frame.inset_left;
    input.inset_right = frame.inset_right;
    input.milliseconds = frame.milliseconds;
    input.today = platform::now().today;
    input.dark = preferences.dark;
    input.high_contrast = preferences.high_contrast;
    input.reduced_motion = preferences.reduced_motion;
    input.touch = preferences.touch;
    input.mac = preferences.mac;
    input.file_over = file_over;
    input.events = std::move(events);
    return input;
}

void show_background(const ui::Output& output) {
    const ui::Colour colour = output.background;
    platform::set_background(colour & 255, colour >> 8 & 255, colour >> 16 & 255, output.dark);
}

bool is_unsaved(const app::ShellView& shell) {
    return shell.save == app::ShellView::Save::saving || shell.save == app::ShellView::Save::not_saved;
}

void take_file(app::Session& session, base::Result<platform::File> file) {
    if (file) return session.offer_file(std::move(file->name), std::move(file->bytes));
    session.refuse_file(file.error());
}

void answer_script(app::Session& session, platform::ScriptRequest request, platform::ScriptRespond respond) {
    auto handle = [&session, request = std::move(request), respond = std::move(respond)]() mutable {
        script::handle(session, {std::move(request.method), std::move(request.arguments_json), std::move(request.bytes)},
                       [respond](base::Result<script::Reply> reply) {
                           if (reply) respond(platform::ScriptReply{std::move(reply->json), std::move(reply->bytes)});
                           else respond(reply.error());
                       });
    };
    // Nothing is answered before the book is here; `ready` is how the page waits for it.
    session.when_opened(std::move(handle));
}

}  // namespace corong
