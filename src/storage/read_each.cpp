#include "storage/read_each.h"

#include <memory>
#include <optional>

namespace storage {
namespace {

struct Reading : std::enable_shared_from_this<Reading> {
    decltype(Disk::read) read;
    std::vector<std::string> names;
    std::function<void(size_t, base::Result<std::string>, GoOn)> each;
    std::function<void()> done;
    size_t next = 0;
    bool running = false;
    bool goes_on = true;  // said by `each`

    enum class Waiting { no, for_disk, for_each } waiting = Waiting::no;
    std::optional<base::Result<std::string>> answer;

    // A disk, or an `each`, that answers at once comes back here while `running`: the loop goes on by itself.
    void run() {
        if (running) return;
        running = true;
        while (waiting == Waiting::no && goes_on && next < names.size()) {
            if (answer) hand_over();
            else ask();
        }
        running = false;
        if (waiting == Waiting::no) done();
    }

    void ask() {
        waiting = Waiting::for_disk;
        read(names[next], [self = shared_from_this()](base::Result<std::string> result) {
            self->answer.emplace(std::move(result));
            self->waiting = Waiting::no;
            self->run();
        });
    }

    void hand_over() {
        base::Result<std::string> result = *std::move(answer);
        answer.reset();
        waiting = Waiting::for_each;
        each(next++, std::move(result), [self = shared_from_this()](bool more) {
            self->goes_on = more;
            self->waiting = Waiting::no;
            self->run();
        });
    }
};

}  // namespace

void read_each(const Disk& disk, std::vector<std::string> names,
               std::function<bool(size_t, base::Result<std::string>)> each, std::function<void()> done) {
    const auto in_turn = [each = std::move(each)](size_t index, base::Result<std::string> bytes, const GoOn& go_on) {
        go_on(each(index, std::move(bytes)));
    };
    read_each_in_turn(disk, std::move(names), in_turn, std::move(done));
}

void read_each_in_turn(const Disk& disk, std::vector<std::string> names,
                       std::function<void(size_t, base::Result<std::string>, GoOn)> each, std::function<void()> done) {
    const auto reading = std::make_shared<Reading>();
    reading->read = disk.read;
    reading->names = std::move(names);
    reading->each = std::move(each);
    reading->done = std::move(done);
    reading->run();
}

}  // namespace storage
