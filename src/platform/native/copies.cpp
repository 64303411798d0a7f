// Copies outside the browser, in the test's hand: a place that is what the test says, and what was written there.
#include "platform/native/world.h"

namespace platform {

using headless::state;

namespace {

void answer_place(CopyPlaceDone done) {
    state().answers.push_back([done = std::move(done)] { done(state().copies.place); });
}

}  // namespace

namespace headless {

Copies& copies() { return state().copies; }

}  // namespace headless

void copy_place(CopyPlaceDone done) { answer_place(std::move(done)); }

void choose_copy_place(std::string_view kind, CopyPlaceDone done) {
    ++state().copies.asked;
    if (state().copies.place.state == CopyPlace::State::unsupported) {
        state().answers.push_back([done = std::move(done)] { done(base::Error{"copies.unsupported", "This browser lets a page keep no copies.", ""}); });
        return;
    }
    state().copies.place = {CopyPlace::State::granted, std::string(kind), kind == "folder" ? "Backups" : "book.corong.json"};
    answer_place(std::move(done));
}

void ask_copy_place(CopyPlaceDone done) {
    ++state().copies.asked;
    state().copies.place.state = state().copies.answer;
    answer_place(std::move(done));
}

void write_copy(std::string name, std::vector<std::string> pieces, std::function<void(base::Result<std::string>)> done) {
    headless::Copies& copies = state().copies;
    base::Result<std::string> answer = copies.place.kind == "file" ? copies.place.name : name;
    if (copies.error) answer = *copies.error;
    else if (copies.place.state != CopyPlace::State::granted) answer = base::Error{"copies.permission", "The place may not be written to any more.", copies.place.name};
    else {
        std::string bytes;
        for (const std::string& piece : pieces) bytes += piece;
        copies.written.push_back({*answer, "application/json", std::move(bytes)});
    }
    state().answers.push_back([done = std::move(done), answer] { done(answer); });
}

void forget_copy_place(std::function<void(base::Status)> done) {
    state().copies.place = {CopyPlace::State::none, "", ""};
    state().answers.push_back([done = std::move(done)] { done(base::success()); });
}

void save_raw_dump(std::function<void(base::Result<RawDump>)> done) {
    RawDump dump{"corong.corong-raw", state().files.size(), {}};
    std::string bytes;
    for (const storage::NewFile& file : state().files) bytes += file.bytes.joined();
    state().saved.push_back({dump.name, "application/octet-stream", std::move(bytes)});
    state().answers.push_back([done = std::move(done), dump] { done(dump); });
}

}  // namespace platform
