#include "exchange/register_json.h"

#include "base/json.h"

#include <algorithm>

namespace exchange {
namespace {

using domain::Register;
using domain::Stamp;
using domain::Value;
using domain::Write;

constexpr uint64_t kLargestTicks = uint64_t{1} << 62;

bool is_shown(const Write& write, const Register& known, std::optional<Stamp> shown) {
    return shown == write.stamp && &write == &known.standing.back();
}

void append_stamp(std::string& out, Stamp stamp) {
    out += '"';
    out += domain::to_text(stamp);
    out += '"';
}

std::string plain_text(const Value& value) {
    const auto* typed = std::get_if<domain::AsTyped>(&value);
    return typed ? typed->text : domain::to_text(value);
}

std::optional<Stamp> read_stamp(std::string_view text) {
    const auto stamp = domain::stamp_from_text(text);
    return stamp && *stamp != Stamp{} && stamp->ticks < kLargestTicks ? stamp : std::nullopt;
}

std::optional<Value> read_value(const std::vector<std::string>& parts, std::optional<domain::FieldKind> kind) {
    if (parts.size() == 3) return parts[2] == "typed" && kind ? std::optional<Value>(domain::AsTyped{parts[1]}) : std::nullopt;
    if (!kind) return Value{parts[1]};
    return domain::value_from_text(*kind, parts[1]);
}

}  // namespace

bool is_plain(const Register& known, std::optional<Stamp> shown) {
    return known.replaced.empty() && known.standing.size() == 1 && is_shown(known.standing[0], known, shown);
}

void append_more(std::string& out, const Register& known, std::optional<Stamp> shown) {
    if (is_plain(known, shown)) return;
    const char* separator = "{";
    if (shown) {
        out += "{\"stamp\":";
        append_stamp(out, *shown);
        separator = ",";
    }
    if (!known.replaced.empty()) {
        out += std::string(separator) + "\"replaced\":";
        const char* comma = "[";
        for (const Stamp stamp : known.replaced) {
            out += comma;
            append_stamp(out, stamp);
            comma = ",";
        }
        out += ']';
        separator = ",";
    }
    const char* comma = "\"beside\":[";
    for (const Write& write : known.standing) {
        if (is_shown(write, known, shown)) continue;
        if (*comma != ',') out += separator;
        out += std::string(comma) + '[';
        append_stamp(out, write.stamp);
        out += ',';
        base::append_json_string(out, plain_text(write.value));
        out += std::holds_alternative<domain::AsTyped>(write.value) ? ",\"typed\"]" : "]";
        comma = ",";
    }
    out += *comma == ',' ? "]}" : "}";
}

void append_register(std::string& out, const Register& known, std::optional<Stamp> shown) {
    if (is_plain(known, shown)) append_stamp(out, *shown);
    else append_more(out, known, shown);
}

std::optional<RegisterWrites> read_register(const RegisterText& text, std::optional<domain::FieldKind> kind, Value value) {
    RegisterWrites read;
    if (!text.stamp.empty()) {
        const auto stamp = read_stamp(text.stamp);
        if (!stamp) return std::nullopt;
        read.writes.push_back({*stamp, std::move(value)});
    }
    for (const std::string& replaced : text.replaced) {
        const auto stamp = read_stamp(replaced);
        if (!stamp) return std::nullopt;
        read.seen.push_back(*stamp);
    }
    for (const RegisterText::Beside& beside : text.beside) {
        const bool complete = beside.parts.size() == 2 || beside.parts.size() == 3;
        const auto stamp = complete ? read_stamp(beside.parts[0]) : std::nullopt;
        const auto beside_value = stamp ? read_value(beside.parts, kind) : std::nullopt;
        if (!beside_value) return std::nullopt;
        read.writes.push_back({*stamp, *beside_value});
    }
    std::stable_sort(read.writes.begin(), read.writes.end(), [](const Write& a, const Write& b) { return a.stamp < b.stamp; });
    if (read.writes.empty()) return std::nullopt;
    return read;
}

}  // namespace exchange
