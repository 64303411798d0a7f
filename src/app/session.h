// One open book: the only object that changes it. Commands come in, views go out; long work is a
// job in slices; every edit is one commit in the store and one step of the undo history. It knows
// no clock, disk, browser or screen: those are Ports.
#pragma once

#include "app/copies.h"
#include "app/messages.h"
#include "app/notifications.h"
#include "app/view_board.h"
#include "app/view_columns.h"
#include "app/view_companies.h"
#include "app/view_deals.h"
#include "app/view_storage.h"
#include "app/views.h"
#include "storage/disk.h"

#include <memory>
#include <span>

namespace domain {
class Room;
struct Op;
}
namespace exchange {
class Importer;
struct ImportBatch;
}
namespace storage {
struct Commit;
struct EncodedCommit;
struct Label;
struct Loaded;
struct Newer;
}

namespace app {

enum class Audience : uint8_t;  // see import_session.h

enum class Direction : int;
enum class Work : uint8_t { awaited, in_background };  // does somebody wait for it?

struct ShareOptions;  // see session_share.h

// A file that leaves, in pieces: in one it would have to be moved in one go.
using FilePieces = std::vector<std::string>;

// What the browser says of its storage; 0 where it does not.
struct StorageFigures {
    uint64_t used_bytes = 0, quota_bytes = 0;
    bool kept = false;  // not cleared by itself
    int tabs = 0;       // that have the book open
    bool second_copy = false;  // of all files, beside the database
    bool from_file = false;    // the page is a file of this device
};
// A dump of all stored files as they are; `damaged` are not whole.
struct RawDump {
    std::string name;
    uint64_t files = 0;
    std::vector<std::string> damaged;
};

// What `main` lends the session. All are called on the one thread.
struct Ports {
    std::function<base::Now(std::string_view zone)> now;
    std::function<int(std::string_view zone, base::Millis at)> offset_minutes;  // from UTC
    std::function<std::string()> local_zone;
    std::function<double()> milliseconds;  // steady
    std::function<uint64_t()> random64;
    std::function<void(std::function<bool()> slice)> schedule;  // true while there is more
    std::function<void(int milliseconds, std::function<void()>)> after;
    std::string language = "en";  // whose words are there from the start: what the user chose, or the browser speaks
    std::function<base::Locale(std::string_view language, std::string_view zone)> locale;
    std::function<void(std::function<void(base::Status)>)> update;  // see platform.h
    std::function<void()> changed;  // something to draw
    std::function<std::string(std::string_view key)> load_setting;
    std::function<void(std::string_view key, std::string_view value)> save_setting;
    std::function<void(std::string_view accept, std::function<void(base::Result<std::pair<std::string, std::string>>)>)> pick_file;
    std::function<void(std::string name, std::string mime, FilePieces bytes, std::function<void(base::Status)>)> save_file;
    std::function<void(std::string_view path, std::function<void(base::Result<std::string>)>)> fetch_asset;  // see platform.h
    std::function<void(std::string_view path, bool instead)> set_route;  // instead of the present one: no way back to that
    std::function<void(std::string_view address)> open_link;
    std::function<void()> print;  // see printed.h
    std::function<void(std::function<void(bool kept)>)> keep_storage;  // asked once, after the first real save
    std::function<void(std::function<void(StorageFigures)>)> storage_figures;
    std::function<void(std::function<void(base::Result<RawDump>)>)> save_raw_dump;
    CopyPorts copies;
    NotificationPorts notifications;
    std::function<void()> take_over;     // "Edit here"
    // The sealed envelope: pieces in, pieces out. Refuses with envelope.* codes; what is stopped answers, too.
    using Seal = std::function<void(FilePieces pieces, std::string passphrase, std::function<void(double fraction)> progress,
                                    std::function<void(base::Result<FilePieces>)> done)>;
    Seal seal, open_sealed;
    std::function<void()> stop_sealing;
};

enum class AccessMode { writer, reader_other_tab, reader_insecure_origin, memory_only };

struct LeftAsIs;  // session_undo.cpp
struct UndoWay;

class Session {
public:
    explicit Session(Ports ports);
    ~Session();
    Session(const Session&) = delete;
    Session& operator=(const Session&) = delete;

    // Loads the book; `done` once, an error if nothing could be read (then the book is empty and
    // read only, never overwritten).
    void open(storage::Disk disk, AccessMode mode, std::function<void(base::Status)> done);
    // The platform's word on the other tabs.
    void became_writer();
    void lost_writer();
    void other_tab_committed();
    void disk_was_closed();  // by the browser: what was stored may be gone
    void disk_was_put_back();  // after the browser had deleted it
    bool opened() const;
    bool writes() const;  // opened, and what is done here is kept: not read only, not in memory alone
    void when_opened(std::function<void()> done);  // at once if it is

