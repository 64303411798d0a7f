// Finding a substring in a long run of bytes, 64 bytes a step. Inside query only.
#pragma once

#include <string_view>

namespace query {

// A needle made ready: the two of its bytes that are rarest in names and addresses are compared
// first, sixteen places at once.
class Needle {
public:
    explicit Needle(std::string_view text);  // not empty; must outlive the needle

    // First occurrence in [begin, end), or end.
    const char* find(const char* begin, const char* end) const;
    bool in(std::string_view text) const { return find(text.data(), text.data() + text.size()) != text.data() + text.size(); }
    std::string_view text() const { return text_; }

private:
    bool at(const char* place) const;
    const char* find_slowly(const char* begin, const char* end) const;

    std::string_view text_;
    size_t first_ = 0, second_ = 0;  // places of the two bytes in the needle, first_ <= second_
};

}  // namespace query
