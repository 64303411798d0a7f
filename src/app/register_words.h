// What stands in a register, as people read it: the value, who wrote it and when, what it is called. Only the
// view_*.cpp files include this.
#pragma once

#include "app/view_parts.h"
#include "domain/conflicts.h"

namespace app {

// Words about one book: the one that is open, or one that a file makes.
class RegisterWords {
public:
    RegisterWords(const State& state, const domain::Book& book) : state_(state), book_(book), forms_(forms_of(state)) {}

    // Who wrote it, and when, beside a text of the caller's, which is cut where it is long.
    ConflictValueView value(const domain::Write& write, std::string text) const;
    std::string cell(std::string_view key, const domain::Value& value) const;
    std::string of(const domain::Address& address, const domain::Write& write) const;
    // Of an entry of a document: a text without its quotes, anything else as it is.
    std::string entry(const domain::Write& write) const;
    std::string label(const domain::Address& address) const;
    // Which of a lead's records it is; nothing where it is the lead itself.
    std::string record(const domain::Address& address) const;
    const Forms& forms() const { return forms_; }

private:
    const State& state_;
    const domain::Book& book_;
    Forms forms_;
};

std::string icon_of(const domain::Address& address);

}  // namespace app
