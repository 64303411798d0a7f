// Opening a store, on its way: the newest snapshot that is whole (store_open.cpp), then every later step that can be
// read, in order (store_open_steps.cpp). What cannot be read is told in words, kept on the disk, and never hides what
// comes after it. A step that two files hold, because a merging was cut short, counts once. For store_open*.cpp only.
//
// A file that cannot be read stays where it is, under its own name, byte for byte: it is neither merged nor deleted,
// counts for the bound of live files (State::useless_files) and is shown to the user (Store::unreadable). To give it
// another name would be to write it anew and delete it, on a disk that has just failed; and one that could not be read
// only this time would no longer be found when it can. So no name of the store stands for quarantine.
#pragma once

#include "storage/read_each.h"
#include "storage/store_state.h"

#include <map>
#include <set>

namespace storage {

using Severity = Notice::Severity;

class Opening : public std::enable_shared_from_this<Opening> {
public:
    Opening(const std::shared_ptr<Store::State>& state, uint64_t random, OpenDone done)
        : state_(state), random_(random), done_(std::move(done)) {}

    void begin();

private:
    using Next = void (Opening::*)();

    void list();
    void sort_names(const std::vector<FileInfo>& files);
    void try_generation();
    void read_parts(Manifest manifest);
    void give_up_generation(const base::Error& why);
    void take_generation(const Manifest& manifest);
    void read_older_manifest();
    void try_copy_before_import();
    void apply_copy(const std::string& name, base::Result<std::string> bytes);
    void give_up_copy(const base::Error& why);
    void read_segments();
    struct FileWork;
    void take_file(const SegmentUnit& unit, base::Result<std::string> bytes, GoOn go_on);
    bool read_on(FileWork& work);
    void take_pieces(FileWork& work);
    void begin_piece(FileWork& work);
    void take_commit(FileWork& work);
    void apply_on(FileWork& work);
    void begin_step(const SegmentUnit& unit, const SegmentHead& head);
    void end_step(FileWork& work);
    void check_chain(const SegmentUnit& unit, const SegmentHead& head);
    void leave_out(const SegmentUnit& unit, base::Error why);
    void tell_losses();
    void note_reading(const base::Result<std::string>& bytes);
    void finish();
    bool steps_reach_back() const;
    void note(Severity severity, std::string code, std::string message, std::string where = "") {
        loaded_.notices.push_back({severity, {std::move(code), std::move(message), std::move(where)}});
    }
    // `disk` of a store that may be gone by now; then nothing goes on.
    std::shared_ptr<Store::State> alive() const { return state_.lock(); }

    std::weak_ptr<Store::State> state_;
    uint64_t random_;
    OpenDone done_;
    int listings_ = 0;

    Loaded loaded_;
    std::vector<uint64_t> manifests_;  // generations, newest first
    size_t candidate_ = 0;
    std::vector<std::string> copies_;  // before imports, newest first
    size_t copy_ = 0;
    std::map<uint64_t, uint64_t> snapshot_bytes_;  // generation -> size of all its files
    std::vector<SegmentUnit> units_;
    std::set<uint64_t> retry_;  // sequences the snapshot lacks
    std::set<uint64_t> read_;   // sequences that were read from files
    struct LeftOut {
        SegmentUnit unit;
        base::Error why;
    };
    std::vector<LeftOut> left_out_;
    uint64_t covered_ = 0;
    domain::Replica last_replica_ = 0;  // of the newest step
    bool snapshot_failed_ = false;
    bool missing_file_ = false;
    bool read_any_ = false;
    std::optional<base::Error> first_failure_;  // of the disk itself

    uint64_t last_sequence_ = 0;
    uint64_t steps_lost_ = 0;
    uint64_t last_read_ = 0;  // the newest step that is in the book
    std::optional<base::Hash128> last_hash_;  // nothing after a file that could not be read
    uint64_t last_epoch_ = 0;
};

}  // namespace storage
