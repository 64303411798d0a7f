// The search form of one code point: the facts behind fold() of base/text.h. Not for white space,
// which fold() joins itself.
#pragma once

namespace base {

// `first` is 0 for a character that is dropped (a combining mark, an invisible formatting
// character); `second` and `third` are 0 unless the search form has
// two or three letters (Æ -> a, e).
struct FoldedCodePoint {
    char32_t first = 0;
    char32_t second = 0;
    char32_t third = 0;
};

// Folding a result again changes nothing.
FoldedCodePoint fold_code_point(char32_t code_point);

}  // namespace base
