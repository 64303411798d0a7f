// A register as snapshots write it: its stamp, or an object where there is more to say (exchange/snapshot.h).
#pragma once

#include "domain/register.h"

#include <optional>
#include <string>
#include <vector>

namespace exchange {

// `shown`: the stamp of the write that is shown; nothing where that is what the row was created with.
void append_register(std::string& out, const domain::Register& known, std::optional<domain::Stamp> shown);
// The object alone; nothing if the stamp tells all.
void append_more(std::string& out, const domain::Register& known, std::optional<domain::Stamp> shown);
bool is_plain(const domain::Register& known, std::optional<domain::Stamp> shown);

// The same on its way in, as texts.
struct RegisterText {
    struct Beside { std::vector<std::string> parts; };  // stamp, value, perhaps "typed"
    std::string stamp;
    std::vector<std::string> replaced;
    std::vector<Beside> beside;
};
// The writes of it, of which the newest has `seen`; the shown one has `value`. Nothing if a stamp or a value is
// none. Values are texts of documents where `kind` is nothing.
struct RegisterWrites {
    std::vector<domain::Write> writes;  // by stamp
    domain::Stamps seen;
};
std::optional<RegisterWrites> read_register(const RegisterText& text, std::optional<domain::FieldKind> kind, domain::Value value);

}  // namespace exchange
