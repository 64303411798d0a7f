// read_json of base/json.h in slices: for files so large that reading them in one go would stop the page.
// read_json itself is this, carried to its end.
#pragma once

#include "base/json.h"

#include <memory>

namespace base {

class JsonReader {
public:
    // `bytes` and `events` must stay until the end.
    JsonReader(std::string_view bytes, const JsonLimits& limits, JsonEvents& events);
    ~JsonReader();

    // About `bytes` bytes more; true when done or failed. 256 KB take a few milliseconds.
    bool step(size_t bytes);
    double progress() const;  // 0..1
    // After step() was true. Errors as read_json.
    const Status& status() const;

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace base
