// Port: the disk as the store sees it. The web fills it with IDBFS and our own reconcile, the
// tests with a simulated one. All names are flat; files are immutable once put.
#pragma once

#include "base/result.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace storage {

struct FileInfo {
    std::string name;
    uint64_t size_bytes = 0;
    bool operator==(const FileInfo&) const = default;
};

// What a file holds, in pieces that are shared and never change: it is handed on without a copy, and nobody
// has to move all of a large one in one go.
class FileBytes {
public:
    FileBytes(std::string whole = {}) : FileBytes(alone(std::move(whole))) {}
    explicit FileBytes(std::vector<std::string> pieces)
        : pieces_(std::make_shared<const std::vector<std::string>>(std::move(pieces))) {
        for (const std::string& piece : *pieces_) size_ += piece.size();
    }

    uint64_t size() const { return size_; }
    const std::vector<std::string>& pieces() const { return *pieces_; }
    std::string joined() const {
        std::string whole;
        whole.reserve(size_);
        for (const std::string& piece : *pieces_) whole += piece;
        return whole;
    }
    bool operator==(std::string_view whole) const {
        if (whole.size() != size_) return false;
        for (const std::string& piece : *pieces_) {
            if (!whole.starts_with(piece)) return false;
            whole.remove_prefix(piece.size());
        }
        return true;
    }

private:
    static std::vector<std::string> alone(std::string whole) {
        std::vector<std::string> pieces;
        pieces.push_back(std::move(whole));
        return pieces;
    }
    std::shared_ptr<const std::vector<std::string>> pieces_;
    uint64_t size_ = 0;
};

struct NewFile {
    std::string name;
    FileBytes bytes;
};

// One strict transaction: all of it is durable, or nothing happened.
struct Transaction {
    std::vector<NewFile> puts;         // create-only: an existing name fails the transaction
    std::vector<std::string> deletes;  // exactly these; absence in memory never deletes
    uint64_t epoch = 0;                // checked inside the transaction: any other than the stored one is refused
};

// Error codes: disk.quota, disk.stale_epoch, disk.cleared (the stored epoch is missing, or lower than one that was
// stored before: the browser deleted what was there), disk.exists, disk.missing, disk.closed, disk.no_answer,
// disk.failed.
// Every callback is called exactly once, later or at once.
struct Disk {
    std::function<void(std::function<void(base::Result<std::vector<FileInfo>>)>)> list;
    std::function<void(std::string name, std::function<void(base::Result<std::string>)>)> read;
    std::function<void(Transaction, std::function<void(base::Status)>)> commit;
    // Makes this tab the one writer: stores and gives a higher epoch than was stored, and than this tab ever had.
    std::function<void(std::function<void(base::Result<uint64_t>)>)> take_epoch;
};

}  // namespace storage
