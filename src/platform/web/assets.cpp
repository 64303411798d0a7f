// What of assets/ is not in the first part of the program: it comes with the second (tools/parts.mjs puts it there), or
// as a file of its own.
#include "base/assets.h"
#include "platform/platform.h"
#include "platform/web/bridge.h"

#include <map>

namespace base {

std::optional<std::string_view> later_asset(std::string_view path) {
    static std::map<std::string, std::string, std::less<>> had;
    auto found = had.find(path);
    if (found == had.end()) {
        const platform::web::Message answer = platform::web::ask("asset", {std::string(path)});
        if (answer.empty()) return std::nullopt;
        found = had.emplace(path, answer.front()).first;
    }
    return found->second;
}

}  // namespace base

namespace platform {

void fetch_asset(std::string_view path, std::function<void(base::Result<std::string>)> done) {
    web::start("asset.fetch", {std::string(path)}, [done = std::move(done)](base::Result<web::Message> answer) {
        if (answer) done(std::move(answer->at(0)));
        else done(answer.error());
        request_frame(2);
    });
}

}  // namespace platform
