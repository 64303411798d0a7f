// Copies that leave the browser: the place for them (web/site/platform/copies.js) and the raw dump (raw.js).
#include "platform/platform.h"
#include "platform/web/bridge.h"

#include <memory>
#include <utility>

namespace platform {
namespace {

CopyPlace place_of(const web::Message& answer) {
    using State = CopyPlace::State;
    constexpr std::pair<std::string_view, State> kStates[] = {{"none", State::none}, {"granted", State::granted}, {"ask", State::ask}, {"denied", State::denied}};
    CopyPlace place;
    for (const auto& [name, state] : kStates)
        if (web::text_at(answer, 0) == name) place.state = state;
    place.kind = web::text_at(answer, 1);
    place.name = web::text_at(answer, 2);
    return place;
}

void start_place(const char* method, const web::Message& arguments, CopyPlaceDone done) {
    web::start(method, arguments, [done = std::move(done)](base::Result<web::Message> answer) {
        if (answer) done(place_of(*answer));
        else done(answer.error());
        request_frame(2);
    });
}

}  // namespace

void copy_place(CopyPlaceDone done) { start_place("copies.state", {}, std::move(done)); }
void choose_copy_place(std::string_view kind, CopyPlaceDone done) { start_place("copies.choose", {std::string(kind)}, std::move(done)); }
void ask_copy_place(CopyPlaceDone done) { start_place("copies.ask", {}, std::move(done)); }

void write_copy(std::string name, std::vector<std::string> pieces, std::function<void(base::Result<std::string>)> done) {
    const auto next = [pieces = std::make_shared<const std::vector<std::string>>(std::move(pieces)),
                       index = size_t{0}]() mutable -> std::optional<std::string_view> {
        if (index == pieces->size()) return std::nullopt;
        return (*pieces)[index++];
    };
    web::send_ahead(next, [name = std::move(name), done = std::move(done)](std::string parcel) {
        web::start("copies.write", {name, std::move(parcel)}, [done](base::Result<web::Message> answer) {
            if (answer) done(web::text_at(*answer, 0));
            else done(answer.error());
            request_frame(2);
        });
    });
}

void forget_copy_place(std::function<void(base::Status)> done) {
    web::start("copies.forget", {}, [done = std::move(done)](base::Result<web::Message> answer) {
        done(answer ? base::success() : base::Status(answer.error()));
        request_frame(2);
    });
}

void save_raw_dump(std::function<void(base::Result<RawDump>)> done) {
    web::start("files.raw", {}, [done = std::move(done)](base::Result<web::Message> answer) {
        if (!answer) return done(answer.error());
        RawDump dump;
        dump.name = web::text_at(*answer, 0);
        dump.files = static_cast<uint64_t>(web::number_at(*answer, 1));
        for (size_t i = 2; i < answer->size(); ++i) dump.damaged.push_back((*answer)[i]);
        done(std::move(dump));
        request_frame(2);
    });
}

}  // namespace platform