    // --- commands -------------------------------------------------------------------------------
    std::span<const Command> commands() const;
    const Command* command(std::string_view id) const;
    std::optional<std::string> why_not(const Command& command) const;  // it cannot be run now: one sentence
    // Runs it; `done` once, before returning for everything that is not a job.
    void run(std::string_view id, base::Json arguments, std::function<void(base::Result<base::Json>)> done = {});
    // Files the user brought: previews an import or a merge, or says why not.
    void offer_file(std::string name, std::string bytes);
    void offer_rows(std::string tab_separated_text);
    void refuse_file(const base::Error& error);  // it could not even be read

    // --- for window.corong ----------------------------------------------------------------------
    // A sealed file wants {passphrase}.
    void import_file(std::string name, std::string bytes, base::Json options, std::function<void(base::Result<base::Json>)> done);
    // snapshot: {leads, redacted, passphrase}, see session_share.h; csv: none.
    void export_file(std::string kind, base::Json options, std::function<void(base::Result<FilePieces>)> done);
    base::Result<base::Json> query(const base::Json& request);
    void when_saved(std::function<void(base::Status)> done);
    void newer_version_waits();  // the user is told, and goes over to it when it suits
    base::Json stats() const;

    // --- views: const, rebuilt only when their inputs moved ---------------------------------------
    const ShellView& shell();
    const LeadsView& leads(const LeadsQuery& query);
    const LeadColumnsView& lead_columns(const std::vector<ColumnChoice>& of_list = {});
    std::vector<LeadGrouping> lead_groupings() const;
    std::vector<LeadColumnView> other_lead_columns() const;  // that could be shown, too
    LeadRow lead_row(RowHandle row);
    std::optional<FieldView> lead_field_view(RowHandle row, std::string_view field) const;  // to edit it; nothing: no such field
    std::string lead_field(RowHandle row, std::string_view field) const;  // as the list shows it, in one line
    const CompaniesView& companies(const CompaniesQuery& query);
    const CompanyRow& company_row(uint32_t company);  // one of CompaniesView::rows; until the next is asked for
    std::vector<CompanyRow> find_companies(std::string_view text, size_t limit);
    StepsView steps() const;
    std::optional<int64_t> place_of_step(uint64_t step) const;
    StepView step(int64_t place) const;  // 0 .. total() - 1: what can be done again, then what can be taken back, newest first
    const DealsView& deals(const DealsQuery& query);
    std::optional<DealView> find_deal(std::string_view id) const;  // of the book that is shown; nothing: it is not in there
    const DealRow& deal_row(uint32_t deal);  // one of DealsView::lines; until the next is asked for
    std::optional<RowHandle> find_lead(std::string_view id) const;  // of the book that is shown; nothing: it is not in there
    bool is_ranking() const;  // the list's order is on its way: it is that of a moment ago
    std::string lead_id(RowHandle row) const;  // that alone: for many
    const std::vector<SegmentView>& segments();
    const BoardView& board(const LeadsQuery& query);
    std::optional<BoardPlace> board_place(const LeadsQuery& query, std::string_view lead);
    const std::vector<StageMove>& stage_moves(std::string_view lead);  // one per stage, in the order of the board
    const LeadView* lead(std::string_view id);  // null: there is no such lead (any more)
    std::vector<LeadRow> find_leads(std::string_view text, size_t limit);
    const TodayView& today();
    const HistoryView& history(std::string_view lead);  // read when it is first asked for
    const AsOfView* as_of();                            // null: the book is shown as it is now
    bool looks_back() const;                            // that is not null
    const std::vector<NoticeView>& notices() const;
    const std::vector<ActivityTypeView>& activity_types();
    const ImportView* import_view();
    const MergeView* merge_view();
    // Of the merge that is open: which entries match, then one of them as a row, and its fields.
    const MergeList& merge_list(const MergeQuery& query);
    MergeRowView merge_row(uint32_t entry);
    const MergeDetailView& merge_detail(const std::string& id);  // of no entry: empty
    const ShareView* share_view();         // null: nobody is about to share anything
    const SealedView* sealed_view() const;  // null: no sealed file waits
    const JobView* job() const;
    const FileErrorView* file_error() const;
    const ConflictsView& conflicts();
    const SettingsView& settings();
    RemindersView reminders() const;  // asks the browser each time
    const StorageView& storage();  // asks the browser what it says, where that is not known
    // Goes over the whole book, so only for who shows it; empty until it is known.
    const std::string& shown_fingerprint();
    uint64_t tour() const;  // the one that is being taken, each with a number of its own; 0: none
    const std::string& route() const;  // "/leads", "/lead/<id>", "/board", "/companies", "/deals", "/today", "/import", "/conflicts", "/settings", "/keys"
    uint64_t version() const;          // one more whenever any view may have changed

