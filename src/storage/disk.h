// Port: the disk as the store sees it. The web fills it with IDBFS and our own reconcile, the
// tests with a simulated one. All names are flat; files are immutable once put.
#pragma once

#include "base/result.h"

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace storage {

struct FileInfo {
    std::string name;
    uint64_t size_bytes = 0;
    bool operator==(const FileInfo&) const = default;
};

struct NewFile {
    std::string name;
    std::string bytes;
};

// One strict transaction: all of it is durable, or nothing happened.
struct Transaction {
    std::vector<NewFile> puts;         // create-only: an existing name fails the transaction
    std::vector<std::string> deletes;  // exactly these; absence in memory never deletes
    uint64_t epoch = 0;                // checked inside the transaction: an older epoch is refused
};

// Error codes: disk.quota, disk.stale_epoch, disk.exists, disk.missing, disk.closed, disk.failed.
// Every callback is called exactly once, later or at once.
struct Disk {
    std::function<void(std::function<void(base::Result<std::vector<FileInfo>>)>)> list;
    std::function<void(std::string name, std::function<void(base::Result<std::string>)>)> read;
    std::function<void(Transaction, std::function<void(base::Status)>)> commit;
    // Makes this tab the one writer: raises the stored epoch by one and gives the new value.
    std::function<void(std::function<void(base::Result<uint64_t>)>)> take_epoch;
};

}  // namespace storage
