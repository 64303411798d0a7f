// The parts of a snapshot behind its tables, on their way in: documents, operations of later versions, the end.
#include "base/json_reader.h"
#include "base/text.h"
#include "base/zoo.h"
#include "exchange/recognise.h"
#include "exchange/snapshot_events.h"

#include <algorithm>

namespace exchange {
namespace {

// In place; false if these are no pairs of digits.
bool from_hexadecimal(std::string& text) {
    if (text.size() % 2 != 0) return false;
    std::string bytes;
    for (size_t i = 0; i < text.size(); i += 2) {
        const size_t high = std::string_view("0123456789abcdef").find(text[i]);
        const size_t low = std::string_view("0123456789abcdef").find(text[i + 1]);
        if (high == std::string_view::npos || low == std::string_view::npos) return false;
        bytes += static_cast<char>(high << 4 | low);
    }
    text = std::move(bytes);
    return true;
}

// With a blank between; Stamp{}, as format 0 says "none", is none.
std::optional<domain::Stamps> stamps_from_text(std::string_view text) {
    domain::Stamps stamps;
    while (!text.empty()) {
        const size_t end = std::min(text.find(' '), text.size());
        const auto stamp = domain::stamp_from_text(text.substr(0, end));
        if (!stamp) return std::nullopt;
        if (*stamp != domain::Stamp{}) stamps.push_back(*stamp);
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return stamps;
}

}  // namespace

bool SnapshotEvents::end_document() {
    const std::string entry = "the entry “" + std::string(base::clip(key_, 60)) + "” ";
    const auto is_json = [](const std::string& text) { return text.empty() || base::parse_json(text).ok(); };
    if (texts_.size() != 2) return broken(entry + "is not a pair of JSON text and stamp", "the part “documents”");
    register_.stamp = texts_[1];
    const auto read = read_register(register_, std::nullopt, domain::Value{texts_[0]});
    if (!read) return broken(entry + "has a stamp that is none", "the part “documents”");
    for (const domain::Write& write : read->writes) {
        const auto& json = std::get<std::string>(write.value);
        if (!is_json(json)) return broken(entry + "holds no JSON text", "the part “documents”");
        const bool newest = &write == &read->writes.back();
        file_.newest = std::max(file_.newest, write.stamp);
        later_.push_back({write.stamp.replica, 0, write.stamp, newest ? read->seen : domain::Stamps{}, domain::SetEntry{key_, json}});
    }
    return true;
}

bool SnapshotEvents::end_unknown() {
    const bool in_hexadecimal = texts_.size() == 6 && texts_[5] == "hex";
    const auto id = texts_.size() == 5 || in_hexadecimal ? domain::row_id_from_text(texts_[0]) : std::nullopt;
    const auto stamp = id ? domain::stamp_from_text(texts_[1]) : std::nullopt;
    const auto seen = id ? stamps_from_text(texts_[2]) : std::nullopt;
    if (!stamp || !seen)
        return broken("an operation of a later version is not a list of id, stamp, seen, kind and content",
                      "the part “unknown”");
    if (in_hexadecimal && !from_hexadecimal(texts_[4]))
        return broken("its content is not in hexadecimal digits", "the part “unknown”");
    file_.newest = std::max(file_.newest, *stamp);
    if (base::is_planted(base::Bug::dropped_unknown)) return true;
    later_.push_back({id->replica, id->sequence, *stamp, *seen, domain::Unknown{texts_[3], texts_[4]}});
    return true;
}

base::Status SnapshotEvents::finish() {
    if (!has_kind_) {
        wrong_kind();
        return error;
    }
    if (!has_format_) {
        broken("it names no format", "its beginning");
        return error;
    }
    if (!may_read()) return error;
    for (domain::Op& op : later_) file_.ops.push_back(std::move(op));
    return base::success();
}

struct SnapshotReader::State {
    SnapshotFile file;
    SnapshotEvents events{file};
    base::JsonReader reader;

    explicit State(std::string_view bytes) : reader(bytes, limits(), events) {}
    static base::JsonLimits limits() {
        base::JsonLimits limits;
        limits.bytes = kSnapshotBytes;
        return limits;
    }
};

SnapshotReader::SnapshotReader(std::string_view bytes) : state_(std::make_unique<State>(bytes)) {}
SnapshotReader::~SnapshotReader() = default;
bool SnapshotReader::step(size_t bytes) { return state_->reader.step(bytes); }
double SnapshotReader::progress() const { return state_->reader.progress(); }

base::Result<SnapshotFile> SnapshotReader::take() {
    if (const base::Status& status = state_->reader.status(); !status) return status.error();
    if (const base::Status status = state_->events.finish(); !status) return status.error();
    return std::move(state_->file);
}

base::Result<SnapshotFile> read_snapshot(std::string_view bytes) {
    SnapshotReader reader(bytes);
    while (!reader.step(kSnapshotBytes)) {
    }
    return reader.take();
}

}  // namespace exchange
