#include <doctest/doctest.h>

#include "exchange/dialects.h"
#include "exchange/guess.h"
#include "exchange/headers.h"
#include "exchange/outcome_words.h"
#include "exchange/zone.h"

#include <string>

using exchange::DateForm;
using exchange::Dialect;
using exchange::LargeM;
using exchange::NumberForm;
using exchange::Outcome;

namespace {

std::string number(std::string_view text, NumberForm form, LargeM large_m = LargeM::plain) {
    Dialect dialect;
    dialect.number = form;
    dialect.large_m = large_m;
    const auto read = exchange::read_number(text, dialect);
    return read ? base::to_text(*read) : "-";
}
std::string dots(std::string_view text) { return number(text, NumberForm::dot_decimal); }
std::string commas(std::string_view text) { return number(text, NumberForm::comma_decimal); }

std::string money(std::string_view text, NumberForm form = NumberForm::comma_decimal, LargeM large_m = LargeM::plain) {
    Dialect dialect;
    dialect.number = form;
    dialect.large_m = large_m;
    const auto read = exchange::read_money(text, dialect);
    return read ? base::to_text(*read) : "-";
}

std::string date(std::string_view text, DateForm form = DateForm::dmy, int offset_minutes = 0) {
    Dialect dialect;
    dialect.date = form;
    const auto read = exchange::read_date(text, dialect);
    if (!read) return "-";
    return read->has_time ? base::to_iso_instant(exchange::Zone(base::Now{0, {}, offset_minutes}).instant_of(*read)) : base::to_iso(read->day);
}

}  // namespace

TEST_CASE("numbers: dot and comma, groups and decimals") {
    CHECK(dots("1,200.50") == "1200.5");
    CHECK(commas("1.200,50") == "1200.5");
    CHECK(commas("1 200,50") == "1200.5");
    CHECK(commas("1\u00A0200,50") == "1200.5");
    CHECK(dots("1'200.50") == "1200.5");
    CHECK(dots("1.200") == "1.2");
    CHECK(commas("1.200") == "1200");
    CHECK(commas("1.200.000") == "1200000");
    CHECK(dots("-5") == "-5");
    CHECK(dots("\u22125") == "-5");
    CHECK(dots("(1,200)") == "-1200");
    CHECK(dots(".5") == "0.5");
    CHECK(dots("007") == "7");
    for (const char* text : {"1.2.3", "1,20,0", "1.", "abc", "", "5%", "1e5", "12-34", "1,200,50", "31.12.2024",
                             "192.168.1.1", "12:30", "0.1234567", "99999999999999999999", "+62 812 345"}) {
        CAPTURE(text);
        CHECK(dots(text) == "-");
    }
}

TEST_CASE("numbers: the words of Indonesia and Norway") {
    CHECK(commas("15 jt") == "15000000");
    CHECK(commas("1,5 juta") == "1500000");
    CHECK(commas("185rb") == "185000");
    CHECK(commas("2 miliar") == "2000000000");
    CHECK(number("1,5 M", NumberForm::comma_decimal, LargeM::miliar) == "1500000000");
    CHECK(number("1,5 M", NumberForm::comma_decimal, LargeM::million) == "1500000");
    CHECK(commas("2,5 mill.") == "2500000");
    CHECK(commas("3 mrd") == "3000000000");
    CHECK(dots("12k") == "12000");
}

TEST_CASE("money: symbols and codes before and behind") {
    CHECK(money("Rp 1.250.000") == "1250000 IDR");
    CHECK(money("Rp1.250.000,-") == "1250000 IDR");
    CHECK(money("Rp. 15 jt") == "15000000 IDR");
    CHECK(money("1 250 000 kr") == "1250000 NOK");
    CHECK(money("kr 1.250,50") == "1250.50 NOK");
    CHECK(money("$1,250.50", NumberForm::dot_decimal) == "1250.50 USD");
    CHECK(money("-$5", NumberForm::dot_decimal) == "-5 USD");
    CHECK(money("€ 5") == "5 EUR");
    CHECK(money("5 EUR") == "5 EUR");
    CHECK(money("NOK 5") == "5 NOK");
    CHECK(money("5") == "5");
    for (const char* text : {"5 XXQ", "Rp", "NOK 5 NOK", "5 apples"}) CHECK(money(text) == "-");
}

TEST_CASE("numbers: what one value tells about its column") {
    CHECK(exchange::look_at_number("1.200").open);
    CHECK_FALSE(exchange::look_at_number("1200").open);
    CHECK(exchange::look_at_number("1.5").dot_decimal);
    CHECK(exchange::look_at_number("1,5").comma_decimal);
    CHECK(exchange::look_at_number("0.125").dot_decimal);
    CHECK(exchange::look_at_number("1,200.50").dot_decimal);
    CHECK_FALSE(exchange::look_at_number("08123").is_number);
    CHECK(exchange::look_at_number("Rp 1.200").indonesian);
}

TEST_CASE("dates: forms") {
    CHECK(date("2026-11-22") == "2026-11-22");
    CHECK(date("2026/1/2") == "2026-01-02");
    CHECK(date("03/04/2026") == "2026-04-03");
    CHECK(date("03/04/2026", DateForm::mdy) == "2026-03-04");
    CHECK(date("3.4.26") == "2026-04-03");
    CHECK(date("1/20/1981", DateForm::mdy) == "1981-01-20");
    CHECK(date("22 Nov 2026") == "2026-11-22");
    CHECK(date("22. november 2026") == "2026-11-22");
    CHECK(date("17 Agustus 2026") == "2026-08-17");
    CHECK(date("1 Mei 2026") == "2026-05-01");
    CHECK(date("Nov 22, 2026") == "2026-11-22");
    CHECK(date("22-Des-26") == "2026-12-22");
    for (const char* text : {"2026-02-30", "2026-13-01", "31/02/2026", "2009\\7\\14", "2009-07/14", "1/2", "yesterday",
                             "", "2026", "12.5", "03/04/2026 x"}) {
        CAPTURE(text);
        CHECK(date(text) == "-");
    }
}

