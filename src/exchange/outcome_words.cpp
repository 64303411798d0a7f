#include "exchange/outcome_words.h"

#include "base/text.h"
#include "exchange/dialects.h"

#include <algorithm>
#include <array>

namespace exchange {
namespace {

constexpr std::array<std::string_view, 25> kWonWords = {
    "won",     "closed won", "converted",      "closed converted", "customer", "client", "existing customer",
    "signed",  "purchased",  "sold",           "deal won",         "success",  "menang", "berhasil",
    "closing", "terjual",    "pelanggan",      "dimenangkan",      "deal",     "vunnet", "solgt",
    "kunde",   "signert",    "avtale signert", "konvertert"};
constexpr std::array<std::string_view, 28> kLostWords = {"lost",
                                                         "closed lost",
                                                         "not converted",
                                                         "closed not converted",
                                                         "unqualified",
                                                         "disqualified",
                                                         "dead",
                                                         "rejected",
                                                         "junk",
                                                         "not interested",
                                                         "no interest",
                                                         "declined",
                                                         "closed no deal",
                                                         "kalah",
                                                         "gagal",
                                                         "batal",
                                                         "hilang",
                                                         "ditolak",
                                                         "tidak tertarik",
                                                         "tidak berminat",
                                                         "tidak jadi",
                                                         "tapt",
                                                         "avslatt",
                                                         "avvist",
                                                         "ikke interessert",
                                                         "diskvalifisert",
                                                         "ikke kvalifisert",
                                                         "uaktuell"};
constexpr std::array<std::string_view, 29> kOpenWords = {
    "open",      "new",         "contacted",    "working",     "working contacted",
    "qualified", "nurturing",   "nurture",      "prospect",    "prospecting",
    "lead",      "opportunity", "proposal",     "negotiation", "in progress",
    "pending",   "mql",         "sql",          "baru",        "dihubungi",
    "proses",    "terbuka",     "negosiasi",    "ny",          "apen",
    "kontaktet", "kvalifisert", "tilbud sendt", "forhandling"};

template <size_t size>
bool is_among(const std::array<std::string_view, size>& words, std::string_view word) {
    return std::find(words.begin(), words.end(), word) != words.end();
}

bool has_word(std::string_view words, std::string_view word) {
    return base::contains(" " + std::string(words) + " ", " " + std::string(word) + " ");
}

// "6 - Closed Won!" -> "6 closed won"
std::string plain_words(std::string_view value) {
    std::string words = base::slug(value);
    std::replace(words.begin(), words.end(), '_', ' ');
    return words;
}

}  // namespace

std::optional<Outcome> outcome_of_word(std::string_view header, std::string_view value) {
    const std::string words = plain_words(value);
    if (is_among(kLostWords, words)) return Outcome::lost;
    if (is_among(kWonWords, words)) return Outcome::won;
    if (is_among(kOpenWords, words)) return Outcome::open;
    for (std::string_view lost : {"lost", "not converted", "kalah", "tapt"})
        if (has_word(words, lost)) return Outcome::lost;
    const bool denied =
        has_word(words, "not") || has_word(words, "tidak") || has_word(words, "ikke") || has_word(words, "almost");
    for (std::string_view won : {"won", "converted", "menang", "vunnet"})
        if (has_word(words, won) && !denied) return Outcome::won;
    if (const auto yes = read_yes_no(value)) {
        const std::string about = plain_words(header);
        const bool asks_won = base::contains(about, "won") || base::contains(about, "convert") ||
                              base::contains(about, "vunnet") || base::contains(about, "konvert");
        if (asks_won) return *yes ? Outcome::won : Outcome::open;
    }
    return std::nullopt;
}

std::optional<OutcomeColumn> propose_outcome(size_t column, std::string_view header,
                                             const std::vector<std::pair<std::string, uint64_t>>& distinct) {
    OutcomeColumn proposal{column, {}, true};
    bool decides = false;
    for (const auto& [value, rows] : distinct) {
        const auto outcome = outcome_of_word(header, value);
        decides = decides || (outcome && *outcome != Outcome::open);
        proposal.words.push_back({value, rows, outcome.value_or(Outcome::open), outcome.has_value()});
    }
    if (!decides) return std::nullopt;
    return proposal;
}

}  // namespace exchange
