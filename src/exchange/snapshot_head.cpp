// The head of a snapshot on its way in: what kind of file it is, who can read it, and what is not in it.
#include "base/text.h"
#include "exchange/snapshot_events.h"

#include <algorithm>
#include <climits>

namespace exchange {

using base::Error;

bool SnapshotEvents::header_string(std::string_view value) {
    if (key_ != "corong" || value != "snapshot") return wrong_kind();
    has_kind_ = true;
    return true;
}

bool SnapshotEvents::may_read() {
    if (least_reader_ <= kSnapshotFormat) return true;
    error = Error{"snapshot.newer_format",
                  "The snapshot has format " + std::to_string(file_.format) + ", and this version reads format " +
                      std::to_string(kSnapshotFormat) + ": update Corong, or export it again from this version.",
                  "format"};
    return false;
}

bool SnapshotEvents::read_integer_of_head(int64_t value) {
    const bool is_format = key_ == "format";
    if ((!is_format && key_ != "reader") || value < 0) return misplaced();
    least_reader_ = value;  // as long as it does not say that an older one will do
    if (!is_format) return may_read();
    file_.format = static_cast<int>(std::min<int64_t>(value, INT_MAX));
    return has_format_ = true;
}

bool SnapshotEvents::top_key(std::string_view name) {
    if (!has_kind_ && name != "corong") return wrong_kind();
    if (has_kind_ && !has_format_ && name != "format") return broken("the format must come first", "its beginning");
    if (name != "corong" && name != "format" && name != "reader" && !may_read()) return false;
    for (std::string_view known : {"corong", "format", "reader", "partial", "redacted", "tables", "documents", "forgotten", "unknown"})
        if (name == known) return true;
    return set_aside("part", name);
}

// --- what is not all of a book (exchange/share.h) --------------------------------------------------------

bool SnapshotEvents::begin_share() {
    if (key_ == "partial") {
        file_.partial = SnapshotFile::Partial{};
        where_ = Where::partial;
    } else {
        file_.redacted.emplace();
        where_ = Where::redacted;
    }
    return true;
}

bool SnapshotEvents::share_key(std::string_view name) {
    const bool known = where_ == Where::redacted ? name == "fields" : name == "leads" || name == "of";
    return known ? true : set_aside("entry", name);
}

bool SnapshotEvents::read_partial(int64_t value) {
    if (value < 0) return broken("it counts fewer than none", "the part “partial”");
    (key_ == "of" ? file_.partial->of : file_.partial->leads) = static_cast<uint64_t>(value);
    return true;
}

bool SnapshotEvents::end_redacted_field() {
    if (texts_.size() != 3) return broken("a field is not a list of table, key and what became of it", "the part “redacted”");
    file_.redacted->push_back({texts_[0], texts_[1], texts_[2]});
    return true;
}

bool SnapshotFile::is_redacted(domain::TableKind table, std::string_view key) const {
    return redacted && std::any_of(redacted->begin(), redacted->end(), [&](const RedactedField& field) {
        return field.key == key && field.table == domain::table_name(table);
    });
}

}  // namespace exchange
