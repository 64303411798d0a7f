#include "exchange/cell_writer.h"

#include "base/check.h"
#include "base/order.h"
#include "base/text.h"

#include <algorithm>

namespace exchange {
namespace {

using domain::FieldKind;

constexpr size_t kRecent = 256;

size_t slot_of(std::string_view text) {
    uint32_t hash = 2166136261u;  // FNV-1a
    for (char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 16777619u;
    return (hash ^ hash >> 15) % kRecent;
}

}  // namespace

CellWriter::CellWriter(std::string_view key, FieldKind kind, const Dialect& dialect, Zone& zone)
    : key_(key),
      kind_(kind),
      dialect_(dialect),
      zone_(zone),
      column_(domain::make_column(key, kind, true)),
      recent_(kRecent) {}

domain::Column CellWriter::take() {
    domain::Column full = std::move(column_);
    column_ = domain::make_column(key_, kind_, true);
    std::fill(recent_.begin(), recent_.end(), 0);
    rows_ = 0;
    took_nothing_ = !has_values_;
    has_values_ = false;
    return full;
}

bool CellWriter::push(std::string_view text) {
    has_values_ = true;
    const bool read = push_typed(text);
    if (!read) keep_as_typed(text);
    ++rows_;
    return read;
}

bool CellWriter::keep_as_typed(std::string_view text) {
    push_empty();
    --rows_;
    column_.as_typed.emplace(rows_, std::string(text));
    return false;
}

void CellWriter::push_empty() {
    last_date_.reset();
    last_money_read_ = false;
    ++rows_;
    switch (kind_) {
        case FieldKind::text:
        case FieldKind::link: return std::get<domain::TextColumn>(column_.data).push({});
        case FieldKind::choice: return std::get<domain::ChoiceColumn>(column_.data).codes.push_back(0);
        case FieldKind::multi_choice: return std::get<domain::MultiChoiceColumn>(column_.data).codes.push_back(0);
        case FieldKind::number: return std::get<domain::NumberColumn>(column_.data).values.push_back(domain::kNoNumber);
        case FieldKind::money:
            std::get<domain::MoneyColumn>(column_.data).minor.push_back(domain::kNoNumber);
            return std::get<domain::MoneyColumn>(column_.data).currency.push_back(0);
        case FieldKind::date: return std::get<domain::DateColumn>(column_.data).days.push_back(domain::kNoDay);
        case FieldKind::instant:
            return std::get<domain::InstantColumn>(column_.data).millis.push_back(domain::kNoNumber);
        case FieldKind::yes_no: return std::get<domain::FlagColumn>(column_.data).values.push_back(0);
        case FieldKind::reference: CHECK(false);
    }
}

void CellWriter::push_number(uint64_t number) {
    has_values_ = true;
    ++rows_;
    std::get<domain::NumberColumn>(column_.data).values.push_back(static_cast<int64_t>(number) * base::kMillionths);
}

bool CellWriter::push_typed(std::string_view text) {
    switch (kind_) {
        case FieldKind::text:
        case FieldKind::link: std::get<domain::TextColumn>(column_.data).push(text); return true;
        case FieldKind::choice:
            std::get<domain::ChoiceColumn>(column_.data).codes.push_back(choice_code(text));
            return true;
        case FieldKind::multi_choice:
            std::get<domain::MultiChoiceColumn>(column_.data).codes.push_back(set_code(text));
            return true;
        case FieldKind::number: {
            const auto number = read_number(text, dialect_);
            if (number) std::get<domain::NumberColumn>(column_.data).values.push_back(number->millionths);
            return number.has_value();
        }
        case FieldKind::money: {
            const auto money = read_money(text, dialect_);
            last_money_ = money.value_or(base::Money{});
            last_money_read_ = money.has_value();
            if (!money) return false;
            std::get<domain::MoneyColumn>(column_.data).minor.push_back(money->minor);
            std::get<domain::MoneyColumn>(column_.data).currency.push_back(money->currency.packed);
            return true;
        }
        case FieldKind::date: {
            last_date_ = read_date(text, dialect_);
            if (last_date_)
                std::get<domain::DateColumn>(column_.data).days.push_back(zone_.day_of(*last_date_).count);
            return last_date_.has_value();
        }
        case FieldKind::instant: {
            last_date_ = read_date(text, dialect_);
            if (last_date_)
                std::get<domain::InstantColumn>(column_.data).millis.push_back(zone_.instant_of(*last_date_));
            return last_date_.has_value();
        }
        case FieldKind::yes_no: {
            const auto yes = read_yes_no(text);
            if (yes) std::get<domain::FlagColumn>(column_.data).values.push_back(*yes ? 2 : 1);
            return yes.has_value();
        }
        case FieldKind::reference: CHECK(false);
    }
    CHECK(false);
}

uint32_t CellWriter::choice_code(std::string_view text) {
    domain::Dictionary& dictionary = std::get<domain::ChoiceColumn>(column_.data).dictionary;
    uint32_t& recent = recent_[slot_of(text)];
    if (recent == 0 || dictionary.text(recent) != text) recent = dictionary.code(text);
    return recent;
}

uint32_t CellWriter::set_code(std::string_view text) {
    domain::MultiChoiceColumn& column = std::get<domain::MultiChoiceColumn>(column_.data);
    domain::Members members;
    const char separator = text.find(';') == std::string_view::npos ? ',' : ';';
    for (const std::string& part : base::split(text, separator))
        if (const std::string_view member = base::trim(part); !member.empty()) members.emplace_back(member);
    base::sort(members);
    members.erase(std::unique(members.begin(), members.end()), members.end());
    std::vector<uint32_t> codes;
    for (const std::string& member : members) codes.push_back(column.members.code(member));
    return column.set_code(std::move(codes));
}

}  // namespace exchange
