#include "base/fold_table.h"

#include <string_view>

namespace base {

namespace {

// One character per code point, 32 to a row: its search form. '.' means "as it is"; an upper-case
// letter stands for two letters (see two_letters). From the Unicode character database: simple
// lower case, then the canonical decomposition without its marks (U+0300..U+036F); letters with
// strokes, hooks and bars, which do not decompose, go to their base letter by hand.
constexpr char32_t kLatinBegin = 0x00C0;
constexpr std::u16string_view kLatin =
    u"aaaaaaAceeeeiiiidnooooo.ouuuuyTS"   // 00C0
    u"aaaaaaAceeeeiiiidnooooo.ouuuuyTy"   // 00E0
    u"aaaaaaccccccccddddeeeeeeeeeegggg"   // 0100
    u"gggghhhhiiiiiiiiiiIIjjkk.lllllll"   // 0120
    u"lllnnnnnnnnnooooooOOrrrrrrssssss"   // 0140
    u"ssttttttuuuuuuuuuuuuwwyyyzzzzzzs"   // 0160
    u"bbbbƅ.ɔccdddd.ǝəɛffgɣ.ɩikkl.ɯnnɵ"   // 0180
    u"ooƣ.pprƨ.ʃ.ttttuuʊvyyzzʒƹ...ƽ..."   // 01A0
    u"....ZZZLLLNNNaaiioouuuuuuuuuu.aa"   // 01C0
    u"aaAAggggkkooooʒʒjZZZggƕƿnnaaAAoo"   // 01E0
    u"aaaaeeeeiiiioooorrrruuuussttȝ.hh"   // 0200
    u"ndȣ.zzaaeeooooooooyylntj..acclts"   // 0220
    u"zɂ.buʌeejjqqrryy.a.b..dd.......j"   // 0240
    u"ggg...h.i.ill....mnnn........r.."   // 0260
    u"r.s.....tu.v...yz........b..h..l"   // 0280
    u"................................";  // 02A0

constexpr char32_t kGreekBegin = 0x0360;
constexpr std::u16string_view kGreekAndCyrillic =
    u"................ͱ.ͳ.ʹ.ͷ.......;ϳ"           // 0360
    u".....¨α·εηι.ο.υωιαβγδεζηθικλμνξο"           // 0380
    u"πρ.στυφχψωιυαεηιυ..............."           // 03A0
    u"..σ.......ιυουωϗβθυυυφπ.ϙ.ϛ.ϝ.ϟ."           // 03C0
    u"ϡ.ϣ.ϥ.ϧ.ϩ.ϫ.ϭ.ϯ.κρσ.θε.ϸ.σϻ..ͻͼͽ"           // 03E0
    u"ееђгєѕііјљњћкиуџабвгдежзииклмноп"           // 0400
    u"рстуфхцчшщъыьэюя.........и......"           // 0420
    u"................ее.г...і....киу."           // 0440
    u"ѡ.ѣ.ѥ.ѧ.ѩ.ѫ.ѭ.ѯ.ѱ.ѳ.ѵ.ѵѵѹ.ѻ.ѽ.ѿ."           // 0460
    u"ҁ.........ҋ.ҍ.ҏ.ґ.ғ.ҕ.җ.ҙ.қ.ҝ.ҟ."           // 0480
    u"ҡ.ң.ҥ.ҧ.ҩ.ҫ.ҭ.ү.ұ.ҳ.ҵ.ҷ.ҹ.һ.ҽ.ҿ."           // 04A0
    u"ӏжжӄ.ӆ.ӈ.ӊ.ӌ.ӎ..ааааӕ.ееә.әәжжзз"           // 04C0
    u"ӡ.ииииооө.өөээууууууччӷ.ыыӻ.ӽ.ӿ."           // 04E0
    u"ԁ.ԃ.ԅ.ԇ.ԉ.ԋ.ԍ.ԏ.ԑ.ԓ.ԕ.ԗ.ԙ.ԛ.ԝ.ԟ."           // 0500
    u"ԡ.ԣ.ԥ.ԧ.ԩ.ԫ.ԭ.ԯ.................";  // 0520

constexpr char32_t kAdditionalBegin = 0x1E00;
constexpr std::u16string_view kLatinAdditionalAndGreekExtended =
    u"aabbbbbbccddddddddddeeeeeeeeeeff"   // 1E00
    u"gghhhhhhhhhhiiiikkkkkkllllllllmm"   // 1E20
    u"mmmmnnnnnnnnoooooooopppprrrrrrrr"   // 1E40
    u"ssssssssssttttttttuuuuuuuuuuvvvv"   // 1E60
    u"wwwwwwwwwwxxxxyyzzzzzzhtwyasssS."   // 1E80
    u"aaaaaaaaaaaaaaaaaaaaaaaaeeeeeeee"   // 1EA0
    u"eeeeeeeeiiiioooooooooooooooooooo"   // 1EC0
    u"oooouuuuuuuuuuuuuuyyyyyyyyỻ.ỽ.ỿ."   // 1EE0
    u"ααααααααααααααααεεεεεε..εεεεεε.."   // 1F00
    u"ηηηηηηηηηηηηηηηηιιιιιιιιιιιιιιιι"   // 1F20
    u"οοοοοο..οοοοοο..υυυυυυυυ.υ.υ.υ.υ"   // 1F40
    u"ωωωωωωωωωωωωωωωωααεεηηιιοουυωω.."   // 1F60
    u"ααααααααααααααααηηηηηηηηηηηηηηηη"   // 1F80
    u"ωωωωωωωωωωωωωωωωααααα.ααααααα.ι."   // 1FA0
    u".¨ηηη.ηηεεηηη᾿᾿᾿ιιιι..ιιιιιι.῾῾῾"   // 1FC0
    u"υυυυρρυυυυυυρ¨¨`..ωωω.ωωοοωωω´..";  // 1FE0

constexpr char32_t kLetterlikeBegin = 0x2100;
constexpr std::u16string_view kLetterlike =
    u"..c.......ghhhhhiill.n...pqrrr.."   // 2100
    u"....z.ω.z.kabc.eef.mo....i......";  // 2120

static_assert(kLatin.size() == 0x2C0 - kLatinBegin);
static_assert(kGreekAndCyrillic.size() == 0x540 - kGreekBegin);
static_assert(kLatinAdditionalAndGreekExtended.size() == 0x2000 - kAdditionalBegin);
static_assert(kLetterlike.size() == 0x2140 - kLetterlikeBegin);

FoldedCodePoint two_letters(char16_t code) {
    switch (code) {
        case u'A': return {U'a', U'e'};
        case u'I': return {U'i', U'j'};
        case u'L': return {U'l', U'j'};
        case u'N': return {U'n', U'j'};
        case u'O': return {U'o', U'e'};
        case u'S': return {U's', U's'};
        case u'T': return {U't', U'h'};
        case u'Z': return {U'd', U'z'};
        default: return {code};
    }
}

FoldedCodePoint in_table(std::u16string_view table, char32_t begin, char32_t code_point) {
    const char16_t found = table[code_point - begin];
    if (found == u'.') return {code_point};
    return found < 0x80 ? two_letters(found) : FoldedCodePoint{found};
}

bool is_between(char32_t code_point, char32_t first, char32_t last) {
    return code_point >= first && code_point <= last;
}

// Soft hyphen, joiners and direction marks: in a name they come from copying, and nobody types
// them into a search.
bool is_invisible(char32_t code_point) {
    return code_point == 0x00AD || is_between(code_point, 0x200C, 0x200F) ||
           is_between(code_point, 0x202A, 0x202E) || code_point == 0x2060 ||
           is_between(code_point, 0x2066, 0x2069);
}

char32_t lower_of_ascii(char32_t code_point) {
    return is_between(code_point, U'A', U'Z') ? code_point + 32 : code_point;
}

FoldedCodePoint ligature(char32_t code_point) {
    switch (code_point) {
        case 0xFB00: return {U'f', U'f'};
        case 0xFB01: return {U'f', U'i'};
        case 0xFB02: return {U'f', U'l'};
        case 0xFB03: return {U'f', U'f', U'i'};
        case 0xFB04: return {U'f', U'f', U'l'};
        case 0xFB05:
        case 0xFB06: return {U's', U't'};
        default: return {code_point};
    }
}

// Above U+2FFF: ligatures, full-width ASCII, and the mathematical letters people decorate names with.
FoldedCodePoint high_form(char32_t code_point) {
    if (is_between(code_point, 0xFF01, 0xFF5E)) return {lower_of_ascii(code_point - 0xFF01 + U'!')};
    if (is_between(code_point, 0x1D400, 0x1D6A3)) return {U'a' + (code_point - 0x1D400) % 26};
    if (is_between(code_point, 0x1D7CE, 0x1D7FF)) return {U'0' + (code_point - 0x1D7CE) % 10};
    return ligature(code_point);
}

}  // namespace

FoldedCodePoint fold_code_point(char32_t code_point) {
    if (code_point < 0x80) return {lower_of_ascii(code_point)};
    if (is_between(code_point, 0x0300, 0x036F) || is_invisible(code_point)) return {};
    if (is_between(code_point, kLatinBegin, 0x02BF)) {
        // U+02BC is the apostrophe of O'Brien as some programs write it.
        return code_point == 0x02BC ? FoldedCodePoint{U'\''} : in_table(kLatin, kLatinBegin, code_point);
    }
    if (is_between(code_point, 0x0370, 0x053F)) return in_table(kGreekAndCyrillic, kGreekBegin, code_point);
    if (is_between(code_point, kAdditionalBegin, 0x1FFF)) {
        return in_table(kLatinAdditionalAndGreekExtended, kAdditionalBegin, code_point);
    }
    if (is_between(code_point, kLetterlikeBegin, 0x213F))
        return in_table(kLetterlike, kLetterlikeBegin, code_point);
    if (code_point > 0x2FFF) return high_form(code_point);
    switch (code_point) {
        case 0x00AA: return {U'a'};
        case 0x00BA: return {U'o'};
        case 0x2010:
        case 0x2011: return {U'-'};
        case 0x2018:
        case 0x2019: return {U'\''};
        default: return {code_point};
    }
}

}  // namespace base
