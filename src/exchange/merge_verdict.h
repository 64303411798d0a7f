// What taking a colleague's file would mean for one register: a cell, a member of a multi-choice, an entry of a
// document. Found from what both sides know of it (domain/register.h), so it says what applying will do.
#pragma once

#include "domain/register.h"

#include <cstdint>
#include <optional>
#include <string_view>

namespace exchange {

// In the order of the attention they want: of several the last one speaks for all.
enum class Verdict : uint8_t {
    same,
    mine_newer,    // what is here stays: it is later, and whoever wrote it knew theirs, or theirs is not there at all
    theirs_newer,  // theirs is taken: it is later and knew of what is here, or there is nothing here
    conflicting,   // neither knew of the other: the later one is shown, and Conflicts lists both
    deleted,       // a person or a record that one side deleted
};
inline constexpr Verdict kVerdicts[] = {Verdict::same, Verdict::mine_newer, Verdict::theirs_newer, Verdict::conflicting, Verdict::deleted};

// "same", "mine_newer", ...: for scripts and the catalogue of messages.
std::string_view verdict_word(Verdict verdict);
std::optional<Verdict> verdict_from_word(std::string_view word);

struct RegisterSide {
    domain::Write shown;     // Stamp{} and Empty where the side has no such row
    domain::Register known;  // what was written after the creation of the row
};

struct RegisterVerdict {
    Verdict verdict = Verdict::same;
    bool theirs_shows = false;  // afterwards, and it is another value
    bool news = false;          // applying changes what is known here, be it only a stamp
    bool they_lack = false;     // the same the other way round
};

RegisterVerdict compare(const RegisterSide& here, const RegisterSide& there);

}  // namespace exchange
