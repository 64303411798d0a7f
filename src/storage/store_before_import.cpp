// The book as it is before a file comes in, kept in the store as a snapshot that any version and any text editor can
// read (exchange/snapshot.h): the last resort of opening, and something to go back to by hand.
#include "storage/store_state.h"

#include <algorithm>

namespace storage {
namespace {

constexpr size_t kKept = 2;

}  // namespace

std::vector<std::string> Store::State::copies_before_imports() const {
    std::vector<std::string> names;
    for (const FileInfo& file : files)
        if (parse_name(file.name).kind == FileName::Kind::before_import) names.push_back(file.name);
    std::sort(names.rbegin(), names.rend());  // newest first: generations are padded
    return names;
}

void Store::State::keep_before_import(std::vector<std::string> pieces, std::function<void(base::Status)> done) {
    const NewFile file{before_import_name(++generation), FileBytes(std::move(pieces))};
    const auto weak = weak_from_this();
    commit({{file}, {}, epoch}, [weak, file, done](base::Status status) {
        const auto self = weak.lock();
        if (!self) return;
        if (!status) return done(status);
        self->add_file(file);
        self->disk.read(file.name, [weak, file, done](base::Result<std::string> bytes) {
            const auto self = weak.lock();
            if (!self) return;
            if (!bytes) return done(bytes.error());
            if (file.bytes != *bytes) return done(base::Error{"store.read_back", "The copy of the book came back from the disk other than it was written.", file.name});
            self->drop_old_copies();
            done(base::success());
        });
    });
}

// Those that are left over cost space, no more: nobody waits for it.
void Store::State::drop_old_copies() {
    std::vector<std::string> names = copies_before_imports();
    if (names.size() <= kKept) return;
    names.erase(names.begin(), names.begin() + kKept);
    commit({{}, names, epoch}, [weak = weak_from_this(), names](base::Status status) {
        const auto self = weak.lock();
        if (self && status) self->remove_files(names);
    });
}

}  // namespace storage