TEST_CASE("dates: times and zones") {
    CHECK(date("2026-11-22T09:30:00.000Z") == "2026-11-22T09:30:00.000Z");
    CHECK(date("2009-07-14 22:14:45+0800") == "2009-07-14T14:14:45.000Z");
    CHECK(date("07/15/2009 02:14:45+0800", DateForm::mdy) == "2009-07-14T18:14:45.000Z");
    CHECK(date("2010-10-14T12:00:00.000Z-0300") == "2010-10-14T15:00:00.000Z");
    CHECK(date("22.11.2026 kl. 14.30", DateForm::dmy, 60) == "2026-11-22T13:30:00.000Z");
    CHECK(date("22/11/2026 14.30 WIB") == "2026-11-22T07:30:00.000Z");
    CHECK(date("11/22/2026 2:05 PM", DateForm::mdy) == "2026-11-22T14:05:00.000Z");
    for (const char* text : {"2026-11-22T25:00", "2026-11-22 9:5", "2026-11-22 13:00 PM", "2026-11-22T10:00+9900"})
        CHECK(date(text) == "-");
}

TEST_CASE("dates: what one value tells about its column") {
    CHECK(exchange::look_at_date("03/04/2026").open);
    CHECK_FALSE(exchange::look_at_date("04/04/2026").open);
    CHECK(exchange::look_at_date("13/04/2026").dmy);
    CHECK(exchange::look_at_date("04/13/2026").mdy);
    CHECK(exchange::look_at_date("03.04.2026").dmy);
    CHECK_FALSE(exchange::look_at_date("2026-04-03").open);
}

TEST_CASE("headers: Salesforce and three languages") {
    const auto key = [](std::string_view header) {
        const auto known = exchange::known_header(header);
        return known ? std::string(known->key) : "-";
    };
    for (const char* header : {"Lead Source", "LeadSource", "LEADSOURCE", "lead_source", "Sumber", "Kilde"})
        CHECK(key(header) == "channel");
    for (const char* header : {"Company / Account", "Company", "perusahaan", "Nama Perusahaan", "Firma", "Selskap"})
        CHECK(key(header) == "company");
    for (const char* header : {"Email", "E-mail", "E-post", "Surel", "Alamat Email"}) CHECK(key(header) == "email");
    for (const char* header : {"Phone", "Mobile", "No. HP", "No WA", "Telefon", "Tlf", "Telepon"})
        CHECK(key(header) == "phone");
    for (const char* header : {"First Name", "FirstName", "Etternavn", "Nama Lengkap", "Navn"})
        CHECK(key(header) == "name");
    CHECK(key("No. of Employees") == "company_size");
    CHECK(key("NumberOfEmployees") == "company_size");
    CHECK(key("Antall ansatte") == "company_size");
    CHECK(key("CreatedDate") == "created");
    CHECK(key("conversion_date") == "closed");
    CHECK(key("opportunity_value") == "value");
    CHECK(key("Oppfølging") == "follow_up");
    CHECK(key("Beløp") == "value");
    CHECK(key("asking_price") == "asking_price");
    for (const char* header : {"lead_id", "Favourite colour", "source_file", "deleted", ""}) CHECK(key(header) == "-");
}

TEST_CASE("outcome: words of three languages") {
    const auto word = [](std::string_view value, std::string_view header = "Stage") {
        const auto outcome = exchange::outcome_of_word(header, value);
        return outcome ? std::string(exchange::outcome_word(*outcome)) : "-";
    };
    for (const char* value :
         {"Closed Won", "CLOSED-WON", "Converted", "Vunnet", "Menang", "Closed - Converted", "6 - Won!"})
        CHECK(word(value) == "won");
    for (const char* value :
         {"Closed Lost", "Tapt", "Kalah", "Closed - Not Converted", "Unqualified", "Lost to competitor"})
        CHECK(word(value) == "lost");
    for (const char* value : {"Qualified", "Nurturing", "New", "Baru", "Opportunity"}) CHECK(word(value) == "open");
    for (const char* value : {"Blue", "not won yet", ""}) CHECK(word(value) == "-");
    CHECK(word("true", "IsConverted") == "won");
    CHECK(word("0", "IsWon") == "open");
    CHECK(word("true", "Active") == "-");
}

TEST_CASE("a column is guessed from all its values, however late the telling ones come") {
    exchange::ColumnGuess dates, numbers;
    for (int i = 0; i < 600; ++i) {
        dates.see("unknown");
        numbers.see("on request");
    }
    for (int i = 0; i < 9000; ++i) {
        dates.see(i == 8999 ? "25/12/2026" : "03/04/2026");
        numbers.see(i == 8999 ? "1.250,50" : "1.250");
    }
    CHECK(dates.kind(exchange::HeaderHint::none) == domain::FieldKind::date);
    CHECK(dates.misfits(domain::FieldKind::date) == 600);
    CHECK(dates.dialect().date == DateForm::dmy);
    CHECK(numbers.kind(exchange::HeaderHint::none) == domain::FieldKind::number);
    CHECK(numbers.misfits(domain::FieldKind::number) == 600);
    CHECK(numbers.dialect().number == NumberForm::comma_decimal);
}
