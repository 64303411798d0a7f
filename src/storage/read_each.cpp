#include "storage/read_each.h"

#include <memory>
#include <optional>

namespace storage {
namespace {

struct Reading : std::enable_shared_from_this<Reading> {
    decltype(Disk::read) read;
    std::vector<std::string> names;
    std::function<bool(size_t, base::Result<std::string>)> each;
    std::function<void()> done;
    size_t next = 0;
    bool running = false;
    std::optional<base::Result<std::string>> answer;

    // A disk that answers at once comes back here while `running`: the loop below goes on by itself.
    void run() {
        running = true;
        while (next < names.size()) {
            if (!answer) {
                read(names[next], [self = shared_from_this()](base::Result<std::string> result) {
                    self->answer.emplace(std::move(result));
                    if (!self->running) self->run();
                });
                if (!answer) {
                    running = false;
                    return;
                }
            }
            base::Result<std::string> result = *std::move(answer);
            answer.reset();
            const size_t index = next++;
            if (!each(index, std::move(result))) break;
        }
        running = false;
        done();
    }
};

}  // namespace

void read_each(const Disk& disk, std::vector<std::string> names,
               std::function<bool(size_t, base::Result<std::string>)> each, std::function<void()> done) {
    const auto reading = std::make_shared<Reading>();
    reading->read = disk.read;
    reading->names = std::move(names);
    reading->each = std::move(each);
    reading->done = std::move(done);
    reading->run();
}

}  // namespace storage