    struct State;
    State& state() { return *state_; }
    const State& state() const { return *state_; }

    // For the commands of this folder.
    void use_settings();     // after language or zone moved
    void undo(Direction direction, std::function<void(base::Status)> done);
    void undo_to(uint64_t step, std::function<void(base::Result<base::Json>)> done);
    void pick_file();
    void lead_history(const std::string& id, const std::string& field, std::function<void(base::Result<base::Json>)> done);
    void show_as_of(base::Day day, std::function<void(base::Result<base::Json>)> done);
    void find_rejections();  // of the import plan as it is now, for its preview
    void open_sample(std::function<void(base::Result<base::Json>)> done);
    base::Status add_sample(std::string_view json);
    void run_import(std::function<void(base::Result<base::Json>)> done);
    void run_merge(bool confirmed, std::function<void(base::Result<base::Json>)> done);
    void export_to_disk(const std::string& kind, std::function<void(base::Result<base::Json>)> done);
    void fingerprint(std::function<void(base::Result<std::string>)> done);
    void save_share(const base::Json& options, std::function<void(base::Result<base::Json>)> done);
    void open_sealed(std::string passphrase, std::function<void(base::Result<base::Json>)> done);
    void say_done(const storage::Label& label);  // what was done, with the way back
    void verify(std::function<void(base::Result<base::Json>)> done);
    void save_raw_dump(std::function<void(base::Result<base::Json>)> done);
    void open_inner_copy(const std::string& file, bool save, std::function<void(base::Result<base::Json>)> done);
    void choose_copy_place(const std::string& kind, std::function<void(base::Result<base::Json>)> done);
    void allow_copies(std::function<void(base::Result<base::Json>)> done);
    void forget_copy_place(std::function<void(base::Result<base::Json>)> done);
    void set_notifications(bool on, std::function<void(base::Result<base::Json>)> done);

private:
    void write_file(const std::string& kind, std::shared_ptr<const ShareOptions> options, Work work, std::function<void(base::Result<FilePieces>)> done);
    void import_sealed(std::string name, std::string bytes, base::Json options, std::function<void(base::Result<base::Json>)> done);
    void unseal(std::string name, std::string bytes, std::string passphrase, std::function<void(base::Result<std::string>)> done);
    void through_envelope(const Ports::Seal& port, std::string title, FilePieces pieces, std::string passphrase,
                          std::function<void(base::Result<FilePieces>)> done);
    void note_copy(int64_t edits_in_it);
    void note_file(CopyRecord record);
    void note_inner_copy();
    void load_copy_record();
    void note_saved();
    void note_full();
    void copy_when_quiet();
    void look_whether_quiet();
    void copy_soon();
    void copy_if_due();
    void note_written_copy(const std::string& name, int64_t edits_in_it);
    void try_copy_again();
    void watch_due_tasks();
    void tell_due_tasks();
    void tell_until_now();
    void look_at_place();
    void take_place(base::Result<CopyPlace> place);
    void copy_failed(const base::Error& error);
    void ask_figures();
    void note_recovery(const storage::Loaded& loaded);
    void build_as_of();
    void reopen(std::function<void(base::Status)> done);
    void try_opening_again();
    void take_loaded(storage::Loaded loaded);
    void note_opened();
    void on_store_changed();
    storage::Disk watched(storage::Disk disk);
    void follow(base::Result<storage::Newer> newer);
    base::Status keep_applied(storage::Commit& commit, storage::EncodedCommit encoded);
    void look_at_store();
    void answer_waiting(const base::Status& status);
    void wake_store();
    void plan_file(std::string name, std::string bytes, Audience audience, std::function<void(base::Status)> planned);
    void dry_run_import(std::function<void(base::Result<base::Json>)> done);
    void apply_import(const exchange::Importer& importer, std::vector<exchange::ImportBatch> batches,
                      std::function<void(base::Result<base::Json>)> done);
    void apply_in_slices(domain::Room room, std::shared_ptr<storage::Commit> commit, std::function<bool()> more,
                         std::function<void()> apply_one, std::function<void(const base::Status&)> finished);
    void keep_copy(std::function<void(const base::Status&)> then);
    void collect_merge(std::function<void(base::Result<base::Json>)> done);
    void apply_merge(std::vector<domain::Op> chosen, std::function<void(base::Result<base::Json>)> done);
    void announce(std::string text);
    void undo_one(Direction direction, LeftAsIs& left, std::function<void(base::Status)> done);
    void tell_left_as_is(const LeftAsIs& left);
    void go_on_undoing(const std::shared_ptr<UndoWay>& way);
    void end_undoing(UndoWay& way, const base::Status& status);
    void offer_undo();  // beside the newest notice
    void offer_tour();  // the same, to who never had it

    std::unique_ptr<State> state_;
};

}  // namespace app
