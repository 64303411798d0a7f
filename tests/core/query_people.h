// A small book for the tests of query, lifecycle and scoring: people and what happened to them, day by day.
#pragma once

#include "core/support/random.h"
#include "domain/book.h"

#include <string>
#include <utility>
#include <vector>

namespace tests {

struct People {
    using Values = std::vector<std::pair<std::string, domain::Value>>;

    domain::Book book;
    uint64_t sequence = 1;
    static constexpr domain::Replica kReplica = 5;

    domain::RowId create(domain::TableKind table, const Values& values) {
        const domain::RowId id{kReplica, sequence};
        domain::apply(book, {kReplica, sequence, {(uint64_t{1} << 40) + sequence, kReplica}, {}, domain::create_one(table, values)});
        ++sequence;
        return id;
    }
    domain::RowId person(const Values& values) { return create(domain::TableKind::leads, values); }

    // Of day precision, unless a time in milliseconds after midnight is given. UTC.
    domain::RowId event(domain::RowId lead, const std::string& type, int day, int64_t millis = -1, Values more = {}) {
        more.emplace_back("lead", lead);
        more.emplace_back("type", type);
        more.emplace_back("at", domain::Instant{day * base::kMillisPerDay + (millis < 0 ? 0 : millis)});
        more.emplace_back("precision", std::string(millis < 0 ? "day" : "minute"));
        return create(domain::TableKind::activities, more);
    }

    void set(domain::TableKind table, domain::RowId row, const std::string& key, domain::FieldKind kind, domain::Value value) {
        domain::apply(book, {kReplica, sequence, {(uint64_t{1} << 41) + sequence, kReplica}, {},
                             domain::SetField{table, row, key, kind, std::move(value)}});
        ++sequence;
    }
    void entry(const std::string& path, const std::string& json) {
        domain::apply(book, {kReplica, sequence, {(uint64_t{1} << 41) + sequence, kReplica}, {}, domain::SetEntry{path, json}});
        ++sequence;
    }
    domain::Row row(domain::RowId lead) const { return book.leads.find(lead); }
};

inline base::Now noon(int day) { return {day * base::kMillisPerDay + base::kMillisPerDay / 2, {day}, 0}; }
inline domain::Value number(int64_t whole) { return base::Decimal{whole * base::kMillionths}; }
inline domain::Value money(int64_t minor, std::string_view code) { return base::Money{minor, base::currency_from_code(code)}; }

// People with random fields and a random past of up to `events` events in days 0 .. 200.
inline People random_people(Random& random, int people, int events) {
    static const std::vector<std::string> types = {
        "visit", "email_open", "email_click", "webinar", "ebook", "quote_request", "demo_request", "demo_attended",
        "negotiation", "call", "personal_reply", "bounce", "unsubscribe", "captured", "qualify_marketing",
        "qualify_sales", "disqualify", "recycle", "open_deal", "win_deal", "lose_deal", "purchase", "customer_ended",
        "defer", "opt_out", "opt_in", "satisfaction", "hand_over", "accept", "generate_by_sales", "something_unknown"};
    static const std::vector<std::string> names = {"Åse Berg", "Ola Nordmann", "Siti Aminah", "Budi", "Çelik", "ola nordmann", "Zoë", "Łukasz", "Ahmad Fauzi Rahman", "李"};
    static const std::vector<std::string> titles = {"CEO", "Head of Sales", "Software Engineer", "Daglig leder", "Staf pembelian", "Poet", "VP Marketing", "Assistant to the CEO"};
    static const std::vector<std::string> channels = {"Web", "Referral", "Trade show", "Cold call", "Mystery"};
    static const std::vector<std::string> codes = {"IDR", "NOK", "USD"};
    People made;
    for (int i = 0; i < people; ++i) {
        People::Values values;
        const auto maybe = [&](int percent, const char* key, domain::Value value) {
            if (random.chance(percent)) values.emplace_back(key, std::move(value));
        };
        maybe(90, "name", random.one_of(names));
        // Drawn one after the other: compilers differ in the order of arguments.
        std::string mailbox = random.letters_of("abcdeo", 5);
        mailbox += "@" + random.letters_of("fgha", 4) + ".example";
        maybe(60, "email", mailbox);
        maybe(30, "phone", "+62 811 " + random.letters_of("0123456789", 6));
        maybe(50, "company", random.one_of(names) + " AS");
        maybe(60, "title", random.one_of(titles));
        maybe(60, "channel", random.one_of(channels));
        maybe(60, "company_size", number(random.between(0, 3000)));
        const int64_t budget = random.between(0, 1'000'000);
        maybe(60, "budget", money(budget, random.one_of(codes)));
        const int64_t asking_price = random.between(0, 1'000'000);
        maybe(60, "asking_price", money(asking_price, random.one_of(codes)));
        const domain::RowId lead = made.person(values);
        const int64_t count = random.between(0, events);
        for (int64_t e = 0; e < count; ++e) {
            People::Values more;
            if (random.chance(30)) more.emplace_back("until", domain::Instant{random.between(0, 300) * base::kMillisPerDay});
            if (random.chance(30)) more.emplace_back("number", number(random.between(0, 10)));
            const int64_t millis = random.chance(50) ? -1 : random.between(0, base::kMillisPerDay - 1);
            const std::string& type = random.one_of(types);
            made.event(lead, type, static_cast<int>(random.between(0, 200)), millis, std::move(more));
        }
    }
    return made;
}

}  // namespace tests
