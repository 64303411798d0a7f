// The sealed envelope: WebCrypto does it (web/site/platform/envelope.js).
#include "platform/platform.h"
#include "platform/web/bridge.h"

#include <memory>
#include <utility>

namespace platform {
namespace {

using Pieces = std::vector<std::string>;
using PiecesDone = std::function<void(base::Result<Pieces>)>;
using Progress = std::function<void(double fraction)>;

Progress& progress_now() {
    static Progress progress;
    return progress;
}

void start_envelope(const char* method, Pieces pieces, std::string passphrase, Progress progress, PiecesDone done) {
    web::on("envelope.progress", [](web::Message& message) {
        if (progress_now()) progress_now()(web::number_at(message, 0));
        return web::Message{};
    });
    progress_now() = std::move(progress);
    const auto next = [pieces = std::make_shared<Pieces>(std::move(pieces)), index = size_t{0}]() mutable -> std::optional<std::string_view> {
        if (index > 0) (*pieces)[index - 1] = {};  // the page has it now
        if (index == pieces->size()) return std::nullopt;
        return (*pieces)[index++];
    };
    web::send_ahead(next, [method, passphrase = std::move(passphrase), done = std::move(done)](std::string parcel) {
        web::start(method, {passphrase, std::move(parcel), "false"}, [done](base::Result<web::Message> answer) {
            progress_now() = {};
            if (!answer) return done(answer.error());
            Pieces inside;
            inside.push_back(web::take_parcel(web::text_at(*answer, 0)));
            done(std::move(inside));
            request_frame(2);
        });
    });
}

}  // namespace

void seal_file(Pieces pieces, std::string passphrase, Progress progress, PiecesDone done) {
    start_envelope("envelope.seal", std::move(pieces), std::move(passphrase), std::move(progress), std::move(done));
}

void open_sealed_file(Pieces pieces, std::string passphrase, Progress progress, PiecesDone done) {
    start_envelope("envelope.open", std::move(pieces), std::move(passphrase), std::move(progress), std::move(done));
}

void stop_sealing() { web::tell("envelope.cancel"); }

}  // namespace platform
