#include "exchange/recognise.h"

#include "base/text.h"
#include "exchange/encoding.h"

#include <algorithm>
#include <array>
#include <string>

namespace exchange {
namespace {

using base::Error;
using std::string_view_literals::operator""sv;

struct Magic {
    std::string_view bytes;
    FileKind kind;
    std::string_view code;
    std::string_view what;  // for the sentence
    std::string_view advice;
};
constexpr std::string_view kSaveAsCsv = "save it as CSV and import that";
constexpr std::array kMagics = {
    Magic{"%PDF"sv, FileKind::pdf, "file.pdf", "a PDF document", "export the list behind it as CSV"},
    Magic{"\x89PNG"sv, FileKind::image, "file.image", "a PNG picture", "choose the list itself, as CSV"},
    Magic{"\xFF\xD8\xFF"sv, FileKind::image, "file.image", "a JPEG picture", "choose the list itself, as CSV"},
    Magic{"GIF8"sv, FileKind::image, "file.image", "a GIF picture", "choose the list itself, as CSV"},
    Magic{"\x1F\x8B"sv, FileKind::binary, "file.archive", "a gzip archive", "unpack it and import the file inside"},
    Magic{"7z\xBC\xAF\x27\x1C"sv, FileKind::binary, "file.archive", "a 7-Zip archive", "unpack it and import the file inside"},
    Magic{"Rar!"sv, FileKind::binary, "file.archive", "a RAR archive", "unpack it and import the file inside"},
    Magic{"\xD0\xCF\x11\xE0"sv, FileKind::binary, "file.office", "an old Office file (.xls or .doc)", kSaveAsCsv},
    Magic{"SQLite format 3"sv, FileKind::binary, "file.database", "an SQLite database", "export the table as CSV"},
    Magic{"\0asm"sv, FileKind::binary, "file.binary", "a WebAssembly program", "choose a CSV file or a Corong snapshot"},
};

bool ends_with(std::string_view name, std::string_view ending) { return base::lower_ascii(name).ends_with(ending); }

Recognised refuse(FileKind kind, std::string_view code, std::string_view name, std::string_view what, std::string_view advice) {
    std::string message =
        "“" + std::string(base::clip(name, 120)) + "” is " + std::string(what) + ": " + std::string(advice) + ".";
    return {kind, Error{std::string(code), std::move(message), std::string(base::clip(name, 120))}};
}

// A zip: Office documents are zips with known folders in them.
Recognised refuse_zip(std::string_view name, std::string_view head) {
    if (base::contains(head, "xl/") || ends_with(name, ".xlsx") || ends_with(name, ".xlsm"))
        return refuse(FileKind::xlsx, "file.xlsx", name, "an Excel workbook", kSaveAsCsv);
    if (base::contains(head, "opendocument.spreadsheet") || ends_with(name, ".ods"))
        return refuse(FileKind::xlsx, "file.xlsx", name, "a LibreOffice workbook", kSaveAsCsv);
    if (base::contains(head, "word/")) return refuse(FileKind::binary, "file.office", name, "a Word document", kSaveAsCsv);
    return refuse(FileKind::binary, "file.archive", name, "a ZIP archive", "unpack it and import the file inside");
}

bool begins_with_ignoring_case(std::string_view text, std::string_view upper) {
    return base::lower_ascii(text.substr(0, upper.size())) == base::lower_ascii(upper);
}

// Zeros or many other control bytes: no text in any encoding we know.
bool looks_binary(std::string_view text) {
    size_t controls = 0;
    for (unsigned char c : text) {
        if (c == 0) return true;
        controls += c < 32 && c != '\t' && c != '\n' && c != '\r' && c != '\f' && c != 0x1B;
    }
    return controls > 2 && controls * 50 > text.size();
}

// Most of it is enough: a damaged file is to be told as one, not as a bad list.
bool begins_like_an_envelope(std::string_view head) {
    constexpr std::string_view kFirstLine = "Corong sealed snapshot: open it in Corong with its passphrase.\n";
    size_t same = 0;
    for (size_t i = 0; i < std::min(head.size(), kFirstLine.size()); ++i) same += head[i] == kFirstLine[i];
    return same * 4 >= kFirstLine.size() * 3;
}

bool has_our_header(std::string_view text) {
    const std::string_view start = text.substr(0, 512);
    return base::contains(start, "\"corong\"");
}

std::optional<Recognised> recognise_text(std::string_view name, std::string_view text) {
    const std::string_view begin = base::trim(text);
    if (begins_with_ignoring_case(begin, "BEGIN:VCARD"))
        return refuse(FileKind::vcard, "file.vcard", name, "a vCard address book, which this version does not read",
                      "export the contacts as CSV and import that");
    if (begins_with_ignoring_case(begin, "BEGIN:VCALENDAR"))
        return refuse(FileKind::ics, "file.ics", name, "a calendar, which holds no leads",
                      "choose a CSV file or a Corong snapshot");
    if (begins_with_ignoring_case(begin, "<?xml") || begins_with_ignoring_case(begin, "<!doctype") ||
        begins_with_ignoring_case(begin, "<html"))
        return refuse(FileKind::binary, "file.markup", name, "a web page or XML, not a table",
                      "export the list as CSV and import that");
    const bool json_name = ends_with(name, ".json");
    const bool json_begin = !begin.empty() && (begin[0] == '{' || begin[0] == '[');
    if (json_begin && has_our_header(begin)) return Recognised{FileKind::snapshot, {}};
    if (json_name) return Recognised{FileKind::snapshot, {}};
    if (json_begin && begin[0] == '{')
        return refuse(FileKind::json_other, "file.json", name, "JSON, but not a Corong snapshot",
                      "export a snapshot from Corong, or a CSV file from the other program");
    return std::nullopt;
}

Recognised limited(Recognised result, std::string_view name, size_t total_bytes) {
    const size_t limit = result.kind == FileKind::csv ? kForeignBytes : kSnapshotBytes;
    if (!result.refusal && total_bytes > limit)
        result.refusal =
            Error{"file.too_large",
                  "“" + std::string(base::clip(name, 120)) + "” has " + std::to_string(total_bytes >> 20) +
                      " MB, and the limit is " + std::to_string(limit >> 20) + " MB: split it into smaller files.",
                  std::string(base::clip(name, 120))};
    return result;
}

}  // namespace

Recognised recognise(std::string_view name, std::string_view head, size_t total_bytes) {
    head = head.substr(0, 4096);
    if (total_bytes == 0) return refuse(FileKind::empty, "file.empty", name, "empty", "export it again, or choose another file");
    if (begins_like_an_envelope(head)) return limited({FileKind::sealed, {}}, name, total_bytes);
    if (head.starts_with("PK\x03\x04") || head.starts_with("PK\x05\x06")) return refuse_zip(name, head);
    for (const Magic& magic : kMagics)
        if (head.starts_with(magic.bytes)) return refuse(magic.kind, magic.code, name, magic.what, magic.advice);

    const DetectedEncoding detected = detect_encoding(head);
    TextSource source(head, detected);
    const std::string_view text = source.next(head.size());
    const bool snapshot_name = ends_with(name, ".json");
    if (looks_binary(text) && !snapshot_name)
        return refuse(FileKind::binary, "file.binary", name, "not a text file", "choose a CSV file or a Corong snapshot");
    if (base::trim(text).empty() && total_bytes <= head.size() && !snapshot_name)
        return refuse(FileKind::empty, "file.empty", name, "empty (nothing but white space)",
                      "export it again, or choose another file");

    Recognised result{FileKind::csv, {}};
    if (auto other = recognise_text(name, text)) result = *std::move(other);
    if (ends_with(name, ".vcf") && result.kind == FileKind::csv)
        return refuse(FileKind::vcard, "file.vcard", name, "named like a vCard address book, which this version does not read",
                      "export the contacts as CSV and import that");
    return limited(std::move(result), name, total_bytes);
}

}  // namespace exchange
