// Reads files one after the other, whether the disk answers at once or later, without growing the
// stack. For store_*.cpp only.
#pragma once

#include "storage/disk.h"

#include <functional>
#include <string>
#include <vector>

namespace storage {

// Calls `each` with every file in order until it gives false, then `done` once.
void read_each(const Disk& disk, std::vector<std::string> names,
               std::function<bool(size_t index, base::Result<std::string>)> each, std::function<void()> done);

// The same where a file takes a while: `each` says by calling `go_on` once, now or later, that it is
// through with it and whether it wants the next.
using GoOn = std::function<void(bool next)>;
void read_each_in_turn(const Disk& disk, std::vector<std::string> names,
                       std::function<void(size_t index, base::Result<std::string>, GoOn go_on)> each,
                       std::function<void()> done);

}  // namespace storage
