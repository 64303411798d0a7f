// storage::Disk over the page's IndexedDB (web/library/idbfs_strict.js) and the one-writer lock
// (web/site/platform/disk.js).
#include "platform/web/bridge.h"
#include "platform/web/engine.h"

#include <algorithm>
#include <memory>
#include <optional>

extern "C" void corong_link_disk();  // pulls web/library/idbfs_strict.js into the program

namespace platform::web {
namespace {

constexpr size_t kPieceBytes = 1u << 20;

template <class T, class Read>
Done answer_with(std::function<void(base::Result<T>)> done, Read read) {
    return [done = std::move(done), read](base::Result<Message> answer) {
        if (answer) done(read(*answer));
        else done(answer.error());
        request_frame(2);
    };
}

std::vector<storage::FileInfo> files_of(const Message& message) {
    std::vector<storage::FileInfo> files;
    for (size_t i = 0; i + 1 < message.size(); i += 2)
        files.push_back({message[i], static_cast<uint64_t>(number_at(message, i + 1))});
    return files;
}

// The pieces of all files to put, one behind the other; none is so large that copying it takes long.
std::vector<std::string_view> pieces_of(const storage::FileBytes& bytes) {
    std::vector<std::string_view> pieces;
    for (const std::string_view piece : bytes.pieces())
        for (size_t from = 0; from == 0 || from < piece.size(); from += kPieceBytes) pieces.push_back(piece.substr(from, kPieceBytes));
    return pieces;
}

// epoch, parcel, number of deletes, the deletes, then name and number of pieces of each put
void commit(storage::Transaction given, std::function<void(base::Status)> done) {
    const auto transaction = std::make_shared<const storage::Transaction>(std::move(given));
    std::vector<std::string_view> pieces;
    Message message{std::to_string(transaction->epoch), "", std::to_string(transaction->deletes.size())};
    for (const std::string& name : transaction->deletes) message.push_back(name);
    for (const storage::NewFile& file : transaction->puts) {
        const std::vector<std::string_view> of_file = pieces_of(file.bytes);
        message.push_back(file.name);
        message.push_back(std::to_string(of_file.size()));
        pieces.insert(pieces.end(), of_file.begin(), of_file.end());
    }
    const auto next = [transaction, pieces = std::move(pieces), index = size_t{0}]() mutable -> std::optional<std::string_view> {
        if (index == pieces.size()) return std::nullopt;
        return pieces[index++];
    };
    send_ahead(next, [message = std::move(message), done = std::move(done)](std::string parcel) {
        Message with_parcel = message;
        with_parcel[1] = std::move(parcel);
        start("disk.commit", with_parcel, answer_with<base::Nothing>(done, [](Message&) { return base::Nothing{}; }));
    });
}

storage::Disk make_disk() {
    storage::Disk disk;
    disk.list = [](auto done) {
        start("disk.list", {}, answer_with<std::vector<storage::FileInfo>>(std::move(done), files_of));
    };
    disk.read = [](std::string name, auto done) {
        start("disk.read", {std::move(name)},
              answer_with<std::string>(std::move(done), [](Message& message) { return take_parcel(message.at(0)); }));
    };
    disk.commit = commit;
    disk.take_epoch = [](auto done) {
        start("disk.take_epoch", {}, answer_with<uint64_t>(std::move(done), [](Message& message) {
                  return static_cast<uint64_t>(number_at(message, 0));
              }));
    };
    return disk;
}

Access access_of(const std::string& name) {
    if (name == "writer") return Access::writer;
    if (name == "other_tab") return Access::reader_other_tab;
    if (name == "insecure") return Access::reader_insecure_origin;
    return Access::unavailable;
}

void call(const std::function<void()>& hook) {
    if (hook) hook();
    request_frame(2);
}

void listen(DiskEvents events) {
    auto kept = std::make_shared<DiskEvents>(std::move(events));
    on("disk.became_writer", [kept](const Message&) { call(kept->became_writer); return Message{}; });
    on("disk.lost_writer", [kept](const Message&) { call(kept->lost_writer); return Message{}; });
    on("disk.changed", [kept](const Message&) { call(kept->changed); return Message{}; });
    on("disk.closed", [kept](const Message&) { call(kept->closed); return Message{}; });
    on("disk.put_back", [kept](const Message&) { call(kept->put_back); return Message{}; });
    on("disk.asked_to_yield", [kept](const Message&) {
        auto yield = [] { tell("disk.yield"); };
        if (kept->asked_to_yield) kept->asked_to_yield(yield);
        else yield();
        request_frame(2);
        return Message{};
    });
}

}  // namespace
}  // namespace platform::web

namespace platform {

void open_disk(DiskEvents events, std::function<void(OpenedDisk)> done) {
    corong_link_disk();
    web::listen(std::move(events));
    web::start("disk.open", {}, [done = std::move(done)](base::Result<web::Message> answer) {
        OpenedDisk opened;
        opened.disk = web::make_disk();
        if (answer) opened.access = web::access_of(web::text_at(*answer, 0));
        opened.reason = answer ? web::text_at(*answer, 1) : answer.error().message;
        done(std::move(opened));
        request_frame(2);
    });
}

void take_over(std::function<void(base::Status)> done) {
    web::start("disk.take_over", {}, [done = std::move(done)](base::Result<web::Message> answer) {
        done(answer ? base::success() : base::Status(answer.error()));
        request_frame(2);
    });
}

}  // namespace platform
