#include "app/register_words.h"

#include "app/conflicts.h"
#include "app/messages.h"
#include "app/view_fields.h"
#include "base/text.h"

#include <array>

namespace app {

using namespace domain;

namespace {

constexpr size_t kMostValueBytes = 600;

std::string hexadecimal(uint32_t number) {
    std::string text(8, '0');
    for (size_t i = text.size(); i-- > 0; number >>= 4) text[i] = "0123456789abcdef"[number & 15];
    return text;
}

std::string colleague(const Book& book, uint32_t author) {
    const std::string code = hexadecimal(author);
    const auto entry = book.entry("team/" + code + "/name");
    const auto name = entry ? text_entry({{}, std::string(*entry)}) : std::nullopt;
    if (name && !name->empty()) return *name;
    std::string shown = code.substr(0, 4);
    for (char& letter : shown)
        if (letter >= 'a') letter = static_cast<char>(letter - 'a' + 'A');
    return tr("conflicts.colleague", {{"code", shown}});
}

std::string path_label(const Book& book, std::string_view path) {
    constexpr std::array kKnown = {std::pair{"book/name", "conflicts.path.book_name"}, std::pair{"book/zone", "conflicts.path.book_zone"}};
    for (const auto& [known, key] : kKnown)
        if (path == known) return tr(key);
    std::vector<std::string> parts = base::split(path, '/');
    if (parts.size() == 4 && parts[0] == "fields" && parts[3] == "label") return tr("conflicts.path.field", {{"name", parts[2].substr(0, parts[2].rfind(':'))}});
    if (parts.size() == 3 && parts[0] == "segments" && (parts[2] == "name" || parts[2] == "list")) {
        const auto entry = book.entry("segments/" + parts[1] + "/name");
        const auto name = entry ? text_entry({{}, std::string(*entry)}) : std::nullopt;
        return tr(parts[2] == "name" ? "conflicts.path.segment_name" : "conflicts.path.segment_list", {{"name", name.value_or(parts[1].substr(0, 4))}});
    }
    if (parts.size() == 3 && parts[0] == "team" && parts[2] == "name") return tr("conflicts.path.team");
    if (const std::string family = "conflicts.document." + parts[0]; has_message(family)) parts[0] = tr(family);
    std::string words;
    for (const std::string& part : parts) words += (words.empty() ? "" : " › ") + part;
    return words;
}

}  // namespace

ConflictValueView RegisterWords::value(const Write& write, std::string text) const {
    ConflictValueView view;
    view.text = base::clip(text, kMostValueBytes);
    if (view.text.size() < text.size()) view.text += "…";
    view.stamp = to_text(write.stamp);
    view.yours = author_of(write.stamp.replica) == author_of(state_.clock.replica());
    view.who = write.stamp.replica == 0 ? tr("app.name") : view.yours ? tr("conflicts.you") : colleague(state_.book, author_of(write.stamp.replica));
    const base::Millis at = write.stamp.millis();
    view.when = tr("date.with_time", {{"date", forms_.day(base::day_of(at, forms_.now.offset_minutes))}, {"time", forms_.time(at)}});
    return view;
}

std::string RegisterWords::cell(std::string_view key, const Value& value) const {
    if (std::holds_alternative<Empty>(value)) return tr("conflicts.empty");
    const std::string* word = std::get_if<std::string>(&value);
    if (word && key == "type") return event_label(*word);
    if (word && (key == "outcome" || key == "state") && has_message("outcome." + *word)) return tr("outcome." + *word);
    if (const auto* minutes = std::get_if<base::Decimal>(&value); minutes && key == "due_time")
        return forms_.time(base::instant_of(forms_.now.today, forms_.now.offset_minutes) + minutes->millionths / base::kMillionths * base::kMillisPerMinute);
    return forms_.value(value);
}

std::string RegisterWords::of(const Address& address, const Write& write) const {
    if (!address.path.empty()) return entry(write);
    if (!address.member.empty()) return tr(write.value == Value{true} ? "conflicts.with" : "conflicts.without", {{"member", address.member}});
    if (address.key == kDeletedKey) return tr(write.value == Value{true} ? "conflicts.deleted" : "conflicts.not_deleted");
    return cell(address.key, write.value);
}

std::string RegisterWords::entry(const Write& write) const {
    const std::string* json = std::get_if<std::string>(&write.value);
    if (!json || json->empty()) return tr("conflicts.removed");
    return text_entry(write).value_or(*json);
}

std::string RegisterWords::label(const Address& address) const {
    if (!address.path.empty()) return path_label(book_, address.path);
    if (address.key == "title" && address.table == TableKind::tasks) return tr("task.what");
    if (address.key == "title" && address.table == TableKind::deals) return tr("conflicts.deal_title");
    const auto field = book_.field(address.table, address.key);
    return field ? field_label(*field) : address.key;
}

std::string RegisterWords::record(const Address& address) const {
    if (!address.path.empty()) return {};
    const Table& table = book_.table(address.table);
    const Row row = table.find(address.row);
    if (address.table == TableKind::activities) return event_label(text_at(table, row, "type"));
    if (address.table == TableKind::tasks || address.table == TableKind::deals) return std::string(text_at(table, row, "title"));
    return {};
}

std::string icon_of(const Address& address) {
    if (!address.path.empty()) return "settings";
    if (address.table == TableKind::activities) return "history";
    if (address.table == TableKind::tasks) return "calendar";
    if (address.key == kDeletedKey) return "trash-2";
    for (const auto& [key, icon] : {std::pair{"phone", "phone"}, {"email", "mail"}, {"owner", "user"}, {"name", "user"}, {"company", "building-2"}, {"tags", "tag"}, {"channel", "megaphone"}, {"outcome", "trophy"}})
        if (address.key == key) return icon;
    switch (address.kind) {
        case FieldKind::money: return "ticket";
        case FieldKind::date:
        case FieldKind::instant: return "calendar";
        case FieldKind::link: return "link";
        case FieldKind::yes_no: return "check";
        case FieldKind::choice:
        case FieldKind::multi_choice: return "list";
        case FieldKind::text:
        case FieldKind::number:
        case FieldKind::reference: break;
    }
    return "file-text";
}

}  // namespace app
