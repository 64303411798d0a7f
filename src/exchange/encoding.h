// Bytes of a foreign text file to UTF-8: which encoding they are in, and a source that hands them
// out converted, slice by slice. Files that are no text are recognise.h's business.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace exchange {

enum class Encoding : uint8_t { utf8, utf16_le, utf16_be, utf32_le, utf32_be, windows_1252 };
std::string_view encoding_name(Encoding encoding);  // "UTF-8", "UTF-16 LE", "Windows-1252", ...

struct DetectedEncoding {
    Encoding encoding = Encoding::utf8;
    uint8_t mark_bytes = 0;  // of the byte order mark, to be skipped
};

// A byte order mark decides; then UTF-16 and UTF-32 by their zeros; then UTF-8 if `head` is valid
// (a sequence cut at its end counts as valid); else Windows-1252. A file that begins as UTF-8 and
// stops being it later shows in TextSource::broken().
DetectedEncoding detect_encoding(std::string_view head);

// Hands out `bytes` as UTF-8. Broken UTF-16 and UTF-32 units become U+FFFD; the five bytes Windows-1252
// leaves undefined become their C1 controls, as browsers do.
class TextSource {
public:
    TextSource(std::string_view bytes, DetectedEncoding detected);

    // About `bytes` more of the input, converted; empty at the end. Valid until the next call.
    std::string_view next(size_t bytes);
    bool at_end() const { return position_ == bytes_.size(); }
    // The encoding is UTF-8 and an invalid sequence was met: start again as Windows-1252.
    bool broken() const { return broken_; }
    size_t position() const { return position_; }  // of the input, for progress

private:
    std::string_view bytes_;
    Encoding encoding_;
    size_t position_ = 0;
    bool broken_ = false;
    std::string converted_;
};

}  // namespace exchange
