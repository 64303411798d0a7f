#include "exchange/headers.h"

#include "base/text.h"
#include "exchange/dialects.h"
#include "exchange/header_words.h"

#include <algorithm>
#include <unordered_map>

namespace exchange {
namespace {

// "Company / Account" -> "companyaccount", "LEAD_SOURCE" and "LeadSource" -> "leadsource". Salesforce
// marks its own custom fields with "__c": not part of the word.
std::string squeeze(std::string_view header) {
    header = base::trim(header);
    const std::string lower = base::lower_ascii(header);
    if (lower.ends_with("__c")) header.remove_suffix(3);
    std::string slug = base::slug(header);
    std::erase(slug, '_');
    return slug;
}

bool ends_like_code(std::string_view slug) {
    for (std::string_view end :
         {"id",    "code", "zip", "zipcode", "postalcode", "postcode", "phone", "fax", "kode", "kodepos",  "postnummer",
          "orgnr", "npwp", "nik", "number",  "nummer",     "nomor",    "nr",    "sic", "plz",  "extension"})
        if (slug == end || slug.ends_with("_" + std::string(end))) return true;
    return false;
}

}  // namespace

std::optional<KnownHeader> known_header(std::string_view header) {
    static const auto by_word = [] {
        std::unordered_map<std::string_view, KnownHeader> map;
        for (const HeaderWord& word : header_words()) map.emplace(word.squeezed, word.known);
        return map;
    }();
    const std::string squeezed = squeeze(header);
    if (const auto found = by_word.find(squeezed); found != by_word.end()) return found->second;
    for (const domain::Field& field : domain::built_in_fields(domain::TableKind::leads))
        if (squeezed == squeeze(field.key) && field.key != "deleted" && !field.key.starts_with("source_"))
            return KnownHeader{field.key, NamePart::whole, 0};
    return std::nullopt;
}

HeaderHint header_hint(std::string_view header) {
    const std::string squeezed = squeeze(header);
    for (std::string_view word : {"status",     "leadstatus", "stage",
                                  "stagename",  "dealstage",  "pipelinestage",
                                  "salesstage", "leadstage",  "opportunitystage",
                                  "outcome",    "result",     "isconverted",
                                  "converted",  "iswon",      "won",
                                  "hasil",      "tahap",      "tahapan",
                                  "utfall",     "resultat",   "fase",
                                  "salgsfase",  "konvertert", "vunnet"})
        if (squeezed == word) return HeaderHint::outcome;
    const std::string slug = base::slug(header);
    for (std::string_view begin : {"is_", "has_", "er_", "har_"})
        if (slug.starts_with(begin)) return HeaderHint::yes_no;
    const bool all_upper_is = squeezed.starts_with("is") && slug == squeezed &&
                              (squeezed == "isdeleted" || squeezed == "isclosed" || squeezed == "isprivate");
    if (all_upper_is) return HeaderHint::yes_no;
    const bool glued_id = base::lower_ascii(header).ends_with("id") && slug.size() > 2 && header.size() > 2 &&
                          (header.ends_with("Id") || (header.ends_with("ID") && base::lower_ascii(header) != header));
    if (ends_like_code(slug) || glued_id) return HeaderHint::code;
    return HeaderHint::none;
}

bool looks_like_header(const std::vector<std::string>& first, const std::vector<std::string>& second) {
    size_t filled = 0;
    bool data = false;
    for (const std::string& cell : first) {
        const std::string_view text = base::trim(cell);
        if (text.empty()) continue;
        ++filled;
        if (known_header(text)) return true;
        data = data || look_at_number(text).is_number || look_at_date(text).is_date || is_link(text) ||
               text.size() > 200 || text.find('@') != std::string_view::npos;
    }
    if (filled == 0 || data) return false;
    return first != second;
}

}  // namespace exchange
